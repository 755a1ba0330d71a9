//! Reads what says in which space tokens are quantized: metric, projections, heads, and the kinds
//! whose entries are frozen.

use crate::job::error::JobError;
use crate::job::quantizer::{GRADIENTS, KindName, codebook_size, embedding_dim};
use crate::job::reader::{Reader, at_least_1, boolean, weight};
use crate::target::Target;
use crate::vq::spec::{
    Frozen, Gradient, Kind, Losses, Metric, Quantizer, RandomProjection, Returned,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MetricName {
    Euclidean,
    Cosine,
}

const METRICS: [(&str, MetricName); 2] =
    [("euclidean", MetricName::Euclidean), ("cosine", MetricName::Cosine)];

const RETURNED: [(&str, Returned); 2] =
    [("normalized", Returned::Normalized), ("raw", Returned::Raw)];

/// Heads of a token: as groups, but of `embedding_dim` elements each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heads {
    pub(super) count: usize,
    pub(super) separate: bool,
}

/// What the search takes for near, and with cosine what it gives.
pub(super) fn metric(r: &mut Reader<'_>, kind: KindName) -> Result<Metric, JobError> {
    match r.word_unless("metric", MetricName::Euclidean, &METRICS)? {
        MetricName::Euclidean => Ok(Metric::Euclidean),
        MetricName::Cosine if kind == KindName::Residual => Err(JobError::ResidualOfDirections),
        MetricName::Cosine => {
            Ok(Metric::Cosine(r.word_unless("return", Returned::Normalized, &RETURNED)?))
        }
    }
}

/// The heads of a codebook, where there are several.
pub(super) fn heads(r: &mut Reader<'_>) -> Result<Option<Heads>, JobError> {
    let count = r.unless("heads", 1, at_least_1)?;
    if count == 1 {
        return Ok(None);
    }
    Ok(Some(Heads { count, separate: r.unless("separate_heads", false, boolean)? }))
}

/// Elements of a token of inputs, where they are not those that are quantized; as many as an entry
/// has unless the job says something else.
pub(super) fn input_dim(
    r: &mut Reader<'_>,
    entry: usize,
    quantized: usize,
) -> Result<Option<usize>, JobError> {
    let input_dim = r.unless("input_dim", entry, at_least_1)?;
    Ok(Some(input_dim).filter(|&input_dim| input_dim != quantized))
}

/// Frozen entries behind a learned map; only the codebook loss moves the map.
pub(super) fn sim(r: &mut Reader<'_>, target: &Target) -> Result<Quantizer, JobError> {
    let codebook_size = codebook_size(r, target.default_codebook_size())?;
    let embedding_dim = embedding_dim(r)?;
    let commitment_weight = r.or("commitment_weight", 0.25, weight)?;
    let losses = Losses::of_weights(commitment_weight, r.or("codebook_weight", 1.0, weight)?);
    let gradient = r.word_unless("gradient", Gradient::StraightThrough, &GRADIENTS)?;
    let input_dim = input_dim(r, embedding_dim, embedding_dim)?;
    let kind = Kind::Sim(Frozen { codebook_size });
    Ok(Quantizer { kind, embedding_dim, losses, gradient, input_dim })
}

/// Frozen directions behind a frozen projection.
pub(super) fn random_projection(
    r: &mut Reader<'_>,
    target: &Target,
) -> Result<Quantizer, JobError> {
    let codebook_size = codebook_size(r, target.default_codebook_size())?;
    let embedding_dim = r.or("embedding_dim", 16, at_least_1)?;
    let input_dim = r.or("input_dim", 768, at_least_1)?;
    let layer_norm = r.unless("layer_norm", false, boolean)?;
    let codebook = Frozen { codebook_size };
    let losses = Losses::of_weights(0.0, 0.0);
    let kind = Kind::RandomProjection(RandomProjection { codebook, layer_norm });
    let gradient = Gradient::StraightThrough;
    let input_dim = Some(input_dim);
    Ok(Quantizer { kind, embedding_dim, losses, gradient, input_dim })
}
