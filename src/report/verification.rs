//! What `vqbit verify` found: every output of a program beside the f64 reference.

use schemars::{JsonSchema, schema_for};
use serde::Serialize;
use serde_json::Value;

use crate::report::number::Number;

/// The version of the verification's shape; it grows when a key changes its meaning or goes away.
pub const VERIFICATION_SCHEMA_VERSION: u32 = 1;

/// The JSON Schema of a verification.
pub fn schema() -> Value {
    schema_for!(Verification).to_value()
}

/// A job's program on several meshes with several families of inputs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Verification {
    /// The version of this shape.
    pub schema_version: u32,
    /// The version of vqbit that wrote it.
    pub vqbit_version: String,
    /// Whether all is within its bounds.
    pub passed: bool,
    /// The job, with the mesh of its target.
    pub job: Value,
    /// The format handed to the plugin.
    pub format: String,
    /// The seed of what was drawn.
    pub seed: u64,
    /// How many steps were made one after another.
    pub steps: usize,
    /// Meshes that were left out, and why.
    pub left_out: Vec<String>,
    /// One a family and mesh.
    pub runs: Vec<Run>,
    /// One a family.
    pub independence: Vec<Independence>,
}

/// One family on one mesh.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Run {
    /// The mesh.
    pub mesh: String,
    /// Its devices.
    pub devices: usize,
    /// What the inputs look like.
    pub family: String,
    /// The codes of all steps, where the step gives any.
    pub codes: Option<CodesCheck>,
    /// Each output, at the step where it is worst.
    pub tensors: Vec<TensorCheck>,
    /// The state beside the reference's own course; empty for one step.
    pub drift: Vec<Drift>,
}

/// One output beside the reference.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TensorCheck {
    /// The output.
    pub tensor: String,
    /// At which step, from 1.
    pub step: usize,
    /// How many elements it has.
    pub elements: usize,
    /// The largest difference.
    pub max_absolute_error: Number,
    /// The same over the largest element, or over what the output is a difference of.
    pub max_relative_error: Number,
    /// What `max_relative_error` may be; 0 for outputs that must be right bit for bit.
    pub bound: f64,
    /// How many elements are past it.
    pub beyond: usize,
    /// The worst element; none where all are the same.
    pub worst: Option<Element>,
}

/// One element of an output.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Element {
    /// Where.
    pub index: Vec<usize>,
    /// What the program gives.
    pub found: Number,
    /// What the reference gives.
    pub wanted: Number,
}

/// Codes beside the best ones.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CodesCheck {
    /// How many codes there are, of all steps.
    pub codes: usize,
    /// How many of them are not the nearest entry.
    pub wrong: usize,
    /// How many wrong ones cost less than f32 scores can tell: two entries are as near.
    pub near_ties: usize,
    /// How many cost more: no rounding explains them.
    pub beyond: usize,
    /// What a near-tie may cost: `regret_scaled`.
    pub bound: f64,
    /// The wrong ones that cost most, at most 16.
    pub worst: Vec<WrongCode>,
}

/// A code that is not the nearest entry.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WrongCode {
    /// At which step, from 1.
    pub step: usize,
    /// Where.
    pub index: Vec<usize>,
    /// What the program gives.
    pub found: i32,
    /// What the reference gives, where the codes before do not decide it.
    pub wanted: Option<i32>,
    /// How much farther its entry is than the nearest, relative to that; squared distances.
    pub regret: Number,
    /// The same relative to the sizes |x|² + |c|² of the numbers that are subtracted.
    pub regret_scaled: Number,
    /// Whether that is no more than rounding explains.
    pub near_tie: bool,
}

/// A tensor of the state, step after step, beside the reference's own course with the codes that
/// the program found.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Drift {
    /// The tensor.
    pub tensor: String,
    /// How far it was off, relative to the largest element, at some of the steps.
    pub course: Vec<DriftPoint>,
    /// What the last may be.
    pub bound: f64,
    /// At how many steps it was past its bound.
    pub beyond: usize,
    /// The worst element at the last step.
    pub worst: Option<Element>,
}

/// How far a tensor was off.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct DriftPoint {
    /// After so many steps.
    pub step: usize,
    /// The largest difference over the largest element.
    pub max_relative_error: Number,
}

/// The first step of one family on all meshes, beside the first mesh's.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Independence {
    /// What the inputs look like.
    pub family: String,
    /// The meshes.
    pub meshes: Vec<String>,
    /// Which codes differ; none where they are bit-identical.
    pub codes: Option<Differing>,
    /// Which counts differ: integers and cluster sizes; none where they are equal.
    pub counts: Option<Differing>,
    /// The largest difference of any other output over its largest element, of the same codes.
    pub sums: Number,
    /// What that may be.
    pub bound: f64,
    /// Which is past its bound.
    pub beyond: Option<Differing>,
}

/// Where an output differs from that of the first mesh.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Differing {
    /// On which mesh.
    pub mesh: String,
    /// The output.
    pub tensor: String,
    /// In how many elements.
    pub elements: usize,
    /// The worst of them; `wanted` is the first mesh's.
    pub worst: Element,
}

impl TensorCheck {
    /// Whether nothing is past the bound.
    pub fn passed(&self) -> bool {
        self.beyond == 0
    }
}

impl Independence {
    /// Whether the meshes agree.
    pub fn passed(&self) -> bool {
        self.codes.is_none() && self.counts.is_none() && self.beyond.is_none()
    }
}

impl Run {
    /// Whether nothing is past its bound.
    pub fn passed(&self) -> bool {
        self.failures().is_empty()
    }

    /// One line for each thing that is past its bound, naming tensor, mesh, family and element.
    pub fn failures(&self) -> Vec<String> {
        let place = format!("on mesh {}, family {}", self.mesh, self.family);
        let mut lines = Vec::new();
        if let Some(codes) = self.codes.as_ref().filter(|codes| codes.beyond > 0) {
            let worst = codes.worst.first().map_or_else(String::new, WrongCode::to_string);
            lines.push(format!("codes {place}: {} wrong beyond near-ties: {worst}", codes.beyond));
        }
        for check in self.tensors.iter().filter(|check| !check.passed()) {
            let worst = check.worst.as_ref().map_or_else(String::new, Element::to_string);
            let (tensor, step, beyond) = (&check.tensor, check.step, check.beyond);
            let bound = bound_text(check.bound);
            lines.push(format!(
                "{tensor} {place}, step {step}: {beyond} of {} elements past {bound}: {worst}",
                check.elements
            ));
        }
        for drift in self.drift.iter().filter(|drift| drift.beyond > 0) {
            let worst = drift.worst.as_ref().map_or_else(String::new, Element::to_string);
            let (tensor, bound) = (&drift.tensor, bound_text(drift.bound));
            lines.push(format!("{tensor} {place}: drifts past {bound}: {worst}"));
        }
        lines
    }
}

impl Verification {
    /// One line for each thing that is past its bound.
    pub fn failures(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.runs.iter().flat_map(Run::failures).collect();
        for family in &self.independence {
            for differing in [&family.codes, &family.counts, &family.beyond].into_iter().flatten() {
                let Differing { mesh, tensor, elements, worst } = differing;
                let first = family.meshes.first().map_or("", String::as_str);
                lines.push(format!(
                    "{tensor} on mesh {mesh}, family {}: {elements} elements are not those of mesh \
                     {first}: {worst}",
                    family.family
                ));
            }
        }
        lines
    }
}

/// A bound for people.
pub(in crate::report) fn bound_text(bound: f64) -> String {
    if bound == 0.0 { "exact".to_owned() } else { format!("{bound:.1e}") }
}

impl std::fmt::Display for Element {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} is {}, wanted {}", self.index, self.found.0, self.wanted.0)
    }
}

impl std::fmt::Display for WrongCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let wanted = self.wanted.map_or_else(String::new, |code| format!(", wanted {code}"));
        let (index, found, regret) = (&self.index, self.found, self.regret);
        write!(f, "{index:?} is {found}{wanted}, regret {regret} of the nearest distance")
    }
}
