//! The kinds of quantizer, one file each; `stages`, `seen` and `active` belong to `residual`.

pub(in crate::vq) mod active;
pub(in crate::vq) mod binary;
pub(in crate::vq) mod codebook;
pub(in crate::vq) mod fsq;
pub(in crate::vq) mod product;
pub(in crate::vq) mod random_projection;
pub(in crate::vq) mod residual;
pub(in crate::vq) mod seen;
pub(in crate::vq) mod sim;
pub(in crate::vq) mod stages;
