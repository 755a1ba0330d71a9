//! Which tokens are finite, and so take part.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::sharding::mesh::Mesh;
use crate::vq::formulation::{self, Finite};
use crate::vq::recipe::{Formulation, Recipe};
use crate::vq::spec::{Kind, Mask, Metric, SearchPrecision};

impl Recipe<'_> {
    /// Whether the scores of the search tell which tokens are finite, so that nothing else need pass
    /// over their elements: a token that is not has no score that is, zero times infinity being NaN.
    ///
    /// They also leave out finite tokens whose nearest score passes f32, and all tokens where no entry
    /// has a finite score.
    pub(in crate::vq) fn scores_tell(&self, mesh: &Mesh) -> bool {
        let quantizer = &self.spec.quantizer;
        let by_entries = !matches!(quantizer.kind, Kind::Fsq(_) | Kind::Binary(_));
        let as_given = self.stages().is_none() && quantizer.metric() == Metric::Euclidean;
        let decide = self.spec.precision() != SearchPrecision::Exact && !self.spec.given_codes;
        // Devices that search in parts send each other tokens that are zero where not valid.
        let own = self.formulation == Formulation::Own && self.along().is_none();
        let by_scores = formulation::finite(self.spec, mesh.device_count()) == Finite::ByScores;
        by_entries && as_given && decide && own && by_scores
    }

    /// Which tokens take part, `pred[B, S]`, of those that the mask lets through, where the scores told
    /// `codes s32[(G,) B, S]`: -1 of a token that is not finite.
    pub(in crate::vq) fn valid_by_scores(
        &self,
        b: &mut Builder,
        codes: Value,
        let_through: Value,
    ) -> Result<Value, IrError> {
        let first = b.splat(codes, ElementType::S32, 0.0)?;
        let mut finite = b.compare(Direction::Ge, codes, first)?;
        if self.groups().is_some() {
            finite = b.all(finite, &[0])?;
        }
        match self.spec.mask {
            Mask::None => Ok(finite),
            Mask::Tokens | Mask::Lengths => b.binary(BinaryOp::And, finite, let_through),
        }
    }
}

/// `inputs [B, S, D] -> pred[B, S]`: whether all elements of a token are finite.
pub(in crate::vq) fn finite_tokens(b: &mut Builder, inputs: Value) -> Result<Value, IrError> {
    let finite = b.unary(UnaryOp::IsFinite, inputs)?;
    let valid = b.all(finite, &[2])?;
    Ok(b.label(valid, "valid"))
}
