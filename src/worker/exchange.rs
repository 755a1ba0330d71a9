//! The folder through which parent and child exchange requests and responses.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::WorkerError;
use super::request::{CompileFor, TopologyRequest};
use crate::files::write_whole;
use crate::pjrt::error::ErrorCode;

pub(super) const REQUEST: &str = "request.json";
pub(super) const RESPONSE: &str = "response.json";
pub(super) const PROGRAM: &str = "program";
pub(super) const OPTIONS: &str = "options";
pub(super) const EXECUTABLE: &str = "executable.bin";
pub(super) const OPTIMIZED: &str = "optimized.pb";

/// Set in every worker, so that a program that forgets to dispatch does not start itself forever.
pub(super) const INSIDE: &str = "VQBIT_INSIDE_WORKER";

/// What `request.json` says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Request {
    Compile {
        plugin: PathBuf,
        compile_for: CompileFor,
        format: String,
        /// Private memory that the child may take.
        memory_limit_bytes: Option<u64>,
    },
    Topology(TopologyRequest),
    Inspect {
        plugin: PathBuf,
    },
    Probe {
        plugin: PathBuf,
    },
}

/// What `response.json` says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Response<T> {
    Done(T),
    Failed { function: Option<String>, code: Option<ErrorCode>, message: String },
}

pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), WorkerError> {
    std::fs::write(path, bytes)
        .map_err(|source| WorkerError::Exchange { path: path.into(), source })
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, WorkerError> {
    std::fs::read(path).map_err(|source| WorkerError::Exchange { path: path.into(), source })
}

/// Writes a message so that it is there wholly or not at all.
pub(super) fn write_json<T: Serialize>(path: &Path, message: &T) -> Result<(), WorkerError> {
    let bytes = serde_json::to_vec(message)
        .map_err(|source| WorkerError::Message { path: path.into(), source })?;
    write_whole(path, &[&bytes])
        .map_err(|source| WorkerError::Exchange { path: path.into(), source })
}

pub(super) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T, WorkerError> {
    serde_json::from_slice(&read(path)?)
        .map_err(|source| WorkerError::Message { path: path.into(), source })
}
