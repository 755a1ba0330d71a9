//! The backward of what stands before and behind the choice of entries: maps and directions.
//!
//! The gradient of `quantized` goes through `project_out` to the rows, past the choice to the tokens
//! as they were compared, through their directions (a cosine search that gives directions), and
//! through `project_in` to the inputs; what entries are told goes through their directions or through
//! `sim_map`. All of it is f32 at the highest precision. Rows of tokens that take no part must be
//! zero in the gradients that are given.

use crate::ir::attr::{Direction, DotDimensions, Precision};
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::search::cosine::{LEAST_NORM, normalize};

const F32: ElementType = ElementType::F32;

/// Gradients of what goes into `x · map + bias`, f32.
#[derive(Debug, Clone, Copy)]
pub struct MapGradients {
    /// Of `x [.., m]`.
    pub x: Value,
    /// Of `map [m, n]`.
    pub map: Value,
    /// Of `bias [n]`.
    pub bias: Value,
}

/// The backward of `x [.., m] x map [m, n] + bias [n]` for a gradient `[.., n]`; `map` as the
/// product saw it. Serves `project_in` and `project_out`, and with `x` the frozen entries `sim_map`.
///
/// # Errors
/// Shapes that do not belong together.
pub fn through_map(
    b: &mut Builder,
    x: Value,
    map: Value,
    gradient: Value,
) -> Result<MapGradients, IrError> {
    let [x, map, gradient] = in_f32(b, [x, map, gradient])?;
    let last = b.shape(gradient).rank() - 1;
    let tokens: Vec<usize> = (0..last).collect();
    let by_column = contracting(&[last], &[1]);
    let over_tokens = contracting(&tokens, &tokens);
    let d_x = b.dot(gradient, map, by_column, Precision::Highest, F32)?;
    let d_map = b.dot(x, gradient, over_tokens, Precision::Highest, F32)?;
    let d_bias = b.sum(gradient, &tokens)?;
    Ok(MapGradients { x: d_x, map: d_map, bias: d_bias })
}

/// The backward of `y = x / |x|` for rows `x [.., d]` and a gradient of `y`:
/// `(g - y (y.g)) / |x|`, f32; 0 where `|x|` is below 1e-6, where directions turn faster than any
/// gradient can say.
///
/// # Errors
/// Two shapes.
pub fn through_direction(b: &mut Builder, x: Value, gradient: Value) -> Result<Value, IrError> {
    let [x, gradient] = in_f32(b, [x, gradient])?;
    let dims = b.shape(x).dims.clone();
    let lead: Vec<usize> = (0..dims.len() - 1).collect();
    let normalized = normalize(b, x)?;
    let along = b.multiply(normalized.directions, gradient)?;
    let along = b.sum(along, &[lead.len()])?;
    let along = b.broadcast(along, &dims, &lead)?;
    let parallel = b.multiply(normalized.directions, along)?;
    let across = b.subtract(gradient, parallel)?;
    let least = b.splat(normalized.norms, F32, LEAST_NORM)?;
    let has_direction = b.compare(Direction::Ge, normalized.norms, least)?;
    let divisor = b.select(has_direction, normalized.norms, least)?;
    let divisor = b.broadcast(divisor, &dims, &lead)?;
    let turned = b.divide(across, divisor)?;
    let zero = b.splat(turned, F32, 0.0)?;
    let has_direction = b.broadcast(has_direction, &dims, &lead)?;
    b.select(has_direction, turned, zero)
}

fn in_f32<const N: usize>(b: &mut Builder, mut values: [Value; N]) -> Result<[Value; N], IrError> {
    for value in &mut values {
        *value = b.convert(*value, F32)?;
    }
    Ok(values)
}

fn contracting(lhs: &[usize], rhs: &[usize]) -> DotDimensions {
    DotDimensions {
        lhs_batch: vec![],
        rhs_batch: vec![],
        lhs_contracting: lhs.to_vec(),
        rhs_contracting: rhs.to_vec(),
    }
}
