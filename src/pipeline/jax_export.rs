//! A step as a file for JAX, with its gradients where the quantizer has them.

use serde_json::{Value, json};

use crate::emit::jax_export::{Backward, Platform, Platforms, to_bytes};
use crate::job::{Job, JobFile};
use crate::pipeline::{PipelineError, build};
use crate::vq::formulation;
use crate::vq::spec::Step;

/// Keys of a job that a backward function knows nothing of: what becomes of the state, and the form
/// of codes, which have no gradient.
const OF_TRAINING: [&str; 4] = ["async_updates", "collective_dtype", "formulation", "pack"];
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

/// A step as a file for JAX.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JaxExport {
    /// What `jax.export.deserialize` reads.
    pub bytes: Vec<u8>,
    /// Why a step that quantizes has no backward function, where it has none.
    pub without_gradient: Option<String>,
}

/// The file of a job, which `jax.export.deserialize` reads.
///
/// Steps that quantize have a backward function where the job with `vjp` for its step is one. A file
/// that TPUs read too is written down for them, whatever the job's target.
///
/// # Errors
/// As [`build()`].
pub fn jax_export(job: &Job, platforms: &Platforms) -> Result<JaxExport, PipelineError> {
    let job = &written_for(job, platforms);
    let forward = build(job)?;
    let alone = |why| {
        let bytes = to_bytes(&forward, None, platforms);
        Ok(JaxExport { bytes, without_gradient: why })
    };
    if !quantizes(job.spec.step) {
        return alone(None);
    }
    let of_gradients = match backward_job(job) {
        Ok(of_gradients) => of_gradients,
        Err(why) => return alone(Some(why)),
    };
    let graph = build(&written_for(&of_gradients, platforms))?;
    let backward = Backward::new(&forward, &graph, &UNREACHED)?;
    let bytes = to_bytes(&forward, Some(&backward), platforms);
    Ok(JaxExport { bytes, without_gradient: None })
}

/// The job as the platforms of its file are to have it.
fn written_for(job: &Job, platforms: &Platforms) -> Job {
    let mut job = job.clone();
    if platforms.have(Platform::Tpu) && job.spec.platform == formulation::Platform::Cpu {
        job.spec.platform = formulation::Platform::Tpu;
    }
    job
}

/// Whether a step gives what has gradients.
fn quantizes(step: Step) -> bool {
    match step {
        Step::Quantize | Step::Update | Step::Accumulate => true,
        Step::Encode | Step::Decode | Step::Apply | Step::Vjp => false,
    }
}

/// The job of the gradients of a step that quantizes, or why it has none.
fn backward_job(job: &Job) -> Result<Job, String> {
    let codebook = job.spec.quantizer.codebook();
    if job.spec.step == Step::Update && codebook.is_some_and(|c| c.stochastic.is_some()) {
        let why =
            "an update draws codes by its number of steps, which a backward function is not told";
        return Err(why.to_owned());
    }
    let mut written = job.to_json();
    for key in OF_TRAINING {
        written.as_object_mut().and_then(|keys| keys.shift_remove(key));
    }
    if let Some(quantizer) = written.get_mut("quantizer").and_then(Value::as_object_mut) {
        for key in OF_QUANTIZER {
            quantizer.shift_remove(key);
        }
    }
    written["step"] = json!("vjp");
    JobFile::from_json(written).and_then(|file| file.resolve()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn export(text: &str) -> JaxExport {
        let job = JobFile::parse(text).and_then(|file| file.resolve()).expect("a job");
        jax_export(&job, &Platforms::all()).expect("a file")
    }

    #[test]
    fn a_file_for_tpus_too_is_as_for_them() {
        let host = JobFile::parse(r#"{"step": "update", "target": "cpu"}"#);
        let host = host.and_then(|file| file.resolve()).expect("a job");
        let platform = |platforms: &[Platform]| {
            written_for(&host, &Platforms::new(platforms).expect("platforms")).spec.platform
        };
        assert_eq!(platform(&[Platform::Cpu]), formulation::Platform::Cpu);
        assert_eq!(platform(&[Platform::Cpu, Platform::Tpu]), formulation::Platform::Tpu);
        let v5p = JobFile::parse(r#"{"step": "update", "target": "v5p-32"}"#);
        let v5p = v5p.and_then(|file| file.resolve()).expect("a job");
        let written = written_for(&v5p, &Platforms::all());
        assert_eq!(written.spec.platform, formulation::Platform::V5p, "as it is compiled");
    }

    #[test]
    fn how_sums_travel_takes_no_gradient_away() {
        let sent = export(r#"{"step": "update", "target": "v4-32", "collective_dtype": "bf16"}"#);
        assert_eq!(sent.without_gradient, None);
        let usual = export(r#"{"step": "update", "target": "v4-32"}"#);
        assert!(sent.bytes != usual.bytes, "the sums travel as ever");
    }

    #[test]
    fn a_step_that_loses_its_gradient_says_why() {
        let given = export(r#"{"step": "quantize", "input": {"given_codes": true}}"#);
        let why = given.without_gradient.expect("a reason");
        assert!(why.starts_with("input.given_codes:"), "{why}");
        let drawn = export(r#"{"step": "update", "quantizer": {"stochastic": {}}}"#);
        assert!(drawn.without_gradient.is_some_and(|why| why.contains("draws codes")));
        // Nobody asks for one.
        assert_eq!(export(r#"{"step": "encode"}"#).without_gradient, None);
    }
}
