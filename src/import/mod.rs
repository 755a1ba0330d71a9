//! Reads what somebody else's module says of how it is to be compiled.
//!
//! Of StableHLO it is no parser: it looks for the few words that a compiler must be told besides
//! the module, and for a module that is none. HLO text, which no plugin takes, is read whole. The
//! room must not know jobs, quantizers or plugins.

pub mod error;
mod hlo;
mod mlir;

use std::collections::BTreeSet;

use crate::emit::format::Format;
use crate::emit::stablehlo::Partitioner;
use crate::import::error::ImportError;
use crate::inspect::file_kind::{FileKind, file_kind};
use crate::sharding::mesh::Mesh;
use crate::target::{Target, default_mesh};
use crate::wire::program::{Program, ProgramFormat};

/// The first bytes of MLIR's bytecode. Source: MLIR's "Bytecode Format", "Magic Number".
const BYTECODE_MAGIC: &[u8] = b"ML\xefR";

/// A module and what it says of itself; `None` is what could not be read off it.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedModule {
    /// The module as plugins take it.
    pub program: Program,
    /// Whose words its shardings are in; GSPMD where it has none.
    pub partitioner: Partitioner,
    /// Over how many devices it is cut.
    pub partitions: Option<usize>,
    /// The axes over them.
    pub mesh: Option<Mesh>,
    /// The parameters whose memory it asks to give to results.
    pub donated: Option<BTreeSet<usize>>,
}

/// The mesh of an import and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeshChoice {
    /// The mesh.
    pub mesh: Mesh,
    /// `--mesh`, or the module's word.
    pub source: &'static str,
}

impl ImportedModule {
    /// Reads a file's bytes: StableHLO as text or bytecode, or HLO as a serialized `HloModuleProto`
    /// or as text.
    ///
    /// # Errors
    /// Something else, a text cut short, or a module of several replicas.
    pub fn read(bytes: Vec<u8>) -> Result<Self, ImportError> {
        if bytes.trim_ascii().is_empty() {
            return Err(ImportError::Empty);
        }
        if bytes.starts_with(BYTECODE_MAGIC) {
            return Ok(mlir::bytecode(bytes));
        }
        match file_kind(&bytes) {
            FileKind::HloModuleProto => hlo::module(bytes),
            FileKind::HloText => hlo::text(&bytes),
            FileKind::TpuExecutable | FileKind::CpuExecutable => Err(ImportError::Executable),
            FileKind::Unknown => mlir::text(bytes),
        }
    }

    /// The mesh that it is compiled for: the one asked for, or else the module's own. Where the
    /// module tells but a number of devices, they lie as those of the target's usual mesh.
    ///
    /// # Errors
    /// Nobody says it, or the module, the asked mesh and the target differ.
    pub fn mesh_on(&self, target: &Target, asked: Option<Mesh>) -> Result<MeshChoice, ImportError> {
        let choice = match (asked, &self.mesh, self.partitions) {
            (Some(mesh), _, Some(wanted)) if mesh.device_count() != wanted => {
                let found = mesh.device_count();
                return Err(ImportError::AskedMesh { mesh: mesh.to_string(), found, wanted });
            }
            (Some(mesh), _, _) => MeshChoice { mesh, source: "--mesh" },
            (None, Some(mesh), _) => {
                MeshChoice { mesh: mesh.clone(), source: "the module's sdy.mesh" }
            }
            (None, None, Some(partitions)) => MeshChoice {
                mesh: default_mesh(partitions)?,
                source: "the module's number of partitions",
            },
            (None, None, None) if target.device_count() == Some(1) => {
                MeshChoice { mesh: default_mesh(1)?, source: "the target's one device" }
            }
            (None, None, None) => return Err(ImportError::NoMesh),
        };
        let found = choice.mesh.device_count();
        match target.slice() {
            Some(slice) if slice.device_count() != found => Err(ImportError::Devices {
                mesh: choice.mesh.to_string(),
                source_of_mesh: choice.source,
                found,
                target: target.name.clone(),
                wanted: slice.device_count(),
                chips: slice.chip_count(),
                per_chip: slice.devices_per_chip(),
            }),
            _ => Ok(choice),
        }
    }

    /// The format that it is in.
    pub fn format(&self) -> Format {
        match (self.program.format, self.partitioner) {
            (ProgramFormat::Hlo, _) => Format::HloProto,
            (ProgramFormat::Mlir, Partitioner::Shardy) => Format::StableHlo,
            (ProgramFormat::Mlir, Partitioner::Gspmd) => Format::StableHloGspmd,
        }
    }
}
