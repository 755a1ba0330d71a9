//! How long a compiled program would take on its machine: an estimate, of what no machine here can
//! measure.
//!
//! It reads the compiler's own cycle counts off the optimized program, and adds what these leave out:
//! bytes over HBM's bandwidth, and collectives on the links of the torus. Nothing of it knows of jobs
//! or plugins; any optimized module can be priced.

mod collective;
mod floor;
pub mod ici;
pub mod machine;
mod timeline;
mod traffic;

use std::collections::BTreeMap;

pub use floor::Floor;

use crate::estimate::ici::IciCost;
use crate::estimate::machine::Machine;
use crate::inspect::collectives::CollectiveKind;
use crate::wire::hlo::HloModuleProto;

/// What one run of a program takes on one device of a machine. Nothing of it was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The operations in the order in which they run, those of a loop once.
    pub operations: Vec<Operation>,
    /// What no program with the same arguments, results, products and collectives can go below.
    pub floor: Floor,
}

/// Which of the compiler's counts a number of cycles is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CycleSource {
    /// libtpu's static profile: the scheduled instruction bundles, with their waits.
    StaticProfile,
    /// libtpu's estimate of a fusion's windows, made before there are instructions.
    Window,
}

/// What an operation waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// The cycles of its core.
    Cycles,
    /// HBM.
    Hbm,
    /// The links between chips.
    Ici,
    /// Nothing: it is a copy beside other operations.
    Beside,
    /// Nothing that is known.
    Nothing,
}

/// One operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// The instruction's name.
    pub name: String,
    /// HLO's opcode.
    pub opcode: String,
    /// How often it runs: more than once in a loop.
    pub runs: u64,
    /// Whether the program tells how often its loop turns; else it is taken to turn once.
    pub runs_are_told: bool,
    /// The compiler's cycles for one run.
    pub cycles: Option<u64>,
    /// Which count they are.
    pub cycle_source: Option<CycleSource>,
    /// Bytes to and from HBM in one run.
    pub hbm_bytes: u64,
    /// Whether its result is no more than scalars.
    pub on_scalars: bool,
    /// Seconds that it adds to the program, in all runs.
    pub seconds: f64,
    /// What it waits for.
    pub bound: Bound,
    /// What it tells other devices.
    pub communication: Option<Communication>,
}

/// The collective of an operation; bytes and seconds are of one run.
#[derive(Debug, Clone, PartialEq)]
pub struct Communication {
    /// What it does.
    pub kind: CollectiveKind,
    /// Devices of the largest group.
    pub group_size: Option<usize>,
    /// Bytes that one device puts in.
    pub operand_bytes: u64,
    /// Seconds of operations scheduled between its start and its end, at most its own: what it would
    /// save to run beside them. They are counted in full all the same.
    pub overlap_seconds: f64,
    /// What it costs on the links, where its groups can be read.
    pub cost: Option<IciCost>,
}

/// Something that the estimate leaves out, wholly or in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// An operation on scalars, of which the compiler counts no cycles.
    Scalars,
    /// The compiler counts no cycles; HBM bytes alone are counted.
    Cycles,
    /// Neither cycles nor HBM bytes.
    All,
    /// The groups of a collective cannot be read.
    Groups,
    /// The turns of its loop cannot be read: it is counted once.
    Turns,
}

impl Communication {
    pub(in crate::estimate) fn seconds(&self) -> f64 {
        self.cost.as_ref().map_or(0.0, |cost| cost.seconds)
    }
}

impl Operation {
    fn times(mut self, times: u64) -> Self {
        self.runs = self.runs.saturating_mul(times);
        self.seconds *= times as f64;
        self
    }

    /// What is left out of it.
    pub fn missing(&self) -> Option<Missing> {
        match (&self.communication, self.cycles) {
            (Some(communication), _) if communication.cost.is_none() => Some(Missing::Groups),
            _ if !self.runs_are_told => Some(Missing::Turns),
            (None, None) if self.bound == Bound::Beside => None,
            (None, None) if self.hbm_bytes > 0 && self.opcode.ends_with("-start") => None,
            (None, None) if self.on_scalars => Some(Missing::Scalars),
            (None, None) if self.hbm_bytes > 0 => Some(Missing::Cycles),
            (None, None) => Some(Missing::All),
            (_, _) => None,
        }
    }
}

impl Estimate {
    /// Prices an optimized module. Cycles come from `profile`, by operation, where it has them; else
    /// from the module.
    pub fn of(module: &HloModuleProto, machine: &Machine, profile: &BTreeMap<String, u64>) -> Self {
        let operations = timeline::operations(module, machine, profile);
        let floor = Floor::of(module, &operations, machine);
        Estimate { operations, floor }
    }

    /// Seconds in all.
    pub fn seconds(&self) -> f64 {
        total(self.operations.iter().map(|operation| operation.seconds))
    }

    /// The part of [`Estimate::seconds`] that is collectives.
    pub fn collective_seconds(&self) -> f64 {
        let all = self.operations.iter().filter(|operation| operation.communication.is_some());
        total(all.map(|operation| operation.seconds))
    }

    /// Seconds that collectives could save by running beside what is scheduled beside them.
    pub fn overlap_seconds(&self) -> f64 {
        let of = |o: &Operation| Some(o.communication.as_ref()?.overlap_seconds * o.runs as f64);
        total(self.operations.iter().filter_map(of))
    }

    /// Seconds over the floor's.
    pub fn ratio_to_floor(&self) -> Option<f64> {
        let floor = self.floor.seconds();
        (floor > 0.0).then(|| self.seconds() / floor)
    }
}

/// A sum that is 0 of nothing; the plain one is -0 then.
pub(crate) fn total(seconds: impl Iterator<Item = f64>) -> f64 {
    seconds.fold(0.0, |sum, each| sum + each)
}

#[cfg(test)]
mod tests;
