//! Everything that needs real plugins: three CPU plugins of different ages, and libtpu.
//!
//! Their paths come from the `VQBIT_TEST_*` variables that `scripts/test` sets; one that is not
//! set is a failure. A plugin that runs programs has a process of its own (see `subject`).
#![allow(missing_docs, reason = "a test has no callers")]

mod binding;
mod cached;
mod comparison;
mod estimate;
mod finite;
mod formats;
mod gradients;
mod held;
mod install;
mod kmeans;
mod numbers;
mod ops;
mod overlap;
mod placement;
mod precision;
mod quantizers;
mod regions;
mod reproducible;
mod restart;
mod round_trips;
mod spaces;
mod stages;
mod subject;
mod tiles;
mod tpu;
mod training;
mod worker;
