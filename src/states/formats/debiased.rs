//! dm-haiku's and Sonnet's `VectorQuantizerEMA`: transposed, and averages that start at zero.
//!
//! `hidden` is the average that starts at zero, `average` the same divided by `1 - decay^counter`.
//! Ours is `hidden`; `average` follows from it and is checked where the decay is given.
//!
//! Source: dm-haiku 0.0.17 `nets.VectorQuantizerEMA`, `ExponentialMovingAverage`; dm-sonnet 2.0.2,
//! the classes of the same names; run, and their variables listed.

use std::collections::BTreeMap;

use crate::states::convert::{Project, named};
use crate::states::error::StatesError;
use crate::states::file::{Floats, StateFile};
use crate::states::names::{Field, Names, Quantizer};
use crate::states::state::{Averages, Kind, Metric, Part, State, transposed};
use crate::tensor::stored::{Stored, StoredType};

/// Where both projects put a quantizer that nobody named.
pub(in crate::states) const PREFIX: &str = "vector_quantizer_ema";
/// How far a stored average may be from ours, beside the rounding of `1 - decay^steps`.
const TOLERANCE: f64 = 1e-6;

pub(in crate::states) const FIELDS: [Field; 7] = [
    field("hidden_sizes", &["ema_cluster_size/hidden", "ema_cluster_size/_hidden"], true),
    field("embeddings", &["embeddings"], true),
    field("hidden_sums", &["ema_dw/hidden", "ema_dw/_hidden"], true),
    field("size_steps", &["ema_cluster_size/counter", "ema_cluster_size/_counter"], true),
    field("sum_steps", &["ema_dw/counter", "ema_dw/_counter"], true),
    field("average_sizes", &["ema_cluster_size/average"], false),
    field("average_sums", &["ema_dw/average"], false),
];

const fn field(key: &'static str, endings: &'static [&'static str], is_required: bool) -> Field {
    Field { key, endings, is_required }
}

/// Reads `embeddings [D, K]`, `hidden [K]` and `[D, K]`, and the counters.
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
    let embeddings = file.floats(&names["embeddings"])?;
    let [dim, size] = embeddings.two_dims("[D, K]")?;
    let sizes = file.floats(&names["hidden_sizes"])?;
    sizes.expect(&[size])?;
    let sums = file.floats(&names["hidden_sums"])?;
    sums.expect(&[dim, size])?;
    let steps = steps(file, names)?;
    if let Some(decay) = decay {
        for (key, hidden) in [("average_sizes", &sizes), ("average_sums", &sums)] {
            if let Some(name) = names.get(key) {
                check_average(&file.floats(name)?, hidden, steps, decay)?;
            }
        }
    }
    let mut state = State::new(Kind::Codebook, [size, dim]);
    state.note_rounding(&[&embeddings, &sizes, &sums]);
    state.averages = Averages::ZeroDebiased { steps };
    state.parts.push(Part {
        codebook: transposed(&embeddings.values, size),
        cluster_size: sizes.values,
        embed_sum: transposed(&sums.values, size),
    });
    Ok(state)
}

/// The one number of steps of both averages.
fn steps(file: &StateFile, names: &Names) -> Result<i32, StatesError> {
    let (first, second) = (&names["size_steps"], &names["sum_steps"]);
    let (first_steps, second_steps) = (file.steps(first)?, file.steps(second)?);
    if first_steps == second_steps {
        return Ok(first_steps);
    }
    let (first, second) = (first.clone(), second.clone());
    Err(StatesError::StepsDiffer { first, first_steps, second, second_steps })
}

/// That a stored average is what the decay makes of its hidden values.
fn check_average(
    average: &Floats,
    hidden: &Floats,
    steps: i32,
    decay: f64,
) -> Result<(), StatesError> {
    average.expect(&hidden.dims)?;
    let share = 1.0 - decay.powi(steps);
    // f32 has 2^-24 of 1, which is more of a small share.
    let tolerance = TOLERANCE + 4.0 * f64::from(f32::EPSILON) / share;
    let wanted = debiased(&hidden.values, steps, decay, Project::Sonnet);
    for (index, (&found, wanted)) in average.values.iter().zip(wanted).enumerate() {
        let apart = (f64::from(found) - f64::from(wanted)).abs();
        if apart > tolerance * f64::from(found.abs()) {
            let name = average.name.clone();
            return Err(StatesError::WrongDecay { name, index, found, wanted, steps, decay });
        }
    }
    Ok(())
}

/// Hidden values divided by `1 - decay^steps`, in f32 to the bit; zeros before any step.
#[expect(clippy::cast_possible_truncation, reason = "both projects round the decay to f32")]
fn debiased(hidden: &[f32], steps: i32, decay: f64, project: Project) -> Vec<f32> {
    let power = f64::from(decay as f32).powi(steps) as f32;
    let share = if steps == 0 { 1.0 } else { 1.0 - power };
    if project == Project::Haiku {
        // XLA turns the division of an array by a scalar into a product.
        return hidden.iter().map(|hidden| hidden * (1.0 / share)).collect();
    }
    hidden.iter().map(|hidden| hidden / share).collect()
}

/// Writes both averages, which takes the decay.
pub(in crate::states) fn write(
    state: &State,
    project: Project,
    prefix: &str,
) -> Result<BTreeMap<String, Stored>, StatesError> {
    let part = state.only_part(project)?;
    state.expect_metric(project, Metric::Euclidean)?;
    let Averages::ZeroDebiased { steps } = state.averages else {
        let reason = "its averages are plain, wanted zero-debiased ones";
        return Err(state.cannot_hold(project, reason.to_owned()));
    };
    let reason = "it stores its averages divided by 1 - decay^steps, too";
    let decay = state.decay.ok_or(StatesError::NeedsDecay { project, reason })?;
    let (size, dim) = (state.codebook_size, state.embedding_dim);
    let spelling = Spelling::of(project);
    let sums = transposed(&part.embed_sum, dim);
    let mut arrays = BTreeMap::new();
    let embeddings = Stored::of_f32(&[dim, size], &transposed(&part.codebook, dim));
    arrays.insert(named(prefix, "/", &format!("embeddings{}", spelling.end)), embeddings);
    let averages =
        [("ema_cluster_size", vec![size], &part.cluster_size), ("ema_dw", vec![dim, size], &sums)];
    for (average, dims, hidden) in averages {
        let name = |variable: &str| {
            named(prefix, "/", &format!("{}{average}/{variable}{}", spelling.inside, spelling.end))
        };
        arrays.insert(name("hidden"), Stored::of_f32(&dims, hidden));
        arrays.insert(
            name("average"),
            Stored::of_f32(&dims, &debiased(hidden, steps, decay, project)),
        );
        arrays.insert(name("counter"), spelling.counter(steps));
    }
    Ok(arrays)
}

/// How the two projects differ.
struct Spelling {
    /// What comes before the name of an average.
    inside: &'static str,
    /// What a name of a variable ends in.
    end: &'static str,
    /// The type of the counters.
    counter_type: StoredType,
}

impl Spelling {
    fn of(project: Project) -> Self {
        if project == Project::Sonnet {
            return Spelling { inside: "", end: ":0", counter_type: StoredType::I64 };
        }
        Spelling { inside: "~/", end: "", counter_type: StoredType::I32 }
    }

    fn counter(&self, steps: i32) -> Stored {
        let mut bytes = i64::from(steps).to_le_bytes().to_vec();
        bytes.truncate(self.counter_type.byte_size());
        Stored { stored_type: self.counter_type, dims: Vec::new(), bytes }
    }
}
