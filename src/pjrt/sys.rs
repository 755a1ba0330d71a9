//! The C mirror: the structs and function slots of `pjrt_c_api.h` that vqbit uses, pinned by size and offset.
//!
//! Written from the layout of API 0.114, which 0.115 to 0.117 leave as it is. Longer than other
//! files because it is one flat table. Source: `xla/pjrt/c/pjrt_c_api.h`,
//! `xla/pjrt/c/pjrt_c_api_shardings_extension.h`,
//! `xla/pjrt/c/pjrt_c_api_tpu_executable_extension.h`.
#![allow(unsafe_code, reason = "the mirror of a C header states what its layouts promise")]

use std::ffi::c_void;
use std::mem::{offset_of, size_of};

/// What every PJRT struct begins with.
#[repr(C)]
pub(super) struct Header {
    pub(super) struct_size: usize,
    pub(super) extension_start: *mut c_void,
}

impl Header {
    /// A header of a struct of `struct_size` bytes, without extensions.
    pub(super) fn new(struct_size: usize) -> Self {
        Header { struct_size, extension_start: std::ptr::null_mut() }
    }
}

/// One function of the table: its name and which entry it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Function {
    pub(super) name: &'static str,
    pub(super) slot: usize,
}

/// The argument struct of one PJRT function.
///
/// # Safety
/// The type is `repr(C)`, begins with a [`Header`], is laid out as the C struct that the
/// function in slot [`Args::FUNCTION`] takes, and is valid when all its bytes are zero.
pub(super) unsafe trait Args: Sized {
    /// The function that takes these arguments.
    const FUNCTION: Function;
    /// The newest `struct_size` known: where the last field ends, which may be before `size_of`.
    const SIZE: usize;

    /// The arguments with every field zero and the header filled in.
    fn new() -> Self {
        // SAFETY: the trait's contract says that all-zero bytes are a valid value.
        let mut args: Self = unsafe { std::mem::zeroed() };
        args.header().struct_size = Self::SIZE;
        args
    }

    /// The header.
    fn header(&mut self) -> &mut Header;
}

/// Bytes from the start of `PJRT_Api` to its first function pointer.
pub(super) const FUNCTIONS_START: usize = 40;

/// The fields of `PJRT_Api` before its functions. Never built: read through a pointer only.
#[repr(C)]
pub(super) struct ApiHead {
    pub(super) struct_size: usize,
    pub(super) extension_start: *const ExtensionBase,
    pub(super) version_header: Header,
    pub(super) major: i32,
    pub(super) minor: i32,
}

/// The start of an extension; its functions follow. Never built: read through a pointer only.
#[repr(C)]
pub(super) struct ExtensionBase {
    pub(super) struct_size: usize,
    pub(super) kind: i32,
    pub(super) next: *const ExtensionBase,
}

/// One function of an extension: its name, the extension's number, and which entry it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct ExtensionFunction {
    pub(super) name: &'static str,
    pub(super) extension: i32,
    pub(super) slot: usize,
}

/// Takes [`ShardingsArgs`].
pub(super) const PARAMETER_SHARDINGS: ExtensionFunction = ExtensionFunction {
    name: "PJRT_Shardings_PJRT_Executable_ParameterShardings",
    extension: 19,
    slot: 0,
};
/// Takes [`ShardingsArgs`].
pub(super) const OUTPUT_SHARDINGS: ExtensionFunction = ExtensionFunction {
    name: "PJRT_Shardings_PJRT_Executable_OutputShardings",
    extension: 19,
    slot: 1,
};
/// Takes [`TpuExecutableArgs`], gives a serialized `HloModuleProtoWithConfig`.
pub(super) const TPU_HLO_MODULE: ExtensionFunction =
    ExtensionFunction { name: "PJRT_TpuExecutable_GetHloModuleWithConfig", extension: 17, slot: 1 };
/// Takes [`TpuExecutableArgs`], gives a serialized `CompiledMemoryStatsProto`.
pub(super) const TPU_MEMORY_STATS: ExtensionFunction =
    ExtensionFunction { name: "PJRT_TpuExecutable_GetCompiledMemoryStats", extension: 17, slot: 3 };

/// The names of `PJRT_Extension_Type`, by number.
pub(super) const EXTENSION_NAMES: [&str; 25] = [
    "gpu_custom_call",
    "profiler",
    "custom_partitioner",
    "stream",
    "layouts",
    "ffi",
    "memory_descriptions",
    "triton",
    "raw_buffer",
    "phase_compile",
    "example",
    "unknown",
    "cross_host_transfers",
    "executable_metadata",
    "callback",
    "host_allocator",
    "tpu_topology",
    "tpu_executable",
    "megascale",
    "shardings",
    "abi_version",
    "collectives",
    "multi_slice",
    "host_memory_allocator",
    "xla_transform",
];

/// What a `PJRT_NamedValue` holds, told apart by its `kind`.
#[repr(C)]
#[derive(Clone, Copy)]
pub(super) union NamedPayload {
    pub(super) string: *const u8,
    pub(super) int64: i64,
    pub(super) int64_list: *const i64,
    pub(super) float: f32,
    pub(super) boolean: bool,
}

/// `PJRT_NamedValue`.
#[repr(C)]
pub(super) struct NamedValueC {
    pub(super) header: Header,
    pub(super) name: *const u8,
    pub(super) name_size: usize,
    pub(super) kind: i32,
    pub(super) payload: NamedPayload,
    pub(super) value_size: usize,
}

/// `PJRT_Program`.
#[repr(C)]
pub(super) struct ProgramC {
    pub(super) header: Header,
    pub(super) code: *mut u8,
    pub(super) code_size: usize,
    pub(super) format: *const u8,
    pub(super) format_size: usize,
}

/// `PJRT_Buffer_MemoryLayout` in its tiled form.
#[repr(C)]
pub(super) struct MemoryLayoutC {
    pub(super) header: Header,
    pub(super) tiled_header: Header,
    pub(super) minor_to_major: *const i64,
    pub(super) minor_to_major_size: usize,
    pub(super) tile_dims: *const i64,
    pub(super) tile_dim_sizes: *const usize,
    pub(super) num_tiles: usize,
    pub(super) kind: i32,
}

/// `struct_size` of `PJRT_Buffer_MemoryLayout`.
pub(super) const MEMORY_LAYOUT_SIZE: usize = 76;
/// `struct_size` of `PJRT_Buffer_MemoryLayout_Tiled`.
pub(super) const TILED_LAYOUT_SIZE: usize = 56;

/// `PJRT_ExecuteOptions`.
#[repr(C)]
pub(super) struct ExecuteOptionsC {
    pub(super) header: Header,
    pub(super) callbacks: [usize; 4],
    pub(super) launch_id: i32,
    pub(super) non_donatable_input_indices: *const i64,
    pub(super) num_non_donatable_input_indices: usize,
    pub(super) context: *mut c_void,
    pub(super) call_location: *const u8,
    pub(super) tasks: [usize; 3],
    pub(super) multi_slice_config: *mut c_void,
    pub(super) major_to_minor_callbacks: bool,
    pub(super) hlo_output_callbacks: [usize; 2],
}

const _: () = {
    assert!(size_of::<usize>() == 8, "the PJRT mirror is written for 64-bit machines");
    assert!(offset_of!(ApiHead, extension_start) == 8);
    assert!(offset_of!(ApiHead, version_header) == 16);
    assert!(offset_of!(ApiHead, major) == 32 && offset_of!(ApiHead, minor) == 36);
    assert!(size_of::<ApiHead>() == FUNCTIONS_START);
    assert!(offset_of!(ExtensionBase, kind) == 8 && offset_of!(ExtensionBase, next) == 16);
    assert!(size_of::<ExtensionBase>() == 24);
    assert!(size_of::<NamedPayload>() == 8 && size_of::<NamedValueC>() == 56);
    assert!(offset_of!(NamedValueC, name) == 16 && offset_of!(NamedValueC, name_size) == 24);
    assert!(offset_of!(NamedValueC, kind) == 32 && offset_of!(NamedValueC, payload) == 40);
    assert!(offset_of!(NamedValueC, value_size) == 48);
    assert!(size_of::<ProgramC>() == 48);
    assert!(offset_of!(ProgramC, code) == 16 && offset_of!(ProgramC, code_size) == 24);
    assert!(offset_of!(ProgramC, format) == 32 && offset_of!(ProgramC, format_size) == 40);
    assert!(size_of::<MemoryLayoutC>() == 80);
    assert!(offset_of!(MemoryLayoutC, tiled_header) == 16);
    assert!(offset_of!(MemoryLayoutC, minor_to_major) == 32);
    assert!(offset_of!(MemoryLayoutC, minor_to_major_size) == 40);
    assert!(offset_of!(MemoryLayoutC, tile_dims) == 48);
    assert!(offset_of!(MemoryLayoutC, tile_dim_sizes) == 56);
    assert!(offset_of!(MemoryLayoutC, num_tiles) == 64 && offset_of!(MemoryLayoutC, kind) == 72);
    assert!(size_of::<ExecuteOptionsC>() == 144);
    assert!(offset_of!(ExecuteOptionsC, callbacks) == 16);
    assert!(offset_of!(ExecuteOptionsC, launch_id) == 48);
    assert!(offset_of!(ExecuteOptionsC, non_donatable_input_indices) == 56);
    assert!(offset_of!(ExecuteOptionsC, num_non_donatable_input_indices) == 64);
    assert!(offset_of!(ExecuteOptionsC, context) == 72);
    assert!(offset_of!(ExecuteOptionsC, call_location) == 80);
    assert!(offset_of!(ExecuteOptionsC, tasks) == 88);
    assert!(offset_of!(ExecuteOptionsC, multi_slice_config) == 112);
    assert!(offset_of!(ExecuteOptionsC, major_to_minor_callbacks) == 120);
    assert!(offset_of!(ExecuteOptionsC, hlo_output_callbacks) == 128);
};

macro_rules! opaque {
    ($($name:ident)*) => {
        $(
            #[doc = concat!("The C object `PJRT_", stringify!($name), "`, only ever behind a pointer.")]
            #[repr(C)]
            pub(super) struct $name { _opaque: [u8; 0] }
        )*
    };
}

opaque! { Error Event Client Device DeviceDescription TopologyDescription Executable LoadedExecutable Buffer }

/// Frees an object that owns returned bytes.
pub(super) type Deleter = Option<unsafe extern "C" fn(*mut c_void)>;

/// One line a function: C name = slot, argument struct [`struct_size`] { field @ offset: type }.
macro_rules! functions {
    ($($name:ident = $slot:literal, $args:ident[$size:literal]
        { $($field:ident @ $offset:literal: $ty:ty),* $(,)? })*) => {
        $(
            #[doc = concat!("Arguments of `", stringify!($name), "`.")]
            #[repr(C)]
            pub(super) struct $args {
                pub(super) header: Header,
                $(pub(super) $field: $ty,)*
            }
            const _: () = {
                assert!(size_of::<$args>() == usize::next_multiple_of($size, 8));
                $(assert!(offset_of!($args, $field) == $offset);)*
            };
            // SAFETY: the struct is repr(C), starts with a header, holds only integers, booleans,
            // raw pointers and optional function pointers, and the asserts above pin its layout.
            unsafe impl Args for $args {
                const FUNCTION: Function = Function { name: stringify!($name), slot: $slot };
                const SIZE: usize = $size;

                fn header(&mut self) -> &mut Header {
                    &mut self.header
                }
            }
        )*
        /// Every function of the table that vqbit calls.
        pub(super) const FUNCTIONS: &[Function] = &[$(<$args as Args>::FUNCTION),*];
    };
}

functions! {
    PJRT_Error_Destroy = 0, ErrorDestroyArgs[24] { error @ 16: *mut Error }
    PJRT_Error_Message = 1, ErrorMessageArgs[40] {
        error @ 16: *const Error, message @ 24: *const u8, message_size @ 32: usize }
    PJRT_Error_GetCode = 2, ErrorGetCodeArgs[28] { error @ 16: *const Error, code @ 24: i32 }
    PJRT_Plugin_Initialize = 3, PluginInitializeArgs[16] {}
    PJRT_Plugin_Attributes = 4, PluginAttributesArgs[32] {
        attributes @ 16: *const NamedValueC, num_attributes @ 24: usize }
    PJRT_Event_Destroy = 5, EventDestroyArgs[24] { event @ 16: *mut Event }
    PJRT_Event_Await = 8, EventAwaitArgs[24] { event @ 16: *mut Event }
    PJRT_Client_Create = 10, ClientCreateArgs[88] {
        create_options @ 16: *const NamedValueC, num_options @ 24: usize,
        kv_get @ 32: [usize; 2], kv_put @ 48: [usize; 2],
        client @ 64: *mut Client, kv_try_get @ 72: [usize; 2] }
    PJRT_Client_Destroy = 11, ClientDestroyArgs[24] { client @ 16: *mut Client }
    PJRT_Client_PlatformName = 12, ClientPlatformNameArgs[40] {
        client @ 16: *mut Client, name @ 24: *const u8, name_size @ 32: usize }
    PJRT_Client_PlatformVersion = 14, ClientPlatformVersionArgs[40] {
        client @ 16: *mut Client, version @ 24: *const u8, version_size @ 32: usize }
    PJRT_Client_AddressableDevices = 16, ClientAddressableDevicesArgs[40] {
        client @ 16: *mut Client, devices @ 24: *const *mut Device, num_devices @ 32: usize }
    PJRT_Client_Compile = 20, ClientCompileArgs[56] {
        client @ 16: *mut Client, program @ 24: *const ProgramC,
        options @ 32: *const u8, options_size @ 40: usize, executable @ 48: *mut LoadedExecutable }
    PJRT_Client_BufferFromHostBuffer = 22, BufferFromHostArgs[120] {
        client @ 16: *mut Client, data @ 24: *const u8, element_type @ 32: i32,
        dims @ 40: *const i64, num_dims @ 48: usize,
        byte_strides @ 56: *const i64, num_byte_strides @ 64: usize, semantics @ 72: i32,
        device @ 80: *mut Device, memory @ 88: *mut c_void, device_layout @ 96: *mut c_void,
        done_with_host_buffer @ 104: *mut Event, buffer @ 112: *mut Buffer }
    PJRT_DeviceDescription_Id = 23, DescriptionIdArgs[28] {
        description @ 16: *mut DeviceDescription, id @ 24: i32 }
    PJRT_DeviceDescription_ProcessIndex = 24, DescriptionProcessIndexArgs[28] {
        description @ 16: *mut DeviceDescription, process_index @ 24: i32 }
    PJRT_DeviceDescription_Attributes = 25, DescriptionAttributesArgs[40] {
        description @ 16: *mut DeviceDescription, num_attributes @ 24: usize,
        attributes @ 32: *const NamedValueC }
    PJRT_DeviceDescription_Kind = 26, DescriptionKindArgs[40] {
        description @ 16: *mut DeviceDescription, kind @ 24: *const u8, kind_size @ 32: usize }
    PJRT_Device_GetDescription = 29, DeviceGetDescriptionArgs[32] {
        device @ 16: *mut Device, description @ 24: *mut DeviceDescription }
    PJRT_Executable_Destroy = 40, ExecutableDestroyArgs[24] { executable @ 16: *mut Executable }
    PJRT_Executable_Name = 41, ExecutableNameArgs[40] {
        executable @ 16: *mut Executable, name @ 24: *const u8, name_size @ 32: usize }
    PJRT_Executable_NumReplicas = 42, ExecutableNumReplicasArgs[32] {
        executable @ 16: *mut Executable, num_replicas @ 24: usize }
    PJRT_Executable_NumPartitions = 43, ExecutableNumPartitionsArgs[32] {
        executable @ 16: *mut Executable, num_partitions @ 24: usize }
    PJRT_Executable_NumOutputs = 44, ExecutableNumOutputsArgs[32] {
        executable @ 16: *mut Executable, num_outputs @ 24: usize }
    PJRT_Executable_SizeOfGeneratedCodeInBytes = 45, ExecutableCodeSizeArgs[32] {
        executable @ 16: *mut Executable, size_in_bytes @ 24: i64 }
    PJRT_Executable_GetCostAnalysis = 46, ExecutableCostAnalysisArgs[40] {
        executable @ 16: *mut Executable, num_properties @ 24: usize,
        properties @ 32: *const NamedValueC }
    PJRT_Executable_OptimizedProgram = 48, ExecutableOptimizedProgramArgs[32] {
        executable @ 16: *mut Executable, program @ 24: *mut ProgramC }
    PJRT_Executable_Serialize = 49, ExecutableSerializeArgs[56] {
        executable @ 16: *const Executable, bytes @ 24: *const u8, bytes_size @ 32: usize,
        holder @ 40: *mut c_void, deleter @ 48: Deleter }
    PJRT_LoadedExecutable_Destroy = 50, LoadedDestroyArgs[24] {
        executable @ 16: *mut LoadedExecutable }
    PJRT_LoadedExecutable_GetExecutable = 51, LoadedGetExecutableArgs[32] {
        loaded @ 16: *mut LoadedExecutable, executable @ 24: *mut Executable }
    PJRT_LoadedExecutable_AddressableDevices = 52, LoadedAddressableDevicesArgs[40] {
        executable @ 16: *mut LoadedExecutable, devices @ 24: *const *mut Device,
        num_devices @ 32: usize }
    PJRT_LoadedExecutable_Execute = 55, LoadedExecuteArgs[80] {
        executable @ 16: *mut LoadedExecutable, options @ 24: *mut ExecuteOptionsC,
        argument_lists @ 32: *const *const *mut Buffer, num_devices @ 40: usize,
        num_args @ 48: usize, output_lists @ 56: *const *mut *mut Buffer,
        device_complete_events @ 64: *mut *mut Event, execute_device @ 72: *mut Device }
    PJRT_Executable_DeserializeAndLoad = 56, DeserializeAndLoadArgs[72] {
        client @ 16: *mut Client, bytes @ 24: *const u8, bytes_size @ 32: usize,
        executable @ 40: *mut LoadedExecutable, options @ 48: *const u8,
        options_size @ 56: usize, load_options @ 64: *mut c_void }
    PJRT_Buffer_Destroy = 58, BufferDestroyArgs[24] { buffer @ 16: *mut Buffer }
    PJRT_Buffer_ElementType = 59, BufferElementTypeArgs[28] {
        buffer @ 16: *mut Buffer, element_type @ 24: i32 }
    PJRT_Buffer_Dimensions = 60, BufferDimensionsArgs[40] {
        buffer @ 16: *mut Buffer, dims @ 24: *const i64, num_dims @ 32: usize }
    PJRT_Buffer_IsDeleted = 68, BufferIsDeletedArgs[25] {
        buffer @ 16: *mut Buffer, is_deleted @ 24: bool }
    PJRT_Buffer_ToHostBuffer = 70, BufferToHostArgs[56] {
        buffer @ 16: *mut Buffer, host_layout @ 24: *mut MemoryLayoutC, dst @ 32: *mut u8,
        dst_size @ 40: usize, event @ 48: *mut Event }
    PJRT_TopologyDescription_Create = 82, TopologyCreateArgs[56] {
        name @ 16: *const u8, name_size @ 24: usize, create_options @ 32: *const NamedValueC,
        num_options @ 40: usize, topology @ 48: *mut TopologyDescription }
    PJRT_TopologyDescription_Destroy = 83, TopologyDestroyArgs[24] {
        topology @ 16: *mut TopologyDescription }
    PJRT_TopologyDescription_PlatformName = 84, TopologyPlatformNameArgs[40] {
        topology @ 16: *const TopologyDescription, name @ 24: *const u8, name_size @ 32: usize }
    PJRT_TopologyDescription_PlatformVersion = 85, TopologyPlatformVersionArgs[40] {
        topology @ 16: *const TopologyDescription, version @ 24: *const u8,
        version_size @ 32: usize }
    PJRT_TopologyDescription_GetDeviceDescriptions = 86, TopologyDevicesArgs[40] {
        topology @ 16: *const TopologyDescription,
        descriptions @ 24: *const *mut DeviceDescription, num_descriptions @ 32: usize }
    PJRT_TopologyDescription_Serialize = 87, TopologySerializeArgs[56] {
        topology @ 16: *mut TopologyDescription, bytes @ 24: *const u8, bytes_size @ 32: usize,
        holder @ 40: *mut c_void, deleter @ 48: Deleter }
    PJRT_TopologyDescription_Attributes = 88, TopologyAttributesArgs[40] {
        topology @ 16: *mut TopologyDescription, attributes @ 24: *const NamedValueC,
        num_attributes @ 32: usize }
    PJRT_Compile = 89, CompileArgs[64] {
        topology @ 16: *const TopologyDescription, program @ 24: *const ProgramC,
        options @ 32: *const u8, options_size @ 40: usize, client @ 48: *mut Client,
        executable @ 56: *mut Executable }
    PJRT_Executable_OutputElementTypes = 90, ExecutableOutputTypesArgs[40] {
        executable @ 16: *mut Executable, types @ 24: *const i32, num_types @ 32: usize }
    PJRT_Executable_OutputDimensions = 91, ExecutableOutputDimensionsArgs[48] {
        executable @ 16: *mut Executable, num_outputs @ 24: usize, dims @ 32: *const i64,
        dim_sizes @ 40: *const usize }
    PJRT_Executable_Fingerprint = 94, ExecutableFingerprintArgs[40] {
        executable @ 16: *mut Executable, fingerprint @ 24: *const u8, fingerprint_size @ 32: usize }
    PJRT_Executable_GetCompiledMemoryStats = 96, ExecutableMemoryStatsArgs[144] {
        executable @ 16: *mut Executable, stats @ 24: [i64; 15] }
    PJRT_TopologyDescription_Fingerprint = 133, TopologyFingerprintArgs[32] {
        topology @ 16: *const TopologyDescription, fingerprint @ 24: u64 }
}

/// Arguments of both functions of the Shardings extension: parameters (entry 0), outputs (1).
#[repr(C)]
pub(super) struct ShardingsArgs {
    pub(super) header: Header,
    pub(super) executable: *mut Executable,
    pub(super) count: usize,
    pub(super) shardings: *const *const u8,
    pub(super) sharding_sizes: *const usize,
}

const _: () = {
    assert!(size_of::<ShardingsArgs>() == 48);
    assert!(offset_of!(ShardingsArgs, executable) == 16 && offset_of!(ShardingsArgs, count) == 24);
    assert!(offset_of!(ShardingsArgs, shardings) == 32);
    assert!(offset_of!(ShardingsArgs, sharding_sizes) == 40);
};

/// Arguments of the functions of the `TpuExecutable` extension that turn serialized executables into
/// serialized messages. Unlike other arguments they have no `extension_start`.
#[repr(C)]
pub(super) struct TpuExecutableArgs {
    pub(super) struct_size: usize,
    pub(super) executable: *const u8,
    pub(super) executable_size: usize,
    pub(super) message: *const u8,
    pub(super) message_size: usize,
    pub(super) holder: *mut c_void,
    pub(super) deleter: Deleter,
}

const _: () = {
    assert!(size_of::<TpuExecutableArgs>() == 56);
    assert!(offset_of!(TpuExecutableArgs, executable) == 8);
    assert!(offset_of!(TpuExecutableArgs, executable_size) == 16);
    assert!(offset_of!(TpuExecutableArgs, message) == 24);
    assert!(offset_of!(TpuExecutableArgs, message_size) == 32);
    assert!(offset_of!(TpuExecutableArgs, holder) == 40);
    assert!(offset_of!(TpuExecutableArgs, deleter) == 48);
};

/// An object of a plugin that its owner destroys.
pub(super) trait Owned: Sized {
    /// Arguments of the function that destroys it.
    type DestroyArgs: Args;

    /// The arguments that destroy `pointer`.
    fn destroy_args(pointer: *mut Self) -> Self::DestroyArgs;
}

macro_rules! owned {
    ($($name:ident: $args:ident.$field:ident,)*) => {
        $(impl Owned for $name {
            type DestroyArgs = $args;

            fn destroy_args(pointer: *mut Self) -> $args {
                $args { $field: pointer, ..$args::new() }
            }
        })*
    };
}

owned! {
    Event: EventDestroyArgs.event,
    Client: ClientDestroyArgs.client,
    TopologyDescription: TopologyDestroyArgs.topology,
    Executable: ExecutableDestroyArgs.executable,
    LoadedExecutable: LoadedDestroyArgs.executable,
    Buffer: BufferDestroyArgs.buffer,
}
