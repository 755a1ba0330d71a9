//! Codebooks in eight bits for `decode`: whole numbers, and a scale for each entry.

use crate::ir::builder::Builder;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;

/// The entries `s8[.., K, d]`, in `-127..=127`.
pub const CODEBOOK_INT8: &str = "codebook_int8";
/// What one step of an entry's numbers is worth, `f32[.., K]`.
pub const CODEBOOK_SCALE: &str = "codebook_scale";

/// The entries `f32[.., K, d]`: each number times its entry's scale.
pub(in crate::vq::storage) fn widened(b: &mut Builder, given: &Arrays) -> Result<Value, VqError> {
    let (numbers, scale) = (given.get(CODEBOOK_INT8)?, given.get(CODEBOOK_SCALE)?);
    let numbers = b.convert(numbers, ElementType::F32)?;
    let dims = b.shape(numbers).dims.clone();
    let kept: Vec<usize> = (0..dims.len() - 1).collect();
    let scale = b.broadcast(scale, &dims, &kept)?;
    Ok(b.multiply(numbers, scale)?)
}

/// A codebook `f32[.., K, d]` in eight bits: its numbers and its scales.
///
/// An entry's scale is its largest size over 127, and elements are rounded to the nearest number:
/// no element is farther off than half a scale (and f32's rounding). An entry of zeros has scale 0.
///
/// # Errors
/// The codebook is not f32, or there is no memory.
pub fn in_eight_bits(codebook: &Tensor) -> Result<[(&'static str, Tensor); 2], TensorError> {
    let values = codebook.to_f32()?;
    let dims = &codebook.shape().dims;
    let (&dim, entries) = dims.split_last().unwrap_or((&1, &[]));
    let (mut numbers, mut scales) = (Vec::with_capacity(values.len()), vec![]);
    for entry in values.chunks(dim.max(1)) {
        let scale = entry.iter().fold(0.0_f32, |most, x| most.max(x.abs())) / 127.0;
        numbers.extend(entry.iter().map(|&x| if scale > 0.0 { nearest(x / scale) } else { 0 }));
        scales.push(scale);
    }
    let numbers = Tensor::from_s8(dims, &numbers)?;
    Ok([(CODEBOOK_INT8, numbers), (CODEBOOK_SCALE, Tensor::from_f32(entries, &scales)?)])
}

/// To the nearest whole number of `-127..=127`, the even one of two.
#[expect(clippy::cast_possible_truncation, reason = "the cast is the rounding")]
fn nearest(x: f32) -> i8 {
    x.round_ties_even().clamp(-127.0, 127.0) as i8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_element_is_farther_off_than_half_a_scale() {
        let values: Vec<f32> = (0..60_i16).map(|i| f32::from(i * 37 % 61 - 30) * 0.173).collect();
        let codebook = Tensor::from_f32(&[2, 5, 6], &values).expect("a codebook");
        let [(_, numbers), (_, scales)] = in_eight_bits(&codebook).expect("eight bits");
        assert_eq!(numbers.shape().to_string(), "s8[2,5,6]");
        assert_eq!(scales.shape().to_string(), "f32[2,5]");
        let (numbers, scales) = (numbers.widened(), scales.widened());
        assert!(numbers.iter().any(|n| n.abs() == 127.0));
        for (place, (&value, number)) in values.iter().zip(&numbers).enumerate() {
            let scale = scales[place / 6];
            let off = (f64::from(value) - number * scale).abs();
            assert!(off <= 0.5001 * scale, "element {place} is off by {off}, the scale is {scale}");
        }
    }

    #[test]
    fn an_entry_of_zeros_stays_zero() {
        let zeros = Tensor::from_f32(&[1, 2], &[0.0, -0.0]).expect("a codebook");
        let [(_, numbers), (_, scales)] = in_eight_bits(&zeros).expect("eight bits");
        assert_eq!((numbers.widened(), scales.widened()), (vec![0.0; 2], vec![0.0]));
    }
}
