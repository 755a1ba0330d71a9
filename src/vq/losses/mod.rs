//! Losses of a batch, as means over its valid elements.

pub(in crate::vq) mod bit_entropy;
pub(in crate::vq) mod diversity;
pub(in crate::vq) mod errors;
pub(in crate::vq) mod orthogonal;
pub(in crate::vq) mod regularizers;

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::BinaryOp;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;

const F32: ElementType = ElementType::F32;

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

/// `error, energy f32[] -> f32[]`: sum(|x - q|^2) / sum(|x|^2), 0 where nothing is wrong.
pub(in crate::vq) fn relative_error(
    b: &mut Builder,
    error: Value,
    energy: Value,
) -> Result<Value, IrError> {
    let ratio = b.divide(error, energy)?;
    let zero = b.scalar(F32, 0.0)?;
    let exact = b.compare(Direction::Eq, error, zero)?;
    let relative = b.select(exact, zero, ratio)?;
    Ok(b.label(relative, "relative_error"))
}

/// `(x - y)^2` of each element, f32.
pub(in crate::vq) fn squared_differences(
    b: &mut Builder,
    x: Value,
    y: Value,
) -> Result<Value, IrError> {
    let x = b.convert(x, F32)?;
    let y = b.convert(y, F32)?;
    let difference = b.subtract(x, y)?;
    b.multiply(difference, difference)
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
