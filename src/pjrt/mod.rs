//! The PJRT C API behind safe types: plugins, topologies, clients, executables and buffers.
//!
//! Written by hand from the layout of the C structs; it works with plugins of PJRT API 0.57 and
//! newer. It takes a program as a format and bytes, and knows nothing of how they were made.
//! Plugins abort the process on some wrong inputs, so compilers run in a child: see
//! [`crate::worker`].

pub mod buffer;
pub mod client;
pub mod error;
pub mod executable;
pub mod loaded;
pub mod named_value;
pub mod plugin;
mod sys;
mod table;
pub mod topology;
pub mod tpu_executable;
