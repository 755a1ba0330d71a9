//! Random numbers that every device draws alike: by counter, from a seed.

pub(in crate::vq) mod draws;
pub mod generator;
pub(in crate::vq) mod noise;
