//! What is in a cache, whether it is whole, and what of it may go.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::Serialize;
use serde_json::Value;

use super::Cache;
use super::error::CacheError;
use super::record::{self, HEAD_BYTES, Header};
use super::store::{Kind, Stored, remove};

/// A file of the cache, for people.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CacheEntry {
    /// What it answers: `executable`, `platform` or `library`.
    pub kind: &'static str,
    /// Its name: the SHA-256 of its question.
    pub key: String,
    /// What it is of: a program and where it runs, a platform, or a library.
    pub about: String,
    /// Its size.
    pub bytes: u64,
    /// When it was written, in seconds since 1970.
    pub created_unix_seconds: Option<u64>,
    /// When it was used last, in seconds since 1970.
    pub last_used_unix_seconds: u64,
    /// How long the compiler took for it.
    pub compile_seconds: Option<f64>,
    /// What is wrong with it.
    pub damage: Option<String>,
}

/// What a pruning removed and left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Pruned {
    /// Files that went.
    pub removed_files: usize,
    /// Their bytes.
    pub removed_bytes: u64,
    /// Files that are left.
    pub kept_files: usize,
    /// Their bytes.
    pub kept_bytes: u64,
}

type AnyHeader = Header<Value, Value>;

impl Cache {
    /// All files by what their heads say; their hashes are not computed.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn list(&self) -> Result<Vec<CacheEntry>, CacheError> {
        let files = self.files()?;
        Ok(files.iter().filter_map(|file| told(file, read_header(&file.path))).collect())
    }

    /// All files, each read whole and held against its hash and its name.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn verify(&self) -> Result<Vec<CacheEntry>, CacheError> {
        let files = self.files()?;
        Ok(files.iter().filter_map(|file| told(file, read_whole(&file.path))).collect())
    }

    /// Removes what is damaged, and then what was not used for longest until at most `limit` bytes
    /// are left.
    ///
    /// # Errors
    /// A file cannot be read or removed.
    pub fn prune(&self, limit: u64) -> Result<Pruned, CacheError> {
        let before = self.files()?;
        for file in &before {
            if told(file, read_whole(&file.path)).is_some_and(|entry| entry.damage.is_some()) {
                remove(&file.path).map_err(disk(&file.path, "remove it"))?;
            }
        }
        if !before.is_empty() {
            self.shrink(limit).map_err(disk(self.folder(), "remove files of it"))?;
        }
        let bytes = |files: &[Stored]| files.iter().map(|file| file.bytes).sum::<u64>();
        let after = self.files()?;
        Ok(Pruned {
            removed_files: before.len().saturating_sub(after.len()),
            removed_bytes: bytes(&before).saturating_sub(bytes(&after)),
            kept_files: after.len(),
            kept_bytes: bytes(&after),
        })
    }

    fn files(&self) -> Result<Vec<Stored>, CacheError> {
        self.stored().map_err(disk(self.folder(), "be listed"))
    }
}

fn disk(path: &Path, action: &'static str) -> impl FnOnce(io::Error) -> CacheError {
    let path: PathBuf = path.into();
    move |source| CacheError::Disk { path, action, source }
}

/// What a file says of itself; `None` for one that another process has removed meanwhile.
fn told(file: &Stored, header: io::Result<Result<AnyHeader, String>>) -> Option<CacheEntry> {
    let header = match header {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => Err(format!("cannot be read: {error}")),
        Ok(header) => header,
    };
    let key = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let since = file.last_used.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let entry = CacheEntry {
        kind: file.kind.name(),
        key,
        about: String::new(),
        bytes: file.bytes,
        created_unix_seconds: None,
        last_used_unix_seconds: since.as_secs(),
        compile_seconds: None,
        damage: None,
    };
    Some(match header {
        Err(damage) => CacheEntry { damage: Some(damage), ..entry },
        Ok(header) => CacheEntry {
            about: about(file.kind, &header),
            created_unix_seconds: Some(header.created),
            compile_seconds: header.answer["compile_seconds"].as_f64(),
            ..entry
        },
    })
}

fn about(kind: Kind, header: &AnyHeader) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let place = |place: &Value| match place["compile_for"]["client"]["cpu_device_count"].as_u64() {
        Some(1) => "1 virtual CPU device".to_owned(),
        Some(count) => format!("{count} virtual CPU devices"),
        None => text(&place["compile_for"]["topology"]["name"]),
    };
    let Header { question, answer, .. } = header;
    match kind {
        Kind::Executable => format!("{} for {}", text(&answer["name"]), place(&question["place"])),
        Kind::Platform => place(question),
        Kind::Library => text(&question["path"]),
    }
}

/// The header alone, without what stands behind it.
fn read_header(path: &Path) -> io::Result<Result<AnyHeader, String>> {
    let mut file = File::open(path)?;
    let mut head = [0; HEAD_BYTES];
    let whole = file.metadata()?.len();
    if whole < HEAD_BYTES as u64 {
        return Ok(Err("ends too early".to_owned()));
    }
    file.read_exact(&mut head)?;
    let length = match record::header_length(&head) {
        Ok(length) if length as u64 <= whole => length as u64,
        Ok(length) => return Ok(Err(format!("has {whole} bytes, its header alone {length}"))),
        Err(damage) => return Ok(Err(damage)),
    };
    let mut text = Vec::new();
    file.take(length).read_to_end(&mut text)?;
    Ok(record::header(&text))
}

fn read_whole(path: &Path) -> io::Result<Result<AnyHeader, String>> {
    let bytes = std::fs::read(path)?;
    let header = record::open::<Value, Value>(&bytes).map(|record| record.header);
    Ok(header.and_then(|header| {
        let wanted = record::name_of(&header.question).map_err(|error| error.to_string())?;
        let named = path.file_name().is_some_and(|name| name.to_string_lossy() == wanted);
        if named { Ok(header) } else { Err(format!("answers the question {wanted}")) }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(folder.path().join("compiled"), 1 << 20);
        for name in ["a", "b", "c"] {
            let question = serde_json::json!({ "path": name });
            cache.put(Kind::Library, &question, &"hash", &[&[1; 500]]);
        }
        (folder, cache)
    }

    #[test]
    fn a_cache_that_is_not_there_is_empty() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(folder.path().join("gone"), 1);
        assert_eq!(cache.list().expect("a list"), []);
        assert_eq!(cache.prune(0).expect("pruned"), Pruned::default());
    }

    #[test]
    fn a_list_tells_what_each_file_is_of() {
        let (_folder, cache) = filled();
        let listed = cache.list().expect("a list");
        let mut abouts: Vec<_> = listed.iter().map(|entry| entry.about.as_str()).collect();
        abouts.sort_unstable();
        assert_eq!(abouts, ["a", "b", "c"]);
        assert!(listed.iter().all(|entry| entry.damage.is_none() && entry.bytes > 500));
        assert_eq!(listed, cache.verify().expect("a list"));
    }

    #[test]
    fn damage_is_found_and_pruned() {
        let (_folder, cache) = filled();
        let path = &cache.stored().expect("files")[0].path;
        let mut bytes = std::fs::read(path).expect("bytes");
        let last = bytes.len() - 40;
        bytes[last] ^= 1;
        std::fs::write(path, bytes).expect("written");
        let damaged = |entries: Vec<CacheEntry>| {
            entries.into_iter().filter(|entry| entry.damage.is_some()).count()
        };
        assert_eq!(damaged(cache.list().expect("a list")), 0, "whose hash is not computed");
        assert_eq!(damaged(cache.verify().expect("a list")), 1);
        let pruned = cache.prune(u64::MAX).expect("pruned");
        assert_eq!((pruned.removed_files, pruned.kept_files), (1, 2));
        let pruned = cache.prune(pruned.kept_bytes - 1).expect("pruned");
        assert_eq!((pruned.removed_files, pruned.kept_files), (1, 1));
        assert_eq!(cache.prune(0).expect("pruned").kept_bytes, 0);
    }
}
