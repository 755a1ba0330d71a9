//! A slice: chips of one generation in a grid, and the sizes that Google Cloud sells.

use crate::target::generation::{ChipConfig, Generation, NameCounts};
use crate::target::{Topology, TopologyOption, TopologyValue};

/// How the chips of one host lie when nothing else is said.
pub const USUAL_HOST_BOUNDS: [usize; 3] = [2, 2, 1];

/// A grid of chips.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice {
    /// The generation of its chips.
    pub generation: &'static Generation,
    /// Chips along x, y and z; z is 1 for a generation of two dimensions.
    pub chips: [usize; 3],
    /// How the chips of one host lie, `None` for the usual 2x2x1.
    pub chips_per_host_bounds: Option<[usize; 3]>,
    /// Whether a chip's two TensorCores are one device.
    pub megacore: bool,
}

impl Slice {
    /// A slice of this grid, with the host bounds of the slice that is sold in this shape.
    pub fn of_chips(generation: &'static Generation, chips: [usize; 3]) -> Self {
        Slice {
            generation,
            chips,
            chips_per_host_bounds: own_host_bounds(generation, chips),
            megacore: false,
        }
    }

    fn config(&self) -> &'static ChipConfig {
        self.generation.config(self.megacore)
    }

    /// Chips of the slice.
    pub fn chip_count(&self) -> usize {
        self.chips.iter().product()
    }

    /// TensorCores of the slice.
    pub fn tensor_core_count(&self) -> usize {
        self.chip_count() * self.generation.tensor_cores_per_chip
    }

    /// Devices that share a chip.
    pub fn devices_per_chip(&self) -> usize {
        self.config().devices_per_chip
    }

    /// Devices that a program sees.
    pub fn device_count(&self) -> usize {
        self.chip_count() * self.devices_per_chip()
    }

    /// Bytes of HBM that the compiler lets one device use.
    pub fn hbm_limit_bytes(&self) -> u64 {
        self.config().hbm_limit_bytes
    }

    /// Where [`Slice::hbm_limit_bytes`] was read.
    pub fn hbm_limit_source(&self) -> &'static str {
        self.config().hbm_limit_source
    }

    /// Whether the chips along x, y and z close into a ring.
    ///
    /// A v4, v5p or tpu7x slice is a torus when it is made of whole cubes of 4x4x4; a v5e or v6e axis
    /// is a ring when it spans the pod's 16 chips.
    /// Source: Google Cloud, TPU v4, "3D mesh and 3D torus".
    pub fn wrap(&self) -> [bool; 3] {
        let rank = self.generation.torus_rank;
        let closes = |size: usize| size.is_multiple_of(self.generation.ring_multiple);
        if rank == 3 {
            return [self.chips.iter().all(|&size| closes(size)); 3];
        }
        [closes(self.chips[0]), closes(self.chips[1]), false]
    }

    /// The grid as libtpu writes it, as `2x2x4`.
    pub fn grid(&self) -> String {
        let sizes = self.chips[..self.generation.torus_rank].iter().map(usize::to_string);
        sizes.collect::<Vec<_>>().join("x")
    }

    /// What libtpu is asked for to get this slice.
    pub fn topology(&self) -> Topology {
        let mut options = Vec::new();
        if let Some(name) = self.config().name {
            let value = TopologyValue::Text(name.to_owned());
            options.push(TopologyOption { name: "chip_config_name", value });
        }
        if let Some(bounds) = self.chips_per_host_bounds {
            let value = TopologyValue::Integers(bounds.map(|size| size as i64).to_vec());
            options.push(TopologyOption { name: "chips_per_host_bounds", value });
        }
        let wrap = self.wrap();
        if wrap.contains(&true) {
            let value = TopologyValue::Integers(wrap.map(i64::from).to_vec());
            options.push(TopologyOption { name: "wrap", value });
        }
        Topology { name: format!("{}:{}", self.generation.name, self.grid()), options }
    }

    /// What the name of this slice counts.
    pub fn name_number(&self) -> usize {
        match self.generation.name_counts {
            NameCounts::TensorCores => self.tensor_core_count(),
            NameCounts::Chips => self.chip_count(),
        }
    }
}

/// One chip, or the two rows of four that one v5e or v6e host has, are not the usual 2x2x1.
fn own_host_bounds(generation: &Generation, chips: [usize; 3]) -> Option<[usize; 3]> {
    match (generation.torus_rank, chips) {
        (_, [1, 1, 1]) => Some(chips),
        (2, [2, 4, 1]) => Some(chips),
        (_, _) => None,
    }
}

/// Every slice that is sold of a generation, smallest first.
pub fn slices(generation: &'static Generation) -> Vec<Slice> {
    generation.grids.iter().map(|&chips| Slice::of_chips(generation, chips)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::target::generation::GENERATIONS;

    fn generation(name: &str) -> &'static Generation {
        Generation::named(name).expect("a generation")
    }

    #[test]
    fn slices_grow_and_their_hosts_divide_them() {
        for generation in &GENERATIONS {
            let slices = slices(generation);
            assert!(slices.is_sorted_by(|a, b| a.name_number() < b.name_number()));
            for slice in slices {
                let bounds = slice.chips_per_host_bounds.unwrap_or(USUAL_HOST_BOUNDS);
                assert!(slice.chips.iter().zip(bounds).all(|(size, host)| size % host == 0));
            }
        }
    }

    #[test]
    fn names_count_what_their_generation_counts() {
        let numbers =
            |name| slices(generation(name)).iter().map(Slice::name_number).collect::<Vec<_>>();
        assert_eq!(numbers("v6e"), [1, 4, 8, 16, 32, 64, 128, 256]);
        assert_eq!(numbers("v4"), [8, 16, 32, 64, 128, 256, 384, 512, 1024, 1536, 2048, 4096]);
        assert_eq!(numbers("tpu7x"), [2, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192]);
    }

    #[test]
    fn whole_cubes_and_whole_pod_axes_are_rings() {
        let wrap = |name, chips| Slice::of_chips(generation(name), chips).wrap();
        assert_eq!(wrap("v4", [2, 2, 4]), [false; 3]);
        assert_eq!(wrap("v4", [4, 4, 8]), [true; 3]);
        assert_eq!(wrap("v6e", [8, 16, 1]), [false, true, false]);
        assert_eq!(wrap("v6e", [4, 8, 1]), [false; 3]);
    }

    #[test]
    fn slices_within_one_host_say_how_its_chips_lie() {
        let topology = |name, chips| Slice::of_chips(generation(name), chips).topology();
        let bounds = |sizes: &[i64]| TopologyOption {
            name: "chips_per_host_bounds",
            value: TopologyValue::Integers(sizes.to_vec()),
        };
        assert_eq!(topology("v6e", [1, 1, 1]).name, "v6e:1x1");
        assert_eq!(topology("v6e", [1, 1, 1]).options, [bounds(&[1, 1, 1])]);
        assert_eq!(topology("v6e", [2, 2, 1]).options, []);
        assert_eq!(topology("v5e", [2, 4, 1]).options, [bounds(&[2, 4, 1])]);
    }
}
