//! Answers from the cache: those of the compiler byte for byte, without a worker.

use std::path::Path;

use vqbit::artifact::{MANIFEST, read};
use vqbit::cache::{Cache, DEFAULT_LIMIT_BYTES};
use vqbit::emit::format::Format;
use vqbit::job::Job;
use vqbit::pipeline::{Compiled, Compiler, PipelineError};
use vqbit::wire::compile_options::OptionValue;
use vqbit::worker::parent::Worker;

use crate::subject::{CPU_115, LIBTPU, compiler, job};

/// A compiler whose worker cannot be started: what it gives comes from its cache.
fn without_worker(compiler: &Compiler) -> Compiler {
    let worker = Worker { program: "no-such-program".into(), ..compiler.worker.clone() };
    Compiler { worker, ..compiler.clone() }
}

fn files(compiled: &Compiled, directory: &Path) -> Vec<(String, Vec<u8>)> {
    compiled.write_artifact(directory).expect("an artifact");
    let manifest = std::fs::read(directory.join(MANIFEST)).expect("a manifest");
    let mut files = vec![(MANIFEST.to_owned(), manifest)];
    for name in ["executable.bin", "optimized.hlo.pb", "optimized.hlo.txt", "report.json"] {
        let checked = read(directory, &[name]).expect("an artifact");
        files.extend(checked.files);
    }
    files
}

/// Compiles once, and once more where there is no compiler.
fn is_kept(variable: &str, job: &Job) {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = Some(Cache::new(folder.path().join("cache"), DEFAULT_LIMIT_BYTES));
    let asking = Compiler { cache, ..compiler(variable, Format::StableHlo) };
    let first = asking.compile(job).expect("compiled");
    let second = without_worker(&asking).compile(job).expect("from the cache");
    assert_eq!((first.from_cache, second.from_cache), (false, true));
    assert_eq!(first.response, second.response);
    assert_eq!(first.devices, second.devices);
    let files = |compiled, name: &str| files(compiled, &folder.path().join(name));
    assert_eq!(files(&first, "first"), files(&second, "second"));
    let started = |other: &Compiler, job: &Job| {
        let failed = without_worker(other).compile(job).expect_err("not in the cache");
        assert!(matches!(failed, PipelineError::Worker { .. }), "{failed}");
    };
    // Each of these decides what is compiled.
    let flag = ("xla_some_flag".to_owned(), OptionValue::Bool(true));
    started(&Compiler { overrides: [flag].into(), ..asking.clone() }, job);
    started(&Compiler { plugin_sha256: Some("another".to_owned()), ..asking.clone() }, job);
    started(&Compiler { format: Format::HloProto, ..asking.clone() }, job);
    started(&Compiler { cache: None, ..asking.clone() }, job);
    let mut other = job.clone();
    other.spec.batch *= 2;
    started(&asking, &other);
}

#[test]
fn an_executable_of_a_cpu_plugin_is_kept() {
    is_kept(CPU_115, &job(r#"{ "mesh": "2x2", "input": { "batch": 8, "seq": 4 } }"#));
}

#[test]
fn an_executable_of_libtpu_is_kept_and_libtpu_not_loaded_for_it() {
    is_kept(LIBTPU, &job(r#"{ "target": "v6e-32", "input": { "batch": 64, "seq": 8 } }"#));
}
