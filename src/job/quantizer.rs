//! Reads `quantizer`: its kind, sizes, losses and training rule.

mod owners;
mod restart;
mod scalar;
mod spaces;

use serde_json::{Map, Value};

use crate::job::error::JobError;
use crate::job::quantizer::scalar::ScalarKind;
use crate::job::reader::{
    Found, Reader, at_least_1, boolean, count, number, out_of_range, rounded, share, shown, weight,
    whole, word_of,
};
use crate::target::Target;
use crate::vq::spec::{
    Codebook, Diversity, Ema, Gradient, Initial, Kind, LOOP_FROM, Losses, Metric, Orthogonal,
    Quantizer,
};

/// The kinds' names; a kind decides which other keys there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KindName {
    Codebook,
    Product,
    Residual,
    Scalar(ScalarKind),
    Sim,
    RandomProjection,
}

const KINDS: [(&str, KindName); 8] = [
    ("codebook", KindName::Codebook),
    ("product", KindName::Product),
    ("residual", KindName::Residual),
    ("fsq", KindName::Scalar(ScalarKind::Fsq)),
    ("lfq", KindName::Scalar(ScalarKind::Lfq)),
    ("bsq", KindName::Scalar(ScalarKind::Bsq)),
    ("sim", KindName::Sim),
    ("random_projection", KindName::RandomProjection),
];

const INITIALS: [(&str, Initial); 2] = [
    (Initial::Codebook.name(), Initial::Codebook),
    (Initial::ZeroDebiased.name(), Initial::ZeroDebiased),
];

const GRADIENTS: [(&str, Gradient); 2] = [
    (Gradient::StraightThrough.name(), Gradient::StraightThrough),
    (Gradient::Rotation.name(), Gradient::Rotation),
];

/// The most that a job may ask to be written out.
const MAX_WRITTEN_OUT: usize = 1024;

/// The quantizer, and what the complete job says of it.
///
/// # Errors
/// A key that this kind does not have, or a value that does not fit.
pub(in crate::job) fn read(
    mut reader: Reader<'_>,
    target: &Target,
) -> Result<(Quantizer, Map<String, Value>), JobError> {
    let r = &mut reader;
    let name = r.word("kind", KindName::Codebook, &KINDS)?;
    let quantizer = match name {
        KindName::Codebook | KindName::Product | KindName::Residual => codebooks(r, name, target)?,
        KindName::Scalar(kind) => scalar::read(r, kind)?,
        KindName::Sim => spaces::sim(r, target)?,
        KindName::RandomProjection => spaces::random_projection(r, target)?,
    };
    let keys = reader.finish().map_err(|error| owners::told(error, word_of(name, &KINDS)))?;
    Ok((quantizer, keys))
}

fn codebooks(r: &mut Reader<'_>, name: KindName, target: &Target) -> Result<Quantizer, JobError> {
    let codebook_size = codebook_size(r, target.default_codebook_size())?;
    let embedding_dim = embedding_dim(r)?;
    let (is_residual, is_product) = (name == KindName::Residual, name == KindName::Product);
    let stages = if is_residual { Some(r.or("stages", 4, count)?) } else { None };
    let groups = match (is_product, is_residual) {
        (true, _) => Some(r.or("groups", 2, at_least_1)?),
        (_, true) => Some(r.unless("groups", 1, at_least_1)?).filter(|&groups| groups > 1),
        (false, false) => None,
    };
    if let Some(groups) = groups.filter(|&groups| !embedding_dim.is_multiple_of(groups)) {
        return Err(JobError::GroupsDoNotDivide { groups, embedding_dim });
    }
    let shared = (is_product || is_residual) && r.unless("shared", false, boolean)?;
    let active_stages = is_residual && r.unless("active_stages", false, boolean)?;
    let loop_from =
        if is_residual { r.unless("loop_from", LOOP_FROM, loop_from)? } else { LOOP_FROM };
    let mut losses = losses(r)?;
    let ema = ema(r, codebook_size)?;
    let gradient = r.word_unless("gradient", Gradient::StraightThrough, &GRADIENTS)?;
    let of_diversity = r.object("diversity")?;
    losses.orthogonal = orthogonal(r)?;
    let usage_decay = r.unless("usage_decay", None, |found| share(found).map(Some))?;
    let restart = restart::read(r)?;
    let stochastic = restart::stochastic(r)?;
    let metric = spaces::metric(r, name)?;
    losses.diversity = diversity(r, of_diversity, embedding_dim / groups.unwrap_or(1), metric)?;
    let heads = if name == KindName::Codebook { spaces::heads(r)? } else { None };
    let quantized = heads.map_or(embedding_dim, |h| embedding_dim.saturating_mul(h.count));
    let input_dim = spaces::input_dim(r, embedding_dim, quantized)?;
    let (groups, shared) = heads.map_or((groups, shared), |h| (Some(h.count), !h.separate));
    let codebook = Codebook {
        codebook_size,
        groups,
        stages,
        shared,
        active_stages,
        loop_from,
        ema,
        usage_decay,
        restart,
        stochastic,
        metric,
    };
    Ok(Quantizer {
        kind: Kind::Codebook(codebook),
        embedding_dim: quantized,
        losses,
        gradient,
        input_dim,
    })
}

fn codebook_size(r: &mut Reader<'_>, default: usize) -> Result<usize, JobError> {
    r.or("codebook_size", default, count)
}

/// Stages below it are written out, and a program of thousands is none.
fn loop_from(found: &Found<'_>) -> Result<usize, JobError> {
    let stages = whole(found)?;
    let fits = (1..=MAX_WRITTEN_OUT).contains(&stages);
    if fits { Ok(stages) } else { Err(out_of_range(&found.0, stages, "1 to 1024")) }
}

fn embedding_dim(r: &mut Reader<'_>) -> Result<usize, JobError> {
    r.or("embedding_dim", 768, at_least_1)
}

fn losses(r: &mut Reader<'_>) -> Result<Losses, JobError> {
    let commitment_weight = r.or("commitment_weight", 0.25, weight)?;
    Ok(Losses::of_weights(commitment_weight, r.or("codebook_weight", 0.0, weight)?))
}

/// The squared distance of two vectors of `entry_dim` independent elements of variance 1 has the
/// variance `8 entry_dim`, and that of two directions, 2 less two cosines, `4 / entry_dim`: by the
/// default, what the softmax sees has a deviation of 1 whatever the dimension, and is neither flat nor
/// all on one entry.
#[expect(clippy::cast_precision_loss, reason = "dimensions are far below 2^53")]
fn diversity(
    r: &mut Reader<'_>,
    mut keys: Reader<'_>,
    entry_dim: usize,
    metric: Metric,
) -> Result<Option<Diversity>, JobError> {
    let variance = match metric {
        Metric::Euclidean => 8.0 * entry_dim as f64,
        Metric::Cosine(_) => 4.0 / entry_dim as f64,
    };
    let weight = keys.or("weight", 0.0, weight)?;
    let temperature = keys.or("temperature", variance.sqrt(), temperature)?;
    let keys = keys.finish()?;
    if weight == 0.0 {
        return Ok(None);
    }
    r.put("diversity", keys);
    Ok(Some(Diversity { weight, temperature }))
}

/// Its inverse, twice, must be finite in f32, too.
fn temperature(found: &Found<'_>) -> Result<f64, JobError> {
    let temperature = number(found)?;
    let each = rounded(temperature);
    let wanted = "1.1754944e-38 to 3.4028235e38 (f32)";
    let fits = each.is_normal() && each > 0.0;
    if fits { Ok(temperature) } else { Err(out_of_range(&found.0, shown(temperature), wanted)) }
}

fn orthogonal(r: &mut Reader<'_>) -> Result<Option<Orthogonal>, JobError> {
    let mut keys = r.object("orthogonal")?;
    let weight_in_loss = keys.or("weight", 0.0, weight)?;
    let rate = keys.or("rate", 0.01, weight)?;
    let keys = keys.finish()?;
    if weight_in_loss == 0.0 {
        return Ok(None);
    }
    r.put("orthogonal", keys);
    Ok(Some(Orthogonal { weight: weight_in_loss, rate }))
}

fn ema(r: &mut Reader<'_>, codebook_size: usize) -> Result<Ema, JobError> {
    let mut ema = r.object("ema")?;
    let decay = ema.or("decay", 0.99, share)?;
    let epsilon = ema.or("epsilon", 1e-5, |found| {
        let epsilon = number(found)?;
        check_epsilon(&found.0, epsilon, codebook_size)?;
        Ok(epsilon)
    })?;
    let initial = ema.word_unless("initial", Initial::Codebook, &INITIALS)?;
    if initial == Initial::ZeroDebiased && decay == 1.0 {
        let wanted = "less than 1 with initial zero_debiased, which divides by 1 - decay^t";
        return Err(out_of_range(&ema.path_of("decay"), decay, wanted));
    }
    let keep_untouched = ema.unless("keep_untouched", true, boolean)?;
    let update_weight = ema.unless("update_weight", false, boolean)?;
    r.put("ema", ema.finish()?);
    Ok(Ema { decay, epsilon, initial, keep_untouched, update_weight })
}

/// Epsilon as f32 must be no subnormal, which devices flush to 0, and the smoothed counts divide by
/// a sum with K epsilons in it.
fn check_epsilon(path: &str, epsilon: f64, codebook_size: usize) -> Result<(), JobError> {
    let each = rounded(epsilon);
    #[expect(clippy::cast_precision_loss, reason = "f32 counts up to MAX_COUNT exactly")]
    let all = each * codebook_size as f32;
    if each.is_normal() && each > 0.0 && all.is_finite() {
        return Ok(());
    }
    let wanted = "at least 1.1754944e-38, and times codebook_size at most 3.4028235e38 (f32)";
    Err(out_of_range(path, shown(epsilon), wanted))
}
