//! A step as a file for JAX, with its gradients where the quantizer has them.

use serde_json::{Value, json};

use crate::emit::jax_export::{Backward, Platforms, to_bytes};
use crate::job::{Job, JobFile};
use crate::pipeline::{PipelineError, build};
use crate::vq::spec::Step;

/// Keys of a job that a backward function knows nothing of: what becomes of the state, and the form
/// of codes, which have no gradient.
const OF_TRAINING: [&str; 2] = ["async_updates", "pack"];
const OF_QUANTIZER: [&str; 2] = ["restart", "usage_decay"];

/// Results with a gradient that the step `vjp` is not told: it takes those of `quantized` and of
/// `loss`, in which all of these are.
const UNREACHED: [&str; 9] = [
    "commitment_loss",
    "codebook_loss",
    "mse",
    "relative_error",
    "sample_entropy",
    "batch_entropy",
    "entropy_loss",
    "diversity_loss",
    "orthogonal_loss",
];

/// The bytes of a file that `jax.export.deserialize` reads.
///
/// Steps that quantize have a backward function where the job with `vjp` for its step is one.
///
/// # Errors
/// As [`build()`].
pub fn jax_export(job: &Job, platforms: &Platforms) -> Result<Vec<u8>, PipelineError> {
    let forward = build(job)?;
    let Some(of_gradients) = backward_job(job) else {
        return Ok(to_bytes(&forward, None, platforms));
    };
    let graph = build(&of_gradients)?;
    let backward = Backward::new(&forward, &graph, &UNREACHED)?;
    Ok(to_bytes(&forward, Some(&backward), platforms))
}

/// The job of a step's gradients, where it has them.
fn backward_job(job: &Job) -> Option<Job> {
    let spec = &job.spec;
    let quantizes = match spec.step {
        Step::Quantize | Step::Update | Step::Accumulate => true,
        Step::Encode | Step::Decode | Step::Apply | Step::Vjp => false,
    };
    // An update draws by its number of steps, which a backward function is not told.
    let draws_by_steps = spec.step == Step::Update
        && spec.quantizer.codebook().is_some_and(|codebook| codebook.stochastic.is_some());
    if !quantizes || draws_by_steps {
        return None;
    }
    let mut written = job.to_json();
    let keys = written.as_object_mut()?;
    for key in OF_TRAINING {
        keys.shift_remove(key);
    }
    if let Some(quantizer) = keys.get_mut("quantizer").and_then(Value::as_object_mut) {
        for key in OF_QUANTIZER {
            quantizer.shift_remove(key);
        }
    }
    keys.insert("step".to_owned(), json!("vjp"));
    JobFile::from_json(written).and_then(|file| file.resolve()).ok()
}
