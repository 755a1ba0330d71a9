//! What a batch says of each entry: how many tokens chose it, and their sum.

use crate::ir::attr::{Direction, DotDimensions, Precision};
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::search::product_precision;

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
/// A product of one-hot rows and inputs, accumulated in f32: a scatter-add of rows is slower on
/// every TPU generation that was looked at.
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
