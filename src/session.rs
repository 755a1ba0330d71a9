//! Runs a step on a client's devices: cuts host arrays, executes, feeds the state back, gathers.

use std::collections::BTreeMap;

use prost::Message;

use crate::ir::shape::ElementType;
use crate::pjrt::buffer::{Buffer, BufferType};
use crate::pjrt::client::{Client, Device};
use crate::pjrt::error::PjrtError;
use crate::pjrt::executable::OutputType;
use crate::pjrt::loaded::LoadedExecutable;
use crate::pjrt::named_value::{NamedValue, NamedValues};
use crate::pjrt::plugin::Plugin;
use crate::sharding::mesh::Mesh;
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::vq::interface::{Interface, TensorSpec};
use crate::wire::hlo::HloModuleProto;
use crate::wire::program::Program;

/// Why a step cannot run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// The program is not cut as the step says.
    #[error(transparent)]
    NotAsAsked(#[from] NotAsAsked),
    /// A tensor is not given.
    #[error("tensor {name} is missing: the step takes {wanted}, found {found}")]
    MissingTensor {
        /// The tensor.
        name: String,
        /// All that the step takes.
        wanted: String,
        /// What is there.
        found: String,
    },
    /// A tensor does not fit.
    #[error(transparent)]
    Tensor(#[from] TensorError),
    /// The plugin refuses.
    #[error(transparent)]
    Pjrt(#[from] PjrtError),
    /// The optimized program cannot be read.
    #[error("the optimized program is not an HLO module")]
    Optimized(#[from] prost::DecodeError),
}

/// The compiled program is not cut over the devices as the step says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the compiled program does not follow its shardings: {what} is {found}, wanted {wanted}")]
pub struct NotAsAsked {
    what: String,
    found: String,
    wanted: String,
}

/// Checks that a compiled program has the partitions of its mesh, and on each device the parts of
/// its interface's arrays.
///
/// A wrong pair of program format and partitioner flag compiles silently unsharded on some
/// plugins, so every executable is held against what was asked. Parameters are read off the
/// optimized module, whose shapes are those of one device.
///
/// # Errors
/// The first difference.
pub fn check_shards(
    interface: &Interface,
    mesh: &Mesh,
    partitions: usize,
    outputs: &[OutputType],
    optimized: &HloModuleProto,
) -> Result<(), NotAsAsked> {
    check_partitions(mesh, partitions)?;
    let parameters = optimized.host_program_shape.as_ref().map_or(&[][..], |p| &p.parameters);
    let (found, wanted) = (parameters.len().to_string(), interface.inputs.len().to_string());
    differs("the number of parameters", found, wanted)?;
    for (parameter, wanted) in parameters.iter().zip(&interface.inputs) {
        let found = shape_text(parameter.element_type().name(), &parameter.dimensions);
        let what = format!("parameter {} on a device", wanted.name);
        differs(&what, found, wanted.shard_shape(mesh).to_string())?;
    }
    let (found, wanted) = (outputs.len().to_string(), interface.outputs.len().to_string());
    differs("the number of results", found, wanted)?;
    for (output, wanted) in outputs.iter().zip(&interface.outputs) {
        let found = shape_text(output.element_type.name(), &output.dimensions);
        let what = format!("result {} on a device", wanted.name);
        differs(&what, found, wanted.shard_shape(mesh).to_string())?;
    }
    Ok(())
}

/// Checks that a compiled program has the partitions of its mesh.
///
/// # Errors
/// It has more or fewer.
pub fn check_partitions(mesh: &Mesh, partitions: usize) -> Result<(), NotAsAsked> {
    differs("the number of partitions", partitions.to_string(), mesh.device_count().to_string())
}

fn differs(what: &str, found: String, wanted: String) -> Result<(), NotAsAsked> {
    if found == wanted {
        return Ok(());
    }
    Err(NotAsAsked { what: what.to_owned(), found, wanted })
}

fn shape_text(element_type: &str, dimensions: &[i64]) -> String {
    let dims: Vec<String> = dimensions.iter().map(i64::to_string).collect();
    format!("{element_type}[{}]", dims.join(","))
}

/// A compiled step, loaded on as many devices as its mesh has.
#[derive(Debug)]
pub struct Session {
    client: Client,
    devices: Vec<Device>,
    loaded: LoadedExecutable,
    interface: Interface,
    mesh: Mesh,
}

/// One array on the devices: a buffer a partition.
type Shards = Vec<Buffer>;

/// Arrays that stay on a session's devices from run to run: the state, and what no batch brings.
#[derive(Debug)]
pub struct Resident {
    /// In the order of the step's inputs; nothing where each batch brings its own.
    arguments: Vec<Option<Shards>>,
}

impl Session {
    /// Compiles a program on a CPU plugin with one virtual device a partition of the mesh.
    ///
    /// # Errors
    /// The plugin refuses the program, or does not cut it as asked.
    pub fn on_cpu(
        plugin: &Plugin,
        program: &Program,
        options: &[u8],
        interface: Interface,
        mesh: Mesh,
    ) -> Result<Self, SessionError> {
        let count = i64::try_from(mesh.device_count()).unwrap_or(i64::MAX);
        let client_options =
            NamedValues::from([("cpu_device_count".to_owned(), NamedValue::Int64(count))]);
        let client = plugin.create_client(&client_options)?;
        let loaded = client.compile(program, options)?;
        let executable = loaded.executable();
        let optimized = executable.optimized_program()?.hlo_module()?;
        let optimized = HloModuleProto::decode(optimized.as_slice())?;
        let partitions = executable.num_partitions()?;
        check_shards(&interface, &mesh, partitions, &executable.outputs()?, &optimized)?;
        let devices = loaded.devices()?;
        Ok(Session { client, devices, loaded, interface, mesh })
    }

    /// The tensors of the step.
    pub fn interface(&self) -> &Interface {
        &self.interface
    }

    /// Runs the step `steps` times and gives all outputs of the last time; `after_step` hears of
    /// each. Outputs that are donated inputs' successors (the state) are fed back, the other inputs
    /// stay.
    ///
    /// # Errors
    /// A tensor is missing or does not fit, or the execution fails.
    pub fn run(
        &self,
        inputs: &BTreeMap<String, Tensor>,
        steps: usize,
        mut after_step: impl FnMut(usize),
    ) -> Result<BTreeMap<String, Tensor>, SessionError> {
        let mut arguments = Vec::with_capacity(self.interface.inputs.len());
        for spec in &self.interface.inputs {
            arguments.push(self.upload(spec, self.input(inputs, spec)?)?);
        }
        let mut outputs = Vec::new();
        for step in 0..steps.max(1) {
            if step > 0 {
                self.feed_back(&mut outputs, &mut arguments);
            }
            outputs = self.execute(&arguments)?;
            after_step(step);
        }
        let mut tensors = BTreeMap::new();
        for (spec, shards) in self.interface.outputs.iter().zip(&outputs) {
            tensors.insert(spec.name.to_owned(), self.download(spec, shards)?);
        }
        Ok(tensors)
    }

    /// Puts the tensors that are given onto the devices, where they stay; every run of
    /// [`Session::step`] brings the others.
    ///
    /// # Errors
    /// A tensor does not fit, or the plugin refuses it.
    pub fn resident(&self, tensors: &BTreeMap<String, Tensor>) -> Result<Resident, SessionError> {
        let arguments = self.interface.inputs.iter().map(|spec| {
            let Some(tensor) = tensors.get(spec.name) else { return Ok(None) };
            tensor.expect_shape(spec.name, &spec.shape)?;
            self.upload(spec, tensor).map(Some)
        });
        Ok(Resident { arguments: arguments.collect::<Result<_, SessionError>>()? })
    }

    /// Runs the step once with what stays and what a batch brings, and gives the outputs that are
    /// `wanted` and no state; the new state takes the place of the old one.
    ///
    /// # Errors
    /// A tensor is missing or does not fit, or the execution fails.
    pub fn step(
        &self,
        resident: &mut Resident,
        batch: &BTreeMap<String, Tensor>,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<BTreeMap<String, Tensor>, SessionError> {
        let mut arguments = Vec::with_capacity(self.interface.inputs.len());
        for (spec, kept) in self.interface.inputs.iter().zip(&mut resident.arguments) {
            arguments.push(match kept.take() {
                Some(shards) => (shards, true),
                None => (self.upload(spec, self.input(batch, spec)?)?, false),
            });
        }
        let (mut arguments, stays): (Vec<Shards>, Vec<bool>) = arguments.into_iter().unzip();
        let mut outputs = self.execute(&arguments)?;
        self.feed_back(&mut outputs, &mut arguments);
        for (slot, (shards, stays)) in
            resident.arguments.iter_mut().zip(arguments.into_iter().zip(stays))
        {
            *slot = stays.then_some(shards);
        }
        let mut tensors = BTreeMap::new();
        for (spec, shards) in self.interface.outputs.iter().zip(&outputs) {
            if !self.interface.is_state(spec.name) && wanted(spec.name) {
                tensors.insert(spec.name.to_owned(), self.download(spec, shards)?);
            }
        }
        Ok(tensors)
    }

    /// The state as it stands on the devices.
    ///
    /// # Errors
    /// The plugin refuses.
    pub fn state(&self, resident: &Resident) -> Result<BTreeMap<String, Tensor>, SessionError> {
        let mut tensors = BTreeMap::new();
        for alias in &self.interface.aliases {
            let spec = &self.interface.inputs[alias.parameter];
            if let Some(shards) = &resident.arguments[alias.parameter] {
                tensors.insert(spec.name.to_owned(), self.download(spec, shards)?);
            }
        }
        Ok(tensors)
    }

    fn input<'a>(
        &self,
        inputs: &'a BTreeMap<String, Tensor>,
        spec: &TensorSpec,
    ) -> Result<&'a Tensor, SessionError> {
        let tensor = inputs.get(spec.name).ok_or_else(|| SessionError::MissingTensor {
            name: spec.name.to_owned(),
            wanted: joined(self.interface.inputs.iter().map(|spec| spec.name)),
            found: joined(inputs.keys().map(String::as_str)),
        })?;
        tensor.expect_shape(spec.name, &spec.shape)?;
        Ok(tensor)
    }

    fn upload(&self, spec: &TensorSpec, tensor: &Tensor) -> Result<Shards, SessionError> {
        let element_type = buffer_type(spec.shape.element_type);
        let dims: Vec<i64> =
            spec.shard_shape(&self.mesh).dims.iter().map(|&dim| dim as i64).collect();
        let parts = tensor.split(&self.mesh, &spec.spec)?;
        let uploads = parts.iter().zip(&self.devices).map(|(part, device)| {
            Ok(self.client.buffer_from_host(part, element_type, &dims, device)?)
        });
        uploads.collect()
    }

    /// Runs once; one entry an output, one buffer a partition in each.
    fn execute(&self, arguments: &[Shards]) -> Result<Vec<Shards>, SessionError> {
        let of_device = |d: usize| arguments.iter().map(|shards| &shards[d]).collect();
        let lists: Vec<Vec<&Buffer>> = (0..self.devices.len()).map(of_device).collect();
        let by_device = self.loaded.execute(&lists)?;
        let mut outputs: Vec<Shards> = self.interface.outputs.iter().map(|_| vec![]).collect();
        for list in by_device {
            for (shards, buffer) in outputs.iter_mut().zip(list) {
                shards.push(buffer);
            }
        }
        Ok(outputs)
    }

    /// Puts each output that succeeds an input in that input's place.
    fn feed_back(&self, outputs: &mut [Shards], arguments: &mut [Shards]) {
        for alias in &self.interface.aliases {
            arguments[alias.parameter] = std::mem::take(&mut outputs[alias.result]);
        }
    }

    fn download(&self, spec: &TensorSpec, shards: &Shards) -> Result<Tensor, SessionError> {
        let parts: Result<Vec<Vec<u8>>, PjrtError> = shards.iter().map(Buffer::to_host).collect();
        Ok(Tensor::gather(spec.name, &parts?, &self.mesh, &spec.spec, &spec.shape)?)
    }
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn buffer_type(element_type: ElementType) -> BufferType {
    match element_type {
        ElementType::Pred => BufferType::Pred,
        ElementType::S8 => BufferType::S8,
        ElementType::S32 => BufferType::S32,
        ElementType::U8 => BufferType::U8,
        ElementType::U32 => BufferType::U32,
        ElementType::Bf16 => BufferType::Bf16,
        ElementType::F32 => BufferType::F32,
        ElementType::F64 => BufferType::F64,
    }
}
