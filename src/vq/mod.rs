//! Quantizer recipes: from a step's specification to its graph.
//!
//! The room must not know who asks (jobs, flags) nor how the graph is written out or run.
//! `steps` sequences; one file a quantizer (`codebook`, `product`, `residual`, `sim`,
//! `random_projection`); shared parts exist once: `cosine`, `projection`, `search`, `lookup`,
//! `statistics`, `losses`, `metrics`, `ema`.

mod arrays;
pub mod build;
pub mod chain;
mod codebook;
mod cosine;
mod ema;
pub mod error;
pub mod generator;
pub mod interface;
mod lookup;
mod losses;
pub mod maps;
mod metrics;
mod product;
mod projection;
mod random_projection;
mod recipe;
mod residual;
mod search;
mod sim;
pub mod spec;
pub mod state;
mod statistics;
mod steps;
