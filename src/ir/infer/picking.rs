//! Shapes of ops that contract or pick by index: dot, gather, dynamic slices.

use crate::ir::attr::{DotDimensions, GatherDimensions};
use crate::ir::error::IrError;
use crate::ir::infer::{bad_dimensions, distinct, same, wants};
use crate::ir::shape::Shape;

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

pub(super) fn dynamic_slice(operands: &[&Shape], sizes: &[usize]) -> Result<Shape, IrError> {
    let operand = operands[0];
    starts("dynamic-slice", operand, &operands[1..])?;
    box_within("dynamic-slice", operand, sizes)?;
    Ok(operand.with_dims(sizes.to_vec()))
}

pub(super) fn dynamic_update_slice(operands: &[&Shape]) -> Result<Shape, IrError> {
    let (operand, update) = (operands[0], operands[1]);
    starts("dynamic-update-slice", operand, &operands[2..])?;
    box_within("dynamic-update-slice", operand, &update.dims)?;
    same("dynamic-update-slice", &operand.with_dims(update.dims.clone()), update)?;
    Ok(operand.clone())
}

/// One scalar index a dimension, all of one type.
fn starts(op: &'static str, operand: &Shape, starts: &[&Shape]) -> Result<(), IrError> {
    if starts.len() != operand.rank() {
        let found: Vec<usize> = (0..starts.len()).collect();
        return Err(bad_dimensions(op, &found, "one start index a dimension", operand));
    }
    for &start in starts {
        wants(op, start, start.element_type.is_integer(), "integer indices")?;
        same(op, &starts[0].with_dims(Vec::new()), start)?;
    }
    Ok(())
}

fn box_within(op: &'static str, operand: &Shape, sizes: &[usize]) -> Result<(), IrError> {
    let fits = |(size, of): (&usize, &usize)| size <= of;
    if sizes.len() == operand.rank() && sizes.iter().zip(&operand.dims).all(fits) {
        return Ok(());
    }
    Err(bad_dimensions(op, sizes, "a box within the operand", operand))
}
