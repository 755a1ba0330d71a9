//! Every step against the f64 reference, on real CPU plugins, on 1, 8 and 32 devices.
//!
//! Each plugin has a process of its own: a test here starts this binary again, with the plugin in
//! its environment. The plugins' paths come from the `VQBIT_TEST_*` variables that
//! `scripts/test` sets.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::json;

use vqbit::emit::format::Format;
use vqbit::ir::shape::{ElementType, Shape};
use vqbit::job::JobFile;
use vqbit::pjrt::plugin::Plugin;
use vqbit::reference::compute::Compute;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;
use vqbit::vq::formulation::Platform;
use vqbit::vq::spec::{Layout, Step, StepSpec};
use vqbit::vq::state::initial_state;

use crate::held::Case;
use crate::subject::{CPU_081, CPU_106, CPU_115, IN_TURN, full, in_a_process, inputs, subject};

const SIZES: [usize; 6] = [1, 3, 64, 100, 128, 1000];
const FORMATS: [Format; 3] = [Format::StableHlo, Format::HloProto, Format::StableHloGspmd];
const MESHES: [&str; 3] = ["1x1", "2x4", "4x8"];
const PLATFORMS: [Platform; 2] = [Platform::Tpu, Platform::Cpu];
const DTYPES: [ElementType; 2] = [ElementType::Bf16, ElementType::F32];
const STEPS: [Step; 4] = [Step::Encode, Step::Decode, Step::Quantize, Step::Update];

fn spec(step: Step, codebook_size: usize, dtype: ElementType, layout: Layout) -> StepSpec {
    let job = json!({
        "step": step.name(),
        "quantizer": { "codebook_size": codebook_size, "embedding_dim": 40,
                       "codebook_weight": 0.5, "ema": { "decay": 0.9 } },
        "input": { "batch": 32, "seq": 3, "dtype": dtype.name() },
        "layout": layout.name(),
    });
    JobFile::from_json(job).and_then(|file| file.resolve()).expect("a job").spec
}

/// All steps, types, layouts and meshes; formats, families, platforms and, but for [`full`], sizes take
/// turns.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for mesh in MESHES {
        let mesh = Mesh::parse(mesh).expect("a mesh");
        for layout in Layout::PARTITIONED {
            for step in STEPS {
                for dtype in DTYPES {
                    for size in SIZES {
                        let turn = cases.len();
                        // Shifted by a turn each round, so that each size meets every format
                        // and, since six sizes meet five families, every family.
                        let format = FORMATS[(turn + turn / SIZES.len()) % FORMATS.len()];
                        let family = IN_TURN[turn % IN_TURN.len()];
                        let mut spec = spec(step, size, dtype, layout);
                        spec.platform = PLATFORMS[(turn + turn / SIZES.len()) % PLATFORMS.len()];
                        if mesh.device_count() == 1 {
                            (spec.seq, spec.quantizer.embedding_dim) = (5, 37);
                        }
                        cases.push(Case { spec, mesh: mesh.clone(), format, family });
                    }
                }
            }
        }
    }
    // Two of six sizes a round, others in the next one, in another format.
    let in_turn = |turn: usize| turn % SIZES.len() % 3 == turn / SIZES.len() % 3;
    let numbered = cases.into_iter().enumerate();
    let own = numbered.filter(|(turn, _)| full() || in_turn(*turn)).map(|(_, case)| case);
    own.chain(cases_of_hosts()).chain(cases_of_many_entries()).chain(cases_of_blocks()).collect()
}

/// Updates with so many entries that these are counted by their bits: all layouts, and ways to count
/// device by device; types, meshes and formats take turns.
fn cases_of_many_entries() -> Vec<Case> {
    let plain = Layout::ALL.map(|layout| json!({ "layout": layout.name() }));
    let others = [
        json!({ "quantizer": { "codebook_size": 2050 } }),
        json!({ "async_updates": true }),
        json!({ "quantizer": { "kind": "residual", "stages": 2, "loop_from": 1 } }),
        json!({ "quantizer": { "kind": "product", "groups": 2 } }),
    ];
    let case = |(turn, own): (usize, serde_json::Value)| {
        let job = json!({
            "step": "update", "layout": "tokens",
            "quantizer": { "codebook_size": 2048, "embedding_dim": 16 },
            "input": { "batch": 32, "seq": 3, "dtype": DTYPES[turn % DTYPES.len()].name() },
        });
        let [job, own] = [job, own].map(|job| JobFile::from_json(job).expect("a job"));
        let spec = job.overlay(own).resolve().expect("a job").spec;
        let mesh = Mesh::parse(["2x4", "4x8"][turn % 2]).expect("a mesh");
        Case { spec, mesh, format: FORMATS[turn % FORMATS.len()], family: Family::NonfiniteRows }
    };
    plain.into_iter().chain(others).enumerate().map(case).collect()
}

/// Steps that a host of one device searches in two blocks; types and formats take turns.
fn cases_of_blocks() -> Vec<Case> {
    let jobs = [
        json!({}),
        json!({ "precision": "fast" }),
        json!({ "quantizer": { "kind": "product", "groups": 2 } }),
        json!({ "quantizer": { "kind": "residual", "stages": 2 } }),
        json!({ "quantizer": { "kind": "residual", "stages": 2, "loop_from": 1 } }),
        json!({ "quantizer": { "metric": "cosine" } }),
    ];
    let case = |(turn, own): (usize, &serde_json::Value)| {
        let step = ["encode", "update"][turn % 2];
        let job = json!({
            "step": step, "target": "cpu",
            "quantizer": { "codebook_size": 256, "embedding_dim": 16 },
            "input": { "batch": 32, "seq": 64, "dtype": DTYPES[turn / 2 % DTYPES.len()].name() },
        });
        let [job, own] = [job, own.clone()].map(|job| JobFile::from_json(job).expect("a job"));
        let spec = job.overlay(own).resolve().expect("a job").spec;
        let mesh = Mesh::parse("1x1").expect("a mesh");
        Case { spec, mesh, format: FORMATS[turn % FORMATS.len()], family: Family::NonfiniteRows }
    };
    jobs.iter().flat_map(|job| [job; 4]).enumerate().map(case).collect()
}

/// Updates as a host of one device makes them: kinds, sizes and types; masks, families and formats
/// take turns.
fn cases_of_hosts() -> Vec<Case> {
    let kinds = [
        json!({}),
        json!({ "kind": "product", "groups": 8 }),
        json!({ "kind": "product", "groups": 8, "shared": true }),
        json!({ "kind": "residual", "stages": 3 }),
        json!({ "kind": "residual", "stages": 3, "groups": 8, "shared": true, "loop_from": 1 }),
    ];
    let masks = ["tokens", "none", "lengths"];
    let families = [Family::NonfiniteRows, Family::Normal];
    let mut cases = Vec::new();
    for kind in &kinds {
        for size in [1, 3, 64] {
            for dtype in DTYPES {
                let turn = cases.len();
                let own = json!({
                    "step": "update", "target": "cpu", "quantizer": kind,
                    "input": { "mask": masks[turn % masks.len()] },
                });
                let job = json!({
                    "quantizer": { "codebook_size": size, "embedding_dim": 40 },
                    "input": { "batch": 32, "seq": 3, "dtype": dtype.name() },
                });
                let [job, own] = [job, own].map(|job| JobFile::from_json(job).expect("a job"));
                let spec = job.overlay(own).resolve().expect("a job").spec;
                let mesh = Mesh::parse("1x1").expect("a mesh");
                // A pair of types has one family, so that each kind and type meets both.
                let family = families[turn / DTYPES.len() % families.len()];
                cases.push(Case { spec, mesh, format: FORMATS[turn % FORMATS.len()], family });
            }
        }
    }
    cases
}

/// What is wrong with one case; empty when nothing is.
fn findings(plugin: &Plugin, case: &Case) -> String {
    let session = case.session(plugin);
    let given = inputs(session.interface(), case.family);
    let outputs = session.run(&given, 1, |_| ()).unwrap_or_else(|e| panic!("{case:?}: {e}"));
    let mut text = case.differences(session.interface(), &given, &outputs);
    if case.spec.step != Step::Decode && case.spec.quantizer.code_dims().is_empty() {
        let codes = outputs["codes"].to_s32().expect("codes");
        let codebook = Compute::of(case.spec.dtype).rounded(&given["codebook"].widened());
        let tie = wrong_tie(&codebook, case.spec.quantizer.embedding_dim, &codes);
        if let Some((token, code, first)) = tie {
            let _ = write!(text, " codes: token {token} has {code}, entry {first} is equal;");
        }
    }
    text
}

/// A token, its code, and an equal entry of a smaller code: ties go to the smallest.
fn wrong_tie(codebook: &[f64], dim: usize, codes: &[i32]) -> Option<(usize, usize, usize)> {
    let entry = |code: usize| &codebook[code * dim..(code + 1) * dim];
    codes.iter().enumerate().find_map(|(token, &code)| {
        let code = usize::try_from(code).ok()?;
        let first = (0..code).find(|&earlier| entry(earlier) == entry(code))?;
        Some((token, code, first))
    })
}

/// Three steps at once are three single steps fed by hand, bit for bit, in every layout.
fn check_feed_back(plugin: &Plugin) {
    for layout in Layout::PARTITIONED {
        let spec = spec(Step::Update, 64, ElementType::Bf16, layout);
        let mesh = Mesh::parse("4x8").expect("a mesh");
        let case = Case { spec, mesh, format: Format::StableHlo, family: Family::Clustered };
        let session = case.session(plugin);
        let given = inputs(session.interface(), case.family);
        let at_once = session.run(&given, 3, |_| ()).expect("three steps");
        let mut fed = given.clone();
        let mut last = BTreeMap::new();
        for _ in 0..3 {
            last = session.run(&fed, 1, |_| ()).expect("a step");
            for name in ["codebook", "cluster_size", "embed_sum"] {
                fed.insert(name.to_owned(), last[name].clone());
            }
        }
        assert!(at_once == last, "{}: three steps at once differ from three alone", layout.name());
        assert!(last["codebook"] != given["codebook"], "{}: nothing was learnt", layout.name());
    }
}

/// From the default state an entry that nothing chooses stays where it is, however long.
fn check_untouched_entry(plugin: &Plugin) {
    let mut spec = spec(Step::Update, 4, ElementType::F32, Layout::Tokens);
    (spec.batch, spec.seq, spec.quantizer.embedding_dim) = (1, 8, 4);
    let mesh = Mesh::parse("1x1").expect("a mesh");
    let case = Case { spec, mesh, format: Format::StableHlo, family: Family::Normal };
    let session = case.session(plugin);
    let far = [7.0, -7.0, 7.0, -7.0];
    let near: Vec<f32> =
        (0..12).map(|i| 0.1 * f32::from(u8::try_from(i).expect("a digit"))).collect();
    let codebook: Vec<f32> = near.into_iter().chain(far).collect();
    let codebook = Tensor::from_f32(&[4, 4], &codebook).expect("a codebook");
    let mut given = initial_state(&case.spec.quantizer, None, codebook).expect("a state");
    given.insert("inputs".to_owned(), Tensor::zeros(Shape::new(ElementType::F32, &[1, 8, 4])));
    for steps in [1, 100, 3000] {
        let outputs = session.run(&given, steps, |_| ()).expect("outputs");
        let found = outputs["codebook"].to_f32().expect("a codebook");
        let off = found[12..].iter().zip(far).map(|(f, w)| (f - w).abs()).fold(0.0, f32::max);
        assert!(off <= 1e-4, "after {steps} steps the entry is {:?}", &found[12..]);
    }
}

fn check(variable: &str) {
    let said = in_a_process("numbers::the_grid_on_one_plugin", variable);
    let wanted = format!("{} cases held against the reference", if full() { 495 } else { 207 });
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
fn the_grid_on_one_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let cases = cases();
    let mut wrong = 0;
    for case in &cases {
        let text = findings(&plugin, case);
        if !text.is_empty() {
            wrong += 1;
            let StepSpec { step, quantizer, dtype, layout, .. } = &case.spec;
            eprintln!(
                "WRONG {} K={} {dtype} {} on {} as {} of {}:{text}",
                step.name(),
                quantizer.codebook_size(),
                layout.name(),
                case.mesh,
                case.format.name(),
                case.family.name()
            );
        }
    }
    eprintln!("{} cases held against the reference, {wrong} wrong", cases.len());
    assert_eq!(wrong, 0, "cases differ from the reference");
    check_feed_back(&plugin);
    check_untouched_entry(&plugin);
}
