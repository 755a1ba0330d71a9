//! Product quantizer: a token is cut into groups, each with a code of its own.
//!
//! Source: Jégou et al., "Product quantization for nearest neighbor search" (2011). Groups are the
//! first dimension of everything the search sees, a batch dimension of its products.

use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::value::Value;

/// `[B, S, D] -> [G, B, S, d]`; nothing without groups.
pub(in crate::vq) fn group_tokens(
    b: &mut Builder,
    tokens: Value,
    groups: Option<usize>,
) -> Result<Value, IrError> {
    let Some(groups) = groups else { return Ok(tokens) };
    let dims = b.shape(tokens).dims.clone();
    let cut = b.reshape(tokens, &[dims[0], dims[1], groups, dims[2] / groups])?;
    b.transpose(cut, &[2, 0, 1, 3])
}

/// `[G, B, S, d] -> [B, S, D]`; nothing without groups.
pub(in crate::vq) fn ungroup_tokens(
    b: &mut Builder,
    grouped: Value,
    groups: Option<usize>,
) -> Result<Value, IrError> {
    let Some(groups) = groups else { return Ok(grouped) };
    let dims = b.shape(grouped).dims.clone();
    let last = b.transpose(grouped, &[1, 2, 0, 3])?;
    b.reshape(last, &[dims[1], dims[2], groups * dims[3]])
}

/// `[B, S, G] -> [G, B, S]`; nothing without groups.
pub(in crate::vq) fn group_codes(
    b: &mut Builder,
    codes: Value,
    groups: Option<usize>,
) -> Result<Value, IrError> {
    if groups.is_some() { b.transpose(codes, &[2, 0, 1]) } else { Ok(codes) }
}

/// `[G, B, S] -> [B, S, G]`; nothing without groups.
pub(in crate::vq) fn ungroup_codes(
    b: &mut Builder,
    codes: Value,
    groups: Option<usize>,
) -> Result<Value, IrError> {
    if groups.is_some() { b.transpose(codes, &[1, 2, 0]) } else { Ok(codes) }
}
