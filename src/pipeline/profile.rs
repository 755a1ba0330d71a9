//! Has libtpu profile the operations of a program, and goes on where it aborts.

use std::collections::BTreeMap;

use crate::pipeline::beside::side_by_side;
use crate::target::Target;
use crate::wire::hlo::{HloInstructionProto, HloModuleProto};
use crate::worker::error::WorkerError;
use crate::worker::parent::Worker;
use crate::worker::request::CompileRequest;

/// Generations that libtpu 0.0.52 models. On v4 it aborts, v5e and tpu7x were not tried.
const PROFILED: [&str; 2] = ["v5p", "v6e"];

/// Operations that are profiled one by one after an abort; each is another compilation.
const MOST_ALONE: usize = 32;

/// Whether libtpu has a static profile for a target.
pub fn has_static_profile(target: &Target) -> bool {
    target.generation().is_some_and(|generation| PROFILED.contains(&generation.name))
}

/// The profiled cycles of the program's operations by name; empty where there are none.
///
/// The first child profiles all of them. libtpu aborts on some (those that move between devices, and
/// copies of certain kinds), so each one that is then missing gets a child of its own.
///
/// # Errors
/// No child can be started.
pub(in crate::pipeline) fn static_profile(
    worker: &Worker,
    request: &CompileRequest,
    optimized: &HloModuleProto,
) -> Result<BTreeMap<String, u64>, WorkerError> {
    let found = worker.static_profile(request, None)?;
    let mut cycles = found.cycles;
    let Some(error) = found.broke_off else { return Ok(cycles) };
    tracing::info!("static profile: {error}; going on one by one");
    if matches!(error, WorkerError::TimedOut { .. }) {
        return Ok(cycles);
    }
    let missing: Vec<&str> = operations(optimized)
        .filter(|instruction| !cycles.contains_key(&instruction.name))
        .map(|instruction| instruction.name.as_str())
        .take(MOST_ALONE)
        .collect();
    let alone = |name: &&str| worker.static_profile(request, Some(name));
    for profile in side_by_side(&missing, alone) {
        cycles.extend(profile?.cycles);
    }
    Ok(cycles)
}

/// The instructions that compute: not those of fusions, which are profiled as a whole.
fn operations(module: &HloModuleProto) -> impl Iterator<Item = &HloInstructionProto> {
    let computations = module.computations.iter().filter(|c| !c.is_fusion_computation);
    computations.flat_map(|computation| &computation.instructions).filter(|instruction| {
        let opcode = instruction.opcode.as_str();
        let computes = matches!(
            opcode,
            "fusion" | "convolution" | "dot" | "gather" | "scatter" | "sort" | "reduce"
        );
        computes || opcode == "custom-call" && !instruction.custom_call_target.ends_with("Bitcast")
    })
}
