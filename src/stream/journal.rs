//! How far a stream is on the disk, and what it was begun with.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::files::write_durably;
use crate::stream::error::StreamError;
use crate::stream::source::ShardIdentity;

/// The journal's file in the folder of a stream.
pub const JOURNAL: &str = "journal.json";
/// What temporary files begin with, which a kill may leave behind.
const TEMPORARY: &str = ".vqbit-";

/// What a stream is begun with; all of it decides the bits that come out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The version that began it.
    pub vqbit_version: String,
    /// The job's keys by their paths, and their values.
    pub job: BTreeMap<String, String>,
    /// The sizes of its buckets.
    pub batches: Vec<usize>,
    /// The format handed to the plugin's compiler.
    pub format: String,
    /// SHA-256 of the plugin's library.
    pub plugin_sha256: String,
    /// SHA-256 of each tensor that is the same for all batches, as it was at the beginning.
    pub tensors: BTreeMap<String, String>,
    /// The files of each tensor that is streamed.
    pub sources: BTreeMap<String, Vec<ShardIdentity>>,
    /// The shape of each output that is written, over all rows.
    pub outputs: BTreeMap<String, String>,
}

/// A stream's journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// What it was begun with.
    pub begun: Begun,
    /// How many rows there are.
    pub rows: usize,
    /// How many of them are done: whatever came of them is on the disk.
    pub rows_done: usize,
    /// In how many batches.
    pub batches_done: usize,
    /// The file of the state after these rows, where the step has one.
    pub state: Option<String>,
    /// Whether all files have their last names.
    pub finished: bool,
}

impl Journal {
    /// Whether all rows are done.
    pub(super) fn is_whole(&self) -> bool {
        self.rows_done == self.rows
    }

    /// The journal of a folder; none where nothing is in it.
    ///
    /// # Errors
    /// Something else is in the folder, or the journal is none of this version.
    pub fn read(folder: &Path) -> Result<Option<Self>, StreamError> {
        let path = folder.join(JOURNAL);
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map(Some)
                .map_err(|reason| StreamError::Journal { path, reason }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                check_empty(folder).map(|()| None)
            }
            Err(source) => Err(StreamError::Disk { path, action: "read", source }),
        }
    }

    /// Writes the journal in one move, and waits until it is on the disk.
    ///
    /// # Errors
    /// The disk says no.
    pub fn write(&self, folder: &Path) -> Result<(), StreamError> {
        let path = folder.join(JOURNAL);
        let text = serde_json::to_string_pretty(self).map_err(std::io::Error::from);
        text.and_then(|text| write_durably(&path, &[text.as_bytes()]))
            .map_err(|source| StreamError::Disk { path, action: "write", source })
    }

    /// Whether a stream that is begun with `now` is the one of this journal.
    ///
    /// # Errors
    /// The first difference.
    pub fn check(&self, folder: &Path, now: &Begun) -> Result<(), StreamError> {
        let text = |what: &str| what.to_owned();
        let mut pairs = vec![
            (text("vqbit"), &self.begun.vqbit_version, &now.vqbit_version),
            (text("a program in"), &self.begun.format, &now.format),
            (text("a plugin of SHA-256"), &self.begun.plugin_sha256, &now.plugin_sha256),
        ];
        let [found, wanted] = [&self.begun.batches, &now.batches].map(|sizes| format!("{sizes:?}"));
        pairs.push((text("batches"), &found, &wanted));
        let none = text("none");
        // The rows first, which what comes out follows.
        let files = |begun: &Begun| -> BTreeMap<String, String> {
            let shards = begun.sources.iter().flat_map(|(name, shards)| {
                shards.iter().map(move |shard| (format!("{} of {name}", shard.file), shard.text()))
            });
            shards.collect()
        };
        let (before, after) = (files(&self.begun), files(now));
        for name in before.keys().chain(after.keys()) {
            let of = |files| BTreeMap::get(files, name).unwrap_or(&none);
            pairs.push((name.clone(), of(&before), of(&after)));
        }
        for (what, before, now) in [
            ("the job's", &self.begun.job, &now.job),
            ("tensor", &self.begun.tensors, &now.tensors),
            ("output", &self.begun.outputs, &now.outputs),
        ] {
            for name in before.keys().chain(now.keys()) {
                let of = |tensors| BTreeMap::get(tensors, name).unwrap_or(&none);
                pairs.push((format!("{what} {name}"), of(before), of(now)));
            }
        }
        match pairs.into_iter().find(|(_, found, now)| found != now) {
            None => Ok(()),
            Some((what, found, now)) => Err(StreamError::Changed {
                folder: folder.to_owned(),
                what,
                found: found.clone(),
                now: now.clone(),
            }),
        }
    }
}

impl ShardIdentity {
    /// For messages: size and time.
    fn text(&self) -> String {
        let (rows, bytes, modified) = (self.rows, self.bytes, self.modified_nanoseconds);
        format!("({rows} rows, {bytes} bytes, changed at {modified} ns)")
    }
}

/// Whether nothing is in a folder but what a kill left of a journal's first writing.
fn check_empty(folder: &Path) -> Result<(), StreamError> {
    let disk = |source| StreamError::Disk { path: folder.into(), action: "list", source };
    for entry in fs::read_dir(folder).map_err(disk)? {
        let found = entry.map_err(disk)?.file_name().to_string_lossy().into_owned();
        if !found.starts_with(TEMPORARY) {
            return Err(StreamError::Occupied { folder: folder.into(), found });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What another call begins with.
    type Change = fn(&mut Begun);

    fn journal() -> Journal {
        let shard = |file: &str| ShardIdentity {
            file: file.to_owned(),
            rows: 4,
            bytes: 160,
            modified_nanoseconds: 5,
        };
        let map = |key: &str, value: &str| BTreeMap::from([(key.to_owned(), value.to_owned())]);
        Journal {
            begun: Begun {
                vqbit_version: "0".to_owned(),
                job: map("input.batch", "8"),
                batches: vec![2, 8],
                format: "stablehlo".to_owned(),
                plugin_sha256: "2".to_owned(),
                tensors: map("codebook", "3"),
                sources: BTreeMap::from([("inputs".to_owned(), vec![shard("a"), shard("b")])]),
                outputs: map("codes", "s32[8,1]"),
            },
            rows: 8,
            rows_done: 2,
            batches_done: 1,
            state: None,
            finished: false,
        }
    }

    #[test]
    fn a_journal_comes_back_and_a_folder_of_others_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(Journal::read(folder.path()).expect("an empty folder"), None);
        fs::write(folder.path().join(".vqbit-half"), "").expect("written");
        assert_eq!(Journal::read(folder.path()).expect("what a kill left"), None);
        journal().write(folder.path()).expect("written");
        assert_eq!(Journal::read(folder.path()).expect("a journal"), Some(journal()));
        fs::write(folder.path().join(JOURNAL), "{}").expect("written");
        let error = Journal::read(folder.path()).expect_err("no journal").to_string();
        let wanted = "is no journal of this version (missing field `begun` at line 1 column 2): \
                      begin anew with --restart";
        assert!(error.ends_with(wanted), "{error}");
        fs::remove_file(folder.path().join(JOURNAL)).expect("removed");
        fs::write(folder.path().join("thesis"), "").expect("written");
        let error = Journal::read(folder.path()).expect_err("a thesis").to_string();
        assert!(error.ends_with("holds thesis and no journal of a stream: choose another folder"));
    }

    #[test]
    fn the_first_difference_is_told() {
        let told = |change: Change| {
            let mut now = journal().begun;
            change(&mut now);
            journal().check(Path::new("out"), &now).map_err(|error| error.to_string())
        };
        assert_eq!(told(|_| ()), Ok(()));
        let end = "go on with what it was begun with, or begin anew with --restart";
        let differences: [(Change, &str); 5] = [
            (
                |now| now.job.values_mut().for_each(|value| *value = "9".to_owned()),
                "the job's input.batch 8, found 9",
            ),
            (|now| now.batches = vec![8], "batches [2, 8], found [8]"),
            (|now| now.tensors.clear(), "tensor codebook 3, found none"),
            (
                |now| {
                    now.sources.values_mut().for_each(|shards| shards[1].modified_nanoseconds = 6)
                },
                "b of inputs (4 rows, 160 bytes, changed at 5 ns), found (4 rows, 160 bytes, \
                 changed at 6 ns)",
            ),
            (
                |now| now.sources.values_mut().for_each(|shards| shards.truncate(1)),
                "b of inputs (4 rows, 160 bytes, changed at 5 ns), found none",
            ),
        ];
        for (change, wanted) in differences {
            let wanted = format!("out: the stream was begun with {wanted}: {end}");
            assert_eq!(told(change), Err(wanted));
        }
    }
}
