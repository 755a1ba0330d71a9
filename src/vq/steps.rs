//! The steps: what is made of a batch, in which order, whatever the kind of quantizer.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::op::BinaryOp;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::formulation::Sums;
use crate::vq::kinds::active::Active;
use crate::vq::kinds::codebook::Nearest;
use crate::vq::kinds::residual::{Choice, ChosenBy};
use crate::vq::losses;
use crate::vq::metrics;
use crate::vq::recipe::{Formulation, Recipe, Tokens};
use crate::vq::search;
use crate::vq::search::finite::finite_tokens;
use crate::vq::search::lookup;
use crate::vq::spec::{Kind, Mask, Step};
use crate::vq::storage::bf16::HALF_NORMS;
use crate::vq::training::statistics;

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;

/// All that a step can make of what it is given.
pub(in crate::vq) fn step(
    recipe: &Recipe<'_>,
    b: &mut Builder,
    mut given: Arrays,
) -> Result<Arrays, VqError> {
    recipe.unpack(b, &mut given)?;
    recipe.widen_codebook(b, &mut given)?;
    let mut made = made_of(recipe, b, &given)?;
    recipe.pack(b, &mut made)?;
    Ok(made)
}

fn made_of(recipe: &Recipe<'_>, b: &mut Builder, given: &Arrays) -> Result<Arrays, VqError> {
    match &recipe.spec.quantizer.kind {
        Kind::Codebook(_) | Kind::Sim(_) | Kind::RandomProjection(_) => {}
        Kind::Fsq(fsq) => return recipe.fsq(b, given, fsq),
        Kind::Binary(binary) => return recipe.binary(b, given, binary),
    }
    match recipe.spec.step {
        Step::Encode => recipe.encode(b, given),
        Step::Quantize => Ok(recipe.quantize(b, given)?.made),
        Step::Decode => recipe.decode(b, given),
        Step::Update => recipe.update(b, given),
        Step::Accumulate => recipe.accumulate(b, given),
        Step::Apply => recipe.apply(b, given),
        Step::Vjp => recipe.vjp(b, given),
    }
}

/// What `quantize` makes, and what training goes on from.
pub(in crate::vq) struct Quantized {
    /// Its results by name.
    pub made: Arrays,
    /// What was chosen.
    pub choice: Choice,
    /// Tokens of each entry `f32[(L,) (G,) K]`.
    pub counts: Value,
    /// Which tokens take part, `pred[B, S]`.
    pub valid: Value,
    /// The stages that choose, where the program is told.
    pub active: Option<Active>,
}

impl Recipe<'_> {
    fn encode(&self, b: &mut Builder, given: &Arrays) -> Result<Arrays, VqError> {
        let (tokens, _) = self.tokens(b, given)?;
        let active = self.active(b, given)?.map(|active| active.count);
        let entries = self.entries(b, given)?;
        let searched = (entries, given.find(HALF_NORMS));
        let choice = self.choose(b, tokens, searched, active)?;
        let mut made = Arrays::default();
        made.set("codes", choice.codes);
        Ok(made)
    }

    fn decode(&self, b: &mut Builder, given: &Arrays) -> Result<Arrays, VqError> {
        let codes = given.get("codes")?;
        let entries = self.entries(b, given)?;
        let active = match self.active(b, given)? {
            Some(active) => Some(active.of_codes(b, codes)?),
            None => None,
        };
        let size = self.spec.quantizer.codebook_size();
        let (valid, invalid_codes) = lookup::valid_codes(b, codes, size, active)?;
        let invalid_codes = self.across(b, invalid_codes)?;
        let quantized = self.entries_of(b, codes, valid, entries)?;
        let has_entry = self.any_code(b, valid)?;
        let quantized = self.projected_out(b, quantized, has_entry, given)?;
        let mut made = Arrays::default();
        made.extend([("quantized", quantized), ("invalid_codes", invalid_codes)]);
        Ok(made)
    }

    pub(in crate::vq) fn quantize(
        &self,
        b: &mut Builder,
        given: &Arrays,
    ) -> Result<Quantized, VqError> {
        let entries = self.entries(b, given)?;
        let (tokens, masked) = self.tokens(b, given)?;
        let active = self.active(b, given)?;
        let searched = (entries, given.find(HALF_NORMS));
        let choice = self.choose(b, tokens, searched, active.map(|active| active.count))?;
        let tokens = Tokens { valid: choice.valid, ..tokens };
        let counts = self.counts(b, &choice)?;
        let valid = self.valid_tokens(b, tokens, counts)?;
        let mut made = Arrays::default();
        let quantized = self.projected_out(b, choice.quantized, tokens.valid, given)?;
        made.extend([("codes", choice.codes), ("quantized", quantized)]);
        let extra = self.regularizers(b, (&choice, tokens.valid), entries, valid, &mut made)?;
        self.losses(b, &choice, (valid, active), &extra, &mut made)?;
        let ratio = b.scalar(F32, self.spec.compression_ratio())?;
        let of_codes = self.code_metrics(b, counts, active)?;
        let relative_error = self.relative_error(b, self.compared_rows(&choice))?;
        made.extend(of_codes);
        made.extend([
            ("compression_ratio", ratio),
            ("nonfinite_rows", self.nonfinite_rows(b, masked, valid)?),
            ("relative_error", relative_error),
        ]);
        Ok(Quantized { made, choice, counts, valid: tokens.valid, active })
    }

    /// The batch's tokens, and where it has a mask, the mask.
    pub(in crate::vq) fn tokens(
        &self,
        b: &mut Builder,
        given: &Arrays,
    ) -> Result<(Tokens, Option<Value>), VqError> {
        let inputs = self.projected_in(b, given)?;
        let dims = b.shape(inputs).dims[..2].to_vec();
        let finite =
            if self.scores_tell(b.mesh()) { None } else { Some(finite_tokens(b, inputs)?) };
        let noise = self.noise(b, given)?;
        let mask = match self.spec.mask {
            Mask::None => None,
            Mask::Tokens => Some(given.get("mask")?),
            Mask::Lengths => {
                let position = b.iota(Shape::new(S32, &dims), 1)?;
                let lengths = b.broadcast(given.get("lengths")?, &dims, &[0])?;
                Some(b.compare(Direction::Lt, position, lengths)?)
            }
        };
        let codes = if self.spec.given_codes { Some(given.get("given_codes")?) } else { None };
        let known = codes.map(|codes| self.known_tokens(b, codes)).transpose()?;
        let mask = match (mask, known) {
            (Some(mask), Some(known)) => Some(b.binary(BinaryOp::And, mask, known)?),
            (mask, known) => mask.or(known),
        };
        let valid = match (finite, mask) {
            (Some(finite), Some(mask)) => b.binary(BinaryOp::And, finite, mask)?,
            (Some(valid), None) | (None, Some(valid)) => valid,
            (None, None) => {
                let all = b.scalar(ElementType::Pred, 1.0)?;
                b.broadcast(all, &dims, &[])?
            }
        };
        Ok((Tokens { inputs, valid, codes, noise }, mask))
    }

    /// `codes [B, S ..] -> pred[B, S]`: whether all codes that are given of a token are codes.
    pub(in crate::vq) fn known_tokens(
        &self,
        b: &mut Builder,
        codes: Value,
    ) -> Result<Value, VqError> {
        let known = lookup::are_codes(b, codes, self.spec.quantizer.codebook_size())?;
        let of_token: Vec<usize> = (2..b.shape(known).rank()).collect();
        if of_token.is_empty() { Ok(known) } else { Ok(b.all(known, &of_token)?) }
    }

    /// Tokens of each entry, `f32[(L,) (G,) K]`.
    pub(in crate::vq) fn counts(&self, b: &mut Builder, choice: &Choice) -> Result<Value, VqError> {
        match &choice.by {
            ChosenBy::Search(nearest) if !self.spec.async_updates => {
                let counts = self.counts_of(b, nearest)?;
                let counts = self.of_codebooks(b, counts, 1)?;
                let counts = self.across(b, counts)?;
                self.constrain_entries(b, counts, &self.axes.state, false)
            }
            ChosenBy::Search(_) | ChosenBy::Stages(_) => {
                let counts = self.counts_by_device(b, choice)?;
                self.total_counts(b, counts)
            }
        }
    }

    /// The sum of the tokens of each entry, `f32[(L,) (G,) K, d]`.
    pub(in crate::vq) fn sums(&self, b: &mut Builder, choice: &Choice) -> Result<Value, VqError> {
        match &choice.by {
            ChosenBy::Search(nearest) if self.spec.reproducible => {
                self.sums_in_order(b, nearest.assignments, nearest.grouped)
            }
            ChosenBy::Search(nearest) => {
                let sums = self.sums_of(b, nearest)?;
                let sums = match nearest.part {
                    Some(_) => self.scattered_part(b, sums)?,
                    None => self.scattered(b, sums)?,
                };
                let sums = self.of_codebooks(b, sums, 2)?;
                self.constrain_entries(b, sums, &self.axes.state, true)
            }
            ChosenBy::Stages(staged) => self.total_sums(b, staged.sums),
        }
    }

    fn sums_of(&self, b: &mut Builder, nearest: &Nearest) -> Result<Value, VqError> {
        if self.statistics.sums == Sums::RowByRow {
            return self.sums_by_row(b, nearest);
        }
        let (assignments, tokens) = match nearest.part {
            Some(part) => (part.assignments, part.tokens),
            None => (nearest.assignments, nearest.grouped),
        };
        Ok(match self.formulation {
            Formulation::Own => statistics::sums(b, assignments, tokens)?,
            Formulation::Naive => {
                let precision = search::product_precision(self.spec.dtype);
                let tokens = b.convert(tokens, F32)?;
                statistics::sums_at(b, assignments, tokens, precision)?
            }
        })
    }

    /// Statistics of the groups' codebooks, added up where the groups share one; `rank` is that of
    /// one codebook's.
    pub(in crate::vq) fn of_codebooks(
        &self,
        b: &mut Builder,
        x: Value,
        rank: usize,
    ) -> Result<Value, VqError> {
        let shared = self.is_shared() && b.shape(x).rank() > rank;
        if shared { Ok(b.sum(x, &[0])?) } else { Ok(x) }
    }

    /// What the counts of the codebooks that chose say of them, by name.
    pub(in crate::vq) fn code_metrics(
        &self,
        b: &mut Builder,
        counts: Value,
        active: Option<Active>,
    ) -> Result<[(&'static str, Value); 5], VqError> {
        let mut found = [
            ("perplexity", metrics::perplexity(b, counts)?),
            ("codebook_usage", metrics::codebook_usage(b, counts)?),
            ("dead_entries", metrics::dead_entries(b, counts)?),
            ("max_share", metrics::max_share(b, counts)?),
            ("entropy", metrics::entropy(b, counts)?),
        ];
        // A shared codebook has no part that is not active.
        let Some(active) = active.filter(|_| !self.is_shared()) else { return Ok(found) };
        for (name, value) in &mut found {
            *value = match *name {
                "perplexity" => active.perplexity(b, *value)?,
                "dead_entries" => active.dead_entries(b, *value, counts)?,
                _ => active.share(b, *value)?,
            };
        }
        Ok(found)
    }

    /// How many tokens of the batch take part, `f32[]`.
    pub(in crate::vq) fn valid_tokens(
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
        (tokens, active): (Value, Option<Active>),
        extra: &[(Value, f64)],
        made: &mut Arrays,
    ) -> Result<(), VqError> {
        let of_stages = match &choice.by {
            ChosenBy::Search(_) => None,
            ChosenBy::Stages(staged) => {
                let dim = self.spec.quantizer.embedding_dim;
                let all = losses::mean_of_squares(b, staged.squares, dim, tokens)?;
                Some(match active {
                    Some(active) => active.mean(b, all)?,
                    None => losses::divide_by_constant(b, all, self.stages().unwrap_or(1))?,
                })
            }
        };
        let mse = self.mean_squared_error(b, self.compared_rows(choice), tokens)?;
        let commitment = of_stages.unwrap_or(mse);
        let weights = self.spec.quantizer.losses;
        let terms =
            [(commitment, weights.commitment_weight), (commitment, weights.codebook_weight)];
        let loss = losses::weighted(b, &[&terms, extra].concat())?;
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
    pub(in crate::vq) fn nonfinite_rows(
        &self,
        b: &mut Builder,
        mask: Option<Value>,
        valid: Value,
    ) -> Result<Value, VqError> {
        let all = match mask {
            None => b.scalar(F32, (self.spec.batch * self.spec.seq) as f64)?,
            Some(mask) => {
                let ones = b.convert(mask, F32)?;
                let masked = b.sum(ones, &[0, 1])?;
                self.across(b, masked)?
            }
        };
        let rest = b.subtract(all, valid)?;
        let rows = b.convert(rest, S32)?;
        Ok(b.label(rows, "nonfinite_rows"))
    }
}
