//! Executables: what a compiler made, what it says of it, and running it.
#![allow(unsafe_code, reason = "calls the executable functions of a plugin")]

use std::fmt;
use std::ptr::null_mut;

use prost::Message;
use serde::{Deserialize, Serialize};

use super::buffer::{Buffer, BufferType};
use super::client::{Client, Device};
use super::error::PjrtError;
use super::named_value::{self, NamedValues};
use super::sys::{
    self, Args, ExecutableCodeSizeArgs, ExecutableCostAnalysisArgs, ExecutableFingerprintArgs,
    ExecutableMemoryStatsArgs, ExecutableNameArgs, ExecutableNumOutputsArgs,
    ExecutableNumPartitionsArgs, ExecutableNumReplicasArgs, ExecutableOptimizedProgramArgs,
    ExecutableOutputDimensionsArgs, ExecutableOutputTypesArgs, ExecutableSerializeArgs, Header,
    LoadedAddressableDevicesArgs, LoadedExecuteArgs, ProgramC, ShardingsArgs,
};
use super::table::{Handle, copy_of, text_of, wanted_size};

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

    fn num_outputs(&self) -> Result<usize, PjrtError> {
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
        self.shardings("PJRT_Shardings_PJRT_Executable_ParameterShardings", 0)
    }

    /// The sharding of each output, or `None` from plugins that do not say.
    ///
    /// # Errors
    /// The plugin refuses for another reason.
    pub fn output_shardings(&self) -> Result<Option<Shardings>, PjrtError> {
        self.shardings("PJRT_Shardings_PJRT_Executable_OutputShardings", 1)
    }

    fn shardings(
        &self,
        function: &'static str,
        index: usize,
    ) -> Result<Option<Shardings>, PjrtError> {
        let mut args = ShardingsArgs {
            header: Header::new(size_of::<ShardingsArgs>()),
            executable: self.handle.get(),
            count: 0,
            shardings: std::ptr::null(),
            sharding_sizes: std::ptr::null(),
        };
        // SAFETY: the executable is live.
        let called = unsafe { self.handle.table().call_shardings(function, index, &mut args) };
        let present = !args.shardings.is_null() && !args.sharding_sizes.is_null();
        if supported(called)? != Some(true) || !present {
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

impl OptimizedProgram {
    /// The serialized `HloModuleProto` inside.
    ///
    /// # Errors
    /// The bytes are of another format or broken.
    pub fn hlo_module(&self) -> Result<Vec<u8>, PjrtError> {
        /// `HloModuleProtoWithConfig`, with its module left as bytes.
        #[derive(Clone, PartialEq, Message)]
        struct HloModuleProtoWithConfig {
            #[prost(bytes = "vec", tag = "1")]
            hlo_module: Vec<u8>,
        }
        let broken =
            || PjrtError::OptimizedProgram { format: self.format.clone(), bytes: self.bytes.len() };
        match self.format.as_str() {
            "hlo" => Ok(self.bytes.clone()),
            "hlo_with_config" => HloModuleProtoWithConfig::decode(self.bytes.as_slice())
                .map(|program| program.hlo_module)
                .ok()
                .filter(|module| !module.is_empty())
                .ok_or_else(broken),
            _ => Err(broken()),
        }
    }
}

/// A compiled program, loaded on devices.
pub struct LoadedExecutable {
    executable: Executable,
    handle: Handle<sys::LoadedExecutable>,
    client: Client,
}

impl fmt::Debug for LoadedExecutable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LoadedExecutable({:?})", self.handle.plugin())
    }
}

impl LoadedExecutable {
    /// A loaded executable, what it is loaded from, and the client that must outlive both.
    pub(super) fn new(
        executable: Executable,
        handle: Handle<sys::LoadedExecutable>,
        client: Client,
    ) -> Self {
        LoadedExecutable { executable, handle, client }
    }

    /// What was compiled.
    pub fn executable(&self) -> &Executable {
        &self.executable
    }

    /// The devices that it runs on, in the order of its partitions.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn devices(&self) -> Result<Vec<Device>, PjrtError> {
        let executable = self.handle.get();
        let mut args =
            LoadedAddressableDevicesArgs { executable, ..LoadedAddressableDevicesArgs::new() };
        // SAFETY: the executable is live.
        unsafe { self.handle.table().call(&mut args) }?;
        // SAFETY: the list lives as long as the executable.
        let pointers = unsafe { copy_of(args.devices, args.num_devices) };
        // SAFETY: the pointers are devices of this client.
        pointers.into_iter().map(|device| unsafe { self.client.device(device) }).collect()
    }

    /// Runs the program: one list of arguments a device, one list of outputs a device.
    ///
    /// Waits until all devices are done. Arguments that the program aliases to outputs are donated:
    /// their buffers are deleted.
    ///
    /// # Errors
    /// The lists do not fit, a buffer is another client's, or the execution fails.
    pub fn execute(&self, arguments: &[Vec<&Buffer>]) -> Result<Vec<Vec<Buffer>>, PjrtError> {
        let function = LoadedExecuteArgs::FUNCTION.name;
        let devices = self.devices()?.len();
        let num_args = arguments.first().map_or(0, Vec::len);
        if arguments.len() != devices || arguments.iter().any(|list| list.len() != num_args) {
            let found = arguments.iter().map(Vec::len).collect();
            return Err(PjrtError::ArgumentLists { found, devices });
        }
        if arguments.iter().flatten().any(|buffer| !buffer.client().is(&self.client)) {
            return Err(PjrtError::OtherClient { function, object: "buffer" });
        }
        let inputs: Vec<Vec<*mut sys::Buffer>> =
            arguments.iter().map(|list| list.iter().map(|b| b.pointer()).collect()).collect();
        let num_outputs = self.executable.num_outputs()?;
        let mut outputs = vec![vec![null_mut(); num_outputs]; devices];
        let mut events = vec![null_mut(); devices];
        self.launch(&inputs, num_args, &mut outputs, &mut events)?;
        let plugin = self.handle.plugin();
        let own = |buffer| {
            // SAFETY: output buffers belong to the caller.
            let handle = unsafe { Handle::new(plugin, buffer, function, "output") }?;
            Ok(Buffer::new(handle, self.client.clone()))
        };
        let outputs: Result<Vec<Vec<Buffer>>, PjrtError> =
            outputs.into_iter().map(|list| list.into_iter().map(own).collect()).collect();
        // Every event is waited for, so that no device still computes when an error goes out.
        let mut result = Ok(());
        for event in events {
            // SAFETY: completion events belong to the caller.
            let event = unsafe { Handle::new(plugin, event, function, "completion event") };
            result = result.and(event.and_then(|event| event.wait(function)));
        }
        result.and(outputs)
    }

    /// Calls the plugin; `outputs` and `events` are filled.
    fn launch(
        &self,
        inputs: &[Vec<*mut sys::Buffer>],
        num_args: usize,
        outputs: &mut [Vec<*mut sys::Buffer>],
        events: &mut [*mut sys::Event],
    ) -> Result<(), PjrtError> {
        let argument_lists: Vec<*const *mut sys::Buffer> =
            inputs.iter().map(|list| list.as_ptr()).collect();
        let output_lists: Vec<*mut *mut sys::Buffer> =
            outputs.iter_mut().map(|list| list.as_mut_ptr()).collect();
        let mut options = execute_options();
        let mut args = LoadedExecuteArgs {
            executable: self.handle.get(),
            options: &raw mut options,
            argument_lists: argument_lists.as_ptr(),
            num_devices: inputs.len(),
            num_args,
            output_lists: output_lists.as_ptr(),
            device_complete_events: events.as_mut_ptr(),
            ..LoadedExecuteArgs::new()
        };
        // SAFETY: executable and buffers are live and of one client; there is a list of arguments,
        // a list of outputs of the executable's length, and an event slot for each device.
        let result = unsafe { self.handle.table().call(&mut args) };
        let Some(size) = wanted_size(&result, size_of::<sys::ExecuteOptionsC>()) else {
            return result;
        };
        options.header.struct_size = size;
        args.options = &raw mut options;
        // SAFETY: as above; the options only ever grow, so a shorter size is a prefix.
        unsafe { self.handle.table().call(&mut args) }
    }
}

/// The options of an execution: none, in the newest size.
fn execute_options() -> sys::ExecuteOptionsC {
    sys::ExecuteOptionsC {
        header: Header::new(size_of::<sys::ExecuteOptionsC>()),
        callbacks: [0; 4],
        launch_id: 0,
        non_donatable_input_indices: std::ptr::null(),
        num_non_donatable_input_indices: 0,
        context: null_mut(),
        call_location: std::ptr::null(),
        tasks: [0; 3],
        multi_slice_config: null_mut(),
        major_to_minor_callbacks: false,
        hlo_output_callbacks: [0; 2],
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
        let with_config = program("hlo_with_config", &[0x0a, 2, 7, 8, 0x12, 1, 9]);
        assert_eq!(with_config.hlo_module().expect("a module"), [7, 8]);
        assert_eq!(program("hlo", &[7]).hlo_module().expect("a module"), [7]);
        for (format, bytes) in [("mlir", vec![7]), ("hlo_with_config", vec![0x0a, 9, 7])] {
            assert!(program(format, &bytes).hlo_module().is_err());
        }
    }
}
