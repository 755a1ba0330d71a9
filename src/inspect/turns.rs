//! How often the loops of an optimized program turn.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::wire::hlo::{HloComputationProto, HloInstructionProto, HloModuleProto};
use crate::wire::xla_data::PrimitiveType;

/// For each computation inside of loops how often it runs in one run of the program: the product of
/// the turns of the loops around it, `None` where the turns of one cannot be read.
///
/// The turns are those that the compiler wrote beside the loop (`known_trip_count`), else the one
/// constant that the loop's condition counts up to, as loops of [`repeat`] do from 0 by 1.
///
/// [`repeat`]: crate::ir::builder::Builder::repeat
pub(crate) fn turns(module: &HloModuleProto) -> BTreeMap<i64, Option<u64>> {
    let by_id: BTreeMap<i64, &HloComputationProto> =
        module.computations.iter().map(|c| (c.id, c)).collect();
    let mut runs = BTreeMap::new();
    let mut open: Vec<(i64, Option<u64>)> = Vec::new();
    let called: BTreeSet<i64> = instructions(module).flat_map(called_by).collect();
    open.extend(by_id.keys().filter(|id| !called.contains(id)).map(|&id| (id, Some(1))));
    // A program calls without circles; a broken file that does not is left off here.
    let mut steps = 0;
    while let Some((id, times)) = open.pop() {
        steps += 1;
        let Some(computation) = by_id.get(&id).filter(|_| steps < 1 << 16) else { continue };
        for instruction in &computation.instructions {
            let looped = instruction.opcode == "while";
            let own = if looped { loop_turns(instruction, &by_id) } else { Some(1) };
            let inner = times.zip(own).map(|(times, own)| times.saturating_mul(own));
            for called in called_by(instruction) {
                if looped || runs.contains_key(&id) {
                    runs.insert(called, inner);
                }
                open.push((called, inner));
            }
        }
    }
    runs
}

fn instructions(module: &HloModuleProto) -> impl Iterator<Item = &HloInstructionProto> {
    module.computations.iter().flat_map(|c| &c.instructions)
}

fn called_by(instruction: &HloInstructionProto) -> impl Iterator<Item = i64> {
    instruction.called_computation_ids.iter().copied()
}

/// How often one loop turns each time.
fn loop_turns(
    instruction: &HloInstructionProto,
    by_id: &BTreeMap<i64, &HloComputationProto>,
) -> Option<u64> {
    written_turns(instruction).or_else(|| counted_turns(instruction, by_id))
}

fn written_turns(instruction: &HloInstructionProto) -> Option<u64> {
    let config: Value = serde_json::from_slice(&instruction.backend_config).ok()?;
    let count = config.get("known_trip_count")?.get("n")?;
    count.as_u64().or_else(|| count.as_str()?.parse().ok())
}

/// The one s32 that the condition holds beside its one comparison, which is `<`.
fn counted_turns(
    instruction: &HloInstructionProto,
    by_id: &BTreeMap<i64, &HloComputationProto>,
) -> Option<u64> {
    // The other computation, the body, returns no truth value.
    let is_condition = |c: &&&HloComputationProto| {
        let root = c.instructions.iter().find(|i| i.id == c.root_id);
        let dims = root.and_then(|root| root.shape.as_ref());
        dims.is_some_and(|shape| shape.element_type == PrimitiveType::Pred as i32)
    };
    let mut all = called_by(instruction).filter_map(|id| by_id.get(&id));
    let condition = all.find(is_condition)?;
    let inner = condition.instructions.iter().flat_map(called_by).filter_map(|id| by_id.get(&id));
    let told: Vec<&HloInstructionProto> =
        condition.instructions.iter().chain(inner.flat_map(|c| &c.instructions)).collect();
    let compares: Vec<&str> = told
        .iter()
        .filter(|i| i.opcode == "compare")
        .map(|i| i.comparison_direction.as_str())
        .collect();
    let literals = told.iter().filter(|i| i.opcode == "constant").map(|i| i.literal.as_ref());
    let constants: Vec<&[i32]> = literals.map(|l| l.map_or(&[][..], |l| &l.s32s)).collect();
    match (&compares[..], &constants[..]) {
        (["LT"], [[limit]]) => u64::try_from(*limit).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::xla_data::{LiteralProto, ShapeProto};

    fn instruction(opcode: &str, called: &[i64]) -> HloInstructionProto {
        let called_computation_ids = called.to_vec();
        HloInstructionProto {
            opcode: opcode.to_owned(),
            called_computation_ids,
            ..Default::default()
        }
    }

    /// A condition that counts up to a limit.
    fn below(id: i64, limit: i32, direction: &str) -> HloComputationProto {
        let literal = Some(LiteralProto { s32s: vec![limit], ..Default::default() });
        let constant = HloInstructionProto { literal, ..instruction("constant", &[]) };
        let pred = ShapeProto { element_type: PrimitiveType::Pred as i32, ..Default::default() };
        let compare = HloInstructionProto {
            id: 7,
            comparison_direction: direction.to_owned(),
            shape: Some(pred),
            ..instruction("compare", &[])
        };
        let instructions = vec![constant, compare];
        HloComputationProto { id, instructions, root_id: 7, ..Default::default() }
    }

    fn computation(id: i64, instructions: Vec<HloInstructionProto>) -> HloComputationProto {
        HloComputationProto { id, instructions, ..Default::default() }
    }

    #[test]
    fn a_loop_in_a_loop_runs_as_often_as_both_turn() {
        let told = HloInstructionProto {
            backend_config: br#"{"known_trip_count":{"n":"5"}}"#.to_vec(),
            ..instruction("while", &[3, 4])
        };
        let module = HloModuleProto {
            computations: vec![
                computation(6, vec![]),
                below(1, 12, "LT"),
                below(3, 9, "NE"),
                computation(4, vec![instruction("fusion", &[6])]),
                computation(2, vec![told]),
                below(8, 3, "NE"),
                computation(9, vec![]),
                computation(5, vec![instruction("while", &[1, 2]), instruction("while", &[8, 9])]),
            ],
            ..Default::default()
        };
        let turns = turns(&module);
        assert_eq!([2, 4, 6].map(|id| turns[&id]), [Some(12), Some(60), Some(60)]);
        // It counts otherwise than up to a limit.
        assert_eq!(turns[&9], None);
        assert_eq!(turns.get(&5), None);
    }
}
