//! Shapes of ops that move elements without reading them.

use crate::ir::attr::SliceRange;
use crate::ir::error::IrError;
use crate::ir::infer::{bad_dimensions, in_range};
use crate::ir::shape::Shape;

pub(super) fn broadcast(x: &Shape, dims: &[usize], mapping: &[usize]) -> Result<Shape, IrError> {
    let result = x.with_dims(dims.to_vec());
    let rising = mapping.windows(2).all(|pair| pair[0] < pair[1]);
    if mapping.len() != x.rank() || !rising {
        return Err(bad_dimensions("broadcast", mapping, "one rising number a dimension", x));
    }
    for (i, &to) in mapping.iter().enumerate() {
        in_range("broadcast", to, &result)?;
        if x.dims[i] != dims[to] {
            return Err(IrError::DimensionMismatch {
                op: "broadcast",
                role: "mapped",
                lhs_dimension: i,
                lhs: x.clone(),
                rhs_dimension: to,
                rhs: result,
            });
        }
    }
    Ok(result)
}

pub(super) fn reshape(x: &Shape, dims: &[usize]) -> Result<Shape, IrError> {
    let result = x.with_dims(dims.to_vec());
    if result.element_count() == x.element_count() {
        return Ok(result);
    }
    Err(bad_dimensions("reshape", dims, "as many elements", x))
}

pub(super) fn transpose(x: &Shape, permutation: &[usize]) -> Result<Shape, IrError> {
    let mut sorted = permutation.to_vec();
    sorted.sort_unstable();
    if !sorted.into_iter().eq(0..x.rank()) {
        return Err(bad_dimensions("transpose", permutation, "a permutation of the dimensions", x));
    }
    Ok(x.with_dims(permutation.iter().map(|&from| x.dims[from]).collect()))
}

pub(super) fn slice(x: &Shape, ranges: &[SliceRange]) -> Result<Shape, IrError> {
    if ranges.len() != x.rank() {
        let found: Vec<usize> = (0..ranges.len()).collect();
        return Err(bad_dimensions("slice", &found, "one range a dimension", x));
    }
    let mut dims = Vec::with_capacity(ranges.len());
    for (&size, range) in x.dims.iter().zip(ranges) {
        if range.start > range.limit || range.limit > size || range.stride == 0 {
            let found = [range.start, range.limit, range.stride];
            return Err(bad_dimensions("slice", &found, "start <= limit <= size, stride >= 1", x));
        }
        dims.push((range.limit - range.start).div_ceil(range.stride));
    }
    Ok(x.with_dims(dims))
}

pub(super) fn concatenate(operands: &[&Shape], dimension: usize) -> Result<Shape, IrError> {
    let first = operands[0];
    in_range("concatenate", dimension, first)?;
    let mut total = 0;
    for &operand in operands {
        let mut resized = operand.clone();
        in_range("concatenate", dimension, operand)?;
        resized.dims[dimension] = first.dims[dimension];
        if resized != *first {
            let (lhs, rhs) = (first.clone(), operand.clone());
            return Err(IrError::ShapeMismatch { op: "concatenate", lhs, rhs });
        }
        total += operand.dims[dimension];
    }
    let mut dims = first.dims.clone();
    dims[dimension] = total;
    Ok(first.with_dims(dims))
}
