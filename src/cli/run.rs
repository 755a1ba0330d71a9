//! `vqbit run`: tensors in, tensors out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use crate::cli::args::{JobArgs, PluginArgs, say_where, seed};
use crate::cli::compile::wrong_call_or_failed;
use crate::cli::emit::FormatFlag;
use crate::cli::{Failure, Outcome, terminal};
use crate::ir::shape::ElementType;
use crate::job::Job;
use crate::pipeline;
use crate::report::table::aligned;
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::files::{TensorFile, write_safetensors};
use crate::tensor::npy::read_npy;
use crate::tensor::random::{
    Family, random_codes, random_inputs, random_weights, random_words, seed_of_draws,
};
use crate::vq::interface::{ACTIVE_STAGES, Interface, SEED, TensorSpec};
use crate::vq::search::maps::initial_maps;
use crate::vq::state::{CODEBOOK, initial_state, nothing_pending, random_codebook};
use crate::vq::storage::int8::in_eight_bits;

/// Where a program may run here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum On {
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
    /// Reads tensors by name from a safetensors file; repeatable, later files win
    #[arg(long, value_name = "FILE")]
    inputs: Vec<PathBuf>,
    /// Reads one tensor from a .npy file; repeatable
    #[arg(long = "input", value_name = "NAME=FILE.npy")]
    npy: Vec<String>,
    /// Rounds floats that are read to the step's types, as f32 to bf16 (numpy has no bf16)
    #[arg(long)]
    cast: bool,
    /// Draws what no file gives, for trying it out; the same seed draws the same
    #[arg(long, value_name = "SEED", value_parser = seed, allow_negative_numbers = true)]
    random: Option<u64>,
    /// Writes all outputs to a safetensors file
    #[arg(long, value_name = "FILE")]
    outputs: Option<PathBuf>,
    /// Runs the step this often, feeding the state back
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    steps: u32,
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
    let steps = args.steps as usize;
    let bar = terminal::step_bar(steps);
    let outputs = session.run(&inputs, steps, |_| bar.inc(1));
    bar.finish_and_clear();
    let outputs = outputs?;
    if let Some(path) = &args.outputs {
        write_safetensors(path, &outputs, &metadata(&job))?;
    }
    print_outputs(&interface, &outputs, args.outputs.as_deref(), json)
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
    let mut given = BTreeMap::new();
    for path in &args.inputs {
        let file = TensorFile::read(path)?;
        // A file of nothing but misspelt names would be drawn at random without a word.
        if !interface.inputs.iter().any(|spec| file.names().any(|name| name == spec.name)) {
            let wanted: Vec<&str> = interface.inputs.iter().map(|spec| spec.name).collect();
            let found: Vec<&str> = file.names().collect();
            return Err(anyhow!(
                "{}: has no tensor that the step takes: found {}, wanted one of {}",
                path.display(),
                found.join(", "),
                wanted.join(", ")
            ));
        }
        for spec in &interface.inputs {
            if file.names().any(|name| name == spec.name) {
                let tensor = fitted(file.tensor(spec.name)?, spec, path, args.cast)?;
                given.insert(spec.name.to_owned(), tensor);
            }
        }
    }
    for pair in &args.npy {
        let (name, path) = pair
            .split_once('=')
            .filter(|(name, path)| !name.is_empty() && !path.is_empty())
            .ok_or_else(|| anyhow!("--input {pair}: wanted NAME=FILE.npy, as inputs=batch.npy"))?;
        let spec = tensor_spec(interface, name)?;
        let tensor = read_npy(Path::new(path), spec.shape.element_type)?;
        given.insert(name.to_owned(), fitted(tensor, spec, Path::new(path), args.cast)?);
    }
    if let Some(seed) = args.random {
        draw_missing(seed, job, interface, &mut given)?;
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

/// A tensor of a file as the step takes it; floats of another type only where a cast is asked for.
fn fitted(tensor: Tensor, spec: &TensorSpec, path: &Path, cast: bool) -> anyhow::Result<Tensor> {
    let wanted = spec.shape.element_type;
    let both_float = tensor.shape().element_type.is_float() && wanted.is_float();
    let tensor = if cast && both_float { tensor.convert_to(wanted)? } else { tensor };
    tensor.expect_shape(spec.name, &spec.shape).map_err(|error| {
        let is_type = both_float && matches!(error, TensorError::WrongType { .. });
        let hint = if is_type { " (--cast does it)" } else { "" };
        anyhow!("{}: {error}{hint}", path.display())
    })?;
    Ok(tensor)
}

fn tensor_spec<'a>(interface: &'a Interface, name: &str) -> anyhow::Result<&'a TensorSpec> {
    interface.inputs.iter().find(|spec| spec.name == name).ok_or_else(|| {
        let wanted: Vec<&str> = interface.inputs.iter().map(|spec| spec.name).collect();
        anyhow!(
            "--input {name}: the step takes no such tensor, wanted one of {}",
            wanted.join(", ")
        )
    })
}

/// Draws the tensors that nobody gave: normal inputs, codebook and gradients, the initial state, valid
/// codes, weights from 0 to 1, a gradient of 1 of the loss, a seed for the step's own draws.
fn draw_missing(
    seed: u64,
    job: &Job,
    interface: &Interface,
    given: &mut BTreeMap<String, Tensor>,
) -> Result<(), TensorError> {
    let layers = job.spec.stacked_layers;
    let mut state = match given.get(CODEBOOK) {
        _ if !job.spec.quantizer.has_entries() => BTreeMap::new(),
        Some(codebook) => stored_state(job, codebook.clone())?,
        None => stored_state(job, random_codebook(&job.spec.quantizer, layers, seed)?)?,
    };
    state.extend(nothing_pending(interface));
    state.extend(initial_maps(&job.spec.quantizer, layers, seed)?);
    for spec in &interface.inputs {
        if given.contains_key(spec.name) {
            continue;
        }
        let tensor = match state.get(spec.name) {
            Some(tensor) => tensor.clone(),
            None if spec.name == SEED => seed_of_draws(seed)?,
            None if spec.name == "mask" => Tensor::new(spec.shape.clone(), everyone(spec))?,
            None if spec.name == "lengths" => whole_sequences(job, &spec.shape.dims)?,
            None if spec.name == ACTIVE_STAGES => all_stages(job, &spec.shape.dims)?,
            None if spec.shape.element_type == ElementType::S32 => {
                random_codes(seed, &spec.shape.dims, job.spec.quantizer.codebook_size())?
            }
            None if spec.name == "d_loss" => {
                Tensor::from_f32(&spec.shape.dims, &vec![1.0; spec.shape.element_count()])?
            }
            None if spec.name == "d_quantized" => {
                Family::Normal.tensor(seed, spec.name, &spec.shape)?
            }
            None if spec.name == "update_weight" => random_weights(seed, &spec.shape.dims)?,
            None if spec.shape.element_type == ElementType::U32 => random_words(seed, &spec.shape)?,
            None => random_inputs(seed, &spec.shape)?,
        };
        given.insert(spec.name.to_owned(), tensor);
    }
    Ok(())
}

/// The state that a job's steps read, made from a codebook.
pub(in crate::cli) fn stored_state(
    job: &Job,
    codebook: Tensor,
) -> Result<BTreeMap<String, Tensor>, TensorError> {
    let state = initial_state(&job.spec.quantizer, job.spec.stacked_layers, codebook)?;
    if !job.spec.storage.int8_codebook {
        return Ok(state);
    }
    let stored = in_eight_bits(&state[CODEBOOK])?;
    Ok(stored.into_iter().map(|(name, tensor)| (name.to_owned(), tensor)).collect())
}

/// A mask that lets all tokens take part.
fn everyone(spec: &TensorSpec) -> Vec<u8> {
    vec![1; spec.shape.element_count()]
}

/// Lengths that let all tokens take part.
fn whole_sequences(job: &Job, dims: &[usize]) -> Result<Tensor, TensorError> {
    let seq = i32::try_from(job.spec.seq).unwrap_or(i32::MAX);
    Tensor::from_s32(dims, &vec![seq; dims.iter().product()])
}

/// All stages of each layer.
fn all_stages(job: &Job, dims: &[usize]) -> Result<Tensor, TensorError> {
    let stages = job.spec.quantizer.codebook().and_then(|codebook| codebook.stages).unwrap_or(1);
    let stages = i32::try_from(stages).unwrap_or(i32::MAX);
    Tensor::from_s32(dims, &vec![stages; dims.iter().product()])
}

/// Prints each output: the value of a scalar, the shape of an array.
fn print_outputs(
    interface: &Interface,
    outputs: &BTreeMap<String, Tensor>,
    file: Option<&Path>,
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
        return terminal::print(&format!("{:#}\n", json!({ "outputs": object, "file": file })));
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
    terminal::print(&text)
}
