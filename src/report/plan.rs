//! The ways to lay a job onto devices, ranked by an estimate of what the compiler made of each.

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::report::estimate::human_seconds;
use crate::report::memory::MemoryPerDevice;
use crate::report::{Collective, TargetReport};

/// The version of the plan's shape; it grows when a key changes its meaning or goes away.
pub const PLAN_SCHEMA_VERSION: u32 = 1;

/// What the numbers of a plan are, and what they leave out.
pub const NOTES: [&str; 3] = [
    "estimate: never measured; ways that differ by less than a tenth are not told apart by it, and of \
     those within a hundredth of the fastest the job as it is written goes first",
    "compute: the compiler's cycles at an inferred clock; HBM: where its bandwidth takes longer; \
     ICI: collectives on the links, none of them hidden behind other operations",
    "of floor: the estimate over what the same arguments, results, products and collectives need",
];

/// The JSON Schema of a plan.
pub fn schema() -> Value {
    schema_for!(Plan).to_value()
}

/// All ways of a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// The version of this shape.
    pub schema_version: u32,
    /// The version of vqbit that wrote it.
    pub vqbit_version: String,
    /// What the numbers are.
    pub notes: Vec<String>,
    /// The job as it was written, with its defaults.
    pub job: Value,
    /// What compiled, by its own version text; one a target's kind.
    pub compilers: Vec<String>,
    /// Ways that were compiled and keep to the budgets, the fastest first.
    pub ranked: Vec<RankedWay>,
    /// All others.
    pub dropped: Vec<DroppedWay>,
}

/// A way, in the words of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WayReport {
    /// The target.
    pub target: String,
    /// Whether the two TensorCores of a chip are one device.
    pub megacore: bool,
    /// The mesh, as `data=4,model=8`.
    pub mesh: String,
    /// The layout.
    pub layout: String,
    /// In which type devices send each other the sums of an update.
    pub collective_dtype: String,
    /// How the step is written down, in words, where not as vqbit's table has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formulation: Option<String>,
    /// Whether the job was written so.
    pub is_own: bool,
}

/// A way that can be taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RankedWay {
    /// Its place, from 1.
    pub rank: usize,
    /// The way.
    pub way: WayReport,
    /// The job that compiles so.
    pub job: Value,
    /// What it is compiled for.
    pub target: TargetReport,
    /// An estimate of one step, never measured.
    pub estimate: Parts,
    /// The estimate over that of the first.
    pub times_best: f64,
    /// What decides its place, in words.
    pub why: String,
    /// Operations that the estimate leaves out, wholly or in part.
    pub unpriced: usize,
    /// Bytes of one device beside its limits.
    pub memory_per_device: MemoryPerDevice,
    /// Its collectives.
    pub collectives: Vec<Collective>,
    /// Seconds that the plugin took to compile.
    pub compile_seconds: f64,
}

/// Seconds of one step and what they are made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Parts {
    /// All of them.
    pub seconds: f64,
    /// In operations that wait for cycles.
    pub compute_seconds: f64,
    /// In operations that wait for HBM.
    pub hbm_seconds: f64,
    /// In collectives.
    pub ici_seconds: f64,
    /// What no program with the same arguments, results, products and collectives can go below.
    pub floor_seconds: f64,
}

/// Why a way cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dropped {
    /// The job does not go with it.
    Refused,
    /// It is the program of another way.
    Same,
    /// The compiler failed, ran out of time or found no room.
    Failed,
    /// It is over a budget.
    OverBudget,
}

/// A way that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DroppedWay {
    /// The way.
    pub way: WayReport,
    /// Of what kind the reason is.
    pub dropped: Dropped,
    /// The reason.
    pub reason: String,
}

impl Parts {
    /// The named parts, in the order of tables.
    pub fn named(&self) -> [(&'static str, f64); 3] {
        [("compute", self.compute_seconds), ("HBM", self.hbm_seconds), ("ICI", self.ici_seconds)]
    }

    /// The estimate over its floor.
    pub fn times_floor(&self) -> Option<f64> {
        (self.floor_seconds > 0.0).then(|| self.seconds / self.floor_seconds)
    }
}

impl WayReport {
    /// The way without its target, as `tokens on data=4,model=8`.
    pub fn short(&self) -> String {
        let megacore = if self.megacore { ", megacore" } else { "" };
        format!("{} on {}{megacore}", self.layout_and_form(), self.mesh)
    }

    /// The layout, how sums travel in it where that is not as f32, and what else is not as usual.
    pub fn layout_and_form(&self) -> String {
        let mut said = self.layout.clone();
        if self.collective_dtype != "f32" {
            said += &format!(", {} sums", self.collective_dtype);
        }
        if let Some(formulation) = &self.formulation {
            said += &format!(", {formulation}");
        }
        said
    }
}

impl Plan {
    /// The best way of each target, in the order of ranks.
    pub fn best(&self) -> Vec<&RankedWay> {
        let mut best: Vec<&RankedWay> = Vec::new();
        for ranked in &self.ranked {
            if best.iter().all(|other| other.way.target != ranked.way.target) {
                best.push(ranked);
            }
        }
        best
    }

    /// The way that the job was written in, where it can be taken.
    pub fn own(&self) -> Option<&RankedWay> {
        self.ranked.iter().find(|ranked| ranked.way.is_own)
    }
}

/// What makes a way slower than the first; of the first, what makes it faster than `other`.
pub fn why(way: &Parts, other: Option<(&Parts, &str)>) -> String {
    let Some((other, name)) = other else { return "the only one".to_owned() };
    let mut differences: Vec<(&str, f64)> = way
        .named()
        .into_iter()
        .zip(other.named())
        .map(|((part, own), (_, others))| (part, own - others))
        .filter(|(_, difference)| difference.abs() >= 0.01 * way.seconds.min(other.seconds))
        .collect();
    differences.sort_by(|(_, a), (_, b)| b.abs().total_cmp(&a.abs()));
    if differences.is_empty() {
        return format!("as fast as {name}");
    }
    let told = differences.iter().map(|(part, difference)| {
        let sign = if *difference < 0.0 { "-" } else { "+" };
        format!("{part} {sign}{}", human_seconds(difference.abs()))
    });
    format!("{} against {name}", told.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(compute: f64, hbm: f64, ici: f64) -> Parts {
        Parts {
            seconds: (compute + hbm + ici) * 1e-6,
            compute_seconds: compute * 1e-6,
            hbm_seconds: hbm * 1e-6,
            ici_seconds: ici * 1e-6,
            floor_seconds: 2e-6,
        }
    }

    #[test]
    fn the_largest_difference_is_told_first_and_small_ones_not_at_all() {
        let (best, other) = (parts(10.0, 2.0, 5.0), parts(9.0, 2.05, 30.0));
        let told = why(&other, Some((&best, "the best")));
        assert_eq!(told, "ICI +25.0 us, compute -1.0 us against the best");
        let told = why(&best, Some((&other, "rank 2")));
        assert_eq!(told, "ICI -25.0 us, compute +1.0 us against rank 2");
        assert_eq!(why(&best, Some((&best, "rank 2"))), "as fast as rank 2");
        assert_eq!(why(&best, None), "the only one");
        assert_eq!(best.times_floor(), Some(8.5));
    }
}
