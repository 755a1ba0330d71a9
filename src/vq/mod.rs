//! Quantizer recipes: from a step's specification to its graph.
//!
//! The room must not know who asks (jobs, flags) nor how the graph is written out or run.
//! `steps` sequences; one file a quantizer (`codebook`, `product`, `residual`, `fsq`, `binary`);
//! shared parts exist once: `search`, `lookup`, `statistics`, `losses`, `metrics`, `ema`; `update`
//! trains, and `local` is what it keeps of each device where updates are asynchronous. `naive` is
//! the formulation that ours is compared with.

mod active;
mod arrays;
mod binary;
mod bit_entropy;
mod bit_gradient;
pub mod build;
mod codebook;
mod draws;
mod ema;
pub mod error;
mod fsq;
pub mod generator;
pub mod int8;
pub mod interface;
mod layers;
mod local;
mod lookup;
mod losses;
mod metrics;
mod naive;
mod noise;
mod packing;
mod partial;
mod product;
mod recipe;
mod residual;
mod restart;
pub mod scalar;
mod scalar_metrics;
mod search;
pub mod seeding;
mod seen;
pub mod spec;
mod stages;
pub mod state;
mod statistics;
mod steps;
mod update;
mod usage;
