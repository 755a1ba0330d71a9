//! The rotation trick: gradients are turned and scaled as inputs would be to become their entries.
//!
//! Source: Fifty et al., "Restructuring vector quantization with the rotation trick"
//! (arXiv:2410.06424), section 4.2. The forward value is the entry itself, bit for bit, and not the
//! turned input, which is the entry only in exact arithmetic.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::spec::{LEAST_NORM, LEAST_SUM};

const F32: ElementType = ElementType::F32;

/// `inputs x, entries q, gradients g f32[.., d] -> f32[.., d]`: `λ Rᵀ g` of the scaled rotation with
/// `q = λ R x`, where λ = |q| / |x| and R = I - 2 w wᵀ + 2 v uᵀ with the directions u of x, v of q and
/// w of u + v.
///
/// Where x or q has no direction (shorter than 1e-6, or too long for the square of its norm), g
/// passes as it is. Where they are opposite (|u + v| below 1e-3) the term of w is left out: what
/// stays is the reflection that takes x to q. So finite g give finite gradients.
pub(in crate::vq) fn turn_back(
    b: &mut Builder,
    inputs: Value,
    entries: Value,
    gradients: Value,
) -> Result<Value, IrError> {
    let (x, q) = (Arrow::of(b, inputs)?, Arrow::of(b, entries)?);
    let sum = b.add(x.unit, q.unit)?;
    let along_sum = inner(b, sum, gradients)?;
    let square = inner(b, sum, sum)?;
    let least = b.splat(square, F32, LEAST_SUM * LEAST_SUM)?;
    let opposite = b.compare(Direction::Lt, square, least)?;
    let share = twice_ratio(b, along_sum, square)?;
    let zero = b.splat(share, F32, 0.0)?;
    let share = b.select(opposite, zero, share)?;
    let taken = scaled(b, share, sum)?;
    let along_entry = inner(b, q.unit, gradients)?;
    let along_entry = b.add(along_entry, along_entry)?;
    let given = scaled(b, along_entry, x.unit)?;
    let rest = b.subtract(gradients, taken)?;
    let turned = b.add(rest, given)?;
    let scale = b.divide(q.norm, x.norm)?;
    let turned = scaled(b, scale, turned)?;
    let both = b.binary(BinaryOp::And, x.has_direction, q.has_direction)?;
    let both = b.spread_rows(both, gradients)?;
    let passed = b.select(both, turned, gradients)?;
    Ok(b.label(passed, "turned_gradient"))
}

/// Vectors by length and direction.
struct Arrow {
    /// `pred[..]`.
    has_direction: Value,
    /// `f32[..]`, 1 where there is no direction.
    norm: Value,
    /// `f32[.., d]`.
    unit: Value,
}

impl Arrow {
    fn of(b: &mut Builder, vectors: Value) -> Result<Arrow, IrError> {
        let square = inner(b, vectors, vectors)?;
        let least = b.splat(square, F32, LEAST_NORM * LEAST_NORM)?;
        let infinity = b.splat(square, F32, f64::INFINITY)?;
        let long = b.compare(Direction::Ge, square, least)?;
        let known = b.compare(Direction::Lt, square, infinity)?;
        let has_direction = b.binary(BinaryOp::And, long, known)?;
        let one = b.splat(square, F32, 1.0)?;
        let square = b.select(has_direction, square, one)?;
        let norm = b.unary(UnaryOp::Sqrt, square)?;
        let divisor = b.spread_rows(norm, vectors)?;
        let unit = b.divide(vectors, divisor)?;
        Ok(Arrow { has_direction, norm, unit })
    }
}

/// The inner product of each pair of rows: `[.., d], [.., d] -> [..]`.
fn inner(b: &mut Builder, x: Value, y: Value) -> Result<Value, IrError> {
    let last = b.shape(x).rank() - 1;
    let products = b.multiply(x, y)?;
    b.sum(products, &[last])
}

/// `2 x / y`.
fn twice_ratio(b: &mut Builder, x: Value, y: Value) -> Result<Value, IrError> {
    let twice = b.add(x, x)?;
    b.divide(twice, y)
}

/// A factor for each row: `[..], [.., d] -> [.., d]`.
fn scaled(b: &mut Builder, factors: Value, rows: Value) -> Result<Value, IrError> {
    let factors = b.spread_rows(factors, rows)?;
    b.multiply(factors, rows)
}
