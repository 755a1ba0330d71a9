//! Which physical device each partition of the mesh is.

use std::collections::BTreeMap;
use std::path::Path;

use crate::job::Job;
use crate::pipeline::PipelineError;
use crate::pipeline::place::Place;
use crate::pjrt::named_value::{NamedValue, NamedValues};
use crate::pjrt::topology::DeviceDescription;
use crate::target::device_order::{
    AxisHops, DeviceOrderError, PhysicalDevice, Torus, axis_hops, device_order,
};
use crate::target::{TopologyOption, TopologyValue};
use crate::worker::error::WorkerError;
use crate::worker::parent::Worker;
use crate::worker::request::{TopologyRequest, TopologyResponse};

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
    layout_of(Place::of(job), plugin, |request| worker.topology(request))
}

/// As [`device_layout`], of whatever program, and of whoever knows the topology.
pub(in crate::pipeline) fn layout_of(
    place: Place<'_>,
    plugin: &Path,
    ask: impl FnOnce(&TopologyRequest) -> Result<TopologyResponse, WorkerError>,
) -> Result<Option<DeviceLayout>, PipelineError> {
    let Place { target, mesh, .. } = place;
    let (Some(slice), Some(topology)) = (target.slice(), target.topology()) else {
        return Ok(None);
    };
    let request = TopologyRequest {
        plugin: plugin.to_path_buf(),
        name: topology.name,
        options: named_values(&topology.options),
    };
    let response = ask(&request)
        .map_err(|source| PipelineError::Worker { target: target.name.clone(), source })?;
    let devices = response.devices.iter().map(physical).collect::<Result<Vec<_>, _>>()?;
    let torus = Torus { chips: slice.chips, wrap: slice.wrap() };
    let ids = device_order(&devices, &torus, mesh)?;
    let hops = axis_hops(&ids, &devices, &torus, mesh)?;
    let devices = in_order(&ids, &devices);
    let platform_version = response.platform_version;
    Ok(Some(DeviceLayout { ids, devices, hops, platform_version }))
}

/// The devices in the order of these ids.
fn in_order(ids: &[i64], devices: &[PhysicalDevice]) -> Vec<PhysicalDevice> {
    let by_id: BTreeMap<i64, &PhysicalDevice> = devices.iter().map(|d| (d.id, d)).collect();
    ids.iter().filter_map(|id| by_id.get(id).map(|&&device| device)).collect()
}

fn physical(device: &DeviceDescription) -> Result<PhysicalDevice, DeviceOrderError> {
    let id = i64::from(device.id);
    coordinates(device.coords(), device.core_on_chip())
        .map(|(coords, core)| PhysicalDevice { id, coords, core })
        .ok_or(DeviceOrderError::NoCoordinates { id })
}

/// A chip's place and the device on it; topologies of flat slices may leave out z.
fn coordinates(coords: Option<&[i64]>, core: Option<i64>) -> Option<([usize; 3], usize)> {
    let whole = |number: i64| usize::try_from(number).ok();
    let (x, y, z) = match *coords? {
        [x, y] => (x, y, 0),
        [x, y, z] => (x, y, z),
        _ => return None,
    };
    Some(([whole(x)?, whole(y)?, whole(z)?], whole(core?)?))
}

/// Create options in the plugin's words.
pub(in crate::pipeline) fn named_values(options: &[TopologyOption]) -> NamedValues {
    let value = |value: &TopologyValue| match value {
        TopologyValue::Text(text) => NamedValue::String(text.clone()),
        TopologyValue::Integers(numbers) => NamedValue::Int64List(numbers.clone()),
    };
    options.iter().map(|option| (option.name.to_owned(), value(&option.value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_that_is_nowhere_is_not_put_at_zero() {
        assert_eq!(coordinates(Some(&[1, 0, 2]), Some(1)), Some(([1, 0, 2], 1)));
        assert_eq!(coordinates(Some(&[1, 3]), Some(0)), Some(([1, 3, 0], 0)));
        assert_eq!(coordinates(None, Some(0)), None);
        assert_eq!(coordinates(Some(&[1]), Some(0)), None);
        assert_eq!(coordinates(Some(&[1, -1, 0]), Some(0)), None);
        assert_eq!(coordinates(Some(&[1, 0, 2]), None), None);
        assert_eq!(
            DeviceOrderError::NoCoordinates { id: 7 }.to_string(),
            "topology: device 7 has no coordinates, wanted x, y and z of its chip and its core"
        );
    }

    #[test]
    fn many_devices_are_ordered_at_once() {
        let device = |id| PhysicalDevice { id, coords: [0; 3], core: 0 };
        let devices: Vec<_> = (0..1 << 16).map(device).collect();
        let ids: Vec<i64> = (0..1 << 16).rev().collect();
        // Comparing each with each would be 4 * 10^9 comparisons.
        let start = std::time::Instant::now();
        let ordered = in_order(&ids, &devices);
        assert!(start.elapsed().as_secs() < 5);
        assert_eq!(ordered.iter().map(|device| device.id).collect::<Vec<_>>(), ids);
    }
}
