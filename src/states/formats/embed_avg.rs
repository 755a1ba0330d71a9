//! vector-quantize-pytorch's and EnCodec's codebooks: `embed`, `cluster_size`, `embed_avg`.
//!
//! All three mean what ours do (`embed_avg` is a sum, in spite of its name). The first stacks its
//! heads `[H, K, D]`, and both number the stages of a residual quantizer as `layers.N`.
//!
//! Source: vector-quantize-pytorch 1.32.0 `Codebook`, `ResidualVQ`; encodec 0.1.1
//! `EuclideanCodebook`, `ResidualVectorQuantization`; run, and their `state_dict` listed. The names
//! with `codebook` in place of `_codebook` are those of transformers' `EncodecModel`.

use std::collections::BTreeMap;

use crate::states::convert::{Project, named};
use crate::states::error::StatesError;
use crate::states::file::{Floats, StateFile};
use crate::states::maps::Style;
use crate::states::names::{Field, Names, Quantizer, shown};
use crate::states::state::{Kind, Metric, Part, State};
use crate::tensor::stored::{Stored, StoredType};

/// Where EnCodec's model has its quantizer.
pub(in crate::states) const ENCODEC_PREFIX: &str = "quantizer.vq";
/// How far from 1 the length of an entry may be that was divided by its length.
const UNIT: f64 = 1e-5;

pub(in crate::states) const FIELDS: [Field; 5] = [
    field("embed", &["_codebook/embed", "codebook/embed"], true),
    field("cluster_size", &["_codebook/cluster_size", "codebook/cluster_size"], true),
    field("embed_avg", &["_codebook/embed_avg", "codebook/embed_avg"], true),
    field("inited", &["_codebook/initted", "_codebook/inited", "codebook/inited"], false),
    field("codebook_mean", &["_codebook/codebook_mean"], false),
];

/// vector-quantize-pytorch's linear layers around a quantizer of other dimensions. `EnCodec`'s would be
/// one pair a stage, which no state of ours holds.
pub(in crate::states) const MAPS: Style = Style {
    to_entries: "project_in",
    to_tokens: "project_out",
    kernel: &[],
    has_bias: true,
    inner: None,
};

const fn field(key: &'static str, endings: &'static [&'static str], is_required: bool) -> Field {
    Field { key, endings, is_required }
}

/// Reads one codebook, its heads, or the stages.
pub(in crate::states) fn read(
    file: &StateFile,
    quantizer: &Quantizer,
    project: Project,
) -> Result<State, StatesError> {
    let first = Arrays::read(file, quantizer, project, 0)?;
    let kind = match (quantizer.is_residual, first.heads) {
        (true, 1) => Kind::Residual,
        (false, 1) => Kind::Codebook,
        (false, _) => Kind::Product,
        (true, heads) => {
            let what = format!("stages of {heads} heads");
            let prefix = shown(&quantizer.prefix);
            return Err(StatesError::NotHeldHere { project, prefix, what });
        }
    };
    let mut state = State::new(kind, [first.size, first.dim]);
    for stage in 0..quantizer.stages.len() {
        let arrays = Arrays::read(file, quantizer, project, stage)?;
        arrays.embed.expect(&first.embed.dims)?;
        state.note_rounding(&[&arrays.embed, &arrays.cluster_size, &arrays.embed_avg]);
        state.parts.extend(arrays.parts());
    }
    if project == Project::Lucidrains && state.parts.iter().all(|part| is_unit(part, first.dim)) {
        state.metric = Metric::Cosine;
        state.notes.push("every entry has length 1: taken for use_cosine_sim".to_owned());
    }
    Ok(state)
}

/// The tensors of one stage.
struct Arrays {
    heads: usize,
    size: usize,
    dim: usize,
    embed: Floats,
    cluster_size: Floats,
    embed_avg: Floats,
}

impl Arrays {
    fn read(
        file: &StateFile,
        quantizer: &Quantizer,
        project: Project,
        stage: usize,
    ) -> Result<Self, StatesError> {
        let names = &quantizer.stages[stage];
        check_flags(file, quantizer, project, names)?;
        let embed = file.floats(&names["embed"])?;
        let cluster_size = file.floats(&names["cluster_size"])?;
        let embed_avg = file.floats(&names["embed_avg"])?;
        let (heads, size, dim) = match *embed.dims.as_slice() {
            [size, dim] => (1, size, dim),
            [heads, size, dim] => (heads, size, dim),
            _ => {
                let (name, found) = (embed.name, embed.dims);
                let wanted = "[K, D] or [H, K, D]".to_owned();
                return Err(StatesError::Dims { name, found, wanted });
            }
        };
        embed_avg.expect(&embed.dims)?;
        cluster_size.expect(&embed.dims[..embed.dims.len() - 1])?;
        Ok(Arrays { heads, size, dim, embed, cluster_size, embed_avg })
    }

    /// One part a head.
    fn parts(&self) -> impl Iterator<Item = Part> {
        let rows = self.size * self.dim;
        let of = |values: &[f32], head: usize, count: usize| {
            values[head * count..(head + 1) * count].to_vec()
        };
        (0..self.heads).map(move |head| Part {
            codebook: of(&self.embed.values, head, rows),
            cluster_size: of(&self.cluster_size.values, head, self.size),
            embed_sum: of(&self.embed_avg.values, head, rows),
        })
    }
}

/// That k-means has run, and that the search is by the entries themselves.
fn check_flags(
    file: &StateFile,
    quantizer: &Quantizer,
    project: Project,
    names: &Names,
) -> Result<(), StatesError> {
    if names.contains_key("codebook_mean") {
        let what = "entries moved to the batch's mean and variance (affine_param)".to_owned();
        return Err(StatesError::NotHeldHere { project, prefix: shown(&quantizer.prefix), what });
    }
    match names.get("inited") {
        Some(name) if !file.flag(name)? => Err(StatesError::NotInitialized { name: name.clone() }),
        _ => Ok(()),
    }
}

/// Whether every entry has length 1.
fn is_unit(part: &Part, dim: usize) -> bool {
    part.codebook.chunks(dim.max(1)).all(|entry| {
        let squared: f64 = entry.iter().map(|&value| f64::from(value).powi(2)).sum();
        (squared.sqrt() - 1.0).abs() <= UNIT
    })
}

/// Writes `_codebook` tensors, numbered where the state has stages.
pub(in crate::states) fn write(
    state: &State,
    project: Project,
    prefix: &str,
) -> Result<BTreeMap<String, Stored>, StatesError> {
    state.expect_plain(project)?;
    let is_encodec = project == Project::Encodec;
    if is_encodec {
        state.expect_metric(project, Metric::Euclidean)?;
        if state.kind == Kind::Product {
            let reason = "it has groups, wanted one codebook or stages".to_owned();
            return Err(state.cannot_hold(project, reason));
        }
    }
    let is_numbered = is_encodec || state.kind == Kind::Residual;
    // Heads are one tensor; everything else is one tensor a part.
    let stages: Vec<&[Part]> = match state.kind {
        Kind::Product => vec![&state.parts],
        Kind::Codebook | Kind::Residual => state.parts.chunks(1).collect(),
    };
    let mut arrays = BTreeMap::new();
    for (number, parts) in stages.into_iter().enumerate() {
        let layer = if is_numbered { format!("layers.{number}.") } else { String::new() };
        let name = |tensor: &str| named(prefix, ".", &format!("{layer}_codebook.{tensor}"));
        // EnCodec has no heads.
        let heads = (!is_encodec).then_some(parts.len());
        let mut insert = |tensor: &str, dims: &[usize], values: Vec<f32>| {
            let dims: Vec<usize> = heads.into_iter().chain(dims.iter().copied()).collect();
            arrays.insert(name(tensor), Stored::of_f32(&dims, &values));
        };
        let all = |values: fn(&Part) -> &Vec<f32>| parts.iter().flat_map(values).copied().collect();
        let (size, dim) = (state.codebook_size, state.embedding_dim);
        insert("embed", &[size, dim], all(|part| &part.codebook));
        insert("cluster_size", &[size], all(|part| &part.cluster_size));
        insert("embed_avg", &[size, dim], all(|part| &part.embed_sum));
        let yes = Stored { stored_type: StoredType::Bool, dims: Vec::new(), bytes: vec![1] };
        match is_encodec {
            true => arrays.insert(name("inited"), Stored::of_f32(&[1], &[1.0])),
            false => arrays.insert(name("initted"), yes),
        };
    }
    Ok(arrays)
}
