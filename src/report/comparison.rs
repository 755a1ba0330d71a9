//! Codebook sizes side by side on several targets, each in its own form and in the naive one.

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::report::estimate::Estimate;
use crate::report::memory::MemoryPerDevice;
use crate::report::{Compression, Counted, TargetReport};

/// The version of the comparison's shape; it grows when a key changes its meaning or goes away.
pub const COMPARISON_SCHEMA_VERSION: u32 = 1;

/// What the numbers of a comparison are, and what they leave out.
pub const NOTES: [&str; 5] = [
    "memory: the compiler's peak of a device, or all that it reserves where that is more",
    "time: an estimate, never measured: cycles at an inferred clock, HBM bytes, collectives on the torus",
    "cycles: the compiler's estimate, never measured; collectives, copies and gathers carry none",
    "naive: (x - c)^2 written out as f32[B,S,K,D], lookup and sums by f32 one-hot products",
    "largest array: as the graph has it, over all devices, before the compiler fuses it away",
];

/// The JSON Schema of a comparison.
pub fn schema() -> Value {
    schema_for!(Comparison).to_value()
}

/// All cells of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// The version of this shape.
    pub schema_version: u32,
    /// The version of vqbit that wrote it.
    pub vqbit_version: String,
    /// What the numbers are.
    pub notes: Vec<String>,
    /// Target by target, and within one by codebook size, in the order they were asked for.
    pub cells: Vec<Cell>,
}

/// One codebook size on one target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// The target as it was asked for.
    pub target: String,
    /// Number of entries.
    pub codebook_size: usize,
    /// Why it was compiled for another target in its place, where it was.
    pub stand_in: Option<String>,
    /// What it was compiled for.
    pub compiled_for: TargetReport,
    /// The job that was compiled.
    pub job: Value,
    /// What the codes save.
    pub compression: Compression,
    /// The step in its own form.
    pub step: Outcome,
    /// The step in the naive form.
    pub naive: Outcome,
    /// The naive form over the step's own.
    pub naive_over_step: Ratios,
}

/// What became of a compilation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was compiled.
    Compiled(Box<Measures>),
    /// It was not, for this reason.
    Failed(String),
}

/// What the compiler says of one program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measures {
    /// What a device holds: the larger of the compiler's peak and of parameters, results and
    /// temporaries together.
    pub memory_bytes_per_device: Option<u64>,
    /// The numbers that it is made of.
    pub memory_per_device: MemoryPerDevice,
    /// Floating-point operations of one device.
    pub flops_per_device: Option<Counted>,
    /// The compiler's own estimate of one step, where it gives one.
    pub estimate: Option<Estimate>,
    /// Bytes that one device gives into collectives, which no estimate counts.
    pub collective_bytes_per_device: u64,
    /// The largest array of the graph as it was written.
    pub largest_array: LargestArray,
    /// Seconds that the plugin took to compile.
    pub compile_seconds: f64,
    /// Whether it was compiled before, and so in those seconds then.
    pub from_cache: bool,
}

/// An array over all devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LargestArray {
    /// Its shape, as `f32[32,512,64,768]`.
    pub shape: String,
    /// Its bytes.
    pub bytes: u64,
}

/// Quotients of two programs, where both numbers are known and counted alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ratios {
    /// Of the memory of a device.
    pub memory: Option<f64>,
    /// Of the operations of a device; only where the compiler counts all of them.
    pub flops: Option<f64>,
    /// Of the estimated cycles.
    pub estimated_cycles: Option<f64>,
    /// Of the estimated time.
    #[serde(default)]
    pub estimated_time: Option<f64>,
}

impl Outcome {
    /// What the compiler says, where it compiled.
    pub fn measures(&self) -> Option<&Measures> {
        match self {
            Self::Compiled(measures) => Some(measures),
            Self::Failed(_) => None,
        }
    }

    /// Why it did not compile, where it did not.
    pub fn failure(&self) -> Option<&str> {
        match self {
            Self::Compiled(_) => None,
            Self::Failed(message) => Some(message),
        }
    }
}

/// What a device holds, all told: CPU plugins leave the temporaries out of their peak, and the
/// temporaries of a TPU program are not all that its peak holds.
pub fn memory_bytes(memory: &MemoryPerDevice) -> Option<u64> {
    let held = MemoryPerDevice { peak_bytes: None, ..memory.clone() }.used_bytes();
    memory.peak_bytes.max(held)
}

impl Ratios {
    /// The quotients of `upper` over `lower`; operations only of a source that counts all of them.
    pub fn of(upper: &Outcome, lower: &Outcome, counts_all: &str) -> Self {
        let (Some(upper), Some(lower)) = (upper.measures(), lower.measures()) else {
            return Ratios::default();
        };
        let flops = |measures: &Measures| {
            measures.flops_per_device.as_ref().filter(|f| f.source == counts_all).map(|f| f.value)
        };
        let cycles = |measures: &Measures| measures.estimate.as_ref().map(|e| e.cycles);
        Ratios {
            memory: quotient(used(upper), used(lower)),
            flops: quotient(flops(upper), flops(lower)),
            estimated_cycles: quotient(cycles(upper), cycles(lower)),
            estimated_time: quotient(seconds(upper), seconds(lower)),
        }
    }
}

/// Estimated seconds of one step, where they are told.
pub(in crate::report) fn seconds(measures: &Measures) -> Option<f64> {
    measures.estimate.as_ref().and_then(Estimate::seconds)
}

/// Bytes of one device, as numbers to divide.
pub(in crate::report) fn used(measures: &Measures) -> Option<f64> {
    measures.memory_bytes_per_device.map(|bytes| bytes as f64)
}

/// One number over another, where both are there and it is a number.
pub(in crate::report) fn quotient(upper: Option<f64>, lower: Option<f64>) -> Option<f64> {
    let (upper, lower) = (upper?, lower?);
    (lower > 0.0).then(|| upper / lower)
}
