//! What is wrong with a file of cases; places are JSON paths as `[2].inputs.codebook[0][1]`.

use crate::job::error::JobError;
use crate::tensor::error::TensorError;
use crate::vq::error::VqError;

/// Why a file of cases cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CaseError {
    /// The text is not JSON, or writes a key twice.
    #[error("{reason}")]
    Syntax {
        /// What the JSON reader met, with line and column.
        reason: String,
    },
    /// Something else stands there.
    #[error("{path}: found {found}, wanted {wanted}")]
    Wrong {
        /// Where.
        path: String,
        /// What stands there.
        found: String,
        /// What should.
        wanted: String,
    },
    /// A key that nobody asked for.
    #[error("{path}: unknown key, wanted one of {wanted}")]
    UnknownKey {
        /// Where.
        path: String,
        /// The keys there are.
        wanted: String,
    },
    /// A name that the step's program does not have.
    #[error("{path}: step {step} has no {role} of this name, wanted one of {wanted}")]
    UnknownTensor {
        /// Where.
        path: String,
        /// The step.
        step: &'static str,
        /// `input` or `output`.
        role: &'static str,
        /// The names there are.
        wanted: String,
    },
    /// Inputs that no default stands in for.
    #[error("{path}: step {step} takes {missing} too")]
    MissingInputs {
        /// Where.
        path: String,
        /// The step.
        step: &'static str,
        /// What is missing.
        missing: String,
    },
    /// The job is none.
    #[error("{path}")]
    Job {
        /// Where.
        path: String,
        /// What is wrong with it.
        source: Box<JobError>,
    },
    /// The job's layout does not fit its tensors.
    #[error("{path}")]
    Step {
        /// Where.
        path: String,
        /// What does not fit.
        source: Box<VqError>,
    },
    /// A tensor cannot be made.
    #[error("{path}")]
    Tensor {
        /// Where.
        path: String,
        /// Why not.
        source: Box<TensorError>,
    },
}

impl CaseError {
    /// Something else than wanted stands at `path`.
    pub(in crate::cases) fn wrong(
        path: &str,
        found: impl ToString,
        wanted: impl ToString,
    ) -> CaseError {
        CaseError::Wrong {
            path: path.to_owned(),
            found: found.to_string(),
            wanted: wanted.to_string(),
        }
    }
}
