//! Training over several runs: pending statistics, asynchronous updates and averages from zero, held
//! against the reference's own course on real CPU plugins.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use vqbit::emit::format::Format;
use vqbit::job::JobFile;
use vqbit::pjrt::plugin::Plugin;
use vqbit::reference::steps::{Arrays, Reference};
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;
use vqbit::verification::bounds::{Allowed, Bound, is_by_device};
use vqbit::verification::differences::{Pair, total};
use vqbit::vq::interface::Interface;
use vqbit::vq::spec::Layout;
use vqbit::vq::state::{initial_state, nothing_pending, random_codebook};

use crate::held::Case;
use crate::subject::{CPU_081, CPU_106, CPU_115, in_a_process, subject};

type Tensors = BTreeMap<String, Tensor>;

/// A small step in f32 with 32 sequences, or with as many as `own` says.
fn case(own: Value, layout: Layout, mesh: &str) -> Case {
    let small = json!({
        "quantizer": { "codebook_size": 20, "embedding_dim": 40, "ema": { "decay": 0.8 } },
        "input": { "batch": 32, "seq": 3, "dtype": "f32" }, "layout": layout.name(),
    });
    let small = JobFile::from_json(small).expect("a job");
    let file = small.overlay(JobFile::from_json(own).expect("a job"));
    let (mesh, format) = (Mesh::parse(mesh).expect("a mesh"), Format::StableHlo);
    let spec = file.resolve().expect("a job").spec;
    Case { spec, mesh, format, family: Family::Clustered }
}

fn first_state(case: &Case, interface: &Interface) -> Tensors {
    let codebook = random_codebook(&case.spec.quantizer, None, 3).expect("a codebook");
    let mut state = initial_state(&case.spec.quantizer, None, codebook).expect("a state");
    state.extend(nothing_pending(interface));
    state
}

/// The inputs of a turn, other tokens each time; in turn 2 none takes part.
fn batch(interface: &Interface, turn: u64) -> Tensors {
    let mut batch = Tensors::new();
    for input in &interface.inputs {
        let tensor = match input.name {
            "inputs" => Family::Clustered.tensor(50 + turn, "inputs", &input.shape),
            "mask" => {
                let flags =
                    (0..input.shape.element_count()).map(|n| u8::from(turn != 2 && n % 7 > 0));
                Tensor::new(input.shape.clone(), flags.collect())
            }
            _ => continue,
        };
        batch.insert(input.name.to_owned(), tensor.expect("a tensor"));
    }
    batch
}

fn widened(tensors: &Tensors, interface: &Interface) -> Arrays {
    interface.inputs.iter().map(|t| (t.name, tensors[t.name].widened())).collect()
}

/// Puts a step's state into the place of the one before.
fn carry<T>(
    interface: &Interface,
    mut from: impl FnMut(&'static str) -> T,
    mut put: impl FnMut(&'static str, T),
) {
    for alias in &interface.aliases {
        let name = interface.outputs[alias.result].name;
        put(name, from(name));
    }
}

/// Compares the state of a device's run with that of the reference.
fn check_state(interface: &Interface, found: &Tensors, wanted: &Arrays, case: &str) {
    for alias in &interface.aliases {
        let name = interface.outputs[alias.result].name;
        let (mut found, wanted) = (found[name].widened(), &wanted[name]);
        if is_by_device(name) {
            found = total(&found, wanted.len());
        }
        let beyond = Pair { found: &found, wanted }.first_beyond(&Bound::Within(Allowed::PLAIN));
        assert_eq!(beyond, None, "{case}: {name} (index, found, wanted)");
    }
}

/// Six updates and the last one's statistics applied, against the reference's own course.
fn check_course(plugin: &Plugin, own: &Value, layout: Layout, mesh: &str) {
    let with = |step: &str| {
        let mut job = own.clone();
        job["step"] = json!(step);
        case(job, layout, mesh)
    };
    let (update, apply) = (with("update"), with("apply"));
    let session = update.session(plugin);
    let interface = session.interface();
    let first = first_state(&update, interface);
    let (mut state, mut truth) = (first.clone(), first_arrays(&first));
    for turn in 0..6 {
        let name = format!("{own} {} on {mesh}, turn {turn}", layout.name());
        state.extend(batch(interface, turn));
        truth.extend(
            widened(&state, interface).into_iter().filter(|(n, _)| ["inputs", "mask"].contains(n)),
        );
        let outputs = session.run(&state, 1, |_| ()).expect("outputs");
        let codes = outputs["codes"].to_s32().expect("codes");
        let reference = Reference { spec: &update.spec };
        let wanted = reference.answer_with_codes(&truth, Some(&codes)).outputs;
        check_state(interface, &outputs, &wanted, &name);
        if turn == 0 {
            assert!(outputs["codebook"] == first["codebook"], "{name}: the first applies nothing");
        }
        carry(
            interface,
            |n| outputs[n].clone(),
            |n, tensor| _ = state.insert(n.to_owned(), tensor),
        );
        carry(interface, |n| wanted[n].clone(), |n, array| _ = truth.insert(n, array));
    }
    let session = apply.session(plugin);
    let interface = session.interface();
    let name = format!("{own} {} on {mesh}, applied", layout.name());
    let last = session.run(&state, 1, |_| ()).expect("outputs");
    let wanted = Reference { spec: &apply.spec }.answer(&truth).outputs;
    check_state(interface, &last, &wanted, &name);
    assert!(last["codebook"] != state["codebook"], "{name}: nothing was pending");
    let again = session.run(&last, 1, |_| ()).expect("outputs");
    assert!(again == last, "{name}: nothing pending applies nothing");
}

fn first_arrays(first: &Tensors) -> Arrays {
    let names = [
        "codebook",
        "cluster_size",
        "embed_sum",
        "ema_steps",
        "pending_counts",
        "pending_sums",
        "pending_steps",
    ];
    names.into_iter().filter_map(|name| Some((name, first.get(name)?.widened()))).collect()
}

/// Two halves, or two layers that share a codebook, accumulated and then applied: one update of
/// both.
fn check_accumulation(plugin: &Plugin, quantizer: &Value, layout: Layout, mesh: &str) {
    let mut quantizer = quantizer.clone();
    quantizer["usage_decay"] = json!(0.75);
    let with = |step: &str, batch: usize| {
        let own = json!({ "step": step, "quantizer": quantizer, "input": { "batch": batch } });
        case(own, layout, mesh)
    };
    let name = format!("{quantizer} {} on {mesh}", layout.name());
    let whole = with("update", 64);
    let session = whole.session(plugin);
    let mut given = first_state(&whole, session.interface());
    given.extend(batch(session.interface(), 0));
    let once = session.run(&given, 1, |_| ()).expect("outputs");

    let half = with("accumulate", 32);
    let session = half.session(plugin);
    let mut state = given.clone();
    state.extend(nothing_pending(session.interface()));
    let all = given["inputs"].to_f32().expect("f32");
    for part in all.chunks_exact(all.len() / 2) {
        let inputs = Tensor::from_f32(&[32, 3, 40], part).expect("a half");
        state.insert("inputs".to_owned(), inputs);
        let outputs = session.run(&state, 1, |_| ()).expect("outputs");
        carry(
            session.interface(),
            |n| outputs[n].clone(),
            |n, tensor| _ = state.insert(n.to_owned(), tensor),
        );
    }
    let session = with("apply", 32).session(plugin);
    let twice = session.run(&state, 1, |_| ()).expect("outputs");
    assert!(twice["cluster_size"] == once["cluster_size"], "{name}: counts are exact");
    for tensor in ["embed_sum", "codebook", "usage"] {
        let (found, wanted) = (twice[tensor].widened(), once[tensor].widened());
        let scale = wanted.iter().fold(1.0_f64, |scale, w| scale.max(w.abs()));
        let off = found.iter().zip(&wanted).map(|(f, w)| (f - w).abs()).fold(0.0, f64::max);
        assert!(off <= 1e-6 * scale, "{name}: {tensor} is off by {off} of {scale}");
    }
    for tensor in ["pending_counts", "pending_sums"] {
        assert!(twice[tensor].widened().iter().all(|&x| x == 0.0), "{name}: {tensor} is left");
    }
}

fn check(variable: &str) {
    let said = in_a_process("training::the_courses_on_one_plugin", variable);
    assert!(said.contains("36 courses held against the reference"), "it ran less:\n{said}");
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

/// The child's part: all courses on the plugin that the parent names; nothing without one.
#[test]
fn the_courses_on_one_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let asynchronous = [
        json!({ "async_updates": true, "input": { "mask": "tokens" } }),
        json!({ "async_updates": true, "quantizer": { "ema": { "initial": "zero_debiased" } } }),
    ];
    let grouped = json!({ "kind": "residual", "stages": 2, "groups": 8 });
    let mut courses = 0;
    for mesh in ["1x1", "2x4", "4x8"] {
        for layout in Layout::PARTITIONED {
            for own in &asynchronous {
                check_course(&plugin, own, layout, mesh);
                courses += 1;
            }
            for quantizer in [json!({}), grouped.clone()] {
                check_accumulation(&plugin, &quantizer, layout, mesh);
                courses += 1;
            }
        }
    }
    eprintln!("{courses} courses held against the reference");
}
