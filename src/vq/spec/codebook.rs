//! Entries that a step may train: how they are searched, and how their averages move.

use crate::vq::spec::restart::{Restart, Source};

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

    /// How often a batch may choose one entry, a token.
    pub fn choices_of_an_entry(&self) -> usize {
        if self.shared { self.codes_per_token() } else { 1 }
    }

    /// How many codes a token has.
    pub fn codes_per_token(&self) -> usize {
        self.code_dims().iter().product()
    }
}

/// A vector shorter than this has no direction: f32 loses the digits of its squared norm.
pub const LEAST_NORM: f64 = 1e-6;
/// Unit vectors whose sum is shorter than this are opposite: f32 loses the digits of the direction
/// of the sum.
pub const LEAST_SUM: f64 = 1e-3;
