//! Which ways there are to lay a job onto devices: everything that a plan may choose.
//!
//! This room knows nothing of graphs, compilers or estimates: it makes jobs of a job.

pub mod error;
pub mod kept;
pub mod meshes;
pub mod ways;
