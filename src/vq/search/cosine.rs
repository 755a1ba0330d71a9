//! Cosine metric: tokens and entries are normalised, the nearest entry is that of the least angle.
//!
//! Source: Yu et al., "Vector-quantized image modeling with improved VQGAN" (arXiv:2110.04627),
//! section 3.2. Vectors are rounded to the compute type after they are normalised: a direction that
//! is rounded before has another length and another angle.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::error::VqError;
use crate::vq::kinds::codebook::zero_where_invalid;
use crate::vq::kinds::product::{group_tokens, ungroup_tokens};
use crate::vq::recipe::{Recipe, Tokens};
use crate::vq::search::scores;
use crate::vq::search::{RoundedCodebook, round_codebook};
use crate::vq::spec::{Metric, Returned};
use crate::vq::training::ema::Statistics;

const F32: ElementType = ElementType::F32;
/// A vector that is shorter than this is divided by this and stays short; zero stays zero.
pub(in crate::vq) const LEAST_NORM: f64 = 1e-6;

/// Vectors of length 1 and what they were divided by.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct Normalized {
    /// `x / max(|x|, 1e-6)`, f32 `[.., d]`.
    pub directions: Value,
    /// `|x|`, f32 `[..]`.
    pub norms: Value,
}

/// `x [.., d] -> x / max(|x|, 1e-6)` in f32.
///
/// Elements are divided by the largest of them first, where that is above 1: their squares would
/// pass what f32 holds, and a long token would be taken for zero.
pub(in crate::vq) fn normalize(b: &mut Builder, x: Value) -> Result<Normalized, IrError> {
    normalize_by(b, x, scores::sum)
}

/// As [`normalize`], with squares `f32[.., d] -> f32[..]` added up by `sum`.
fn normalize_by<E: From<IrError>>(
    b: &mut Builder,
    x: Value,
    sum: impl FnOnce(&mut Builder, Value) -> Result<Value, E>,
) -> Result<Normalized, E> {
    let x = b.convert(x, F32)?;
    let dims = b.shape(x).dims.clone();
    let lead: Vec<usize> = (0..dims.len() - 1).collect();
    let sizes = b.unary(UnaryOp::Abs, x)?;
    let largest = b.largest(sizes, &[lead.len()])?;
    let one = b.splat(largest, F32, 1.0)?;
    let scale = b.binary(BinaryOp::Maximum, largest, one)?;
    let each = b.broadcast(scale, &dims, &lead)?;
    let scaled = b.divide(x, each)?;
    let squares = b.multiply(scaled, scaled)?;
    let sum = sum(b, squares)?;
    let scaled_norms = b.unary(UnaryOp::Sqrt, sum)?;
    let least = b.splat(scaled_norms, F32, LEAST_NORM)?;
    let divisor = b.binary(BinaryOp::Maximum, scaled_norms, least)?;
    let divisor = b.broadcast(divisor, &dims, &lead)?;
    let directions = b.divide(scaled, divisor)?;
    b.label(directions, "directions");
    Ok(Normalized { directions, norms: b.multiply(scaled_norms, scale)? })
}

impl Recipe<'_> {
    /// The entries that the search sees and those that codes stand for, each rounded.
    pub(in crate::vq) fn rounded_directions(
        &self,
        b: &mut Builder,
        codebook: Value,
        returned: Returned,
    ) -> Result<RoundedCodebook, VqError> {
        let by_blocks = |b: &mut Builder, squares| self.over_elements(b, squares, &[], scores::sum);
        let directions = normalize_by(b, codebook, by_blocks)?.directions;
        let searched = round_codebook(b, directions, self.spec.dtype)?;
        match returned {
            Returned::Normalized => Ok(searched),
            Returned::Raw => {
                let stored = round_codebook(b, codebook, self.spec.dtype)?;
                Ok(RoundedCodebook { searched: Some(searched.compute), ..stored })
            }
        }
    }

    /// Tokens as the search and the statistics see them, `[(G,) B, S, d]`, zero where not valid;
    /// nothing where they see them as they are.
    pub(in crate::vq) fn directions(
        &self,
        b: &mut Builder,
        tokens: Tokens,
    ) -> Result<Option<Value>, VqError> {
        match self.spec.quantizer.metric() {
            Metric::Euclidean => Ok(None),
            Metric::Cosine(_) => {
                let inputs = zero_where_invalid(b, tokens)?;
                let grouped = group_tokens(b, inputs, self.groups())?;
                let cut = [self.axes.batch.clone(), self.axes.seq.clone()];
                let by_blocks =
                    |b: &mut Builder, squares| self.over_elements(b, squares, &cut, scores::sum);
                let directions = normalize_by(b, grouped, by_blocks)?.directions;
                self.in_compute_type(b, directions).map(Some)
            }
        }
    }

    /// Tokens `[B, S, D]` as the losses see them: as they are, or `[(G,) B, S, d]` as searched.
    pub(in crate::vq) fn compared(
        &self,
        b: &mut Builder,
        inputs: Value,
        searched: Value,
    ) -> Result<Value, VqError> {
        match self.spec.quantizer.metric() {
            Metric::Euclidean | Metric::Cosine(Returned::Raw) => Ok(inputs),
            Metric::Cosine(Returned::Normalized) => Ok(ungroup_tokens(b, searched, self.groups())?),
        }
    }

    /// The entries after an EMA step, `[.., K, d]`: the means of directions, made directions again.
    ///
    /// Entries that no token chose, those of weight 0, and those whose tokens cancel each other,
    /// keep their place.
    pub(in crate::vq) fn renormalized(
        &self,
        b: &mut Builder,
        old: Value,
        means: Value,
        Statistics { counts, weight, .. }: Statistics,
    ) -> Result<Value, VqError> {
        match self.spec.quantizer.metric() {
            Metric::Euclidean => return Ok(means),
            Metric::Cosine(_) => {}
        }
        let Normalized { directions, norms } = normalize(b, means)?;
        let least = b.splat(norms, F32, LEAST_NORM)?;
        let long_enough = b.compare(Direction::Ge, norms, least)?;
        let none = b.splat(counts, F32, 0.0)?;
        let chosen = b.compare(Direction::Gt, counts, none)?;
        let mut moves = b.binary(BinaryOp::And, chosen, long_enough)?;
        if let Some(weight) = weight {
            let takes_part = b.compare(Direction::Gt, weight, none)?;
            moves = b.binary(BinaryOp::And, moves, takes_part)?;
        }
        let dims = b.shape(means).dims.clone();
        let lead: Vec<usize> = (0..dims.len() - 1).collect();
        let moves = b.broadcast(moves, &dims, &lead)?;
        let new = b.select(moves, directions, old)?;
        Ok(b.label(new, "renormalized_codebook"))
    }
}
