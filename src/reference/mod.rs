//! The slow, obviously right f64 implementation that every graph is held against.
//!
//! Plain loops over row-major slices, in the order a reader would do the sums by hand. The room
//! must not know how graphs compute: it shares no code with them, only the step's specification.

mod binary;
pub mod chain;
pub mod codebook;
pub mod compute;
pub mod ema;
mod fsq;
pub mod generator;
pub mod gradient;
pub mod measures;
pub mod noise;
pub mod regularizers;
pub mod restart;
mod scalar;
pub mod search;
pub mod seeding;
pub mod spaces;
pub mod steps;
mod storage;
mod update;
