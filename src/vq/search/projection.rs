//! Learned maps from the tokens to the space of the entries and back.
//!
//! Products are of the compute type and summed in f32; the bias is added in f32, and the sum is
//! rounded once to the compute type.

use crate::ir::attr::DotDimensions;
use crate::ir::builder::Builder;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::sharding::spec::PartitionSpec;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::recipe::Recipe;
use crate::vq::search::product_precision;
use crate::vq::spec::{Projection, Step};

/// To the entries: `f32[input_dim, D]`.
pub const IN: &str = "project_in";
/// Added to the projected tokens: `f32[D]`.
pub const IN_BIAS: &str = "project_in_bias";
/// Back to the tokens: `f32[D, input_dim]`.
pub const OUT: &str = "project_out";
/// Added to the tokens that are projected back: `f32[input_dim]`.
pub const OUT_BIAS: &str = "project_out_bias";

impl Recipe<'_> {
    /// The batch's tokens in the space of the entries: `[B, S, input_dim] -> [B, S, D]`.
    pub(in crate::vq) fn projected_in(
        &self,
        b: &mut Builder,
        given: &Arrays,
    ) -> Result<Value, VqError> {
        let inputs = given.get("inputs")?;
        let projected = match self.spec.quantizer.projection() {
            Projection::None => return Ok(inputs),
            Projection::Frozen => self.randomly_projected(b, inputs, given)?,
            Projection::Learned => {
                let sums = self.product_with(b, inputs, given.get(IN)?)?;
                self.with_bias(b, sums, given.get(IN_BIAS)?)?
            }
        };
        self.cut_as_tokens(b, projected)
    }

    /// Quantized tokens as the step gives them: `[B, S, D] -> [B, S, input_dim]`, zero where a token
    /// takes no part (`valid pred[B, S]`) and not the bias.
    pub(in crate::vq) fn projected_out(
        &self,
        b: &mut Builder,
        quantized: Value,
        valid: Value,
        given: &Arrays,
    ) -> Result<Value, VqError> {
        // `encode` has no map back, and gives no tokens.
        let learned = self.spec.quantizer.projection() == Projection::Learned;
        if !learned || self.spec.step == Step::Encode {
            return Ok(quantized);
        }
        let sums = self.product_with(b, quantized, given.get(OUT)?)?;
        let projected = self.with_bias(b, sums, given.get(OUT_BIAS)?)?;
        let shape = b.shape(projected).clone();
        let zero = b.splat(projected, shape.element_type, 0.0)?;
        let keep = b.broadcast(valid, &shape.dims, &[0, 1])?;
        Ok(b.select(keep, projected, zero)?)
    }

    /// Whether a token has an entry at all: `valid pred[B, S (,L) (,G)] -> pred[B, S]`.
    pub(in crate::vq) fn any_code(&self, b: &mut Builder, valid: Value) -> Result<Value, VqError> {
        let codes: Vec<usize> = (2..b.shape(valid).rank()).collect();
        if codes.is_empty() { Ok(valid) } else { Ok(b.any(valid, &codes)?) }
    }

    /// `x [.., m] x map f32[m, n] -> f32[.., n]`: products of the compute type, summed in f32.
    pub(in crate::vq) fn product_with(
        &self,
        b: &mut Builder,
        x: Value,
        map: Value,
    ) -> Result<Value, VqError> {
        let dtype = b.shape(x).element_type;
        let map = if dtype == ElementType::F32 { map } else { self.in_compute_type(b, map)? };
        let by_column = DotDimensions {
            lhs_batch: vec![],
            rhs_batch: vec![],
            lhs_contracting: vec![b.shape(x).rank() - 1],
            rhs_contracting: vec![0],
        };
        Ok(b.dot(x, map, by_column, product_precision(dtype), ElementType::F32)?)
    }

    fn with_bias(&self, b: &mut Builder, sums: Value, bias: Value) -> Result<Value, VqError> {
        let dims = b.shape(sums).dims.clone();
        let bias = b.broadcast(bias, &dims, &[dims.len() - 1])?;
        let sum = b.add(sums, bias)?;
        self.in_compute_type(b, sum)
    }

    /// States that projected tokens are cut along the embedding dimension, where the layout does.
    fn cut_as_tokens(&self, b: &mut Builder, tokens: Value) -> Result<Value, VqError> {
        let axes = &self.axes;
        if axes.dim.is_empty() {
            return Ok(tokens);
        }
        let cut = vec![axes.batch.clone(), axes.seq.clone(), axes.dim.clone()];
        let spec = PartitionSpec::new(b.mesh(), cut)?;
        Ok(b.constrain(tokens, spec)?)
    }
}
