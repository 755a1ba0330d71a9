//! What a step is: the quantizer, the arrays it sees, and how they lie on the mesh.

mod codebook;
mod layout;
mod losses;
pub mod precision;
mod quantizer;
pub mod restart;
pub mod scalar;
mod step;

pub use crate::vq::spec::codebook::{
    Codebook, Ema, Initial, LEAST_NORM, LEAST_SUM, LOOP_FROM, Metric, Returned,
};
pub use crate::vq::spec::layout::Layout;
pub use crate::vq::spec::losses::{Diversity, Gradient, Losses, Orthogonal};
pub use crate::vq::spec::precision::SearchPrecision;
pub use crate::vq::spec::quantizer::{Frozen, Kind, Projection, Quantizer, RandomProjection};
pub use crate::vq::spec::restart::{Restart, Source};
pub use crate::vq::spec::step::{Mask, PackedWord, Step, StepSpec, Storage, StoredCodebook};
