//! `vqbit run`: tensors in, tensors out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use crate::cli::args::{JobArgs, PluginArgs, say_where, seed};
use crate::cli::compile::wrong_call_or_failed;
use crate::cli::emit::FormatFlag;
use crate::cli::inputs::InputArgs;
use crate::cli::{Failure, Outcome, terminal};
use crate::job::Job;
use crate::pipeline;
use crate::report::table::aligned;
use crate::tensor::array::Tensor;
use crate::tensor::files::write_safetensors;
use crate::vq::interface::Interface;
use crate::vq::sample::Sample;

/// Where a program may run here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum On {
    /// Virtual CPU devices, one a partition
    Cpu,
}

/// Flags of `vqbit run`.
#[derive(Debug, Args)]
pub(in crate::cli) struct RunArgs {
    #[command(flatten)]
    job: JobArgs,
    #[command(flatten)]
    plugin: PluginArgs,
    /// Where to run the program of a TPU target: on virtual CPU devices
    #[arg(long, value_enum)]
    on: Option<On>,
    #[command(flatten)]
    files: InputArgs,
    /// Draws what no file gives, for trying it out; the same seed draws the same
    #[arg(long, value_name = "SEED", value_parser = seed, allow_negative_numbers = true)]
    random: Option<u64>,
    /// Writes all outputs to a safetensors file
    #[arg(long, value_name = "FILE")]
    outputs: Option<PathBuf>,
    /// Runs the step this often, feeding the state back
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    steps: u32,
    /// Runs the step once and then this often again, and tells how long each of these took
    #[arg(
        long,
        value_name = "TIMES",
        conflicts_with = "steps",
        value_parser = clap::value_parser!(u32).range(1..)
    )]
    time: Option<u32>,
    /// The format handed to the compiler
    #[arg(long, value_enum, default_value_t = FormatFlag::Stablehlo)]
    format: FormatFlag,
}

/// Runs a job's program.
pub(in crate::cli) fn run(args: &RunArgs, json: bool) -> Outcome {
    terminal::start_again_with_quiet_plugins();
    let job = args.job.resolve()?;
    let interface = pipeline::interface(&job).map_err(Failure::call)?;
    if job.target.slice().is_some() && args.on.is_none() {
        let (target, devices) = (&job.target.name, job.mesh.device_count());
        return Err(Failure::Call(anyhow!(
            "target {target}: no TPU is driven from here; add --on cpu to run the identical \
             program on {devices} virtual CPU devices"
        )));
    }
    if args.steps > 1 && interface.aliases.is_empty() {
        let step = job.spec.step.name();
        return Err(Failure::Call(anyhow!(
            "--steps {}: step {step} has no state to feed back, wanted 1 (or step update)",
            args.steps
        )));
    }
    if let Some(path) = &args.outputs {
        check_folder(path)?;
    }
    let inputs = inputs(args, &job, &interface).map_err(Failure::Call)?;
    let plugin = args.plugin.find("cpu")?;
    say_where(&job);
    let session = pipeline::session(&job, args.format.format(), &plugin.path)
        .map_err(wrong_call_or_failed)?;
    let steps = args.time.map_or(args.steps, |times| times.saturating_add(1)) as usize;
    let bar = terminal::step_bar(steps);
    let mut ends = Vec::with_capacity(steps);
    let outputs = session.run(&inputs, steps, |_| {
        ends.push(Instant::now());
        bar.inc(1);
    });
    bar.finish_and_clear();
    let outputs = outputs?;
    let seconds = args.time.map(|_| seconds_between(&ends));
    if let Some(path) = &args.outputs {
        write_safetensors(path, &outputs, &metadata(&job))?;
    }
    print_outputs(&interface, &outputs, args.outputs.as_deref(), seconds.as_deref(), json)
}

/// How long each step but the first took, the shortest first.
fn seconds_between(ends: &[Instant]) -> Vec<f64> {
    let mut seconds: Vec<f64> =
        ends.windows(2).map(|pair| (pair[1] - pair[0]).as_secs_f64()).collect();
    seconds.sort_by(f64::total_cmp);
    seconds
}

/// Whether the folder of a file to be written is there; asked before the work and not after it.
pub(in crate::cli) fn check_folder(path: &Path) -> Outcome {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder.filter(|folder| !folder.is_dir()) {
        None => Ok(()),
        Some(folder) => Err(Failure::Call(anyhow!(
            "{}: its folder {} is not there; make it first",
            path.display(),
            folder.display()
        ))),
    }
}

/// Whether a state may be written there: replacing one has to be asked for.
pub(in crate::cli) fn check_free(path: &Path, force: bool) -> Outcome {
    if !path.is_file() || force {
        return Ok(());
    }
    Err(Failure::Call(anyhow!(
        "{}: is there already and may hold a trained state; --force replaces it",
        path.display()
    )))
}

/// What a file of tensors says of the job that made it.
pub(in crate::cli) fn metadata(job: &Job) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("vqbit_version".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
        ("vqbit_job".to_owned(), job.to_json().to_string()),
    ])
}

/// The tensors of the step: from files, and where asked for drawn at random.
fn inputs(
    args: &RunArgs,
    job: &Job,
    interface: &Interface,
) -> anyhow::Result<BTreeMap<String, Tensor>> {
    let mut given = args.files.read(interface)?;
    if let Some(seed) = args.random {
        Sample::normal(seed).draw_missing(&job.spec, interface, &mut given)?;
    }
    let missing: Vec<&str> = interface
        .inputs
        .iter()
        .map(|spec| spec.name)
        .filter(|name| !given.contains_key(*name))
        .collect();
    if missing.is_empty() {
        return Ok(given);
    }
    Err(anyhow!(
        "step {}: no {} given; read them with --inputs FILE.safetensors or --input NAME=FILE.npy, \
         or draw them with --random SEED",
        job.spec.step.name(),
        missing.join(", ")
    ))
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
    let named = interface.outputs.iter().filter_map(|spec| Some((spec, outputs.get(spec.name)?)));
    if json {
        let mut object = Map::new();
        for (spec, tensor) in named {
            let shape = spec.shape.to_string();
            object.insert(spec.name.into(), json!({ "shape": shape, "value": scalar(tensor) }));
        }
        let file = file.map_or(Value::Null, |path| path.display().to_string().into());
        let mut told = json!({ "outputs": object, "file": file });
        if let Some(seconds) = seconds {
            told["step_seconds"] = json!(seconds);
        }
        return terminal::print(&format!("{told:#}\n"));
    }
    let rows: Vec<Vec<String>> = named
        .map(|(spec, tensor)| {
            let value = scalar(tensor).map_or_else(String::new, |value| format!("{value}"));
            vec![spec.name.to_owned(), spec.shape.to_string(), value]
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
