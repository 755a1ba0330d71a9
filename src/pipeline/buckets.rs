//! One job for several sizes of batches: a batch runs in the smallest bucket that it fits in.
//!
//! What is left of a bucket is filled up and masked, and what comes of it is cut off. Steps that sum
//! over tokens have a mask in their buckets (`input.mask` is `lengths` where the job has none), so
//! that losses, metrics and statistics are those of the batch alone.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;
use std::path::Path;

use serde_json::json;

use crate::emit::format::Format;
use crate::ir::shape::Shape;
use crate::job::{Job, JobFile};
use crate::pipeline::{PipelineError, interface, session_on};
use crate::pjrt::plugin::Plugin;
use crate::session::{Session, SessionError};
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::vq::interface::Interface;
use crate::vq::interface::batch::{LENGTHS, filler};
use crate::vq::sample::Sample;
use crate::vq::spec::{Mask, Step};

/// Tensors by name.
type Tensors = BTreeMap<String, Tensor>;

/// Why a job has no buckets, or a batch fits none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BucketsError {
    /// No size.
    #[error("batches: found none, wanted sizes as 8,32,128")]
    None,
    /// One size twice.
    #[error("batches: {batch} is named twice")]
    Twice {
        /// The size.
        batch: usize,
    },
    /// The step takes no batch.
    #[error("batches: step {step} takes no batch, wanted a step that does")]
    NoBatch {
        /// The step.
        step: &'static str,
    },
    /// A mask would change what the codes look like.
    #[error(
        "batches: buckets of step {step} have a mask, with which packed codes have other bits: set \
         input.mask to lengths or tokens in the job, so that all who read them know"
    )]
    Packed {
        /// The step.
        step: &'static str,
    },
    /// The state of one bucket is not that of another.
    #[error(
        "batches: {name} is {found} for a batch of {batch} and {wanted} for one of {other}: buckets \
         share their state, wanted batches that are cut over the mesh in the same way"
    )]
    OtherState {
        /// The tensor.
        name: &'static str,
        /// Its shape in a bucket.
        found: Shape,
        /// That bucket.
        batch: usize,
        /// Its shape in another.
        wanted: Shape,
        /// The other.
        other: usize,
    },
    /// Two tensors of different batches.
    #[error("{name}: found {found} sequences, {first} has {wanted}")]
    OtherBatch {
        /// The tensor.
        name: &'static str,
        /// Its sequences.
        found: usize,
        /// The first tensor of the batch.
        first: &'static str,
        /// Its sequences.
        wanted: usize,
    },
    /// A batch without sequences.
    #[error("{name}: found no sequence, wanted one at least")]
    Empty {
        /// The first tensor of the batch.
        name: &'static str,
    },
    /// A batch that fits no bucket and may not be split.
    #[error(
        "batch: found {found} sequences, the largest bucket has {largest}, and step {step} {why}: \
         wanted a larger bucket"
    )]
    TooLarge {
        /// The sequences.
        found: usize,
        /// Those of the largest bucket.
        largest: usize,
        /// The step.
        step: &'static str,
        /// Why it may not be split.
        why: &'static str,
    },
}

/// The jobs of all buckets.
#[derive(Debug, Clone, PartialEq)]
pub struct Buckets {
    /// By growing batch; never empty.
    jobs: Vec<Job>,
    /// Whether the mask is the buckets' own and not the job's.
    adds_mask: bool,
}

impl Buckets {
    /// A job for batches of these sizes.
    ///
    /// # Errors
    /// No size or one twice; a step that takes no batch; packed codes that a mask would change; a
    /// size that does not divide over the mesh.
    pub fn of(job: &Job, batches: &[usize]) -> Result<Self, PipelineError> {
        let spec = &job.spec;
        let step = spec.step.name();
        if spec.step == Step::Apply {
            return Err(BucketsError::NoBatch { step }.into());
        }
        let adds_mask = spec.sums_over_tokens() && spec.mask == Mask::None;
        if adds_mask && spec.storage.packed_codes.is_some() {
            return Err(BucketsError::Packed { step }.into());
        }
        let mut sizes = batches.to_vec();
        sizes.sort_unstable();
        if let Some(pair) = sizes.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(BucketsError::Twice { batch: pair[0] }.into());
        }
        let mask = if adds_mask { Mask::Lengths } else { spec.mask }.name();
        let bucket = |&batch: &usize| {
            let input = json!({ "input": { "batch": batch, "mask": mask } });
            JobFile::from_json(job.to_json())?.overlay(JobFile::from_json(input)?).resolve()
        };
        let jobs = sizes.iter().map(bucket).collect::<Result<Vec<_>, _>>()?;
        let buckets = Buckets { jobs, adds_mask };
        buckets.check_state()?;
        Ok(buckets)
    }

    /// Whether all that is of no batch has one shape in all buckets.
    fn check_state(&self) -> Result<(), PipelineError> {
        let largest = self.largest()?;
        let wanted = interface(largest)?;
        for job in &self.jobs {
            for (found, wanted) in interface(job)?.inputs.iter().zip(&wanted.inputs) {
                let is_of_batch = job.spec.batch_dimension(found.name).is_some();
                if !is_of_batch && found.shape != wanted.shape {
                    return Err(BucketsError::OtherState {
                        name: found.name,
                        found: found.shape.clone(),
                        batch: job.spec.batch,
                        wanted: wanted.shape.clone(),
                        other: largest.spec.batch,
                    }
                    .into());
                }
            }
        }
        Ok(())
    }

    /// The job of each bucket, by growing batch.
    pub fn jobs(&self) -> &[Job] {
        &self.jobs
    }

    /// The job of the largest bucket.
    ///
    /// # Errors
    /// There is none, which [`Buckets::of`] refuses.
    pub fn largest(&self) -> Result<&Job, BucketsError> {
        self.jobs.last().ok_or(BucketsError::None)
    }

    /// Whether the buckets have a mask that the job has not.
    pub fn adds_mask(&self) -> bool {
        self.adds_mask
    }

    /// How many sequences the tensors of a batch have, all the same; none where none of them is of a
    /// batch.
    ///
    /// # Errors
    /// A batch without sequences, or two numbers.
    pub fn sequences<'a>(
        &self,
        interface: &Interface,
        tensors: impl IntoIterator<Item = (&'a str, &'a Tensor)>,
    ) -> Result<Option<usize>, BucketsError> {
        let spec = &self.largest()?.spec;
        let tensors: BTreeMap<&str, &Tensor> = tensors.into_iter().collect();
        let mut first: Option<(&'static str, usize)> = None;
        for tensor in &interface.inputs {
            let given = tensors.get(tensor.name);
            let (Some(dimension), Some(given)) = (spec.batch_dimension(tensor.name), given) else {
                continue;
            };
            let found = given.shape().dims.get(dimension).copied().unwrap_or(0);
            match first {
                None if found == 0 => return Err(BucketsError::Empty { name: tensor.name }),
                None => first = Some((tensor.name, found)),
                Some((first, wanted)) if wanted != found => {
                    let name = tensor.name;
                    return Err(BucketsError::OtherBatch { name, found, first, wanted });
                }
                Some(_) => {}
            }
        }
        Ok(first.map(|(_, sequences)| sequences))
    }

    /// Whether a batch of so many sequences may run, in one bucket or in several.
    ///
    /// # Errors
    /// It fits none, and the step may not be split.
    pub fn check_size(&self, sequences: usize) -> Result<(), BucketsError> {
        let spec = &self.largest()?.spec;
        if sequences <= spec.batch || spec.can_be_split() {
            return Ok(());
        }
        let why = if spec.sums_over_tokens() {
            "sums over the whole batch, so that it cannot be split"
        } else {
            "draws by the place in the batch, so that it cannot be split"
        };
        let (largest, step) = (spec.batch, spec.step.name());
        Err(BucketsError::TooLarge { found: sequences, largest, step, why })
    }
}

/// The programs of a job's buckets on virtual CPU devices, each compiled when a batch first needs it.
#[derive(Debug)]
pub struct BucketSessions {
    buckets: Buckets,
    plugin: Plugin,
    format: Format,
    sessions: BTreeMap<usize, Session>,
}

impl BucketSessions {
    /// The programs of these buckets on this plugin.
    ///
    /// # Errors
    /// The plugin cannot be loaded.
    pub fn new(buckets: Buckets, format: Format, plugin: &Path) -> Result<Self, PipelineError> {
        let plugin = Plugin::load(plugin)?;
        Ok(BucketSessions { buckets, plugin, format, sessions: BTreeMap::new() })
    }

    /// The size of the bucket that so many sequences run in.
    pub(in crate::pipeline) fn size_for(&self, sequences: usize) -> Result<usize, PipelineError> {
        let fitting = self.buckets.jobs.iter().map(|job| job.spec.batch).find(|&b| b >= sequences);
        Ok(fitting.map_or_else(|| self.buckets.largest().map(|job| job.spec.batch), Ok)?)
    }

    /// The bucket of this size, compiled if it is not yet.
    pub(in crate::pipeline) fn bucket(&mut self, size: usize) -> Result<Bucket<'_>, PipelineError> {
        let job = self.buckets.jobs.iter().find(|job| job.spec.batch == size);
        let job = job.ok_or(BucketsError::None)?;
        let session = match self.sessions.entry(size) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(session_on(job, self.format, &self.plugin)?),
        };
        Ok(Bucket { job, session, adds_mask: self.buckets.adds_mask })
    }

    /// Runs the step on a batch of any size, `steps` times, as [`Session::run`] does; one that is
    /// larger than the largest bucket in parts, where the step may be split.
    ///
    /// # Errors
    /// The batch fits no bucket; a tensor is missing or does not fit; the plugin refuses.
    pub fn run(
        &mut self,
        inputs: &Tensors,
        steps: usize,
        mut after_step: impl FnMut(usize),
    ) -> Result<Tensors, PipelineError> {
        let interface = interface(self.buckets.largest()?)?;
        let largest = self.buckets.largest()?.spec.batch;
        let tensors = inputs.iter().map(|(name, tensor)| (name.as_str(), tensor));
        let sequences = self.buckets.sequences(&interface, tensors)?.unwrap_or(largest);
        self.buckets.check_size(sequences)?;
        let mut parts = Vec::new();
        for start in (0..sequences).step_by(largest) {
            let end = sequences.min(start + largest);
            let part = self.part(&interface, inputs, start..end)?;
            parts.push(self.run_part(part, end - start, steps, &mut after_step)?);
        }
        Ok(joined(self.buckets.largest()?, parts).map_err(SessionError::from)?)
    }

    /// Some sequences of the batch, and all that is of no batch.
    fn part(
        &self,
        interface: &Interface,
        inputs: &Tensors,
        range: Range<usize>,
    ) -> Result<Tensors, PipelineError> {
        let spec = &self.buckets.largest()?.spec;
        let mut part = Tensors::new();
        for (name, tensor) in inputs {
            let is_known = interface.input(name).is_some();
            let dimension = spec.batch_dimension(name).filter(|_| is_known);
            let taken = match dimension {
                Some(dimension) => tensor.stretch(dimension, range.clone()),
                None => tensor.copied(),
            }
            .map_err(SessionError::from)?;
            part.insert(name.clone(), taken);
        }
        Ok(part)
    }

    /// Runs what fits in one bucket.
    fn run_part(
        &mut self,
        mut part: Tensors,
        sequences: usize,
        steps: usize,
        after_step: impl FnMut(usize),
    ) -> Result<Tensors, PipelineError> {
        let size = self.size_for(sequences)?;
        let bucket = self.bucket(size)?;
        part.extend(bucket.filled_up(&part, sequences)?);
        let outputs = bucket.session.run(&part, steps, after_step)?;
        Ok(cut(bucket.job, outputs, sequences).map_err(SessionError::from)?)
    }
}

/// One bucket: its job and its program.
#[derive(Debug)]
pub(in crate::pipeline) struct Bucket<'a> {
    pub(in crate::pipeline) job: &'a Job,
    pub(in crate::pipeline) session: &'a Session,
    adds_mask: bool,
}

impl Bucket<'_> {
    /// The tensors that are of the batch, filled up to the bucket, and a mask that leaves the filling
    /// out where that is the bucket's own; those that are of no batch are not in it.
    pub(in crate::pipeline) fn filled_up(
        &self,
        batch: &Tensors,
        sequences: usize,
    ) -> Result<Tensors, SessionError> {
        let spec = &self.job.spec;
        let mut filled = Tensors::new();
        for tensor in &self.session.interface().inputs {
            let Some(dimension) = spec.batch_dimension(tensor.name) else { continue };
            let shape = spec.shape_of_batch(tensor, sequences);
            let is_own_mask = self.adds_mask && tensor.name == LENGTHS;
            let given = match batch.get(tensor.name) {
                Some(given) => given.copied()?,
                None if is_own_mask => whole_lengths(&shape, spec.seq)?,
                None => continue, // which the session tells
            };
            given.expect_shape(tensor.name, &shape)?;
            let given = given.filled_up(dimension, spec.batch, &filler(tensor))?;
            filled.insert(tensor.name.to_owned(), given);
        }
        Ok(filled)
    }
}

/// Lengths of whole sequences.
fn whole_lengths(shape: &Shape, seq: usize) -> Result<Tensor, TensorError> {
    let length = i32::try_from(seq).unwrap_or(i32::MAX);
    Tensor::from_s32(&shape.dims, &vec![length; shape.element_count()])
}

/// Draws the tensors that nobody gave, those of the batch with so many sequences; `job` is that of
/// the largest bucket.
///
/// # Errors
/// A given codebook is not the quantizer's, or there is no memory.
pub fn draw_missing(
    job: &Job,
    seed: u64,
    given: &mut Tensors,
    sequences: usize,
) -> Result<(), PipelineError> {
    let interface = interface(job)?;
    let is_given: Vec<String> = given.keys().cloned().collect();
    let drawn = Sample::normal(seed).draw_missing(&job.spec, &interface, given);
    drawn.map_err(SessionError::from)?;
    for (name, tensor) in given.iter_mut().filter(|(name, _)| !is_given.contains(name)) {
        if let Some(dimension) = job.spec.batch_dimension(name) {
            *tensor = tensor.stretch(dimension, 0..sequences).map_err(SessionError::from)?;
        }
    }
    Ok(())
}

/// Outputs without what came of the filling.
pub(in crate::pipeline) fn cut(
    job: &Job,
    outputs: Tensors,
    sequences: usize,
) -> Result<Tensors, TensorError> {
    let cut = |(name, tensor): (String, Tensor)| {
        let tensor = match job.spec.batch_dimension(&name) {
            Some(dimension) => tensor.stretch(dimension, 0..sequences)?,
            None => tensor,
        };
        Ok((name, tensor))
    };
    outputs.into_iter().map(cut).collect()
}

/// The outputs of the parts of a batch as those of the whole: sequences one after another, and what
/// is counted (`invalid_codes`) added up.
fn joined(job: &Job, mut parts: Vec<Tensors>) -> Result<Tensors, TensorError> {
    let Some(first) = parts.pop() else { return Ok(Tensors::new()) };
    if parts.is_empty() {
        return Ok(first);
    }
    parts.push(first);
    let names: Vec<String> = parts[0].keys().cloned().collect();
    let mut whole = Tensors::new();
    for name in names {
        let each: Vec<Tensor> = parts.iter_mut().filter_map(|part| part.remove(&name)).collect();
        let tensor = match job.spec.batch_dimension(&name) {
            Some(dimension) => Tensor::joined(&each, dimension)?,
            None => summed(&each)?,
        };
        whole.insert(name, tensor);
    }
    Ok(whole)
}

/// The sum of s32 arrays of one shape.
fn summed(parts: &[Tensor]) -> Result<Tensor, TensorError> {
    let mut sums = parts[0].to_s32()?;
    for part in &parts[1..] {
        for (sum, value) in sums.iter_mut().zip(part.to_s32()?) {
            *sum = sum.saturating_add(value);
        }
    }
    Tensor::from_s32(&parts[0].shape().dims, &sums)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(text: &str) -> Job {
        JobFile::parse(text).and_then(|file| file.resolve()).expect("a job")
    }

    fn message(text: &str, batches: &[usize]) -> String {
        Buckets::of(&job(text), batches).expect_err("an error").to_string()
    }

    #[test]
    fn buckets_that_sum_over_tokens_have_a_mask_and_the_others_stay_as_they_are() {
        let masks = |text: &str| {
            let buckets = Buckets::of(&job(text), &[32, 8]).expect("buckets");
            let jobs = buckets.jobs().iter().map(|job| (job.spec.batch, job.spec.mask));
            jobs.collect::<Vec<_>>()
        };
        let [lengths, none] = [Mask::Lengths, Mask::None].map(|mask| vec![(8, mask), (32, mask)]);
        for (step, wanted) in [
            ("update", &lengths),
            ("quantize", &lengths),
            ("accumulate", &lengths),
            ("vjp", &lengths),
            ("encode", &none),
            ("decode", &none),
        ] {
            assert_eq!(&masks(&format!(r#"{{"step": "{step}"}}"#)), wanted, "{step}");
        }
        let own = masks(r#"{"input": {"mask": "tokens"}}"#);
        assert_eq!(own, [(8, Mask::Tokens), (32, Mask::Tokens)]);
    }

    #[test]
    fn what_has_no_buckets_is_told() {
        assert_eq!(message("{}", &[]), "batches: found none, wanted sizes as 8,32,128");
        assert_eq!(message("{}", &[8, 4, 8]), "batches: 8 is named twice");
        assert_eq!(message("{}", &[0, 8]), "input.batch: found 0, wanted at least 1");
        assert_eq!(
            message(r#"{"step": "apply"}"#, &[8]),
            "batches: step apply takes no batch, wanted a step that does"
        );
        assert_eq!(
            message(r#"{"step": "quantize", "pack": true}"#, &[8]),
            "batches: buckets of step quantize have a mask, with which packed codes have other \
             bits: set input.mask to lengths or tokens in the job, so that all who read them know"
        );
        assert!(Buckets::of(&job(r#"{"step": "encode", "pack": true}"#), &[8]).is_ok());
        let uneven = r#"{"mesh": "4", "input": {"seq": 5}}"#;
        assert!(message(uneven, &[4, 3]).starts_with("layout tokens: batch 3 x seq 5 cannot"));
    }

    #[test]
    fn only_what_leaves_no_trace_is_split() {
        let checked = |text: &str| {
            let buckets = Buckets::of(&job(text), &[2, 4]).expect("buckets");
            assert_eq!(buckets.check_size(4), Ok(()));
            buckets.check_size(5).map_err(|error| error.to_string())
        };
        assert_eq!(checked(r#"{"step": "encode"}"#), Ok(()));
        assert_eq!(checked(r#"{"step": "decode"}"#), Ok(()));
        assert_eq!(
            checked("{}").expect_err("sums"),
            "batch: found 5 sequences, the largest bucket has 4, and step update sums over the \
             whole batch, so that it cannot be split: wanted a larger bucket"
        );
        let drawn = checked(r#"{"step": "encode", "quantizer": {"stochastic": {}}}"#);
        assert!(drawn.expect_err("draws").contains("step encode draws by the place in the batch"));
    }
}
