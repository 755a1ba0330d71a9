//! Builds a module instruction by instruction; each method infers and checks its shape.

mod composed;
mod ops;

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
