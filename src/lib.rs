//! vqbit compiles vector-quantization steps to XLA programs.

pub mod emit;
pub mod inspect;
pub mod ir;
pub mod sharding;
pub mod vq;
pub mod wire;
