//! The training rule: exponential moving averages of counts and sums, smoothed, give the entries.
//!
//! Source: van den Oord et al., "Neural Discrete Representation Learning" (arXiv:1711.00937),
//! appendix A.1; Laplace smoothing of the counts as in public implementations of it.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::spec::Ema;

const F32: ElementType = ElementType::F32;
/// Below this an f32 count, and the sum that decays with it, lose their digits.
const LEAST_COUNT: f64 = 1e-30;

/// What `update` keeps between steps, all f32 whatever the compute type: a bf16 count stalls.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct State {
    /// Entries `[.., K, D]`.
    pub codebook: Value,
    /// Moving average of the counts `[.., K]`.
    pub cluster_size: Value,
    /// Moving average of the sums `[.., K, D]`.
    pub embed_sum: Value,
}

/// One step: `average <- decay * average + (1 - decay) * batch`, then
/// `entry = embed_sum / count`, the count smoothed for entries that the batch chose.
///
/// An entry without tokens has its plain mean: sum and count decay alike, so it stays where it is,
/// where a smoothed count (which stops at epsilon) would draw it to zero within some hundred steps.
/// One whose count has all but decayed keeps its place.
pub(in crate::vq) fn step(
    b: &mut Builder,
    ema: Ema,
    state: State,
    counts: Value,
    sums: Value,
) -> Result<State, IrError> {
    let cluster_size = moving_average(b, ema.decay, state.cluster_size, counts)?;
    b.label(cluster_size, "new_cluster_size");
    let embed_sum = moving_average(b, ema.decay, state.embed_sum, sums)?;
    b.label(embed_sum, "new_embed_sum");
    let divisor = divisor(b, ema, cluster_size, counts)?;
    let least = b.splat(divisor, F32, LEAST_COUNT)?;
    let counted = b.compare(Direction::Gt, divisor, least)?;
    let dims = b.shape(embed_sum).dims.clone();
    let kept: Vec<usize> = (0..dims.len() - 1).collect();
    let divisor = b.broadcast(divisor, &dims, &kept)?;
    let mean = b.divide(embed_sum, divisor)?;
    let counted = b.broadcast(counted, &dims, &kept)?;
    let codebook = b.select(counted, mean, state.codebook)?;
    b.label(codebook, "new_codebook");
    Ok(State { codebook, cluster_size, embed_sum })
}

/// What a step divides the new `embed_sum` by, `f32[.., K]`: the new counts, smoothed for entries
/// that the batch chose.
pub(in crate::vq) fn divisor(
    b: &mut Builder,
    ema: Ema,
    cluster_size: Value,
    counts: Value,
) -> Result<Value, IrError> {
    let smoothed = laplace(b, ema.epsilon, cluster_size)?;
    let zero = b.splat(counts, F32, 0.0)?;
    let chosen = b.compare(Direction::Gt, counts, zero)?;
    b.select(chosen, smoothed, cluster_size)
}

fn moving_average(b: &mut Builder, decay: f64, old: Value, new: Value) -> Result<Value, IrError> {
    let keep = b.splat(old, F32, decay)?;
    let take = b.splat(old, F32, 1.0 - decay)?;
    let kept = b.multiply(keep, old)?;
    let taken = b.multiply(take, new)?;
    b.add(kept, taken)
}

/// `(n + epsilon) / (total + K * epsilon) * total` of each codebook, so that no entry is divided by
/// zero.
#[expect(clippy::cast_precision_loss, reason = "the number of entries is far below 2^53")]
fn laplace(b: &mut Builder, epsilon: f64, counts: Value) -> Result<Value, IrError> {
    let dims = b.shape(counts).dims.clone();
    let last = dims.len() - 1;
    let total = b.sum(counts, &[last])?;
    let all_epsilons = b.splat(total, F32, dims[last] as f64 * epsilon)?;
    let smoothed_total = b.add(total, all_epsilons)?;
    let scale = b.divide(total, smoothed_total)?;
    let lead: Vec<usize> = (0..last).collect();
    let scale = b.broadcast(scale, &dims, &lead)?;
    let epsilon = b.splat(counts, F32, epsilon)?;
    let raised = b.add(counts, epsilon)?;
    let smoothed = b.multiply(raised, scale)?;
    Ok(b.label(smoothed, "smoothed_counts"))
}
