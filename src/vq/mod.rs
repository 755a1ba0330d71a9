//! Quantizer recipes: from a step's specification to its graph.
//!
//! The room must not know who asks (jobs, flags) nor how the graph is written out or run.
//! `steps` sequences; one file a quantizer (`codebook`, `product`, `residual`, `fsq`, `binary`,
//! `sim`, `random_projection`); shared parts exist once: `cosine`, `projection`, `search`, `lookup`,
//! `statistics`, `losses`, `metrics`, `ema`; `update` trains, and `local` is what it keeps of each
//! device where updates are asynchronous; `gradient` is the way back, with `rotation`; `regularizers`
//! are `diversity` and `orthogonal`. `naive` is the formulation that ours is compared with.

mod active;
mod arrays;
mod binary;
mod bit_entropy;
mod bit_gradient;
pub mod build;
pub mod chain;
mod codebook;
mod cosine;
mod diversity;
mod draws;
mod ema;
pub mod error;
mod fsq;
pub mod generator;
mod gradient;
pub mod int8;
pub mod interface;
mod layers;
mod local;
mod lookup;
mod losses;
pub mod maps;
mod metrics;
mod naive;
mod noise;
mod orthogonal;
mod packing;
mod partial;
mod product;
mod projection;
mod random_projection;
mod recipe;
mod regularizers;
mod residual;
mod restart;
mod rotation;
pub mod scalar;
mod scalar_metrics;
mod search;
pub mod seeding;
mod seen;
mod sim;
pub mod spec;
mod stages;
pub mod state;
mod statistics;
mod steps;
mod update;
mod usage;
