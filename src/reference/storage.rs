//! Codes and codebooks in the forms that they are kept in: packed bits, and eight-bit entries.

use crate::reference::compute::{code_of, in_f32, whole};
use crate::reference::search::NO_CODE;
use crate::reference::steps::{Arrays, Reference, of};
use crate::vq::spec::{Mask, PackedWord, StoredCodebook};

impl Reference<'_> {
    /// Adds the plain forms of what is given in others.
    pub(in crate::reference) fn open(&self, given: &mut Arrays) {
        if let Some(packed) = given.get("packed_codes") {
            let codes = self.unpacked(packed);
            given.insert("codes", codes.into_iter().map(f64::from).collect());
        }
        if self.spec.storage.codebook == StoredCodebook::Bf16 {
            given.insert("codebook", of(given, "codebook_bf16").to_vec());
        }
        if self.spec.storage.codebook == StoredCodebook::Int8 {
            let (numbers, scales) = (of(given, "codebook_int8"), of(given, "codebook_scale"));
            let dim = numbers.len() / scales.len();
            let value =
                |(place, &n): (usize, &f64)| f64::from(in_f32(n) * in_f32(scales[place / dim]));
            let codebook = numbers.iter().enumerate().map(value).collect();
            given.insert("codebook", codebook);
        }
    }

    /// Adds the packed form of codes.
    pub(in crate::reference) fn close(&self, outputs: &mut Arrays) {
        if self.spec.storage.packed_codes.is_none() {
            return;
        }
        if let Some(codes) = outputs.get("codes") {
            let packed = self.packed(codes);
            outputs.insert("packed_codes", packed);
        }
    }

    /// How many values a packed code tells apart, as bits: one more than K where tokens are masked, or
    /// stages rest.
    pub(in crate::reference) fn bits(&self) -> usize {
        let mut values = self.spec.quantizer.codebook_size();
        let stages_rest = self.spec.quantizer.codebook().is_some_and(|book| book.active_stages);
        if self.spec.mask != Mask::None || stages_rest {
            values += 1;
        }
        let mut bits = 1;
        while 1_usize << bits < values {
            bits += 1;
        }
        bits
    }

    /// Codes that a program chose, as they were before it packed them: where all ones are an entry,
    /// nothing else stands for no code, and what chose none reads as that entry.
    pub(in crate::reference) fn before_packing(&self, given: &Arrays, codes: &[i32]) -> Vec<i32> {
        let quantizer = &self.spec.quantizer;
        let last = quantizer.codebook_size() - 1;
        let mut codes = codes.to_vec();
        if self.spec.storage.packed_codes.is_none() || last != (1 << self.bits()) - 1 {
            return codes;
        }
        let per_token: usize = quantizer.code_dims().iter().product();
        let (valid, named) = (self.valid(given), self.given_codes(given));
        let is_named = |place: usize| {
            let code = named.as_ref().map(|named| usize::try_from(named[place]));
            code.is_none_or(|code| code.is_ok_and(|code| code <= last))
        };
        for (place, code) in codes.iter_mut().enumerate() {
            let chose = valid[place / per_token] && is_named(place);
            if !chose && usize::try_from(*code) == Ok(last) {
                *code = NO_CODE;
            }
        }
        codes
    }

    /// How many bits a word has.
    pub(in crate::reference) fn word_bits(&self) -> usize {
        if self.spec.storage.packed_codes == Some(PackedWord::U8) { 8 } else { 32 }
    }

    fn packed(&self, codes: &[f64]) -> Vec<f64> {
        let each = codes.len() / self.spec.batch;
        let mut words = vec![];
        for sequence in codes.chunks(each) {
            let mut stream = vec![];
            for &code in sequence {
                for bit in 0..self.bits() {
                    stream.push(whole(code) >> bit & 1);
                }
            }
            for word in stream.chunks(self.word_bits()) {
                words.push(word.iter().rev().fold(0, |word, bit| 2 * word + bit) as f64);
            }
        }
        words
    }

    /// The codes of `packed [B, W]`, -1 where all bits are ones and no code is that.
    pub fn unpacked(&self, packed: &[f64]) -> Vec<i32> {
        let (bits, word_bits) = (self.bits(), self.word_bits());
        let each: usize = self.spec.quantizer.code_dims().iter().product::<usize>() * self.spec.seq;
        let mut codes = vec![];
        for words in packed.chunks((each * bits).div_ceil(word_bits)) {
            for place in 0..each {
                let mut code = 0;
                for bit in (place * bits..(place + 1) * bits).rev() {
                    code = 2 * code + (whole(words[bit / word_bits]) >> (bit % word_bits) & 1);
                }
                let is_none =
                    code == (1 << bits) - 1 && code >= self.spec.quantizer.codebook_size() as i64;
                codes.push(if is_none { NO_CODE } else { code_of(code) });
            }
        }
        codes
    }
}
