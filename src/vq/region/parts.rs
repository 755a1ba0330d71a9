//! Search of entries in parts: along one axis each device compares the tokens of all of them with its
//! own part of the entries, and devices tell each other their minima.

use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::error::VqError;
use crate::vq::kinds::codebook::{Nearest, Searched, zero_where_invalid};
use crate::vq::naive;
use crate::vq::recipe::{Formulation, Recipe, Tokens};
use crate::vq::region::{Along, S32, first_of_part, part_of};
use crate::vq::search;
use crate::vq::training::statistics;

/// What the devices that share a search have of it, for sums over the tokens of all of them.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct Part {
    /// Their tokens, zero where not valid.
    pub tokens: Value,
    /// Whether a token chose an entry of this device's part; of tokens that are not valid any.
    pub assignments: Value,
}

impl Recipe<'_> {
    /// The axis along which entries are searched in parts.
    pub(in crate::vq) fn along(&self) -> Option<Along> {
        self.region.as_ref().and_then(|region| region.search)
    }

    /// The nearest entries of each valid token of this device, whose candidates are its part of them.
    pub(in crate::vq) fn nearest_in_parts(
        &self,
        b: &mut Builder,
        along: Along,
        tokens: Tokens,
        Searched { candidates, whole, .. }: Searched,
    ) -> Result<Nearest, VqError> {
        let inputs = zero_where_invalid(b, tokens)?;
        let all = b.all_gather(inputs, along.dimension, &[along.axis])?;
        b.label(all, "tokens_of_part");
        let operand = b.shape(candidates.entries).element_type;
        let operand = search::as_operand(b, all, operand)?;
        let scores = match self.formulation {
            Formulation::Own => self.scores(b, operand, candidates)?,
            Formulation::Naive => naive::scores(b, operand, candidates.entries)?,
        };
        let size = b.shape(candidates.entries).dims[0];
        let first = first_of_part(b, size, &[along.axis])?;
        let codes = least_of_all(b, scores, first, along.axis)?;
        let own = part_of(b, codes, along.dimension, &[along.axis])?;
        let none = b.splat(own, S32, -1.0)?;
        let own = b.select(tokens.valid, own, none)?;
        b.label(own, "codes");
        let rows = self.rows_of_parts(b, whole, (own, Some(codes)), tokens.valid)?;
        b.label(rows, "quantized");
        let entries = self.spec.quantizer.codebook_size();
        let assignments = statistics::assignments(b, own, entries)?;
        let first = b.spread(first, codes)?;
        let places = b.subtract(codes, first)?;
        let chosen = statistics::assignments(b, places, size)?;
        Ok(Nearest {
            inputs,
            grouped: inputs,
            given: inputs,
            valid: tokens.valid,
            codes: own,
            rows,
            assignments,
            candidates,
            scores,
            part: Some(Part { tokens: all, assignments: chosen }),
        })
    }
}

/// `scores f32[B, S, k]` of this device's entries, which begin at `first`: the codes of the smallest
/// scores of all devices along `axis`, `s32[B, S]`, the smallest code of equals.
///
/// Scores and codes travel as the bits of one array.
fn least_of_all(
    b: &mut Builder,
    scores: Value,
    first: Value,
    axis: usize,
) -> Result<Value, IrError> {
    let last = b.shape(scores).rank() - 1;
    let places = b.iota(b.shape(scores).with_type(S32), last)?;
    let (best, place) = b.smallest_and_place(scores, places, &[last])?;
    let first = b.spread(first, place)?;
    let code = b.add(place, first)?;
    let dims = [&[1], &b.shape(code).dims[..]].concat();
    let bits = b.bitcast_convert(best, S32)?;
    let pair = [b.reshape(bits, &dims)?, b.reshape(code, &dims)?];
    let pair = b.concatenate(&pair, 0)?;
    let both = [&[1], &b.shape(pair).dims[..]].concat();
    let pair = b.reshape(pair, &both)?;
    let minima = b.all_gather(pair, 0, &[axis])?;
    b.label(minima, "minima");
    let mut halves = [minima; 2];
    for (half, place) in halves.iter_mut().zip(0..) {
        let one = b.range(minima, 1, place..place + 1)?;
        let dims = b.shape(one).dims.clone();
        *half = b.reshape(one, &[&dims[..1], &dims[2..]].concat())?;
    }
    let values = b.bitcast_convert(halves[0], ElementType::F32)?;
    let nearest = b.place_of_smallest(values, halves[1], &[0])?;
    Ok(b.label(nearest, "nearest"))
}
