//! What can be wrong with a module to import.

use crate::inspect::text::HloTextError;
use crate::sharding::mesh::ShardingError;

/// Why a module cannot be compiled as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// Nothing is in the file.
    #[error("found nothing in it, wanted StableHLO or HLO")]
    Empty,
    /// HLO text that is cut short, or says what is not known here.
    #[error(transparent)]
    HloText(#[from] HloTextError),
    /// Text that is none.
    #[error("begins as HLO text and is not UTF-8 throughout")]
    Bytes,
    /// A compiled program.
    #[error(
        "found an executable, which is compiled already, wanted the module it was made of; \
         `vqbit inspect` shows what it holds"
    )]
    Executable,
    /// What a compiler made of a module.
    #[error(
        "found an optimized program, which has a schedule and is cut already, wanted the module \
         that it was made of; `vqbit inspect` shows what it holds"
    )]
    Optimized,
    /// Something else.
    #[error(
        "found neither StableHLO, as text or bytecode, nor HLO, as text or a serialized \
         HloModuleProto; it begins with {found:?}"
    )]
    Unknown {
        /// The beginning.
        found: String,
    },
    /// Brackets that stay open.
    #[error("ends with {open} brackets still open: is the text cut short?")]
    CutShort {
        /// How many.
        open: usize,
    },
    /// No function to start with.
    #[error("has no function @main, which is what plugins compile; found {found}")]
    NoMain {
        /// The functions that are there.
        found: String,
    },
    /// A program of several replicas.
    #[error(
        "has {found} replicas, wanted 1: cut the program over partitions, as jax.jit does and \
         jax.pmap does not"
    )]
    Replicas {
        /// How many.
        found: usize,
    },
    /// Nobody says how many devices there are.
    #[error(
        "does not say over how many devices it is cut (it has neither an sdy.mesh nor \
         mhlo.num_partitions that can be read): say it with --mesh, as --mesh 4x8"
    )]
    NoMesh,
    /// The asked mesh is not the module's.
    #[error("--mesh {mesh} has {found} devices, the module is cut over {wanted}")]
    AskedMesh {
        /// The mesh.
        mesh: String,
        /// Its devices.
        found: usize,
        /// The module's.
        wanted: usize,
    },
    /// The target is larger or smaller than the module.
    #[error(
        "mesh {mesh} ({source_of_mesh}) has {found} devices, target {target} has {wanted} ({chips} \
         chips of {per_chip})"
    )]
    Devices {
        /// The mesh.
        mesh: String,
        /// Who says so.
        source_of_mesh: &'static str,
        /// Its devices.
        found: usize,
        /// The target.
        target: String,
        /// Its devices.
        wanted: usize,
        /// Its chips.
        chips: usize,
        /// Devices of a chip.
        per_chip: usize,
    },
    /// The module's mesh is none.
    #[error(transparent)]
    Mesh(#[from] ShardingError),
}
