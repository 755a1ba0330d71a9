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
    /// A dimension cannot be cut evenly.
    #[error(
        "layout {layout}: {what} {size} is not divisible by the {devices} devices of mesh axis {axis}"
    )]
    NotDivisible {
        /// The layout.
        layout: &'static str,
        /// The dimension, as the job calls it.
        what: &'static str,
        /// Its size.
        size: usize,
        /// Devices along the axis.
        devices: usize,
        /// The axis.
        axis: String,
    },
    /// No axis cuts the entries into parts that are large enough.
    #[error(
        "layout {layout}: codebook_size {size} cannot be cut over any axis of mesh {mesh}: wanted \
         parts of at least {least} entries, all equal"
    )]
    TooFewEntries {
        /// The layout.
        layout: &'static str,
        /// Entries.
        size: usize,
        /// The mesh.
        mesh: String,
        /// The least entries of a part.
        least: usize,
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
    /// Devices would have to share a block of tokens.
    #[error(
        "reproducible: batch {batch} x seq {seq} is {blocks} blocks of tokens, which the {devices} \
         devices that share the tokens cannot take whole: wanted {wanted}"
    )]
    BlocksNotDivisible {
        /// Sequences in a batch.
        batch: usize,
        /// Tokens in a sequence.
        seq: usize,
        /// Blocks along batch and sequence.
        blocks: String,
        /// Devices along batch and sequence.
        devices: String,
        /// What would do.
        wanted: String,
    },
    /// A step that this kind of quantizer does not have.
    #[error("step {step}: a quantizer of this kind has no such step")]
    NoSuchStep {
        /// The step.
        step: &'static str,
    },
    /// A recipe and its interface tell different stories: a fault of vqbit.
    #[error("tensor {name}: the recipe of this step neither takes nor makes it")]
    NoSuchArray {
        /// The tensor.
        name: &'static str,
    },
    /// The graph itself.
    #[error(transparent)]
    Graph(#[from] IrError),
    /// A sharding.
    #[error(transparent)]
    Sharding(#[from] ShardingError),
}
