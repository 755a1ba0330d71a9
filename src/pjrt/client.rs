//! Clients: the attached devices of a plugin, and compiling and loading for them.
#![allow(unsafe_code, reason = "calls the client functions of a plugin")]

use std::fmt;
use std::ptr::NonNull;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use prost::Message;

use super::buffer::{Buffer, BufferType};
use super::error::PjrtError;
use super::executable::Executable;
use super::loaded::LoadedExecutable;
use super::named_value::{self, NamedValues};
use super::plugin::{Plugin, program_to_c};
use super::sys::{
    self, Args, BufferFromHostArgs, ClientAddressableDevicesArgs, ClientCompileArgs,
    ClientCreateArgs, ClientPlatformNameArgs, ClientPlatformVersionArgs, DeserializeAndLoadArgs,
    DeviceGetDescriptionArgs, LoadedGetExecutableArgs,
};
use super::table::{Handle, copy_of, text_of};
use super::topology::DeviceDescription;
use crate::wire::executable::ExecutableAndOptionsProto;
use crate::wire::program::Program;

/// The ids of CPU devices from here on belong to other processes, so no executable that can be loaded
/// needs more devices.
pub const MOST_DEVICES: usize = 2048;

/// A client of a plugin. Cheap to clone; destroyed after everything made from it.
#[derive(Clone)]
pub struct Client {
    handle: Arc<Handle<sys::Client>>,
    executing: Arc<Mutex<()>>,
}

/// A device that a client can run on.
#[derive(Clone)]
pub struct Device {
    client: Client,
    pointer: NonNull<sys::Device>,
    description: DeviceDescription,
}

// SAFETY: devices are constant data of their client, which `client` keeps alive.
unsafe impl Send for Device {}
// SAFETY: as above.
unsafe impl Sync for Device {}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({:?})", self.handle.plugin())
    }
}

impl fmt::Debug for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Device({} {})", self.description.kind, self.description.id)
    }
}

impl Device {
    /// What the plugin says of the device.
    pub fn description(&self) -> &DeviceDescription {
        &self.description
    }

    /// The id that device assignments name.
    pub fn id(&self) -> i32 {
        self.description.id
    }
}

impl Plugin {
    /// A client, with options such as `cpu_device_count`.
    ///
    /// # Errors
    /// There is no such hardware, or an option is refused.
    pub fn create_client(&self, options: &NamedValues) -> Result<Client, PjrtError> {
        let c_options = named_value::to_c(options);
        let mut args = ClientCreateArgs {
            create_options: c_options.as_ptr(),
            num_options: c_options.len(),
            ..ClientCreateArgs::new()
        };
        // SAFETY: the options are live for the call; null callbacks are allowed.
        unsafe { self.table().call(&mut args) }?;
        // SAFETY: a created client belongs to the caller.
        let handle =
            unsafe { Handle::new(self, args.client, ClientCreateArgs::FUNCTION.name, "client") }?;
        Ok(Client { handle: Arc::new(handle), executing: Arc::default() })
    }
}

impl Client {
    /// The platform, as `cpu`.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn platform_name(&self) -> Result<String, PjrtError> {
        let client = self.handle.get();
        let mut args = ClientPlatformNameArgs { client, ..ClientPlatformNameArgs::new() };
        // SAFETY: the client is live.
        unsafe { self.handle.table().call(&mut args) }?;
        // SAFETY: the text lives as long as the client.
        Ok(unsafe { text_of(args.name, args.name_size) })
    }

    /// The platform's version.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn platform_version(&self) -> Result<String, PjrtError> {
        let client = self.handle.get();
        let mut args = ClientPlatformVersionArgs { client, ..ClientPlatformVersionArgs::new() };
        // SAFETY: the client is live.
        unsafe { self.handle.table().call(&mut args) }?;
        // SAFETY: the text lives as long as the client.
        Ok(unsafe { text_of(args.version, args.version_size) })
    }

    /// The devices that this process can use.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn devices(&self) -> Result<Vec<Device>, PjrtError> {
        let client = self.handle.get();
        let mut args =
            ClientAddressableDevicesArgs { client, ..ClientAddressableDevicesArgs::new() };
        // SAFETY: the client is live.
        unsafe { self.handle.table().call(&mut args) }?;
        // SAFETY: the list lives as long as the client.
        let pointers = unsafe { copy_of(args.devices, args.num_devices) };
        // SAFETY: the pointers are devices of this client.
        pointers.into_iter().map(|device| unsafe { self.device(device) }).collect()
    }

    /// # Safety
    /// `device` is null or a device of this client.
    pub(super) unsafe fn device(&self, device: *mut sys::Device) -> Result<Device, PjrtError> {
        let function = DeviceGetDescriptionArgs::FUNCTION.name;
        let pointer =
            NonNull::new(device).ok_or(PjrtError::NoResult { function, result: "device" })?;
        let mut args = DeviceGetDescriptionArgs { device, ..DeviceGetDescriptionArgs::new() };
        // SAFETY: the device lives as long as the client.
        unsafe { self.handle.table().call(&mut args) }?;
        // SAFETY: a device's description lives as long as the client.
        let description = unsafe { DeviceDescription::read(self.handle.table(), args.description) };
        Ok(Device { client: self.clone(), pointer, description: description? })
    }

    /// Compiles and loads a program. `options` is a `CompileOptionsProto`, never empty.
    ///
    /// Plugins abort the process on some inputs; [`crate::worker`] compiles in a child.
    ///
    /// # Errors
    /// The compiler's.
    pub fn compile(
        &self,
        program: &Program,
        options: &[u8],
    ) -> Result<LoadedExecutable, PjrtError> {
        let c_program = program_to_c(program);
        let mut args = ClientCompileArgs {
            client: self.handle.get(),
            program: &raw const c_program,
            options: options.as_ptr(),
            options_size: options.len(),
            ..ClientCompileArgs::new()
        };
        // SAFETY: client, program and options are live for the call.
        unsafe { self.handle.table().call(&mut args) }?;
        // SAFETY: a compiled executable belongs to the caller.
        unsafe { self.loaded(args.executable, ClientCompileArgs::FUNCTION.name) }
    }

    /// Loads what [`Executable::serialize`] gave.
    ///
    /// Plugins do not check these bytes: a flipped bit is loaded, and so are some other versions'
    /// bytes. Check a hash and the plugin's version before.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn deserialize_and_load(&self, bytes: &[u8]) -> Result<LoadedExecutable, PjrtError> {
        let mut args = DeserializeAndLoadArgs {
            client: self.handle.get(),
            bytes: bytes.as_ptr(),
            bytes_size: bytes.len(),
            ..DeserializeAndLoadArgs::new()
        };
        // SAFETY: client and bytes are live for the call; no options are allowed.
        unsafe { self.handle.table().call(&mut args) }?;
        // SAFETY: a loaded executable belongs to the caller.
        unsafe { self.loaded(args.executable, DeserializeAndLoadArgs::FUNCTION.name) }
    }

    /// # Safety
    /// `pointer` is null or a loaded executable of this client that nobody else destroys.
    unsafe fn loaded(
        &self,
        pointer: *mut sys::LoadedExecutable,
        function: &'static str,
    ) -> Result<LoadedExecutable, PjrtError> {
        let plugin = self.handle.plugin();
        // SAFETY: the caller vouches for the pointer.
        let handle = unsafe { Handle::new(plugin, pointer, function, "executable") }?;
        let mut args =
            LoadedGetExecutableArgs { loaded: handle.get(), ..LoadedGetExecutableArgs::new() };
        // SAFETY: the loaded executable is live.
        unsafe { plugin.table().call(&mut args) }?;
        let function = LoadedGetExecutableArgs::FUNCTION.name;
        // SAFETY: the executable given by this function belongs to the caller.
        let executable = unsafe { Handle::new(plugin, args.executable, function, "executable") }?;
        Ok(LoadedExecutable::new(
            Executable::new(executable, Some(self.clone())),
            handle,
            self.clone(),
        ))
    }

    /// Copies a row-major host array to a device.
    ///
    /// # Errors
    /// `data` does not have the bytes of the shape, the type has no host form of whole bytes, the
    /// device is another client's, or the plugin refuses.
    pub fn buffer_from_host(
        &self,
        data: &[u8],
        element_type: BufferType,
        dimensions: &[i64],
        device: &Device,
    ) -> Result<Buffer, PjrtError> {
        let function = BufferFromHostArgs::FUNCTION.name;
        if !self.is(&device.client) {
            return Err(PjrtError::OtherClient { function, object: "device" });
        }
        check_host_bytes(data.len(), element_type, dimensions)?;
        let mut args = BufferFromHostArgs {
            client: self.handle.get(),
            data: data.as_ptr(),
            element_type: element_type.number(),
            dims: dimensions.as_ptr(),
            num_dims: dimensions.len(),
            semantics: 0, // the host bytes are the plugin's during this call only
            device: device.pointer.as_ptr(),
            ..BufferFromHostArgs::new()
        };
        // SAFETY: client, device, data and dimensions are live for the call, data has all bytes of
        // the shape, and the semantics let go of it at the call's end.
        unsafe { self.handle.table().call(&mut args) }?;
        let plugin = self.handle.plugin();
        // SAFETY: the buffer belongs to the caller.
        let buffer = unsafe { Handle::new(plugin, args.buffer, function, "buffer") }?;
        if !args.done_with_host_buffer.is_null() {
            // SAFETY: the event belongs to the caller.
            let done =
                unsafe { Handle::new(plugin, args.done_with_host_buffer, function, "event") };
            done?.wait(function)?;
        }
        Ok(Buffer::new(buffer, self.clone()))
    }

    /// The right to execute: one program of several devices at a time. The CPU plugin of API 0.81
    /// was seen to hang when three threads launched one such program at once.
    pub(super) fn execution_turn(&self) -> MutexGuard<'_, ()> {
        self.executing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether both are the same client.
    pub(super) fn is(&self, other: &Client) -> bool {
        Arc::ptr_eq(&self.handle, &other.handle)
    }
}

/// How many devices a client must have to load an executable that a CPU plugin serialized, as the
/// compile options stored in it say.
///
/// # Errors
/// The bytes hold no options, or options for more devices than one process can have.
pub fn serialized_device_count(bytes: &[u8]) -> Result<usize, PjrtError> {
    let stored = ExecutableAndOptionsProto::decode(bytes).ok();
    let found = stored.and_then(|stored| stored.device_count());
    let count = found.and_then(|count| usize::try_from(count).ok());
    count.filter(|&count| count <= MOST_DEVICES).ok_or(PjrtError::SerializedExecutable {
        bytes: bytes.len(),
        devices: found,
        most: MOST_DEVICES,
    })
}

/// Whether a host array has the bytes of its shape; the plugin reads as many without asking.
fn check_host_bytes(
    found: usize,
    element_type: BufferType,
    dimensions: &[i64],
) -> Result<(), PjrtError> {
    let no_host_form = || PjrtError::HostType {
        element_type: element_type.to_string(),
        dimensions: dimensions.to_vec(),
    };
    let element = element_type.host_bytes().ok_or_else(no_host_form)?;
    let mut wanted = element;
    for &dimension in dimensions {
        let dimension = usize::try_from(dimension).map_err(|_| no_host_form())?;
        wanted = wanted.checked_mul(dimension).ok_or_else(no_host_form)?;
    }
    if found == wanted {
        return Ok(());
    }
    Err(PjrtError::HostBytes {
        element_type: element_type.to_string(),
        dimensions: dimensions.to_vec(),
        found,
        wanted,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::compile_options::{CompileOptions, CompileOptionsProto};

    #[test]
    fn the_options_stored_in_an_executable_say_how_many_devices_it_needs() {
        let count = |partitions| {
            let options = CompileOptions::new(partitions, true).to_bytes();
            let compile_options = CompileOptionsProto::decode(options.as_slice()).ok();
            let stored = ExecutableAndOptionsProto { compile_options, ..Default::default() };
            serialized_device_count(&stored.encode_to_vec())
        };
        assert_eq!(count(32).expect("options"), 32);
        assert_eq!(count(MOST_DEVICES).expect("options"), MOST_DEVICES);
        assert_eq!(
            count(MOST_DEVICES + 1).expect_err("too many").to_string(),
            "serialized executable: its 14 bytes ask for 2049 devices, wanted at most 2048"
        );
        assert!(serialized_device_count(b"module {").is_err());
    }

    #[test]
    fn host_bytes_must_be_those_of_the_shape() {
        assert!(check_host_bytes(24, BufferType::F32, &[2, 3]).is_ok());
        assert!(check_host_bytes(2, BufferType::Bf16, &[]).is_ok());
        assert!(check_host_bytes(0, BufferType::F32, &[0, 9]).is_ok());
        let error = check_host_bytes(23, BufferType::F32, &[2, 3]).expect_err("one byte short");
        assert_eq!(error.to_string(), "buffer f32[2, 3]: found 23 bytes of data, wanted 24");
        let error = check_host_bytes(3, BufferType::S4, &[6]).expect_err("packed");
        assert_eq!(error.to_string(), "buffer s4[6]: cannot be made from host bytes");
        assert!(check_host_bytes(4, BufferType::F32, &[-1]).is_err());
        assert!(check_host_bytes(4, BufferType::F32, &[i64::MAX, i64::MAX]).is_err());
    }
}
