//! vqbit compiles vector-quantization steps to XLA programs.

pub mod artifact;
pub mod cli;
pub mod emit;
pub mod inspect;
pub mod ir;
pub mod job;
pub mod pipeline;
pub mod pjrt;
pub mod plugins;
pub mod reference;
pub mod report;
pub mod session;
pub mod sharding;
pub mod target;
pub mod tensor;
pub mod vq;
pub mod wire;
pub mod worker;
#[cfg(feature = "xla")]
pub mod xla_bridge;
