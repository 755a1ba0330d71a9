//! `vqbit init-state`: the state that training starts with, drawn, taken from a file or fitted to data.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use crate::cli::args::{JobArgs, PluginArgs, seed};
use crate::cli::compile::wrong_call_or_failed;
use crate::cli::fit_programs::fit_programs;
use crate::cli::outputs::{check_folder, check_free, write_tensors};
use crate::cli::provenance::metadata;
use crate::cli::tpu_layout::tpu_layout;
use crate::cli::{Failure, Outcome, terminal};
use crate::ir::shape::{ElementType, Shape};
use crate::job::Job;
use crate::pipeline;
use crate::pipeline::kmeans::{Fitted, KMeans};
use crate::report::table::aligned;
use crate::states::file::StateFile;
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::npy::read_npy;
use crate::tensor::rows::Rows;
use crate::vq::search::maps::initial_maps;
use crate::vq::spec::Quantizer;
use crate::vq::state::{
    CODEBOOK, nothing_pending, random_codebook, stored_state, uniform_codebook,
};

/// The tensor of a file of tensors that holds data, where none is named.
const DATA: &str = "inputs";
/// Rows an entry that a codebook is fitted to, where the call does not say.
///
/// Source: `max_points_per_centroid` of faiss.
const ROWS_AN_ENTRY: usize = 256;

/// Where the entries come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Init {
    /// Standard normal elements
    Normal,
    /// Elements uniform from -1/K to 1/K, K being the codebook's size
    Uniform,
    /// The centres of clusters of --data
    Kmeans,
}

/// Flags of `vqbit init-state`.
#[derive(Debug, Args)]
pub(in crate::cli) struct InitStateArgs {
    #[command(flatten)]
    job: JobArgs,
    #[command(flatten)]
    plugin: PluginArgs,
    /// What the codebook is made of: normal without --data, kmeans with it
    #[arg(long, value_enum, conflicts_with = "codebook")]
    init: Option<Init>,
    /// The seed of everything that is drawn
    #[arg(long, value_name = "SEED", default_value_t = 0, value_parser = seed, allow_negative_numbers = true)]
    random: u64,
    /// Takes the codebook from a .npy file, or from the tensor `codebook` of a safetensors or .npz
    /// file
    #[arg(long, value_name = "FILE", conflicts_with = "random")]
    codebook: Option<PathBuf>,
    /// Fits the codebook to the rows of an array [N,D] or [B,S,D], by k-means++ and Lloyd's
    /// iteration on the CPU plugin: a .npy file, or the tensor `inputs` or another of a safetensors
    /// or .npz file
    #[arg(long, value_name = "FILE[:TENSOR]", conflicts_with = "codebook", group = "fit")]
    data: Option<String>,
    /// Writes no state, but the programs of such a fit on the job's target into a folder: StableHLO
    /// for `vqbit import`, and Lloyd's iteration as a job for `vqbit compile`
    #[arg(long, value_name = "DIR", conflicts_with_all = ["codebook", "init", "random", "output", "plugin", "offline"], group = "fit")]
    programs: Option<PathBuf>,
    /// The most of Lloyd's iterations; fewer where the error no longer falls
    #[arg(
        long,
        value_name = "N",
        default_value_t = 25,
        requires = "data",
        allow_negative_numbers = true
    )]
    iterations: u32,
    /// Fits to so many rows of the data at most, spread over all of it [default: 256 an entry]
    #[arg(long, value_name = "N", requires = "fit", value_parser = clap::value_parser!(u32).range(1..), allow_negative_numbers = true)]
    sample: Option<u32>,
    /// The file to write: numpy's archive if it ends in .npz, else safetensors
    #[arg(short, long, value_name = "FILE", default_value = "state.safetensors")]
    output: PathBuf,
    /// Replaces files that are there: a state may be a trained one
    #[arg(long)]
    force: bool,
    /// Writes nothing, but tells what the tiles of a TPU target waste on this codebook and its
    /// products, and which sizes near it fill them
    #[arg(long)]
    tpu_layout: bool,
}

/// A codebook fitted to data.
struct FromData {
    fitted: Fitted,
    /// Rows of the data, those of them that are not finite, and those that were fitted to.
    rows: [usize; 3],
}

/// Writes the initial state: the codebook, the averages that the rule starts from, and zeros for
/// what the step keeps pending.
pub(in crate::cli) fn init_state(args: &InitStateArgs, json: bool) -> Outcome {
    if args.tpu_layout {
        return tpu_layout(&args.job, json);
    }
    let init = args.init()?;
    if init == Init::Kmeans {
        terminal::start_again_for_plugins();
    }
    let job = args.job.resolve()?;
    if let Some(data) = &args.data {
        check_trained(&job.spec.quantizer, &format!("--data {data}"))?;
    }
    if let Some(folder) = &args.programs {
        check_trained(&job.spec.quantizer, &format!("--programs {}", folder.display()))?;
        let tokens = args.most_rows(&job.spec.quantizer);
        return fit_programs(&job, tokens, (folder, args.force), json);
    }
    if !job.spec.quantizer.has_entries() {
        let kind = job.spec.quantizer.kind.name();
        return Err(Failure::Call(anyhow!("quantizer.kind {kind} has no state to write")));
    }
    check_ending(&args.output)?;
    check_folder(&args.output)?;
    check_free(&args.output, args.force)?;
    let (quantizer, layers) = (&job.spec.quantizer, job.spec.stacked_layers);
    let maps = initial_maps(quantizer, layers, args.random)?;
    let from_data = match &args.data {
        Some(data) => Some(fit(args, (&job, &maps), data)?),
        None => None,
    };
    let codebook = match (&args.codebook, &from_data, init) {
        (Some(path), ..) => codebook_of(path)?,
        (None, Some(from_data), _) => from_data.fitted.codebook.copied()?,
        (None, None, Init::Uniform) => uniform_codebook(quantizer, layers, args.random)?,
        (None, None, Init::Normal | Init::Kmeans) => {
            random_codebook(quantizer, layers, args.random)?
        }
    };
    let mut state = stored_state(&job.spec, codebook).map_err(Failure::call)?;
    state.extend(nothing_pending(&pipeline::interface(&job).map_err(Failure::call)?));
    state.extend(maps);
    write_tensors(&args.output, &state, &metadata(&job))?;
    let shapes = state.iter().map(|(name, tensor)| (name.clone(), tensor.shape().to_string()));
    if json {
        let tensors: Map<String, Value> = shapes.map(|(name, s)| (name, s.into())).collect();
        let file = args.output.display().to_string();
        let mut object = json!({ "file": file, "tensors": tensors });
        if let Some(from_data) = from_data {
            object["kmeans"] = from_data.json();
        }
        return terminal::print(&format!("{object:#}\n"));
    }
    let rows: Vec<Vec<String>> = shapes.map(|(name, shape)| vec![name, shape]).collect();
    let told = from_data.map(|from_data| from_data.text()).unwrap_or_default();
    terminal::print(&format!("{told}{}state: {}\n", aligned(&rows), args.output.display()))
}

impl InitStateArgs {
    /// How many rows a codebook is fitted to at most.
    fn most_rows(&self, quantizer: &Quantizer) -> usize {
        self.sample.map_or(ROWS_AN_ENTRY * quantizer.codebook_size(), |n| n as usize)
    }

    /// What the codebook is made of, where no file says it.
    fn init(&self) -> Result<Init, Failure> {
        match (self.init, &self.data) {
            (Some(Init::Kmeans), None) => {
                Err(Failure::Call(anyhow!("--init kmeans: found no data, wanted --data FILE")))
            }
            (Some(init @ (Init::Normal | Init::Uniform)), Some(data)) => {
                let init = init.to_possible_value();
                let init = init.as_ref().map_or("", |value| value.get_name());
                Err(Failure::Call(anyhow!(
                    "--data {data}: --init {init} takes no data, wanted --init kmeans or none"
                )))
            }
            (Some(init), _) => Ok(init),
            (None, Some(_)) => Ok(Init::Kmeans),
            (None, None) => Ok(Init::Normal),
        }
    }
}

/// Whether a state's file is called by the name of another format; a dot may also stand in a number.
fn check_ending(path: &Path) -> Outcome {
    const OTHERS: [&str; 5] = ["npy", "pt", "pth", "pkl", "msgpack"];
    let ending = path.extension().map(|ending| ending.to_string_lossy());
    match ending.filter(|ending| OTHERS.contains(&ending.as_ref())) {
        None => Ok(()),
        Some(other) => Err(Failure::Call(anyhow!(
            "{}: a state is written as safetensors or .npz, found the ending .{other}",
            path.display()
        ))),
    }
}

/// The codebook of a file, bf16 widened to the f32 of a state.
fn codebook_of(path: &Path) -> Result<Tensor, Failure> {
    let codebook = array_of(path, CODEBOOK).map_err(Failure::call)?;
    let is_bf16 = codebook.shape().element_type == ElementType::Bf16;
    let codebook = if is_bf16 { codebook.convert_to(ElementType::F32)? } else { codebook };
    check_finite(path, &codebook).map_err(Failure::Call)?;
    Ok(codebook)
}

/// The array of a `.npy` file, or the tensor of this name of a file of tensors.
fn array_of(path: &Path, name: &str) -> Result<Tensor, TensorError> {
    if path.extension().is_some_and(|ending| ending == "npy") {
        return read_npy(path);
    }
    StateFile::read(path)?.tensor(name)
}

/// Refuses a codebook that no step could search.
fn check_finite(path: &Path, codebook: &Tensor) -> anyhow::Result<()> {
    let values = codebook.widened();
    let Some(at) = values.iter().position(|value| !value.is_finite()) else { return Ok(()) };
    Err(anyhow!(
        "{}: codebook: element {} is {}, wanted finite numbers",
        path.display(),
        place(codebook.shape(), at),
        values[at]
    ))
}

/// The place of an element counted row-major: `[1,0]`.
fn place(shape: &Shape, at: usize) -> String {
    let mut rest = at;
    let mut index: Vec<String> = Vec::with_capacity(shape.rank());
    for &dim in shape.dims.iter().rev() {
        index.insert(0, (rest % dim).to_string());
        rest /= dim;
    }
    format!("[{}]", index.join(","))
}

/// Refuses a fit of a quantizer that no data can seed.
fn check_trained(quantizer: &Quantizer, flag: &str) -> Result<(), Failure> {
    if quantizer.codebook().is_some() {
        return Ok(());
    }
    let kind = quantizer.kind.name();
    let why = match quantizer.frozen() {
        Some(_) => "its entries are random and frozen",
        None => "its codes are made of the elements of a token",
    };
    Err(Failure::Call(anyhow!(
        "{flag}: quantizer.kind {kind} has nothing to fit, {why}; wanted kind codebook, \
         product or residual"
    )))
}

/// Fits the job's codebooks to the finite rows of a file, or to some of them, behind the job's maps.
fn fit(
    args: &InitStateArgs,
    (job, maps): (&Job, &BTreeMap<String, Tensor>),
    data: &str,
) -> Result<FromData, Failure> {
    let quantizer = &job.spec.quantizer;
    if job.spec.stacked_layers.is_some() {
        return Err(Failure::Call(anyhow!(
            "--data {data}: the layers of a stacked job have data of their own, wanted a job \
             without stacked, once for each"
        )));
    }
    let all = rows_of(data, quantizer).map_err(Failure::Call)?;
    check_norms(&all, data).map_err(Failure::Call)?;
    let finite = all.finite();
    let (count, broken) = (all.count(), all.count() - finite.count());
    drop(all);
    if finite.count() == 0 {
        return Err(Failure::Call(anyhow!(
            "--data {data}: found {count} rows and none of them finite, wanted one at least"
        )));
    }
    let sample = finite.sampled(args.most_rows(quantizer), args.random);
    let fitted_to = sample.count();
    let plugin = args.plugin.find_to_load()?;
    let kmeans =
        KMeans { plugin: &plugin.path, iterations: args.iterations as usize, seed: args.random };
    let fitted = kmeans.fit(quantizer, maps, sample).map_err(wrong_call_or_failed)?;
    // Rows whose squared norms are f32 may still be too far apart.
    if let Some(fit) = fitted.fits.iter().find(|fit| !fit.least_mse().is_finite()) {
        return Err(Failure::Call(anyhow!(
            "--data {data}: found an error of {} after the fit, wanted a finite f32: scale the data \
             down",
            fit.least_mse()
        )));
    }
    Ok(FromData { fitted, rows: [count, broken, fitted_to] })
}

/// Refuses rows that are finite and whose distances are not.
fn check_norms(rows: &Rows, data: &str) -> anyhow::Result<()> {
    let Some((row, norm)) = rows.first_of_no_norm() else { return Ok(()) };
    Err(anyhow!(
        "--data {data}: row {row}: found a squared norm of {norm:.1e}, wanted at most {:e} (f32): \
         scale the data down",
        f32::MAX
    ))
}

/// The rows of `FILE.npy`, `FILE` or `FILE:TENSOR`.
fn rows_of(data: &str, quantizer: &Quantizer) -> anyhow::Result<Rows> {
    let width = quantizer.token_dim();
    let key = if quantizer.input_dim.is_some() { "input_dim" } else { "embedding_dim" };
    // A file whose own name has a colon is taken as it is, and so is a .npy file.
    let is_whole = |path: &Path| path.exists() || path.extension().is_some_and(|e| e == "npy");
    let named = data.rsplit_once(':').filter(|_| !is_whole(Path::new(data)));
    let (file, name) = named.unwrap_or((data, DATA));
    let tensor = array_of(Path::new(file), name)?;
    let shape = tensor.shape();
    if ![2, 3].contains(&shape.rank()) || shape.dims[shape.rank() - 1] != width {
        return Err(anyhow!(
            "--data {data}: found {shape}, wanted [N,{width}] or [B,S,{width}] \
             (quantizer.{key})"
        ));
    }
    Rows::of(&tensor).map_err(|error| anyhow!("--data {data}: {error}"))
}

impl FromData {
    fn json(&self) -> Value {
        let [rows, nonfinite, fitted_to] = self.rows;
        let fits = self.fitted.fits.iter().map(|fit| {
            json!({
                "iterations": fit.iterations(),
                "mse": fit.least_mse(),
                "mse_by_iteration": fit.mse,
                "split_entries": fit.split_entries,
            })
        });
        json!({
            "rows": rows,
            "nonfinite_rows": nonfinite,
            "fitted_to_rows": fitted_to,
            "codebooks": fits.collect::<Vec<_>>(),
        })
    }

    fn text(&self) -> String {
        let [rows, nonfinite, fitted_to] = self.rows;
        let mut text = format!("k-means on {fitted_to} of {rows} rows, {nonfinite} not finite\n");
        let head = ["codebook", "iterations", "mse of the seeding", "mse", "empty entries split"];
        let mut table = vec![head.map(str::to_owned).to_vec()];
        for (number, fit) in self.fitted.fits.iter().enumerate() {
            let first = fit.mse.first().copied().unwrap_or(f64::NAN);
            table.push(vec![
                number.to_string(),
                fit.iterations().to_string(),
                error_text(first),
                error_text(fit.least_mse()),
                fit.split_entries.to_string(),
            ]);
        }
        text.push_str(&aligned(&table));
        text
    }
}

/// A mean squared error for the table; none at all is no small one.
fn error_text(error: f64) -> String {
    if error == 0.0 { "0".to_owned() } else { format!("{error:.6e}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_nothing_is_0() {
        assert_eq!([0.0, 1.5e-7].map(error_text), ["0", "1.500000e-7"]);
    }

    #[test]
    fn places_count_the_last_dimension_fastest() {
        let shape = Shape::new(ElementType::F32, &[2, 3, 4]);
        assert_eq!([0, 4, 23].map(|at| place(&shape, at)), ["[0,0,0]", "[0,1,0]", "[1,2,3]"]);
    }
}
