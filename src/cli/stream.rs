//! `vqbit run --stream`: rows too large to hold, through a step and into a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::anyhow;
use clap::Args;
use serde_json::{Map, Value, json};

use crate::cli::args::say_where;
use crate::cli::compile::wrong_call_or_failed;
use crate::cli::inputs::named_path;
use crate::cli::provenance::metadata;
use crate::cli::run::{RunArgs, check_all_given};
use crate::cli::{Failure, Outcome, terminal};
use crate::ir::shape::Shape;
use crate::job::Job;
use crate::pipeline;
use crate::pipeline::buckets::Buckets;
use crate::pipeline::stream::{COMMIT_EVERY, Stream, Streamed};
use crate::report::table::aligned;
use crate::stream::source::Source;
use crate::tensor::array::Tensor;
use crate::vq::interface::TensorSpec;

/// Which rows, and where to.
#[derive(Debug, Args)]
#[command(next_help_heading = "Stream")]
pub(in crate::cli) struct StreamArgs {
    /// Runs the step over all rows of a .npy file, or of a folder of them in the order of their names,
    /// batch by batch; repeatable for steps that take more than one tensor of the batch
    #[arg(long, value_name = "NAME=PATH", requires = "stream_to", conflicts_with_all = ["steps", "outputs", "npy_outputs"])]
    stream: Vec<String>,
    /// The folder of what comes out: a .npy file an output, and the state; an interrupted stream
    /// goes on there
    #[arg(long, value_name = "DIR", requires = "stream")]
    stream_to: Option<PathBuf>,
    /// Writes these outputs only
    #[arg(long, value_name = "NAMES", value_delimiter = ',', requires = "stream")]
    keep: Option<Vec<String>>,
    /// How often what is done is put onto the disk
    #[arg(long, value_name = "SECONDS", default_value_t = COMMIT_EVERY.as_secs_f64(), value_parser = seconds, requires = "stream", allow_negative_numbers = true)]
    commit_every: f64,
    /// Begins anew in a folder that holds a stream already
    #[arg(long, requires = "stream")]
    restart: bool,
}

fn seconds(text: &str) -> Result<f64, String> {
    let found = text.parse().ok().filter(|seconds| (0.0..=86400.0).contains(seconds));
    found.ok_or_else(|| "wanted seconds, 0 to 86400".to_owned())
}

impl StreamArgs {
    /// Whether the call is for a stream.
    pub(in crate::cli) fn is_asked_for(&self) -> bool {
        !self.stream.is_empty()
    }
}

/// Runs a job's step over a stream.
pub(in crate::cli) fn run(
    args: &RunArgs,
    flags: &StreamArgs,
    job: &Job,
    batches: Option<Vec<usize>>,
    json: bool,
) -> Outcome {
    let batches = batches.unwrap_or(vec![job.spec.batch]);
    let buckets = Buckets::of(job, &batches).map_err(Failure::call)?;
    let sources = sources(args, flags, &buckets)?;
    let tensors = tensors(args, job, &buckets)?;
    let stream = Stream::new(buckets, sources, tensors, flags.keep.as_deref());
    let mut stream = stream.map_err(Failure::call)?;
    stream.format = args.format.format();
    stream.metadata = metadata(job);
    stream.restart = flags.restart;
    stream.commit_every = Duration::from_secs_f64(flags.commit_every);
    let folder = flags.stream_to.as_deref().unwrap_or(Path::new("."));
    let plugin = args.plugin.find_to_load()?;
    stream.plugin_sha256 = plugin.sha256.clone();
    say_where(job);
    let bar = terminal::row_bar(stream.rows());
    let streamed = stream.run(&plugin.path, folder, |rows| bar.set_position(rows as u64));
    bar.finish_and_clear();
    print(&streamed.map_err(wrong_call_or_failed)?, json)
}

/// The rows that are streamed, of each tensor that a flag names.
fn sources(args: &RunArgs, flags: &StreamArgs, buckets: &Buckets) -> Result<Vec<Source>, Failure> {
    let rows = pipeline::stream::rows_of(buckets.largest().map_err(Failure::call)?);
    let rows = rows.map_err(Failure::call)?;
    let source = |pair: &String| {
        let (name, path) = named_path("--stream", pair, "NAME=PATH, as inputs=shards/")?;
        let row = rows.get(name).ok_or_else(|| {
            let wanted: Vec<&str> = rows.keys().copied().collect();
            anyhow!("--stream {name}: is of no batch, wanted one of {}", wanted.join(", "))
        })?;
        Ok(Source::open(name, path, row, args.files.casts())?)
    };
    flags.stream.iter().map(source).collect::<anyhow::Result<_>>().map_err(Failure::Call)
}

/// The tensors that are the same for all batches.
fn tensors(
    args: &RunArgs,
    job: &Job,
    buckets: &Buckets,
) -> Result<BTreeMap<String, Tensor>, Failure> {
    let largest = buckets.largest().map_err(Failure::call)?;
    let interface = pipeline::interface(largest).map_err(Failure::call)?;
    let is_of_batch = |name: &str| largest.spec.batch_dimension(name).is_some();
    let mut read = args.files.read_any(job, &interface).map_err(Failure::Call)?;
    // A file of outputs has codes beside the state.
    read.retain(|name, _| !is_of_batch(name));
    let shape = |spec: &TensorSpec| spec.shape.clone();
    let mut given = args.files.fitted(&interface, read, shape).map_err(Failure::Call)?;
    if let Some(seed) = args.random {
        pipeline::buckets::draw_missing(largest, seed, &mut given, 1).map_err(Failure::call)?;
        given.retain(|name, _| !is_of_batch(name));
    }
    let names = interface.inputs.iter().map(|spec| spec.name);
    let of_batch: Vec<&str> = names.filter(|name| is_of_batch(name)).collect();
    check_all_given(job, &interface, &given, &of_batch)?;
    Ok(given)
}

fn print(streamed: &Streamed, json: bool) -> Outcome {
    let Streamed { rows, rows_before, batches, .. } = streamed;
    let state = streamed.state.as_ref().map(|path| path.display().to_string());
    if json {
        let output = |(name, (path, shape)): (&String, &(PathBuf, Shape))| {
            let file = path.display().to_string();
            (name.clone(), json!({ "file": file, "shape": shape.to_string() }))
        };
        let outputs: Map<String, Value> = streamed.outputs.iter().map(output).collect();
        let object = json!({
            "rows": rows, "rows_before": rows_before, "batches": batches, "outputs": outputs,
            "state": state,
        });
        return terminal::print(&format!("{object:#}\n"));
    }
    let row = |(name, (path, shape)): (&String, &(PathBuf, Shape))| {
        vec![name.clone(), shape.to_string(), path.display().to_string()]
    };
    let mut table: Vec<Vec<String>> = streamed.outputs.iter().map(row).collect();
    table.extend(state.map(|path| vec!["state".to_owned(), String::new(), path]));
    let before = match rows_before {
        0 => String::new(),
        before if before == rows => ", all of them done before".to_owned(),
        before => format!(", {before} of them done before"),
    };
    terminal::print(&format!("{rows} rows in {batches} batches{before}\n{}", aligned(&table)))
}
