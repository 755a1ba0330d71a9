//! Rules that move the codebook: statistics of a batch, averages, restarts, first entries.

pub(in crate::vq) mod ema;
pub(in crate::vq) mod local;
pub(in crate::vq) mod partial;
pub mod placement;
pub(in crate::vq) mod reproducible;
pub(in crate::vq) mod restart;
pub(in crate::vq) mod row_by_row;
pub mod seeding;
pub(in crate::vq) mod statistics;
pub(in crate::vq) mod update;
pub(in crate::vq) mod usage;
