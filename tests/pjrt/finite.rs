//! Tokens that are not finite on real plugins, found by their elements and by their scores.

use serde_json::{Value, json};

use vqbit::emit::format::Format;
use vqbit::ir::shape::Shape;
use vqbit::job::JobFile;
use vqbit::pjrt::plugin::Plugin;
use vqbit::session::Session;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;

use crate::held::Case;
use crate::subject::{CPU_081, CPU_106, CPU_115, in_a_process, subject};

const DIM: usize = 40;
const TOKENS: usize = 24;
/// The element of all entries that is zero.
const ZERO: usize = 3;
const INFINITY: f64 = f64::INFINITY;

#[test]
fn tokens_that_are_not_finite_are_found_on_every_plugin() {
    for variable in [CPU_081, CPU_106, CPU_115] {
        let said = in_a_process("finite::the_tokens_on_one_plugin", variable);
        assert!(said.contains("tokens found"), "it ran less:\n{said}");
    }
}

/// The child's part; nothing without a plugin.
#[test]
fn the_tokens_on_one_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    for target in ["v4-32", "v5p-32", "cpu"] {
        for layout in ["tokens", "tokens+dim", "tokens+codes", "state-sharded", "codes+tokens"] {
            for (dtype, mesh) in [("bf16", "1x1"), ("f32", "2x4"), ("bf16", "2x4")] {
                let own = json!({ "target": target, "layout": layout, "dtype": dtype });
                broken_tokens_have_no_code(&plugin, &own, mesh);
                // By elements a token without a distance has the first code.
                if layout != "codes+tokens" && target != "v5p-32" {
                    no_entries_have_no_tokens(&plugin, &own, mesh);
                }
            }
        }
    }
    let groups = json!({ "target": "v4-32", "layout": "tokens", "dtype": "bf16", "groups": 4 });
    broken_tokens_have_no_code(&plugin, &groups, "2x4");
    eprintln!("tokens found");
}

fn case(own: &Value, mesh: &str) -> Case {
    let mut job = json!({
        "quantizer": { "codebook_size": 64, "embedding_dim": DIM }, "step": "quantize",
        "layout": own["layout"], "target": own["target"],
        "input": { "batch": 8, "seq": TOKENS / 8, "dtype": own["dtype"] },
    });
    if let Some(groups) = own.get("groups") {
        job["quantizer"]["kind"] = json!("product");
        job["quantizer"]["groups"] = groups.clone();
    }
    let job = JobFile::from_json(job).expect("a job").resolve().expect("a job");
    let mesh = Mesh::parse(mesh).expect("a mesh");
    Case { spec: job.spec, mesh, format: Format::StableHlo, family: Family::Normal }
}

/// Normal numbers for an input, and its shape.
fn filled(session: &Session, name: &str) -> (Vec<f64>, Shape) {
    let shape = session.interface().input(name).expect("an input").shape.clone();
    (Family::Normal.tensor(5, name, &shape).expect("a tensor").widened(), shape)
}

fn as_given(values: &[f64], shape: &Shape) -> Tensor {
    let tensor = Tensor::from_f64(&shape.dims, values).expect("a tensor");
    tensor.convert_to(shape.element_type).expect("its type")
}

/// One number that is none is enough, also where all entries are zero there, and an infinite sum of
/// either sign; numbers that are large are numbers.
fn broken_tokens_have_no_code(plugin: &Plugin, own: &Value, mesh: &str) {
    let session = case(own, mesh).session(plugin);
    let (mut tokens, of_tokens) = filled(&session, "inputs");
    let broken: [(usize, &[(usize, f64)]); 6] = [
        (1, &[(0, f64::NAN)]),
        (4, &[(ZERO, INFINITY)]),
        (5, &[(ZERO, -INFINITY)]),
        (9, &[(ZERO, f64::NAN)]),
        (12, &[(7, INFINITY), (8, -INFINITY), (ZERO, 1.0)]),
        (23, &[(DIM - 1, -INFINITY)]),
    ];
    for (token, elements) in broken {
        for &(element, value) in elements {
            tokens[token * DIM + element] = value;
        }
    }
    tokens[2 * DIM..3 * DIM].iter_mut().for_each(|element| *element *= 1e15);
    let (mut codebook, of_codebook) = filled(&session, "codebook");
    let dim = of_codebook.dims[of_codebook.rank() - 1];
    codebook.chunks_exact_mut(dim).for_each(|entry| entry[ZERO] = 0.0);
    // The first entry is never nearest.
    codebook[1] = f64::NAN;
    let given = [
        ("inputs".to_owned(), as_given(&tokens, &of_tokens)),
        ("codebook".to_owned(), as_given(&codebook, &of_codebook)),
    ];
    let outputs = session.run(&given.into(), 1, |_| ()).expect("outputs");
    let codes = outputs["codes"].to_s32().expect("codes");
    for (token, codes) in codes.chunks_exact(codes.len() / TOKENS).enumerate() {
        let is_broken = broken.iter().any(|&(one, _)| one == token);
        assert!(
            codes.iter().all(|&code| (code < 0) == is_broken),
            "{own} {mesh} {token} {codes:?}"
        );
        let first = own.get("groups").is_none() && codes.contains(&0);
        assert!(!first, "{own} on {mesh}: token {token} chose an entry without a distance");
    }
    assert_eq!(outputs["nonfinite_rows"].to_s32().expect("a count"), [6], "{own} on {mesh}");
    for name in ["loss", "relative_error", "quantized"] {
        let finite = outputs[name].widened().iter().all(|x| x.is_finite());
        assert!(finite, "{own} on {mesh}: {name}");
    }
}

/// Where no entry has a distance, no token has a code.
fn no_entries_have_no_tokens(plugin: &Plugin, own: &Value, mesh: &str) {
    let session = case(own, mesh).session(plugin);
    let (tokens, of_tokens) = filled(&session, "inputs");
    let (mut codebook, of_codebook) = filled(&session, "codebook");
    codebook.fill(f64::NAN);
    let given = [
        ("inputs".to_owned(), as_given(&tokens, &of_tokens)),
        ("codebook".to_owned(), as_given(&codebook, &of_codebook)),
    ];
    let outputs = session.run(&given.into(), 1, |_| ()).expect("outputs");
    assert_eq!(outputs["codes"].to_s32().expect("codes"), [-1; TOKENS], "{own} on {mesh}");
    let rows = outputs["nonfinite_rows"].to_s32().expect("a count");
    assert_eq!(rows, [i32::try_from(TOKENS).expect("few")], "{own} on {mesh}");
    for name in ["quantized", "loss", "relative_error"] {
        let zero = outputs[name].widened().iter().all(|&x| x == 0.0);
        assert!(zero, "{own} on {mesh}: {name} of nothing");
    }
}
