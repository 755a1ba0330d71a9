//! What can be wrong with another project's state, or with writing one.

use crate::states::convert::Project;
use crate::tensor::error::TensorError;

/// Why a state could not be read, or not be written as another project's.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StatesError {
    /// The file itself.
    #[error(transparent)]
    File(#[from] TensorError),
    /// No tensor has a name of this project.
    #[error(
        "{project}: found no quantizer, wanted tensors that end in {wanted}; the file has {found}"
    )]
    NotFound {
        /// The project.
        project: Project,
        /// The endings of its names.
        wanted: String,
        /// The names of the file.
        found: String,
    },
    /// A quantizer lacks a tensor.
    #[error("{project}: the quantizer at {prefix} has no {wanted}")]
    Missing {
        /// The project.
        project: Project,
        /// Where the quantizer is.
        prefix: String,
        /// The name that was wanted.
        wanted: String,
    },
    /// More than one quantizer, and nothing says which.
    #[error("{project}: found quantizers at {prefixes}; say with --prefix which one")]
    Ambiguous {
        /// The project.
        project: Project,
        /// Where they are.
        prefixes: String,
    },
    /// No quantizer is where one was said to be.
    #[error("{project}: found no quantizer at --prefix {prefix}, wanted {prefixes}")]
    NoSuchPrefix {
        /// The project.
        project: Project,
        /// Where it was said to be.
        prefix: String,
        /// Where they are.
        prefixes: String,
    },
    /// The stages do not count up from 0.
    #[error("{project}: {prefix} has the layers {found}, wanted all from 0 on")]
    Stages {
        /// The project.
        project: Project,
        /// Where the quantizer is.
        prefix: String,
        /// The numbers of its layers.
        found: String,
    },
    /// A tensor has other dimensions than its fellows ask for.
    #[error("tensor {name}: found {found:?}, wanted {wanted}")]
    Dims {
        /// Its name.
        name: String,
        /// Its dimensions.
        found: Vec<usize>,
        /// The dimensions that were wanted.
        wanted: String,
    },
    /// A tensor has elements of another kind.
    #[error("tensor {name}: its elements are {found}, wanted {wanted}")]
    Elements {
        /// Its name.
        name: String,
        /// Their type.
        found: String,
        /// The kind that was wanted.
        wanted: &'static str,
    },
    /// A value that no state can train on, or that is too large for f32.
    #[error("tensor {name}: has {value} at element {index}, wanted finite values of f32")]
    NotFinite {
        /// Its name.
        name: String,
        /// Which element, counted row-major.
        index: usize,
        /// The value.
        value: f64,
    },
    /// A count of steps that is none.
    #[error("tensor {name}: has {found}, wanted a number of steps from 0 to 2147483647")]
    Steps {
        /// Its name.
        name: String,
        /// The value.
        found: i128,
    },
    /// The two averages were not made by the same steps.
    #[error(
        "tensor {first} has {first_steps} steps and {second} has {second_steps}, wanted one number"
    )]
    StepsDiffer {
        /// One counter.
        first: String,
        /// Its value.
        first_steps: i32,
        /// The other counter.
        second: String,
        /// Its value.
        second_steps: i32,
    },
    /// The stored average is not what the decay gives.
    #[error(
        "tensor {name}: found {found} at element {index} after {steps} steps, where --decay {decay} \
         gives {wanted}: it was trained with another decay"
    )]
    WrongDecay {
        /// The average.
        name: String,
        /// Which element, counted row-major.
        index: usize,
        /// The stored value.
        found: f32,
        /// The value by this decay.
        wanted: f32,
        /// How many steps it was trained.
        steps: i32,
        /// The decay that was given.
        decay: f64,
    },
    /// The decay is needed and not given.
    #[error("{project}: wanted --decay, the decay it was trained with: {reason}")]
    NeedsDecay {
        /// The project.
        project: Project,
        /// What for.
        reason: &'static str,
    },
    /// The decay is none.
    #[error("--decay {found}: wanted at least 0 and less than 1")]
    Decay {
        /// What was given.
        found: f64,
    },
    /// The quantizer was never trained.
    #[error("tensor {name}: says that the codebook is not initialized yet, wanted a trained one")]
    NotInitialized {
        /// The flag's name.
        name: String,
    },
    /// Our state has no place for what the file holds.
    #[error("{project}: {prefix} has {what}, which no vqbit state holds")]
    NotHeldHere {
        /// The project.
        project: Project,
        /// Where the quantizer is.
        prefix: String,
        /// What it has.
        what: String,
    },
    /// The other format has no place for what the state holds.
    #[error("{project}: cannot hold this state: {reason}")]
    CannotHold {
        /// The project.
        project: Project,
        /// What it has no place for.
        reason: String,
    },
    /// A stacked state that does not say what its first dimension is.
    #[error(
        "tensor codebook: found {found:?} and no word of its kind in the file's metadata, wanted vqbit's own file"
    )]
    UnknownKind {
        /// The dimensions.
        found: Vec<usize>,
    },
}
