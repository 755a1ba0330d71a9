//! Serialized TPU executables: what libtpu says of their bytes, without a TPU.
//!
//! A TPU executable cannot be loaded where there is no TPU, but the `TpuExecutable` extension reads
//! its bytes. What the compiler noted on instructions, such as cycle estimates, is not in them: most
//! backend configs are gone. Source: `xla/pjrt/c/pjrt_c_api_tpu_executable_extension.h`.
#![allow(unsafe_code, reason = "calls the TpuExecutable extension of a plugin")]

use std::ptr::{null, null_mut};

use prost::Message;

use super::error::PjrtError;
use super::executable::{HLO_WITH_CONFIG, MemoryStats, OptimizedProgram};
use super::plugin::Plugin;
use super::sys::{ExtensionFunction, TPU_HLO_MODULE, TPU_MEMORY_STATS, TpuExecutableArgs};
use super::table::copy_of;
use crate::wire::executable::CompiledMemoryStatsProto;

impl Plugin {
    /// Whether the plugin reads serialized TPU executables, as libtpu does.
    pub fn reads_tpu_executables(&self) -> bool {
        self.table().has_extension_function(TPU_HLO_MODULE)
    }

    /// The program after optimization and partitioning inside a serialized TPU executable.
    ///
    /// # Errors
    /// The plugin lacks the extension, or the bytes are not an executable that it knows.
    pub fn tpu_executable_program(&self, executable: &[u8]) -> Result<OptimizedProgram, PjrtError> {
        let bytes = self.message_of(TPU_HLO_MODULE, executable)?;
        Ok(OptimizedProgram { format: HLO_WITH_CONFIG.into(), bytes })
    }

    /// The bytes that each device needs, as a serialized TPU executable says; `None` from plugins
    /// that do not. A number that an older executable lacks is 0.
    ///
    /// # Errors
    /// The bytes are not an executable that the plugin knows, or it gives a broken message.
    pub fn tpu_executable_memory_stats(
        &self,
        executable: &[u8],
    ) -> Result<Option<MemoryStats>, PjrtError> {
        let bytes = match self.message_of(TPU_MEMORY_STATS, executable) {
            Err(error) if error.is_unsupported() => return Ok(None),
            other @ (Ok(_) | Err(_)) => other?,
        };
        let stats = CompiledMemoryStatsProto::decode(bytes.as_slice());
        let function = TPU_MEMORY_STATS.name;
        let stats =
            stats.map_err(|_| PjrtError::NoResult { function, result: "readable message" })?;
        Ok(Some(MemoryStats::from(stats)))
    }

    /// The message that a function of the extension reads off a serialized executable.
    fn message_of(
        &self,
        function: ExtensionFunction,
        executable: &[u8],
    ) -> Result<Vec<u8>, PjrtError> {
        let mut args = TpuExecutableArgs {
            struct_size: size_of::<TpuExecutableArgs>(),
            executable: executable.as_ptr(),
            executable_size: executable.len(),
            message: null(),
            message_size: 0,
            holder: null_mut(),
            deleter: None,
        };
        // SAFETY: both functions take these arguments; the executable is live for the call.
        unsafe { self.table().call_extension(function, &mut args) }?;
        // SAFETY: the message lives until its holder is deleted, below.
        let message = unsafe { copy_of(args.message, args.message_size) };
        if let Some(delete) = args.deleter {
            // SAFETY: the plugin gave this function to free this holder, once.
            unsafe { delete(args.holder) };
        }
        Ok(message)
    }
}

impl From<CompiledMemoryStatsProto> for MemoryStats {
    fn from(stats: CompiledMemoryStatsProto) -> Self {
        MemoryStats {
            generated_code_bytes: Some(stats.generated_code_size_in_bytes),
            argument_bytes: Some(stats.argument_size_in_bytes),
            output_bytes: Some(stats.output_size_in_bytes),
            alias_bytes: Some(stats.alias_size_in_bytes),
            temp_bytes: Some(stats.temp_size_in_bytes),
            host_generated_code_bytes: Some(stats.host_generated_code_size_in_bytes),
            host_argument_bytes: Some(stats.host_argument_size_in_bytes),
            host_output_bytes: Some(stats.host_output_size_in_bytes),
            host_alias_bytes: Some(stats.host_alias_size_in_bytes),
            host_temp_bytes: Some(stats.host_temp_size_in_bytes),
            peak_bytes: Some(stats.peak_memory_in_bytes),
            total_bytes: Some(stats.total_size_in_bytes),
            total_allocation_bytes: Some(stats.total_allocation_bytes),
            indefinite_allocations: Some(stats.indefinite_allocations),
            peak_unpadded_heap_bytes: Some(stats.peak_unpadded_heap_bytes),
        }
    }
}
