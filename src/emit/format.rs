//! The formats a module can be written in, by the names users know them by.

use prost::Message;

use crate::emit::hlo_proto::to_proto;
use crate::emit::hlo_text::{HloTextOptions, print_with};
use crate::emit::jax_export::{self, Platforms};
use crate::emit::stablehlo::{Partitioner, to_text};
use crate::ir::verify::Verified;
use crate::wire::program::{Program, ProgramFormat};

/// A format to write a module in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// HLO text, as XLA's parser reads it, sharded in GSPMD's words.
    HloText,
    /// A serialized `HloModuleProto`, sharded in GSPMD's words.
    HloProto,
    /// StableHLO text, sharded in Shardy's words.
    StableHlo,
    /// StableHLO text, sharded in GSPMD's words.
    StableHloGspmd,
    /// The file of `jax.export`, sharded in Shardy's words.
    JaxExport,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 5] =
        [Self::HloText, Self::HloProto, Self::StableHlo, Self::StableHloGspmd, Self::JaxExport];

    /// The name in the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::HloText => "hlo-text",
            Self::HloProto => "hlo-proto",
            Self::StableHlo => "stablehlo",
            Self::StableHloGspmd => "stablehlo-gspmd",
            Self::JaxExport => "jax-export",
        }
    }

    /// The usual ending of a file in this format.
    pub fn extension(self) -> &'static str {
        match self {
            Self::HloText => "hlo.txt",
            Self::HloProto => "hlo.pb",
            Self::StableHlo | Self::StableHloGspmd => "mlir",
            Self::JaxExport => "jaxexport",
        }
    }

    /// Whose words the shardings are in; the compiler must partition by the same.
    pub fn partitioner(self) -> Partitioner {
        match self {
            Self::StableHlo | Self::JaxExport => Partitioner::Shardy,
            Self::HloText | Self::HloProto | Self::StableHloGspmd => Partitioner::Gspmd,
        }
    }

    /// Whether plugins compile it.
    pub fn is_compilable(self) -> bool {
        match self {
            Self::HloText | Self::JaxExport => false,
            Self::HloProto | Self::StableHlo | Self::StableHloGspmd => true,
        }
    }

    /// The module in this format; for JAX without a backward function, which is another module's.
    pub fn write(self, verified: &Verified) -> Vec<u8> {
        match self {
            Self::HloText => {
                let partitions = verified.module().mesh.device_count();
                let num_partitions = i64::try_from(partitions).ok();
                let options = HloTextOptions { num_partitions, ..HloTextOptions::default() };
                print_with(&to_proto(verified), &options).into_bytes()
            }
            Self::HloProto => to_proto(verified).encode_to_vec(),
            Self::StableHlo | Self::StableHloGspmd => {
                to_text(verified, self.partitioner()).into_bytes()
            }
            Self::JaxExport => jax_export::to_bytes(verified, None, &Platforms::all()),
        }
    }

    /// The module as a program that plugins compile; `None` for HLO text and JAX's file, which none
    /// takes.
    pub fn program(self, verified: &Verified) -> Option<Program> {
        let format = match self {
            Self::HloText | Self::JaxExport => return None,
            Self::HloProto => ProgramFormat::Hlo,
            Self::StableHlo | Self::StableHloGspmd => ProgramFormat::Mlir,
        };
        Some(Program { format, bytes: self.write(verified) })
    }
}
