//! Compiles somebody else's module as a job's own: the same worker, device order, checks and words.

use std::path::Path;

use prost::Message;
use serde_json::{Value, json};

use crate::artifact::{ArtifactFile, FileEntry, write as write_directory};
use crate::emit::hlo_text::{self, op_sharding_text};
use crate::emit::stablehlo::Partitioner;
use crate::estimate::Estimate;
use crate::import::{ImportedModule, MeshChoice};
use crate::inspect::aliases::{Alias, aliases};
use crate::inspect::byte_size;
use crate::pipeline::place::Place;
use crate::pipeline::{Compiler, DeviceLayout, PipelineError, estimate, summary};
use crate::report::import::{ArrayReport, ImportReport};
use crate::report::{ProgramReport, SCHEMA_VERSION, TensorRole};
use crate::session::check_partitions;
use crate::target::Target;
use crate::wire::compile_options::CompileOptions;
use crate::wire::hlo::HloModuleProto;
use crate::wire::program::ProgramFormat;
use crate::wire::xla_data::{OpSharding, PrimitiveType, ShapeProto};
use crate::worker::request::{CompileRequest, CompileResponse};

/// A module and where it shall run.
#[derive(Debug, Clone)]
pub struct Import {
    /// The name of its file, without a folder.
    pub name: String,
    /// What was read.
    pub module: ImportedModule,
    /// The target.
    pub target: Target,
    /// The mesh over its devices, and who says so.
    pub mesh: MeshChoice,
    /// GiB of a chip that the program may use.
    pub memory_limit_gb: Option<f64>,
}

/// A module's executable and all that was learned on the way.
#[derive(Debug)]
pub struct CompiledImport {
    /// The module.
    pub module: ImportedModule,
    /// The serialized `CompileOptionsProto` that it was compiled with.
    pub compile_options: Vec<u8>,
    /// The physical device of each partition; `None` where the devices are virtual.
    pub devices: Option<DeviceLayout>,
    /// The compiler's answer.
    pub response: CompileResponse,
    /// Whether that is an earlier answer, from the cache.
    pub from_cache: bool,
    /// The program after optimization and partitioning.
    pub optimized: HloModuleProto,
    /// What it would take, with the links that each collective uses; `None` on a host.
    pub estimate: Option<Estimate>,
    /// What is known of it, in the words of `report.json`.
    pub report: ImportReport,
}

impl Import {
    fn place(&self) -> Place<'_> {
        let Import { target, mesh, memory_limit_gb, .. } = self;
        Place { target, mesh: &mesh.mesh, memory_limit_gb: *memory_limit_gb }
    }

    /// Whether this machine can compile for the target at all.
    ///
    /// # Errors
    /// The target is a host of another architecture, or of fewer devices than the mesh.
    pub fn check_machine(&self) -> Result<(), PipelineError> {
        self.place().check_machine()?;
        self.place().compile_for().map(drop)
    }
}

/// What the compiler made of a module.
struct Found<'a> {
    response: &'a CompileResponse,
    optimized: &'a HloModuleProto,
    estimate: Option<&'a Estimate>,
}

impl Compiler {
    /// Compiles somebody else's module in a child process, and checks that it is cut over its mesh
    /// and fits. The module says itself in which format it is, so [`Compiler::format`] is not asked.
    ///
    /// # Errors
    /// The target, the plugin, or a limit.
    pub fn import(&self, import: &Import) -> Result<CompiledImport, PipelineError> {
        let (place, module) = (import.place(), &import.module);
        place.check_machine()?;
        let compile_for = place.compile_for()?;
        let plugin_sha256 = self.library_sha256()?;
        let asked = self.asked(&plugin_sha256);
        let devices = asked.layout_of(place)?;
        let options = CompileOptions {
            device_assignment: devices.as_ref().map(|layout| layout.ids.clone()),
            overrides: self.overrides.clone(),
            ..CompileOptions::new(
                place.mesh.device_count(),
                module.partitioner == Partitioner::Shardy,
            )
        };
        let request = CompileRequest {
            plugin: self.plugin.clone(),
            compile_for,
            program: module.program.clone(),
            options: options.to_bytes(),
        };
        tracing::info!(target = place.target.name, module = import.name, "compiling");
        let (response, from_cache) = asked.compile(&request).map_err(|source| {
            PipelineError::Worker { target: place.target.name.clone(), source }
        })?;
        let optimized = HloModuleProto::decode(response.optimized_module.as_slice())?;
        check_partitions(place.mesh, response.num_partitions)?;
        let profile = self.profile(place.target, &request, &optimized)?;
        let estimate = estimate::estimate(place.target, devices.as_ref(), &optimized, &profile);
        let found =
            Found { response: &response, optimized: &optimized, estimate: estimate.as_ref() };
        let report = self.import_report(import, &found, &plugin_sha256)?;
        report.check_memory()?;
        let (module, compile_options) = (import.module.clone(), request.options);
        Ok(CompiledImport {
            module,
            compile_options,
            devices,
            response,
            from_cache,
            optimized,
            estimate,
            report,
        })
    }

    fn import_report(
        &self,
        import: &Import,
        found: &Found<'_>,
        plugin_sha256: &str,
    ) -> Result<ImportReport, PipelineError> {
        let &Found { response, optimized, estimate } = found;
        let (place, module) = (import.place(), &import.module);
        let collectives = summary::collective_rows(optimized, place.mesh);
        let arrays = arrays(optimized, response);
        Ok(ImportReport {
            schema_version: SCHEMA_VERSION,
            vqbit_version: env!("CARGO_PKG_VERSION").to_owned(),
            imported_from: import.name.clone(),
            mesh_source: import.mesh.source.to_owned(),
            target: summary::target_of(place),
            plugin: summary::plugin(self, response, plugin_sha256),
            program: ProgramReport {
                format: module.program.format.name().to_owned(),
                partitioner: module.partitioner.name().to_owned(),
                name: response.name.clone(),
                bytes: module.program.bytes.len() as u64,
            },
            memory_per_device: summary::memory(place, response),
            flops_per_device: Some(summary::flops_per_device(response, optimized)),
            bytes_accessed_per_device: summary::counted(response, "bytes accessed"),
            collectives: collectives.iter().map(summary::collective).collect(),
            estimate: estimate::report(place.target, optimized, estimate),
            compile_seconds: response.compile_seconds,
            not_donated: not_donated(module, &arrays),
            arrays,
        })
    }
}

/// The parameters and results of an optimized program, whose shapes are those of one device.
fn arrays(optimized: &HloModuleProto, response: &CompileResponse) -> Vec<ArrayReport> {
    let shape = optimized.host_program_shape.clone().unwrap_or_default();
    let results = shape.result.into_iter().flat_map(|result| {
        let is_tuple = result.element_type() == PrimitiveType::Tuple;
        if is_tuple { result.tuple_shapes } else { vec![result] }
    });
    let name = |number: usize| {
        let told = shape.parameter_names.get(number).filter(|name| !name.is_empty());
        told.cloned().unwrap_or_else(|| format!("parameter {number}"))
    };
    let aliases = aliases(optimized);
    let result_of = |alias: &Alias| alias.output_index.first().copied().unwrap_or(0);
    let parameter_rows = shape.parameters.iter().enumerate().map(|(number, shape)| {
        let alias = aliases.iter().find(|a| usize::try_from(a.parameter) == Ok(number));
        ArrayReport {
            aliased_to: alias.map(|alias| format!("result {}", result_of(alias))),
            ..row(name(number), TensorRole::Parameter, shape)
        }
    });
    let result_rows = results.enumerate().map(|(number, shape)| {
        let alias = aliases.iter().find(|a| usize::try_from(result_of(a)) == Ok(number));
        let parameter = alias.and_then(|alias| usize::try_from(alias.parameter).ok());
        ArrayReport {
            aliased_to: parameter.map(name),
            ..row(format!("result {number}"), TensorRole::Result, &shape)
        }
    });
    let (mut parameters, mut results): (Vec<_>, Vec<_>) =
        (parameter_rows.collect(), result_rows.collect());
    put_shardings(&mut parameters, response.parameter_shardings.as_deref());
    put_shardings(&mut results, response.output_shardings.as_deref());
    parameters.append(&mut results);
    parameters
}

fn row(name: String, role: TensorRole, shape: &ShapeProto) -> ArrayReport {
    let dims: Vec<String> = shape.dimensions.iter().map(i64::to_string).collect();
    ArrayReport {
        name,
        role,
        per_device_shape: format!("{}[{}]", shape.element_type().name(), dims.join(",")),
        per_device_bytes: byte_size(shape),
        sharding: None,
        aliased_to: None,
    }
}

/// The compiler's shardings, where it has one for each array.
fn put_shardings(arrays: &mut [ArrayReport], shardings: Option<&[Vec<u8>]>) {
    let shardings = shardings.filter(|shardings| shardings.len() == arrays.len());
    for (array, bytes) in arrays.iter_mut().zip(shardings.into_iter().flatten()) {
        array.sharding = OpSharding::decode(bytes.as_slice()).ok().map(|s| op_sharding_text(&s));
    }
}

/// The parameters that the module gives to results and the program does not.
fn not_donated(module: &ImportedModule, arrays: &[ArrayReport]) -> Option<Vec<String>> {
    let given = module.donated.as_ref()?.iter();
    let parameters = given.filter_map(|&number| arrays.get(number));
    let copied = parameters.filter(|array| array.aliased_to.is_none());
    Some(copied.map(|array| array.name.clone()).collect())
}

impl CompiledImport {
    /// Writes the artifact directory, all or nothing.
    ///
    /// # Errors
    /// The place is taken, or the disk says no.
    pub fn write_artifact(&self, directory: &Path) -> Result<(), PipelineError> {
        let report = serde_json::to_value(&self.report).unwrap_or_default();
        let file = |name: &str, bytes: Vec<u8>| ArtifactFile { name: name.to_owned(), bytes };
        let module = match self.module.program.format {
            ProgramFormat::Hlo => "module.hlo.pb",
            ProgramFormat::Mlir => "module.mlir",
        };
        let mut files = vec![
            file(module, self.module.program.bytes.clone()),
            file("compile-options.pb", self.compile_options.clone()),
            file("optimized.hlo.txt", hlo_text::print(&self.optimized).into_bytes()),
            file("optimized.hlo.pb", self.response.optimized_module.clone()),
            file("report.json", format!("{report:#}\n").into_bytes()),
        ];
        let executable = self.response.executable.clone();
        files.extend(executable.map(|bytes| file("executable.bin", bytes)));
        Ok(write_directory(directory, &files, |entries| self.manifest(&report, entries))?)
    }

    fn manifest(&self, report: &Value, entries: Vec<FileEntry>) -> Value {
        json!({
            "schema_version": SCHEMA_VERSION,
            "vqbit_version": env!("CARGO_PKG_VERSION"),
            "imported_from": report["imported_from"],
            "target": report["target"],
            "device_ids": self.devices.as_ref().map(|layout| &layout.ids),
            "plugin": report["plugin"],
            "executable_fingerprint": self.response.fingerprint,
            "arrays": report["arrays"],
            "files": entries,
        })
    }
}
