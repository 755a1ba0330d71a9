//! Every kind of quantizer and every option against the f64 reference, in every layout on real CPU
//! plugins with 1, 8 and 32 devices, and compiled for TPU.

use serde_json::{Value, json};

use vqbit::emit::format::Format;
use vqbit::job::JobFile;
use vqbit::pjrt::plugin::Plugin;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::random::Family;
use vqbit::vq::spec::Layout;

use crate::held::Case;
use crate::subject::{CPU_081, CPU_106, CPU_115, LIBTPU, compiler, in_a_process, job, subject};

const FORMATS: [Format; 3] = [Format::StableHlo, Format::HloProto, Format::StableHloGspmd];
const MESHES: [&str; 3] = ["1x1", "2x4", "4x8"];
const TARGETS: [&str; 2] = ["v4-32", "v6e-32"];

/// A row of the feature table: its name, its steps, and what its job says.
type Row = (&'static str, &'static [&'static str], fn() -> Value);

/// The steps of a quantizer that learns.
const ALL: &[&str] = &["encode", "decode", "quantize", "update"];

const ROWS: &[Row] = &[
    ("mask", &["encode", "quantize", "update"], || json!({ "input": { "mask": "tokens" } })),
    ("lengths", &["quantize", "update"], || json!({ "input": { "mask": "lengths" } })),
    ("product", ALL, || json!({ "quantizer": { "kind": "product", "groups": 8 } })),
    (
        "product with one codebook",
        &["quantize", "update"],
        || json!({ "quantizer": { "kind": "product", "groups": 8, "shared": true } }),
    ),
    ("residual", ALL, || json!({ "quantizer": { "kind": "residual", "stages": 3 } })),
    (
        "residual with one codebook",
        &["quantize", "update"],
        || json!({ "quantizer": { "kind": "residual", "stages": 3, "shared": true } }),
    ),
    (
        "grouped residual",
        ALL,
        || json!({ "quantizer": { "kind": "residual", "stages": 2, "groups": 8 } }),
    ),
    ("cosine", ALL, || json!({ "quantizer": { "metric": "cosine" } })),
    (
        "cosine with raw entries",
        ALL,
        || json!({ "quantizer": { "metric": "cosine", "return": "raw" }, "input": { "mask": "tokens" } }),
    ),
    (
        "product of directions",
        &["decode", "update"],
        || json!({ "quantizer": { "kind": "product", "groups": 8, "metric": "cosine" } }),
    ),
    ("projection", ALL, || json!({ "quantizer": { "input_dim": 24 } })),
    ("residual behind a projection", &["decode", "update"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 2, "groups": 8, "input_dim": 24 },
                   "input": { "mask": "lengths" } })
    }),
    (
        "heads",
        ALL,
        || json!({ "quantizer": { "heads": 8, "embedding_dim": 5, "input_dim": 24, "metric": "cosine" } }),
    ),
    (
        "separate heads",
        &["decode", "update"],
        || json!({ "quantizer": { "heads": 8, "separate_heads": true, "embedding_dim": 5 } }),
    ),
    ("sim", &["encode", "decode", "quantize"], || json!({ "quantizer": { "kind": "sim" } })),
    (
        "sim behind a projection",
        &["decode", "quantize"],
        || json!({ "quantizer": { "kind": "sim", "input_dim": 24 } }),
    ),
    (
        "random projection",
        &["encode", "decode", "quantize"],
        || json!({ "quantizer": { "kind": "random_projection", "input_dim": 24 } }),
    ),
    (
        "random projection of normal tokens",
        &["encode", "quantize"],
        || json!({ "quantizer": { "kind": "random_projection", "layer_norm": true } }),
    ),
];

/// A row's job, small where it runs and of the usual size where it is only compiled.
fn job_of(row: &Row, step: &str, layout: Layout, small: bool) -> JobFile {
    let sizes = json!({
        "quantizer": { "codebook_size": 20, "embedding_dim": 40 },
        "input": { "batch": 32, "seq": 3 },
    });
    let own = (row.2)();
    // Frozen quantizers have no training rule.
    let frozen = matches!(own["quantizer"]["kind"].as_str(), Some("sim" | "random_projection"));
    let rule = json!({ "quantizer": { "codebook_weight": 0.5, "ema": { "decay": 0.9 } } });
    let of = |json: Value, is_said: bool| {
        JobFile::from_json(if is_said { json } else { json!({}) }).expect("a job")
    };
    let base = of(sizes, small).overlay(of(rule, small && !frozen));
    let own = of(own, true);
    let place = JobFile::from_json(json!({ "step": step, "layout": layout.name() }));
    base.overlay(own).overlay(place.expect("a job"))
}

/// All rows, steps, layouts and meshes; types, formats and families take turns.
fn cases() -> Vec<(String, Case)> {
    let mut cases = Vec::new();
    for row in ROWS {
        for step in row.1 {
            for mesh in MESHES {
                for layout in Layout::ALL {
                    let turn = cases.len();
                    let dtype = ["bf16", "f32"][turn / 2 % 2];
                    let dtype = JobFile::from_json(json!({ "input": { "dtype": dtype } }));
                    let file = job_of(row, step, layout, true).overlay(dtype.expect("a type"));
                    let spec = file.resolve().unwrap_or_else(|e| panic!("{}: {e}", row.0)).spec;
                    let case = Case {
                        spec,
                        mesh: Mesh::parse(mesh).expect("a mesh"),
                        format: FORMATS[turn % FORMATS.len()],
                        family: Family::ALL[turn % Family::ALL.len()],
                    };
                    cases.push((format!("{} {step} {} on {mesh}", row.0, layout.name()), case));
                }
            }
        }
    }
    cases
}

fn check(variable: &str) {
    let said = in_a_process("quantizers::the_rows_on_one_plugin", variable);
    let wanted = format!("{} cases held against the reference", cases().len());
    assert!(said.contains(&wanted), "it ran less:\n{said}");
}

#[test]
fn cpu_0_81_agrees_with_the_reference() {
    check(CPU_081);
}

#[test]
fn cpu_0_106_agrees_with_the_reference() {
    check(CPU_106);
}

#[test]
fn cpu_0_115_agrees_with_the_reference() {
    check(CPU_115);
}

/// The child's part: all cases on the plugin that the parent names; nothing without one.
#[test]
fn the_rows_on_one_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let cases = cases();
    let mut wrong = 0;
    for (name, case) in &cases {
        let text = case.findings(&plugin);
        if !text.is_empty() {
            wrong += 1;
            let (dtype, format) = (case.spec.dtype, case.format.name());
            eprintln!("WRONG {name} {dtype} as {format} of {}:{text}", case.family.name());
        }
    }
    eprintln!("{} cases held against the reference, {wrong} wrong", cases.len());
    assert_eq!(wrong, 0, "cases differ from the reference");
}

/// The last step of each row, which holds the others, in each layout for each target.
#[test]
fn every_row_compiles_for_tpu() {
    for row in ROWS {
        for target in TARGETS {
            for layout in Layout::ALL {
                let step = row.1.last().expect("a step");
                let mut text = job_of(row, step, layout, false).json().clone();
                text["target"] = json!(target);
                text["mesh"] = json!("4x8");
                let compiled = compiler(LIBTPU, Format::StableHlo).compile(&job(&text.to_string()));
                let case = format!("{} {step} {} for {target}", row.0, layout.name());
                let compiled = compiled.unwrap_or_else(|error| panic!("{case}: {error}"));
                assert_eq!(compiled.response.num_partitions, 32, "{case}");
            }
        }
    }
}
