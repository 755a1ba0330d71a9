//! How Lloyd's iteration goes with one codebook: what was tried, and what is kept.

use std::collections::BTreeMap;

use crate::ir::shape::{ElementType, Shape};
use crate::session::SessionError;
use crate::tensor::array::Tensor;

/// How it went with one codebook.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The mean squared error an element of every codebook tried, the seeding's first; the smallest
    /// is that of the codebook kept.
    pub mse: Vec<f64>,
    /// How many empty entries were given half of a full one, over all iterations.
    pub split_entries: usize,
}

impl Fit {
    /// Lloyd's iterations made.
    pub fn iterations(&self) -> usize {
        self.mse.len().saturating_sub(1)
    }

    /// The mean squared error of the codebook kept.
    pub fn least_mse(&self) -> f64 {
        least(&self.mse)
    }
}

/// The codebooks tried so far.
pub(super) struct Course {
    /// How many rows are not finite, and so take no part.
    broken: usize,
    mse: Vec<f64>,
    /// How many entries were split to make the next codebook, of each.
    splits: Vec<usize>,
    /// The best codebook: a split moves entries, which may cost more than it gains.
    pub(super) codebook: Tensor,
    /// What it makes of the data.
    pub(super) quantized: Tensor,
}

impl Course {
    /// None yet, with so many rows that are not finite.
    pub(super) fn new(broken: usize) -> Self {
        let none = || Tensor::zeros(Shape::new(ElementType::F32, &[0]));
        Course { broken, mse: vec![], splits: vec![], codebook: none(), quantized: none() }
    }

    /// Notes a codebook and what its iteration made; whether there is no use in another one.
    pub(super) fn add(
        &mut self,
        codebook: &Tensor,
        made: &BTreeMap<String, Tensor>,
    ) -> Result<bool, SessionError> {
        // Of finite rows one that takes no part is beyond f32 from every entry.
        let left_out = usize::try_from(made["nonfinite_rows"].to_s32()?[0]).unwrap_or(0);
        let is_far = left_out > self.broken;
        let error = if is_far { f64::INFINITY } else { f64::from(made["mse"].to_f32()?[0]) };
        let falls = self.mse.is_empty() || error < least(&self.mse);
        if falls {
            self.codebook = codebook.copied()?;
            self.quantized = made["quantized"].copied()?;
        }
        self.mse.push(error);
        let split = usize::try_from(made["restarted_entries"].to_s32()?[0]).unwrap_or(0);
        let split_before = self.splits.last().copied().unwrap_or(0);
        self.splits.push(split);
        Ok(error == 0.0 || (!falls && split + split_before == 0))
    }

    pub(super) fn fit(&self) -> Fit {
        // The last one's successor is not tried.
        let tried = &self.splits[..self.splits.len().saturating_sub(1)];
        Fit { mse: self.mse.clone(), split_entries: tried.iter().sum() }
    }
}

fn least(errors: &[f64]) -> f64 {
    errors.iter().copied().fold(f64::INFINITY, f64::min)
}
