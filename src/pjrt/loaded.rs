//! Loaded executables: running a program on the devices of a client.
#![allow(unsafe_code, reason = "calls the execution functions of a plugin")]

use std::fmt;
use std::ptr::null_mut;
use std::sync::OnceLock;

use prost::Message;

use super::buffer::Buffer;
use super::client::{Client, Device};
use super::error::PjrtError;
use super::executable::Executable;
use super::sys::{self, Args, Header, LoadedAddressableDevicesArgs, LoadedExecuteArgs};
use super::table::{Handle, copy_of, wanted_size};

/// A compiled program, loaded on devices.
pub struct LoadedExecutable {
    executable: Executable,
    handle: Handle<sys::LoadedExecutable>,
    client: Client,
    /// The dimensions of each parameter on one device, once they were needed.
    parameters: OnceLock<Vec<Vec<i64>>>,
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
        LoadedExecutable { executable, handle, client, parameters: OnceLock::new() }
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
        let num_args = self.parameters()?.len();
        if arguments.len() != devices || arguments.iter().any(|list| list.len() != num_args) {
            let found = arguments.iter().map(Vec::len).collect();
            return Err(PjrtError::ArgumentLists { found, devices, parameters: num_args });
        }
        // From here on, so that nobody donates an argument between its check and its use.
        let _turn = self.client.execution_turn();
        self.check_arguments(arguments)?;
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

    /// The dimensions of each parameter on one device, from the optimized program.
    fn parameters(&self) -> Result<&[Vec<i64>], PjrtError> {
        if let Some(parameters) = self.parameters.get() {
            return Ok(parameters);
        }
        let program = self.executable.optimized_program()?;
        let module = program.hlo_module()?;
        let broken = |_| PjrtError::OptimizedProgram {
            format: program.format.clone(),
            bytes: program.bytes.len(),
        };
        let module = ModuleSignature::decode(module.as_slice()).map_err(broken)?;
        let shapes = module.host_program_shape.unwrap_or_default().parameters;
        let parameters = shapes.into_iter().map(|shape| shape.dimensions).collect();
        Ok(self.parameters.get_or_init(|| parameters))
    }

    /// Refuses arguments that cannot be executed with, where a plugin may hang instead of failing:
    /// the CPU plugins of API 0.81 and 0.106 were seen to hang on donated arguments, and that of
    /// 0.106 on missing ones. Wrong shapes are refused along with them.
    fn check_arguments(&self, arguments: &[Vec<&Buffer>]) -> Result<(), PjrtError> {
        let parameters = self.parameters()?;
        for (partition, list) in arguments.iter().enumerate() {
            for (argument, (buffer, wanted)) in list.iter().zip(parameters).enumerate() {
                if !buffer.client().is(&self.client) {
                    let function = LoadedExecuteArgs::FUNCTION.name;
                    return Err(PjrtError::OtherClient { function, object: "buffer" });
                }
                if buffer.is_deleted()? {
                    return Err(PjrtError::DonatedArgument { argument, partition });
                }
                let found = buffer.dimensions()?;
                if found != *wanted {
                    let wanted = wanted.clone();
                    return Err(PjrtError::ArgumentShape { argument, partition, found, wanted });
                }
            }
        }
        Ok(())
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

/// `HloModuleProto`, only what its parameters look like.
#[derive(Clone, PartialEq, Message)]
struct ModuleSignature {
    #[prost(message, optional, tag = "4")]
    host_program_shape: Option<ProgramShape>,
}

/// `ProgramShapeProto`, only its parameters.
#[derive(Clone, PartialEq, Message)]
struct ProgramShape {
    #[prost(message, repeated, tag = "1")]
    parameters: Vec<Shape>,
}

/// `ShapeProto`, only its dimensions.
#[derive(Clone, PartialEq, Message)]
struct Shape {
    #[prost(int64, repeated, tag = "3")]
    dimensions: Vec<i64>,
}
