//! Losses of a batch, as means over its valid elements.

pub(in crate::vq) mod bit_entropy;
pub(in crate::vq) mod diversity;
pub(in crate::vq) mod orthogonal;
pub(in crate::vq) mod regularizers;

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::BinaryOp;
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
    let total = squared_error(b, inputs, quantized)?;
    mean_of_squares(b, total, dim, tokens)
}

/// `total f32[], tokens f32[] -> f32[]`: squares of all elements of `tokens` valid tokens of `dim`
/// elements, divided by how many those are; 0 if there is none.
pub(in crate::vq) fn mean_of_squares(
    b: &mut Builder,
    total: Value,
    dim: usize,
    tokens: Value,
) -> Result<Value, IrError> {
    // One token's error first: tokens * D may pass what an f32 counts exactly.
    let per_token = divide_by_constant(b, total, dim)?;
    let tokens = at_least_one(b, tokens)?;
    let mse = b.divide(per_token, tokens)?;
    Ok(b.label(mse, "mean_squared_error"))
}

/// `inputs, quantized [B, S, D] -> f32[]`: sum(|x - q|^2) / sum(|x|^2), 0 where nothing is wrong.
/// Rows that are not valid must be zero in both.
pub(in crate::vq) fn relative_error(
    b: &mut Builder,
    inputs: Value,
    quantized: Value,
) -> Result<Value, IrError> {
    let error = squared_error(b, inputs, quantized)?;
    let x = b.convert(inputs, F32)?;
    let squares = b.multiply(x, x)?;
    let energy = b.sum(squares, &[0, 1, 2])?;
    let ratio = b.divide(error, energy)?;
    let zero = b.scalar(F32, 0.0)?;
    let exact = b.compare(Direction::Eq, error, zero)?;
    let relative = b.select(exact, zero, ratio)?;
    Ok(b.label(relative, "relative_error"))
}

/// The sum of the squared differences, `f32[]`.
fn squared_error(b: &mut Builder, inputs: Value, quantized: Value) -> Result<Value, IrError> {
    let x = b.convert(inputs, F32)?;
    let q = b.convert(quantized, F32)?;
    let difference = b.subtract(x, q)?;
    let squares = b.multiply(difference, difference)?;
    b.sum(squares, &[0, 1, 2])
}

/// The sum of scalars times their weights, of which there is at least one.
pub(in crate::vq) fn weighted(b: &mut Builder, terms: &[(Value, f64)]) -> Result<Value, IrError> {
    let mut scaled = Vec::with_capacity(terms.len());
    for &(term, weight) in terms {
        let weight = b.scalar(F32, weight)?;
        scaled.push(b.multiply(weight, term)?);
    }
    let mut loss = scaled[0];
    for &term in &scaled[1..] {
        loss = b.add(loss, term)?;
    }
    Ok(b.label(loss, "loss"))
}

/// `x / divisor` of a scalar.
#[expect(clippy::cast_precision_loss, reason = "dimensions are far below 2^53")]
pub(in crate::vq) fn divide_by_constant(
    b: &mut Builder,
    x: Value,
    divisor: usize,
) -> Result<Value, IrError> {
    let divisor = b.scalar(F32, divisor as f64)?;
    b.divide(x, divisor)
}

/// `max(x, 1)`, so that nothing is divided by no tokens.
pub(in crate::vq) fn at_least_one(b: &mut Builder, x: Value) -> Result<Value, IrError> {
    let one = b.splat(x, F32, 1.0)?;
    b.binary(BinaryOp::Maximum, x, one)
}
