//! vqbit compiles vector-quantization steps to XLA programs.

pub mod ir;
pub mod pjrt;
pub mod plugins;
pub mod sharding;
pub mod vq;
pub mod wire;
pub mod worker;
