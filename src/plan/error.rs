//! Why there is nothing to plan.

use crate::job::error::JobError;
use crate::target::name::TargetError;

/// Why there is nothing to plan.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// A target whose programs nothing estimates.
    #[error(
        "plan: target {target} is a host, and the estimate that a plan ranks by is of TPUs; wanted \
         a slice such as v4-32"
    )]
    Host {
        /// The target.
        target: String,
    },
    /// No such target.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// The job itself, however it is laid out.
    #[error(transparent)]
    Job(Box<JobError>),
}

impl From<JobError> for PlanError {
    fn from(error: JobError) -> Self {
        Self::Job(Box::new(error))
    }
}
