//! The hallway: one function a step from a job to its graph, program, executable and report.
//!
//! It sequences and decides nothing; each step is a room of its own.
//!
//! ```text
//! Job -> Verified -> Program -> Compiled -> Report -> artifact
//!                        \----> Session (the same program on virtual CPU devices)
//! ```

mod artifact;
mod asking;
pub mod beside;
pub mod bucket_artifact;
pub mod buckets;
pub mod cases;
pub mod comparison;
mod contract;
mod devices;
mod error;
pub mod estimate;
pub mod import;
mod jax_export;
pub mod kmeans;
mod overlap;
mod place;
pub mod plan;
pub mod profile;
mod road;
mod room;
pub mod stream;
mod summary;
pub mod verification;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use devices::{DeviceLayout, device_layout};
pub use error::PipelineError;
pub use jax_export::{JaxExport, jax_export};
pub use road::{compile, emit, verify};

use crate::cache::Cache;
use crate::emit::format::Format;
use crate::emit::stablehlo::Partitioner;
use crate::estimate::Estimate;
use crate::inspect::collectives::CollectiveRow;
use crate::ir::verify::{self, Verified};
use crate::job::Job;
use crate::pipeline::devices::layout_of;
use crate::pipeline::place::Place;
use crate::pjrt::plugin::Plugin;
use crate::report::Report;
use crate::session::{Session, check_shards};
use crate::target::Target;
use crate::tensor::array::Tensor;
use crate::vq::build;
use crate::vq::interface::Interface;
use crate::wire::compile_options::{CompileOptions, OptionValue};
use crate::wire::hlo::HloModuleProto;
use crate::wire::program::Program;
use crate::worker::parent::Worker;
use crate::worker::request::{CompileRequest, CompileResponse};

/// The verified graph of a job.
///
/// # Errors
/// A layout that does not fit the tensors and the mesh.
pub fn build(job: &Job) -> Result<Verified, PipelineError> {
    Ok(verify::verify(build::build(&job.spec, &job.mesh)?)?)
}

/// The naive formulation of a job's `update`: the yardstick for its graph.
///
/// # Errors
/// As [`build()`], or a step of another interface.
pub fn build_naive(job: &Job) -> Result<Verified, PipelineError> {
    Ok(verify::verify(build::build_naive(&job.spec, &job.mesh)?)?)
}

/// The tensors of a job.
///
/// # Errors
/// As [`build()`].
pub fn interface(job: &Job) -> Result<Interface, PipelineError> {
    Ok(Interface::of(&job.spec, &job.mesh)?)
}

/// How a job is compiled.
#[derive(Debug, Clone)]
pub struct Compiler {
    /// The plugin's library.
    pub plugin: PathBuf,
    /// The name the plugin is installed under, where it is.
    pub plugin_name: Option<String>,
    /// The library's SHA-256 where it is known already; else it is computed.
    pub plugin_sha256: Option<String>,
    /// The child process that loads it.
    pub worker: Worker,
    /// The format handed to it.
    pub format: Format,
    /// Compiler flags by name without dashes.
    pub overrides: BTreeMap<String, OptionValue>,
    /// Whether the estimate takes the cycles of libtpu's static profile, where it has one: another
    /// compilation, five times as long as the first.
    pub static_profile: bool,
    /// Where answers are kept and looked for; `None` has the plugin asked each time.
    pub cache: Option<Cache>,
}

/// A job's executable and all that was learned on the way.
#[derive(Debug)]
pub struct Compiled {
    /// The job.
    pub job: Job,
    /// Its graph.
    pub verified: Verified,
    /// Its tensors.
    pub interface: Interface,
    /// The physical device of each partition; `None` where the devices are virtual.
    pub devices: Option<DeviceLayout>,
    /// The compiler's answer.
    pub response: CompileResponse,
    /// Whether that is an earlier answer, from the cache.
    pub from_cache: bool,
    /// The program after optimization and partitioning.
    pub optimized: HloModuleProto,
    /// Its collectives.
    pub collectives: Vec<CollectiveRow>,
    /// What it would take, with the links that each collective uses; `None` on a host.
    pub estimate: Option<Estimate>,
    /// What is known of it, in the words of `report.json`.
    pub report: Report,
}

impl Compiler {
    /// A compiler that hands StableHLO to this plugin, with no flags of the caller.
    pub fn new(plugin: impl Into<PathBuf>, worker: Worker) -> Self {
        Compiler {
            plugin: plugin.into(),
            plugin_name: None,
            plugin_sha256: None,
            worker,
            format: Format::StableHlo,
            overrides: BTreeMap::new(),
            static_profile: false,
            cache: None,
        }
    }

    /// Compiles a job in a child process, and checks that the program is cut as asked and fits.
    ///
    /// # Errors
    /// The job's layout, the plugin, or a limit.
    pub fn compile(&self, job: &Job) -> Result<Compiled, PipelineError> {
        self.compile_graph(job, build(job)?)
    }

    /// Compiles another graph with the tensors of the job, and checks it like the job's own.
    ///
    /// # Errors
    /// As [`Compiler::compile`].
    pub fn compile_graph(&self, job: &Job, verified: Verified) -> Result<Compiled, PipelineError> {
        check_machine(job)?;
        let plugin_sha256 = self.library_sha256()?;
        let devices = self.asked(&plugin_sha256).layout_of(Place::of(job))?;
        self.compile_on(job, verified, devices)
    }

    /// As [`Compiler::compile_graph`], on devices whose order is known already.
    fn compile_on(
        &self,
        job: &Job,
        verified: Verified,
        devices: Option<DeviceLayout>,
    ) -> Result<Compiled, PipelineError> {
        check_machine(job)?;
        let compile_for = Place::of(job).compile_for()?;
        let interface = interface(job)?;
        let program = program(&verified, self.format)?;
        let plugin_sha256 = self.library_sha256()?;
        let asked = self.asked(&plugin_sha256);
        let options = self.options(job, &interface, devices.as_ref());
        let request = CompileRequest {
            plugin: self.plugin.clone(),
            compile_for,
            program: program.clone(),
            options: options.to_bytes(),
        };
        tracing::info!(target = job.target.name, format = self.format.name(), "compiling");
        let (response, from_cache) =
            asked.compile(&request).map_err(|e| room::compile_error(job, &interface, e))?;
        let optimized: HloModuleProto =
            prost::Message::decode(response.optimized_module.as_slice())?;
        let (partitions, outputs) = (response.num_partitions, &response.outputs);
        check_shards(&interface, &job.mesh, partitions, outputs, &optimized)?;
        let collectives = summary::collective_rows(&optimized, &job.mesh);
        let profile = self.profile(&job.target, &request, &optimized)?;
        let estimate = estimate::estimate(&job.target, devices.as_ref(), &optimized, &profile);
        let facts = summary::Facts {
            job,
            interface: &interface,
            program: &program,
            compiler: self,
            response: &response,
            optimized: &optimized,
            collectives: &collectives,
            estimate: estimate.as_ref(),
            plugin_sha256,
        };
        let report = summary::report(&facts);
        room::check(job, &interface, &report)?;
        let job = job.clone();
        Ok(Compiled {
            job,
            verified,
            interface,
            devices,
            response,
            from_cache,
            optimized,
            collectives,
            estimate,
            report,
        })
    }

    /// The serialized `CompileOptionsProto` that [`Compiler::compile`] hands to the plugin beside the
    /// program. For a TPU the plugin is asked for the topology, since the device assignment is in it.
    ///
    /// # Errors
    /// The format is not compilable, or as [`device_layout`].
    pub fn compile_options(&self, job: &Job) -> Result<Vec<u8>, PipelineError> {
        if !self.format.is_compilable() {
            return Err(not_compilable(self.format));
        }
        let interface = interface(job)?;
        let devices = layout_of(Place::of(job), &self.plugin, |r| self.worker.topology(r))?;
        Ok(self.options(job, &interface, devices.as_ref()).to_bytes())
    }

    /// Flags of the caller win over those that the job needs.
    fn options(
        &self,
        job: &Job,
        interface: &Interface,
        devices: Option<&DeviceLayout>,
    ) -> CompileOptions {
        let mut overrides = overlap::options(job, interface);
        overrides.extend(self.overrides.clone());
        let shardy = self.format.partitioner() == Partitioner::Shardy;
        CompileOptions {
            device_assignment: devices.map(|layout| layout.ids.clone()),
            overrides,
            ..CompileOptions::new(job.mesh.device_count(), shardy)
        }
    }

    /// The profiled cycles by operation; none where they are not asked for or there are none.
    fn profile(
        &self,
        target: &Target,
        request: &CompileRequest,
        optimized: &HloModuleProto,
    ) -> Result<BTreeMap<String, u64>, PipelineError> {
        if !self.static_profile || !profile::has_static_profile(target) {
            return Ok(BTreeMap::new());
        }
        tracing::info!(target = target.name, "profiling");
        let wrong = |source| PipelineError::Worker { target: target.name.clone(), source };
        profile::static_profile(&self.worker, request, optimized).map_err(wrong)
    }
}

impl Compiled {
    /// Writes the artifact directory, all or nothing.
    ///
    /// # Errors
    /// The place is taken, or the disk says no.
    pub fn write_artifact(&self, directory: &Path) -> Result<(), PipelineError> {
        Ok(artifact::write(self, directory)?)
    }
}

/// Whether a host target can be compiled for here: a CPU plugin compiles for its own machine.
///
/// # Errors
/// The target is a host of another architecture.
pub fn check_machine(job: &Job) -> Result<(), PipelineError> {
    Place::of(job).check_machine()
}

fn program(verified: &Verified, format: Format) -> Result<Program, PipelineError> {
    format.program(verified).ok_or_else(|| not_compilable(format))
}

fn not_compilable(format: Format) -> PipelineError {
    let takes = Format::ALL.into_iter().filter(|other| other.is_compilable());
    let wanted = takes.map(Format::name).collect::<Vec<_>>().join(", ");
    PipelineError::NotCompilable { format: format.name(), wanted }
}

/// A job's program loaded on virtual CPU devices, one a partition: the same program, cut the
/// same way, that is compiled for the target.
///
/// # Errors
/// The job's layout, or the plugin.
pub fn session(job: &Job, format: Format, plugin: &Path) -> Result<Session, PipelineError> {
    Place::of(job).check_virtual_devices()?;
    session_on(job, format, &Plugin::load(plugin)?)
}

/// As [`session`], on a plugin that is loaded already.
fn session_on(job: &Job, format: Format, plugin: &Plugin) -> Result<Session, PipelineError> {
    Place::of(job).check_virtual_devices()?;
    let (interface, mesh) = (interface(job)?, job.mesh.clone());
    room::check_host(&interface, &mesh)?;
    let verified = build(job)?;
    let program = program(&verified, format)?;
    let shardy = format.partitioner() == Partitioner::Shardy;
    let options = CompileOptions::new(job.mesh.device_count(), shardy);
    Ok(Session::on_cpu(plugin, &program, &options.to_bytes(), interface, mesh)?)
}

/// Runs a job's program once on virtual CPU devices: tensors in, tensors out.
///
/// # Errors
/// As [`session`], or tensors that do not fit.
pub fn run(
    job: &Job,
    plugin: &Path,
    inputs: &BTreeMap<String, Tensor>,
) -> Result<BTreeMap<String, Tensor>, PipelineError> {
    Ok(session(job, Format::StableHlo, plugin)?.run(inputs, 1, |_| ())?)
}
