//! The promise: what passes here can be written out in every format.

mod places;

use std::collections::BTreeSet;

use crate::ir::error::IrError;
use crate::ir::infer::{infer, listed};
use crate::ir::module::{Computation, Module, Port};
use crate::ir::op::Op;
use crate::ir::shape::Shape;
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;

use places::verify_places;

/// A module that has passed [`verify`]; emitters take nothing else.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified(Module);

impl Verified {
    /// The module.
    pub fn module(&self) -> &Module {
        &self.0
    }
}

/// Checks a whole module: shapes, order of definition, names, shardings and aliases.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify(module: Module) -> Result<Verified, IrError> {
    for (index, computation) in module.computations.iter().enumerate() {
        // A computation may call only those before it, so that calls cannot form a circle.
        verify_computation(computation, &module.computations[..index], &module.mesh)?;
    }
    verify_computation(&module.entry, &module.computations, &module.mesh)?;
    verify_roles(&module)?;
    verify_places(&module)?;
    let parameters: Vec<&Shape> = module.entry.parameter_shapes().collect();
    let results: Vec<&Shape> = module.entry.result_shapes().collect();
    verify_ports(&module, "parameter", &module.parameters, &parameters)?;
    verify_ports(&module, "result", &module.results, &results)?;
    verify_names(&module)?;
    verify_aliases(&module, &parameters, &results)?;
    Ok(Verified(module))
}

fn verify_computation(
    computation: &Computation,
    callable: &[Computation],
    mesh: &Mesh,
) -> Result<(), IrError> {
    let mut parameters = 0;
    for (index, instruction) in computation.instructions.iter().enumerate() {
        let op = instruction.op.hlo_name();
        let undefined = || IrError::Undefined { computation: computation.name.clone(), op };
        let mut shapes = Vec::with_capacity(instruction.operands.len());
        for operand in &instruction.operands {
            let defined = computation.instructions[..index].get(operand.instruction);
            let defined = defined.filter(|_| operand.depth == 0);
            shapes.push(defined.and_then(|d| d.shapes.get(operand.result)).ok_or_else(undefined)?);
        }
        let inferred = infer(&instruction.op, &shapes, callable, mesh)?;
        if let Some(shape) = inferred.iter().find(|shape| shape.element_count() == usize::MAX) {
            return Err(IrError::TooLarge { op, shape: shape.clone() });
        }
        if inferred != instruction.shapes {
            return Err(IrError::WrongShape {
                computation: computation.name.clone(),
                op,
                found: listed(instruction.shapes.iter()),
                wanted: listed(inferred.iter()),
            });
        }
        if let Op::Parameter { number, .. } = instruction.op {
            if number != index || index != parameters {
                return Err(undefined());
            }
            parameters += 1;
        }
        if let Op::ShardingConstraint(spec) = &instruction.op {
            verify_axes("sharding constraint", spec, mesh)?;
        }
    }
    let defined = |value: &crate::ir::value::Value| {
        let instruction = computation.instructions.get(value.instruction);
        instruction.is_some_and(|i| value.depth == 0 && value.result < i.shapes.len())
    };
    if computation.results.iter().all(defined) {
        return Ok(());
    }
    Err(IrError::Undefined { computation: computation.name.clone(), op: "return" })
}

/// That each computation is called in one way: HLO hands a loop's state over as one tuple, and
/// scalars one by one.
fn verify_roles(module: &Module) -> Result<(), IrError> {
    let mut roles = vec![None; module.computations.len()];
    for (id, role) in module.calls() {
        let known = *roles[id.index()].get_or_insert(role);
        if known != role {
            let computation = module.computations[id.index()].name.clone();
            let (first, second) = (known.name(), role.name());
            return Err(IrError::CalledTwoWays { computation, first, second });
        }
    }
    Ok(())
}

/// That the axes are the mesh's own, each used once.
fn verify_axes(what: &str, spec: &PartitionSpec, mesh: &Mesh) -> Result<(), IrError> {
    let wrap = |source| IrError::Sharding { what: what.to_owned(), source };
    PartitionSpec::new(mesh, spec.dimensions().to_vec()).map(|_| ()).map_err(wrap)
}

fn verify_ports(
    module: &Module,
    what: &'static str,
    ports: &[Port],
    shapes: &[&Shape],
) -> Result<(), IrError> {
    if ports.len() != shapes.len() {
        let (found, wanted) = (ports.len(), shapes.len());
        return Err(IrError::OperandCount { op: what, found, wanted });
    }
    for (port, &shape) in ports.iter().zip(shapes) {
        let what = format!("{what} {}", port.name);
        let (found, wanted) = (port.spec.dimensions().len(), shape.rank());
        if found != wanted {
            return Err(IrError::ShardingRank { what, found, wanted, shape: shape.clone() });
        }
        verify_axes(&what, &port.spec, &module.mesh)?;
        // Arrays that cross the boundary are cut evenly: plugins take no ragged shards.
        let even = port.spec.shard_dims(&module.mesh, &shape.dims);
        even.map_err(|source| IrError::Sharding { what, source })?;
    }
    Ok(())
}

/// Names become HLO instructions, SSA values and file keys: identifiers that stand once.
fn verify_names(module: &Module) -> Result<(), IrError> {
    let bad = |what, name: &str, problem| IrError::BadName {
        module: module.name.clone(),
        what,
        name: name.to_owned(),
        problem,
    };
    let is_identifier = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if !is_identifier(&module.name) {
        return Err(bad("name", &module.name, "is not an identifier"));
    }
    for (what, ports) in [("parameter", &module.parameters), ("result", &module.results)] {
        let mut seen = BTreeSet::new();
        for port in ports {
            if !is_identifier(&port.name) {
                return Err(bad(what, &port.name, "is not an identifier"));
            }
            if !seen.insert(&port.name) {
                return Err(bad(what, &port.name, "stands twice"));
            }
        }
    }
    Ok(())
}

fn verify_aliases(
    module: &Module,
    parameters: &[&Shape],
    results: &[&Shape],
) -> Result<(), IrError> {
    let mut used = (BTreeSet::new(), BTreeSet::new());
    for alias in &module.aliases {
        let name = |ports: &[Port], number: usize| {
            ports.get(number).map_or_else(|| format!("#{number}"), |port| port.name.clone())
        };
        let bad = |problem: String| IrError::BadAlias {
            module: module.name.clone(),
            result: name(&module.results, alias.result),
            parameter: name(&module.parameters, alias.parameter),
            problem,
        };
        let pair = parameters.get(alias.parameter).zip(results.get(alias.result));
        let Some((parameter, result)) = pair else {
            return Err(bad("there is no such pair".to_owned()));
        };
        if parameter != result {
            return Err(bad(format!("{result} cannot reuse {parameter}")));
        }
        if module.parameters[alias.parameter].spec != module.results[alias.result].spec {
            return Err(bad("their shardings differ".to_owned()));
        }
        if !used.0.insert(alias.result) || !used.1.insert(alias.parameter) {
            return Err(bad("one of them is already aliased".to_owned()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::builder::Builder;
    use crate::ir::shape::ElementType;

    fn builder() -> Builder {
        Builder::new("checked", Mesh::of_sizes(&[2, 4]).expect("a mesh"))
    }

    fn spec(dimensions: &[&[usize]]) -> PartitionSpec {
        let mesh = Mesh::of_sizes(&[2, 4]).expect("a mesh");
        let dimensions = dimensions.iter().map(|axes| axes.to_vec()).collect();
        PartitionSpec::new(&mesh, dimensions).expect("a spec")
    }

    fn message(b: Builder) -> String {
        verify(b.finish()).expect_err("a wrong module").to_string()
    }

    #[test]
    fn shards_at_the_boundary_are_even() {
        let mut b = builder();
        b.parameter("x", Shape::new(ElementType::F32, &[3, 8]), spec(&[&[0], &[1]])).expect("x");
        assert_eq!(
            message(b),
            "parameter x: sharding: dimension 0 of size 3 is not divisible by the 2 devices of data"
        );
        let mut b = builder();
        b.parameter("x", Shape::new(ElementType::F32, &[4]), spec(&[&[0], &[1]])).expect("x");
        assert_eq!(message(b), "parameter x: sharding names 2 dimensions, wanted 1 for f32[4]");
    }

    #[test]
    fn names_are_identifiers_and_stand_once() {
        let scalar = Shape::scalar(ElementType::F32);
        let mut b = builder();
        b.parameter("x y", scalar.clone(), spec(&[])).expect("x");
        assert_eq!(message(b), r#"module checked: parameter "x y" is not an identifier"#);
        let mut b = builder();
        let x = b.parameter("x", scalar, spec(&[])).expect("x");
        b.result("y", x, spec(&[]));
        b.result("y", x, spec(&[]));
        assert_eq!(message(b), r#"module checked: result "y" stands twice"#);
    }

    #[test]
    fn aliases_join_equal_arrays() {
        let mut b = builder();
        let x = b.parameter("x", Shape::scalar(ElementType::F32), spec(&[])).expect("x");
        let y = b.convert(x, ElementType::Bf16).expect("y");
        b.result("y", y, spec(&[]));
        b.alias(0, 0);
        assert_eq!(
            message(b),
            "module checked: alias of result y to parameter x: bf16[] cannot reuse f32[]"
        );
    }

    #[test]
    fn instructions_claim_what_their_op_gives() {
        let mut b = builder();
        let x = b.parameter("x", Shape::scalar(ElementType::F32), spec(&[])).expect("x");
        let y = b.add(x, x).expect("y");
        b.result("y", y, spec(&[]));
        let mut module = b.finish();
        module.entry.instructions[1].shapes = vec![Shape::new(ElementType::F32, &[2])];
        assert_eq!(
            verify(module).expect_err("a wrong shape").to_string(),
            "main: add claims f32[2], its operands give f32[]"
        );
    }

    #[test]
    fn a_computation_is_called_in_one_way() {
        let mut b = builder();
        let scalar = Shape::scalar(ElementType::Pred);
        let p = b.parameter("p", scalar, spec(&[])).expect("p");
        b.while_loop("wait", &[p], |_, state| Ok(state[0]), |_, state| Ok(state.to_vec()))
            .expect("a loop");
        let mut module = b.finish();
        let Op::While { condition, body } = &mut module.entry.instructions[1].op else {
            panic!("no loop");
        };
        *condition = *body;
        assert_eq!(
            verify(module).expect_err("one computation for both").to_string(),
            "computation wait_body is called as condition of a while and as body of a while, \
             wanted one of them"
        );
    }
}
