//! Builds a module instruction by instruction; each method infers and checks its shape.

mod composed;
mod loops;
mod ops;
mod order;
mod regions;

use crate::ir::error::IrError;
use crate::ir::infer::infer;
use crate::ir::module::{Alias, Computation, Instruction, Module, Port};
use crate::ir::op::Op;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::{ComputationId, Value};
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;

/// A module under construction: its entry computation and the computations called so far.
#[derive(Debug)]
pub struct Builder {
    module: Module,
    /// The computations that are being built inside the entry, the innermost last.
    open: Vec<Computation>,
    /// Whether small sums keep one order.
    fixes_order: bool,
}

impl Builder {
    /// An empty module of this name over this mesh.
    pub fn new(name: &str, mesh: Mesh) -> Self {
        Builder {
            module: Module {
                name: name.to_owned(),
                mesh,
                entry: Computation::empty("main"),
                computations: Vec::new(),
                parameters: Vec::new(),
                results: Vec::new(),
                aliases: Vec::new(),
            },
            open: Vec::new(),
            fixes_order: false,
        }
    }

    /// The mesh of the module.
    pub fn mesh(&self) -> &Mesh {
        &self.module.mesh
    }

    /// The shape of a value.
    pub fn shape(&self, value: Value) -> &Shape {
        self.computation_at(value.depth).shape(value)
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
        let computation = self.computation_at_mut(value.depth);
        computation.instructions[value.instruction].label = Some(label);
        value
    }

    /// A computation of scalars, built by `body` from its parameters, for ops to call.
    ///
    /// # Errors
    /// Whatever `body` does wrong, and values of other computations in it.
    pub fn computation(
        &mut self,
        name: &str,
        parameters: &[ElementType],
        body: impl FnOnce(&mut Builder, &[Value]) -> Result<Vec<Value>, IrError>,
    ) -> Result<ComputationId, IrError> {
        let scalars: Vec<Shape> = parameters.iter().copied().map(Shape::scalar).collect();
        self.nested(name, &scalars, body)
    }

    /// A computation of arrays, built like [`Self::computation`]. One that says the same as one
    /// of the same name is that one; another one of the same name gets a number.
    fn nested<E: From<IrError>>(
        &mut self,
        name: &str,
        parameters: &[Shape],
        body: impl FnOnce(&mut Builder, &[Value]) -> Result<Vec<Value>, E>,
    ) -> Result<ComputationId, E> {
        self.open.push(Computation::empty(name));
        let results = self.nested_results(parameters, body);
        let computation = self.open.pop();
        let results = results?;
        let mut computation = computation.map(|c| Computation { results, ..c });
        let known = &self.module.computations;
        let same = |c: &Computation| computation.as_ref().is_some_and(|new| new.says_same(c));
        if let Some(index) = known.iter().position(|c| c.name.starts_with(name) && same(c)) {
            return Ok(ComputationId(index));
        }
        let taken = |name: &str| known.iter().any(|c| c.name == name);
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        if let (Some(new), Some(free)) = (&mut computation, names.find(|name| !taken(name))) {
            new.name = free;
        }
        self.module.computations.extend(computation);
        Ok(ComputationId(self.module.computations.len() - 1))
    }

    fn nested_results<E: From<IrError>>(
        &mut self,
        parameters: &[Shape],
        body: impl FnOnce(&mut Builder, &[Value]) -> Result<Vec<Value>, E>,
    ) -> Result<Vec<Value>, E> {
        let mut values = Vec::with_capacity(parameters.len());
        for (number, shape) in parameters.iter().enumerate() {
            values.push(self.push(Op::Parameter { number, shape: shape.clone() }, &[])?);
        }
        let results = body(self, &values)?;
        Ok(self.own("return", &results)?)
    }

    /// Adds an instruction, or finds the one that already says the same: ops have no effects.
    fn push(&mut self, op: Op, operands: &[Value]) -> Result<Value, IrError> {
        let depth = self.open.len();
        let operands = self.own(op.hlo_name(), operands)?;
        let computation = self.computation_at(depth);
        let mut written = computation.instructions.iter();
        if let Some(same) = written.position(|i| i.op == op && i.operands == operands) {
            return Ok(Value { instruction: same, result: 0, depth });
        }
        let shapes: Vec<&Shape> = operands.iter().map(|&v| computation.shape(v)).collect();
        let shapes = infer(&op, &shapes, &self.module.computations, &self.module.mesh)?;
        let computation = self.computation_at_mut(depth);
        computation.instructions.push(Instruction { op, operands, shapes, label: None });
        Ok(Value { instruction: computation.instructions.len() - 1, result: 0, depth })
    }

    /// The values as an instruction of the innermost computation holds them.
    fn own(&self, op: &'static str, values: &[Value]) -> Result<Vec<Value>, IrError> {
        let depth = self.open.len();
        if values.iter().all(|value| value.depth == depth) {
            return Ok(values.iter().map(|value| Value { depth: 0, ..*value }).collect());
        }
        Err(IrError::Captured { computation: self.computation_at(depth).name.clone(), op })
    }

    fn computation_at(&self, depth: usize) -> &Computation {
        if depth == 0 { &self.module.entry } else { &self.open[depth - 1] }
    }

    fn computation_at_mut(&mut self, depth: usize) -> &mut Computation {
        if depth == 0 { &mut self.module.entry } else { &mut self.open[depth - 1] }
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
