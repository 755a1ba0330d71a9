//! Protobuf messages of XLA and the program that travels from the emitters to a plugin.
//!
//! Field numbers are XLA's; the room knows nothing of graphs or plugins.

pub mod compile_options;
pub mod executable;
pub mod hlo;
pub mod program;
pub mod words;
pub mod xla_data;
