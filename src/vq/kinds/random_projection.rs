//! Random projection quantizer: frozen directions behind a frozen projection, targets of a
//! self-supervised task.
//!
//! Source: Chiu et al., "Self-supervised learning with random-projection quantizer for speech
//! recognition" (arXiv:2202.01855), section 3.1. Nothing is learned, and no gradient passes.

use crate::ir::builder::Builder;
use crate::ir::op::UnaryOp;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::recipe::Recipe;
use crate::vq::spec::Kind;

const F32: ElementType = ElementType::F32;
/// The frozen map: `f32[input_dim, D]`.
pub(in crate::vq) const PROJECTION: &str = "projection";
/// Added to the variance of a token, so that equal elements are not divided by zero.
pub(in crate::vq) const VARIANCE_EPSILON: f64 = 1e-5;

impl Recipe<'_> {
    /// `inputs [B, S, input_dim] -> [B, S, D]`.
    pub(in crate::vq) fn randomly_projected(
        &self,
        b: &mut Builder,
        inputs: Value,
        given: &Arrays,
    ) -> Result<Value, VqError> {
        let inputs = match self.spec.quantizer.kind {
            Kind::RandomProjection(kind) if kind.layer_norm => self.layer_norm(b, inputs)?,
            Kind::RandomProjection(_)
            | Kind::Codebook(_)
            | Kind::Sim(_)
            | Kind::Fsq(_)
            | Kind::Binary(_) => inputs,
        };
        let sums = self.product_with(b, inputs, given.get(PROJECTION)?)?;
        self.in_compute_type(b, sums)
    }

    /// `(x - mean) / √(variance + 1e-5)` of each token in f32, rounded to the compute type.
    fn layer_norm(&self, b: &mut Builder, inputs: Value) -> Result<Value, VqError> {
        let x = b.convert(inputs, F32)?;
        let dims = b.shape(x).dims.clone();
        let mean = mean_of_rows(b, x)?;
        let mean = b.broadcast(mean, &dims, &[0, 1])?;
        let centred = b.subtract(x, mean)?;
        let squares = b.multiply(centred, centred)?;
        let variance = mean_of_rows(b, squares)?;
        let epsilon = b.splat(variance, F32, VARIANCE_EPSILON)?;
        let raised = b.add(variance, epsilon)?;
        let deviation = b.unary(UnaryOp::Sqrt, raised)?;
        let deviation = b.broadcast(deviation, &dims, &[0, 1])?;
        let normal = b.divide(centred, deviation)?;
        b.label(normal, "layer_norm");
        self.in_compute_type(b, normal)
    }
}

/// `f32[B, S, n] -> f32[B, S]`.
#[expect(clippy::cast_precision_loss, reason = "dimensions are far below 2^53")]
fn mean_of_rows(b: &mut Builder, x: Value) -> Result<Value, VqError> {
    let count = b.shape(x).dims[2];
    let sum = b.sum(x, &[2])?;
    let count = b.splat(sum, F32, count as f64)?;
    Ok(b.divide(sum, count)?)
}
