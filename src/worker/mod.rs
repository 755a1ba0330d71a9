//! Process isolation: a plugin loads and compiles in a child of the same binary.
//!
//! Compilers abort the process on some inputs, read their environment once, and may not return. So
//! the parent starts `vqbit worker FOLDER`, and the two exchange files in that private folder:
//! `request.json` with `program` and `options`, and back `response.json` with `executable.bin` and
//! `optimized.pb`; an executable to be inspected travels as `executable.bin` too. A child that dies leaves no response, and that is an error with its last lines.

pub mod child;
pub mod error;
mod exchange;
pub mod parent;
pub mod profile;
pub mod request;
