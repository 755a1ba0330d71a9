//! The cycles that libtpu estimates for the instructions of a program's entry.

use serde_json::Value;

use super::turns::turns;
use crate::wire::hlo::{HloInstructionProto, HloModuleProto};

/// What libtpu's own window estimates sum to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CycleEstimate {
    /// The sum over the instructions of the entry and of its loops, those of a loop times its turns
    /// (once where these cannot be read), as if they ran one after the other.
    pub cycles: u64,
    /// How many instructions carry an estimate.
    pub estimated: usize,
    /// How many carry none, those left out that move and compute nothing: collectives, copies,
    /// custom calls.
    pub unestimated: usize,
}

/// Sums `estimated_cycles` over the entry and its loops; `None` when no instruction carries one, as in modules of
/// the CPU plugins.
pub fn cycles(module: &HloModuleProto) -> Option<CycleEstimate> {
    let turns = turns(module);
    let bodies = module.computations.iter().filter(|c| !c.is_fusion_computation);
    let looped = bodies.filter_map(|c| Some((c, turns.get(&c.id)?.unwrap_or(1))));
    let mut estimate = CycleEstimate::default();
    for (computation, times) in looped.chain([(module.entry()?, 1)]) {
        for instruction in &computation.instructions {
            match estimated_cycles(instruction) {
                Some(cycles) => {
                    let cycles = cycles.saturating_mul(times);
                    estimate.cycles = estimate.cycles.saturating_add(cycles);
                    estimate.estimated += 1;
                }
                None if is_free(&instruction.opcode) => {}
                None => estimate.unestimated += 1,
            }
        }
    }
    (estimate.estimated > 0).then_some(estimate)
}

/// The second half of an asynchronous pair costs what its start costs.
fn is_free(opcode: &str) -> bool {
    opcode.ends_with("-done")
        || matches!(
            opcode,
            "parameter"
                | "constant"
                | "tuple"
                | "get-tuple-element"
                | "bitcast"
                | "partition-id"
                | "while"
        )
}

/// The window estimate of one instruction, where it carries one.
pub(crate) fn estimated_cycles(instruction: &HloInstructionProto) -> Option<u64> {
    cycles_of(instruction, "window_config")
}

/// The cycles of one instruction's scheduled bundles, where the module was compiled with libtpu's
/// static profile.
pub(crate) fn profiled_cycles(instruction: &HloInstructionProto) -> Option<u64> {
    cycles_of(instruction, "bundle_analysis_data")
}

fn cycles_of(instruction: &HloInstructionProto, part: &str) -> Option<u64> {
    let config: Value = serde_json::from_slice(&instruction.backend_config).ok()?;
    match config.get(part)?.get("estimated_cycles")? {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.as_u64(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use prost::Message;

    fn estimate(bytes: &[u8]) -> Option<CycleEstimate> {
        cycles(&HloModuleProto::decode(bytes).expect("a module"))
    }

    #[test]
    fn window_estimates_are_summed_over_the_entry() {
        let tokens = estimate(include_bytes!("../../tests/data/v4_update_tokens.hlo.pb"));
        let expected = CycleEstimate { cycles: 23_529, estimated: 10, unestimated: 11 };
        assert_eq!(tokens, Some(expected));
        assert_eq!(estimate(include_bytes!("../../tests/data/cpu_update_codes.hlo.pb")), None);
    }

    #[test]
    fn an_estimate_may_be_a_number_or_a_text() {
        let of = |config: &str| {
            let backend_config = config.as_bytes().to_vec();
            estimated_cycles(&HloInstructionProto { backend_config, ..Default::default() })
        };
        assert_eq!(of(r#"{"window_config":{"estimated_cycles":"12"}}"#), Some(12));
        assert_eq!(of(r#"{"window_config":{"estimated_cycles":12}}"#), Some(12));
        assert_eq!(of(r#"{"window_config":{"estimated_cycles":-1}}"#), None);
        assert_eq!(of(r#"{"window_config":{}}"#), None);
        assert_eq!(of("no json"), None);
    }
}
