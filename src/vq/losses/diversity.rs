//! Diversity: each token shall be sure of its entry, and the batch spread over all entries.
//!
//! Source: Jansen et al., "Coincidence, categorization, and consolidation" (arXiv:1911.05894), with the
//! two entropies weighted alike. The shares p(entry | token) = softmax(-|x - c|² / T), of directions
//! softmax(-(2 - 2 x̂·ĉ) / T), come from the search's own scores, `[B, S, K]` in f32. Their sums run over the whole batch, on all devices.

use crate::ir::attr::{DotDimensions, Precision};
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::ElementType;
use crate::ir::value::Value;

const F32: ElementType = ElementType::F32;
/// Stands for the logarithm of nothing: finite, so that nothing times it is nothing.
const LOG_OF_NOTHING: f64 = -1e4;
/// Below this a mean share is nothing; all shares in it are, too.
const LEAST_SHARE: f64 = 1e-30;

/// How one stage's tokens spread over the entries, of which there may be more than K: those that fill
/// up an even cut have no share. `(G,)` is there where the quantizer has groups.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct Spread {
    /// p of each valid token, zero elsewhere: `f32[(G,) B, S, K]`.
    shares: Value,
    /// Their logarithms, zero where not valid.
    logarithms: Value,
    /// The mean of the shares `f32[(G,) K]`.
    means: Value,
    /// How many tokens are valid, at least 1.
    tokens: Value,
}

impl Spread {
    /// Of a stage, its valid tokens being `valid pred[(G,) B, S]`, so many that `tokens` is
    /// `max(count, 1)`.
    ///
    /// Scores are half of `|x - c|²` but for a term that a softmax does not see.
    pub(in crate::vq) fn of(
        b: &mut Builder,
        scores: Value,
        valid: Value,
        tokens: Value,
        temperature: f64,
    ) -> Result<Self, IrError> {
        let logarithms = log_shares(b, scores, temperature)?;
        let shares = b.unary(UnaryOp::Exponential, logarithms)?;
        let least = b.splat(logarithms, F32, LOG_OF_NOTHING)?;
        let logarithms = b.binary(BinaryOp::Maximum, logarithms, least)?;
        let zero = b.splat(shares, F32, 0.0)?;
        let keep = b.spread_rows(valid, shares)?;
        // Scores of a broken token may be anything; a selection stops them.
        let shares = b.select(keep, shares, zero)?;
        let logarithms = b.select(keep, logarithms, zero)?;
        let entry = b.shape(shares).rank() - 1;
        let sums = b.sum(shares, &[entry - 2, entry - 1])?;
        let divisor = b.spread(tokens, sums)?;
        let means = b.divide(sums, divisor)?;
        b.label(shares, "shares");
        Ok(Spread { shares, logarithms, means: b.label(means, "mean_shares"), tokens })
    }

    /// Mean entropy of the tokens' shares minus the entropy of the mean shares, `f32[]`: from -ln K,
    /// the best, to 0; summed over groups.
    pub(in crate::vq) fn loss(&self, b: &mut Builder) -> Result<Value, IrError> {
        let of_tokens = negative_entropy(b, self.shares, self.logarithms)?;
        let of_tokens = b.divide(of_tokens, self.tokens)?;
        let logarithms = self.log_means(b)?;
        let of_mean = negative_entropy(b, self.means, logarithms)?;
        b.subtract(of_mean, of_tokens)
    }

    /// The gradient of [`Spread::loss`] by the logits, times the number of tokens:
    /// `p (a - Σ p a)` with `a = ln mean p - ln p`, which sums up to zero over the entries.
    pub(in crate::vq) fn by_logits(&self, b: &mut Builder) -> Result<Value, IrError> {
        let entry = b.shape(self.shares).rank() - 1;
        let log_means = self.log_means(b)?;
        let dims = b.shape(self.shares).dims.clone();
        let mapping: Vec<usize> = (0..entry - 2).chain([entry]).collect();
        let log_means = b.broadcast(log_means, &dims, &mapping)?;
        let surplus = b.subtract(log_means, self.logarithms)?;
        let weighted = b.multiply(self.shares, surplus)?;
        let mean = b.sum(weighted, &[entry])?;
        let mean = b.spread_rows(mean, surplus)?;
        let rest = b.subtract(surplus, mean)?;
        b.multiply(self.shares, rest)
    }

    fn log_means(&self, b: &mut Builder) -> Result<Value, IrError> {
        let least = b.splat(self.means, F32, LEAST_SHARE)?;
        let means = b.binary(BinaryOp::Maximum, self.means, least)?;
        b.unary(UnaryOp::Log, means)
    }
}

/// `weights f32[(G,) B, S, K], entries f32[(G,) K, d] -> f32[(G,) B, S, d]`: of each token the sum of the
/// entries by its weights.
pub(in crate::vq) fn weighted_entries(
    b: &mut Builder,
    weights: Value,
    entries: Value,
) -> Result<Value, IrError> {
    let lead = b.shape(weights).rank() - 3;
    let over_entries = DotDimensions {
        lhs_batch: (0..lead).collect(),
        rhs_batch: (0..lead).collect(),
        lhs_contracting: vec![lead + 2],
        rhs_contracting: vec![lead],
    };
    b.dot(weights, entries, over_entries, Precision::Highest, F32)
}

/// The logarithms of the shares that entries have of each token: `softmax(-2 scores / temperature)`
/// along the last dimension.
///
/// The least score is subtracted before the product: compilers make one rounding of a product and a
/// difference, but not of the product whose largest value is looked for, and where logits are large
/// what is left of that between them overflows, or leaves no entry a share.
fn log_shares(b: &mut Builder, scores: Value, temperature: f64) -> Result<Value, IrError> {
    let last = b.shape(scores).rank() - 1;
    let least = b.smallest(scores, &[last])?;
    let least = b.spread_rows(least, scores)?;
    let above = b.subtract(scores, least)?;
    let factor = b.splat(above, F32, -2.0 / temperature)?;
    let below = b.multiply(above, factor)?;
    let powers = b.unary(UnaryOp::Exponential, below)?;
    let sum = b.sum(powers, &[last])?;
    let logarithm = b.unary(UnaryOp::Log, sum)?;
    let logarithm = b.spread_rows(logarithm, scores)?;
    b.subtract(below, logarithm)
}

/// `Σ p ln p` over everything, `f32[]`.
fn negative_entropy(b: &mut Builder, shares: Value, logs: Value) -> Result<Value, IrError> {
    let all: Vec<usize> = (0..b.shape(shares).rank()).collect();
    let terms = b.multiply(shares, logs)?;
    b.sum(terms, &all)
}
