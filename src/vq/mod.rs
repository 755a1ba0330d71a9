//! Quantizer recipes: from a step's specification to its graph.
//!
//! The room must not know who asks (jobs, flags) nor how the graph is written out or run.
//! `spec` says what a step is, `interface` which arrays it takes and gives, `steps` sequences it. One
//! file of `kinds` a quantizer; what they share exists once: `search` (and the maps before and behind
//! it), `losses`, `metrics`, `training`, `random` numbers and `storage` in fewer bits. `gradient` is
//! the way back. `region` is what devices tell each other where vqbit and no partitioner says so. `naive`
//! is the formulation that ours is compared with, and `formulation` says what of ours is another on
//! another machine.

mod arrays;
pub mod build;
pub mod error;
pub mod formulation;
pub mod gradient;
pub mod interface;
mod kinds;
mod layers;
mod losses;
mod metrics;
mod naive;
pub mod random;
mod recipe;
mod region;
pub mod sample;
pub mod search;
pub mod spec;
pub mod state;
mod steps;
pub mod storage;
pub mod training;
