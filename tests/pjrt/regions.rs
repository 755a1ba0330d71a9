//! Layouts whose collectives vqbit writes, against the f64 reference, on real CPU plugins, on 8 and
//! 32 devices.
//!
//! The plugins' paths come from the `VQBIT_TEST_*` variables that `scripts/test` sets.

use half::bf16;
use serde_json::json;

use vqbit::emit::format::Format;
use vqbit::ir::shape::ElementType;
use vqbit::job::JobFile;
use vqbit::pjrt::plugin::Plugin;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;
use vqbit::vq::formulation::{Counts, Forms, Lookup};
use vqbit::vq::sample::Tensors;
use vqbit::vq::spec::{Layout, Step, StepSpec};

use crate::held::Case;
use crate::subject::{CPU_081, CPU_106, CPU_115, IN_TURN, in_a_process, inputs, subject};

const FORMATS: [Format; 3] = [Format::StableHlo, Format::HloProto, Format::StableHloGspmd];
const MESHES: [&str; 2] = ["2x4", "4x8"];
const LAYOUTS: [Layout; 2] = [Layout::StateSharded, Layout::CodesTokens];
const MASKS: [&str; 3] = ["none", "tokens", "lengths"];
/// Of 24 tokens that share a search on 4x8 devices: 16 entries travel and 64 do not; 256 are cut over
/// both axes and 64 over one.
const SIZES: [usize; 3] = [64, 256, 16];

fn spec(step: Step, layout: Layout, size: usize, turn: usize) -> StepSpec {
    let dtype = ["bf16", "f32"][(turn + turn / (Step::ALL.len() * LAYOUTS.len())) % 2];
    let initial = ["codebook", "zero_debiased"][turn / 2 % 2];
    let job = json!({
        "step": step.name(),
        "quantizer": { "codebook_size": size, "embedding_dim": 40, "codebook_weight": 0.5,
                       "ema": { "decay": 0.9, "initial": initial } },
        "input": { "batch": 32, "seq": 3, "dtype": dtype, "mask": MASKS[turn % MASKS.len()] },
        "layout": layout.name(),
    });
    JobFile::from_json(job).and_then(|file| file.resolve()).expect("a job").spec
}

/// All steps, layouts and meshes; types, sizes, formats, families, masks and rules take turns.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for mesh in MESHES {
        let mesh = Mesh::parse(mesh).expect("a mesh");
        for layout in LAYOUTS {
            // Sixteen entries are not eight for each device of any axis.
            let sizes = if layout == Layout::CodesTokens { &SIZES[..] } else { &SIZES[..2] };
            for step in Step::ALL {
                let turn = cases.len();
                let spec = spec(step, layout, sizes[turn % sizes.len()], turn);
                let format = FORMATS[turn % FORMATS.len()];
                let family = IN_TURN[turn % IN_TURN.len()];
                cases.push(Case { spec, mesh: mesh.clone(), format, family });
            }
        }
    }
    cases
}

/// Searches of another precision than the usual.
fn precise_cases() -> Vec<Case> {
    let rows = [
        (Layout::StateSharded, "bf16", "exact"),
        (Layout::StateSharded, "bf16", "f32"),
        (Layout::StateSharded, "f32", "exact"),
        (Layout::CodesTokens, "bf16", "f32"),
        (Layout::CodesTokens, "f32", "fast"),
    ];
    let case = |(layout, dtype, precision): (Layout, &str, &str)| {
        let job = json!({
            "step": "update", "precision": precision, "layout": layout.name(),
            "quantizer": { "codebook_size": 64, "embedding_dim": 40 },
            "input": { "batch": 32, "seq": 3, "dtype": dtype },
        });
        let spec = JobFile::from_json(job).and_then(|file| file.resolve()).expect("a job").spec;
        let mesh = Mesh::parse("2x4").expect("a mesh");
        Case { spec, mesh, format: Format::StableHlo, family: Family::Normal }
    };
    rows.into_iter().map(case).collect()
}

/// Steps whose sums travel in bf16.
fn rounded_cases() -> Vec<Case> {
    let layouts = [Layout::Tokens, Layout::StateSharded, Layout::CodesTokens];
    let case = |layout: Layout| {
        let job = json!({
            "step": "update", "collective_dtype": "bf16", "layout": layout.name(),
            "quantizer": { "codebook_size": 64, "embedding_dim": 40 },
            "input": { "batch": 32, "seq": 3 },
        });
        let spec = JobFile::from_json(job).and_then(|file| file.resolve()).expect("a job").spec;
        let mesh = Mesh::parse("2x4").expect("a mesh");
        Case { spec, mesh, format: Format::StableHlo, family: Family::Normal }
    };
    layouts.map(case).to_vec()
}

/// Steps whose sums go to their parts of the state over one axis after the other.
fn scattered_cases() -> Vec<Case> {
    let rows = [
        ("update", "2x4", "f32", Format::StableHlo),
        ("accumulate", "4x8", "f32", Format::HloProto),
        ("update", "4x8", "bf16", Format::StableHloGspmd),
    ];
    let case = |(step, mesh, payload, format)| {
        let job = json!({
            "step": step, "layout": "state-sharded", "collective_dtype": payload,
            "formulation": { "sums": "reduce-scatter" },
            "quantizer": { "codebook_size": 256, "embedding_dim": 40 },
            "input": { "batch": 32, "seq": 3 },
        });
        let spec = JobFile::from_json(job).and_then(|file| file.resolve()).expect("a job").spec;
        let mesh = Mesh::parse(mesh).expect("a mesh");
        Case { spec, mesh, format, family: Family::Clustered }
    };
    rows.into_iter().map(case).collect()
}

/// `quantized` is the same in every layout, bit for bit, however its rows are read; as sums -0 is 0.
fn check_rows(plugin: &Plugin) {
    for (size, lookup) in [(16, Lookup::Entries), (64, Lookup::Rows)] {
        let outputs = |layout, lookup| {
            let (lookup, counts) = (Some(lookup), Some(Counts::Histogram));
            let forms = Forms { lookup, counts, ..Forms::default() };
            let plain = spec(Step::Quantize, layout, size, 0);
            let spec = StepSpec { dtype: ElementType::Bf16, forms, ..plain };
            let mesh = Mesh::parse("2x4").expect("a mesh");
            let case = Case { spec, mesh, format: Format::HloProto, family: Family::Clustered };
            let session = case.session(plugin);
            let mut given = inputs(session.interface(), Family::Clustered);
            // The last token of the batch is nearest to an entry of minus zeros.
            let codebook = given.get_mut("codebook").expect("a codebook");
            let mut values = codebook.to_f32().expect("f32");
            values[..40].fill(-0.0);
            *codebook = Tensor::from_f32(&[size, 40], &values).expect("f32");
            let tokens = given.get_mut("inputs").expect("tokens");
            let mut values = tokens.to_bf16().expect("bf16");
            let last = values.len() - 40;
            values[last..].fill(bf16::ZERO);
            *tokens = Tensor::from_bf16(&tokens.shape().dims.clone(), &values).expect("bf16");
            session.run(&given, 1, |_| ()).expect("outputs")
        };
        let gathered = outputs(Layout::Tokens, Lookup::Gather);
        let values = |outputs: &Tensors| outputs["quantized"].widened();
        let bits = |values: Vec<f64>| values.into_iter().map(f64::to_bits).collect::<Vec<_>>();
        let is_minus_zero = |value: &f64| *value == 0.0 && value.is_sign_negative();
        assert!(values(&gathered).iter().any(is_minus_zero), "no token chose the entry of -0");
        let positive = bits(values(&gathered).iter().map(|value| value + 0.0).collect());
        let others = [
            (Layout::CodesTokens, lookup),
            (Layout::Tokens, Lookup::OneHot),
            (Layout::StateSharded, Lookup::OneHot),
        ];
        for (layout, lookup) in others {
            let found = outputs(layout, lookup);
            assert!(found["codes"] == gathered["codes"], "codes of {layout:?}, {lookup:?}");
            let same = match lookup {
                Lookup::Gather | Lookup::Entries => found["quantized"] == gathered["quantized"],
                Lookup::OneHot | Lookup::Rows => bits(values(&found)) == positive,
            };
            assert!(same, "quantized of {size} entries in {layout:?}, {lookup:?}");
        }
    }
}

fn check(variable: &str) {
    let said = in_a_process("regions::the_cases_on_one_plugin", variable);
    assert!(said.contains("39 cases held against the reference"), "it ran less:\n{said}");
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
fn the_cases_on_one_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let cases = [cases(), precise_cases(), rounded_cases(), scattered_cases()].concat();
    let mut wrong = 0;
    for case in &cases {
        let text = case.findings(&plugin);
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
    check_rows(&plugin);
}
