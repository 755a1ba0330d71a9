//! The three ways to hand a program to a compiler give one program: the same collectives on the
//! TPU and the CPU compiler, and the same numbers where it can run.
//!
//! The plugins' paths come from the `VQBIT_TEST_*` variables that `scripts/test` sets.

use std::path::Path;

use vqbit::emit::format::Format;
use vqbit::inspect::collectives::CollectiveRow;
use vqbit::job::Job;
use vqbit::pipeline::{build, interface, session};
use vqbit::pjrt::plugin::Plugin;
use vqbit::session::Session;
use vqbit::tensor::random::Family;
use vqbit::vq::spec::{Layout, Step};
use vqbit::wire::compile_options::CompileOptions;

use crate::subject::{
    CPU_081, CPU_106, CPU_115, LIBTPU, compiler, in_a_process, inputs, job, subject,
};

const FORMATS: [Format; 3] = [Format::StableHlo, Format::HloProto, Format::StableHloGspmd];
fn update(target: &str, layout: Layout) -> Job {
    let layout = layout.name();
    job(&format!(r#"{{"target": "{target}", "mesh": "4x8", "layout": "{layout}"}}"#))
}

fn collectives(job: &Job, format: Format, variable: &str) -> Vec<CollectiveRow> {
    let compiler = compiler(variable, format);
    let case = format!("{} {} as {}", job.target.name, job.spec.layout.name(), format.name());
    compiler.compile(job).unwrap_or_else(|error| panic!("{case}: {error:?}")).collectives
}

/// Rows are compared whole: kind, axes, count and bytes in and out.
fn check_collectives(target: &str, variable: &str) {
    for layout in Layout::PARTITIONED {
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
    check_collectives("cpu", CPU_115);
}

#[test]
fn all_formats_give_the_same_bits_on_the_cpu() {
    let said = in_a_process("formats::the_outputs_of_one_plugin", CPU_115);
    assert!(said.contains("15 jobs give the same bits"), "the child ran no job:\n{said}");
}

/// The child's part; nothing without a plugin.
#[test]
fn the_outputs_of_one_plugin() {
    let Some(plugin) = subject() else { return };
    let mut count = 0;
    for layout in Layout::PARTITIONED {
        for step in [Step::Encode, Step::Decode, Step::Quantize, Step::Update] {
            check_outputs("v4-32", step, layout, Family::NonfiniteRows, &plugin);
            count += 1;
        }
        check_outputs("v6e-32", Step::Update, layout, Family::Clustered, &plugin);
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
    let given = inputs(&interface(&job).expect("an interface"), family);
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

/// An HLO proto partitioned by Shardy compiles on these plugins, but whole on every device.
#[test]
fn a_program_that_is_not_cut_as_asked_is_refused() {
    for plugin in [CPU_081, CPU_106] {
        in_a_process("formats::a_wrong_pair_of_format_and_partitioner", plugin);
    }
}

/// The child's part; nothing without a plugin.
#[test]
fn a_wrong_pair_of_format_and_partitioner() {
    let Some(path) = subject() else { return };
    let job = job(r#"{"target": "v4-32", "step": "encode", "input": {"batch": 32, "seq": 2}}"#);
    let program = Format::HloProto.program(&build(&job).expect("a graph")).expect("a program");
    let options = CompileOptions::new(32, true).to_bytes();
    let plugin = Plugin::load(&path).expect("the plugin");
    let interface = interface(&job).expect("an interface");
    let error = Session::on_cpu(&plugin, &program, &options, interface, job.mesh.clone());
    assert_eq!(
        error.expect_err("it is not cut").to_string(),
        "the compiled program does not follow its shardings: parameter inputs on a device is \
         bf16[32,2,768], wanted bf16[1,2,768]"
    );
}
