//! The child's side: reads a request, asks the plugin, writes a response.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use rustix::process::{Resource, Rlimit, setrlimit};
use serde::Serialize;

use super::error::WorkerError;
use super::exchange::{
    self, EXECUTABLE, OPTIMIZED, OPTIONS, PROGRAM, REQUEST, RESPONSE, Request, Response,
};
use super::request::{
    CompileFor, CompileResponse, InspectResponse, ProbeResponse, TopologyRequest, TopologyResponse,
};
use crate::files::hex;
use crate::pjrt::client::serialized_device_count;
use crate::pjrt::error::PjrtError;
use crate::pjrt::executable::Executable;
use crate::pjrt::named_value::{NamedValue, NamedValues};
use crate::pjrt::plugin::Plugin;
use crate::wire::program::{Program, ProgramFormat};

/// Why the child has no result: the plugin, or the exchange.
enum Failure {
    Plugin(PjrtError),
    Exchange(WorkerError),
}

impl From<PjrtError> for Failure {
    fn from(error: PjrtError) -> Self {
        Failure::Plugin(error)
    }
}

impl From<WorkerError> for Failure {
    fn from(error: WorkerError) -> Self {
        Failure::Exchange(error)
    }
}

/// The hidden subcommand `vqbit worker FOLDER`: serves the one request in the folder.
///
/// Ends by itself when its standard input ends, because then the parent is gone.
pub fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(2).map(PathBuf::from) else {
        eprintln!("vqbit worker: serves vqbit itself, wanted a folder");
        return ExitCode::from(2);
    };
    std::thread::spawn(die_with_parent);
    match serve(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            eprintln!("vqbit worker: {error}{cause}");
            ExitCode::FAILURE
        }
    }
}

/// Waits for the end of standard input, then stops the process at once: exit handlers of a plugin
/// that is compiling may never return.
fn die_with_parent() {
    let mut rest = [0; 64];
    let mut stdin = std::io::stdin().lock();
    while stdin.read(&mut rest).is_ok_and(|count| count > 0) {}
    let own = rustix::process::getpid();
    if rustix::process::kill_process(own, rustix::process::Signal::KILL).is_err() {
        std::process::abort();
    }
}

fn serve(folder: &Path) -> Result<(), WorkerError> {
    match exchange::read_json(&folder.join(REQUEST))? {
        Request::Compile { plugin, compile_for, format, memory_limit_bytes } => {
            limit_memory(memory_limit_bytes);
            respond(folder, compile(folder, &plugin, &compile_for, &format))
        }
        Request::Topology(request) => respond(folder, topology(&request)),
        Request::Inspect { plugin } => respond(folder, inspect(folder, &plugin)),
        Request::Probe { plugin } => respond(folder, probe(&plugin)),
    }
}

/// Bounds the private memory of this process; beyond it allocations fail.
fn limit_memory(bytes: Option<u64>) {
    let Some(bytes) = bytes else { return };
    let limit = Rlimit { current: Some(bytes), maximum: Some(bytes) };
    if let Err(error) = setrlimit(Resource::Data, limit) {
        eprintln!("vqbit worker: memory cannot be limited: {error}");
    }
}

fn respond<T: Serialize>(folder: &Path, result: Result<T, Failure>) -> Result<(), WorkerError> {
    let response = match result {
        Ok(done) => Response::Done(done),
        Err(Failure::Exchange(error)) => return Err(error),
        Err(Failure::Plugin(PjrtError::Call { function, code, message })) => {
            Response::Failed { function: Some(function.into()), code: Some(code), message }
        }
        Err(Failure::Plugin(error)) => {
            let causes = std::iter::successors(error.source(), |&cause| cause.source());
            let message = causes.fold(error.to_string(), |said, cause| format!("{said}: {cause}"));
            Response::Failed { function: None, code: None, message }
        }
    };
    exchange::write_json(&folder.join(RESPONSE), &response)
}

fn compile(
    folder: &Path,
    plugin: &Path,
    compile_for: &CompileFor,
    format: &str,
) -> Result<CompileResponse, Failure> {
    let format =
        if format == ProgramFormat::Hlo.name() { ProgramFormat::Hlo } else { ProgramFormat::Mlir };
    let program = Program { format, bytes: exchange::read(&folder.join(PROGRAM))? };
    let options = exchange::read(&folder.join(OPTIONS))?;
    let plugin = Plugin::load(plugin)?;
    match compile_for {
        CompileFor::Topology { name, options: create } => {
            let topology = plugin.create_topology(name, create)?;
            let platform = (topology.platform_name()?, topology.platform_version()?);
            let start = Instant::now();
            let executable = topology.compile(&program, &options)?;
            let seconds = start.elapsed().as_secs_f64();
            describe(folder, &plugin, platform, &executable, seconds)
        }
        CompileFor::Client { cpu_device_count } => {
            let client = plugin.create_client(&cpu_devices(*cpu_device_count))?;
            let platform = (client.platform_name()?, client.platform_version()?);
            let start = Instant::now();
            let loaded = client.compile(&program, &options)?;
            let seconds = start.elapsed().as_secs_f64();
            describe(folder, &plugin, platform, loaded.executable(), seconds)
        }
    }
}

/// The option that gives a CPU client this many devices.
fn cpu_devices(count: usize) -> NamedValues {
    let count = NamedValue::Int64(i64::try_from(count).unwrap_or(i64::MAX));
    NamedValues::from([("cpu_device_count".to_owned(), count)])
}

fn describe(
    folder: &Path,
    plugin: &Plugin,
    platform: (String, String),
    executable: &Executable,
    compile_seconds: f64,
) -> Result<CompileResponse, Failure> {
    let optimized_module = executable.optimized_program()?.hlo_module()?;
    exchange::write(&folder.join(OPTIMIZED), &optimized_module)?;
    if let Some(bytes) = executable.serialize()? {
        exchange::write(&folder.join(EXECUTABLE), &bytes)?;
    }
    let finite = |(name, value): (String, NamedValue)| {
        value.as_f64().filter(|value| value.is_finite()).map(|value| (name, value))
    };
    let costs = executable.cost_analysis()?;
    Ok(CompileResponse {
        platform_name: platform.0,
        platform_version: platform.1,
        api_version: plugin.api_version(),
        name: executable.name()?,
        num_partitions: executable.num_partitions()?,
        num_replicas: executable.num_replicas()?,
        outputs: executable.outputs()?,
        memory_stats: executable.memory_stats()?,
        cost_analysis: costs
            .map(|all| all.into_iter().filter_map(finite).collect::<BTreeMap<_, _>>()),
        fingerprint: executable.fingerprint()?.map(|bytes| hex(&bytes)),
        code_bytes: executable.code_bytes().ok(),
        parameter_shardings: executable.parameter_shardings()?,
        output_shardings: executable.output_shardings()?,
        compile_seconds,
        executable: None,
        optimized_module: Vec::new(),
    })
}

fn topology(request: &TopologyRequest) -> Result<TopologyResponse, Failure> {
    let plugin = Plugin::load(&request.plugin)?;
    let topology = plugin.create_topology(&request.name, &request.options)?;
    Ok(TopologyResponse {
        platform_name: topology.platform_name()?,
        platform_version: topology.platform_version()?,
        api_version: plugin.api_version(),
        fingerprint: topology.fingerprint()?,
        attributes: topology.attributes()?,
        devices: topology.devices()?,
    })
}

/// Libtpu reads its executables without a TPU. Other plugins must load theirs, on a client with as
/// many devices as the options stored in the executable ask for.
fn inspect(folder: &Path, plugin: &Path) -> Result<InspectResponse, Failure> {
    let bytes = exchange::read(&folder.join(EXECUTABLE))?;
    let plugin = Plugin::load(plugin)?;
    let (response, module) = if plugin.reads_tpu_executables() {
        read_tpu_executable(&plugin, &bytes)?
    } else {
        load_cpu_executable(&plugin, &bytes)?
    };
    exchange::write(&folder.join(OPTIMIZED), &module)?;
    Ok(response)
}

/// What the bytes say, and the optimized module.
fn read_tpu_executable(
    plugin: &Plugin,
    bytes: &[u8],
) -> Result<(InspectResponse, Vec<u8>), PjrtError> {
    let program = plugin.tpu_executable_program(bytes)?;
    let config = program.config()?.unwrap_or_default();
    // A config leaves out what is 0, and neither count can be.
    let count = |number: i64| usize::try_from(number).unwrap_or(0).max(1);
    let response = InspectResponse {
        platform_name: "tpu".into(),
        platform_version: None,
        api_version: plugin.api_version(),
        num_partitions: count(config.num_partitions),
        num_replicas: count(config.replica_count),
        memory_stats: plugin.tpu_executable_memory_stats(bytes)?,
        optimized_module: Vec::new(),
    };
    Ok((response, program.hlo_module()?))
}

/// What the bytes say once loaded, and the optimized module.
fn load_cpu_executable(
    plugin: &Plugin,
    bytes: &[u8],
) -> Result<(InspectResponse, Vec<u8>), PjrtError> {
    let count = serialized_device_count(bytes)?;
    let client = plugin.create_client(&cpu_devices(count))?;
    let loaded = client.deserialize_and_load(bytes)?;
    let executable = loaded.executable();
    let response = InspectResponse {
        platform_name: client.platform_name()?,
        platform_version: Some(client.platform_version()?),
        api_version: plugin.api_version(),
        num_partitions: executable.num_partitions()?,
        num_replicas: executable.num_replicas()?,
        memory_stats: executable.memory_stats()?,
        optimized_module: Vec::new(),
    };
    Ok((response, executable.optimized_program()?.hlo_module()?))
}

fn probe(plugin: &Path) -> Result<ProbeResponse, Failure> {
    let plugin = Plugin::load(plugin)?;
    let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    let client = plugin.create_client(&NamedValues::new());
    let client_error = client.as_ref().err().map(PjrtError::to_string);
    let client = client.ok();
    Ok(ProbeResponse {
        api_version: plugin.api_version(),
        struct_size: plugin.struct_size(),
        attributes: plugin.attributes()?,
        extensions: plugin.extensions(),
        functions: owned(plugin.functions()),
        missing_functions: owned(plugin.missing_functions()),
        platform_name: client.as_ref().map(|client| client.platform_name()).transpose()?,
        platform_version: client.as_ref().map(|client| client.platform_version()).transpose()?,
        client_error,
    })
}
