//! Metrics of a batch: what its codes say of the codebooks. Each is taken of every codebook by
//! itself and then averaged over them.

pub(in crate::vq) mod scalar;

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::losses::{at_least_one, divide_by_constant};

const F32: ElementType = ElementType::F32;
/// Stands for no count where a logarithm is taken or a sum divided.
const LEAST_COUNT: f64 = 1e-30;

/// `counts f32[.., K] -> f32[]`: e to the entropy of the entries' shares; 1 of a codebook that no
/// token chose from.
pub(in crate::vq) fn perplexity(b: &mut Builder, counts: Value) -> Result<Value, IrError> {
    let entropies = entropies(b, counts)?;
    let perplexities = b.unary(UnaryOp::Exponential, entropies)?;
    let perplexity = over_codebooks(b, perplexities)?;
    Ok(b.label(perplexity, "perplexity"))
}

/// `counts f32[.., K] -> f32[]`: the entropy of the entries' shares in nats; 0 of a codebook that no
/// token chose from.
pub(in crate::vq) fn entropy(b: &mut Builder, counts: Value) -> Result<Value, IrError> {
    let entropies = entropies(b, counts)?;
    let entropy = over_codebooks(b, entropies)?;
    Ok(b.label(entropy, "entropy"))
}

/// `counts f32[.., K] -> f32[..]`: the entropy of each codebook, with 0 log 0 = 0. Any weights from
/// 0 on will do for counts.
///
/// It is written `log n - sum(c log c) / n` over counts `c` of `n` tokens: where entries are spread
/// over devices, neither sum waits for the other.
fn entropies(b: &mut Builder, counts: Value) -> Result<Value, IrError> {
    let last = b.shape(counts).rank() - 1;
    let some = at_least(b, counts, LEAST_COUNT)?;
    let logarithms = b.unary(UnaryOp::Log, some)?;
    let terms = b.multiply(counts, logarithms)?;
    let sum = b.sum_in_order(terms, &[last])?;
    let tokens = b.sum_in_order(counts, &[last])?;
    let tokens = at_least(b, tokens, LEAST_COUNT)?;
    let mean = b.divide(sum, tokens)?;
    let most = b.unary(UnaryOp::Log, tokens)?;
    let entropy = b.subtract(most, mean)?;
    // Rounding may leave a little less than nothing where one entry has all tokens.
    at_least(b, entropy, 0.0)
}

/// `counts f32[.., K] -> f32[]`: the share of entries that some token chose.
pub(in crate::vq) fn codebook_usage(b: &mut Builder, counts: Value) -> Result<Value, IrError> {
    let entries = b.shape(counts).element_count();
    let hits = entries_hit(b, counts)?;
    let usage = divide_by_constant(b, hits, entries)?;
    Ok(b.label(usage, "codebook_usage"))
}

/// `counts f32[.., K] -> s32[]`: how many entries of all codebooks no token chose.
#[expect(clippy::cast_precision_loss, reason = "entries are counted in f32, as tokens are")]
pub(in crate::vq) fn dead_entries(b: &mut Builder, counts: Value) -> Result<Value, IrError> {
    let entries = b.shape(counts).element_count();
    let hits = entries_hit(b, counts)?;
    let entries = b.scalar(F32, entries as f64)?;
    let dead = b.subtract(entries, hits)?;
    let dead = b.convert(dead, ElementType::S32)?;
    Ok(b.label(dead, "dead_entries"))
}

/// `counts f32[.., K] -> f32[]`: the share of the tokens that the most chosen entry has; 0 where
/// there are no tokens.
pub(in crate::vq) fn max_share(b: &mut Builder, counts: Value) -> Result<Value, IrError> {
    let last = b.shape(counts).rank() - 1;
    let most = b.largest(counts, &[last])?;
    let tokens = b.sum(counts, &[last])?;
    let tokens = at_least_one(b, tokens)?;
    let share = b.divide(most, tokens)?;
    let share = over_codebooks(b, share)?;
    Ok(b.label(share, "max_share"))
}

/// How many entries of all codebooks some token chose, `f32[]`.
fn entries_hit(b: &mut Builder, counts: Value) -> Result<Value, IrError> {
    let all: Vec<usize> = (0..b.shape(counts).rank()).collect();
    let zero = b.splat(counts, F32, 0.0)?;
    let hit = b.compare(Direction::Gt, counts, zero)?;
    let hit = b.convert(hit, F32)?;
    b.sum(hit, &all)
}

fn at_least(b: &mut Builder, x: Value, least: f64) -> Result<Value, IrError> {
    let least = b.splat(x, F32, least)?;
    b.binary(BinaryOp::Maximum, x, least)
}

/// `f32[..] -> f32[]`: the mean over the codebooks, of which there may be one.
pub(in crate::vq) fn over_codebooks(b: &mut Builder, x: Value) -> Result<Value, IrError> {
    let (rank, count) = (b.shape(x).rank(), b.shape(x).element_count());
    if rank == 0 {
        return Ok(x);
    }
    let all: Vec<usize> = (0..rank).collect();
    let sum = b.sum_in_order(x, &all)?;
    divide_by_constant(b, sum, count)
}
