//! Entropies of the soft assignment of tokens to binary codes.
//!
//! Scores `2 x.c / temperature` over all sign vectors c make the bits of a token independent: each
//! is 1 with probability `logistic(4 m x / temperature)`, m being the signs' magnitude. So no array
//! of tokens times codes is needed, neither for the entropy of a token (the sum of its bits') nor
//! for the mean over the batch (a product of two arrays over half the bits each).

use crate::ir::attr::{DotDimensions, Precision};
use crate::ir::builder::Builder;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::error::VqError;
use crate::vq::kinds::product::group_tokens;
use crate::vq::losses::{at_least_one, divide_by_constant};
use crate::vq::recipe::Recipe;
use crate::vq::spec::scalar::Binary;

const F32: ElementType = ElementType::F32;

/// The entropy terms, each f32[].
pub(in crate::vq) struct BitEntropies {
    /// Mean over tokens of the entropy of a token's assignment.
    pub of_samples: Value,
    /// Entropy of the mean assignment of all tokens of the batch, whatever device they are on.
    pub of_batch: Value,
    /// `of_samples - gamma * of_batch`.
    pub difference: Value,
}

impl Recipe<'_> {
    /// `points f32[B, S, D]`, of which `valid pred[B, S]` take part, `count f32[]` of them.
    ///
    /// LFQ takes codes: the batch's entropy is that of the distribution over all `2^b` of them, and
    /// both terms are means over the groups. BSQ takes bits: both terms are sums over them.
    /// Source: as for [`crate::vq::kinds::binary`]; arXiv:2310.05737 equation 4, arXiv:2406.07548
    /// equations 9 to 13.
    pub(in crate::vq) fn bit_entropies(
        &self,
        b: &mut Builder,
        points: Value,
        (valid, count): (Value, Value),
        binary: &Binary,
    ) -> Result<BitEntropies, VqError> {
        let sharpness = 4.0 * binary.magnitude() / binary.entropy.temperature;
        let sharpness = b.splat(points, F32, sharpness)?;
        let logits = b.multiply(points, sharpness)?;
        let keep = b.convert(valid, F32)?;
        let count = at_least_one(b, count)?;
        let of_bits = entropy_of_bits(b, logits)?;
        let dims = b.shape(points).dims.clone();
        let weights = b.broadcast(keep, &dims, &[0, 1])?;
        let of_valid = b.multiply(of_bits, weights)?;
        let sum = b.sum(of_valid, &[0, 1, 2])?;
        let of_samples = b.divide(sum, count)?;
        let (of_samples, of_batch) = if binary.sphere {
            (of_samples, entropy_of_mean_bits(b, logits, weights, count)?)
        } else {
            let groups = binary.groups.unwrap_or(1);
            let of_batch = entropy_of_mean_codes(b, logits, keep, count, binary)?;
            (divide_by_constant(b, of_samples, groups)?, divide_by_constant(b, of_batch, groups)?)
        };
        let gamma = b.scalar(F32, binary.entropy.gamma)?;
        let weighted = b.multiply(gamma, of_batch)?;
        let difference = b.subtract(of_samples, weighted)?;
        Ok(BitEntropies { of_samples, of_batch, difference })
    }
}

/// The entropy of a bit that is 1 with probability `logistic(l)`: with `e = exp(-|l|)`,
/// `ln(1 + e) + |l| e / (1 + e)`, exact where the bit is nearly certain.
fn entropy_of_bits(b: &mut Builder, logits: Value) -> Result<Value, VqError> {
    let size = b.unary(UnaryOp::Abs, logits)?;
    let below = b.unary(UnaryOp::Negate, size)?;
    let e = b.unary(UnaryOp::Exponential, below)?;
    let one = b.splat(e, F32, 1.0)?;
    let whole = b.add(e, one)?;
    let share = b.divide(e, whole)?;
    let slope = b.multiply(size, share)?;
    let logarithm = b.unary(UnaryOp::LogPlusOne, e)?;
    Ok(b.add(logarithm, slope)?)
}

/// `ln p`, of 0 that of the smallest number that no device flushes to 0.
pub(in crate::vq) fn logarithm(b: &mut Builder, p: Value) -> Result<Value, VqError> {
    let least = b.splat(p, F32, f64::from(f32::MIN_POSITIVE))?;
    let positive = b.binary(BinaryOp::Maximum, p, least)?;
    Ok(b.unary(UnaryOp::Log, positive)?)
}

/// `-p ln p` with `0 ln 0 = 0`.
fn surprise(b: &mut Builder, p: Value) -> Result<Value, VqError> {
    let logarithm = logarithm(b, p)?;
    let product = b.multiply(p, logarithm)?;
    Ok(b.unary(UnaryOp::Negate, product)?)
}

/// The probabilities that a bit is 0 and 1, each rounded by itself.
pub(in crate::vq) fn probabilities(b: &mut Builder, logits: Value) -> Result<[Value; 2], VqError> {
    let negated = b.unary(UnaryOp::Negate, logits)?;
    Ok([b.unary(UnaryOp::Logistic, negated)?, b.unary(UnaryOp::Logistic, logits)?])
}

/// The sum over bits of the entropy of each bit's mean.
fn entropy_of_mean_bits(
    b: &mut Builder,
    logits: Value,
    weights: Value,
    count: Value,
) -> Result<Value, VqError> {
    let mut of_values = Vec::with_capacity(2);
    for p in probabilities(b, logits)? {
        let weighted = b.multiply(p, weights)?;
        let sum = b.sum(weighted, &[0, 1])?;
        let count = b.spread(count, sum)?;
        let mean = b.divide(sum, count)?;
        of_values.push(surprise(b, mean)?);
    }
    let of_bits = b.add(of_values[0], of_values[1])?;
    Ok(b.sum(of_bits, &[0])?)
}

/// The sum over groups of the entropy of the mean distribution over a group's codes.
fn entropy_of_mean_codes(
    b: &mut Builder,
    logits: Value,
    keep: Value,
    count: Value,
    binary: &Binary,
) -> Result<Value, VqError> {
    let grouped = group_tokens(b, logits, binary.groups)?;
    let Halves { second, weighted, .. } = Halves::of(b, grouped, keep)?;
    let sums = b.dot(weighted, second, over_tokens(b, grouped), Precision::Highest, F32)?;
    let count = b.spread(count, sums)?;
    let mean = b.divide(sums, count)?;
    let of_codes = surprise(b, mean)?;
    let all: Vec<usize> = (0..b.shape(of_codes).rank()).collect();
    Ok(b.sum(of_codes, &all)?)
}

/// Distributions over the values of the first and of the other bits of a code.
pub(in crate::vq) struct Halves {
    /// `f32[.., B, S, 2^k]`.
    pub first: Value,
    /// `f32[.., B, S, 2^(bits - k)]`.
    pub second: Value,
    /// As `first`, zero where a token takes no part.
    pub weighted: Value,
}

impl Halves {
    /// Those of `logits f32[.., B, S, bits]`; `keep f32[B, S]` is 1 where a token takes part.
    pub(in crate::vq) fn of(
        b: &mut Builder,
        logits: Value,
        keep: Value,
    ) -> Result<Halves, VqError> {
        let dims = b.shape(logits).dims.clone();
        let lead = dims.len() - 3;
        let bits = dims[lead + 2];
        let chances = probabilities(b, logits)?;
        let weights = b.broadcast(keep, &dims[..lead + 2], &[lead, lead + 1])?;
        let one = b.splat(weights, F32, 1.0)?;
        Ok(Halves {
            first: distribution(b, one, chances, 0..bits / 2)?,
            second: distribution(b, one, chances, bits / 2..bits)?,
            weighted: distribution(b, weights, chances, 0..bits / 2)?,
        })
    }
}

/// Products of two arrays `[.., B, S, n]` that sum over tokens.
pub(in crate::vq) fn over_tokens(b: &Builder, x: Value) -> DotDimensions {
    let lead = b.shape(x).rank() - 3;
    DotDimensions {
        lhs_batch: (0..lead).collect(),
        rhs_batch: (0..lead).collect(),
        lhs_contracting: vec![lead, lead + 1],
        rhs_contracting: vec![lead, lead + 1],
    }
}

/// `weights [.., B, S]` times the distribution over the values of some bits, `[.., B, S, 2^bits]`.
fn distribution(
    b: &mut Builder,
    weights: Value,
    [no, yes]: [Value; 2],
    bits: std::ops::Range<usize>,
) -> Result<Value, VqError> {
    let lead = b.shape(weights).dims.clone();
    let kept: Vec<usize> = (0..=lead.len()).collect();
    let mut product = b.reshape(weights, &[&lead[..], &[1]].concat())?;
    for bit in bits {
        let wide = b.shape(product).dims.clone();
        let mut branches = Vec::with_capacity(2);
        for p in [no, yes] {
            let p = b.range(p, lead.len(), bit..bit + 1)?;
            let p = b.reshape(p, &lead)?;
            let p = b.broadcast(p, &wide, &kept[..lead.len()])?;
            branches.push(b.multiply(product, p)?);
        }
        product = b.concatenate(&branches, lead.len())?;
    }
    Ok(product)
}
