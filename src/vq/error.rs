//! Why the graph of a step cannot be built.

use crate::ir::error::IrError;
use crate::sharding::mesh::ShardingError;

/// Why the graph of a step cannot be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VqError {
    /// Tokens cannot be cut evenly over the mesh axes they lie on.
    #[error(
        "layout {layout}: batch {batch} x seq {seq} cannot be split over the {devices} devices of \
         {axes}: wanted {wanted}"
    )]
    TokensNotDivisible {
        /// The layout.
        layout: &'static str,
        /// Sequences in a batch.
        batch: usize,
        /// Tokens in a sequence.
        seq: usize,
        /// Devices that share the tokens.
        devices: usize,
        /// The axes they lie on.
        axes: String,
        /// What would do.
        wanted: String,
    },
    /// The embedding dimension cannot be cut evenly.
    #[error(
        "layout {layout}: embedding_dim {embedding_dim} is not divisible by the {devices} devices \
         of mesh axis {axis}"
    )]
    DimensionNotDivisible {
        /// The layout.
        layout: &'static str,
        /// Elements of an entry.
        embedding_dim: usize,
        /// Devices along the axis.
        devices: usize,
        /// The axis.
        axis: String,
    },
    /// A layout needs an axis of its own beside that of the tokens.
    #[error(
        "layout {layout}: mesh {mesh} has one axis, wanted one for tokens and one for the {cut}"
    )]
    TooFewAxes {
        /// The layout.
        layout: &'static str,
        /// The mesh.
        mesh: String,
        /// What the last axis cuts.
        cut: &'static str,
    },
    /// The naive formulation is of the update of a plain codebook.
    #[error(
        "naive formulation: has no match for tensor {tensor} in step {step}, wanted the update of a \
         plain codebook"
    )]
    NotInNaive {
        /// The step.
        step: &'static str,
        /// The tensor.
        tensor: &'static str,
    },
    /// The graph itself.
    #[error(transparent)]
    Graph(#[from] IrError),
    /// A sharding.
    #[error(transparent)]
    Sharding(#[from] ShardingError),
}
