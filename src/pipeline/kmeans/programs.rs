//! The programs of a fit over a target's mesh, for whoever has that target to run them on.

use crate::ir::verify::{Verified, verify};
use crate::job::Job;
use crate::pipeline::PipelineError;
use crate::pipeline::kmeans::iteration;
use crate::vq::training::placement::Placement;
use crate::vq::training::seeding::Seeding;

/// What one fit runs, in this order; the last many times.
#[derive(Debug)]
pub struct FitPrograms {
    /// Brings rows into the space of the entries; `None` where they lie there already.
    pub placement: Option<Verified>,
    /// Draws the first entries among them.
    pub seeding: Verified,
    /// The job of one of Lloyd's iterations.
    pub iteration: Job,
}

impl FitPrograms {
    /// The programs that fit the codebooks of a job to `rows` tokens on its mesh. Stages and groups
    /// run the same ones, each with its own part of the rows.
    ///
    /// # Errors
    /// Rows that do not divide over the mesh, or more of them or of entries than a job may have.
    pub fn of(job: &Job, rows: usize) -> Result<Self, PipelineError> {
        let (quantizer, mesh) = (&job.spec.quantizer, &job.mesh);
        let devices = mesh.device_count();
        let placement = Placement { quantizer, batch: devices, seq: rows / devices };
        let dim = quantizer.entry_dim();
        let shared = quantizer.codebook().is_some_and(|codebook| codebook.shared);
        let parts = if shared { quantizer.embedding_dim / dim } else { 1 };
        let size = Seeding { rows: rows * parts, entries: quantizer.codebook_size(), dim };
        let seeding = verify(size.build(mesh)?)?;
        let placement = match placement.is_done() {
            true => None,
            false => Some(verify(placement.build(mesh)?)?),
        };
        let place = (job.target.name.as_str(), mesh.to_string());
        let iteration = iteration(size, quantizer.metric(), devices, (place.0, &place.1))?;
        Ok(FitPrograms { placement, seeding, iteration })
    }
}
