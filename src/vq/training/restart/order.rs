//! Orders of entries, as places and as ranks.

use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::value::Value;

/// `key [.., K] -> s32[.., K]`: the place of each element among all of its codebook, the smallest
/// first, equals by code.
pub(in crate::vq::training::restart) fn ranks(
    b: &mut Builder,
    key: Value,
) -> Result<Value, IrError> {
    let order = order(b, key)?;
    inverse(b, order)
}

/// `key [.., K] -> s32[.., K]`: which element has each place.
pub(in crate::vq::training::restart) fn order(
    b: &mut Builder,
    key: Value,
) -> Result<Value, IrError> {
    let last = b.shape(key).rank() - 1;
    Ok(b.sort_by_key(key, &[], last)?.positions)
}

/// The places of an order's elements.
pub(in crate::vq::training::restart) fn inverse(
    b: &mut Builder,
    order: Value,
) -> Result<Value, IrError> {
    let last = b.shape(order).rank() - 1;
    Ok(b.sort_by_key(order, &[], last)?.positions)
}
