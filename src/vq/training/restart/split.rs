//! Split: a dead entry takes half of a much used one.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::error::VqError;
use crate::vq::training::ema::State;
use crate::vq::training::restart::order::{inverse, order};
use crate::vq::training::restart::{Dead, rows_at};

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;
/// How far the halves are moved apart, relative to their elements.
const PERTURBATION: f64 = 1.0 / 1024.0;

/// The j-th dead entry and the j-th most used one that is not dead share the latter's count and sum,
/// one half with its even elements a little larger and the odd ones a little smaller, the other the
/// other way round: sums of both are what they were. Each entry is split once at most.
pub(in crate::vq::training::restart) fn split(
    b: &mut Builder,
    state: State,
    dead: Dead,
) -> Result<(State, Value), VqError> {
    let least_used = b.splat(state.cluster_size, F32, f64::INFINITY)?;
    let falling = b.unary(UnaryOp::Negate, state.cluster_size)?;
    let key = b.select(dead.flags, least_used, falling)?;
    let donors = order(b, key)?;
    let place = inverse(b, donors)?;
    let pairs = pairs(b, dead)?;
    let has_donor = b.compare(Direction::Lt, dead.ranks, pairs)?;
    let takes = b.binary(BinaryOp::And, dead.due, has_donor)?;
    let is_due = b.compare(Direction::Lt, place, pairs)?;
    let alive = b.unary(UnaryOp::Not, dead.flags)?;
    let gives = b.binary(BinaryOp::And, alive, is_due)?;
    let own = b.iota(b.shape(place).clone(), b.shape(place).rank() - 1)?;
    let donor = scalars_at(b, donors, dead.ranks)?;
    let from = b.select(takes, donor, own)?;
    let new = halves(b, state, from, [takes, gives])?;
    Ok((new, takes))
}

/// How many entries of each codebook are split, `s32[.., K]`.
fn pairs(b: &mut Builder, dead: Dead) -> Result<Value, VqError> {
    let dims = b.shape(dead.flags).dims.clone();
    let last = dims.len() - 1;
    let count = |b: &mut Builder, flags: Value| {
        let ones = b.convert(flags, S32)?;
        b.sum(ones, &[last])
    };
    let wanted = count(b, dead.due)?;
    let alive = b.unary(UnaryOp::Not, dead.flags)?;
    let donors = count(b, alive)?;
    let pairs = b.binary(BinaryOp::Minimum, wanted, donors)?;
    let lead: Vec<usize> = (0..last).collect();
    Ok(b.broadcast(pairs, &dims, &lead)?)
}

/// Each entry made of the entry `from` (itself, or its donor); those that take or give are halves.
fn halves(
    b: &mut Builder,
    state: State,
    from: Value,
    [takes, gives]: [Value; 2],
) -> Result<State, VqError> {
    let halved = b.binary(BinaryOp::Or, takes, gives)?;
    let (half, whole) = (b.splat(from, F32, 0.5)?, b.splat(from, F32, 1.0)?);
    let share = b.select(halved, half, whole)?;
    let cluster_size = scalars_at(b, state.cluster_size, from)?;
    let cluster_size = b.multiply(cluster_size, share)?;
    let codebook = rows_at(b, state.codebook, from)?;
    let embed_sum = rows_at(b, state.embed_sum, from)?;
    let factors = factors(b, b.shape(codebook).clone(), [takes, gives])?;
    let codebook = b.multiply(codebook, factors)?;
    let kept: Vec<usize> = (0..b.shape(from).rank()).collect();
    let dims = b.shape(embed_sum).dims.clone();
    let share = b.broadcast(share, &dims, &kept)?;
    let embed_sum = b.multiply(embed_sum, share)?;
    let embed_sum = b.multiply(embed_sum, factors)?;
    Ok(State { codebook, cluster_size, embed_sum, ..state })
}

/// `1 ± perturbation`, the sign by element and by who takes and who gives; 1 for others.
fn factors(b: &mut Builder, shape: Shape, [takes, gives]: [Value; 2]) -> Result<Value, VqError> {
    let kept: Vec<usize> = (0..shape.rank() - 1).collect();
    let element = b.iota(shape.with_type(S32), kept.len())?;
    let (zero, two) = (b.splat(element, S32, 0.0)?, b.splat(element, S32, 2.0)?);
    let parity = b.binary(BinaryOp::Remainder, element, two)?;
    let is_even = b.compare(Direction::Eq, parity, zero)?;
    let [takes, gives] = [takes, gives].map(|x| b.broadcast(x, &shape.dims, &kept));
    let (takes, gives) = (takes?, gives?);
    let [one, more, less] =
        [0.0, PERTURBATION, -PERTURBATION].map(|x| b.splat(takes, F32, 1.0 + x));
    let (one, more, less) = (one?, more?, less?);
    let taken = b.select(is_even, more, less)?;
    let given = b.select(is_even, less, more)?;
    let given = b.select(gives, given, one)?;
    Ok(b.select(takes, taken, given)?)
}

/// `x [.., K], places s32[.., K] -> [.., K]`.
fn scalars_at(b: &mut Builder, x: Value, places: Value) -> Result<Value, VqError> {
    let dims = b.shape(x).dims.clone();
    let column = b.reshape(x, &[&dims[..], &[1]].concat())?;
    let found = rows_at(b, column, places)?;
    Ok(b.reshape(found, &b.shape(places).dims.clone())?)
}
