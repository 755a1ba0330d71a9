//! What differs between the three CPU plugins, of every step and kind, told and not tolerated away:
//! the report of `scripts/test` shows the table that is written here.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use vqbit::emit::format::Format;
use vqbit::job::{Job, JobFile};
use vqbit::pipeline::{interface, session};
use vqbit::tensor::random::Family;
use vqbit::verification::step::Held;

use crate::subject::{CPU_081, CPU_106, CPU_115, compiler, in_a_process, inputs, subject};
use crate::tpu::row_text;

const PLUGINS: [(&str, &str); 3] = [("0.115", CPU_115), ("0.106", CPU_106), ("0.81", CPU_081)];
const FORMATS: [Format; 2] = [Format::StableHlo, Format::HloProto];
/// Stands before the line with a child's results.
const MARK: &str = "results of one plugin: ";

/// A name, a step and what else its job says.
type Row = (&'static str, &'static str, fn() -> Value);

/// All steps and kinds, and what sums most.
const ROWS: &[Row] = &[
    ("tokens", "update", || json!({})),
    ("tokens+dim", "update", || json!({ "layout": "tokens+dim" })),
    ("tokens+codes", "update", || json!({ "layout": "tokens+codes" })),
    ("exact search", "encode", || json!({ "precision": "exact", "layout": "tokens+codes" })),
    ("f32 search", "encode", || json!({ "precision": "f32" })),
    ("plain", "decode", || json!({})),
    ("plain", "accumulate", || json!({})),
    ("plain", "apply", || json!({})),
    ("rotation", "vjp", || json!({ "quantizer": { "gradient": "rotation" } })),
    ("cosine", "update", || json!({ "quantizer": { "metric": "cosine" } })),
    ("product", "update", || json!({ "quantizer": { "kind": "product", "groups": 4 } })),
    ("residual", "update", || json!({ "quantizer": { "kind": "residual", "stages": 3 } })),
    ("fsq", "quantize", || json!({ "quantizer": { "kind": "fsq" } })),
    ("lfq", "quantize", || json!({ "quantizer": { "kind": "lfq", "bits": 8 } })),
    ("bsq", "quantize", || json!({ "quantizer": { "kind": "bsq", "bits": 8 } })),
    ("sim", "quantize", || json!({ "quantizer": { "kind": "sim" } })),
    (
        "random projection",
        "encode",
        || json!({ "quantizer": { "kind": "random_projection", "input_dim": 48 } }),
    ),
];

/// What one plugin gave for one row.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Given {
    /// The bytes of each output, in hexadecimal digits.
    bits: BTreeMap<String, String>,
    /// The worst error of each output against the f64 reference, relative to its largest element.
    errors: BTreeMap<String, f64>,
    /// What is past a bound.
    beyond: Vec<String>,
    /// Outputs that are other bits as an HLO proto.
    by_format: Vec<String>,
}

/// f32 inputs, since their sums show how a plugin adds; 8 devices.
fn job_of((_, step, more): &Row) -> Job {
    let mut job = json!({
        "step": step, "mesh": "2x4",
        "quantizer": { "codebook_size": 64, "embedding_dim": 32 },
        "input": { "batch": 8, "seq": 12, "dtype": "f32" },
    });
    merge(&mut job, more());
    let kind = &job["quantizer"]["kind"];
    if ["fsq", "lfq", "bsq"].iter().any(|scalar| kind == scalar) {
        let quantizer = job["quantizer"].as_object_mut().expect("an object");
        quantizer.retain(|key, _| !["codebook_size", "embedding_dim"].contains(&key.as_str()));
    }
    JobFile::from_json(job).and_then(|file| file.resolve()).expect("a job")
}

fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, from) => *into = from,
    }
}

fn given_by(plugin: &Path, job: &Job) -> Given {
    let interface = interface(job).expect("an interface");
    let tensors = inputs(&interface, Family::Normal);
    let [outputs, of_proto] = FORMATS.map(|format| {
        let session = session(job, format, plugin).expect("a session");
        session.run(&tensors, 1, |_| ()).expect("outputs")
    });
    let held = Held { spec: &job.spec, interface: &interface };
    let arrays = held.arrays(&tensors);
    let codes = held.codes(&outputs).expect("codes");
    let answer = held.answer(&arrays, codes.as_deref());
    let checks = held.checks(&arrays, &answer, &outputs).expect("all outputs");
    let mut given = Given::default();
    for (name, tensor) in &outputs {
        let digits = tensor.bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        given.bits.insert(name.clone(), digits);
        if of_proto[name] != *tensor {
            given.by_format.push(name.clone());
        }
    }
    if let Some(codes) = &checks.codes {
        given.errors.insert("codes".to_owned(), codes.worst.first().map_or(0.0, |w| w.regret.0));
        given.beyond.extend((codes.beyond > 0).then(|| "codes".to_owned()));
    }
    for check in &checks.tensors {
        given.errors.insert(check.tensor.clone(), check.max_relative_error.0);
        given.beyond.extend((!check.passed()).then(|| check.tensor.clone()));
    }
    given
}

/// The child's part; nothing without a plugin.
#[test]
fn results_of_one_plugin() {
    let Some(plugin) = subject() else { return };
    let all: Vec<Given> = ROWS.iter().map(|row| given_by(&plugin, &job_of(row))).collect();
    eprintln!("\n{MARK}{}", serde_json::to_string(&all).expect("JSON"));
}

/// The collectives of a row in both formats, which are the same.
fn collectives(row: &Row, variable: &str) -> Vec<String> {
    let job = job_of(row);
    let [stablehlo, proto] = FORMATS
        .map(|format| compiler(variable, format).compile(&job).expect("it compiles").collectives);
    assert_eq!(stablehlo, proto, "{} {}: collectives by format", row.1, row.0);
    stablehlo.iter().map(row_text).collect()
}

/// Both formats are one program on each plugin, all plugins find the same codes, and everything else
/// is within its bounds; where they differ, the table says how far each is from the reference.
#[test]
fn plugins_find_the_same_codes_and_the_rest_is_told() {
    let given = PLUGINS.map(|(_, variable)| {
        let said = in_a_process("plugins::results_of_one_plugin", variable);
        let line = said.lines().find_map(|line| line.strip_prefix(MARK)).expect("results");
        serde_json::from_str::<Vec<Given>>(line).expect("JSON")
    });
    let names = PLUGINS.map(|(name, _)| format!("{name:>9}")).concat();
    let mut table = format!("{:<46}{names}\n", "output, where its bits differ: worst error");
    for (place, row) in ROWS.iter().enumerate() {
        let of_row = given.each_ref().map(|all| &all[place]);
        let title = format!("{} {}", row.1, row.0);
        for ((plugin, _), of_plugin) in PLUGINS.iter().zip(of_row) {
            assert_eq!(of_plugin.by_format, [""; 0], "{title}: other bits as HLO proto, {plugin}");
            assert_eq!(of_plugin.beyond, [""; 0], "{title}: past its bound, {plugin}");
        }
        let found = PLUGINS.map(|(_, variable)| collectives(row, variable));
        differences(&mut table, &title, of_row, &found);
    }
    std::fs::write(report(), &table).expect("the report");
    eprintln!("{table}");
}

/// One row of the table and what it has to say.
fn differences(table: &mut String, title: &str, given: [&Given; 3], collectives: &[Vec<String>]) {
    let [newest, ..] = given;
    let codes = given.map(|given| given.bits.get("codes"));
    assert!(codes.iter().all(|of| *of == codes[0]), "{title}: plugins find different codes");
    let differs = |name: &&String| given.iter().any(|of| of.bits[*name] != newest.bits[*name]);
    let differing: Vec<&String> = newest.bits.keys().filter(differs).collect();
    let same = newest.bits.len() - differing.len();
    let _ = writeln!(table, "{title}: {same} of {} outputs are the same bits", newest.bits.len());
    for name in differing {
        let errors = given.map(|of| format!("{:>9.1e}", of.errors[name])).concat();
        let _ = writeln!(table, "  {name:<44}{errors}");
    }
    if collectives.iter().any(|of| *of != collectives[0]) {
        for ((plugin, _), of) in PLUGINS.iter().zip(collectives) {
            let _ = writeln!(table, "  collectives of {plugin}: {}", of.join("; "));
        }
    }
}

/// Where `scripts/test` finds the table.
fn report() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("plugins.txt")
}
