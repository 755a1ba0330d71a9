//! Nearest entries by exact squared distance, and how bad a wrong choice is.

use half::bf16;

use crate::ir::shape::ElementType;
use crate::vq::spec::Codebook;

/// The code of a row that has no nearest entry because one of its elements is not finite.
pub const NO_CODE: i32 = -1;

/// What the graph's products are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compute {
    /// The f32 codebook is rounded to bf16 before search and lookup; inputs are bf16 values.
    Bf16,
    /// The codebook is used as it is; inputs are f32 values.
    F32,
}

impl Compute {
    /// The computation of a step whose inputs have this type; `None` unless bf16 or f32.
    pub fn of(dtype: ElementType) -> Option<Self> {
        match dtype {
            ElementType::Bf16 => Some(Self::Bf16),
            ElementType::F32 => Some(Self::F32),
            ElementType::Pred
            | ElementType::S32
            | ElementType::U8
            | ElementType::U32
            | ElementType::F64 => None,
        }
    }

    /// Bits of one element of the inputs.
    pub fn input_bits(self) -> usize {
        match self {
            Self::Bf16 => 16,
            Self::F32 => 32,
        }
    }

    /// A codebook element as search and lookup see it: to nearest, ties to even.
    #[expect(clippy::cast_possible_truncation, reason = "state is f32, so the cast is exact")]
    pub fn round(self, value: f64) -> f64 {
        match self {
            Self::Bf16 => bf16::from_f32(value as f32).to_f64(),
            Self::F32 => value,
        }
    }
}

/// A quantizer with plain slices for arrays: inputs `[N, D]`, codebook `[K, D]`, codes `[N]`.
///
/// K and D are `quantizer.codebook_size` and `quantizer.embedding_dim`, both at least 1; N is
/// what the inputs' length says. All methods panic when a slice's length does not fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reference {
    /// Sizes, weights and training rule.
    pub quantizer: Codebook,
    /// The rounding of the codebook.
    pub compute: Compute,
}

/// How far a chosen entry is from a row of inputs, against the nearest one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regret {
    /// Squared distance of the chosen entry minus that of the nearest one; infinite where the
    /// code is not one of `0..K` or should have been -1.
    pub absolute: f64,
    /// `absolute` over the nearest entry's squared distance; infinite where only that is 0.
    pub relative: f64,
    /// `absolute` over ‖x‖² + ‖c‖² of the chosen entry: what a graph that subtracts numbers of
    /// this size can promise, near-zero distances included.
    pub scaled: f64,
}

impl Regret {
    /// The regret of the right code.
    const NONE: Regret = Regret { absolute: 0.0, relative: 0.0, scaled: 0.0 };
    /// The regret of something that is no code of this row.
    const INFINITE: Regret =
        Regret { absolute: f64::INFINITY, relative: f64::INFINITY, scaled: f64::INFINITY };
}

impl Reference {
    /// Nearest entries: `inputs [N, D], codebook [K, D] -> codes [N]`, ties to the smallest code,
    /// -1 for a row with a non-finite element.
    ///
    /// An entry at a NaN or infinite distance is never nearer than another; where all are, the
    /// code is 0.
    pub fn encode(&self, inputs: &[f64], codebook: &[f64]) -> Vec<i32> {
        let dim = self.quantizer.embedding_dim;
        let codebook = self.rounded(codebook);
        self.rows(inputs)
            .map(|row| {
                if !is_finite(row) {
                    return NO_CODE;
                }
                let mut best = (f64::INFINITY, 0);
                for (code, entry) in (0_i32..).zip(codebook.chunks_exact(dim)) {
                    let distance = squared_distance(row, entry);
                    if distance < best.0 {
                        best = (distance, code);
                    }
                }
                best.1
            })
            .collect()
    }

    /// Squared distances: `inputs [N, D], codebook [K, D] -> distances [N, K]`.
    pub fn distances(&self, inputs: &[f64], codebook: &[f64]) -> Vec<f64> {
        let dim = self.quantizer.embedding_dim;
        let codebook = self.rounded(codebook);
        let mut distances = Vec::new();
        for row in self.rows(inputs) {
            for entry in codebook.chunks_exact(dim) {
                distances.push(squared_distance(row, entry));
            }
        }
        distances
    }

    /// What each of `codes [N]` costs over the nearest entry; no regret for -1 where it is right.
    pub fn regrets(&self, inputs: &[f64], codebook: &[f64], codes: &[i32]) -> Vec<Regret> {
        let dim = self.quantizer.embedding_dim;
        let nearest = self.encode(inputs, codebook);
        assert_eq!(codes.len(), nearest.len(), "one code a row of inputs");
        let codebook = self.rounded(codebook);
        let entry = |code: i32| self.entry_index(code).map(|k| &codebook[k * dim..(k + 1) * dim]);
        self.rows(inputs)
            .zip(nearest)
            .zip(codes)
            .map(|((row, nearest), &code)| match (entry(nearest), entry(code)) {
                _ if nearest == code => Regret::NONE,
                (Some(nearest), Some(chosen)) => {
                    let best = squared_distance(row, nearest);
                    let absolute = squared_distance(row, chosen) - best;
                    let zeros = vec![0.0; dim];
                    let scale = squared_distance(row, &zeros) + squared_distance(chosen, &zeros);
                    Regret {
                        absolute,
                        relative: ratio(absolute, best),
                        scaled: ratio(absolute, scale),
                    }
                }
                (None, _) | (_, None) => Regret::INFINITE,
            })
            .collect()
    }

    /// The codebook as search and lookup see it.
    pub fn rounded(&self, codebook: &[f64]) -> Vec<f64> {
        let size = self.quantizer.codebook_size * self.quantizer.embedding_dim;
        assert_eq!(codebook.len(), size, "a codebook of K x D elements");
        codebook.iter().map(|&value| self.compute.round(value)).collect()
    }

    /// The rows of inputs.
    pub(super) fn rows<'a>(&self, inputs: &'a [f64]) -> impl Iterator<Item = &'a [f64]> {
        let dim = self.quantizer.embedding_dim;
        assert_eq!(inputs.len() % dim, 0, "inputs of whole rows");
        inputs.chunks_exact(dim)
    }

    /// The codebook row of a code, if it is one of `0..K`.
    pub(super) fn entry_index(&self, code: i32) -> Option<usize> {
        usize::try_from(code).ok().filter(|&entry| entry < self.quantizer.codebook_size)
    }
}

/// Whether a row takes part: no element is NaN or infinite.
pub(super) fn is_finite(row: &[f64]) -> bool {
    row.iter().all(|value| value.is_finite())
}

/// The sum of (x - c)².
pub(super) fn squared_distance(row: &[f64], entry: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (x, c) in row.iter().zip(entry) {
        sum += (x - c) * (x - c);
    }
    sum
}

/// `part / whole`, 0 where both are 0.
fn ratio(part: f64, whole: f64) -> f64 {
    if part == 0.0 { 0.0 } else { part / whole }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vq::spec::Ema;

    fn reference(codebook_size: usize, embedding_dim: usize, compute: Compute) -> Reference {
        let ema = Ema { decay: 0.5, epsilon: 1.0 };
        let quantizer = Codebook {
            codebook_size,
            embedding_dim,
            commitment_weight: 0.25,
            codebook_weight: 0.5,
            ema,
        };
        Reference { quantizer, compute }
    }

    #[test]
    fn the_nearest_entry_wins_and_ties_go_to_the_smallest_code() {
        let two = reference(2, 2, Compute::F32);
        // (1, 0) is 1 away from both; (1.5, 0) is 2.25 and 0.25 away; (2, 2) is 8 and 4 away.
        let inputs = [1.0, 0.0, 1.5, 0.0, 2.0, 2.0];
        let codebook = [0.0, 0.0, 2.0, 0.0];
        assert_eq!(two.distances(&inputs, &codebook), [1.0, 1.0, 2.25, 0.25, 8.0, 4.0]);
        assert_eq!(two.encode(&inputs, &codebook), [0, 1, 1]);
        // Entries 1 and 2 are the same and nearest.
        assert_eq!(reference(3, 1, Compute::F32).encode(&[5.0], &[0.0, 4.0, 4.0]), [1]);
        assert_eq!(reference(1, 1, Compute::F32).encode(&[5.0, -9.0], &[3.0]), [0, 0]);
    }

    #[test]
    fn a_row_with_any_non_finite_element_has_code_minus_one() {
        let inputs = [f64::NAN, 0.0, 1.0, f64::INFINITY, f64::NEG_INFINITY, 0.0, 2.0, 0.0];
        let codes = reference(2, 2, Compute::F32).encode(&inputs, &[0.0, 0.0, 2.0, 0.0]);
        assert_eq!(codes, [-1, -1, -1, 1]);
    }

    #[test]
    fn a_broken_entry_is_never_nearest() {
        let three = reference(3, 1, Compute::F32);
        assert_eq!(three.encode(&[5.0], &[f64::NAN, f64::INFINITY, 900.0]), [2]);
        assert_eq!(three.encode(&[5.0], &[f64::NAN, f64::NAN, f64::NAN]), [0]);
    }

    #[test]
    fn bf16_rounds_the_codebook_to_nearest_even_before_the_search() {
        let bf16 = reference(2, 1, Compute::Bf16);
        // bf16 keeps 7 bits of mantissa: 1 + 2^-8 lies between 1 and 1 + 2^-7 and goes to the even
        // 1; 1 + 3 * 2^-8 lies between 1 + 2^-7 and 1 + 2^-6 and goes to the even 1 + 2^-6.
        let codebook = [1.003_906_25, 1.011_718_75];
        assert_eq!(bf16.rounded(&codebook), [1.0, 1.015_625]);
        // Rounded, 1.0078125 is 2^-7 from either entry, a tie; 1.008 is nearer to entry 1 and 1.0075
        // to entry 0.
        assert_eq!(bf16.encode(&[1.007_812_5, 1.008, 1.0075], &codebook), [0, 1, 0]);
        assert_eq!(reference(2, 1, Compute::F32).rounded(&codebook), codebook);
    }

    #[test]
    fn regret_says_how_much_farther_the_chosen_entry_is() {
        let two = reference(2, 2, Compute::F32);
        let codebook = [0.0, 0.0, 2.0, 0.0];
        // (1.5, 0): entry 0 is 2.25 away, entry 1 is 0.25: 2 more, 8 times the best; ‖x‖² = 2.25
        // and ‖c_0‖² = 0. (2, 0): entry 1 is 0 away, entry 0 is 4.
        let inputs = [1.5, 0.0, 2.0, 0.0, f64::NAN, 0.0, 1.0, 0.0];
        let regrets = two.regrets(&inputs, &codebook, &[0, 0, -1, 1]);
        assert_eq!(regrets[0], Regret { absolute: 2.0, relative: 8.0, scaled: 2.0 / 2.25 });
        assert_eq!(regrets[1], Regret { absolute: 4.0, relative: f64::INFINITY, scaled: 1.0 });
        assert_eq!(regrets[2], Regret::NONE);
        assert_eq!(regrets[3], Regret::NONE); // the larger code of a tie is as near
        let wrong = two.regrets(&inputs, &codebook, &[-1, 2, 0, 0]);
        assert_eq!(wrong[..3], [Regret::INFINITE; 3]);
    }
}
