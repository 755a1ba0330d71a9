//! A job said in Rust: typed setters in the place of JSON keys.

use serde_json::{Map, Value, json};

use crate::ir::shape::ElementType;
use crate::job::error::JobError;
use crate::job::words::mesh_json;
use crate::job::{Job, JobFile};
use crate::sharding::mesh::Mesh;
use crate::vq::spec::{Gradient, Layout, Step};

/// A job as it is being said. What is left out has its default, as in a job file; nothing is checked
/// before [`JobBuilder::build`].
///
/// ```
/// use vqbit::job::Job;
/// use vqbit::job::builder::QuantizerBuilder;
/// use vqbit::vq::spec::{Layout, Step};
///
/// let job = Job::builder()
///     .step(Step::Encode)
///     .quantizer(QuantizerBuilder::residual(8, 1024, 128).set("shared", true))
///     .input(8, 256)
///     .target("v6e-32")
///     .layout(Layout::TokensCodes)
///     .build()?;
/// assert_eq!(job.mesh.to_string(), "data=4,model=8");
/// # Ok::<(), vqbit::job::error::JobError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct JobBuilder(Keys);

/// The quantizer of a job as it is being said: its kind and sizes, then whatever other keys.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantizerBuilder(Keys);

impl JobBuilder {
    /// Which function of the quantizer is compiled.
    #[must_use]
    pub fn step(self, step: Step) -> Self {
        self.set("step", step.name())
    }

    /// The quantizer, in the place of what was said of it before.
    #[must_use]
    pub fn quantizer(mut self, quantizer: QuantizerBuilder) -> Self {
        self.0.0.insert("quantizer".to_owned(), Value::Object(quantizer.0.0));
        self
    }

    /// Sequences in a batch and tokens in a sequence.
    #[must_use]
    pub fn input(self, batch: usize, seq: usize) -> Self {
        self.set("input.batch", batch).set("input.seq", seq)
    }

    /// The type of inputs and products: bf16 or f32.
    #[must_use]
    pub fn dtype(self, dtype: ElementType) -> Self {
        self.set("input.dtype", dtype.name())
    }

    /// The machine: a name of `vqbit targets`, or a libtpu topology such as `v6e:4x8`.
    #[must_use]
    pub fn target(self, target: &str) -> Self {
        self.set("target", target)
    }

    /// The axes over its devices.
    #[must_use]
    pub fn mesh(self, mesh: &Mesh) -> Self {
        self.set("mesh", mesh_json(mesh))
    }

    /// How arrays lie on the mesh.
    #[must_use]
    pub fn layout(self, layout: Layout) -> Self {
        self.set("layout", layout.name())
    }

    /// GiB of HBM that the program may use of each chip.
    #[must_use]
    pub fn memory_limit_gb(mut self, limit: f64) -> Self {
        self.0.put("memory_limit_gb", number(limit));
        self
    }

    /// Any other key by its path, as `quantizer.restart.every`.
    #[must_use]
    pub fn set(mut self, path: &str, value: impl Into<Value>) -> Self {
        self.0.put(path, value.into());
        self
    }

    /// The job as a file would say it.
    ///
    /// # Errors
    /// As [`JobFile::from_json`].
    pub fn file(self) -> Result<JobFile, JobError> {
        JobFile::from_json(Value::Object(self.0.0))
    }

    /// The complete job.
    ///
    /// # Errors
    /// As [`JobFile::resolve`].
    pub fn build(self) -> Result<Job, JobError> {
        self.file()?.resolve()
    }
}

impl QuantizerBuilder {
    /// One codebook `[K, D]`.
    pub fn codebook(codebook_size: usize, embedding_dim: usize) -> Self {
        Self::entries("codebook", codebook_size, embedding_dim)
    }

    /// A codebook `[K, D/G]` for each of `groups` parts of a token.
    pub fn product(groups: usize, codebook_size: usize, embedding_dim: usize) -> Self {
        Self::entries("product", codebook_size, embedding_dim).set("groups", groups)
    }

    /// A codebook `[K, D]` for each of `stages`, which quantizes what those before left over.
    pub fn residual(stages: usize, codebook_size: usize, embedding_dim: usize) -> Self {
        Self::entries("residual", codebook_size, embedding_dim).set("stages", stages)
    }

    /// Elements rounded to so many levels each.
    pub fn fsq(levels: &[usize]) -> Self {
        Self::kind("fsq").set("levels", levels)
    }

    /// The signs of so many elements, lookup-free.
    pub fn lfq(bits: usize) -> Self {
        Self::kind("lfq").set("bits", bits)
    }

    /// The signs of so many elements of a vector on the sphere.
    pub fn bsq(bits: usize) -> Self {
        Self::kind("bsq").set("bits", bits)
    }

    /// Weights of the commitment and the codebook loss in `loss`.
    #[must_use]
    pub fn losses(mut self, commitment_weight: f64, codebook_weight: f64) -> Self {
        self.0.put("commitment_weight", number(commitment_weight));
        self.0.put("codebook_weight", number(codebook_weight));
        self
    }

    /// How much of the moving averages a step keeps, and the Laplace smoothing of the counts.
    #[must_use]
    pub fn ema(mut self, decay: f64, epsilon: f64) -> Self {
        self.0.put("ema.decay", number(decay));
        self.0.put("ema.epsilon", number(epsilon));
        self
    }

    /// How `vjp` passes the choice of an entry.
    #[must_use]
    pub fn gradient(self, gradient: Gradient) -> Self {
        self.set("gradient", gradient.name())
    }

    /// Any other key by its path inside the quantizer, as `restart.every`.
    #[must_use]
    pub fn set(mut self, path: &str, value: impl Into<Value>) -> Self {
        self.0.put(path, value.into());
        self
    }

    fn entries(kind: &str, codebook_size: usize, embedding_dim: usize) -> Self {
        let sized = Self::kind(kind).set("codebook_size", codebook_size);
        sized.set("embedding_dim", embedding_dim)
    }

    fn kind(kind: &str) -> Self {
        QuantizerBuilder(Keys::default()).set("kind", kind)
    }
}

/// Keys of a JSON object, put by path.
#[derive(Debug, Clone, Default, PartialEq)]
struct Keys(Map<String, Value>);

impl Keys {
    /// Puts a value in the place of what was there; objects on the way are made.
    fn put(&mut self, path: &str, value: Value) {
        let mut object = &mut self.0;
        let (folders, key) = path.rsplit_once('.').unwrap_or(("", path));
        for folder in folders.split('.').filter(|folder| !folder.is_empty()) {
            let inner = object.entry(folder).or_insert(Value::Null);
            if !inner.is_object() {
                *inner = json!({});
            }
            match inner {
                Value::Object(inner) => object = inner,
                Value::Null | Value::Bool(_) | Value::Number(_) => return,
                Value::String(_) | Value::Array(_) => return,
            }
        }
        object.insert(key.to_owned(), value);
    }
}

/// A number; what is none becomes its name, which the reader refuses, where JSON's null would be a
/// key left out.
fn number(value: f64) -> Value {
    if value.is_finite() { Value::from(value) } else { Value::from(value.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_said_in_rust_is_the_job_of_its_file() {
        let mesh = Mesh::parse("data=4,model=8").expect("a mesh");
        let quantizer = QuantizerBuilder::residual(3, 32, 16).losses(0.5, 1.0).ema(0.9, 1e-6);
        let said = Job::builder()
            .quantizer(quantizer.gradient(Gradient::Rotation).set("restart.every", 10))
            .step(Step::Quantize)
            .input(64, 7)
            .dtype(ElementType::F32)
            .target("v4-32")
            .mesh(&mesh)
            .layout(Layout::TokensDim)
            .memory_limit_gb(1.5)
            .set("model_name", "tiny");
        let file = JobFile::parse(
            r#"{ "step": "quantize", "target": "v4-32", "mesh": "4x8", "layout": "tokens+dim",
                 "input": { "batch": 64, "seq": 7, "dtype": "f32" }, "memory_limit_gb": 1.5,
                 "model_name": "tiny",
                 "quantizer": { "kind": "residual", "stages": 3, "codebook_size": 32,
                                "embedding_dim": 16, "commitment_weight": 0.5,
                                "codebook_weight": 1.0, "ema": { "decay": 0.9, "epsilon": 1e-6 },
                                "gradient": "rotation", "restart": { "every": 10 } } }"#,
        );
        assert_eq!(said.build(), file.expect("a file").resolve());
    }

    #[test]
    fn every_kind_said_in_rust_resolves() {
        for (quantizer, codes) in [
            (QuantizerBuilder::codebook(10, 4), 10),
            (QuantizerBuilder::product(2, 11, 4), 11),
            (QuantizerBuilder::residual(2, 12, 4), 12),
            (QuantizerBuilder::fsq(&[5, 3]), 15),
            (QuantizerBuilder::lfq(4), 16),
            (QuantizerBuilder::bsq(5), 32),
        ] {
            let job = Job::builder().step(Step::Encode).quantizer(quantizer.clone()).build();
            let found = job.map(|job| job.spec.quantizer.codebook_size());
            assert_eq!(found, Ok(codes), "{quantizer:?}");
        }
    }

    #[test]
    fn the_later_word_counts_and_a_key_in_a_value_makes_it_an_object() {
        let said = Job::builder().set("quantizer", 3).set("quantizer.codebook_size", 4);
        let job = said.set("quantizer.codebook_size", 5).build().expect("a job");
        assert_eq!(job.spec.quantizer.codebook_size(), 5);
    }

    #[test]
    fn no_number_is_no_default() {
        let found = Job::builder().memory_limit_gb(f64::NAN).build().map_err(|e| e.to_string());
        assert_eq!(found.err().as_deref(), Some("memory_limit_gb: found \"NaN\", wanted a number"));
    }
}
