//! Which quantizers have a key that this one does not have.

use crate::job::error::JobError;

const CODEBOOKS: &str = "kind codebook, product or residual";
const WITH_LOSS: &str = "kind codebook, product, residual, lfq, bsq or sim";
const WITH_GRADIENT: &str = "kind codebook, product, residual or sim";
const WITH_ENTRIES: &str = "kind codebook, product, residual, sim or random_projection";
const BINARY: &str = "kind lfq or bsq";

/// Keys beside the kinds that have them.
const OWNERS: [(&str, &str); 25] = [
    ("codebook_size", WITH_ENTRIES),
    ("commitment_weight", WITH_LOSS),
    ("codebook_weight", WITH_GRADIENT),
    ("gradient", WITH_GRADIENT),
    ("ema", CODEBOOKS),
    ("usage_decay", CODEBOOKS),
    ("restart", CODEBOOKS),
    ("stochastic", CODEBOOKS),
    ("diversity", CODEBOOKS),
    ("orthogonal", CODEBOOKS),
    ("metric", CODEBOOKS),
    ("heads", "kind codebook"),
    ("separate_heads", "kind codebook with heads"),
    ("return", "kind codebook or product with metric cosine"),
    ("groups", "kind product, residual, lfq or bsq"),
    ("shared", "kind product or residual"),
    ("stages", "kind residual"),
    ("active_stages", "kind residual"),
    ("loop_from", "kind residual"),
    ("levels", "kind fsq"),
    ("offset", "kind fsq"),
    ("bits", BINARY),
    ("bit_order", BINARY),
    ("entropy", BINARY),
    ("layer_norm", "kind random_projection"),
];

/// An unknown key of a quantizer of this kind as one that others have, where there are such.
pub(super) fn told(error: JobError, kind: &'static str) -> JobError {
    let JobError::UnknownKey { path, .. } = &error else { return error };
    let key = path.strip_prefix("quantizer.");
    let owner = OWNERS.iter().find(|(name, _)| Some(*name) == key);
    match owner {
        Some(&(_, wanted)) => JobError::NotOfKind { path: path.clone(), kind, wanted },
        None => error,
    }
}
