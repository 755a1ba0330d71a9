//! Finite scalar quantizer: each element is bounded by a hyperbolic tangent and rounded to one of a
//! few levels; the levels' digits are the code.
//!
//! Source: Mentzer et al., "Finite Scalar Quantization" (arXiv:2309.15505). Bounds are taken in f32
//! whatever the compute type, and codes are made of digits that are integers already: a code summed
//! in bf16 is another one for half of all tokens.

use crate::ir::builder::Builder;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::gradient::maps::where_valid;
use crate::vq::kinds::codebook::zero_where_invalid;
use crate::vq::recipe::Recipe;
use crate::vq::search::lookup::valid_codes;
use crate::vq::spec::Step;
use crate::vq::spec::scalar::{Fsq, Offset};

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;

/// How far bounds are drawn in or out, so that the outermost levels are rounded to and not from.
const EPSILON: f64 = 1e-3;

/// One element's numbers: its digit is `floor(tanh(x + shift) * half + centre)`, held in `0..L`, and
/// its value `(spread * digit - base) * scale`.
#[derive(Debug, Clone, Copy)]
struct Level {
    shift: f64,
    half: f64,
    centre: f64,
    spread: f64,
    base: f64,
    scale: f64,
}

impl Level {
    #[expect(clippy::cast_precision_loss, reason = "levels are at most 2^24")]
    fn of(levels: usize, offset: Offset) -> Self {
        let last = levels as f64 - 1.0;
        let below = (levels / 2) as f64;
        // Where levels are even, zero lies between two of them: half a level is moved.
        let moved = if levels.is_multiple_of(2) { 0.5 } else { 0.0 };
        let about = |half: f64, shift: f64| {
            let (centre, scale) = (below - moved + 0.5, 1.0 / below);
            Level { shift, half, centre, spread: 1.0, base: below, scale }
        };
        match offset {
            Offset::Tan => {
                let half = last * (1.0 - EPSILON) / 2.0;
                about(half, (moved / half).tan())
            }
            Offset::Atanh => {
                let half = last * (1.0 + EPSILON) / 2.0;
                about(half, (moved / half).atanh())
            }
            Offset::Symmetric => {
                let (half, scale) = (last / 2.0, 1.0 / last);
                Level { shift: 0.0, half, centre: half + 0.5, spread: 2.0, base: last, scale }
            }
        }
    }
}

/// The numbers of all elements, each as a constant along the last dimension.
struct Levels<'a> {
    fsq: &'a Fsq,
    each: Vec<Level>,
}

impl<'a> Levels<'a> {
    fn of(fsq: &'a Fsq) -> Self {
        Levels { fsq, each: fsq.levels.iter().map(|&l| Level::of(l, fsq.offset)).collect() }
    }

    fn constant(
        &self,
        b: &mut Builder,
        like: Value,
        t: ElementType,
        of: fn(&Level) -> f64,
    ) -> Result<Value, VqError> {
        let values: Vec<f64> = self.each.iter().map(of).collect();
        Ok(b.along_last(like, t, &values)?)
    }

    /// The levels `L` of each element, and the product of those before it.
    #[expect(clippy::cast_precision_loss, reason = "products are at most 2^24")]
    fn radix(&self, b: &mut Builder, like: Value) -> Result<(Value, Value), VqError> {
        let mut product = 1;
        let places = self.fsq.levels.iter().map(|&levels| {
            let place = product;
            product *= levels;
            place as f64
        });
        let places: Vec<f64> = places.collect();
        let levels: Vec<f64> = self.fsq.levels.iter().map(|&levels| levels as f64).collect();
        Ok((b.along_last(like, S32, &levels)?, b.along_last(like, S32, &places)?))
    }

    /// `x + shift` of `x f32[B, S, D]`.
    fn moved(&self, b: &mut Builder, x: Value) -> Result<Value, VqError> {
        let shift = self.constant(b, x, F32, |level| level.shift)?;
        Ok(b.add(x, shift)?)
    }

    /// The derivative of a value by its element, straight through the rounding:
    /// `spread * scale * half * (1 - tanh(x + shift)^2)`.
    ///
    /// The last factor as `4 e / (1 + e)^2` with `e = exp(-2 |x + shift|)`: far from zero nothing is
    /// left of the difference in f32.
    fn slopes(&self, b: &mut Builder, x: Value) -> Result<Value, VqError> {
        let moved = self.moved(b, x)?;
        let size = b.unary(UnaryOp::Abs, moved)?;
        let minus_two = b.splat(size, F32, -2.0)?;
        let exponent = b.multiply(size, minus_two)?;
        let e = b.unary(UnaryOp::Exponential, exponent)?;
        let one = b.splat(e, F32, 1.0)?;
        let sum = b.add(one, e)?;
        let squares = b.multiply(sum, sum)?;
        let slopes = b.divide(e, squares)?;
        let of = |level: &Level| 4.0 * level.spread * level.scale * level.half;
        let widths = self.constant(b, x, F32, of)?;
        Ok(b.multiply(widths, slopes)?)
    }

    /// `x f32[B, S, D] -> s32[B, S, D]`, each in `0..L`.
    fn digits(&self, b: &mut Builder, x: Value) -> Result<Value, VqError> {
        let moved = self.moved(b, x)?;
        let bounded = b.unary(UnaryOp::Tanh, moved)?;
        let half = self.constant(b, x, F32, |level| level.half)?;
        let scaled = b.multiply(bounded, half)?;
        let centre = self.constant(b, x, F32, |level| level.centre)?;
        let place = b.add(scaled, centre)?;
        let floor = b.unary(UnaryOp::Floor, place)?;
        let digits = b.convert(floor, S32)?;
        let first = b.splat(digits, S32, 0.0)?;
        let (levels, _) = self.radix(b, digits)?;
        let one = b.splat(digits, S32, 1.0)?;
        let last = b.subtract(levels, one)?;
        let digits = b.clamp(first, digits, last)?;
        Ok(b.label(digits, "digits"))
    }

    /// `digits s32[B, S, D] -> s32[B, S]`.
    fn codes(&self, b: &mut Builder, digits: Value) -> Result<Value, VqError> {
        let (_, places) = self.radix(b, digits)?;
        let terms = b.multiply(digits, places)?;
        Ok(b.sum(terms, &[2])?)
    }

    /// `codes s32[B, S] -> s32[B, S, D]`; codes must be some.
    fn digits_of_codes(&self, b: &mut Builder, codes: Value) -> Result<Value, VqError> {
        let dims = [&b.shape(codes).dims[..], &[self.each.len()]].concat();
        let codes = b.broadcast(codes, &dims, &[0, 1])?;
        let (levels, places) = self.radix(b, codes)?;
        let above = b.divide(codes, places)?;
        Ok(b.binary(BinaryOp::Remainder, above, levels)?)
    }

    /// `digits s32[B, S, D] -> f32[B, S, D]`: the values of levels.
    ///
    /// A product with the rounded inverse and not a quotient, which one compiler divides and the
    /// next multiplies: this is one number everywhere.
    fn values(&self, b: &mut Builder, digits: Value) -> Result<Value, VqError> {
        let spread = self.constant(b, digits, S32, |level| level.spread)?;
        let base = self.constant(b, digits, S32, |level| level.base)?;
        let scale = self.constant(b, digits, F32, |level| level.scale)?;
        let spread = b.multiply(digits, spread)?;
        let signed = b.subtract(spread, base)?;
        let signed = b.convert(signed, F32)?;
        Ok(b.multiply(signed, scale)?)
    }
}

impl Recipe<'_> {
    /// All that a step of this quantizer can make.
    pub(in crate::vq) fn fsq(
        &self,
        b: &mut Builder,
        given: &Arrays,
        fsq: &Fsq,
    ) -> Result<Arrays, VqError> {
        let step = self.spec.step;
        let levels = Levels::of(fsq);
        let mut made = Arrays::default();
        match step {
            Step::Encode | Step::Quantize => {
                let (tokens, masked) = self.tokens(b, given)?;
                let inputs = zero_where_invalid(b, tokens)?;
                let inputs = b.convert(inputs, F32)?;
                let digits = levels.digits(b, inputs)?;
                let codes = levels.codes(b, digits)?;
                let none = b.splat(codes, S32, -1.0)?;
                let codes = b.select(tokens.valid, codes, none)?;
                let values = levels.values(b, digits)?;
                let quantized = self.kept(b, values, tokens.valid)?;
                let quantized = self.projected_out(b, quantized, tokens.valid, given)?;
                made.extend([("codes", codes), ("quantized", quantized)]);
                self.metrics_of_codes(b, codes, (tokens, masked), &mut made)?;
            }
            Step::Decode => {
                let codes = given.get("codes")?;
                let (valid, invalid_codes) = valid_codes(b, codes, fsq.codebook_size(), None)?;
                let zero = b.splat(codes, S32, 0.0)?;
                let codes = b.select(valid, codes, zero)?;
                let digits = levels.digits_of_codes(b, codes)?;
                let values = levels.values(b, digits)?;
                let quantized = self.kept(b, values, valid)?;
                let quantized = self.projected_out(b, quantized, valid, given)?;
                made.extend([("quantized", quantized), ("invalid_codes", invalid_codes)]);
            }
            Step::Vjp => {
                let (tokens, _) = self.tokens(b, given)?;
                let inputs = zero_where_invalid(b, tokens)?;
                let inputs = b.convert(inputs, F32)?;
                let digits = levels.digits(b, inputs)?;
                let values = levels.values(b, digits)?;
                let quantized = self.kept(b, values, tokens.valid)?;
                let rows = (quantized, tokens.valid);
                let gradient = self.through_project_out(b, given, rows, &mut made)?;
                let slopes = levels.slopes(b, inputs)?;
                let gradient = b.multiply(gradient, slopes)?;
                let gradient = where_valid(b, gradient, tokens.valid)?;
                self.through_project_in(b, given, (gradient, tokens.valid), &mut made)?;
            }
            Step::Update | Step::Accumulate | Step::Apply => {
                return Err(VqError::NoSuchStep { step: step.name() });
            }
        }
        Ok(made)
    }
}
