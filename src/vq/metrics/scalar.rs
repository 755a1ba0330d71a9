//! What quantizers without a codebook share: metrics of their codes, and zeros for missing tokens.

use crate::ir::builder::Builder;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::kinds::product::group_codes;
use crate::vq::recipe::{Recipe, Tokens};
use crate::vq::training::statistics::histogram;

const F32: ElementType = ElementType::F32;

impl Recipe<'_> {
    /// Metrics of `codes s32[B, S (,G)]`; gives how many tokens take part, f32[].
    pub(in crate::vq) fn metrics_of_codes(
        &self,
        b: &mut Builder,
        codes: Value,
        (tokens, masked): (Tokens, Option<Value>),
        made: &mut Arrays,
    ) -> Result<Value, VqError> {
        let quantizer = &self.spec.quantizer;
        let by_group = group_codes(b, codes, quantizer.groups())?;
        let counts = histogram(b, by_group, quantizer.codebook_size())?;
        let ones = b.convert(tokens.valid, F32)?;
        let valid = b.sum(ones, &[0, 1])?;
        made.extend(self.code_metrics(b, counts, None)?);
        made.extend([
            ("compression_ratio", b.scalar(F32, self.spec.compression_ratio())?),
            ("nonfinite_rows", self.nonfinite_rows(b, masked, valid)?),
        ]);
        Ok(valid)
    }

    /// `x f32[B, S, D]` in the compute type, zero where `keep pred[B, S]` does not hold.
    pub(in crate::vq) fn kept(
        &self,
        b: &mut Builder,
        x: Value,
        keep: Value,
    ) -> Result<Value, VqError> {
        let rounded = b.convert(x, self.spec.dtype)?;
        let zero = b.splat(rounded, self.spec.dtype, 0.0)?;
        let dims = b.shape(x).dims.clone();
        let keep = b.broadcast(keep, &dims, &[0, 1])?;
        Ok(b.select(keep, rounded, zero)?)
    }
}
