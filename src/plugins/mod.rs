//! Plugin libraries: which ones vqbit uses, where they are, installing them, and what ails them.
//!
//! The libraries come in Python wheels, pinned by SHA-256; only the shared object is taken out.
//! libtpu is proprietary and is never redistributed: the user's own pip downloads it. Nothing here
//! prints: progress goes through a callback.

pub mod catalogue;
pub mod doctor;
pub mod error;
pub mod install;
pub mod locate;
