//! Builds a module instruction by instruction; each method infers and checks its shape.

use crate::ir::attr::{Direction, DotDimensions, GatherDimensions, Precision, SliceRange};
use crate::ir::error::IrError;
use crate::ir::infer::infer;
use crate::ir::literal::Literal;
use crate::ir::module::{Alias, Computation, Instruction, Module, Port};
use crate::ir::op::{BinaryOp, Op, UnaryOp};
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::{ComputationId, Value};
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;

/// A module under construction: its entry computation and the computations called so far.
#[derive(Debug)]
pub struct Builder {
    module: Module,
}

impl Builder {
    /// An empty module of this name over this mesh.
    pub fn new(name: &str, mesh: Mesh) -> Self {
        let entry = Computation { name: "main".into(), instructions: vec![], results: vec![] };
        Builder {
            module: Module {
                name: name.to_owned(),
                mesh,
                entry,
                computations: Vec::new(),
                parameters: Vec::new(),
                results: Vec::new(),
                aliases: Vec::new(),
            },
        }
    }

    /// The mesh of the module.
    pub fn mesh(&self) -> &Mesh {
        &self.module.mesh
    }

    /// The shape of a value.
    pub fn shape(&self, value: Value) -> &Shape {
        self.module.entry.shape(value)
    }

    /// The next input of the module. All parameters come before any other instruction.
    ///
    /// # Errors
    /// None today; shapes of parameters are free.
    pub fn parameter(
        &mut self,
        name: &str,
        shape: Shape,
        spec: PartitionSpec,
    ) -> Result<Value, IrError> {
        let number = self.module.parameters.len();
        self.module.parameters.push(Port { name: name.to_owned(), spec });
        self.push(Op::Parameter { number, shape }, &[])
    }

    /// Returns `value` under a name, laid out by `spec`.
    pub fn result(&mut self, name: &str, value: Value, spec: PartitionSpec) {
        self.module.entry.results.push(value);
        self.module.results.push(Port { name: name.to_owned(), spec });
    }

    /// Lets result `result` reuse the buffer of parameter `parameter`.
    pub fn alias(&mut self, result: usize, parameter: usize) {
        self.module.aliases.push(Alias { result, parameter });
    }

    /// The finished module; not yet verified.
    pub fn finish(self) -> Module {
        self.module
    }

    /// Gives a value a name that the emitted programs show.
    pub fn label(&mut self, value: Value, label: &'static str) -> Value {
        self.module.entry.instructions[value.instruction].label = Some(label);
        value
    }

    /// A computation of scalars, built by `body` from its parameters, for ops to call.
    ///
    /// # Errors
    /// Whatever `body` does wrong.
    pub fn computation(
        &mut self,
        name: &str,
        parameters: &[ElementType],
        body: impl FnOnce(&mut Builder, &[Value]) -> Result<Vec<Value>, IrError>,
    ) -> Result<ComputationId, IrError> {
        if let Some(index) = self.module.computations.iter().position(|c| c.name == name) {
            return Ok(ComputationId(index));
        }
        let mut inner = Builder::new(name, self.module.mesh.clone());
        let mut values = Vec::with_capacity(parameters.len());
        for (number, &element_type) in parameters.iter().enumerate() {
            let shape = Shape::scalar(element_type);
            values.push(inner.push(Op::Parameter { number, shape }, &[])?);
        }
        let results = body(&mut inner, &values)?;
        let mut computation = inner.module.entry;
        computation.name = name.to_owned();
        computation.results = results;
        self.module.computations.push(computation);
        Ok(ComputationId(self.module.computations.len() - 1))
    }

    /// Adds an instruction, or finds the one that already says the same: ops have no effects.
    fn push(&mut self, op: Op, operands: &[Value]) -> Result<Value, IrError> {
        let mut written = self.module.entry.instructions.iter();
        if let Some(same) = written.position(|i| i.op == op && i.operands == operands) {
            return Ok(Value { instruction: same, result: 0 });
        }
        let shapes: Vec<&Shape> = operands.iter().map(|&v| self.module.entry.shape(v)).collect();
        let shapes = infer(&op, &shapes, &self.module.computations)?;
        let operands = operands.to_vec();
        self.module.entry.instructions.push(Instruction { op, operands, shapes, label: None });
        Ok(Value { instruction: self.module.entry.instructions.len() - 1, result: 0 })
    }
}

/// One method an op.
///
/// Each gives an error where the operands do not fit (see [`infer`]).
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

    /// States how a value lies on the mesh.
    pub fn constrain(&mut self, x: Value, spec: PartitionSpec) -> Result<Value, IrError> {
        self.push(Op::ShardingConstraint(spec), &[x])
    }
}

/// Ops made of others.
#[expect(clippy::missing_errors_doc, reason = "as of the ops they are made of")]
impl Builder {
    /// A scalar constant repeated into the dimensions of `like`.
    pub fn splat(
        &mut self,
        like: Value,
        element_type: ElementType,
        value: f64,
    ) -> Result<Value, IrError> {
        let dims = self.shape(like).dims.clone();
        let scalar = self.scalar(element_type, value)?;
        self.broadcast(scalar, &dims, &[])
    }

    /// A scalar repeated into the dimensions of `like`.
    pub fn spread(&mut self, scalar: Value, like: Value) -> Result<Value, IrError> {
        let dims = self.shape(like).dims.clone();
        self.broadcast(scalar, &dims, &[])
    }

    /// The sum over some dimensions, in the array's own type.
    pub fn sum(&mut self, x: Value, dimensions: &[usize]) -> Result<Value, IrError> {
        let t = self.shape(x).element_type;
        let name = format!("sum_{t}");
        self.fold(x, dimensions, &name, BinaryOp::Add, 0.0)
    }

    /// Whether all truth values along some dimensions hold.
    pub fn all(&mut self, x: Value, dimensions: &[usize]) -> Result<Value, IrError> {
        self.fold(x, dimensions, "all", BinaryOp::And, 1.0)
    }

    fn fold(
        &mut self,
        x: Value,
        dimensions: &[usize],
        name: &str,
        op: BinaryOp,
        initial: f64,
    ) -> Result<Value, IrError> {
        let t = self.shape(x).element_type;
        let body = self.computation(name, &[t, t], |b, p| Ok(vec![b.binary(op, p[0], p[1])?]))?;
        let initial = self.scalar(t, initial)?;
        Ok(self.reduce(&[x], &[initial], dimensions, body)?[0])
    }

    /// The position of the smallest value along `dimension`, the first of equals, as s32; 0 where
    /// no value is below infinity. A NaN is never smaller than anything.
    ///
    /// (value, index) pairs are folded together: comparing floats with a minimum found before
    /// goes wrong where the compiler keeps more precision in one place than in the other.
    pub fn argmin(&mut self, x: Value, dimension: usize) -> Result<Value, IrError> {
        let shape = self.shape(x).clone();
        let (t, s32) = (shape.element_type, ElementType::S32);
        let index = self.iota(shape.with_type(s32), dimension)?;
        let body = self.computation(&format!("argmin_{t}"), &[t, s32, t, s32], |b, p| {
            let (lhs, lhs_index, rhs, rhs_index) = (p[0], p[1], p[2], p[3]);
            let less = b.compare(Direction::Lt, lhs, rhs)?;
            let no_number = b.compare(Direction::Ne, rhs, rhs)?;
            let equal = b.compare(Direction::Eq, lhs, rhs)?;
            let earlier = b.compare(Direction::Lt, lhs_index, rhs_index)?;
            let tie = b.binary(BinaryOp::And, equal, earlier)?;
            let better = b.binary(BinaryOp::Or, less, no_number)?;
            let keep = b.binary(BinaryOp::Or, better, tie)?;
            Ok(vec![b.select(keep, lhs, rhs)?, b.select(keep, lhs_index, rhs_index)?])
        })?;
        let worst = self.scalar(t, f64::INFINITY)?;
        let last = self.scalar(s32, f64::from(i32::MAX))?;
        let folded = self.reduce(&[x, index], &[worst, last], &[dimension], body)?;
        let (smallest, position) = (folded[0], folded[1]);
        // This must also read the smallest value: libtpu stores one that nobody reads as bf16, and
        // a reduction in several windows would go on from that.
        let infinity = self.splat(smallest, t, f64::INFINITY)?;
        let found = self.compare(Direction::Lt, smallest, infinity)?;
        let first = self.splat(position, s32, 0.0)?;
        self.select(found, position, first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_ops_share_their_computations() {
        let mut b = Builder::new("shared", Mesh::of_sizes(&[1]).expect("a mesh"));
        let spec = PartitionSpec::replicated(2);
        let x = b.parameter("x", Shape::new(ElementType::F32, &[2, 3]), spec).expect("a parameter");
        let rows = b.sum(x, &[1]).expect("a sum");
        b.sum(x, &[0, 1]).expect("a sum");
        let codes = b.argmin(x, 1).expect("an argmin");
        assert_eq!(b.shape(rows).to_string(), "f32[2]");
        assert_eq!(b.shape(codes).to_string(), "s32[2]");
        let names: Vec<_> = b.finish().computations.into_iter().map(|c| c.name).collect();
        assert_eq!(names, ["sum_f32", "argmin_f32"]);
    }

    #[test]
    fn what_is_already_written_is_not_written_again() {
        let mut b = Builder::new("once", Mesh::of_sizes(&[1]).expect("a mesh"));
        let one = b.scalar(ElementType::F32, 1.0).expect("a scalar");
        assert_eq!(b.scalar(ElementType::F32, 1.0), Ok(one));
        assert_ne!(b.scalar(ElementType::F32, 2.0), Ok(one));
    }
}
