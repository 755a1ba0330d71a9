//! `vqbit verify`: programs beside the f64 reference, and cases from outside.

use serde_json::{Value, json};

use crate::{Called, Place, called, plugin};

/// A job whose tokens eight devices share.
const JOB: &str = "--batch 8 --seq 4 --embedding-dim 12 --codebook-size 10";
/// The cases that come with the source.
const CASES: [&str; 5] = [
    include_str!("../cases/codebook.json"),
    include_str!("../cases/product.json"),
    include_str!("../cases/residual.json"),
    include_str!("../cases/scalar.json"),
    include_str!("../cases/maps.json"),
];

fn numbers<'a>(of: &'a Value, list: &str, key: &str) -> Vec<&'a Value> {
    of[list].as_array().into_iter().flatten().map(|item| &item[key]).collect()
}

#[test]
fn all_families_of_inputs_are_held_on_1_8_and_the_meshs_devices() {
    let place = Place::new();
    let found = place.json(&format!("verify {JOB} --mesh 2x2 --layout tokens+codes --json"));
    assert_eq!(found["passed"], json!(true));
    let runs = found["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 3 * 8);
    let meshes: Vec<&Value> = runs.iter().step_by(8).map(|run| &run["mesh"]).collect();
    assert_eq!(meshes, ["data=1,model=1", "data=2,model=2", "data=2,model=4"]);
    for run in runs {
        assert_eq!(run["codes"]["codes"], json!(32), "{run}");
        let names = numbers(run, "tensors", "tensor");
        for name in ["quantized", "loss", "codebook", "cluster_size", "embed_sum"] {
            assert!(names.contains(&&json!(name)), "{name}: {run}");
        }
    }
    let families = [
        "normal",
        "offset",
        "clustered",
        "nonfinite-rows",
        "duplicated",
        "huge-norms",
        "tiny-norms",
        "near-ties",
    ];
    assert_eq!(numbers(&found, "independence", "family"), families);
    assert!(numbers(&found, "independence", "codes").iter().all(|codes| codes.is_null()));
}

#[test]
fn budgets_hold_the_program_of_the_target() {
    let place = Place::new();
    let verify = |budgets: &str| {
        place.call(&format!("verify {JOB} --mesh 2x2 --devices 4 --families normal {budgets}"))
    };
    let over = verify("--max-hbm 16B");
    assert_eq!(over.code, 1, "{}", over.stderr);
    assert!(over.stdout.contains("held: "), "{}", over.stdout);
    assert!(over.stderr.contains("over budget: --max-hbm: found "), "{}", over.stderr);
    let within = verify("--max-hbm 1GiB --require-aliasing --max-collectives 9");
    assert_eq!(within.code, 0, "{}", within.stderr);
}

/// Inputs whose scores lie a rounding apart, where devices share elements and entries.
#[test]
fn codes_do_not_tell_how_many_devices_found_them() {
    let place = Place::new();
    for job in [
        "--layout tokens+dim --set precision=fast",
        "--layout tokens+dim --set precision=exact",
        "--layout tokens+codes --set precision=f32",
        "--layout codes+tokens --set precision=f32",
        "--layout codes+tokens --set precision=f32 --codebook-size 80",
        "--layout tokens --set collective_dtype=bf16",
        "--layout tokens --codebook-size 512",
    ] {
        let call = format!("verify --mesh 4x8 --seq 128 {job} --families offset,near-ties --json");
        let found = place.json(&call);
        assert_eq!(found["passed"], json!(true), "{job}");
        let differing = numbers(&found, "independence", "codes");
        assert!(differing.len() == 2 && differing.iter().all(|codes| codes.is_null()), "{job}");
    }
}

#[test]
fn a_hundred_steps_show_how_far_the_state_drifts() {
    let place = Place::new();
    let call = format!("verify {JOB} --dtype f32 --devices 1,8 --families clustered --steps 100");
    let found = place.json(&format!("{call} --json"));
    for run in found["runs"].as_array().expect("runs") {
        assert_eq!(run["codes"]["codes"], json!(3200));
        assert_eq!(numbers(run, "drift", "tensor"), ["codebook", "cluster_size", "embed_sum"]);
        let course = run["drift"][0]["course"].as_array().expect("a course");
        let steps: Vec<&Value> = course.iter().map(|point| &point["step"]).collect();
        assert_eq!(steps, [1, 2, 5, 10, 20, 50, 100]);
        let last = course[6]["max_relative_error"].as_f64().expect("a number");
        // f32 drifts from f64, and by less than the bound of 1e-5 and 99 roundings.
        assert!((1e-9..2.2e-5).contains(&last), "{last}");
    }
    let text = place.works(&call);
    let has = |start: &str| text.lines().any(|line| line.trim_start().starts_with(start));
    assert!(has("tensor        step 1") && has("embed_sum") && has("held: "), "{text}");
}

#[test]
fn every_kind_of_quantizer_is_verified() {
    let place = Place::new();
    for (step, keys) in [
        (
            "update",
            "kind=residual quantizer.stages=2 quantizer.codebook_size=6 quantizer.embedding_dim=4",
        ),
        (
            "update",
            "kind=product quantizer.groups=2 quantizer.codebook_size=6 quantizer.embedding_dim=4",
        ),
        ("quantize", "kind=fsq"),
        ("quantize", "kind=bsq quantizer.bits=6"),
        ("vjp", "codebook_size=6 quantizer.embedding_dim=4"),
        ("decode", "codebook_size=6 quantizer.embedding_dim=4"),
    ] {
        let keys = keys.replace(" quantizer.", " --set quantizer.");
        let call = format!("verify --step {step} --batch 8 --seq 2 --set quantizer.{keys}");
        // As hosts are given it, and as TPUs are.
        for target in ["cpu", "v6e-8"] {
            let call = format!("{call} --target {target} --devices 1,8");
            place.works(&format!("{call} --families normal,nonfinite-rows"));
        }
    }
}

#[test]
fn files_are_verified_in_the_place_of_families() {
    let place = Place::new();
    place.works(&format!("init-state {JOB} --random 5 -o state"));
    let found = place.json(&format!("verify {JOB} --inputs state --devices 1 --json"));
    assert_eq!(numbers(&found, "runs", "family"), ["normal"]);
    assert_eq!(found["passed"], json!(true));
}

#[test]
fn devices_that_tokens_cannot_be_cut_for_are_left_out_and_told() {
    let place = Place::new();
    let call = "verify --batch 3 --seq 1 --embedding-dim 4 --codebook-size 4 --families normal";
    let found = place.json(&format!("{call} --json"));
    assert_eq!(numbers(&found, "runs", "devices"), [1]);
    let told = found["left_out"][0].as_str().expect("a reason");
    assert!(
        told.starts_with("8 devices: layout tokens: batch 3 x seq 1 cannot be split"),
        "{told}"
    );
    assert!(place.works(call).contains("left out  8 devices: layout tokens: batch 3"));
}

/// Runs cases on one plugin.
fn cases(place: &Place, variable: &str, files: &[&str]) -> Called {
    let mut command = place.vqbit();
    command.args(["verify", "--json", "--plugin"]).arg(plugin(variable));
    for (at, file) in files.iter().enumerate() {
        place.write(&format!("{at}.json"), file);
        command.args(["--cases", &format!("{at}.json")]);
    }
    called(&mut command, "")
}

#[test]
fn the_cases_of_the_source_are_as_expected_on_every_plugin() {
    let place = Place::new();
    for variable in ["VQBIT_TEST_CPU_081", "VQBIT_TEST_CPU_106", "VQBIT_TEST_CPU_115"] {
        let found = cases(&place, variable, &CASES);
        assert_eq!(found.code, 0, "{variable}: {}{}", found.stdout, found.stderr);
        let report: Value = serde_json::from_str(&found.stdout).expect("JSON");
        assert_eq!(report["cases"].as_array().map(Vec::len), Some(37));
    }
}

#[test]
fn the_cases_of_the_source_have_every_step_and_kind() {
    let all: Vec<Value> = CASES
        .iter()
        .flat_map(|file| serde_json::from_str::<Vec<Value>>(file).expect("JSON"))
        .collect();
    let has = |key: &str, word: &str| {
        all.iter().any(|case| case["job"].pointer(key) == Some(&json!(word)))
    };
    for step in ["encode", "decode", "quantize", "update", "accumulate", "apply", "vjp"] {
        assert!(has("/step", step), "{step}");
    }
    for kind in ["product", "residual", "fsq", "lfq", "bsq", "sim", "random_projection"] {
        assert!(has("/quantizer/kind", kind), "{kind}");
    }
}

#[test]
fn a_case_that_is_not_as_expected_fails_and_the_others_are_told_too() {
    let place = Place::new();
    let job = json!({ "step": "decode", "quantizer": { "codebook_size": 2, "embedding_dim": 1 },
                      "input": { "batch": 1, "seq": 2 } });
    let case = |name: &str, wanted: f64| {
        json!({ "name": name, "job": job, "inputs": { "codes": [[0, 1]], "codebook": [[1], [2]] },
                "expect": { "quantized": { "value": [[[1], [wanted]]] } } })
    };
    let file = json!([case("wrong", 2.5), case("right", 2.0)]).to_string();
    let found = cases(&place, "VQBIT_TEST_CPU_115", &[&file]);
    let wanted = "error: 1 of 2 cases are not as expected: case wrong: quantized is not as expected \
                  (value), 1 of 2: [0, 1, 0] is 2, wanted 2.5\n";
    assert_eq!((found.code, found.stderr.as_str()), (1, wanted));
    let report: Value = serde_json::from_str(&found.stdout).expect("JSON");
    assert_eq!(numbers(&report, "cases", "passed"), [false, true]);
    let quantized = &report["cases"][0]["expectations"][0];
    assert_eq!((&quantized["max_absolute_error"], &quantized["beyond"]), (&json!(0.5), &json!(1)));
}

#[test]
fn the_schema_of_cases_is_printed() {
    let schema = Place::new().json("schema cases");
    assert_eq!(schema["title"], "Cases");
    assert_eq!(Place::new().json("schema verification")["title"], "Verification");
}

/// Where logits are large, a compiler's roundings may leave a softmax without a share; where they are
/// all but equal, each rounding goes the same way.
#[test]
fn the_diversity_loss_holds_on_every_family() {
    let place = Place::new();
    let size = "--batch 8 --seq 8 --embedding-dim 16 --codebook-size 16";
    let job = format!("{size} --target cpu --mesh 2x4 --set quantizer.diversity.weight=0.1");
    for step in ["quantize", "vjp"] {
        place.works(&format!("verify {job} --step {step}"));
    }
}
