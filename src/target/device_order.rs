//! Lays physical devices onto a mesh so that neighbours on an axis are neighbours on the torus.

use std::collections::BTreeMap;

use crate::sharding::mesh::Mesh;
use crate::target::search;

/// A device as a topology describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhysicalDevice {
    /// The id that a device assignment names.
    pub id: i64,
    /// The chip's place: x, y, z.
    pub coords: [usize; 3],
    /// Which of the chip's devices it is.
    pub core: usize,
}

/// The links between chips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Torus {
    /// Chips along x, y and z.
    pub chips: [usize; 3],
    /// Whether the chips along x, y and z close into a ring.
    pub wrap: [bool; 3],
}

/// Hops over links between neighbours on one mesh axis; the devices of a chip are 0 hops apart.
#[derive(Debug, Clone, PartialEq)]
pub struct AxisHops {
    /// The mesh axis.
    pub axis: String,
    /// The most hops between neighbours.
    pub max: usize,
    /// The mean of hops between neighbours.
    pub mean: f64,
    /// The most hops when the last is also the first's neighbour, as in a ring.
    pub ring_max: usize,
    /// The mean of hops with that link.
    pub ring_mean: f64,
}

/// Why devices cannot be laid onto a mesh.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeviceOrderError {
    /// The mesh has another size.
    #[error("mesh {mesh} has {wanted} devices, the topology has {found}")]
    Count {
        /// The mesh.
        mesh: String,
        /// Its devices.
        wanted: usize,
        /// Devices of the topology.
        found: usize,
    },
    /// The devices do not fill the grid.
    #[error(
        "topology: no device at chip {x},{y},{z} core {core}, wanted one at every place of the grid"
    )]
    Hole {
        /// The chip's place.
        x: usize,
        /// The chip's place.
        y: usize,
        /// The chip's place.
        z: usize,
        /// The device of the chip.
        core: usize,
    },
    /// A device is outside of the grid, or in the place of another.
    #[error(
        "topology: device {id} at chip {x},{y},{z} core {core} is outside of the grid or in another's place"
    )]
    Misplaced {
        /// The device.
        id: i64,
        /// The chip's place.
        x: usize,
        /// The chip's place.
        y: usize,
        /// The chip's place.
        z: usize,
        /// The device of the chip.
        core: usize,
    },
    /// The topology does not say where a device is, or says no place.
    #[error("topology: device {id} has no coordinates, wanted x, y and z of its chip and its core")]
    NoCoordinates {
        /// The device.
        id: i64,
    },
    /// The order names an id that is not there, or has another length than the mesh.
    #[error("device order: found {found} known ids, wanted the {wanted} of mesh {mesh}")]
    Ids {
        /// Ids of the order that belong to a device.
        found: usize,
        /// Devices of the mesh.
        wanted: usize,
        /// The mesh.
        mesh: String,
    },
}

/// A place in the grid: x, y, z and the device of the chip.
pub(crate) type Place = [usize; 4];

impl Torus {
    /// Links on the shortest way between two places.
    pub(crate) fn hops(&self, from: Place, to: Place) -> usize {
        let along = |axis: usize| {
            let apart = from[axis].abs_diff(to[axis]);
            if self.wrap[axis] { apart.min(self.chips[axis] - apart) } else { apart }
        };
        (0..3).map(along).sum()
    }
}

/// The ids of `devices` in partition order of `mesh` (row-major, the last axis fastest).
///
/// Each mesh axis takes factors of x, y, z and of the devices of a chip, and walks them back and forth
/// or around, so that one step is one link wherever the factors allow it. Of all ways to share out the
/// factors the one with the smallest worst steps is taken, then the one that serves the last axis best:
/// most of its neighbours on one chip, the shortest way to close its ring. Equal ways go to the first
/// in a fixed order, so that the result depends on the arguments alone.
///
/// # Errors
/// The mesh has another number of devices, or they do not fill the grid.
pub fn device_order(
    devices: &[PhysicalDevice],
    torus: &Torus,
    mesh: &Mesh,
) -> Result<Vec<i64>, DeviceOrderError> {
    let wanted = mesh.device_count();
    if devices.len() != wanted {
        let found = devices.len();
        return Err(DeviceOrderError::Count { mesh: mesh.to_string(), wanted, found });
    }
    let (cores, by_place) = places(devices, torus)?;
    let walks = search::best_walks(torus, cores, mesh);
    let order = (0..wanted).map(|partition| {
        let mut place = [0; 4];
        for (walk, step) in walks.iter().zip(mesh.coordinates(partition)) {
            for (sum, part) in place.iter_mut().zip(walk[step]) {
                *sum += part;
            }
        }
        let [x, y, z, core] = place;
        by_place.get(&place).copied().ok_or(DeviceOrderError::Hole { x, y, z, core })
    });
    order.collect()
}

/// How many devices a chip has, and which device is where.
fn places(
    devices: &[PhysicalDevice],
    torus: &Torus,
) -> Result<(usize, BTreeMap<Place, i64>), DeviceOrderError> {
    let chips: usize = torus.chips.iter().product();
    let cores = (devices.len() / chips.max(1)).max(1);
    let mut by_place = BTreeMap::new();
    for device in devices {
        let ([x, y, z], core) = (device.coords, device.core);
        let inside = device.coords.iter().zip(torus.chips).all(|(&at, size)| at < size);
        let earlier = by_place.insert([x, y, z, core], device.id);
        if !inside || core >= cores || earlier.is_some() {
            return Err(DeviceOrderError::Misplaced { id: device.id, x, y, z, core });
        }
    }
    for chip in 0..chips * cores {
        let (core, chip) = (chip % cores, chip / cores);
        let [_, height, depth] = torus.chips;
        let (x, y, z) = (chip / (height * depth), chip / depth % height, chip % depth);
        if !by_place.contains_key(&[x, y, z, core]) {
            return Err(DeviceOrderError::Hole { x, y, z, core });
        }
    }
    Ok((cores, by_place))
}

/// How far apart neighbours on each mesh axis are when `order` is the device assignment.
///
/// # Errors
/// `order` is not one id of `devices` for each partition of `mesh`.
pub fn axis_hops(
    order: &[i64],
    devices: &[PhysicalDevice],
    torus: &Torus,
    mesh: &Mesh,
) -> Result<Vec<AxisHops>, DeviceOrderError> {
    let by_id: BTreeMap<i64, Place> =
        devices.iter().map(|d| (d.id, [d.coords[0], d.coords[1], d.coords[2], d.core])).collect();
    let places: Vec<Place> = order.iter().filter_map(|id| by_id.get(id).copied()).collect();
    let (found, wanted) = (places.len(), mesh.device_count());
    if found != wanted || order.len() != wanted {
        return Err(DeviceOrderError::Ids { found, wanted, mesh: mesh.to_string() });
    }
    let mut stride = wanted;
    let mut all = Vec::new();
    for (index, axis) in mesh.axes().iter().enumerate() {
        stride /= axis.size;
        let mut hops = Hops::default();
        for partition in 0..wanted {
            let step = mesh.coordinates(partition)[index];
            let first = partition - step * stride;
            if step + 1 < axis.size {
                hops.link(torus.hops(places[partition], places[partition + stride]));
            } else if axis.size > 1 {
                hops.closing(torus.hops(places[partition], places[first]));
            }
        }
        all.push(hops.of_axis(&axis.name));
    }
    Ok(all)
}

/// Sums over the neighbours of one axis.
#[derive(Default)]
struct Hops {
    links: usize,
    sum: usize,
    max: usize,
    closings: usize,
    closing_sum: usize,
    closing_max: usize,
}

impl Hops {
    fn link(&mut self, hops: usize) {
        self.links += 1;
        self.sum += hops;
        self.max = self.max.max(hops);
    }

    fn closing(&mut self, hops: usize) {
        self.closings += 1;
        self.closing_sum += hops;
        self.closing_max = self.closing_max.max(hops);
    }

    fn of_axis(&self, axis: &str) -> AxisHops {
        let mean =
            |sum: usize, count: usize| if count == 0 { 0.0 } else { sum as f64 / count as f64 };
        AxisHops {
            axis: axis.to_owned(),
            max: self.max,
            mean: mean(self.sum, self.links),
            ring_max: self.max.max(self.closing_max),
            ring_mean: mean(self.sum + self.closing_sum, self.links + self.closings),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A full grid whose ids are scrambled as libtpu's are.
    fn grid(chips: [usize; 3], cores: usize) -> Vec<PhysicalDevice> {
        let mut devices = Vec::new();
        for z in 0..chips[2] {
            for y in 0..chips[1] {
                for x in 0..chips[0] {
                    for core in 0..cores {
                        let id = 1000 - devices.len() as i64;
                        devices.push(PhysicalDevice { id, coords: [x, y, z], core });
                    }
                }
            }
        }
        devices
    }

    fn hops(chips: [usize; 3], cores: usize, wrap: bool, mesh: &str) -> Vec<AxisHops> {
        let (devices, torus) = (grid(chips, cores), Torus { chips, wrap: [wrap; 3] });
        let mesh = Mesh::parse(mesh).expect("a mesh");
        let order = device_order(&devices, &torus, &mesh).expect("an order");
        axis_hops(&order, &devices, &torus, &mesh).expect("hops")
    }

    #[test]
    fn neighbours_of_a_v4_32_and_of_a_v6e_32_are_one_link_apart() {
        let v4 = hops([2, 2, 4], 2, false, "4x8");
        assert!(v4.iter().all(|axis| axis.max <= 1), "{v4:?}");
        assert_eq!((v4[1].ring_max, v4[1].ring_mean), (1, 0.5), "half of model is on one chip");
        let v6e = hops([4, 8, 1], 1, false, "4x8");
        assert!(v6e.iter().all(|axis| axis.max <= 1), "{v6e:?}");
        let megacore = hops([2, 2, 4], 1, false, "2x8");
        assert!(megacore.iter().all(|axis| axis.max <= 1), "{megacore:?}");
    }

    #[test]
    fn one_axis_over_all_devices_is_a_ring() {
        let [ring] = &hops([2, 2, 4], 2, false, "32")[..] else { panic!("one axis") };
        assert_eq!((ring.max, ring.ring_max), (1, 1));
        let [ring] = &hops([4, 4, 1], 1, false, "16")[..] else { panic!("one axis") };
        assert_eq!((ring.max, ring.ring_max), (1, 1));
        let torus = hops([4, 4, 4], 2, true, "16x8");
        assert!(torus.iter().all(|axis| axis.ring_max <= 1), "{torus:?}");
    }

    #[test]
    fn transposed_meshes_keep_their_neighbours() {
        for mesh in ["8x4", "2x16", "16x2", "2x2x8", "1x32"] {
            let axes = hops([4, 8, 1], 1, false, mesh);
            assert!(axes[axes.len() - 1].max <= 1, "{mesh}: {axes:?}");
        }
    }

    #[test]
    fn each_wrong_topology_has_its_message() {
        let torus = Torus { chips: [2, 2, 1], wrap: [false; 3] };
        let message = |devices: &[PhysicalDevice], mesh| {
            let mesh = Mesh::parse(mesh).expect("a mesh");
            device_order(devices, &torus, &mesh).expect_err("a wrong topology").to_string()
        };
        let mut devices = grid([2, 2, 1], 1);
        assert_eq!(
            message(&devices, "2x4"),
            "mesh data=2,model=4 has 8 devices, the topology has 4"
        );
        devices[3].coords = [0, 0, 0];
        assert_eq!(
            message(&devices, "2x2"),
            "topology: device 997 at chip 0,0,0 core 0 is outside of the grid or in another's place"
        );
        let mesh = Mesh::parse("2x2").expect("a mesh");
        assert_eq!(
            axis_hops(&[1, 2], &devices, &torus, &mesh).expect_err("wrong ids").to_string(),
            "device order: found 0 known ids, wanted the 4 of mesh data=2,model=2"
        );
        let torus = Torus { chips: [2, 2, 2], wrap: [false; 3] };
        assert_eq!(
            device_order(&grid([2, 2, 1], 1), &torus, &mesh).expect_err("a hole").to_string(),
            "topology: no device at chip 0,0,1 core 0, wanted one at every place of the grid"
        );
    }

    proptest! {
        #[test]
        fn an_order_is_a_permutation_and_depends_on_its_arguments_alone(
            x in 1_usize..5, y in 1_usize..5, z in 1_usize..4, cores in 1_usize..3,
            wrap in any::<bool>(), cut in 0_usize..8,
        ) {
            let (chips, count) = ([x, y, z], x * y * z * cores);
            let divisors: Vec<usize> = (1..=count).filter(|d| count % d == 0).collect();
            let model = divisors[cut % divisors.len()];
            let mesh = Mesh::of_sizes(&[count / model, model]).expect("a mesh");
            let (devices, torus) = (grid(chips, cores), Torus { chips, wrap: [wrap; 3] });
            let order = device_order(&devices, &torus, &mesh).expect("an order");
            prop_assert_eq!(&order, &device_order(&devices, &torus, &mesh).expect("an order"));
            let mut sorted = order;
            sorted.sort_unstable();
            let mut ids: Vec<i64> = devices.iter().map(|d| d.id).collect();
            ids.sort_unstable();
            prop_assert_eq!(sorted, ids);
        }
    }
}
