//! XLA's data messages: shapes, layouts, literals, shardings and dimension numbers.
//!
//! One flat mirror of `xla_data.proto`, which is why the file is long; the field numbers were
//! read off the descriptors inside the CPU plugins of API 0.81, 0.106 and 0.115.

use std::collections::BTreeMap;

/// The type of one element, or what a shape is when it is no array.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, prost::Enumeration)]
#[repr(i32)]
pub enum PrimitiveType {
    /// No type.
    Invalid = 0,
    /// A truth value.
    Pred = 1,
    /// Signed 8-bit integer.
    S8 = 2,
    /// Signed 16-bit integer.
    S16 = 3,
    /// Signed 32-bit integer.
    S32 = 4,
    /// Signed 64-bit integer.
    S64 = 5,
    /// Unsigned 8-bit integer.
    U8 = 6,
    /// Unsigned 16-bit integer.
    U16 = 7,
    /// Unsigned 32-bit integer.
    U32 = 8,
    /// Unsigned 64-bit integer.
    U64 = 9,
    /// IEEE half precision.
    F16 = 10,
    /// IEEE single precision.
    F32 = 11,
    /// IEEE double precision.
    F64 = 12,
    /// A tuple of shapes.
    Tuple = 13,
    /// Something XLA does not look into.
    Opaque = 14,
    /// A complex number of two `f32`.
    C64 = 15,
    /// bfloat16.
    Bf16 = 16,
    /// A token that orders side effects.
    Token = 17,
    /// A complex number of two `f64`.
    C128 = 18,
    /// 8-bit float, 5 exponent bits.
    F8e5m2 = 19,
    /// 8-bit float, 4 exponent bits, finite only.
    F8e4m3fn = 20,
    /// Signed 4-bit integer.
    S4 = 21,
    /// Unsigned 4-bit integer.
    U4 = 22,
    /// 8-bit float, 4 exponent bits, bias 11.
    F8e4m3b11fnuz = 23,
    /// 8-bit float, 5 exponent bits, no negative zero.
    F8e5m2fnuz = 24,
    /// 8-bit float, 4 exponent bits, no negative zero.
    F8e4m3fnuz = 25,
    /// Signed 2-bit integer.
    S2 = 26,
    /// Unsigned 2-bit integer.
    U2 = 27,
    /// 8-bit float, 4 exponent bits, IEEE-like.
    F8e4m3 = 28,
    /// 8-bit float, 3 exponent bits.
    F8e3m4 = 29,
    /// Signed 1-bit integer.
    S1 = 30,
    /// Unsigned 1-bit integer.
    U1 = 31,
    /// 4-bit float.
    F4e2m1fn = 32,
    /// 8-bit scale: exponent only.
    F8e8m0fnu = 33,
    /// A buffer: a mutable array.
    Buffer = 34,
    /// 6-bit float, 3 exponent bits.
    F6e3m2fn = 35,
    /// 6-bit float, 2 exponent bits.
    F6e2m3fn = 36,
}

impl PrimitiveType {
    /// Every type, for tables and tests.
    #[rustfmt::skip]
    pub const ALL: [PrimitiveType; 37] = [
        Self::Invalid, Self::Pred, Self::S1, Self::S2, Self::S4, Self::S8, Self::S16, Self::S32,
        Self::S64, Self::U1, Self::U2, Self::U4, Self::U8, Self::U16, Self::U32, Self::U64,
        Self::F4e2m1fn, Self::F6e2m3fn, Self::F6e3m2fn, Self::F8e3m4, Self::F8e4m3, Self::F8e4m3fn,
        Self::F8e4m3b11fnuz, Self::F8e4m3fnuz, Self::F8e5m2, Self::F8e5m2fnuz, Self::F8e8m0fnu,
        Self::F16, Self::Bf16, Self::F32, Self::F64, Self::C64, Self::C128, Self::Tuple,
        Self::Opaque, Self::Token, Self::Buffer,
    ];

    /// HLO's name: `bf16`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Pred => "pred",
            Self::S1 => "s1",
            Self::S2 => "s2",
            Self::S4 => "s4",
            Self::S8 => "s8",
            Self::S16 => "s16",
            Self::S32 => "s32",
            Self::S64 => "s64",
            Self::U1 => "u1",
            Self::U2 => "u2",
            Self::U4 => "u4",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::F4e2m1fn => "f4e2m1fn",
            Self::F6e2m3fn => "f6e2m3fn",
            Self::F6e3m2fn => "f6e3m2fn",
            Self::F8e3m4 => "f8e3m4",
            Self::F8e4m3 => "f8e4m3",
            Self::F8e4m3fn => "f8e4m3fn",
            Self::F8e4m3b11fnuz => "f8e4m3b11fnuz",
            Self::F8e4m3fnuz => "f8e4m3fnuz",
            Self::F8e5m2 => "f8e5m2",
            Self::F8e5m2fnuz => "f8e5m2fnuz",
            Self::F8e8m0fnu => "f8e8m0fnu",
            Self::F16 => "f16",
            Self::Bf16 => "bf16",
            Self::F32 => "f32",
            Self::F64 => "f64",
            Self::C64 => "c64",
            Self::C128 => "c128",
            Self::Tuple => "tuple",
            Self::Opaque => "opaque",
            Self::Token => "token",
            Self::Buffer => "b",
        }
    }

    /// The type of this HLO name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.name() == name)
    }

    /// Bits of one element when elements lie unpadded; 0 for what is no array.
    pub fn bit_width(self) -> usize {
        match self {
            Self::Invalid | Self::Tuple | Self::Opaque | Self::Token | Self::Buffer => 0,
            Self::S1 | Self::U1 => 1,
            Self::S2 | Self::U2 => 2,
            Self::S4 | Self::U4 | Self::F4e2m1fn => 4,
            Self::F6e2m3fn | Self::F6e3m2fn => 6,
            Self::Pred | Self::S8 | Self::U8 => 8,
            Self::F8e3m4 | Self::F8e4m3 | Self::F8e4m3fn | Self::F8e4m3b11fnuz => 8,
            Self::F8e4m3fnuz | Self::F8e5m2 | Self::F8e5m2fnuz | Self::F8e8m0fnu => 8,
            Self::S16 | Self::U16 | Self::F16 | Self::Bf16 => 16,
            Self::S32 | Self::U32 | Self::F32 => 32,
            Self::S64 | Self::U64 | Self::F64 | Self::C64 => 64,
            Self::C128 => 128,
        }
    }
}

/// One level of tiling in a layout.
#[derive(Clone, PartialEq, prost::Message)]
pub struct TileProto {
    /// Sizes of the tile, over the most minor dimensions; `i64::MIN` joins dimensions.
    #[prost(int64, repeated, tag = "1")]
    pub dimensions: Vec<i64>,
}

/// Where a dimension is split over memories.
#[derive(Clone, PartialEq, prost::Message)]
pub struct SplitConfigProto {
    /// The dimension that is split.
    #[prost(int64, tag = "1")]
    pub dimension: i64,
    /// Where it is split.
    #[prost(int64, repeated, tag = "2")]
    pub split_indices: Vec<i64>,
}

/// How an array lies in memory.
#[derive(Clone, PartialEq, prost::Message)]
pub struct LayoutProto {
    /// Dimension numbers, fastest first.
    #[prost(int64, repeated, tag = "1")]
    pub minor_to_major: Vec<i64>,
    /// Levels of tiling, outermost first.
    #[prost(message, repeated, tag = "6")]
    pub tiles: Vec<TileProto>,
    /// Bits of one element where they differ from the type's.
    #[prost(int64, tag = "7")]
    pub element_size_in_bits: i64,
    /// Which memory: 0 is the default (HBM).
    #[prost(int64, tag = "8")]
    pub memory_space: i64,
    /// The type of the indices of a sparse or dynamic array.
    #[prost(enumeration = "PrimitiveType", tag = "11")]
    pub index_primitive_type: i32,
    /// The type of the pointers of a sparse or dynamic array.
    #[prost(enumeration = "PrimitiveType", tag = "12")]
    pub pointer_primitive_type: i32,
    /// Bytes of metadata before a dynamic array.
    #[prost(int64, tag = "15")]
    pub dynamic_shape_metadata_prefix_bytes: i64,
    /// To how many elements the end is padded; 1 is no padding.
    #[prost(int64, tag = "16")]
    pub tail_padding_alignment_in_elements: i64,
    /// Dimensions that are split over memories.
    #[prost(message, repeated, tag = "17")]
    pub split_configs: Vec<SplitConfigProto>,
}

/// The shape of an array, a tuple or a token.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ShapeProto {
    /// The element type, or what the shape is when it is no array.
    #[prost(enumeration = "PrimitiveType", tag = "2")]
    pub element_type: i32,
    /// The dimensions of an array, slowest first.
    #[prost(int64, repeated, tag = "3")]
    pub dimensions: Vec<i64>,
    /// The elements of a tuple.
    #[prost(message, repeated, tag = "4")]
    pub tuple_shapes: Vec<ShapeProto>,
    /// The layout of an array.
    #[prost(message, optional, tag = "5")]
    pub layout: Option<LayoutProto>,
    /// Which dimensions are bounds and not sizes.
    #[prost(bool, repeated, tag = "6")]
    pub is_dynamic_dimension: Vec<bool>,
}

/// The parameters and the result of a computation.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ProgramShapeProto {
    /// One shape a parameter.
    #[prost(message, repeated, tag = "1")]
    pub parameters: Vec<ShapeProto>,
    /// The shape of the root.
    #[prost(message, optional, tag = "2")]
    pub result: Option<ShapeProto>,
    /// One name a parameter.
    #[prost(string, repeated, tag = "3")]
    pub parameter_names: Vec<String>,
}

/// Where an instruction comes from.
#[derive(Clone, PartialEq, prost::Message)]
pub struct OpMetadata {
    /// The framework's kind of operation.
    #[prost(string, tag = "1")]
    pub op_type: String,
    /// The framework's name of the operation.
    #[prost(string, tag = "2")]
    pub op_name: String,
    /// The file of the user's program.
    #[prost(string, tag = "3")]
    pub source_file: String,
    /// The line in it.
    #[prost(int32, tag = "4")]
    pub source_line: i32,
    /// An index into the module's stack frames.
    #[prost(int32, tag = "15")]
    pub stack_frame_id: i32,
    /// The name that a scheduling group goes by.
    #[prost(string, tag = "16")]
    pub scheduling_name: String,
}

/// A channel of old-style communication.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct ChannelHandle {
    /// The channel's number.
    #[prost(int64, tag = "1")]
    pub handle: i64,
    /// 1 device to device, 2 device to host, 3 host to device.
    #[prost(int32, tag = "2")]
    pub r#type: i32,
}

/// Which physical device runs each replica of each partition.
#[derive(Clone, PartialEq, prost::Message)]
pub struct DeviceAssignmentProto {
    /// How many replicas.
    #[prost(int32, tag = "1")]
    pub replica_count: i32,
    /// How many partitions.
    #[prost(int32, tag = "2")]
    pub computation_count: i32,
    /// One entry a partition.
    #[prost(message, repeated, tag = "3")]
    pub computation_devices: Vec<ComputationDevice>,
}

/// The devices of one partition.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ComputationDevice {
    /// The device of each replica.
    #[prost(int64, repeated, tag = "1")]
    pub replica_device_ids: Vec<i64>,
}

/// Values; one of the fields holds them, by element type, in row-major order of the layout.
#[derive(Clone, PartialEq, prost::Message)]
pub struct LiteralProto {
    /// The shape.
    #[prost(message, optional, tag = "1")]
    pub shape: Option<ShapeProto>,
    /// Values of `pred`.
    #[prost(bool, repeated, tag = "2")]
    pub preds: Vec<bool>,
    /// Values of `u8`.
    #[prost(bytes = "vec", tag = "3")]
    pub u8s: Vec<u8>,
    /// Values of `s32`.
    #[prost(int32, repeated, tag = "4")]
    pub s32s: Vec<i32>,
    /// Values of `s64`.
    #[prost(int64, repeated, tag = "5")]
    pub s64s: Vec<i64>,
    /// Values of `u32`.
    #[prost(uint32, repeated, tag = "6")]
    pub u32s: Vec<u32>,
    /// Values of `u64`.
    #[prost(uint64, repeated, tag = "7")]
    pub u64s: Vec<u64>,
    /// Values of `f32`.
    #[prost(float, repeated, tag = "8")]
    pub f32s: Vec<f32>,
    /// Values of `f64`.
    #[prost(double, repeated, tag = "9")]
    pub f64s: Vec<f64>,
    /// The elements of a tuple.
    #[prost(message, repeated, tag = "10")]
    pub tuple_literals: Vec<LiteralProto>,
    /// Values of `f16`, little-endian.
    #[prost(bytes = "vec", tag = "11")]
    pub f16s: Vec<u8>,
    /// Values of `c64`, real and imaginary by turns.
    #[prost(float, repeated, tag = "12")]
    pub c64s: Vec<f32>,
    /// Values of `bf16`, little-endian.
    #[prost(bytes = "vec", tag = "13")]
    pub bf16s: Vec<u8>,
    /// Values of `s8`.
    #[prost(bytes = "vec", tag = "15")]
    pub s8s: Vec<u8>,
    /// Values of `u16`, little-endian.
    #[prost(bytes = "vec", tag = "16")]
    pub u16s: Vec<u8>,
    /// Values of `s16`, little-endian.
    #[prost(bytes = "vec", tag = "17")]
    pub s16s: Vec<u8>,
    /// Values of `c128`, real and imaginary by turns.
    #[prost(double, repeated, tag = "18")]
    pub c128s: Vec<f64>,
}

/// The padding of one dimension.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct PaddingConfigDimension {
    /// Elements before; negative cuts.
    #[prost(int64, tag = "1")]
    pub edge_padding_low: i64,
    /// Elements after; negative cuts.
    #[prost(int64, tag = "2")]
    pub edge_padding_high: i64,
    /// Elements between neighbours.
    #[prost(int64, tag = "3")]
    pub interior_padding: i64,
}

/// The padding of each dimension.
#[derive(Clone, PartialEq, prost::Message)]
pub struct PaddingConfig {
    /// One entry a dimension.
    #[prost(message, repeated, tag = "1")]
    pub dimensions: Vec<PaddingConfigDimension>,
}

/// The window of one dimension.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct WindowDimension {
    /// How wide it is.
    #[prost(int64, tag = "1")]
    pub size: i64,
    /// How far it moves.
    #[prost(int64, tag = "2")]
    pub stride: i64,
    /// Padding before.
    #[prost(int64, tag = "3")]
    pub padding_low: i64,
    /// Padding after.
    #[prost(int64, tag = "4")]
    pub padding_high: i64,
    /// Dilation of the window.
    #[prost(int64, tag = "5")]
    pub window_dilation: i64,
    /// Dilation of what it moves over.
    #[prost(int64, tag = "6")]
    pub base_dilation: i64,
    /// Whether it is read backwards.
    #[prost(bool, tag = "7")]
    pub window_reversal: bool,
}

/// The window of a convolution or a reduce-window.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Window {
    /// One entry a dimension.
    #[prost(message, repeated, tag = "1")]
    pub dimensions: Vec<WindowDimension>,
}

/// What the dimensions of a gather's operands mean.
#[derive(Clone, PartialEq, prost::Message)]
pub struct GatherDimensionNumbers {
    /// Dimensions of the result that index into a slice.
    #[prost(int64, repeated, tag = "1")]
    pub offset_dims: Vec<i64>,
    /// Dimensions of a slice, of size 1, that the result drops.
    #[prost(int64, repeated, tag = "2")]
    pub collapsed_slice_dims: Vec<i64>,
    /// Which dimension of the operand each index counts along.
    #[prost(int64, repeated, tag = "3")]
    pub start_index_map: Vec<i64>,
    /// The dimension of the indices that holds one index vector.
    #[prost(int64, tag = "4")]
    pub index_vector_dim: i64,
    /// Batching dimensions of the operand.
    #[prost(int64, repeated, tag = "5")]
    pub operand_batching_dims: Vec<i64>,
    /// Batching dimensions of the indices.
    #[prost(int64, repeated, tag = "6")]
    pub start_indices_batching_dims: Vec<i64>,
}

/// What the dimensions of a scatter's operands mean.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ScatterDimensionNumbers {
    /// Dimensions of the updates that index into a window.
    #[prost(int64, repeated, tag = "1")]
    pub update_window_dims: Vec<i64>,
    /// Dimensions of the operand that a window lacks.
    #[prost(int64, repeated, tag = "2")]
    pub inserted_window_dims: Vec<i64>,
    /// Which dimension of the operand each index counts along.
    #[prost(int64, repeated, tag = "3")]
    pub scatter_dims_to_operand_dims: Vec<i64>,
    /// The dimension of the indices that holds one index vector.
    #[prost(int64, tag = "4")]
    pub index_vector_dim: i64,
    /// Batching dimensions of the operand.
    #[prost(int64, repeated, tag = "5")]
    pub input_batching_dims: Vec<i64>,
    /// Batching dimensions of the indices.
    #[prost(int64, repeated, tag = "6")]
    pub scatter_indices_batching_dims: Vec<i64>,
}

/// What the dimensions of a convolution's operands mean.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ConvolutionDimensionNumbers {
    /// The kernel's input features.
    #[prost(int64, tag = "3")]
    pub kernel_input_feature_dimension: i64,
    /// The kernel's output features.
    #[prost(int64, tag = "4")]
    pub kernel_output_feature_dimension: i64,
    /// The kernel's spatial dimensions.
    #[prost(int64, repeated, tag = "6")]
    pub kernel_spatial_dimensions: Vec<i64>,
    /// The input's batch.
    #[prost(int64, tag = "7")]
    pub input_batch_dimension: i64,
    /// The input's features.
    #[prost(int64, tag = "8")]
    pub input_feature_dimension: i64,
    /// The output's batch.
    #[prost(int64, tag = "9")]
    pub output_batch_dimension: i64,
    /// The output's features.
    #[prost(int64, tag = "10")]
    pub output_feature_dimension: i64,
    /// The input's spatial dimensions.
    #[prost(int64, repeated, tag = "11")]
    pub input_spatial_dimensions: Vec<i64>,
    /// The output's spatial dimensions.
    #[prost(int64, repeated, tag = "12")]
    pub output_spatial_dimensions: Vec<i64>,
}

/// Which dimensions a dot contracts and which it batches.
#[derive(Clone, PartialEq, prost::Message)]
pub struct DotDimensionNumbers {
    /// Contracted dimensions of the left side.
    #[prost(int64, repeated, tag = "1")]
    pub lhs_contracting_dimensions: Vec<i64>,
    /// Contracted dimensions of the right side.
    #[prost(int64, repeated, tag = "2")]
    pub rhs_contracting_dimensions: Vec<i64>,
    /// Batch dimensions of the left side.
    #[prost(int64, repeated, tag = "3")]
    pub lhs_batch_dimensions: Vec<i64>,
    /// Batch dimensions of the right side.
    #[prost(int64, repeated, tag = "4")]
    pub rhs_batch_dimensions: Vec<i64>,
}

/// Attributes that a framework passes through the compiler.
#[derive(Clone, PartialEq, prost::Message)]
pub struct FrontendAttributes {
    /// Names and values.
    #[prost(btree_map = "string, string", tag = "1")]
    pub map: BTreeMap<String, String>,
}

/// How exactly a dot computes.
#[derive(Clone, PartialEq, prost::Message)]
pub struct PrecisionConfig {
    /// One precision an operand.
    #[prost(enumeration = "Precision", repeated, tag = "1")]
    pub operand_precision: Vec<i32>,
    /// A dot algorithm; 0 leaves it open.
    #[prost(int32, tag = "2")]
    pub algorithm: i32,
}

/// The precision of one operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, prost::Enumeration)]
#[repr(i32)]
pub enum Precision {
    /// The backend's fastest.
    Default = 0,
    /// In between.
    High = 1,
    /// The operand type's own.
    Highest = 2,
}

/// One axis of a [`MeshProto`].
#[derive(Clone, PartialEq, prost::Message)]
pub struct MeshAxisProto {
    /// The axis' name.
    #[prost(string, tag = "1")]
    pub name: String,
    /// How many devices lie along it.
    #[prost(int64, tag = "2")]
    pub size: i64,
}

/// How device ids are laid onto a mesh: an iota, shaped and transposed.
#[derive(Clone, PartialEq, prost::Message)]
pub struct IotaTransform {
    /// The iota's dimensions before the transpose.
    #[prost(int64, repeated, tag = "1")]
    pub reshape_dims: Vec<i64>,
    /// The order in which its dimensions are then taken.
    #[prost(int64, repeated, tag = "2")]
    pub transpose_perm: Vec<i64>,
}

/// Named axes over devices.
#[derive(Clone, PartialEq, prost::Message)]
pub struct MeshProto {
    /// The axes, slowest first.
    #[prost(message, repeated, tag = "1")]
    pub axes: Vec<MeshAxisProto>,
    /// The device ids in mesh order; empty for `0..devices`.
    #[prost(int64, repeated, tag = "2")]
    pub device_ids: Vec<i64>,
    /// The same as an iota.
    #[prost(message, optional, tag = "3")]
    pub iota_transform: Option<IotaTransform>,
}

/// A part of an axis: the axis is viewed as `[pre_size, size, rest]`.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct SubAxis {
    /// The product of the sizes before the part.
    #[prost(int64, tag = "1")]
    pub pre_size: i64,
    /// The size of the part.
    #[prost(int64, tag = "2")]
    pub size: i64,
}

/// An axis of a mesh or a part of one.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct AxisRefProto {
    /// Which axis.
    #[prost(int64, tag = "1")]
    pub mesh_axis_index: i64,
    /// Which part of it; absent for all.
    #[prost(message, optional, tag = "2")]
    pub sub_axis_info: Option<SubAxis>,
}

/// The axes that cut one dimension.
#[derive(Clone, PartialEq, prost::Message)]
pub struct DimensionSharding {
    /// The axes, major first.
    #[prost(message, repeated, tag = "1")]
    pub axes: Vec<AxisRefProto>,
    /// Whether the partitioner may add none.
    #[prost(bool, tag = "2")]
    pub is_closed: bool,
}

/// A sharding in named axes.
#[derive(Clone, PartialEq, prost::Message)]
pub struct NamedShardingProto {
    /// The mesh.
    #[prost(message, optional, tag = "2")]
    pub mesh: Option<MeshProto>,
    /// One entry a dimension.
    #[prost(message, repeated, tag = "3")]
    pub dim_shardings: Vec<DimensionSharding>,
    /// Axes along which the array must be replicated.
    #[prost(message, repeated, tag = "4")]
    pub replicated_axes: Vec<AxisRefProto>,
    /// Axes along which a reduction is pending.
    #[prost(message, repeated, tag = "5")]
    pub unreduced_axes: Vec<AxisRefProto>,
    /// Axes that the program handles by hand.
    #[prost(message, repeated, tag = "7")]
    pub manual_axes: Vec<AxisRefProto>,
    /// The pending reduction: 0 sum, 1 max, 2 min.
    #[prost(int32, tag = "8")]
    pub reduction_op: i32,
}

/// What kind of sharding an [`OpSharding`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, prost::Enumeration)]
#[repr(i32)]
pub enum OpShardingType {
    /// A full copy on each device.
    Replicated = 0,
    /// All on one device.
    Maximal = 1,
    /// One sharding an element of a tuple.
    Tuple = 2,
    /// Cut into tiles.
    Other = 3,
    /// The program shards by hand.
    Manual = 4,
    /// Left to the compiler.
    Unknown = 5,
    /// A reduction is pending.
    Unreduced = 6,
}

/// How an array lies on the devices, in GSPMD's words.
#[derive(Clone, PartialEq, prost::Message)]
pub struct OpSharding {
    /// The kind.
    #[prost(enumeration = "OpShardingType", tag = "1")]
    pub r#type: i32,
    /// The shape of a tile (no longer used).
    #[prost(message, optional, tag = "2")]
    pub tile_shape: Option<ShapeProto>,
    /// Tiles along each dimension, then one entry for each of `last_tile_dims`.
    #[prost(int64, repeated, tag = "3")]
    pub tile_assignment_dimensions: Vec<i64>,
    /// The device of each tile, when written out.
    #[prost(int64, repeated, tag = "4")]
    pub tile_assignment_devices: Vec<i64>,
    /// The shardings of a tuple's elements.
    #[prost(message, repeated, tag = "5")]
    pub tuple_shardings: Vec<OpSharding>,
    /// Whether the last tile dimension counts replicas.
    #[prost(bool, tag = "6")]
    pub replicate_on_last_tile_dim: bool,
    /// What each of the last tile dimensions means.
    #[prost(enumeration = "OpShardingType", repeated, tag = "8")]
    pub last_tile_dims: Vec<i32>,
    /// The devices as an iota of these dimensions ...
    #[prost(int64, repeated, tag = "9")]
    pub iota_reshape_dims: Vec<i64>,
    /// ... taken in this order.
    #[prost(int32, repeated, tag = "10")]
    pub iota_transpose_perm: Vec<i32>,
    /// Whether it belongs to a group of shardings.
    #[prost(bool, tag = "11")]
    pub is_shard_group: bool,
    /// Which group.
    #[prost(int64, tag = "12")]
    pub shard_group_id: i64,
    /// 0 the same as the group, 1 like it.
    #[prost(int32, tag = "13")]
    pub shard_group_type: i32,
    /// The sharding in named axes instead.
    #[prost(message, optional, tag = "14")]
    pub named_sharding: Option<NamedShardingProto>,
}

/// Devices that take part in one collective together.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ReplicaGroup {
    /// Their ids.
    #[prost(int64, repeated, tag = "1")]
    pub replica_ids: Vec<i64>,
}

/// Replica groups as an iota: `[4,8]<=[32]`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct IotaReplicaGroupListProto {
    /// How many groups.
    #[prost(int64, tag = "1")]
    pub num_replica_groups: i64,
    /// How many devices a group.
    #[prost(int64, tag = "2")]
    pub num_devices_per_group: i64,
    /// The iota's dimensions.
    #[prost(int64, repeated, tag = "3")]
    pub iota_reshape_dims: Vec<i64>,
    /// The order in which they are taken.
    #[prost(int32, repeated, tag = "4")]
    pub iota_transpose_perm: Vec<i32>,
}

/// Replica groups as axes of a mesh.
#[derive(Clone, PartialEq, prost::Message)]
pub struct MeshAxesReplicaGroupListProto {
    /// The mesh.
    #[prost(message, optional, tag = "1")]
    pub mesh: Option<MeshProto>,
    /// The axes along which a group lies.
    #[prost(message, repeated, tag = "2")]
    pub axes: Vec<AxisRefProto>,
}

/// Replica groups, written out or (by plugins of API 0.81) as an iota.
#[derive(Clone, PartialEq, prost::Message)]
pub struct CollectiveDeviceListProto {
    /// The groups.
    #[prost(message, repeated, tag = "1")]
    pub replica_groups: Vec<ReplicaGroup>,
    /// The groups as an iota, as older plugins write it.
    #[prost(message, optional, tag = "2")]
    pub iota_replica_group_list: Option<IotaReplicaGroupListProto>,
}

/// One arrow of a collective-permute.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct SourceTarget {
    /// The device that sends.
    #[prost(int64, tag = "1")]
    pub source: i64,
    /// The device that receives.
    #[prost(int64, tag = "2")]
    pub target: i64,
}

/// An operand that a custom call writes its result into.
#[derive(Clone, PartialEq, prost::Message)]
pub struct OutputOperandAliasing {
    /// Which part of the result.
    #[prost(int64, repeated, tag = "1")]
    pub output_shape_index: Vec<i64>,
    /// Which operand.
    #[prost(int64, tag = "2")]
    pub operand_index: i64,
    /// Which part of the operand.
    #[prost(int64, repeated, tag = "3")]
    pub operand_shape_index: Vec<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use prost::Message;

    #[test]
    fn every_primitive_type_has_one_number_and_one_name() {
        let mut numbers: Vec<i32> = PrimitiveType::ALL.iter().map(|&t| t as i32).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (0..37).collect::<Vec<_>>());
        for t in PrimitiveType::ALL {
            assert_eq!(PrimitiveType::from_name(t.name()), Some(t));
        }
    }

    #[test]
    fn an_iota_sharding_has_the_bytes_that_xla_writes() {
        let sharding = OpSharding {
            r#type: OpShardingType::Other as i32,
            tile_assignment_dimensions: vec![4, 1],
            iota_reshape_dims: vec![4],
            iota_transpose_perm: vec![0],
            ..OpSharding::default()
        };
        let bytes = [8, 3, 0x1a, 2, 4, 1, 0x4a, 1, 4, 0x52, 1, 0];
        assert_eq!(sharding.encode_to_vec(), bytes);
    }
}
