//! What `reproducible` goes with: where all that is summed over tokens can be summed in one order.

use crate::job::error::JobError;
use crate::job::resolve::refuse;
use crate::vq::spec::{Kind, Layout, Metric, Source, Step, StepSpec};

/// The steps that sum over tokens or over what was summed.
pub(in crate::job) const SUMMING: [Step; 5] =
    [Step::Quantize, Step::Update, Step::Accumulate, Step::Apply, Step::Vjp];

/// Refuses what has other sums, or sums of what is computed in the search itself.
pub(in crate::job) fn check_reproducible(spec: &StepSpec) -> Result<(), JobError> {
    let losses = spec.quantizer.losses;
    let entropy = match &spec.quantizer.kind {
        Kind::Binary(binary) => binary.entropy.weight > 0.0,
        Kind::Codebook(_) | Kind::Fsq(_) | Kind::Sim(_) | Kind::RandomProjection(_) => false,
    };
    let restart = spec.quantizer.codebook().and_then(|codebook| codebook.restart);
    let farthest = restart.is_some_and(|rule| rule.source == Source::Farthest);
    let codebook = spec.quantizer.codebook();
    let grouped = codebook.is_some_and(|codebook| codebook.groups.is_some());
    let groups: [(&[(&'static str, bool)], &'static str); 5] = [
        (
            &[("async_updates", spec.async_updates)],
            "what is pending is a sum for each device, and another one on another mesh",
        ),
        (
            &[("stacked", spec.stacked_layers.is_some())],
            "layers take turns in a loop, which is compiled in another way for each mesh",
        ),
        (
            &[("layout tokens+dim of groups", grouped && spec.layout == Layout::TokensDim)],
            "averages of a few groups are compiled in another way than those of all groups",
        ),
        (
            &[
                ("quantizer.diversity", losses.diversity.is_some()),
                ("quantizer.entropy", entropy),
                (r#"quantizer.restart.source "farthest""#, farthest),
                ("quantizer.orthogonal", losses.orthogonal.is_some()),
            ],
            "it is made of products and distances whose last bits depend on how layouts cut them",
        ),
        (
            &[
                (r#"quantizer.metric "cosine""#, spec.quantizer.metric() != Metric::Euclidean),
                ("kind sim", matches!(spec.quantizer.kind, Kind::Sim(_))),
                ("quantizer.input_dim", spec.quantizer.input_dim.is_some()),
            ],
            "tokens or entries are computed before they are summed, and their last bits depend on \
             how layouts cut them",
        ),
    ];
    groups
        .into_iter()
        .try_for_each(|(others, reason)| refuse("reproducible", spec.reproducible, others, reason))
}
