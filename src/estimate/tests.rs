//! Small modules whose times are reckoned by hand.

use super::*;
use crate::inspect::text::parse;
use crate::sharding::mesh::Mesh;
use crate::target::Target;

/// One v6e chip: 918 TFLOP/s, 1638 GB/s, 918e12 / 524288 cycles a second.
fn chip() -> Machine {
    let target = Target::parse("v6e-1", false).expect("a target");
    let mesh = Mesh::of_sizes(&[1, 1]).expect("a mesh");
    Machine::laid_out(target.slice().expect("a slice"), &mesh).expect("a machine")
}

/// An entry of these lines, with what it calls before it.
fn estimate(called: &str, entry: &str) -> Estimate {
    let text = format!("HloModule m, is_scheduled=true\n{called}\nENTRY e {{\n{entry}\n}}\n");
    Estimate::of(&parse(&text).expect("a module"), &chip(), &BTreeMap::new())
}

fn cycles(cycles: u64) -> String {
    format!(r#"backend_config={{"window_config":{{"estimated_cycles":"{cycles}"}}}}"#)
}

fn assert_near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-9 * wanted.abs().max(1e-12), "{found} is not {wanted}");
}

const CYCLE: f64 = 524_288.0 / 918e12;
const BYTE: f64 = 1.0 / 1638e9;
const MIB: f64 = 1024.0 * 1024.0;

#[test]
fn an_operation_takes_its_cycles_or_its_bytes_whichever_is_longer() {
    let body = "f { ROOT a = f32[512,512]{1,0:T(8,128)} parameter(0)\n}";
    let body = body.replace("{ ROOT", "{\nROOT");
    let of = |count| {
        let line = format!(
            "p = f32[512,512]{{1,0:T(8,128)}} parameter(0)\n\
             ROOT r = f32[512,512]{{1,0:T(8,128)}} fusion(p), kind=kLoop, calls=f, {}",
            cycles(count)
        );
        estimate(&body, &line)
    };
    let (slow, fast) = (of(100_000), of(10));
    assert_near(slow.seconds(), 1e5 * CYCLE);
    assert_eq!(slow.operations[0].bound, Bound::Cycles);
    assert_near(fast.seconds(), 2.0 * MIB * BYTE);
    assert_eq!((fast.operations[0].bound, fast.operations[0].hbm_bytes), (Bound::Hbm, 2 << 20));
    assert_near(fast.ratio_to_floor().expect("a floor"), 1.0);
    assert_eq!(slow.operations[0].missing(), None);
}

#[test]
fn arrays_on_the_chip_cost_no_bandwidth_and_tiles_are_padded() {
    let found = estimate(
        "",
        "p = f32[3,100]{1,0:T(8,128)} parameter(0)\n\
         q = f32[3,100]{1,0:T(8,128)S(1)} copy(p)\n\
         ROOT r = f32[3,100]{1,0:T(8,128)S(1)} negate(q)",
    );
    let bytes: Vec<u64> = found.operations.iter().map(|o| o.hbm_bytes).collect();
    assert_eq!(bytes, [8 * 128 * 4, 0]);
    let missing: Vec<_> = found.operations.iter().map(Operation::missing).collect();
    assert_eq!(missing, [Some(Missing::Cycles), Some(Missing::All)]);
}

#[test]
fn a_prefetch_hides_behind_what_runs_beside_it() {
    let with = |beside: u64| {
        let vmem = "f32[512,512]{1,0:T(8,128)S(1)}";
        let hbm = "f32[512,512]{1,0:T(8,128)}";
        estimate(
            &format!("f {{\nROOT a = {vmem} parameter(0)\n}}"),
            &format!(
                "p = {hbm} parameter(0)\n\
                 v = {vmem} constant({{...}})\n\
                 s = ({vmem}, {hbm}, u32[]{{:S(2)}}) copy-start(p)\n\
                 w = {vmem} fusion(v), kind=kLoop, calls=f, {}\n\
                 d = {vmem} copy-done(s)\n\
                 ROOT r = {vmem} fusion(d), kind=kLoop, calls=f, {}",
                cycles(beside),
                cycles(1000)
            ),
        )
    };
    let copy = MIB * BYTE;
    let hidden = with(100_000);
    assert_near(hidden.seconds(), 101_000.0 * CYCLE);
    assert_eq!((hidden.operations[0].bound, hidden.operations[0].seconds), (Bound::Beside, 0.0));
    let waited = with(100);
    assert_near(waited.seconds(), copy + 1000.0 * CYCLE);
    assert_near(waited.operations[0].seconds, copy - 100.0 * CYCLE);
}

#[test]
fn only_the_part_that_a_fusion_picks_or_updates_is_moved() {
    let table = "f32[8192,512]{1,0:T(8,128)}";
    let found = estimate(
        &format!(
            "f {{\na = {table} parameter(0)\ni = s32[] parameter(1)\nz = s32[] constant(0)\n\
             s = f32[8,512]{{1,0:T(8,128)}} dynamic-slice(a, i, z), dynamic_slice_sizes={{8,512}}\n\
             ROOT u = {table} dynamic-update-slice(a, s, i, z)\n}}"
        ),
        &format!(
            "p = {table} parameter(0)\ni = s32[]{{:S(6)}} parameter(1)\n\
             ROOT r = {table} fusion(p, i), kind=kLoop, calls=f, {}",
            cycles(1)
        ),
    );
    assert_eq!(found.operations[0].hbm_bytes, 2 * 8 * 512 * 4);
}

#[test]
fn loops_count_as_often_as_they_turn() {
    let state = "(s32[]{:T(128)}, f32[512,512]{1,0:T(8,128)})";
    let body = format!(
        "f {{\nROOT a = f32[512,512]{{1,0:T(8,128)}} parameter(0)\n}}\n\
         body {{\nt = {state} parameter(0)\ni = s32[]{{:T(128)}} get-tuple-element(t), index=0\n\
         x = f32[512,512]{{1,0:T(8,128)}} get-tuple-element(t), index=1\n\
         y = f32[512,512]{{1,0:T(8,128)}} fusion(x), kind=kLoop, calls=f, {}\n\
         ROOT r = {state} tuple(i, y)\n}}\n\
         below {{\nt = {state} parameter(0)\ni = s32[]{{:T(128)}} get-tuple-element(t), index=0\n\
         n = s32[]{{:T(128)}} constant(5)\n\
         ROOT c = pred[]{{:T(512)}} compare(i, n), direction=LT\n}}",
        cycles(100_000)
    );
    let entry =
        format!("p = {state} parameter(0)\nROOT w = {state} while(p), condition=below, body=body");
    let found = estimate(&body, &entry);
    let fusion = found.operations.iter().find(|o| o.name == "y").expect("the fusion");
    assert_eq!((fusion.runs, fusion.runs_are_told), (5, true));
    assert_near(fusion.seconds, 5e5 * CYCLE);
    let untold = estimate(&body.replace("direction=LT", "direction=NE"), &entry);
    let fusion = untold.operations.iter().find(|o| o.name == "y").expect("the fusion");
    assert_eq!((fusion.runs, fusion.missing()), (1, Some(Missing::Turns)));
}

#[test]
fn a_profile_is_taken_before_a_window() {
    let found = estimate(
        "f {\nROOT a = f32[]{:S(6)} parameter(0)\n}",
        "p = f32[]{:S(6)} parameter(0)\nROOT r = f32[]{:S(6)} fusion(p), kind=kLoop, calls=f, \
         backend_config={\"window_config\":{\"estimated_cycles\":\"9\"},\
         \"bundle_analysis_data\":{\"estimated_cycles\":\"7\"}}",
    );
    let operation = &found.operations[0];
    assert_eq!(operation.cycles, Some(7));
    assert_eq!(operation.cycle_source, Some(CycleSource::StaticProfile));
}

#[test]
fn a_compiled_step_is_priced_with_its_collective() {
    use prost::Message;
    let bytes = include_bytes!("../../tests/data/v4_update_tokens.hlo.pb");
    let module = HloModuleProto::decode(&bytes[..]).expect("a module");
    let target = Target::parse("v4-32", false).expect("a target");
    let mesh = Mesh::of_sizes(&[4, 8]).expect("a mesh");
    let machine = Machine::laid_out(target.slice().expect("a slice"), &mesh).expect("a machine");
    let found = Estimate::of(&module, &machine, &BTreeMap::new());
    let collectives: Vec<&Communication> =
        found.operations.iter().filter_map(|o| o.communication.as_ref()).collect();
    let [all_reduce] = &collectives[..] else { panic!("{collectives:?}") };
    let cost = all_reduce.cost.as_ref().expect("a cost");
    // StrategyND{colors:3 phases:3 cores:{4 2 4},...}.
    assert_eq!((cost.colors, &cost.rings[..]), (3, &[4, 2, 4][..]));
    assert!(found.floor.seconds() < found.seconds(), "{found:?}");
    let sum: f64 = found.operations.iter().map(|o| o.seconds).sum();
    assert_eq!(sum, found.seconds());
}
