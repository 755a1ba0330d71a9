//! How long a program would take: an estimate by operation, its floor, and what it leaves out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::report::table::{human_count, row};

/// What every [`TimeEstimate`] says of itself.
pub const LABEL: &str = "an estimate, never measured on a TPU";

/// The estimate of one run of a program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Estimate {
    /// Cycles of one TensorCore, as the compiler estimates them.
    pub cycles: f64,
    /// Where the compiler says so.
    pub source: String,
    /// What the number leaves out.
    pub note: String,
    /// What these and the rates of the target make of it; nothing on a host.
    #[serde(default)]
    pub time: Option<TimeEstimate>,
}

/// Seconds of one run on one device, with what they are made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TimeEstimate {
    /// What it is.
    pub label: String,
    /// Seconds in all: the sum of the three parts below.
    pub seconds: f64,
    /// Of operations that wait for the cycles of their core.
    pub cycle_seconds: f64,
    /// Of operations that wait for HBM.
    pub hbm_seconds: f64,
    /// Of collectives, in full.
    pub collective_seconds: f64,
    /// What collectives would save if they ran beside what is scheduled beside them.
    pub overlap_seconds: f64,
    /// Whose cycles were taken.
    pub cycles_from: String,
    /// What no program with the same arguments, results, products and collectives can go below.
    pub floor: FloorReport,
    /// Seconds over the floor's.
    pub ratio_to_floor: Option<f64>,
    /// The rates that it reckons with, and who says so.
    pub rates: Vec<Rate>,
    /// What is left out.
    pub unpriced: Vec<Unpriced>,
    /// The operations in the order in which they run, those of a loop once.
    pub operations: Vec<OperationReport>,
}

/// The roofline floor: the larger of HBM and products, and then collectives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FloorReport {
    /// Seconds in all.
    pub seconds: f64,
    /// Bytes of arguments and results, each once.
    pub mandatory_bytes: u64,
    /// They, over HBM's bandwidth.
    pub hbm_seconds: f64,
    /// FLOPs of dots and convolutions.
    pub flops: u64,
    /// They, at the peak of bf16.
    pub flop_seconds: f64,
    /// What a chip cannot but send, over all its links at once.
    pub collective_seconds: f64,
}

/// A rate of the machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rate {
    /// What it is of.
    pub name: String,
    /// The number.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// Who says so.
    pub source: String,
}

/// Operations that the estimate leaves out, wholly or in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unpriced {
    /// What is left out.
    pub what: String,
    /// The names of the instructions.
    pub operations: Vec<String>,
}

/// What an operation waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BoundReport {
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OperationReport {
    /// The instruction's name.
    pub name: String,
    /// HLO's opcode.
    pub opcode: String,
    /// How often it runs.
    pub runs: u64,
    /// Seconds that it adds, in all runs.
    pub seconds: f64,
    /// What it waits for.
    pub bound: BoundReport,
    /// The compiler's cycles for one run.
    pub cycles: Option<u64>,
    /// Bytes to and from HBM in one run.
    pub hbm_bytes: u64,
    /// What it tells other devices.
    pub collective: Option<CollectiveCost>,
}

/// A collective on the links; numbers are of one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CollectiveCost {
    /// HLO's opcode, as `all-reduce`.
    pub kind: String,
    /// Devices of the largest group.
    pub group_size: Option<usize>,
    /// Bytes that one device puts in.
    pub operand_bytes: u64,
    /// Devices of the rings that it goes around, one a dimension of the torus.
    pub rings: Vec<usize>,
    /// Parts that take the dimensions in different orders at once.
    pub colors: usize,
    /// Bytes over the busiest link of each phase, added up.
    pub link_bytes: f64,
    /// Links in use, each direction for itself.
    pub links: usize,
    /// Hops one after the other on the longest way.
    pub hops: usize,
    /// Seconds of those hops.
    pub latency_seconds: f64,
    /// Seconds that it would save to run beside what is scheduled beside it.
    pub overlap_seconds: f64,
}

impl Estimate {
    /// Seconds of one run, where the target's rates are known.
    pub fn seconds(&self) -> Option<f64> {
        self.time.as_ref().map(|time| time.seconds)
    }

    /// Rows of a table of names and texts: the time, its floor, the cycles, what is left out.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = self.time.as_ref().map_or_else(Vec::new, TimeEstimate::rows);
        let Estimate { cycles, source, note, .. } = self;
        let cycles = human_count(*cycles);
        let name = if rows.is_empty() { "estimate" } else { "cycles" };
        rows.insert(rows.len().min(2), row(name, &format!("{cycles} cycles ({source}; {note})")));
        rows
    }
}

impl TimeEstimate {
    fn rows(&self) -> Vec<Vec<String>> {
        let [cycles, hbm, links] =
            [self.cycle_seconds, self.hbm_seconds, self.collective_seconds].map(human_seconds);
        let overlap = match self.overlap_seconds {
            0.0 => String::new(),
            seconds => format!(", of which {} may overlap", human_seconds(seconds)),
        };
        let time = format!(
            "{} ({}): cores {cycles}, HBM {hbm}, collectives {links}{overlap}",
            human_seconds(self.seconds),
            self.label
        );
        let floor = &self.floor;
        let ratio = self
            .ratio_to_floor
            .map_or(String::new(), |r| format!("; the estimate is {r:.1} times it"));
        let floor = format!(
            "{} (the larger of HBM {} and products {}, then links {}{ratio})",
            human_seconds(floor.seconds),
            human_seconds(floor.hbm_seconds),
            human_seconds(floor.flop_seconds),
            human_seconds(floor.collective_seconds),
        );
        let mut rows = vec![row("estimate", &time), row("floor", &floor)];
        rows.extend(self.unpriced.iter().map(|unpriced| row("unpriced", &unpriced.text())));
        rows
    }
}

impl Unpriced {
    fn text(&self) -> String {
        const SHOWN: usize = 3;
        let names = self.operations.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
        let rest = self.operations.len().saturating_sub(SHOWN);
        let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        format!("{}: {names}{rest}", self.what)
    }
}

/// Seconds in a unit that leaves at least 1: `12.3 us`.
pub fn human_seconds(seconds: f64) -> String {
    let (value, unit) = match seconds {
        s if s >= 1.0 => (s, "s"),
        s if s >= 1e-3 => (s * 1e3, "ms"),
        s => (s * 1e6, "us"),
    };
    format!("{value:.1} {unit}")
}
