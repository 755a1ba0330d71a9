//! The rule by which entries that hardly any token chooses are put somewhere else.

/// Entries whose moving share of the tokens is under `adaptive_threshold / K` are dead, and are
/// re-seeded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Restart {
    /// Relative to the mean share 1/K: above 0 and below 1.
    pub adaptive_threshold: f64,
    /// Only each so many-th step restarts entries.
    pub every: usize,
    /// What they are re-seeded with.
    pub source: Source,
}

/// What a dead entry is re-seeded with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A token of the batch, drawn at random.
    Batch,
    /// Half of a much used entry.
    Split,
    /// The token that the old codebook quantized worst.
    Farthest,
}

impl Source {
    /// Every one.
    pub const ALL: [Source; 3] = [Self::Batch, Self::Split, Self::Farthest];

    /// The name in jobs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Batch => "batch",
            Self::Split => "split",
            Self::Farthest => "farthest",
        }
    }
}

/// How much of the threshold's count an entry must lack to be dead. Counts are often at the threshold
/// itself, whole numbers that a moving average gives back but for its last bits: so much more than
/// those, such an entry is alive on every device and in every order of summing.
pub const AT_THRESHOLD: f64 = 1.0 / 65536.0;
