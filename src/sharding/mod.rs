//! Meshes and shardings: named axes over devices, and how an array is cut along them.
//!
//! This room knows nothing of graphs, jobs or plugins: arrays are just dimensions here.

pub mod mesh;
pub mod spec;
