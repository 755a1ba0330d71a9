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
use vqbit::vq::interface::Interface;
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
/// Differences of logarithms, held to the tolerance in nats: they may be near 0.
const NATS: [&str; 2] = ["entropy", "usage_entropy"];
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
            let difference = if EXACT.contains(&name) && moved {
                differs_at_all(&found, wanted)
            } else if rounds {
                differs_by_more_than_neighbours(name, &found, wanted)
            } else {
                differs(name, &found, wanted, terms)
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
    name: &str,
    found: &[f64],
    wanted: &[f64],
) -> Option<(usize, f64, f64)> {
    if found.len() == 1 {
        return farther(found, wanted, least_scale(name), NEIGHBOUR_TOLERANCE);
    }
    let scale = wanted.iter().fold(1e-30_f64, |scale, w| scale.max(w.abs()));
    let is_off = |(f, w): &(&f64, &f64)| (*f - *w).is_nan() || (*f - *w).abs() > TOLERANCE * scale;
    let off = found.iter().zip(wanted).filter(is_off).count();
    let tolerance = if off > 1 + found.len() / ONE_IN { TOLERANCE } else { NEIGHBOUR };
    farther(found, wanted, 1e-30, tolerance)
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

/// The first element farther from its like than the tolerance allows, relative to the largest
/// element and the largest term.
pub(crate) fn differs(
    name: &str,
    found: &[f64],
    wanted: &[f64],
    term: f64,
) -> Option<(usize, f64, f64)> {
    let tolerance = if LONG_SUMS.contains(&name) { LONG_TOLERANCE } else { TOLERANCE };
    farther(found, wanted, term.max(least_scale(name)), tolerance)
}

/// What outputs of this name are held relative to, at the least.
fn least_scale(name: &str) -> f64 {
    if NATS.contains(&name) { 1.0 } else { 1e-30 }
}

/// The first element farther from its like than the tolerance allows, relative to the largest
/// element and to `least`.
fn farther(found: &[f64], wanted: &[f64], least: f64, tolerance: f64) -> Option<(usize, f64, f64)> {
    let scale = wanted.iter().fold(least, |scale, w| scale.max(w.abs()));
    let off = |f: f64, w: f64| (f - w).abs();
    let far = |f: f64, w: f64| off(f, w).is_nan() || off(f, w) > tolerance * scale;
    let pairs = found.iter().zip(wanted).enumerate();
    pairs.map(|(index, (&f, &w))| (index, f, w)).find(|&(_, f, w)| far(f, w))
}

fn differs_at_all(found: &[f64], wanted: &[f64]) -> Option<(usize, f64, f64)> {
    let pairs = found.iter().zip(wanted).enumerate();
    pairs.map(|(index, (&f, &w))| (index, f, w)).find(|(_, f, w)| f.to_bits() != w.to_bits())
}
