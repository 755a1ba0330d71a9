//! What the estimate needs to know of a machine: its rates, and where each partition's device is.

use crate::sharding::mesh::Mesh;
use crate::target::device_order::{DeviceOrderError, PhysicalDevice, Torus, device_order};
use crate::target::slice::Slice;

/// Seconds that one hop over a link takes, however little it carries.
///
/// Source: `jax-ml.github.io/scaling-book`, "Sharded Matrices", a note on ICI latency: about 1 us.
pub const HOP_SECONDS: f64 = 1e-6;

/// A slice of TPUs with a program's partitions on it. All rates are peaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Machine {
    /// Cycles per second of a core; inferred, see [`Generation::inferred_clock_hz`].
    ///
    /// [`Generation::inferred_clock_hz`]: crate::target::generation::Generation::inferred_clock_hz
    pub clock_hz: f64,
    /// Bytes per second between a device and its share of the chip's HBM.
    pub hbm_bytes_per_second: f64,
    /// Peak bf16 FLOP/s of a device.
    pub peak_flops: f64,
    /// Bytes per second of one link in one direction.
    pub link_bytes_per_second: f64,
    /// The links between chips.
    pub torus: Torus,
    /// Devices of a chip, which share its links and its HBM.
    pub devices_per_chip: usize,
    /// The device of each partition.
    pub devices: Vec<PhysicalDevice>,
}

impl Machine {
    /// A slice whose partitions lie on these devices.
    pub fn new(slice: &Slice, devices: Vec<PhysicalDevice>) -> Self {
        let generation = slice.generation;
        let devices_per_chip = slice.devices_per_chip();
        let share = |of_chip: f64| of_chip / devices_per_chip as f64;
        Machine {
            clock_hz: generation.inferred_clock_hz(),
            hbm_bytes_per_second: share(generation.hbm_bytes_per_second_per_chip.value),
            peak_flops: share(generation.peak_bf16_flops_per_chip.value),
            link_bytes_per_second: generation.ici_bytes_per_second_per_link.value,
            torus: Torus { chips: slice.chips, wrap: slice.wrap() },
            devices_per_chip,
            devices,
        }
    }

    /// A slice whose partitions lie as [`device_order`] lays the devices of its grid onto a mesh,
    /// which is how vqbit compiles; no plugin is asked.
    ///
    /// # Errors
    /// The mesh has another number of devices.
    pub fn laid_out(slice: &Slice, mesh: &Mesh) -> Result<Self, DeviceOrderError> {
        let cores = slice.devices_per_chip();
        let [_, height, depth] = slice.chips;
        let device = |number: usize| {
            let (core, chip) = (number % cores, number / cores);
            let coords = [chip / (height * depth), chip / depth % height, chip % depth];
            PhysicalDevice { id: number as i64, coords, core }
        };
        let grid: Vec<PhysicalDevice> = (0..slice.device_count()).map(device).collect();
        let torus = Torus { chips: slice.chips, wrap: slice.wrap() };
        let order = device_order(&grid, &torus, mesh)?;
        let placed = order.iter().filter_map(|&id| grid.get(usize::try_from(id).ok()?).copied());
        Ok(Machine::new(slice, placed.collect()))
    }

    /// Bytes per second between a chip and its HBM, over which the devices of a chip exchange.
    pub(in crate::estimate) fn chip_hbm_bytes_per_second(&self) -> f64 {
        self.hbm_bytes_per_second * self.devices_per_chip as f64
    }

    /// Links that leave a chip in the middle of the slice.
    pub(in crate::estimate) fn links_of_chip(&self) -> usize {
        let links =
            self.torus.chips.iter().zip(self.torus.wrap).map(|(&chips, wrap)| match chips {
                0 | 1 => 0,
                2 if !wrap => 1,
                _ => 2,
            });
        links.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::target::Target;

    #[test]
    fn devices_share_what_a_chip_has() {
        let target = Target::parse("v4-32", false).expect("a target");
        let slice = target.slice().expect("a slice");
        let mesh = Mesh::of_sizes(&[4, 8]).expect("a mesh");
        let machine = Machine::laid_out(slice, &mesh).expect("a machine");
        assert_eq!(machine.hbm_bytes_per_second, 600e9);
        assert_eq!((machine.peak_flops, machine.links_of_chip()), (137.5e12, 4));
        assert_eq!(machine.devices.len(), 32);
        let both_cores = machine.devices.iter().filter(|d| d.coords == [1, 1, 3]);
        assert_eq!(both_cores.count(), 2);
        assert!(Machine::laid_out(slice, &Mesh::of_sizes(&[4]).expect("a mesh")).is_err());
    }
}
