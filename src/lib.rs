//! vqbit compiles vector-quantization steps to XLA programs.

pub mod ir;
pub mod job;
pub mod report;
pub mod sharding;
pub mod target;
pub mod vq;
pub mod wire;
