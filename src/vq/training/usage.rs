//! The usage histogram: each entry's share of the tokens, averaged over steps.
//!
//! The perplexity of a batch cannot pass its number of tokens; that of many batches can.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::losses::at_least_one;

const F32: ElementType = ElementType::F32;

/// `usage, counts f32[.., K] -> f32[.., K]`: `decay * usage + (1 - decay) * share` of a batch's
/// tokens; a batch without tokens leaves it.
///
/// It starts from zero and is only read relative to its sum, which takes the bias of the start out.
pub(in crate::vq) fn step(
    b: &mut Builder,
    decay: f64,
    usage: Value,
    counts: Value,
) -> Result<Value, IrError> {
    let dims = b.shape(counts).dims.clone();
    let lead: Vec<usize> = (0..dims.len() - 1).collect();
    let tokens = b.sum(counts, &[lead.len()])?;
    let divisor = at_least_one(b, tokens)?;
    let divisor = b.broadcast(divisor, &dims, &lead)?;
    let share = b.divide(counts, divisor)?;
    let (keep, take) = (b.splat(usage, F32, decay)?, b.splat(usage, F32, 1.0 - decay)?);
    let (kept, taken) = (b.multiply(keep, usage)?, b.multiply(take, share)?);
    let moved = b.add(kept, taken)?;
    let none = b.splat(tokens, F32, 0.0)?;
    let any = b.compare(Direction::Gt, tokens, none)?;
    let any = b.broadcast(any, &dims, &lead)?;
    let usage = b.select(any, moved, usage)?;
    Ok(b.label(usage, "new_usage"))
}
