//! Quantizer recipes: from a step's specification to its graph.
//!
//! The room must not know who asks (jobs, flags) nor how the graph is written out or run.
//! `steps` sequences; one file a quantizer (`codebook`, `product`, `residual`); shared parts exist
//! once: `search`, `lookup`, `statistics`, `losses`, `metrics`, `ema`; `gradient` is the way back, with
//! `rotation`; `regularizers` are `diversity` and `orthogonal`.

mod arrays;
pub mod build;
mod codebook;
mod diversity;
mod ema;
pub mod error;
pub mod generator;
mod gradient;
pub mod interface;
mod lookup;
mod losses;
mod metrics;
mod orthogonal;
mod product;
mod recipe;
mod regularizers;
mod residual;
mod rotation;
mod search;
pub mod spec;
pub mod state;
mod statistics;
mod steps;
