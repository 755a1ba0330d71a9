//! The tiles that we reckon with against those that libtpu chose, for every generation.

use vqbit::emit::format::Format;
use vqbit::emit::hlo_text;
use vqbit::pipeline::interface;
use vqbit::target::tiling::Tiled;
use vqbit::wire::hlo::HloModuleProto;

use crate::subject::{LIBTPU, compiler, job};

/// Entries, elements of an entry, sequences, tokens of one, layout.
type Sizes = (usize, usize, usize, usize, &'static str);

/// Sizes at the reference, beside whole tiles, of less than a tile, and wider than high.
const SIZES: [Sizes; 14] = [
    (64, 768, 32, 512, "tokens"),
    (128, 768, 32, 512, "tokens"),
    (1, 1, 32, 10, "tokens"),
    (2, 100, 32, 10, "tokens"),
    (3, 129, 96, 10, "tokens"),
    (5, 768, 32, 1, "tokens"),
    (60, 700, 32, 512, "tokens"),
    (100, 100, 96, 10, "tokens"),
    (128, 300, 32, 10, "tokens"),
    (200, 64, 32, 512, "tokens"),
    (600, 100, 32, 512, "tokens"),
    (2000, 130, 32, 512, "tokens"),
    (512, 200, 32, 512, "tokens+codes"),
    (64, 1600, 32, 512, "tokens+dim"),
];

/// The shapes and layouts of a program's parameters, as HLO text writes them.
fn parameters(optimized: &HloModuleProto) -> Vec<String> {
    let text = hlo_text::print(optimized);
    let layouts = text.split_once("entry_computation_layout={(").expect("a layout").1;
    let parameters = layouts.split_once(")->").expect("results").0;
    parameters.split(", ").map(str::to_owned).collect()
}

/// Compiles each size and holds layouts and bytes of the parameters against ours.
fn check(target: &str, sizes: &[Sizes], dtype: &str) {
    let mut wrong = Vec::new();
    for &(entries, dim, batch, seq, layout) in sizes {
        let text = format!(
            r#"{{"target": "{target}", "mesh": "4x8", "layout": "{layout}",
                 "vq_codes": {entries}, "vq_embedding_dim": {dim},
                 "input": {{"batch": {batch}, "seq": {seq}, "dtype": "{dtype}"}}}}"#
        );
        let job = job(&text);
        let compiled = compiler(LIBTPU, Format::StableHlo).compile(&job).expect("a program");
        let shards = interface(&job).expect("an interface").inputs;
        let shards: Vec<_> = shards.iter().map(|tensor| tensor.shard_shape(&job.mesh)).collect();
        let tiled: Vec<Tiled> =
            shards.iter().map(|s| Tiled::of(&s.dims, s.element_type.byte_size())).collect();
        let ours: Vec<String> = shards.iter().zip(&tiled).map(|(s, t)| format!("{s}{t}")).collect();
        let bytes: u64 = tiled.iter().map(|tiled| tiled.padded_bytes).sum();
        let found = parameters(&compiled.optimized);
        let found_bytes = compiled.report.memory_per_device.argument_bytes;
        if found != ours || found_bytes != Some(bytes) {
            wrong.push(format!(
                "{target} {dtype} {layout}\nlibtpu {found:?} {found_bytes:?}\nours   {ours:?} {bytes}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn v4_lays_parameters_out_in_the_tiles_we_reckon_with() {
    check("v4-32", &SIZES, "bf16");
}

#[test]
fn v6e_lays_parameters_out_in_the_tiles_we_reckon_with() {
    check("v6e-32", &SIZES, "bf16");
}

#[test]
fn f32_inputs_have_f32_tiles() {
    check("v4-32", &SIZES[6..9], "f32");
    check("v6e-32", &SIZES[6..9], "f32");
}

#[test]
fn the_other_generations_have_the_same_tiles() {
    for target in ["v5e-32", "v5p-64", "tpu7x-32"] {
        check(target, &SIZES[6..9], "bf16");
    }
}
