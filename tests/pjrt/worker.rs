//! The worker on real plugins: what it compiles, and that a plugin's abort is only an error.
//!
//! The plugins' paths come from the `VQBIT_TEST_*` variables that `scripts/test` sets.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use prost::Message;
use vqbit::emit::hlo_text;
use vqbit::inspect::cycles::cycles;
use vqbit::inspect::file_kind::{FileKind, file_kind};
use vqbit::pjrt::buffer::BufferType;
use vqbit::pjrt::error::ErrorCode;
use vqbit::pjrt::named_value::NamedValues;
use vqbit::plugins::catalogue::entry;
use vqbit::plugins::doctor::examine;
use vqbit::plugins::locate::{FoundIn, Places};
use vqbit::wire::compile_options::CompileOptions;
use vqbit::wire::hlo::HloModuleProto;
use vqbit::wire::program::{Program, ProgramFormat};
use vqbit::worker::error::WorkerError;
use vqbit::worker::parent::Worker;
use vqbit::worker::request::{
    CompileFor, CompileRequest, CompileResponse, InspectRequest, InspectResponse, TopologyRequest,
};

use crate::subject::{ADD, CPU_081, CPU_106, CPU_115, LIBTPU, TOTAL, plugin, worker};

const CPUS: [&str; 3] = [CPU_081, CPU_106, CPU_115];

fn request(variable: &str) -> CompileRequest {
    let compile_for = if variable == LIBTPU {
        CompileFor::Topology { name: "v5e:2x2".into(), options: NamedValues::new() }
    } else {
        CompileFor::Client { cpu_device_count: 4 }
    };
    CompileRequest {
        plugin: plugin(variable),
        compile_for,
        program: Program { format: ProgramFormat::Mlir, bytes: ADD.into() },
        options: CompileOptions::new(4, true).to_bytes(),
    }
}

fn topology(name: &str) -> TopologyRequest {
    TopologyRequest { plugin: plugin(LIBTPU), name: name.into(), options: NamedValues::new() }
}

#[test]
fn every_plugin_compiles_in_a_worker() {
    for variable in CPUS.into_iter().chain([LIBTPU]) {
        let response = worker().compile(&request(variable)).expect("it compiles");
        let platform = if variable == LIBTPU { "tpu" } else { "cpu" };
        assert_eq!((response.platform_name.as_str(), response.num_partitions), (platform, 4));
        assert_eq!(response.outputs[0].element_type, BufferType::F32);
        assert_eq!(response.outputs[0].dimensions, [2, 2]);
        assert!(response.executable.is_some_and(|bytes| !bytes.is_empty()));
        assert!(!response.optimized_module.is_empty());
        assert!(response.memory_stats.is_some() && response.fingerprint.is_some());
        assert!(response.compile_seconds > 0.0);
    }
}

/// A program with a collective, so that partitions matter, and its serialized executable.
fn compiled_total(variable: &str) -> (CompileResponse, Vec<u8>) {
    let mut total = request(variable);
    total.program.bytes = TOTAL.into();
    let compiled = worker().compile(&total).expect("it compiles");
    let executable = compiled.executable.clone().expect("every plugin serializes");
    (compiled, executable)
}

fn inspect(variable: &str, executable: &[u8]) -> Result<InspectResponse, WorkerError> {
    let executable = executable.to_vec();
    worker().inspect(&InspectRequest { plugin: plugin(variable), executable })
}

#[test]
fn a_bare_executable_says_what_its_compiler_said() {
    for variable in CPUS.into_iter().chain([LIBTPU]) {
        let (compiled, executable) = compiled_total(variable);
        let inspected = inspect(variable, &executable).expect("it is read");
        assert_eq!(inspected.platform_name, compiled.platform_name);
        assert_eq!(inspected.api_version, compiled.api_version);
        assert_eq!((inspected.num_partitions, inspected.num_replicas), (4, 1));
        assert_eq!(inspected.memory_stats, compiled.memory_stats, "{variable}");
        let [found, wanted] = [&inspected.optimized_module, &compiled.optimized_module]
            .map(|bytes| HloModuleProto::decode(bytes.as_slice()).expect("a module"));
        assert!(wanted.computations.len() > 1, "the all-reduce's and the entry");
        // Libtpu serializes no estimates, and CPU plugins have none.
        assert_eq!(cycles(&wanted).is_some(), variable == LIBTPU);
        assert_eq!(cycles(&found), None, "{variable}");
        let [found, wanted] = [found, wanted].map(|mut module| {
            if variable == LIBTPU {
                // Nor most other notes of the compiler.
                let instructions = module.computations.iter_mut().flat_map(|c| &mut c.instructions);
                instructions.for_each(|instruction| instruction.backend_config.clear());
            }
            hlo_text::print(&module)
        });
        assert_eq!(found, wanted, "{variable}");
        let (kind, version) = match variable {
            LIBTPU => (FileKind::TpuExecutable, None),
            _ => (FileKind::CpuExecutable, Some(compiled.platform_version)),
        };
        assert_eq!((file_kind(&executable), inspected.platform_version), (kind, version));
        assert_eq!(file_kind(&inspected.optimized_module), FileKind::HloModuleProto);
    }
}

#[test]
fn an_executable_of_another_platform_is_an_error() {
    let (_, tpu) = compiled_total(LIBTPU);
    let (_, cpu) = compiled_total(CPUS[2]);
    for variable in CPUS {
        let error = inspect(variable, &tpu).expect_err("not for a CPU");
        assert!(matches!(error, WorkerError::Refused { .. }), "{error}");
    }
    let error = inspect(LIBTPU, &cpu).expect_err("not for a TPU");
    let WorkerError::Plugin { function, code, .. } = &error else { panic!("{error}") };
    assert_eq!(function, "PJRT_TpuExecutable_GetHloModuleWithConfig");
    assert_eq!(*code, ErrorCode::InvalidArgument);
}

/// Libtpu checks its executables; CPU plugins load many flipped bits without noticing, so of those
/// only the end of this process is ruled out.
#[test]
fn corrupt_executables_are_an_error_at_most() {
    for variable in CPUS.into_iter().chain([LIBTPU]) {
        let (_, executable) = compiled_total(variable);
        for eighth in 0..8 {
            let at = executable.len() * eighth / 8;
            inspect(variable, &executable[..at]).expect_err("cut short");
            let mut flipped = executable.clone();
            flipped[at] ^= 0xff;
            let result = inspect(variable, &flipped);
            if variable == LIBTPU {
                result.expect_err("a flipped byte");
            }
        }
    }
}

#[test]
fn libtpu_gives_the_same_executable_to_two_workers_at_once() {
    let compile = || worker().compile(&request(LIBTPU)).expect("it compiles");
    let (first, second) = std::thread::scope(|scope| {
        let other = scope.spawn(compile);
        (compile(), other.join().expect("no panic"))
    });
    assert_eq!(first.fingerprint, second.fingerprint);
    assert_eq!(first.executable, second.executable);
}

#[test]
fn a_topology_is_described() {
    let response = worker().topology(&topology("v4:2x2x4")).expect("a topology");
    assert_eq!(response.devices.len(), 32);
    assert_eq!(response.platform_name, "tpu");
    assert!(response.devices.iter().all(|device| device.coords().is_some()));
}

#[test]
fn errors_of_a_plugin_keep_their_code() {
    let error = worker().topology(&topology("v9:2x2")).expect_err("no such chip");
    let WorkerError::Plugin { function, code, .. } = &error else { panic!("{error}") };
    assert_eq!(function, "PJRT_TopologyDescription_Create");
    assert_eq!(*code, ErrorCode::InvalidArgument);
    let mut broken = request(LIBTPU);
    broken.program.bytes = b"module {".to_vec();
    let error = worker().compile(&broken).expect_err("bad MLIR");
    assert!(
        matches!(error, WorkerError::Plugin { ref function, .. } if function == "PJRT_Compile")
    );
}

#[test]
fn an_abort_of_a_plugin_is_an_error_with_its_last_lines() {
    for variable in CPUS {
        let mut empty = request(variable);
        empty.options.clear();
        let error = worker().compile(&empty).expect_err("options without replicas");
        let WorkerError::Died { signal, stderr, .. } = &error else { panic!("{error}") };
        assert_eq!(*signal, Some(6), "{error}");
        assert!(stderr.iter().any(|line| line.contains("Check failed")), "{error}");
    }
    let mut beyond = request(LIBTPU);
    beyond.program.bytes = TOTAL.into();
    let mut options = CompileOptions::new(4, true);
    options.device_assignment = Some(vec![0, 1, 2, 99]);
    beyond.options = options.to_bytes();
    let error = worker().compile(&beyond).expect_err("there is no device 99");
    let WorkerError::Died { signal, stderr, .. } = &error else { panic!("{error}") };
    assert_eq!(*signal, Some(6), "{error}");
    assert!(
        stderr.iter().all(|line| line.contains("Check failed") || line.contains("SIGABRT")),
        "{error}"
    );
    let error = worker().topology(&topology("v5e:0x0")).expect_err("no devices");
    let WorkerError::Died { signal, .. } = &error else { panic!("{error}") };
    assert_eq!(*signal, Some(8), "{error}");
}

#[test]
fn a_time_limit_stops_a_compiler() {
    let slow = Worker { timeout: Duration::from_millis(1), ..worker() };
    let error = slow.compile(&request(LIBTPU)).expect_err("too slow");
    assert!(matches!(error, WorkerError::TimedOut { .. }), "{error}");
}

#[test]
fn a_library_that_is_no_plugin_is_refused() {
    let error = worker().probe_plugin("libc.so.6".as_ref()).expect_err("not a plugin");
    assert!(
        error.to_string().starts_with(
            "plugin libc.so.6: has no function GetPjrtApi, so it is not a PJRT plugin: "
        ),
        "{error}"
    );
}

#[test]
fn a_probe_says_what_a_plugin_offers() {
    let response = worker().probe_plugin(&plugin("VQBIT_TEST_CPU_115")).expect("a plugin");
    assert_eq!((response.api_version.minor, response.struct_size), (115, 1144));
    assert_eq!(response.platform_name.as_deref(), Some("cpu"));
    let response = worker().probe_plugin(&plugin(LIBTPU)).expect("a plugin");
    assert!(response.client_error.is_some_and(|error| error.contains("NOT_FOUND")));
}

#[test]
fn the_doctor_finds_nothing_wrong_with_the_default_plugins() {
    let places = Places {
        cpu_plugin: Some(plugin("VQBIT_TEST_CPU_115")),
        tpu_library: Some(plugin(LIBTPU)),
        ..Places::default()
    };
    for (name, variable) in [("cpu", "VQBIT_CPU_PLUGIN"), ("tpu", "TPU_LIBRARY_PATH")] {
        let diagnosis = examine(entry(name).expect("an entry"), &places, &worker());
        assert_eq!(diagnosis.problems, [""; 0]);
        let located = diagnosis.located.expect("a place");
        assert_eq!(located.found_in, FoundIn::Environment(variable.into()));
        assert!(
            diagnosis.probe.expect("a probe").attributes.contains_key("stablehlo_current_version")
        );
    }
}

/// The request is a pipe that nobody writes to, so the child waits until its parent is gone.
#[test]
fn a_worker_does_not_outlive_its_parent() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("request.json");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let mut child = Command::new(env!("CARGO_BIN_EXE_vqbit"))
        .arg("worker")
        .arg(folder.path())
        .stdin(Stdio::piped())
        .spawn()
        .expect("a worker");
    std::thread::sleep(Duration::from_millis(200));
    assert!(child.try_wait().expect("a state").is_none(), "it waits for its request");
    drop(child.stdin.take());
    assert_eq!(child.wait().expect("an end").signal(), Some(9));
}
