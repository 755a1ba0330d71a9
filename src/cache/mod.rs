//! What compilers answered before, found again by everything that decides the answer.
//!
//! Each answer is a file of its own, named by the SHA-256 of its question and sealed with the
//! SHA-256 of what is in it. A file is written beside its place and moved there, so that processes
//! may share a folder; one that is damaged is removed and its question asked again. Questions of a
//! second kind, what a plugin says of a topology, and of a third, what the hash of a plugin's library
//! is, are kept with them: so an executable that is there is found without loading the plugin.

pub mod compiling;
mod environment;
pub mod error;
pub mod library;
mod question;
mod record;
mod store;
mod upkeep;

use std::path::{Path, PathBuf};

pub use store::Kind;
pub use upkeep::{CacheEntry, Pruned};

/// How many bytes are kept where nobody says how many: 2 GiB, some 1500 executables of libtpu.
pub const DEFAULT_LIMIT_BYTES: u64 = 2 << 30;

/// A folder of answers, and how large it may grow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    folder: PathBuf,
    limit_bytes: u64,
}

impl Cache {
    /// The cache in this folder, which is made when something is put into it. Files that were not
    /// used for longest go as soon as all together have more than `limit_bytes`.
    pub fn new(folder: impl Into<PathBuf>, limit_bytes: u64) -> Self {
        Cache { folder: folder.into(), limit_bytes }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The most bytes that it keeps.
    pub fn limit_bytes(&self) -> u64 {
        self.limit_bytes
    }
}
