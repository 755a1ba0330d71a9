//! `vqbit inspect`: what an artifact or a compiled program holds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clap::Args;
use prost::Message;
use serde_json::{Value, json};

use crate::artifact::{self, ArtifactError, Checked, MANIFEST};
use crate::cli::args::{PluginArgs, WorkerArgs};
use crate::cli::budgets::BudgetArgs;
use crate::cli::{Failure, Outcome, terminal};
use crate::estimate::Estimate;
use crate::estimate::machine::Machine;
use crate::inspect::aliases::aliases;
use crate::inspect::collectives::{CollectiveRow, collective_rows, collectives};
use crate::inspect::cycles::cycles;
use crate::inspect::file_kind::{FileKind, file_kind};
use crate::inspect::flops::flops;
use crate::inspect::text::parse;
use crate::pipeline::bucket_artifact::prefix;
use crate::pipeline::estimate::report;
use crate::pjrt::executable::MemoryStats;
use crate::report::buckets::BucketsReport;
use crate::report::estimate::Estimate as EstimateReport;
use crate::report::import::ImportReport;
use crate::report::table::{aligned, human_bytes, human_count};
use crate::report::{Report, TargetReport};
use crate::sharding::mesh::{Mesh, MeshAxis};
use crate::target::Target;
use crate::wire::hlo::HloModuleProto;
use crate::worker::request::InspectRequest;

/// The files of an artifact that are shown.
const REPORT: &str = "report.json";
const OPTIMIZED: &str = "optimized.hlo.pb";

/// Flags of `vqbit inspect`.
#[derive(Debug, Args)]
pub(in crate::cli) struct InspectArgs {
    /// An artifact directory, a serialized executable, or an HLO module, serialized or as text
    path: PathBuf,
    /// Estimates the time of a file without an artifact on this target, as v6e-32
    #[arg(long)]
    target: Option<String>,
    /// Shows one batch of an artifact of several in full
    #[arg(long, value_name = "SIZE")]
    batch: Option<usize>,
    /// The mesh whose axes collectives are named by, for a file without an artifact
    #[arg(long)]
    mesh: Option<String>,
    #[command(flatten)]
    plugin: PluginArgs,
    #[command(flatten)]
    worker: WorkerArgs,
    #[command(flatten)]
    budgets: BudgetArgs,
}

/// Shows what is at a path.
pub(in crate::cli) fn inspect(args: &InspectArgs, json: bool) -> Outcome {
    if !args.path.exists() {
        return Err(Failure::Call(anyhow!("{}: no such file or directory", args.path.display())));
    }
    match (artifact_of(&args.path), &args.target) {
        (Some(_), Some(target)) => Err(Failure::Call(anyhow!(
            "--target {target}: is of a bare program; the report of an artifact has its own target"
        ))),
        (Some(directory), None) => inspect_artifact(directory, args, json),
        (None, _) => inspect_file(args, json),
    }
}

/// The artifact that a path is, or is in.
fn artifact_of(path: &Path) -> Option<&Path> {
    if path.is_dir() {
        return Some(path);
    }
    let directory = path.parent()?;
    let is_program = path.extension().is_some_and(|e| e == "bin");
    (is_program && directory.join(MANIFEST).is_file()).then_some(directory)
}

/// What an artifact holds, all of its files checked.
fn checked(directory: &Path, kept: &[&str]) -> Result<Checked, Failure> {
    artifact::read(directory, kept).map_err(|error| {
        let is_other = matches!(error, ArtifactError::NotAnArtifact { .. });
        if is_other { Failure::call(error) } else { Failure::from(error) }
    })
}

/// Whether an artifact has several batches, by a manifest that is not checked yet.
fn has_batches(directory: &Path) -> bool {
    let manifest = fs::read(directory.join(MANIFEST)).unwrap_or_default();
    serde_json::from_slice::<Value>(&manifest).is_ok_and(|manifest| manifest["batches"].is_array())
}

fn inspect_artifact(directory: &Path, args: &InspectArgs, json: bool) -> Outcome {
    let budgets = &args.budgets;
    if has_batches(directory) {
        return inspect_buckets(directory, args, json);
    }
    if let Some(batch) = args.batch {
        return Err(Failure::Call(anyhow!(
            "--batch {batch}: {} is an artifact of one batch",
            directory.display()
        )));
    }
    let checked = checked(directory, &[REPORT, OPTIMIZED])?;
    let no_report =
        || format!("{}: is not a report of this version", directory.join(REPORT).display());
    let bytes = &checked.files[REPORT];
    if checked.manifest["imported_from"].is_string() {
        let report: ImportReport = serde_json::from_slice(bytes).with_context(no_report)?;
        let shown = (report.to_table(), serde_json::to_value(&report)?);
        show_artifact(directory, &checked, shown, &report.target, json)?;
        return budgets.check_import(&report);
    }
    let report: Report = serde_json::from_slice(bytes).with_context(no_report)?;
    let shown = (report.to_table(), serde_json::to_value(&report)?);
    show_artifact(directory, &checked, shown, &report.target, json)?;
    budgets.check(&report)
}

/// Shows an artifact of several batches: all of them, or one in full.
fn inspect_buckets(directory: &Path, args: &InspectArgs, json: bool) -> Outcome {
    let place = directory.display();
    let no_report =
        || format!("{}: is not a report of this version", directory.join(REPORT).display());
    let (checked, optimized) = match args.batch {
        None => (checked(directory, &[REPORT])?, None),
        Some(batch) => {
            let name = format!("{}{OPTIMIZED}", prefix(batch));
            match artifact::read(directory, &[REPORT, &name]) {
                Ok(mut checked) => {
                    let optimized = checked.files.remove(&name);
                    (checked, optimized)
                }
                // The report has the batches that there are.
                Err(ArtifactError::Unlisted { .. }) => (self::checked(directory, &[REPORT])?, None),
                Err(error) => return Err(Failure::from(error)),
            }
        }
    };
    let report: BucketsReport =
        serde_json::from_slice(&checked.files[REPORT]).with_context(no_report)?;
    if let (Some(batch), None) = (args.batch, &optimized) {
        let batches = report.batches.iter().map(|bucket| bucket.batch.to_string());
        let wanted = batches.collect::<Vec<_>>().join(", ");
        return Err(Failure::Call(anyhow!("--batch {batch}: {place} has batches of {wanted}")));
    }
    let bucket = report.batches.iter().find(|bucket| Some(bucket.batch) == args.batch);
    if let (Some(bucket), Some(optimized)) = (bucket, optimized) {
        let report = &bucket.report;
        let files = BTreeMap::from([(OPTIMIZED.to_owned(), optimized)]);
        let checked = Checked { files, ..checked };
        let shown = (report.to_table(), serde_json::to_value(report)?);
        show_artifact(directory, &checked, shown, &report.target, json)?;
        return args.budgets.check(report);
    }
    let text = if json {
        format!("{:#}\n", json!({ "manifest": checked.manifest, "report": report }))
    } else {
        let files = checked.manifest["files"].as_array().map_or(0, Vec::len);
        let whole = format!("artifact {place}: {files} files, all as {MANIFEST} says");
        format!("{}\n{whole}; --batch shows one in full\n", report.to_table())
    };
    terminal::print(&text)?;
    args.budgets.check_buckets(&report)
}

/// Prints an artifact whose report is given as a table and as JSON.
fn show_artifact(
    directory: &Path,
    checked: &Checked,
    (table, report): (String, Value),
    target: &TargetReport,
    json: bool,
) -> Outcome {
    let manifest = &checked.manifest;
    if json {
        let wrong = || format!("{}: is not an HLO module", directory.join(OPTIMIZED).display());
        let bytes = checked.files[OPTIMIZED].as_slice();
        let module = HloModuleProto::decode(bytes).with_context(wrong)?;
        let axes = target.mesh.iter();
        let axes = axes.map(|a| MeshAxis { name: a.name.clone(), size: a.size }).collect();
        let program = module_json(&module, &Mesh::new(axes)?);
        let all = json!({ "manifest": manifest, "report": report, "program": program });
        return terminal::print(&format!("{all:#}\n"));
    }
    let files = manifest["files"].as_array().map_or(0, Vec::len);
    let place = directory.display();
    terminal::print(&format!("{table}\nartifact {place}: {files} files, all as {MANIFEST} says\n"))
}

fn inspect_file(args: &InspectArgs, json: bool) -> Outcome {
    let name = args.path.display();
    if !args.budgets.is_none() {
        return Err(Failure::Call(anyhow!(
            "{name}: budgets are of an artifact, whose report says what its numbers mean; found a \
             bare program"
        )));
    }
    let target = args.target.as_deref().map(|name| Target::parse(name, false));
    let target = target.transpose().map_err(Failure::call)?;
    let bytes = fs::read(&args.path).with_context(|| format!("{name}")).map_err(Failure::Call)?;
    let (module, memory) = match file_kind(&bytes) {
        FileKind::HloModuleProto => (HloModuleProto::decode(bytes.as_slice())?, None),
        FileKind::TpuExecutable => executable(args, "tpu", bytes)?,
        FileKind::CpuExecutable => executable(args, "cpu", bytes)?,
        FileKind::HloText => {
            let module = parse(&String::from_utf8_lossy(&bytes));
            (module.with_context(|| format!("{name}")).map_err(Failure::Call)?, None)
        }
        FileKind::Unknown => {
            return Err(Failure::Call(anyhow!(
                "{name}: found neither an artifact, nor a serialized executable (executable.bin), \
                 nor an HLO module, serialized (optimized.hlo.pb) or as text (optimized.hlo.txt)"
            )));
        }
    };
    let devices = module.device_assignment.as_ref().map(|a| a.computation_devices.len().max(1));
    let mesh = match (&args.mesh, &target) {
        (Some(text), _) => Mesh::parse(text),
        (None, Some(target)) if target.slice().is_some() => target.default_mesh(),
        (None, _) => Mesh::of_sizes(&[devices.unwrap_or(1)]),
    };
    let mesh = mesh.map_err(Failure::call)?;
    // A program that is not compiled yet does not know its devices.
    if let Some(found) = devices.filter(|&devices| devices != mesh.device_count()) {
        let count = mesh.device_count();
        return Err(Failure::Call(anyhow!(
            "--mesh {mesh}: has {count} devices, the program has {found}"
        )));
    }
    let estimate = target.map(|target| estimate(&target, &module, &mesh)).transpose()?;
    if json {
        let mut all = module_json(&module, &mesh);
        all["memory_per_device"] = serde_json::to_value(memory)?;
        if let Some(estimate) = &estimate {
            all["estimate"] = serde_json::to_value(estimate)?;
        }
        return terminal::print(&format!("{all:#}\n"));
    }
    let rows = estimate.iter().flatten().flat_map(EstimateReport::rows);
    terminal::print(&module_text(&module, memory.as_ref(), (&mesh, rows.collect())))
}

/// What a bare program takes on a target, its partitions lying as vqbit would lay them; nothing where
/// it carries no cycles or the target is a host.
fn estimate(
    target: &Target,
    module: &HloModuleProto,
    mesh: &Mesh,
) -> Result<Option<EstimateReport>, Failure> {
    let Some(slice) = target.slice() else { return Ok(None) };
    let machine = Machine::laid_out(slice, mesh).map_err(Failure::call)?;
    let estimate = Estimate::of(module, &machine, &BTreeMap::new());
    Ok(report(target, module, Some(&estimate)))
}

/// The program and the memory of a serialized executable, read by its plugin in a child process.
fn executable(
    args: &InspectArgs,
    platform: &str,
    executable: Vec<u8>,
) -> Result<(HloModuleProto, Option<MemoryStats>), Failure> {
    let plugin = args.plugin.find(platform)?.path;
    let response = args.worker.worker()?.inspect(&InspectRequest { plugin, executable })?;
    let module = HloModuleProto::decode(response.optimized_module.as_slice())?;
    Ok((module, response.memory_stats))
}

fn rows_of(module: &HloModuleProto, mesh: &Mesh) -> Vec<CollectiveRow> {
    collective_rows(&collectives(module, mesh))
}

fn module_json(module: &HloModuleProto, mesh: &Mesh) -> Value {
    let collective = |row: &CollectiveRow| {
        json!({ "kind": row.kind.name(), "axes": row.axes, "groups": row.groups,
                "count": row.count, "bytes": row.bytes(), "in_loop": row.in_loop })
    };
    let alias = |a: &crate::inspect::aliases::Alias| json!({ "output": a.output_index, "parameter": a.parameter });
    let count = flops(module);
    json!({
        "name": module.name,
        "computations": module.computations.len(),
        "instructions": module.computations.iter().map(|c| c.instructions.len()).sum::<usize>(),
        "dot_flops": count.flops,
        "estimated_cycles": cycles(module).map(|found| found.cycles),
        "collectives": rows_of(module, mesh).iter().map(collective).collect::<Vec<_>>(),
        "aliases": aliases(module).iter().map(alias).collect::<Vec<_>>(),
    })
}

#[expect(clippy::cast_precision_loss, reason = "shown with three digits")]
fn module_text(
    module: &HloModuleProto,
    memory: Option<&MemoryStats>,
    (mesh, estimate): (&Mesh, Vec<Vec<String>>),
) -> String {
    let instructions: usize = module.computations.iter().map(|c| c.instructions.len()).sum();
    let text = |what: &str, value: String| vec![what.to_owned(), value];
    let mut head = vec![
        text("module", module.name.clone()),
        text("computations", module.computations.len().to_string()),
        text("instructions", instructions.to_string()),
        text("FLOPs of dots", human_count(flops(module).flops as f64)),
        text("donated buffers", aliases(module).len().to_string()),
    ];
    match cycles(module) {
        _ if !estimate.is_empty() => head.extend(estimate),
        Some(found) => head.push(text("estimated cycles", found.cycles.to_string())),
        None => {}
    }
    let bytes = |number: Option<i64>| number.and_then(|n| u64::try_from(n).ok()).map(human_bytes);
    for (what, number) in memory.into_iter().flat_map(|memory| {
        [
            ("arguments of a device", memory.argument_bytes),
            ("outputs of a device", memory.output_bytes),
            ("temporaries of a device", memory.temp_bytes),
        ]
    }) {
        head.extend(bytes(number).map(|shown| text(what, shown)));
    }
    let columns = ["collective", "count", "bytes", "axes"];
    let mut rows = vec![columns.map(str::to_owned).to_vec()];
    for row in rows_of(module, mesh) {
        let axes = row.axes.as_ref().map(|axes| axes.join(","));
        let place = axes.or_else(|| row.groups.clone()).unwrap_or_default();
        let kind = row.kind.name().to_owned();
        rows.push(vec![kind, row.count.to_string(), human_bytes(row.bytes()), place]);
    }
    let collectives = if rows.len() == 1 { "no collectives\n".to_owned() } else { aligned(&rows) };
    format!("{}\n{collectives}", aligned(&head))
}
