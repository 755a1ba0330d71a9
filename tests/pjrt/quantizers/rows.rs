//! The rows of the feature table: which steps each has, and what its job says.

use serde_json::{Value, json};

/// A row of the feature table: its name, its steps, and what its job says.
pub(super) type Row = (&'static str, &'static [&'static str], fn() -> Value);

/// The steps of a quantizer that learns.
const ALL: &[&str] = &["encode", "decode", "quantize", "update"];

/// The steps of a quantizer that does not.
const FIXED: &[&str] = &["encode", "decode", "quantize"];

pub(super) const ROWS: &[Row] = &[
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
    ("bf16 codebook", FIXED, || json!({ "codebook_dtype": "bf16" })),
    (
        "bf16 codebook with a diversity loss",
        &["quantize"],
        || json!({ "codebook_dtype": "bf16", "quantizer": { "diversity": { "weight": 0.3 } } }),
    ),
    ("bf16 codebooks of a masked residual behind maps", FIXED, || {
        json!({ "codebook_dtype": "bf16", "input": { "mask": "tokens" },
                "quantizer": { "kind": "residual", "stages": 3, "input_dim": 24 } })
    }),
    ("bf16 codebook that groups and stages share", FIXED, || {
        json!({ "codebook_dtype": "bf16", "pack": true,
                "quantizer": { "kind": "residual", "stages": 3, "groups": 8, "shared": true } })
    }),
    ("bf16 codebooks of stacked layers that draw", &["encode", "decode"], || {
        json!({ "codebook_dtype": "bf16", "layers": 2, "stacked": true,
                "quantizer": { "kind": "product", "groups": 8, "stochastic": {} } })
    }),
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
