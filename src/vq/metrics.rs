//! Metrics of a batch: what its codes say of the codebooks. Each is taken of every codebook by
//! itself and then averaged over them.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::losses::{at_least_one, divide_by_constant};

const F32: ElementType = ElementType::F32;

/// `counts f32[.., K] -> f32[]`: e to the entropy of the batch's codes, with 0 log 0 = 0; 1 of a
/// codebook that no token chose from.
///
/// The entropy is written `log n - sum(c log c) / n` over counts `c` of `n` tokens: where entries
/// are spread over devices, neither sum waits for the other.
pub(in crate::vq) fn perplexity(b: &mut Builder, counts: Value) -> Result<Value, IrError> {
    let last = b.shape(counts).rank() - 1;
    let one = b.splat(counts, F32, 1.0)?;
    let at_least_one_each = b.binary(BinaryOp::Maximum, counts, one)?;
    let logarithms = b.unary(UnaryOp::Log, at_least_one_each)?;
    let terms = b.multiply(counts, logarithms)?;
    let sum = b.sum(terms, &[last])?;
    let tokens = b.sum(counts, &[last])?;
    let tokens = at_least_one(b, tokens)?;
    let mean = b.divide(sum, tokens)?;
    let most = b.unary(UnaryOp::Log, tokens)?;
    let entropy = b.subtract(most, mean)?;
    // Rounding may leave a little less than nothing where one entry has all tokens.
    let zero = b.splat(entropy, F32, 0.0)?;
    let entropy = b.binary(BinaryOp::Maximum, entropy, zero)?;
    let perplexity = b.unary(UnaryOp::Exponential, entropy)?;
    let perplexity = over_codebooks(b, perplexity)?;
    Ok(b.label(perplexity, "perplexity"))
}

/// `counts f32[.., K] -> f32[]`: the share of entries that some token chose.
pub(in crate::vq) fn codebook_usage(b: &mut Builder, counts: Value) -> Result<Value, IrError> {
    let all: Vec<usize> = (0..b.shape(counts).rank()).collect();
    let entries = b.shape(counts).element_count();
    let zero = b.splat(counts, F32, 0.0)?;
    let hit = b.compare(Direction::Gt, counts, zero)?;
    let hit = b.convert(hit, F32)?;
    let hits = b.sum(hit, &all)?;
    let usage = divide_by_constant(b, hits, entries)?;
    Ok(b.label(usage, "codebook_usage"))
}

/// `f32[..] -> f32[]`: the mean over the codebooks, of which there may be one.
fn over_codebooks(b: &mut Builder, x: Value) -> Result<Value, IrError> {
    let (rank, count) = (b.shape(x).rank(), b.shape(x).element_count());
    if rank == 0 {
        return Ok(x);
    }
    let all: Vec<usize> = (0..rank).collect();
    let sum = b.sum(x, &all)?;
    divide_by_constant(b, sum, count)
}
