//! The two forms of a residual quantizer's program, stages written out and turns of a loop, bit for
//! bit on real CPU plugins; how many are active, told at run time; that the loop's program does not
//! grow with the stages; and what libtpu makes of it.

use std::collections::BTreeMap;

use serde_json::json;

use vqbit::emit::format::Format;
use vqbit::job::JobFile;
use vqbit::pjrt::plugin::Plugin;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;
use vqbit::vq::build::build;
use vqbit::vq::spec::Layout;

use crate::held::Case;
use crate::subject::{
    CPU_081, CPU_106, CPU_115, LIBTPU, compiler, in_a_process, inputs, job, subject,
};

const MESHES: [&str; 3] = ["1x1", "2x4", "4x8"];
const TARGETS: [&str; 2] = ["v4-32", "v6e-32"];

fn case(step: &str, layout: Layout, mesh: &str, quantizer: serde_json::Value) -> Case {
    let base = JobFile::from_json(json!({
        "step": step, "layout": layout.name(),
        "quantizer": { "kind": "residual", "stages": 5, "codebook_size": 24, "embedding_dim": 40,
                       "ema": { "decay": 0.9 } },
        "input": { "batch": 32, "seq": 3, "dtype": "f32" },
    }));
    let own = JobFile::from_json(json!({ "quantizer": quantizer })).expect("a job");
    let spec = base.expect("a job").overlay(own).resolve().expect("a job").spec;
    let mesh = Mesh::parse(mesh).expect("a mesh");
    Case { spec, mesh, format: Format::StableHlo, family: Family::Normal }
}

/// What stages are seen again for: the tokens of restarts, and the spread of tokens over entries.
fn seen_again() -> [serde_json::Value; 3] {
    let restart = |source: &str| json!({ "source": source, "adaptive_threshold": 0.5 });
    let diversity = json!({ "weight": 0.3 });
    [
        json!({ "restart": restart("batch"), "diversity": diversity }),
        json!({ "restart": restart("farthest"), "diversity": diversity, "groups": 8 }),
        json!({ "restart": restart("batch"), "shared": true }),
    ]
}

/// What the way back goes through the stages again for.
fn backward() -> [serde_json::Value; 3] {
    let diversity = json!({ "weight": 0.3 });
    [
        json!({ "codebook_weight": 0.5, "gradient": "rotation" }),
        json!({ "codebook_weight": 0.5, "groups": 8, "shared": true, "active_stages": true }),
        json!({ "diversity": diversity, "codebook_weight": 0.5, "orthogonal": { "weight": 2 } }),
    ]
}

/// What a case's program gives, `active` of its stages being told.
fn outputs(plugin: &Plugin, case: &Case, active: &[i32]) -> Vec<BTreeMap<String, Tensor>> {
    let session = case.session(plugin);
    let mut given = inputs(session.interface(), case.family);
    let mut run = |&active: &i32| {
        let tensor = Tensor::from_s32(&[], &[active]).expect("a scalar");
        given.insert("active_stages".to_owned(), tensor);
        let outputs = session.run(&given, 1, |_| ()).expect("it runs");
        assert_eq!(case.differences(session.interface(), &given, &outputs), "", "{active} active");
        outputs
    };
    active.iter().map(&mut run).collect()
}

#[test]
fn both_forms_give_the_same_bits() {
    for variable in [CPU_081, CPU_106, CPU_115] {
        let said = in_a_process("stages::the_forms_on_one_plugin", variable);
        assert!(said.contains("18 pairs of programs are alike"), "it ran less:\n{said}");
        for again in ["the_forms_that_see_stages_again", "the_forms_of_the_way_back"] {
            let said = in_a_process(&format!("stages::{again}"), variable);
            assert!(said.contains("9 pairs of programs are alike"), "it ran less:\n{said}");
        }
    }
}

/// The child's part: a loop of 5 stages against 5 stages written out, none, some, all and more than
/// all of them active; nothing without a plugin.
#[test]
fn the_forms_on_one_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let mut pairs = 0;
    for mesh in MESHES {
        for layout in Layout::PARTITIONED {
            for step in ["update", "decode"] {
                let form = |loop_from: usize| {
                    let keys = json!({ "active_stages": true, "loop_from": loop_from });
                    outputs(&plugin, &case(step, layout, mesh, keys), &[-1, 0, 2, 5, 9])
                };
                assert_eq!(form(1), form(6), "{step} {} on {mesh}", layout.name());
                pairs += 1;
            }
        }
    }
    eprintln!("{pairs} pairs of programs are alike");
}

/// Sums over softmax shares, which older CPU plugins add up in another order inside of a loop.
const OF_SHARES: [&str; 2] = ["diversity_loss", "loss"];

/// The child's part: restarts and diversity of 5 stages, in a loop and written out; nothing without a
/// plugin.
#[test]
fn the_forms_that_see_stages_again() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let mut pairs = 0;
    for quantizer in seen_again() {
        for (layout, mesh) in
            [(Layout::Tokens, "1x1"), (Layout::TokensDim, "2x4"), (Layout::TokensCodes, "4x8")]
        {
            let form = |loop_from: usize| {
                let mut keys = quantizer.clone();
                keys["loop_from"] = loop_from.into();
                outputs(&plugin, &case("update", layout, mesh, keys), &[0])
            };
            let (looped, written_out) = (form(1), form(6));
            let moved = looped[0]["restarted_entries"].widened();
            assert!(moved[0] > 0.0, "{quantizer}: nothing restarts");
            for (name, tensor) in &looped[0] {
                let place = format!("{quantizer} {} on {mesh}", layout.name());
                let other = &written_out[0][name];
                if OF_SHARES.contains(&name.as_str()) {
                    let (found, wanted) = (tensor.widened()[0], other.widened()[0]);
                    let off = (found - wanted).abs();
                    // In nats: it is a difference of two entropies.
                    assert!(off <= 1e-5, "{place}: {name} {found}, {wanted}");
                } else {
                    assert!(tensor == other, "{place}: another {name}");
                }
            }
            pairs += 1;
        }
    }
    eprintln!("{pairs} pairs of programs are alike");
}

/// The child's part: `vjp` of 5 stages, in a loop and written out; nothing without a plugin.
#[test]
fn the_forms_of_the_way_back() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let mut pairs = 0;
    for quantizer in backward() {
        for (layout, mesh) in
            [(Layout::Tokens, "1x1"), (Layout::TokensDim, "2x4"), (Layout::TokensCodes, "4x8")]
        {
            let form = |loop_from: usize| {
                let mut keys = quantizer.clone();
                keys["loop_from"] = loop_from.into();
                outputs(&plugin, &case("vjp", layout, mesh, keys), &[3])
            };
            let place = format!("{quantizer} {} on {mesh}", layout.name());
            let (looped, written_out) = (form(1), form(6));
            // Sums over stages that share a codebook, and over shares, are fused in other orders.
            let off = if quantizer["gradient"] == "rotation" { 0.0 } else { 1e-5 };
            for (name, tensor) in &looped[0] {
                let (found, wanted) = (tensor.widened(), written_out[0][name].widened());
                let largest = wanted.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
                let near = |(x, y): (&f64, &f64)| (x - y).abs() <= off * largest;
                let near = found.iter().zip(&wanted).all(near);
                assert!(largest > 0.0 && near, "{place}: another {name}");
            }
            pairs += 1;
        }
    }
    eprintln!("{pairs} pairs of programs are alike");
}

/// Instructions of a program of so many stages, those of all computations.
fn instructions(step: &str, mut quantizer: serde_json::Value, stages: usize) -> usize {
    quantizer["stages"] = stages.into();
    // Sizes of which none is a number of stages, nor the compression ratio: equal constants are one.
    quantizer["codebook_size"] = 48.into();
    let Case { mut spec, mesh, .. } = case(step, Layout::TokensCodes, "2x4", quantizer);
    spec.batch = 40;
    let module = build(&spec, &mesh).expect("a graph");
    let others = module.computations.iter().map(|computation| computation.instructions.len());
    module.entry.instructions.len() + others.sum::<usize>()
}

#[test]
fn a_program_of_32_stages_is_as_large_as_one_of_16() {
    let plain = [("decode", json!({})), ("quantize", json!({})), ("update", json!({}))];
    let again = seen_again().map(|quantizer| ("update", quantizer));
    let backward = backward().map(|quantizer| ("vjp", quantizer));
    for (step, quantizer) in plain.into_iter().chain(again).chain(backward) {
        let count = |stages| instructions(step, quantizer.clone(), stages);
        assert_eq!(count(32), count(16), "{step} {quantizer}");
        assert!(count(7) > count(6), "{step} {quantizer}: short ones are written out");
    }
}

/// Devices meet in the loop for the search alone; counts, sums and losses meet once, after it.
#[test]
fn no_statistics_are_reduced_in_the_loop() {
    for target in TARGETS {
        let report = |layout: Layout| {
            let text = json!({ "target": target, "mesh": "4x8", "layout": layout.name(),
                               "quantizer": { "kind": "residual", "stages": 8 } });
            let job = job(&text.to_string());
            let compiled = compiler(LIBTPU, Format::StableHlo).compile(&job).expect("it compiles");
            compiled.report
        };
        for (layout, wanted) in [
            (Layout::Tokens, &[][..]),
            (Layout::TokensDim, &["all-gather", "all-to-all"]),
            (Layout::TokensCodes, &["all-gather"]),
        ] {
            let report = report(layout);
            let looped = report.collectives.iter().filter(|row| row.in_loop);
            let kinds: Vec<&str> = looped.map(|row| row.kind.as_str()).collect();
            assert_eq!(kinds, wanted, "{} for {target}", layout.name());
            let reduced = report.collectives.iter().find(|row| !row.in_loop && row.bytes > 1 << 16);
            assert!(reduced.is_some(), "{} for {target}: no reduction after", layout.name());
        }
    }
}

/// A loop's code is one turn's. What grows with arrays that have the stages is an eighth at the most
/// where there are four times as many.
#[test]
fn the_code_for_tpu_does_not_grow_with_the_stages() {
    for target in TARGETS {
        for (step, quantizer) in [
            ("update", json!({})),
            ("vjp", json!({})),
            ("vjp", json!({ "codebook_weight": 0.5, "diversity": { "weight": 0.1 } })),
        ] {
            let code = |stages: usize| {
                let mut quantizer = quantizer.clone();
                (quantizer["kind"], quantizer["stages"]) = ("residual".into(), stages.into());
                let text = json!({ "target": target, "step": step, "quantizer": quantizer });
                let job = job(&text.to_string());
                let compiled = compiler(LIBTPU, Format::StableHlo).compile(&job);
                let report = compiled.expect("it compiles").report;
                report.memory_per_device.code_bytes.expect("bytes of code")
            };
            let (of_8, of_32) = (code(8), code(32));
            assert!(of_32 * 6 <= of_8 * 7, "{step} for {target}: {of_8} B of 8, {of_32} B of 32");
        }
    }
}
