//! Keys of a step's random numbers: functions of the seed, the step's number and what they are for.

use crate::ir::builder::Builder;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::random::generator::{Key, fold_in};
use crate::vq::random::noise::Noise;
use crate::vq::recipe::Recipe;
use crate::vq::spec::Step;

const U32: ElementType = ElementType::U32;

/// What random numbers are for; each purpose has a stream of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vq) enum Purpose {
    /// Which tokens dead entries are re-seeded with.
    Restart,
    /// Noise on the scores of entries.
    Codes,
}

impl Purpose {
    fn number(self) -> f64 {
        match self {
            Self::Restart => 0.0,
            Self::Codes => 1.0,
        }
    }
}

impl Recipe<'_> {
    /// The key of a purpose. Steps with a state draw other numbers each time, by the state's step
    /// count; the others draw what an update draws in its first step.
    pub(in crate::vq) fn key(
        &self,
        b: &mut Builder,
        given: &Arrays,
        purpose: Purpose,
    ) -> Result<Key, VqError> {
        let steps = match self.spec.step {
            Step::Update => b.convert(given.get("steps")?, U32)?,
            Step::Encode
            | Step::Decode
            | Step::Quantize
            | Step::Accumulate
            | Step::Apply
            | Step::Vjp => b.scalar(U32, 0.0)?,
        };
        let purpose = b.scalar(U32, purpose.number())?;
        Ok(fold_in(b, [given.get("seed")?, steps], purpose)?)
    }

    /// The noise that codes are drawn with, where they are.
    pub(in crate::vq) fn noise(
        &self,
        b: &mut Builder,
        given: &Arrays,
    ) -> Result<Option<Noise>, VqError> {
        let codebook = self.spec.quantizer.codebook();
        let drawn = codebook.and_then(|codebook| Some((codebook, codebook.stochastic?)));
        let Some((codebook, temperature)) = drawn else { return Ok(None) };
        let key = self.key(b, given, Purpose::Codes)?;
        Ok(Some(Noise { key, temperature, codebook_size: codebook.codebook_size }))
    }
}

/// The key of one stage, of this number `s32[]`.
pub(in crate::vq) fn of_stage(b: &mut Builder, key: Key, stage: Value) -> Result<Key, VqError> {
    let stage = b.convert(stage, U32)?;
    Ok(fold_in(b, key, stage)?)
}
