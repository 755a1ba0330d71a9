//! The programs of a fit over a target's mesh, for whoever has that target to run them on.

use serde_json::{Map, Value};

use crate::ir::verify::{Verified, verify};
use crate::job::Job;
use crate::pipeline::PipelineError;
use crate::pipeline::kmeans::iteration;
use crate::vq::training::placement::Placement;
use crate::vq::training::seeding::Seeding;

/// Keys of a job that say what it runs on.
const PLACE: [&str; 5] = ["target", "megacore", "chips_per_host_bounds", "mesh", "memory_limit_gb"];

/// What one fit runs, in this order; the last many times.
#[derive(Debug)]
pub struct FitPrograms {
    /// Brings tokens into the space of the entries; `None` where they lie there already.
    pub placement: Option<Verified>,
    /// Draws the first entries among them.
    pub seeding: Verified,
    /// The job of one of Lloyd's iterations.
    pub iteration: Job,
}

impl FitPrograms {
    /// The programs that fit the codebooks of a job to `tokens` tokens, filled up to a multiple of its
    /// mesh's devices. Stages and groups run the same ones, each with its own part of the tokens.
    ///
    /// # Errors
    /// More tokens or entries than a job may have.
    pub fn of(job: &Job, tokens: usize) -> Result<Self, PipelineError> {
        let (quantizer, mesh) = (&job.spec.quantizer, &job.mesh);
        let devices = mesh.device_count();
        let tokens = tokens.next_multiple_of(devices);
        let size = Seeding::of(quantizer, tokens);
        let iteration = iteration(size, quantizer.metric(), devices, place_of(job))?;
        let placement = Placement { quantizer, batch: devices, seq: tokens / devices };
        let placement = match placement.is_done() {
            true => None,
            false => Some(verify(placement.build(mesh)?)?),
        };
        Ok(FitPrograms { placement, seeding: verify(size.build(mesh)?)?, iteration })
    }
}

fn place_of(job: &Job) -> Value {
    let job = job.to_json();
    let key = |key: &str| Some((key.to_owned(), job.get(key)?.clone()));
    PLACE.into_iter().filter_map(key).collect::<Map<_, _>>().into()
}
