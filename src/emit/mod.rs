//! Writes verified modules in the formats that compilers read.
//!
//! The room must not know plugins, jobs or quantizers. What `ir::verify` passes can be written
//! in every format here; emission is a function of the module.

pub mod format;
pub mod hlo_proto;
pub mod hlo_text;
pub mod jax_export;
pub mod sharding;
pub mod stablehlo;
