//! Codes and codebooks in fewer bits.

pub mod int8;
pub(in crate::vq) mod packing;
