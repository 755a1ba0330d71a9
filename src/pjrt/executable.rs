//! Executables: what a compiler made, what it says of it, and running it.
#![allow(unsafe_code, reason = "calls the executable functions of a plugin")]

use std::fmt;
use std::ptr::null_mut;

use prost::Message;
use serde::{Deserialize, Serialize};

use super::buffer::BufferType;
use super::client::Client;
use super::error::PjrtError;
use super::named_value::{self, NamedValues};
use super::sys::{
    self, Args, ExecutableCodeSizeArgs, ExecutableCostAnalysisArgs, ExecutableFingerprintArgs,
    ExecutableMemoryStatsArgs, ExecutableNameArgs, ExecutableNumOutputsArgs,
    ExecutableNumPartitionsArgs, ExecutableNumReplicasArgs, ExecutableOptimizedProgramArgs,
    ExecutableOutputDimensionsArgs, ExecutableOutputTypesArgs, ExecutableSerializeArgs, Header,
    ProgramC, ShardingsArgs,
};
use super::table::{Handle, copy_of, text_of};
use crate::wire::hlo::HloModuleConfigProto;

/// A compiled program.
pub struct Executable {
    handle: Handle<sys::Executable>,
    /// Keeps the client alive that compiled it, when one did.
    _client: Option<Client>,
}

/// The element type and dimensions of one output, as each device has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputType {
    /// The element type.
    pub element_type: BufferType,
    /// The dimensions on one device.
    pub dimensions: Vec<i64>,
}

/// What a compiler gives back of its input: the program after optimization and partitioning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptimizedProgram {
    /// The format: `hlo_with_config` from every plugin seen.
    pub format: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Bytes that one device needs; a field that an older plugin does not know is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemoryStats {
    /// The code.
    pub generated_code_bytes: Option<i64>,
    /// The arguments.
    pub argument_bytes: Option<i64>,
    /// The outputs.
    pub output_bytes: Option<i64>,
    /// Outputs that share the bytes of donated arguments.
    pub alias_bytes: Option<i64>,
    /// Temporaries.
    pub temp_bytes: Option<i64>,
    /// The code in host memory.
    pub host_generated_code_bytes: Option<i64>,
    /// Arguments in host memory.
    pub host_argument_bytes: Option<i64>,
    /// Outputs in host memory.
    pub host_output_bytes: Option<i64>,
    /// Outputs in host memory that share the bytes of donated arguments.
    pub host_alias_bytes: Option<i64>,
    /// Temporaries in host memory.
    pub host_temp_bytes: Option<i64>,
    /// The most that is used at once.
    pub peak_bytes: Option<i64>,
    /// The compiler's total.
    pub total_bytes: Option<i64>,
    /// All allocations.
    pub total_allocation_bytes: Option<i64>,
    /// Allocations that live for the whole program.
    pub indefinite_allocations: Option<i64>,
    /// The most that is used at once, without padding.
    pub peak_unpadded_heap_bytes: Option<i64>,
}

/// The format of a `HloModuleProtoWithConfig`.
pub(super) const HLO_WITH_CONFIG: &str = "hlo_with_config";

/// Serialized `OpSharding`s, one a parameter or output.
pub type Shardings = Vec<Vec<u8>>;

impl fmt::Debug for Executable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Executable({:?})", self.handle.plugin())
    }
}

impl Executable {
    /// An executable, and the client that must outlive it.
    pub(super) fn new(handle: Handle<sys::Executable>, client: Option<Client>) -> Self {
        Executable { handle, _client: client }
    }

    /// The name of its module.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn name(&self) -> Result<String, PjrtError> {
        let executable = self.handle.get();
        let mut args = ExecutableNameArgs { executable, ..ExecutableNameArgs::new() };
        // SAFETY: the executable is live.
        unsafe { self.handle.table().call(&mut args) }?;
        // SAFETY: the text lives as long as the executable.
        Ok(unsafe { text_of(args.name, args.name_size) })
    }

    /// How many replicas it runs as.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn num_replicas(&self) -> Result<usize, PjrtError> {
        let executable = self.handle.get();
        let mut args = ExecutableNumReplicasArgs { executable, ..ExecutableNumReplicasArgs::new() };
        // SAFETY: the executable is live.
        unsafe { self.handle.table().call(&mut args) }?;
        Ok(args.num_replicas)
    }

    /// How many partitions it runs as. Some plugins say what was asked and not what was done: look
    /// at the output dimensions as well.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn num_partitions(&self) -> Result<usize, PjrtError> {
        let executable = self.handle.get();
        let mut args =
            ExecutableNumPartitionsArgs { executable, ..ExecutableNumPartitionsArgs::new() };
        // SAFETY: the executable is live.
        unsafe { self.handle.table().call(&mut args) }?;
        Ok(args.num_partitions)
    }

    /// The outputs, as each device has them.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn outputs(&self) -> Result<Vec<OutputType>, PjrtError> {
        let (executable, table) = (self.handle.get(), self.handle.table());
        let mut types =
            ExecutableOutputTypesArgs { executable, ..ExecutableOutputTypesArgs::new() };
        // SAFETY: the executable is live.
        unsafe { table.call(&mut types) }?;
        let mut shapes =
            ExecutableOutputDimensionsArgs { executable, ..ExecutableOutputDimensionsArgs::new() };
        // SAFETY: the executable is live.
        unsafe { table.call(&mut shapes) }?;
        // SAFETY: the types live as long as the executable.
        let numbers = unsafe { copy_of(types.types, types.num_types) };
        // SAFETY: there is one rank an output.
        let ranks = unsafe { copy_of(shapes.dim_sizes, shapes.num_outputs) };
        // SAFETY: the dimensions of all outputs follow each other.
        let dimensions = unsafe { copy_of(shapes.dims, ranks.iter().sum()) };
        let mut rest = dimensions.as_slice();
        let mut outputs = Vec::with_capacity(numbers.len());
        for (number, rank) in numbers.into_iter().zip(ranks) {
            let (own, others) = rest.split_at(rank);
            rest = others;
            let element_type = BufferType::from_number(number);
            outputs.push(OutputType { element_type, dimensions: own.to_vec() });
        }
        Ok(outputs)
    }

    pub(super) fn num_outputs(&self) -> Result<usize, PjrtError> {
        let executable = self.handle.get();
        let mut args = ExecutableNumOutputsArgs { executable, ..ExecutableNumOutputsArgs::new() };
        // SAFETY: the executable is live.
        unsafe { self.handle.table().call(&mut args) }?;
        Ok(args.num_outputs)
    }

    /// Bytes of generated code; some plugins say 0 or -1.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn code_bytes(&self) -> Result<i64, PjrtError> {
        let executable = self.handle.get();
        let mut args = ExecutableCodeSizeArgs { executable, ..ExecutableCodeSizeArgs::new() };
        // SAFETY: the executable is live.
        unsafe { self.handle.table().call(&mut args) }?;
        Ok(args.size_in_bytes)
    }

    /// A hash of the executable, or `None` from plugins that have none.
    ///
    /// # Errors
    /// The plugin refuses for another reason.
    pub fn fingerprint(&self) -> Result<Option<Vec<u8>>, PjrtError> {
        let executable = self.handle.get();
        let mut args = ExecutableFingerprintArgs { executable, ..ExecutableFingerprintArgs::new() };
        // SAFETY: the executable is live.
        let found = supported(unsafe { self.handle.table().call(&mut args) })?;
        // SAFETY: the bytes live as long as the executable.
        Ok(found.map(|()| unsafe { copy_of(args.fingerprint, args.fingerprint_size) }))
    }

    /// The program after optimization and partitioning.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn optimized_program(&self) -> Result<OptimizedProgram, PjrtError> {
        let table = self.handle.table();
        let mut program = ProgramC {
            header: Header::new(size_of::<ProgramC>()),
            code: null_mut(),
            code_size: 0,
            format: std::ptr::null(),
            format_size: 0,
        };
        let mut args = ExecutableOptimizedProgramArgs {
            executable: self.handle.get(),
            program: &raw mut program,
            ..ExecutableOptimizedProgramArgs::new()
        };
        // SAFETY: executable and program are live; null code asks for the size.
        unsafe { table.call(&mut args) }?;
        let mut bytes = vec![0_u8; program.code_size];
        program.code = bytes.as_mut_ptr();
        args.program = &raw mut program;
        // SAFETY: as above, and the code has the bytes that the plugin asked for.
        unsafe { table.call(&mut args) }?;
        bytes.truncate(program.code_size);
        // SAFETY: the format's name lives as long as the plugin.
        let format = unsafe { text_of(program.format, program.format_size) };
        Ok(OptimizedProgram { format, bytes })
    }

    /// The executable as bytes, or `None` from plugins that cannot.
    ///
    /// # Errors
    /// The plugin refuses for another reason.
    pub fn serialize(&self) -> Result<Option<Vec<u8>>, PjrtError> {
        let mut args = ExecutableSerializeArgs {
            executable: self.handle.get(),
            ..ExecutableSerializeArgs::new()
        };
        // SAFETY: the executable is live.
        if supported(unsafe { self.handle.table().call(&mut args) })?.is_none() {
            return Ok(None);
        }
        // SAFETY: the bytes live until their holder is deleted.
        let bytes = unsafe { copy_of(args.bytes, args.bytes_size) };
        if let Some(delete) = args.deleter {
            // SAFETY: the plugin gave this function to free this holder, once.
            unsafe { delete(args.holder) };
        }
        Ok(Some(bytes))
    }

    /// The bytes that each device needs, or `None` from plugins that do not say.
    ///
    /// # Errors
    /// The plugin refuses for another reason.
    pub fn memory_stats(&self) -> Result<Option<MemoryStats>, PjrtError> {
        // No plugin writes this number: a field that keeps it is one that the plugin lacks.
        const UNTOUCHED: i64 = i64::MIN;
        let mut args = ExecutableMemoryStatsArgs {
            executable: self.handle.get(),
            stats: [UNTOUCHED; 15],
            ..ExecutableMemoryStatsArgs::new()
        };
        // SAFETY: the executable is live.
        if supported(unsafe { self.handle.table().call(&mut args) })?.is_none() {
            return Ok(None);
        }
        let [
            code,
            argument,
            output,
            alias,
            temp,
            h_code,
            h_argument,
            h_output,
            h_alias,
            h_temp,
            rest @ ..,
        ] = args.stats.map(|bytes| (bytes != UNTOUCHED).then_some(bytes));
        let [peak, total, total_allocation, indefinite, peak_unpadded] = rest;
        Ok(Some(MemoryStats {
            generated_code_bytes: code,
            argument_bytes: argument,
            output_bytes: output,
            alias_bytes: alias,
            temp_bytes: temp,
            host_generated_code_bytes: h_code,
            host_argument_bytes: h_argument,
            host_output_bytes: h_output,
            host_alias_bytes: h_alias,
            host_temp_bytes: h_temp,
            peak_bytes: peak,
            total_bytes: total,
            total_allocation_bytes: total_allocation,
            indefinite_allocations: indefinite,
            peak_unpadded_heap_bytes: peak_unpadded,
        }))
    }

    /// What the compiler counts, such as `flops`, or `None` from plugins that do not.
    ///
    /// # Errors
    /// The plugin refuses for another reason.
    pub fn cost_analysis(&self) -> Result<Option<NamedValues>, PjrtError> {
        let executable = self.handle.get();
        let mut args =
            ExecutableCostAnalysisArgs { executable, ..ExecutableCostAnalysisArgs::new() };
        // SAFETY: the executable is live.
        let found = supported(unsafe { self.handle.table().call(&mut args) })?;
        // SAFETY: the properties live as long as the executable.
        Ok(found.map(|()| unsafe { named_value::from_c(args.properties, args.num_properties) }))
    }

    /// The sharding of each parameter, or `None` from plugins that do not say.
    ///
    /// # Errors
    /// The plugin refuses for another reason.
    pub fn parameter_shardings(&self) -> Result<Option<Shardings>, PjrtError> {
        self.shardings(sys::PARAMETER_SHARDINGS)
    }

    /// The sharding of each output, or `None` from plugins that do not say.
    ///
    /// # Errors
    /// The plugin refuses for another reason.
    pub fn output_shardings(&self) -> Result<Option<Shardings>, PjrtError> {
        self.shardings(sys::OUTPUT_SHARDINGS)
    }

    fn shardings(&self, function: sys::ExtensionFunction) -> Result<Option<Shardings>, PjrtError> {
        let mut args = ShardingsArgs {
            header: Header::new(size_of::<ShardingsArgs>()),
            executable: self.handle.get(),
            count: 0,
            shardings: std::ptr::null(),
            sharding_sizes: std::ptr::null(),
        };
        // SAFETY: both functions take these arguments, and the executable is live.
        let called = unsafe { self.handle.table().call_extension(function, &mut args) };
        let present = !args.shardings.is_null() && !args.sharding_sizes.is_null();
        if supported(called)?.is_none() || !present {
            return Ok(None);
        }
        // SAFETY: both arrays have `count` entries and live as long as the executable.
        let pointers = unsafe { copy_of(args.shardings, args.count) };
        // SAFETY: as above.
        let sizes = unsafe { copy_of(args.sharding_sizes, args.count) };
        let copy = |(pointer, size): (*const u8, usize)| {
            // SAFETY: each sharding is as long as its size and lives as long as the executable.
            unsafe { copy_of(pointer, size) }
        };
        Ok(Some(pointers.into_iter().zip(sizes).map(copy).collect()))
    }
}

/// The result of a call that a plugin may not implement.
fn supported<T>(result: Result<T, PjrtError>) -> Result<Option<T>, PjrtError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.is_unsupported() => Ok(None),
        Err(error) => Err(error),
    }
}

/// `HloModuleProtoWithConfig`, with its module left as bytes.
#[derive(Clone, PartialEq, Message)]
struct HloModuleProtoWithConfig {
    #[prost(bytes = "vec", tag = "1")]
    hlo_module: Vec<u8>,
    #[prost(message, optional, tag = "2")]
    config: Option<HloModuleConfigProto>,
}

impl OptimizedProgram {
    /// The serialized `HloModuleProto` inside.
    ///
    /// # Errors
    /// The bytes are of another format or broken.
    pub fn hlo_module(&self) -> Result<Vec<u8>, PjrtError> {
        match self.format.as_str() {
            "hlo" => Ok(self.bytes.clone()),
            _ => self.with_config().map(|program| program.hlo_module),
        }
    }

    /// What the program was compiled for, where the format says it.
    ///
    /// # Errors
    /// The bytes are of another format or broken.
    pub fn config(&self) -> Result<Option<HloModuleConfigProto>, PjrtError> {
        match self.format.as_str() {
            "hlo" => Ok(None),
            _ => self.with_config().map(|program| program.config),
        }
    }

    fn with_config(&self) -> Result<HloModuleProtoWithConfig, PjrtError> {
        let decoded = (self.format == HLO_WITH_CONFIG)
            .then(|| HloModuleProtoWithConfig::decode(self.bytes.as_slice()).ok())
            .flatten();
        decoded.filter(|program| !program.hlo_module.is_empty()).ok_or_else(|| {
            PjrtError::OptimizedProgram { format: self.format.clone(), bytes: self.bytes.len() }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_inside_an_optimized_program_is_found() {
        let program = |format: &str, bytes: &[u8]| OptimizedProgram {
            format: format.into(),
            bytes: bytes.to_vec(),
        };
        let with_config = program("hlo_with_config", &[0x0a, 2, 7, 8, 0x12, 2, 0x28, 4]);
        assert_eq!(with_config.hlo_module().expect("a module"), [7, 8]);
        let config = with_config.config().expect("readable").expect("a config");
        assert_eq!(config.num_partitions, 4);
        assert_eq!(program("hlo", &[7]).config().expect("readable"), None);
        assert_eq!(program("hlo", &[7]).hlo_module().expect("a module"), [7]);
        for (format, bytes) in [("mlir", vec![7]), ("hlo_with_config", vec![0x0a, 9, 7])] {
            assert!(program(format, &bytes).hlo_module().is_err());
        }
    }
}
