//! Reads a job with every default filled in, and checks what it says.

use serde_json::{Value, json};

use crate::ir::shape::{ElementType, Shape};
use crate::job::error::JobError;
use crate::job::reader::{Found, Reader, at_least_1, boolean, count, number, out_of_range, text};
use crate::job::region::{SENDING, check_region};
use crate::job::reproducible::{SUMMING, check_reproducible};
use crate::job::words::{DTYPES, LAYOUTS_OR_AUTO, STEPS, bounds, mesh, mesh_json};
use crate::job::{Job, JobFile, formulation, quantizer, storage};
use crate::sharding::mesh::Mesh;
use crate::target::slice::Slice;
use crate::target::{Target, TargetKind, TargetOptions};
use crate::vq::formulation::Platform;
use crate::vq::spec::{
    Codebook, Initial, Kind, Layout, Mask, Metric, Returned, SearchPrecision, Source, Step,
    StepSpec,
};

/// Tokens and entries are counted in f32, which is exact up to here.
pub const MAX_COUNT: usize = 1 << 24;

const MASKS: [(&str, Mask); 3] = [
    (Mask::None.name(), Mask::None),
    (Mask::Tokens.name(), Mask::Tokens),
    (Mask::Lengths.name(), Mask::Lengths),
];

const PRECISIONS: [(&str, SearchPrecision); 3] = [
    (SearchPrecision::Fast.name(), SearchPrecision::Fast),
    (SearchPrecision::Exact.name(), SearchPrecision::Exact),
    (SearchPrecision::F32.name(), SearchPrecision::F32),
];

impl JobFile {
    /// The job with every default filled in.
    ///
    /// The defaults: step `update`, target `cpu`, the target's mesh and codebook size, dimension 768,
    /// commitment weight 0.25, codebook weight 0, decay 0.99, epsilon 1e-5, 32 sequences of 512 tokens
    /// in bf16, the layout of [`auto`](crate::job::auto), and no memory limit but the compiler's.
    ///
    /// # Errors
    /// An unknown key, a value of another type or out of its range, an unknown target, or a mesh
    /// that does not fit the target.
    pub fn resolve(&self) -> Result<Job, JobError> {
        let mut reader = Reader::of(self.json())?;
        let r = &mut reader;
        let step = r.word("step", Step::Update, &STEPS)?;
        // Other keys' defaults are by target; its place among the canonical keys is further down.
        let target_name =
            r.get("target").map(|found| text(&found).map(str::to_owned)).transpose()?;
        let megacore = r.get("megacore").map(|found| boolean(&found)).transpose()?.unwrap_or(false);
        let chips_per_host_bounds =
            r.get("chips_per_host_bounds").map(|found| bounds(&found)).transpose()?;
        let options = TargetOptions { megacore, chips_per_host_bounds };
        let target = Target::with_options(target_name.as_deref().unwrap_or("cpu"), options)?;
        let (quantizer, written) = quantizer::read(r.object("quantizer")?, &target)?;
        r.put("quantizer", written);
        let input = input(r)?;
        r.put("target", target.name.clone());
        let mesh = match r.get("mesh") {
            Some(found) => mesh(&found)?,
            None => target.default_mesh()?,
        };
        r.put("mesh", mesh_json(&mesh));
        let asked = r.word_or_none("layout", &LAYOUTS_OR_AUTO)?.flatten();
        let layout = asked.unwrap_or(Layout::Tokens);
        r.put("layout", layout.name());
        let memory_limit_gb = r.get("memory_limit_gb").map(|found| memory_limit(&found));
        let memory_limit_gb = memory_limit_gb.transpose()?;
        let storage = storage::read(r, step, &quantizer)?;
        for (key, value) in [
            ("memory_limit_gb", memory_limit_gb.map(Value::from)),
            ("megacore", megacore.then(|| true.into())),
            ("chips_per_host_bounds", chips_per_host_bounds.map(|bounds| json!(bounds))),
        ] {
            if let Some(value) = value {
                r.put(key, value);
            }
        }
        let layers = r.unless("layers", 1, count)?;
        let stacked_layers = r.unless("stacked", false, boolean)?.then_some(layers);
        let model_name = r.get("model_name").map(|found| text(&found).map(str::to_owned));
        let model_name = model_name.transpose()?;
        if let Some(name) = &model_name {
            r.put("model_name", name.clone());
        }
        let async_updates = r.unless("async_updates", false, boolean)?;
        let reproducible = r.unless("reproducible", false, boolean)?;
        let collective_dtype = r.word_unless("collective_dtype", ElementType::F32, &DTYPES)?;
        let forms = formulation::read(r)?;
        let Input { batch, seq, dtype, mask, given_codes } = input;
        let usual = SearchPrecision::of_inputs(dtype);
        let precision = r.word_unless("precision", usual, &PRECISIONS)?;
        check_step("async_updates", async_updates, step, &[Step::Update, Step::Apply])?;
        check_step("reproducible", reproducible, step, &SUMMING)?;
        let sends_bf16 = collective_dtype != ElementType::F32;
        check_step("collective_dtype", sends_bf16, step, &SENDING)?;
        let named = [Step::Quantize, Step::Update, Step::Accumulate];
        check_step("input.given_codes", given_codes, step, &named)?;
        let spec = StepSpec {
            step,
            quantizer,
            batch,
            seq,
            dtype,
            search_precision: Some(precision).filter(|&precision| precision != usual),
            mask,
            given_codes,
            async_updates,
            reproducible,
            storage,
            layout,
            collective_dtype,
            platform: platform(&target),
            forms,
            stacked_layers,
        };
        let canonical = Value::Object(reader.finish()?);
        let job = Job {
            spec,
            target,
            mesh,
            memory_limit_gb,
            megacore,
            chips_per_host_bounds,
            layers,
            model_name,
            canonical,
        };
        check_kind(&job.spec)?;
        check_together(&job.spec)?;
        check_precision(&job.spec)?;
        check_reproducible(&job.spec)?;
        check_region(&job.spec)?;
        storage::check(&job.spec)?;
        formulation::check(&job.spec)?;
        check_tokens(&job.spec)?;
        check_bytes(&job.spec, &job.mesh)?;
        check_devices(&job.mesh, &job.target)?;
        Ok(if asked.is_none() { job.with_layout_of_table() } else { job })
    }
}

/// Whose formulation a target gets.
fn platform(target: &Target) -> Platform {
    match &target.kind {
        TargetKind::Tpu(slice) => Platform::of_generation(slice.generation.name),
        TargetKind::Cpu(_) => Platform::Cpu,
    }
}

struct Input {
    batch: usize,
    seq: usize,
    dtype: ElementType,
    mask: Mask,
    given_codes: bool,
}

fn input(r: &mut Reader<'_>) -> Result<Input, JobError> {
    let mut input = r.object("input")?;
    let read = Input {
        batch: input.or("batch", 32, at_least_1)?,
        seq: input.or("seq", 512, at_least_1)?,
        dtype: input.word("dtype", ElementType::Bf16, &DTYPES)?,
        mask: input.word_unless("mask", Mask::None, &MASKS)?,
        given_codes: input.unless("given_codes", false, boolean)?,
    };
    r.put("input", input.finish()?);
    Ok(read)
}

fn memory_limit(found: &Found<'_>) -> Result<f64, JobError> {
    let limit = number(found)?;
    let fits = limit.is_finite() && limit > 0.0;
    if fits { Ok(limit) } else { Err(out_of_range(&found.0, limit, "a finite number above 0")) }
}

/// Whether the step is one of those that an option is for, where it is asked for.
pub(in crate::job) fn check_step(
    key: &'static str,
    asked: bool,
    step: Step,
    wanted: &[Step],
) -> Result<(), JobError> {
    if !asked || wanted.contains(&step) {
        return Ok(());
    }
    let wanted: Vec<&str> = wanted.iter().map(|step| step.name()).collect();
    Err(JobError::NotOfStep { key, step: step.name(), wanted: wanted.join(", ") })
}

/// Options that contradict each other.
fn check_together(spec: &StepSpec) -> Result<(), JobError> {
    let Some(codebook) = spec.quantizer.codebook() else { return Ok(()) };
    let (async_updates, given_codes) = (spec.async_updates, spec.given_codes);
    let (accumulates, applies) = (spec.step == Step::Accumulate, spec.step == Step::Apply);
    let debiased = codebook.ema.initial == Initial::ZeroDebiased;
    let restarts = codebook.restart.is_some();
    let farthest = codebook.restart.is_some_and(|rule| rule.source == Source::Farthest);
    let raw = codebook.metric == Metric::Cosine(Returned::Raw);
    let source = [(r#"quantizer.restart.source "farthest""#, farthest)];
    let of_lengths = "a direction and an entry of another length have no distance that says how \
                      well the one stands for the other";
    refuse(r#"quantizer.return "raw""#, raw, &source, of_lengths)?;
    let apart = [("step accumulate", accumulates), ("step apply", applies)];
    let rows = [
        ("async_updates", async_updates),
        ("step accumulate", accumulates),
        ("step apply", applies),
        (r#"quantizer.ema.initial "zero_debiased""#, debiased),
        ("input.given_codes", given_codes),
        ("quantizer.restart", restarts),
        ("quantizer.diversity", spec.quantizer.losses.diversity.is_some()),
    ];
    let of_stages = "a stage that chooses nothing makes no step, and this is of all stages";
    refuse("quantizer.active_stages", codebook.active_stages, &rows, of_stages)?;
    let of_tokens = "entries restart in the step that averages the batch they restart from";
    refuse("quantizer.restart", restarts, &[("async_updates", async_updates)], of_tokens)?;
    refuse("quantizer.restart", restarts, &apart, of_tokens)?;
    let held = [("quantizer.ema.update_weight", codebook.ema.update_weight)];
    let of_weights = "an entry that its weight holds would restart all the same";
    refuse("quantizer.restart", restarts, &held, of_weights)
}

/// A search of another precision than the usual one of its inputs must be there to be asked for.
fn check_precision(spec: &StepSpec) -> Result<(), JobError> {
    let Some(precision) = spec.search_precision else { return Ok(()) };
    let asked = match precision {
        SearchPrecision::Fast => r#"precision "fast""#,
        SearchPrecision::Exact => r#"precision "exact""#,
        SearchPrecision::F32 => r#"precision "f32""#,
    };
    let kind = match &spec.quantizer.kind {
        Kind::Fsq(_) => r#"quantizer.kind "fsq""#,
        Kind::Binary(binary) if binary.sphere => r#"quantizer.kind "bsq""#,
        Kind::Binary(_) => r#"quantizer.kind "lfq""#,
        Kind::RandomProjection(_) => r#"quantizer.kind "random_projection""#,
        Kind::Codebook(_) | Kind::Sim(_) => r#"quantizer.metric "cosine""#,
    };
    let (searches, cosine) =
        (spec.quantizer.has_entries(), spec.quantizer.metric() != Metric::Euclidean);
    refuse(asked, true, &[(kind, !searches)], "it searches no codebook")?;
    let of_directions = "directions are rounded to input.dtype before anything searches them";
    refuse(asked, true, &[(kind, cosine)], of_directions)?;
    let exact = precision == SearchPrecision::Exact;
    let diversity = [("quantizer.diversity", spec.quantizer.losses.diversity.is_some())];
    let of_shares =
        "its shares are made of the search's own scores, over the codebook in input.dtype";
    refuse(asked, !exact, &diversity, of_shares)?;
    let draws = spec.quantizer.codebook().is_some_and(|codebook| codebook.stochastic.is_some());
    let of_draws = "codes that are drawn at random are not those of any search";
    refuse(asked, exact, &[("quantizer.stochastic", draws)], of_draws)
}

/// That `first` goes with none of the others that are asked for.
pub(in crate::job) fn refuse(
    first: &'static str,
    asked: bool,
    others: &[(&'static str, bool)],
    reason: &'static str,
) -> Result<(), JobError> {
    let second = others.iter().find(|(_, other)| asked && *other);
    second.map_or(Ok(()), |&(second, _)| Err(JobError::NotTogether { first, second, reason }))
}

/// Whether the quantizer has the step at all, and something that the layout cuts.
fn check_kind(spec: &StepSpec) -> Result<(), JobError> {
    let (step, layout, kind) = (spec.step.name(), spec.layout, &spec.quantizer.kind);
    if let Some((reason, wanted)) = lacks(kind, spec.step) {
        return Err(JobError::NoSuchStep { step, kind: kind.name(), reason, wanted });
    }
    let is_cut = layout.is_manual() && spec.quantizer.has_entries();
    if is_cut || spec.quantizer.layouts().contains(&layout) {
        return Ok(());
    }
    Err(JobError::NothingToCut { layout: layout.name(), kind: kind.name() })
}

/// Why a kind of quantizer does not have a step, where it does not, and the steps that it has.
fn lacks(kind: &Kind, step: Step) -> Option<(&'static str, &'static str)> {
    let learns = matches!(step, Step::Update | Step::Accumulate | Step::Apply);
    let of_all = "encode, decode, quantize, vjp";
    match kind {
        Kind::Codebook(_) => None,
        Kind::Fsq(_) | Kind::Binary(_) => learns.then_some(("it has no state to update", of_all)),
        Kind::Sim(_) => {
            learns.then_some(("its sim_map is learned by gradients and not by EMA", of_all))
        }
        Kind::RandomProjection(_) => (learns || step == Step::Vjp).then_some((
            "nothing of it is learned and all of its gradients are zero",
            "encode, decode, quantize",
        )),
    }
}

fn check_tokens(spec: &StepSpec) -> Result<(), JobError> {
    let (batch, seq, limit) = (spec.batch, spec.seq, MAX_COUNT);
    let counts = !matches!(spec.step, Step::Encode | Step::Decode);
    let codebook = spec.quantizer.codebook().filter(|_| counts);
    let shared = codebook.map_or(1, Codebook::choices_of_an_entry);
    let tokens = batch as u128 * seq as u128 * shared as u128;
    if tokens > limit as u128 {
        return Err(JobError::TooManyTokens { batch, seq, shared, tokens, limit });
    }
    Ok(())
}

/// Every other tensor is smaller than the inputs, the codebook's state, or what devices keep of it.
fn check_bytes(spec: &StepSpec, mesh: &Mesh) -> Result<(), JobError> {
    let quantizer = &spec.quantizer;
    let inputs = Shape::new(spec.dtype, &[spec.batch, spec.seq, quantizer.token_dim()]);
    let map = [quantizer.token_dim(), quantizer.embedding_dim];
    let map = quantizer.input_dim.map(|_| Shape::new(ElementType::F32, &map));
    let entry = [quantizer.codebook_size(), quantizer.entry_dim()];
    let state = quantizer
        .codebook()
        .map(|codebook| Shape::new(ElementType::F32, &[&codebook.lead()[..], &entry].concat()));
    let frozen = quantizer.frozen().map(|_| Shape::new(ElementType::F32, &entry));
    let limit = i64::MAX as u128;
    let pending = state.clone().filter(|_| spec.async_updates).map(|state| {
        let dims = [&[mesh.device_count()], &state.dims[..]].concat();
        state.with_dims(dims)
    });
    let tensors = [
        ("inputs", Some(inputs)),
        ("embed_sum", state),
        ("codebook", frozen),
        ("project_in", map),
        ("pending_sums", pending),
    ];
    for (tensor, shape) in tensors {
        let Some(shape) = shape else { continue };
        let elements = shape.dims.iter().fold(1_u128, |n, &d| n.saturating_mul(d as u128));
        let bytes = elements.saturating_mul(shape.element_type.byte_size() as u128);
        if bytes > limit {
            return Err(JobError::TensorTooLarge {
                tensor,
                shape: shape.to_string(),
                bytes,
                limit,
            });
        }
    }
    Ok(())
}

fn check_devices(mesh: &Mesh, target: &Target) -> Result<(), JobError> {
    let (found, chips) = (mesh.device_count(), target.slice().map_or(1, Slice::chip_count));
    match target.device_count() {
        Some(wanted) if wanted != found => Err(JobError::DeviceCount {
            mesh: mesh.to_string(),
            found,
            target: target.name.clone(),
            wanted,
            chips,
            per_chip: target.devices_per_chip(),
        }),
        Some(_) | None => Ok(()),
    }
}
