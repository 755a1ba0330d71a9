//! What each stage saw and chose, made again from the codes: the stages' loop keeps no tokens.

use crate::ir::builder::Builder;
use crate::ir::op::BinaryOp;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::error::VqError;
use crate::vq::kinds::codebook::{Nearest, Searched};
use crate::vq::kinds::residual::{Choice, ChosenBy};
use crate::vq::kinds::stages::{Passed, Stages, part, stack, stage_number};
use crate::vq::recipe::{Recipe, Tokens};
use crate::vq::search::RoundedCodebook;

const F32: ElementType = ElementType::F32;

/// A second way through the stages, over what each saw and chose in the first.
pub(in crate::vq) struct Again<'a> {
    /// What its loop is called.
    pub name: &'a str,
    /// What was chosen.
    pub choice: &'a Choice,
    /// Which tokens take part, `pred[B, S]`.
    pub valid: Value,
    /// The entries that were chosen from, `f32[(L,) (G,) K, d]`.
    pub codebook: Value,
    /// Arrays that every stage reads.
    pub common: &'a [Value],
    /// The shapes of what each stage makes; stages are put side by side before them.
    pub makes: &'a [Shape],
}

/// One stage, seen again.
pub(in crate::vq) struct Seen<'a> {
    /// Its number, `s32[]`, from 0.
    pub number: Value,
    /// What it made of its tokens.
    pub nearest: Nearest,
    /// Which tokens take part, `pred[B, S]`.
    pub valid: Value,
    /// What every stage reads.
    pub common: &'a [Value],
}

impl Recipe<'_> {
    /// What `stage` makes of one stage after the other, `[L, ..]`; of a quantizer without stages what
    /// it makes of the one search, `[..]`. Stages are turns of a loop where the first way is one.
    pub(in crate::vq) fn again(
        &self,
        b: &mut Builder,
        again: &Again<'_>,
        mut stage: impl FnMut(&mut Builder, &Seen<'_>) -> Result<Vec<Value>, VqError>,
    ) -> Result<Vec<Value>, VqError> {
        let &Again { choice, valid, common, .. } = again;
        if let ChosenBy::Search(nearest) = choice.by {
            let number = stage_number(b, 0)?;
            return stage(b, &Seen { number, nearest, valid, common });
        }
        let residual = b.convert(choice.inputs(), F32)?;
        let codebook = self.round(b, again.codebook)?;
        let entries = self.searched(b, codebook)?.arrays();
        let (mut own, of_all) = self.given_to_stages(&entries);
        own.push((choice.codes, 2));
        let read = [&[valid], common, &of_all].concat();
        let makes: Vec<_> = again.makes.iter().map(|shape| (shape.clone(), 0)).collect();
        let stages = Stages {
            name: again.name,
            count: self.stages().unwrap_or(1),
            looped: self.is_looped(),
            given: &own,
            common: &read,
            carried: &[residual],
            makes: &makes,
        };
        let passed = stages.pass(b, |b, turn| {
            let (valid, residual) = (turn.common[0], turn.carried[0]);
            let (common, of_all) = turn.common[1..].split_at(common.len());
            let searched =
                self.searched_of_stage(b, if self.is_shared() { of_all } else { turn.own })?;
            let codes = turn.own[turn.own.len() - 1];
            let nearest = self.nearest_again(b, (residual, valid), codes, searched)?;
            let rows = b.convert(nearest.rows, F32)?;
            let carried = vec![b.subtract(residual, rows)?];
            let made = stage(b, &Seen { number: turn.number, nearest, valid, common })?;
            Ok(Passed { carried, made })
        })?;
        Ok(passed.made)
    }

    /// What a stage made of `residual f32[B, S, D]`, by its codes.
    fn nearest_again(
        &self,
        b: &mut Builder,
        (residual, valid): (Value, Value),
        codes: Value,
        searched: Searched,
    ) -> Result<Nearest, VqError> {
        let inputs = self.in_compute_type(b, residual)?;
        // A stage that is not active has no codes.
        let known = self.known_tokens(b, codes)?;
        let valid = b.binary(BinaryOp::And, valid, known)?;
        self.nearest_of(b, Tokens { inputs, valid, codes: Some(codes), noise: None }, searched)
    }

    /// One a stage, written out; one in all of a quantizer without stages.
    pub(in crate::vq) fn seen_by_stages(
        &self,
        b: &mut Builder,
        choice: &Choice,
        valid: Value,
        codebook: Value,
    ) -> Result<Vec<Nearest>, VqError> {
        if let ChosenBy::Search(nearest) = &choice.by {
            return Ok(vec![*nearest]);
        }
        let codebook = self.round(b, codebook)?;
        let mut residual = b.convert(choice.inputs(), F32)?;
        let mut seen = Vec::new();
        for stage in 0..self.stages().unwrap_or(1) {
            let inputs = self.in_compute_type(b, residual)?;
            let codes = part(b, choice.codes, 2, stage)?;
            // A stage that is not active has no codes.
            let known = self.known_tokens(b, codes)?;
            let valid = b.binary(BinaryOp::And, valid, known)?;
            let tokens = Tokens { inputs, valid, codes: Some(codes), noise: None };
            let entries = self.codebook_of_stage(b, codebook, stage)?;
            let nearest = self.nearest(b, tokens, entries)?;
            let rows = b.convert(nearest.rows, F32)?;
            residual = b.subtract(residual, rows)?;
            seen.push(nearest);
        }
        Ok(seen)
    }

    /// The codebook of one stage, by group: `[(L,) (G,) K, d] -> [(G,) K, d]`.
    fn codebook_of_stage(
        &self,
        b: &mut Builder,
        codebook: RoundedCodebook,
        stage: usize,
    ) -> Result<RoundedCodebook, VqError> {
        if self.is_shared() {
            return self.codebook_of_groups(b, codebook);
        }
        let compute = part(b, codebook.compute, 0, stage)?;
        let exact = part(b, codebook.exact, 0, stage)?;
        let unrounded = part(b, codebook.unrounded, 0, stage)?;
        Ok(RoundedCodebook { compute, exact, unrounded, searched: None })
    }

    /// What stages say of their entries: side by side, or added up where they share a codebook.
    pub(in crate::vq) fn by_stage(
        &self,
        b: &mut Builder,
        stages: &[Value],
    ) -> Result<Value, VqError> {
        if self.stages().is_none() {
            return Ok(stages[0]);
        }
        if !self.is_shared() {
            return Ok(stack(b, stages, 0)?);
        }
        let mut sum = stages[0];
        for &stage in &stages[1..] {
            sum = b.add(sum, stage)?;
        }
        Ok(sum)
    }
}
