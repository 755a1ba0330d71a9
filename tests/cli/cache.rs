//! `vqbit cache`, and what compilers do with it.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::Value;

use super::{Called, Place, SMALL, called, plugin};

/// A call that keeps what it compiles.
fn keeping(place: &Place, arguments: &str) -> Called {
    let mut command = place.vqbit();
    called(command.env("VQBIT_CACHE_LIMIT", "1GiB").args(arguments.split_whitespace()), "")
}

/// The JSON of a call that keeps what it compiles, and must work.
fn told(place: &Place, arguments: &str) -> Value {
    let called = keeping(place, &format!("{arguments} --json"));
    assert_eq!(called.code, 0, "vqbit {arguments}\n{}", called.stderr);
    serde_json::from_str(&called.stdout).expect("JSON")
}

fn compiled_from_cache(place: &Place, more: &str) -> bool {
    let report = told(place, &format!("compile {SMALL} -o out {more}"));
    report["from_cache"].as_bool().expect("a flag")
}

/// The one file that holds an executable.
fn executable(place: &Place) -> PathBuf {
    let folder = place.path(".cache/compiled/executable");
    let mut files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let file = files.next().expect("an executable").path();
    assert!(files.next().is_none(), "more than one executable");
    file
}

#[test]
fn a_second_compile_is_the_first_byte_for_byte() {
    let place = Place::new();
    let artifact = || -> Vec<_> {
        let in_artifact = |(path, _): &(PathBuf, _)| path.starts_with(place.path("out"));
        place.snapshot().into_iter().filter(in_artifact).collect()
    };
    assert!(!compiled_from_cache(&place, ""));
    let first = artifact();
    assert!(compiled_from_cache(&place, ""));
    assert_eq!(artifact(), first);
    let shown = keeping(&place, &format!("compile {SMALL} -o out"));
    let wanted = "artifact: out (compiled before, from the cache)\n";
    assert!(shown.stdout.ends_with(wanted), "{}", shown.stdout);
    assert!(!compiled_from_cache(&place, "--no-cache"));
}

#[test]
fn another_option_program_or_plugin_is_compiled_anew() {
    let place = Place::new();
    let other = plugin("VQBIT_TEST_CPU_106").into_string().expect("a path");
    for change in ["", "--xla-option xla_cpu_enable_fast_math=False", "--ema-decay 0.5"] {
        assert!(!compiled_from_cache(&place, change), "{change}");
        assert!(compiled_from_cache(&place, change), "{change}");
    }
    assert!(!compiled_from_cache(&place, &format!("--plugin {other}")));
    // What the compiler writes beside its answer must be written.
    let dumps = "--xla-option xla_dump_to=dumps";
    assert!(!compiled_from_cache(&place, dumps) && !compiled_from_cache(&place, dumps));
    assert!(place.path("dumps").is_dir());
}

#[test]
fn a_damaged_executable_is_told_removed_and_compiled_anew() {
    let place = Place::new();
    assert!(!compiled_from_cache(&place, ""));
    let file = executable(&place);
    let mut bytes = fs::read(&file).expect("bytes");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).expect("written");
    let verified = keeping(&place, "cache verify");
    let told = "files are damaged; `vqbit cache prune` removes them\n";
    assert_eq!(verified.code, 1);
    assert!(verified.stderr.starts_with("error: 1 of ") && verified.stderr.ends_with(told));
    assert!(!compiled_from_cache(&place, ""), "a damaged executable was used");
    // Not the bytes of the first: a plugin does not serialize a program twice into the same ones.
    let anew = place.read("out/executable.bin");
    assert_eq!(keeping(&place, "cache verify").code, 0);
    assert!(compiled_from_cache(&place, ""));
    assert!(place.read("out/executable.bin") == anew, "another executable is kept");
}

#[test]
fn many_processes_share_a_cache() {
    let place = Place::new();
    let start = |number: usize| {
        let mut command = place.vqbit();
        command.env("VQBIT_CACHE_LIMIT", "1GiB").args(["compile", "-o", &format!("out{number}")]);
        command.args(SMALL.split_whitespace()).stdout(Stdio::null()).stderr(Stdio::piped());
        command.spawn().expect("a process")
    };
    let children: Vec<_> = (0..4).map(start).collect();
    for child in children {
        let ended = child.wait_with_output().expect("an end");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
    assert_eq!(keeping(&place, "cache verify").code, 0);
    assert!(executable(&place).is_file());
    assert!(compiled_from_cache(&place, ""));
}

#[test]
fn a_cache_is_listed_and_pruned() {
    let place = Place::new();
    assert_eq!(told(&place, "cache list")["entries"], serde_json::json!([]));
    for decay in ["0.5", "0.9"] {
        told(&place, &format!("compile {SMALL} --ema-decay {decay} -o out"));
    }
    let listed = told(&place, "cache list");
    let entries = listed["entries"].as_array().expect("entries");
    let kinds = entries.iter().filter_map(|entry| entry["kind"].as_str());
    // The hash of a library is kept where no installation says it.
    let kinds: Vec<&str> = kinds.filter(|kind| *kind != "library").collect();
    assert_eq!(kinds, ["executable", "executable", "platform"]);
    assert!(entries.iter().all(|entry| entry["damage"].is_null()));
    assert!(entries[0]["about"].as_str().is_some_and(|a| a.ends_with("for 1 virtual CPU device")));
    assert!(entries[0]["compile_seconds"].as_f64().is_some_and(|seconds| seconds > 0.0));
    let bytes = listed["bytes"].as_u64().expect("bytes");
    let pruned = told(&place, &format!("cache prune --limit {}", bytes - 1));
    assert_eq!(pruned["removed_files"], 1);
    assert_eq!(keeping(&place, "cache prune --limit 0").code, 0);
    let left = keeping(&place, "cache list").stdout;
    assert!(left.contains("0 B of 1.0 GiB in "), "{left}");
    let mut wrong = place.vqbit();
    let wrong = called(wrong.env("VQBIT_CACHE_LIMIT", "much").args(["cache", "list"]), "");
    let wanted = "error: VQBIT_CACHE_LIMIT much: wanted bytes, as 4096, 512KiB or 2GiB\n";
    assert_eq!((wrong.code, wrong.stderr.as_str()), (2, wanted));
}
