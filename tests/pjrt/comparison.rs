//! 64 against 128 codes, each in its own form and in the naive one, from libtpu; and that the naive
//! form computes the same.

use vqbit::emit::format::Format;
use vqbit::pipeline::beside::Compilers;
use vqbit::pipeline::comparison::{CellJob, compare};
use vqbit::pipeline::{build, build_naive, interface};
use vqbit::pjrt::plugin::Plugin;
use vqbit::report::comparison::{Cell, Comparison, Measures};
use vqbit::session::Session;
use vqbit::tensor::random::Family;
use vqbit::wire::compile_options::CompileOptions;

use crate::subject::{CPU_115, LIBTPU, compiler, in_a_process, inputs, job, subject};

fn compared(jobs: &[String]) -> Comparison {
    let cells: Vec<CellJob> =
        jobs.iter().map(|text| CellJob::of(job(text)).expect("a cell")).collect();
    compare(&cells, &Compilers::from([("tpu", Ok(compiler(LIBTPU, Format::StableHlo)))]))
}

fn measures(cell: &Cell) -> [&Measures; 2] {
    [&cell.step, &cell.naive]
        .map(|form| form.measures().unwrap_or_else(|| panic!("{}: {form:?}", cell.target)))
}

fn numbers(measures: &Measures) -> [f64; 3] {
    let bytes = measures.memory_bytes_per_device.expect("bytes") as f64;
    let flops = measures.flops_per_device.as_ref().expect("operations").value;
    [bytes, flops, measures.estimate.as_ref().expect("cycles").cycles]
}

#[test]
fn the_naive_form_needs_more_of_everything_on_v4_32_and_v6e_32() {
    let sizes = [("v4-32", 64), ("v4-32", 128), ("v6e-32", 64), ("v6e-32", 128)];
    let jobs =
        sizes.map(|(target, codes)| format!(r#"{{"target": "{target}", "vq_codes": {codes}}}"#));
    let comparison = compared(&jobs);
    for (cell, (target, codes)) in comparison.cells.iter().zip(sizes) {
        assert_eq!((cell.target.as_str(), cell.codebook_size), (target, codes));
        assert_eq!((cell.compiled_for.devices, &cell.stand_in), (32, &None));
        let bits = if codes == 64 { 6 } else { 7 };
        assert_eq!(cell.compression.code_bits, bits);
        assert_eq!(cell.compression.ratio, 12_288.0 / bits as f64);
        let [own, naive] = measures(cell);
        // Counts, sums, and three sums over the tokens: errors, squares and how many there are.
        assert_eq!(own.collective_bytes_per_device, codes as u64 * (768 + 1) * 4 + 12);
        assert_eq!(naive.largest_array.shape, format!("f32[32,512,{codes},768]"));
        assert_eq!(naive.largest_array.bytes, 32 * 512 * codes as u64 * 768 * 4);
        let [memory, flops, cycles] = numbers(own);
        let [naive_memory, naive_flops, naive_cycles] = numbers(naive);
        // Both have three products of 2 N K D; the naive form makes one of them element by element.
        let product = (2 * 512 * codes * 768) as f64;
        assert!((3.0..3.3).contains(&(flops / product)), "{target} {codes}: {flops}");
        assert!((3.4..3.8).contains(&(naive_flops / product)), "{target} {codes}: {naive_flops}");
        assert!(naive_cycles > 4.0 * cycles, "{target} {codes}: {naive_cycles} to {cycles}");
        assert!(naive_memory > memory, "{target} {codes}: {naive_memory} to {memory}");
        assert_eq!(cell.naive_over_step.memory, Some(naive_memory / memory));
        assert_eq!(cell.naive_over_step.flops, Some(naive_flops / flops));
        assert_eq!(cell.naive_over_step.estimated_cycles, Some(naive_cycles / cycles));
    }
}

#[test]
fn a_naive_form_that_has_no_room_is_told_in_its_cell() {
    // 3.5 MiB of 4 MiB a device, and 4.3 MiB.
    let comparison = compared(&[r#"{"target": "v4-32", "memory_limit_gb": 0.0078125}"#.to_owned()]);
    let cell = &comparison.cells[0];
    assert_eq!(cell.step.failure(), None);
    let failure = cell.naive.failure().expect("more than 4 MiB");
    assert!(failure.contains("wanted at most 4.00 MiB (memory_limit_gb 0.0078125"), "{failure}");
    let table = comparison.to_table();
    assert!(table.contains("\n  64 codes, naive form failed: memory: found "), "{table}");
    assert!(
        table.lines().any(|line| line.ends_with("naive: estimated cycles               failed"))
    );
}

#[test]
fn the_naive_form_computes_what_the_step_computes() {
    let said = in_a_process("comparison::both_forms_on_one_plugin", CPU_115);
    assert!(said.contains("3 cases agree"), "it ran less:\n{said}");
}

/// The child's part: both forms on the plugin that the parent names; nothing without one.
#[test]
fn both_forms_on_one_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let layouts = ["tokens", "tokens+dim", "tokens+codes"];
    for layout in layouts {
        let job = job(&format!(
            r#"{{"mesh": "2x4", "layout": "{layout}", "vq_codes": 24, "vq_embedding_dim": 40,
                 "input": {{"batch": 8, "seq": 5, "dtype": "f32"}},
                 "quantizer": {{"codebook_weight": 0.5, "ema": {{"decay": 0.9}}}}}}"#
        ));
        let run = |graph| {
            let program = Format::StableHlo.program(&graph).expect("a program");
            let options = CompileOptions::new(8, true).to_bytes();
            let tensors = interface(&job).expect("an interface");
            let mesh = job.mesh.clone();
            let session = Session::on_cpu(&plugin, &program, &options, tensors, mesh);
            let session = session.expect("a session");
            let given = inputs(session.interface(), Family::Clustered);
            session.run(&given, 2, |_| ()).expect("outputs")
        };
        let own = run(build(&job).expect("a graph"));
        let naive = run(build_naive(&job).expect("a graph"));
        assert_eq!(own["codes"], naive["codes"], "{layout}");
        for (name, wanted) in &own {
            let (found, wanted) = (naive[name].widened(), wanted.widened());
            let scale = wanted.iter().fold(1e-30_f64, |scale, w| scale.max(w.abs()));
            let off = found.iter().zip(&wanted).map(|(f, w)| (f - w).abs()).fold(0.0, f64::max);
            assert!(off <= 1e-5 * scale, "{layout} {name}: {off} of {scale}");
        }
    }
    eprintln!("{} cases agree", layouts.len());
}
