//! The kinds of attributes that ops carry: an emitter knows these few and not each op.

use crate::ir::literal::Literal;
use crate::ir::value::ComputationId;
use crate::sharding::spec::PartitionSpec;

/// How two elements are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Greater or equal.
    Ge,
    /// Greater.
    Gt,
    /// Less or equal.
    Le,
    /// Less.
    Lt,
}

impl Direction {
    /// The name in every format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Eq => "EQ",
            Self::Ne => "NE",
            Self::Ge => "GE",
            Self::Gt => "GT",
            Self::Le => "LE",
            Self::Lt => "LT",
        }
    }
}

/// How exactly a product of floats is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// The fastest the hardware has: one bf16 pass on a TPU.
    Default,
    /// As exact as f32 operands are, in several passes where needed.
    Highest,
}

impl Precision {
    /// The name in StableHLO.
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "DEFAULT",
            Self::Highest => "HIGHEST",
        }
    }
}

/// Which dimensions of a dot's operands are summed over and which are kept in step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DotDimensions {
    /// Batch dimensions of the left operand.
    pub lhs_batch: Vec<usize>,
    /// Batch dimensions of the right operand.
    pub rhs_batch: Vec<usize>,
    /// Contracting dimensions of the left operand.
    pub lhs_contracting: Vec<usize>,
    /// Contracting dimensions of the right operand.
    pub rhs_contracting: Vec<usize>,
}

/// How a gather's indices pick slices, in XLA's words.
///
/// Source: the operation semantics of XLA, section Gather.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GatherDimensions {
    /// Result dimensions that run inside a slice.
    pub offset: Vec<usize>,
    /// Slice dimensions of size 1 that are dropped.
    pub collapsed_slice: Vec<usize>,
    /// Operand dimensions that run in step with dimensions of the indices.
    pub operand_batch: Vec<usize>,
    /// Those dimensions of the indices.
    pub indices_batch: Vec<usize>,
    /// The operand dimension that each index component starts in.
    pub start_index_map: Vec<usize>,
    /// The dimension of the indices that holds the components.
    pub index_vector: usize,
}

/// `start..limit` in steps of `stride`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SliceRange {
    /// First element.
    pub start: usize,
    /// One past the last element.
    pub limit: usize,
    /// Distance of the elements taken.
    pub stride: usize,
}

/// One attribute of an op. Names are StableHLO's where HLO keeps several in one field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Attribute<'a> {
    /// Position among the parameters.
    ParameterNumber(usize),
    /// A constant's value.
    Value(&'a Literal),
    /// One dimension number.
    Dimension {
        /// StableHLO's name of the attribute.
        name: &'static str,
        /// The dimension.
        number: usize,
    },
    /// Several dimension numbers.
    Dimensions {
        /// StableHLO's name of the attribute.
        name: &'static str,
        /// The dimensions.
        numbers: &'a [usize],
    },
    /// How elements are compared.
    Direction(Direction),
    /// The float format rounded to.
    FloatFormat {
        /// Bits of the exponent.
        exponent_bits: usize,
        /// Bits of the mantissa.
        mantissa_bits: usize,
    },
    /// Ranges of a slice.
    Slice(&'a [SliceRange]),
    /// Dimensions of a dot.
    Dot(&'a DotDimensions),
    /// Precision of both operands of a dot.
    Precision(Precision),
    /// Dimensions of a gather and the sizes of its slices.
    Gather {
        /// How indices map.
        dimensions: &'a GatherDimensions,
        /// The slice sizes.
        slice_sizes: &'a [usize],
    },
    /// The size of a box in each dimension.
    SliceSizes(&'a [usize]),
    /// Whether equal elements keep their order.
    Stable(bool),
    /// The computation that the op calls.
    Body(ComputationId),
    /// The computations of a loop.
    Loop {
        /// Whether to go on.
        condition: ComputationId,
        /// What makes the next state.
        body: ComputationId,
    },
    /// How the value lies on the mesh.
    Sharding(&'a PartitionSpec),
    /// A computation that each device runs on its own shards.
    Region {
        /// How each operand is cut.
        inputs: &'a [PartitionSpec],
        /// How each result is put together.
        outputs: &'a [PartitionSpec],
        /// The computation.
        body: ComputationId,
    },
    /// Which devices meet.
    Groups {
        /// The mesh axes that the devices of a group differ in, slowest first.
        axes: &'a [usize],
        /// Whether the op can tell that its groups hold partitions and not replicas.
        has_global_ids: bool,
    },
    /// In how many parts an array is cut: one for each device of a group.
    SplitCount {
        /// The mesh axes that the devices of a group differ in.
        axes: &'a [usize],
    },
    /// Who sends to whom.
    Pairs {
        /// The mesh axes that the devices of a group differ in, slowest first.
        axes: &'a [usize],
        /// Places in a group.
        pairs: &'a [(usize, usize)],
    },
}
