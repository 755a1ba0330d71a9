//! The function of a quantizer that is compiled, and all that its graph depends on.

use crate::ir::shape::ElementType;
use crate::vq::formulation::{Forms, Platform};
use crate::vq::spec::restart::Source;
use crate::vq::spec::{Codebook, Gradient, Kind, Layout, Losses, Quantizer, SearchPrecision};

/// Which function of the quantizer is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// `inputs, codebook -> codes`.
    Encode,
    /// `codes, codebook -> quantized`.
    Decode,
    /// `inputs, codebook -> quantized, codes`, losses and metrics.
    Quantize,
    /// All of quantize with the old codebook, then one EMA step of the state.
    Update,
    /// All of quantize, and the batch's counts and sums added to the pending ones.
    Accumulate,
    /// One EMA step of the state from the pending counts and sums.
    Apply,
    /// Gradients of the inputs and the parameters from those of `quantized` and `loss`.
    Vjp,
}

impl Step {
    /// Every step, in the order of its work.
    pub const ALL: [Step; 7] = [
        Self::Encode,
        Self::Decode,
        Self::Quantize,
        Self::Update,
        Self::Accumulate,
        Self::Apply,
        Self::Vjp,
    ];

    /// The name in jobs, folders and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Encode => "encode",
            Self::Decode => "decode",
            Self::Quantize => "quantize",
            Self::Update => "update",
            Self::Accumulate => "accumulate",
            Self::Apply => "apply",
            Self::Vjp => "vjp",
        }
    }
}

/// Which tokens of a batch take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mask {
    /// All.
    None,
    /// Those that the input `mask pred[B, S]` names.
    Tokens,
    /// The first `lengths s32[B]` of each sequence.
    Lengths,
}

impl Mask {
    /// Every one.
    pub const ALL: [Mask; 3] = [Self::None, Self::Tokens, Self::Lengths];

    /// The name in jobs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Tokens => "tokens",
            Self::Lengths => "lengths",
        }
    }
}

/// The words that packed codes are kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackedWord {
    /// Bytes: what files and wires take, and the least that is left unused.
    U8,
    /// 32 bits: what a TPU moves at its own width.
    U32,
}

impl PackedWord {
    /// Its type.
    pub fn element_type(self) -> ElementType {
        match self {
            Self::U8 => ElementType::U8,
            Self::U32 => ElementType::U32,
        }
    }

    /// Its size.
    pub fn bits(self) -> usize {
        self.element_type().byte_size() * 8
    }
}

/// In which form codes and codebooks cross the boundary of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Storage {
    /// Codes as packed bits, in words of this kind.
    pub packed_codes: Option<PackedWord>,
    /// How a codebook that is only read is kept.
    pub codebook: StoredCodebook,
}

/// How a codebook that is only read is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StoredCodebook {
    /// As training leaves it.
    #[default]
    F32,
    /// As products see it, bf16, and for searches half of each entry's squared norm (`encode`,
    /// `quantize`, `decode`).
    Bf16,
    /// As eight-bit numbers with a scale for each entry (`decode`).
    Int8,
}

/// All that the graph of a step depends on, the mesh excepted.
#[derive(Debug, Clone, PartialEq)]
pub struct StepSpec {
    /// The function.
    pub step: Step,
    /// The quantizer.
    pub quantizer: Quantizer,
    /// Sequences in a batch, B.
    pub batch: usize,
    /// Tokens in a sequence, S.
    pub seq: usize,
    /// Type of the inputs and of the products: bf16 or f32.
    pub dtype: ElementType,
    /// How exactly the search is computed, where that is not what [`StepSpec::precision`] has by
    /// default.
    pub search_precision: Option<SearchPrecision>,
    /// Which tokens take part.
    pub mask: Mask,
    /// Whether the input `given_codes` says the codes, instead of a search.
    pub given_codes: bool,
    /// Whether statistics are reduced over devices a step later than they are taken.
    pub async_updates: bool,
    /// Whether sums over tokens have the same bits on any number of devices.
    pub reproducible: bool,
    /// The form of codes and codebooks.
    pub storage: Storage,
    /// How the arrays lie on the mesh.
    pub layout: Layout,
    /// The machines that the step is written down for.
    pub platform: Platform,
    /// How it is written down, where that is not left to the table.
    pub forms: Forms,
    /// The type in which devices send each other the sums of an update: f32, or bf16 of layouts that
    /// are one region.
    pub collective_dtype: ElementType,
    /// How many layers one run is, where each tensor has them as its first dimension.
    pub stacked_layers: Option<usize>,
}

impl StepSpec {
    /// A step of one codebook of `codebook_size` entries of `embedding_dim` elements, all else by
    /// default: 32 sequences of 512 bf16 tokens, written down for TPUs.
    pub fn plain(step: Step, codebook_size: usize, embedding_dim: usize) -> Self {
        let codebook = Codebook { codebook_size, ..Codebook::DEFAULT };
        StepSpec {
            step,
            quantizer: Quantizer {
                kind: Kind::Codebook(codebook),
                embedding_dim,
                losses: Losses::of_weights(0.25, 0.0),
                gradient: Gradient::StraightThrough,
                input_dim: None,
            },
            batch: 32,
            seq: 512,
            dtype: ElementType::Bf16,
            search_precision: None,
            mask: Mask::None,
            given_codes: false,
            async_updates: false,
            reproducible: false,
            storage: Storage::default(),
            layout: Layout::Tokens,
            platform: Platform::Tpu,
            forms: Forms::default(),
            collective_dtype: ElementType::F32,
            stacked_layers: None,
        }
    }

    /// Whether the step is one manual region, in which vqbit says what devices tell each other.
    pub fn is_manual(&self) -> bool {
        self.layout.is_manual() || self.collective_dtype != ElementType::F32
    }

    /// How exactly the search is computed.
    pub fn precision(&self) -> SearchPrecision {
        self.search_precision.unwrap_or(SearchPrecision::of_inputs(self.dtype))
    }

    /// Bits of a token of inputs: its elements, each of `bits(dtype)`.
    pub fn token_bits(&self) -> usize {
        self.quantizer.token_dim() * self.dtype.byte_size() * 8
    }

    /// Whether the step draws random numbers, from an input `seed`.
    pub fn draws(&self) -> bool {
        let Some(codebook) = self.quantizer.codebook() else { return false };
        let stochastic = codebook.stochastic.is_some();
        match self.step {
            Step::Encode | Step::Quantize | Step::Accumulate | Step::Vjp => stochastic,
            Step::Update => {
                stochastic || codebook.restart.is_some_and(|rule| rule.source == Source::Batch)
            }
            Step::Decode | Step::Apply => false,
        }
    }

    /// How much of the usage histogram stays in a step that moves it: `update` by its batch, `apply`
    /// by what was pending, which asynchronous updates have counted before.
    pub fn moved_usage(&self) -> Option<f64> {
        let moves = match self.step {
            Step::Update => true,
            Step::Apply => !self.async_updates,
            Step::Encode | Step::Decode | Step::Quantize | Step::Accumulate | Step::Vjp => false,
        };
        self.quantizer.codebook().and_then(|codebook| codebook.usage_decay).filter(|_| moves)
    }

    /// Codes of one sequence.
    pub fn codes_per_sequence(&self) -> usize {
        self.quantizer.code_dims().iter().product::<usize>() * self.seq
    }

    /// Bits of one packed code: `ceil(log2 K)`, or `ceil(log2(K + 1))` where tokens are masked or stages
    /// do not choose.
    ///
    /// All ones are -1 wherever they are no code, so that what chose nothing comes back as -1. Otherwise,
    /// with a power of two for K, they are a code, and nothing is left for a token that is not finite or
    /// is given no code: it comes back as code K - 1.
    pub fn packed_code_bits(&self) -> usize {
        let stages_rest = self.quantizer.codebook().is_some_and(|codebook| codebook.active_stages);
        let none = usize::from(self.mask != Mask::None || stages_rest);
        let last = (self.quantizer.codebook_size() + none).saturating_sub(1);
        last.checked_ilog2().map_or(1, |bits| bits as usize + 1)
    }

    /// Words of one sequence's packed codes.
    pub fn packed_words(&self, word: PackedWord) -> usize {
        (self.codes_per_sequence() * self.packed_code_bits()).div_ceil(word.bits())
    }

    /// How many bits of inputs one bit of codes stands for; of packed codes with what is left of a
    /// sequence's last word.
    #[expect(clippy::cast_precision_loss, reason = "bit counts are far below 2^53")]
    pub fn compression_ratio(&self) -> f64 {
        if let Some(word) = self.storage.packed_codes {
            let bits = self.packed_words(word) * word.bits();
            return (self.token_bits() * self.seq) as f64 / bits as f64;
        }
        self.token_bits() as f64 / self.quantizer.token_code_bits() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_as_many_bits_as_count_the_entries() {
        let bits =
            |codebook_size| StepSpec::plain(Step::Encode, codebook_size, 4).quantizer.code_bits();
        assert_eq!([1, 2, 3, 64, 65, 128, 1000].map(bits), [1, 1, 2, 6, 7, 7, 10]);
    }
}
