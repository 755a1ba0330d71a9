//! A codebook from data: k-means++ seeding, then Lloyd's iteration, as programs on virtual devices.
//!
//! Lloyd's iteration is an `update` whose averages forget at once and whose empty entries take half
//! of a full one, so it is that step's program and no other.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use crate::emit::format::Format;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::verify::verify;
use crate::job::{Job, JobFile};
use crate::pipeline::{PipelineError, program, session};
use crate::pjrt::plugin::Plugin;
use crate::session::{Session, SessionError};
use crate::sharding::mesh::Mesh;
use crate::tensor::array::Tensor;
use crate::tensor::random::{Draws, seed_of_draws};
use crate::tensor::rows::Rows;
use crate::vq::interface::SEED;
use crate::vq::spec::Quantizer;
use crate::vq::state::{CLUSTER_SIZE, CODEBOOK, EMBED_SUM, initial_state};
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

/// How it went with one codebook.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The mean squared error an element of every codebook tried, the seeding's first; the smallest
    /// is that of the codebook kept.
    pub mse: Vec<f64>,
    /// How many empty entries were given half of a full one, over all iterations.
    pub split_entries: usize,
}

impl Fit {
    /// Lloyd's iterations made.
    pub fn iterations(&self) -> usize {
        self.mse.len().saturating_sub(1)
    }

    /// The mean squared error of the codebook kept.
    pub fn least_mse(&self) -> f64 {
        least(&self.mse)
    }
}

/// The codebooks of a quantizer, fitted to data.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// `f32[.., K, D]`, stages and groups first.
    pub codebook: Tensor,
    /// How it went, stage by stage and in each group by group.
    pub fits: Vec<Fit>,
}

/// The codebooks tried so far.
struct Course {
    mse: Vec<f64>,
    /// How many entries were split to make the next codebook, of each.
    splits: Vec<usize>,
    /// The best codebook: a split moves entries, which may cost more than it gains.
    codebook: Tensor,
    /// What it makes of the data.
    quantized: Tensor,
}

impl Course {
    fn new() -> Self {
        let none = || Tensor::zeros(Shape::new(ElementType::F32, &[0]));
        Course { mse: vec![], splits: vec![], codebook: none(), quantized: none() }
    }

    /// Notes a codebook and what its iteration made; whether there is no use in another one.
    fn add(
        &mut self,
        codebook: &Tensor,
        made: &BTreeMap<String, Tensor>,
    ) -> Result<bool, SessionError> {
        let error = f64::from(made["mse"].to_f32()?[0]);
        let falls = self.mse.is_empty() || error < least(&self.mse);
        if falls {
            self.codebook = codebook.copied()?;
            self.quantized = made["quantized"].copied()?;
        }
        self.mse.push(error);
        let split = usize::try_from(made["restarted_entries"].to_s32()?[0]).unwrap_or(0);
        let split_before = self.splits.last().copied().unwrap_or(0);
        self.splits.push(split);
        Ok(error == 0.0 || (!falls && split + split_before == 0))
    }

    fn fit(&self) -> Fit {
        // The last one's successor is not tried.
        let tried = &self.splits[..self.splits.len().saturating_sub(1)];
        Fit { mse: self.mse.clone(), split_entries: tried.iter().sum() }
    }
}

fn least(errors: &[f64]) -> f64 {
    errors.iter().copied().fold(f64::INFINITY, f64::min)
}

/// The job that is one of Lloyd's iterations: `rows` tokens of `seeding.dim` elements in sequences
/// of `rows / batch`, for the target and over the mesh of `place`.
///
/// # Errors
/// More rows or entries than a job may have, or another target than the mesh is for.
pub fn iteration(
    seeding: Seeding,
    batch: usize,
    place: (&str, &str),
) -> Result<Job, PipelineError> {
    let file = JobFile::from_json(json!({
        "step": "update",
        "quantizer": {
            "codebook_size": seeding.entries,
            "embedding_dim": seeding.dim,
            "ema": { "decay": 0.0, "epsilon": EPSILON },
            "restart": { "adaptive_threshold": EMPTY, "source": "split" },
        },
        "input": { "batch": batch, "seq": seeding.rows / batch.max(1), "dtype": "f32" },
        "target": place.0,
        "mesh": place.1,
    }));
    Ok(file?.resolve()?)
}

impl KMeans<'_> {
    /// Fits all codebooks of a quantizer to finite rows of its `embedding_dim`, of which there is
    /// one at least: each group to its part of the rows, each stage to what the ones before leave
    /// over. One shared by groups is fitted to the parts of all, one shared by stages to the first
    /// stage's rows.
    ///
    /// # Errors
    /// More rows or entries than a job may have, or the plugin.
    pub fn fit(&self, quantizer: &Quantizer, rows: Rows) -> Result<Fitted, PipelineError> {
        let dim = quantizer.entry_dim();
        let shared = quantizer.codebook().is_some_and(|codebook| codebook.shared);
        let rows = if shared { rows.cut(dim) } else { rows };
        let size = Seeding { rows: rows.count(), entries: quantizer.codebook_size(), dim };
        let programs = Programs::new(size, self.plugin)?;
        Ok(self.fit_stages(quantizer, &programs, rows)?)
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
        Ok(Fitted { codebook: Tensor::from_f32(&dims, &values)?, fits })
    }
}

/// The two programs, loaded on one virtual device.
struct Programs {
    size: Seeding,
    job: Job,
    seeding: Session,
    iteration: Session,
}

impl Programs {
    fn new(size: Seeding, library: &Path) -> Result<Self, PipelineError> {
        let job = iteration(size, 1, ("cpu", "1"))?;
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
        let mut course = Course::new();
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
    let program = program(&verify(seeding.build(mesh)?)?, Format::StableHlo)?;
    let options = CompileOptions::new(mesh.device_count(), true).to_bytes();
    let interface = seeding.interface(mesh)?;
    Ok(Session::on_cpu(plugin, &program, &options, interface, mesh.clone())?)
}
