//! What a target is: the machine a program is compiled for, its devices, memory and rates.
//!
//! This room knows nothing of jobs, graphs or plugins: it hands out names, options and numbers, and
//! the order in which physical devices take their places on a mesh.

pub mod device_order;
pub mod generation;
pub mod name;
pub mod search;
pub mod slice;
pub mod tiling;

use crate::sharding::mesh::{Mesh, MeshAxis, ShardingError};
use crate::target::generation::Generation;
use crate::target::name::TargetError;
use crate::target::slice::Slice;

/// A machine to compile for.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The name as it was asked for, as `v4-32`, `v6e:4x8` or `cpu`.
    pub name: String,
    /// What it is.
    pub kind: TargetKind,
}

/// The two families of targets.
#[derive(Debug, Clone, PartialEq)]
pub enum TargetKind {
    /// A slice of TPU chips.
    Tpu(Slice),
    /// The processor of a host: as many virtual devices as the mesh has.
    Cpu(Cpu),
}

/// A host processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cpu {
    /// The architecture its plugin must be built for, `None` for the machine at hand.
    pub architecture: Option<&'static str>,
}

/// Choices beside the name of a target.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TargetOptions {
    /// The two TensorCores of a v4 chip are one device.
    pub megacore: bool,
    /// How the chips of one host lie, where it is not the usual 2x2x1.
    pub chips_per_host_bounds: Option<[usize; 3]>,
}

/// What `PJRT_TopologyDescription_Create` is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topology {
    /// libtpu's name, as `v4:2x2x4`.
    pub name: String,
    /// The create options.
    pub options: Vec<TopologyOption>,
}

/// One create option of a topology.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopologyOption {
    /// libtpu's name of the option.
    pub name: &'static str,
    /// Its value.
    pub value: TopologyValue,
}

/// The value of a create option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TopologyValue {
    /// A string.
    Text(String),
    /// A list of 64-bit integers.
    Integers(Vec<i64>),
}

impl Target {
    /// The target of this name with the usual host bounds.
    ///
    /// # Errors
    /// As [`Target::with_options`].
    pub fn parse(name: &str, megacore: bool) -> Result<Self, TargetError> {
        Target::with_options(name, TargetOptions { megacore, chips_per_host_bounds: None })
    }

    /// The target of this name: a slice as `v4-32`, a libtpu topology as `v6e:4x8`, `cpu` or `axion`.
    ///
    /// # Errors
    /// An unknown name, sizes that the hosts do not divide, or an option the target has no use for.
    pub fn with_options(name: &str, options: TargetOptions) -> Result<Self, TargetError> {
        name::target(name, options)
    }

    /// The slice, for a TPU.
    pub fn slice(&self) -> Option<&Slice> {
        match &self.kind {
            TargetKind::Tpu(slice) => Some(slice),
            TargetKind::Cpu(_) => None,
        }
    }

    /// The generation, for a TPU.
    pub fn generation(&self) -> Option<&'static Generation> {
        self.slice().map(|slice| slice.generation)
    }

    /// `tpu` or `cpu`: which plugin compiles for it.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            TargetKind::Tpu(_) => "tpu",
            TargetKind::Cpu(_) => "cpu",
        }
    }

    /// How many devices a program sees; `None` on a host, which makes as many as it is asked for.
    pub fn device_count(&self) -> Option<usize> {
        self.slice().map(Slice::device_count)
    }

    /// How many devices share a chip's memory; 1 on a host.
    pub fn devices_per_chip(&self) -> usize {
        self.slice().map_or(1, Slice::devices_per_chip)
    }

    /// Bytes of HBM that the compiler lets one device use; `None` on a host.
    pub fn hbm_limit_bytes(&self) -> Option<u64> {
        self.slice().map(Slice::hbm_limit_bytes)
    }

    /// 64 entries, or 128 for v6e and tpu7x.
    pub fn default_codebook_size(&self) -> usize {
        self.generation().map_or(64, |generation| generation.default_codebook_size)
    }

    /// Two axes over all devices; data=1,model=1 on a host. See [`default_mesh`].
    ///
    /// # Errors
    /// As [`default_mesh`].
    pub fn default_mesh(&self) -> Result<Mesh, ShardingError> {
        default_mesh(self.device_count().unwrap_or(1))
    }

    /// What libtpu is asked for; `None` on a host.
    pub fn topology(&self) -> Option<Topology> {
        self.slice().map(Slice::topology)
    }
}

/// `data` x `model`, where `model` is the largest power of two up to 8 that divides the devices:
/// 32 devices are data=4,model=8, 4 devices are data=1,model=4.
///
/// # Errors
/// As [`Mesh::new`]: 0 devices, or more than a mesh may have.
pub fn default_mesh(devices: usize) -> Result<Mesh, ShardingError> {
    let model = [8, 4, 2].into_iter().find(|&size| devices.is_multiple_of(size)).unwrap_or(1);
    let axis = |name: &str, size| MeshAxis { name: name.to_owned(), size };
    Mesh::new(vec![axis("data", devices / model), axis("model", model)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_v4_32_is_16_chips_and_32_devices() {
        let target = Target::parse("v4-32", false).expect("a target");
        assert_eq!((target.kind_name(), target.device_count()), ("tpu", Some(32)));
        assert_eq!((target.devices_per_chip(), target.default_codebook_size()), (2, 64));
        assert_eq!(target.default_mesh().map(|m| m.to_string()), Ok("data=4,model=8".into()));
        assert_eq!(target.topology(), Some(Topology { name: "v4:2x2x4".into(), options: vec![] }));
        let megacore = Target::parse("v4-32", true).expect("a target");
        assert_eq!((megacore.device_count(), megacore.devices_per_chip()), (Some(16), 1));
        assert_eq!(megacore.default_mesh().map(|m| m.to_string()), Ok("data=2,model=8".into()));
        let options = megacore.topology().expect("a topology").options;
        let value = TopologyValue::Text("megacore".into());
        assert_eq!(options, [TopologyOption { name: "chip_config_name", value }]);
    }

    #[test]
    fn a_host_has_any_number_of_devices() {
        for name in ["cpu", "axion"] {
            let target = Target::parse(name, false).expect("a target");
            assert_eq!((target.kind_name(), target.device_count()), ("cpu", None));
            assert_eq!((target.default_codebook_size(), target.topology()), (64, None));
            assert_eq!(target.default_mesh().map(|m| m.to_string()), Ok("data=1,model=1".into()));
        }
    }

    #[test]
    fn the_default_mesh_gives_model_the_largest_power_of_two_up_to_8() {
        let mesh = |devices| default_mesh(devices).expect("a mesh").to_string();
        assert_eq!(mesh(1), "data=1,model=1");
        assert_eq!(mesh(2), "data=1,model=2");
        assert_eq!(mesh(12), "data=3,model=4");
        assert_eq!(mesh(384), "data=48,model=8");
    }
}
