//! What the layouts that are one manual region go with: their collectives are written for one plain
//! codebook.

use crate::ir::shape::ElementType;
use crate::job::error::JobError;
use crate::job::resolve::refuse;
use crate::vq::spec::{Kind, Layout, Metric, SearchPrecision, Step, StepSpec, StoredCodebook};

/// The steps that send sums.
pub(in crate::job) const SENDING: [Step; 2] = [Step::Update, Step::Accumulate];

/// Refuses what needs collectives of its own.
pub(in crate::job) fn check_region(spec: &StepSpec) -> Result<(), JobError> {
    let first = match spec.layout {
        Layout::StateSharded => r#"layout "state-sharded""#,
        Layout::CodesTokens => r#"layout "codes+tokens""#,
        Layout::Tokens | Layout::TokensDim | Layout::TokensCodes => r#"collective_dtype "bf16""#,
    };
    let asked = spec.is_manual();
    let bf16 = spec.collective_dtype != ElementType::F32;
    let partitioned = [
        (r#"layout "tokens+dim""#, bf16 && spec.layout == Layout::TokensDim),
        (r#"layout "tokens+codes""#, bf16 && spec.layout == Layout::TokensCodes),
    ];
    let of_partitioner = "there the partitioner sends sums in the type in which they are added up";
    refuse(first, asked, &partitioned, of_partitioner)?;
    let exact = spec.precision() == SearchPrecision::Exact;
    let of_parts = [(r#"precision "exact""#, exact && spec.layout == Layout::CodesTokens)];
    refuse(first, asked, &of_parts, "devices tell each other scores of the search, not distances")?;
    let of_one = "its collectives are written for one plain codebook";
    refuse(first, asked, &of_kinds(spec), of_one)?;
    refuse(first, asked, &of_codebooks(spec), of_one)?;
    let forms = [
        ("input.given_codes", spec.given_codes),
        ("async_updates", spec.async_updates),
        ("reproducible", spec.reproducible),
        ("pack", spec.storage.packed_codes.is_some()),
        (r#"codebook_dtype "bf16""#, spec.storage.codebook == StoredCodebook::Bf16),
        (r#"codebook_dtype "int8""#, spec.storage.codebook == StoredCodebook::Int8),
        ("stacked", spec.stacked_layers.is_some()),
    ];
    refuse(first, asked, &forms, of_one)
}

fn of_kinds(spec: &StepSpec) -> [(&'static str, bool); 5] {
    let quantizer = &spec.quantizer;
    [
        (r#"quantizer.kind "sim""#, matches!(quantizer.kind, Kind::Sim(_))),
        (
            r#"quantizer.kind "random_projection""#,
            matches!(quantizer.kind, Kind::RandomProjection(_)),
        ),
        ("quantizer.input_dim", quantizer.input_dim.is_some()),
        ("quantizer.diversity", quantizer.losses.diversity.is_some()),
        ("quantizer.orthogonal", quantizer.losses.orthogonal.is_some()),
    ]
}

fn of_codebooks(spec: &StepSpec) -> Vec<(&'static str, bool)> {
    let Some(codebook) = spec.quantizer.codebook() else { return Vec::new() };
    vec![
        ("quantizer.stages", codebook.stages.is_some()),
        ("quantizer.groups", codebook.groups.is_some()),
        (r#"quantizer.metric "cosine""#, codebook.metric != Metric::Euclidean),
        ("quantizer.stochastic", codebook.stochastic.is_some()),
        ("quantizer.restart", codebook.restart.is_some()),
        ("quantizer.usage_decay", codebook.usage_decay.is_some()),
        ("quantizer.ema.update_weight", codebook.ema.update_weight),
    ]
}
