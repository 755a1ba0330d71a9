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
}

impl Step {
    /// Every step, in the order of its work.
    pub const ALL: [Step; 4] = [Self::Encode, Self::Decode, Self::Quantize, Self::Update];

    /// The name in jobs, folders and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Encode => "encode",
            Self::Decode => "decode",
            Self::Quantize => "quantize",
            Self::Update => "update",
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
    pub fn name(self) -> &'static str {
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

/// A plain codebook `[codebook_size, embedding_dim]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Codebook {
    /// Number of entries K.
    pub codebook_size: usize,
    /// Elements of an entry, D.
    pub embedding_dim: usize,
    /// Weight of the commitment loss in `loss`.
    pub commitment_weight: f64,
    /// Weight of the codebook loss in `loss`.
    pub codebook_weight: f64,
    /// The training rule of `update`.
    pub ema: Ema,
}

/// All that the graph of a step depends on, the mesh excepted.
#[derive(Debug, Clone, PartialEq)]
pub struct StepSpec {
    /// The function.
    pub step: Step,
    /// The quantizer.
    pub quantizer: Codebook,
    /// Sequences in a batch, B.
    pub batch: usize,
    /// Tokens in a sequence, S.
    pub seq: usize,
    /// Type of the inputs and of the products: bf16 or f32.
    pub dtype: ElementType,
    /// How the arrays lie on the mesh.
    pub layout: Layout,
}
