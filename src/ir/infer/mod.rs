//! Shape rules: what each op gives for operands of these shapes, or why it cannot.

mod calling;
mod collective;
mod elementwise;
mod picking;
mod shaping;

use crate::ir::error::IrError;
use crate::ir::module::Computation;
use crate::ir::op::Op;
use crate::ir::shape::{ElementType, Shape};
use crate::sharding::mesh::Mesh;

/// The shapes of an op's results, among computations that it may call and on a mesh.
///
/// # Errors
/// Operands that do not fit the op or one another.
pub fn infer(
    op: &Op,
    operands: &[&Shape],
    computations: &[Computation],
    mesh: &Mesh,
) -> Result<Vec<Shape>, IrError> {
    let name = op.hlo_name();
    check_count(op, operands)?;
    let shape = match op {
        Op::Parameter { shape, .. } => shape.clone(),
        Op::Constant(literal) => literal.shape.clone(),
        Op::Iota { shape, dimension } => {
            in_range(name, *dimension, shape)?;
            shape.clone()
        }
        Op::Unary(op) => elementwise::unary(*op, name, operands[0])?,
        Op::Binary(op) => elementwise::binary(*op, name, operands[0], operands[1])?,
        Op::Compare(_) => {
            same(name, operands[0], operands[1])?;
            operands[0].with_type(ElementType::Pred)
        }
        Op::Select => {
            wants(name, operands[0], operands[0].element_type == ElementType::Pred, "pred")?;
            same(name, operands[1], operands[2])?;
            same(name, &operands[0].with_type(operands[1].element_type), operands[1])?;
            operands[1].clone()
        }
        Op::Clamp => {
            same(name, operands[0], operands[1])?;
            same(name, operands[1], operands[2])?;
            operands[1].clone()
        }
        Op::Convert(to) => operands[0].with_type(*to),
        Op::BitcastConvert(to) => elementwise::bitcast(name, operands[0], *to)?,
        Op::ReducePrecision { exponent_bits, mantissa_bits } => {
            wants(name, operands[0], operands[0].element_type.is_float(), "a float")?;
            if *exponent_bits == 0 || *exponent_bits > 64 || *mantissa_bits > 64 {
                let found = [*exponent_bits, *mantissa_bits];
                return Err(bad_dimensions(name, &found, "1 to 64 and 0 to 64 bits", operands[0]));
            }
            operands[0].clone()
        }
        Op::Broadcast { dims, mapping } => shaping::broadcast(operands[0], dims, mapping)?,
        Op::Reshape { dims } => shaping::reshape(operands[0], dims)?,
        Op::Transpose { permutation } => shaping::transpose(operands[0], permutation)?,
        Op::Slice(ranges) => shaping::slice(operands[0], ranges)?,
        Op::Concatenate { dimension } => shaping::concatenate(operands, *dimension)?,
        Op::Dot { dimensions, accumulator, .. } => {
            picking::dot(operands[0], operands[1], dimensions)?.with_type(*accumulator)
        }
        Op::Reduce { dimensions, body } => {
            return calling::reduce(operands, dimensions, *body, computations);
        }
        Op::Gather { dimensions, slice_sizes } => {
            picking::gather(operands[0], operands[1], dimensions, slice_sizes)?
        }
        Op::DynamicSlice { sizes } => picking::dynamic_slice(operands, sizes)?,
        Op::DynamicUpdateSlice => picking::dynamic_update_slice(operands)?,
        Op::Sort { dimension, comparator, .. } => {
            return calling::sort(operands, *dimension, *comparator, computations);
        }
        Op::While { condition, body } => {
            return calling::while_loop(operands, *condition, *body, computations);
        }
        Op::ShardingConstraint(spec) => {
            let (found, wanted) = (spec.dimensions().len(), operands[0].rank());
            if found != wanted {
                let what = "sharding constraint".to_owned();
                return Err(IrError::ShardingRank {
                    what,
                    found,
                    wanted,
                    shape: operands[0].clone(),
                });
            }
            operands[0].clone()
        }
        Op::ManualRegion { inputs, outputs, body } => {
            return collective::region(operands, (inputs, outputs), *body, computations, mesh);
        }
        Op::Collective { function, axes } => {
            let devices = collective::group_size(name, axes, mesh)?;
            collective::collective(name, function, operands[0], devices, computations)?
        }
        Op::PartitionId => Shape::scalar(ElementType::U32),
    };
    Ok(vec![shape])
}

/// How many operands an op takes that was given `found` of them: for variadic ops the next number
/// that they do take.
fn operand_count(op: &Op, found: usize) -> usize {
    match op {
        Op::Parameter { .. } | Op::Constant(_) | Op::Iota { .. } | Op::PartitionId => 0,
        Op::Unary(_)
        | Op::Convert(_)
        | Op::BitcastConvert(_)
        | Op::ReducePrecision { .. }
        | Op::Broadcast { .. }
        | Op::Reshape { .. }
        | Op::Transpose { .. }
        | Op::Slice(_)
        | Op::ShardingConstraint(_)
        | Op::Collective { .. } => 1,
        Op::Binary(_) | Op::Compare(_) | Op::Dot { .. } | Op::Gather { .. } => 2,
        Op::Select | Op::Clamp => 3,
        Op::Concatenate { .. } | Op::DynamicSlice { .. } | Op::Sort { .. } | Op::While { .. } => {
            found.max(1)
        }
        Op::ManualRegion { inputs, .. } => inputs.len(),
        Op::DynamicUpdateSlice => found.max(2),
        Op::Reduce { .. } => found.max(2).next_multiple_of(2),
    }
}

fn check_count(op: &Op, operands: &[&Shape]) -> Result<(), IrError> {
    let found = operands.len();
    let wanted = operand_count(op, found);
    if found == wanted {
        return Ok(());
    }
    Err(IrError::OperandCount { op: op.hlo_name(), found, wanted })
}

fn same(op: &'static str, lhs: &Shape, rhs: &Shape) -> Result<(), IrError> {
    if lhs == rhs {
        return Ok(());
    }
    Err(IrError::ShapeMismatch { op, lhs: lhs.clone(), rhs: rhs.clone() })
}

fn wants(op: &'static str, shape: &Shape, fits: bool, wanted: &'static str) -> Result<(), IrError> {
    if fits {
        return Ok(());
    }
    Err(IrError::TypeMismatch { op, found: shape.element_type, wanted })
}

fn in_range(op: &'static str, dimension: usize, shape: &Shape) -> Result<(), IrError> {
    if dimension < shape.rank() {
        return Ok(());
    }
    Err(IrError::DimensionOutOfRange { op, dimension, shape: shape.clone() })
}

fn bad_dimensions(
    op: &'static str,
    found: &[usize],
    wanted: &'static str,
    shape: &Shape,
) -> IrError {
    IrError::BadDimensions { op, found: found.to_vec(), wanted, shape: shape.clone() }
}

/// That dimension numbers are the array's own and each stands once.
fn distinct(
    op: &'static str,
    numbers: impl IntoIterator<Item = usize>,
    shape: &Shape,
) -> Result<(), IrError> {
    let numbers: Vec<usize> = numbers.into_iter().collect();
    for (index, &number) in numbers.iter().enumerate() {
        in_range(op, number, shape)?;
        if numbers[..index].contains(&number) {
            return Err(bad_dimensions(op, &numbers, "each dimension once", shape));
        }
    }
    Ok(())
}

/// `(f32[], s32[]) -> (f32[])`.
pub(in crate::ir) fn signature<'a>(
    parameters: impl Iterator<Item = &'a Shape>,
    results: impl Iterator<Item = &'a Shape>,
) -> String {
    format!("({}) -> ({})", listed(parameters), listed(results))
}

/// `f32[2], s32[]`.
pub(in crate::ir) fn listed<'a>(shapes: impl Iterator<Item = &'a Shape>) -> String {
    shapes.map(Shape::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::attr::{Direction, DotDimensions, GatherDimensions, Precision, SliceRange};
    use crate::ir::op::{BinaryOp, UnaryOp};
    use crate::ir::value::ComputationId;

    const F32: ElementType = ElementType::F32;
    const S32: ElementType = ElementType::S32;

    fn shape(element_type: ElementType, dims: &[usize]) -> Shape {
        Shape::new(element_type, dims)
    }

    fn mesh() -> Mesh {
        Mesh::of_sizes(&[2, 4]).expect("a mesh")
    }

    fn gives(op: &Op, operands: &[&Shape]) -> String {
        match infer(op, operands, &[], &mesh()) {
            Ok(shapes) => listed(shapes.iter()),
            Err(error) => error.to_string(),
        }
    }

    fn dot(lhs_contracting: usize, rhs_contracting: usize) -> Op {
        let dimensions = DotDimensions {
            lhs_contracting: vec![lhs_contracting],
            rhs_contracting: vec![rhs_contracting],
            ..DotDimensions::default()
        };
        Op::Dot { dimensions, precision: Precision::Default, accumulator: F32 }
    }

    #[test]
    fn dots_contract_and_say_what_does_not_match() {
        let (x, c) = (shape(F32, &[2, 3, 64]), shape(F32, &[5, 64]));
        assert_eq!(gives(&dot(2, 1), &[&x, &c]), "f32[2,3,5]");
        let (x, c) = (shape(F32, &[1024, 64]), shape(F32, &[512, 48]));
        assert_eq!(
            gives(&dot(1, 1), &[&x, &c]),
            "dot: contracting dimension 1 of f32[1024,64] does not match dimension 1 of f32[512,48]"
        );
        assert_eq!(gives(&dot(2, 1), &[&x, &c]), "dot: dimension 2 is not one of f32[1024,64]");
        let twice = DotDimensions {
            lhs_contracting: vec![1, 1],
            rhs_contracting: vec![1, 1],
            ..DotDimensions::default()
        };
        let twice = Op::Dot { dimensions: twice, precision: Precision::Default, accumulator: F32 };
        assert_eq!(
            gives(&twice, &[&x, &x]),
            "dot: found dimensions [1, 1], wanted each dimension once for f32[1024,64]"
        );
    }

    #[test]
    fn element_wise_ops_want_equal_shapes_and_fitting_types() {
        let (a, b, p) = (shape(F32, &[2]), shape(F32, &[3]), shape(ElementType::Pred, &[2]));
        let add = Op::Binary(BinaryOp::Add);
        assert_eq!(gives(&add, &[&a, &a]), "f32[2]");
        assert_eq!(
            gives(&add, &[&a, &b]),
            "add: operands f32[2] and f32[3] must have the same shape"
        );
        assert_eq!(gives(&add, &[&a]), "add: found 1 operands, wanted 2");
        assert_eq!(
            gives(&Op::Binary(BinaryOp::And), &[&a, &a]),
            "and: found element type f32, wanted pred or an integer"
        );
        assert_eq!(gives(&Op::Unary(UnaryOp::IsFinite), &[&a]), "pred[2]");
        assert_eq!(gives(&Op::Compare(Direction::Lt), &[&a, &a]), "pred[2]");
        assert_eq!(gives(&Op::Select, &[&p, &a, &a]), "f32[2]");
        assert_eq!(
            gives(&Op::Select, &[&a, &a, &a]),
            "select: found element type f32, wanted pred"
        );
    }

    #[test]
    fn ops_on_bits_want_integers_and_types_of_one_width() {
        let (x, i, u) = (shape(F32, &[2]), shape(S32, &[2]), shape(ElementType::U32, &[2]));
        let shift = Op::Binary(BinaryOp::ShiftRightLogical);
        assert_eq!(gives(&shift, &[&u, &u]), "u32[2]");
        assert_eq!(
            gives(&shift, &[&x, &x]),
            "shift-right-logical: found element type f32, wanted an integer"
        );
        let bits = Op::BitcastConvert(ElementType::U32);
        assert_eq!(gives(&bits, &[&x]), "u32[2]");
        assert_eq!(
            gives(&Op::BitcastConvert(ElementType::Bf16), &[&x]),
            "bitcast-convert: found element type f32, wanted a type of 16 bits"
        );
        assert_eq!(gives(&Op::Unary(UnaryOp::Abs), &[&i]), "s32[2]");
        assert_eq!(
            gives(&Op::Unary(UnaryOp::Sign), &[&u]),
            "sign: found element type u32, wanted a signed number"
        );
    }

    #[test]
    fn shape_changing_ops_follow_their_rules() {
        let x = shape(F32, &[2, 3]);
        let broadcast = Op::Broadcast { dims: vec![2, 4, 3], mapping: vec![0, 2] };
        assert_eq!(gives(&broadcast, &[&x]), "f32[2,4,3]");
        let wrong = Op::Broadcast { dims: vec![2, 4], mapping: vec![0, 1] };
        assert_eq!(
            gives(&wrong, &[&x]),
            "broadcast: mapped dimension 1 of f32[2,3] does not match dimension 1 of f32[2,4]"
        );
        assert_eq!(gives(&Op::Reshape { dims: vec![6] }, &[&x]), "f32[6]");
        assert_eq!(
            gives(&Op::Reshape { dims: vec![5] }, &[&x]),
            "reshape: found dimensions [5], wanted as many elements for f32[2,3]"
        );
        assert_eq!(gives(&Op::Transpose { permutation: vec![1, 0] }, &[&x]), "f32[3,2]");
        assert_eq!(gives(&Op::Concatenate { dimension: 1 }, &[&x, &x]), "f32[2,6]");
        let range = SliceRange { start: 0, limit: 3, stride: 2 };
        let first = SliceRange { start: 0, limit: 1, stride: 1 };
        assert_eq!(gives(&Op::Slice(vec![first, range]), &[&x]), "f32[1,2]");
        assert_eq!(
            gives(&Op::Slice(vec![range, first]), &[&x]),
            "slice: found dimensions [0, 3, 2], wanted start <= limit <= size, stride >= 1 for f32[2,3]"
        );
    }

    #[test]
    fn a_gather_of_rows_keeps_the_indices_dimensions() {
        let (codebook, codes) = (shape(F32, &[64, 768]), shape(S32, &[32, 512]));
        let dimensions = GatherDimensions {
            offset: vec![2],
            collapsed_slice: vec![0],
            start_index_map: vec![0],
            index_vector: 2,
            ..GatherDimensions::default()
        };
        let gather = Op::Gather { dimensions: dimensions.clone(), slice_sizes: vec![1, 768] };
        assert_eq!(gives(&gather, &[&codebook, &codes]), "f32[32,512,768]");
        let wrong = Op::Gather { dimensions, slice_sizes: vec![2, 768] };
        assert_eq!(
            gives(&wrong, &[&codebook, &codes]),
            "gather: found dimensions [2, 768], wanted slices within the operand, 1 where collapsed \
             for f32[64,768]"
        );
    }

    #[test]
    fn a_gather_of_wrong_numbers_is_an_error_and_no_panic() {
        let (x, i) = (shape(F32, &[5, 3]), shape(S32, &[2]));
        for (collapsed, offset) in
            [(vec![0, 0, 0], vec![]), (vec![7], vec![1]), (vec![0], vec![0, 1])]
        {
            let dimensions = GatherDimensions {
                offset,
                collapsed_slice: collapsed,
                start_index_map: vec![0],
                index_vector: 1,
                ..GatherDimensions::default()
            };
            let gather = Op::Gather { dimensions, slice_sizes: vec![1, 3] };
            assert!(infer(&gather, &[&x, &i], &[], &mesh()).is_err(), "{gather:?}");
        }
    }

    #[test]
    fn dynamic_slices_want_one_scalar_index_a_dimension() {
        let (x, i, v) = (shape(F32, &[4, 8]), shape(S32, &[]), shape(S32, &[1]));
        let slice = Op::DynamicSlice { sizes: vec![1, 3] };
        assert_eq!(gives(&slice, &[&x, &i, &i]), "f32[1,3]");
        assert_eq!(
            gives(&slice, &[&x, &i]),
            "dynamic-slice: found dimensions [0], wanted one start index a dimension for f32[4,8]"
        );
        assert_eq!(
            gives(&slice, &[&x, &i, &v]),
            "dynamic-slice: operands s32[] and s32[1] must have the same shape"
        );
        let (row, tall) = (shape(F32, &[1, 8]), shape(F32, &[5, 8]));
        assert_eq!(gives(&Op::DynamicUpdateSlice, &[&x, &row, &i, &i]), "f32[4,8]");
        assert_eq!(
            gives(&Op::DynamicUpdateSlice, &[&x, &tall, &i, &i]),
            "dynamic-update-slice: found dimensions [5, 8], wanted a box within the operand for \
             f32[4,8]"
        );
    }

    #[test]
    fn a_sort_wants_arrays_of_one_shape_and_a_comparator_of_pairs() {
        let (key, value, short) = (shape(F32, &[2, 3]), shape(S32, &[2, 3]), shape(S32, &[2]));
        let sort = |dimension| Op::Sort { dimension, stable: false, comparator: ComputationId(0) };
        assert_eq!(
            gives(&sort(1), &[&key, &value]),
            "sort: computation #0 is missing, wanted (f32[], f32[], s32[], s32[]) -> (pred[])"
        );
        assert_eq!(gives(&sort(2), &[&key]), "sort: dimension 2 is not one of f32[2,3]");
        assert_eq!(
            gives(&sort(0), &[&key, &short]),
            "sort: operands f32[2,3] and f32[2] must have the same shape"
        );
    }

    #[test]
    fn a_reduce_wants_a_computation_that_fits() {
        let (x, zero) = (shape(F32, &[2, 3]), shape(F32, &[]));
        let reduce = Op::Reduce { dimensions: vec![1], body: ComputationId(0) };
        assert_eq!(
            gives(&reduce, &[&x, &zero]),
            "reduce: computation #0 is missing, wanted (f32[], f32[]) -> (f32[])"
        );
    }
}
