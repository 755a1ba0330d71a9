//! The whole way in single calls, for programs that embed vqbit.

use std::path::Path;

use crate::emit::format::Format;
use crate::emit::jax_export::Platforms;
use crate::job::Job;
use crate::pipeline::verification::Plan;
use crate::pipeline::{Compiled, Compiler, PipelineError, build, jax_export};
use crate::report::verification::Verification;
use crate::worker::parent::Worker;

/// A job's program as text or bytes; for JAX with its gradients, for TPU and CPU.
///
/// # Errors
/// As [`build()`].
pub fn emit(job: &Job, format: Format) -> Result<Vec<u8>, PipelineError> {
    match format {
        Format::JaxExport => Ok(jax_export(job, &Platforms::all())?.bytes),
        Format::HloText | Format::HloProto | Format::StableHlo | Format::StableHloGspmd => {
            Ok(format.write(&build(job)?))
        }
    }
}

/// Compiles a job from StableHLO with this plugin, in a child process; [`Compiler`] has more to set.
///
/// # Errors
/// As [`Compiler::compile`].
pub fn compile(job: &Job, plugin: &Path, worker: Worker) -> Result<Compiled, PipelineError> {
    Compiler::new(plugin, worker).compile(job)
}

/// Holds a job's program against the f64 reference on every family of inputs, on 1, 8 and as many
/// virtual CPU devices as its mesh has; [`Plan`] has more to set.
///
/// # Errors
/// As [`Plan::verify`]. A program that is out of its bounds is no error: the answer tells it.
pub fn verify(job: &Job, plugin: &Path) -> Result<Verification, PipelineError> {
    Plan::of(job).verify(plugin, |_, _| ())
}
