//! Shapes of ops that sum dimensions away or pick slices: dot, reduce, gather.

use crate::ir::attr::{DotDimensions, GatherDimensions};
use crate::ir::error::IrError;
use crate::ir::infer::{bad_dimensions, distinct, same, signature, wants};
use crate::ir::module::Computation;
use crate::ir::shape::Shape;
use crate::ir::value::ComputationId;

pub(super) fn dot(lhs: &Shape, rhs: &Shape, dot: &DotDimensions) -> Result<Shape, IrError> {
    if lhs.element_type != rhs.element_type {
        return Err(IrError::ShapeMismatch { op: "dot", lhs: lhs.clone(), rhs: rhs.clone() });
    }
    let pairs = [
        ("contracting", &dot.lhs_contracting, &dot.rhs_contracting),
        ("batch", &dot.lhs_batch, &dot.rhs_batch),
    ];
    distinct("dot", dot.lhs_batch.iter().chain(&dot.lhs_contracting).copied(), lhs)?;
    distinct("dot", dot.rhs_batch.iter().chain(&dot.rhs_contracting).copied(), rhs)?;
    for (role, of_lhs, of_rhs) in pairs {
        if of_lhs.len() != of_rhs.len() {
            return Err(bad_dimensions("dot", of_rhs, "as many as of the left operand", rhs));
        }
        for (&l, &r) in of_lhs.iter().zip(of_rhs) {
            if lhs.dims[l] != rhs.dims[r] {
                return Err(IrError::DimensionMismatch {
                    op: "dot",
                    role,
                    lhs_dimension: l,
                    lhs: lhs.clone(),
                    rhs_dimension: r,
                    rhs: rhs.clone(),
                });
            }
        }
    }
    let free = |shape: &Shape, batch: &[usize], contracting: &[usize]| -> Vec<usize> {
        let bound = |i: &usize| batch.contains(i) || contracting.contains(i);
        (0..shape.rank()).filter(|i| !bound(i)).map(|i| shape.dims[i]).collect()
    };
    let mut dims: Vec<usize> = dot.lhs_batch.iter().map(|&i| lhs.dims[i]).collect();
    dims.extend(free(lhs, &dot.lhs_batch, &dot.lhs_contracting));
    dims.extend(free(rhs, &dot.rhs_batch, &dot.rhs_contracting));
    Ok(lhs.with_dims(dims))
}

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

fn check_body(
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

pub(super) fn gather(
    operand: &Shape,
    indices: &Shape,
    gather: &GatherDimensions,
    slice_sizes: &[usize],
) -> Result<Shape, IrError> {
    wants("gather", indices, indices.element_type.is_integer(), "integer indices")?;
    if slice_sizes.len() != operand.rank() {
        return Err(bad_dimensions("gather", slice_sizes, "one slice size a dimension", operand));
    }
    let dropped =
        |i: usize| gather.collapsed_slice.contains(&i) || gather.operand_batch.contains(&i);
    for (i, (&slice, &size)) in slice_sizes.iter().zip(&operand.dims).enumerate() {
        if slice > size || (dropped(i) && slice != 1) {
            return Err(bad_dimensions(
                "gather",
                slice_sizes,
                "slices within the operand, 1 where collapsed",
                operand,
            ));
        }
    }
    distinct("gather", gather.collapsed_slice.iter().copied(), operand)?;
    distinct("gather", gather.start_index_map.iter().copied(), operand)?;
    gather_batch(operand, indices, gather)?;
    let components = indices.dims.get(gather.index_vector).copied().unwrap_or(1);
    if gather.index_vector > indices.rank() || components != gather.start_index_map.len() {
        let found = &gather.start_index_map;
        return Err(bad_dimensions("gather", found, "one operand dimension a component", indices));
    }
    let mut batch =
        (0..indices.rank()).filter(|&i| i != gather.index_vector).map(|i| indices.dims[i]);
    let mut window = (0..operand.rank()).filter(|&i| !dropped(i)).map(|i| slice_sizes[i]);
    let windows = (0..operand.rank()).filter(|&i| !dropped(i)).count();
    let rank = windows + indices.rank() - usize::from(gather.index_vector < indices.rank());
    let next = |i: usize| if gather.offset.contains(&i) { window.next() } else { batch.next() };
    let dims: Option<Vec<usize>> = (0..rank).map(next).collect();
    let dims = dims.filter(|_| gather.offset.len() == windows && gather.offset.is_sorted());
    let dims = dims.ok_or_else(|| {
        bad_dimensions("gather", &gather.offset, "one result dimension a slice dimension", operand)
    })?;
    Ok(operand.with_dims(dims))
}

/// That batch dimensions are as long in the operand as in the indices, and nothing else besides.
fn gather_batch(
    operand: &Shape,
    indices: &Shape,
    gather: &GatherDimensions,
) -> Result<(), IrError> {
    let (of_operand, of_indices) = (&gather.operand_batch, &gather.indices_batch);
    distinct("gather", gather.collapsed_slice.iter().chain(of_operand).copied(), operand)?;
    distinct("gather", gather.start_index_map.iter().chain(of_operand).copied(), operand)?;
    distinct(
        "gather",
        of_indices.iter().chain([&gather.index_vector]).copied().filter(|&i| i < indices.rank()),
        indices,
    )?;
    let sizes = |shape: &Shape, dims: &[usize]| -> Vec<Option<usize>> {
        dims.iter().map(|&dimension| shape.dims.get(dimension).copied()).collect()
    };
    let (found, wanted) = (sizes(indices, of_indices), sizes(operand, of_operand));
    if found == wanted && !found.contains(&None) {
        return Ok(());
    }
    Err(bad_dimensions("gather", of_indices, "batch dimensions as long as the operand's", indices))
}
