//! Nearest code: which entry of the codebook is closest to each token.

pub(in crate::vq) mod cosine;
pub(in crate::vq) mod exact;
pub(in crate::vq) mod least;
pub(in crate::vq) mod lookup;
pub mod maps;
pub(in crate::vq) mod projection;

use crate::ir::attr::{DotDimensions, Precision};
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::UnaryOp;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::random::noise::{Noise, with_noise};

/// The codebook as the products see it.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct RoundedCodebook {
    /// Entries in the compute type.
    pub compute: Value,
    /// The same values in f32.
    pub exact: Value,
    /// The entries as they are given, in f32.
    pub unrounded: Value,
    /// What the search sees instead, where that is something else, in the compute type.
    pub searched: Option<Value>,
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
            searched: None,
        });
    }
    let exact = b.reduce_precision(codebook, 8, 7)?;
    let compute = b.convert(exact, dtype)?;
    Ok(RoundedCodebook { compute, exact, unrounded: codebook, searched: None })
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

/// The entries of a codebook as candidates.
pub(in crate::vq) fn candidates(
    b: &mut Builder,
    codebook: RoundedCodebook,
) -> Result<Candidates, IrError> {
    let squares = b.multiply(codebook.exact, codebook.exact)?;
    let last = b.shape(squares).rank() - 1;
    let norms = b.sum(squares, &[last])?;
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

/// `inputs [.., B, S, D] x candidates [.., K, D] -> f32[.., B, S, K]`: `|c|^2 / 2 - x.c`, half of the
/// squared distance but for `|x|^2`, which is the same for all entries.
pub(in crate::vq) fn scores(
    b: &mut Builder,
    inputs: Value,
    candidates: Candidates,
) -> Result<Value, IrError> {
    let lead = b.shape(inputs).rank() - 3;
    let along_dim = DotDimensions {
        lhs_batch: (0..lead).collect(),
        rhs_batch: (0..lead).collect(),
        lhs_contracting: vec![lead + 2],
        rhs_contracting: vec![lead + 1],
    };
    let precision = product_precision(b.shape(inputs).element_type);
    let products = b.dot(inputs, candidates.entries, along_dim, precision, ElementType::F32)?;
    b.label(products, "products");
    let dims = b.shape(products).dims.clone();
    let mapping: Vec<usize> = (0..lead).chain([lead + 2]).collect();
    let half_norms = b.broadcast(candidates.half_norms, &dims, &mapping)?;
    let scores = b.subtract(half_norms, products)?;
    Ok(b.label(scores, "scores"))
}

/// `scores [.., B, S, K] -> codes s32[.., B, S]`: one (value, index) reduction, so that the scores
/// need never be stored; ties go to the smallest code. With noise it is the code that the noise
/// draws.
pub(in crate::vq) fn nearest_codes(
    b: &mut Builder,
    scores: Value,
    noise: Option<Noise>,
) -> Result<Value, IrError> {
    let scores = match noise {
        Some(noise) => with_noise(b, scores, noise)?,
        None => scores,
    };
    let last = b.shape(scores).rank() - 1;
    let codes = b.argmin(scores, last)?;
    Ok(b.label(codes, "nearest"))
}

/// `inputs [B, S, D] -> pred[B, S]`: whether all elements of a token are finite.
pub(in crate::vq) fn finite_tokens(b: &mut Builder, inputs: Value) -> Result<Value, IrError> {
    let finite = b.unary(UnaryOp::IsFinite, inputs)?;
    let valid = b.all(finite, &[2])?;
    Ok(b.label(valid, "valid"))
}
