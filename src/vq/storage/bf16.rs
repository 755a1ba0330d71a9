//! Codebooks for serving, as products see them: rounded once, and not by each step that reads them.
//!
//! By the estimates (static profile, v6e-1) an `encode` of 512 tokens takes, from the f32 codebook / so
//! kept, in us: 6.2 / 3.8 at K = 1024, 41.8 / 15.3 at 8192 (26.4 with the entries alone); a `decode`
//! 6.4 / 5.2 and 18.9 / 11.2. An `encode` of 16,384 tokens 63.4 / 61.0 and 783 / 760.
//!
//! An `update` keeps no such copy. With one in its state, of which it reads the old and writes the new,
//! it takes in `tokens` on v4-32 and v6e-32: 40.3 / 39.7 and 29.5 / 29.4 at K = 64, 200.1 / 194.9 and
//! 71.5 / 71.1 at 1024, 1198 / 1175 and 383 / 389 at 8192, where other layouts take a third.

use crate::ir::builder::Builder;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;

/// The entries `bf16[.., K, d]`.
pub const CODEBOOK_BF16: &str = "codebook_bf16";
/// Half of each rounded entry's squared norm, `f32[.., K]`.
pub const HALF_NORMS: &str = "codebook_half_norms";

/// The entries `f32[.., K, d]`.
pub(in crate::vq::storage) fn widened(b: &mut Builder, given: &Arrays) -> Result<Value, VqError> {
    Ok(b.convert(given.get(CODEBOOK_BF16)?, ElementType::F32)?)
}

/// A codebook `f32[.., K, d]` as it is kept for serving: rounded entries and, summed in f64, half of
/// their squared norms.
///
/// # Errors
/// The codebook is not f32, or there is no memory.
pub fn in_bf16(codebook: &Tensor) -> Result<[(&'static str, Tensor); 2], TensorError> {
    let entries = codebook.convert_to(ElementType::Bf16)?;
    let half_norms = half_norms(&entries)?;
    Ok([(CODEBOOK_BF16, entries), (HALF_NORMS, half_norms)])
}

/// Half of the squared norms of `entries [.., K, d]`, summed in f64: `f32[.., K]`.
///
/// # Errors
/// There is no memory for them.
pub fn half_norms(entries: &Tensor) -> Result<Tensor, TensorError> {
    let (&dim, lead) = entries.shape().dims.split_last().unwrap_or((&1, &[]));
    let half_norm = |entry: &[f64]| entry.iter().map(|x| x * x).sum::<f64>() / 2.0;
    let half_norms: Vec<f64> = entries.widened().chunks(dim.max(1)).map(half_norm).collect();
    Tensor::from_f64(lead, &half_norms)?.convert_to(ElementType::F32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norms_are_those_of_the_rounded_entries() {
        // 1 + 2^-8 rounds to 1, the even one of its neighbours.
        let codebook = Tensor::from_f32(&[2, 2], &[1.0 + 1.0 / 256.0, 2.0, -3.0, 0.0]);
        let [(_, entries), (_, half_norms)] =
            in_bf16(&codebook.expect("a codebook")).expect("bf16");
        assert_eq!(entries.shape().to_string(), "bf16[2,2]");
        assert_eq!(entries.widened(), [1.0, 2.0, -3.0, 0.0]);
        assert_eq!(half_norms.to_f32().expect("f32"), [2.5, 4.5]);
    }
}
