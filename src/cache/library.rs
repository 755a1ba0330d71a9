//! The hash of a plugin's library, computed once for as long as the file stays what it is.

use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Cache;
use super::store::Kind;
use crate::files::sha256_of;

/// What changes when a file does. Its inode's time of change, which no program can set, is among it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct LibraryQuestion {
    pub(super) path: PathBuf,
    bytes: u64,
    device: u64,
    inode: u64,
    /// Seconds and nanoseconds.
    modified: (i64, i64),
    changed: (i64, i64),
}

impl LibraryQuestion {
    fn new(path: PathBuf, found: &Metadata) -> Self {
        LibraryQuestion {
            path,
            bytes: found.len(),
            device: found.dev(),
            inode: found.ino(),
            modified: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
        }
    }
}

impl Cache {
    /// The SHA-256 of a library, as hexadecimal digits.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn library_sha256(&self, library: &Path) -> io::Result<String> {
        let path = fs::canonicalize(library)?;
        let question = LibraryQuestion::new(path.clone(), &fs::metadata(&path)?);
        if let Some(known) = self.get(Kind::Library, &question) {
            return Ok(known.header.answer);
        }
        let sha256 = sha256_of(&path)?;
        // A file that was written meanwhile has a hash that belongs to neither of its contents.
        if LibraryQuestion::new(path.clone(), &fs::metadata(&path)?) == question {
            self.put(Kind::Library, &question, &sha256, &[]);
        }
        Ok(sha256)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::sha256;

    #[test]
    fn a_changed_library_is_hashed_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(folder.path().join("compiled"), 1 << 20);
        let library = folder.path().join("p.so");
        fs::write(&library, "one").expect("written");
        let times = fs::metadata(&library).expect("a file").modified().expect("a time");
        for content in ["one", "one", "two"] {
            // As long as before and as old as before: its time of change still tells.
            fs::write(&library, content).expect("written");
            let file = fs::File::options().append(true).open(&library).expect("a file");
            file.set_times(fs::FileTimes::new().set_modified(times)).expect("touched");
            let found = cache.library_sha256(&library).expect("a hash");
            assert_eq!(found, sha256(content.as_bytes()));
            assert_eq!(cache.library_sha256(&library).expect("a hash"), found);
        }
        let gone = cache.library_sha256(&folder.path().join("gone.so")).expect_err("no file");
        assert_eq!(gone.kind(), io::ErrorKind::NotFound);
    }
}
