//! How a token is quantized: the kind, its sizes, and the maps around it.

use crate::vq::spec::scalar::{Binary, Fsq};
use crate::vq::spec::{Codebook, Gradient, Layout, Losses, Metric, Returned};

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
