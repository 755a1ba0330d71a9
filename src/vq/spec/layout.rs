//! How arrays lie on the mesh.

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
