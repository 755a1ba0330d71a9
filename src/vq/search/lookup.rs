//! Entries of codes: rows of the codebook.

use crate::ir::attr::{Direction, DotDimensions, GatherDimensions, Precision};
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::ElementType;
use crate::ir::value::Value;

/// `codebook [(G,) K, d], codes [(G,) B, S], valid as codes -> [(G,) B, S, d]`: rows, zero where not
/// valid.
///
/// A gather: a product with one-hot rows, as [`multiplied`], turns -0.0 into 0.0 and rounds f32
/// entries. For the same reason each device must hold all entries (a part of each is enough): combining
/// masked partial rows is a sum.
pub(in crate::vq) fn rows(
    b: &mut Builder,
    codebook: Value,
    codes: Value,
    valid: Value,
) -> Result<Value, IrError> {
    let dtype = b.shape(codebook).element_type;
    let rows = gathered(b, codebook, codes)?;
    let zero = b.splat(rows, dtype, 0.0)?;
    let dims = b.shape(rows).dims.clone();
    let kept: Vec<usize> = (0..dims.len() - 1).collect();
    let keep = b.broadcast(valid, &dims, &kept)?;
    b.select(keep, rows, zero)
}

/// `codebook [(G,) K, d], assignments pred[(G,) B, S, K] -> [(G,) B, S, d]` of bf16: the row of the one
/// entry that a token chose, zero where it chose none.
///
/// Each is a sum of one number and zeros, and so that number, but that -0.0 is 0.0. What is not finite
/// is taken for zero, since zero times NaN is NaN: an entry with such elements is chosen only where no
/// entry has a finite score, or where its direction is finite and it is not.
pub(in crate::vq) fn multiplied(
    b: &mut Builder,
    codebook: Value,
    assignments: Value,
) -> Result<Value, IrError> {
    let dtype = b.shape(codebook).element_type;
    let finite = b.unary(UnaryOp::IsFinite, codebook)?;
    let zero = b.splat(codebook, dtype, 0.0)?;
    let codebook = b.select(finite, codebook, zero)?;
    let one_hot = b.convert(assignments, dtype)?;
    let lead = b.shape(codebook).rank() - 2;
    let over_entries = DotDimensions {
        lhs_batch: (0..lead).collect(),
        rhs_batch: (0..lead).collect(),
        lhs_contracting: vec![lead + 2],
        rhs_contracting: vec![lead],
    };
    let rows = b.dot(one_hot, codebook, over_entries, Precision::Default, ElementType::F32)?;
    b.convert(rows, dtype)
}

/// `codebook [.., K, d], codes [.., i..] -> [.., i.., d]`: rows, those of codes outside `0..K` being any.
pub(in crate::vq) fn gathered(
    b: &mut Builder,
    codebook: Value,
    codes: Value,
) -> Result<Value, IrError> {
    let shape = b.shape(codebook).clone();
    let lead = shape.rank() - 2;
    let (entries, dim) = (shape.dims[lead], shape.dims[lead + 1]);
    let first = b.splat(codes, ElementType::S32, 0.0)?;
    let last = b.splat(codes, ElementType::S32, last_code(entries))?;
    let inside = b.clamp(first, codes, last)?;
    let by_row = GatherDimensions {
        offset: vec![b.shape(codes).rank()],
        collapsed_slice: vec![lead],
        start_index_map: vec![lead],
        operand_batch: (0..lead).collect(),
        indices_batch: (0..lead).collect(),
        index_vector: b.shape(codes).rank(),
    };
    let sizes = [vec![1; lead + 1], vec![dim]].concat();
    b.gather(codebook, inside, by_row, &sizes)
}

/// Whether each is a code, of `0..entries`.
pub(in crate::vq) fn are_codes(
    b: &mut Builder,
    codes: Value,
    entries: usize,
) -> Result<Value, IrError> {
    let first = b.splat(codes, ElementType::S32, 0.0)?;
    let last = b.splat(codes, ElementType::S32, last_code(entries))?;
    let from_first = b.compare(Direction::Ge, codes, first)?;
    let to_last = b.compare(Direction::Le, codes, last)?;
    b.binary(BinaryOp::And, from_first, to_last)
}

/// The largest code; codebooks are far smaller than an f64's exact integers.
#[expect(clippy::cast_precision_loss, reason = "entries fit in s32")]
pub(in crate::vq) fn last_code(entries: usize) -> f64 {
    entries as f64 - 1.0
}

/// Which codes are in `0..K`, as `pred` of their shape, and how many are neither that nor -1,
/// `s32[]`. Where `read` tells which codes are, the others are neither.
pub(in crate::vq) fn valid_codes(
    b: &mut Builder,
    codes: Value,
    codebook_size: usize,
    read: Option<Value>,
) -> Result<(Value, Value), IrError> {
    let mut valid = are_codes(b, codes, codebook_size)?;
    let none = b.splat(codes, ElementType::S32, -1.0)?;
    let missing = b.compare(Direction::Eq, codes, none)?;
    let known = b.binary(BinaryOp::Or, valid, missing)?;
    let mut invalid = b.unary(UnaryOp::Not, known)?;
    if let Some(read) = read {
        valid = b.binary(BinaryOp::And, valid, read)?;
        invalid = b.binary(BinaryOp::And, invalid, read)?;
    }
    let ones = b.convert(invalid, ElementType::S32)?;
    let all: Vec<usize> = (0..b.shape(codes).rank()).collect();
    let invalid_codes = b.sum(ones, &all)?;
    Ok((valid, b.label(invalid_codes, "invalid_codes")))
}
