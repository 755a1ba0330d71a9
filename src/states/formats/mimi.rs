//! Mimi's (Moshi's) codebooks: sums and usage are stored, the entries follow from them.
//!
//! An entry is `embedding_sum / max(cluster_usage, 1e-5)`, in f32 and without smoothing.
//!
//! Source: moshi 0.2.13 `EuclideanCodebook`, `ResidualVectorQuantization`; run, and its `state_dict`
//! listed. The names with `codebook` in place of `_codebook` are those of transformers' `MimiModel`,
//! the others those that moshi itself reads as old ones.

use std::collections::BTreeMap;

use crate::states::convert::{Project, named};
use crate::states::error::StatesError;
use crate::states::file::StateFile;
use crate::states::maps::Style;
use crate::states::names::{Field, Quantizer};
use crate::states::state::{Kind, Metric, NO_SMOOTHING, Part, State, first_difference};
use crate::tensor::stored::Stored;

/// Where Mimi has the stages that follow its semantic one.
pub(in crate::states) const PREFIX: &str = "quantizer.rvq_rest.vq";
/// The least usage that a sum is divided by.
const LEAST_USAGE: f32 = 1e-5;

pub(in crate::states) const FIELDS: [Field; 3] = [
    Field {
        key: "embedding_sum",
        endings: &[
            "_codebook/embedding_sum",
            "codebook/embed_sum",
            "_codebook/embed_sum",
            "_codebook/embed_avg",
        ],
        is_required: true,
    },
    Field {
        key: "cluster_usage",
        endings: &["_codebook/cluster_usage", "codebook/cluster_usage", "_codebook/cluster_size"],
        is_required: true,
    },
    Field {
        key: "initialized",
        endings: &["_codebook/_initialized", "codebook/initialized", "_codebook/inited"],
        is_required: false,
    },
];

/// Convolutions of one step around the residual quantizer `vq`.
pub(in crate::states) const MAPS: Style = Style {
    to_entries: "input_proj",
    to_tokens: "output_proj",
    kernel: &[1],
    has_bias: false,
    inner: Some("vq"),
};

/// Reads `embedding_sum [K, D]` and `cluster_usage [K]` of each stage.
pub(in crate::states) fn read(
    file: &StateFile,
    quantizer: &Quantizer,
) -> Result<State, StatesError> {
    let kind = if quantizer.is_residual { Kind::Residual } else { Kind::Codebook };
    let mut dims = None;
    let mut state = State::new(kind, [0, 0]);
    for names in &quantizer.stages {
        if let Some(name) = names.get("initialized")
            && !file.flag(name)?
        {
            return Err(StatesError::NotInitialized { name: name.clone() });
        }
        let sums = file.floats(&names["embedding_sum"])?;
        let [size, dim] = sums.two_dims("[K, D]")?;
        sums.expect(dims.get_or_insert([size, dim]).as_slice())?;
        let usage = file.floats(&names["cluster_usage"])?;
        usage.expect(&[size])?;
        state.note_rounding(&[&sums, &usage]);
        (state.codebook_size, state.embedding_dim) = (size, dim);
        let codebook = entries(&sums.values, &usage.values, dim);
        let (cluster_size, embed_sum) = (usage.values, sums.values);
        state.parts.push(Part { codebook, cluster_size, embed_sum });
    }
    state.epsilon = Some(NO_SMOOTHING);
    Ok(state)
}

/// The entries `[K, D]` that the sums and the usage stand for.
fn entries(sums: &[f32], usage: &[f32], dim: usize) -> Vec<f32> {
    let rows = sums.chunks(dim.max(1)).zip(usage);
    rows.flat_map(|(row, usage)| row.iter().map(|sum| sum / usage.max(LEAST_USAGE))).collect()
}

/// Writes the stages, if their entries follow from sums and counts to the bit.
pub(in crate::states) fn write(
    state: &State,
    project: Project,
    prefix: &str,
) -> Result<BTreeMap<String, Stored>, StatesError> {
    state.expect_plain(project)?;
    state.expect_metric(project, Metric::Euclidean)?;
    if state.kind == Kind::Product {
        let reason = "it has groups, wanted one codebook or stages".to_owned();
        return Err(state.cannot_hold(project, reason));
    }
    let (size, dim) = (state.codebook_size, state.embedding_dim);
    let mut arrays = BTreeMap::new();
    for (stage, part) in state.parts.iter().enumerate() {
        let theirs = entries(&part.embed_sum, &part.cluster_size, dim);
        if let Some(entry) = first_difference(&part.codebook, &theirs, dim, 0.0) {
            let reason = format!(
                "it has no tensor of entries, they follow as embed_sum / cluster_size, and entry \
                 {entry} of stage {stage} does not (smoothed counts made it)"
            );
            return Err(state.cannot_hold(project, reason));
        }
        let name = |tensor| named(prefix, ".", &format!("layers.{stage}._codebook.{tensor}"));
        arrays.insert(name("embedding_sum"), Stored::of_f32(&[size, dim], &part.embed_sum));
        arrays.insert(name("cluster_usage"), Stored::of_f32(&[size], &part.cluster_size));
        arrays.insert(name("_initialized"), Stored::of_f32(&[1], &[1.0]));
    }
    Ok(arrays)
}
