//! The estimate of real programs for v4-32 and v6e-32: everything priced or listed, and the static
//! profile where it is promised.

use vqbit::emit::format::Format;
use vqbit::estimate::{Bound, CycleSource, Estimate};
use vqbit::inspect::collectives::collectives;
use vqbit::pipeline::{Compiled, Compiler};

use crate::subject::{LIBTPU, compiler, job};

fn compiled(text: &str, static_profile: bool) -> Compiled {
    let compiler = Compiler { static_profile, ..compiler(LIBTPU, Format::StableHlo) };
    compiler.compile(&job(text)).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Each operation has a price or its name is in the list of what has none; collectives have theirs.
fn check(compiled: &Compiled, case: &str) -> Estimate {
    let estimate = compiled.estimate.clone().expect("an estimate");
    let report = compiled.report.estimate.as_ref().expect("an estimate");
    let time = report.time.as_ref().expect("a time");
    let listed = |name: &str| time.unpriced.iter().any(|u| u.operations.iter().any(|o| o == name));
    for operation in &estimate.operations {
        let priced = operation.seconds > 0.0 || operation.bound == Bound::Beside;
        assert!(priced || listed(&operation.name), "{case}: {operation:?}");
    }
    let priced = estimate.operations.iter().filter_map(|o| o.communication.as_ref());
    let priced: Vec<_> = priced.map(|c| c.cost.as_ref().map(|cost| cost.seconds)).collect();
    let all = collectives(&compiled.optimized, &compiled.job.mesh);
    assert_eq!(priced.len(), all.len(), "{case}: {priced:?}");
    assert!(priced.iter().all(|seconds| *seconds > Some(0.0)), "{case}: {priced:?}");
    let sum = time.cycle_seconds + time.hbm_seconds + time.collective_seconds;
    assert!((sum - time.seconds).abs() < 1e-12, "{case}: {time:?}");
    assert!(time.ratio_to_floor > Some(1.0), "{case}: {:?}", time.ratio_to_floor);
    assert!(time.rates.iter().all(|rate| rate.value > 0.0 && !rate.source.is_empty()), "{case}");
    estimate
}

#[test]
fn operations_of_all_layouts_are_priced_or_listed() {
    for target in ["v4-32", "v6e-32"] {
        for layout in ["tokens", "tokens+dim", "tokens+codes"] {
            let text = format!(
                r#"{{"target": "{target}", "mesh": "4x8", "layout": "{layout}", "vq_codes": 1024}}"#
            );
            check(&compiled(&text, false), &text);
        }
    }
}

#[test]
fn loops_are_priced_by_their_turns() {
    let text = r#"{"target": "v6e-32", "quantizer": {"kind": "residual", "stages": 16}}"#;
    let estimate = check(&compiled(text, false), text);
    let looped: Vec<_> = estimate.operations.iter().filter(|o| o.runs > 1).collect();
    assert!(looped.iter().all(|o| o.runs == 16 && o.runs_are_told), "{looped:?}");
    assert!(looped.iter().map(|o| o.seconds).sum::<f64>() > estimate.seconds() / 2.0);
}

#[test]
fn the_static_profile_prices_what_windows_leave_out() {
    let text = r#"{"target": "v6e-32", "vq_codes": 1024}"#;
    let (windows, profiled) = (compiled(text, false), compiled(text, true));
    let (windows, profiled) = (check(&windows, text), check(&profiled, text));
    let of = |estimate: &Estimate, name: &str| {
        let mut operations = estimate.operations.iter();
        operations.find(|o| o.name == name).and_then(|o| o.cycle_source)
    };
    let gather = profiled.operations.iter().find(|o| o.name.starts_with("gather_fusion"));
    let gather = gather.expect("the lookup");
    assert_eq!(of(&windows, &gather.name), None);
    assert_eq!(of(&profiled, &gather.name), Some(CycleSource::StaticProfile));
    assert!(profiled.operations.iter().all(|o| o.cycle_source != Some(CycleSource::Window)));
    // Windows say twice what the scheduled bundles do.
    let cycles = |e: &Estimate| e.operations.iter().filter_map(|o| o.cycles).sum::<u64>();
    assert!(cycles(&profiled) < cycles(&windows), "{} {}", cycles(&profiled), cycles(&windows));
    // The links know nothing of cycles.
    let apart = profiled.collective_seconds() - windows.collective_seconds();
    assert!(apart.abs() < 1e-12, "{apart}");
}

#[test]
fn what_the_profile_aborts_on_keeps_its_window() {
    // libtpu dies of the sums of this layout: "Unsupported DMA direction".
    let text = r#"{"target": "v6e-32", "layout": "tokens+codes", "vq_codes": 1024}"#;
    let estimate = check(&compiled(text, true), text);
    let count = |source| estimate.operations.iter().filter(move |o| o.cycle_source == Some(source));
    let (profiled, windows) =
        (count(CycleSource::StaticProfile).count(), count(CycleSource::Window).count());
    assert!(profiled > windows && windows > 0, "{profiled} profiled, {windows} not");
}
