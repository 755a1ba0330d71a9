//! vqbit's own state: `codebook`, `cluster_size`, `embed_sum`, and `ema_steps` where debiased.
//!
//! What the tensors do not say (residual or product, the metric, the decay) stands in the file's
//! metadata: in the job that made it, or in the job keys that a conversion leaves there.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::states::convert::Project;
use crate::states::error::StatesError;
use crate::states::file::{Floats, StateFile};
use crate::states::maps::Maps;
use crate::states::names::{Field, Quantizer};
use crate::states::state::{Averages, Kind, Metric, Part, State};
use crate::tensor::stored::{Stored, StoredType};
use crate::vq::state::{
    CLUSTER_SIZE, CODEBOOK, EMA_STEPS, EMBED_SUM, PROJECT_IN, PROJECT_IN_BIAS, PROJECT_OUT,
    PROJECT_OUT_BIAS,
};

/// The job that made a file, as `init-state` and `run` write it.
const JOB: &str = "vqbit_job";
/// The job keys that fit a converted state.
pub(in crate::states) const JOB_KEYS: &str = "vqbit_job_keys";
/// The project that a converted state came from.
pub(in crate::states) const SOURCE: &str = "vqbit_state_source";
/// What its names began with there.
pub(in crate::states) const SOURCE_PREFIX: &str = "vqbit_state_prefix";

/// The learned maps, in the order of [`Maps::of`].
const MAPS: [&str; 4] = [PROJECT_IN, PROJECT_IN_BIAS, PROJECT_OUT, PROJECT_OUT_BIAS];

pub(in crate::states) const FIELDS: [Field; 8] = [
    Field { key: CODEBOOK, endings: &[CODEBOOK], is_required: true },
    Field { key: CLUSTER_SIZE, endings: &[CLUSTER_SIZE], is_required: true },
    Field { key: EMBED_SUM, endings: &[EMBED_SUM], is_required: true },
    Field { key: EMA_STEPS, endings: &[EMA_STEPS], is_required: false },
    Field { key: PROJECT_IN, endings: &[PROJECT_IN], is_required: false },
    Field { key: PROJECT_IN_BIAS, endings: &[PROJECT_IN_BIAS], is_required: false },
    Field { key: PROJECT_OUT, endings: &[PROJECT_OUT], is_required: false },
    Field { key: PROJECT_OUT_BIAS, endings: &[PROJECT_OUT_BIAS], is_required: false },
];

/// Reads `codebook [K, D]` or a stack of them.
pub(in crate::states) fn read(
    file: &StateFile,
    quantizer: &Quantizer,
    project: Project,
) -> Result<State, StatesError> {
    let [names] = quantizer.stages.as_slice() else {
        let (prefix, what) = (quantizer.prefix.clone(), "numbered layers".to_owned());
        return Err(StatesError::NotHeldHere { project, prefix, what });
    };
    let codebook = file.floats(&names[CODEBOOK])?;
    let sizes = file.floats(&names[CLUSTER_SIZE])?;
    let sums = file.floats(&names[EMBED_SUM])?;
    sums.expect(&codebook.dims)?;
    let job = job_of(file);
    let quantizer = &job["quantizer"];
    let (kind, size, dim) = kind_and_size(&codebook, &quantizer["kind"])?;
    sizes.expect(&codebook.dims[..codebook.dims.len() - 1])?;
    let mut state = State::new(kind, [size, dim]);
    state.note_rounding(&[&codebook, &sizes, &sums]);
    if quantizer["metric"] == "cosine" {
        state.metric = Metric::Cosine;
    }
    if let Some(name) = names.get(EMA_STEPS) {
        state.averages = Averages::ZeroDebiased { steps: file.steps(name)? };
    }
    state.decay = quantizer["ema"]["decay"].as_f64();
    state.epsilon = quantizer["ema"]["epsilon"].as_f64();
    state.parts = parts(&codebook.values, &sizes.values, &sums.values, [size, dim]);
    if MAPS.iter().any(|map| names.contains_key(map)) {
        let [a, b, c, d] = MAPS.map(|map| file.floats(names.get(map).map_or(map, String::as_str)));
        state.maps = Some(Maps::of([a?, b?, c?, d?], state.token_dim())?);
    }
    let source = file.metadata(SOURCE).and_then(Project::of_name);
    let prefix = file.metadata(SOURCE_PREFIX).unwrap_or_default();
    state.origin = source.map(|project| (project, prefix.to_owned()));
    Ok(state)
}

/// The job, or the keys of one, in a file's metadata; null where there is none.
fn job_of(file: &StateFile) -> Value {
    let text = file.metadata(JOB_KEYS).or_else(|| file.metadata(JOB));
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

fn kind_and_size(codebook: &Floats, kind: &Value) -> Result<(Kind, usize, usize), StatesError> {
    match (codebook.dims.as_slice(), kind.as_str()) {
        (&[size, dim], _) => Ok((Kind::Codebook, size, dim)),
        (&[_, size, dim], Some("residual")) => Ok((Kind::Residual, size, dim)),
        (&[_, size, dim], Some("product")) => Ok((Kind::Product, size, dim)),
        (found, _) => Err(StatesError::UnknownKind { found: found.to_vec() }),
    }
}

/// The values of each codebook of a stack.
fn parts(codebook: &[f32], sizes: &[f32], sums: &[f32], [size, dim]: [usize; 2]) -> Vec<Part> {
    let rows = (size * dim).max(1);
    let stack = codebook.chunks(rows).zip(sizes.chunks(size.max(1))).zip(sums.chunks(rows));
    let part = |((codebook, sizes), sums): ((&[f32], &[f32]), &[f32])| Part {
        codebook: codebook.to_vec(),
        cluster_size: sizes.to_vec(),
        embed_sum: sums.to_vec(),
    };
    stack.map(part).collect()
}

/// Writes the state as `run` takes it.
pub(in crate::states) fn write(state: &State) -> BTreeMap<String, Stored> {
    let all = |values: fn(&Part) -> &Vec<f32>| -> Vec<f32> {
        state.parts.iter().flat_map(values).copied().collect()
    };
    let dims = state.dims();
    let sizes = &dims[..dims.len() - 1];
    let mut arrays = BTreeMap::from([
        (CODEBOOK.to_owned(), Stored::of_f32(&dims, &all(|part| &part.codebook))),
        (CLUSTER_SIZE.to_owned(), Stored::of_f32(sizes, &all(|part| &part.cluster_size))),
        (EMBED_SUM.to_owned(), Stored::of_f32(&dims, &all(|part| &part.embed_sum))),
    ]);
    if let Some(maps) = &state.maps {
        let (dim, input_dim) = (state.token_dim(), maps.input_dim);
        let own: [(&[usize], &[f32]); 4] = [
            (&[input_dim, dim], &maps.project_in),
            (&[dim], &maps.project_in_bias),
            (&[dim, input_dim], &maps.project_out),
            (&[input_dim], &maps.project_out_bias),
        ];
        for (name, (dims, values)) in MAPS.into_iter().zip(own) {
            arrays.insert(name.to_owned(), Stored::of_f32(dims, values));
        }
    }
    if let Averages::ZeroDebiased { steps } = state.averages {
        let bytes = steps.to_le_bytes().to_vec();
        let steps = Stored { stored_type: StoredType::I32, dims: Vec::new(), bytes };
        arrays.insert(EMA_STEPS.to_owned(), steps);
    }
    arrays
}
