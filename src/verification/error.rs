//! Why outputs cannot be held against the reference.

use crate::session::SessionError;
use crate::tensor::error::TensorError;

/// What is missing or does not fit.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerificationError {
    /// The program does not give an output of its step.
    #[error("output {name}: the program does not give it")]
    MissingOutput {
        /// The output.
        name: String,
    },
    /// The reference does not know an output.
    #[error("output {name}: the reference does not give it")]
    NoReference {
        /// The output.
        name: String,
    },
    /// Two arrays that cannot be compared.
    #[error("output {name}: found {found} elements, the reference gives {wanted}")]
    Elements {
        /// The output.
        name: String,
        /// The program's.
        found: usize,
        /// The reference's.
        wanted: usize,
    },
    /// The program does not run.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// A tensor cannot be read or made.
    #[error(transparent)]
    Tensor(#[from] TensorError),
}
