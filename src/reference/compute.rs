//! The roundings that a step's definition names.

use half::bf16;

use crate::ir::shape::ElementType;

/// What the graph's products are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compute {
    /// The f32 codebook is rounded to bf16 before search and lookup; inputs are bf16 values.
    Bf16,
    /// The codebook is used as it is; inputs are f32 values.
    F32,
}

impl Compute {
    /// The computation of a step whose inputs have this type; f32 unless it is bf16.
    pub fn of(dtype: ElementType) -> Self {
        if dtype == ElementType::Bf16 { Self::Bf16 } else { Self::F32 }
    }

    /// An element as search and lookup see it: to nearest, ties to even.
    pub fn round(self, value: f64) -> f64 {
        match self {
            Self::Bf16 => bf16::from_f32(in_f32(value)).to_f64(),
            Self::F32 => f64::from(in_f32(value)),
        }
    }

    /// All elements of an array, rounded.
    pub fn rounded(self, values: &[f64]) -> Vec<f64> {
        values.iter().map(|&value| self.round(value)).collect()
    }
}

/// A whole number that is kept as f64, as codes and words are.
#[expect(clippy::cast_possible_truncation, reason = "codes and words are far below 2^53")]
pub(in crate::reference) fn whole(value: f64) -> i64 {
    value as i64
}

/// A code; -1 where the number is none of s32.
pub(in crate::reference) fn code_of(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(-1)
}

/// To the nearest f32.
#[expect(clippy::cast_possible_truncation, reason = "the cast is the rounding")]
pub(in crate::reference) fn in_f32(value: f64) -> f32 {
    value as f32
}
