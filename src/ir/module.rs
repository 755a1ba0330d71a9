//! A module: an entry computation over named arrays, and the computations its ops call.

use crate::ir::op::Op;
use crate::ir::shape::Shape;
use crate::ir::value::{ComputationId, Value};
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;

/// An op applied to operands.
#[derive(Debug, Clone, PartialEq)]
pub struct Instruction {
    /// The function.
    pub op: Op,
    /// Its operands, all defined earlier in the same computation.
    pub operands: Vec<Value>,
    /// What it gives: one shape, or several for variadic ops.
    pub shapes: Vec<Shape>,
    /// A name for people; emitters make it unique.
    pub label: Option<&'static str>,
}

/// Instructions in an order in which each is defined before it is used.
#[derive(Debug, Clone, PartialEq)]
pub struct Computation {
    /// Its name.
    pub name: String,
    /// The instructions; parameters come first, in order of their numbers.
    pub instructions: Vec<Instruction>,
    /// What the computation returns.
    pub results: Vec<Value>,
}

impl Computation {
    /// One without instructions.
    pub(in crate::ir) fn empty(name: &str) -> Self {
        Computation { name: name.to_owned(), instructions: Vec::new(), results: Vec::new() }
    }

    /// Whether two do the same, whatever their names.
    pub(in crate::ir) fn says_same(&self, other: &Computation) -> bool {
        self.instructions == other.instructions && self.results == other.results
    }

    /// The shape of a value.
    pub fn shape(&self, value: Value) -> &Shape {
        &self.instructions[value.instruction].shapes[value.result]
    }

    /// Shapes of the parameters in order.
    pub fn parameter_shapes(&self) -> impl Iterator<Item = &Shape> {
        self.instructions
            .iter()
            .take_while(|instruction| matches!(instruction.op, Op::Parameter { .. }))
            .flat_map(|instruction| &instruction.shapes)
    }

    /// Shapes of the results in order.
    pub fn result_shapes(&self) -> impl Iterator<Item = &Shape> {
        self.results.iter().map(|&value| self.shape(value))
    }
}

/// How a computation is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// By an op that hands it scalars, as a reduce or a sort does.
    Scalars,
    /// By a while, to tell whether to go on.
    Condition,
    /// By a while, to make the next state.
    Body,
    /// By a manual region, on each device.
    Region,
}

impl Role {
    /// The role in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scalars => "function of scalars",
            Self::Condition => "condition of a while",
            Self::Body => "body of a while",
            Self::Region => "body of a manual region",
        }
    }
}

/// A named array at the module's boundary and how it lies on the mesh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Port {
    /// Its name: the interface in every format.
    pub name: String,
    /// How it is cut.
    pub spec: PartitionSpec,
}

/// A result that reuses (donates) a parameter's buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alias {
    /// Number of the result.
    pub result: usize,
    /// Number of the parameter.
    pub parameter: usize,
}

/// A whole program over a mesh.
#[derive(Debug, Clone, PartialEq)]
pub struct Module {
    /// Its name.
    pub name: String,
    /// The mesh that shardings speak of.
    pub mesh: Mesh,
    /// The computation that runs.
    pub entry: Computation,
    /// Computations that ops call.
    pub computations: Vec<Computation>,
    /// One a parameter of the entry.
    pub parameters: Vec<Port>,
    /// One a result of the entry.
    pub results: Vec<Port>,
    /// Donated buffers.
    pub aliases: Vec<Alias>,
}

impl Module {
    /// Every call in the module: which computation, and how.
    pub fn calls(&self) -> impl Iterator<Item = (ComputationId, Role)> {
        let computations = self.computations.iter().chain([&self.entry]);
        computations.flat_map(|c| &c.instructions).flat_map(|instruction| instruction.op.calls())
    }
}
