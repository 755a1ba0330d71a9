//! Fills in what a job leaves out, and checks what it says.

use crate::ir::shape::{ElementType, Shape};
use crate::job::error::JobError;
use crate::job::{Job, JobFile, QuantizerFile};
use crate::sharding::mesh::Mesh;
use crate::target::slice::Slice;
use crate::target::{Target, TargetOptions};
use crate::vq::spec::{Codebook, Ema, Layout, Step};

/// Tokens and entries are counted in f32, which is exact up to here.
pub const MAX_COUNT: usize = 1 << 24;

impl JobFile {
    /// The job with every default filled in.
    ///
    /// The defaults: step `update`, target `cpu`, the target's mesh and codebook size, dimension 768,
    /// commitment weight 0.25, codebook weight 0, decay 0.99, epsilon 1e-5, 32 sequences of 512 tokens
    /// in bf16, layout `tokens`, and no memory limit but the compiler's.
    ///
    /// # Errors
    /// A value out of its range, an unknown target, or a mesh that does not fit the target.
    pub fn resolve(self) -> Result<Job, JobError> {
        let megacore = self.megacore.unwrap_or(false);
        let chips_per_host_bounds = self.chips_per_host_bounds;
        let options = TargetOptions { megacore, chips_per_host_bounds };
        let target = Target::with_options(self.target.as_deref().unwrap_or("cpu"), options)?;
        let mesh = match self.mesh {
            Some(mesh) => mesh,
            None => target.default_mesh()?,
        };
        let job = Job {
            step: self.step.unwrap_or(Step::Update),
            quantizer: codebook(&self.quantizer, &target)?,
            batch: at_least_1("input.batch", self.input.batch.unwrap_or(32))?,
            seq: at_least_1("input.seq", self.input.seq.unwrap_or(512))?,
            dtype: compute_type(self.input.dtype.unwrap_or(ElementType::Bf16))?,
            layout: self.layout.unwrap_or(Layout::Tokens),
            memory_limit_gb: self.memory_limit_gb.map(memory_limit).transpose()?,
            target,
            mesh,
            megacore,
            chips_per_host_bounds,
        };
        check_tokens(&job)?;
        check_bytes(&job)?;
        check_devices(&job.mesh, &job.target)?;
        Ok(job)
    }
}

fn codebook(file: &QuantizerFile, target: &Target) -> Result<Codebook, JobError> {
    let size = file.codebook_size.unwrap_or_else(|| target.default_codebook_size());
    let dim = file.embedding_dim.unwrap_or(768);
    let decay = file.ema_decay.unwrap_or(0.99);
    let epsilon = file.ema_epsilon.unwrap_or(1e-5);
    if !(1..=MAX_COUNT).contains(&size) {
        return Err(out_of_range("quantizer.codebook_size", size, "1 to 16777216"));
    }
    if !(0.0..=1.0).contains(&decay) {
        return Err(out_of_range("quantizer.ema.decay", decay, "0 to 1"));
    }
    check_epsilon(epsilon, size)?;
    let commitment = file.commitment_weight.unwrap_or(0.25);
    Ok(Codebook {
        codebook_size: size,
        embedding_dim: at_least_1("quantizer.embedding_dim", dim)?,
        commitment_weight: weight("quantizer.commitment_weight", commitment)?,
        codebook_weight: weight("quantizer.codebook_weight", file.codebook_weight.unwrap_or(0.0))?,
        ema: Ema { decay, epsilon },
    })
}

fn out_of_range(path: &str, found: impl ToString, wanted: &'static str) -> JobError {
    JobError::OutOfRange { path: path.to_owned(), found: found.to_string(), wanted }
}

fn at_least_1(path: &str, size: usize) -> Result<usize, JobError> {
    if size == 0 { Err(out_of_range(path, size, "at least 1")) } else { Ok(size) }
}

/// The value that the graph computes with.
#[expect(clippy::cast_possible_truncation, reason = "the cast is the rounding")]
fn rounded(value: f64) -> f32 {
    value as f32
}

/// Epsilon as f32 must be no subnormal, which devices flush to 0, and the smoothed counts divide by
/// a sum with K epsilons in it.
fn check_epsilon(epsilon: f64, codebook_size: usize) -> Result<(), JobError> {
    let each = rounded(epsilon);
    #[expect(clippy::cast_precision_loss, reason = "f32 counts up to MAX_COUNT exactly")]
    let all = each * codebook_size as f32;
    if each.is_normal() && each > 0.0 && all.is_finite() {
        return Ok(());
    }
    let wanted = "at least 1.1754944e-38, and times codebook_size at most 3.4028235e38 (f32)";
    Err(out_of_range("quantizer.ema.epsilon", shown(epsilon), wanted))
}

fn weight(path: &str, weight: f64) -> Result<f64, JobError> {
    let fits = rounded(weight).is_finite() && weight >= 0.0;
    let wanted = "0 to 3.4028235e38 (the largest f32)";
    if fits { Ok(weight) } else { Err(out_of_range(path, shown(weight), wanted)) }
}

/// A number as people write it: `1e300` and not its 301 digits.
fn shown(value: f64) -> String {
    let plain = value == 0.0 || (1e-6..1e15).contains(&value.abs());
    if plain { value.to_string() } else { format!("{value:e}") }
}

fn memory_limit(limit: f64) -> Result<f64, JobError> {
    let fits = limit.is_finite() && limit > 0.0;
    if fits {
        Ok(limit)
    } else {
        Err(out_of_range("memory_limit_gb", limit, "a finite number above 0"))
    }
}

fn compute_type(dtype: ElementType) -> Result<ElementType, JobError> {
    match dtype {
        ElementType::Bf16 | ElementType::F32 => Ok(dtype),
        ElementType::Pred
        | ElementType::S32
        | ElementType::U8
        | ElementType::U32
        | ElementType::F64 => Err(out_of_range("input.dtype", dtype, "bf16 or f32")),
    }
}

fn check_tokens(job: &Job) -> Result<(), JobError> {
    let (batch, seq, limit) = (job.batch, job.seq, MAX_COUNT);
    let tokens = batch as u128 * seq as u128;
    if tokens > limit as u128 {
        return Err(JobError::TooManyTokens { batch, seq, tokens, limit });
    }
    Ok(())
}

/// Every other tensor is smaller than the inputs or the codebook's state.
fn check_bytes(job: &Job) -> Result<(), JobError> {
    let (size, dim) = (job.quantizer.codebook_size, job.quantizer.embedding_dim);
    let tensors = [
        ("inputs", Shape::new(job.dtype, &[job.batch, job.seq, dim])),
        ("embed_sum", Shape::new(ElementType::F32, &[size, dim])),
    ];
    let limit = i64::MAX as u128;
    for (tensor, shape) in tensors {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_checked_like_the_file() {
        let mut file = JobFile::default();
        file.input.dtype = Some(ElementType::F64);
        let message = file.resolve().expect_err("a wrong type").to_string();
        assert_eq!(message, "input.dtype: found f64, wanted bf16 or f32");
        let mut file = JobFile::default();
        file.quantizer.ema_decay = Some(f64::NAN);
        let message = file.resolve().expect_err("no number").to_string();
        assert_eq!(message, "quantizer.ema.decay: found NaN, wanted 0 to 1");
    }
}
