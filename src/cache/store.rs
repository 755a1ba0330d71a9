//! Puts answers into files, finds them again, and lets the oldest go.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::fs::{FlockOperation, flock};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Cache;
use super::record::{self, Record};

/// How old a temporary file must be to be one that its process left behind.
const ABANDONED: Duration = Duration::from_secs(3600);
pub(super) const TEMPORARY: &str = ".vqbit-";

/// What a file answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What a compiler made of a program.
    Executable,
    /// What a plugin says of a topology, or of its host.
    Platform,
    /// The hash of a plugin's library.
    Library,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 3] = [Kind::Executable, Kind::Platform, Kind::Library];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Executable => "executable",
            Kind::Platform => "platform",
            Kind::Library => "library",
        }
    }
}

/// A file of the cache as the disk knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) kind: Kind,
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
    pub(super) last_used: SystemTime,
}

impl Cache {
    /// The answer to a question, if it is here and whole; one that is not is removed.
    pub(super) fn get<Q, A>(&self, kind: Kind, question: &Q) -> Option<Record<Q, A>>
    where
        Q: Serialize + DeserializeOwned + PartialEq,
        A: DeserializeOwned,
    {
        let path = self.path_of(kind, &record::name_of(question).ok()?);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => {
                tracing::warn!("cache {}: cannot be read: {error}", path.display());
                return None;
            }
        };
        let found = record::open::<Q, A>(&bytes).and_then(|found| {
            let same = found.header.question == *question;
            if same { Ok(found) } else { Err("answers another question".to_owned()) }
        });
        match found {
            Ok(found) => {
                touch(&path);
                Some(found)
            }
            Err(damage) => {
                tracing::warn!("cache {}: {damage}; it is made anew", path.display());
                let _ = fs::remove_file(&path);
                None
            }
        }
    }

    /// Keeps an answer. A disk that says no costs the next process some time, and nothing else.
    pub(super) fn put<Q: Serialize, A: Serialize>(
        &self,
        kind: Kind,
        question: &Q,
        answer: &A,
        blobs: &[&[u8]],
    ) {
        let kept = self.write(kind, question, answer, blobs);
        let kept = kept.and_then(|()| self.shrink(self.limit_bytes()));
        if let Err(error) = kept {
            tracing::warn!("cache {}: cannot be written: {error}", self.folder().display());
        }
    }

    fn write<Q: Serialize, A: Serialize>(
        &self,
        kind: Kind,
        question: &Q,
        answer: &A,
        blobs: &[&[u8]],
    ) -> io::Result<()> {
        let created = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let bytes = record::seal(question, answer, created.as_secs(), blobs)?;
        if bytes.len() as u64 > self.limit_bytes() {
            return Ok(());
        }
        let path = self.path_of(kind, &record::name_of(question)?);
        let folder = path.parent().unwrap_or(self.folder());
        fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
        io::Write::write_all(&mut file, &bytes)?;
        file.persist(&path)?;
        Ok(())
    }

    /// Removes the files that were not used for longest until the rest has at most `limit` bytes.
    ///
    /// One process at a time: two would each count what the other is about to remove.
    pub(super) fn shrink(&self, limit: u64) -> io::Result<()> {
        // Nothing may have been written yet, where the first entry is over the limit.
        fs::create_dir_all(self.folder())?;
        let lock = File::create(self.folder().join("lock"))?;
        flock(&lock, FlockOperation::LockExclusive)?;
        let mut stored = self.stored()?;
        stored.sort_by(|a, b| (b.last_used, &b.path).cmp(&(a.last_used, &a.path)));
        let mut bytes = 0;
        for file in stored {
            bytes += file.bytes;
            if bytes > limit {
                remove(&file.path)?;
            }
        }
        Ok(())
    }

    /// All files, in the order of their kinds and names; temporary ones that nobody will ever move
    /// into place are removed on the way.
    pub(super) fn stored(&self) -> io::Result<Vec<Stored>> {
        let mut stored = Vec::new();
        for kind in Kind::ALL {
            let entries = match fs::read_dir(self.folder().join(kind.name())) {
                Ok(entries) => entries,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            for entry in entries {
                let path = entry?.path();
                // Another process may remove it meanwhile.
                let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
                let last_used = metadata.modified()?;
                if is_temporary(&path) {
                    let age = SystemTime::now().duration_since(last_used).unwrap_or_default();
                    if age > ABANDONED {
                        remove(&path)?;
                    }
                } else if metadata.is_file() {
                    stored.push(Stored { kind, path, bytes: metadata.len(), last_used });
                }
            }
        }
        stored.sort_by(|a, b| (a.kind, &a.path).cmp(&(b.kind, &b.path)));
        Ok(stored)
    }

    fn path_of(&self, kind: Kind, name: &str) -> PathBuf {
        self.folder().join(kind.name()).join(name)
    }
}

/// Notes that a file was used now; the oldest go first.
fn touch(path: &Path) {
    let now = fs::FileTimes::new().set_modified(SystemTime::now());
    if let Err(error) = File::options().append(true).open(path).and_then(|f| f.set_times(now)) {
        tracing::debug!("cache {}: cannot be touched: {error}", path.display());
    }
}

fn is_temporary(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(TEMPORARY))
}

/// Removes a file, which another process may have removed already.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(limit_bytes: u64) -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(folder.path().join("compiled"), limit_bytes);
        (folder, cache)
    }

    fn answer(cache: &Cache, question: &str) -> Option<String> {
        cache.get::<String, String>(Kind::Platform, &question.to_owned()).map(|r| r.header.answer)
    }

    fn ask(cache: &Cache, question: &str) {
        cache.put(Kind::Platform, &question, &format!("{question}!"), &[&[7; 1000]]);
    }

    fn age(cache: &Cache, question: &str, seconds: u64) {
        let path = cache.path_of(Kind::Platform, &record::name_of(&question).expect("a name"));
        let then = SystemTime::now() - Duration::from_secs(seconds);
        let file = File::options().append(true).open(path).expect("a file");
        file.set_times(fs::FileTimes::new().set_modified(then)).expect("touched");
    }

    #[test]
    fn an_answer_is_found_by_its_question_only() {
        let (_folder, cache) = cache(1 << 20);
        assert_eq!(answer(&cache, "a"), None);
        ask(&cache, "a");
        assert_eq!((answer(&cache, "a"), answer(&cache, "b")), (Some("a!".to_owned()), None));
        let other = cache.get::<String, String>(Kind::Library, &"a".to_owned());
        assert_eq!(other, None, "of another kind");
    }

    #[test]
    fn an_entry_over_the_limit_is_not_kept_and_is_no_error() {
        let (_folder, cache) = cache(10);
        ask(&cache, "a");
        assert_eq!(answer(&cache, "a"), None);
        assert!(cache.shrink(10).is_ok(), "the folder is there");
    }

    #[test]
    fn a_damaged_file_is_removed_and_made_anew() {
        let (_folder, cache) = cache(1 << 20);
        ask(&cache, "a");
        let path = cache.path_of(Kind::Platform, &record::name_of(&"a").expect("a name"));
        let mut bytes = fs::read(&path).expect("bytes");
        bytes[60] ^= 1;
        fs::write(&path, bytes).expect("written");
        assert_eq!((answer(&cache, "a"), path.exists()), (None, false));
        ask(&cache, "a");
        assert_eq!(answer(&cache, "a"), Some("a!".to_owned()));
        // A file under another's name is whole, and still no answer.
        let wrong = cache.path_of(Kind::Platform, &record::name_of(&"b").expect("a name"));
        fs::copy(&path, &wrong).expect("copied");
        assert_eq!((answer(&cache, "b"), wrong.exists()), (None, false));
    }

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let (_folder, cache) = cache(3500);
        for (question, seconds) in [("a", 30), ("b", 20), ("c", 10)] {
            ask(&cache, question);
            age(&cache, question, seconds);
        }
        assert!(answer(&cache, "a").is_some(), "which is a use");
        ask(&cache, "d");
        let left = ["a", "b", "c", "d"].map(|question| answer(&cache, question).is_some());
        assert_eq!(left, [true, false, true, true]);
        let bytes: u64 = cache.stored().expect("files").iter().map(|file| file.bytes).sum();
        assert!(bytes <= 3500, "{bytes}");
    }

    #[test]
    fn what_is_larger_than_the_limit_is_not_kept() {
        let (_folder, cache) = cache(1000);
        ask(&cache, "a");
        assert_eq!(cache.stored().expect("files"), []);
    }

    #[test]
    fn many_threads_share_a_folder() {
        let (_folder, cache) = cache(20_000);
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let cache = &cache;
                scope.spawn(move || {
                    for round in 0..40 {
                        let question = format!("{}", (thread * 7 + round) % 30);
                        let found = answer(cache, &question);
                        assert!(found.is_none_or(|found| found == format!("{question}!")));
                        ask(cache, &question);
                    }
                });
            }
        });
        let stored = cache.stored().expect("files");
        let bytes: u64 = stored.iter().map(|file| file.bytes).sum();
        assert!(bytes <= 20_000 && stored.len() > 10, "{bytes} bytes in {}", stored.len());
    }

    #[test]
    fn temporary_files_go_when_nobody_can_be_writing_them() {
        let (_folder, cache) = cache(1 << 20);
        ask(&cache, "a");
        let path = cache.folder().join("platform").join(format!("{TEMPORARY}x"));
        let file = File::create(&path).expect("a file");
        assert_eq!((cache.stored().expect("files").len(), path.exists()), (1, true));
        let then = SystemTime::now() - 2 * ABANDONED;
        file.set_times(fs::FileTimes::new().set_modified(then)).expect("touched");
        assert_eq!((cache.stored().expect("files").len(), path.exists()), (1, false));
    }
}
