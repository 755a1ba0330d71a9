//! What each plugin offers and what is wrong with it.

use serde::{Deserialize, Serialize};

use super::catalogue::CatalogueEntry;
use super::install::{Installed, installed_at};
use super::locate::{Located, Places, locate};
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
            diagnosis.problems.push(error.to_string());
            return diagnosis;
        }
    };
    diagnosis.installed = installed_at(&located.path);
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
    fn a_plugin_that_is_nowhere_is_a_problem() {
        let places = Places { python: "no-python".into(), ..Places::default() };
        let worker = Worker { program: "vqbit".into(), timeout: Duration::from_secs(1) };
        let diagnosis = examine(entry("cpu-0.81").expect("an entry"), &places, &worker);
        assert_eq!(
            diagnosis.problems,
            ["plugin cpu-0.81: not found in the packages of no-python; install it with \
              `vqbit plugins install cpu-0.81`"]
        );
    }
}
