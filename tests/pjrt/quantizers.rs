//! Every kind of quantizer and every option against the f64 reference, in every layout on real CPU
//! plugins with 1, 8 and 32 devices, and compiled for TPU.

use serde_json::{Value, json};

use vqbit::emit::format::Format;
use vqbit::job::JobFile;
use vqbit::pjrt::plugin::Plugin;
use vqbit::sharding::mesh::Mesh;
use vqbit::vq::spec::Layout;

use crate::held::Case;
use crate::subject::{
    CPU_081, CPU_106, CPU_115, IN_TURN, LIBTPU, compiler, full, in_a_process, job, subject,
};

const FORMATS: [Format; 3] = [Format::StableHlo, Format::HloProto, Format::StableHloGspmd];
const MESHES: [&str; 3] = ["1x1", "2x4", "4x8"];

/// A row of the feature table: its name, its steps, and what its job says.
type Row = (&'static str, &'static [&'static str], fn() -> Value);

/// The steps of a quantizer that learns.
const ALL: &[&str] = &["encode", "decode", "quantize", "update"];

/// The steps of a quantizer that does not.
const FIXED: &[&str] = &["encode", "decode", "quantize"];

const ROWS: &[Row] = &[
    ("mask", &["encode", "quantize", "update"], || json!({ "input": { "mask": "tokens" } })),
    ("lengths", &["quantize", "update"], || json!({ "input": { "mask": "lengths" } })),
    ("product", ALL, || json!({ "quantizer": { "kind": "product", "groups": 8 } })),
    (
        "product with one codebook",
        &["quantize", "update"],
        || json!({ "quantizer": { "kind": "product", "groups": 8, "shared": true } }),
    ),
    ("residual", ALL, || json!({ "quantizer": { "kind": "residual", "stages": 3 } })),
    (
        "residual with one codebook",
        &["quantize", "update"],
        || json!({ "quantizer": { "kind": "residual", "stages": 3, "shared": true } }),
    ),
    (
        "grouped residual",
        ALL,
        || json!({ "quantizer": { "kind": "residual", "stages": 2, "groups": 8 } }),
    ),
    (
        "active stages",
        ALL,
        || json!({ "quantizer": { "kind": "residual", "stages": 3, "active_stages": true } }),
    ),
    ("stages in a loop", ALL, || json!({ "quantizer": { "kind": "residual", "stages": 9 } })),
    ("grouped stages in a loop with one codebook", &["decode", "update"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 3, "groups": 8, "shared": true,
                                   "loop_from": 1 } })
    }),
    ("active stages in a loop", ALL, || {
        json!({ "quantizer": { "kind": "residual", "stages": 3, "groups": 8, "loop_from": 1,
                                   "active_stages": true } })
    }),
    ("active stages of one codebook", &["update"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 3, "shared": true,
                                   "active_stages": true } })
    }),
    (
        "averages from zero",
        &["update", "apply"],
        || json!({ "quantizer": { "ema": { "initial": "zero_debiased" } } }),
    ),
    ("averages from zero that let go of untouched entries", &["update"], || {
        json!({ "quantizer": { "kind": "product", "groups": 8,
                               "ema": { "initial": "zero_debiased", "keep_untouched": false } } })
    }),
    (
        "weights of entries",
        &["update", "apply"],
        || json!({ "quantizer": { "ema": { "update_weight": true } } }),
    ),
    (
        "pending statistics",
        &["accumulate", "apply"],
        || json!({ "quantizer": { "kind": "residual", "stages": 2 } }),
    ),
    (
        "given codes",
        &["quantize", "accumulate", "update"],
        || json!({ "input": { "given_codes": true, "mask": "tokens" } }),
    ),
    ("given codes of stages in a loop", &["update"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 3, "loop_from": 1 },
                "input": { "given_codes": true } })
    }),
    ("asynchronous updates", &["apply", "update"], || json!({ "async_updates": true })),
    ("asynchronous updates of a residual", &["apply", "update"], || {
        json!({ "async_updates": true,
                "quantizer": { "kind": "residual", "stages": 3, "groups": 8, "shared": true,
                               "ema": { "initial": "zero_debiased" } } })
    }),
    ("asynchronous updates of stages in a loop", &["update"], || {
        json!({ "async_updates": true, "input": { "mask": "lengths" },
                "quantizer": { "kind": "residual", "stages": 3, "loop_from": 1 } })
    }),
    ("fsq", FIXED, || json!({ "quantizer": { "kind": "fsq", "levels": [8, 5, 5, 5] } })),
    (
        "fsq with atanh",
        &["encode", "quantize"],
        || json!({ "quantizer": { "kind": "fsq", "levels": [8, 8, 8, 6, 5], "offset": "atanh" } }),
    ),
    ("symmetric fsq", FIXED, || {
        json!({ "quantizer": { "kind": "fsq", "levels": [2, 3, 4], "offset": "symmetric" },
                   "input": { "mask": "tokens" } })
    }),
    ("lfq", FIXED, || json!({ "quantizer": { "kind": "lfq", "bits": 7 } })),
    ("grouped lfq", FIXED, || {
        json!({ "quantizer": { "kind": "lfq", "bits": 12, "groups": 4, "bit_order": "lsb",
                                  "entropy": { "gamma": 0.5, "temperature": 1.0 } },
                   "input": { "mask": "lengths" } })
    }),
    ("bsq", FIXED, || json!({ "quantizer": { "kind": "bsq", "bits": 10, "groups": 2 } })),
    (
        "bsq without entropy",
        &["quantize"],
        || json!({ "quantizer": { "kind": "bsq", "bits": 18, "entropy": { "weight": 0.0 } } }),
    ),
    ("fsq behind a projection", &["encode", "decode", "quantize", "vjp"], || {
        json!({ "quantizer": { "kind": "fsq", "levels": [8, 5, 5, 5], "input_dim": 24 },
                "input": { "mask": "tokens" } })
    }),
    (
        "lfq behind a projection",
        &["encode", "decode", "quantize", "vjp"],
        || json!({ "quantizer": { "kind": "lfq", "bits": 8, "groups": 2, "input_dim": 24 } }),
    ),
    ("bsq behind a projection", &["decode", "quantize", "vjp"], || {
        json!({ "quantizer": { "kind": "bsq", "bits": 10, "input_dim": 24 },
                "input": { "mask": "lengths" } })
    }),
    ("vjp of fsq", &["vjp"], || json!({ "quantizer": { "kind": "fsq" } })),
    ("vjp of lfq", &["vjp"], || json!({ "quantizer": { "kind": "lfq", "bits": 7 } })),
    ("vjp of grouped bsq", &["vjp"], || {
        json!({ "quantizer": { "kind": "bsq", "bits": 10, "groups": 2 },
                "input": { "mask": "tokens" } })
    }),
    ("packed codes", ALL, || json!({ "pack": true })),
    (
        "packed codes of which none is left for no code",
        ALL,
        || json!({ "pack": true, "quantizer": { "codebook_size": 64 } }),
    ),
    ("codes packed in bytes", &["encode", "quantize", "decode"], || json!({ "pack": "u8" })),
    ("packed codes of a masked residual", &["encode", "quantize", "decode"], || {
        json!({ "pack": true, "input": { "mask": "tokens" },
                   "quantizer": { "kind": "residual", "stages": 3, "codebook_size": 16 } })
    }),
    ("eight-bit entries behind maps", &["decode"], || {
        json!({ "codebook_dtype": "int8",
                "quantizer": { "kind": "product", "groups": 8, "input_dim": 24 } })
    }),
    (
        "stacked layers that restart",
        &["update"],
        || json!({ "layers": 2, "stacked": true, "quantizer": { "restart": {} } }),
    ),
    (
        "stacked layers, asynchronous",
        &["update", "apply"],
        || json!({ "layers": 2, "stacked": true, "async_updates": true }),
    ),
    (
        "stacked layers that draw",
        &["encode"],
        || json!({ "layers": 2, "stacked": true, "quantizer": { "stochastic": {} } }),
    ),
    ("packed codes of fsq", FIXED, || json!({ "pack": true, "quantizer": { "kind": "fsq" } })),
    ("int8 codebook", &["decode"], || json!({ "codebook_dtype": "int8" })),
    ("int8 codebooks of a product", &["decode"], || {
        json!({ "codebook_dtype": "int8", "pack": true,
                   "quantizer": { "kind": "product", "groups": 8 } })
    }),
    ("stacked layers", ALL, || json!({ "layers": 3, "stacked": true })),
    ("stacked layers of stages in a loop", &["decode", "update"], || {
        json!({ "layers": 2, "stacked": true,
                    "quantizer": { "kind": "residual", "stages": 3, "loop_from": 1 } })
    }),
    (
        "usage histogram",
        &["update", "accumulate", "apply"],
        || json!({ "quantizer": { "usage_decay": 0.9 } }),
    ),
    (
        "usage histograms",
        &["update"],
        || json!({ "quantizer": { "kind": "residual", "stages": 2, "groups": 8, "usage_decay": 0.9 } }),
    ),
    ("restart from the batch", &["update"], || json!({ "quantizer": { "restart": {} } })),
    (
        "restart by splitting",
        &["update"],
        || json!({ "quantizer": { "restart": { "source": "split", "every": 3 } } }),
    ),
    (
        "restart from the farthest",
        &["update"],
        || json!({ "quantizer": { "restart": { "source": "farthest" } }, "input": { "mask": "tokens" } }),
    ),
    (
        "restart from the batch, grouped residual",
        &["update"],
        || json!({ "quantizer": { "kind": "residual", "stages": 2, "groups": 8, "restart": {} } }),
    ),
    (
        "restart by splitting, product",
        &["update"],
        || json!({ "quantizer": { "kind": "product", "groups": 8, "restart": { "source": "split" } } }),
    ),
    ("restart from the farthest, residual", &["update"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 2,
                               "restart": { "source": "farthest", "adaptive_threshold": 0.1 } } })
    }),
    ("restart from the batch, product with one codebook", &["update"], || {
        json!({ "quantizer": { "kind": "product", "groups": 8, "shared": true, "restart": {} },
                "input": { "mask": "lengths" } })
    }),
    ("restart from the farthest, residual with one codebook", &["update"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 2, "groups": 8, "shared": true,
                               "restart": { "source": "farthest" } } })
    }),
    (
        "stochastic codes",
        &["encode", "quantize", "update"],
        || json!({ "quantizer": { "stochastic": { "temperature": 20.0 } } }),
    ),
    ("stochastic codes, grouped residual", &["quantize", "update"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 2, "groups": 8,
                               "stochastic": { "temperature": 2.0 }, "restart": {} } })
    }),
    ("straight-through", &["vjp"], || json!({})),
    ("straight-through of a mask", &["vjp"], || json!({ "input": { "mask": "tokens" } })),
    ("rotation", &["vjp"], || json!({ "quantizer": { "gradient": "rotation" } })),
    ("rotation of lengths and groups", &["vjp"], || {
        json!({ "quantizer": { "kind": "product", "groups": 8, "gradient": "rotation" },
                    "input": { "mask": "lengths" } })
    }),
    ("rotation of a grouped residual", &["vjp"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 2, "groups": 8,
                                   "gradient": "rotation" } })
    }),
    (
        "straight-through of a shared residual",
        &["vjp"],
        || json!({ "quantizer": { "kind": "residual", "stages": 3, "shared": true } }),
    ),
    (
        "diversity",
        &["quantize", "vjp"],
        || json!({ "quantizer": { "diversity": { "weight": 0.3 } } }),
    ),
    ("sharp diversity of a mask", &["quantize", "vjp"], || {
        json!({ "quantizer": { "diversity": { "weight": 0.3, "temperature": 0.5 } },
                    "input": { "mask": "tokens" } })
    }),
    ("regularized product", &["vjp", "update"], || {
        json!({ "quantizer": { "kind": "product", "groups": 8, "shared": true,
                                   "diversity": { "weight": 0.3 }, "orthogonal": { "weight": 2 } } })
    }),
    ("regularized residual", &["vjp", "update"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 2, "groups": 8,
                                   "diversity": { "weight": 0.3 },
                                   "orthogonal": { "weight": 2, "rate": 10 } } })
    }),
    (
        "orthogonal",
        &["quantize", "vjp", "update"],
        || json!({ "quantizer": { "orthogonal": { "weight": 2, "rate": 10 } } }),
    ),
    ("cosine", ALL, || json!({ "quantizer": { "metric": "cosine" } })),
    (
        "cosine with raw entries",
        ALL,
        || json!({ "quantizer": { "metric": "cosine", "return": "raw" }, "input": { "mask": "tokens" } }),
    ),
    (
        "product of directions",
        &["decode", "update"],
        || json!({ "quantizer": { "kind": "product", "groups": 8, "metric": "cosine" } }),
    ),
    ("projection", ALL, || json!({ "quantizer": { "input_dim": 24 } })),
    ("residual behind a projection", &["decode", "update"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 2, "groups": 8, "input_dim": 24 },
                   "input": { "mask": "lengths" } })
    }),
    (
        "heads",
        ALL,
        || json!({ "quantizer": { "heads": 8, "embedding_dim": 5, "input_dim": 24, "metric": "cosine" } }),
    ),
    (
        "separate heads",
        &["decode", "update"],
        || json!({ "quantizer": { "heads": 8, "separate_heads": true, "embedding_dim": 5 } }),
    ),
    ("sim", &["encode", "decode", "quantize"], || json!({ "quantizer": { "kind": "sim" } })),
    (
        "sim behind a projection",
        &["decode", "quantize"],
        || json!({ "quantizer": { "kind": "sim", "input_dim": 24 } }),
    ),
    (
        "random projection",
        &["encode", "decode", "quantize"],
        || json!({ "quantizer": { "kind": "random_projection", "input_dim": 24 } }),
    ),
    (
        "random projection of normal tokens",
        &["encode", "quantize"],
        || json!({ "quantizer": { "kind": "random_projection", "layer_norm": true } }),
    ),
    ("cosine, asynchronous and debiased", &["update", "apply"], || {
        json!({ "async_updates": true,
                "quantizer": { "metric": "cosine", "ema": { "initial": "zero_debiased" } } })
    }),
    (
        "cosine with weights, apart",
        &["accumulate", "apply"],
        || json!({ "quantizer": { "metric": "cosine", "return": "raw", "ema": { "update_weight": true } } }),
    ),
    (
        "cosine with restarts",
        &["update"],
        || json!({ "quantizer": { "kind": "product", "groups": 8, "metric": "cosine", "restart": {} } }),
    ),
    (
        "cosine with restarts by splitting",
        &["update"],
        || json!({ "quantizer": { "metric": "cosine", "return": "raw", "restart": { "source": "split" } } }),
    ),
    (
        "cosine, drawn codes",
        &["encode", "quantize"],
        || json!({ "quantizer": { "metric": "cosine", "stochastic": { "temperature": 0.5 } } }),
    ),
    ("restart from the batch, grouped stages in a loop", &["update"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 2, "groups": 8, "loop_from": 1,
                               "restart": {} } })
    }),
    ("restart from the farthest, grouped stages in a loop of one codebook", &["update"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 3, "groups": 8, "shared": true,
                               "loop_from": 1, "restart": { "source": "farthest" } },
                "input": { "mask": "lengths" } })
    }),
    ("diversity of stages in a loop", &["quantize"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 3, "groups": 8, "loop_from": 1,
                               "diversity": { "weight": 0.3 } },
                "input": { "mask": "tokens" } })
    }),
    (
        "stacked layers behind projections",
        &["decode", "update"],
        || json!({ "layers": 2, "stacked": true, "quantizer": { "input_dim": 24 } }),
    ),
    (
        "vjp of directions",
        &["vjp"],
        || json!({ "quantizer": { "metric": "cosine", "gradient": "rotation" }, "input": { "mask": "tokens" } }),
    ),
    (
        "vjp of entries found by direction",
        &["vjp"],
        || json!({ "quantizer": { "metric": "cosine", "return": "raw" } }),
    ),
    ("vjp of projections", &["vjp"], || json!({ "quantizer": { "input_dim": 24 } })),
    (
        "rotation between projections, masked",
        &["vjp"],
        || json!({ "quantizer": { "input_dim": 24, "gradient": "rotation" }, "input": { "mask": "lengths" } }),
    ),
    ("vjp of directions of heads", &["vjp"], || {
        json!({ "quantizer": { "kind": "product", "groups": 8, "input_dim": 24, "metric": "cosine",
                               "shared": true, "diversity": { "weight": 0.3 } } })
    }),
    (
        "vjp of a residual between projections",
        &["vjp"],
        || json!({ "quantizer": { "kind": "residual", "stages": 2, "groups": 8, "input_dim": 24 } }),
    ),
    (
        "vjp of sim",
        &["vjp"],
        || json!({ "quantizer": { "kind": "sim", "input_dim": 24, "gradient": "rotation" }, "input": { "mask": "tokens" } }),
    ),
    ("regularized directions", &["quantize", "vjp", "update"], || {
        json!({ "quantizer": { "metric": "cosine", "diversity": { "weight": 0.3 },
                               "orthogonal": { "weight": 2, "rate": 10 } } })
    }),
    ("regularized entries found by direction", &["update", "vjp"], || {
        json!({ "quantizer": { "kind": "product", "groups": 8, "metric": "cosine", "return": "raw",
                               "diversity": { "weight": 0.3 },
                               "orthogonal": { "weight": 2, "rate": 10 } } })
    }),
    (
        "stacked layers of projections, vjp",
        &["vjp"],
        || json!({ "layers": 2, "stacked": true, "quantizer": { "input_dim": 24, "metric": "cosine" } }),
    ),
    ("vjp of stages in a loop", &["vjp"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 3, "loop_from": 1,
                               "codebook_weight": 0.5, "gradient": "rotation",
                               "active_stages": true },
                "input": { "mask": "tokens" } })
    }),
    ("vjp of grouped stages in a loop with one codebook, regularized", &["vjp"], || {
        json!({ "quantizer": { "kind": "residual", "stages": 3, "groups": 8, "shared": true,
                               "loop_from": 1, "codebook_weight": 0.5, "input_dim": 24,
                               "diversity": { "weight": 0.3 }, "orthogonal": { "weight": 2 } } })
    }),
    (
        "stages in a loop behind a projection",
        &["decode", "update"],
        || json!({ "quantizer": { "kind": "residual", "stages": 3, "loop_from": 1, "input_dim": 24 } }),
    ),
    (
        "packed codes of sim",
        &["decode", "quantize"],
        || json!({ "pack": true, "input": { "mask": "tokens" }, "quantizer": { "kind": "sim" } }),
    ),
    (
        "product, exact search",
        &["quantize", "update"],
        || json!({ "precision": "exact", "quantizer": { "kind": "product", "groups": 8 } }),
    ),
    (
        "residual, exact search",
        &["encode", "update"],
        || json!({ "precision": "exact", "quantizer": { "kind": "residual", "stages": 3 } }),
    ),
    ("grouped stages in a loop with one codebook, exact search", &["update"], || {
        json!({ "precision": "exact",
                "quantizer": { "kind": "residual", "stages": 3, "groups": 8, "shared": true,
                               "loop_from": 1 } })
    }),
    (
        "sim, exact search",
        &["quantize"],
        || json!({ "precision": "exact", "quantizer": { "kind": "sim" } }),
    ),
    (
        "residual, f32 search",
        &["update"],
        || json!({ "precision": "f32", "quantizer": { "kind": "residual", "stages": 2 } }),
    ),
    ("fast search", &["update"], || json!({ "precision": "fast" })),
    (
        "reproducible sums",
        &["quantize", "vjp", "accumulate", "update"],
        || json!({ "reproducible": true }),
    ),
    ("reproducible sums of stages in a loop, vjp", &["vjp"], || {
        json!({ "reproducible": true,
                "quantizer": { "kind": "residual", "stages": 3, "loop_from": 1,
                               "codebook_weight": 0.5 } })
    }),
    ("reproducible sums of a residual", &["update"], || {
        json!({ "reproducible": true, "input": { "mask": "tokens" },
                "quantizer": { "kind": "residual", "stages": 2, "usage_decay": 0.9 } })
    }),
];

/// The kinds without a codebook, which has its size from other keys.
const WITHOUT_CODEBOOK: [&str; 3] = ["fsq", "lfq", "bsq"];
/// The kinds with a codebook that nothing trains here.
const FROZEN: [&str; 2] = ["sim", "random_projection"];

/// A row's job, small where it runs and of the usual size where it is only compiled.
fn job_of(row: &Row, step: &str, layout: Layout, small: bool) -> JobFile {
    let own = (row.2)();
    let kind = own["quantizer"]["kind"].as_str().unwrap_or("codebook").to_owned();
    let mut sizes = json!({
        "quantizer": { "codebook_size": 20, "embedding_dim": 40 },
        "input": { "batch": 32, "seq": 3 },
    });
    if WITHOUT_CODEBOOK.contains(&kind.as_str()) {
        sizes["quantizer"] = json!({});
    } else if !FROZEN.contains(&kind.as_str()) {
        sizes["quantizer"]["codebook_weight"] = json!(0.5);
        sizes["quantizer"]["ema"] = json!({ "decay": 0.9 });
    }
    let base = JobFile::from_json(if small { sizes } else { json!({}) }).expect("a job");
    let own = JobFile::from_json(own).expect("a job");
    let place = JobFile::from_json(json!({ "step": step, "layout": layout.name() }));
    base.overlay(own).overlay(place.expect("a job"))
}

/// The layouts that mean something to a row's quantizer.
fn layouts_of(row: &Row) -> &'static [Layout] {
    let job = job_of(row, row.1[0], Layout::Tokens, true).resolve();
    job.unwrap_or_else(|error| panic!("{}: {error}", row.0)).spec.quantizer.layouts()
}

/// The keys of `said` that `job` has not, as paths.
fn missing(said: &Value, job: &Value, path: &str) -> Vec<String> {
    match (said, job) {
        (_, Value::Null) => vec![path.to_owned()],
        (Value::Object(said), job) => {
            let below =
                said.iter().map(|(key, said)| missing(said, &job[key], &format!("{path}.{key}")));
            below.flatten().collect()
        }
        _ => vec![],
    }
}

/// A row whose keys are lost on the way would hold a plain program against the reference, and pass.
#[test]
fn every_row_is_of_what_it_says() {
    for row in ROWS {
        for step in row.1 {
            // A precision is only said where it is not the usual one of the inputs' type.
            let missing = ["bf16", "f32"].map(|dtype| {
                let dtype = JobFile::from_json(json!({ "input": { "dtype": dtype } }));
                let file = job_of(row, step, Layout::Tokens, true).overlay(dtype.expect("a type"));
                let job = file.resolve().unwrap_or_else(|e| panic!("{} {step}: {e}", row.0));
                missing(&(row.2)(), &job.to_json(), "")
            });
            assert!(missing.iter().any(Vec::is_empty), "{} {step}: {missing:?}", row.0);
        }
    }
}

/// Which cases of the rows run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All steps, in all layouts, on all meshes.
    Full,
    /// All steps; the last one, which holds the others, in all layouts. The rest takes turns.
    Steps,
    /// The last step; the rest takes turns.
    Last,
}

impl Extent {
    fn has(self, row: (usize, &Row), step: usize, layout: usize, mesh: usize) -> bool {
        let (number, row) = row;
        let is_last = step + 1 == row.1.len();
        let layout_in_turn = layout == (number + step) % layouts_of(row).len();
        let mesh_in_turn = mesh == (number / MESHES.len() + step + layout) % MESHES.len();
        match self {
            Extent::Full => true,
            Extent::Steps => mesh_in_turn && (is_last || layout_in_turn),
            Extent::Last => mesh_in_turn && is_last && layout_in_turn,
        }
    }
}

/// Rows, layouts and meshes as far as they run; types, formats and families take turns.
fn cases(extent: Extent) -> Vec<(String, Case)> {
    let mut cases = Vec::new();
    for (number, row) in ROWS.iter().enumerate() {
        for (s, step) in row.1.iter().enumerate() {
            for (m, mesh) in MESHES.into_iter().enumerate() {
                for (l, &layout) in layouts_of(row).iter().enumerate() {
                    if !extent.has((number, row), s, l, m) {
                        continue;
                    }
                    let turn = cases.len();
                    let dtype = ["bf16", "f32"][turn / 2 % 2];
                    let dtype = JobFile::from_json(json!({ "input": { "dtype": dtype } }));
                    let file = job_of(row, step, layout, true).overlay(dtype.expect("a type"));
                    let spec = file.resolve().unwrap_or_else(|e| panic!("{}: {e}", row.0)).spec;
                    let case = Case {
                        spec,
                        mesh: Mesh::parse(mesh).expect("a mesh"),
                        format: FORMATS[turn % FORMATS.len()],
                        family: IN_TURN[turn % IN_TURN.len()],
                    };
                    cases.push((format!("{} {step} {} on {mesh}", row.0, layout.name()), case));
                }
            }
        }
    }
    cases
}

fn check(variable: &str, test: &str, extent: Extent) {
    let said = in_a_process(&format!("quantizers::{test}"), variable);
    let wanted = format!("{} cases held against the reference", cases(extent).len());
    assert!(said.contains(&wanted), "it ran less:\n{said}");
}

/// Older plugins compile the programs in which the newest one is held; all of them when asked to.
fn check_older(variable: &str) {
    if full() {
        check(variable, "all_steps_on_one_plugin", Extent::Full);
    } else {
        check(variable, "the_last_steps_on_one_plugin", Extent::Last);
    }
}

#[test]
fn cpu_0_81_agrees_with_the_reference() {
    check_older(CPU_081);
}

#[test]
fn cpu_0_106_agrees_with_the_reference() {
    check_older(CPU_106);
}

#[test]
fn cpu_0_115_agrees_with_the_reference() {
    check(CPU_115, "all_steps_on_one_plugin", all_steps());
}

fn all_steps() -> Extent {
    if full() { Extent::Full } else { Extent::Steps }
}

/// The child's part: all cases on the plugin that the parent names; nothing without one.
#[test]
fn all_steps_on_one_plugin() {
    hold(all_steps());
}

/// As [`all_steps_on_one_plugin`], for older plugins.
#[test]
fn the_last_steps_on_one_plugin() {
    hold(Extent::Last);
}

fn hold(extent: Extent) {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let cases = cases(extent);
    let mut wrong = 0;
    for (name, case) in &cases {
        let text = case.findings(&plugin);
        if !text.is_empty() {
            wrong += 1;
            let (dtype, format) = (case.spec.dtype, case.format.name());
            eprintln!("WRONG {name} {dtype} as {format} of {}:{text}", case.family.name());
        }
    }
    eprintln!("{} cases held against the reference, {wrong} wrong", cases.len());
    assert_eq!(wrong, 0, "cases differ from the reference");
}

/// The last step of each row, which holds the others: for v6e-32 in a layout in turn, or in each, and
/// for v4-32 in the first, since layouts differ in what they cut and not in what a generation can do.
#[test]
fn every_row_compiles_for_tpu() {
    for (number, row) in ROWS.iter().enumerate() {
        let layouts = layouts_of(row);
        let in_turn = number % layouts.len();
        let of_v6e = if full() { layouts } else { &layouts[in_turn..=in_turn] };
        for (target, layouts) in [("v4-32", &layouts[..1]), ("v6e-32", of_v6e)] {
            for &layout in layouts {
                let step = row.1.last().expect("a step");
                let mut text = job_of(row, step, layout, false).json().clone();
                text["target"] = json!(target);
                text["mesh"] = json!("4x8");
                let compiled = compiler(LIBTPU, Format::StableHlo).compile(&job(&text.to_string()));
                let case = format!("{} {step} {} for {target}", row.0, layout.name());
                let compiled = compiled.unwrap_or_else(|error| panic!("{case}: {error}"));
                assert_eq!(compiled.response.num_partitions, 32, "{case}");
            }
        }
    }
}
