//! Leaves out what no result depends on, so that recipes may offer more than a step gives.

use crate::ir::module::{Computation, Module, Role};
use crate::ir::op::Op;
use crate::ir::value::Value;

/// The module without instructions of the entry and of its manual regions that no result depends on;
/// parameters stay.
#[must_use]
pub fn prune(mut module: Module) -> Module {
    module.entry = pruned(module.entry);
    let calls = module.entry.instructions.iter().flat_map(|instruction| instruction.op.calls());
    let regions = calls.filter(|(_, role)| *role == Role::Region).map(|(id, _)| id.index());
    for index in regions.collect::<Vec<usize>>() {
        let body = std::mem::replace(&mut module.computations[index], Computation::empty(""));
        module.computations[index] = pruned(body);
    }
    module
}

fn pruned(computation: Computation) -> Computation {
    let mut needed = vec![false; computation.instructions.len()];
    for value in &computation.results {
        needed[value.instruction] = true;
    }
    for (index, instruction) in computation.instructions.iter().enumerate().rev() {
        needed[index] |= matches!(instruction.op, Op::Parameter { .. });
        if needed[index] {
            for operand in &instruction.operands {
                needed[operand.instruction] = true;
            }
        }
    }
    kept(computation, &needed)
}

fn kept(computation: Computation, needed: &[bool]) -> Computation {
    let mut place = Vec::with_capacity(needed.len());
    let mut count = 0;
    for &stays in needed {
        place.push(count);
        count += usize::from(stays);
    }
    let moved = |value: Value| Value { instruction: place[value.instruction], ..value };
    let instructions =
        computation.instructions.into_iter().zip(needed).filter(|(_, stays)| **stays);
    let renumbered = instructions.map(|(mut instruction, _)| {
        instruction.operands = instruction.operands.into_iter().map(moved).collect();
        instruction
    });
    Computation {
        name: computation.name,
        instructions: renumbered.collect(),
        results: computation.results.into_iter().map(moved).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::builder::Builder;
    use crate::ir::op::UnaryOp;
    use crate::ir::shape::{ElementType, Shape};
    use crate::ir::verify::verify;
    use crate::sharding::mesh::Mesh;
    use crate::sharding::spec::PartitionSpec;

    #[test]
    fn what_no_result_reads_is_left_out_and_parameters_stay() {
        let mut b = Builder::new("pruned", Mesh::of_sizes(&[1]).expect("a mesh"));
        let shape = Shape::new(ElementType::F32, &[2]);
        let spec = PartitionSpec::replicated(1);
        let x = b.parameter("x", shape.clone(), spec.clone()).expect("a parameter");
        b.parameter("unread", shape, spec.clone()).expect("a parameter");
        let unread = b.unary(UnaryOp::Log, x).expect("a log");
        b.add(unread, x).expect("a sum");
        let read = b.unary(UnaryOp::Negate, x).expect("a negation");
        b.result("y", read, spec);
        let module = prune(b.finish());
        let ops: Vec<_> = module.entry.instructions.iter().map(|i| i.op.hlo_name()).collect();
        assert_eq!(ops, ["parameter", "parameter", "negate"]);
        verify(module).expect("a module that holds together");
    }
}
