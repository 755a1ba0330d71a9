//! What each stage saw and chose, made again from the codes: the stages' loop keeps no tokens.

use crate::ir::builder::Builder;
use crate::ir::op::BinaryOp;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::error::VqError;
use crate::vq::kinds::codebook::{Nearest, Searched};
use crate::vq::kinds::residual::{Choice, ChosenBy};
use crate::vq::kinds::stages::{Passed, Stages, stage_number};
use crate::vq::recipe::{Recipe, Tokens};

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
    /// What the first stage takes from the one before it.
    pub carried: &'a [Value],
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
    /// What the stage before passed on.
    pub carried: &'a [Value],
}

impl Recipe<'_> {
    /// Does `stage` for one after the other, as turns of a loop where the first way is one; what each
    /// made comes back side by side, `[L, ..]`. Of a quantizer without stages it is what `stage`
    /// makes of the one search, `[..]`.
    pub(in crate::vq) fn again(
        &self,
        b: &mut Builder,
        again: &Again<'_>,
        mut stage: impl FnMut(&mut Builder, &Seen<'_>) -> Result<Passed, VqError>,
    ) -> Result<Passed, VqError> {
        let &Again { choice, valid, common, carried, .. } = again;
        if let ChosenBy::Search(nearest) = choice.by {
            let number = stage_number(b, 0)?;
            return stage(b, &Seen { number, nearest, valid, common, carried });
        }
        let residual = b.convert(choice.inputs(), F32)?;
        let codebook = self.round(b, again.codebook)?;
        let entries = self.searched(b, codebook)?.arrays();
        let (mut own, of_all) = self.given_to_stages(&entries);
        own.push((choice.codes, 2));
        let makes: Vec<_> = again.makes.iter().map(|shape| (shape.clone(), 0)).collect();
        let stages = Stages {
            name: again.name,
            count: self.stages().unwrap_or(1),
            looped: self.is_looped(),
            given: &own,
            common: &[&[valid], common, &of_all].concat(),
            carried: &[&[residual], carried].concat(),
            makes: &makes,
        };
        let mut passed = stages.pass(b, |b, turn| {
            let (valid, residual) = (turn.common[0], turn.carried[0]);
            let (common, of_all) = turn.common[1..].split_at(common.len());
            let searched =
                self.searched_of_stage(b, if self.is_shared() { of_all } else { turn.own })?;
            let codes = turn.own[turn.own.len() - 1];
            let nearest = self.nearest_again(b, (residual, valid), codes, searched)?;
            let rows = b.convert(nearest.rows, F32)?;
            let residual = b.subtract(residual, rows)?;
            let carried = &turn.carried[1..];
            let seen = Seen { number: turn.number, nearest, valid, common, carried };
            let Passed { carried, made } = stage(b, &seen)?;
            Ok(Passed { carried: [&[residual], &carried[..]].concat(), made })
        })?;
        passed.carried.remove(0);
        Ok(passed)
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
}
