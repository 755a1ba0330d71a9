//! What a step is: the quantizer, the arrays it sees, and how they lie on the mesh.

pub mod precision;
pub mod restart;
pub mod scalar;

use crate::ir::shape::ElementType;
pub use crate::vq::spec::precision::SearchPrecision;
pub use crate::vq::spec::restart::{Restart, Source};
use crate::vq::spec::scalar::{Binary, Fsq};

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

/// How tokens, entries and the embedding dimension lie on the mesh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Tokens over all axes, codebook replicated.
    Tokens,
    /// Tokens over the leading axes, the embedding dimension over the model axis.
    TokensDim,
    /// Tokens over the leading axes, the entries over the model axis.
    TokensCodes,
    /// Tokens over all axes, the state's entries over all axes; one region.
    StateSharded,
    /// Tokens over all axes, the search's entries over the model axis, the state's over all; one
    /// region.
    CodesTokens,
}

impl Layout {
    /// Every layout.
    pub const ALL: [Layout; 5] =
        [Self::Tokens, Self::TokensDim, Self::TokensCodes, Self::StateSharded, Self::CodesTokens];
    /// Those whose collectives the compiler's partitioner finds.
    pub const PARTITIONED: [Layout; 3] = [Self::Tokens, Self::TokensDim, Self::TokensCodes];

    /// The name in jobs and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tokens => "tokens",
            Self::TokensDim => "tokens+dim",
            Self::TokensCodes => "tokens+codes",
            Self::StateSharded => "state-sharded",
            Self::CodesTokens => "codes+tokens",
        }
    }

    /// Whether vqbit says itself what devices tell each other.
    pub const fn is_manual(self) -> bool {
        match self {
            Self::Tokens | Self::TokensDim | Self::TokensCodes => false,
            Self::StateSharded | Self::CodesTokens => true,
        }
    }
}

/// Exponential moving average of an entry's count and sum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ema {
    /// How much of the old average stays at each step, in `[0, 1]`.
    pub decay: f64,
    /// Laplace smoothing of the counts.
    pub epsilon: f64,
    /// What the averages are before the first step.
    pub initial: Initial,
    /// Whether an entry that a batch did not choose has its plain mean, and one that nothing chose
    /// yet its place; else every count is smoothed, which draws such entries to zero.
    pub keep_untouched: bool,
    /// Whether an input `update_weight f32[.., K]` scales `1 - decay` of each entry.
    pub update_weight: bool,
}

impl Ema {
    /// The rule of the default job.
    pub const DEFAULT: Ema = Ema {
        decay: 0.99,
        epsilon: 1e-5,
        initial: Initial::Codebook,
        keep_untouched: true,
        update_weight: false,
    };
}

/// What the averages of counts and sums are before the first step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Initial {
    /// As if each entry had been chosen once, by itself.
    Codebook,
    /// Zero, and divided by `1 - decay^t` after `t` steps, which the state counts.
    ZeroDebiased,
}

impl Initial {
    /// Every one.
    pub const ALL: [Initial; 2] = [Self::Codebook, Self::ZeroDebiased];

    /// The name in jobs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Codebook => "codebook",
            Self::ZeroDebiased => "zero_debiased",
        }
    }
}

/// What the search takes for near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// The least squared distance.
    Euclidean,
    /// The least angle: tokens and entries are normalised for the search.
    Cosine(Returned),
}

/// What a search of normalised vectors gives for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returned {
    /// The normalised entry; losses compare it with the normalised token.
    Normalized,
    /// The entry as it is stored; losses compare it with the token as it is.
    Raw,
}

/// Entries that tokens are compared with: one codebook, or one a stage and a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Codebook {
    /// Number of entries K of each codebook.
    pub codebook_size: usize,
    /// Groups G that a token is cut into, each with a codebook of its own (product quantizer).
    pub groups: Option<usize>,
    /// Stages L, each with a codebook of its own for what the ones before left over (residual
    /// quantizer).
    pub stages: Option<usize>,
    /// Whether stages and groups share one codebook.
    pub shared: bool,
    /// Whether the program is told how many of the stages are active, by an input of that name.
    pub active_stages: bool,
    /// From so many stages on they are turns of one loop.
    pub loop_from: usize,
    /// The training rule of `update`.
    pub ema: Ema,
    /// How much of the old usage histogram stays at each step, where the state has one.
    pub usage_decay: Option<f64>,
    /// What becomes of dead entries, where anything does.
    pub restart: Option<Restart>,
    /// The temperature of codes that are drawn at random, where they are.
    pub stochastic: Option<f64>,
    /// What the search takes for near.
    pub metric: Metric,
}

/// From so many stages on a loop compiles faster than stages that are written out one by one.
pub const LOOP_FROM: usize = 8;

impl Codebook {
    /// One codebook of 64 entries with the usual training rule.
    pub const DEFAULT: Codebook = Codebook {
        codebook_size: 64,
        groups: None,
        stages: None,
        shared: false,
        active_stages: false,
        loop_from: LOOP_FROM,
        ema: Ema::DEFAULT,
        usage_decay: None,
        restart: None,
        stochastic: None,
        metric: Metric::Euclidean,
    };

    /// Whether the stages are turns of one loop.
    pub fn is_looped(&self) -> bool {
        self.stages.is_some_and(|stages| stages >= self.loop_from)
    }

    /// The dimensions before `[K, D]` of the state: stages, then groups; none where one codebook is
    /// shared.
    pub fn lead(&self) -> Vec<usize> {
        if self.shared { vec![] } else { self.code_dims() }
    }

    /// The dimensions after `[B, S]` of codes: stages, then groups.
    pub fn code_dims(&self) -> Vec<usize> {
        self.stages.into_iter().chain(self.groups).collect()
    }

    /// Whether the state has the number of steps made: some rule depends on it.
    pub fn counts_steps(&self) -> bool {
        let depends = |rule: Restart| rule.every > 1 || rule.source == Source::Batch;
        self.stochastic.is_some() || self.restart.is_some_and(depends)
    }

    /// How many codes a token has.
    pub fn codes_per_token(&self) -> usize {
        self.code_dims().iter().product()
    }
}

/// How a token is quantized.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// By the nearest entry of codebooks.
    Codebook(Codebook),
    /// By rounding each element to one of a few levels.
    Fsq(Fsq),
    /// By the sign of each element.
    Binary(Binary),
    /// By the nearest of frozen entries behind a learned linear map (`SimVQ`).
    Sim(Frozen),
    /// By the nearest of frozen directions behind a frozen projection (BEST-RQ).
    RandomProjection(RandomProjection),
}

impl Kind {
    /// The name in messages.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Codebook(_) => "codebook",
            Self::Fsq(_) => "fsq",
            Self::Binary(binary) if binary.sphere => "bsq",
            Self::Binary(_) => "lfq",
            Self::Sim(_) => "sim",
            Self::RandomProjection(_) => "random_projection",
        }
    }
}

/// One codebook that no step changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frozen {
    /// Number of entries K.
    pub codebook_size: usize,
}

/// A frozen projection and a frozen codebook behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RandomProjection {
    /// The directions.
    pub codebook: Frozen,
    /// Whether tokens get mean 0 and variance 1 before they are projected.
    pub layer_norm: bool,
}

/// How tokens come into the space of the entries and back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Projection {
    /// They are there.
    None,
    /// By learned maps: `project_in` and `project_out`, each with its bias.
    Learned,
    /// By the frozen `projection`; there is no way back.
    Frozen,
}

/// Weights of the terms of `loss`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Losses {
    /// Of the commitment loss.
    pub commitment_weight: f64,
    /// Of the codebook loss.
    pub codebook_weight: f64,
    /// Of the diversity loss, where there is one.
    pub diversity: Option<Diversity>,
    /// Of the orthogonal loss, where there is one.
    pub orthogonal: Option<Orthogonal>,
}

impl Losses {
    /// The two terms that every quantizer has.
    pub const fn of_weights(commitment_weight: f64, codebook_weight: f64) -> Self {
        Losses { commitment_weight, codebook_weight, diversity: None, orthogonal: None }
    }
}

/// Wants each token sure of its entry and the batch spread over all entries.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Diversity {
    /// Weight in `loss`.
    pub weight: f64,
    /// What squared distances are divided by before the softmax over the entries.
    pub temperature: f64,
}

/// Wants the entries at right angles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Orthogonal {
    /// Weight in `loss`.
    pub weight: f64,
    /// Size of the step that `update` takes down the weighted gradient after that of the EMA.
    pub rate: f64,
}

/// A vector shorter than this has no direction: f32 loses the digits of its squared norm.
pub const LEAST_NORM: f64 = 1e-6;
/// Unit vectors whose sum is shorter than this are opposite: f32 loses the digits of the direction
/// of the sum.
pub const LEAST_SUM: f64 = 1e-3;

/// How the gradient of `quantized` reaches the inputs, past a choice that has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gradient {
    /// As it is.
    StraightThrough,
    /// Turned and scaled as the input would be to become its entry.
    Rotation,
}

impl Gradient {
    /// Every one.
    pub const ALL: [Gradient; 2] = [Self::StraightThrough, Self::Rotation];

    /// The name in jobs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StraightThrough => "straight_through",
            Self::Rotation => "rotation",
        }
    }
}

/// A quantizer of vectors of `embedding_dim` elements.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantizer {
    /// How a token is quantized.
    pub kind: Kind,
    /// Elements of the vector that is quantized, D.
    pub embedding_dim: usize,
    /// The terms of `loss`.
    pub losses: Losses,
    /// How the gradient of `quantized` reaches the inputs.
    pub gradient: Gradient,
    /// Elements of a token of inputs, where they are projected to `embedding_dim`.
    pub input_dim: Option<usize>,
}

impl Quantizer {
    /// The codebooks, of a kind that trains them.
    pub fn codebook(&self) -> Option<&Codebook> {
        match &self.kind {
            Kind::Codebook(codebook) => Some(codebook),
            Kind::Fsq(_) | Kind::Binary(_) | Kind::Sim(_) | Kind::RandomProjection(_) => None,
        }
    }

    /// The codebook that is never trained, of kinds that have such a one.
    pub fn frozen(&self) -> Option<Frozen> {
        match &self.kind {
            Kind::Sim(codebook) => Some(*codebook),
            Kind::RandomProjection(kind) => Some(kind.codebook),
            Kind::Codebook(_) | Kind::Fsq(_) | Kind::Binary(_) => None,
        }
    }

    /// Whether codes stand for entries of a `codebook`, and not for what they are made of.
    pub fn has_entries(&self) -> bool {
        self.codebook().is_some() || self.frozen().is_some()
    }

    /// Groups that a token is cut into, each with a code of its own.
    pub fn groups(&self) -> Option<usize> {
        match &self.kind {
            Kind::Codebook(codebook) => codebook.groups,
            Kind::Fsq(_) | Kind::Sim(_) | Kind::RandomProjection(_) => None,
            Kind::Binary(binary) => binary.groups,
        }
    }

    /// The layouts that mean something, those of one region apart: without a codebook there is
    /// nothing to cut but tokens.
    pub fn layouts(&self) -> &'static [Layout] {
        if self.has_entries() { &Layout::PARTITIONED } else { &[Layout::Tokens] }
    }

    /// What the search takes for near; of kinds that search nothing the plain one.
    pub fn metric(&self) -> Metric {
        match &self.kind {
            Kind::Codebook(codebook) => codebook.metric,
            Kind::Sim(_) | Kind::Fsq(_) | Kind::Binary(_) => Metric::Euclidean,
            Kind::RandomProjection(_) => Metric::Cosine(Returned::Normalized),
        }
    }

    /// How tokens come into the space of the entries.
    pub fn projection(&self) -> Projection {
        match (&self.kind, self.input_dim) {
            (Kind::RandomProjection(_), _) => Projection::Frozen,
            (_, None) => Projection::None,
            (Kind::Codebook(_) | Kind::Sim(_) | Kind::Fsq(_) | Kind::Binary(_), Some(_)) => {
                Projection::Learned
            }
        }
    }

    /// Elements of a token of inputs.
    pub fn token_dim(&self) -> usize {
        self.input_dim.unwrap_or(self.embedding_dim)
    }

    /// Elements of a token of `quantized`: those of the inputs, unless there is no way back.
    pub fn quantized_dim(&self) -> usize {
        match self.projection() {
            Projection::None | Projection::Frozen => self.embedding_dim,
            Projection::Learned => self.token_dim(),
        }
    }

    /// Elements of one entry: D, or the part of it that is one group's.
    pub fn entry_dim(&self) -> usize {
        self.embedding_dim / self.groups().unwrap_or(1)
    }

    /// Number of values that a code may have.
    pub fn codebook_size(&self) -> usize {
        match &self.kind {
            Kind::Codebook(codebook) => codebook.codebook_size,
            Kind::Fsq(fsq) => fsq.codebook_size(),
            Kind::Binary(binary) => binary.codebook_size(),
            Kind::Sim(codebook) => codebook.codebook_size,
            Kind::RandomProjection(kind) => kind.codebook.codebook_size,
        }
    }

    /// The dimensions after `[B, S]` of codes.
    pub fn code_dims(&self) -> Vec<usize> {
        match &self.kind {
            Kind::Codebook(codebook) => codebook.code_dims(),
            Kind::Fsq(_) | Kind::Sim(_) | Kind::RandomProjection(_) => vec![],
            Kind::Binary(binary) => binary.groups.into_iter().collect(),
        }
    }

    /// Bits of one code: `ceil(log2 K)`, at least 1.
    pub fn code_bits(&self) -> u32 {
        let last = self.codebook_size().saturating_sub(1);
        last.checked_ilog2().map_or(1, |bits| bits + 1)
    }

    /// Bits of all the codes of a token.
    pub fn token_code_bits(&self) -> usize {
        let codes: usize = self.code_dims().iter().product();
        codes * self.code_bits() as usize
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

/// Bits of a word of packed codes.
pub const WORD_BITS: usize = 32;

/// In which form codes and codebooks cross the boundary of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Storage {
    /// Codes as words of packed bits.
    pub packed_codes: bool,
    /// The codebook as eight-bit numbers with a scale for each entry (`decode`).
    pub int8_codebook: bool,
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
    /// The type in which devices send each other the sums of an update: f32, or bf16 of layouts that
    /// are one region.
    pub collective_dtype: ElementType,
    /// How many layers one run is, where each tensor has them as its first dimension.
    pub stacked_layers: Option<usize>,
}

impl StepSpec {
    /// A step of one codebook of `codebook_size` entries of `embedding_dim` elements, all else by
    /// default: 32 sequences of 512 bf16 tokens.
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

    /// Codes of one sequence.
    pub fn codes_per_sequence(&self) -> usize {
        self.quantizer.code_dims().iter().product::<usize>() * self.seq
    }

    /// Bits of one packed code: `ceil(log2 K)`, or `ceil(log2(K + 1))` where tokens are masked.
    ///
    /// All ones are -1 wherever they are no code, so that masked tokens come back as -1. Without a
    /// mask and with a power of two for K they are a code, and nothing is left for a token that is
    /// not finite: it comes back as code K - 1.
    pub fn packed_code_bits(&self) -> usize {
        let none = usize::from(self.mask != Mask::None);
        let last = (self.quantizer.codebook_size() + none).saturating_sub(1);
        last.checked_ilog2().map_or(1, |bits| bits as usize + 1)
    }

    /// Words of one sequence's packed codes.
    pub fn packed_words(&self) -> usize {
        (self.codes_per_sequence() * self.packed_code_bits()).div_ceil(WORD_BITS)
    }

    /// How many bits of inputs one bit of codes stands for; of packed codes with what is left of a
    /// sequence's last word.
    #[expect(clippy::cast_precision_loss, reason = "bit counts are far below 2^53")]
    pub fn compression_ratio(&self) -> f64 {
        if self.storage.packed_codes {
            let bits = self.packed_words() * WORD_BITS;
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
