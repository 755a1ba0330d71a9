//! Losses and metrics of a batch, as means over its valid elements.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::ElementType;
use crate::ir::value::Value;

const F32: ElementType = ElementType::F32;

/// `inputs, quantized [B, S, D], tokens f32[] -> f32[]`: mean of the squared differences over all
/// elements of `tokens` valid tokens. Rows that are not valid must be zero in both; 0 if none is.
pub(in crate::vq) fn mean_squared_error(
    b: &mut Builder,
    inputs: Value,
    quantized: Value,
    tokens: Value,
) -> Result<Value, IrError> {
    let dim = b.shape(inputs).dims[2];
    let x = b.convert(inputs, F32)?;
    let q = b.convert(quantized, F32)?;
    let difference = b.subtract(x, q)?;
    let squares = b.multiply(difference, difference)?;
    let total = b.sum(squares, &[0, 1, 2])?;
    // One token's error first: tokens * D may pass what an f32 counts exactly.
    let per_token = divide_by_constant(b, total, dim)?;
    let tokens = at_least_one(b, tokens)?;
    let mse = b.divide(per_token, tokens)?;
    Ok(b.label(mse, "mean_squared_error"))
}

/// `counts f32[K], tokens f32[] -> f32[]`: e to the entropy of the batch's codes, with
/// 0 log 0 = 0; 1 if no token is valid.
///
/// The entropy is written `log n - sum(c log c) / n` over counts `c` of `n` tokens: where entries
/// are spread over devices, neither sum waits for the other.
pub(in crate::vq) fn perplexity(
    b: &mut Builder,
    counts: Value,
    tokens: Value,
) -> Result<Value, IrError> {
    let one = b.splat(counts, F32, 1.0)?;
    let at_least_one_each = b.binary(BinaryOp::Maximum, counts, one)?;
    let logarithms = b.unary(UnaryOp::Log, at_least_one_each)?;
    let terms = b.multiply(counts, logarithms)?;
    let sum = b.sum(terms, &[0])?;
    let tokens = at_least_one(b, tokens)?;
    let mean = b.divide(sum, tokens)?;
    let most = b.unary(UnaryOp::Log, tokens)?;
    let entropy = b.subtract(most, mean)?;
    // Rounding may leave a little less than nothing where one entry has all tokens.
    let zero = b.scalar(F32, 0.0)?;
    let entropy = b.binary(BinaryOp::Maximum, entropy, zero)?;
    let perplexity = b.unary(UnaryOp::Exponential, entropy)?;
    Ok(b.label(perplexity, "perplexity"))
}

/// `counts f32[K] -> f32[]`: the share of entries that some token chose.
pub(in crate::vq) fn codebook_usage(b: &mut Builder, counts: Value) -> Result<Value, IrError> {
    let entries = b.shape(counts).dims[0];
    let zero = b.splat(counts, F32, 0.0)?;
    let hit = b.compare(Direction::Gt, counts, zero)?;
    let hit = b.convert(hit, F32)?;
    let hits = b.sum(hit, &[0])?;
    let usage = divide_by_constant(b, hits, entries)?;
    Ok(b.label(usage, "codebook_usage"))
}

/// `commitment_weight * mse + codebook_weight * mse`.
pub(in crate::vq) fn weighted(b: &mut Builder, terms: [(Value, f64); 2]) -> Result<Value, IrError> {
    let mut scaled = Vec::with_capacity(terms.len());
    for (term, weight) in terms {
        let weight = b.scalar(F32, weight)?;
        scaled.push(b.multiply(weight, term)?);
    }
    let loss = b.add(scaled[0], scaled[1])?;
    Ok(b.label(loss, "loss"))
}

#[expect(clippy::cast_precision_loss, reason = "dimensions are far below 2^53")]
fn divide_by_constant(b: &mut Builder, x: Value, divisor: usize) -> Result<Value, IrError> {
    let divisor = b.scalar(F32, divisor as f64)?;
    b.divide(x, divisor)
}

fn at_least_one(b: &mut Builder, x: Value) -> Result<Value, IrError> {
    let one = b.scalar(F32, 1.0)?;
    b.binary(BinaryOp::Maximum, x, one)
}
