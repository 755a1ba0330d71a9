//! Gradients where they could break: vectors without a direction, opposite ones, and entries that an
//! optimizer's step and an EMA step both move.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use vqbit::emit::format::Format;
use vqbit::job::JobFile;
use vqbit::pjrt::plugin::Plugin;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;

use crate::held::Case;
use crate::subject::{CPU_081, CPU_106, CPU_115, in_a_process, inputs, subject};

/// A case on one device for a job's text.
fn case(job: Value) -> Case {
    let file = JobFile::from_json(job).expect("a job");
    let spec = file.resolve().expect("a job that resolves").spec;
    let mesh = Mesh::parse("1x1").expect("a mesh");
    Case { spec, mesh, format: Format::StableHlo, family: Family::Normal }
}

/// One entry, and tokens that vanish, that nearly do, that are too long for a square in f32, that
/// are the entry, and that are opposite to it; then an entry that vanishes.
fn check_corners(plugin: &Plugin) {
    let case = case(json!({
        "step": "vjp",
        "quantizer": { "codebook_size": 1, "embedding_dim": 2, "gradient": "rotation",
                       "commitment_weight": 0 },
        "input": { "batch": 1, "seq": 6, "dtype": "f32" },
    }));
    let session = case.session(plugin);
    let mut given = inputs(session.interface(), case.family);
    let tokens = [0.0, 0.0, 1e-8, 0.0, 1e25, 0.0, 0.5, 0.0, -2.0, 0.0, 0.0, 3.0];
    let set = |given: &mut BTreeMap<String, Tensor>, name: &str, dims: &[usize], values: &[f32]| {
        given.insert(name.to_owned(), Tensor::from_f32(dims, values).expect("a tensor"));
    };
    set(&mut given, "inputs", &[1, 6, 2], &tokens);
    set(&mut given, "d_quantized", &[1, 6, 2], &[1.0, 2.0].repeat(6));
    for (entry, wanted) in [
        // As it is, three times; as it is, being on the entry; reflected and a quarter as long;
        // turned by a right angle and a sixth as long.
        ([0.5, 0.0], [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, -0.25, 0.5, -2.0 / 6.0, 1.0 / 6.0]),
        ([0.0, 0.0], [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0]),
    ] {
        set(&mut given, "codebook", &[1, 2], &entry);
        let outputs = session.run(&given, 1, |_| ()).expect("outputs");
        let found = outputs["d_inputs"].to_f32().expect("gradients");
        let near = found.iter().zip(wanted).all(|(f, w): (&f32, f32)| (f - w).abs() < 1e-6);
        assert!(near, "entry {entry:?}: {found:?}, wanted {wanted:?}");
        assert_eq!(outputs["d_codebook"].to_f32().expect("gradients"), [0.0; 2]);
        assert_eq!(case.differences(session.interface(), &given, &outputs), "");
    }
}

/// After six steps the entries stand nearer to right angles than without the steps towards them: no
/// EMA step took them back.
fn check_right_angles(plugin: &Plugin) {
    let after = |rate: f64| {
        let case = case(json!({
            "step": "update",
            "quantizer": { "codebook_size": 6, "embedding_dim": 4,
                           "orthogonal": { "weight": 10, "rate": rate } },
            "input": { "batch": 8, "seq": 4, "dtype": "f32" },
        }));
        let session = case.session(plugin);
        let given = inputs(session.interface(), Family::Normal);
        let outputs = session.run(&given, 6, |_| ()).expect("outputs");
        (mean_cosine(&outputs["codebook"].widened()), outputs["codebook"].clone())
    };
    let ((still, codebook), (moved, other)) = (after(0.0), after(0.01));
    assert!(codebook != other, "the steps were lost");
    assert!(moved < still - 1e-3, "mean |cos| {moved} with and {still} without steps");
}

/// The mean |cos| of the pairs of entries of four elements.
fn mean_cosine(codebook: &[f64]) -> f64 {
    let rows: Vec<&[f64]> = codebook.chunks_exact(4).collect();
    let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
    let mut cosines = Vec::new();
    for (i, x) in rows.iter().enumerate() {
        for y in &rows[i + 1..] {
            cosines.push((dot(x, y) / (dot(x, x) * dot(y, y)).sqrt()).abs());
        }
    }
    cosines.iter().sum::<f64>() / cosines.len() as f64
}

/// Runs the corners in a process of their own.
fn check(variable: &str) {
    let said = in_a_process("gradients::the_corners_on_one_plugin", variable);
    assert!(said.contains("the corners hold"), "it ran less:\n{said}");
}

#[test]
fn cpu_0_81_gives_finite_gradients() {
    check(CPU_081);
}

#[test]
fn cpu_0_106_gives_finite_gradients() {
    check(CPU_106);
}

#[test]
fn cpu_0_115_gives_finite_gradients() {
    check(CPU_115);
}

/// The child's part, on the plugin that the parent names; nothing without one.
#[test]
fn the_corners_on_one_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    check_corners(&plugin);
    check_right_angles(&plugin);
    eprintln!("the corners hold");
}
