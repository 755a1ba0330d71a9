//! `vqbit init-state`: the state that training starts with, drawn, taken from a file or fitted to data.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use crate::cli::args::{JobArgs, PluginArgs, seed};
use crate::cli::compile::wrong_call_or_failed;
use crate::cli::fit_programs::fit_programs;
use crate::cli::outputs::{check_folder, check_free};
use crate::cli::provenance::metadata;
use crate::cli::tpu_layout::tpu_layout;
use crate::cli::{Failure, Outcome, terminal};
use crate::ir::shape::ElementType;
use crate::job::Job;
use crate::pipeline;
use crate::pipeline::kmeans::{Fitted, KMeans};
use crate::report::table::aligned;
use crate::tensor::array::Tensor;
use crate::tensor::files::{TensorFile, write_safetensors};
use crate::tensor::npy::read_npy;
use crate::tensor::rows::Rows;
use crate::vq::search::maps::initial_maps;
use crate::vq::spec::Quantizer;
use crate::vq::state::{
    CODEBOOK, nothing_pending, random_codebook, stored_state, uniform_codebook,
};

/// The tensor of a safetensors file that holds data, where none is named.
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
    #[arg(long, value_name = "SEED", default_value_t = 0, value_parser = seed)]
    random: u64,
    /// Takes the codebook from a .npy file, or from a safetensors file's tensor `codebook`
    #[arg(long, value_name = "FILE", conflicts_with = "random")]
    codebook: Option<PathBuf>,
    /// Fits the codebook to the rows of an array [N,D] or [B,S,D], by k-means++ and Lloyd's
    /// iteration on the CPU plugin: a .npy file, or a safetensors file's tensor `inputs` or another
    #[arg(long, value_name = "FILE[:TENSOR]", conflicts_with = "codebook", group = "fit")]
    data: Option<String>,
    /// Writes no state, but the programs of such a fit on the job's target into a folder: StableHLO
    /// for `vqbit import`, and Lloyd's iteration as a job for `vqbit compile`
    #[arg(long, value_name = "DIR", conflicts_with_all = ["codebook", "init", "random", "output", "plugin", "offline"], group = "fit")]
    programs: Option<PathBuf>,
    /// The most of Lloyd's iterations; fewer where the error no longer falls
    #[arg(long, value_name = "N", default_value_t = 25, requires = "data")]
    iterations: u32,
    /// Fits to so many rows of the data at most, spread over all of it [default: 256 an entry]
    #[arg(long, value_name = "N", requires = "fit", value_parser = clap::value_parser!(u32).range(1..))]
    sample: Option<u32>,
    /// The safetensors file to write
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
        terminal::start_again_with_quiet_plugins();
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
    write_safetensors(&args.output, &state, &metadata(&job))?;
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

fn codebook_of(path: &Path) -> Result<Tensor, Failure> {
    if path.extension().is_some_and(|e| e == "npy") {
        return read_npy(path, ElementType::F32).map_err(Failure::call);
    }
    let file = TensorFile::read(path).map_err(Failure::call)?;
    file.tensor(CODEBOOK).map_err(Failure::call)
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
    let plugin = args.plugin.find("cpu")?;
    let kmeans =
        KMeans { plugin: &plugin.path, iterations: args.iterations as usize, seed: args.random };
    let fitted = kmeans.fit(quantizer, maps, sample).map_err(wrong_call_or_failed)?;
    Ok(FromData { fitted, rows: [count, broken, fitted_to] })
}

/// The rows of `FILE.npy`, `FILE` or `FILE:TENSOR`.
fn rows_of(data: &str, quantizer: &Quantizer) -> anyhow::Result<Rows> {
    let width = quantizer.token_dim();
    let key = if quantizer.input_dim.is_some() { "input_dim" } else { "embedding_dim" };
    let path = Path::new(data);
    let is_npy = path.extension().is_some_and(|ending| ending == "npy");
    let tensor = if is_npy {
        read_npy(path, ElementType::F32)?
    } else {
        // A file whose own name has a colon is taken as it is.
        let named = data.rsplit_once(':').filter(|_| !path.exists());
        let (file, name) = named.unwrap_or((data, DATA));
        TensorFile::read(Path::new(file))?.tensor(name)?
    };
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
                format!("{first:.6e}"),
                format!("{:.6e}", fit.least_mse()),
                fit.split_entries.to_string(),
            ]);
        }
        text.push_str(&aligned(&table));
        text
    }
}
