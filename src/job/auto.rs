//! The layout of a job that asks for none: a table of what plans found, and nothing else, so that the
//! same job is the same program everywhere.
//!
//! A row is taken only by jobs like those that were planned, and only where the step can be built so;
//! every other job has `tokens`. `vqbit plan` asks the compiler anew.

use crate::job::Job;
use crate::job::formulation;
use crate::job::region::check_region;
use crate::target::generation::Generation;
use crate::vq::build::build;
use crate::vq::spec::{Layout, Metric, Step, StepSpec};

/// What plans found for one size class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The generations of the target.
    pub generations: &'static [&'static str],
    /// The fewest and the most devices.
    pub devices: (usize, usize),
    /// The fewest and the most numbers of a codebook, entries times elements.
    pub numbers: (usize, usize),
    /// The layout.
    pub layout: Layout,
    /// The estimates that speak for it, of `update` with `bf16[32,512,768]`.
    pub because: &'static str,
}

/// All rows; the first that fits is taken.
///
/// Source: `vqbit plan --target v4-32` and `v6e-32` at each codebook size, and the same job in the layouts
/// `tokens`, `state-sharded` and `codes+tokens` for the other targets named, libtpu 0.0.52. At 16,384
/// entries the next is 1.8 (v5p) to 2.6 times as long as `codes+tokens`.
pub static ROWS: [Row; 7] = [
    Row {
        generations: &["v4"],
        devices: (2, 128),
        numbers: (0, 128 * 768),
        layout: Layout::Tokens,
        because: "v4-32, 64 entries: 40.3 us in tokens, 41.1 us in the next, state-sharded; 128 entries: \
                  53.9 and 51.5 us, v4-64 57.3 and 59.7 us, which estimates do not tell apart",
    },
    Row {
        generations: &["v4"],
        devices: (2, 128),
        numbers: (256 * 768, 1024 * 768),
        layout: Layout::StateSharded,
        because: "v4-32, 256 entries: 69.3 us in state-sharded, 74.6 us in tokens; \
                  1024 entries: 165.1 us, 192.7 us in codes+tokens, 200.1 us in tokens",
    },
    Row {
        generations: &["v4"],
        devices: (2, 128),
        numbers: (2048 * 768, 16384 * 768),
        layout: Layout::CodesTokens,
        because: "v4-32, 8192 entries: 526.2 us in codes+tokens, 665.2 us in tokens+codes, 1.2 ms in tokens; \
                  v4-128, a batch of 128: 548.1 us, 875.8 us in tokens",
    },
    Row {
        generations: &["v6e"],
        devices: (2, 128),
        numbers: (0, 128 * 768),
        layout: Layout::Tokens,
        because: "v6e-32, 64 entries: 41.7 us in tokens, 50.7 us in the next, state-sharded",
    },
    Row {
        generations: &["v6e"],
        devices: (2, 128),
        numbers: (128 * 768 + 1, 2048 * 768),
        layout: Layout::Tokens,
        because: "v6e-32, 1024 entries: 86.7 us in tokens, 100.1 us in the next, tokens+dim on 32x1",
    },
    // On 256 chips, whose rings close, tokens are faster: 292.6 us, 361.7 us in codes+tokens.
    Row {
        generations: &["v6e"],
        devices: (2, 128),
        numbers: (4096 * 768, 16384 * 768),
        layout: Layout::CodesTokens,
        because: "v6e-32, 8192 entries: 245.4 us in codes+tokens, 293.4 us in tokens+codes, 429.5 us in tokens; \
                  v6e-4: 392.0 us, 479.0 us in state-sharded",
    },
    Row {
        generations: &["v5e", "v5p", "tpu7x"],
        devices: (2, 128),
        numbers: (4096 * 768, 16384 * 768),
        layout: Layout::CodesTokens,
        because: "8192 entries, codes+tokens and the next, state-sharded or tokens: v5e-32 471.7 and 883.4 us, \
                  v5p-32 277.8 and 404.1 us, tpu7x-32 210.3 and 351.0 us",
    },
];

/// The row that decides for a job, where there is one.
pub fn row(job: &Job) -> Option<&'static Row> {
    let generation = job.target.generation()?;
    let devices = job.mesh.device_count();
    let fits = |row: &&Row| row.fits(generation, devices, &job.spec);
    ROWS.iter().find(fits).filter(|row| {
        let spec = StepSpec { layout: row.layout, ..job.spec.clone() };
        let is_allowed = || check_region(&spec).is_ok() && formulation::check(&spec).is_ok();
        let can_be = || is_allowed() && build(&spec, &job.mesh).is_ok();
        row.layout == job.spec.layout || can_be()
    })
}

/// The layout of a job that leaves it open.
pub fn layout(job: &Job) -> Layout {
    row(job).map_or(Layout::Tokens, |row| row.layout)
}

impl Row {
    fn fits(&self, generation: &Generation, devices: usize, spec: &StepSpec) -> bool {
        let quantizer = &spec.quantizer;
        let numbers = quantizer.codebook_size().saturating_mul(quantizer.entry_dim());
        let (least, most) = self.numbers;
        self.generations.contains(&generation.name)
            && (self.devices.0..=self.devices.1).contains(&devices)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::JobFile;

    fn job(text: &str) -> Job {
        JobFile::parse(text).and_then(|file| file.resolve()).expect("a job")
    }

    #[test]
    fn rows_are_of_generations_that_there_are_and_their_layouts_can_be_built() {
        for Row { generations, numbers: (least, most), layout, because, .. } in &ROWS {
            assert!(least <= most && because.contains(layout.name()), "{because}");
            for generation in *generations {
                let entries = most / 768;
                let text = format!(
                    r#"{{"target": "{generation}-32", "quantizer": {{"codebook_size": {entries}}}}}"#
                );
                let job = job(&text);
                assert_eq!(row(&job).map(|row| row.layout), Some(*layout), "{text}");
                assert_eq!(job.spec.layout, *layout, "{text}");
            }
        }
    }

    #[test]
    fn sizes_of_a_generation_have_one_row() {
        for (index, row) in ROWS.iter().enumerate() {
            let overlaps = |other: &Row| {
                other.numbers.0 <= row.numbers.1
                    && row.numbers.0 <= other.numbers.1
                    && other.generations.iter().any(|name| row.generations.contains(name))
            };
            assert!(!ROWS[..index].iter().any(overlaps), "{row:?}");
        }
    }

    #[test]
    fn what_was_not_planned_has_no_row_and_tokens() {
        for text in [
            "{}",
            r#"{"target": "v5p-32"}"#,
            r#"{"target": "v4-32", "step": "encode"}"#,
            r#"{"target": "v4-32", "quantizer": {"kind": "residual"}}"#,
            r#"{"target": "v4-32", "reproducible": true}"#,
            r#"{"target": "v6e-32", "vq_codes": 65536}"#,
            r#"{"target": "v6e-256", "vq_codes": 8192, "input": {"batch": 256}}"#,
            r#"{"target": "v6e-1", "vq_codes": 8192}"#,
            // What the layout of its row does not go with.
            r#"{"target": "v4-32", "vq_codes": 8192, "precision": "exact"}"#,
            r#"{"target": "v4-32", "vq_codes": 8192, "quantizer": {"input_dim": 24}}"#,
        ] {
            assert_eq!((row(&job(text)), job(text).spec.layout), (None, Layout::Tokens), "{text}");
        }
        let said = job(r#"{"target": "v4-32", "layout": "tokens+dim"}"#);
        assert_eq!(said.spec.layout, Layout::TokensDim);
        assert_eq!(job(r#"{"target": "v4-32", "layout": "auto"}"#), job(r#"{"target": "v4-32"}"#));
    }
}
