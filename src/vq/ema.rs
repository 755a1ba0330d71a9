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

/// What `update` keeps between steps, all f32 whatever the compute type: a bf16 count stalls.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct State {
    /// Entries `[K, D]`.
    pub codebook: Value,
    /// Moving average of the counts `[K]`.
    pub cluster_size: Value,
    /// Moving average of the sums `[K, D]`.
    pub embed_sum: Value,
}

/// One step: `average <- decay * average + (1 - decay) * batch`, then
/// `entry = embed_sum / smoothed count`; an entry that was never counted keeps its place.
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
    let smoothed = laplace(b, ema.epsilon, cluster_size)?;
    let dims = b.shape(embed_sum).dims.clone();
    let divisor = b.broadcast(smoothed, &dims, &[0])?;
    let mean = b.divide(embed_sum, divisor)?;
    // A state of zeros that meets a batch without a valid token has no mean: 0 / 0.
    let zero = b.splat(divisor, F32, 0.0)?;
    let counted = b.compare(Direction::Gt, divisor, zero)?;
    let codebook = b.select(counted, mean, state.codebook)?;
    b.label(codebook, "new_codebook");
    Ok(State { codebook, cluster_size, embed_sum })
}

fn moving_average(b: &mut Builder, decay: f64, old: Value, new: Value) -> Result<Value, IrError> {
    let keep = b.splat(old, F32, decay)?;
    let take = b.splat(old, F32, 1.0 - decay)?;
    let kept = b.multiply(keep, old)?;
    let taken = b.multiply(take, new)?;
    b.add(kept, taken)
}

/// `(n + epsilon) / (total + K * epsilon) * total`, so that no entry is divided by zero.
#[expect(clippy::cast_precision_loss, reason = "the number of entries is far below 2^53")]
fn laplace(b: &mut Builder, epsilon: f64, counts: Value) -> Result<Value, IrError> {
    let entries = b.shape(counts).dims[0] as f64;
    let total = b.sum(counts, &[0])?;
    let all_epsilons = b.scalar(F32, entries * epsilon)?;
    let smoothed_total = b.add(total, all_epsilons)?;
    let scale = b.divide(total, smoothed_total)?;
    let scale = b.spread(scale, counts)?;
    let epsilon = b.splat(counts, F32, epsilon)?;
    let raised = b.add(counts, epsilon)?;
    let smoothed = b.multiply(raised, scale)?;
    Ok(b.label(smoothed, "smoothed_counts"))
}
