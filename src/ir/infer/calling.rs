//! Shapes of ops that call computations: reduce, sort, while.

use crate::ir::error::IrError;
use crate::ir::infer::{distinct, in_range, same, signature};
use crate::ir::module::Computation;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::ComputationId;

pub(super) fn reduce(
    operands: &[&Shape],
    dimensions: &[usize],
    body: ComputationId,
    computations: &[Computation],
) -> Result<Vec<Shape>, IrError> {
    let (arrays, initials) = operands.split_at(operands.len() / 2);
    for &array in arrays {
        distinct("reduce", dimensions.iter().copied(), array)?;
        if array.dims != arrays[0].dims {
            let (lhs, rhs) = (arrays[0].clone(), array.clone());
            return Err(IrError::ShapeMismatch { op: "reduce", lhs, rhs });
        }
    }
    let scalars: Vec<Shape> = arrays.iter().map(|a| Shape::scalar(a.element_type)).collect();
    for (wanted, &found) in scalars.iter().zip(initials) {
        same("reduce", wanted, found)?;
    }
    let parameters: Vec<Shape> = scalars.iter().chain(&scalars).cloned().collect();
    check_body("reduce", body, computations, &parameters, &scalars)?;
    let kept = |array: &Shape| {
        let dims = (0..array.rank()).filter(|i| !dimensions.contains(i));
        array.with_dims(dims.map(|i| array.dims[i]).collect())
    };
    Ok(arrays.iter().map(|&array| kept(array)).collect())
}

pub(super) fn sort(
    arrays: &[&Shape],
    dimension: usize,
    comparator: ComputationId,
    computations: &[Computation],
) -> Result<Vec<Shape>, IrError> {
    for &array in arrays {
        in_range("sort", dimension, array)?;
        same("sort", arrays[0], &array.with_type(arrays[0].element_type))?;
    }
    let scalars = arrays.iter().map(|a| Shape::scalar(a.element_type));
    let parameters: Vec<Shape> = scalars.flat_map(|scalar| [scalar.clone(), scalar]).collect();
    let earlier = [Shape::scalar(ElementType::Pred)];
    check_body("sort", comparator, computations, &parameters, &earlier)?;
    Ok(arrays.iter().map(|&array| array.clone()).collect())
}

pub(super) fn while_loop(
    state: &[&Shape],
    condition: ComputationId,
    body: ComputationId,
    computations: &[Computation],
) -> Result<Vec<Shape>, IrError> {
    let state: Vec<Shape> = state.iter().map(|&shape| shape.clone()).collect();
    let goes_on = [Shape::scalar(ElementType::Pred)];
    check_body("while", condition, computations, &state, &goes_on)?;
    check_body("while", body, computations, &state, &state)?;
    Ok(state)
}

/// That a computation has the signature which the op calls.
pub(super) fn check_body(
    op: &'static str,
    body: ComputationId,
    computations: &[Computation],
    parameters: &[Shape],
    results: &[Shape],
) -> Result<(), IrError> {
    let wanted = signature(parameters.iter(), results.iter());
    let Some(computation) = computations.get(body.index()) else {
        let (computation, found) = (format!("#{}", body.index()), "missing".to_owned());
        return Err(IrError::BodySignature { op, computation, found, wanted });
    };
    let found = signature(computation.parameter_shapes(), computation.result_shapes());
    if found == wanted {
        return Ok(());
    }
    Err(IrError::BodySignature { op, computation: computation.name.clone(), found, wanted })
}
