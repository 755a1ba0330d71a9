//! What each plugin offers and what is wrong with it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::catalogue::CatalogueEntry;
use super::error::PluginsError;
use super::install::{Installed, pip_version, sidecar_of};
use super::locate::{Located, Places, locate, or_set_its_variable};
use crate::files::sha256_of;
use crate::worker::parent::Worker;
use crate::worker::request::ProbeResponse;

/// The state of one plugin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// The plugin's name.
    pub name: String,
    /// Where it is.
    pub located: Option<Located>,
    /// What vqbit installed there.
    pub installed: Option<Installed>,
    /// What it offers, when it could be loaded.
    pub probe: Option<ProbeResponse>,
    /// What is wrong; empty for a plugin that can be used.
    pub problems: Vec<String>,
}

/// Looks for a plugin and loads it in a child process, so that a crash is one of its problems.
pub fn examine(entry: &CatalogueEntry, places: &Places, worker: &Worker) -> Diagnosis {
    let mut diagnosis = Diagnosis {
        name: entry.name.into(),
        located: None,
        installed: None,
        probe: None,
        problems: Vec::new(),
    };
    let located = match locate(entry, None, places) {
        Ok(located) => located,
        Err(error) => {
            diagnosis.problems.push(absent(entry, &error, places));
            return diagnosis;
        }
    };
    diagnosis.installed = sidecar_of(&located.path);
    if let Some(installed) = &diagnosis.installed {
        diagnosis.problems.extend(altered(installed, &located.path));
    }
    match worker.probe_plugin(&located.path) {
        Ok(probe) => {
            diagnosis.problems.extend(problems_of(entry, &probe));
            diagnosis.probe = Some(probe);
        }
        Err(error) => diagnosis.problems.push(error.to_string()),
    }
    diagnosis.located = Some(located);
    diagnosis
}

/// Why a plugin is not there. Where no pip can install it, that is what to see to first.
fn absent(entry: &CatalogueEntry, error: &PluginsError, places: &Places) -> String {
    let found = if let PluginsError::NotFound { name, searched, .. } = error {
        format!("plugin {name}: not found in {searched}")
    } else if let PluginsError::Damaged { name, path, found, wanted } = error {
        let path = path.display();
        format!("plugin {name}: {path} is damaged: found {found} bytes, wanted {wanted}")
    } else {
        return error.to_string();
    };
    let Err(no_pip) = pip_version(&places.python) else { return error.to_string() };
    let or = or_set_its_variable(entry);
    format!("{found}; it cannot be installed: {no_pip}{or}")
}

/// That a library is no longer the one that was installed.
fn altered(installed: &Installed, library: &Path) -> Option<String> {
    let (path, wanted) = (library.display(), &installed.library_sha256);
    match sha256_of(library) {
        Ok(found) if found == *wanted => None,
        Ok(found) => Some(format!(
            "{path}: found SHA-256 {found}, wanted the {wanted} that was installed; remove it and \
             install it again"
        )),
        Err(error) => Some(format!("{path}: cannot be read: {error}")),
    }
}

/// What a loaded plugin lacks. That libtpu finds no TPU is no problem: topologies need none.
fn problems_of(entry: &CatalogueEntry, probe: &ProbeResponse) -> Vec<String> {
    /// Missing ones are known to be worked around.
    const OPTIONAL: [&str; 1] = ["PJRT_TopologyDescription_Fingerprint"];
    let missing = |name: &&String| !OPTIONAL.contains(&name.as_str());
    let mut problems: Vec<String> = probe
        .missing_functions
        .iter()
        .filter(missing)
        .map(|name| format!("{name} is missing"))
        .collect();
    if let (false, Some(error)) = (entry.name == "tpu", &probe.client_error) {
        problems.push(format!("no client can be made: {error}"));
    }
    if !probe.attributes.contains_key("stablehlo_current_version") {
        problems.push("does not say which StableHLO it takes".into());
    }
    problems
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::catalogue::entry;
    use super::super::install::installed_at;
    use super::*;
    use crate::pjrt::error::ApiVersion;
    use crate::pjrt::named_value::{NamedValue, NamedValues};

    fn probe() -> ProbeResponse {
        let version = NamedValue::Int64List(vec![1, 20, 0]);
        ProbeResponse {
            api_version: ApiVersion { major: 0, minor: 81 },
            struct_size: 984,
            attributes: NamedValues::from([("stablehlo_current_version".to_owned(), version)]),
            extensions: vec![],
            functions: vec![],
            missing_functions: vec!["PJRT_TopologyDescription_Fingerprint".into()],
            platform_name: None,
            platform_version: None,
            client_error: Some("no device".into()),
        }
    }

    #[test]
    fn libtpu_without_a_tpu_is_well_and_a_cpu_without_a_client_is_not() {
        let problems = |name: &str| problems_of(entry(name).expect("an entry"), &probe());
        assert_eq!(problems("tpu"), [""; 0]);
        assert_eq!(problems("cpu"), ["no client can be made: no device"]);
    }

    #[test]
    fn a_missing_function_and_a_missing_version_are_problems() {
        let mut probe = probe();
        probe.missing_functions.push("PJRT_Compile".into());
        probe.attributes.clear();
        assert_eq!(
            problems_of(entry("tpu").expect("an entry"), &probe),
            ["PJRT_Compile is missing", "does not say which StableHLO it takes"]
        );
    }

    #[test]
    fn a_library_that_is_not_the_installed_one_is_a_problem_and_its_sidecar_does_not_count() {
        let folder = tempfile::tempdir().expect("a folder");
        let library = folder.path().join("plugin.so");
        let write = |bytes: &str| std::fs::write(&library, bytes).expect("written");
        write("as installed");
        let installed = Installed {
            name: "cpu".into(),
            package: "package".into(),
            version: "1".into(),
            wheel_sha256: "00".into(),
            library_sha256: sha256_of(&library).expect("a hash"),
            library_bytes: 12,
        };
        let json = serde_json::to_vec(&installed).expect("JSON");
        std::fs::write(folder.path().join("plugin.so.json"), json).expect("written");
        assert_eq!(installed_at(&library).as_ref(), Some(&installed));
        assert_eq!(altered(&installed, &library), None);
        // Of the same size, and written later.
        write("as altered!!");
        let later = std::time::SystemTime::now() + Duration::from_secs(10);
        let file = std::fs::File::options().write(true).open(&library).expect("a file");
        file.set_modified(later).expect("a time");
        assert_eq!(installed_at(&library), None);
        assert_eq!(sidecar_of(&library).as_ref(), Some(&installed));
        let problem = altered(&installed, &library).expect("a problem");
        let wanted = format!("wanted the {} that was installed", installed.library_sha256);
        assert!(problem.contains("plugin.so: found SHA-256 ") && problem.contains(&wanted));
        // Of another size, however old.
        write("longer than it was");
        file.set_modified(std::time::SystemTime::UNIX_EPOCH).expect("a time");
        assert_eq!(installed_at(&library), None);
    }

    #[test]
    fn a_plugin_that_is_nowhere_is_a_problem() {
        let places = Places { python: "no-python".into(), ..Places::default() };
        let worker = Worker { program: "vqbit".into(), timeout: Duration::from_secs(1) };
        let diagnosis = examine(entry("cpu-0.81").expect("an entry"), &places, &worker);
        assert_eq!(
            diagnosis.problems,
            ["plugin cpu-0.81: not found in the packages of no-python; it cannot be installed: \
              python no-python: cannot be started; set VQBIT_PYTHON to a Python 3 with pip"]
        );
    }
}
