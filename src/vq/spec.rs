//! What a step is: the quantizer, the arrays it sees, and how they lie on the mesh.

use crate::ir::shape::ElementType;

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
}

impl Layout {
    /// Every layout.
    pub const ALL: [Layout; 3] = [Self::Tokens, Self::TokensDim, Self::TokensCodes];

    /// The name in jobs and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tokens => "tokens",
            Self::TokensDim => "tokens+dim",
            Self::TokensCodes => "tokens+codes",
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
    /// The training rule of `update`.
    pub ema: Ema,
    /// What the search takes for near.
    pub metric: Metric,
}

impl Codebook {
    /// The dimensions before `[K, D]` of the state: stages, then groups; none where one codebook is
    /// shared.
    pub fn lead(&self) -> Vec<usize> {
        if self.shared { vec![] } else { self.code_dims() }
    }

    /// The dimensions after `[B, S]` of codes: stages, then groups.
    pub fn code_dims(&self) -> Vec<usize> {
        self.stages.into_iter().chain(self.groups).collect()
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
    /// By the nearest of frozen entries behind a learned linear map (`SimVQ`).
    Sim(Frozen),
    /// By the nearest of frozen directions behind a frozen projection (BEST-RQ).
    RandomProjection(RandomProjection),
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
    /// Elements of a token of inputs, where they are projected to `embedding_dim`.
    pub input_dim: Option<usize>,
}

impl Quantizer {
    /// The codebooks, of a kind that trains them.
    pub fn codebook(&self) -> Option<&Codebook> {
        match &self.kind {
            Kind::Codebook(codebook) => Some(codebook),
            Kind::Sim(_) | Kind::RandomProjection(_) => None,
        }
    }

    /// What the search takes for near.
    pub fn metric(&self) -> Metric {
        match &self.kind {
            Kind::Codebook(codebook) => codebook.metric,
            Kind::Sim(_) => Metric::Euclidean,
            Kind::RandomProjection(_) => Metric::Cosine(Returned::Normalized),
        }
    }

    /// How tokens come into the space of the entries.
    pub fn projection(&self) -> Projection {
        match (&self.kind, self.input_dim) {
            (Kind::RandomProjection(_), _) => Projection::Frozen,
            (Kind::Codebook(_) | Kind::Sim(_), Some(_)) => Projection::Learned,
            (Kind::Codebook(_) | Kind::Sim(_), None) => Projection::None,
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
        let groups = self.codebook().and_then(|codebook| codebook.groups).unwrap_or(1);
        self.embedding_dim / groups
    }

    /// Number of values that a code may have.
    pub fn codebook_size(&self) -> usize {
        match &self.kind {
            Kind::Codebook(codebook) => codebook.codebook_size,
            Kind::Sim(codebook) => codebook.codebook_size,
            Kind::RandomProjection(kind) => kind.codebook.codebook_size,
        }
    }

    /// The dimensions after `[B, S]` of codes.
    pub fn code_dims(&self) -> Vec<usize> {
        match &self.kind {
            Kind::Codebook(codebook) => codebook.code_dims(),
            Kind::Sim(_) | Kind::RandomProjection(_) => vec![],
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
    /// Which tokens take part.
    pub mask: Mask,
    /// How the arrays lie on the mesh.
    pub layout: Layout,
}

impl StepSpec {
    /// Bits of a token of inputs: its elements, each of `bits(dtype)`.
    pub fn token_bits(&self) -> usize {
        self.quantizer.token_dim() * self.dtype.byte_size() * 8
    }

    /// How many bits of inputs one bit of codes stands for.
    #[expect(clippy::cast_precision_loss, reason = "bit counts are far below 2^53")]
    pub fn compression_ratio(&self) -> f64 {
        self.token_bits() as f64 / self.quantizer.token_code_bits() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_as_many_bits_as_count_the_entries() {
        let bits = |codebook_size| {
            let ema = Ema { decay: 0.99, epsilon: 1e-5 };
            let (groups, stages, metric) = (None, None, Metric::Euclidean);
            let codebook = Codebook { codebook_size, groups, stages, shared: false, ema, metric };
            let losses = Losses { commitment_weight: 0.25, codebook_weight: 0.0 };
            let kind = Kind::Codebook(codebook);
            Quantizer { kind, embedding_dim: 4, losses, input_dim: None }.code_bits()
        };
        assert_eq!([1, 2, 3, 64, 65, 128, 1000].map(bits), [1, 1, 2, 6, 7, 7, 10]);
    }
}
