//! Cases that others supply: a job, its inputs as numbers, and what its outputs should be.
//!
//! `read` turns a file into cases, `numbers` its nested numbers into tensors, `expect` says what may
//! be expected and `check` whether it is so; `schema` describes the file. The room knows jobs and
//! tensors; it must not know how a program is run.

pub mod check;
pub mod error;
pub mod expect;
mod fields;
pub mod numbers;
pub mod read;
pub mod schema;

use std::collections::BTreeMap;

use crate::cases::expect::Expectation;
use crate::job::Job;
use crate::tensor::array::Tensor;
use crate::vq::interface::Interface;

/// A job with inputs and what is expected of its outputs.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its name in the file.
    pub name: String,
    /// The job.
    pub job: Job,
    /// The tensors of its step.
    pub interface: Interface,
    /// All inputs of the first step.
    pub inputs: BTreeMap<String, Tensor>,
    /// How many steps are made, the state being fed back.
    pub steps: usize,
    /// What the last step's outputs should be, in the order of the file.
    pub expectations: Vec<Expectation>,
}
