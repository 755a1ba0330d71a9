//! The training rule: exponential moving averages of counts and sums, smoothed, give the entries.
//!
//! Source: van den Oord et al., "Neural Discrete Representation Learning" (arXiv:1711.00937),
//! appendix A.1; Laplace smoothing of the counts as in public implementations of it.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::spec::Ema;

const F32: ElementType = ElementType::F32;
/// Below this an f32 count, and the sum that decays with it, lose their digits.
const LEAST_COUNT: f64 = 1e-30;

/// What a step of the rule keeps, all f32 whatever the compute type: a bf16 count stalls.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct State {
    /// Entries `[.., K, D]`.
    pub codebook: Value,
    /// Moving average of the counts `[.., K]`.
    pub cluster_size: Value,
    /// Moving average of the sums `[.., K, D]`.
    pub embed_sum: Value,
    /// How many steps the averages have seen, `s32[]`, where they started from zero.
    pub ema_steps: Option<Value>,
}

/// What a step of the rule averages in.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct Statistics {
    /// Tokens of each entry `[.., K]`.
    pub counts: Value,
    /// Their sum `[.., K, D]`.
    pub sums: Value,
    /// How much of a step each entry takes, 0 to 1, `[.., K]`; all of it where there is none.
    pub weight: Option<Value>,
    /// Sums over all entries, where a device has a part of them and no entry has a weight.
    pub whole: Option<Whole>,
}

/// What the entries of all devices add up to.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct Whole {
    /// How many entries there are.
    pub entries: usize,
    /// The sum of the old counts, `f32[]`.
    pub cluster_size: Value,
    /// The sum of the batch's counts, `f32[]`.
    pub counts: Value,
}

/// One step: `average <- average + w * (1 - decay) * (batch - average)`, w being 1 without weights,
/// then `entry = embed_sum / count`, the count smoothed for entries that the batch chose.
///
/// An entry without tokens has its plain mean: sum and count decay alike, so it stays where it is,
/// where a smoothed count (which stops at epsilon) would draw it to zero within some hundred steps.
/// One whose count has all but decayed, or that never had one, keeps its place, and so does one of
/// weight 0. Without `keep_untouched` all counts are smoothed. Beside the state comes what its sums are
/// divided by to give its entries, `f32[.., K]`.
pub(in crate::vq) fn step(
    b: &mut Builder,
    ema: Ema,
    state: State,
    batch: Statistics,
) -> Result<(State, Value), IrError> {
    let cluster_size =
        moving_average(b, ema.decay, state.cluster_size, (batch.counts, batch.weight))?;
    b.label(cluster_size, "new_cluster_size");
    let embed_sum = moving_average(b, ema.decay, state.embed_sum, (batch.sums, batch.weight))?;
    b.label(embed_sum, "new_embed_sum");
    let ema_steps = state.ema_steps.map(|steps| one_more(b, steps)).transpose()?;
    let seen = ema_steps.map(|steps| share_seen(b, ema.decay, steps)).transpose()?;
    let (counts, sums) = match seen {
        None => (cluster_size, embed_sum),
        Some(seen) => (over_scalar(b, cluster_size, seen)?, over_scalar(b, embed_sum, seen)?),
    };
    let total = batch.whole.map(|whole| new_total(b, ema, whole, seen)).transpose()?;
    let divisor = divisor(b, ema, (counts, total), batch.counts)?;
    let zero = b.splat(counts, F32, 0.0)?;
    let least = b.splat(divisor, F32, LEAST_COUNT)?;
    let mut moves = b.compare(Direction::Gt, divisor, least)?;
    if let Some(weight) = batch.weight {
        let takes_part = b.compare(Direction::Gt, weight, zero)?;
        moves = b.binary(BinaryOp::And, moves, takes_part)?;
    }
    let for_all = for_elements(b, divisor, sums)?;
    let mean = b.divide(sums, for_all)?;
    let moves = for_elements(b, moves, sums)?;
    let codebook = b.select(moves, mean, state.codebook)?;
    b.label(codebook, "new_codebook");
    let divisor = match seen {
        None => divisor,
        Some(seen) => {
            let seen = b.spread(seen, divisor)?;
            b.multiply(divisor, seen)?
        }
    };
    Ok((State { codebook, cluster_size, embed_sum, ema_steps }, divisor))
}

/// What a step divides the new sums by, `f32[.., K]`: the new counts, smoothed for entries that the
/// batch chose.
fn divisor(
    b: &mut Builder,
    ema: Ema,
    (cluster_size, total): (Value, Option<(usize, Value)>),
    counts: Value,
) -> Result<Value, IrError> {
    let smoothed = laplace(b, ema.epsilon, cluster_size, total)?;
    if !ema.keep_untouched {
        return Ok(smoothed);
    }
    let zero = b.splat(counts, F32, 0.0)?;
    let chosen = b.compare(Direction::Gt, counts, zero)?;
    b.select(chosen, smoothed, cluster_size)
}

/// How many entries there are, and the sum of the counts that they are divided by: the average of
/// sums is the sum of averages, so that devices need not meet again after the step.
fn new_total(
    b: &mut Builder,
    ema: Ema,
    whole: Whole,
    seen: Option<Value>,
) -> Result<(usize, Value), IrError> {
    let total = moving_average(b, ema.decay, whole.cluster_size, (whole.counts, None))?;
    let total = match seen {
        None => total,
        Some(seen) => b.divide(total, seen)?,
    };
    Ok((whole.entries, total))
}

/// `x [.., K]` in the dimensions of `like`, which has the same first ones.
fn for_elements(b: &mut Builder, x: Value, like: Value) -> Result<Value, IrError> {
    let dims = b.shape(like).dims.clone();
    let kept: Vec<usize> = (0..b.shape(x).rank()).collect();
    b.broadcast(x, &dims, &kept)
}

fn moving_average(
    b: &mut Builder,
    decay: f64,
    old: Value,
    (new, weight): (Value, Option<Value>),
) -> Result<Value, IrError> {
    let mut keep = b.splat(old, F32, decay)?;
    let mut take = b.splat(old, F32, 1.0 - decay)?;
    if let Some(weight) = weight {
        let weight = for_elements(b, weight, old)?;
        take = b.multiply(weight, take)?;
        let one = b.splat(old, F32, 1.0)?;
        keep = b.subtract(one, take)?;
    }
    let kept = b.multiply(keep, old)?;
    let taken = b.multiply(take, new)?;
    b.add(kept, taken)
}

fn one_more(b: &mut Builder, steps: Value) -> Result<Value, IrError> {
    let one = b.scalar(ElementType::S32, 1.0)?;
    let more = b.add(steps, one)?;
    Ok(b.label(more, "new_ema_steps"))
}

/// `1 - decay^steps`: the share of the averages that is not the zero they started from.
///
/// As `-(e^(steps ln decay) - 1)`, since one minus a power near one would lose its digits.
/// Source: Kingma and Ba, "Adam" (arXiv:1412.6980), section 3.
fn share_seen(b: &mut Builder, decay: f64, steps: Value) -> Result<Value, IrError> {
    let steps = b.convert(steps, F32)?;
    let rate = b.scalar(F32, decay.ln())?;
    let exponent = b.multiply(steps, rate)?;
    let lost = b.unary(UnaryOp::ExponentialMinusOne, exponent)?;
    let seen = b.unary(UnaryOp::Negate, lost)?;
    Ok(b.label(seen, "share_seen"))
}

fn over_scalar(b: &mut Builder, x: Value, divisor: Value) -> Result<Value, IrError> {
    let divisor = b.spread(divisor, x)?;
    b.divide(x, divisor)
}

/// `(n + epsilon) / (total + K * epsilon) * total` of each codebook, so that no entry is divided by
/// zero; K and the total are told where these counts are not of all entries.
#[expect(clippy::cast_precision_loss, reason = "the number of entries is far below 2^53")]
fn laplace(
    b: &mut Builder,
    epsilon: f64,
    counts: Value,
    total: Option<(usize, Value)>,
) -> Result<Value, IrError> {
    let dims = b.shape(counts).dims.clone();
    let last = dims.len() - 1;
    let (entries, total) = match total {
        Some(told) => told,
        None => (dims[last], b.sum_in_order(counts, &[last])?),
    };
    let all_epsilons = b.splat(total, F32, entries as f64 * epsilon)?;
    let smoothed_total = b.add(total, all_epsilons)?;
    let scale = b.divide(total, smoothed_total)?;
    let lead: Vec<usize> = (0..last).collect();
    let scale = b.broadcast(scale, &dims, &lead)?;
    let epsilon = b.splat(counts, F32, epsilon)?;
    let raised = b.add(counts, epsilon)?;
    let smoothed = b.multiply(raised, scale)?;
    Ok(b.label(smoothed, "smoothed_counts"))
}
