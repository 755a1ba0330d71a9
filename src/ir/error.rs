//! What can be wrong with a graph.

use crate::ir::shape::{ElementType, Shape};
use crate::sharding::mesh::ShardingError;

/// Why a graph cannot be built or written out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IrError {
    /// An op was given another number of operands than it takes.
    #[error("{op}: found {found} operands, wanted {wanted}")]
    OperandCount {
        /// The op.
        op: &'static str,
        /// How many were given.
        found: usize,
        /// How many it takes.
        wanted: usize,
    },
    /// Operands that must be of one shape are not.
    #[error("{op}: operands {lhs} and {rhs} must have the same shape")]
    ShapeMismatch {
        /// The op.
        op: &'static str,
        /// The first shape.
        lhs: Shape,
        /// The shape that differs.
        rhs: Shape,
    },
    /// An op was given an element type it has no meaning for.
    #[error("{op}: found element type {found}, wanted {wanted}")]
    TypeMismatch {
        /// The op.
        op: &'static str,
        /// The type given.
        found: ElementType,
        /// What the op takes.
        wanted: &'static str,
    },
    /// A dimension number is not one of the array's.
    #[error("{op}: dimension {dimension} is not one of {shape}")]
    DimensionOutOfRange {
        /// The op.
        op: &'static str,
        /// The dimension number.
        dimension: usize,
        /// The array.
        shape: Shape,
    },
    /// Two dimensions that meet have different sizes.
    #[error(
        "{op}: {role} dimension {lhs_dimension} of {lhs} does not match dimension {rhs_dimension} of {rhs}"
    )]
    DimensionMismatch {
        /// The op.
        op: &'static str,
        /// What joins the two: contracting, batch, mapped ...
        role: &'static str,
        /// Dimension of the first array.
        lhs_dimension: usize,
        /// The first array.
        lhs: Shape,
        /// Dimension of the second array.
        rhs_dimension: usize,
        /// The second array.
        rhs: Shape,
    },
    /// Dimension numbers that are not what the op asks of them.
    #[error("{op}: found dimensions {found:?}, wanted {wanted} for {shape}")]
    BadDimensions {
        /// The op.
        op: &'static str,
        /// The numbers given.
        found: Vec<usize>,
        /// The rule.
        wanted: &'static str,
        /// The array.
        shape: Shape,
    },
    /// A computation does not fit the op that calls it.
    #[error("{op}: computation {computation} is {found}, wanted {wanted}")]
    BodySignature {
        /// The op.
        op: &'static str,
        /// The computation's name.
        computation: String,
        /// Its signature.
        found: String,
        /// The signature the op calls.
        wanted: String,
    },
    /// A name that is not an identifier, or stands twice.
    #[error("module {module}: {what} {name:?} {problem}")]
    BadName {
        /// The module.
        module: String,
        /// Parameter, result, ...
        what: &'static str,
        /// The name.
        name: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// An array with more elements than can be counted.
    #[error("{op}: {shape} has more elements than there are numbers")]
    TooLarge {
        /// The op.
        op: &'static str,
        /// The array.
        shape: Shape,
    },
    /// An operand that is not defined before its use.
    #[error("{computation}: {op} uses a value that is not defined before it")]
    Undefined {
        /// The computation.
        computation: String,
        /// The op with the dangling operand.
        op: &'static str,
    },
    /// An operand of another computation than the op's own.
    #[error(
        "{computation}: {op} uses a value of another computation, wanted its own (a loop's state \
         carries what the body reads)"
    )]
    Captured {
        /// The computation.
        computation: String,
        /// The op with the foreign operand.
        op: &'static str,
    },
    /// A computation that ops call in two ways.
    #[error("computation {computation} is called as {first} and as {second}, wanted one of them")]
    CalledTwoWays {
        /// The computation.
        computation: String,
        /// One way.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
    /// Mesh axes that a collective cannot have.
    #[error("{op}: found mesh axes {found:?}, wanted at least one of mesh {mesh}, each once")]
    BadAxes {
        /// The op.
        op: &'static str,
        /// The axes given.
        found: Vec<usize>,
        /// The mesh.
        mesh: String,
    },
    /// Arrows of a collective-permute that are not from places to places.
    #[error("{op}: found pairs {found:?}, wanted places 0 to {last}, each once on either side")]
    BadPairs {
        /// The op.
        op: &'static str,
        /// The pairs given.
        found: Vec<(usize, usize)>,
        /// The last place of a group.
        last: usize,
    },
    /// An op that speaks of single devices outside of a manual region, or of the mesh inside of one.
    #[error("{computation}: {op} stands {place} of a manual region")]
    WrongPlace {
        /// The computation.
        computation: String,
        /// The op.
        op: &'static str,
        /// Inside or outside.
        place: &'static str,
    },
    /// The shape an instruction claims is not what its op gives.
    #[error("{computation}: {op} claims {found}, its operands give {wanted}")]
    WrongShape {
        /// The computation.
        computation: String,
        /// The op.
        op: &'static str,
        /// The claimed shapes.
        found: String,
        /// The inferred shapes.
        wanted: String,
    },
    /// An alias joins a result and a parameter that differ, or uses one of them twice.
    #[error("module {module}: alias of result {result} to parameter {parameter}: {problem}")]
    BadAlias {
        /// The module.
        module: String,
        /// The result's name or number.
        result: String,
        /// The parameter's name or number.
        parameter: String,
        /// What is wrong.
        problem: String,
    },
    /// A sharding does not fit its array or mesh.
    #[error("{what}: {source}")]
    Sharding {
        /// The parameter, result or op.
        what: String,
        /// What the sharding says.
        source: ShardingError,
    },
    /// A sharding names another number of dimensions than its array has.
    #[error("{what}: sharding names {found} dimensions, wanted {wanted} for {shape}")]
    ShardingRank {
        /// The parameter, result or op.
        what: String,
        /// Dimensions named.
        found: usize,
        /// Dimensions of the array.
        wanted: usize,
        /// The array.
        shape: Shape,
    },
}
