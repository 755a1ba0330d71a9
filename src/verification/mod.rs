//! Holds the outputs of a step's program against the f64 reference.
//!
//! `bounds` says what each output may differ by and why, `differences` compares arrays, `step` holds
//! all outputs of one step, `course` a state that many steps drive along, `independence` the same
//! step on several meshes, and `cases` what others expect of a step. The room runs sessions that it
//! is given; it must not know jobs, targets or how a program is made.

pub mod bounds;
pub mod course;
pub mod differences;
pub mod error;
pub mod independence;
pub mod meshes;
mod payload;
pub mod step;
