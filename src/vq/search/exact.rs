//! Search of precision `exact`: bf16 products name a few candidates, differences in f32 decide.
//!
//! The codes are those of an f64 search over the tokens and the f32 codebook as they are given,
//! except for ties within one f32 rounding of a distance. A first pass scores all entries: the
//! codebook about a centre of its own is the sum of two bf16 parts (2^-17 of an element is lost),
//! bf16 tokens are exact as they are, and products are summed in f32. Of each part of the codebook
//! that a device holds, the best [`KEPT`](least::KEPT) are measured again, `(x - c)^2` in f32, where
//! the entries lie: devices tell each other no more than one minimum a token, as in a plain search.
//!
//! All this holds while squared norms stay in f32's normal range, about `1e-15 < |c| < 1e18`.

use crate::ir::attr::{DotDimensions, Precision};
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::sharding::spec::PartitionSpec;
use crate::vq::error::VqError;
use crate::vq::recipe::Recipe;
use crate::vq::search::least::least;

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;
const BF16: ElementType = ElementType::Bf16;
/// Elements that XLA may add up in any order.
const SHORT: usize = 8;
/// Elements of a TPU's vector row: halves of whole rows need no shifting.
const LANES: usize = 128;

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
        let rank = b.shape(codebook).rank();
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
        debug_assert_eq!(rank + usize::from(self.is_cut()), b.shape(entries).rank());
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
        let exact = b.convert(inputs, F32)?;
        let exact = self.for_each_part(b, exact, 3)?;
        let (mut distances, mut places) = (Vec::new(), Vec::new());
        for (score, place) in least(b, scores)? {
            let rows = super::lookup::gathered(b, entries, place)?;
            let difference = b.subtract(exact, rows)?;
            let squares = b.multiply(difference, difference)?;
            let distance = self.sum_of_elements(b, squares)?;
            distances.push(infinite_unless_finite(b, distance, score)?);
            places.push(self.among_all(b, place, entries)?);
        }
        let last = b.shape(distances[0]).rank();
        let distances = side_by_side(b, &distances, last)?;
        let places = side_by_side(b, &places, last)?;
        let over: Vec<usize> = (last - 3..last - 2).filter(|_| self.is_cut()).chain([last]).collect();
        Ok(b.place_of_smallest(distances, places, &over)?)
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

    /// Codes of the whole codebook for places in parts `s32[(G,) (P,) B, S]`.
    fn among_all(&self, b: &mut Builder, place: Value, entries: Value) -> Result<Value, VqError> {
        if !self.is_cut() {
            return Ok(place);
        }
        let dims = b.shape(place).dims.clone();
        let of_part = b.shape(entries).dims[dims.len() - 2];
        let part = b.iota(Shape::new(S32, &dims), dims.len() - 3)?;
        let size = b.splat(part, S32, super::lookup::last_code(of_part) + 1.0)?;
        let first = b.multiply(part, size)?;
        Ok(b.add(first, place)?)
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
        let of_part = b.splat(part, S32, super::lookup::last_code(dims[dims.len() - 1]) + 1.0)?;
        let first = b.multiply(part, of_part)?;
        let code = b.add(first, place)?;
        let last = b.splat(code, S32, super::lookup::last_code(size))?;
        let real = b.compare(crate::ir::attr::Direction::Le, code, last)?;
        let infinity = b.splat(bias, F32, f64::INFINITY)?;
        Ok(b.select(real, bias, infinity)?)
    }

    /// `f32[.., d] -> f32[..]`, each device's elements first, where they are cut.
    fn sum_of_elements(&self, b: &mut Builder, x: Value) -> Result<Value, VqError> {
        let devices = b.mesh().size_of(&self.axes.entry_dim);
        let dims = b.shape(x).dims.clone();
        let (&elements, lead) = dims.split_last().unwrap_or((&1, &[]));
        if devices == 1 {
            return Ok(sum_in_halves(b, x)?);
        }
        let parts = b.reshape(x, &[lead, &[devices, elements / devices]].concat())?;
        let sums = sum_in_halves(b, parts)?;
        Ok(b.sum(sums, &[lead.len()])?)
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

/// `f32[.., n] -> f32[..]`, half added to half: as many roundings as n has bits, where a loop makes n.
fn sum_in_halves(b: &mut Builder, mut x: Value) -> Result<Value, IrError> {
    loop {
        let dims = b.shape(x).dims.clone();
        let last = dims.len() - 1;
        let count = dims[last];
        if count <= SHORT {
            return b.sum(x, &[last]);
        }
        let half = count.div_ceil(2);
        let half = if count > LANES { half.next_multiple_of(LANES) } else { half };
        let first = b.range(x, last, 0..half)?;
        let rest = b.range(x, last, half..count)?;
        let mut missing = dims;
        missing[last] = 2 * half - count;
        let rest = if missing[last] == 0 {
            rest
        } else {
            let zero = b.scalar(F32, 0.0)?;
            let zeros = b.broadcast(zero, &missing, &[])?;
            b.concatenate(&[rest, zeros], last)?
        };
        x = b.add(first, rest)?;
    }
}
