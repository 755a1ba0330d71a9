//! `vqbit plan`: every way to lay a job onto devices, compiled, and ranked by an estimate.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clap::Args;

use crate::cli::args::{JobArgs, PluginArgs, WorkerArgs};
use crate::cli::budgets::BudgetArgs;
use crate::cli::cache::CacheArgs;
use crate::cli::compare::check_targets;
use crate::cli::{Failure, Outcome, auto, terminal};
use crate::emit::format::Format;
use crate::files;
use crate::job::JobFile;
use crate::pipeline::Compiler;
use crate::pipeline::beside::Compilers;
use crate::pipeline::plan::{Terms, plan as plan_ways};
use crate::plan::kept::KeptWay;
use crate::plan::ways::{Choices, Held, ways};
use crate::report::plan::{Plan, RankedWay};

/// Flags of `vqbit plan`.
#[derive(Debug, Args)]
pub(in crate::cli) struct PlanArgs {
    /// The targets to choose from, as v4-32,v6e-32 [default: the job's]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    targets: Vec<String>,
    /// The types in which devices may send each other the sums of an update [default: the job's]
    #[arg(long, value_name = "TYPES", value_delimiter = ',', value_parser = ["f32", "bf16"])]
    collective_dtypes: Vec<String>,
    /// Plans each way in the formulations too that vqbit's table does not have
    #[arg(long)]
    formulations: bool,
    /// Takes cycles from libtpu's static profile (v5p and v6e), by compiling each way again
    #[arg(long)]
    static_profile: bool,
    /// Writes the plan with drawings as one HTML page too
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    #[command(flatten)]
    job: JobArgs,
    #[command(flatten)]
    plugin: PluginArgs,
    #[command(flatten)]
    worker: WorkerArgs,
    #[command(flatten)]
    cache: CacheArgs,
    #[command(flatten)]
    budgets: BudgetArgs,
}

/// Compiles every way that the job can be laid out in, and prints them ranked.
pub(in crate::cli) fn plan(args: &PlanArgs, json: bool) -> Outcome {
    check_targets(&args.targets, "v4-32,v6e-32").map_err(Failure::Call)?;
    args.html.as_deref().map_or(Ok(()), check_page)?;
    let (job, held) = args.job.resolve_to_plan(args.targets.first().map(String::as_str))?;
    let own = [job.target.name.clone()];
    let targets = if args.targets.is_empty() { &own[..] } else { &args.targets };
    let choices = Choices {
        targets,
        collective_dtypes: &args.collective_dtypes,
        formulations: args.formulations,
    };
    let ways = ways(&job, choices, &held).map_err(Failure::call)?;
    let compiler = args.plugin.find("tpu")?.compiler(args.worker.worker()?, Format::StableHlo);
    let (static_profile, cache) = (args.static_profile, args.cache.cache()?);
    let compiler = Compiler { static_profile, cache, ..compiler };
    let spinner = terminal::spinner(format!("planning {} ways", ways.len()));
    let terms = Terms {
        compilers: &Compilers::from([("tpu", Ok(compiler))]),
        budgets: &args.budgets.budgets(),
        told: &|done, all| spinner.set_message(format!("compiled {done} of {all} programs")),
    };
    let planned = plan_ways(&job, ways, &terms);
    spinner.finish_and_clear();
    let plan = &planned.plan;
    if let Some(path) = &args.html {
        write_page(path, &planned.page())?;
    }
    let is_usual = args.collective_dtypes.is_empty() && !args.formulations;
    if is_usual && held == Held::default() && args.budgets.is_none() {
        keep(plan)?;
    }
    if json {
        terminal::print(&format!("{:#}\n", serde_json::to_value(plan)?))?;
    } else {
        terminal::print(&plan.to_table())?;
    }
    if plan.ranked.is_empty() {
        return Err(Failure::Told(anyhow!("none of {} ways can be taken", plan.dropped.len())));
    }
    Ok(())
}

/// Keeps the ways of each target for jobs that ask for `layout: auto`.
fn keep(plan: &Plan) -> Outcome {
    let Some(kept) = auto::kept() else { return Ok(()) };
    for best in plan.best() {
        let of_target = plan.ranked.iter().filter(|way| way.way.target == best.way.target);
        let ways: Vec<KeptWay> = of_target.map(kept_way).collect();
        let job = JobFile::from_json(best.job.clone())?.resolve()?;
        kept.put(&job, &ways).context("keeping the plan in the cache")?;
    }
    Ok(())
}

fn kept_way(ranked: &RankedWay) -> KeptWay {
    KeptWay {
        megacore: ranked.way.megacore,
        mesh: ranked.job["mesh"].clone(),
        layout: ranked.way.layout.clone(),
        seconds: ranked.estimate.seconds,
    }
}

/// Whether a page can be put there, before minutes are spent on it.
pub(in crate::cli) fn check_page(path: &Path) -> Result<(), Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let there = folder.is_none_or(Path::is_dir) && !path.is_dir();
    let path = path.display();
    if there { Ok(()) } else { Err(Failure::Call(anyhow!("--html {path}: no file can be there"))) }
}

/// Writes a page and says so.
pub(in crate::cli) fn write_page(path: &Path, page: &str) -> Outcome {
    let wrong = || format!("--html {}", path.display());
    files::write_whole(path, &[page.as_bytes()]).with_context(wrong)?;
    terminal::say(&format!("page: {}", path.display()));
    Ok(())
}
