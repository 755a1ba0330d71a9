//! The backward of `quantize`: gradients of inputs, entries and maps from those of `quantized` and
//! `loss`.
//!
//! Written by hand, since the choice of an entry has no derivative: the gradient of `quantized`
//! passes it straight through or turned, one step over the sum of all stages; the commitment loss
//! pulls the inputs alone, the codebook loss the entries alone. The residual of a stage is taken with
//! the entries themselves, so that every stage pulls the inputs.
//!
//! It passes between what losses compare: tokens and entries as they are, or their directions where
//! the search gives those. So `quantized` behaves as `project_out(x̂ + stop(ĉ - x̂))` there, and as
//! `project_out(x + stop(c - x))` where it gives entries as they are stored.

pub(in crate::vq) mod bits;
pub mod chain;
mod directions;
pub(in crate::vq) mod maps;
pub(in crate::vq) mod rotation;
mod stages;

use crate::ir::builder::Builder;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::gradient::maps::where_valid;
use crate::vq::kinds::codebook::zero_where_invalid;
use crate::vq::kinds::product::{group_tokens, ungroup_tokens};
use crate::vq::kinds::residual::Choice;
use crate::vq::recipe::{Recipe, Tokens};
use crate::vq::spec::Gradient;

const F32: ElementType = ElementType::F32;

/// What the terms of the loss say, added up term by term.
pub(in crate::vq) struct Pulls {
    /// Of the tokens `f32[B, S, D]`.
    pub inputs: Value,
    /// Of the entries `f32[(L,) (G,) K, d]`; none where no term reaches them.
    pub entries: Option<Value>,
}

impl Pulls {
    /// Adds `factor f32[]` times what a term says of the tokens.
    fn add_inputs(&mut self, b: &mut Builder, factor: Value, told: Value) -> Result<(), VqError> {
        let pull = spread_over(b, factor, told)?;
        self.inputs = b.add(self.inputs, pull)?;
        Ok(())
    }

    /// Adds to what the entries are told.
    pub(in crate::vq) fn add_entries(
        &mut self,
        b: &mut Builder,
        pull: Value,
    ) -> Result<(), VqError> {
        self.entries = Some(match self.entries {
            Some(others) => b.add(others, pull)?,
            None => pull,
        });
        Ok(())
    }
}

impl Recipe<'_> {
    /// All of the search again, then the gradients of what goes into it.
    pub(in crate::vq) fn vjp(&self, b: &mut Builder, given: &Arrays) -> Result<Arrays, VqError> {
        let entries = self.entries(b, given)?;
        let (tokens, _) = self.tokens(b, given)?;
        let count = self.active(b, given)?.map(|active| active.count);
        let choice = self.choose(b, tokens, (entries, None), count)?;
        let tokens = Tokens { valid: choice.valid, ..tokens };
        let mut made = Arrays::default();
        let of_rows =
            self.through_project_out(b, given, (choice.quantized, tokens.valid), &mut made)?;
        let inputs = self.through_the_choice(b, &choice, of_rows)?;
        let mut pulls = Pulls { inputs, entries: None };
        self.add_losses(b, given, (tokens, entries), &choice, &mut pulls)?;
        let inputs = zero_where_invalid(b, tokens)?;
        let mut pulls = self.through_compared(b, inputs, entries, pulls)?;
        self.add_orthogonal(b, entries, given.get("d_loss")?, &mut pulls)?;
        let of_tokens = where_valid(b, pulls.inputs, tokens.valid)?;
        self.through_project_in(b, given, (of_tokens, tokens.valid), &mut made)?;
        self.through_entries(b, given, (entries, pulls.entries), &mut made)?;
        Ok(made)
    }

    /// The gradient of the chosen rows past the choice: `f32[B, S, D] -> f32[B, S, D]`.
    fn through_the_choice(
        &self,
        b: &mut Builder,
        choice: &Choice,
        gradient: Value,
    ) -> Result<Value, VqError> {
        match self.spec.quantizer.gradient {
            Gradient::StraightThrough => Ok(gradient),
            Gradient::Rotation => {
                let mut rows = [choice.inputs(), choice.quantized, gradient];
                for row in &mut rows {
                    *row = group_tokens(b, *row, self.groups())?;
                    *row = b.convert(*row, F32)?;
                }
                let [x, q, g] = rows;
                let turned = rotation::turn_back(b, x, q, g)?;
                Ok(ungroup_tokens(b, turned, self.groups())?)
            }
        }
    }
}

/// A scalar times a constant.
pub(in crate::vq) fn times(b: &mut Builder, x: Value, factor: f64) -> Result<Value, VqError> {
    let factor = b.scalar(F32, factor)?;
    Ok(b.multiply(x, factor)?)
}

/// A scalar times all elements of an array.
pub(in crate::vq) fn spread_over(
    b: &mut Builder,
    scalar: Value,
    x: Value,
) -> Result<Value, VqError> {
    let factor = b.spread(scalar, x)?;
    Ok(b.multiply(factor, x)?)
}
