//! `reproducible`: the same bits on 1, 8 and 32 devices, in every layout, over several steps.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use vqbit::emit::format::Format;
use vqbit::job::JobFile;
use vqbit::pjrt::plugin::Plugin;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;
use vqbit::vq::spec::Layout;

use crate::held::Case;
use crate::subject::{CPU_081, CPU_106, CPU_115, full, in_a_process, inputs, subject};

const MESHES: [&str; 3] = ["1x1", "2x4", "4x8"];
const STEPS: usize = 3;
/// Metrics that are not promised: the logarithm of one element at a time and that of several at once
/// are two codes, and where entries are cut more or less of them are left over for the first.
const OF_LOGARITHMS: [&str; 4] = ["entropy", "perplexity", "usage_entropy", "usage_perplexity"];

/// What is run: its name, its step, and what its job says besides sizes.
type Row = (&'static str, &'static str, fn() -> Value);

const ROWS: &[Row] = &[
    ("codebook", "update", || json!({})),
    ("codebook", "accumulate", || json!({ "input": { "mask": "tokens" } })),
    ("codebook", "vjp", || json!({})),
    (
        "product with one codebook",
        "vjp",
        || json!({ "quantizer": { "kind": "product", "groups": 8, "shared": true } }),
    ),
    (
        "grouped residual",
        "update",
        || json!({ "quantizer": { "kind": "residual", "stages": 2, "groups": 8, "usage_decay": 0.9 } }),
    ),
    (
        "residual with one codebook",
        "update",
        || json!({ "quantizer": { "kind": "residual", "stages": 3, "loop_from": 1, "shared": true } }),
    ),
    ("residual", "vjp", || json!({ "quantizer": { "kind": "residual", "stages": 2 } })),
    ("restarts", "update", || json!({ "quantizer": { "restart": { "source": "split" } } })),
    (
        "lfq without entropy",
        "quantize",
        || json!({ "quantizer": { "kind": "lfq", "bits": 10, "entropy": { "weight": 0.0 } } }),
    ),
];

/// Batch, sequence, entries and elements, few tokens a block and as many as fill a product; the type
/// and the family of the inputs.
const VARIANTS: [([usize; 4], &str, Family); 2] = [
    ([32, 3, 20, 40], "bf16", Family::NonfiniteRows),
    ([16, 96, 64, 128], "f32", Family::Clustered),
];

fn file(row: &Row, [batch, seq, entries, dim]: [usize; 4], dtype: &str) -> JobFile {
    let own = (row.2)();
    let mut sizes = json!({ "step": row.1, "reproducible": true,
                            "input": { "batch": batch, "seq": seq, "dtype": dtype } });
    let kind = own["quantizer"]["kind"].as_str();
    if kind != Some("lfq") {
        sizes["quantizer"] = json!({ "codebook_size": entries, "embedding_dim": dim,
                                     "codebook_weight": 0.5 });
    }
    JobFile::from_json(sizes).expect("a job").overlay(JobFile::from_json(own).expect("a job"))
}

/// The layouts that go with it: groups are not cut.
fn layouts_of(file: &JobFile) -> Vec<Layout> {
    let quantizer = file.resolve().expect("a job").spec.quantizer;
    let grouped = quantizer.codebook().is_some_and(|codebook| codebook.groups.is_some());
    let mut layouts = quantizer.layouts().to_vec();
    layouts.retain(|layout| !(grouped && *layout == Layout::TokensDim));
    layouts
}

fn run(plugin: &Plugin, file: &JobFile, place: (Layout, &str), family: Family) -> Outputs {
    let layout = JobFile::from_json(json!({ "layout": place.0.name() })).expect("a layout");
    let spec = file.clone().overlay(layout).resolve().expect("a job").spec;
    let mesh = Mesh::parse(place.1).expect("a mesh");
    let case = Case { spec, mesh, format: Format::StableHlo, family };
    let session = case.session(plugin);
    let given = inputs(session.interface(), family);
    session.run(&given, STEPS, |_| ()).unwrap_or_else(|error| panic!("{case:?}: {error}"))
}

type Outputs = BTreeMap<String, Tensor>;

/// The outputs whose bits differ, and by how much of their largest element.
fn differing(found: &Outputs, wanted: &Outputs) -> Vec<(String, f64)> {
    let promised = wanted.keys().filter(|name| !OF_LOGARITHMS.contains(&name.as_str()));
    let names = promised.filter(|name| found[*name] != wanted[*name]);
    let worst = |name: &String| {
        let (found, wanted) = (found[name].widened(), wanted[name].widened());
        let scale = wanted.iter().fold(1e-30_f64, |scale, w| scale.max(w.abs()));
        let off = found.iter().zip(&wanted).map(|(f, w)| (f - w).abs()).fold(0.0, f64::max);
        (name.clone(), off / scale)
    };
    names.map(worst).collect()
}

/// How much of the largest element the last bits of a sum are.
const LAST_BITS: f64 = 2.4e-7;

/// CPU plugin 0.81 has several codes for one product, and picks by its size and the processor: where
/// entries are cut, eight of a block may be summed in another order than all 64. README tells it.
fn is_cut_by_size(plugin: &Path, layout: Layout) -> bool {
    let is_0_81 = std::env::var_os(CPU_081).is_some_and(|path| Path::new(&path) == plugin);
    is_0_81 && layout == Layout::TokensCodes
}

fn check(variable: &str) {
    let said = in_a_process("reproducible::the_same_bits_on_one_plugin", variable);
    assert!(said.contains("bits compared, 0 programs differ"), "it ran less:\n{said}");
}

#[test]
fn cpu_0_81_gives_the_same_bits_on_any_mesh() {
    check(CPU_081);
}

#[test]
fn cpu_0_106_gives_the_same_bits_on_any_mesh() {
    check(CPU_106);
}

#[test]
fn cpu_0_115_gives_the_same_bits_on_any_mesh() {
    check(CPU_115);
}

/// The child's part: all rows on the plugin that the parent names; nothing without one.
#[test]
fn the_same_bits_on_one_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let (mut programs, mut wrong) = (0, 0);
    for (number, row) in ROWS.iter().enumerate() {
        // The plain codebook in both; the others take turns.
        let in_turn = |variant: usize| full() || number == 0 || variant == number % VARIANTS.len();
        for (_, (size, dtype, family)) in (0..).zip(VARIANTS).filter(|(v, _)| in_turn(*v)) {
            let file = file(row, size, dtype);
            for layout in layouts_of(&file) {
                let may_differ = is_cut_by_size(&path, layout);
                let wanted = run(&plugin, &file, (layout, MESHES[0]), family);
                for mesh in &MESHES[1..] {
                    let found = run(&plugin, &file, (layout, mesh), family);
                    let differing = differing(&found, &wanted);
                    programs += 1;
                    if !differing.is_empty() {
                        let is_known =
                            may_differ && differing.iter().all(|(_, off)| *off <= LAST_BITS);
                        wrong += usize::from(!is_known);
                        let word = if is_known { "KNOWN" } else { "WRONG" };
                        let place = format!("{} on {mesh}", layout.name());
                        eprintln!("{word} {} {} {dtype} {place}: {differing:?}", row.0, row.1);
                    }
                }
            }
        }
    }
    eprintln!("{programs} times all bits compared, {wrong} programs differ");
    assert_eq!(wrong, 0, "bits depend on the mesh");
}
