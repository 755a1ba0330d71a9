//! `vqbit compile`: a job to an artifact directory and a report.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::Args;

use crate::artifact;
use crate::cli::args::{JobArgs, PluginArgs, WorkerArgs, whole};
use crate::cli::budgets::BudgetArgs;
use crate::cli::cache::CacheArgs;
use crate::cli::emit::FormatFlag;
use crate::cli::plan::{check_page, write_page};
use crate::cli::{Failure, Outcome, terminal};
use crate::job::Job;
use crate::pipeline::bucket_artifact::CompiledBuckets;
use crate::pipeline::buckets::Buckets;
use crate::pipeline::{self, Compiler, PipelineError};
use crate::wire::compile_options::OptionValue;

/// Flags of `vqbit compile`.
#[derive(Debug, Args)]
pub(in crate::cli) struct CompileArgs {
    #[command(flatten)]
    job: JobArgs,
    #[command(flatten)]
    plugin: PluginArgs,
    #[command(flatten)]
    worker: WorkerArgs,
    /// The artifact directory [default: out/<target>-<step>]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Compiles a program for each of these batches, into one artifact; steps that sum over tokens
    /// get input.mask lengths, so that `run` can fill a batch up
    #[arg(long, value_name = "SIZES", value_delimiter = ',', value_parser = whole, allow_negative_numbers = true)]
    batches: Option<Vec<usize>>,
    /// The format handed to the compiler
    #[arg(long, value_enum, default_value_t = FormatFlag::Stablehlo)]
    format: FormatFlag,
    #[expect(clippy::doc_markdown, reason = "this is the help text, which shows no Markdown")]
    /// A compiler flag without dashes, as xla_dump_to=DIR; repeatable
    #[arg(long = "xla-option", value_name = "NAME=VALUE")]
    xla_options: Vec<String>,
    /// Takes the estimate's cycles from libtpu's static profile (v5p and v6e), by compiling again
    #[arg(long)]
    static_profile: bool,
    /// Writes the report with drawings as one HTML page too
    #[arg(long, value_name = "FILE", conflicts_with = "batches")]
    html: Option<PathBuf>,
    #[command(flatten)]
    cache: CacheArgs,
    #[command(flatten)]
    budgets: BudgetArgs,
}

/// Compiles a job, writes its artifact and prints its report.
pub(in crate::cli) fn compile(args: &CompileArgs, json: bool) -> Outcome {
    let job = args.job.resolve()?;
    pipeline::check_machine(&job).map_err(Failure::call)?;
    let buckets = args.batches.as_ref().map(|batches| Buckets::of(&job, batches));
    let buckets = buckets.transpose().map_err(Failure::call)?;
    if buckets.is_none() {
        pipeline::build(&job).map_err(Failure::call)?;
    }
    let directory = args.output.clone().unwrap_or_else(|| default_directory(&job));
    artifact::check_place(&directory).map_err(Failure::call)?;
    let (overrides, cache) = (overrides(&args.xla_options)?, args.cache.cache()?);
    args.html.as_deref().map_or(Ok(()), check_page)?;
    let plugin = args.plugin.find(job.target.kind_name())?;
    let compiler = plugin.compiler(args.worker.worker()?, args.format.format());
    let static_profile = args.static_profile;
    let compiler = Compiler { overrides, static_profile, cache, ..compiler };
    let spinner = terminal::spinner(format!("compiling for {}", job.target.name));
    if let Some(buckets) = buckets {
        let compiled = compiler.compile_buckets(&job, &buckets);
        spinner.finish_and_clear();
        return write_buckets(args, &compiled.map_err(wrong_call_or_failed)?, &directory, json);
    }
    let compiled = compiler.compile(&job);
    spinner.finish_and_clear();
    let compiled = compiled.map_err(wrong_call_or_failed)?;
    args.budgets.check(&compiled.report)?;
    compiled.write_artifact(&directory).map_err(wrong_call_or_failed)?;
    if let Some(path) = &args.html {
        write_page(path, &compiled.page())?;
    }
    let place = directory.display();
    if json {
        let mut report = serde_json::to_value(&compiled.report)?;
        report["artifact"] = place.to_string().into();
        report["from_cache"] = compiled.from_cache.into();
        return terminal::print(&format!("{report:#}\n"));
    }
    let origin = origin(compiled.from_cache);
    terminal::print(&format!("{}\nartifact: {place}{origin}\n", compiled.report.to_table()))
}

/// What is said of an executable that was compiled before.
pub(in crate::cli) fn origin(from_cache: bool) -> &'static str {
    if from_cache { " (compiled before, from the cache)" } else { "" }
}

/// Holds every bucket to the budgets, and writes and prints all of them.
fn write_buckets(
    args: &CompileArgs,
    compiled: &CompiledBuckets,
    directory: &Path,
    json: bool,
) -> Outcome {
    args.budgets.check_buckets(&compiled.report)?;
    compiled.write_artifact(directory).map_err(wrong_call_or_failed)?;
    let place = directory.display();
    if json {
        let mut report = serde_json::to_value(&compiled.report)?;
        report["artifact"] = place.to_string().into();
        return terminal::print(&format!("{report:#}\n"));
    }
    terminal::print(&format!("{}\nartifact: {place}\n", compiled.report.to_table()))
}

fn default_directory(job: &Job) -> PathBuf {
    // A raw topology name holds a colon, which some file systems do not take.
    let target = job.target.name.replace(':', "-");
    PathBuf::from("out").join(format!("{target}-{}", job.spec.step.name()))
}

/// Compiler flags by name, of `--xla-option`.
pub(in crate::cli) fn overrides(
    options: &[String],
) -> Result<BTreeMap<String, OptionValue>, Failure> {
    let one = |option: &String| {
        let wrong = || {
            anyhow!("--xla-option {option}: wanted NAME=VALUE without dashes, as xla_dump_to=DIR")
        };
        let (name, value) = option.split_once('=').ok_or_else(wrong)?;
        if name.is_empty() || name.starts_with('-') {
            return Err(wrong());
        }
        // The plugin reads every flag from text; it says itself what it does not understand.
        Ok((name.to_owned(), OptionValue::String(value.to_owned())))
    };
    options.iter().map(one).collect::<anyhow::Result<_>>().map_err(Failure::Call)
}

/// Sorts a pipeline's error into the two exit codes.
pub(in crate::cli) fn wrong_call_or_failed(error: PipelineError) -> Failure {
    if error.is_wrong_call() { Failure::call(error) } else { Failure::from(error) }
}
