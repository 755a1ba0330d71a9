//! Searches of a host: a block of tokens after another, so that a block's scores stay in its caches.

use crate::ir::builder::Builder;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::error::VqError;
use crate::vq::formulation::{self, Search};
use crate::vq::random::noise::Noise;
use crate::vq::recipe::{Formulation, Recipe};
use crate::vq::search::{self, Candidates};

const S32: ElementType = ElementType::S32;

impl Recipe<'_> {
    /// How many of `tokens [(G,) B, S, d]` are searched at a time, where not all are: their scores may
    /// serve nothing but the search.
    pub(in crate::vq) fn block_of_search(
        &self,
        b: &Builder,
        tokens: Value,
        noise: Option<Noise>,
    ) -> Option<usize> {
        let Search::ByBlock(most) = formulation::search(self.spec, b.mesh().device_count()) else {
            return None;
        };
        let serves_others = noise.is_some() || self.spec.quantizer.losses.diversity.is_some();
        let is_alone = self.formulation == Formulation::Own && !serves_others;
        let dims = &b.shape(tokens).dims;
        let count = dims[dims.len() - 3] * dims[dims.len() - 2];
        is_alone.then(|| block_of(count, most)).flatten()
    }

    /// The codes of `tokens [(G,) B, S, d]` as [`Recipe::nearest_codes`] finds them, `s32[(G,) B, S]`,
    /// from the scores of `block` tokens at a time; a number of blocks are all tokens.
    pub(in crate::vq) fn codes_by_block(
        &self,
        b: &mut Builder,
        tokens: Value,
        candidates: Candidates,
        block: usize,
    ) -> Result<Value, VqError> {
        let dims = b.shape(tokens).dims.clone();
        let lead = dims.len() - 3;
        let (groups, dim) = (&dims[..lead], dims[lead + 2]);
        let count = dims[lead] * dims[lead + 1];
        let tokens = b.reshape(tokens, &[groups, &[1, count, dim]].concat())?;
        let zero = b.scalar(S32, 0.0)?;
        let codes = b.broadcast(zero, &[groups, &[1, count]].concat(), &[])?;
        let operand = b.shape(candidates.entries).element_type;
        let given = [tokens, candidates.entries, candidates.half_norms, codes];
        let last = b.repeat_with("search_block", count / block, &given, |b, turn, state| {
            let (tokens, entries, half_norms, codes) = (state[0], state[1], state[2], state[3]);
            let size = b.scalar(S32, block as f64)?;
            let first = b.multiply(turn, size)?;
            let zero = b.scalar(S32, 0.0)?;
            let mut starts = vec![zero; lead + 3];
            starts[lead + 1] = first;
            let of_block = [groups, &[1, block, dim]].concat();
            let searched = b.dynamic_slice(tokens, &starts, &of_block)?;
            let searched = search::as_operand(b, searched, operand)?;
            let scores = self.scores(b, searched, Candidates { entries, half_norms })?;
            let found = self.nearest_codes(b, scores, None)?;
            let codes = b.dynamic_update_slice(codes, found, &starts[..lead + 2])?;
            Ok::<_, VqError>(vec![tokens, entries, half_norms, codes])
        })?;
        Ok(b.reshape(last[3], &dims[..lead + 2])?)
    }
}

/// The largest part that divides so many tokens and is at most `most`; none where that is less than
/// half of it.
pub(in crate::vq) fn block_of(tokens: usize, most: usize) -> Option<usize> {
    (most.div_ceil(2)..=most).rev().find(|&block| tokens.is_multiple_of(block))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_divide_the_tokens_and_are_not_small() {
        assert_eq!(block_of(16384, 1024), Some(1024));
        assert_eq!(block_of(1024, 1024), Some(1024));
        assert_eq!(block_of(3000, 1024), Some(1000));
        assert_eq!(block_of(1023, 1024), Some(1023));
        assert_eq!(block_of(511, 1024), None);
        assert_eq!(block_of(2053, 1024), None);
    }
}
