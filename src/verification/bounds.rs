//! What each output of a step may differ by from the f64 reference, and why.

use crate::ir::shape::ElementType;
use crate::reference::steps::Arrays;
use crate::vq::interface::TensorSpec;
use crate::vq::spec::{Kind, Layout, Metric, Projection, Returned, Step, StepSpec};
use crate::vq::storage::bf16::CODEBOOK_BF16;

/// Sums and products in f32 over some hundred terms, relative to the largest element.
pub const TOLERANCE: f64 = 1e-5;
/// How much farther than the nearest a chosen entry may be, relative to |x|^2 + |c|^2: scores are
/// f32 numbers of that size.
const REGRET: f64 = 1e-6;
/// The same of scalars that sum over elements of which bf16 rounds a few to their other neighbour.
const NEIGHBOUR_TOLERANCE: f64 = 1e-4;
/// One in how many elements may be rounded to its other neighbour, since it was computed in f32 and
/// lies about half-way; and how far that is, relative to the largest element.
const ONE_IN: usize = 200;
pub(in crate::verification) const NEIGHBOUR: f64 = 1.0 / 128.0;
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
/// Means of squared differences. Plugins cut a sum of more elements than [`ONE_BY_ONE`] into parts,
/// and add fewer one after another: then they give, to the bit, what one f32 sum gives.
const ERRORS: [&str; 4] = ["mse", "commitment_loss", "codebook_loss", "loss"];
/// Measured on plugins 0.81, 0.106 and 0.115, residual entries around 10: up to 2.2e-5 off for 2048 to
/// 8192 elements, and at most 5e-6 from 16384 on.
const ONE_BY_ONE: usize = 1 << 13;
/// The tolerance of [`LONG_SUMS`].
const LONG_TOLERANCE: f64 = 3e-5;

/// The most that cancelling terms may cost, of the largest element: entries of next to no length would
/// excuse anything.
const MOST_CANCELLED: f64 = 1e-3;

/// What an output may differ by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// Nothing: bit for bit.
    Exact,
    /// Nothing, but 0 and -0 are the same.
    Equal,
    /// So much an element.
    Within(Allowed),
}

/// What an element of an output may differ by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Allowed {
    /// Of the largest element, or of what the output is a difference of.
    pub tolerance: f64,
    /// The size of the numbers that the output is a difference of.
    pub scale: f64,
    /// Of the element itself: half of the last bit where the output is rounded, as the reference
    /// does not round its own.
    pub rounding: f64,
    /// Whether zeros are no sums but the mark of tokens that take no part.
    pub keeps_zeros: bool,
}

impl Allowed {
    /// Of what is a plain sum.
    pub const PLAIN: Allowed =
        Allowed { tolerance: TOLERANCE, scale: 0.0, rounding: 0.0, keeps_zeros: false };

    /// The bound relative to the largest element.
    pub fn relative(&self) -> f64 {
        self.tolerance + self.rounding
    }
}

/// The bounds of one step's outputs for these inputs.
#[derive(Debug, Clone, Copy)]
pub struct Bounds<'a> {
    /// The step.
    pub spec: &'a StepSpec,
    /// Its inputs.
    pub given: &'a Arrays,
    /// What the reference gives for them.
    pub wanted: &'a Arrays,
}

impl Bounds<'_> {
    /// What a near-tie may cost, as `Regret::scaled`.
    pub fn regret(&self) -> f64 {
        if rounds_what_it_computes(self.spec) { NEIGHBOUR_REGRET } else { REGRET }
    }

    /// What an output may differ by, which is `found` and should be `wanted`.
    pub fn of(&self, tensor: &TensorSpec, found: &[f64], wanted: &[f64]) -> Bound {
        self.bound(tensor, (found, wanted), 1.0)
    }

    /// What the outputs of two programs may differ by: each has rounded its own.
    pub(in crate::verification) fn between(
        &self,
        tensor: &TensorSpec,
        found: &[f64],
        other: &[f64],
    ) -> Bound {
        self.bound(tensor, (found, other), 2.0)
    }

    fn bound(
        &self,
        tensor: &TensorSpec,
        (found, wanted): (&[f64], &[f64]),
        roundings: f64,
    ) -> Bound {
        let name = tensor.name;
        let moved = name != "quantized" || moves_rows(self.spec);
        if EXACT.contains(&name) && moved {
            let may_be_sums = name == "quantized" && rows_may_be_sums(self.spec);
            return if may_be_sums { Bound::Equal } else { Bound::Exact };
        }
        let mut allowed = self.allowed(tensor);
        allowed.rounding *= roundings;
        if rounds_what_it_computes(self.spec) {
            allowed = neighbours(allowed, found, wanted);
        }
        Bound::Within(allowed)
    }

    fn allowed(&self, tensor: &TensorSpec) -> Allowed {
        let (spec, name) = (self.spec, tensor.name);
        let is_long =
            LONG_SUMS.contains(&name) || self.adds_one_by_one(name) || self.adds_equal_terms(name);
        let plain = if is_long { LONG_TOLERANCE } else { TOLERANCE };
        let nats = if NATS.contains(&name) { 1.0 } else { 0.0 };
        let is_gradient = name.starts_with("d_");
        let rounded = is_gradient && tensor.shape.element_type == ElementType::Bf16;
        // The diversity loss is the difference of two entropies of up to ln K.
        let entropy = (spec.quantizer.codebook_size() as f64).ln();
        let weight = spec.quantizer.losses.diversity.map_or(0.0, |diversity| diversity.weight);
        let (softmax, scale) = match name {
            "diversity_loss" => (self.share_error(), entropy),
            "loss" => (self.share_error(), weight * entropy),
            _ if is_gradient => (self.share_error(), 0.0),
            _ => (0.0, 0.0),
        };
        Allowed {
            tolerance: plain + softmax,
            scale: f64::max(scale, nats)
                .max(self.largest_term(name))
                .max(self.lost_on_the_way(name) / TOLERANCE)
                .max(self.lost_by_cancelling(name) / TOLERANCE),
            rounding: if rounded { 2.0_f64.powi(-8) } else { 0.0 },
            keeps_zeros: name == "d_inputs",
        }
    }

    /// Whether an output is a sum of so few elements that no plugin cuts it.
    fn adds_one_by_one(&self, name: &str) -> bool {
        let spec = self.spec;
        let elements = spec.batch * spec.seq * spec.quantizer.embedding_dim;
        ERRORS.contains(&name) && elements <= ONE_BY_ONE
    }

    /// Whether an output sums one term over all tokens and codes that is the same everywhere, since
    /// tokens of next to no size give each code the same share: then all roundings go one way (1024
    /// times ln 16 / 16, one by one in f32, is 1.03e-5 off).
    fn adds_equal_terms(&self, name: &str) -> bool {
        let of_shares = ["sample_entropy", "entropy_loss", "loss"].contains(&name);
        let quantizer = &self.spec.quantizer;
        let is_spread = quantizer.losses.diversity.is_some();
        let of_bits = of_shares && matches!(quantizer.kind, Kind::Binary(_));
        let is_entropy = of_bits || is_spread && ["diversity_loss", "loss"].contains(&name);
        let tokens = self.given.get("inputs").filter(|_| is_entropy);
        tokens.is_some_and(|tokens| tokens.iter().all(|x| x.abs() < f64::from(f32::EPSILON)))
    }

    /// The largest term of a loss that is a difference of entropies; 0 of anything else.
    fn largest_term(&self, name: &str) -> f64 {
        let entropy = self.wanted.get("batch_entropy");
        let entropy = entropy.filter(|_| ["entropy_loss", "loss"].contains(&name));
        entropy.map_or(0.0, |entropy| entropy[0])
    }

    /// What the gradient of the diversity loss loses of entries that are found by direction: its terms
    /// are a share of 1 / K times a direction, and next to all of that cancels where shares are alike
    /// and directions too. JAX's own f32 gradient of 32 entries and 128 tokens around 10 is off by a
    /// quarter of this, 5e-5 of the largest element. 0 of anything else.
    fn lost_by_cancelling(&self, name: &str) -> f64 {
        let quantizer = &self.spec.quantizer;
        let Some(diversity) = quantizer.losses.diversity else { return 0.0 };
        if name != "d_codebook" || quantizer.metric() == Metric::Euclidean {
            return 0.0;
        }
        let norm = |row: &[f64]| row.iter().map(|c| c * c).sum::<f64>().sqrt();
        let entries = self.given["codebook"].chunks_exact(quantizer.entry_dim()).map(norm);
        let shortest = entries.filter(|norm| *norm > 0.0).fold(f64::INFINITY, f64::min);
        let size = quantizer.codebook_size() as f64;
        let term = diversity.weight * 2.0 / diversity.temperature / size;
        let largest = self.wanted.get(name).into_iter().flatten();
        let largest = largest.fold(0.0_f64, |largest, wanted| largest.max(wanted.abs()));
        (f64::from(f32::EPSILON) * term / shortest).min(MOST_CANCELLED * largest)
    }

    /// How far the shares of a softmax over the scores may be off, relative: scores are f32 numbers
    /// as large as x.c + |c|^2 / 2, of which the last bit is lost, and the softmax sees them times
    /// 2 / T.
    fn share_error(&self) -> f64 {
        let Some(diversity) = self.spec.quantizer.losses.diversity else { return 0.0 };
        if self.spec.quantizer.metric() != Metric::Euclidean {
            return 2.0 / diversity.temperature * f64::from(f32::EPSILON);
        }
        let norm = |row: &[f64]| row.iter().map(|x| x * x).sum::<f64>().sqrt();
        let longest = |rows: &[f64]| {
            let rows = rows.chunks_exact(self.spec.quantizer.entry_dim());
            rows.map(norm).filter(|norm| norm.is_finite()).fold(0.0, f64::max)
        };
        let entries = self.given.get("codebook").or_else(|| self.given.get(CODEBOOK_BF16));
        let entries = entries.map_or(&[][..], |entries| &entries[..]);
        let (x, c) = (longest(&self.given["inputs"]), longest(entries));
        2.0 / diversity.temperature * f64::from(f32::EPSILON) * (x * c + c * c / 2.0)
    }
}

/// Whether each device may hold a part of an output; the reference has one device.
pub fn is_by_device(name: &str) -> bool {
    ["pending_counts", "pending_sums"].contains(&name)
}

/// Whether rows may be sums of one number and zeros, which turn -0 into 0: products with one-hot rows,
/// or what devices with parts of the entries add up.
fn rows_may_be_sums(spec: &StepSpec) -> bool {
    let products = spec.dtype == ElementType::Bf16 && spec.step != Step::Decode;
    products || spec.layout == Layout::CodesTokens
}

/// Whether `quantized` are rows of the codebook as it is given, and not computed from them.
fn moves_rows(spec: &StepSpec) -> bool {
    let quantizer = &spec.quantizer;
    let as_stored = quantizer.metric() != Metric::Cosine(Returned::Normalized);
    let mapped = matches!(quantizer.kind, Kind::Sim(_));
    as_stored && !mapped && quantizer.projection() != Projection::Learned
}

/// Whether bf16 tokens or entries are rounded results: an f32 sum that lies about half-way between
/// two of them may go either way.
pub(in crate::verification) fn rounds_what_it_computes(spec: &StepSpec) -> bool {
    let quantizer = &spec.quantizer;
    let computes = quantizer.metric() != Metric::Euclidean
        || quantizer.projection() != Projection::None
        || matches!(quantizer.kind, Kind::Sim(_));
    computes && spec.dtype == ElementType::Bf16
}

/// What a rounding to the other neighbour brings, or nothing but sums' errors where more elements
/// are off than lie half-way.
fn neighbours(allowed: Allowed, found: &[f64], wanted: &[f64]) -> Allowed {
    if found.len() == 1 {
        return Allowed { tolerance: NEIGHBOUR_TOLERANCE, ..allowed };
    }
    let scale = wanted.iter().fold(1e-30_f64, |scale, w| scale.max(w.abs()));
    let is_off = |(f, w): &(&f64, &f64)| {
        (*f - *w).is_nan() || (*f - *w).abs() > TOLERANCE * scale + allowed.rounding * w.abs()
    };
    let off = found.iter().zip(wanted).filter(is_off).count();
    let tolerance = if off > 1 + found.len() / ONE_IN { TOLERANCE } else { NEIGHBOUR };
    Allowed { tolerance, ..allowed }
}
