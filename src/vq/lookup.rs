//! Entries of codes: rows of the codebook, bit for bit.

use crate::ir::attr::GatherDimensions;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;

/// `codebook [K, D], codes [B, S], valid [B, S] -> [B, S, D]`: rows, zero where not valid.
///
/// A gather and not a product with one-hot rows: the product turns -0.0 into 0.0, spreads a NaN
/// entry over all tokens, and rounds f32 entries. For the same reason each device must hold all
/// entries (a part of each is enough): combining masked partial rows is a sum.
pub(in crate::vq) fn rows(
    b: &mut Builder,
    codebook: Value,
    codes: Value,
    valid: Value,
) -> Result<Value, IrError> {
    let (entries, dim) = (b.shape(codebook).dims[0], b.shape(codebook).dims[1]);
    let dtype = b.shape(codebook).element_type;
    let first = b.splat(codes, ElementType::S32, 0.0)?;
    let last = b.splat(codes, ElementType::S32, last_code(entries))?;
    let inside = b.clamp(first, codes, last)?;
    let by_row = GatherDimensions {
        offset: vec![2],
        collapsed_slice: vec![0],
        start_index_map: vec![0],
        index_vector: 2,
    };
    let rows = b.gather(codebook, inside, by_row, &[1, dim])?;
    let zero = b.splat(rows, dtype, 0.0)?;
    let dims = b.shape(rows).dims.clone();
    let keep = b.broadcast(valid, &dims, &[0, 1])?;
    b.select(keep, rows, zero)
}

/// The largest code; codebooks are far smaller than an f64's exact integers.
#[expect(clippy::cast_precision_loss, reason = "entries fit in s32")]
pub(in crate::vq) fn last_code(entries: usize) -> f64 {
    entries as f64 - 1.0
}
