//! Reads a job with every default filled in, and checks what it says.

use serde_json::{Value, json};

use crate::ir::shape::{ElementType, Shape};
use crate::job::error::JobError;
use crate::job::quantizer::spaces::check_step;
use crate::job::reader::{Found, Reader, at_least_1, boolean, number, out_of_range, text};
use crate::job::words::{DTYPES, LAYOUTS, STEPS, bounds, mesh, mesh_json};
use crate::job::{Job, JobFile, quantizer};
use crate::sharding::mesh::Mesh;
use crate::target::slice::Slice;
use crate::target::{Target, TargetOptions};
use crate::vq::spec::{Layout, Mask, Step, StepSpec};

/// Tokens and entries are counted in f32, which is exact up to here.
pub const MAX_COUNT: usize = 1 << 24;

const MASKS: [(&str, Mask); 3] = [
    (Mask::None.name(), Mask::None),
    (Mask::Tokens.name(), Mask::Tokens),
    (Mask::Lengths.name(), Mask::Lengths),
];

impl JobFile {
    /// The job with every default filled in.
    ///
    /// The defaults: step `update`, target `cpu`, the target's mesh and codebook size, dimension 768,
    /// commitment weight 0.25, codebook weight 0, decay 0.99, epsilon 1e-5, 32 sequences of 512 tokens
    /// in bf16, layout `tokens`, and no memory limit but the compiler's.
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
        let layout = r.word("layout", Layout::Tokens, &LAYOUTS)?;
        let memory_limit_gb = r.get("memory_limit_gb").map(|found| memory_limit(&found));
        let memory_limit_gb = memory_limit_gb.transpose()?;
        for (key, value) in [
            ("memory_limit_gb", memory_limit_gb.map(Value::from)),
            ("megacore", megacore.then(|| true.into())),
            ("chips_per_host_bounds", chips_per_host_bounds.map(|bounds| json!(bounds))),
        ] {
            if let Some(value) = value {
                r.put(key, value);
            }
        }
        let Input { batch, seq, dtype, mask } = input;
        let spec = StepSpec { step, quantizer, batch, seq, dtype, mask, layout };
        let canonical = Value::Object(reader.finish()?);
        let job =
            Job { spec, target, mesh, memory_limit_gb, megacore, chips_per_host_bounds, canonical };
        check_step(&job.spec)?;
        check_tokens(&job.spec)?;
        check_bytes(&job.spec)?;
        check_devices(&job.mesh, &job.target)?;
        Ok(job)
    }
}

struct Input {
    batch: usize,
    seq: usize,
    dtype: ElementType,
    mask: Mask,
}

fn input(r: &mut Reader<'_>) -> Result<Input, JobError> {
    let mut input = r.object("input")?;
    let read = Input {
        batch: input.or("batch", 32, at_least_1)?,
        seq: input.or("seq", 512, at_least_1)?,
        dtype: input.word("dtype", ElementType::Bf16, &DTYPES)?,
        mask: input.word_unless("mask", Mask::None, &MASKS)?,
    };
    r.put("input", input.finish()?);
    Ok(read)
}

fn memory_limit(found: &Found<'_>) -> Result<f64, JobError> {
    let limit = number(found)?;
    let fits = limit.is_finite() && limit > 0.0;
    if fits { Ok(limit) } else { Err(out_of_range(&found.0, limit, "a finite number above 0")) }
}

fn check_tokens(spec: &StepSpec) -> Result<(), JobError> {
    let (batch, seq, limit) = (spec.batch, spec.seq, MAX_COUNT);
    let tokens = batch as u128 * seq as u128;
    if tokens > limit as u128 {
        return Err(JobError::TooManyTokens { batch, seq, tokens, limit });
    }
    Ok(())
}

/// Every other tensor is smaller than the inputs or the codebook's state.
fn check_bytes(spec: &StepSpec) -> Result<(), JobError> {
    let quantizer = &spec.quantizer;
    let inputs = Shape::new(spec.dtype, &[spec.batch, spec.seq, quantizer.token_dim()]);
    let map = [quantizer.token_dim(), quantizer.embedding_dim];
    let map = quantizer.input_dim.map(|_| Shape::new(ElementType::F32, &map));
    let entry = [quantizer.codebook_size(), quantizer.entry_dim()];
    let state = quantizer
        .codebook()
        .map(|codebook| Shape::new(ElementType::F32, &[&codebook.lead()[..], &entry].concat()));
    let frozen = quantizer.codebook().is_none().then(|| Shape::new(ElementType::F32, &entry));
    let limit = i64::MAX as u128;
    let largest = [("inputs", Some(inputs)), ("embed_sum", state), ("codebook", frozen)];
    for (tensor, shape) in largest.into_iter().chain([("project_in", map)]) {
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
