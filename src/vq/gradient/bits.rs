//! The backward of binary quantizers: straight through the signs, and what the losses say.

use crate::ir::attr::{DotDimensions, Precision};
use crate::ir::builder::Builder;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::error::VqError;
use crate::vq::kinds::product::{group_tokens, ungroup_tokens};
use crate::vq::losses::at_least_one;
use crate::vq::losses::bit_entropy::{Halves, logarithm, over_tokens, probabilities};
use crate::vq::recipe::Recipe;
use crate::vq::spec::scalar::Binary;

const F32: ElementType = ElementType::F32;

/// Points of a batch and what was made of them.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct Signed {
    /// Where tokens lie, `f32[B, S, D]`.
    pub points: Value,
    /// Their signs `[B, S, D]`.
    pub quantized: Value,
    /// Which take part, `pred[B, S]`.
    pub valid: Value,
}

impl Recipe<'_> {
    /// `d_loss f32[]` to the gradient of the points `f32[B, S, D]`.
    #[expect(clippy::cast_precision_loss, reason = "bits are few")]
    pub(in crate::vq) fn pull_of_bits(
        &self,
        b: &mut Builder,
        signed: Signed,
        d_loss: Value,
        binary: &Binary,
    ) -> Result<Value, VqError> {
        let ones = b.convert(signed.valid, F32)?;
        let count = b.sum(ones, &[0, 1])?;
        let count = at_least_one(b, count)?;
        let each = b.divide(d_loss, count)?;
        let quantized = b.convert(signed.quantized, F32)?;
        let left_over = b.subtract(signed.points, quantized)?;
        let weight = 2.0 * self.spec.quantizer.losses.commitment_weight / binary.bits as f64;
        let mut pull = times(b, left_over, weight)?;
        if binary.entropy.weight > 0.0 {
            let sharpness = 4.0 * binary.magnitude() / binary.entropy.temperature;
            let logits = times(b, signed.points, sharpness)?;
            let of_samples = pull_of_samples(b, logits)?;
            let of_batch = if binary.sphere {
                pull_of_mean_bits(b, logits, ones, count)?
            } else {
                pull_of_mean_codes(b, logits, ones, count, binary)?
            };
            let of_batch = times(b, of_batch, binary.entropy.gamma)?;
            let difference = b.subtract(of_samples, of_batch)?;
            let groups = if binary.sphere { 1 } else { binary.groups.unwrap_or(1) };
            let scale = binary.entropy.weight * sharpness / groups as f64;
            let term = times(b, difference, scale)?;
            pull = b.add(pull, term)?;
        }
        let each = b.spread(each, pull)?;
        Ok(b.multiply(each, pull)?)
    }
}

/// A constant times an array.
fn times(b: &mut Builder, x: Value, factor: f64) -> Result<Value, VqError> {
    let factor = b.splat(x, F32, factor)?;
    Ok(b.multiply(x, factor)?)
}

/// `p (1 - p)` of `p = logistic(l)`: the slope of a bit's probability.
fn slope(b: &mut Builder, logits: Value) -> Result<Value, VqError> {
    let [no, yes] = probabilities(b, logits)?;
    Ok(b.multiply(no, yes)?)
}

/// The derivative `-l p (1 - p)` of a bit's entropy.
fn pull_of_samples(b: &mut Builder, logits: Value) -> Result<Value, VqError> {
    let slope = slope(b, logits)?;
    let product = b.multiply(logits, slope)?;
    Ok(b.unary(UnaryOp::Negate, product)?)
}

/// Times the number of tokens, the derivative of the entropies of the bits' means.
fn pull_of_mean_bits(
    b: &mut Builder,
    logits: Value,
    ones: Value,
    count: Value,
) -> Result<Value, VqError> {
    let dims = b.shape(logits).dims.clone();
    let weights = b.broadcast(ones, &dims, &[0, 1])?;
    let mut logarithms = Vec::with_capacity(2);
    for p in probabilities(b, logits)? {
        let weighted = b.multiply(p, weights)?;
        let sum = b.sum(weighted, &[0, 1])?;
        let count = b.spread(count, sum)?;
        let mean = b.divide(sum, count)?;
        logarithms.push(logarithm(b, mean)?);
    }
    let odds = b.subtract(logarithms[0], logarithms[1])?;
    let odds = b.broadcast(odds, &dims, &[2])?;
    let slope = slope(b, logits)?;
    Ok(b.multiply(odds, slope)?)
}

/// Times the number of tokens, the derivative of the entropy of the codes' mean distribution:
/// `sum over codes of -ln(mean) p (bit - p_bit)`, by halves of the bits.
fn pull_of_mean_codes(
    b: &mut Builder,
    logits: Value,
    ones: Value,
    count: Value,
    binary: &Binary,
) -> Result<Value, VqError> {
    let grouped = group_tokens(b, logits, binary.groups)?;
    let Halves { first, second, weighted } = Halves::of(b, grouped, ones)?;
    let sums = b.dot(weighted, second, over_tokens(b, grouped), Precision::Highest, F32)?;
    let count = b.spread(count, sums)?;
    let mean = b.divide(sums, count)?;
    let logarithms = logarithm(b, mean)?;
    let surprises = b.unary(UnaryOp::Negate, logarithms)?;
    let lead = b.shape(grouped).rank() - 3;
    let mut parts = Vec::with_capacity(2);
    for (own, other, side) in [(first, second, 1), (second, first, 0)] {
        let along = DotDimensions {
            lhs_batch: (0..lead).collect(),
            rhs_batch: (0..lead).collect(),
            lhs_contracting: vec![lead + 2],
            rhs_contracting: vec![lead + side],
        };
        let expected = b.dot(other, surprises, along, Precision::Highest, F32)?;
        let shares = b.multiply(own, expected)?;
        parts.push(of_each_bit(b, shares)?);
    }
    let (with_bits, total) = (b.concatenate(&[parts[0].0, parts[1].0], lead + 2)?, parts[0].1);
    let dims = b.shape(with_bits).dims.clone();
    let kept: Vec<usize> = (0..lead + 2).collect();
    let total = b.broadcast(total, &dims, &kept)?;
    let [_, yes] = probabilities(b, grouped)?;
    let expected = b.multiply(yes, total)?;
    let pull = b.subtract(with_bits, expected)?;
    Ok(ungroup_tokens(b, pull, binary.groups)?)
}

/// `shares f32[.., 2^k]`: their sums over the values with each bit `f32[.., k]`, and over all.
fn of_each_bit(b: &mut Builder, shares: Value) -> Result<(Value, Value), VqError> {
    let last = b.shape(shares).rank() - 1;
    let values = b.shape(shares).dims[last];
    let total = b.sum(shares, &[last])?;
    let shape = Shape::new(ElementType::S32, &[values, values.ilog2() as usize]);
    let (value, place) = (b.iota(shape.clone(), 0)?, b.iota(shape, 1)?);
    let moved = b.binary(BinaryOp::ShiftRightLogical, value, place)?;
    let one = b.splat(moved, ElementType::S32, 1.0)?;
    let bits = b.binary(BinaryOp::And, moved, one)?;
    let bits = b.convert(bits, F32)?;
    let along = DotDimensions {
        lhs_batch: vec![],
        rhs_batch: vec![],
        lhs_contracting: vec![last],
        rhs_contracting: vec![0],
    };
    Ok((b.dot(shares, bits, along, Precision::Highest, F32)?, total))
}
