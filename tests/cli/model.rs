//! `--model-config`: the original's model file to one executable for all layers, or one for the stack.

use serde_json::Value;

use crate::Place;

/// A model of the size that the original page names.
const MODEL: &str = r#"{ "model_name": "gpt", "use_vq": true, "hidden_size": 8, "num_layers": 12,
    "vq_codes": 4, "vq_embedding_dim": 8, "vq_commitment_weight": 0.5, "vocab_size": 50257 }"#;
const BATCH: &str = "--batch 4 --seq 2 --dtype f32";

fn report(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn all_layers_of_a_model_share_one_executable() {
    let place = Place::new();
    place.write("model.json", MODEL);
    let said = place.call(&format!("--json compile --model-config model.json {BATCH} -o shared"));
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(said.stderr.contains("model config model.json: read use_vq, model_name, hidden_size"));
    assert!(said.stderr.contains("not of quantizers: vocab_size"), "{}", said.stderr);
    let report = report(&said.stdout);
    let layers = &report["layers"];
    assert_eq!((&layers["count"], &layers["stacked"]), (&12.into(), &false.into()));
    // Codebook and sums of 4 x 8, and 4 counts, in f32.
    assert_eq!(layers["state_bytes"], 12 * (2 * 4 * 8 + 4) * 4);
    let manifest: Value =
        serde_json::from_slice(&place.read("shared/MANIFEST.json")).expect("a manifest");
    assert_eq!(manifest["layers"][11], "gpt.layer11");
    assert_eq!(manifest["tensors"][0]["shape"], "f32[4,2,8]");
}

#[test]
fn stacked_layers_are_one_program() {
    let place = Place::new();
    place.write("model.json", MODEL);
    let call = format!("--json compile --model-config model.json --stacked {BATCH} -o stack");
    let report = report(&place.works(&call));
    assert_eq!(report["layers"]["stacked"], true);
    assert_eq!(report["layers"]["state_bytes"], 12 * (2 * 4 * 8 + 4) * 4);
    assert_eq!(report["tensors"][0]["shape"], "f32[12,4,2,8]");
    place.works(&format!("run --model-config model.json --stacked {BATCH} --random 1"));
}

#[test]
fn twelve_layers_compile_for_a_v4_32() {
    let place = Place::new();
    let model = MODEL.replace(": 8", ": 768").replace("\"vq_codes\": 4", "\"vq_codes\": 64");
    place.write("model.json", model);
    for (stacked, state) in [("", 12), ("--stacked", 12)] {
        let call = format!("--json compile --target v4-32 --model-config model.json {stacked}");
        let report = report(&place.works(&format!("{call} -o out{}", stacked.len())));
        assert_eq!(report["layers"]["state_bytes"], state * (2 * 64 * 768 + 64) * 4);
    }
}

#[test]
fn a_model_without_quantizers_is_a_wrong_call() {
    let place = Place::new();
    place.write("model.json", r#"{ "use_vq": false }"#);
    let said = place.call("emit --model-config model.json");
    assert_eq!(said.code, 2);
    assert!(
        said.stderr.contains(
            "model config model.json: use_vq: found false, wanted true: without a quantizer there \
             is nothing to compile"
        ),
        "{}",
        said.stderr
    );
    let said = place.call("emit --model-config none.json");
    assert!(said.stderr.contains("model config none.json"), "{}", said.stderr);
}
