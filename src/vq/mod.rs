//! Quantizer recipes: from a step's specification to its graph.
//!
//! The room must not know who asks (jobs, flags) nor how the graph is written out or run.
//! Shared parts exist once: `search`, `lookup`, `statistics`, `losses`, `ema`; `codebook` puts
//! them together for the four steps of a plain codebook. `naive` is what they are held against.

pub mod codebook;
pub mod ema;
pub mod error;
pub mod interface;
pub mod lookup;
pub mod losses;
pub mod naive;
pub mod search;
pub mod spec;
pub mod state;
pub mod statistics;
