//! What each stage saw and chose, made again from the codes: the stages' loop keeps no tokens.

use crate::ir::builder::Builder;
use crate::ir::op::BinaryOp;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::error::VqError;
use crate::vq::kinds::codebook::Nearest;
use crate::vq::kinds::residual::{Choice, ChosenBy};
use crate::vq::kinds::stages::{part, stack};
use crate::vq::recipe::{Recipe, Tokens};
use crate::vq::search::RoundedCodebook;

const F32: ElementType = ElementType::F32;

impl Recipe<'_> {
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
