//! vqbit compiles vector-quantization steps to XLA programs.

pub mod artifact;
pub mod emit;
pub mod inspect;
pub mod ir;
pub mod pjrt;
pub mod reference;
pub mod session;
pub mod plugins;
pub mod sharding;
pub mod tensor;
pub mod job;
pub mod report;
pub mod target;
pub mod vq;
pub mod wire;
#[cfg(feature = "xla")]
pub mod xla_bridge;
pub mod worker;
