//! How exactly the search for the nearest entry is computed: a contract, not a hint.

use crate::ir::shape::ElementType;

/// How exactly a search is computed, and over which codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchPrecision {
    /// One product of bf16 operands with f32 sums, over the codebook rounded to bf16.
    Fast,
    /// The codes of an f64 search over the tokens and the f32 codebook as they are, but for ties
    /// within one f32 rounding of a distance.
    Exact,
    /// One product of f32 operands at the highest precision, over the f32 codebook as it is.
    F32,
}

impl SearchPrecision {
    /// Every one.
    pub const ALL: [SearchPrecision; 3] = [Self::Fast, Self::Exact, Self::F32];

    /// The name in jobs and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Exact => "exact",
            Self::F32 => "f32",
        }
    }

    /// What a step has whose job says nothing: products of the type of its inputs.
    pub fn of_inputs(dtype: ElementType) -> Self {
        if dtype == ElementType::Bf16 { Self::Fast } else { Self::F32 }
    }

    /// The type of the products' operands.
    pub fn operand(self) -> ElementType {
        match self {
            Self::Fast | Self::Exact => ElementType::Bf16,
            Self::F32 => ElementType::F32,
        }
    }

    /// Whether the search sees f32 entries rounded to bf16.
    pub fn rounds_entries(self) -> bool {
        self == Self::Fast
    }
}
