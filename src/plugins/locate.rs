//! Finding a plugin: flag, environment, cache, Python's site-packages.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use super::catalogue::CatalogueEntry;
use super::error::PluginsError;

/// Where a plugin was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundIn {
    /// The user's flag.
    Flag,
    /// An environment variable.
    Environment(String),
    /// The cache folder of vqbit.
    Cache,
    /// The packages of a Python.
    SitePackages,
}

/// A plugin's library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located {
    /// The library.
    pub path: PathBuf,
    /// Where it was found.
    pub found_in: FoundIn,
}

/// The places to search, read from the environment once.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// `VQBIT_CPU_PLUGIN`.
    pub cpu_plugin: Option<PathBuf>,
    /// `TPU_LIBRARY_PATH`.
    pub tpu_library: Option<PathBuf>,
    /// The cache folder: `VQBIT_CACHE_DIR`, else `XDG_CACHE_HOME/vqbit`, else `~/.cache/vqbit`.
    pub cache: Option<PathBuf>,
    /// The interpreter: `VQBIT_PYTHON`, else `python3`.
    pub python: PathBuf,
}

impl Places {
    /// The places that the process's environment names.
    pub fn from_environment() -> Self {
        Places::of(|name| std::env::var_os(name))
    }

    /// The places that these variables name; an empty variable is none.
    pub fn of(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let path = |name: &str| variable(name).filter(|text| !text.is_empty()).map(PathBuf::from);
        let cache = path("VQBIT_CACHE_DIR")
            .or_else(|| path("XDG_CACHE_HOME").map(|folder| folder.join("vqbit")))
            .or_else(|| path("HOME").map(|folder| folder.join(".cache/vqbit")));
        Places {
            cpu_plugin: path("VQBIT_CPU_PLUGIN"),
            tpu_library: path("TPU_LIBRARY_PATH"),
            cache,
            python: path("VQBIT_PYTHON").unwrap_or_else(|| "python3".into()),
        }
    }

    /// The folder of installed plugins.
    ///
    /// # Errors
    /// The environment names no cache and no home.
    pub fn plugins_folder(&self) -> Result<PathBuf, PluginsError> {
        self.cache.as_ref().map(|cache| cache.join("plugins")).ok_or(PluginsError::NoCache)
    }

    /// The path that the entry's environment variable gives.
    fn variable(&self, entry: &CatalogueEntry) -> Option<(&'static str, &Path)> {
        let name = entry.variable?;
        let path = if name == "VQBIT_CPU_PLUGIN" { &self.cpu_plugin } else { &self.tpu_library };
        path.as_deref().map(|path| (name, path))
    }

    /// The installed library, if it has the size that its catalogue entry says.
    pub(super) fn cached(&self, entry: &CatalogueEntry) -> Option<PathBuf> {
        let (path, found, wanted) = self.in_cache(entry)?;
        (found == wanted).then_some(path)
    }

    /// That the installed library has another size: half of it, where a copy or a disk ended early.
    fn damaged(&self, entry: &CatalogueEntry) -> Option<PluginsError> {
        let (path, found, wanted) = self.in_cache(entry)?;
        let name = entry.name.into();
        (found != wanted).then_some(PluginsError::Damaged { name, path, found, wanted })
    }

    /// The file that an installation would make, its size, and the size that it shall have.
    fn in_cache(&self, entry: &CatalogueEntry) -> Option<(PathBuf, u64, u64)> {
        let wheel = entry.wheel().ok()?;
        let path = self.plugins_folder().ok()?.join(wheel.library_file());
        let file = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
        Some((path, file.len(), wheel.library_bytes))
    }

    fn in_site_packages(&self, entry: &CatalogueEntry) -> Option<PathBuf> {
        let member = entry.wheel().ok()?.member;
        let path = site_packages(&self.python).into_iter().map(|folder| folder.join(member));
        path.into_iter().find(|path| path.is_file())
    }
}

/// Finds a plugin: `explicit` (a flag), its environment variable, the cache, site-packages.
///
/// The path is absolute where a flag or a variable gives it: the loader searches its own folders for
/// a name without a slash.
///
/// # Errors
/// A path that was given is not a file, or the plugin is nowhere, or damaged in the cache and
/// nowhere else.
pub fn locate(
    entry: &CatalogueEntry,
    explicit: Option<&Path>,
    places: &Places,
) -> Result<Located, PluginsError> {
    let given = |path: &Path, origin: &str, found_in| {
        if path.is_file() {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.into());
            return Ok(Located { path, found_in });
        }
        let (name, origin) = (entry.name.into(), origin.into());
        Err(PluginsError::NotAFile { name, path: path.into(), origin })
    };
    if let Some(path) = explicit {
        return given(path, "the flag", FoundIn::Flag);
    }
    if let Some((name, path)) = places.variable(entry) {
        return given(path, name, FoundIn::Environment(name.into()));
    }
    if let Some(path) = places.cached(entry) {
        return Ok(Located { path, found_in: FoundIn::Cache });
    }
    if let Some(path) = places.in_site_packages(entry) {
        return Ok(Located { path, found_in: FoundIn::SitePackages });
    }
    Err(places.damaged(entry).unwrap_or_else(|| nowhere(entry, places)))
}

fn nowhere(entry: &CatalogueEntry, places: &Places) -> PluginsError {
    let mut searched: Vec<String> = Vec::new();
    searched.extend(entry.variable.map(str::to_owned));
    searched.extend(places.plugins_folder().ok().map(|folder| folder.display().to_string()));
    searched.push(format!("the packages of {}", places.python.display()));
    PluginsError::NotFound {
        name: entry.name.into(),
        searched: searched.join(", "),
        or: or_set_its_variable(entry),
    }
}

/// ` or set VARIABLE to its library`, for a plugin that a variable can name.
pub(super) fn or_set_its_variable(entry: &CatalogueEntry) -> String {
    let set = entry.variable.map(|name| format!(" or set {name} to its library"));
    set.unwrap_or_default()
}

/// The package folders of a Python; none when there is no such Python.
fn site_packages(python: &Path) -> Vec<PathBuf> {
    const PATHS: &str = "import site, sys
for path in site.getsitepackages() + [site.getusersitepackages()] + sys.path: print(path)";
    let asked = Command::new(python).args(["-c", PATHS]).stdin(Stdio::null()).output();
    let text = match asked {
        Ok(output) if output.status.success() => output.stdout,
        Ok(_) | Err(_) => return Vec::new(),
    };
    let text = String::from_utf8_lossy(&text).into_owned();
    let mut folders: Vec<PathBuf> = Vec::new();
    for folder in text.lines().filter(|line| !line.is_empty()).map(PathBuf::from) {
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::entry;
    use super::*;

    fn places(variables: &[(&str, &str)]) -> Places {
        Places::of(|name| variables.iter().find(|(key, _)| *key == name).map(|(_, v)| v.into()))
    }

    #[test]
    fn the_cache_folder_follows_the_three_variables() {
        let all = [("VQBIT_CACHE_DIR", "/a"), ("XDG_CACHE_HOME", "/b"), ("HOME", "/c")];
        assert_eq!(places(&all).cache, Some("/a".into()));
        assert_eq!(places(&all[1..]).cache, Some("/b/vqbit".into()));
        assert_eq!(places(&all[2..]).cache, Some("/c/.cache/vqbit".into()));
        assert_eq!(
            places(&[("VQBIT_CACHE_DIR", ""), ("HOME", "/c")]).cache,
            places(&all[2..]).cache
        );
        assert!(matches!(places(&[]).plugins_folder(), Err(PluginsError::NoCache)));
    }

    #[test]
    fn a_flag_comes_before_the_environment_and_both_must_be_files() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let path = file.path().to_str().expect("a name");
        let cpu = entry("cpu").expect("an entry");
        let places = places(&[("VQBIT_CPU_PLUGIN", path), ("VQBIT_PYTHON", "no-python")]);
        let found = locate(cpu, None, &places).expect("by the environment");
        assert_eq!(found.found_in, FoundIn::Environment("VQBIT_CPU_PLUGIN".into()));
        let found = locate(cpu, Some(file.path()), &places).expect("by the flag");
        assert_eq!(found.found_in, FoundIn::Flag);
        let error = locate(cpu, Some("gone.so".as_ref()), &places).expect_err("no such file");
        assert_eq!(error.to_string(), "plugin cpu: gone.so (from the flag) is not a file");
    }

    #[test]
    fn a_relative_path_is_made_absolute() {
        let places = places(&[("VQBIT_CPU_PLUGIN", "Cargo.toml"), ("VQBIT_PYTHON", "no-python")]);
        let cpu = entry("cpu").expect("an entry");
        let wanted = std::path::absolute("Cargo.toml").expect("a path");
        assert_eq!(locate(cpu, None, &places).expect("by the environment").path, wanted);
        assert_eq!(locate(cpu, Some("Cargo.toml".as_ref()), &places).expect("a flag").path, wanted);
    }

    #[test]
    fn half_a_library_in_the_cache_is_told_with_both_sizes() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Some(folder.path().to_path_buf());
        let places = Places { cache, python: "no-python".into(), ..Places::default() };
        let cpu = entry("cpu").expect("an entry");
        let wheel = cpu.wheel().expect("a wheel");
        let library = places.plugins_folder().expect("a folder").join(wheel.library_file());
        std::fs::create_dir_all(library.parent().expect("a folder")).expect("a folder");
        std::fs::write(&library, "half").expect("a library");
        assert_eq!(
            locate(cpu, None, &places).expect_err("damaged").to_string(),
            format!(
                "plugin cpu: {} is damaged: found 4 bytes, wanted {}; install it again with \
                 `vqbit plugins install cpu`, or remove it",
                library.display(),
                wheel.library_bytes
            )
        );
    }

    #[test]
    fn a_package_of_python_is_found_after_the_cache() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let cpu = entry("cpu").expect("an entry");
        let library = folder.path().join(cpu.wheel().expect("a wheel").member);
        std::fs::create_dir_all(library.parent().expect("a folder")).expect("a folder");
        std::fs::write(&library, "").expect("a library");
        let python = folder.path().join("python");
        std::fs::write(&python, format!("#!/bin/sh\necho {}\n", folder.path().display()))
            .expect("a script");
        std::fs::set_permissions(&python, std::fs::Permissions::from_mode(0o755)).expect("a mode");
        let places = Places { python, ..Places::default() };
        // Another test's fork may still hold the script open for writing, so it is tried again.
        let found = (0..100).find_map(|_| locate(cpu, None, &places).ok()).expect("a package");
        assert_eq!(found, Located { path: library, found_in: FoundIn::SitePackages });
    }

    #[test]
    fn a_plugin_that_is_nowhere_is_told_with_what_to_do() {
        let places = places(&[("VQBIT_CACHE_DIR", "/nowhere"), ("VQBIT_PYTHON", "no-python")]);
        let error = locate(entry("tpu").expect("an entry"), None, &places).expect_err("nowhere");
        assert_eq!(
            error.to_string(),
            "plugin tpu: not found in TPU_LIBRARY_PATH, /nowhere/plugins, the packages of no-python; \
             install it with `vqbit plugins install tpu` or set TPU_LIBRARY_PATH to its library"
        );
    }
}
