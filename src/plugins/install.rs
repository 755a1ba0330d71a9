//! Installing a plugin: pip downloads the pinned wheel, and its library goes into the cache.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wait_timeout::ChildExt;

use super::catalogue::{CatalogueEntry, Wheel};
use super::error::PluginsError;
use super::locate::{Located, Places, locate, or_set_its_variable};
use crate::files::hashing_copy;

/// How far an installation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// pip downloads the wheel; some bytes are there of those it has.
    Downloading {
        /// Bytes there.
        done: u64,
        /// Bytes of the wheel.
        total: u64,
    },
    /// The wheel's hash is computed.
    Checking {
        /// Bytes hashed.
        done: u64,
        /// Bytes of the wheel.
        total: u64,
    },
    /// The library is taken out of the wheel.
    Unpacking {
        /// Bytes written.
        done: u64,
        /// Bytes of the library.
        total: u64,
    },
}

/// What was installed; kept as JSON beside the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Installed {
    /// The plugin's name.
    pub name: String,
    /// The package.
    pub package: String,
    /// Its version.
    pub version: String,
    /// The wheel's SHA-256.
    pub wheel_sha256: String,
    /// The library's SHA-256.
    pub library_sha256: String,
    /// The library's bytes.
    pub library_bytes: u64,
}

/// Finds a plugin, and installs it when it is nowhere and `offline` does not forbid it.
///
/// # Errors
/// As [`locate()`] and [`install()`].
pub fn ensure(
    entry: &CatalogueEntry,
    explicit: Option<&Path>,
    places: &Places,
    offline: bool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Located, PluginsError> {
    let damaged = match locate(entry, explicit, places) {
        Err(PluginsError::NotFound { .. }) => String::new(),
        Err(PluginsError::Damaged { path, found, wanted, .. }) => {
            format!(" ({} is damaged: found {found} bytes, wanted {wanted})", path.display())
        }
        found => return found,
    };
    let wheel = entry.wheel()?;
    if offline {
        return Err(PluginsError::Offline {
            name: entry.name.into(),
            package: wheel.package,
            version: wheel.version,
            damaged,
            or: or_set_its_variable(entry),
        });
    }
    install(entry, places, progress)?;
    locate(entry, explicit, places)
}

/// Installs a plugin into the cache, or finds that it is there.
///
/// Two processes may do this at once: the second waits for the first, and where the file system
/// has no locks, both do the work and the last rename wins, with the same bytes.
///
/// # Errors
/// No wheel for this machine, no Python or pip, no network, another wheel than the pinned one, or
/// no space.
pub fn install(
    entry: &CatalogueEntry,
    places: &Places,
    progress: &mut dyn FnMut(Progress),
) -> Result<Installed, PluginsError> {
    let wheel = entry.wheel()?;
    let folder = places.plugins_folder()?;
    std::fs::create_dir_all(&folder).map_err(PluginsError::disk(&folder))?;
    let library = folder.join(wheel.library_file());
    let sidecar = folder.join(format!("{}.json", wheel.library_file()));
    let _lock = lock(&folder.join(format!(".{}.lock", wheel.library_file())));
    if places.cached(entry).is_some()
        && let Some(installed) = installed_at(&library)
        && installed.wheel_sha256 == wheel.sha256
    {
        return Ok(installed);
    }
    let temporary = tempfile::Builder::new()
        .prefix(".download-")
        .tempdir_in(&folder)
        .map_err(PluginsError::disk(&folder))?;
    let file = download(entry, wheel, places, temporary.path(), progress)?;
    check_wheel(entry, wheel, &file, progress)?;
    let unpacked = temporary.path().join("library.so");
    let library_sha256 = unpack(entry, wheel, &file, &unpacked, progress)?;
    let installed = Installed {
        name: entry.name.into(),
        package: wheel.package.into(),
        version: wheel.version.into(),
        wheel_sha256: wheel.sha256.into(),
        library_sha256,
        library_bytes: wheel.library_bytes,
    };
    std::fs::rename(&unpacked, &library).map_err(PluginsError::disk(&library))?;
    let json = serde_json::to_vec_pretty(&installed).unwrap_or_default();
    let unfinished = temporary.path().join("sidecar.json");
    std::fs::write(&unfinished, json).map_err(PluginsError::disk(&unfinished))?;
    std::fs::rename(&unfinished, &sidecar).map_err(PluginsError::disk(&sidecar))?;
    Ok(installed)
}

/// What is installed at this path, as its sidecar says; `None` for libraries from elsewhere, and for
/// one that was written to after its sidecar or has another size: the sidecar's hash is not its own.
pub fn installed_at(library: &Path) -> Option<Installed> {
    let installed = sidecar_of(library)?;
    let (file, sidecar) = (library.metadata().ok()?, sidecar_path(library)?.metadata().ok()?);
    let as_written = file.modified().ok()? <= sidecar.modified().ok()?;
    (as_written && file.len() == installed.library_bytes).then_some(installed)
}

/// What a library's sidecar says, whatever the library is now.
pub(super) fn sidecar_of(library: &Path) -> Option<Installed> {
    read_sidecar(&sidecar_path(library)?)
}

fn sidecar_path(library: &Path) -> Option<PathBuf> {
    let name = library.file_name()?.to_str()?;
    Some(library.with_file_name(format!("{name}.json")))
}

fn read_sidecar(sidecar: &Path) -> Option<Installed> {
    serde_json::from_slice(&std::fs::read(sidecar).ok()?).ok()
}

/// A lock between processes, where the file system has them.
fn lock(path: &Path) -> Option<File> {
    let file = File::options().create(true).truncate(false).write(true).open(path).ok()?;
    match file.lock() {
        Ok(()) => Some(file),
        Err(error) => {
            tracing::debug!("{}: cannot be locked: {error}", path.display());
            None
        }
    }
}

/// The pip that would download plugins, as `pip 25.1`.
///
/// # Errors
/// No Python, or one without pip.
pub fn pip_version(python: &Path) -> Result<String, PluginsError> {
    let program = python.to_path_buf();
    let said = Command::new(python).args(["-m", "pip", "--version"]).output();
    let said = match said {
        Ok(said) if said.status.success() => said.stdout,
        Ok(_) => return Err(PluginsError::NoPip { program }),
        Err(source) => return Err(PluginsError::NoPython { program, source }),
    };
    let said = String::from_utf8_lossy(&said);
    Ok(said.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
}

/// Lets pip download the wheel into `folder`, and gives the wheel's path.
fn download(
    entry: &CatalogueEntry,
    wheel: &Wheel,
    places: &Places,
    folder: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<PathBuf, PluginsError> {
    let no_python = |source| PluginsError::NoPython { program: places.python.clone(), source };
    let log_path = folder.join("pip.log");
    let log = File::create(&log_path).map_err(PluginsError::disk(&log_path))?;
    let errors = log.try_clone().map_err(PluginsError::disk(&log_path))?;
    let mut command = pip_download(wheel, &places.python, folder);
    command.stdin(Stdio::null()).stdout(log).stderr(errors);
    let mut child = command.spawn().map_err(no_python)?;
    let done = loop {
        match child.wait_timeout(Duration::from_millis(200)).map_err(no_python) {
            Ok(Some(status)) => break status,
            Ok(None) => {
                let done = bytes_under(folder).min(wheel.wheel_bytes);
                progress(Progress::Downloading { done, total: wheel.wheel_bytes });
            }
            Err(error) => {
                give_up(&mut child);
                return Err(error);
            }
        }
    };
    if done.success()
        && let Some(path) = wheel_in(folder)
    {
        let total = wheel.wheel_bytes;
        progress(Progress::Downloading { done: total, total });
        return Ok(path);
    }
    let log = std::fs::read(&log_path).unwrap_or_default();
    let log = String::from_utf8_lossy(&log);
    if log.contains("No module named pip") {
        return Err(PluginsError::NoPip { program: places.python.clone() });
    }
    let lines: Vec<&str> = log.lines().filter(|line| !line.trim().is_empty()).collect();
    Err(PluginsError::Download {
        name: entry.name.into(),
        package: wheel.package.into(),
        version: wheel.version.into(),
        lines: lines[lines.len().saturating_sub(6)..].join("\n  "),
    })
}

fn give_up(child: &mut Child) {
    if let Err(error) = child.kill() {
        tracing::debug!("pip: cannot be stopped: {error}");
    }
}

/// `pip download` of one wheel, whatever the version of the Python that runs pip.
fn pip_download(wheel: &Wheel, python: &Path, folder: &Path) -> Command {
    let mut command = Command::new(python);
    command.args(["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-input"]);
    command.args(["--disable-pip-version-check", "--progress-bar", "off"]);
    command.args(["--platform", wheel.platform]);
    if let Some(version) = wheel.python {
        let abi = format!("cp{}", version.replace('.', ""));
        command.args(["--python-version", version, "--implementation", "cp", "--abi", &abi]);
    }
    command.arg("--dest").arg(folder).arg(format!("{}=={}", wheel.package, wheel.version));
    // pip unpacks what it downloads below TMPDIR: here it can be watched, and is cleaned up.
    command.env("TMPDIR", folder);
    command
}

/// The bytes of all files below a folder; what vanishes meanwhile does not count.
fn bytes_under(folder: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let size = |entry: std::fs::DirEntry| match entry.metadata() {
        Ok(data) if data.is_dir() => bytes_under(&entry.path()),
        Ok(data) => data.len(),
        Err(_) => 0,
    };
    entries.flatten().map(size).sum()
}

fn wheel_in(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    entries
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
}

fn check_wheel(
    entry: &CatalogueEntry,
    wheel: &Wheel,
    path: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), PluginsError> {
    let mut file = File::open(path).map_err(PluginsError::disk(path))?;
    let total = wheel.wheel_bytes;
    let mut report = |done| progress(Progress::Checking { done, total });
    let found = hashing_copy(&mut file, &mut std::io::sink(), &mut report)
        .map_err(PluginsError::disk(path))?
        .sha256;
    if found == wheel.sha256 {
        return Ok(());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Err(PluginsError::Hash {
        name: entry.name.into(),
        wheel: name,
        found,
        wanted: wheel.sha256.into(),
    })
}

/// Takes the library out of the wheel, and gives its SHA-256.
fn unpack(
    entry: &CatalogueEntry,
    wheel: &Wheel,
    path: &Path,
    target: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<String, PluginsError> {
    let unreadable = |source| PluginsError::Wheel {
        name: entry.name.into(),
        wheel: path.into(),
        member: wheel.member.into(),
        source,
    };
    let file = File::open(path).map_err(PluginsError::disk(path))?;
    let mut archive = zip::ZipArchive::new(file).map_err(unreadable)?;
    let mut member = archive.by_name(wheel.member).map_err(unreadable)?;
    let mut library = File::create(target).map_err(PluginsError::disk(target))?;
    let total = wheel.library_bytes;
    let mut report = |done| progress(Progress::Unpacking { done, total });
    let copied =
        hashing_copy(&mut member, &mut library, &mut report).map_err(PluginsError::disk(target))?;
    library.sync_all().map_err(PluginsError::disk(target))?;
    if copied.bytes == total {
        return Ok(copied.sha256);
    }
    Err(PluginsError::LibrarySize {
        name: entry.name.into(),
        member: wheel.member.into(),
        found: copied.bytes,
        wanted: total,
    })
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::entry;
    use super::*;

    fn places(folder: &Path, python: &str) -> Places {
        Places { cache: Some(folder.into()), python: python.into(), ..Places::default() }
    }

    /// A Python that is this shell script.
    fn python(folder: &Path, script: &str) -> Places {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.join("python");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("a mode");
        places(folder, path.to_str().expect("a name"))
    }

    fn refused(places: &Places) -> PluginsError {
        let cpu = entry("cpu").expect("an entry");
        loop {
            let error = install(cpu, places, &mut |_| {}).expect_err("no wheel");
            // Another test's fork may still hold the script open for writing.
            let PluginsError::NoPython { source, .. } = &error else { return error };
            if source.kind() != std::io::ErrorKind::ExecutableFileBusy {
                return error;
            }
        }
    }

    #[test]
    fn a_machine_without_python_or_pip_is_told_so() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(
            refused(&places(folder.path(), "no-python")).to_string(),
            "python no-python: cannot be started; set VQBIT_PYTHON to a Python 3 with pip"
        );
        let error = refused(&python(folder.path(), "echo No module named pip >&2; exit 1"));
        assert!(matches!(error, PluginsError::NoPip { .. }), "{error}");
    }

    #[test]
    fn what_pip_says_last_is_in_the_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let places = python(folder.path(), "echo ERROR: no network >&2; exit 1");
        assert_eq!(
            refused(&places).to_string(),
            "plugin cpu: pip could not download lammps-jax-pjrt-cpu 0.11.2; its last lines:\n  \
             ERROR: no network"
        );
    }

    #[test]
    fn another_wheel_than_the_pinned_one_is_refused_and_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let places = python(folder.path(), "echo evil > \"$TMPDIR/evil-1-py3-none-any.whl\"");
        let error = refused(&places).to_string();
        assert!(error.starts_with("plugin cpu: wheel evil-1-py3-none-any.whl: found SHA-256 "));
        assert!(
            error.ends_with(
                "wanted 1319390d948b39f69f7dade496b7c385149d9ca6097a6b62114da113216d9ad1"
            )
        );
        let left = std::fs::read_dir(folder.path().join("plugins")).expect("a folder");
        let left: Vec<_> = left.flatten().map(|file| file.file_name()).collect();
        assert_eq!(left, [".lammps-jax-pjrt-cpu-0.11.2.so.lock"]);
    }

    #[test]
    fn offline_forbids_the_download() {
        let folder = tempfile::tempdir().expect("a folder");
        let places = places(folder.path(), "no-python");
        let cpu = entry("cpu").expect("an entry");
        let error = || ensure(cpu, None, &places, true, &mut |_| {}).expect_err("offline");
        let then = ", and --offline forbids to download lammps-jax-pjrt-cpu 0.11.2; install it with \
                    `vqbit plugins install cpu` or set VQBIT_CPU_PLUGIN to its library";
        assert_eq!(error().to_string(), format!("plugin cpu: not found{then}"));
        // Half of it is there.
        let wheel = cpu.wheel().expect("a wheel");
        let library = places.plugins_folder().expect("a folder").join(wheel.library_file());
        std::fs::create_dir_all(library.parent().expect("a folder")).expect("a folder");
        std::fs::write(&library, "half").expect("a library");
        let (library, wanted) = (library.display(), wheel.library_bytes);
        let half = format!(" ({library} is damaged: found 4 bytes, wanted {wanted})");
        assert_eq!(error().to_string(), format!("plugin cpu: not found{half}{then}"));
    }
}
