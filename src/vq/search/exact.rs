//! Search of precision `exact`: bf16 products name a few candidates, differences in f32 decide.
//!
//! The codes are those of an f64 search over the tokens and the f32 codebook as they are given,
//! except for ties within one f32 rounding of a distance. A first pass scores all entries: the
//! codebook about a centre of its own is the sum of two bf16 parts (2^-17 of an element is lost),
//! bf16 tokens are exact as they are, and products are summed in f32. Of each part of the codebook
//! that a device holds, the best few are measured again, `(x - c)^2` in f32, where
//! the entries lie: devices tell each other no more than one minimum a token, as in a plain search.
//!
//! All this holds while squared norms stay in f32's normal range, about `1e-15 < |c| < 1e18`.

use crate::ir::attr::{Direction, DotDimensions, Precision};
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::sharding::spec::PartitionSpec;
use crate::vq::error::VqError;
use crate::vq::recipe::Recipe;
use crate::vq::search::least::least;
use crate::vq::search::lookup;
use crate::vq::search::scores::sum;
use crate::vq::training::reproducible::in_blocks;

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;
const BF16: ElementType = ElementType::Bf16;

/// Codebooks prepared for exact searches. `(P,)` are the parts that devices share the entries in,
/// `k` the entries of one, where the layout cuts entries.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct ExactEntries {
    /// The entries about their part's centre, as bf16 parts whose sum they are: `[.., (P,) k, n, d]`.
    parts: Value,
    /// What the products are taken from, infinity where there is no entry: `f32[.., (P,) k]`.
    bias: Value,
    /// The entries as they are: `f32[.., (P,) k, d]`.
    entries: Value,
}

impl ExactEntries {
    /// Its arrays, each with the dimensions `[..]` of the codebooks first.
    pub(in crate::vq) fn arrays(self) -> [Value; 3] {
        [self.parts, self.bias, self.entries]
    }

    /// The arrays of [`ExactEntries::arrays`], or parts of them.
    pub(in crate::vq) fn of([parts, bias, entries]: [Value; 3]) -> Self {
        ExactEntries { parts, bias, entries }
    }
}

impl Recipe<'_> {
    /// `codebook f32[.., K, d]`, not rounded, prepared for searches where its entries lie.
    pub(in crate::vq) fn exact_entries(
        &self,
        b: &mut Builder,
        codebook: Value,
    ) -> Result<ExactEntries, VqError> {
        let size = self.spec.quantizer.codebook_size();
        let devices = b.mesh().size_of(&self.axes.entries);
        let padded = with_zero_rows(b, codebook, size.next_multiple_of(devices))?;
        let entries = self.by_part(b, padded, 2)?;
        let centre = amid(b, entries)?;
        let centred = b.subtract(entries, centre)?;
        let [high, low] = two_parts(b, centred)?;
        let sum = b.add(high, low)?;
        // |x - c|^2 / 2 less what is the same for all entries, c being the centre and `sum`.
        let half = b.splat(sum, F32, 0.5)?;
        let half = b.multiply(half, sum)?;
        let factor = b.add(half, centre)?;
        let terms = b.multiply(factor, sum)?;
        let last = b.shape(terms).rank() - 1;
        let bias = b.sum(terms, &[last])?;
        let bias = infinite_where_not_finite(b, bias)?;
        let bias = self.infinite_from(b, bias, size)?;
        let (high, low) = (in_bf16(b, high)?, in_bf16(b, low)?);
        let all: &[Value] = if self.spec.dtype == BF16 { &[high, low] } else { &[high, low, high] };
        let parts = side_by_side(b, all, last)?;
        b.label(bias, "bias");
        b.label(parts, "entry_parts");
        let parts = self.lie_by_part(b, parts, 3)?;
        let bias = self.lie_by_part(b, bias, 1)?;
        Ok(ExactEntries { parts, bias, entries })
    }

    /// `inputs [(G,) B, S, d] -> codes s32[(G,) B, S]`; any where a token is not finite.
    pub(in crate::vq) fn exact_codes(
        &self,
        b: &mut Builder,
        inputs: Value,
        ExactEntries { parts, bias, entries }: ExactEntries,
    ) -> Result<Value, VqError> {
        let tokens = self.token_parts(b, inputs)?;
        let tokens = self.for_each_part(b, tokens, 4)?;
        let scores = scores(b, tokens, parts, bias)?;
        let lead = b.shape(scores).rank() - 3;
        let found = least(b, scores)?;
        let (best, places): (Vec<Value>, Vec<Value>) = found.into_iter().unzip();
        let best = side_by_side(b, &best, lead)?;
        let places = side_by_side(b, &places, lead)?;
        let rows = lookup::gathered(b, entries, places)?;
        let dims = b.shape(rows).dims.clone();
        let exact = b.convert(inputs, F32)?;
        let kept: Vec<usize> = (0..lead - self.part_dims()).chain(lead + 1..dims.len()).collect();
        let each = b.broadcast(exact, &dims, &kept)?;
        let difference = b.subtract(each, rows)?;
        let squares = b.multiply(difference, difference)?;
        let distances = self.sum_of_elements(b, squares)?;
        b.label(distances, "distances");
        let distances = infinite_unless_finite(b, distances, best)?;
        let codes = self.among_all(b, places, entries)?;
        let over: Vec<usize> = (lead - self.part_dims()..=lead).collect();
        Ok(b.place_of_smallest(distances, codes, &over)?)
    }

    /// How many dimensions parts have: one where entries are cut.
    fn part_dims(&self) -> usize {
        usize::from(self.is_cut())
    }

    fn is_cut(&self) -> bool {
        !self.axes.entries.is_empty()
    }

    /// `[.., K, ..] -> [.., P, k, ..]`, where entries are cut; `from_last` is how far from the end K is.
    fn by_part(&self, b: &mut Builder, x: Value, from_last: usize) -> Result<Value, VqError> {
        if !self.is_cut() {
            return Ok(x);
        }
        let mut dims = b.shape(x).dims.clone();
        let place = dims.len() - from_last;
        let devices = b.mesh().size_of(&self.axes.entries);
        dims[place] /= devices;
        dims.insert(place, devices);
        let parts = b.reshape(x, &dims)?;
        self.lie_by_part(b, parts, from_last)
    }

    /// States that each device has its part of `x [.., (G,) P, k ..]`, `k` being so far from the end.
    fn lie_by_part(&self, b: &mut Builder, x: Value, from_last: usize) -> Result<Value, VqError> {
        if !self.is_cut() {
            return Ok(x);
        }
        let mut cut = vec![vec![]; b.shape(x).rank()];
        let place = cut.len() - from_last - 1;
        cut[place].clone_from(&self.axes.entries);
        let spec = PartitionSpec::new(b.mesh(), cut)?;
        Ok(b.constrain(x, spec)?)
    }

    /// The same tokens for each part: `x [(G,) B, S, ..] -> [(G,) P, B, S, ..]`, B being so far from
    /// the end.
    fn for_each_part(&self, b: &mut Builder, x: Value, from_last: usize) -> Result<Value, VqError> {
        if !self.is_cut() {
            return Ok(x);
        }
        let mut dims = b.shape(x).dims.clone();
        let place = dims.len() - from_last;
        let kept: Vec<usize> = (0..=dims.len()).filter(|&d| d != place).collect();
        dims.insert(place, b.mesh().size_of(&self.axes.entries));
        let each = b.broadcast(x, &dims, &kept)?;
        let mut cut = vec![vec![]; dims.len()];
        cut[place].clone_from(&self.axes.entries);
        cut[place + 1].clone_from(&self.axes.batch);
        cut[place + 2].clone_from(&self.axes.seq);
        let spec = PartitionSpec::new(b.mesh(), cut)?;
        Ok(b.constrain(each, spec)?)
    }

    /// Tokens as bf16 parts beside those of the entries: `[.., B, S, d] -> [.., B, S, n, d]`. bf16
    /// tokens are exact; of f32 ones two parts make three products, without the smallest.
    fn token_parts(&self, b: &mut Builder, inputs: Value) -> Result<Value, VqError> {
        let last = b.shape(inputs).rank() - 1;
        if b.shape(inputs).element_type == BF16 {
            return Ok(side_by_side(b, &[inputs, inputs], last)?);
        }
        let [high, low] = two_parts(b, inputs)?;
        let (high, low) = (in_bf16(b, high)?, in_bf16(b, low)?);
        Ok(side_by_side(b, &[high, high, low], last)?)
    }

    /// Codes of the whole codebook for places in parts `s32[(G,) (P,) m, B, S]`.
    fn among_all(&self, b: &mut Builder, places: Value, entries: Value) -> Result<Value, VqError> {
        if !self.is_cut() {
            return Ok(places);
        }
        let dims = b.shape(places).dims.clone();
        let entries = &b.shape(entries).dims;
        let of_part = entries[entries.len() - 2];
        let part = b.iota(Shape::new(S32, &dims), dims.len() - 4)?;
        let size = b.splat(part, S32, lookup::last_code(of_part) + 1.0)?;
        let first = b.multiply(part, size)?;
        Ok(b.add(first, places)?)
    }

    /// Infinity for what fills the codebook up to an even cut, the entries from `size` on.
    fn infinite_from(&self, b: &mut Builder, bias: Value, size: usize) -> Result<Value, VqError> {
        let dims = b.shape(bias).dims.clone();
        if !self.is_cut() || dims[dims.len() - 2] * dims[dims.len() - 1] == size {
            return Ok(bias);
        }
        let shape = Shape::new(S32, &dims);
        let place = b.iota(shape.clone(), dims.len() - 1)?;
        let part = b.iota(shape, dims.len() - 2)?;
        let of_part = b.splat(part, S32, lookup::last_code(dims[dims.len() - 1]) + 1.0)?;
        let first = b.multiply(part, of_part)?;
        let code = b.add(first, place)?;
        let last = b.splat(code, S32, lookup::last_code(size))?;
        let real = b.compare(Direction::Le, code, last)?;
        let infinity = b.splat(bias, F32, f64::INFINITY)?;
        Ok(b.select(real, bias, infinity)?)
    }

    /// `f32[.., B, S, d] -> f32[.., B, S]`, block by block where devices share the elements.
    fn sum_of_elements(&self, b: &mut Builder, x: Value) -> Result<Value, VqError> {
        let devices = b.mesh().size_of(&self.axes.entry_dim);
        if self.blocks_of_devices(b.mesh()).is_some() || devices == 1 {
            let tokens = [self.axes.batch.clone(), self.axes.seq.clone()];
            return self.over_elements(b, x, &tokens, compensated_sum);
        }
        let parts = in_blocks(b, x, devices)?;
        let sums = compensated_sum(b, parts)?;
        Ok(sum(b, sums)?)
    }
}

/// `tokens [.., B, S, n, d] x parts [.., k, n, d] -> f32[.., B, S, k]`.
fn scores(b: &mut Builder, tokens: Value, parts: Value, bias: Value) -> Result<Value, IrError> {
    let lead = b.shape(parts).rank() - 3;
    let along_parts = DotDimensions {
        lhs_batch: (0..lead).collect(),
        rhs_batch: (0..lead).collect(),
        lhs_contracting: vec![lead + 2, lead + 3],
        rhs_contracting: vec![lead + 1, lead + 2],
    };
    let products = b.dot(tokens, parts, along_parts, Precision::Default, F32)?;
    b.label(products, "products");
    let dims = b.shape(products).dims.clone();
    let mapping: Vec<usize> = (0..lead).chain([lead + 2]).collect();
    let bias = b.broadcast(bias, &dims, &mapping)?;
    let scores = b.subtract(bias, products)?;
    Ok(b.label(scores, "scores"))
}

/// A vector amid the entries `f32[.., k, d]`, spread over them: the element-wise median of three,
/// which one entry far out cannot move, and which no device needs all entries for.
fn amid(b: &mut Builder, entries: Value) -> Result<Value, IrError> {
    let dims = b.shape(entries).dims.clone();
    let (along, count) = (dims.len() - 2, dims[dims.len() - 2]);
    let mut rows = [entries; 3];
    for (row, place) in rows.iter_mut().zip([0, count / 3, 2 * count / 3]) {
        let one = b.range(entries, along, place..place + 1)?;
        *row = zero_where_not_finite(b, one)?;
    }
    let [x, y, z] = rows;
    let less = b.binary(BinaryOp::Minimum, x, y)?;
    let more = b.binary(BinaryOp::Maximum, x, y)?;
    let rest = b.binary(BinaryOp::Minimum, more, z)?;
    let median = b.binary(BinaryOp::Maximum, less, rest)?;
    let flat = [&dims[..along], &dims[along + 1..]].concat();
    let median = b.reshape(median, &flat)?;
    b.label(median, "centre");
    let kept: Vec<usize> = (0..dims.len()).filter(|&d| d != along).collect();
    b.broadcast(median, &dims, &kept)
}

/// `x f32` as a bf16 value and what that leaves over, rounded to bf16; both in f32.
fn two_parts(b: &mut Builder, x: Value) -> Result<[Value; 2], IrError> {
    let high = b.reduce_precision(x, 8, 7)?;
    let rest = b.subtract(x, high)?;
    Ok([high, b.reduce_precision(rest, 8, 7)?])
}

/// bf16 values as such, zero where not finite: the bias says that there is no entry.
fn in_bf16(b: &mut Builder, x: Value) -> Result<Value, IrError> {
    let clean = zero_where_not_finite(b, x)?;
    b.convert(clean, BF16)
}

fn zero_where_not_finite(b: &mut Builder, x: Value) -> Result<Value, IrError> {
    let finite = b.unary(UnaryOp::IsFinite, x)?;
    let zero = b.splat(x, F32, 0.0)?;
    b.select(finite, x, zero)
}

fn infinite_where_not_finite(b: &mut Builder, x: Value) -> Result<Value, IrError> {
    infinite_unless_finite(b, x, x)
}

/// `x`, and infinity where `told` is infinite or NaN.
fn infinite_unless_finite(b: &mut Builder, x: Value, told: Value) -> Result<Value, IrError> {
    let finite = b.unary(UnaryOp::IsFinite, told)?;
    let infinity = b.splat(x, F32, f64::INFINITY)?;
    b.select(finite, x, infinity)
}

/// Arrays of one shape along a new dimension.
fn side_by_side(b: &mut Builder, arrays: &[Value], dimension: usize) -> Result<Value, IrError> {
    let mut rows = Vec::with_capacity(arrays.len());
    for &array in arrays {
        let mut dims = b.shape(array).dims.clone();
        dims.insert(dimension, 1);
        rows.push(b.reshape(array, &dims)?);
    }
    b.concatenate(&rows, dimension)
}

/// Rows of zeros after those of `x [.., K, d]`, so that there are `count`.
fn with_zero_rows(b: &mut Builder, x: Value, count: usize) -> Result<Value, IrError> {
    let mut dims = b.shape(x).dims.clone();
    let along = dims.len() - 2;
    if dims[along] == count {
        return Ok(x);
    }
    dims[along] = count - dims[along];
    let zero = b.scalar(F32, 0.0)?;
    let zeros = b.broadcast(zero, &dims, &[])?;
    b.concatenate(&[x, zeros], along)
}

/// `f32[.., n] -> f32[..]`: the sum rounded once, in whatever order it is taken; what each addition
/// loses is added up beside it.
///
/// Source: Knuth, "The Art of Computer Programming" volume 2, section 4.2.2, theorem B.
fn compensated_sum(b: &mut Builder, x: Value) -> Result<Value, IrError> {
    let body = b.computation("compensated_sum", &[F32; 4], |b, p| {
        let (one, lost, other, lost_by_other) = (p[0], p[1], p[2], p[3]);
        let sum = b.add(one, other)?;
        let of_other = b.subtract(sum, one)?;
        let of_one = b.subtract(sum, of_other)?;
        let (of_one, of_other) = (b.subtract(one, of_one)?, b.subtract(other, of_other)?);
        let here = b.add(of_one, of_other)?;
        let before = b.add(lost, lost_by_other)?;
        Ok(vec![sum, b.add(before, here)?])
    })?;
    let (zero, none) = (b.scalar(F32, 0.0)?, b.splat(x, F32, 0.0)?);
    let last = b.shape(x).rank() - 1;
    let sums = b.reduce(&[x, none], &[zero, zero], &[last], body)?;
    b.add(sums[0], sums[1])
}
