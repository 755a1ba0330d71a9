//! What can go wrong on the way from a job to its executable.

use std::path::PathBuf;

use crate::artifact::ArtifactError;
use crate::emit::jax_export::JaxExportError;
use crate::ir::error::IrError;
use crate::job::error::JobError;
use crate::pipeline::buckets::BucketsError;
use crate::pjrt::error::PjrtError;
use crate::report::memory::MemoryError;
use crate::report::table::human_bytes;
use crate::session::{NotAsAsked, SessionError};
use crate::stream::error::StreamError;
use crate::target::device_order::DeviceOrderError;
use crate::verification::error::VerificationError;
use crate::vq::error::VqError;
use crate::worker::error::WorkerError;

/// Why a job cannot be brought to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PipelineError {
    /// A job made on the way is none.
    #[error(transparent)]
    Job(Box<JobError>),
    /// The step cannot be built as the job wants it.
    #[error(transparent)]
    Step(#[from] VqError),
    /// The graph is not well formed.
    #[error(transparent)]
    Graph(#[from] IrError),
    /// A file for JAX cannot be written.
    #[error(transparent)]
    JaxExport(#[from] JaxExportError),
    /// The format is not one that plugins compile.
    #[error("format {format}: no plugin compiles it, wanted one of {wanted}")]
    NotCompilable {
        /// The format.
        format: &'static str,
        /// Those that do.
        wanted: String,
    },
    /// The target is a host of another kind than this one.
    #[error(
        "target {target}: its plugin compiles on {wanted} machines only, this one is {found}; \
         compile there, or use target cpu for this machine"
    )]
    OtherMachine {
        /// The target.
        target: String,
        /// This machine's architecture.
        found: &'static str,
        /// The target's.
        wanted: &'static str,
    },
    /// More virtual devices than a CPU plugin has.
    #[error("mesh {mesh}: has {found} devices, a CPU plugin takes at most {limit}")]
    TooManyDevices {
        /// The mesh.
        mesh: String,
        /// Its devices.
        found: usize,
        /// The most.
        limit: usize,
    },
    /// Devices cannot be laid onto the mesh.
    #[error(transparent)]
    Devices(#[from] DeviceOrderError),
    /// The compiler has no room for the program.
    #[error(
        "memory: the compiler finds no room for the program{sizes}; the largest tensor is \
         {largest}; {fits}"
    )]
    NoRoom {
        /// What a device would hold and what it may, where the compiler says so.
        sizes: String,
        /// The largest tensor and its bytes on a device.
        largest: String,
        /// What would fit.
        fits: String,
        /// What the compiler says.
        source: Box<WorkerError>,
    },
    /// The worker or the plugin in it.
    #[error("compile for {target}")]
    Worker {
        /// The target.
        target: String,
        /// What went wrong.
        source: WorkerError,
    },
    /// Virtual devices have the memory of this machine.
    #[error(
        "the inputs on virtual devices ({devices} of them) take {}, this machine has {} of memory; \
         wanted less, as a smaller batch or codebook",
        human_bytes(*found), human_bytes(*limit)
    )]
    HostMemory {
        /// How many devices.
        devices: usize,
        /// Bytes of the inputs on all of them.
        found: u64,
        /// Bytes of this machine.
        limit: u64,
    },
    /// The program is not cut as asked.
    #[error(transparent)]
    NotAsAsked(#[from] NotAsAsked),
    /// The program needs more memory than the job allows.
    #[error(transparent)]
    Memory(#[from] MemoryError),
    /// The optimized program cannot be read.
    #[error("the optimized program is not an HLO module")]
    Optimized(#[from] prost::DecodeError),
    /// The plugin cannot be loaded.
    #[error(transparent)]
    Plugin(#[from] PjrtError),
    /// One of several batches cannot be compiled.
    #[error("batch {batch}")]
    Batch {
        /// The batch.
        batch: usize,
        /// Why not.
        source: Box<PipelineError>,
    },
    /// The job has no buckets, or a batch fits none.
    #[error(transparent)]
    Buckets(Box<BucketsError>),
    /// A stream cannot be read, written or taken up again.
    #[error(transparent)]
    Stream(Box<StreamError>),
    /// The program cannot run.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The outputs cannot be held against the reference.
    #[error(transparent)]
    Verification(#[from] VerificationError),
    /// The artifact cannot be written.
    #[error(transparent)]
    Artifact(#[from] ArtifactError),
    /// The plugin's library cannot be read.
    #[error("plugin {}: cannot be read", path.display())]
    Library {
        /// The library.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
}

impl From<JobError> for PipelineError {
    fn from(error: JobError) -> Self {
        Self::Job(Box::new(error))
    }
}

impl From<BucketsError> for PipelineError {
    fn from(error: BucketsError) -> Self {
        Self::Buckets(Box::new(error))
    }
}

impl From<StreamError> for PipelineError {
    fn from(error: StreamError) -> Self {
        Self::Stream(Box::new(error))
    }
}

impl PipelineError {
    /// Whether the job itself asks for what cannot be, as against work that failed.
    pub fn is_wrong_call(&self) -> bool {
        matches!(self, Self::Step(_) | Self::NotCompilable { .. } | Self::OtherMachine { .. })
            || matches!(self, Self::TooManyDevices { .. } | Self::HostMemory { .. } | Self::Job(_))
            || matches!(self, Self::Buckets(_))
            || matches!(self, Self::Batch { source, .. } if source.is_wrong_call())
            || matches!(self, Self::Artifact(error) if error.is_wrong_place())
    }

    /// What a plugin said that this process loaded. Errors that show only what they hold are no
    /// causes of their own.
    pub fn of_plugin(&self) -> Option<&PjrtError> {
        let (PipelineError::Plugin(error) | PipelineError::Session(SessionError::Pjrt(error))) =
            self
        else {
            return None;
        };
        Some(error)
    }
}
