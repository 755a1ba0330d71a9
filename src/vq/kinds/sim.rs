//! `SimVQ`: entries are a frozen base behind one learned linear map, which moves all of them.
//!
//! Source: Zhu et al., "Addressing representation collapse in vector quantized models with one
//! linear layer" (arXiv:2411.02038), section 4. Here `decode` looks up the mapped entries too, so
//! that it gives what `quantize` gave.

use crate::ir::attr::{DotDimensions, Precision};
use crate::ir::builder::Builder;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::recipe::Recipe;
use crate::vq::spec::Kind;

/// The learned map: `f32[D, D]`.
pub(in crate::vq) const MAP: &str = "sim_map";

impl Recipe<'_> {
    /// The entries `f32[.., K, d]` that tokens are compared with, not yet rounded: the codebook, or
    /// what the map makes of it in f32.
    pub(in crate::vq) fn entries(&self, b: &mut Builder, given: &Arrays) -> Result<Value, VqError> {
        let codebook = given.get("codebook")?;
        match self.spec.quantizer.kind {
            Kind::Codebook(_) | Kind::RandomProjection(_) | Kind::Fsq(_) | Kind::Binary(_) => {
                Ok(codebook)
            }
            Kind::Sim(_) => {
                let by_column = DotDimensions {
                    lhs_batch: vec![],
                    rhs_batch: vec![],
                    lhs_contracting: vec![1],
                    rhs_contracting: vec![0],
                };
                let (map, f32) = (given.get(MAP)?, ElementType::F32);
                let mapped = b.dot(codebook, map, by_column, Precision::Highest, f32)?;
                b.label(mapped, "mapped_entries");
                self.constrain_entries(b, mapped, &self.axes.state, true)
            }
        }
    }
}
