//! Every code there is, there and back on a real plugin: levels of the paper, and packed bits.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use vqbit::emit::format::Format;
use vqbit::job::JobFile;
use vqbit::pjrt::plugin::Plugin;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;
use vqbit::vq::storage::bf16::in_bf16;
use vqbit::vq::storage::int8::in_eight_bits;

use crate::held::Case;
use crate::subject::{CPU_115, in_a_process, subject};

/// The levels that the paper recommends, and what is left over of a few codes.
const LEVELS: [&[usize]; 6] =
    [&[8, 6, 5], &[8, 5, 5, 5], &[7, 5, 5, 5, 5], &[8, 8, 8, 6, 5], &[8, 8, 8, 5, 5, 5], &[2, 3]];

fn case(job: Value) -> Case {
    let file = JobFile::from_json(job).expect("a job");
    let spec = file.resolve().unwrap_or_else(|error| panic!("{error}")).spec;
    let mesh = Mesh::parse("1x1").expect("a mesh");
    Case { spec, mesh, format: Format::StableHlo, family: Family::Normal }
}

fn run(plugin: &Plugin, job: Value, given: &[(&str, &Tensor)]) -> BTreeMap<String, Tensor> {
    let given = given.iter().map(|(name, tensor)| ((*name).to_owned(), (*tensor).clone()));
    case(job).session(plugin).run(&given.collect(), 1, |_| ()).expect("outputs")
}

/// Decoded values say the digits; inputs in the middle of what is rounded to them give the codes.
fn check_levels(plugin: &Plugin, levels: &[usize], dtype: &str, offset: &str) {
    let count: usize = levels.iter().product();
    let job = |step: &str| {
        json!({ "step": step, "input": { "batch": 1, "seq": count, "dtype": dtype },
                "quantizer": { "kind": "fsq", "levels": levels, "offset": offset } })
    };
    let codes: Vec<i32> = (0..i32::try_from(count).expect("a count")).collect();
    let codes = Tensor::from_s32(&[1, count], &codes).expect("codes");
    let decoded = run(plugin, job("decode"), &[("codes", &codes)]);
    assert_eq!(decoded["invalid_codes"].widened(), [0.0]);
    let values = decoded["quantized"].widened();
    let before: Vec<f64> = values
        .iter()
        .enumerate()
        .map(|(place, &value)| preimage(value, levels[place % levels.len()], offset))
        .collect();
    let shape = decoded["quantized"].shape();
    let inputs = Tensor::from_f64(&shape.dims, &before).expect("inputs");
    let inputs = inputs.convert_to(shape.element_type).expect("inputs");
    let encoded = run(plugin, job("encode"), &[("inputs", &inputs)]);
    assert!(encoded["codes"] == codes, "{levels:?} {dtype} {offset}: codes differ");
    let quantized = run(plugin, job("quantize"), &[("inputs", &inputs)]);
    assert!(quantized["quantized"] == decoded["quantized"], "{levels:?} {dtype} {offset}: values");
    assert_eq!(quantized["codebook_usage"].widened(), [1.0]);
    let perplexity = quantized["perplexity"].widened()[0] / count as f64;
    assert!((perplexity - 1.0).abs() < 1e-5, "{levels:?}: {perplexity} of all codes");
}

/// An input whose bound is nearest to the level of a decoded value.
fn preimage(value: f64, levels: usize, offset: &str) -> f64 {
    let last = levels as f64 - 1.0;
    let even = levels.is_multiple_of(2);
    let moved = if even { 0.5 } else { 0.0 };
    let half_width = (levels / 2) as f64;
    let (half, shift, bound) = match offset {
        "tan" => {
            let half = last * 0.999 / 2.0;
            (half, (moved / half).tan(), (value * half_width).round() + moved)
        }
        "atanh" => {
            let half = last * 1.001 / 2.0;
            (half, (moved / half).atanh(), (value * half_width).round() + moved)
        }
        _ => (last / 2.0, 0.0, value * last / 2.0),
    };
    // A little inside the bound, which the hyperbolic tangent never reaches.
    (bound / half).clamp(-0.98, 0.98).atanh() - shift
}

/// Packed codes unpack to the same entries, with and without tokens that have none.
fn check_packing(plugin: &Plugin, codebook_size: usize, seq: usize, mask: &str, word: &str) {
    let job = |step: &str, packed: bool| {
        let pack = if packed { json!(word) } else { json!(false) };
        json!({ "step": step, "pack": pack, "input": { "batch": 2, "seq": seq, "mask": mask },
                "quantizer": { "codebook_size": codebook_size, "embedding_dim": 3 } })
    };
    let interface = |step| case(job(step, true)).session(plugin).interface().clone();
    let given = crate::subject::inputs(&interface("encode"), Family::Duplicated);
    let given: Vec<(&str, &Tensor)> = given.iter().map(|(n, t)| (n.as_str(), t)).collect();
    let packed = run(plugin, job("encode", true), &given);
    let codes = run(plugin, job("encode", false), &given);
    let codebook = given.iter().find(|(name, _)| *name == "codebook").expect("a codebook").1;
    let unpacked = run(
        plugin,
        job("decode", true),
        &[("packed_codes", &packed["packed_codes"]), ("codebook", codebook)],
    );
    let plain =
        run(plugin, job("decode", false), &[("codes", &codes["codes"]), ("codebook", codebook)]);
    assert!(
        unpacked == plain,
        "K {codebook_size}, {seq} tokens, mask {mask}, {word}: entries differ"
    );
    let word_bits = if word == "u8" { 8 } else { 32 };
    let bits = seq * case(job("encode", true)).spec.packed_code_bits();
    let bits = bits.next_multiple_of(word_bits);
    assert_eq!(packed["packed_codes"].bytes().len() * 8, 2 * bits);
}

/// Eight-bit entries are as near to the codebook as half a step of theirs.
fn check_int8(plugin: &Plugin) {
    let job = |dtype: &str| {
        json!({ "step": "decode", "codebook_dtype": dtype,
                "input": { "batch": 1, "seq": 64, "dtype": "f32" },
                "quantizer": { "codebook_size": 64, "embedding_dim": 12 } })
    };
    let shape = vqbit::ir::shape::Shape::new(vqbit::ir::shape::ElementType::F32, &[64, 12]);
    let codebook = Family::Clustered.tensor(3, "codebook", &shape).expect("a codebook");
    let [numbers, scales] = in_eight_bits(&codebook).expect("eight bits");
    let codes = Tensor::from_s32(&[1, 64], &(0..64).collect::<Vec<_>>()).expect("codes");
    let exact = run(plugin, job("f32"), &[("codes", &codes), ("codebook", &codebook)]);
    let near = [("codes", &codes), (numbers.0, &numbers.1), (scales.0, &scales.1)];
    let near = run(plugin, job("int8"), &near);
    let pairs = exact["quantized"].widened().into_iter().zip(near["quantized"].widened());
    let scales = scales.1.widened();
    for (place, (exact, near)) in pairs.enumerate() {
        let (off, scale) = ((exact - near).abs(), scales[place / 12]);
        assert!(off <= 0.5001 * scale, "element {place} is off by {off}, its scale is {scale}");
    }
}

/// A bf16 codebook is what a step would round it to: the codes, rows and losses are the same bits.
fn check_bf16(plugin: &Plugin) {
    let shape = vqbit::ir::shape::Shape::new(vqbit::ir::shape::ElementType::F32, &[64, 12]);
    let codebook = Family::Clustered.tensor(3, "codebook", &shape).expect("a codebook");
    let [entries, half_norms] = in_bf16(&codebook).expect("bf16");
    let shape = vqbit::ir::shape::Shape::new(vqbit::ir::shape::ElementType::Bf16, &[1, 64, 12]);
    let inputs = Family::Clustered.tensor(4, "inputs", &shape).expect("inputs");
    let codes = Tensor::from_s32(&[1, 64], &(0..64).collect::<Vec<_>>()).expect("codes");
    for (step, given) in [
        ("encode", ("inputs", &inputs)),
        ("quantize", ("inputs", &inputs)),
        ("decode", ("codes", &codes)),
    ] {
        let job = |dtype: &str| {
            json!({ "step": step, "codebook_dtype": dtype, "input": { "batch": 1, "seq": 64 },
                    "quantizer": { "codebook_size": 64, "embedding_dim": 12 } })
        };
        let plain = run(plugin, job("f32"), &[given, ("codebook", &codebook)]);
        let mut kept = vec![given, (entries.0, &entries.1)];
        if step != "decode" {
            kept.push((half_norms.0, &half_norms.1));
        }
        assert!(plain == run(plugin, job("bf16"), &kept), "{step}: a bf16 codebook differs");
    }
}

/// Gradients, held against the reference's.
fn check_gradients(plugin: &Plugin) {
    let kinds = [
        json!({ "kind": "fsq", "levels": [8, 5, 4] }),
        json!({ "kind": "fsq", "levels": [2, 3], "offset": "atanh" }),
        json!({ "kind": "fsq", "levels": [4, 6], "offset": "symmetric" }),
        json!({ "kind": "lfq", "bits": 5, "entropy": { "temperature": 1.5 } }),
        json!({ "kind": "lfq", "bits": 8, "groups": 2, "entropy": { "temperature": 0.8 } }),
        json!({ "kind": "bsq", "bits": 6, "groups": 2, "entropy": { "gamma": 0.5 } }),
        json!({ "kind": "bsq", "bits": 6, "entropy": { "weight": 0.0 } }),
    ];
    for quantizer in kinds {
        for mask in ["none", "lengths"] {
            let input = json!({ "batch": 8, "seq": 3, "dtype": "f32", "mask": mask });
            let job = json!({ "step": "vjp", "input": input, "quantizer": quantizer });
            let wrong = case(job).findings(plugin);
            assert!(wrong.is_empty(), "vjp of {quantizer}, mask {mask}:{wrong}");
        }
    }
}

#[test]
fn every_code_comes_back() {
    let said = in_a_process("round_trips::the_round_trips_on_one_plugin", CPU_115);
    assert!(said.contains("36 level sets and 56 packings came back"), "it ran less:\n{said}");
}

/// The child's part; nothing without a plugin.
#[test]
fn the_round_trips_on_one_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let (mut sets, mut packings) = (0, 0);
    for levels in LEVELS {
        for dtype in ["bf16", "f32"] {
            for offset in ["tan", "atanh", "symmetric"] {
                check_levels(&plugin, levels, dtype, offset);
                sets += 1;
            }
        }
    }
    for codebook_size in [2, 3, 5, 64, 100, 1000, 65536] {
        for seq in [5, 37] {
            for mask in ["none", "tokens"] {
                for word in ["u8", "u32"] {
                    check_packing(&plugin, codebook_size, seq, mask, word);
                    packings += 1;
                }
            }
        }
    }
    check_int8(&plugin);
    check_bf16(&plugin);
    check_gradients(&plugin);
    eprintln!("{sets} level sets and {packings} packings came back");
}
