//! A training state as vqbit keeps it, whoever trained it, and the job keys that go with it.

use serde_json::{Map, Value, json};

use crate::states::convert::Project;
use crate::states::error::StatesError;
use crate::states::file::Floats;
use crate::states::maps::Maps;

/// What the leading dimension of a state is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// There is none: one codebook `[K, D]`.
    Codebook,
    /// The stages of a residual quantizer, `[L, K, D]`.
    Residual,
    /// The groups (heads) of a product quantizer, `[G, K, D]`.
    Product,
}

/// How the nearest entry is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// By the distance.
    Euclidean,
    /// By the angle: entries have length 1.
    Cosine,
}

/// What the moving averages of counts and sums are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Averages {
    /// The averages themselves; their quotient is the mean of an entry's tokens.
    Plain,
    /// Averages that started at zero: the rule divides them by `1 - decay^steps`.
    ZeroDebiased {
        /// How many steps they were trained.
        steps: i32,
    },
}

/// A training state, all f32: entries, and the moving averages of counts and of sums.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// What the leading dimension is.
    pub kind: Kind,
    /// How the nearest entry is found.
    pub metric: Metric,
    /// What the averages are.
    pub averages: Averages,
    /// The decay, where it is known: no project stores it.
    pub decay: Option<f64>,
    /// The smoothing of the counts, where it is known.
    pub epsilon: Option<f64>,
    /// Entries of a codebook, K.
    pub codebook_size: usize,
    /// Elements of an entry, D.
    pub embedding_dim: usize,
    /// One a codebook: one, or one a stage or group.
    pub parts: Vec<Part>,
    /// Learned maps of tokens to entries and back, where they have other dimensions.
    pub maps: Option<Maps>,
    /// Whose it was, and what its names began with.
    pub origin: Option<(Project, String)>,
    /// What the reader has to say to a person, in sentences.
    pub notes: Vec<String>,
}

/// The values of one codebook of a state, row-major.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Entries `[K, D]`.
    pub codebook: Vec<f32>,
    /// Moving average of the counts `[K]`.
    pub cluster_size: Vec<f32>,
    /// Moving average of the sums `[K, D]`.
    pub embed_sum: Vec<f32>,
}

/// No smoothing: a job takes no 0, and beside any count f32 cannot tell this from it.
pub(super) const NO_SMOOTHING: f64 = 1e-30;

impl State {
    /// A state of `[K, D]` codebooks with plain averages.
    pub(super) fn new(kind: Kind, [codebook_size, embedding_dim]: [usize; 2]) -> Self {
        State {
            kind,
            metric: Metric::Euclidean,
            averages: Averages::Plain,
            decay: None,
            epsilon: None,
            codebook_size,
            embedding_dim,
            parts: Vec::new(),
            maps: None,
            origin: None,
            notes: Vec::new(),
        }
    }

    /// The dimensions of the tensor `codebook`.
    pub fn dims(&self) -> Vec<usize> {
        let stacked = (self.kind != Kind::Codebook).then_some(self.parts.len());
        stacked.into_iter().chain([self.codebook_size, self.embedding_dim]).collect()
    }

    /// Elements of all groups' entries together: what a token has, or is mapped to.
    pub fn token_dim(&self) -> usize {
        let groups = if self.kind == Kind::Product { self.parts.len() } else { 1 };
        groups * self.embedding_dim
    }

    /// The keys that a job of this state must have; what is not known is left out.
    pub fn job_keys(&self) -> Value {
        let mut quantizer = Map::new();
        let count = self.parts.len();
        let (kind, number) = match self.kind {
            Kind::Codebook => ("codebook", None),
            Kind::Residual => ("residual", Some("stages")),
            Kind::Product => ("product", Some("groups")),
        };
        quantizer.insert("kind".to_owned(), json!(kind));
        if let Some(key) = number {
            quantizer.insert(key.to_owned(), json!(count));
        }
        quantizer.insert("codebook_size".to_owned(), json!(self.codebook_size));
        quantizer.insert("embedding_dim".to_owned(), json!(self.token_dim()));
        if let Some(maps) = &self.maps {
            quantizer.insert("input_dim".to_owned(), json!(maps.input_dim));
        }
        if self.metric == Metric::Cosine {
            quantizer.insert("metric".to_owned(), json!("cosine"));
        }
        let mut ema = Map::new();
        let initial = match self.averages {
            Averages::Plain => "codebook",
            Averages::ZeroDebiased { .. } => "zero_debiased",
        };
        ema.insert("initial".to_owned(), json!(initial));
        if let Some(decay) = self.decay {
            ema.insert("decay".to_owned(), json!(decay));
        }
        if let Some(epsilon) = self.epsilon {
            ema.insert("epsilon".to_owned(), json!(epsilon));
        }
        quantizer.insert("ema".to_owned(), Value::Object(ema));
        json!({ "quantizer": quantizer })
    }

    /// Says that digits of f64 were lost, if they were.
    pub(super) fn note_rounding(&mut self, floats: &[&Floats]) {
        for floats in floats.iter().filter(|floats| floats.is_rounded) {
            self.notes.push(format!("tensor {} was f64 and is rounded to f32", floats.name));
        }
    }

    /// The only codebook of a state that has no other; else why `project` cannot hold it.
    pub(super) fn only_part(&self, project: Project) -> Result<&Part, StatesError> {
        match (self.kind, self.parts.as_slice()) {
            (Kind::Codebook, [part]) => Ok(part),
            (Kind::Codebook | Kind::Residual | Kind::Product, parts) => {
                Err(self
                    .cannot_hold(project, format!("it has {} codebooks, wanted one", parts.len())))
            }
        }
    }

    /// That the averages are plain, the only ones that `project` has.
    pub(super) fn expect_plain(&self, project: Project) -> Result<(), StatesError> {
        match self.averages {
            Averages::Plain => Ok(()),
            Averages::ZeroDebiased { .. } => {
                let reason = "its averages are zero-debiased, wanted plain ones";
                Err(self.cannot_hold(project, reason.to_owned()))
            }
        }
    }

    /// That the nearest entry is found by this metric, the only one that `project` has.
    pub(super) fn expect_metric(
        &self,
        project: Project,
        wanted: Metric,
    ) -> Result<(), StatesError> {
        if self.metric == wanted {
            return Ok(());
        }
        let name = |metric| match metric {
            Metric::Euclidean => "euclidean",
            Metric::Cosine => "cosine",
        };
        let (found, wanted) = (name(self.metric), name(wanted));
        Err(self.cannot_hold(project, format!("its metric is {found}, wanted {wanted}")))
    }

    pub(super) fn cannot_hold(&self, project: Project, reason: String) -> StatesError {
        StatesError::CannotHold { project, reason }
    }
}

impl Floats {
    /// That the array has these dimensions.
    pub(super) fn expect(&self, wanted: &[usize]) -> Result<(), StatesError> {
        if self.dims == wanted {
            return Ok(());
        }
        let (name, found) = (self.name.clone(), self.dims.clone());
        Err(StatesError::Dims { name, found, wanted: format!("{wanted:?}") })
    }

    /// The dimensions of an array that has two.
    pub(super) fn two_dims(&self, wanted: &str) -> Result<[usize; 2], StatesError> {
        self.dims.as_slice().try_into().map_err(|_| {
            let (name, found) = (self.name.clone(), self.dims.clone());
            StatesError::Dims { name, found, wanted: wanted.to_owned() }
        })
    }
}

/// An array `[rows, columns]` as `[columns, rows]`.
pub(super) fn transposed(values: &[f32], columns: usize) -> Vec<f32> {
    (0..columns).flat_map(|column| values.iter().skip(column).step_by(columns)).copied().collect()
}

/// The first entry of `D` elements that differs by more than `tolerance`, relative to its largest.
pub(super) fn first_difference(
    found: &[f32],
    wanted: &[f32],
    embedding_dim: usize,
    tolerance: f32,
) -> Option<usize> {
    let mut rows = found.chunks(embedding_dim.max(1)).zip(wanted.chunks(embedding_dim.max(1)));
    let differs = |(found, wanted): (&[f32], &[f32])| {
        let largest = found.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
        !found.iter().zip(wanted).all(|(a, b)| (a - b).abs() <= tolerance * largest)
    };
    rows.position(differs)
}
