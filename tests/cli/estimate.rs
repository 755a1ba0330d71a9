//! `vqbit diff`, and `vqbit inspect --target` of somebody's optimized program.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::compile::fits;
use crate::{Place, SMALL};

#[test]
fn two_artifacts_are_told_apart() {
    let place = Place::new();
    place.works(&format!("compile {SMALL} --mesh 2x2 -o a"));
    place.works(&format!("compile {SMALL} --mesh 2x2 --layout tokens+dim -o b"));
    let table = place.works("diff a b");
    assert!(table.starts_with("a: a\nb: b\n\nasked\n  job.layout "), "{table}");
    for text in ["all-reduce over model", "estimated time (never measured)  not told  not told"] {
        assert!(table.contains(text), "no {text}\n{table}");
    }
    let found = place.json("diff a b --json");
    fits(&place.json("schema diff"), &found);
    let layout = json!({ "what": "job.layout", "a": "tokens", "b": "tokens+dim" });
    assert_eq!(found["asked"][0], layout);
    let same = place.json("diff a a --json");
    for part in ["asked", "collectives", "contract"] {
        assert_eq!(same[part], json!([]), "{part}");
    }
    let peak = |numbers: &Value| {
        let mut all = numbers.as_array().into_iter().flatten();
        all.find(|row| row["what"] == "arguments").map(|row| row["b_over_a"].clone())
    };
    assert_eq!(peak(&same["numbers"]), Some(json!(1.0)));
}

#[test]
fn an_optimized_program_is_priced_on_a_target_without_a_plugin() {
    let place = Place::new();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/v6e_update_codes.hlo.pb");
    fs::copy(data, place.path("program.hlo.pb")).expect("copied");
    let mut command = place.bare();
    let arguments = "inspect program.hlo.pb --target v6e-32 --json";
    let called = crate::called(command.args(arguments.split_whitespace()), "");
    let found: Value = serde_json::from_str(&called.stdout).expect("JSON");
    let time = &found["estimate"]["time"];
    assert_eq!(time["label"], "an estimate, never measured on a TPU");
    assert!(time["seconds"].as_f64() > Some(1e-5), "{time}");
    let operations = time["operations"].as_array().expect("operations");
    let gathers = operations.iter().filter(|o| o["collective"]["kind"] == "all-gather");
    assert!(gathers.clone().all(|o| o["collective"]["hops"] == 7), "{operations:?}");
    assert_eq!(gathers.count(), 2);
    let text = place.works("inspect program.hlo.pb --target v6e-32");
    assert!(text.contains("\nfloor "), "{text}");
    let wrong = place.call("inspect program.hlo.pb --target v6e-16");
    assert_eq!(wrong.code, 2, "{}", wrong.stdout);
    let plain = place.works("inspect program.hlo.pb --mesh 4x8");
    assert!(!plain.contains("\nfloor "), "{plain}");
}
