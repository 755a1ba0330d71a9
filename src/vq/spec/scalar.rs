//! Quantizers without a codebook: what their elements become, as specified.

/// How an element is bounded before it is rounded to one of `L` levels.
///
/// `tan` and `atanh` are two readings of one paper and differ in about one input of a hundred; a
/// model decodes right only with the one that it was trained with.
/// Source: Mentzer et al., "Finite Scalar Quantization" (arXiv:2309.15505), appendix A.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offset {
    /// The paper's own program: bounds drawn in by a thousandth, even levels shifted by a tangent.
    Tan,
    /// That of the common `PyTorch` libraries: bounds drawn out by a thousandth, and the shift that
    /// takes zero to zero.
    Atanh,
    /// Values symmetric about zero for even levels too, as residual and two-level quantizers want
    /// them. Source: Parker et al. (arXiv:2411.19842), section 3.2.
    Symmetric,
}

/// Finite scalar quantizer: each element has a few levels, and their digits are the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fsq {
    /// Levels of each element, the first the least significant digit of the code.
    pub levels: Vec<usize>,
    /// How an element is bounded.
    pub offset: Offset,
}

impl Fsq {
    /// Number of codes: the product of the levels, or the largest number there is.
    pub fn codebook_size(&self) -> usize {
        self.levels.iter().fold(1, |size: usize, &levels| size.saturating_mul(levels))
    }
}

/// Which bit of a code the first element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BitOrder {
    /// The most significant one.
    Msb,
    /// The least significant one.
    Lsb,
}

/// Entropy terms of binary codes: `weight * (sample_entropy - gamma * batch_entropy)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entropy {
    /// Of both terms in `loss`; 0 leaves them out.
    pub weight: f64,
    /// Of the batch's entropy against a sample's.
    pub gamma: f64,
    /// Of the soft assignment to the two signs, above 0.
    pub temperature: f64,
}

/// Binary quantizer: the sign of each element is a bit of the code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Binary {
    /// Elements of a token, one bit each.
    pub bits: usize,
    /// Groups of bits, each a code of its own.
    pub groups: Option<usize>,
    /// Which bit the first element of a code is.
    pub bit_order: BitOrder,
    /// Whether tokens are put on the unit sphere first and signs are `1/sqrt(bits)` (BSQ), or
    /// tokens stay as they are and signs are 1 (LFQ).
    pub sphere: bool,
    /// The entropy terms.
    pub entropy: Entropy,
}

impl Binary {
    /// Bits of one code.
    pub fn code_bits(&self) -> usize {
        self.bits / self.groups.unwrap_or(1)
    }

    /// Number of values of one code, or the largest number there is.
    pub fn codebook_size(&self) -> usize {
        u32::try_from(self.code_bits())
            .ok()
            .and_then(|b| 1_usize.checked_shl(b))
            .unwrap_or(usize::MAX)
    }

    /// The size of a quantized element.
    #[expect(clippy::cast_precision_loss, reason = "bits are few")]
    pub fn magnitude(&self) -> f64 {
        if self.sphere { 1.0 / (self.bits as f64).sqrt() } else { 1.0 }
    }
}
