//! Quantizer recipes: from a step's specification to its graph.
//!
//! The room must not know who asks (jobs, flags) nor how the graph is written out or run.
//! `steps` sequences; one file a quantizer (`codebook`, `product`, `residual`, `fsq`, `binary`); shared parts exist
//! once: `search`, `lookup`, `statistics`, `losses`, `metrics`, `ema`.

mod arrays;
mod binary;
mod bit_entropy;
mod bit_gradient;
pub mod build;
mod codebook;
mod ema;
pub mod error;
mod fsq;
pub mod generator;
pub mod int8;
pub mod interface;
mod lookup;
mod losses;
mod metrics;
mod packing;
mod product;
mod recipe;
mod residual;
pub mod scalar;
mod scalar_metrics;
mod search;
pub mod spec;
pub mod state;
mod statistics;
mod steps;
