//! What can be wrong with a stream.

use std::error::Error;
use std::io;
use std::path::PathBuf;

use crate::ir::shape::Shape;
use crate::tensor::error::TensorError;

/// Why a stream cannot be read, written or taken up again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// Neither a folder nor a `.npy` file.
    #[error("{}: found {found}, wanted a .npy file or a folder of them", path.display())]
    NoSource {
        /// The place.
        path: PathBuf,
        /// What is there.
        found: &'static str,
    },
    /// A file whose rows are not those of the tensor.
    #[error(
        "{}: tensor {name}: found {found}, wanted {wanted} for rows of any number N{hint}",
        path.display()
    )]
    OtherRows {
        /// The file.
        path: PathBuf,
        /// The tensor.
        name: String,
        /// The file's array.
        found: Shape,
        /// `bf16[N,512,768]`.
        wanted: String,
        /// What may be done.
        hint: &'static str,
    },
    /// Two tensors of a stream have not as many rows.
    #[error("{name}: found {found} rows, {first} has {wanted}")]
    OtherCount {
        /// The tensor.
        name: String,
        /// Its rows.
        found: usize,
        /// The stream's first tensor.
        first: String,
        /// Its rows.
        wanted: usize,
    },
    /// No row.
    #[error("{name}: found no row in {}, wanted one at least", path.display())]
    Empty {
        /// The tensor.
        name: String,
        /// Its place.
        path: PathBuf,
    },
    /// The step cannot be streamed.
    #[error("stream: {what}, wanted {wanted}")]
    NotStreamed {
        /// What is in the way.
        what: String,
        /// What would go.
        wanted: String,
    },
    /// The folder holds something else.
    #[error("{}: holds {found} and no journal of a stream: choose another folder", folder.display())]
    Occupied {
        /// The folder.
        folder: PathBuf,
        /// What is in it.
        found: String,
    },
    /// Another process writes there.
    #[error("{}: another process streams into it: wait for it, or choose another", folder.display())]
    Busy {
        /// The folder.
        folder: PathBuf,
    },
    /// The stream was begun with something else.
    #[error(
        "{}: the stream was begun with {what} {found}, found {now}: go on with what it was begun \
         with, or begin anew with --restart",
        folder.display()
    )]
    Changed {
        /// The folder.
        folder: PathBuf,
        /// What is another.
        what: String,
        /// As it was.
        found: String,
        /// As it is.
        now: String,
    },
    /// The journal cannot be read.
    #[error(
        "{}: is no journal of this version ({reason}): begin anew with --restart",
        path.display()
    )]
    Journal {
        /// The file.
        path: PathBuf,
        /// What does not fit; no cause of its own, so that what to do comes last.
        reason: serde_json::Error,
    },
    /// A file that an earlier call wrote is gone or of another size.
    #[error("{}: found {found}, wanted {wanted}: begin anew with --restart", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is there.
        found: String,
        /// `148 bytes of s32[5,1]`.
        wanted: String,
    },
    /// A file that an earlier call wrote cannot be taken up.
    #[error("{reason}: begin anew with --restart")]
    NotTakenUp {
        /// The file and what is wrong with it, with all causes, so that what to do comes last.
        reason: String,
    },
    /// The disk says no.
    #[error("{}: cannot {action}", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// Why not.
        source: io::Error,
    },
    /// A file of rows.
    #[error(transparent)]
    Tensor(#[from] TensorError),
}

impl StreamError {
    /// The error of a file that an earlier call wrote and this one cannot go on with.
    pub(crate) fn not_taken_up(error: TensorError) -> Self {
        // A disk that says no for a moment is no reason to give up what is there.
        let is_passing = matches!(error, TensorError::Read { .. } | TensorError::Write { .. })
            || matches!(error, TensorError::NoMemory { .. });
        if is_passing {
            return error.into();
        }
        let mut reason = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            reason.push_str(&format!(": {error}"));
            cause = error.source();
        }
        StreamError::NotTakenUp { reason }
    }
}
