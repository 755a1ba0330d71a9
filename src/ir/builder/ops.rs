//! One method an op.

use crate::ir::attr::{Direction, DotDimensions, GatherDimensions, Precision, SliceRange};
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::literal::Literal;
use crate::ir::op::{BinaryOp, Op, UnaryOp};
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::{ComputationId, Value};
use crate::sharding::spec::PartitionSpec;

/// One method an op.
///
/// Each gives an error where the operands do not fit (see [`infer`](crate::ir::infer::infer)).
#[expect(clippy::missing_errors_doc, reason = "said once for all of them, above")]
impl Builder {
    /// A constant array.
    pub fn constant(&mut self, literal: Literal) -> Result<Value, IrError> {
        self.push(Op::Constant(literal), &[])
    }

    /// A constant scalar, rounded to the type.
    pub fn scalar(&mut self, element_type: ElementType, value: f64) -> Result<Value, IrError> {
        self.constant(Literal::scalar(element_type, value))
    }

    /// 0, 1, ... along a dimension, constant along the others.
    pub fn iota(&mut self, shape: Shape, dimension: usize) -> Result<Value, IrError> {
        self.push(Op::Iota { shape, dimension }, &[])
    }

    /// An element-wise function of one array.
    pub fn unary(&mut self, op: UnaryOp, x: Value) -> Result<Value, IrError> {
        self.push(Op::Unary(op), &[x])
    }

    /// An element-wise function of two arrays of one shape.
    pub fn binary(&mut self, op: BinaryOp, x: Value, y: Value) -> Result<Value, IrError> {
        self.push(Op::Binary(op), &[x, y])
    }

    /// `x + y`.
    pub fn add(&mut self, x: Value, y: Value) -> Result<Value, IrError> {
        self.binary(BinaryOp::Add, x, y)
    }

    /// `x - y`.
    pub fn subtract(&mut self, x: Value, y: Value) -> Result<Value, IrError> {
        self.binary(BinaryOp::Subtract, x, y)
    }

    /// `x * y`.
    pub fn multiply(&mut self, x: Value, y: Value) -> Result<Value, IrError> {
        self.binary(BinaryOp::Multiply, x, y)
    }

    /// `x / y`.
    pub fn divide(&mut self, x: Value, y: Value) -> Result<Value, IrError> {
        self.binary(BinaryOp::Divide, x, y)
    }

    /// Element-wise comparison.
    pub fn compare(&mut self, d: Direction, x: Value, y: Value) -> Result<Value, IrError> {
        self.push(Op::Compare(d), &[x, y])
    }

    /// `on_true` where `pred` holds, else `on_false`.
    pub fn select(
        &mut self,
        pred: Value,
        on_true: Value,
        on_false: Value,
    ) -> Result<Value, IrError> {
        self.push(Op::Select, &[pred, on_true, on_false])
    }

    /// `x` held between `min` and `max`, all of one shape.
    pub fn clamp(&mut self, min: Value, x: Value, max: Value) -> Result<Value, IrError> {
        self.push(Op::Clamp, &[min, x, max])
    }

    /// The same values in another type; nothing when it is the same type.
    pub fn convert(&mut self, x: Value, to: ElementType) -> Result<Value, IrError> {
        if self.shape(x).element_type == to {
            return Ok(x);
        }
        self.push(Op::Convert(to), &[x])
    }

    /// The same bits as another element type of the same width.
    pub fn bitcast_convert(&mut self, x: Value, to: ElementType) -> Result<Value, IrError> {
        self.push(Op::BitcastConvert(to), &[x])
    }

    /// Rounds to a float of fewer bits while keeping the type.
    ///
    /// Unlike a conversion there and back, compilers may not remove it.
    pub fn reduce_precision(
        &mut self,
        x: Value,
        exponent_bits: usize,
        mantissa_bits: usize,
    ) -> Result<Value, IrError> {
        self.push(Op::ReducePrecision { exponent_bits, mantissa_bits }, &[x])
    }

    /// Repeats an array into `dims`; operand dimension `i` becomes dimension `mapping[i]`.
    pub fn broadcast(
        &mut self,
        x: Value,
        dims: &[usize],
        mapping: &[usize],
    ) -> Result<Value, IrError> {
        if self.shape(x).dims == dims && mapping.iter().copied().eq(0..dims.len()) {
            return Ok(x);
        }
        self.push(Op::Broadcast { dims: dims.to_vec(), mapping: mapping.to_vec() }, &[x])
    }

    /// The same elements in other dimensions.
    pub fn reshape(&mut self, x: Value, dims: &[usize]) -> Result<Value, IrError> {
        self.push(Op::Reshape { dims: dims.to_vec() }, &[x])
    }

    /// Result dimension `i` is operand dimension `permutation[i]`.
    pub fn transpose(&mut self, x: Value, permutation: &[usize]) -> Result<Value, IrError> {
        self.push(Op::Transpose { permutation: permutation.to_vec() }, &[x])
    }

    /// A strided box.
    pub fn slice(&mut self, x: Value, ranges: &[SliceRange]) -> Result<Value, IrError> {
        self.push(Op::Slice(ranges.to_vec()), &[x])
    }

    /// Arrays side by side along a dimension.
    pub fn concatenate(&mut self, parts: &[Value], dimension: usize) -> Result<Value, IrError> {
        self.push(Op::Concatenate { dimension }, parts)
    }

    /// Sums of products over the contracting dimensions, accumulated in `accumulator`.
    pub fn dot(
        &mut self,
        lhs: Value,
        rhs: Value,
        dimensions: DotDimensions,
        precision: Precision,
        accumulator: ElementType,
    ) -> Result<Value, IrError> {
        self.push(Op::Dot { dimensions, precision, accumulator }, &[lhs, rhs])
    }

    /// Folds `dimensions` of each array with `body`, from the initial scalars; one value an array.
    pub fn reduce(
        &mut self,
        arrays: &[Value],
        initials: &[Value],
        dimensions: &[usize],
        body: ComputationId,
    ) -> Result<Vec<Value>, IrError> {
        let operands = [arrays, initials].concat();
        let first = self.push(Op::Reduce { dimensions: dimensions.to_vec(), body }, &operands)?;
        Ok((0..arrays.len()).map(|result| Value { result, ..first }).collect())
    }

    /// Slices of `operand` at `indices`; indices out of range are held inside.
    pub fn gather(
        &mut self,
        operand: Value,
        indices: Value,
        dimensions: GatherDimensions,
        slice_sizes: &[usize],
    ) -> Result<Value, IrError> {
        let slice_sizes = slice_sizes.to_vec();
        self.push(Op::Gather { dimensions, slice_sizes }, &[operand, indices])
    }

    /// The box of these sizes that begins at `starts`, one scalar a dimension; starts are held where
    /// the box lies inside.
    pub fn dynamic_slice(
        &mut self,
        x: Value,
        starts: &[Value],
        sizes: &[usize],
    ) -> Result<Value, IrError> {
        let operands = [&[x], starts].concat();
        self.push(Op::DynamicSlice { sizes: sizes.to_vec() }, &operands)
    }

    /// `x` with `update` in the place of the box that begins at `starts`, one scalar a dimension;
    /// starts are held where the box lies inside.
    pub fn dynamic_update_slice(
        &mut self,
        x: Value,
        update: Value,
        starts: &[Value],
    ) -> Result<Value, IrError> {
        self.push(Op::DynamicUpdateSlice, &[&[x, update], starts].concat())
    }

    /// Arrays ordered together along a dimension by a comparator of (a, a', b, b', ...), which
    /// tells whether the elements a, b, ... come before a', b', ...
    pub fn sort(
        &mut self,
        arrays: &[Value],
        dimension: usize,
        stable: bool,
        comparator: ComputationId,
    ) -> Result<Vec<Value>, IrError> {
        let first = self.push(Op::Sort { dimension, stable, comparator }, arrays)?;
        Ok((0..arrays.len()).map(|result| Value { result, ..first }).collect())
    }

    /// States how a value lies on the mesh.
    pub fn constrain(&mut self, x: Value, spec: PartitionSpec) -> Result<Value, IrError> {
        self.push(Op::ShardingConstraint(spec), &[x])
    }
}
