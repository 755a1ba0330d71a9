//! Arrays on the host: their bytes, their shards, their files, and random ones for trying out.
//!
//! The room must not know of graphs, jobs or plugins: a device buffer is bytes to it.

pub mod array;
pub mod error;
pub mod files;
pub mod npy;
pub mod npy_rows;
pub mod npz;
pub mod random;
pub mod rows;
pub mod shards;
pub mod stored;
mod stretch;
