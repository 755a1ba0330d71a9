//! A step over rows too large to hold: batch by batch through its buckets, into a folder that an
//! interrupted stream goes on in.
//!
//! Batches are all of the largest bucket, but for the last one, and each begins where the rows say
//! and not where a run did, so that what comes out does not depend on interruptions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::emit::format::Format;
use crate::files::{sha256, sha256_of};
use crate::ir::shape::Shape;
use crate::job::Job;
use crate::pipeline::buckets::{BucketSessions, Buckets, cut};
use crate::pipeline::{PipelineError, interface};
use crate::report::diff::leaves;
use crate::session::Resident;
use crate::stream::error::StreamError;
use crate::stream::journal::Begun;
use crate::stream::sink::Sink;
use crate::stream::source::Source;
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::files::TensorFile;
use crate::vq::interface::batch::LENGTHS;
use crate::vq::interface::{Interface, TensorSpec};
use crate::vq::spec::Step;

/// Tensors by name.
type Tensors = BTreeMap<String, Tensor>;

/// How often what is done is put onto the disk, where nothing else is said.
pub const COMMIT_EVERY: Duration = Duration::from_secs(1);

/// What is to be streamed through a step, and where to.
#[derive(Debug)]
pub struct Stream {
    buckets: Buckets,
    interface: Interface,
    sources: Vec<Source>,
    tensors: Tensors,
    /// The outputs that are written, each with its shape over all rows.
    outputs: BTreeMap<String, Shape>,
    /// The format handed to the plugin's compiler.
    pub format: Format,
    /// SHA-256 of the plugin's library where it is known already; else it is computed.
    pub plugin_sha256: Option<String>,
    /// What the file of the state says beside it.
    pub metadata: BTreeMap<String, String>,
    /// How often what is done is put onto the disk.
    pub commit_every: Duration,
    /// Whether an earlier stream in the folder is to go.
    pub restart: bool,
}

/// A stream that came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Streamed {
    /// How many rows it has.
    pub rows: usize,
    /// Those of them that an earlier call did.
    pub rows_before: usize,
    /// In how many batches.
    pub batches: usize,
    /// Each output's file and shape.
    pub outputs: BTreeMap<String, (PathBuf, Shape)>,
    /// The file of the state after the last row, where the step has one.
    pub state: Option<PathBuf>,
}

impl Stream {
    /// A stream of `sources` through a job's buckets. `tensors` are those that are the same for all
    /// batches, and the state before the first; of the outputs those named in `keep` are written,
    /// or all.
    ///
    /// # Errors
    /// A step that cannot be streamed, a tensor that is of the batch and not streamed, sources of
    /// different lengths, an output that the step does not give.
    pub fn new(
        buckets: Buckets,
        sources: Vec<Source>,
        tensors: Tensors,
        keep: Option<&[String]>,
    ) -> Result<Self, PipelineError> {
        let job = buckets.largest()?;
        let interface = interface(job)?;
        check_step(job, &interface)?;
        let rows = rows(&sources)?;
        check_sources(job, &interface, &sources, buckets.adds_mask())?;
        let outputs = outputs(job, &interface, rows, keep)?;
        Ok(Stream {
            buckets,
            interface,
            sources,
            tensors,
            outputs,
            format: Format::StableHlo,
            plugin_sha256: None,
            metadata: BTreeMap::new(),
            commit_every: COMMIT_EVERY,
            restart: false,
        })
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.sources.first().map_or(0, Source::count)
    }

    /// Runs what is not done yet on virtual CPU devices of this plugin, and writes it to `folder`;
    /// `after_batch` hears how many rows are done, at first of those of an earlier call.
    ///
    /// # Errors
    /// The folder holds something else, or a stream that was begun with something else or whose
    /// files are not as it left them; a file cannot be read or written, or the plugin refuses.
    pub fn run(
        self,
        plugin: &Path,
        folder: &Path,
        mut after_batch: impl FnMut(usize),
    ) -> Result<Streamed, PipelineError> {
        let begun = self.begun(plugin)?;
        let mut sink = Sink::open(folder, begun, self.rows(), &self.outputs, self.restart)?;
        let rows_before = sink.journal().rows_done;
        // Of a finished stream too, which would else be told to be whole.
        let state = self.state_before(&sink)?;
        after_batch(rows_before);
        if rows_before < self.rows() {
            self.run_rest(plugin, (&mut sink, state), &mut after_batch)?;
        }
        sink.finish()?;
        let journal = sink.journal();
        let file =
            |(name, shape): (&String, &Shape)| (name.clone(), (sink.file(name), shape.clone()));
        Ok(Streamed {
            rows: journal.rows,
            rows_before,
            batches: journal.batches_done,
            outputs: self.outputs.iter().map(file).collect(),
            state: sink.state(),
        })
    }

    /// The state after the rows that an earlier call did; nothing where it left none.
    fn state_before(&self, sink: &Sink) -> Result<Tensors, StreamError> {
        let Some(path) = sink.state() else { return Ok(Tensors::new()) };
        let read = || -> Result<Tensors, TensorError> {
            let file = TensorFile::read(&path)?;
            let aliases = self.interface.aliases.iter();
            let specs = aliases.map(|alias| &self.interface.inputs[alias.parameter]);
            let tensor = |spec: &TensorSpec| {
                Ok((spec.name.to_owned(), file.tensor_of(spec.name, &spec.shape)?))
            };
            specs.map(tensor).collect()
        };
        read().map_err(StreamError::not_taken_up)
    }

    fn run_rest(
        &self,
        plugin: &Path,
        (sink, state): (&mut Sink, Tensors),
        after_batch: &mut impl FnMut(usize),
    ) -> Result<(), PipelineError> {
        let mut course = Course {
            sessions: BucketSessions::new(self.buckets.clone(), self.format, plugin)?,
            tensors: self.tensors.clone(),
            resident: None,
        };
        course.tensors.extend(state);
        let largest = self.buckets.largest()?.spec.batch;
        let (mut row, mut batch) = (sink.journal().rows_done, sink.journal().batches_done);
        let mut committed = Instant::now();
        while row < self.rows() {
            let count = largest.min(self.rows() - row);
            let mut tensors = Tensors::new();
            for source in &self.sources {
                tensors.insert(source.name().to_owned(), source.read(row, count)?);
            }
            let wanted = |name: &str| self.outputs.contains_key(name);
            let outputs = course.step(&tensors, count, wanted)?;
            sink.write((row, batch), &outputs)?;
            (row, batch) = (row + count, batch + 1);
            if row == self.rows() || committed.elapsed() >= self.commit_every {
                sink.commit((row, batch), &course.state()?, &self.metadata)?;
                committed = Instant::now();
            }
            after_batch(row);
        }
        Ok(())
    }

    /// What decides the bits that come out.
    fn begun(&self, plugin: &Path) -> Result<Begun, PipelineError> {
        let library = |source| PipelineError::Library { path: plugin.to_owned(), source };
        let plugin_sha256 = match &self.plugin_sha256 {
            Some(known) => known.clone(),
            None => sha256_of(plugin).map_err(library)?,
        };
        let hash = |(name, tensor): (&String, &Tensor)| {
            let whole = [tensor.shape().to_string().as_bytes(), tensor.bytes()].concat();
            (name.clone(), sha256(&whole))
        };
        let source = |source: &Source| (source.name().to_owned(), source.identities());
        Ok(Begun {
            vqbit_version: env!("CARGO_PKG_VERSION").to_owned(),
            job: leaves(&self.buckets.largest()?.to_json()),
            batches: self.buckets.jobs().iter().map(|job| job.spec.batch).collect(),
            format: self.format.name().to_owned(),
            plugin_sha256,
            tensors: self.tensors.iter().filter(|(name, _)| self.takes(name)).map(hash).collect(),
            sources: self.sources.iter().map(source).collect(),
            outputs: self.outputs.iter().map(|(name, s)| (name.clone(), s.to_string())).collect(),
        })
    }

    fn takes(&self, name: &str) -> bool {
        self.interface.input(name).is_some()
    }
}

/// The step in the middle of a stream.
struct Course {
    sessions: BucketSessions,
    /// What is the same for all batches, and the state before the bucket that runs now.
    tensors: Tensors,
    /// The bucket that runs now, with the arrays on its devices.
    resident: Option<(usize, Resident)>,
}

impl Course {
    /// Runs the step on a batch in its bucket.
    fn step(
        &mut self,
        batch: &Tensors,
        count: usize,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Tensors, PipelineError> {
        let size = self.sessions.size_for(count)?;
        if self.resident.as_ref().is_none_or(|(running, _)| *running != size) {
            let state = self.state()?;
            self.tensors.extend(state);
            let resident = self.sessions.bucket(size)?.session.resident(&self.tensors)?;
            self.resident = Some((size, resident));
        }
        let bucket = self.sessions.bucket(size)?;
        let filled = bucket.filled_up(batch, count)?;
        let Some((_, resident)) = &mut self.resident else { return Ok(Tensors::new()) };
        let outputs = bucket.session.step(resident, &filled, wanted)?;
        Ok(cut(bucket.job, outputs, count).map_err(StreamError::from)?)
    }

    /// The state after the last batch; nothing where the step has none.
    fn state(&mut self) -> Result<Tensors, PipelineError> {
        let Some((size, resident)) = &self.resident else { return Ok(Tensors::new()) };
        Ok(self.sessions.bucket(*size)?.session.state(resident)?)
    }
}

fn not_streamed(what: String, wanted: &str) -> PipelineError {
    StreamError::NotStreamed { what, wanted: wanted.to_owned() }.into()
}

/// Whether a step makes sense batch by batch.
fn check_step(job: &Job, interface: &Interface) -> Result<(), PipelineError> {
    let spec = &job.spec;
    let step = spec.step.name();
    if spec.stacked_layers.is_some() {
        return Err(not_streamed("a stacked job has a batch a layer".to_owned(), "one layer"));
    }
    if spec.draws() && spec.step != Step::Update {
        let what = format!("step {step} would draw the same for every batch");
        return Err(not_streamed(what, "a step that draws nothing, or update"));
    }
    let stray = interface.outputs.iter().find(|output| {
        let is_row = spec.batch_dimension(output.name).is_some();
        !(is_row || output.shape.rank() == 0 || interface.is_state(output.name))
    });
    match stray {
        None => Ok(()),
        Some(stray) => Err(not_streamed(
            format!("step {step} gives {} {} for every batch", stray.name, stray.shape),
            "a step whose outputs are rows, numbers or its state",
        )),
    }
}

/// How many rows the sources have, all the same.
fn rows(sources: &[Source]) -> Result<usize, PipelineError> {
    let Some(first) = sources.first() else {
        return Err(not_streamed("no tensor is streamed".to_owned(), "one at least"));
    };
    match sources.iter().find(|source| source.count() != first.count()) {
        None => Ok(first.count()),
        Some(other) => Err(StreamError::OtherCount {
            name: other.name().to_owned(),
            found: other.count(),
            first: first.name().to_owned(),
            wanted: first.count(),
        }
        .into()),
    }
}

/// Whether each tensor of the batch is streamed, and nothing else.
fn check_sources(
    job: &Job,
    interface: &Interface,
    sources: &[Source],
    adds_mask: bool,
) -> Result<(), PipelineError> {
    let is_of_batch = |spec: &&TensorSpec| job.spec.batch_dimension(spec.name).is_some();
    let own_mask = |spec: &&TensorSpec| adds_mask && spec.name == LENGTHS;
    let of_batch: Vec<&str> =
        interface.inputs.iter().filter(is_of_batch).map(|spec| spec.name).collect();
    if let Some(other) = sources.iter().find(|source| !of_batch.contains(&source.name())) {
        let wanted = of_batch.join(" or ");
        return Err(not_streamed(format!("{} has no rows of a batch", other.name()), &wanted));
    }
    let mut needed = interface.inputs.iter().filter(is_of_batch).filter(|spec| !own_mask(spec));
    let is_given = |spec: &TensorSpec| sources.iter().any(|source| source.name() == spec.name);
    match needed.find(|spec| !is_given(spec)) {
        None => Ok(()),
        Some(spec) => {
            let what = format!("step {} takes {} for each batch", job.spec.step.name(), spec.name);
            Err(not_streamed(what, "it as a stream too"))
        }
    }
}

/// The outputs that are kept, each with its shape over all rows: of a number one for each batch.
fn outputs(
    job: &Job,
    interface: &Interface,
    rows: usize,
    keep: Option<&[String]>,
) -> Result<BTreeMap<String, Shape>, PipelineError> {
    let mut shapes = BTreeMap::new();
    for output in interface.outputs.iter().filter(|output| !interface.is_state(output.name)) {
        let shape = match job.spec.batch_dimension(output.name) {
            Some(_) => job.spec.shape_of_batch(output, rows),
            None => output.shape.with_dims(vec![rows.div_ceil(job.spec.batch)]),
        };
        shapes.insert(output.name.to_owned(), shape);
    }
    let Some(keep) = keep else { return Ok(shapes) };
    if let Some(unknown) = keep.iter().find(|name| !shapes.contains_key(*name)) {
        let names: Vec<&str> = shapes.keys().map(String::as_str).collect();
        let wanted = format!("some of {}", names.join(", "));
        return Err(not_streamed(format!("the step gives no {unknown}"), &wanted));
    }
    shapes.retain(|name, _| keep.contains(name));
    Ok(shapes)
}

/// A row of each tensor that a job's batches bring, as [`Source::open`] wants it.
///
/// # Errors
/// As [`interface`].
pub fn rows_of(job: &Job) -> Result<BTreeMap<&'static str, Shape>, PipelineError> {
    let row = |spec: &TensorSpec| {
        let dimension = job.spec.batch_dimension(spec.name)?;
        let mut shape = spec.shape.clone();
        shape.dims.remove(dimension);
        Some((spec.name, shape))
    };
    Ok(interface(job)?.inputs.iter().filter_map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::JobFile;
    use crate::tensor::npy::write_npy;

    /// The message of a stream of ten rows of `inputs [4, 8]`.
    fn message(job: &str, keep: Option<&[&str]>) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.npy");
        let rows = Tensor::from_f32(&[10, 4, 8], &[0.0; 320]).expect("rows");
        write_npy(&path, &rows).expect("written");
        let common = r#"{"input": {"batch": 4, "seq": 4, "dtype": "f32"},
                         "quantizer": {"codebook_size": 8, "embedding_dim": 8}}"#;
        let common = JobFile::parse(common).expect("a file");
        let job = common.overlay(JobFile::parse(job).expect("a file")).resolve().expect("a job");
        let buckets = Buckets::of(&job, &[4]).expect("buckets");
        let row = Shape::new(crate::ir::shape::ElementType::F32, &[4, 8]);
        let source = Source::open("inputs", &path, &row, false).expect("a source");
        let keep = keep.map(|names| names.iter().map(|&n| n.to_owned()).collect::<Vec<_>>());
        let stream = Stream::new(buckets, vec![source], Tensors::new(), keep.as_deref());
        match stream {
            Ok(stream) => {
                let text = |(name, shape)| format!("{name} {shape}");
                stream.outputs.iter().map(text).collect::<Vec<_>>().join(", ")
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn outputs_are_rows_or_a_number_a_batch_and_the_state_is_none() {
        assert_eq!(message(r#"{"step": "encode"}"#, None), "codes s32[10,4]");
        let some = message("{}", Some(&["quantized", "loss", "codes"]));
        assert_eq!(some, "codes s32[10,4], loss f32[3], quantized f32[10,4,8]");
        assert!(!message("{}", None).contains("codebook f32"));
    }

    #[test]
    fn what_cannot_be_streamed_is_told() {
        assert_eq!(
            message("{}", Some(&["code"])).split(", wanted some of").next(),
            Some("stream: the step gives no code")
        );
        assert_eq!(
            message(r#"{"step": "vjp"}"#, None),
            "stream: step vjp gives d_codebook f32[8,8] for every batch, wanted a step whose outputs \
             are rows, numbers or its state"
        );
        assert_eq!(
            message(r#"{"step": "encode", "input": {"mask": "tokens"}}"#, None),
            "stream: step encode takes mask for each batch, wanted it as a stream too"
        );
        assert_eq!(
            message(r#"{"step": "decode"}"#, None),
            "stream: inputs has no rows of a batch, wanted codes"
        );
        assert_eq!(
            message(r#"{"step": "encode", "quantizer": {"stochastic": {"temperature": 1}}}"#, None),
            "stream: step encode would draw the same for every batch, wanted a step that draws \
             nothing, or update"
        );
    }
}
