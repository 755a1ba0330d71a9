//! A codebook from data: k-means++ seeding, then Lloyd's iteration, as programs on virtual devices.
//!
//! Lloyd's iteration is an `update` whose averages forget at once and whose empty entries take half
//! of a full one, so it is that step's program and no other. Where a quantizer projects its tokens, or
//! only their directions count, the data goes through a program that does so first, and with the
//! metric of that step the iteration is spherical k-means.

mod course;
pub mod programs;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::emit::format::Format;
use crate::ir::module::Module;
use crate::ir::verify::verify;
use crate::job::{Job, JobFile};
use crate::pipeline::kmeans::course::Course;
pub use crate::pipeline::kmeans::course::Fit;
use crate::pipeline::{PipelineError, program, session};
use crate::pjrt::plugin::Plugin;
use crate::session::{Session, SessionError};
use crate::sharding::mesh::Mesh;
use crate::tensor::array::Tensor;
use crate::tensor::random::{Draws, seed_of_draws};
use crate::tensor::rows::Rows;
use crate::vq::error::VqError;
use crate::vq::interface::{Interface, SEED};
use crate::vq::search::maps::averaged;
use crate::vq::spec::{Metric, Quantizer};
use crate::vq::state::{CLUSTER_SIZE, CODEBOOK, EMBED_SUM, initial_state};
use crate::vq::training::placement::Placement;
use crate::vq::training::seeding::{ROWS, Seeding};
use crate::wire::compile_options::CompileOptions;

/// An entry that one row of `2^24` chooses is alive.
const EMPTY: f64 = 1e-9;
/// What the counts are smoothed with: nothing that an f32 count could tell.
const EPSILON: f64 = 1e-12;

/// How a codebook is fitted.
#[derive(Debug, Clone, Copy)]
pub struct KMeans<'a> {
    /// The CPU plugin's library.
    pub plugin: &'a Path,
    /// The most of Lloyd's iterations.
    pub iterations: usize,
    /// What everything random is a function of.
    pub seed: u64,
}

/// The codebooks of a quantizer, fitted to data.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// `f32[.., K, D]`, stages and groups first.
    pub codebook: Tensor,
    /// How it went, stage by stage and in each group by group.
    pub fits: Vec<Fit>,
}

/// The job that is one of Lloyd's iterations: `rows` tokens of `seeding.dim` elements in sequences
/// of `rows / batch`, for the target and the mesh that the job's keys `place` name. Its error is that
/// of directions where only they count.
///
/// # Errors
/// More rows or entries than a job may have, or another target than the mesh is for.
pub fn iteration(
    seeding: Seeding,
    metric: Metric,
    batch: usize,
    place: Value,
) -> Result<Job, PipelineError> {
    let metric = match metric {
        Metric::Euclidean => "euclidean",
        Metric::Cosine(_) => "cosine",
    };
    let file = JobFile::from_json(json!({
        "step": "update",
        "quantizer": {
            "codebook_size": seeding.entries,
            "embedding_dim": seeding.dim,
            "metric": metric,
            "ema": { "decay": 0.0, "epsilon": EPSILON },
            "restart": { "adaptive_threshold": EMPTY, "source": "split" },
        },
        "input": { "batch": batch, "seq": seeding.rows / batch.max(1), "dtype": "f32" },
    }))?;
    Ok(file.overlay(JobFile::from_json(place)?).resolve()?)
}

impl KMeans<'_> {
    /// Fits all codebooks of a quantizer to finite rows, tokens as a step is given them, of which
    /// there is one at least: each group to its part of the rows, each stage to what the ones before
    /// leave over. One shared by groups is fitted to the parts of all, one shared by stages to the
    /// first stage's rows. `maps` has those that project the rows, where something does; with the
    /// cosine metric rows without a direction take no part, and each entry has length 1.
    ///
    /// # Errors
    /// More rows or entries than a job may have, a map that is missing, or the plugin.
    pub fn fit(
        &self,
        quantizer: &Quantizer,
        maps: &BTreeMap<String, Tensor>,
        rows: Rows,
    ) -> Result<Fitted, PipelineError> {
        let rows = self.placed(quantizer, maps, rows)?;
        let size = Seeding::of(quantizer, rows.count());
        let rows = if size.rows == rows.count() { rows } else { rows.cut(size.dim) };
        let programs = Programs::new(size, quantizer.metric(), self.plugin)?;
        Ok(self.fit_stages(quantizer, &programs, rows)?)
    }

    /// The rows in the space of the entries.
    fn placed(
        &self,
        quantizer: &Quantizer,
        maps: &BTreeMap<String, Tensor>,
        rows: Rows,
    ) -> Result<Rows, PipelineError> {
        let placement = Placement { quantizer, batch: 1, seq: rows.count() };
        if placement.is_done() {
            return Ok(rows);
        }
        let mesh = Mesh::parse("1").map_err(VqError::from)?;
        let session = placement_session(placement, &mesh, &Plugin::load(self.plugin)?)?;
        Ok(run_placement(&session, maps, &rows)?)
    }

    fn fit_stages(
        &self,
        quantizer: &Quantizer,
        programs: &Programs,
        mut left: Rows,
    ) -> Result<Fitted, SessionError> {
        let (entries, dim) = (programs.size.entries, programs.size.dim);
        let lead = quantizer.codebook().map(|codebook| codebook.lead()).unwrap_or_default();
        let parts = left.width() / dim;
        let draws = Draws::new(self.seed, "seeding");
        let (mut values, mut fits) = (Vec::new(), Vec::new());
        for (number, index) in (0..lead.iter().product()).zip(0..) {
            let number: usize = number;
            let start = number % parts * dim;
            let part = left.columns(start..start + dim);
            let best = programs.lloyd(&part, self.iterations, draws.bits(index))?;
            left.subtract(start, &Rows::of(&best.quantized)?);
            values.extend(best.codebook.to_f32()?);
            fits.push(best.fit());
        }
        let dims = [&lead[..], &[entries, dim]].concat();
        // Halves of an entry are not quite as long as it.
        let codebook = averaged(quantizer, &Tensor::from_f32(&dims, &values)?)?;
        Ok(Fitted { codebook, fits })
    }
}

fn run_placement(
    session: &Session,
    maps: &BTreeMap<String, Tensor>,
    rows: &Rows,
) -> Result<Rows, SessionError> {
    let inputs = rows.tensor(&[1, rows.count(), rows.width()])?;
    let mut given = BTreeMap::from([("inputs".to_owned(), inputs)]);
    for (name, map) in maps.iter().filter(|(name, _)| session.interface().input(name).is_some()) {
        given.insert(name.clone(), map.copied()?);
    }
    Ok(Rows::of(&session.run(&given, 1, |_| ())?[ROWS])?)
}

/// The two programs, loaded on one virtual device.
struct Programs {
    size: Seeding,
    job: Job,
    seeding: Session,
    iteration: Session,
}

impl Programs {
    fn new(size: Seeding, metric: Metric, library: &Path) -> Result<Self, PipelineError> {
        let job = iteration(size, metric, 1, json!({ "target": "cpu", "mesh": "1" }))?;
        let iteration = session(&job, Format::StableHlo, library)?;
        let seeding = seeding_session(size, &job.mesh, &Plugin::load(library)?)?;
        Ok(Programs { size, job, seeding, iteration })
    }

    /// Entries that are rows far apart.
    fn seed(&self, rows: &Rows, seed: u64) -> Result<Tensor, SessionError> {
        let given = BTreeMap::from([
            (ROWS.to_owned(), rows.tensor(&[self.size.rows, self.size.dim])?),
            (SEED.to_owned(), seed_of_draws(seed)?),
        ]);
        Ok(self.seeding.run(&given, 1, |_| ())?[CODEBOOK].copied()?)
    }

    /// Iterates until the error is 0, or no longer falls while no entry is empty.
    fn lloyd(&self, rows: &Rows, most: usize, seed: u64) -> Result<Course, SessionError> {
        let mut given = initial_state(&self.job.spec.quantizer, None, self.seed(rows, seed)?)?;
        given.insert("inputs".to_owned(), rows.tensor(&[1, self.size.rows, self.size.dim])?);
        let mut course = Course::new(rows.count() - rows.finite_count());
        for _ in 0..=most {
            let made = self.iteration.run(&given, 1, |_| ())?;
            let is_over = course.add(&given[CODEBOOK], &made)?;
            if is_over {
                break;
            }
            for name in [CODEBOOK, CLUSTER_SIZE, EMBED_SUM] {
                given.insert(name.to_owned(), made[name].copied()?);
            }
        }
        Ok(course)
    }
}

/// The seeding's program, loaded on virtual devices, one a partition of the mesh.
///
/// # Errors
/// Rows that do not divide over the mesh, or the plugin.
pub fn seeding_session(
    seeding: Seeding,
    mesh: &Mesh,
    plugin: &Plugin,
) -> Result<Session, PipelineError> {
    loaded(seeding.build(mesh)?, seeding.interface(mesh)?, mesh, plugin)
}

/// The program that brings data into the space of the entries, loaded as [`seeding_session`].
///
/// # Errors
/// Rows that do not divide over the mesh, or the plugin.
pub fn placement_session(
    placement: Placement<'_>,
    mesh: &Mesh,
    plugin: &Plugin,
) -> Result<Session, PipelineError> {
    loaded(placement.build(mesh)?, placement.interface(mesh)?, mesh, plugin)
}

fn loaded(
    module: Module,
    interface: Interface,
    mesh: &Mesh,
    plugin: &Plugin,
) -> Result<Session, PipelineError> {
    let program = program(&verify(module)?, Format::StableHlo)?;
    let options = CompileOptions::new(mesh.device_count(), true).to_bytes();
    Ok(Session::on_cpu(plugin, &program, &options, interface, mesh.clone())?)
}
