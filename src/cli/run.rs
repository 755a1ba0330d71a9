//! `vqbit run`: tensors in, tensors out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use crate::artifact::{self, ArtifactError};
use crate::cli::args::{JobArgs, PluginArgs, say_where, seed, whole};
use crate::cli::compile::wrong_call_or_failed;
use crate::cli::emit::FormatFlag;
use crate::cli::inputs::InputArgs;
use crate::cli::outputs::OutputArgs;
use crate::cli::provenance::metadata;
use crate::cli::stream::{self, StreamArgs};
use crate::cli::{Failure, Outcome, terminal};
use crate::job::{Job, JobFile};
use crate::pipeline::buckets::{BucketSessions, Buckets};
use crate::pipeline::{self, PipelineError};
use crate::report::table::aligned;
use crate::tensor::array::Tensor;
use crate::vq::interface::Interface;
use crate::vq::sample::Sample;

/// The job in an artifact.
const JOB: &str = "job.json";

/// Where a program may run here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum On {
    /// Virtual CPU devices, one a partition
    Cpu,
    /// Nothing that there is: who asks for it is told so in our words
    #[value(hide = true)]
    Tpu,
}

/// Flags of `vqbit run`.
#[derive(Debug, Args)]
pub(in crate::cli) struct RunArgs {
    #[command(flatten)]
    pub(in crate::cli) job: JobArgs,
    #[command(flatten)]
    pub(in crate::cli) plugin: PluginArgs,
    /// Takes the job, and its batches, from an artifact directory; flags win
    #[arg(long, value_name = "DIR", conflicts_with = "job")]
    artifact: Option<PathBuf>,
    /// Where to run the program of a TPU target: on virtual CPU devices
    #[arg(long, value_enum)]
    on: Option<On>,
    #[command(flatten)]
    pub(in crate::cli) files: InputArgs,
    /// Draws what no file gives, for trying it out; the same seed draws the same
    #[arg(long, value_name = "SEED", value_parser = seed, allow_negative_numbers = true)]
    pub(in crate::cli) random: Option<u64>,
    #[command(flatten)]
    pub(in crate::cli) outputs: OutputArgs,
    /// Takes a batch of any size: fills it up to the next of these, masked, and cuts the outputs back
    #[arg(long, value_name = "SIZES", value_delimiter = ',', value_parser = whole, allow_negative_numbers = true)]
    batches: Option<Vec<usize>>,
    /// Runs the step this often, feeding the state back
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..), allow_negative_numbers = true)]
    steps: u32,
    /// Runs the step once and then this often again, and tells how long each of these took
    #[arg(
        long,
        value_name = "TIMES",
        conflicts_with_all = ["steps", "batches", "stream"],
        value_parser = clap::value_parser!(u32).range(1..),
        allow_negative_numbers = true
    )]
    time: Option<u32>,
    /// The format handed to the compiler
    #[arg(long, value_enum, default_value_t = FormatFlag::Stablehlo)]
    pub(in crate::cli) format: FormatFlag,
    #[command(flatten)]
    stream: StreamArgs,
}

/// Runs a job's program.
pub(in crate::cli) fn run(args: &RunArgs, json: bool) -> Outcome {
    terminal::start_again_for_plugins();
    let (job, batches) = job_and_batches(args)?;
    let interface = interface_of(&job, batches.as_deref()).map_err(Failure::call)?;
    let is_for_tpu = job.target.slice().is_some() && args.on.is_none();
    if is_for_tpu || args.on == Some(On::Tpu) {
        let (target, devices) = (&job.target.name, job.mesh.device_count());
        return Err(Failure::Call(anyhow!(
            "target {target}: no TPU is driven from here; add --on cpu to run the identical \
             program on {devices} virtual CPU devices"
        )));
    }
    if args.stream.is_asked_for() {
        return stream::run(args, &args.stream, &job, batches, json);
    }
    if args.steps > 1 && interface.aliases.is_empty() {
        let step = job.spec.step.name();
        return Err(Failure::Call(anyhow!(
            "--steps {}: step {step} has no state to feed back, wanted 1 (or step update)",
            args.steps
        )));
    }
    args.outputs.check(&interface)?;
    let (outputs, seconds) = match batches {
        Some(batches) => (run_in_buckets(args, &job, &batches)?, None),
        None => run_once(args, &job, &interface)?,
    };
    args.outputs.write(&outputs, &metadata(&job))?;
    print_outputs(&interface, &outputs, args.outputs.file(), seconds.as_deref(), json)
}

/// The job and the sizes of its buckets, where it has such.
fn job_and_batches(args: &RunArgs) -> Result<(Job, Option<Vec<usize>>), Failure> {
    let Some(directory) = &args.artifact else {
        return Ok((args.job.resolve()?, args.batches.clone()));
    };
    let artifact = artifact::read(directory, &[JOB]).map_err(|error| {
        if matches!(error, ArtifactError::Unlisted { .. }) {
            let of = "an artifact of `vqbit import` has none, and `vqbit inspect` shows it";
            return Failure::Call(anyhow!("{error}, wanted the artifact of a job: {of}"));
        }
        Failure::call(error)
    })?;
    let job =
        JobFile::parse(&String::from_utf8_lossy(&artifact.files[JOB])).map_err(Failure::call)?;
    let batch = |bucket: &Value| bucket["batch"].as_u64().and_then(|n| usize::try_from(n).ok());
    let batches = artifact.manifest["batches"].as_array();
    let batches = batches.map(|buckets| buckets.iter().filter_map(batch).collect());
    Ok((args.job.resolve_over(job)?, args.batches.clone().or(batches)))
}

/// The tensors of the step: of its own batch, or of its largest bucket, as the batch itself need not
/// divide over the mesh.
fn interface_of(job: &Job, batches: Option<&[usize]>) -> Result<Interface, PipelineError> {
    match batches {
        None => pipeline::interface(job),
        Some(batches) => pipeline::interface(Buckets::of(job, batches)?.largest()?),
    }
}

/// The outputs by name, and the seconds of each step where they were asked for.
type TimedOutputs = (BTreeMap<String, Tensor>, Option<Vec<f64>>);

/// Runs the program of the job's own batch; also the sorted seconds of its steps, where asked for.
fn run_once(args: &RunArgs, job: &Job, interface: &Interface) -> Result<TimedOutputs, Failure> {
    let mut inputs = args.files.read(job, interface).map_err(Failure::Call)?;
    if let Some(seed) = args.random {
        Sample::normal(seed).draw_missing(&job.spec, interface, &mut inputs)?;
    }
    check_all_given(job, interface, &inputs, &[])?;
    let plugin = args.plugin.find_to_load()?;
    say_where(job);
    let session = pipeline::session(job, args.format.format(), &plugin.path);
    let session = session.map_err(wrong_call_or_failed)?;
    let steps = args.time.map_or(args.steps, |times| times.saturating_add(1)) as usize;
    let bar = terminal::step_bar(steps);
    let mut ends = Vec::with_capacity(steps);
    let outputs = session.run(&inputs, steps, |_| {
        ends.push(Instant::now());
        bar.inc(1);
    });
    bar.finish_and_clear();
    Ok((outputs?, args.time.map(|_| seconds_between(&ends))))
}

/// How long each step but the first took, the shortest first.
fn seconds_between(ends: &[Instant]) -> Vec<f64> {
    let mut seconds: Vec<f64> =
        ends.windows(2).map(|pair| (pair[1] - pair[0]).as_secs_f64()).collect();
    seconds.sort_by(f64::total_cmp);
    seconds
}

/// Runs a batch of any size in the bucket that it fits in.
fn run_in_buckets(
    args: &RunArgs,
    job: &Job,
    batches: &[usize],
) -> Result<BTreeMap<String, Tensor>, Failure> {
    let buckets = Buckets::of(job, batches).map_err(Failure::call)?;
    let largest = buckets.largest().map_err(Failure::call)?;
    let interface = pipeline::interface(largest).map_err(Failure::call)?;
    let read = args.files.read_any(job, &interface).map_err(Failure::Call)?;
    let tensors = read.iter().map(|(name, (tensor, _))| (name.as_str(), tensor));
    let found = buckets.sequences(&interface, tensors).map_err(Failure::call)?;
    let sequences = found.unwrap_or(job.spec.batch.min(largest.spec.batch));
    buckets.check_size(sequences).map_err(Failure::call)?;
    let shape = |spec: &_| largest.spec.shape_of_batch(spec, sequences);
    let mut inputs = args.files.fitted(&interface, read, shape).map_err(Failure::Call)?;
    if let Some(seed) = args.random {
        let drawn = pipeline::buckets::draw_missing(largest, seed, &mut inputs, sequences);
        drawn.map_err(Failure::call)?;
    }
    let own_mask: &[&str] = if buckets.adds_mask() { &["lengths"] } else { &[] };
    check_all_given(job, &interface, &inputs, own_mask)?;
    let plugin = args.plugin.find_to_load()?;
    say_where(job);
    let sessions = BucketSessions::new(buckets, args.format.format(), &plugin.path);
    let steps = args.steps as usize;
    let bar = terminal::step_bar(steps);
    let outputs = sessions.and_then(|mut sessions| sessions.run(&inputs, steps, |_| bar.inc(1)));
    bar.finish_and_clear();
    outputs.map_err(wrong_call_or_failed)
}

/// Whether nothing is missing that the step takes, but for what it may do `without`.
pub(in crate::cli) fn check_all_given(
    job: &Job,
    interface: &Interface,
    given: &BTreeMap<String, Tensor>,
    without: &[&str],
) -> Outcome {
    let missing: Vec<&str> = interface
        .inputs
        .iter()
        .map(|spec| spec.name)
        .filter(|name| !given.contains_key(*name) && !without.contains(name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::Call(anyhow!(
        "step {}: no {} given; read them with --inputs FILE.safetensors or --input NAME=FILE.npy, \
         or draw them with --random SEED",
        job.spec.step.name(),
        missing.join(", ")
    )))
}

/// Prints each output: the value of a scalar, the shape of an array; and the sorted seconds of the
/// steps, where they were timed.
fn print_outputs(
    interface: &Interface,
    outputs: &BTreeMap<String, Tensor>,
    file: Option<&Path>,
    seconds: Option<&[f64]>,
    json: bool,
) -> Outcome {
    let scalar = |tensor: &Tensor| match tensor.widened().as_slice() {
        [value] if tensor.shape().rank() == 0 => Some(*value),
        _ => None,
    };
    let named =
        interface.outputs.iter().filter_map(|spec| Some((spec.name, outputs.get(spec.name)?)));
    if json {
        let mut object = Map::new();
        for (name, tensor) in named {
            let shape = tensor.shape().to_string();
            object.insert(name.into(), json!({ "shape": shape, "value": scalar(tensor) }));
        }
        let file = file.map_or(Value::Null, |path| path.display().to_string().into());
        let mut told = json!({ "outputs": object, "file": file });
        if let Some(seconds) = seconds {
            told["step_seconds"] = json!(seconds);
        }
        return terminal::print(&format!("{told:#}\n"));
    }
    let rows: Vec<Vec<String>> = named
        .map(|(name, tensor)| {
            let value = scalar(tensor).map_or_else(String::new, |value| format!("{value}"));
            vec![name.to_owned(), tensor.shape().to_string(), value]
        })
        .collect();
    let mut text = aligned(&rows);
    if let Some(path) = file {
        text.push_str(&format!("outputs: {}\n", path.display()));
    }
    if let Some([least, .., most]) = seconds {
        let median = seconds.map_or(f64::NAN, |all| all[all.len() / 2]);
        text.push_str(&format!("a step: median {median:.6} s, from {least:.6} to {most:.6} s\n"));
    }
    terminal::print(&text)
}
