//! Spaces on real plugins: codes decode to what they were quantized to, and the backward of maps and
//! directions is that of the reference.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use vqbit::emit::format::Format;
use vqbit::ir::builder::Builder;
use vqbit::ir::shape::{ElementType, Shape};
use vqbit::ir::verify::verify;
use vqbit::job::JobFile;
use vqbit::pjrt::plugin::Plugin;
use vqbit::reference::chain;
use vqbit::session::Session;
use vqbit::sharding::mesh::Mesh;
use vqbit::sharding::spec::PartitionSpec;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;
use vqbit::vq::gradient::chain::{through_direction, through_map};
use vqbit::vq::interface::{Interface, TensorSpec};
use vqbit::wire::compile_options::CompileOptions;

use crate::held::Case;
use crate::subject::{CPU_081, CPU_106, CPU_115, in_a_process, inputs, subject};

const MESH: &str = "2x4";

#[test]
fn spaces_hold_on_every_plugin() {
    for variable in [CPU_081, CPU_106, CPU_115] {
        let said = in_a_process("spaces::the_spaces_on_one_plugin", variable);
        assert!(said.contains("spaces hold"), "it ran less:\n{said}");
    }
}

/// The child's part; nothing without a plugin.
#[test]
fn the_spaces_on_one_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    codes_decode_to_what_they_were_quantized_to(&plugin);
    zero_is_a_token(&plugin);
    gradients_are_those_of_the_reference(&plugin);
    eprintln!("spaces hold");
}

fn case(quantizer: &Value, step: &str, dtype: &str, layout: &str) -> Case {
    let job = json!({
        "quantizer": { "codebook_size": 20, "embedding_dim": 40 }, "step": step, "layout": layout,
        "input": { "batch": 8, "seq": 3, "dtype": dtype },
    });
    let own = JobFile::from_json(json!({ "quantizer": quantizer })).expect("a job");
    let job = JobFile::from_json(job).expect("a job").overlay(own).resolve().expect("a job");
    let mesh = Mesh::parse(MESH).expect("a mesh");
    Case { spec: job.spec, mesh, format: Format::StableHlo, family: Family::NonfiniteRows }
}

fn codes_decode_to_what_they_were_quantized_to(plugin: &Plugin) {
    for quantizer in [
        json!({ "metric": "cosine" }),
        json!({ "metric": "cosine", "return": "raw", "input_dim": 24 }),
        json!({ "kind": "sim", "input_dim": 24 }),
        json!({ "kind": "random_projection", "input_dim": 24 }),
    ] {
        for (dtype, layout) in
            [("bf16", "tokens"), ("f32", "tokens+dim"), ("bf16", "tokens+codes"), ("f32", "tokens")]
        {
            let quantize = case(&quantizer, "quantize", dtype, layout).session(plugin);
            let mut given = inputs(quantize.interface(), Family::NonfiniteRows);
            let quantized = quantize.run(&given, 1, |_| ()).expect("outputs");
            given.insert("codes".to_owned(), quantized["codes"].clone());
            let decode = case(&quantizer, "decode", dtype, layout).session(plugin);
            given.retain(|name, _| decode.interface().input(name).is_some());
            let decoded = decode.run(&given, 1, |_| ()).expect("outputs");
            let same = decoded["quantized"] == quantized["quantized"];
            assert!(same, "{quantizer} in {dtype}, {layout}: decode differs from quantize");
        }
    }
}

/// A zero token is at right angles to all entries: the smallest code, and no broken row.
fn zero_is_a_token(plugin: &Plugin) {
    let session =
        case(&json!({ "metric": "cosine" }), "update", "bf16", "tokens+dim").session(plugin);
    let mut given = inputs(session.interface(), Family::Normal);
    let zeros = Tensor::zeros(Shape::new(ElementType::Bf16, &[8, 3, 40]));
    given.insert("inputs".to_owned(), zeros);
    let outputs = session.run(&given, 1, |_| ()).expect("outputs");
    assert_eq!(outputs["codes"].to_s32().expect("codes"), [0; 24]);
    assert_eq!(outputs["nonfinite_rows"].to_s32().expect("a count"), [0]);
    assert!(outputs["codebook"].widened().iter().all(|element| element.is_finite()));
    // Entries without tokens are where they were.
    assert_eq!(outputs["codebook"].widened()[40..], given["codebook"].widened()[40..]);
}

fn gradients_are_those_of_the_reference(plugin: &Plugin) {
    let (tokens, m, n) = (8, 12, 16);
    let given: [(&str, &[usize]); 3] =
        [("x", &[2, 4, 12]), ("map", &[12, 16]), ("gradient", &[2, 4, 16])];
    let mesh = Mesh::parse("1x1").expect("a mesh");
    let whole = |dims: &[usize]| PartitionSpec::replicated(dims.len());
    let tensor = |name: &'static str, dims: &[usize]| {
        let shape = Shape::new(ElementType::F32, dims);
        TensorSpec { name, shape, spec: whole(dims) }
    };
    let mut b = Builder::new("chain", mesh.clone());
    let values = given.map(|(name, dims)| {
        b.parameter(name, Shape::new(ElementType::F32, dims), whole(dims)).expect("a parameter")
    });
    let [x, map, gradient] = values;
    let made = through_map(&mut b, x, map, gradient).expect("a map's gradients");
    let turned = through_direction(&mut b, x, made.x).expect("a direction's gradient");
    let results: [(&str, &[usize], _); 4] = [
        ("d_x", given[0].1, made.x),
        ("d_map", given[1].1, made.map),
        ("d_bias", &[16], made.bias),
        ("d_turned", given[0].1, turned),
    ];
    for (name, dims, value) in results {
        b.result(name, value, whole(dims));
    }
    let interface = Interface {
        inputs: given.iter().map(|(name, dims)| tensor(name, dims)).collect(),
        outputs: results.iter().map(|(name, dims, _)| tensor(name, dims)).collect(),
        aliases: vec![],
    };
    let verified = verify(b.finish()).expect("a graph");
    let program = Format::StableHlo.program(&verified).expect("a program");
    let options = CompileOptions::new(1, true).to_bytes();
    let session = Session::on_cpu(plugin, &program, &options, interface, mesh).expect("a session");
    let mut arrays: BTreeMap<String, Tensor> = BTreeMap::new();
    for (name, dims) in given {
        let mut values = Family::Normal
            .tensor(3, name, &Shape::new(ElementType::F32, dims))
            .expect("a tensor")
            .widened();
        if name == "x" {
            values[..12].fill(0.0);
        }
        let array = Tensor::from_f64(dims, &values).and_then(|t| t.convert_to(ElementType::F32));
        arrays.insert(name.to_owned(), array.expect("a tensor"));
    }
    let found = session.run(&arrays, 1, |_| ()).expect("outputs");
    let [x, map, g] = ["x", "map", "gradient"].map(|name| arrays[name].widened());
    let wanted = chain::through_map(&x, &map, &g, m);
    assert_eq!((wanted.x.len(), wanted.bias.len()), (tokens * m, n));
    let turned = chain::through_direction(&x, &wanted.x, m);
    for (name, wanted) in
        [("d_x", wanted.x), ("d_map", wanted.map), ("d_bias", wanted.bias), ("d_turned", turned)]
    {
        let scale = wanted.iter().fold(0.0_f64, |scale, w| scale.max(w.abs()));
        let far = |(f, w): (&f64, &f64)| (f - w).is_nan() || (f - w).abs() > 1e-5 * scale;
        let found = found[name].widened();
        assert!(!found.iter().zip(&wanted).any(far), "{name}: {found:?}, wanted {wanted:?}");
    }
}
