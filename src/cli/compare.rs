//! `vqbit compare`: codebook sizes side by side on several targets, from the compiler.

use anyhow::{Context, anyhow};
use clap::Args;
use serde_json::json;

use crate::cli::args::{JobArgs, PluginArgs, WorkerArgs, whole};
use crate::cli::cache::CacheArgs;
use crate::cli::{Failure, Outcome, terminal};
use crate::emit::format::Format;
use crate::job::JobFile;
use crate::pipeline::beside::Compilers;
use crate::pipeline::comparison::{CellJob, compare as compare_cells};
use crate::pipeline::{self, Compiler};
use crate::vq::spec::Step;

/// Flags of `vqbit compare`.
#[derive(Debug, Args)]
pub(in crate::cli) struct CompareArgs {
    /// The targets, which replace the job's
    #[arg(long, value_name = "NAMES", value_delimiter = ',', default_value = "v4-32,v6e-32,axion")]
    targets: Vec<String>,
    /// The numbers of entries, which replace the job's
    #[arg(
        long,
        value_name = "NUMBERS",
        value_delimiter = ',',
        default_value = "64,128",
        value_parser = whole,
        allow_negative_numbers = true
    )]
    codes: Vec<usize>,
    #[command(flatten)]
    job: JobArgs,
    #[command(flatten)]
    plugin: PluginArgs,
    #[command(flatten)]
    worker: WorkerArgs,
    #[command(flatten)]
    cache: CacheArgs,
}

/// Compiles the update step of every target and size, and a naive form of it, and prints what the
/// compiler says of them.
pub(in crate::cli) fn compare(args: &CompareArgs, json: bool) -> Outcome {
    check_targets(&args.targets, "v4-32,v6e-32,axion").map_err(Failure::Call)?;
    check_once("--codes", &args.codes).map_err(Failure::Call)?;
    let cells = cells(args)?;
    let compilers = compilers(args, &cells)?;
    let spinner = terminal::spinner(format!("compiling {} programs", 2 * cells.len()));
    let comparison = compare_cells(&cells, &compilers);
    spinner.finish_and_clear();
    if json {
        terminal::print(&format!("{:#}\n", serde_json::to_value(&comparison)?))?;
    } else {
        terminal::print(&comparison.to_table())?;
    }
    let failed = comparison.cells.iter().filter(|cell| cell.step.failure().is_some()).count();
    if failed == 0 {
        return Ok(());
    }
    Err(Failure::Told(anyhow!("{failed} of {} cells failed", comparison.cells.len())))
}

/// Whether each name of `--targets` is one, and there once.
pub(in crate::cli) fn check_targets(targets: &[String], example: &str) -> anyhow::Result<()> {
    if targets.iter().any(String::is_empty) {
        let found = targets.join(",");
        return Err(anyhow!("--targets {found:?}: found an empty name, wanted names as {example}"));
    }
    check_once("--targets", targets)
}

/// A name that is there twice would be compiled twice for the same answer.
fn check_once<T: PartialEq + ToString>(flag: &str, values: &[T]) -> anyhow::Result<()> {
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    let twice = texts.iter().enumerate().find(|(at, text)| texts[..*at].contains(text));
    match twice {
        None => Ok(()),
        Some((_, text)) => {
            Err(anyhow!("{flag} {}: {text} is there twice, wanted each once", texts.join(",")))
        }
    }
}

/// The job of each cell, target by target; all are checked before any plugin is looked for.
fn cells(args: &CompareArgs) -> Result<Vec<CellJob>, Failure> {
    let file = args.job.file()?;
    let mut cells = Vec::with_capacity(args.targets.len() * args.codes.len());
    for target in &args.targets {
        for &codes in &args.codes {
            let cell = cell(&file, target, codes);
            let place = || format!("--targets {target}, --codes {codes}");
            cells.push(cell.with_context(place).map_err(Failure::Call)?);
        }
    }
    Ok(cells)
}

fn cell(file: &JobFile, target: &str, codes: usize) -> anyhow::Result<CellJob> {
    let own = json!({ "target": target, "quantizer": { "codebook_size": codes } });
    let job = file.clone().overlay(JobFile::parse(&own.to_string())?).resolve()?;
    let step = job.spec.step;
    if step != Step::Update {
        return Err(anyhow!("step: found {}, wanted update, which compare compiles", step.name()));
    }
    pipeline::build(&job)?;
    Ok(CellJob::of(job)?)
}

/// A compiler for each kind of target there is; one that is not found is told in its cells.
fn compilers(args: &CompareArgs, cells: &[CellJob]) -> Result<Compilers, Failure> {
    let mut kinds: Vec<&'static str> =
        cells.iter().map(|cell| cell.job.target.kind_name()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if let (true, Some(plugin)) = (kinds.len() > 1, args.plugin.named()) {
        let kinds = kinds.join(" and ");
        return Err(Failure::Call(anyhow!(
            "--plugin {plugin}: these targets need two plugins ({kinds}); name them by \
             VQBIT_CPU_PLUGIN and TPU_LIBRARY_PATH"
        )));
    }
    let mut compilers = Compilers::new();
    for kind in kinds {
        let found = match compiler(args, kind) {
            Ok(compiler) => Ok(compiler),
            Err(Failure::Job(error)) => Err(format!("{error:#}")),
            Err(other) => return Err(other),
        };
        compilers.insert(kind, found);
    }
    Ok(compilers)
}

fn compiler(args: &CompareArgs, kind: &'static str) -> Result<Compiler, Failure> {
    let plugin = args.plugin.find(kind)?;
    let compiler = plugin.compiler(args.worker.worker()?, Format::StableHlo);
    Ok(Compiler { cache: args.cache.cache()?, ..compiler })
}
