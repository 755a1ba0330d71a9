//! Messages of serialized executables: what CPU plugins write, and memory statistics.

use crate::wire::compile_options::CompileOptionsProto;
use crate::wire::hlo::HloModuleProtoWithConfig;

/// How the serialized executables of libtpu begin: the first bytes of every file of Riegeli
/// records. Source: google/riegeli, `doc/riegeli_records_file_format.md`.
pub const RIEGELI_MAGIC: [u8; 8] = [0x83, 0xaf, 0x70, 0xd1, 0x0d, 0x88, 0x4a, 0x3f];

/// `xla.ExecutableAndOptionsProto`: how a CPU plugin serializes an executable.
///
/// Source: `xla/pjrt/proto/compile_options.proto`.
#[derive(Clone, PartialEq, prost::Message)]
pub struct ExecutableAndOptionsProto {
    /// The executable: from CPU plugins a [`CpuExecutableProto`].
    #[prost(bytes = "vec", tag = "1")]
    pub serialized_executable: Vec<u8>,
    /// How it was compiled.
    #[prost(message, optional, tag = "2")]
    pub compile_options: Option<CompileOptionsProto>,
    /// The kind of client that wrote it; the CPU plugins seen leave it empty.
    #[prost(string, tag = "3")]
    pub pjrt_client_name: String,
}

/// What a CPU plugin compiles to: first the module, then machine code, which is skipped here.
#[derive(Clone, PartialEq, prost::Message)]
pub struct CpuExecutableProto {
    /// The optimized module.
    #[prost(message, optional, tag = "1")]
    pub module: Option<HloModuleProtoWithConfig>,
}

impl ExecutableAndOptionsProto {
    /// How many devices a client must have to load it: one a replica and partition, and the ids of
    /// its device assignment among them. `None` when the options do not say.
    pub fn device_count(&self) -> Option<u64> {
        let build = self.compile_options.as_ref()?.executable_build_options.as_ref()?;
        let replicas = u64::try_from(build.num_replicas).ok().filter(|&count| count > 0)?;
        let partitions = u64::try_from(build.num_partitions).ok().filter(|&count| count > 0)?;
        let assigned = build.device_assignment.iter().flat_map(|a| &a.computation_devices);
        let ids = assigned.flat_map(|devices| &devices.replica_device_ids);
        let beyond = ids.filter_map(|&id| u64::try_from(id).ok()).max().map_or(0, |id| id + 1);
        Some(replicas.saturating_mul(partitions).max(beyond))
    }
}

/// `xla.CompiledMemoryStatsProto`: bytes on one device.
///
/// Source: `xla/pjrt/proto/executable_metadata.proto`.
#[derive(Clone, Copy, PartialEq, prost::Message)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub struct CompiledMemoryStatsProto {
    #[prost(int64, tag = "1")]
    pub generated_code_size_in_bytes: i64,
    #[prost(int64, tag = "2")]
    pub argument_size_in_bytes: i64,
    #[prost(int64, tag = "3")]
    pub output_size_in_bytes: i64,
    #[prost(int64, tag = "4")]
    pub alias_size_in_bytes: i64,
    #[prost(int64, tag = "5")]
    pub temp_size_in_bytes: i64,
    #[prost(int64, tag = "7")]
    pub host_generated_code_size_in_bytes: i64,
    #[prost(int64, tag = "8")]
    pub host_argument_size_in_bytes: i64,
    #[prost(int64, tag = "9")]
    pub host_output_size_in_bytes: i64,
    #[prost(int64, tag = "10")]
    pub host_alias_size_in_bytes: i64,
    #[prost(int64, tag = "11")]
    pub host_temp_size_in_bytes: i64,
    #[prost(int64, tag = "14")]
    pub peak_memory_in_bytes: i64,
    #[prost(int64, tag = "15")]
    pub total_size_in_bytes: i64,
    #[prost(int64, tag = "16")]
    pub total_allocation_bytes: i64,
    #[prost(int64, tag = "17")]
    pub indefinite_allocations: i64,
    #[prost(int64, tag = "18")]
    pub peak_unpadded_heap_bytes: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::compile_options::{CompileOptions, ExecutableBuildOptionsProto};
    use prost::Message;

    fn with(options: &CompileOptions) -> ExecutableAndOptionsProto {
        ExecutableAndOptionsProto {
            compile_options: CompileOptionsProto::decode(options.to_bytes().as_slice()).ok(),
            ..ExecutableAndOptionsProto::default()
        }
    }

    #[test]
    fn devices_are_counted_by_partitions_and_by_assigned_ids() {
        let mut options = CompileOptions::new(4, true);
        assert_eq!(with(&options).device_count(), Some(4));
        options.device_assignment = Some(vec![1, 0, 6, 2]);
        assert_eq!(with(&options).device_count(), Some(7));
        assert_eq!(with(&CompileOptions::new(0, true)).device_count(), None);
        assert_eq!(ExecutableAndOptionsProto::default().device_count(), None);
    }

    #[test]
    fn absurd_counts_do_not_overflow() {
        let mut absurd = with(&CompileOptions::new(1, true));
        let build = ExecutableBuildOptionsProto {
            num_replicas: i64::MAX,
            num_partitions: i64::MAX,
            ..ExecutableBuildOptionsProto::default()
        };
        absurd.compile_options = Some(CompileOptionsProto {
            executable_build_options: Some(build),
            ..Default::default()
        });
        assert_eq!(absurd.device_count(), Some(u64::MAX));
    }
}
