//! The layout of a job that asks for none: a table of what plans found, and nothing else, so that the
//! same job is the same program everywhere.
//!
//! A row is taken only by jobs like those that were planned, and only where the step can be built so;
//! every other job has `tokens`. `vqbit plan` asks the compiler anew.

use crate::job::Job;
use crate::target::generation::Generation;
use crate::vq::build::build;
use crate::vq::spec::{Layout, Metric, Step, StepSpec};

/// What plans found for one size class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The generations of the target.
    pub generations: &'static [&'static str],
    /// The fewest and the most numbers of a codebook, entries times elements.
    pub numbers: (usize, usize),
    /// The layout.
    pub layout: Layout,
    /// The estimates that speak for it, of `update` with bf16[32,512,768] on 32 devices.
    pub because: &'static str,
}

/// All rows; the first that fits is taken.
pub static ROWS: [Row; 0] = [];

/// The row that decides for a job, where there is one.
pub fn row(job: &Job) -> Option<&'static Row> {
    let generation = job.target.generation()?;
    let fits = |row: &&Row| row.fits(generation, &job.spec);
    ROWS.iter().find(fits).filter(|row| {
        let spec = StepSpec { layout: row.layout, ..job.spec.clone() };
        row.layout == job.spec.layout || build(&spec, &job.mesh).is_ok()
    })
}

/// The layout of a job that leaves it open.
pub fn layout(job: &Job) -> Layout {
    row(job).map_or(Layout::Tokens, |row| row.layout)
}

impl Row {
    fn fits(&self, generation: &Generation, spec: &StepSpec) -> bool {
        let quantizer = &spec.quantizer;
        let numbers = quantizer.codebook_size().saturating_mul(quantizer.entry_dim());
        let (least, most) = self.numbers;
        self.generations.contains(&generation.name)
            && (least..=most).contains(&numbers)
            && is_plain(spec)
    }
}

/// Whether a job is like those that were planned: an update of one codebook, all in one step.
fn is_plain(spec: &StepSpec) -> bool {
    let plain = spec.quantizer.codebook().is_some_and(|codebook| {
        codebook.code_dims().is_empty()
            && codebook.metric == Metric::Euclidean
            && codebook.restart.is_none()
            && codebook.stochastic.is_none()
    });
    plain
        && spec.step == Step::Update
        && spec.stacked_layers.is_none()
        && !(spec.reproducible || spec.async_updates || spec.given_codes)
}
