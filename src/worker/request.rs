//! What a worker is asked and what it answers.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::pjrt::error::ApiVersion;
use crate::pjrt::executable::{MemoryStats, OutputType};
use crate::pjrt::named_value::NamedValues;
use crate::pjrt::topology::DeviceDescription;
use crate::wire::program::Program;

/// What to compile for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompileFor {
    /// Devices that need not be there (libtpu).
    Topology {
        /// Such as `v4:2x2x4`.
        name: String,
        /// Such as `chip_config_name`.
        options: NamedValues,
    },
    /// A client with this many virtual devices (CPU plugins).
    Client {
        /// How many.
        cpu_device_count: usize,
    },
}

/// A program to be compiled.
#[derive(Debug, Clone, PartialEq)]
pub struct CompileRequest {
    /// The plugin library.
    pub plugin: PathBuf,
    /// What to compile for.
    pub compile_for: CompileFor,
    /// The program.
    pub program: Program,
    /// A serialized `CompileOptionsProto`.
    pub options: Vec<u8>,
}

/// What the compiler made. Everything is of one device, unless it says otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompileResponse {
    /// The platform, as `tpu`.
    pub platform_name: String,
    /// The compiler's version.
    pub platform_version: String,
    /// The plugin's API.
    pub api_version: ApiVersion,
    /// The executable's name.
    pub name: String,
    /// Into how many partitions the program is cut.
    pub num_partitions: usize,
    /// How many replicas it runs as.
    pub num_replicas: usize,
    /// The outputs on one device.
    pub outputs: Vec<OutputType>,
    /// The memory that a device needs.
    pub memory_stats: Option<MemoryStats>,
    /// What the compiler counts; numbers that are not finite are left out.
    pub cost_analysis: Option<BTreeMap<String, f64>>,
    /// The executable's hash as hexadecimal digits.
    pub fingerprint: Option<String>,
    /// Bytes of generated code.
    pub code_bytes: Option<i64>,
    /// A serialized `OpSharding` a parameter.
    pub parameter_shardings: Option<Vec<Vec<u8>>>,
    /// A serialized `OpSharding` an output.
    pub output_shardings: Option<Vec<Vec<u8>>>,
    /// How long the compiler took.
    pub compile_seconds: f64,
    /// The serialized executable, from plugins that can.
    #[serde(skip)]
    pub executable: Option<Vec<u8>>,
    /// The serialized `HloModuleProto` after optimization and partitioning.
    #[serde(skip)]
    pub optimized_module: Vec<u8>,
}

/// A topology to be described.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopologyRequest {
    /// The plugin library.
    pub plugin: PathBuf,
    /// Such as `v4:2x2x4`.
    pub name: String,
    /// Such as `chip_config_name`.
    pub options: NamedValues,
}

/// What a plugin says of a topology.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopologyResponse {
    /// The platform, as `tpu`.
    pub platform_name: String,
    /// The compiler's version.
    pub platform_version: String,
    /// The plugin's API.
    pub api_version: ApiVersion,
    /// A hash of the topology.
    pub fingerprint: Option<u64>,
    /// Attributes of the whole, such as `wrap`.
    pub attributes: NamedValues,
    /// The devices in the plugin's order: by host, not by id.
    pub devices: Vec<DeviceDescription>,
}

/// What a plugin offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProbeResponse {
    /// The plugin's API.
    pub api_version: ApiVersion,
    /// The bytes of its function table.
    pub struct_size: usize,
    /// What it says of itself, such as `stablehlo_current_version`.
    pub attributes: NamedValues,
    /// Its extensions.
    pub extensions: Vec<String>,
    /// The C functions that vqbit calls and it has.
    pub functions: Vec<String>,
    /// The C functions that vqbit calls and it lacks.
    pub missing_functions: Vec<String>,
    /// The platform, when a client can be made.
    pub platform_name: Option<String>,
    /// The platform's version, when a client can be made.
    pub platform_version: Option<String>,
    /// Why no client can be made: for libtpu, that there is no TPU.
    pub client_error: Option<String>,
}

/// A serialized executable to be looked into, as a file without anything around it.
#[derive(Debug, Clone, PartialEq)]
pub struct InspectRequest {
    /// The plugin library: libtpu for its executables, a CPU plugin for those of CPU plugins.
    pub plugin: PathBuf,
    /// The serialized executable.
    pub executable: Vec<u8>,
}

/// What a serialized executable says of itself. Everything is of one device, unless it says
/// otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InspectResponse {
    /// The platform, as `tpu`.
    pub platform_name: String,
    /// The version of the plugin that read it, where one is known without devices. Not that of the
    /// compiler that wrote it.
    pub platform_version: Option<String>,
    /// The plugin's API.
    pub api_version: ApiVersion,
    /// Into how many partitions the program is cut.
    pub num_partitions: usize,
    /// How many replicas it runs as.
    pub num_replicas: usize,
    /// The memory that a device needs. From libtpu every number is present, and 0 where the
    /// executable lacks it.
    pub memory_stats: Option<MemoryStats>,
    /// The serialized `HloModuleProto` after optimization and partitioning. That of a TPU
    /// executable has no cycle estimates: libtpu does not serialize them.
    #[serde(skip)]
    pub optimized_module: Vec<u8>,
}
