//! The roofline floor of a program.

use crate::estimate::machine::Machine;
use crate::estimate::traffic::laid_out_bytes;
use crate::estimate::{Operation, total};
use crate::inspect::flops::flops;
use crate::wire::hlo::HloModuleProto;

/// What no program with the same arguments, results, products and collectives can go below.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Floor {
    /// Bytes of arguments and results, each once.
    pub mandatory_bytes: u64,
    /// They, over HBM's bandwidth.
    pub hbm_seconds: f64,
    /// FLOPs of dots and convolutions.
    pub flops: u64,
    /// They, at the peak of bf16.
    pub flop_seconds: f64,
    /// What a chip cannot but send for these collectives, over all its links at once.
    pub ici_seconds: f64,
}

impl Floor {
    pub(super) fn of(module: &HloModuleProto, operations: &[Operation], machine: &Machine) -> Self {
        let entry = module.entry();
        let parameters = entry.iter().flat_map(|entry| &entry.instructions);
        let parameters = parameters.filter(|instruction| instruction.opcode == "parameter");
        let results = entry.and_then(|entry| entry.root());
        let arrays = parameters.chain(results).filter_map(|array| array.shape.as_ref());
        let mandatory_bytes = arrays.map(laid_out_bytes).fold(0, u64::saturating_add);
        let flops = flops(module).flops;
        let sent = operations.iter().filter_map(|operation| {
            let cost = operation.communication.as_ref()?.cost.as_ref()?;
            Some(cost.least_bytes_of_chip * operation.runs as f64)
        });
        let links = machine.links_of_chip().max(1) as f64;
        Floor {
            mandatory_bytes,
            hbm_seconds: mandatory_bytes as f64 / machine.hbm_bytes_per_second,
            flops,
            flop_seconds: flops as f64 / machine.peak_flops,
            ici_seconds: total(sent) / links / machine.link_bytes_per_second,
        }
    }

    /// The larger of HBM and products, and collectives, which need them or are needed by them.
    pub fn seconds(&self) -> f64 {
        self.hbm_seconds.max(self.flop_seconds) + self.ici_seconds
    }
}
