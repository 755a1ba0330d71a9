//! How many of a residual quantizer's stages choose, as the program is told: a coarser code in
//! serving, a dropped rest in training, and no other program for either.
//!
//! A stage that is not active chooses nothing, and its state stays as it is: for it there was no
//! step. Averages that decayed in steps that a stage never saw would count its entries as dead.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::interface::ACTIVE_STAGES;
use crate::vq::kinds::stages::stage_number;
use crate::vq::losses::at_least_one;
use crate::vq::recipe::Recipe;
use crate::vq::training::ema::State;

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;

/// The first stages, which choose.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct Active {
    /// How many, `s32[]` in `0..=L`.
    pub count: Value,
    /// L.
    stages: usize,
}

impl Recipe<'_> {
    /// The active stages, where the program is told.
    pub(in crate::vq) fn active(
        &self,
        b: &mut Builder,
        given: &Arrays,
    ) -> Result<Option<Active>, VqError> {
        let codebook = self.spec.quantizer.codebook();
        let told = codebook.filter(|codebook| codebook.active_stages);
        let Some(stages) = told.and_then(|codebook| codebook.stages) else { return Ok(None) };
        let (none, all) = (stage_number(b, 0)?, stage_number(b, stages)?);
        let count = b.clamp(none, given.get(ACTIVE_STAGES)?, all)?;
        Ok(Some(Active { count: b.label(count, "active_stages"), stages }))
    }
}

impl Active {
    /// `codes [B, S, L, ..] -> pred`, as codes: whether a code is of an active stage.
    pub(in crate::vq) fn of_codes(self, b: &mut Builder, codes: Value) -> Result<Value, IrError> {
        let dims = b.shape(codes).dims.clone();
        self.along(b, &dims, 2)
    }

    /// `f32[]` added up over the active stages, divided by their number; 0 if there is none.
    pub(in crate::vq) fn mean(self, b: &mut Builder, total: Value) -> Result<Value, IrError> {
        let count = self.at_least_one(b)?;
        b.divide(total, count)
    }

    /// The mean over all stages' codebooks as the mean over the active ones: those that are not
    /// have a perplexity of 1.
    pub(in crate::vq) fn perplexity(self, b: &mut Builder, mean: Value) -> Result<Value, IrError> {
        let one = b.scalar(F32, 1.0)?;
        let above = b.subtract(mean, one)?;
        let above = self.share(b, above)?;
        b.add(above, one)
    }

    /// The mean over all stages' codebooks as the mean over the active ones: those that are not
    /// have 0.
    #[expect(clippy::cast_precision_loss, reason = "stages are far fewer than 2^53")]
    pub(in crate::vq) fn share(self, b: &mut Builder, mean: Value) -> Result<Value, IrError> {
        let stages = b.scalar(F32, self.stages as f64)?;
        let total = b.multiply(mean, stages)?;
        self.mean(b, total)
    }

    /// Dead entries of all stages' codebooks as those of the active ones: of the others all are.
    #[expect(clippy::cast_precision_loss, reason = "entries are far fewer than 2^53")]
    pub(in crate::vq) fn dead_entries(
        self,
        b: &mut Builder,
        of_all: Value,
        counts: Value,
    ) -> Result<Value, IrError> {
        let of_a_stage = b.shape(counts).element_count() / self.stages;
        let of_a_stage = b.scalar(S32, of_a_stage as f64)?;
        let stages = stage_number(b, self.stages)?;
        let inactive = b.subtract(stages, self.count)?;
        let theirs = b.multiply(inactive, of_a_stage)?;
        b.subtract(of_all, theirs)
    }

    /// The old state where a stage is not active, else the new one. A codebook that all stages
    /// share is held where none is.
    pub(in crate::vq) fn hold_inactive(
        self,
        b: &mut Builder,
        old: State,
        new: State,
        shared: bool,
    ) -> Result<State, IrError> {
        let mut held = |old: Value, new: Value| {
            let dims = b.shape(new).dims.clone();
            let active = if shared {
                let none = stage_number(b, 0)?;
                let any = b.compare(Direction::Gt, self.count, none)?;
                b.broadcast(any, &dims, &[])?
            } else {
                self.along(b, &dims, 0)?
            };
            b.select(active, new, old)
        };
        Ok(State {
            codebook: held(old.codebook, new.codebook)?,
            cluster_size: held(old.cluster_size, new.cluster_size)?,
            embed_sum: held(old.embed_sum, new.embed_sum)?,
            ..new
        })
    }

    /// Whether a place along `dimension` is that of an active stage.
    fn along(self, b: &mut Builder, dims: &[usize], dimension: usize) -> Result<Value, IrError> {
        let stage = b.iota(Shape::new(S32, dims), dimension)?;
        let count = b.spread(self.count, stage)?;
        b.compare(Direction::Lt, stage, count)
    }

    fn at_least_one(self, b: &mut Builder) -> Result<Value, IrError> {
        let count = b.convert(self.count, F32)?;
        at_least_one(b, count)
    }
}
