//! What a batch says of each entry: how many tokens chose it, and their sum.

use crate::ir::attr::{Direction, DotDimensions, Precision};
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::BinaryOp;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::error::VqError;
use crate::vq::formulation::Statistics;
use crate::vq::kinds::codebook::Nearest;
use crate::vq::recipe::Recipe;
use crate::vq::search::product_precision;
use crate::vq::training::row_by_row;

impl Recipe<'_> {
    /// Tokens of each entry, of all devices: `f32[(G,) K]`.
    pub(in crate::vq) fn counts_of(
        &self,
        b: &mut Builder,
        nearest: &Nearest,
    ) -> Result<Value, VqError> {
        let size = self.spec.quantizer.codebook_size();
        Ok(match self.forms.statistics {
            Statistics::OneHot => counts(b, nearest.assignments)?,
            Statistics::RowByRow => row_by_row::counts(b, nearest.chosen, size)?,
        })
    }

    /// The sum of the tokens of each entry, of all devices: `f32[(G,) K, d]`.
    pub(in crate::vq) fn sums_of_tokens(
        &self,
        b: &mut Builder,
        nearest: &Nearest,
    ) -> Result<Value, VqError> {
        let tokens = match self.forms.statistics {
            Statistics::OneHot => nearest.grouped,
            // Tokens without an entry are left out, whatever they are.
            Statistics::RowByRow => nearest.given,
        };
        self.sums_of(b, nearest, tokens)
    }

    /// The sum of `tokens [(G,) B, S, d]` of each entry, of all devices: `f32[(G,) K, d]`.
    pub(in crate::vq) fn sums_of(
        &self,
        b: &mut Builder,
        nearest: &Nearest,
        tokens: Value,
    ) -> Result<Value, VqError> {
        let size = self.spec.quantizer.codebook_size();
        Ok(match self.forms.statistics {
            Statistics::OneHot => sums(b, nearest.assignments, tokens)?,
            Statistics::RowByRow => row_by_row::sums(b, nearest.chosen, tokens, size)?,
        })
    }
}

/// `codes [.., B, S] -> pred[.., B, S, K]`: whether a token chose an entry; code -1 chose none.
pub(in crate::vq) fn assignments(
    b: &mut Builder,
    codes: Value,
    codebook_size: usize,
) -> Result<Value, IrError> {
    let mut dims = b.shape(codes).dims.clone();
    let kept: Vec<usize> = (0..dims.len()).collect();
    dims.push(codebook_size);
    let chosen = b.broadcast(codes, &dims, &kept)?;
    let entry = b.iota(Shape::new(ElementType::S32, &dims), kept.len())?;
    let hit = b.compare(Direction::Eq, chosen, entry)?;
    Ok(b.label(hit, "assignments"))
}

/// `assignments [.., B, S, K] -> f32[.., K]`: tokens of each entry, exact up to 2^24 tokens.
pub(in crate::vq) fn counts(b: &mut Builder, assignments: Value) -> Result<Value, IrError> {
    let ones = b.convert(assignments, ElementType::F32)?;
    let lead = b.shape(assignments).rank() - 3;
    let counts = b.sum(ones, &[lead, lead + 1])?;
    Ok(b.label(counts, "counts"))
}

/// `assignments [.., B, S, K], inputs [.., B, S, d] -> f32[.., K, d]`: sum of the tokens of each
/// entry.
///
/// A product of one-hot rows and inputs, accumulated in f32.
pub(in crate::vq) fn sums(
    b: &mut Builder,
    assignments: Value,
    inputs: Value,
) -> Result<Value, IrError> {
    let precision = product_precision(b.shape(inputs).element_type);
    sums_at(b, assignments, inputs, precision)
}

/// As [`sums`], at a precision.
pub(in crate::vq) fn sums_at(
    b: &mut Builder,
    assignments: Value,
    inputs: Value,
    precision: Precision,
) -> Result<Value, IrError> {
    let dtype = b.shape(inputs).element_type;
    let one_hot = b.convert(assignments, dtype)?;
    let lead = b.shape(assignments).rank() - 3;
    let over_tokens = DotDimensions {
        lhs_batch: (0..lead).collect(),
        rhs_batch: (0..lead).collect(),
        lhs_contracting: vec![lead, lead + 1],
        rhs_contracting: vec![lead, lead + 1],
    };
    let sums = b.dot(one_hot, inputs, over_tokens, precision, ElementType::F32)?;
    Ok(b.label(sums, "sums"))
}

/// `codes [.., B, S] -> f32[.., K]`: tokens of each code without an array of tokens times K, exact
/// up to 2^24 tokens; code -1 counts nowhere.
///
/// High and low bits of a code are compared by themselves, and one product of the two 0/1 arrays
/// `[B, S, K / 2^h] x [B, S, 2^h]` counts the pairs: about `2 sqrt(K)` compared values a token.
pub(in crate::vq) fn histogram(
    b: &mut Builder,
    codes: Value,
    codebook_size: usize,
) -> Result<Value, IrError> {
    let low_bits = codebook_size.next_power_of_two().ilog2() / 2;
    let low_size = 1_usize << low_bits;
    let high_size = codebook_size.div_ceil(low_size);
    let shift = b.splat(codes, ElementType::S32, f64::from(low_bits))?;
    // An arithmetic shift leaves -1 what it is: no high part equals it.
    let high = b.binary(BinaryOp::ShiftRightArithmetic, codes, shift)?;
    let mask = b.splat(codes, ElementType::S32, f64::from((1_u32 << low_bits) - 1))?;
    let low = b.binary(BinaryOp::And, codes, mask)?;
    let high = assignments(b, high, high_size)?;
    let low = assignments(b, low, low_size)?;
    let low = b.convert(low, ElementType::Bf16)?;
    let pairs = sums(b, high, low)?;
    let mut dims = b.shape(codes).dims.clone();
    dims.truncate(dims.len() - 2);
    let lead = dims.len();
    dims.push(high_size * low_size);
    let counts = b.reshape(pairs, &dims)?;
    let counts = b.range(counts, lead, 0..codebook_size)?;
    Ok(b.label(counts, "counts"))
}
