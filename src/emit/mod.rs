//! Emitters: a graph or an XLA program becomes text or bytes.
//!
//! The room never touches a plugin.

pub mod hlo_text;
