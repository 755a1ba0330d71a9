//! One job: a step of a quantizer, its inputs, and the target and mesh it is compiled for.
//!
//! A [`JobFile`] is what somebody wrote, in JSON or as flags, and may leave out anything; a [`Job`] is
//! complete and checked. This room knows nothing of graphs, plugins or command lines.

mod alias;
pub mod auto;
pub mod builder;
pub mod error;
mod formulation;
pub mod json;
pub mod model;
mod quantizer;
mod reader;
mod region;
mod reproducible;
pub mod resolve;
pub mod schema;
mod storage;
pub mod words;
#[cfg(test)]
mod wrong_jobs;

use serde_json::{Map, Value};

use crate::job::builder::JobBuilder;
use crate::job::error::JobError;
use crate::sharding::mesh::Mesh;
use crate::target::Target;
use crate::vq::spec::StepSpec;

/// A job as written, its keys by their canonical names: what is not there is left to the other
/// layer, and then to the default.
#[derive(Debug, Clone, PartialEq)]
pub struct JobFile(Value);

impl Default for JobFile {
    /// A job that says nothing.
    fn default() -> Self {
        JobFile(Value::Object(Map::new()))
    }
}

impl JobFile {
    /// Reads a job from JSON text.
    ///
    /// # Errors
    /// The text is not JSON, or as [`JobFile::from_json`].
    pub fn parse(text: &str) -> Result<Self, JobError> {
        JobFile::from_json(json::parse(text)?)
    }

    /// A job of a JSON value; `null` is the same as leaving the key out.
    ///
    /// # Errors
    /// Two names of one thing with two values. What else is wrong, [`JobFile::resolve`] finds.
    pub fn from_json(value: Value) -> Result<Self, JobError> {
        alias::put_in_place(value).map(JobFile)
    }

    /// This job with whatever `flags` says instead.
    #[must_use]
    pub fn overlay(self, flags: JobFile) -> JobFile {
        match said(flags.0) {
            None => self,
            Some(said) => JobFile(merged(self.0, said)),
        }
    }

    /// The keys by their canonical names.
    pub fn json(&self) -> &Value {
        &self.0
    }
}

/// What is not null. Flags name all the keys there are, and not every kind has each: an object of
/// nothing but nulls says nothing. One that is empty was written so, as `restart: {}`, and says it.
fn said(value: Value) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::Object(fields) if !fields.is_empty() => {
            let fields = fields.into_iter().filter_map(|(key, value)| Some((key, said(value)?)));
            let fields: Map<String, Value> = fields.collect();
            (!fields.is_empty()).then_some(Value::Object(fields))
        }
        Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => Some(value),
    }
}

/// `low` with what `high` says; the axes of a mesh are one value.
fn merged(low: Value, high: Value) -> Value {
    match (low, high) {
        (Value::Object(mut low), Value::Object(high)) => {
            for (key, value) in high {
                let value = match low.shift_remove(&key).filter(|_| key != "mesh") {
                    Some(old) => merged(old, value),
                    None => value,
                };
                low.insert(key, value);
            }
            Value::Object(low)
        }
        // What is no object where one belongs is told later, and not lost under flags.
        (low, Value::Object(_)) if !low.is_null() => low,
        (_, high) => high,
    }
}

/// A complete job, each value checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// All that the graph depends on, the mesh excepted.
    pub spec: StepSpec,
    /// The machine.
    pub target: Target,
    /// The axes over its devices.
    pub mesh: Mesh,
    /// GiB of HBM that the program may use of each chip; `None` for what the compiler allows.
    pub memory_limit_gb: Option<f64>,
    /// Whether the TensorCores of a chip are joined.
    pub megacore: bool,
    /// How the chips of a host lie, where the job says so.
    pub chips_per_host_bounds: Option<[usize; 3]>,
    /// How many layers of a model the executable serves.
    pub layers: usize,
    /// The model's name, where the job says so.
    pub model_name: Option<String>,
    canonical: Value,
}

impl Job {
    /// A job to be said in Rust.
    pub fn builder() -> JobBuilder {
        JobBuilder::default()
    }

    /// The job with its canonical keys; reading it back gives the same job.
    pub fn to_json(&self) -> Value {
        self.canonical.clone()
    }

    /// The job in the layout that [`auto`] has for it.
    fn with_layout_of_table(mut self) -> Self {
        let layout = auto::layout(&self);
        self.spec.layout = layout;
        self.canonical["layout"] = layout.name().into();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::shape::ElementType;
    use crate::vq::spec::{Layout, Step};

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
            r#"{"quantizer": {"gradient": "rotation", "diversity": {"weight": 0.2}}}"#,
            r#"{"quantizer": {"kind": "product", "orthogonal": {"weight": 2, "rate": 0}}}"#,
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
            (job.spec.step, job.spec.layout, job.spec.dtype),
            (Step::Update, Layout::Tokens, ElementType::Bf16)
        );
        assert_eq!((job.spec.batch, job.spec.seq, job.memory_limit_gb), (32, 512, None));
        assert_eq!(
            (job.target.name.as_str(), job.mesh.to_string().as_str()),
            ("cpu", "data=1,model=1")
        );
        let quantizer = job.spec.quantizer;
        assert_eq!((quantizer.codebook_size(), quantizer.embedding_dim), (64, 768));
        let losses = quantizer.losses;
        assert_eq!((losses.commitment_weight, losses.codebook_weight), (0.25, 0.0));
        let ema = quantizer.codebook().expect("a codebook").ema;
        assert_eq!((ema.decay, ema.epsilon), (0.99, 1e-5));
        let v6e = resolved(r#"{"target": "v6e-32"}"#).expect("a job");
        assert_eq!(
            (v6e.spec.quantizer.codebook_size(), v6e.mesh.to_string().as_str()),
            (128, "data=4,model=8")
        );
    }

    #[test]
    fn flags_do_not_hide_what_is_no_object_in_a_file() {
        let flags = r#"{"quantizer": {"codebook_size": 9, "ema": {"decay": 0.5}}}"#;
        for (file, wanted) in [
            (r#"[3]"#, "job: found [3], wanted an object"),
            (r#"{"quantizer": "x"}"#, r#"quantizer: found "x", wanted an object"#),
            (r#"{"quantizer": {"ema": 7}}"#, "quantizer.ema: found 7, wanted an object"),
        ] {
            let [file, flags] = [file, flags].map(JobFile::parse);
            let both = file.and_then(|file| Ok(file.overlay(flags?)));
            let said = both.and_then(|both| both.resolve()).map_err(|error| error.to_string());
            assert_eq!(said, Err(wanted.to_owned()));
        }
    }

    #[test]
    fn the_original_names_mean_the_same_job() {
        let aliased = r#"{"vq_codes": 64, "quantizer": {"vq_embedding_dim": 768}, "use_bfloat16": true,
                          "mesh_shape": [4, 8], "target": "v4-32", "memory_limit_gb": 32.0}"#;
        assert_eq!(resolved(aliased), resolved(REFERENCE));
        let diverse = r#"{"quantizer": {"diversity": {"weight": 0.1}}}"#;
        assert_eq!(resolved(r#"{"vq_diversity_regularization": true}"#), resolved(diverse));
        let none = r#"{"quantizer": {"diversity_regularization": false}}"#;
        assert_eq!(resolved(none), resolved("{}"));
        let [of_quantizer, of_job] =
            [r#"{"quantizer": {"hidden_size": 512}}"#, r#"{"hidden_size": 512}"#];
        assert_eq!(resolved(of_quantizer), resolved(of_job));
        let both = r#"{"vq_codes": 32, "quantizer": {"codebook_size": 32, "vq_codes": 32}}"#;
        assert_eq!(resolved(both).map(|job| job.spec.quantizer.codebook_size()), Ok(32));
    }

    #[test]
    fn the_softmax_of_the_diversity_loss_is_as_warm_as_distances_are_spread() {
        let temperature = |quantizer: &str| {
            let text = format!(
                r#"{{"quantizer": {{"diversity": {{"weight": 1}}, "embedding_dim": 64, {quantizer}}}}}"#
            );
            let losses = resolved(&text).expect("a job").spec.quantizer.losses;
            losses.diversity.expect("a diversity loss").temperature
        };
        assert_eq!(temperature(r#""kind": "codebook""#), 512.0_f64.sqrt());
        assert_eq!(temperature(r#""kind": "product", "groups": 4"#), 128.0_f64.sqrt());
        assert_eq!(temperature(r#""metric": "cosine""#), 0.25);
        let heads = r#""metric": "cosine", "return": "raw", "kind": "product", "groups": 4"#;
        assert_eq!(temperature(heads), 0.5);
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
    fn flags_that_say_nothing_are_no_keys() {
        let file = JobFile::parse(r#"{"step": "encode", "quantizer": {"kind": "fsq"}}"#);
        let silent = r#"{"quantizer": {"codebook_size": null, "ema": {"decay": null}}}"#;
        let job = file.expect("a file").overlay(JobFile::parse(silent).expect("flags")).resolve();
        assert_eq!(job.map(|job| job.spec.quantizer.codebook_size()), Ok(1000));
    }

    #[test]
    fn an_empty_object_says_that_it_is_there_also_under_flags() {
        let text = r#"{"quantizer": {"restart": {}}}"#;
        let file = || JobFile::parse(text).expect("a file");
        let silent = r#"{"step": null, "quantizer": {"ema": {"decay": null}}}"#;
        let under = file().overlay(JobFile::parse(silent).expect("flags")).resolve();
        let job = file().resolve().expect("a job");
        assert!(job.spec.quantizer.codebook().is_some_and(|codebook| codebook.restart.is_some()));
        assert_eq!(under, Ok(job.clone()));
        let over = JobFile::parse("{}").expect("a file").overlay(file()).resolve();
        assert_eq!(over, Ok(job));
    }

    #[test]
    fn flags_win_over_the_file() {
        let file = JobFile::parse(r#"{"vq_codes": 32, "input": {"batch": 8, "seq": 4}}"#);
        let flags = JobFile::parse(r#"{"quantizer": {"codebook_size": 16}, "input": {"seq": 2}}"#);
        let job = file.expect("a file").overlay(flags.expect("flags")).resolve().expect("a job");
        assert_eq!((job.spec.quantizer.codebook_size(), job.spec.batch, job.spec.seq), (16, 8, 2));
    }
}
