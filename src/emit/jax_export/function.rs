//! A function as JAX knows it: a flat list of arrays in, one out, how they lie, and its program.

use crate::emit::jax_export::Platforms;
use crate::emit::jax_export::backward::{Backward, gradient_of};
use crate::emit::jax_export::main_text::{backward_text, forward_text};
use crate::ir::module::Port;
use crate::ir::shape::Shape;
use crate::ir::verify::Verified;
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;

/// An array at the boundary of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Array {
    /// The name in the graph.
    pub name: String,
    /// The shape of the whole array.
    pub shape: Shape,
    /// How it is cut.
    pub spec: PartitionSpec,
    /// Whether it stands for the gradient of integers, which JAX calls `float0`.
    pub is_float0: bool,
}

impl Array {
    /// The gradient of this array, as JAX sees it.
    fn gradient(&self) -> Self {
        let is_float0 = !self.shape.element_type.is_float();
        Array { name: gradient_of(&self.name), is_float0, ..self.clone() }
    }
}

/// How a caller passes the arrays of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passing {
    /// In by keyword and out by key.
    ByName,
    /// In and out by position.
    ByPosition,
}

/// What a file tells of a function.
#[derive(Debug)]
pub(super) struct Function<'a> {
    /// Its name in messages.
    pub name: &'a str,
    /// The mesh that shardings speak of; `None` where nothing is cut.
    pub mesh: Option<&'a Mesh>,
    /// All arrays that it takes.
    pub arguments: Vec<Array>,
    /// Which of them the program takes.
    pub kept: Vec<usize>,
    /// All arrays that it gives.
    pub results: Vec<Array>,
    /// How a caller passes them.
    pub passing: Passing,
    /// The program: StableHLO text.
    pub text: String,
}

impl<'a> Function<'a> {
    /// A step: all that it takes and gives, in the order of their names, which is that of
    /// dictionaries in JAX.
    pub(super) fn forward(graph: &'a Verified, platforms: &Platforms) -> Self {
        let (arguments, results) = (sorted(parameters(graph)), sorted(results(graph)));
        let text = forward_text(graph, &arguments, &results, platforms);
        let kept = (0..arguments.len()).collect();
        let (name, mesh) = (&*graph.module().name, mesh_of(graph));
        Function { name, mesh, arguments, kept, results, passing: Passing::ByName, text }
    }

    /// The function that JAX calls for gradients: all that the step takes, then the gradients of all
    /// that it gives; out come the gradients of all that the step takes.
    pub(super) fn backward(
        forward: &Verified,
        backward: &Backward<'a>,
        platforms: &Platforms,
    ) -> Self {
        let primals = sorted(parameters(forward));
        let pulled = sorted(results(forward));
        let results = primals.iter().map(Array::gradient).collect::<Vec<_>>();
        let arguments: Vec<Array> =
            primals.into_iter().chain(pulled.iter().map(Array::gradient)).collect();
        let needs = |&index: &usize| backward.needs(&arguments[index]);
        let kept = (0..arguments.len()).filter(needs).collect();
        let text = backward_text(backward, &arguments, &results, platforms);
        let (name, mesh) = (&*backward.graph.module().name, mesh_of(backward.graph));
        Function { name, mesh, arguments, kept, results, passing: Passing::ByPosition, text }
    }
}

/// The mesh of a graph of several devices.
fn mesh_of(graph: &Verified) -> Option<&Mesh> {
    Some(&graph.module().mesh).filter(|mesh| mesh.device_count() > 1)
}

/// What a graph takes, in its own order.
pub(super) fn parameters(graph: &Verified) -> Vec<Array> {
    let module = graph.module();
    arrays(&module.parameters, module.entry.parameter_shapes())
}

/// What a graph gives, in its own order.
pub(super) fn results(graph: &Verified) -> Vec<Array> {
    let module = graph.module();
    arrays(&module.results, module.entry.result_shapes())
}

fn arrays<'a>(ports: &[Port], shapes: impl Iterator<Item = &'a Shape>) -> Vec<Array> {
    let array = |(port, shape): (&Port, &Shape)| Array {
        name: port.name.clone(),
        shape: shape.clone(),
        spec: port.spec.clone(),
        is_float0: false,
    };
    ports.iter().zip(shapes).map(array).collect()
}

fn sorted(mut arrays: Vec<Array>) -> Vec<Array> {
    arrays.sort_by(|a, b| a.name.cmp(&b.name));
    arrays
}
