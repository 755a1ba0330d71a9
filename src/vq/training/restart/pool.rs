//! Tokens that dead entries are re-seeded with: the first of a codebook's tokens in some order.

use crate::ir::attr::{Direction, GatherDimensions, SliceRange};
use crate::ir::builder::Builder;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::sharding::spec::PartitionSpec;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::kinds::codebook::{Nearest, by_group};
use crate::vq::kinds::product::group_tokens;
use crate::vq::kinds::seen::{Again, Seen};
use crate::vq::kinds::stages::Passed;
use crate::vq::random::draws::{Purpose, of_stage};
use crate::vq::random::generator;
use crate::vq::recipe::Recipe;
use crate::vq::spec::Source;
use crate::vq::training::restart::Batch;

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;
const U32: ElementType = ElementType::U32;

/// The tokens that were picked, at most one an entry.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq::training::restart) struct Picks {
    /// `f32[.., J, d]`.
    pub rows: Value,
    /// How many of the J there really are, `s32[..]`.
    pub count: Value,
}

/// Tokens of one or more codebooks, `(L,) (G,) B, S`, and what they are ordered by.
struct Pool {
    /// `[.., B, S, d]`.
    rows: Value,
    /// `[.., B, S]`: smallest first; tokens that take no part have the type's largest value, which
    /// no other has.
    keys: Value,
    /// How many of the first dimensions are codebooks; the others are tokens of one.
    codebooks: usize,
}

impl Recipe<'_> {
    /// The tokens for each codebook: those with the smallest random numbers, or those with the
    /// largest errors; of equals the first.
    pub(in crate::vq::training::restart) fn picks(
        &self,
        b: &mut Builder,
        source: Source,
        given: &Arrays,
        batch: Batch<'_>,
    ) -> Result<Picks, VqError> {
        let key = match source {
            Source::Farthest => vec![],
            Source::Batch | Source::Split => self.key(b, given, Purpose::Restart)?.to_vec(),
        };
        // Stages that share a codebook share their tokens: all of them are picked among at the end.
        let pooled = self.is_shared() && self.stages().is_some();
        let codebooks = if self.is_shared() { 0 } else { usize::from(self.groups().is_some()) };
        let again = Again {
            name: "restart",
            choice: batch.choice,
            valid: batch.valid,
            codebook: given.get("codebook")?,
            common: &key,
            carried: &[],
            makes: &self.shapes_of_picks(pooled, source),
        };
        let Passed { made, .. } = self.again(b, &again, |b, seen| {
            let rows = seen.nearest.grouped;
            let keys = self.keys_of_stage(b, seen)?;
            if pooled {
                return Ok(Passed { carried: vec![], made: vec![rows, keys] });
            }
            let picks = self.picks_of(b, Pool { rows, keys, codebooks })?;
            Ok(Passed { carried: vec![], made: vec![picks.rows, picks.count] })
        })?;
        if pooled {
            return self.picks_of(b, Pool { rows: made[0], keys: made[1], codebooks });
        }
        Ok(Picks { rows: made[0], count: made[1] })
    }

    /// What orders a stage's tokens, `[(G,) B, S]`.
    fn keys_of_stage(&self, b: &mut Builder, seen: &Seen<'_>) -> Result<Value, VqError> {
        let key = match *seen.common {
            [first, second] => {
                let key = of_stage(b, [first, second], seen.number)?;
                let dims = b.shape(seen.nearest.grouped).dims.clone();
                let bits = generator::bits(b, key, &dims[..dims.len() - 1])?;
                let one = b.splat(bits, U32, 1.0)?;
                b.binary(BinaryOp::ShiftRightLogical, bits, one)?
            }
            _ => self.falling_errors(b, &seen.nearest)?,
        };
        self.last_where_invalid(b, key, seen.valid)
    }

    /// The shapes of what a stage makes: its tokens and what orders them, or those it picks and how
    /// many they are.
    fn shapes_of_picks(&self, pooled: bool, source: Source) -> [Shape; 2] {
        let (spec, groups) = (self.spec, self.groups());
        let dim = spec.quantizer.entry_dim();
        let tokens = [groups.as_slice(), &[spec.batch, spec.seq]].concat();
        if pooled {
            let keys = if source == Source::Farthest { F32 } else { U32 };
            let rows = Shape::new(spec.dtype, &[&tokens[..], &[dim]].concat());
            return [rows, Shape::new(keys, &tokens)];
        }
        let count = spec.quantizer.codebook_size().min(spec.batch * spec.seq);
        let rows = [groups.as_slice(), &[count, dim]].concat();
        [Shape::new(F32, &rows), Shape::new(S32, groups.as_slice())]
    }

    /// `-|x - q|^2`, f32 `[(G,) B, S]`.
    fn falling_errors(&self, b: &mut Builder, made: &Nearest) -> Result<Value, VqError> {
        let chosen = group_tokens(b, made.rows, self.groups())?;
        let (x, q) = (b.convert(made.grouped, F32)?, b.convert(chosen, F32)?);
        let difference = b.subtract(x, q)?;
        let squares = b.multiply(difference, difference)?;
        let last = b.shape(squares).rank() - 1;
        let errors = b.sum(squares, &[last])?;
        Ok(b.unary(UnaryOp::Negate, errors)?)
    }

    fn last_where_invalid(
        &self,
        b: &mut Builder,
        key: Value,
        valid: Value,
    ) -> Result<Value, VqError> {
        let valid = by_group(b, valid, self.groups())?;
        let t = b.shape(key).element_type;
        let last = b.splat(key, t, last_key(t))?;
        Ok(b.select(valid, key, last)?)
    }

    /// First the best of each sequence, where it lies, then the best of these: few numbers need to
    /// move. Then the rows of the best, whose places all devices know.
    fn picks_of(&self, b: &mut Builder, pool: Pool) -> Result<Picks, VqError> {
        let dims = b.shape(pool.keys).dims.clone();
        let (tokens_rank, seq) = (dims.len() - pool.codebooks, dims[dims.len() - 1]);
        let entries = self.spec.quantizer.codebook_size();
        let best = b.sort_by_key(pool.keys, &[], dims.len() - 1)?;
        let keys = first(b, best.key, entries.min(seq))?;
        let positions = first(b, best.positions, entries.min(seq))?;
        let places = places(b, positions, &dims[pool.codebooks..])?;
        let flat =
            [&dims[..pool.codebooks], &[b.shape(keys).dims[pool.codebooks..].iter().product()]];
        let flat = flat.concat();
        let keys = b.reshape(keys, &flat)?;
        let places = b.reshape(places, &flat)?;
        let (keys, places) = (self.everywhere(b, keys)?, self.everywhere(b, places)?);
        let best = b.sort_by_key(keys, &[places], pool.codebooks)?;
        let count: usize = dims[pool.codebooks..].iter().product();
        let keys = first(b, best.key, entries.min(count))?;
        let places = first(b, best.payload[0], entries.min(count))?;
        let last =
            b.splat(keys, b.shape(keys).element_type, last_key(b.shape(keys).element_type))?;
        let real = b.compare(Direction::Lt, keys, last)?;
        let real = b.convert(real, S32)?;
        let count = b.sum(real, &[pool.codebooks])?;
        let rows = rows_of_tokens(b, pool.rows, places, tokens_rank)?;
        let rows = b.convert(rows, F32)?;
        Ok(Picks { rows: b.label(rows, "picked_tokens"), count })
    }

    /// States that `[(G,) n]` is whole on every device, groups where they are cut excepted.
    fn everywhere(&self, b: &mut Builder, x: Value) -> Result<Value, VqError> {
        let mut cut = vec![vec![]; b.shape(x).rank()];
        if cut.len() > 1 {
            cut[0].clone_from(&self.axes.groups);
        }
        let spec = PartitionSpec::new(b.mesh(), cut)?;
        Ok(b.constrain(x, spec)?)
    }
}

/// What orders a token behind all others.
fn last_key(element_type: ElementType) -> f64 {
    if element_type == U32 { f64::from(u32::MAX) } else { f64::INFINITY }
}

/// The first elements of the last dimension.
fn first(b: &mut Builder, x: Value, count: usize) -> Result<Value, VqError> {
    let dims = b.shape(x).dims.clone();
    let whole = |&limit: &usize| SliceRange { start: 0, limit, stride: 1 };
    let mut ranges: Vec<SliceRange> = dims.iter().map(whole).collect();
    ranges[dims.len() - 1].limit = count;
    Ok(b.slice(x, &ranges)?)
}

/// Places in row-major order of `tokens` dimensions, of which the last is by `positions`.
#[expect(clippy::cast_precision_loss, reason = "a batch has at most 2^24 tokens")]
fn places(b: &mut Builder, positions: Value, tokens: &[usize]) -> Result<Value, VqError> {
    let dims = b.shape(positions).dims.clone();
    let codebooks = dims.len() - tokens.len();
    let mut place = positions;
    let mut stride = 1;
    for dimension in (0..tokens.len() - 1).rev() {
        stride *= tokens[dimension + 1];
        let index = b.iota(Shape::new(S32, &dims), codebooks + dimension)?;
        let stride = b.splat(index, S32, stride as f64)?;
        let part = b.multiply(index, stride)?;
        place = b.add(place, part)?;
    }
    Ok(place)
}

/// `rows [.., tokens.., d], places s32[.., J] -> [.., J, d]`, the tokens having `rank` dimensions.
///
/// A gather in the tokens' own dimensions: where they are cut, each device looks up what it has and
/// the rows that were asked for are added up, instead of the tokens being brought together.
#[expect(clippy::cast_precision_loss, reason = "a batch has at most 2^24 tokens")]
fn rows_of_tokens(
    b: &mut Builder,
    rows: Value,
    places: Value,
    rank: usize,
) -> Result<Value, VqError> {
    let shape = b.shape(rows).dims.clone();
    let codebooks = shape.len() - 1 - rank;
    let tokens: Vec<usize> = (codebooks..codebooks + rank).collect();
    let column = [&b.shape(places).dims[..], &[1]].concat();
    let mut left = b.reshape(places, &column)?;
    let mut components = Vec::with_capacity(rank);
    for &dimension in tokens.iter().rev() {
        let size = b.splat(left, S32, shape[dimension] as f64)?;
        components.push(b.binary(BinaryOp::Remainder, left, size)?);
        left = b.divide(left, size)?;
    }
    components.reverse();
    let indices = b.concatenate(&components, codebooks + 1)?;
    let by_token = GatherDimensions {
        offset: vec![codebooks + 1],
        collapsed_slice: tokens.clone(),
        start_index_map: tokens,
        operand_batch: (0..codebooks).collect(),
        indices_batch: (0..codebooks).collect(),
        index_vector: codebooks + 1,
    };
    let sizes = [vec![1; codebooks + rank], vec![shape[shape.len() - 1]]].concat();
    Ok(b.gather(rows, indices, by_token, &sizes)?)
}
