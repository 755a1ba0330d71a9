//! Terms of the loss beside the distances, and their way back: diversity and right angles.

use crate::ir::attr::SliceRange;
use crate::ir::builder::Builder;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::gradient::{Pulls, spread_over, times};
use crate::vq::kinds::codebook::{Nearest, by_group};
use crate::vq::kinds::product::{group_tokens, ungroup_tokens};
use crate::vq::kinds::residual::Choice;
use crate::vq::kinds::seen::Again;
use crate::vq::kinds::stages::Passed;
use crate::vq::losses::diversity::{Spread, weighted_entries};
use crate::vq::losses::orthogonal;
use crate::vq::losses::{at_least_one, divide_by_constant};
use crate::vq::metrics;
use crate::vq::recipe::Recipe;
use crate::vq::spec::{Diversity, Metric};

const F32: ElementType = ElementType::F32;

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
        let (common, makes) = ([at_least_one(b, tokens)?], [Shape::scalar(F32)]);
        let name = "diversity";
        let (common, carried) = (&common[..], &[][..]);
        let again = Again { name, choice, valid, codebook, common, carried, makes: &makes };
        let Passed { made, .. } = self.again(b, &again, |b, seen| {
            let Nearest { scores, valid, .. } = seen.nearest;
            let valid = by_group(b, valid, self.groups())?;
            let spread = Spread::of(b, scores, valid, seen.common[0], diversity.temperature)?;
            let sum = spread.loss(b)?;
            let mean = divide_by_constant(b, sum, self.groups().unwrap_or(1))?;
            Ok(Passed { carried: vec![], made: vec![mean] })
        })?;
        Ok(metrics::over_codebooks(b, made[0])?)
    }

    /// What the diversity loss says of a stage's tokens `f32[B, S, D]` and, by device, of its entries
    /// as the search sees them, `f32[(G,) P, Q, K', d]`, times `tokens * T / 2`; `tokens` is how many
    /// are valid, at least 1.
    ///
    /// Weights of entries cancel to zero for each token. Rounded to bf16 they would not, so these
    /// products are of f32.
    pub(in crate::vq) fn diversity_pulls(
        &self,
        b: &mut Builder,
        stage: &Nearest,
        tokens: Value,
        diversity: Diversity,
    ) -> Result<[Value; 2], VqError> {
        let valid = by_group(b, stage.valid, self.groups())?;
        let spread = Spread::of(b, stage.scores, valid, tokens, diversity.temperature)?;
        let weights = spread.by_logits(b)?;
        let entries = b.convert(stage.candidates.entries, F32)?;
        let by_tokens = weighted_entries(b, weights, entries)?;
        let compared = group_tokens(b, stage.inputs, self.groups())?;
        let by_tokens = self.through_searched(b, compared, by_tokens)?;
        let by_tokens = ungroup_tokens(b, by_tokens, self.groups())?;
        let grouped = b.convert(stage.grouped, F32)?;
        let held = match self.spec.quantizer.metric() {
            Metric::Euclidean => Some(entries),
            // The length of an entry is no part of a scalar product.
            Metric::Cosine(_) => None,
        };
        Ok([by_tokens, self.partial_pulls(b, (weights, grouped), held)?])
    }

    /// The pulls on entries of [`Recipe::diversity_pulls`], of all stages `f32[(L,) (G,) P, Q, K', d]`,
    /// to what the loss says of `entries f32[(L,) (G,) K, d]` as losses compare them.
    pub(in crate::vq) fn total_pulls(
        &self,
        b: &mut Builder,
        pulls: Value,
        entries: Value,
    ) -> Result<Value, VqError> {
        let total = self.total(b, pulls, 2)?;
        let total = self.without_filling(b, total)?;
        self.through_searched(b, entries, total)
    }

    /// The gradient of `loss` by the pulls of [`Recipe::diversity_pulls`], `f32[]`.
    #[expect(clippy::cast_precision_loss, reason = "stages and groups are few")]
    pub(in crate::vq) fn diversity_scale(
        &self,
        b: &mut Builder,
        d_loss: Value,
        tokens: Value,
        diversity: Diversity,
    ) -> Result<Value, VqError> {
        let scale = b.divide(d_loss, tokens)?;
        let books = (self.stages().unwrap_or(1) * self.groups().unwrap_or(1)) as f64;
        times(b, scale, 2.0 * diversity.weight / (diversity.temperature * books))
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

    /// `[.., K', d] -> [.., K, d]`: leaves out what filled the candidates up to an even cut.
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
