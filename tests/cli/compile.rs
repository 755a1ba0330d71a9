//! `vqbit compile`: the artifact, its manifest, its report, and that a kill loses nothing.

use std::fs;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use vqbit::files::sha256;

use crate::{Place, SMALL};

const FILES: [&str; 9] = [
    "MANIFEST.json",
    "executable.bin",
    "job.json",
    "module.hlo.pb",
    "module.hlo.txt",
    "module.mlir",
    "optimized.hlo.pb",
    "optimized.hlo.txt",
    "report.json",
];

fn names(place: &Place, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(place.path(folder)).expect("a folder");
    let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
    let mut names: Vec<String> =
        entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn parsed(place: &Place, name: &str) -> Value {
    serde_json::from_slice(&place.read(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What does not fit a JSON Schema, of the words that schemars writes for our types.
fn misfits(schema: &Value, root: &Value, value: &Value, path: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = name.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
        return misfits(target.expect("a definition"), root, value, path, found);
    }
    for word in ["anyOf", "oneOf"] {
        let Some(choices) = schema[word].as_array() else { continue };
        let fits = |choice: &Value| {
            let mut wrong = Vec::new();
            misfits(choice, root, value, path, &mut wrong);
            wrong.is_empty()
        };
        if !choices.iter().any(fits) {
            found.push(format!("{path}: {value} is none of {word}"));
        }
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.clone(),
        Value::Null => vec![],
        one @ (Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_)) => {
            vec![one.clone()]
        }
    };
    let is = |word: &Value| match word.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("null") => value.is_null(),
        other => panic!("{path}: type {other:?} in a schema"),
    };
    if !types.is_empty() && !types.iter().any(is) {
        found.push(format!("{path}: {value} is not {types:?}"));
    }
    let listed = schema["enum"].as_array().is_none_or(|all| all.contains(value));
    if !listed || schema.get("const").is_some_and(|only| only != value) {
        found.push(format!("{path}: {value} is not one of the words"));
    }
    if let Some(object) = value.as_object() {
        for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(key) {
                found.push(format!("{path}: has no {key}"));
            }
        }
        for (key, value) in object {
            match (schema["properties"].get(key), schema.get("additionalProperties")) {
                (Some(schema), _) => misfits(schema, root, value, &format!("{path}.{key}"), found),
                (None, Some(Value::Bool(false))) => found.push(format!("{path}.{key}: unknown")),
                (None, _) => {}
            }
        }
    }
    if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
        for (index, value) in values.iter().enumerate() {
            misfits(items, root, value, &format!("{path}[{index}]"), found);
        }
    }
}

pub(crate) fn fits(schema: &Value, value: &Value) {
    let mut found = Vec::new();
    misfits(schema, schema, value, "$", &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn is_whole(place: &Place, folder: &str) {
    assert_eq!(names(place, folder), FILES);
    let manifest = parsed(place, &format!("{folder}/MANIFEST.json"));
    let files = manifest["files"].as_array().expect("a list of files");
    assert_eq!(files.len(), FILES.len() - 1, "the manifest lists all files but itself");
    for file in files {
        let bytes = place.read(&format!("{folder}/{}", file["name"].as_str().expect("a name")));
        assert_eq!(file["sha256"], json!(sha256(&bytes)), "{file}");
        assert_eq!(file["bytes"], json!(bytes.len()), "{file}");
    }
    for key in ["tensors", "plugin", "target", "step"] {
        assert!(!manifest[key].is_null(), "the manifest has no {key}");
    }
}

/// Everything that the issue says of an artifact, for one target.
fn artifact(job: &str, devices: usize) {
    let place = Place::new();
    let mut printed = place.json(&format!("compile {job} -o deep/artifact --json"));
    is_whole(&place, "deep/artifact");
    let report = parsed(&place, "deep/artifact/report.json");
    assert_eq!(
        printed.as_object_mut().and_then(|o| o.remove("artifact")),
        Some(json!("deep/artifact"))
    );
    assert_eq!(printed.as_object_mut().and_then(|o| o.remove("from_cache")), Some(json!(false)));
    assert_eq!(printed, report);
    assert_eq!(report["target"]["devices"], json!(devices));
    fits(&place.json("schema report"), &report);
    fits(&place.json("schema job"), &parsed(&place, "deep/artifact/job.json"));
    fits(&place.json("schema job"), &report["job"]);
    let shown = place.works("inspect deep/artifact");
    assert!(
        shown.ends_with("artifact deep/artifact: 8 files, all as MANIFEST.json says\n"),
        "{shown}"
    );
    assert_eq!(place.works("inspect deep/artifact/executable.bin"), shown);
    assert_eq!(place.json("inspect deep/artifact --json")["report"], report);
    place.works("inspect deep/artifact/optimized.hlo.pb");
    // One changed byte is found.
    let mut bytes = place.read("deep/artifact/executable.bin");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    place.write("deep/artifact/executable.bin", &bytes);
    let found = place.call("inspect deep/artifact");
    let wanted = "error: deep/artifact/executable.bin: SHA-256 is ";
    assert_eq!((found.code, found.stdout.as_str()), (1, ""));
    assert!(found.stderr.starts_with(wanted), "{}", found.stderr);
    // Compiling again repairs and replaces it, if nothing else lies in it.
    place.write("deep/artifact/stray", "mine");
    let found = place.call(&format!("compile {job} -o deep/artifact"));
    let wanted = "error: deep/artifact exists and holds stray, which is not the artifact's: choose \
                  another -o\n";
    assert_eq!((found.code, found.stderr.as_str()), (2, wanted));
    assert_eq!(place.read("deep/artifact/stray"), b"mine");
    fs::remove_file(place.path("deep/artifact/stray")).expect("removed");
    place.works(&format!("compile {job} -o deep/artifact"));
    is_whole(&place, "deep/artifact");
    assert_eq!(names(&place, "deep"), ["artifact"], "something is left beside the artifact");
}

#[test]
fn a_v4_32_artifact_is_whole_and_checked() {
    artifact("--target v4-32", 32);
}

#[test]
fn a_cpu_artifact_is_whole_and_checked() {
    artifact("--batch 8 --seq 4 --embedding-dim 16 --codebook-size 8 --mesh 2x4", 8);
}

#[test]
fn an_artifact_is_shown_only_as_its_manifest_says() {
    let place = Place::new();
    place.works(&format!("compile {SMALL} -o a"));
    let whole = parsed(&place, "a/MANIFEST.json");
    let says = |wanted: &str| {
        let found = place.call("inspect a");
        assert_eq!((found.code, found.stdout.as_str()), (1, ""));
        assert_eq!(found.stderr, format!("error: {wanted}\n"));
    };
    // A report that no hash vouches for is not shown.
    for name in ["report.json", "optimized.hlo.pb"] {
        let mut manifest = whole.clone();
        let files = manifest["files"].as_array_mut().expect("a list of files");
        files.retain(|file| file["name"] != name);
        place.write("a/MANIFEST.json", manifest.to_string());
        says(&format!("a/MANIFEST.json: lists no {name}"));
    }
    let mut manifest = whole.clone();
    manifest["files"][0]["name"] = json!("../job.json");
    place.write("a/MANIFEST.json", manifest.to_string());
    says("a/MANIFEST.json: lists \"../job.json\", wanted names of files in its directory");
    place.write("a/MANIFEST.json", whole.to_string());
    place.works("inspect a");
    let made = std::process::Command::new("mkfifo").arg(place.path("fifo")).status();
    assert!(made.expect("mkfifo").success());
    fs::rename(place.path("fifo"), place.path("a/job.json")).expect("moved");
    says("a/job.json: is not a regular file");
}

#[test]
fn without_a_place_the_artifact_is_named_after_target_and_step() {
    let place = Place::new();
    let printed = place.works(&format!("compile {SMALL} --step encode"));
    assert!(printed.ends_with("\nartifact: out/cpu-encode\n"), "{printed}");
    is_whole(&place, "out/cpu-encode");
}

#[test]
fn a_program_over_its_budget_is_not_written_and_what_is_over_is_named() {
    let place = Place::new();
    let compile = |budgets: &str| place.call(&format!("compile {SMALL} -o a/artifact {budgets}"));
    let over = compile("--max-hbm 16B");
    assert_eq!(over.code, 1, "{}", over.stderr);
    assert!(over.stderr.contains("over budget: --max-hbm: found "), "{}", over.stderr);
    assert!(over.stderr.contains("wanted at most 16 B (the largest tensor is "), "{}", over.stderr);
    assert!(!place.path("a/artifact").exists(), "an artifact over its budget was written");
    let within = compile("--max-hbm 1GiB --max-collectives 9 --require-aliasing");
    assert_eq!(within.code, 0, "{}", within.stderr);
    let inspected = place.call("inspect a/artifact --max-hbm 16B");
    assert_eq!(inspected.code, 1, "{}", inspected.stderr);
    assert!(inspected.stderr.contains("over budget: --max-hbm: found "), "{}", inspected.stderr);
}

#[test]
fn a_kill_during_a_compile_leaves_the_old_artifact_whole() {
    let place = Place::new();
    place.works(&format!("compile {SMALL} -o a/artifact"));
    let mut killed = 0;
    for milliseconds in [0, 40, 120, 250, 350, 450, 550] {
        let mut command = place.vqbit();
        command.args(["compile", "--mesh", "2x4", "-o", "a/artifact"]).process_group(0);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("a process");
        std::thread::sleep(Duration::from_millis(milliseconds));
        let group = rustix::process::Pid::from_child(&child);
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        let ended = child.wait().expect("an end");
        killed += usize::from(ended.signal().is_some());
        // The old artifact, or a new one where the kill came after its last move.
        place.works("inspect a/artifact");
        let beside = names(&place, "a");
        let hidden = beside.iter().filter(|name| name.starts_with('.')).count();
        assert!(hidden <= 1 && beside.len() == hidden + 1, "{beside:?}");
    }
    assert!(killed > 1, "the compiles were faster than their kills");
}
