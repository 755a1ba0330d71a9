//! Terms of the loss beside the distances, and their way back: diversity and right angles.

use crate::ir::attr::SliceRange;
use crate::ir::builder::Builder;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::gradient::{Pulls, spread_over, times};
use crate::vq::kinds::codebook::Nearest;
use crate::vq::kinds::product::{group_tokens, ungroup_tokens};
use crate::vq::kinds::residual::Choice;
use crate::vq::kinds::seen::Again;
use crate::vq::losses::diversity::Spread;
use crate::vq::losses::orthogonal;
use crate::vq::losses::{at_least_one, divide_by_constant};
use crate::vq::metrics;
use crate::vq::recipe::Recipe;
use crate::vq::spec::Diversity;

impl Recipe<'_> {
    /// `diversity_loss` and `orthogonal_loss`, those that the quantizer has, with their weights.
    pub(in crate::vq) fn regularizers(
        &self,
        b: &mut Builder,
        (choice, valid): (&Choice, Value),
        codebook: Value,
        tokens: Value,
        made: &mut Arrays,
    ) -> Result<Vec<(Value, f64)>, VqError> {
        let losses = self.spec.quantizer.losses;
        let mut terms = Vec::new();
        if let Some(diversity) = losses.diversity {
            let loss = self.diversity_loss(b, (choice, valid), codebook, (tokens, diversity))?;
            made.set("diversity_loss", b.label(loss, "diversity_loss"));
            terms.push((loss, diversity.weight));
        }
        if let Some(orthogonal) = losses.orthogonal {
            let loss = orthogonal::loss(b, codebook)?;
            made.set("orthogonal_loss", loss);
            terms.push((loss, orthogonal.weight));
        }
        Ok(terms)
    }

    /// The mean over stages and groups, `f32[]`.
    fn diversity_loss(
        &self,
        b: &mut Builder,
        (choice, valid): (&Choice, Value),
        codebook: Value,
        (tokens, diversity): (Value, Diversity),
    ) -> Result<Value, VqError> {
        let (common, makes) = ([at_least_one(b, tokens)?], [Shape::scalar(ElementType::F32)]);
        let name = "diversity";
        let again = Again { name, choice, valid, codebook, common: &common, makes: &makes };
        let made = self.again(b, &again, |b, seen| {
            let Nearest { scores, valid, .. } = seen.nearest;
            let spread = Spread::of(b, scores, valid, seen.common[0], diversity.temperature)?;
            let sum = spread.loss(b)?;
            Ok(vec![divide_by_constant(b, sum, self.groups().unwrap_or(1))?])
        })?;
        Ok(metrics::over_codebooks(b, made[0])?)
    }

    /// How each stage's tokens spread over its entries.
    fn spreads(
        &self,
        b: &mut Builder,
        stages: &[Nearest],
        diversity: Diversity,
        tokens: Value,
    ) -> Result<Vec<Spread>, VqError> {
        let tokens = at_least_one(b, tokens)?;
        let of_stage = |stage: &Nearest| {
            Spread::of(b, stage.scores, stage.valid, tokens, diversity.temperature)
        };
        let spreads: Result<Vec<Spread>, _> = stages.iter().map(of_stage).collect();
        Ok(spreads?)
    }

    /// Adds what the diversity loss says of tokens and entries as losses compare them; `d_loss` is the
    /// gradient of `loss`, `entries f32[.., K, d]` are not rounded.
    #[expect(clippy::cast_precision_loss, reason = "stages and groups are few")]
    pub(in crate::vq) fn add_diversity(
        &self,
        b: &mut Builder,
        (stages, entries): (&[Nearest], Value),
        [d_loss, tokens]: [Value; 2],
        pulls: &mut Pulls,
    ) -> Result<(), VqError> {
        let Some(diversity) = self.spec.quantizer.losses.diversity else { return Ok(()) };
        let spreads = self.spreads(b, stages, diversity, tokens)?;
        let tokens = at_least_one(b, tokens)?;
        let scale = b.divide(d_loss, tokens)?;
        let books = (stages.len() * self.groups().unwrap_or(1)) as f64;
        let scale = times(b, scale, 2.0 * diversity.weight / (diversity.temperature * books))?;
        let mut by_stage = Vec::with_capacity(stages.len());
        for (stage, spread) in stages.iter().zip(spreads) {
            let [by_tokens, by_entries] =
                spread.gradients(b, stage, self.spec.quantizer.metric())?;
            let compared = group_tokens(b, stage.inputs, self.groups())?;
            let by_tokens = self.through_searched(b, compared, by_tokens)?;
            let by_tokens = ungroup_tokens(b, by_tokens, self.groups())?;
            let pull = spread_over(b, scale, by_tokens)?;
            pulls.inputs = b.add(pulls.inputs, pull)?;
            let real = self.without_filling(b, by_entries)?;
            by_stage.push(self.of_codebooks(b, real, 2)?);
        }
        let all = self.by_stage(b, &by_stage)?;
        let pull = spread_over(b, scale, all)?;
        let pull = self.through_searched(b, entries, pull)?;
        pulls.add_entries(b, pull)
    }

    /// Adds what the orthogonal loss says of the entries.
    pub(in crate::vq) fn add_orthogonal(
        &self,
        b: &mut Builder,
        entries: Value,
        d_loss: Value,
        pulls: &mut Pulls,
    ) -> Result<(), VqError> {
        let Some(term) = self.spec.quantizer.losses.orthogonal else { return Ok(()) };
        let gradient = orthogonal::gradient(b, entries, term.weight)?;
        let pull = spread_over(b, d_loss, gradient)?;
        pulls.add_entries(b, pull)
    }

    /// `[(G,) K', d] -> [(G,) K, d]`: leaves out what filled the candidates up to an even cut.
    fn without_filling(&self, b: &mut Builder, x: Value) -> Result<Value, VqError> {
        let dims = b.shape(x).dims.clone();
        let entries = self.spec.quantizer.codebook_size();
        let entry = dims.len() - 2;
        if dims[entry] == entries {
            return Ok(x);
        }
        let whole = |&limit: &usize| SliceRange { start: 0, limit, stride: 1 };
        let mut ranges: Vec<SliceRange> = dims.iter().map(whole).collect();
        ranges[entry].limit = entries;
        Ok(b.slice(x, &ranges)?)
    }
}
