//! Tensors too large to hold: rows read from files a batch at a time, what comes of them written in
//! its place, and a journal of how far that is on the disk.
//!
//! The room knows nothing of steps or plugins.

pub mod error;
pub mod journal;
pub mod sink;
pub mod source;
