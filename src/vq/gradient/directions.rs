//! From what the search sees to what losses compare, and from there to what is given: directions, or
//! vectors as they are.

use crate::ir::builder::Builder;
use crate::ir::value::Value;
use crate::vq::error::VqError;
use crate::vq::gradient::Pulls;
use crate::vq::gradient::chain::through_direction;
use crate::vq::kinds::product::{group_tokens, ungroup_tokens};
use crate::vq::recipe::Recipe;
use crate::vq::spec::{Metric, Returned};

impl Recipe<'_> {
    /// What is said of tokens and entries as losses compare them, to what that says of the tokens
    /// `inputs [B, S, D]`, zero where not valid, and of `entries f32[.., K, d]`.
    pub(in crate::vq) fn through_compared(
        &self,
        b: &mut Builder,
        inputs: Value,
        entries: Value,
        pulls: Pulls,
    ) -> Result<Pulls, VqError> {
        match self.spec.quantizer.metric() {
            Metric::Euclidean | Metric::Cosine(Returned::Raw) => Ok(pulls),
            Metric::Cosine(Returned::Normalized) => {
                let vectors = group_tokens(b, inputs, self.groups())?;
                let pull = group_tokens(b, pulls.inputs, self.groups())?;
                let turned = through_direction(b, vectors, pull)?;
                let inputs = ungroup_tokens(b, turned, self.groups())?;
                let pull = pulls.entries.map(|pull| through_direction(b, entries, pull));
                Ok(Pulls { inputs, entries: pull.transpose()? })
            }
        }
    }

    /// A gradient of vectors as the search sees them, to that of `vectors [.., d]` as losses compare
    /// them.
    pub(in crate::vq) fn through_searched(
        &self,
        b: &mut Builder,
        vectors: Value,
        gradient: Value,
    ) -> Result<Value, VqError> {
        match self.spec.quantizer.metric() {
            Metric::Euclidean | Metric::Cosine(Returned::Normalized) => Ok(gradient),
            Metric::Cosine(Returned::Raw) => Ok(through_direction(b, vectors, gradient)?),
        }
    }
}
