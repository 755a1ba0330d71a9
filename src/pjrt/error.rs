//! What can go wrong between vqbit and a plugin.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// `PJRT_Error_Code`: the codes of Abseil statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorCode {
    /// 1: the call was cancelled.
    Cancelled,
    /// 2: no better code fits; bad MLIR gives this.
    Unknown,
    /// 3: an argument, option or proto is wrong.
    InvalidArgument,
    /// 4: time ran out.
    DeadlineExceeded,
    /// 5: something named does not exist; no TPU gives this.
    NotFound,
    /// 6: something exists already.
    AlreadyExists,
    /// 7: not allowed.
    PermissionDenied,
    /// 8: out of memory, at compile time too.
    ResourceExhausted,
    /// 9: the state does not allow the call.
    FailedPrecondition,
    /// 10: aborted; the libtpu lock file gives this.
    Aborted,
    /// 11: out of range.
    OutOfRange,
    /// 12: the plugin does not implement the call.
    Unimplemented,
    /// 13: an internal check failed.
    Internal,
    /// 14: unavailable.
    Unavailable,
    /// 15: data was lost.
    DataLoss,
    /// 16: not authenticated.
    Unauthenticated,
    /// A number outside the list.
    Other(i32),
}

impl ErrorCode {
    /// The code with this number.
    pub fn from_number(number: i32) -> Self {
        match number {
            1 => Self::Cancelled,
            2 => Self::Unknown,
            3 => Self::InvalidArgument,
            4 => Self::DeadlineExceeded,
            5 => Self::NotFound,
            6 => Self::AlreadyExists,
            7 => Self::PermissionDenied,
            8 => Self::ResourceExhausted,
            9 => Self::FailedPrecondition,
            10 => Self::Aborted,
            11 => Self::OutOfRange,
            12 => Self::Unimplemented,
            13 => Self::Internal,
            14 => Self::Unavailable,
            15 => Self::DataLoss,
            16 => Self::Unauthenticated,
            other => Self::Other(other),
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Cancelled => "CANCELLED",
            Self::Unknown => "UNKNOWN",
            Self::InvalidArgument => "INVALID_ARGUMENT",
            Self::DeadlineExceeded => "DEADLINE_EXCEEDED",
            Self::NotFound => "NOT_FOUND",
            Self::AlreadyExists => "ALREADY_EXISTS",
            Self::PermissionDenied => "PERMISSION_DENIED",
            Self::ResourceExhausted => "RESOURCE_EXHAUSTED",
            Self::FailedPrecondition => "FAILED_PRECONDITION",
            Self::Aborted => "ABORTED",
            Self::OutOfRange => "OUT_OF_RANGE",
            Self::Unimplemented => "UNIMPLEMENTED",
            Self::Internal => "INTERNAL",
            Self::Unavailable => "UNAVAILABLE",
            Self::DataLoss => "DATA_LOSS",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Other(number) => return write!(f, "error code {number}"),
        };
        f.write_str(name)
    }
}

/// The version of the PJRT C API that a plugin was built with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ApiVersion {
    /// The major version, 0 so far.
    pub major: i32,
    /// The minor version, which grows with every addition.
    pub minor: i32,
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// Why a plugin could not be used, or what it answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PjrtError {
    /// The plugin answered with an error.
    #[error("{function}: {code}: {message}")]
    Call {
        /// The C function.
        function: &'static str,
        /// The code.
        code: ErrorCode,
        /// The plugin's text.
        message: String,
    },
    /// The plugin's table does not hold a function.
    #[error("{function}: not in the function table of this plugin, which has PJRT API {version}")]
    Unsupported {
        /// The C function.
        function: &'static str,
        /// The plugin's version.
        version: ApiVersion,
    },
    /// A call succeeded but left a result empty.
    #[error("{function}: succeeded but gave no {result}")]
    NoResult {
        /// The C function.
        function: &'static str,
        /// What is missing.
        result: &'static str,
    },
    /// The library could not be loaded.
    #[error("plugin {}: cannot be loaded", path.display())]
    Load {
        /// The library.
        path: PathBuf,
        /// The loader's error.
        source: libloading::Error,
    },
    /// The library is not a PJRT plugin.
    #[error("plugin {}: has no function GetPjrtApi, so it is not a PJRT plugin", path.display())]
    NoEntry {
        /// The library.
        path: PathBuf,
        /// The loader's error.
        source: libloading::Error,
    },
    /// The entry function gave no table.
    #[error("plugin {}: GetPjrtApi gave no function table", path.display())]
    NoTable {
        /// The library.
        path: PathBuf,
    },
    /// The plugin is of an age whose tables cannot be trusted.
    #[error("plugin {}: found PJRT API {found}, wanted 0.{oldest} or newer", path.display())]
    TooOld {
        /// The library.
        path: PathBuf,
        /// The plugin's version.
        found: ApiVersion,
        /// The oldest minor version supported.
        oldest: i32,
    },
    /// A host array does not have the bytes of its shape.
    #[error("buffer {element_type}{dimensions:?}: found {found} bytes of data, wanted {wanted}")]
    HostBytes {
        /// The element type.
        element_type: String,
        /// The dimensions.
        dimensions: Vec<i64>,
        /// The bytes given.
        found: usize,
        /// The bytes of the shape.
        wanted: usize,
    },
    /// An element type or shape that cannot travel from the host.
    #[error("buffer {element_type}{dimensions:?}: cannot be made from host bytes")]
    HostType {
        /// The element type.
        element_type: String,
        /// The dimensions.
        dimensions: Vec<i64>,
    },
    /// The argument lists do not fit the executable's devices.
    #[error("execute: found argument lists of lengths {found:?}, wanted {devices} of {parameters}")]
    ArgumentLists {
        /// The length of each list.
        found: Vec<usize>,
        /// How many devices the executable runs on.
        devices: usize,
        /// How many parameters the program has.
        parameters: usize,
    },
    /// An argument does not have its parameter's shape.
    #[error(
        "execute: argument {argument} of partition {partition}: found dimensions {found:?}, \
         wanted {wanted:?}"
    )]
    ArgumentShape {
        /// Which argument.
        argument: usize,
        /// Of which device's list.
        partition: usize,
        /// The buffer's dimensions.
        found: Vec<i64>,
        /// The parameter's dimensions on each device.
        wanted: Vec<i64>,
    },
    /// An argument's array is gone.
    #[error("execute: argument {argument} of partition {partition} was donated before")]
    DonatedArgument {
        /// Which argument.
        argument: usize,
        /// Of which device's list.
        partition: usize,
    },
    /// A buffer or device of one client was handed to another.
    #[error("{function}: a {object} belongs to another client")]
    OtherClient {
        /// The C function that was not called.
        function: &'static str,
        /// What it is: buffer or device.
        object: &'static str,
    },
    /// The bytes of an optimized program are not a `HloModuleProtoWithConfig`.
    #[error("optimized program: its {bytes} bytes of format {format:?} hold no HloModuleProto")]
    OptimizedProgram {
        /// The format that the plugin named.
        format: String,
        /// How many bytes it gave.
        bytes: usize,
    },
    /// Bytes that no CPU plugin serialized, or that are corrupt.
    #[error(
        "serialized executable: its {bytes} bytes {}",
        devices.map_or_else(
            || "hold no compile options, as those of CPU plugins do".to_owned(),
            |devices| format!("ask for {devices} devices, wanted at most {most}"),
        )
    )]
    SerializedExecutable {
        /// How many bytes it has.
        bytes: usize,
        /// The devices it asks for, when it holds options.
        devices: Option<u64>,
        /// The most devices that are made.
        most: usize,
    },
}

impl PjrtError {
    /// The plugin's code, when the plugin answered with one.
    pub fn code(&self) -> Option<ErrorCode> {
        if let PjrtError::Call { code, .. } = self { Some(*code) } else { None }
    }

    /// Whether the plugin lacks what was asked, rather than failing at it.
    pub fn is_unsupported(&self) -> bool {
        matches!(
            self,
            PjrtError::Unsupported { .. } | PjrtError::Call { code: ErrorCode::Unimplemented, .. }
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_names_the_function_or_the_file() {
        let version = ApiVersion { major: 0, minor: 81 };
        let path = PathBuf::from("libfoo.so");
        let cases: Vec<(PjrtError, &str)> = vec![
            (
                PjrtError::Call {
                    function: "PJRT_Compile",
                    code: ErrorCode::from_number(8),
                    message: "out of HBM".into(),
                },
                "PJRT_Compile: RESOURCE_EXHAUSTED: out of HBM",
            ),
            (
                PjrtError::Unsupported { function: "PJRT_Compile", version },
                "PJRT_Compile: not in the function table of this plugin, which has PJRT API 0.81",
            ),
            (
                PjrtError::NoResult { function: "PJRT_Compile", result: "executable" },
                "PJRT_Compile: succeeded but gave no executable",
            ),
            (
                PjrtError::NoTable { path: path.clone() },
                "plugin libfoo.so: GetPjrtApi gave no function table",
            ),
            (
                PjrtError::TooOld { path, found: version, oldest: 90 },
                "plugin libfoo.so: found PJRT API 0.81, wanted 0.90 or newer",
            ),
            (
                PjrtError::ArgumentLists { found: vec![2, 1], devices: 2, parameters: 2 },
                "execute: found argument lists of lengths [2, 1], wanted 2 of 2",
            ),
            (
                PjrtError::ArgumentShape {
                    argument: 1,
                    partition: 3,
                    found: vec![8, 2],
                    wanted: vec![2, 2],
                },
                "execute: argument 1 of partition 3: found dimensions [8, 2], wanted [2, 2]",
            ),
            (
                PjrtError::DonatedArgument { argument: 1, partition: 3 },
                "execute: argument 1 of partition 3 was donated before",
            ),
            (
                PjrtError::OtherClient {
                    function: "PJRT_LoadedExecutable_Execute",
                    object: "buffer",
                },
                "PJRT_LoadedExecutable_Execute: a buffer belongs to another client",
            ),
            (
                PjrtError::OptimizedProgram { format: "hlo".into(), bytes: 3 },
                r#"optimized program: its 3 bytes of format "hlo" hold no HloModuleProto"#,
            ),
            (
                PjrtError::SerializedExecutable { bytes: 3, devices: None, most: 8 },
                "serialized executable: its 3 bytes hold no compile options, as those of CPU plugins do",
            ),
            (
                PjrtError::SerializedExecutable { bytes: 3, devices: Some(9), most: 8 },
                "serialized executable: its 3 bytes ask for 9 devices, wanted at most 8",
            ),
        ];
        for (error, text) in cases {
            assert_eq!(error.to_string(), text);
        }
    }

    #[test]
    fn codes_read_as_abseil_names_them() {
        assert_eq!(ErrorCode::from_number(12), ErrorCode::Unimplemented);
        assert_eq!(ErrorCode::from_number(3).to_string(), "INVALID_ARGUMENT");
        assert_eq!(ErrorCode::from_number(77).to_string(), "error code 77");
    }
}
