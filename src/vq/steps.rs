//! The steps: what is made of a batch, in which order, whatever the kind of quantizer.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::codebook::Nearest;
use crate::vq::ema::{self, State};
use crate::vq::error::VqError;
use crate::vq::lookup::last_code;
use crate::vq::recipe::{Recipe, Tokens};
use crate::vq::residual::{Choice, stack};
use crate::vq::spec::{Mask, Step};
use crate::vq::{losses, metrics, search, statistics};

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;

/// All that a step can make of what it is given.
pub(in crate::vq) fn step(
    recipe: &Recipe<'_>,
    b: &mut Builder,
    given: &Arrays,
) -> Result<Arrays, VqError> {
    match recipe.spec.step {
        Step::Encode | Step::Quantize => Ok(recipe.quantize(b, given)?.made),
        Step::Decode => recipe.decode(b, given),
        Step::Update => recipe.update(b, given),
        Step::Accumulate | Step::Apply | Step::Vjp => {
            Err(VqError::NoSuchStep { step: recipe.spec.step.name() })
        }
    }
}

/// What `quantize` makes, and what `update` goes on from.
struct Quantized {
    made: Arrays,
    choice: Choice,
    /// Tokens of each entry `f32[(L,) (G,) K]`.
    counts: Value,
}

impl Recipe<'_> {
    fn decode(&self, b: &mut Builder, given: &Arrays) -> Result<Arrays, VqError> {
        let (codes, entries) = (given.get("codes")?, self.entries(b, given)?);
        let first = b.splat(codes, S32, 0.0)?;
        let last = b.splat(codes, S32, last_code(self.spec.quantizer.codebook_size()))?;
        let from_first = b.compare(Direction::Ge, codes, first)?;
        let to_last = b.compare(Direction::Le, codes, last)?;
        let valid = b.binary(BinaryOp::And, from_first, to_last)?;
        let quantized = self.entries_of(b, codes, valid, entries)?;
        let has_entry = self.any_code(b, valid)?;
        let quantized = self.projected_out(b, quantized, has_entry, given)?;
        let none = b.splat(codes, S32, -1.0)?;
        let missing = b.compare(Direction::Eq, codes, none)?;
        let known = b.binary(BinaryOp::Or, valid, missing)?;
        let invalid = b.unary(UnaryOp::Not, known)?;
        let ones = b.convert(invalid, S32)?;
        let all: Vec<usize> = (0..b.shape(codes).rank()).collect();
        let invalid_codes = b.sum(ones, &all)?;
        b.label(invalid_codes, "invalid_codes");
        let mut made = Arrays::default();
        made.extend([("quantized", quantized), ("invalid_codes", invalid_codes)]);
        Ok(made)
    }

    fn quantize(&self, b: &mut Builder, given: &Arrays) -> Result<Quantized, VqError> {
        let entries = self.entries(b, given)?;
        let (tokens, masked) = self.tokens(b, given)?;
        let choice = self.choose(b, tokens, entries)?;
        let counts = self.counts(b, &choice)?;
        let valid = self.valid_tokens(b, tokens, counts)?;
        let mut made = Arrays::default();
        let quantized = self.projected_out(b, choice.quantized, tokens.valid, given)?;
        made.extend([("codes", choice.codes), ("quantized", quantized)]);
        self.losses(b, &choice, valid, &mut made)?;
        let ratio = b.scalar(F32, self.spec.compression_ratio())?;
        made.extend([
            ("perplexity", metrics::perplexity(b, counts)?),
            ("codebook_usage", metrics::codebook_usage(b, counts)?),
            ("compression_ratio", ratio),
            ("nonfinite_rows", self.nonfinite_rows(b, masked, valid)?),
        ]);
        Ok(Quantized { made, choice, counts })
    }

    fn update(&self, b: &mut Builder, given: &Arrays) -> Result<Arrays, VqError> {
        let Quantized { mut made, choice, counts } = self.quantize(b, given)?;
        let sums = self.sums(b, &choice)?;
        let state = State {
            codebook: given.get("codebook")?,
            cluster_size: given.get("cluster_size")?,
            embed_sum: given.get("embed_sum")?,
        };
        let Some(codebook) = self.spec.quantizer.codebook() else {
            return Err(VqError::NoSuchStep { step: Step::Update.name() });
        };
        let new = ema::step(b, codebook.ema, state, counts, sums)?;
        let entries = self.renormalized(b, state.codebook, new.codebook, counts)?;
        made.extend([
            ("codebook", entries),
            ("cluster_size", new.cluster_size),
            ("embed_sum", new.embed_sum),
        ]);
        Ok(made)
    }

    /// The batch's tokens, and where it has a mask, the mask.
    fn tokens(&self, b: &mut Builder, given: &Arrays) -> Result<(Tokens, Option<Value>), VqError> {
        let inputs = self.projected_in(b, given)?;
        let finite = search::finite_tokens(b, inputs)?;
        let mask = match self.spec.mask {
            Mask::None => return Ok((Tokens { inputs, valid: finite }, None)),
            Mask::Tokens => given.get("mask")?,
            Mask::Lengths => {
                let dims = b.shape(finite).dims.clone();
                let position = b.iota(Shape::new(S32, &dims), 1)?;
                let lengths = b.broadcast(given.get("lengths")?, &dims, &[0])?;
                b.compare(Direction::Lt, position, lengths)?
            }
        };
        let valid = b.binary(BinaryOp::And, finite, mask)?;
        Ok((Tokens { inputs, valid }, Some(mask)))
    }

    /// Tokens of each entry, `f32[(L,) (G,) K]`.
    fn counts(&self, b: &mut Builder, choice: &Choice) -> Result<Value, VqError> {
        let of_stage = |b: &mut Builder, stage: &Nearest| {
            let counts = statistics::counts(b, stage.assignments)?;
            self.of_codebooks(b, counts, 1)
        };
        let stages: Result<Vec<Value>, VqError> =
            choice.stages.iter().map(|stage| of_stage(b, stage)).collect();
        let counts = self.by_stage(b, &stages?)?;
        self.constrain_entries(b, counts, &self.axes.state, false)
    }

    /// The sum of the tokens of each entry, `f32[(L,) (G,) K, d]`.
    fn sums(&self, b: &mut Builder, choice: &Choice) -> Result<Value, VqError> {
        let of_stage = |b: &mut Builder, stage: &Nearest| {
            let sums = statistics::sums(b, stage.assignments, stage.grouped)?;
            self.of_codebooks(b, sums, 2)
        };
        let stages: Result<Vec<Value>, VqError> =
            choice.stages.iter().map(|stage| of_stage(b, stage)).collect();
        let sums = self.by_stage(b, &stages?)?;
        self.constrain_entries(b, sums, &self.axes.state, true)
    }

    /// Statistics of the groups' codebooks, added up where the groups share one; `rank` is that of
    /// one codebook's.
    fn of_codebooks(&self, b: &mut Builder, x: Value, rank: usize) -> Result<Value, VqError> {
        let shared = self.spec.quantizer.codebook().is_some_and(|codebook| codebook.shared);
        if shared && b.shape(x).rank() > rank { Ok(b.sum(x, &[0])?) } else { Ok(x) }
    }

    /// Statistics of all stages: side by side, or added up where they share a codebook.
    fn by_stage(&self, b: &mut Builder, stages: &[Value]) -> Result<Value, VqError> {
        if self.stages().is_none() {
            return Ok(stages[0]);
        }
        if self.spec.quantizer.codebook().is_none_or(|codebook| !codebook.shared) {
            return stack(b, stages, 0);
        }
        let mut sum = stages[0];
        for &stage in &stages[1..] {
            sum = b.add(sum, stage)?;
        }
        Ok(sum)
    }

    /// How many tokens of the batch take part, `f32[]`.
    fn valid_tokens(
        &self,
        b: &mut Builder,
        tokens: Tokens,
        counts: Value,
    ) -> Result<Value, VqError> {
        if self.spec.quantizer.code_dims().is_empty() {
            // Each valid token has one code, and the counts are there already.
            return Ok(b.sum(counts, &[0])?);
        }
        let ones = b.convert(tokens.valid, F32)?;
        Ok(b.sum(ones, &[0, 1])?)
    }

    fn losses(
        &self,
        b: &mut Builder,
        choice: &Choice,
        tokens: Value,
        made: &mut Arrays,
    ) -> Result<(), VqError> {
        let mut errors = Vec::with_capacity(choice.stages.len());
        for stage in &choice.stages {
            errors.push(losses::mean_squared_error(b, stage.inputs, stage.rows, tokens)?);
        }
        let commitment = metrics::mean(b, &errors)?;
        let mse = match choice.stages[..] {
            [_] => commitment,
            _ => losses::mean_squared_error(b, choice.stages[0].inputs, choice.quantized, tokens)?,
        };
        let weights = self.spec.quantizer.losses;
        let terms =
            [(commitment, weights.commitment_weight), (commitment, weights.codebook_weight)];
        let loss = losses::weighted(b, terms)?;
        made.extend([
            ("commitment_loss", commitment),
            ("codebook_loss", commitment),
            ("loss", loss),
            ("mse", mse),
        ]);
        Ok(())
    }

    /// How many tokens that the mask lets through are not finite: `s32[]`.
    #[expect(clippy::cast_precision_loss, reason = "a batch has at most 2^24 tokens")]
    fn nonfinite_rows(
        &self,
        b: &mut Builder,
        mask: Option<Value>,
        valid: Value,
    ) -> Result<Value, VqError> {
        let all = match mask {
            None => b.scalar(F32, (self.spec.batch * self.spec.seq) as f64)?,
            Some(mask) => {
                let ones = b.convert(mask, F32)?;
                b.sum(ones, &[0, 1])?
            }
        };
        let rest = b.subtract(all, valid)?;
        let rows = b.convert(rest, S32)?;
        Ok(b.label(rows, "nonfinite_rows"))
    }
}
