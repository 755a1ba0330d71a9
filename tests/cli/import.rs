//! `vqbit import`: what JAX lowers goes through the same worker, checks and artifact as a job.

use std::fs;

use serde_json::{Value, json};
use vqbit::files::sha256;

use crate::compile::fits;
use crate::{Place, SMALL};

const SDY: &str = include_str!("../data/jax_sdy.mlir");
const GSPMD: &str = include_str!("../data/jax_gspmd.mlir");

fn place() -> Place {
    let place = Place::new();
    place.write("sdy.mlir", SDY);
    place.write("gspmd.mlir", GSPMD);
    place
}

fn parsed(place: &Place, name: &str) -> Value {
    serde_json::from_slice(&place.read(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What the step of `tests/jax/lowered.py` is on one of its 32 devices, whatever compiles it.
fn is_cut(report: &Value) {
    let arrays = report["arrays"].as_array().expect("arrays");
    let shapes: Vec<&str> =
        arrays.iter().filter_map(|array| array["per_device_shape"].as_str()).collect();
    let parameters = ["f32[256,64]", "f32[64,128]", "f32[16,256]", "f32[16,128]"];
    assert_eq!(shapes, [&parameters[..], &["f32[256,64]", "f32[64,128]", "f32[]"]].concat());
    // The weights are donated, the batch is not.
    let shared: Vec<&Value> = arrays[..4].iter().map(|array| &array["aliased_to"]).collect();
    assert_eq!(json!(shared), json!(["result 0", "result 1", null, null]));
    assert_eq!(report["not_donated"], json!([]));
    assert_eq!(report["target"]["devices"], json!(32));
    // The hidden layer is summed along model, the gradients of both weights and the loss along data.
    let rows = report["collectives"].as_array().expect("collectives");
    let axes: Vec<&Value> = rows.iter().map(|row| &row["axes"]).collect();
    assert_eq!(json!(axes), json!([["data"], ["model"]]));
    assert_eq!(rows[0]["bytes"], json!(4 * (256 * 64 + 64 * 128 + 1)));
}

#[test]
fn both_forms_of_a_jax_program_are_the_same_program() {
    let place = place();
    for (form, partitioner, source) in [
        ("sdy", "shardy", "the module's sdy.mesh"),
        ("gspmd", "gspmd", "the module's number of partitions"),
    ] {
        for target in ["cpu", "v6e-32"] {
            let call = format!("import {form}.mlir --target {target} --require-aliasing --json");
            let mut printed = place.json(&call);
            let out = format!("out/{target}-{form}");
            let taken = printed.as_object_mut().and_then(|object| object.remove("artifact"));
            assert_eq!(taken, Some(json!(out)));
            let taken = printed.as_object_mut().and_then(|object| object.remove("from_cache"));
            assert_eq!(taken, Some(json!(false)));
            assert_eq!(printed, parsed(&place, &format!("{out}/report.json")));
            fits(&place.json("schema import"), &printed);
            assert_eq!(printed["program"]["partitioner"], partitioner);
            assert_eq!(
                (&printed["mesh_source"], &printed["imported_from"]),
                (&json!(source), &json!(format!("{form}.mlir")))
            );
            is_cut(&printed);
        }
    }
}

#[test]
fn the_artifact_of_an_import_is_whole_checked_and_shown() {
    let place = place();
    let printed = place.works("import sdy.mlir --target v6e-32 -o a");
    let manifest = parsed(&place, "a/MANIFEST.json");
    let files = manifest["files"].as_array().expect("files");
    let names: Vec<&str> = files.iter().filter_map(|file| file["name"].as_str()).collect();
    let wanted = [
        "module.mlir",
        "compile-options.pb",
        "optimized.hlo.txt",
        "optimized.hlo.pb",
        "report.json",
        "executable.bin",
    ];
    assert_eq!(names, wanted);
    for file in files {
        let bytes = place.read(&format!("a/{}", file["name"].as_str().expect("a name")));
        assert_eq!(file["sha256"], json!(sha256(&bytes)), "{file}");
    }
    assert_eq!(place.read("a/module.mlir"), SDY.as_bytes());
    assert_eq!(manifest["device_ids"].as_array().map(Vec::len), Some(32));
    let shown = place.works("inspect a");
    let table = printed.strip_suffix("artifact: a\n").expect("a place");
    let checked = "artifact a: 6 files, all as MANIFEST.json says\n";
    assert_eq!(shown, format!("{table}{checked}"));
    assert_eq!(place.json("inspect a --json")["report"], parsed(&place, "a/report.json"));
    let over = place.call("inspect a --max-collectives 1");
    let wanted = "error: over budget: --max-collectives: found 2, wanted at most 1 (1 all-reduce \
                  over data of 96.00 KiB, 1 all-reduce over model of 8.00 KiB)\n";
    assert_eq!((over.code, over.stderr.as_str()), (1, wanted));
    // What was compiled is not compiled again.
    let again = place.call("import a/executable.bin --target v6e-32");
    let wanted = "error: a/executable.bin: found an executable, which is compiled already, wanted the \
                  module it was made of; `vqbit inspect` shows what it holds\n";
    assert_eq!((again.code, again.stderr.as_str()), (2, wanted));
    let run = place.call("run --artifact a --on cpu --random 1");
    let wanted = "error: a/MANIFEST.json: lists no job.json, wanted the artifact of a job: an \
                  artifact of `vqbit import` has none, and `vqbit inspect` shows it\n";
    assert_eq!((run.code, run.stderr.as_str()), (2, wanted));
}

#[test]
fn our_own_step_imported_is_the_step_compiled() {
    let place = place();
    let job = "--target v6e-32 --layout tokens+codes";
    let compiled = place.json(&format!("compile {job} -o compiled --json"));
    for (format, file) in [
        ("stablehlo", "step.mlir"),
        ("stablehlo-gspmd", "gspmd.mlir"),
        ("hlo-proto", "step.hlo.pb"),
        ("hlo-text", "step.hlo"),
    ] {
        place.works(&format!("emit {job} --format {format} -o {file}"));
        // The text goes to the plugin as the message that it says.
        let handed_over = if format == "hlo-text" { "hlo-proto" } else { format };
        let options = format!("--format compile-options --options-for {handed_over}");
        place.works(&format!("emit {job} {options} -o options.pb"));
        let report = place.json(&format!("import {file} --target v6e-32 -o imported --json"));
        assert_eq!(place.read("imported/compile-options.pb"), place.read("options.pb"), "{format}");
        assert_eq!(report["collectives"], compiled["collectives"], "{format}");
        assert_eq!(report["not_donated"], json!([]), "{format}");
        if format == "stablehlo" {
            for key in ["memory_per_device", "flops_per_device", "estimate", "target", "plugin"] {
                assert_eq!(report[key], compiled[key], "{key}");
            }
        }
    }
}

#[test]
fn the_options_of_a_host_need_no_plugin() {
    let place = Place::new();
    let options = |flags: &str| {
        let call = format!("emit {SMALL} --format compile-options -o options.pb {flags}");
        let found = crate::called(place.bare().args(call.split_whitespace()), "");
        assert_eq!((found.code, found.stderr.as_str()), (0, ""));
        place.read("options.pb")
    };
    let shardy = [0x1a, 9, 0x20, 1, 0x28, 2, 0x30, 1, 0x98, 1, 1];
    assert_eq!(options("--mesh 2"), shardy);
    let gspmd = [0x1a, 6, 0x20, 1, 0x28, 2, 0x30, 1];
    assert_eq!(options("--mesh 2 --options-for hlo-proto"), gspmd);
    let flag = [0x3a, 8, 0x0a, 1, b'a', 0x12, 3, 0x0a, 1, b'b'];
    assert_eq!(options("--mesh 2 --xla-option a=b"), [&shardy[..], &flag].concat());
}

#[test]
fn what_a_plugin_does_not_understand_it_says_itself() {
    let place = place();
    place.write("unknown.mlir", SDY.replace("stablehlo.maximum", "stablehlo.largest"));
    let found = place.call("import unknown.mlir -o a");
    let wanted = "error: compile for cpu: PJRT_Client_Compile: UNKNOWN: -:";
    assert!(found.code == 1 && found.stderr.starts_with(wanted), "{}", found.stderr);
    assert!(found.stderr.contains("'stablehlo.largest' is unknown"), "{}", found.stderr);
    assert!(!place.path("a").exists(), "an artifact of no program");
}

/// The README shows what an import prints, but for the seconds; `BLESS=1` writes it there.
#[test]
fn the_readme_shows_what_an_import_prints() {
    const OPEN: &str = "$ vqbit import step.mlir --target v6e-32\n";
    let place = Place::new();
    place.write("step.mlir", SDY);
    let printed = place.works("import step.mlir --target v6e-32");
    let is_timed = |line: &&str| line.starts_with("compiled in ");
    let lines: Vec<&str> = printed.lines().filter(|line| !is_timed(line)).collect();
    let found = format!("{}\n", lines.join("\n"));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = fs::read_to_string(path).expect("a README");
    let start = readme.find(OPEN).expect("a place in the README") + OPEN.len();
    let end = start + readme[start..].find("```").expect("an end");
    if std::env::var_os("BLESS").is_some() {
        let blessed = format!("{}{found}{}", &readme[..start], &readme[end..]);
        fs::write(path, blessed).expect("a README");
    } else {
        assert_eq!(found, readme[start..end], "README.md: BLESS=1");
    }
}
