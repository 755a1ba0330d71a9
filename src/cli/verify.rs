//! `vqbit verify`: a job's program held against the f64 reference, before any TPU sees it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::Args;

use crate::cases::read::parse;
use crate::cli::args::{JobArgs, PluginArgs, WorkerArgs, seed, whole};
use crate::cli::budgets::BudgetArgs;
use crate::cli::compile::wrong_call_or_failed;
use crate::cli::emit::FormatFlag;
use crate::cli::inputs::InputArgs;
use crate::cli::run::On;
use crate::cli::{Failure, Outcome, terminal};
use crate::job::Job;
use crate::pipeline;
use crate::pipeline::cases::run_cases;
use crate::pipeline::verification::Plan;
use crate::report::verification::Verification;
use crate::tensor::random::Family;

/// What says of a job what each case says itself.
const NOT_OF_CASES: [&str; 37] = [
    "job",
    "model_config",
    "stacked",
    "step",
    "target",
    "mesh",
    "layout",
    "codebook_size",
    "embedding_dim",
    "batch",
    "seq",
    "dtype",
    "commitment_weight",
    "codebook_weight",
    "ema_decay",
    "ema_epsilon",
    "memory_limit_gb",
    "megacore",
    "set",
    "chips_per_host_bounds",
    "devices",
    "families",
    "inputs",
    "npy",
    "cast",
    "ignore_metadata",
    "seed",
    "steps",
    "on",
    "timeout",
    "max_hbm",
    "max_temp",
    "max_code_bytes",
    "max_collectives",
    "max_collective_bytes",
    "forbid_distances_in_hbm",
    "require_aliasing",
];

/// Flags of `vqbit verify`.
#[derive(Debug, Args)]
pub(in crate::cli) struct VerifyArgs {
    #[command(flatten)]
    job: JobArgs,
    #[command(flatten)]
    plugin: PluginArgs,
    /// Where programs run: on virtual CPU devices, as always
    #[arg(long, value_enum)]
    on: Option<On>,
    /// Runs the cases of a JSON file (see `vqbit schema cases`) in place of a job; repeatable
    #[arg(long, value_name = "FILE", conflicts_with_all = NOT_OF_CASES)]
    cases: Vec<PathBuf>,
    /// On how many devices, each with the job's axes [default: 1, 8 and those of the job's mesh]
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',', value_parser = whole, allow_negative_numbers = true)]
    devices: Option<Vec<usize>>,
    /// What inputs and entries look like: normal, offset, clustered, nonfinite-rows, duplicated,
    /// huge-norms, tiny-norms, near-ties, or all [default: all, or normal beside files]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    families: Option<Vec<String>>,
    #[command(flatten)]
    files: InputArgs,
    /// The seed of what is drawn
    #[arg(long, value_name = "SEED", default_value_t = 0, value_parser = seed, allow_negative_numbers = true)]
    seed: u64,
    /// Makes so many steps one after another, with new inputs each, and shows how far the state
    /// drifts
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..), allow_negative_numbers = true)]
    steps: u32,
    /// The format handed to the compiler
    #[arg(long, value_enum, default_value_t = FormatFlag::Stablehlo)]
    format: FormatFlag,
    #[command(flatten)]
    worker: WorkerArgs,
    #[command(flatten)]
    budgets: BudgetArgs,
}

/// Verifies a job, and fails where an output is past its bound.
pub(in crate::cli) fn verify(args: &VerifyArgs, json: bool) -> Outcome {
    terminal::start_again_for_plugins();
    if !args.cases.is_empty() {
        return verify_cases(args, json);
    }
    let plan = plan(args)?;
    plan.jobs().map_err(wrong_call_or_failed)?;
    let plugin = args.plugin.find_to_load()?;
    let spinner = terminal::spinner("verifying".to_owned());
    let verification = plan.verify(&plugin.path, |mesh, family| {
        spinner.set_message(format!("verifying {} on {mesh}", family.name()));
    });
    spinner.finish_and_clear();
    told(&verification.map_err(wrong_call_or_failed)?, json)?;
    if args.budgets.is_none() { Ok(()) } else { check_budgets(args, &plan.job) }
}

/// Compiles the job for its target and fails where that program is over a budget.
fn check_budgets(args: &VerifyArgs, job: &Job) -> Outcome {
    let target = job.target.kind_name();
    let plugin = match target {
        "cpu" => args.plugin.find(target)?,
        _ => args.plugin.find_usual(target)?,
    };
    let compiler = plugin.compiler(args.worker.worker()?, args.format.format());
    let compiled = compiler.compile(job).map_err(wrong_call_or_failed)?;
    args.budgets.check(&compiled.report)
}

/// Runs the cases of files, and fails where one is not as expected.
fn verify_cases(args: &VerifyArgs, json: bool) -> Outcome {
    let mut cases = Vec::new();
    for path in &args.cases {
        let place = || format!("cases {}", path.display());
        let text = fs::read_to_string(path).with_context(place).map_err(Failure::Call)?;
        cases.extend(parse(&text).with_context(place).map_err(Failure::Call)?);
    }
    let plugin = args.plugin.find_to_load()?;
    let spinner = terminal::spinner("verifying".to_owned());
    let report = run_cases(&cases, args.format.format(), &plugin.path, |case| {
        spinner.set_message(format!("case {}", case.name));
    });
    spinner.finish_and_clear();
    if json {
        terminal::print(&format!("{:#}\n", serde_json::to_value(&report)?))?;
    } else {
        terminal::print(&report.to_table())?;
    }
    let failed = report.cases.iter().filter(|case| !case.passed).count();
    let Some(first) = report.failure() else { return Ok(()) };
    Err(Failure::Told(anyhow!("{failed} of {} cases are not as expected: {first}", cases.len())))
}

fn plan(args: &VerifyArgs) -> Result<Plan, Failure> {
    let job = args.job.resolve()?;
    let interface = pipeline::interface(&job).map_err(Failure::call)?;
    let steps = args.steps as usize;
    if steps > 1 && interface.aliases.is_empty() {
        let step = job.spec.step.name();
        return Err(Failure::Call(anyhow!(
            "--steps {steps}: step {step} has no state to feed back, wanted 1 (or step update)"
        )));
    }
    Ok(Plan {
        given: args.files.read(&job, &interface).map_err(Failure::Call)?,
        job,
        format: args.format.format(),
        devices: devices(args).map_err(Failure::Call)?,
        families: families(args).map_err(Failure::Call)?,
        seed: args.seed,
        steps,
    })
}

fn devices(args: &VerifyArgs) -> anyhow::Result<Option<Vec<usize>>> {
    match &args.devices {
        Some(devices) if devices.contains(&0) => {
            Err(anyhow!("--devices: found 0, wanted numbers of devices as 1,8,32"))
        }
        devices => Ok(devices.clone()),
    }
}

fn families(args: &VerifyArgs) -> anyhow::Result<Vec<Family>> {
    let named = match &args.families {
        None if args.files.is_empty() => return Ok(Family::ALL.to_vec()),
        None => return Ok(vec![Family::Normal]),
        Some(names) => names,
    };
    if named.iter().any(|name| name == "all") {
        return Ok(Family::ALL.to_vec());
    }
    let family = |name: &String| {
        Family::from_name(name).ok_or_else(|| {
            let names = Family::ALL.map(Family::name).join(", ");
            anyhow!("--families: found {name:?}, wanted some of {names}, or all")
        })
    };
    named.iter().map(family).collect()
}

/// Prints what was found.
fn told(verification: &Verification, json: bool) -> Outcome {
    if json {
        terminal::print(&format!("{:#}\n", serde_json::to_value(verification)?))?;
    } else {
        terminal::print(&verification.to_table())?;
    }
    let failures = verification.failures();
    let Some(first) = failures.first() else { return Ok(()) };
    let more = match failures.len() {
        1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    Err(Failure::Told(anyhow!("{first}{more}")))
}
