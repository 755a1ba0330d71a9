//! Prices an optimized program on its target, in the words of the report.

use std::collections::BTreeMap;

use crate::estimate::machine::{HOP_SECONDS, Machine};
use crate::estimate::{Bound, Communication, CycleSource, Estimate, Missing, Operation, total};
use crate::inspect::cycles::cycles;
use crate::pipeline::DeviceLayout;
use crate::report::estimate::{
    BoundReport, CollectiveCost, Estimate as EstimateReport, FloorReport, LABEL, OperationReport,
    Rate, TimeEstimate, Unpriced,
};
use crate::target::Target;
use crate::target::generation::Generation;
use crate::wire::hlo::HloModuleProto;

/// What a program takes on its devices, its cycles from `profile` where it has them; `None` on a
/// host.
pub fn estimate(
    target: &Target,
    devices: Option<&DeviceLayout>,
    optimized: &HloModuleProto,
    profile: &BTreeMap<String, u64>,
) -> Option<Estimate> {
    let machine = Machine::new(target.slice()?, devices?.devices.clone());
    Some(Estimate::of(optimized, &machine, profile))
}

/// The estimate in the report's words; `None` where the compiler counts no cycles.
pub(crate) fn report(
    target: &Target,
    optimized: &HloModuleProto,
    estimate: Option<&Estimate>,
) -> Option<EstimateReport> {
    let found = cycles(optimized)?;
    #[expect(clippy::cast_precision_loss, reason = "cycles are far below 2^53")]
    let cycles = found.cycles as f64;
    Some(EstimateReport {
        cycles,
        source: "libtpu's estimated_cycles, summed".to_owned(),
        note: format!(
            "not measured; {} of {} instructions carry none",
            found.unestimated,
            found.estimated + found.unestimated
        ),
        time: estimate.zip(target.generation()).map(|(e, generation)| time(e, generation)),
    })
}

fn time(estimate: &Estimate, generation: &Generation) -> TimeEstimate {
    let of = |bounds: &[Bound]| -> f64 {
        let all = estimate.operations.iter().filter(|o| o.communication.is_none());
        total(all.filter(|o| bounds.contains(&o.bound)).map(|o| o.seconds))
    };
    let floor = &estimate.floor;
    TimeEstimate {
        label: LABEL.to_owned(),
        seconds: estimate.seconds(),
        cycle_seconds: of(&[Bound::Cycles]),
        hbm_seconds: of(&[Bound::Hbm, Bound::Beside, Bound::Nothing, Bound::Ici]),
        collective_seconds: estimate.collective_seconds(),
        overlap_seconds: estimate.overlap_seconds(),
        cycles_from: cycles_from(&estimate.operations),
        floor: FloorReport {
            seconds: floor.seconds(),
            mandatory_bytes: floor.mandatory_bytes,
            hbm_seconds: floor.hbm_seconds,
            flops: floor.flops,
            flop_seconds: floor.flop_seconds,
            collective_seconds: floor.ici_seconds,
        },
        ratio_to_floor: estimate.ratio_to_floor(),
        rates: rates(generation),
        unpriced: unpriced(&estimate.operations),
        operations: estimate.operations.iter().map(operation).collect(),
    }
}

/// Whose cycles the operations have.
fn cycles_from(operations: &[Operation]) -> String {
    let count = |source| operations.iter().filter(|o| o.cycle_source == Some(source)).count();
    match (count(CycleSource::StaticProfile), count(CycleSource::Window)) {
        (0, _) => "libtpu's window estimates".to_owned(),
        (_, 0) => "libtpu's static profile".to_owned(),
        (profiled, windows) => format!(
            "libtpu's static profile for {profiled} operations, its window estimates for {windows}"
        ),
    }
}

fn rates(generation: &Generation) -> Vec<Rate> {
    let rate = |name: &str, value: f64, unit: &str, source: &str| Rate {
        name: name.to_owned(),
        value,
        unit: unit.to_owned(),
        source: source.to_owned(),
    };
    let (peak, flops) =
        (generation.peak_bf16_flops_per_chip, generation.bf16_flops_per_cycle_per_core);
    let hbm = generation.hbm_bytes_per_second_per_chip;
    let link = generation.ici_bytes_per_second_per_link;
    let clock = format!(
        "inferred: the peak over {} FLOPs a cycle of {} cores ({})",
        flops.value, generation.tensor_cores_per_chip, flops.source
    );
    let hop = "jax-ml.github.io/scaling-book, \"Sharded Matrices\": about 1 us a hop";
    vec![
        rate("clock of a core", generation.inferred_clock_hz(), "Hz", &clock),
        rate("bf16 products of a chip", peak.value, "FLOP/s", peak.source),
        rate("HBM of a chip", hbm.value, "B/s", hbm.source),
        rate("one link in one direction", link.value, "B/s", link.source),
        rate("latency of a hop", HOP_SECONDS, "s", hop),
    ]
}

/// What is left out, equal reasons together.
fn unpriced(operations: &[Operation]) -> Vec<Unpriced> {
    let mut by_reason: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for operation in operations {
        let Some(missing) = operation.missing() else { continue };
        let what = match missing {
            Missing::Scalars => "operations on scalars have no cycles".to_owned(),
            Missing::Cycles => format!("{} has no cycles, only its HBM bytes", operation.opcode),
            Missing::All => format!("{} has no cycles and no HBM bytes", operation.opcode),
            Missing::Groups => "a collective whose groups cannot be read".to_owned(),
            Missing::Turns => "a loop whose turns cannot be read, counted once".to_owned(),
        };
        by_reason.entry(what).or_default().push(operation.name.clone());
    }
    let row = |(what, operations)| Unpriced { what, operations };
    by_reason.into_iter().map(row).collect()
}

fn operation(operation: &Operation) -> OperationReport {
    OperationReport {
        name: operation.name.clone(),
        opcode: operation.opcode.clone(),
        runs: operation.runs,
        seconds: operation.seconds,
        bound: match operation.bound {
            Bound::Cycles => BoundReport::Cycles,
            Bound::Hbm => BoundReport::Hbm,
            Bound::Ici => BoundReport::Ici,
            Bound::Beside => BoundReport::Beside,
            Bound::Nothing => BoundReport::Nothing,
        },
        cycles: operation.cycles,
        hbm_bytes: operation.hbm_bytes,
        collective: operation.communication.as_ref().map(collective),
    }
}

fn collective(communication: &Communication) -> CollectiveCost {
    let cost = communication.cost.clone().unwrap_or_default();
    CollectiveCost {
        kind: communication.kind.name().to_owned(),
        group_size: communication.group_size,
        operand_bytes: communication.operand_bytes,
        rings: cost.rings,
        colors: cost.colors,
        link_bytes: cost.link_bytes,
        links: cost.links.len(),
        hops: cost.hops,
        latency_seconds: cost.latency_seconds,
        overlap_seconds: communication.overlap_seconds,
    }
}
