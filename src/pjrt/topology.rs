//! Topologies: the devices of machines that need not be there, and compiling for them.
#![allow(unsafe_code, reason = "calls the topology functions of a plugin")]

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::error::PjrtError;
use super::executable::Executable;
use super::named_value::{self, NamedValues};
use super::plugin::{Plugin, program_to_c};
use super::sys::{
    self, Args, CompileArgs, DescriptionAttributesArgs, DescriptionIdArgs, DescriptionKindArgs,
    DescriptionProcessIndexArgs, TopologyAttributesArgs, TopologyCreateArgs, TopologyDevicesArgs,
    TopologyFingerprintArgs, TopologyPlatformNameArgs, TopologyPlatformVersionArgs,
    TopologySerializeArgs,
};
use super::table::{Handle, Table, copy_of, text_of};
use crate::wire::program::Program;

/// What a plugin says of one device, attached or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeviceDescription {
    /// The id that device assignments name.
    pub id: i32,
    /// The process (host) that the device belongs to.
    pub process_index: i32,
    /// The kind, as `TPU v4`.
    pub kind: String,
    /// All attributes.
    pub attributes: NamedValues,
}

impl DeviceDescription {
    /// Where the chip is on the torus: x, y, z.
    pub fn coords(&self) -> Option<&[i64]> {
        self.attributes.get("coords").and_then(|value| value.as_list())
    }

    /// Which core of its chip the device is.
    pub fn core_on_chip(&self) -> Option<i64> {
        self.integer("core_on_chip")
    }

    /// How many cores the device has: 2 in megacore mode.
    pub fn num_cores(&self) -> Option<i64> {
        self.integer("num_cores")
    }

    /// The device's memory. More than the compiler lets a program use.
    pub fn device_memory_bytes_limit(&self) -> Option<i64> {
        self.integer("device_memory_bytes_limit")
    }

    fn integer(&self, name: &str) -> Option<i64> {
        self.attributes.get(name).and_then(|value| value.as_i64())
    }

    /// Reads a description.
    ///
    /// # Safety
    /// `description` is live and belongs to the plugin of `table`.
    pub(super) unsafe fn read(
        table: Table,
        description: *mut sys::DeviceDescription,
    ) -> Result<Self, PjrtError> {
        let mut id = DescriptionIdArgs { description, ..DescriptionIdArgs::new() };
        // SAFETY: the caller vouches for the description.
        unsafe { table.call(&mut id) }?;
        let mut process =
            DescriptionProcessIndexArgs { description, ..DescriptionProcessIndexArgs::new() };
        // SAFETY: the caller vouches for the description.
        unsafe { table.call(&mut process) }?;
        let mut kind = DescriptionKindArgs { description, ..DescriptionKindArgs::new() };
        // SAFETY: the caller vouches for the description.
        unsafe { table.call(&mut kind) }?;
        let mut attributes =
            DescriptionAttributesArgs { description, ..DescriptionAttributesArgs::new() };
        // SAFETY: the caller vouches for the description.
        unsafe { table.call(&mut attributes) }?;
        Ok(DeviceDescription {
            id: id.id,
            process_index: process.process_index,
            // SAFETY: the text lives as long as the description.
            kind: unsafe { text_of(kind.kind, kind.kind_size) },
            // SAFETY: the attributes live as long as the description.
            attributes: unsafe {
                named_value::from_c(attributes.attributes, attributes.num_attributes)
            },
        })
    }
}

/// Devices and how they are connected, without hardware.
#[derive(Clone)]
pub struct Topology {
    handle: Arc<Handle<sys::TopologyDescription>>,
}

impl std::fmt::Debug for Topology {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Topology({:?})", self.handle.plugin())
    }
}

impl Plugin {
    /// The topology of this name, such as `v4:2x2x4`, with options such as `chip_config_name`.
    ///
    /// # Errors
    /// The plugin does not know the name or an option, or has no topologies (CPU plugins).
    pub fn create_topology(
        &self,
        name: &str,
        options: &NamedValues,
    ) -> Result<Topology, PjrtError> {
        let c_options = named_value::to_c(options);
        let mut args = TopologyCreateArgs {
            name: name.as_ptr(),
            name_size: name.len(),
            create_options: c_options.as_ptr(),
            num_options: c_options.len(),
            ..TopologyCreateArgs::new()
        };
        // SAFETY: name and options are live for the call.
        unsafe { self.table().call(&mut args) }?;
        let function = TopologyCreateArgs::FUNCTION.name;
        // SAFETY: a created topology belongs to the caller.
        let handle = unsafe { Handle::new(self, args.topology, function, "topology") }?;
        Ok(Topology { handle: Arc::new(handle) })
    }
}

impl Topology {
    /// The platform, as `tpu`.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn platform_name(&self) -> Result<String, PjrtError> {
        let topology = self.handle.get();
        let mut args = TopologyPlatformNameArgs { topology, ..TopologyPlatformNameArgs::new() };
        // SAFETY: the topology is live.
        unsafe { self.handle.table().call(&mut args) }?;
        // SAFETY: the text lives as long as the topology.
        Ok(unsafe { text_of(args.name, args.name_size) })
    }

    /// The compiler's version: what a cache of executables is keyed by.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn platform_version(&self) -> Result<String, PjrtError> {
        let topology = self.handle.get();
        let mut args =
            TopologyPlatformVersionArgs { topology, ..TopologyPlatformVersionArgs::new() };
        // SAFETY: the topology is live.
        unsafe { self.handle.table().call(&mut args) }?;
        // SAFETY: the text lives as long as the topology.
        Ok(unsafe { text_of(args.version, args.version_size) })
    }

    /// The devices, in the plugin's order: by host, not by id.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn devices(&self) -> Result<Vec<DeviceDescription>, PjrtError> {
        let (topology, table) = (self.handle.get(), self.handle.table());
        let mut args = TopologyDevicesArgs { topology, ..TopologyDevicesArgs::new() };
        // SAFETY: the topology is live.
        unsafe { table.call(&mut args) }?;
        // SAFETY: the list lives as long as the topology.
        let descriptions = unsafe { copy_of(args.descriptions, args.num_descriptions) };
        let read = |description| {
            // SAFETY: descriptions live as long as their topology.
            unsafe { DeviceDescription::read(table, description) }
        };
        descriptions.into_iter().map(read).collect()
    }

    /// What the plugin says of the whole, such as `wrap`.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn attributes(&self) -> Result<NamedValues, PjrtError> {
        let topology = self.handle.get();
        let mut args = TopologyAttributesArgs { topology, ..TopologyAttributesArgs::new() };
        // SAFETY: the topology is live.
        unsafe { self.handle.table().call(&mut args) }?;
        // SAFETY: the attributes live as long as the topology.
        Ok(unsafe { named_value::from_c(args.attributes, args.num_attributes) })
    }

    /// A hash of the topology, or `None` from plugins that have none.
    ///
    /// # Errors
    /// The plugin refuses for another reason.
    pub fn fingerprint(&self) -> Result<Option<u64>, PjrtError> {
        let topology = self.handle.get();
        let mut args = TopologyFingerprintArgs { topology, ..TopologyFingerprintArgs::new() };
        // SAFETY: the topology is live.
        match unsafe { self.handle.table().call(&mut args) } {
            Ok(()) => Ok(Some(args.fingerprint)),
            Err(error) if error.is_unsupported() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The topology as bytes.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn serialize(&self) -> Result<Vec<u8>, PjrtError> {
        let topology = self.handle.get();
        let mut args = TopologySerializeArgs { topology, ..TopologySerializeArgs::new() };
        // SAFETY: the topology is live.
        unsafe { self.handle.table().call(&mut args) }?;
        // SAFETY: the bytes live until their holder is deleted.
        let bytes = unsafe { copy_of(args.bytes, args.bytes_size) };
        if let Some(delete) = args.deleter {
            // SAFETY: the plugin gave this function to free this holder, once.
            unsafe { delete(args.holder) };
        }
        Ok(bytes)
    }

    /// Compiles a program for these devices. `options` is a `CompileOptionsProto`.
    ///
    /// Plugins abort the process on some inputs; [`crate::worker`] compiles in a child.
    ///
    /// # Errors
    /// The compiler's.
    pub fn compile(&self, program: &Program, options: &[u8]) -> Result<Executable, PjrtError> {
        let c_program = program_to_c(program);
        let mut args = CompileArgs {
            topology: self.handle.get(),
            program: &raw const c_program,
            options: options.as_ptr(),
            options_size: options.len(),
            ..CompileArgs::new()
        };
        // SAFETY: topology, program and options are live for the call; no client is allowed.
        unsafe { self.handle.table().call(&mut args) }?;
        let function = CompileArgs::FUNCTION.name;
        // SAFETY: a compiled executable belongs to the caller.
        let handle =
            unsafe { Handle::new(self.handle.plugin(), args.executable, function, "executable") }?;
        Ok(Executable::new(handle, None))
    }
}
