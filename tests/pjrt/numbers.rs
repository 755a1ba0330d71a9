//! Every step against the f64 reference, on real CPU plugins, on 1, 8 and 32 devices.
//!
//! Each plugin has a process of its own: a test here starts this binary again, with the plugin in
//! its environment. The plugins' paths come from the `VQBIT_TEST_*` variables that
//! `scripts/test` sets.

use std::collections::BTreeMap;
use std::fmt::Write;

use vqbit::emit::format::Format;
use vqbit::emit::stablehlo::Partitioner;
use vqbit::ir::shape::ElementType;
use vqbit::ir::verify::verify;
use vqbit::pjrt::plugin::Plugin;
use vqbit::reference::search::{Compute, Reference};
use vqbit::reference::steps::{Quantized, State};
use vqbit::session::Session;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;
use vqbit::vq::codebook::build;
use vqbit::vq::interface::Interface;
use vqbit::vq::spec::{Codebook, Ema, Layout, Step, StepSpec};
use vqbit::wire::compile_options::CompileOptions;

use crate::subject::{CPU_081, CPU_106, CPU_115, in_a_process, inputs, subject};

const SIZES: [usize; 5] = [1, 3, 64, 128, 1000];
const FORMATS: [Format; 3] = [Format::StableHlo, Format::HloProto, Format::StableHloGspmd];
const MESHES: [&str; 3] = ["1x1", "2x4", "4x8"];
const DTYPES: [ElementType; 2] = [ElementType::Bf16, ElementType::F32];
/// Sums and products in f32 over some hundred terms, relative to the largest element.
const TOLERANCE: f64 = 1e-5;
/// How much farther than the nearest a chosen entry may be, relative to |x|^2 + |c|^2: scores are
/// f32 numbers of that size.
const REGRET: f64 = 1e-6;

/// One program on one mesh with one family of inputs.
#[derive(Debug, Clone)]
struct Case {
    spec: StepSpec,
    mesh: Mesh,
    format: Format,
    family: Family,
}

fn spec(step: Step, codebook_size: usize, dtype: ElementType, layout: Layout) -> StepSpec {
    let quantizer = Codebook {
        codebook_size,
        embedding_dim: 40,
        commitment_weight: 0.25,
        codebook_weight: 0.5,
        ema: Ema { decay: 0.9, epsilon: 1e-5 },
    };
    StepSpec { step, quantizer, batch: 32, seq: 3, dtype, layout }
}

/// All steps, types, sizes, layouts and meshes; formats and families take turns.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for mesh in MESHES {
        let mesh = Mesh::parse(mesh).expect("a mesh");
        for layout in Layout::ALL {
            for step in Step::ALL {
                for dtype in DTYPES {
                    for size in SIZES {
                        let turn = cases.len();
                        let format = FORMATS[turn % FORMATS.len()];
                        let family = Family::ALL[turn % Family::ALL.len()];
                        let spec = spec(step, size, dtype, layout);
                        cases.push(Case { spec, mesh: mesh.clone(), format, family });
                    }
                }
            }
        }
    }
    cases
}

fn run(
    plugin: &Plugin,
    case: &Case,
    inputs: &BTreeMap<String, Tensor>,
) -> BTreeMap<String, Tensor> {
    let verified = verify(build(&case.spec, &case.mesh).expect("a graph")).expect("verified");
    let shardy = case.format.partitioner() == Partitioner::Shardy;
    let options = CompileOptions::new(case.mesh.device_count(), shardy);
    let interface = Interface::of(&case.spec, &case.mesh).expect("an interface");
    let program = case.format.program(&verified).expect("a format that compiles");
    let session =
        Session::on_cpu(plugin, &program, &options.to_bytes(), interface, case.mesh.clone())
            .unwrap_or_else(|error| panic!("{case:?}: {error}"));
    session.run(inputs, 1, |_| ()).unwrap_or_else(|error| panic!("{case:?}: {error}"))
}

/// What a run got wrong, a line each.
struct Findings<'a> {
    outputs: &'a BTreeMap<String, Tensor>,
    text: String,
}

impl Findings<'_> {
    fn values(&self, name: &str) -> Vec<f64> {
        self.outputs.get(name).unwrap_or_else(|| panic!("no output {name}")).widened()
    }

    /// Holds an output against the reference, relative to the reference's largest element.
    fn close(&mut self, name: &str, wanted: &[f64], tolerance: f64) {
        let found = self.values(name);
        assert_eq!(found.len(), wanted.len(), "{name} has another number of elements");
        let scale = wanted.iter().fold(1e-30_f64, |scale, w| scale.max(w.abs()));
        for (index, (f, w)) in found.iter().zip(wanted).enumerate() {
            let off = (f - w).abs();
            if off.is_nan() || off > tolerance * scale {
                let _ = write!(self.text, " {name}[{index}] is {f}, wanted {w};");
                return;
            }
        }
    }

    fn exact(&mut self, name: &str, wanted: &[f64]) {
        let found = self.values(name);
        let differs = found.iter().zip(wanted).position(|(f, w)| f.to_bits() != w.to_bits());
        if let Some(index) = differs {
            let (f, w) = (found[index], wanted[index]);
            let _ = write!(self.text, " {name}[{index}] is {f}, wanted exactly {w};");
        }
    }

    fn quantized(&mut self, wanted: &Quantized) {
        self.exact("quantized", &wanted.quantized);
        for (name, value) in [
            ("commitment_loss", wanted.commitment_loss),
            ("codebook_loss", wanted.codebook_loss),
            ("loss", wanted.loss),
            ("mse", wanted.mse),
            ("perplexity", wanted.perplexity),
            ("codebook_usage", wanted.codebook_usage),
            ("compression_ratio", wanted.compression_ratio),
        ] {
            self.close(name, &[value], TOLERANCE);
        }
        self.exact("nonfinite_rows", &[wanted.nonfinite_rows as f64]);
    }

    fn state(&mut self, wanted: &State) {
        self.close("codebook", &wanted.codebook, TOLERANCE);
        self.close("cluster_size", &wanted.cluster_size, TOLERANCE);
        self.close("embed_sum", &wanted.embed_sum, TOLERANCE);
    }
}

/// What is wrong with one case; empty when nothing is.
fn findings(plugin: &Plugin, case: &Case) -> String {
    let interface = Interface::of(&case.spec, &case.mesh).expect("an interface");
    let given = inputs(&interface, case.family);
    let outputs = run(plugin, case, &given);
    let mut findings = Findings { outputs: &outputs, text: String::new() };
    let compute = Compute::of(case.spec.dtype).expect("a compute type");
    let reference = Reference { quantizer: case.spec.quantizer, compute };
    let of = |name: &str| given[name].widened();
    if case.spec.step == Step::Decode {
        let codes = given["codes"].to_s32().expect("codes");
        let wanted = reference.decode(&codes, &of("codebook"));
        findings.exact("quantized", &wanted.quantized);
        findings.exact("invalid_codes", &[wanted.invalid_codes as f64]);
        return findings.text;
    }
    let codes = outputs["codes"].to_s32().expect("codes");
    let regrets = reference.regrets(&of("inputs"), &of("codebook"), &codes);
    let worst = regrets.iter().map(|regret| regret.scaled).fold(0.0, f64::max);
    if worst > REGRET {
        let _ = write!(findings.text, " codes: the worst regret is {worst:.2e};");
    }
    match case.spec.step {
        Step::Encode | Step::Decode => {}
        Step::Quantize => {
            let (x, c) = (of("inputs"), of("codebook"));
            findings.quantized(&reference.quantize_with_codes(&x, &c, &codes));
        }
        Step::Update => {
            let state = State {
                codebook: of("codebook"),
                cluster_size: of("cluster_size"),
                embed_sum: of("embed_sum"),
            };
            let updated = reference.update_with_codes(&of("inputs"), &state, &codes);
            // The step's result `codebook` is the new one; its losses are of the old one.
            findings.quantized(&updated.quantized);
            findings.state(&updated.state);
        }
    }
    findings.text
}

fn check(variable: &str) {
    let said = in_a_process("numbers::the_grid_on_one_plugin", variable);
    assert!(said.contains("360 cases held against the reference"), "it ran less:\n{said}");
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
                quantizer.codebook_size,
                layout.name(),
                case.mesh,
                case.format.name(),
                case.family.name()
            );
        }
    }
    eprintln!("{} cases held against the reference, {wrong} wrong", cases.len());
    assert_eq!(wrong, 0, "cases differ from the reference");
}
