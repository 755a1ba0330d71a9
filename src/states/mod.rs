//! Other projects' training states, read into ours and written back: names, layouts, meanings.
//!
//! The room must not know of graphs, jobs or plugins. `formats` has one file a family of projects;
//! each reads a [`file::StateFile`] into a [`state::State`] and writes one back.

pub mod convert;
pub mod error;
pub mod file;
pub mod maps;
pub mod state;

mod formats;
mod names;
