//! A program as PJRT takes it: a format name and bytes.

/// The program formats that PJRT plugins compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgramFormat {
    /// A serialized `HloModuleProto`, sharded in GSPMD's words.
    Hlo,
    /// StableHLO text.
    Mlir,
}

impl ProgramFormat {
    /// PJRT's name of the format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hlo => "hlo",
            Self::Mlir => "mlir",
        }
    }
}

/// A program ready to be compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// What the bytes are.
    pub format: ProgramFormat,
    /// The program.
    pub bytes: Vec<u8>,
}
