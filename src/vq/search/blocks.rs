//! A search that goes through the tokens block by block, so that the scores of one are still in a
//! processor's cache when they are compared.

use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::formulation::Comparison;
use crate::vq::search::{Candidates, nearest_codes, scores};

const S32: ElementType = ElementType::S32;

/// How many tokens a block has: the most up to `most` that divide all `tokens`; `None` where one
/// block is enough, or blocks would be small.
pub(in crate::vq) fn block_of(tokens: usize, most: usize) -> Option<usize> {
    let fits = |&size: &usize| tokens.is_multiple_of(size);
    let even = || (most / 4..=most).rev().find(fits);
    if tokens <= most { None } else { even() }
}

/// `tokens [.., B, S, d] x candidates [.., K, d] -> codes s32[.., B, S]`, by blocks of `block` tokens.
pub(in crate::vq) fn nearest_by_blocks(
    b: &mut Builder,
    tokens: Value,
    candidates: Candidates,
    (block, comparison): (usize, Comparison),
) -> Result<Value, IrError> {
    let dims = b.shape(tokens).dims.clone();
    let lead = dims.len() - 3;
    let (before, dim) = (&dims[..lead], dims[lead + 2]);
    let count = dims[lead] * dims[lead + 1] / block;
    let tokens = b.reshape(tokens, &[before, &[count, block, dim]].concat())?;
    let zero = b.scalar(S32, 0.0)?;
    let codes = b.broadcast(zero, &[before, &[count, block]].concat(), &[])?;
    let state = [tokens, candidates.entries, candidates.half_norms, codes];
    let last = b.repeat("search_block", count, &state, |b, turn, state| {
        let candidates = Candidates { entries: state[1], half_norms: state[2] };
        let zero = b.scalar(S32, 0.0)?;
        let starts = [&vec![zero; lead][..], &[turn, zero, zero]].concat();
        let sizes = [before, &[1, block, dim]].concat();
        let tokens = b.dynamic_slice(state[0], &starts, &sizes)?;
        let scores = scores(b, tokens, candidates)?;
        let found = nearest_codes(b, scores, None, comparison)?;
        let codes = b.dynamic_update_slice(state[3], found, &starts[..lead + 2])?;
        Ok(vec![state[0], state[1], state[2], codes])
    })?;
    let codes = b.reshape(last[3], &dims[..lead + 2])?;
    Ok(b.label(codes, "nearest"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_even_and_not_small() {
        assert_eq!(block_of(16_384, 1024), Some(1024));
        assert_eq!(block_of(3000, 1024), Some(1000));
        assert_eq!(block_of(1024, 1024), None);
        assert_eq!(block_of(2 * 2011, 1024), None);
    }
}
