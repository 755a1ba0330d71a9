//! What devices tell each other inside of a manual region.

use crate::ir::value::ComputationId;

/// A collective's function. Its *group* is the devices that differ in the given mesh axes alone, in
/// an order in which the last of these axes varies fastest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Collective {
    /// An array folded over the group, the result on every device of it.
    AllReduce {
        /// Folds two scalars.
        body: ComputationId,
    },
    /// The group's arrays side by side along a dimension, on every device of it.
    AllGather {
        /// The dimension.
        dimension: usize,
    },
    /// An array folded over the group and cut along a dimension, one part a device.
    ReduceScatter {
        /// The dimension.
        dimension: usize,
        /// Folds two scalars.
        body: ComputationId,
    },
    /// An array cut along a dimension; part `i` goes to device `i` of the group, and what comes from
    /// there takes its place.
    AllToAll {
        /// The dimension.
        dimension: usize,
    },
    /// Whole arrays from one place of the group to another; zeros where none arrives.
    CollectivePermute {
        /// From which place to which, each place at most once on either side.
        pairs: Vec<(usize, usize)>,
    },
}

impl Collective {
    /// HLO's opcode.
    pub(super) fn hlo_name(&self) -> &'static str {
        match self {
            Self::AllReduce { .. } => "all-reduce",
            Self::AllGather { .. } => "all-gather",
            Self::ReduceScatter { .. } => "reduce-scatter",
            Self::AllToAll { .. } => "all-to-all",
            Self::CollectivePermute { .. } => "collective-permute",
        }
    }
}
