//! Holds a job's program against the f64 reference: one case, all its outputs.

use std::collections::BTreeMap;
use std::fmt::Write;

use vqbit::emit::format::Format;
use vqbit::emit::stablehlo::Partitioner;
use vqbit::ir::shape::ElementType;
use vqbit::ir::verify::verify;
use vqbit::pjrt::plugin::Plugin;
use vqbit::reference::steps::{Answer, Arrays, Reference};
use vqbit::session::Session;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;
use vqbit::vq::build::build;
use vqbit::vq::interface::{Interface, TensorSpec};
use vqbit::vq::spec::{Kind, Metric, Projection, Returned, StepSpec};
use vqbit::wire::compile_options::CompileOptions;

use crate::subject::inputs;

/// Sums and products in f32 over some hundred terms, relative to the largest element.
const TOLERANCE: f64 = 1e-5;
/// How much farther than the nearest a chosen entry may be, relative to |x|^2 + |c|^2: scores are
/// f32 numbers of that size.
const REGRET: f64 = 1e-6;
/// The same of scalars that sum over elements of which bf16 rounds a few to their other neighbour.
const NEIGHBOUR_TOLERANCE: f64 = 1e-4;
/// One in how many elements may be rounded to its other neighbour, since it was computed in f32 and
/// lies about half-way; and how far that is, relative to the largest element.
const ONE_IN: usize = 200;
const NEIGHBOUR: f64 = 1.0 / 128.0;
/// As [`REGRET`], of tokens that may be rounded to their other neighbour.
const NEIGHBOUR_REGRET: f64 = 1e-4;
/// Outputs that are moved or counted and never rounded: bit for bit.
const EXACT: [&str; 9] = [
    "quantized",
    "invalid_codes",
    "nonfinite_rows",
    "packed_codes",
    "ema_steps",
    "pending_steps",
    "dead_entries",
    "restarted_entries",
    "steps",
];
/// Sums of logarithms, held to the tolerance in nats: they may be near 0, where a share of nearly 1
/// has lost in f32 what it lacks.
const NATS: [&str; 5] =
    ["entropy", "usage_entropy", "sample_entropy", "batch_entropy", "entropy_loss"];
/// A ratio of sums over all elements of a batch, of which some plugins add thousands one by one.
const LONG_SUMS: [&str; 1] = ["relative_error"];
/// The tolerance of [`LONG_SUMS`].
const LONG_TOLERANCE: f64 = 3e-5;

/// One program on one mesh with one family of inputs.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) spec: StepSpec,
    pub(crate) mesh: Mesh,
    pub(crate) format: Format,
    pub(crate) family: Family,
}

impl Case {
    /// The program, loaded on virtual devices.
    pub(crate) fn session(&self, plugin: &Plugin) -> Session {
        let verified = verify(build(&self.spec, &self.mesh).expect("a graph")).expect("verified");
        let shardy = self.format.partitioner() == Partitioner::Shardy;
        let options = CompileOptions::new(self.mesh.device_count(), shardy).to_bytes();
        let interface = Interface::of(&self.spec, &self.mesh).expect("an interface");
        let program = self.format.program(&verified).expect("a format that compiles");
        Session::on_cpu(plugin, &program, &options, interface, self.mesh.clone())
            .unwrap_or_else(|error| panic!("{self:?}: {error}"))
    }

    /// What is wrong with the program's outputs; empty when nothing is.
    pub(crate) fn findings(&self, plugin: &Plugin) -> String {
        let session = self.session(plugin);
        let given = inputs(session.interface(), self.family);
        let outputs = session.run(&given, 1, |_| ()).unwrap_or_else(|e| panic!("{self:?}: {e}"));
        self.differences(session.interface(), &given, &outputs)
    }

    /// How outputs differ from the reference's for the same inputs.
    pub(crate) fn differences(
        &self,
        interface: &Interface,
        given: &BTreeMap<String, Tensor>,
        outputs: &BTreeMap<String, Tensor>,
    ) -> String {
        let arrays: Arrays =
            interface.inputs.iter().map(|t| (t.name, given[t.name].widened())).collect();
        let reference = Reference { spec: &self.spec };
        let packed =
            outputs.get("packed_codes").map(|packed| reference.unpacked(&packed.widened()));
        let codes = outputs.get("codes").map(|codes| codes.to_s32().expect("codes")).or(packed);
        let Answer { outputs: wanted, regrets } =
            reference.answer_with_codes(&arrays, codes.as_deref());
        let mut text = String::new();
        let worst = regrets.iter().map(|regret| regret.scaled).fold(0.0, f64::max);
        let rounds = self.rounds_what_it_computes();
        if worst > if rounds { NEIGHBOUR_REGRET } else { REGRET } {
            let _ = write!(text, " codes: the worst regret is {worst:.2e};");
        }
        for tensor in interface.outputs.iter().filter(|tensor| tensor.name != "codes") {
            let name = tensor.name;
            let found = outputs.get(name).unwrap_or_else(|| panic!("no output {name}")).widened();
            let terms = largest_term(name, &wanted);
            let wanted = wanted.get(name).unwrap_or_else(|| panic!("no reference of {name}"));
            let found = if is_by_device(name) { total(&found, wanted.len()) } else { found };
            assert_eq!(found.len(), wanted.len(), "{name} has another number of elements");
            let moved = name != "quantized" || self.moves_rows();
            let allowed = Allowed::of(&self.spec, tensor, &arrays, terms);
            let difference = if EXACT.contains(&name) && moved {
                differs_at_all(&found, wanted)
            } else if rounds {
                differs_by_more_than_neighbours(&found, wanted, allowed)
            } else {
                differs(&found, wanted, allowed)
            };
            if let Some((index, f, w)) = difference {
                let _ = write!(text, " {name}[{index}] is {f}, wanted {w};");
            }
        }
        text
    }

    /// Whether `quantized` are rows of the codebook as it is given, and not computed from them.
    fn moves_rows(&self) -> bool {
        let quantizer = &self.spec.quantizer;
        let as_stored = quantizer.metric() != Metric::Cosine(Returned::Normalized);
        let mapped = matches!(quantizer.kind, Kind::Sim(_));
        as_stored && !mapped && quantizer.projection() != Projection::Learned
    }

    /// Whether bf16 tokens or entries are rounded results: an f32 sum that lies about half-way
    /// between two of them may go either way.
    fn rounds_what_it_computes(&self) -> bool {
        let quantizer = &self.spec.quantizer;
        let computes = quantizer.metric() != Metric::Euclidean
            || quantizer.projection() != Projection::None
            || matches!(quantizer.kind, Kind::Sim(_));
        computes && self.spec.dtype == ElementType::Bf16
    }
}

/// The first element farther from its like than a rounding to the other neighbour brings it, or the
/// first that is off at all where too many are.
fn differs_by_more_than_neighbours(
    found: &[f64],
    wanted: &[f64],
    allowed: Allowed,
) -> Option<(usize, f64, f64)> {
    if found.len() == 1 {
        return differs(found, wanted, Allowed { tolerance: NEIGHBOUR_TOLERANCE, ..allowed });
    }
    let scale = wanted.iter().fold(1e-30_f64, |scale, w| scale.max(w.abs()));
    let is_off = |(f, w): &(&f64, &f64)| {
        (*f - *w).is_nan() || (*f - *w).abs() > TOLERANCE * scale + allowed.rounding * w.abs()
    };
    let off = found.iter().zip(wanted).filter(is_off).count();
    let tolerance = if off > 1 + found.len() / ONE_IN { TOLERANCE } else { NEIGHBOUR };
    differs(found, wanted, Allowed { tolerance, ..allowed })
}

/// Whether each device may hold a part of it; the reference has one device.
pub(crate) fn is_by_device(name: &str) -> bool {
    ["pending_counts", "pending_sums"].contains(&name)
}

/// The sum of arrays of `size` elements that follow each other.
pub(crate) fn total(parts: &[f64], size: usize) -> Vec<f64> {
    (0..size).map(|place| parts[place..].iter().step_by(size).sum()).collect()
}

/// The largest term of a loss that is a difference of entropies; 0 of anything else.
fn largest_term(name: &str, wanted: &Arrays) -> f64 {
    let entropy = wanted.get("batch_entropy").filter(|_| ["entropy_loss", "loss"].contains(&name));
    entropy.map_or(0.0, |entropy| entropy[0])
}

/// What an element of an output may differ by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowed {
    /// Of the largest element, or of what the output is a difference of.
    tolerance: f64,
    /// The size of the numbers that the output is a difference of.
    scale: f64,
    /// Of the element itself: half of the last bit where the output is rounded, as the reference
    /// does not round its own.
    rounding: f64,
    /// Whether zeros are no sums but the mark of tokens that take no part.
    keeps_zeros: bool,
}

impl Allowed {
    /// Of an output of a step; `term` is the size of what a loss is a difference of.
    fn of(spec: &StepSpec, tensor: &TensorSpec, given: &Arrays, term: f64) -> Self {
        let name = tensor.name;
        let plain = if LONG_SUMS.contains(&name) { LONG_TOLERANCE } else { TOLERANCE };
        let nats = if NATS.contains(&name) { 1.0 } else { 0.0 };
        let is_gradient = name.starts_with("d_");
        let rounded = is_gradient && tensor.shape.element_type == ElementType::Bf16;
        // The diversity loss is the difference of two entropies of up to ln K.
        let entropy = (spec.quantizer.codebook_size() as f64).ln();
        let weight = spec.quantizer.losses.diversity.map_or(0.0, |diversity| diversity.weight);
        let (softmax, scale) = match tensor.name {
            "diversity_loss" => (share_error(spec, given), entropy),
            "loss" => (share_error(spec, given), weight * entropy),
            _ if is_gradient => (share_error(spec, given), 0.0),
            _ => (0.0, 0.0),
        };
        Allowed {
            tolerance: plain + softmax,
            scale: f64::max(scale, nats).max(term),
            rounding: if rounded { 2.0_f64.powi(-8) } else { 0.0 },
            keeps_zeros: tensor.name == "d_inputs",
        }
    }
}

impl Allowed {
    /// Of what is a plain sum.
    pub(crate) const PLAIN: Allowed =
        Allowed { tolerance: TOLERANCE, scale: 0.0, rounding: 0.0, keeps_zeros: false };
}

/// How far the shares of a softmax over the scores may be off, relative: scores are f32 numbers as
/// large as x.c + |c|^2 / 2, of which the last bit is lost, and the softmax sees them times 2 / T.
fn share_error(spec: &StepSpec, given: &Arrays) -> f64 {
    let Some(diversity) = spec.quantizer.losses.diversity else { return 0.0 };
    if spec.quantizer.metric() != Metric::Euclidean {
        return 2.0 / diversity.temperature * f64::from(f32::EPSILON);
    }
    let norm = |row: &[f64]| row.iter().map(|x| x * x).sum::<f64>().sqrt();
    let longest = |name: &str| {
        let norms = given[name].chunks_exact(spec.quantizer.entry_dim()).map(norm);
        norms.filter(|norm| norm.is_finite()).fold(0.0, f64::max)
    };
    let (x, c) = (longest("inputs"), longest("codebook"));
    2.0 / diversity.temperature * f64::from(f32::EPSILON) * (x * c + c * c / 2.0)
}

/// The first element farther from its like than is allowed.
pub(crate) fn differs(
    found: &[f64],
    wanted: &[f64],
    allowed: Allowed,
) -> Option<(usize, f64, f64)> {
    let least = allowed.scale.max(1e-30);
    let scale = wanted.iter().fold(least, |scale, w| scale.max(w.abs()));
    let far = |f: f64, w: f64| {
        let zero = allowed.keeps_zeros && w == 0.0;
        let most = allowed.tolerance * scale + allowed.rounding * w.abs();
        (f - w).is_nan() || (f - w).abs() > if zero { 0.0 } else { most }
    };
    let pairs = found.iter().zip(wanted).enumerate();
    pairs.map(|(index, (&f, &w))| (index, f, w)).find(|&(_, f, w)| far(f, w))
}

fn differs_at_all(found: &[f64], wanted: &[f64]) -> Option<(usize, f64, f64)> {
    let pairs = found.iter().zip(wanted).enumerate();
    pairs.map(|(index, (&f, &w))| (index, f, w)).find(|(_, f, w)| f.to_bits() != w.to_bits())
}
