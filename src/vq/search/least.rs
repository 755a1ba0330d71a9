//! The few smallest of many scores, in one reduction: the scores need never be stored.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::BinaryOp;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;
/// How many are kept; a power of two.
pub(in crate::vq) const KEPT: usize = 4;

/// A score and its place.
type Scored = (Value, Value);

/// `scores f32[.., K]`: the smallest along the last dimension and their places, `f32[..]` and
/// `s32[..]` each, in order; the smaller place of equal scores comes first. Where fewer are below
/// infinity, the rest are infinity. A NaN is never among them.
pub(in crate::vq) fn least(b: &mut Builder, scores: Value) -> Result<Vec<Scored>, IrError> {
    let shape = b.shape(scores).clone();
    let last = shape.rank() - 1;
    let places = b.iota(shape.with_type(S32), last)?;
    let infinity = b.scalar(F32, f64::INFINITY)?;
    let nowhere = b.scalar(S32, f64::from(i32::MAX))?;
    let (all, no) = (b.spread(infinity, scores)?, b.spread(nowhere, scores)?);
    let mut arrays = vec![scores, places];
    arrays.extend([all, no].repeat(KEPT - 1));
    let types = [F32, S32].repeat(2 * KEPT);
    let body = b.computation("least_of_both", &types, |b, p| {
        let pairs: Vec<Scored> = p.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        let (ours, theirs) = pairs.split_at(KEPT);
        let merged = merge(b, ours, theirs)?;
        Ok(merged.into_iter().flat_map(|(score, place)| [score, place]).collect())
    })?;
    let found = b.reduce(&arrays, &[infinity, nowhere].repeat(KEPT), &[last], body)?;
    Ok(found.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect())
}

/// The smallest of two ordered lists, in order: one list against the other turned round leaves the
/// smallest of both, which rise and fall once, and halving that orders them.
///
/// Source: Batcher, "Sorting networks and their applications" (1968), the bitonic sorter.
fn merge(b: &mut Builder, ours: &[Scored], theirs: &[Scored]) -> Result<Vec<Scored>, IrError> {
    let mut found = Vec::with_capacity(KEPT);
    for (&one, &other) in ours.iter().zip(theirs.iter().rev()) {
        found.push(ordered(b, one, other)?.0);
    }
    let mut apart = KEPT / 2;
    while apart > 0 {
        for first in (0..KEPT).filter(|first| first & apart == 0) {
            let (less, more) = ordered(b, found[first], found[first + apart])?;
            (found[first], found[first + apart]) = (less, more);
        }
        apart /= 2;
    }
    Ok(found)
}

/// The smaller of two, then the other; the first where the second has no number.
fn ordered(b: &mut Builder, one: Scored, other: Scored) -> Result<(Scored, Scored), IrError> {
    let less = b.compare(Direction::Lt, other.0, one.0)?;
    let equal = b.compare(Direction::Eq, other.0, one.0)?;
    let earlier = b.compare(Direction::Lt, other.1, one.1)?;
    let tie = b.binary(BinaryOp::And, equal, earlier)?;
    let turned = b.binary(BinaryOp::Or, less, tie)?;
    let mut either = |x, y| b.select(turned, x, y);
    let smaller = (either(other.0, one.0)?, either(other.1, one.1)?);
    Ok((smaller, (either(one.0, other.0)?, either(one.1, other.1)?)))
}
