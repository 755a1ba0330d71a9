//! The report of a compilation: what goes out as `report.json`, and the same as a table.
//!
//! Plain data with units in the names; this room imports nothing of ours and prints nothing.

pub mod buckets;
pub mod budgets;
pub mod cases;
pub mod comparison;
mod comparison_table;
pub mod contract;
pub mod diff;
pub mod estimate;
pub mod import;
pub mod layers;
pub mod memory;
pub mod number;
pub mod overlap;
pub mod plan;
mod plan_table;
pub mod search;
pub mod table;
pub mod verification;
mod verification_table;

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::report::contract::Contract;
use crate::report::estimate::Estimate;
use crate::report::layers::LayersReport;
use crate::report::memory::MemoryPerDevice;
use crate::report::overlap::Overlap;
use crate::report::search::SearchReport;

/// The version of the report's shape; it grows when a key changes its meaning or goes away.
pub const SCHEMA_VERSION: u32 = 2;

/// The JSON Schema of `report.json`.
pub fn schema() -> Value {
    schema_for!(Report).to_value()
}

/// All that is known of one compiled step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// The version of this shape.
    pub schema_version: u32,
    /// The version of vqbit that wrote it.
    pub vqbit_version: String,
    /// The resolved job.
    pub job: Value,
    /// What it was compiled for.
    pub target: TargetReport,
    /// What compiled it.
    pub plugin: PluginReport,
    /// What was handed to the plugin.
    pub program: ProgramReport,
    /// Bytes of one device beside its limits.
    pub memory_per_device: MemoryPerDevice,
    /// Floating-point operations of one device, where the plugin counts them.
    pub flops_per_device: Option<Counted>,
    /// Bytes that the operations of one device read and write, where the plugin counts them.
    pub bytes_accessed_per_device: Option<Counted>,
    /// The collectives of the optimized program, equal ones together.
    pub collectives: Vec<Collective>,
    /// When the collectives run, where updates are asynchronous.
    #[serde(default)]
    pub overlap: Option<Overlap>,
    /// What the program keeps to.
    #[serde(default)]
    pub contract: Contract,
    /// How long one step would take, where the compiler counts cycles.
    pub estimate: Option<Estimate>,
    /// Seconds that the plugin took to compile.
    pub compile_seconds: f64,
    /// How the step searches, where it does.
    pub search: Option<SearchReport>,
    /// What the codes save.
    pub compression: Compression,
    /// The layers that the executable serves, where the job says how many.
    pub layers: Option<LayersReport>,
    /// The tensors of the step: parameters first, then results.
    pub tensors: Vec<TensorReport>,
}

/// What a step was compiled for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TargetReport {
    /// The name in the job.
    pub name: String,
    /// `tpu` or `cpu`.
    pub kind: String,
    /// libtpu's name of the topology.
    pub topology: Option<String>,
    /// Devices of the program.
    pub devices: usize,
    /// Chips that hold them.
    pub chips: Option<usize>,
    /// The axes over the devices, slowest first.
    pub mesh: Vec<MeshAxisReport>,
}

/// One axis of the mesh.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MeshAxisReport {
    /// The name.
    pub name: String,
    /// Devices along it.
    pub size: usize,
}

/// The plugin that compiled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PluginReport {
    /// The name it is installed under, as `tpu`.
    pub name: Option<String>,
    /// Version of its PJRT C API, as `0.117`.
    pub api_version: String,
    /// Its platform, as `tpu`.
    pub platform: String,
    /// Its own version text.
    pub platform_version: String,
    /// SHA-256 of the shared object, in hex.
    pub sha256: String,
}

/// The program handed to the plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProgramReport {
    /// `hlo` or `mlir`.
    pub format: String,
    /// `gspmd` or `shardy`.
    pub partitioner: String,
    /// The module's name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
}

/// A number with the place it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Counted {
    /// The number.
    pub value: f64,
    /// Who counted.
    pub source: String,
}

/// Collectives of one kind over the same mesh axes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Collective {
    /// HLO's opcode, as `all-reduce`.
    pub kind: String,
    /// How many there are.
    pub count: usize,
    /// Bytes that one device gives into all of them.
    pub bytes: u64,
    /// The mesh axes they span; empty if their groups follow no axes.
    pub axes: Vec<String>,
    /// The groups (or the pairs of a permute) written out, where they follow no axes.
    pub groups: Option<String>,
    /// Devices of the largest group, where it can be read.
    pub group_size: Option<usize>,
    /// Whether they are inside of a while loop, and so run once a turn.
    pub in_loop: bool,
}

/// What the codes save, from shapes alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Compression {
    /// Input bits over code bits.
    pub ratio: f64,
    /// Bits of one token in the input type.
    pub input_bits_per_token: u64,
    /// Bits of one code: the logarithm of the codebook size, rounded up.
    pub code_bits: u64,
    /// What is compared, in words.
    pub compares: String,
}

/// What a tensor is to the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TensorRole {
    /// It comes in.
    Parameter,
    /// It goes out.
    Result,
}

impl TensorRole {
    /// The word of the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Parameter => "parameter",
            Self::Result => "result",
        }
    }
}

/// One tensor of the step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TensorReport {
    /// The name in artifacts, files and HLO.
    pub name: String,
    /// Parameter or result.
    pub role: TensorRole,
    /// The whole shape, as `bf16[32,512,768]`.
    pub shape: String,
    /// One device's shape.
    pub per_device_shape: String,
    /// Bytes of one device's shape, before the device pads it.
    pub per_device_bytes: u64,
    /// How it is cut, as `[data,model],,`.
    pub sharding: String,
    /// Whether its bytes grow with the batch.
    pub grows_with_batch: bool,
    /// For a parameter the result that takes its memory, for a result the parameter it is in.
    pub aliased_to: Option<String>,
}
