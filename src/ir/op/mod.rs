//! Every op, what it is called in HLO and in StableHLO, and which attributes it carries.

mod collective;
mod elementwise;

use crate::ir::attr::{
    Attribute, Direction, DotDimensions, GatherDimensions, Precision, SliceRange,
};
use crate::ir::literal::Literal;
use crate::ir::module::Role;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::ComputationId;
use crate::sharding::spec::PartitionSpec;

pub use collective::Collective;
pub use elementwise::{BinaryOp, UnaryOp};

/// One instruction's function, with all that its operands do not say.
#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// The computation's input of this number.
    Parameter {
        /// Position among the parameters.
        number: usize,
        /// Its shape.
        shape: Shape,
    },
    /// A constant.
    Constant(Literal),
    /// Counts 0, 1, ... along a dimension.
    Iota {
        /// The result's shape.
        shape: Shape,
        /// The dimension that counts.
        dimension: usize,
    },
    /// An element-wise function of one array.
    Unary(UnaryOp),
    /// An element-wise function of two arrays.
    Binary(BinaryOp),
    /// Element-wise comparison, gives truth values.
    Compare(Direction),
    /// `select(pred, on_true, on_false)`, element-wise.
    Select,
    /// `clamp(min, x, max)`, element-wise.
    Clamp,
    /// Conversion to another element type.
    Convert(ElementType),
    /// The same bits as another element type of the same width.
    BitcastConvert(ElementType),
    /// Rounds to fewer exponent and mantissa bits, keeping the type.
    ReducePrecision {
        /// Bits of the exponent.
        exponent_bits: usize,
        /// Bits of the mantissa.
        mantissa_bits: usize,
    },
    /// Repeats an array: operand dimension `i` becomes result dimension `mapping[i]`.
    Broadcast {
        /// The result's dimensions.
        dims: Vec<usize>,
        /// Where each operand dimension goes.
        mapping: Vec<usize>,
    },
    /// The same elements in other dimensions.
    Reshape {
        /// The result's dimensions.
        dims: Vec<usize>,
    },
    /// Result dimension `i` is operand dimension `permutation[i]`.
    Transpose {
        /// The order.
        permutation: Vec<usize>,
    },
    /// A strided box cut out of an array, one range a dimension.
    Slice(Vec<SliceRange>),
    /// Arrays put side by side along a dimension.
    Concatenate {
        /// The dimension.
        dimension: usize,
    },
    /// Sums of products over the contracting dimensions.
    Dot {
        /// Which dimensions contract and which are batch.
        dimensions: DotDimensions,
        /// How exactly floating-point products are taken.
        precision: Precision,
        /// The type sums are accumulated and returned in.
        accumulator: ElementType,
    },
    /// Folds dimensions away: operands are arrays, then as many initial scalars.
    Reduce {
        /// The dimensions folded.
        dimensions: Vec<usize>,
        /// Takes (accumulators, elements) and gives accumulators.
        body: ComputationId,
    },
    /// Slices picked by index: operands are the array and the start indices.
    Gather {
        /// How indices and slices map to the result.
        dimensions: GatherDimensions,
        /// The size of each slice.
        slice_sizes: Vec<usize>,
    },
    /// A box of fixed size: operands are the array and the start index of each dimension.
    DynamicSlice {
        /// The size of the box.
        sizes: Vec<usize>,
    },
    /// An array with a box overwritten: operands are the array, the box, and the start index of
    /// each dimension.
    DynamicUpdateSlice,
    /// Orders arrays along a dimension, all by one comparison.
    Sort {
        /// The dimension.
        dimension: usize,
        /// Whether elements that compare as equal keep their order.
        stable: bool,
        /// Takes two elements of each array, `(a, a', b, b', ...)`, and tells whether the first
        /// ones come earlier.
        comparator: ComputationId,
    },
    /// Turns a state into the next for as long as a condition holds: operands and results are the
    /// state's arrays.
    While {
        /// Takes the state and tells whether to go on.
        condition: ComputationId,
        /// Takes the state and gives the next.
        body: ComputationId,
    },
    /// States how a value lies on the mesh.
    ShardingConstraint(PartitionSpec),
    /// Hands each device its own shards of the operands, and puts together what a computation makes
    /// of them: inside of it arrays are one device's, and devices meet in collectives alone.
    ManualRegion {
        /// How each operand is cut.
        inputs: Vec<PartitionSpec>,
        /// How each result is put together.
        outputs: Vec<PartitionSpec>,
        /// Takes shards and gives shards.
        body: ComputationId,
    },
    /// What devices tell each other, in a manual region.
    Collective {
        /// The function.
        function: Collective,
        /// The mesh axes that the devices of a group differ in, slowest first.
        axes: Vec<usize>,
    },
    /// The number of the device among the mesh's partitions, `u32[]`, in a manual region.
    PartitionId,
}

impl Op {
    /// HLO's opcode; also the op's name in messages.
    pub fn hlo_name(&self) -> &'static str {
        match self {
            Self::Parameter { .. } => "parameter",
            Self::Constant(_) => "constant",
            Self::Iota { .. } => "iota",
            Self::Unary(op) => op.hlo_name(),
            Self::Binary(op) => op.hlo_name(),
            Self::Compare(_) => "compare",
            Self::Select => "select",
            Self::Clamp => "clamp",
            Self::Convert(_) => "convert",
            Self::BitcastConvert(_) => "bitcast-convert",
            Self::ReducePrecision { .. } => "reduce-precision",
            Self::Broadcast { .. } => "broadcast",
            Self::Reshape { .. } => "reshape",
            Self::Transpose { .. } => "transpose",
            Self::Slice(_) => "slice",
            Self::Concatenate { .. } => "concatenate",
            Self::Dot { .. } => "dot",
            Self::Reduce { .. } => "reduce",
            Self::Gather { .. } => "gather",
            Self::DynamicSlice { .. } => "dynamic-slice",
            Self::DynamicUpdateSlice => "dynamic-update-slice",
            Self::Sort { .. } => "sort",
            Self::While { .. } => "while",
            Self::ShardingConstraint(_) => "custom-call",
            Self::ManualRegion { .. } => "manual-region",
            Self::Collective { function, .. } => function.hlo_name(),
            Self::PartitionId => "partition-id",
        }
    }

    /// StableHLO's op name without the dialect.
    pub fn stablehlo_name(&self) -> String {
        match self {
            Self::Broadcast { .. } => "broadcast_in_dim".to_owned(),
            Self::Dot { .. } => "dot_general".to_owned(),
            Self::ShardingConstraint(_) => "custom_call".to_owned(),
            Self::Parameter { .. }
            | Self::Constant(_)
            | Self::Iota { .. }
            | Self::Unary(_)
            | Self::Binary(_)
            | Self::Compare(_)
            | Self::Select
            | Self::Clamp
            | Self::Convert(_)
            | Self::BitcastConvert(_)
            | Self::ReducePrecision { .. }
            | Self::Reshape { .. }
            | Self::Transpose { .. }
            | Self::Slice(_)
            | Self::Concatenate { .. }
            | Self::Reduce { .. }
            | Self::Gather { .. }
            | Self::DynamicSlice { .. }
            | Self::DynamicUpdateSlice
            | Self::Sort { .. }
            | Self::While { .. }
            | Self::ManualRegion { .. }
            | Self::Collective { .. }
            | Self::PartitionId => self.hlo_name().replace('-', "_"),
        }
    }

    /// What the op carries besides operands, in kinds that every emitter knows.
    pub fn attributes(&self) -> Vec<Attribute<'_>> {
        match self {
            Self::Parameter { number, .. } => vec![Attribute::ParameterNumber(*number)],
            Self::Constant(literal) => vec![Attribute::Value(literal)],
            Self::Iota { dimension, .. } => {
                vec![Attribute::Dimension { name: "iota_dimension", number: *dimension }]
            }
            Self::Unary(_)
            | Self::Binary(_)
            | Self::Select
            | Self::Clamp
            | Self::Convert(_)
            | Self::BitcastConvert(_)
            | Self::DynamicUpdateSlice
            | Self::Reshape { .. }
            | Self::PartitionId => Vec::new(),
            Self::Compare(direction) => vec![Attribute::Direction(*direction)],
            Self::ReducePrecision { exponent_bits, mantissa_bits } => {
                vec![Attribute::FloatFormat {
                    exponent_bits: *exponent_bits,
                    mantissa_bits: *mantissa_bits,
                }]
            }
            Self::Broadcast { mapping, .. } => {
                vec![Attribute::Dimensions { name: "broadcast_dimensions", numbers: mapping }]
            }
            Self::Transpose { permutation } => {
                vec![Attribute::Dimensions { name: "permutation", numbers: permutation }]
            }
            Self::Slice(ranges) => vec![Attribute::Slice(ranges)],
            Self::Concatenate { dimension } => {
                vec![Attribute::Dimension { name: "dimension", number: *dimension }]
            }
            Self::Dot { dimensions, precision, .. } => {
                vec![Attribute::Dot(dimensions), Attribute::Precision(*precision)]
            }
            Self::Reduce { dimensions, body } => vec![
                Attribute::Dimensions { name: "dimensions", numbers: dimensions },
                Attribute::Body(*body),
            ],
            Self::Gather { dimensions, slice_sizes } => {
                vec![Attribute::Gather { dimensions, slice_sizes }]
            }
            Self::DynamicSlice { sizes } => vec![Attribute::SliceSizes(sizes)],
            Self::Sort { dimension, stable, comparator } => vec![
                Attribute::Dimension { name: "dimension", number: *dimension },
                Attribute::Stable(*stable),
                Attribute::Body(*comparator),
            ],
            Self::While { condition, body } => {
                vec![Attribute::Loop { condition: *condition, body: *body }]
            }
            Self::ShardingConstraint(spec) => vec![Attribute::Sharding(spec)],
            Self::ManualRegion { inputs, outputs, body } => {
                vec![Attribute::Region { inputs, outputs, body: *body }]
            }
            Self::Collective { function, axes } => collective_attributes(function, axes),
        }
    }

    /// The computations that the op calls, and how.
    pub fn calls(&self) -> Vec<(ComputationId, Role)> {
        let of = |attribute| match attribute {
            Attribute::Body(id) => vec![(id, Role::Scalars)],
            Attribute::Loop { condition, body } => {
                vec![(condition, Role::Condition), (body, Role::Body)]
            }
            Attribute::Region { body, .. } => vec![(body, Role::Region)],
            Attribute::ParameterNumber(_)
            | Attribute::Value(_)
            | Attribute::Dimension { .. }
            | Attribute::Dimensions { .. }
            | Attribute::Direction(_)
            | Attribute::FloatFormat { .. }
            | Attribute::Slice(_)
            | Attribute::Dot(_)
            | Attribute::Precision(_)
            | Attribute::Gather { .. }
            | Attribute::SliceSizes(_)
            | Attribute::Stable(_)
            | Attribute::Sharding(_)
            | Attribute::Groups { .. }
            | Attribute::SplitCount { .. }
            | Attribute::Pairs { .. } => Vec::new(),
        };
        self.attributes().into_iter().flat_map(of).collect()
    }
}

fn collective_attributes<'a>(function: &'a Collective, axes: &'a [usize]) -> Vec<Attribute<'a>> {
    let dimension = |name, number| Attribute::Dimension { name, number };
    let groups = |has_global_ids| Attribute::Groups { axes, has_global_ids };
    match function {
        Collective::AllReduce { body } => vec![groups(true), Attribute::Body(*body)],
        Collective::AllGather { dimension: number } => {
            vec![dimension("all_gather_dim", *number), groups(true)]
        }
        Collective::ReduceScatter { dimension: number, body } => {
            vec![groups(true), dimension("scatter_dimension", *number), Attribute::Body(*body)]
        }
        Collective::AllToAll { dimension: number } => vec![
            dimension("concat_dimension", *number),
            groups(false),
            Attribute::SplitCount { axes },
            dimension("split_dimension", *number),
        ],
        Collective::CollectivePermute { pairs } => vec![Attribute::Pairs { axes, pairs }],
    }
}
