//! The questions that a cache answers: all that decides the answer is in them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::environment;
use crate::files::sha256;
use crate::pjrt::error::ApiVersion;
use crate::worker::request::{CompileFor, CompileRequest, CompileResponse, TopologyResponse};

/// Where a plugin is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct PlatformQuestion {
    vqbit_version: String,
    plugin_sha256: String,
    compile_for: CompileFor,
    /// The variables that the plugin may read.
    environment: BTreeMap<String, String>,
    /// The machine, where it is the one that is compiled for.
    host: Option<String>,
}

/// What the plugin says there of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Platform {
    name: String,
    version: String,
    api_version: ApiVersion,
    /// Its description, where it is a topology.
    pub(super) topology: Option<TopologyResponse>,
}

/// What is compiled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ExecutableQuestion {
    place: PlatformQuestion,
    platform_name: String,
    platform_version: String,
    api_version: ApiVersion,
    topology_fingerprint: Option<u64>,
    program_format: String,
    program_sha256: String,
    options_sha256: String,
}

impl PlatformQuestion {
    pub(super) fn new(
        plugin_sha256: &str,
        compile_for: &CompileFor,
        variables: Vec<(String, String)>,
    ) -> Self {
        let host = match compile_for {
            CompileFor::Topology { .. } => None,
            CompileFor::Client { .. } => Some(environment::host()),
        };
        PlatformQuestion {
            vqbit_version: env!("CARGO_PKG_VERSION").to_owned(),
            plugin_sha256: plugin_sha256.to_owned(),
            compile_for: compile_for.clone(),
            environment: environment::effective(variables),
            host,
        }
    }

    /// Whether the environment has the plugin write or read files.
    pub(super) fn touches_files(&self) -> bool {
        self.environment.values().any(|value| environment::touches_files(value))
    }
}

impl Platform {
    /// A topology as the plugin describes it.
    pub(super) fn of_topology(topology: &TopologyResponse) -> Self {
        Platform {
            name: topology.platform_name.clone(),
            version: topology.platform_version.clone(),
            api_version: topology.api_version,
            topology: Some(topology.clone()),
        }
    }

    /// What is learned of a host when something is compiled on it.
    pub(super) fn of_host(response: &CompileResponse) -> Self {
        Platform {
            name: response.platform_name.clone(),
            version: response.platform_version.clone(),
            api_version: response.api_version,
            topology: None,
        }
    }
}

impl ExecutableQuestion {
    pub(super) fn new(
        place: PlatformQuestion,
        platform: &Platform,
        request: &CompileRequest,
    ) -> Self {
        // Taken apart, so that nothing that is asked can be left out here. Of the plugin and of
        // where it compiles the place tells.
        let CompileRequest { plugin: _, compile_for: _, program, options } = request;
        ExecutableQuestion {
            place,
            platform_name: platform.name.clone(),
            platform_version: platform.version.clone(),
            api_version: platform.api_version,
            topology_fingerprint: platform.topology.as_ref().and_then(|t| t.fingerprint),
            program_format: program.format.name().to_owned(),
            program_sha256: sha256(&program.bytes),
            options_sha256: sha256(options),
        }
    }
}
