//! One job: a step of a quantizer, its inputs, and the target and mesh it is compiled for.
//!
//! A [`JobFile`] is what somebody wrote, in JSON or as flags, and may leave out anything; a [`Job`] is
//! complete and checked. This room knows nothing of graphs, plugins or command lines.

pub mod error;
pub mod json;
pub mod read;
pub mod resolve;
pub mod schema;
#[cfg(test)]
mod wrong_jobs;

use serde_json::{Map, Value, json};

use crate::ir::shape::ElementType;
use crate::sharding::mesh::Mesh;
use crate::target::Target;
use crate::vq::spec::{Codebook, Layout, Step, StepSpec};

/// A job as written: what is not there is left to the other layer, and then to the default.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct JobFile {
    /// `step`.
    pub step: Option<Step>,
    /// `quantizer`.
    pub quantizer: QuantizerFile,
    /// `input`.
    pub input: InputFile,
    /// `target`: the name, not yet looked up.
    pub target: Option<String>,
    /// `mesh`.
    pub mesh: Option<Mesh>,
    /// `layout`.
    pub layout: Option<Layout>,
    /// `memory_limit_gb`.
    pub memory_limit_gb: Option<f64>,
    /// `megacore`.
    pub megacore: Option<bool>,
    /// `chips_per_host_bounds`.
    pub chips_per_host_bounds: Option<[usize; 3]>,
}

/// `quantizer` as written; its kind is `codebook`, the only one.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct QuantizerFile {
    /// `quantizer.codebook_size`.
    pub codebook_size: Option<usize>,
    /// `quantizer.embedding_dim`.
    pub embedding_dim: Option<usize>,
    /// `quantizer.commitment_weight`.
    pub commitment_weight: Option<f64>,
    /// `quantizer.codebook_weight`.
    pub codebook_weight: Option<f64>,
    /// `quantizer.ema.decay`.
    pub ema_decay: Option<f64>,
    /// `quantizer.ema.epsilon`.
    pub ema_epsilon: Option<f64>,
}

/// `input` as written.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct InputFile {
    /// `input.batch`.
    pub batch: Option<usize>,
    /// `input.seq`.
    pub seq: Option<usize>,
    /// `input.dtype`.
    pub dtype: Option<ElementType>,
}

impl JobFile {
    /// This job with whatever `flags` says instead.
    #[must_use]
    pub fn overlay(self, flags: JobFile) -> JobFile {
        let (low, high) = (self.quantizer, flags.quantizer);
        let quantizer = QuantizerFile {
            codebook_size: high.codebook_size.or(low.codebook_size),
            embedding_dim: high.embedding_dim.or(low.embedding_dim),
            commitment_weight: high.commitment_weight.or(low.commitment_weight),
            codebook_weight: high.codebook_weight.or(low.codebook_weight),
            ema_decay: high.ema_decay.or(low.ema_decay),
            ema_epsilon: high.ema_epsilon.or(low.ema_epsilon),
        };
        let input = InputFile {
            batch: flags.input.batch.or(self.input.batch),
            seq: flags.input.seq.or(self.input.seq),
            dtype: flags.input.dtype.or(self.input.dtype),
        };
        JobFile {
            step: flags.step.or(self.step),
            quantizer,
            input,
            target: flags.target.or(self.target),
            mesh: flags.mesh.or(self.mesh),
            layout: flags.layout.or(self.layout),
            memory_limit_gb: flags.memory_limit_gb.or(self.memory_limit_gb),
            megacore: flags.megacore.or(self.megacore),
            chips_per_host_bounds: flags.chips_per_host_bounds.or(self.chips_per_host_bounds),
        }
    }
}

/// A complete job, each value checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The function that is compiled.
    pub step: Step,
    /// The quantizer.
    pub quantizer: Codebook,
    /// Sequences in a batch.
    pub batch: usize,
    /// Tokens in a sequence.
    pub seq: usize,
    /// Type of the inputs and of the products: bf16 or f32.
    pub dtype: ElementType,
    /// The machine.
    pub target: Target,
    /// The axes over its devices.
    pub mesh: Mesh,
    /// How the arrays lie on the mesh.
    pub layout: Layout,
    /// GiB of HBM that the program may use of each chip; `None` for what the compiler allows.
    pub memory_limit_gb: Option<f64>,
    /// Whether the TensorCores of a chip are joined.
    pub megacore: bool,
    /// How the chips of a host lie, where the job says so.
    pub chips_per_host_bounds: Option<[usize; 3]>,
}

impl Job {
    /// All that the graph depends on, the mesh excepted.
    pub fn step_spec(&self) -> StepSpec {
        StepSpec {
            step: self.step,
            quantizer: self.quantizer,
            batch: self.batch,
            seq: self.seq,
            dtype: self.dtype,
            layout: self.layout,
        }
    }

    /// The job with its canonical keys; reading it back gives the same job.
    pub fn to_json(&self) -> Value {
        let axes = self.mesh.axes().iter().map(|axis| (axis.name.clone(), json!(axis.size)));
        let mut job = json!({
            "step": self.step.name(),
            "quantizer": {
                "kind": "codebook",
                "codebook_size": self.quantizer.codebook_size,
                "embedding_dim": self.quantizer.embedding_dim,
                "commitment_weight": self.quantizer.commitment_weight,
                "codebook_weight": self.quantizer.codebook_weight,
                "ema": {
                    "decay": self.quantizer.ema.decay,
                    "epsilon": self.quantizer.ema.epsilon,
                },
            },
            "input": { "batch": self.batch, "seq": self.seq, "dtype": self.dtype.name() },
            "target": self.target.name,
            "mesh": axes.collect::<Map<_, _>>(),
            "layout": self.layout.name(),
        });
        if let Some(limit) = self.memory_limit_gb {
            job["memory_limit_gb"] = json!(limit);
        }
        if self.megacore {
            job["megacore"] = json!(true);
        }
        if let Some(bounds) = self.chips_per_host_bounds {
            job["chips_per_host_bounds"] = json!(bounds);
        }
        job
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::error::JobError;

    fn resolved(text: &str) -> Result<Job, JobError> {
        JobFile::parse(text)?.resolve()
    }

    const REFERENCE: &str = r#"{
        "step": "update",
        "quantizer": { "kind": "codebook", "codebook_size": 64, "embedding_dim": 768,
                       "commitment_weight": 0.25, "codebook_weight": 0.0,
                       "ema": { "decay": 0.99, "epsilon": 1e-5 } },
        "input": { "batch": 32, "seq": 512, "dtype": "bf16" },
        "target": "v4-32", "mesh": { "data": 4, "model": 8 }, "layout": "tokens",
        "memory_limit_gb": 32.0 }"#;

    #[test]
    fn the_reference_job_is_its_own_canonical_form() {
        let job = resolved(REFERENCE).expect("a job");
        let written: Value = serde_json::from_str(REFERENCE).expect("JSON");
        assert_eq!(job.to_json().to_string(), written.to_string());
    }

    #[test]
    fn every_resolved_job_reads_back_as_itself() {
        for text in [
            "{}",
            REFERENCE,
            r#"{"target": "v6e-32", "step": "encode", "use_bfloat16": false}"#,
            r#"{"target": "v4-32", "megacore": true, "layout": "tokens+codes"}"#,
            r#"{"target": "v5e:3x5", "chips_per_host_bounds": [3, 5, 1]}"#,
            r#"{"target": "axion", "mesh": {"z": 3, "a": 2, "m": 5}, "memory_limit_gb": 0.1}"#,
        ] {
            let job = resolved(text).expect("a job");
            assert_eq!(resolved(&job.to_json().to_string()), Ok(job), "{text}");
        }
    }

    #[test]
    fn what_is_left_out_has_its_default() {
        let job = resolved("{}").expect("a job");
        assert_eq!(
            (job.step, job.layout, job.dtype),
            (Step::Update, Layout::Tokens, ElementType::Bf16)
        );
        assert_eq!((job.batch, job.seq, job.memory_limit_gb), (32, 512, None));
        assert_eq!(
            (job.target.name.as_str(), job.mesh.to_string().as_str()),
            ("cpu", "data=1,model=1")
        );
        assert_eq!((job.quantizer.codebook_size, job.quantizer.embedding_dim), (64, 768));
        assert_eq!((job.quantizer.commitment_weight, job.quantizer.codebook_weight), (0.25, 0.0));
        assert_eq!((job.quantizer.ema.decay, job.quantizer.ema.epsilon), (0.99, 1e-5));
        let v6e = resolved(r#"{"target": "v6e-32"}"#).expect("a job");
        assert_eq!(
            (v6e.quantizer.codebook_size, v6e.mesh.to_string().as_str()),
            (128, "data=4,model=8")
        );
    }

    #[test]
    fn the_original_names_mean_the_same_job() {
        let aliased = r#"{"vq_codes": 64, "quantizer": {"vq_embedding_dim": 768}, "use_bfloat16": true,
                          "mesh_shape": [4, 8], "target": "v4-32", "memory_limit_gb": 32.0}"#;
        assert_eq!(resolved(aliased), resolved(REFERENCE));
        let both = r#"{"vq_codes": 32, "quantizer": {"codebook_size": 32, "vq_codes": 32}}"#;
        assert_eq!(resolved(both).map(|job| job.quantizer.codebook_size), Ok(32));
    }

    #[test]
    fn meshes_are_written_in_four_ways() {
        for mesh in [r#"{"data": 4, "model": 8}"#, r#""4x8""#, r#""data=4,model=8""#, "[4, 8]"] {
            let job =
                resolved(&format!(r#"{{"target": "v6e-32", "mesh": {mesh}}}"#)).expect("a job");
            assert_eq!(job.mesh.to_string(), "data=4,model=8");
        }
    }

    #[test]
    fn flags_win_over_the_file() {
        let file = JobFile::parse(r#"{"vq_codes": 32, "input": {"batch": 8, "seq": 4}}"#);
        let flags = JobFile::parse(r#"{"quantizer": {"codebook_size": 16}, "input": {"seq": 2}}"#);
        let job = file.expect("a file").overlay(flags.expect("flags")).resolve().expect("a job");
        assert_eq!((job.quantizer.codebook_size, job.batch, job.seq), (16, 8, 2));
    }
}
