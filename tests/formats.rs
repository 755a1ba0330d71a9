//! The three ways to hand a program to a compiler give one program: the same collectives on the
//! TPU and the CPU compiler, and the same numbers where it can run.
//!
//! The plugins' paths come from the `VQBIT_TEST_*` variables that `scripts/test` sets.
#![allow(missing_docs, reason = "a test has no callers")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use vqbit::emit::format::Format;
use vqbit::inspect::collectives::CollectiveRow;
use vqbit::ir::shape::Shape;
use vqbit::job::{Job, JobFile};
use vqbit::pipeline::{Compiler, interface, session};
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;
use vqbit::vq::spec::{Layout, Step};
use vqbit::worker::parent::Worker;

const FORMATS: [Format; 3] = [Format::StableHlo, Format::HloProto, Format::StableHloGspmd];
const CPU: &str = "VQBIT_TEST_CPU_115";
const LIBTPU: &str = "VQBIT_TEST_LIBTPU";
/// Names the plugin of a child process.
const SUBJECT: &str = "VQBIT_TEST_SUBJECT";

fn plugin(variable: &str) -> PathBuf {
    std::env::var_os(variable)
        .unwrap_or_else(|| panic!("{variable} is not set: run the tests with scripts/test"))
        .into()
}

fn job(text: &str) -> Job {
    JobFile::parse(text).expect("a job file").resolve().expect("a job")
}

fn update(target: &str, layout: Layout) -> Job {
    let layout = layout.name();
    job(&format!(r#"{{"target": "{target}", "mesh": "4x8", "layout": "{layout}"}}"#))
}

fn collectives(job: &Job, format: Format, variable: &str) -> Vec<CollectiveRow> {
    let worker =
        Worker { program: env!("CARGO_BIN_EXE_vqbit").into(), timeout: Duration::from_secs(300) };
    let compiler = Compiler {
        plugin: plugin(variable),
        plugin_name: None,
        plugin_sha256: Some("not computed".to_owned()),
        worker,
        format,
        overrides: BTreeMap::new(),
    };
    let case = format!("{} {} as {}", job.target.name, job.layout.name(), format.name());
    compiler.compile(job).unwrap_or_else(|error| panic!("{case}: {error:?}")).collectives
}

/// Rows are compared whole: kind, axes, count and bytes in and out.
fn check_collectives(target: &str, variable: &str) {
    for layout in Layout::ALL {
        let job = update(target, layout);
        let [shardy, proto, gspmd] = FORMATS.map(|format| collectives(&job, format, variable));
        assert!(!shardy.is_empty(), "{target} {}: no collectives", layout.name());
        assert_eq!(shardy, proto, "{target} {}: hlo-proto", layout.name());
        assert_eq!(shardy, gspmd, "{target} {}: stablehlo-gspmd", layout.name());
    }
}

#[test]
fn all_formats_have_the_same_collectives_on_v4_32() {
    check_collectives("v4-32", LIBTPU);
}

#[test]
fn all_formats_have_the_same_collectives_on_v6e_32() {
    check_collectives("v6e-32", LIBTPU);
}

#[test]
fn all_formats_have_the_same_collectives_on_the_cpu() {
    check_collectives("cpu", CPU);
}

fn inputs(job: &Job, family: Family) -> BTreeMap<String, Tensor> {
    let interface = interface(job).expect("an interface");
    let make = |name: &str, shape: &Shape| match name {
        "codes" => {
            let codes = (0..shape.element_count()).map(|i| i32::try_from(i % 7).unwrap() * 19 - 20);
            Tensor::from_s32(&shape.dims, &codes.collect::<Vec<_>>())
        }
        "cluster_size" => {
            let counts = (0..shape.element_count()).map(|i| [1.0, 0.25, 7.5][i % 3]);
            Tensor::from_f32(&shape.dims, &counts.collect::<Vec<f32>>())
        }
        "inputs" => family.tensor(7, name, shape),
        _ => Family::Normal.tensor(11, name, shape),
    };
    let tensors = interface.inputs.iter();
    tensors.map(|t| (t.name.to_owned(), make(t.name, &t.shape).expect("a tensor"))).collect()
}

/// The CPU plugin logs much, so it has a process of its own whose words are kept.
#[test]
fn all_formats_give_the_same_bits_on_the_cpu() {
    let output = Command::new(std::env::current_exe().expect("this binary"))
        .args(["--exact", "the_outputs_of_one_plugin", "--nocapture"])
        .env(SUBJECT, plugin(CPU))
        .env("TF_CPP_MIN_LOG_LEVEL", "2")
        .output()
        .expect("a process");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{stderr}", output.status);
    assert!(stderr.contains("15 jobs give the same bits"), "the child ran no job:\n{stderr}");
}

/// The child's part; nothing without a plugin.
#[test]
fn the_outputs_of_one_plugin() {
    let Some(plugin) = std::env::var_os(SUBJECT) else { return };
    let mut count = 0;
    for layout in Layout::ALL {
        for step in Step::ALL {
            check_outputs("v4-32", step, layout, Family::NonfiniteRows, plugin.as_ref());
            count += 1;
        }
        check_outputs("v6e-32", Step::Update, layout, Family::Clustered, plugin.as_ref());
        count += 1;
    }
    eprintln!("{count} jobs give the same bits");
}

/// Every output of every format is the same, bit for bit. The program of a TPU slice runs here as
/// it is, on 32 virtual devices.
fn check_outputs(target: &str, step: Step, layout: Layout, family: Family, plugin: &Path) {
    let (step, layout) = (step.name(), layout.name());
    let job = job(&format!(
        r#"{{"target": "{target}", "mesh": "4x8", "layout": "{layout}", "step": "{step}",
            "input": {{"batch": 32, "seq": 24}}}}"#,
    ));
    let given = inputs(&job, family);
    let [shardy, proto, gspmd] = FORMATS.map(|format| {
        let session = session(&job, format, plugin).expect("a session");
        session.run(&given, 1, |_| ()).expect("outputs")
    });
    assert_eq!(shardy.len(), interface(&job).expect("an interface").outputs.len());
    for (name, tensor) in &shardy {
        let case = format!("{target} {layout} {step}: {name}");
        assert!(tensor == &proto[name], "{case} differs as hlo-proto");
        assert!(tensor == &gspmd[name], "{case} differs as stablehlo-gspmd");
    }
}
