//! What can go wrong with the upkeep of a cache. Its use never fails: then the compiler is asked.

use std::io;
use std::path::PathBuf;

/// Why a cache cannot be listed, verified or pruned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CacheError {
    /// The disk says no.
    #[error("cache {}: cannot {action}", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// Why not.
        source: io::Error,
    },
}
