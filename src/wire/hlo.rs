//! XLA's program messages: modules, computations and instructions.
//!
//! A mirror of `hlo.proto` and of what the toolkit reads of `xla.proto`; fields that no emitter
//! writes and no report reads are left out, and skipped when a plugin sends them.

use std::collections::BTreeMap;

use crate::wire::xla_data::{
    CollectiveDeviceListProto, ConvolutionDimensionNumbers, DeviceAssignmentProto,
    DotDimensionNumbers, FrontendAttributes, GatherDimensionNumbers, IotaReplicaGroupListProto,
    LiteralProto, MeshAxesReplicaGroupListProto, OpMetadata, OpSharding, OutputOperandAliasing,
    PaddingConfig, PrecisionConfig, ProgramShapeProto, ReplicaGroup, ScatterDimensionNumbers,
    ShapeProto, SourceTarget, Window,
};

/// The part of one dimension that a slice takes.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct SliceDimensions {
    /// The first element.
    #[prost(int64, tag = "1")]
    pub start: i64,
    /// One past the last element.
    #[prost(int64, tag = "2")]
    pub limit: i64,
    /// The step.
    #[prost(int64, tag = "3")]
    pub stride: i64,
}

/// One instruction.
#[derive(Clone, PartialEq, prost::Message)]
pub struct HloInstructionProto {
    /// The name, unique in the module.
    #[prost(string, tag = "1")]
    pub name: String,
    /// The opcode in HLO's words: `all-reduce`.
    #[prost(string, tag = "2")]
    pub opcode: String,
    /// The shape of the result.
    #[prost(message, optional, tag = "3")]
    pub shape: Option<ShapeProto>,
    /// Where it comes from.
    #[prost(message, optional, tag = "7")]
    pub metadata: Option<OpMetadata>,
    /// The value of a constant.
    #[prost(message, optional, tag = "8")]
    pub literal: Option<LiteralProto>,
    /// Which parameter of its computation it is.
    #[prost(int64, tag = "9")]
    pub parameter_number: i64,
    /// `kLoop`, `kInput`, `kOutput` or `kCustom`.
    #[prost(string, tag = "11")]
    pub fusion_kind: String,
    /// Which element of a tuple it takes.
    #[prost(int64, tag = "13")]
    pub tuple_index: i64,
    /// Dimensions: of a reduce, a broadcast, a transpose, a concatenate, an iota and others.
    #[prost(int64, repeated, tag = "14")]
    pub dimensions: Vec<i64>,
    /// The window of a convolution or reduce-window.
    #[prost(message, optional, tag = "15")]
    pub window: Option<Window>,
    /// What a convolution's dimensions mean.
    #[prost(message, optional, tag = "16")]
    pub convolution_dimension_numbers: Option<ConvolutionDimensionNumbers>,
    /// The bounds of a slice.
    #[prost(message, repeated, tag = "17")]
    pub slice_dimensions: Vec<SliceDimensions>,
    /// Exponent bits of a reduce-precision.
    #[prost(int32, tag = "18")]
    pub exponent_bits: i32,
    /// Mantissa bits of a reduce-precision.
    #[prost(int32, tag = "19")]
    pub mantissa_bits: i32,
    /// The sizes of a dynamic-slice.
    #[prost(int64, repeated, tag = "20")]
    pub dynamic_slice_sizes: Vec<i64>,
    /// The padding of a pad.
    #[prost(message, optional, tag = "21")]
    pub padding_config: Option<PaddingConfig>,
    /// The distribution of an rng: 1 uniform, 2 normal.
    #[prost(int32, tag = "23")]
    pub distribution: i32,
    /// The epsilon of a batch normalization.
    #[prost(float, tag = "24")]
    pub epsilon: f32,
    /// The feature dimension of a batch normalization.
    #[prost(int64, tag = "25")]
    pub feature_index: i64,
    /// The channel of a collective; 0 for none.
    #[prost(int64, tag = "26")]
    pub channel_id: i64,
    /// What a custom call calls.
    #[prost(string, tag = "28")]
    pub custom_call_target: String,
    /// What a dot contracts.
    #[prost(message, optional, tag = "30")]
    pub dot_dimension_numbers: Option<DotDimensionNumbers>,
    /// The kind of an fft: 0 FFT, 1 IFFT, 2 RFFT, 3 IRFFT.
    #[prost(int32, tag = "31")]
    pub fft_type: i32,
    /// The lengths of an fft.
    #[prost(int64, repeated, tag = "32")]
    pub fft_length: Vec<i64>,
    /// What a gather's dimensions mean.
    #[prost(message, optional, tag = "33")]
    pub gather_dimension_numbers: Option<GatherDimensionNumbers>,
    /// The sizes of a gather's slices.
    #[prost(int64, repeated, tag = "34")]
    pub gather_slice_sizes: Vec<i64>,
    /// The id, unique in the module.
    #[prost(int64, tag = "35")]
    pub id: i64,
    /// The ids of the operands.
    #[prost(int64, repeated, tag = "36")]
    pub operand_ids: Vec<i64>,
    /// The ids of instructions that must run before.
    #[prost(int64, repeated, tag = "37")]
    pub control_predecessor_ids: Vec<i64>,
    /// The ids of the computations it calls.
    #[prost(int64, repeated, tag = "38")]
    pub called_computation_ids: Vec<i64>,
    /// How its result lies on the devices.
    #[prost(message, optional, tag = "40")]
    pub sharding: Option<OpSharding>,
    /// The backend's own words, most often JSON.
    #[prost(bytes = "vec", tag = "43")]
    pub backend_config: Vec<u8>,
    /// Whether a send or receive goes to the host.
    #[prost(bool, tag = "47")]
    pub is_host_transfer: bool,
    /// What a scatter's dimensions mean.
    #[prost(message, optional, tag = "48")]
    pub scatter_dimension_numbers: Option<ScatterDimensionNumbers>,
    /// The groups of a collective, as older programs write them.
    #[prost(message, repeated, tag = "49")]
    pub replica_groups: Vec<ReplicaGroup>,
    /// The feature groups of a convolution.
    #[prost(int64, tag = "50")]
    pub feature_group_count: i64,
    /// How exactly a dot or convolution computes.
    #[prost(message, optional, tag = "51")]
    pub precision_config: Option<PrecisionConfig>,
    /// The arrows of a collective-permute.
    #[prost(message, repeated, tag = "52")]
    pub source_target_pairs: Vec<SourceTarget>,
    /// Whether a collective or custom call insists on its layouts.
    #[prost(bool, tag = "56")]
    pub constrain_layout: bool,
    /// The operand shapes that a custom call insists on.
    #[prost(message, repeated, tag = "57")]
    pub operand_shapes_with_layout: Vec<ShapeProto>,
    /// The batch groups of a convolution.
    #[prost(int64, tag = "58")]
    pub batch_group_count: i64,
    /// The options of a triangular solve.
    #[prost(message, optional, tag = "59")]
    pub triangular_solve_options: Option<TriangularSolveOptions>,
    /// Whether a sort is stable.
    #[prost(bool, tag = "60")]
    pub is_stable: bool,
    /// The options of a Cholesky decomposition.
    #[prost(message, optional, tag = "62")]
    pub cholesky_options: Option<CholeskyOptions>,
    /// `EQ`, `NE`, `GE`, `GT`, `LE` or `LT`.
    #[prost(string, tag = "63")]
    pub comparison_direction: String,
    /// Whether a custom call must not be dropped.
    #[prost(bool, tag = "65")]
    pub custom_call_has_side_effect: bool,
    /// The step of an rng-get-and-update-state.
    #[prost(int64, tag = "66")]
    pub delta: i64,
    /// Whether a gather's or scatter's indices are known to be sorted.
    #[prost(bool, tag = "67")]
    pub indices_are_sorted: bool,
    /// What the framework passes through.
    #[prost(message, optional, tag = "68")]
    pub frontend_attributes: Option<FrontendAttributes>,
    /// Whether a scatter's indices are known to differ.
    #[prost(bool, tag = "69")]
    pub unique_indices: bool,
    /// The algorithm of an rng-bit-generator: 0 default, 1 `ThreeFry`, 2 `Philox`.
    #[prost(int32, tag = "70")]
    pub rng_algorithm: i32,
    /// Whether a collective's groups hold `replica * partitions + partition`.
    #[prost(bool, tag = "71")]
    pub use_global_device_ids: bool,
    /// `FLOAT`, `TOTALORDER`, `SIGNED` or `UNSIGNED`.
    #[prost(string, tag = "72")]
    pub comparison_type: String,
    /// Whether a copy-start prefetches for the next program.
    #[prost(bool, tag = "73")]
    pub is_cross_program_prefetch: bool,
    /// Which operands the result is written into.
    #[prost(message, repeated, tag = "74")]
    pub output_operand_aliasing: Vec<OutputOperandAliasing>,
    /// When a custom call is scheduled: 0 anywhere, 1 latest, 2 earliest.
    #[prost(int32, tag = "76")]
    pub custom_call_schedule: i32,
    /// The calling convention of a custom call.
    #[prost(int32, tag = "77")]
    pub custom_call_api_version: i32,
    /// The thread of an async operation.
    #[prost(string, tag = "79")]
    pub async_execution_thread: String,
    /// Which cross-program prefetch a copy-start is.
    #[prost(int32, optional, tag = "80")]
    pub cross_program_prefetch_index: Option<i32>,
    /// The k of a top-k.
    #[prost(int64, tag = "81")]
    pub k: i64,
    /// Whether a top-k takes the largest.
    #[prost(bool, tag = "85")]
    pub largest: bool,
    /// The groups of a collective, written out.
    #[prost(message, optional, tag = "87")]
    pub collective_device_list: Option<CollectiveDeviceListProto>,
    /// Whether a call is a composite.
    #[prost(bool, tag = "89")]
    pub is_composite: bool,
    /// What a ragged dot contracts.
    #[prost(message, optional, tag = "90")]
    pub ragged_dot_dimension_numbers: Option<RaggedDotDimensionNumbers>,
    /// The groups of a collective, as an iota.
    #[prost(message, optional, tag = "92")]
    pub iota_collective_device_list: Option<IotaReplicaGroupListProto>,
    /// The groups of a collective, as mesh axes.
    #[prost(message, optional, tag = "93")]
    pub mesh_axes_replica_group_list: Option<MeshAxesReplicaGroupListProto>,
}

/// What a ragged dot contracts and how its ragged dimension lies.
#[derive(Clone, PartialEq, prost::Message)]
pub struct RaggedDotDimensionNumbers {
    /// As of a plain dot.
    #[prost(message, optional, tag = "1")]
    pub dot_dimension_numbers: Option<DotDimensionNumbers>,
    /// The ragged dimension of the left side.
    #[prost(int64, repeated, tag = "2")]
    pub lhs_ragged_dimensions: Vec<i64>,
    /// The group dimension of the right side.
    #[prost(int64, repeated, tag = "3")]
    pub rhs_group_dimensions: Vec<i64>,
}

/// The options of a triangular solve.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct TriangularSolveOptions {
    /// Whether the triangle is on the left.
    #[prost(bool, tag = "1")]
    pub left_side: bool,
    /// Whether it is the lower one.
    #[prost(bool, tag = "2")]
    pub lower: bool,
    /// Whether its diagonal is ones.
    #[prost(bool, tag = "3")]
    pub unit_diagonal: bool,
    /// 1 as it is, 2 transposed, 3 adjoint.
    #[prost(int32, tag = "4")]
    pub transpose_a: i32,
}

/// The options of a Cholesky decomposition.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub struct CholeskyOptions {
    /// Whether it is the lower triangle.
    #[prost(bool, tag = "1")]
    pub lower: bool,
}

/// One computation: instructions in an order in which operands come first.
#[derive(Clone, PartialEq, prost::Message)]
pub struct HloComputationProto {
    /// The name, unique in the module.
    #[prost(string, tag = "1")]
    pub name: String,
    /// The instructions, operands before users.
    #[prost(message, repeated, tag = "2")]
    pub instructions: Vec<HloInstructionProto>,
    /// Parameters and result.
    #[prost(message, optional, tag = "4")]
    pub program_shape: Option<ProgramShapeProto>,
    /// The id, unique in the module.
    #[prost(int64, tag = "5")]
    pub id: i64,
    /// The id of the instruction whose value is the result.
    #[prost(int64, tag = "6")]
    pub root_id: i64,
    /// Whether a fusion calls it.
    #[prost(bool, tag = "7")]
    pub is_fusion_computation: bool,
    /// The thread that runs it; empty for the main one.
    #[prost(string, tag = "8")]
    pub execution_thread: String,
}

/// The order in which each computation's instructions run.
#[derive(Clone, PartialEq, prost::Message)]
pub struct HloScheduleProto {
    /// From computation id to its order.
    #[prost(btree_map = "int64, message", tag = "1")]
    pub sequences: BTreeMap<i64, InstructionSequence>,
}

/// The order in which one computation's instructions run.
#[derive(Clone, PartialEq, prost::Message)]
pub struct InstructionSequence {
    /// Instruction ids.
    #[prost(int64, repeated, tag = "1")]
    pub instruction_ids: Vec<i64>,
}

/// Whether an alias is a wish or a must.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, prost::Enumeration)]
#[repr(i32)]
pub enum AliasKind {
    /// Not said.
    Undefined = 0,
    /// The caller may donate the parameter or keep it.
    MayAlias = 1,
    /// The caller must donate the parameter.
    MustAlias = 2,
}

/// One output that is written over a parameter.
#[derive(Clone, PartialEq, prost::Message)]
pub struct AliasEntryProto {
    /// Which element of the output tuple.
    #[prost(int64, repeated, tag = "1")]
    pub output_shape_index: Vec<i64>,
    /// Which parameter.
    #[prost(int64, tag = "2")]
    pub parameter_number: i64,
    /// Which element of the parameter, when it is a tuple.
    #[prost(int64, repeated, tag = "3")]
    pub parameter_shape_index: Vec<i64>,
    /// Whether it is a wish or a must.
    #[prost(enumeration = "AliasKind", tag = "4")]
    pub kind: i32,
}

/// The outputs that are written over parameters.
#[derive(Clone, PartialEq, prost::Message)]
pub struct HloInputOutputAliasProto {
    /// One entry an output.
    #[prost(message, repeated, tag = "1")]
    pub entries: Vec<AliasEntryProto>,
}

/// One parameter whose memory may be used freely.
#[derive(Clone, PartialEq, prost::Message)]
pub struct BufferDonorEntryProto {
    /// Which parameter.
    #[prost(int64, tag = "1")]
    pub parameter_number: i64,
    /// Which element of it, when it is a tuple.
    #[prost(int64, repeated, tag = "2")]
    pub parameter_shape_index: Vec<i64>,
}

/// The parameters whose memory may be used freely.
#[derive(Clone, PartialEq, prost::Message)]
pub struct HloBufferDonorProto {
    /// One entry a parameter.
    #[prost(message, repeated, tag = "1")]
    pub entries: Vec<BufferDonorEntryProto>,
}

/// A program.
#[derive(Clone, PartialEq, prost::Message)]
pub struct HloModuleProto {
    /// The name.
    #[prost(string, tag = "1")]
    pub name: String,
    /// The name of the entry computation.
    #[prost(string, tag = "2")]
    pub entry_computation_name: String,
    /// The computations, called ones before their callers.
    #[prost(message, repeated, tag = "3")]
    pub computations: Vec<HloComputationProto>,
    /// Parameters and result, with the host's layouts.
    #[prost(message, optional, tag = "4")]
    pub host_program_shape: Option<ProgramShapeProto>,
    /// The module's id.
    #[prost(int64, tag = "5")]
    pub id: i64,
    /// The id of the entry computation.
    #[prost(int64, tag = "6")]
    pub entry_computation_id: i64,
    /// The order in which instructions run, when it is settled.
    #[prost(message, optional, tag = "7")]
    pub schedule: Option<HloScheduleProto>,
    /// Outputs that are written over parameters.
    #[prost(message, optional, tag = "8")]
    pub input_output_alias: Option<HloInputOutputAliasProto>,
    /// Whether a dynamic shape is in it.
    #[prost(bool, tag = "11")]
    pub is_dynamic: bool,
    /// How the output lies on the devices, after partitioning.
    #[prost(message, optional, tag = "12")]
    pub spmd_output_sharding: Option<OpSharding>,
    /// How the parameters lie on the devices, after partitioning.
    #[prost(message, repeated, tag = "14")]
    pub spmd_parameters_shardings: Vec<OpSharding>,
    /// Which device runs which partition.
    #[prost(message, optional, tag = "15")]
    pub device_assignment: Option<DeviceAssignmentProto>,
    /// Whether XLA may choose shardings itself.
    #[prost(bool, tag = "16")]
    pub use_auto_spmd_partitioning: bool,
    /// Parameters whose memory may be used freely.
    #[prost(message, optional, tag = "18")]
    pub buffer_donor: Option<HloBufferDonorProto>,
    /// What the framework passes through.
    #[prost(message, optional, tag = "19")]
    pub frontend_attributes: Option<FrontendAttributes>,
}

impl HloModuleProto {
    /// The entry computation: by id, else by name, else the last.
    pub fn entry(&self) -> Option<&HloComputationProto> {
        let by_id = self.computations.iter().find(|c| c.id == self.entry_computation_id);
        let by_name = || self.computations.iter().find(|c| c.name == self.entry_computation_name);
        by_id.or_else(by_name).or(self.computations.last())
    }
}

impl HloComputationProto {
    /// The root instruction: by id, else the last.
    pub fn root(&self) -> Option<&HloInstructionProto> {
        let by_id = self.instructions.iter().find(|i| i.id == self.root_id);
        by_id.or(self.instructions.last())
    }

    /// The instructions by id.
    pub fn instructions_by_id(&self) -> BTreeMap<i64, &HloInstructionProto> {
        self.instructions.iter().map(|i| (i.id, i)).collect()
    }
}

/// A module with what it was compiled for.
#[derive(Clone, PartialEq, prost::Message)]
pub struct HloModuleProtoWithConfig {
    /// The module.
    #[prost(message, optional, tag = "1")]
    pub hlo_module: Option<HloModuleProto>,
    /// What it was compiled for.
    #[prost(message, optional, tag = "2")]
    pub config: Option<HloModuleConfigProto>,
}

/// What a module was compiled for.
#[derive(Clone, PartialEq, prost::Message)]
pub struct HloModuleConfigProto {
    /// The entry's parameters and result with their layouts.
    #[prost(message, optional, tag = "1")]
    pub entry_computation_layout: Option<ProgramShapeProto>,
    /// How many replicas.
    #[prost(int64, tag = "4")]
    pub replica_count: i64,
    /// How many partitions.
    #[prost(int64, tag = "5")]
    pub num_partitions: i64,
    /// Whether it was partitioned by SPMD.
    #[prost(bool, tag = "7")]
    pub use_spmd_partitioning: bool,
    /// Which device runs which partition.
    #[prost(message, optional, tag = "15")]
    pub static_device_assignment: Option<DeviceAssignmentProto>,
    /// Whether Shardy partitioned it.
    #[prost(bool, tag = "34")]
    pub use_shardy_partitioner: bool,
}
