//! Packed codes: a sequence's codes as one stream of bits in words of 8 or 32.
//!
//! Codes of a sequence follow one another, `bits` each, the least significant bit first, from bit 0
//! of word 0 on; what is left of the last word is zero. Code -1 is all ones. See
//! [`StepSpec::packed_code_bits`](crate::vq::spec::StepSpec::packed_code_bits).

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::op::BinaryOp;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::recipe::Recipe;
use crate::vq::spec::PackedWord;

const S32: ElementType = ElementType::S32;
const U32: ElementType = ElementType::U32;

impl Recipe<'_> {
    /// Adds `codes` where `packed_codes` are given.
    pub(in crate::vq) fn unpack(&self, b: &mut Builder, given: &mut Arrays) -> Result<(), VqError> {
        if let (Some(word), Ok(packed)) =
            (self.spec.storage.packed_codes, given.get("packed_codes"))
        {
            given.set("codes", self.unpacked(b, packed, word)?);
        }
        Ok(())
    }

    /// Adds `packed_codes` where `codes` were made and are wanted in this form.
    pub(in crate::vq) fn pack(&self, b: &mut Builder, made: &mut Arrays) -> Result<(), VqError> {
        if let (Some(word), Ok(codes)) = (self.spec.storage.packed_codes, made.get("codes")) {
            made.set("packed_codes", self.packed(b, codes, word)?);
        }
        Ok(())
    }

    /// `codes s32[B, S, ..] -> [B, W]` words. Bits are moved in u32 and then narrowed.
    fn packed(&self, b: &mut Builder, codes: Value, word: PackedWord) -> Result<Value, VqError> {
        let (batch, codes_each) = (self.spec.batch, self.spec.codes_per_sequence());
        let words = self.spec.packed_words(word);
        let flat = b.reshape(codes, &[batch, codes_each])?;
        let flat = b.bitcast_convert(flat, U32)?;
        let bits = bits_of(b, flat, self.spec.packed_code_bits())?;
        let used = codes_each * self.spec.packed_code_bits();
        let mut stream = b.reshape(bits, &[batch, used])?;
        if words * word.bits() > used {
            let zero = b.scalar(U32, 0.0)?;
            let rest = b.broadcast(zero, &[batch, words * word.bits() - used], &[])?;
            stream = b.concatenate(&[stream, rest], 1)?;
        }
        let by_word = b.reshape(stream, &[batch, words, word.bits()])?;
        let packed = number_of(b, by_word)?;
        let packed = b.convert(packed, word.element_type())?;
        Ok(b.label(packed, "packed_codes"))
    }

    /// `packed [B, W] -> s32[B, S, ..]`.
    fn unpacked(&self, b: &mut Builder, packed: Value, word: PackedWord) -> Result<Value, VqError> {
        let spec = self.spec;
        let (batch, codes_each, code_bits) =
            (spec.batch, spec.codes_per_sequence(), spec.packed_code_bits());
        let packed = b.convert(packed, U32)?;
        let bits = bits_of(b, packed, word.bits())?;
        let stream = b.reshape(bits, &[batch, spec.packed_words(word) * word.bits()])?;
        let used = b.range(stream, 1, 0..codes_each * code_bits)?;
        let by_code = b.reshape(used, &[batch, codes_each, code_bits])?;
        let codes = number_of(b, by_code)?;
        let mut codes = b.bitcast_convert(codes, S32)?;
        let all_ones = (1_usize << code_bits) - 1;
        if spec.quantizer.codebook_size() <= all_ones {
            #[expect(clippy::cast_precision_loss, reason = "codes have at most 25 bits")]
            let none = b.splat(codes, S32, all_ones as f64)?;
            let is_none = b.compare(Direction::Eq, codes, none)?;
            let minus_one = b.splat(codes, S32, -1.0)?;
            codes = b.select(is_none, minus_one, codes)?;
        }
        let dims = [vec![batch, spec.seq], spec.quantizer.code_dims()].concat();
        Ok(b.reshape(codes, &dims)?)
    }
}

/// `x u32[m, n] -> u32[m, n, bits]`: each bit as 0 or 1, the least significant first.
fn bits_of(b: &mut Builder, x: Value, bits: usize) -> Result<Value, VqError> {
    let dims = [&b.shape(x).dims[..], &[bits]].concat();
    let repeated = b.broadcast(x, &dims, &[0, 1])?;
    let place = b.iota(Shape::new(U32, &dims), 2)?;
    let moved = b.binary(BinaryOp::ShiftRightLogical, repeated, place)?;
    let one = b.splat(moved, U32, 1.0)?;
    Ok(b.binary(BinaryOp::And, moved, one)?)
}

/// `bits u32[m, n, k] -> u32[m, n]`: the number of these bits, the least significant first.
fn number_of(b: &mut Builder, bits: Value) -> Result<Value, VqError> {
    let place = b.iota(b.shape(bits).clone(), 2)?;
    let moved = b.binary(BinaryOp::ShiftLeft, bits, place)?;
    Ok(b.sum(moved, &[2])?)
}
