//! Stochastic codes: noise on the scores, so that the best one is a draw of the softmax.
//!
//! The argmax of `-distance / T` plus standard Gumbel noise is entry k with the probability that the
//! softmax of `-distance / T` gives it (Maddison et al., "A* sampling", arXiv:1411.0030).

use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::random::generator::{Key, gumbel_at};

const F32: ElementType = ElementType::F32;
const U32: ElementType = ElementType::U32;

/// What the noise of one stage is a function of, beside token and entry.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct Noise {
    /// The stage's key.
    pub key: Key,
    /// The softmax's temperature T, in the unit of squared distances.
    pub temperature: f64,
    /// Entries of a codebook, K.
    pub codebook_size: usize,
}

/// `scores f32[(G,) B, S, K]`, half of a distance each, less half of the temperature times the noise.
///
/// Its counter is (number of the token in the batch, number of the entry among all groups'), so that
/// it does not depend on how tokens and entries lie on the mesh, and it is element-wise: it need
/// never be stored.
pub(in crate::vq) fn with_noise(
    b: &mut Builder,
    scores: Value,
    noise: Noise,
) -> Result<Value, IrError> {
    let dims = b.shape(scores).dims.clone();
    let lead = dims.len() - 3;
    let mut token = strided(b, &dims, lead, dims[lead + 1])?;
    let position = strided(b, &dims, lead + 1, 1)?;
    token = b.add(token, position)?;
    let mut entry = strided(b, &dims, lead + 2, 1)?;
    if lead > 0 {
        let before = strided(b, &dims, 0, noise.codebook_size)?;
        entry = b.add(entry, before)?;
    }
    let gumbel = gumbel_at(b, noise.key, [token, entry])?;
    let half = b.splat(scores, F32, noise.temperature / 2.0)?;
    let weighted = b.multiply(half, gumbel)?;
    let scores = b.subtract(scores, weighted)?;
    Ok(b.label(scores, "noisy_scores"))
}

/// `stride` times the index along a dimension.
#[expect(clippy::cast_precision_loss, reason = "tokens and entries are at most 2^24")]
fn strided(
    b: &mut Builder,
    dims: &[usize],
    dimension: usize,
    stride: usize,
) -> Result<Value, IrError> {
    let index = b.iota(Shape::new(U32, dims), dimension)?;
    if stride == 1 {
        return Ok(index);
    }
    let stride = b.splat(index, U32, stride as f64)?;
    b.multiply(index, stride)
}
