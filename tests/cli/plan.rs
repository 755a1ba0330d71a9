//! `vqbit plan` and `--layout auto`: every way compiled and ranked, and one program for one job.

use serde_json::{Value, json};

use crate::compile::fits;
use crate::{Place, SMALL};

/// A v6e of four chips has three meshes.
const SMALL_TPU: &str = "--batch 8 --seq 64 --embedding-dim 256 --codebook-size 256 --target v6e-4";

fn ranked(plan: &Value) -> &Vec<Value> {
    plan["ranked"].as_array().expect("ranked ways")
}

#[test]
fn a_plan_ranks_what_compiles_and_tells_the_rest() {
    let place = Place::new();
    let plan = place.json(&format!("plan {SMALL_TPU} --json"));
    fits(&place.json("schema plan"), &plan);
    assert_eq!(plan["schema_version"], json!(1));
    let ranked = ranked(&plan);
    assert!(ranked.len() >= 3, "{plan:#}");
    let seconds = |way: &Value| way["estimate"]["seconds"].as_f64().expect("seconds");
    // The first is as fast as the fastest, and written more like the job.
    assert!(ranked[1..].iter().map(seconds).is_sorted(), "{plan:#}");
    assert!(seconds(&ranked[0]) <= 1.01 * seconds(&ranked[1]), "{plan:#}");
    for (index, way) in ranked.iter().enumerate() {
        assert_eq!(way["rank"], json!(index + 1));
        let parts = ["compute_seconds", "hbm_seconds", "ici_seconds"];
        let parts = parts.map(|part| way["estimate"][part].as_f64().expect("seconds"));
        assert!((parts.iter().sum::<f64>() / seconds(way) - 1.0).abs() < 1e-9, "{way:#}");
        let floor = way["estimate"]["floor_seconds"].as_f64().expect("a floor");
        assert!(floor > 0.0 && floor <= seconds(way), "{way:#}");
        // The job of a way compiles to it: the same mesh, layout and target.
        assert_eq!(way["job"]["layout"], way["way"]["layout"]);
        assert_eq!(way["job"]["quantizer"]["codebook_size"], json!(256));
    }
    // The first is told against the second, the others against the first.
    assert!(!ranked[0]["why"].as_str().expect("words").contains("rank 1"));
    assert!(ranked[1]["why"].as_str().expect("words").contains("rank 1"));
    // `tokens` cuts over all axes alike, whatever the mesh is called.
    let same = plan["dropped"]
        .as_array()
        .expect("dropped ways")
        .iter()
        .find(|way| way["dropped"] == "same" && way["way"]["layout"] == "tokens");
    let reason = same.expect("a way of the same program")["reason"].as_str().expect("a reason");
    assert!(reason.starts_with("as tokens on data="), "{reason}");
    let table = place.works(&format!("plan {SMALL_TPU} --mesh 2x2 --layout tokens"));
    assert!(table.starts_with("update in 1 ways: 1 ranked, 0 dropped\n"), "{table}");
    assert!(table.contains("\nthe job is written so\n"), "{table}");
    assert!(place.snapshot().keys().all(|path| !path.ends_with("out")), "a plan compiles nothing");
}

#[test]
fn sums_may_travel_in_a_type_that_is_asked_for() {
    let place = Place::new();
    let call = format!("plan {SMALL_TPU} --mesh 2x2 --layout tokens --collective-dtypes f32,bf16");
    let plan = place.json(&format!("{call} --json"));
    let ranked = ranked(&plan);
    let of = |dtype: &str| {
        let way = ranked.iter().find(|way| way["way"]["collective_dtype"] == dtype);
        way.unwrap_or_else(|| panic!("no way of {dtype}: {plan:#}"))
    };
    assert_eq!((ranked.len(), &of("bf16")["job"]["collective_dtype"]), (2, &json!("bf16")));
    let sent = |dtype| {
        let collectives = of(dtype)["collectives"].as_array().expect("collectives");
        collectives.iter().filter_map(|collective| collective["bytes"].as_u64()).sum::<u64>()
    };
    assert!(sent("bf16") < sent("f32"), "{} and {}", sent("bf16"), sent("f32"));
    assert!(place.works(&call).contains("  tokens, bf16 sums  "));
}

#[test]
fn formulations_are_planned_where_they_are_asked_for() {
    let place = Place::new();
    let call = format!("plan {SMALL_TPU} --mesh 2x2 --layout tokens --formulations");
    let plan = place.json(&format!("{call} --json"));
    let ranked = ranked(&plan);
    let said: Vec<&Value> = ranked.iter().map(|way| &way["job"]["formulation"]).collect();
    let wanted = [
        Value::Null,
        json!({ "counts": "histogram" }),
        json!({ "lookup": "gather" }),
        json!({ "counts": "histogram", "lookup": "gather" }),
    ];
    assert_eq!(said.len(), wanted.len(), "{plan:#}");
    assert!(wanted.iter().all(|way| said.contains(&way)), "{said:?}");
    assert!(place.works(&call).contains("  tokens, counts histogram, lookup gather  "));
}

#[test]
fn what_is_over_a_budget_is_dropped_and_named() {
    let place = Place::new();
    let call = format!("plan {SMALL_TPU} --mesh 1x4 --max-collectives 0 --json");
    let found = place.call(&call);
    let plan: Value = serde_json::from_str(&found.stdout).expect("JSON");
    assert_eq!((found.code, ranked(&plan).len()), (1, 0), "{plan:#}");
    let dropped = plan["dropped"].as_array().expect("dropped ways");
    let over: Vec<&str> = dropped
        .iter()
        .filter(|way| way["dropped"] == "over_budget")
        .filter_map(|way| way["reason"].as_str())
        .collect();
    let wanted = "--max-collectives: found ";
    assert!(!over.is_empty() && over.iter().all(|reason| reason.starts_with(wanted)), "{over:?}");
    let last = found.stderr.lines().last().expect("an error");
    assert_eq!(last, format!("error: none of {} ways can be taken", dropped.len()));
}

#[test]
fn auto_is_the_same_program_wherever_it_is_asked_for() {
    let place = Place::new();
    let auto = place.works(&format!("emit {SMALL} --layout auto"));
    assert_eq!(place.works(&format!("emit {SMALL}")), auto);
    let job = place.json(&format!("emit {SMALL} --layout auto --print-job"));
    let layout = job["layout"].as_str().expect("a layout");
    assert_ne!(layout, "auto");
    assert_eq!(place.works(&format!("emit {SMALL} --layout {layout}")), auto);
}

#[test]
fn a_kept_plan_is_what_auto_means_on_this_machine_and_only_then() {
    let place = Place::new();
    let job = "--batch 8 --seq 64 --embedding-dim 256 --codebook-size 2048 --target v6e-4";
    let before = place.works(&format!("emit {job} --print-job"));
    let plan = place.json(&format!("plan {job} --json"));
    let best = &ranked(&plan)[0];
    let found = place.call(&format!("emit {job} --layout auto --print-job"));
    assert_eq!(found.code, 0, "{}", found.stderr);
    let said = format!("layout auto: {} on ", best["way"]["layout"].as_str().expect("a layout"));
    assert!(found.stderr.contains(&said), "{}", found.stderr);
    let auto: Value = serde_json::from_str(&found.stdout).expect("a job");
    assert_eq!(auto, best["job"]);
    assert_eq!(place.json(&format!("compile {job} --layout auto -o out --json"))["job"], auto);
    // A mesh that is asked for is kept to, with the best layout on it.
    let on_mesh = place.json(&format!("emit {job} --layout auto --mesh 2x2 --print-job"));
    let wanted = ranked(&plan).iter().find(|way| way["way"]["mesh"] == "data=2,model=2");
    assert_eq!(on_mesh, wanted.expect("a way on 2x2")["job"]);
    // Nobody else is told of it.
    assert_eq!(place.works(&format!("emit {job} --print-job")), before);
}
