//! Reads the collective of an instruction off the program, and prices it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::estimate::Communication;
use crate::estimate::ici::{Transfer, price};
use crate::estimate::machine::Machine;
use crate::estimate::traffic::{Program, laid_out_bytes};
use crate::inspect::collectives::CollectiveKind;
use crate::inspect::groups::partition_groups;
use crate::wire::hlo::HloInstructionProto;

/// How deep fusions in fusions are followed; a broken file may nest them in a circle.
const DEEPEST: usize = 16;

type ById<'a> = BTreeMap<i64, &'a HloInstructionProto>;

/// The communication of an instruction: it is a collective, or a fusion or asynchronous call of one.
pub(super) fn of(
    program: &Program<'_>,
    instruction: &HloInstructionProto,
    by_id: &ById<'_>,
    machine: &Machine,
) -> Option<Communication> {
    let (kind, transfer) = found(program, instruction, by_id, machine.devices.len(), 0)?;
    let transfer = transfer.map(|transfer| Transfer { colors: colors(instruction), ..transfer });
    let cost = transfer.as_ref().and_then(|transfer| price(transfer, machine));
    let groups = transfer.as_ref().map_or(&[][..], |transfer| &transfer.groups);
    Some(Communication {
        kind,
        group_size: groups.iter().map(Vec::len).max(),
        operand_bytes: transfer.as_ref().map_or(0, |transfer| transfer.operand_bytes),
        overlap_seconds: 0.0,
        cost,
    })
}

/// The kind of collective, and what it transfers where its groups can be read.
fn found(
    program: &Program<'_>,
    instruction: &HloInstructionProto,
    by_id: &ById<'_>,
    partitions: usize,
    depth: usize,
) -> Option<(CollectiveKind, Option<Transfer>)> {
    let Some(kind) = CollectiveKind::from_opcode(&instruction.opcode) else {
        let mut inside = program.called(instruction).into_iter().filter(|_| depth < DEEPEST);
        return inside.find_map(|computation| {
            let by_id = computation.instructions_by_id();
            let mut inner = computation.instructions.iter();
            inner.find_map(|i| found(program, i, &by_id, partitions, depth + 1))
        });
    };
    let operands = instruction.operand_ids.iter().filter_map(|id| by_id.get(id));
    let bytes = operands.filter_map(|operand| operand.shape.as_ref()).map(laid_out_bytes);
    let transfer = Transfer {
        kind,
        groups: Vec::new(),
        pairs: Vec::new(),
        operand_bytes: bytes.fold(0, u64::saturating_add),
        colors: None,
    };
    if kind == CollectiveKind::CollectivePermute {
        let place = |id: i64| usize::try_from(id).ok();
        let pairs = instruction.source_target_pairs.iter();
        let pairs = pairs.map(|pair| Some((place(pair.source)?, place(pair.target)?)));
        return Some((
            kind,
            pairs.collect::<Option<_>>().map(|pairs| Transfer { pairs, ..transfer }),
        ));
    }
    let groups = partition_groups(instruction, partitions).map(|groups| Transfer {
        groups: groups.into_iter().map(|group| group.into_iter().collect()).collect(),
        ..transfer
    });
    Some((kind, groups))
}

/// Into how many parts the compiler cuts a collective, each going another way.
fn colors(instruction: &HloInstructionProto) -> Option<usize> {
    let config: Value = serde_json::from_slice(&instruction.backend_config).ok()?;
    let debug = config.get("collective_algorithm_config")?.get("debug")?.as_str()?;
    let told = debug.split_once("colors:")?.1;
    told.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}
