//! UViM's dictionary (`big_vision`): discounted sums and counts, entries of length 1.
//!
//! Its rule is `sum <- decay * sum + batch`, ours `average <- decay * average + (1 - decay) * batch`:
//! ours is theirs times `1 - decay`, for sums and counts alike. Its tokens are standardized, of
//! length sqrt(D) (its 1e-5 beside the variance apart), those that a cosine rule sums have length 1:
//! sums are divided by sqrt(D) too. An entry is the quotient of the two, divided by its length.
//!
//! Source: `big_vision`, `models/proj/uvim/vit.py`, `Model.encode` and `Model.get_codewords`; its
//! checkpoints join the names of a tree by slashes.

use std::collections::BTreeMap;

use crate::states::convert::{Project, named};
use crate::states::error::StatesError;
use crate::states::file::StateFile;
use crate::states::names::{Field, Quantizer};
use crate::states::state::{Kind, Metric, NO_SMOOTHING, Part, State, first_difference};
use crate::tensor::stored::Stored;

/// Where `big_vision`'s checkpoints have it.
pub(in crate::states) const PREFIX: &str = "state";
/// How far an entry may be from the quotient of its averages, which were rounded once more.
const TOLERANCE: f32 = 1e-6;
/// What the decay is needed for.
const WHY: &str = "its sums and counts lack the factor 1 - decay of a moving average";

pub(in crate::states) const FIELDS: [Field; 2] = [
    Field { key: "dictionary", endings: &["dictionary"], is_required: true },
    Field { key: "counts", endings: &["counts"], is_required: true },
];

/// Reads `dictionary [K, D]` and `counts [K]`.
pub(in crate::states) fn read(
    file: &StateFile,
    quantizer: &Quantizer,
    project: Project,
    decay: Option<f64>,
) -> Result<State, StatesError> {
    let [names] = quantizer.stages.as_slice() else {
        let (prefix, what) = (quantizer.prefix.clone(), "numbered layers".to_owned());
        return Err(StatesError::NotHeldHere { project, prefix, what });
    };
    let decay = decay.ok_or(StatesError::NeedsDecay { project, reason: WHY })?;
    let sums = file.floats(&names["dictionary"])?;
    let [size, dim] = sums.two_dims("[K, D]")?;
    let counts = file.floats(&names["counts"])?;
    counts.expect(&[size])?;
    let codebook = entries(&sums.values, &counts.values, dim);
    if let Some(index) = codebook.iter().position(|value| !value.is_finite()) {
        let (name, value) = (format!("{} / {}", sums.name, counts.name), codebook[index].into());
        return Err(StatesError::NotFinite { name, index, value });
    }
    let mut state = State::new(Kind::Codebook, [size, dim]);
    state.note_rounding(&[&sums, &counts]);
    state.metric = Metric::Cosine;
    state.epsilon = Some(NO_SMOOTHING);
    state.parts.push(Part {
        codebook,
        cluster_size: scaled(&counts.values, 1.0 - decay),
        embed_sum: scaled(&sums.values, (1.0 - decay) / token_length(dim)),
    });
    Ok(state)
}

/// The entries `[K, D]` of length 1 that sums and counts stand for.
#[expect(clippy::cast_possible_truncation, reason = "the cast is the rounding")]
fn entries(sums: &[f32], counts: &[f32], dim: usize) -> Vec<f32> {
    let rows = sums.chunks(dim.max(1)).zip(counts);
    let entry = |(row, count): (&[f32], &f32)| {
        let mean: Vec<f32> = row.iter().map(|sum| sum / count).collect();
        let squared: f64 = mean.iter().map(|&value| f64::from(value).powi(2)).sum();
        let length = squared.sqrt() as f32;
        mean.into_iter().map(move |value| value / length)
    };
    rows.flat_map(entry).collect()
}

/// The length of a standardized token: its D elements have variance 1.
#[expect(clippy::cast_precision_loss, reason = "dimensions are far below 2^53")]
fn token_length(dim: usize) -> f64 {
    (dim as f64).sqrt()
}

/// Each value times a factor, rounded once.
#[expect(clippy::cast_possible_truncation, reason = "the cast is the rounding")]
fn scaled(values: &[f32], factor: f64) -> Vec<f32> {
    values.iter().map(|&value| (f64::from(value) * factor) as f32).collect()
}

/// Writes discounted sums and counts, which takes the decay.
pub(in crate::states) fn write(
    state: &State,
    project: Project,
    prefix: &str,
) -> Result<BTreeMap<String, Stored>, StatesError> {
    let part = state.only_part(project)?;
    state.expect_plain(project)?;
    state.expect_metric(project, Metric::Cosine)?;
    let decay = state.decay.ok_or(StatesError::NeedsDecay { project, reason: WHY })?;
    let (size, dim) = (state.codebook_size, state.embedding_dim);
    let theirs = entries(&part.embed_sum, &part.cluster_size, dim);
    if let Some(entry) = first_difference(&part.codebook, &theirs, dim, TOLERANCE) {
        let reason = format!(
            "it has no tensor of entries, they follow as embed_sum / cluster_size, and entry {entry} \
             does not"
        );
        return Err(state.cannot_hold(project, reason));
    }
    let sums = scaled(&part.embed_sum, token_length(dim) / (1.0 - decay));
    let counts = scaled(&part.cluster_size, 1.0 / (1.0 - decay));
    Ok(BTreeMap::from([
        (named(prefix, "/", "dictionary"), Stored::of_f32(&[size, dim], &sums)),
        (named(prefix, "/", "counts"), Stored::of_f32(&[size], &counts)),
    ]))
}
