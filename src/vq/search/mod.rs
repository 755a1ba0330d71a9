//! Nearest code: which entry of the codebook is closest to each token.

pub(in crate::vq) mod blocks;
pub(in crate::vq) mod cosine;
pub(in crate::vq) mod exact;
pub(in crate::vq) mod finite;
pub(in crate::vq) mod least;
pub(in crate::vq) mod lookup;
pub mod maps;
pub(in crate::vq) mod projection;
pub(in crate::vq) mod scores;

use crate::ir::attr::Precision;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;

/// The codebook as the products see it.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct RoundedCodebook {
    /// Entries in the compute type.
    pub compute: Value,
    /// The same values in f32.
    pub exact: Value,
    /// The entries as they are given, in f32.
    pub unrounded: Value,
    /// All entries in the compute type, where those of `compute` are a part of them.
    pub whole: Option<Value>,
    /// What the search sees instead, where that is something else, in the compute type.
    pub searched: Option<Value>,
    /// Half of each entry's squared norm `f32[.., K]`, where that was given.
    pub half_norms: Option<Value>,
}

impl RoundedCodebook {
    /// What rows are looked up in.
    pub(in crate::vq) fn rows(self) -> Value {
        self.whole.unwrap_or(self.compute)
    }
}

/// Rounds the f32 codebook `[.., K, D]` to the compute type.
///
/// Norms and products must see the same entries, so the rounding is explicit: compilers remove a
/// conversion to bf16 and back when they are allowed excess precision.
pub(in crate::vq) fn round_codebook(
    b: &mut Builder,
    codebook: Value,
    dtype: ElementType,
) -> Result<RoundedCodebook, IrError> {
    if dtype == ElementType::F32 {
        return Ok(RoundedCodebook {
            compute: codebook,
            exact: codebook,
            unrounded: codebook,
            whole: None,
            searched: None,
            half_norms: None,
        });
    }
    let exact = b.reduce_precision(codebook, 8, 7)?;
    let compute = b.convert(exact, dtype)?;
    Ok(RoundedCodebook {
        compute,
        exact,
        unrounded: codebook,
        whole: None,
        searched: None,
        half_norms: None,
    })
}

/// The precision of products in this compute type: bf16 operands are exact in one pass.
pub(in crate::vq) fn product_precision(dtype: ElementType) -> Precision {
    if dtype == ElementType::F32 { Precision::Highest } else { Precision::Default }
}

/// What the search compares tokens with.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct Candidates {
    /// Entries `[.., K, D]` in the compute type.
    pub entries: Value,
    /// Half of each entry's squared norm, f32 `[.., K]`.
    pub half_norms: Value,
}

/// The entries of a codebook as candidates; `norms` are their squared norms, `f32[.., K]`.
pub(in crate::vq) fn candidates(
    b: &mut Builder,
    codebook: RoundedCodebook,
    norms: Value,
) -> Result<Candidates, IrError> {
    let half = b.splat(norms, ElementType::F32, 0.5)?;
    let half_norms = b.multiply(norms, half)?;
    Ok(Candidates { entries: codebook.compute, half_norms: b.label(half_norms, "half_norms") })
}

/// Directions as candidates: all of one length, so that the product alone ranks them. A zero vector
/// among them is at right angles to everything.
pub(in crate::vq) fn directions(
    b: &mut Builder,
    codebook: RoundedCodebook,
) -> Result<Candidates, IrError> {
    let entries = codebook.searched.unwrap_or(codebook.compute);
    let dims = b.shape(entries).dims.clone();
    let zero = b.scalar(ElementType::F32, 0.0)?;
    let half_norms = b.broadcast(zero, &dims[..dims.len() - 1], &[])?;
    Ok(Candidates { entries, half_norms })
}

/// Adds candidates that are never chosen until there are `count`, so that devices can share
/// them evenly: infinitely long, and later than every real one.
pub(in crate::vq) fn pad_candidates(
    b: &mut Builder,
    candidates: Candidates,
    count: usize,
) -> Result<Candidates, IrError> {
    let shape = b.shape(candidates.entries).clone();
    let entry = shape.rank() - 2;
    let mut dims = shape.dims.clone();
    dims[entry] = count - dims[entry];
    let zero = b.scalar(shape.element_type, 0.0)?;
    let zeros = b.broadcast(zero, &dims, &[])?;
    let entries = b.concatenate(&[candidates.entries, zeros], entry)?;
    let infinity = b.scalar(ElementType::F32, f64::INFINITY)?;
    let infinities = b.broadcast(infinity, &dims[..=entry], &[])?;
    let half_norms = b.concatenate(&[candidates.half_norms, infinities], entry)?;
    Ok(Candidates { entries, half_norms })
}

/// `x` as an operand beside entries of this type: rounded to bf16, or widened to f32.
pub(in crate::vq) fn as_operand(
    b: &mut Builder,
    x: Value,
    to: ElementType,
) -> Result<Value, IrError> {
    if b.shape(x).element_type == to || to == ElementType::F32 {
        return b.convert(x, to);
    }
    let rounded = b.reduce_precision(x, 8, 7)?;
    b.convert(rounded, to)
}
