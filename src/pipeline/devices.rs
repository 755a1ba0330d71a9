//! Which physical device each partition of the mesh is.

use std::path::Path;

use crate::job::Job;
use crate::pipeline::PipelineError;
use crate::pjrt::named_value::{NamedValue, NamedValues};
use crate::pjrt::topology::DeviceDescription;
use crate::target::device_order::{AxisHops, PhysicalDevice, Torus, axis_hops, device_order};
use crate::target::{TopologyOption, TopologyValue};
use crate::worker::parent::Worker;
use crate::worker::request::TopologyRequest;

/// Physical devices laid onto a mesh.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceLayout {
    /// The device id of each partition: the device assignment.
    pub ids: Vec<i64>,
    /// The devices in the order of the partitions.
    pub devices: Vec<PhysicalDevice>,
    /// How far apart neighbours on each mesh axis are.
    pub hops: Vec<AxisHops>,
    /// The compiler's version, as the topology gives it.
    pub platform_version: String,
}

/// Asks the plugin for the topology of the job's target and lays its devices onto the mesh;
/// `None` on a host, whose devices are virtual.
///
/// # Errors
/// The plugin does not know the topology, or its devices do not fill the mesh.
pub fn device_layout(
    job: &Job,
    plugin: &Path,
    worker: &Worker,
) -> Result<Option<DeviceLayout>, PipelineError> {
    let (Some(slice), Some(topology)) = (job.target.slice(), job.target.topology()) else {
        return Ok(None);
    };
    let request = TopologyRequest {
        plugin: plugin.to_path_buf(),
        name: topology.name,
        options: named_values(&topology.options),
    };
    let response = worker
        .topology(&request)
        .map_err(|source| PipelineError::Worker { target: job.target.name.clone(), source })?;
    let mut devices: Vec<PhysicalDevice> = response.devices.iter().map(physical).collect();
    let torus = Torus { chips: slice.chips, wrap: slice.wrap() };
    let ids = device_order(&devices, &torus, &job.mesh)?;
    let hops = axis_hops(&ids, &devices, &torus, &job.mesh)?;
    devices.sort_by_key(|device| ids.iter().position(|&id| id == device.id));
    let platform_version = response.platform_version;
    Ok(Some(DeviceLayout { ids, devices, hops, platform_version }))
}

fn physical(device: &DeviceDescription) -> PhysicalDevice {
    let place = |i: usize| device.coords().and_then(|c| c.get(i)).copied().unwrap_or(0);
    let whole = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
    PhysicalDevice {
        id: i64::from(device.id),
        coords: [0, 1, 2].map(|i| whole(place(i))),
        core: whole(device.core_on_chip().unwrap_or(0)),
    }
}

/// Create options in the plugin's words.
pub(in crate::pipeline) fn named_values(options: &[TopologyOption]) -> NamedValues {
    let value = |value: &TopologyValue| match value {
        TopologyValue::Text(text) => NamedValue::String(text.clone()),
        TopologyValue::Integers(numbers) => NamedValue::Int64List(numbers.clone()),
    };
    options.iter().map(|option| (option.name.to_owned(), value(&option.value))).collect()
}
