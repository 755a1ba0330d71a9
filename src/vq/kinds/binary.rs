//! Binary quantizers: the sign of each element is a bit of the code.
//!
//! Source: Yu et al., "Language Model Beats Diffusion" (LFQ, arXiv:2310.05737, section 3.1), and
//! Zhao et al., "Image and Video Tokenization with Binary Spherical Quantization" (BSQ,
//! arXiv:2406.07548, section 3). The sign of zero is minus.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::gradient::bits::Signed;
use crate::vq::gradient::maps::where_valid;
use crate::vq::kinds::codebook::zero_where_invalid;
use crate::vq::losses::errors::Compared;
use crate::vq::recipe::Recipe;
use crate::vq::search::lookup::valid_codes;
use crate::vq::spec::Step;
use crate::vq::spec::scalar::{Binary, BitOrder};

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;

impl Recipe<'_> {
    /// All that a step of this quantizer can make.
    pub(in crate::vq) fn binary(
        &self,
        b: &mut Builder,
        given: &Arrays,
        binary: &Binary,
    ) -> Result<Arrays, VqError> {
        match self.spec.step {
            Step::Encode | Step::Quantize => self.binary_quantize(b, given, binary),
            Step::Decode => self.binary_decode(b, given, binary),
            Step::Vjp => self.binary_vjp(b, given, binary),
            Step::Update | Step::Accumulate | Step::Apply => {
                Err(VqError::NoSuchStep { step: self.spec.step.name() })
            }
        }
    }

    fn binary_quantize(
        &self,
        b: &mut Builder,
        given: &Arrays,
        binary: &Binary,
    ) -> Result<Arrays, VqError> {
        let (tokens, masked) = self.tokens(b, given)?;
        let inputs = zero_where_invalid(b, tokens)?;
        let inputs = b.convert(inputs, F32)?;
        let points = if binary.sphere { on_the_sphere(b, inputs)? } else { inputs };
        let zero = b.splat(inputs, F32, 0.0)?;
        let bits = b.compare(Direction::Gt, inputs, zero)?;
        let codes = codes_of_bits(b, bits, binary)?;
        let dims = b.shape(codes).dims.clone();
        let valid = b.broadcast(tokens.valid, &dims, &[0, 1])?;
        let none = b.splat(codes, S32, -1.0)?;
        let codes = b.select(valid, codes, none)?;
        let signs = signs(b, bits, binary)?;
        let quantized = self.kept(b, signs, tokens.valid)?;
        let mut made = Arrays::default();
        let told = self.projected_out(b, quantized, tokens.valid, given)?;
        made.extend([("codes", codes), ("quantized", told)]);
        let count = self.metrics_of_codes(b, codes, (tokens, masked), &mut made)?;
        let compared = Compared { inputs: points, rows: quantized, counting: None };
        let commitment = self.mean_squared_error(b, compared, count)?;
        made.set("commitment_loss", commitment);
        let weight = b.scalar(F32, self.spec.quantizer.losses.commitment_weight)?;
        let mut loss = b.multiply(weight, commitment)?;
        if binary.entropy.weight > 0.0 {
            let entropy = self.bit_entropies(b, points, (tokens.valid, count), binary)?;
            made.extend([
                ("sample_entropy", entropy.of_samples),
                ("batch_entropy", entropy.of_batch),
                ("entropy_loss", entropy.difference),
            ]);
            let weight = b.scalar(F32, binary.entropy.weight)?;
            let term = b.multiply(weight, entropy.difference)?;
            loss = b.add(loss, term)?;
        }
        made.set("loss", b.label(loss, "loss"));
        Ok(made)
    }

    /// The gradient of `quantized` passes straight to the points, those of the losses join it there,
    /// and of BSQ only what lies along the sphere goes on to the inputs, over their length.
    fn binary_vjp(
        &self,
        b: &mut Builder,
        given: &Arrays,
        binary: &Binary,
    ) -> Result<Arrays, VqError> {
        let (tokens, _) = self.tokens(b, given)?;
        let inputs = zero_where_invalid(b, tokens)?;
        let inputs = b.convert(inputs, F32)?;
        let points = if binary.sphere { on_the_sphere(b, inputs)? } else { inputs };
        let zero = b.splat(inputs, F32, 0.0)?;
        let bits = b.compare(Direction::Gt, inputs, zero)?;
        let quantized = signs(b, bits, binary)?;
        let quantized = self.kept(b, quantized, tokens.valid)?;
        let signed = Signed { points, quantized, valid: tokens.valid };
        let pull = self.pull_of_bits(b, signed, given.get("d_loss")?, binary)?;
        let mut made = Arrays::default();
        let rows = (quantized, tokens.valid);
        let gradient = self.through_project_out(b, given, rows, &mut made)?;
        let mut gradient = b.add(gradient, pull)?;
        if binary.sphere {
            gradient = along_the_sphere(b, inputs, points, gradient)?;
        }
        let gradient = where_valid(b, gradient, tokens.valid)?;
        self.through_project_in(b, given, (gradient, tokens.valid), &mut made)?;
        Ok(made)
    }

    fn binary_decode(
        &self,
        b: &mut Builder,
        given: &Arrays,
        binary: &Binary,
    ) -> Result<Arrays, VqError> {
        let codes = given.get("codes")?;
        let (valid, invalid_codes) = valid_codes(b, codes, binary.codebook_size(), None)?;
        let bits = bits_of_codes(b, codes, binary)?;
        let signs = signs(b, bits, binary)?;
        let rounded = b.convert(signs, self.spec.dtype)?;
        let zero = b.splat(rounded, self.spec.dtype, 0.0)?;
        let has_code = self.any_code(b, valid)?;
        let valid = each_bit(b, valid, binary)?;
        let quantized = b.select(valid, rounded, zero)?;
        let quantized = self.projected_out(b, quantized, has_code, given)?;
        let mut made = Arrays::default();
        made.extend([("quantized", quantized), ("invalid_codes", invalid_codes)]);
        Ok(made)
    }
}

/// `x / |x|` of each token of `f32[B, S, D]`; zero stays zero.
///
/// The largest element is divided out first: squares of what is left neither overflow nor vanish.
fn on_the_sphere(b: &mut Builder, x: Value) -> Result<Value, VqError> {
    let dims = b.shape(x).dims.clone();
    let sizes = b.unary(UnaryOp::Abs, x)?;
    let largest = b.largest(sizes, &[2])?;
    let zero = b.splat(largest, F32, 0.0)?;
    let one = b.splat(largest, F32, 1.0)?;
    let is_zero = b.compare(Direction::Eq, largest, zero)?;
    let largest = b.select(is_zero, one, largest)?;
    let largest = b.broadcast(largest, &dims, &[0, 1])?;
    let scaled = b.divide(x, largest)?;
    let squares = b.multiply(scaled, scaled)?;
    let sum = b.sum(squares, &[2])?;
    // The largest element is 1 now: only a zero token has a smaller norm.
    let sum = b.binary(BinaryOp::Maximum, sum, one)?;
    let norm = b.unary(UnaryOp::Sqrt, sum)?;
    let norm = b.broadcast(norm, &dims, &[0, 1])?;
    let points = b.divide(scaled, norm)?;
    Ok(b.label(points, "points"))
}

/// The gradient of inputs from that of their points: `(g - u (u.g)) / |x|`, zero of a zero token.
fn along_the_sphere(
    b: &mut Builder,
    inputs: Value,
    points: Value,
    gradient: Value,
) -> Result<Value, VqError> {
    let dims = b.shape(inputs).dims.clone();
    let products = b.multiply(points, gradient)?;
    let outward = b.sum(products, &[2])?;
    let outward = b.broadcast(outward, &dims, &[0, 1])?;
    let outward = b.multiply(points, outward)?;
    let along = b.subtract(gradient, outward)?;
    // x.u is |x|, and does not overflow where the square of |x| would.
    let lengths = b.multiply(inputs, points)?;
    let length = b.sum(lengths, &[2])?;
    let length = b.broadcast(length, &dims, &[0, 1])?;
    let zero = b.splat(length, F32, 0.0)?;
    let has_length = b.compare(Direction::Gt, length, zero)?;
    let divided = b.divide(along, length)?;
    Ok(b.select(has_length, divided, zero)?)
}

/// The place of each of `D` bits in its code.
fn places(binary: &Binary) -> Vec<f64> {
    let last = binary.code_bits() - 1;
    let place = |bit: usize| match binary.bit_order {
        BitOrder::Msb => last - bit % (last + 1),
        BitOrder::Lsb => bit % (last + 1),
    };
    #[expect(clippy::cast_precision_loss, reason = "places are below 32")]
    (0..binary.bits).map(|bit| place(bit) as f64).collect()
}

/// `bits pred[B, S, D] -> s32[B, S (,G)]`.
fn codes_of_bits(b: &mut Builder, bits: Value, binary: &Binary) -> Result<Value, VqError> {
    let ones = b.convert(bits, S32)?;
    let places = b.along_last(ones, S32, &places(binary))?;
    let terms = b.binary(BinaryOp::ShiftLeft, ones, places)?;
    let Some(groups) = binary.groups else { return Ok(b.sum(terms, &[2])?) };
    let dims = b.shape(bits).dims.clone();
    let grouped = b.reshape(terms, &[dims[0], dims[1], groups, binary.code_bits()])?;
    Ok(b.sum(grouped, &[3])?)
}

/// `codes s32[B, S (,G)] -> pred[B, S, D]`.
fn bits_of_codes(b: &mut Builder, codes: Value, binary: &Binary) -> Result<Value, VqError> {
    let repeated = each_bit(b, codes, binary)?;
    let places = b.along_last(repeated, S32, &places(binary))?;
    let moved = b.binary(BinaryOp::ShiftRightLogical, repeated, places)?;
    let one = b.splat(moved, S32, 1.0)?;
    let bit = b.binary(BinaryOp::And, moved, one)?;
    Ok(b.compare(Direction::Eq, bit, one)?)
}

/// `[B, S (,G)] -> [B, S, D]`: what a code has, for each of its bits.
fn each_bit(b: &mut Builder, x: Value, binary: &Binary) -> Result<Value, VqError> {
    let dims = b.shape(x).dims.clone();
    let kept: Vec<usize> = (0..dims.len()).collect();
    let by_code = [&dims[..], &[binary.code_bits()]].concat();
    let repeated = b.broadcast(x, &by_code, &kept)?;
    Ok(b.reshape(repeated, &[dims[0], dims[1], binary.bits])?)
}

/// `bits pred[B, S, D] -> f32[B, S, D]`: plus or minus the magnitude.
fn signs(b: &mut Builder, bits: Value, binary: &Binary) -> Result<Value, VqError> {
    let plus = b.splat(bits, F32, binary.magnitude())?;
    let minus = b.splat(bits, F32, -binary.magnitude())?;
    Ok(b.select(bits, plus, minus)?)
}
