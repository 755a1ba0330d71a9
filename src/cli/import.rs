//! `vqbit import`: somebody else's module to an artifact directory and a report.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use crate::artifact;
use crate::cli::args::{PluginArgs, WorkerArgs, bounds, number};
use crate::cli::budgets::BudgetArgs;
use crate::cli::cache::CacheArgs;
use crate::cli::compile::{origin, overrides, wrong_call_or_failed};
use crate::cli::{Failure, Outcome, terminal};
use crate::import::ImportedModule;
use crate::pipeline::Compiler;
use crate::pipeline::import::Import;
use crate::sharding::mesh::Mesh;
use crate::target::{Target, TargetOptions};

/// Flags of `vqbit import`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArgs {
    /// The module: StableHLO as text or bytecode, or HLO as text or a serialized HloModuleProto
    file: PathBuf,
    /// Where it shall run: a name of `vqbit targets`, or a libtpu topology such as v6e:4x8
    #[arg(long, default_value = "cpu")]
    target: String,
    /// The mesh over the devices: 4x8 or data=4,model=8 [default: the module's sdy.mesh, or its
    /// number of partitions as the target lays them]
    #[arg(long)]
    mesh: Option<String>,
    /// GiB of HBM that the program may use of each chip [default: all that the compiler lets it]
    #[arg(long, value_name = "GB", value_parser = number, allow_negative_numbers = true)]
    memory_limit_gb: Option<f64>,
    /// Joins the two TensorCores of a v4 chip into one device
    #[arg(long)]
    megacore: bool,
    /// How the chips of one host lie, as 2,4,1
    #[arg(long, value_name = "X,Y,Z", value_parser = bounds)]
    chips_per_host_bounds: Option<[usize; 3]>,
    /// The artifact directory [default: out/<target>-<file>]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[expect(clippy::doc_markdown, reason = "this is the help text, which shows no Markdown")]
    /// A compiler flag without dashes, as xla_dump_to=DIR; repeatable
    #[arg(long = "xla-option", value_name = "NAME=VALUE")]
    xla_options: Vec<String>,
    /// Takes the estimate's cycles from libtpu's static profile (v5p and v6e), by compiling again
    #[arg(long)]
    static_profile: bool,
    #[command(flatten)]
    plugin: PluginArgs,
    #[command(flatten)]
    worker: WorkerArgs,
    #[command(flatten)]
    cache: CacheArgs,
    #[command(flatten)]
    budgets: BudgetArgs,
}

/// Compiles a module, writes its artifact and prints its report.
pub(in crate::cli) fn import(args: &ImportArgs, json: bool) -> Outcome {
    args.budgets.check_for_import()?;
    let import = asked(args).map_err(Failure::Call)?;
    import.check_machine().map_err(Failure::call)?;
    let directory = args.output.clone().unwrap_or_else(|| default_directory(&import));
    artifact::check_place(&directory).map_err(Failure::call)?;
    let overrides = overrides(&args.xla_options)?;
    let plugin = args.plugin.find(import.target.kind_name())?;
    let compiler = Compiler {
        plugin: plugin.path,
        plugin_name: plugin.name,
        plugin_sha256: plugin.sha256,
        worker: args.worker.worker()?,
        format: import.module.format(),
        overrides,
        static_profile: args.static_profile,
        cache: args.cache.cache()?,
    };
    let spinner =
        terminal::spinner(format!("compiling {} for {}", import.name, import.target.name));
    let compiled = compiler.import(&import);
    spinner.finish_and_clear();
    let compiled = compiled.map_err(wrong_call_or_failed)?;
    args.budgets.check_import(&compiled.report)?;
    compiled.write_artifact(&directory).map_err(wrong_call_or_failed)?;
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

/// The module and where it shall run, as the flags say.
fn asked(args: &ImportArgs) -> anyhow::Result<Import> {
    let options = TargetOptions {
        megacore: args.megacore,
        chips_per_host_bounds: args.chips_per_host_bounds,
    };
    let target = Target::with_options(&args.target, options)?;
    let mesh = args.mesh.as_deref().map(Mesh::parse).transpose().context("--mesh")?;
    let limit = args.memory_limit_gb;
    anyhow::ensure!(
        limit.is_none_or(|limit| limit > 0.0),
        "--memory-limit-gb: found {}, wanted a finite number above 0",
        limit.unwrap_or_default()
    );
    let shown = args.file.display();
    let bytes = fs::read(&args.file).with_context(|| format!("{shown}"))?;
    let module = ImportedModule::read(bytes).with_context(|| format!("{shown}"))?;
    let mesh = module.mesh_on(&target, mesh).with_context(|| format!("{shown}"))?;
    Ok(Import { name: name_of(&args.file), module, target, mesh, memory_limit_gb: limit })
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn default_directory(import: &Import) -> PathBuf {
    // A raw topology name holds a colon, which some file systems do not take.
    let target = import.target.name.replace(':', "-");
    let stem = import.name.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("module");
    PathBuf::from("out").join(format!("{target}-{stem}"))
}
