//! The folder that a stream is written to: arrays of their whole length, a state, a journal.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::files::sync_folder;
use crate::ir::shape::Shape;
use crate::stream::error::StreamError;
use crate::stream::journal::{Begun, JOURNAL, Journal};
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::files::write_safetensors;
use crate::tensor::npy_rows::{NpyRowsWriter, npy_bytes};

/// What an array's file is called until all its rows are there.
const PARTIAL: &str = ".npy.partial";
/// The state after the last row.
pub const STATE: &str = "state.safetensors";

/// A folder that a stream is written to; no other process writes to it meanwhile.
#[derive(Debug)]
pub struct Sink {
    folder: PathBuf,
    journal: Journal,
    arrays: BTreeMap<String, NpyRowsWriter>,
    /// Held for its lock.
    _lock: File,
}

impl Sink {
    /// Opens a folder for a stream of so many rows with outputs of these shapes: an empty one, or
    /// one of the same stream that was interrupted or is finished. With `restart` whatever an
    /// earlier stream wrote there goes first.
    ///
    /// # Errors
    /// Something else is in the folder, another process writes there, the earlier stream was begun
    /// with something else or its files are not as it left them, or the disk says no.
    pub fn open(
        folder: &Path,
        begun: Begun,
        rows: usize,
        outputs: &BTreeMap<String, Shape>,
        restart: bool,
    ) -> Result<Self, StreamError> {
        let lock = locked(folder)?;
        let is_cleared = restart && remove(folder)?;
        let found = if is_cleared { None } else { Journal::read(folder)? };
        let journal = match found {
            Some(journal) => {
                journal.check(folder, &begun)?;
                journal
            }
            None => {
                // First of all: what is in the folder from now on is a stream's.
                let state = None;
                let journal =
                    Journal { begun, rows, rows_done: 0, batches_done: 0, state, finished: false };
                journal.write(folder)?;
                journal
            }
        };
        let arrays = arrays(folder, &journal, outputs)?;
        Ok(Sink { folder: folder.to_owned(), journal, arrays, _lock: lock })
    }

    /// How far it is.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The file of the state after the rows that are done; none where there is no state yet.
    pub fn state(&self) -> Option<PathBuf> {
        let path = self.folder.join(self.journal.state.as_ref()?);
        let last = self.folder.join(STATE);
        // A kill may have come between its last name and the journal's word of it.
        let is_renamed = self.journal.is_whole() && !path.exists() && last.exists();
        Some(if is_renamed { last } else { path })
    }

    /// The file of an output once the stream is finished.
    pub fn file(&self, output: &str) -> PathBuf {
        self.folder.join(format!("{output}.npy"))
    }

    /// Writes what came of a batch: arrays row by row from `row` on, scalars in the place of `batch`.
    ///
    /// # Errors
    /// The disk says no.
    pub fn write(
        &self,
        (row, batch): (usize, usize),
        outputs: &BTreeMap<String, Tensor>,
    ) -> Result<(), StreamError> {
        for (name, tensor) in outputs {
            let Some(array) = self.arrays.get(name) else { continue };
            if tensor.shape().rank() == 0 {
                let shape = Shape::new(tensor.shape().element_type, &[1]);
                array.write(batch, &Tensor::new(shape, tensor.bytes().to_vec())?)?;
            } else {
                array.write(row, tensor)?;
            }
        }
        Ok(())
    }

    /// Says that so many rows in so many batches are done, with this state after them (and
    /// metadata for its file), once all of that is on the disk.
    ///
    /// # Errors
    /// The disk says no.
    pub fn commit(
        &mut self,
        (rows, batches): (usize, usize),
        state: &BTreeMap<String, Tensor>,
        metadata: &BTreeMap<String, String>,
    ) -> Result<(), StreamError> {
        for array in self.arrays.values() {
            array.sync()?;
        }
        let old = self.journal.state.clone();
        if !state.is_empty() {
            let name = format!("state-{rows}.safetensors");
            let path = self.folder.join(&name);
            write_safetensors(&path, state, metadata)?;
            let synced = File::open(&path).and_then(|file| file.sync_all());
            synced.map_err(|source| StreamError::Disk { path, action: "write", source })?;
            self.journal.state = Some(name);
        }
        (self.journal.rows_done, self.journal.batches_done) = (rows, batches);
        self.journal.write(&self.folder)?;
        if let Some(old) = old.filter(|old| Some(old) != self.journal.state.as_ref()) {
            // One that stays behind is no harm, and goes with the next end or restart.
            let _ = fs::remove_file(self.folder.join(old));
        }
        Ok(())
    }

    /// Gives all files their last names. A kill between two of them is made good by the next call.
    ///
    /// # Errors
    /// The disk says no.
    pub fn finish(&mut self) -> Result<(), StreamError> {
        if self.journal.finished {
            return Ok(());
        }
        self.arrays.clear();
        for name in self.journal.begun.outputs.keys() {
            self.rename(&format!("{name}{PARTIAL}"), &format!("{name}.npy"))?;
        }
        if let Some(state) = self.journal.state.clone().filter(|name| name != STATE) {
            self.rename(&state, STATE)?;
            self.journal.state = Some(STATE.to_owned());
        }
        let disk =
            |source| StreamError::Disk { path: self.folder.clone(), action: "write", source };
        sync_folder(&self.folder).map_err(disk)?;
        self.journal.finished = true;
        self.journal.write(&self.folder)?;
        remove_those(&self.folder, is_old_state)
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), StreamError> {
        let (from, to) = (self.folder.join(from), self.folder.join(to));
        if !from.exists() && to.exists() {
            return Ok(());
        }
        let disk = |source| StreamError::Disk { path: from.clone(), action: "rename", source };
        fs::rename(&from, &to).map_err(disk)
    }
}

/// A folder, made where there is none, that no other process streams into while the file is open.
fn locked(folder: &Path) -> Result<File, StreamError> {
    let disk = |action| move |source| StreamError::Disk { path: folder.to_owned(), action, source };
    fs::create_dir_all(folder).map_err(disk("create"))?;
    let lock = File::open(folder).map_err(disk("read"))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StreamError::Busy { folder: folder.to_owned() }),
        Err(TryLockError::Error(source)) => Err(disk("lock")(source)),
    }
}

/// The outputs' files as they are written on; none where all rows are there. Those of an earlier
/// call must be as it left them: nothing else would tell of a hole in them.
fn arrays(
    folder: &Path,
    journal: &Journal,
    outputs: &BTreeMap<String, Shape>,
) -> Result<BTreeMap<String, NpyRowsWriter>, StreamError> {
    let is_new = journal.rows_done == 0;
    let mut arrays = BTreeMap::new();
    for (name, shape) in outputs {
        let partial = folder.join(format!("{name}{PARTIAL}"));
        let last = folder.join(format!("{name}.npy"));
        if journal.is_whole() {
            // A kill may have come between the last names of two files.
            let is_renamed = journal.finished || !partial.exists() && last.exists();
            check_size(if is_renamed { &last } else { &partial }, shape)?;
            continue;
        }
        if !is_new {
            check_size(&partial, shape)?;
        }
        let array = NpyRowsWriter::open(&partial, shape, is_new).map_err(|error| {
            let is_other = matches!(error, TensorError::Format { .. });
            if is_other { StreamError::not_taken_up(error) } else { error.into() }
        })?;
        arrays.insert(name.clone(), array);
    }
    Ok(arrays)
}

/// Whether a file is there with the size of this array's, which it has from its first row on.
fn check_size(path: &Path, shape: &Shape) -> Result<(), StreamError> {
    let disk = |source| StreamError::Disk { path: path.to_owned(), action: "read", source };
    let bytes = npy_bytes(shape).map_err(disk)?;
    let found = match fs::metadata(path) {
        Ok(file) if file.is_file() && file.len() == bytes => return Ok(()),
        Ok(file) if file.is_file() => format!("{} bytes", file.len()),
        Ok(_) => "no regular file".to_owned(),
        Err(error) if error.kind() == ErrorKind::NotFound => "no such file".to_owned(),
        Err(error) => return Err(disk(error)),
    };
    let wanted = format!("{bytes} bytes of {shape}");
    Err(StreamError::Damaged { path: path.to_owned(), found, wanted })
}

/// Removes what an earlier stream wrote to a folder that has its journal, the journal last; whether
/// there was one.
fn remove(folder: &Path) -> Result<bool, StreamError> {
    let path = folder.join(JOURNAL);
    if !path.is_file() {
        return Ok(false);
    }
    // One of another version, or broken, still says that the folder is a stream's.
    let outputs = match Journal::read(folder) {
        Ok(journal) => journal.map(|journal| journal.begun.outputs).unwrap_or_default(),
        Err(StreamError::Journal { .. }) => BTreeMap::new(),
        Err(error) => return Err(error),
    };
    remove_those(folder, |name| {
        let array = name.strip_suffix(".npy").or_else(|| name.strip_suffix(PARTIAL));
        array.is_some_and(|array| outputs.contains_key(array) || name.ends_with(PARTIAL))
            || name == STATE
            || is_old_state(name)
    })?;
    let disk = |source| StreamError::Disk { path: path.clone(), action: "remove", source };
    fs::remove_file(&path).map_err(disk)?;
    Ok(true)
}

/// Whether a file is a state in the midst of a stream.
fn is_old_state(name: &str) -> bool {
    let rows = name.strip_prefix("state-").and_then(|name| name.strip_suffix(".safetensors"));
    rows.is_some_and(|rows| rows.bytes().all(|digit| digit.is_ascii_digit()))
}

fn remove_those(folder: &Path, goes: impl Fn(&str) -> bool) -> Result<(), StreamError> {
    let disk = |source| StreamError::Disk { path: folder.into(), action: "clear", source };
    for entry in fs::read_dir(folder).map_err(disk)? {
        let entry = entry.map_err(disk)?;
        if goes(&entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path()).map_err(disk)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::shape::ElementType;
    use crate::tensor::files::TensorFile;
    use crate::tensor::npy::read_npy;

    fn shapes() -> BTreeMap<String, Shape> {
        let shape = |element_type, dims: &[usize]| Shape::new(element_type, dims);
        BTreeMap::from([
            ("codes".to_owned(), shape(ElementType::S32, &[5, 1])),
            ("loss".to_owned(), shape(ElementType::F32, &[3])),
        ])
    }

    fn open(folder: &Path, job: &str, restart: bool) -> Result<Sink, StreamError> {
        let begun = Begun {
            vqbit_version: "0".to_owned(),
            job: BTreeMap::from([("step".to_owned(), job.to_owned())]),
            batches: vec![2],
            format: "stablehlo".to_owned(),
            plugin_sha256: String::new(),
            tensors: BTreeMap::new(),
            sources: BTreeMap::new(),
            outputs: shapes()
                .iter()
                .map(|(name, shape)| (name.clone(), shape.to_string()))
                .collect(),
        };
        Sink::open(folder, begun, 5, &shapes(), restart)
    }

    fn batch(first: i32, count: usize) -> BTreeMap<String, Tensor> {
        let codes: Vec<i32> = (first..).take(count).collect();
        let codes = Tensor::from_s32(&[count, 1], &codes).expect("codes");
        let loss = Tensor::from_f32(&[], &[1.5]).expect("a loss");
        BTreeMap::from([("codes".to_owned(), codes), ("loss".to_owned(), loss)])
    }

    fn state(steps: i32) -> BTreeMap<String, Tensor> {
        let steps = Tensor::from_s32(&[], &[steps]).expect("a state");
        BTreeMap::from([("steps".to_owned(), steps)])
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<String> =
            entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_was_committed_is_taken_up_and_what_was_not_is_written_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let none = BTreeMap::new();
        let mut sink = open(folder.path(), "a", false).expect("a sink");
        sink.write((0, 0), &batch(0, 2)).expect("written");
        sink.commit((2, 1), &state(1), &none).expect("on the disk");
        sink.write((2, 1), &batch(90, 2)).expect("written and lost");
        assert!(matches!(open(folder.path(), "a", false), Err(StreamError::Busy { .. })));
        drop(sink);
        let wanted =
            ["codes.npy.partial", "journal.json", "loss.npy.partial", "state-2.safetensors"];
        assert_eq!(names(folder.path()), wanted);
        let mut sink = open(folder.path(), "a", false).expect("taken up");
        assert_eq!((sink.journal().rows_done, sink.journal().batches_done), (2, 1));
        let found = TensorFile::read(&sink.state().expect("a state")).expect("a file");
        assert_eq!(found.tensors().expect("tensors"), state(1));
        sink.write((2, 1), &batch(2, 2)).expect("written");
        sink.write((4, 2), &batch(4, 1)).expect("written");
        sink.commit((5, 3), &state(3), &none).expect("on the disk");
        drop(sink); // killed between the last row and the last names
        let mut sink = open(folder.path(), "a", false).expect("taken up");
        sink.finish().expect("finished");
        assert_eq!(names(folder.path()), ["codes.npy", "journal.json", "loss.npy", STATE]);
        let codes = read_npy(&sink.file("codes")).expect("codes");
        assert_eq!(codes, Tensor::from_s32(&[5, 1], &[0, 1, 2, 3, 4]).expect("codes"));
        let losses = read_npy(&sink.file("loss")).expect("losses");
        assert_eq!(losses, Tensor::from_f32(&[3], &[1.5; 3]).expect("losses"));
        drop(sink);
        assert!(open(folder.path(), "a", false).expect("finished").journal().finished);
    }

    /// A stream's files by their names, damaged one after another, and what is said of it.
    #[test]
    fn what_is_not_as_an_earlier_call_left_it_is_told_and_begun_anew_when_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let said = || {
            let error = open(folder.path(), "a", false).expect_err("an error").to_string();
            let error = error.strip_suffix(": begin anew with --restart").expect("what to do");
            error.replace(&format!("{}/", folder.path().display()), "")
        };
        let damaged = |name: &str, header: &str| {
            let whole = fs::read(at(name)).expect("a file");
            fs::write(at(name), &whole[1..]).expect("cut short");
            assert_eq!(said(), format!("{name}: found 147 bytes, wanted 148 bytes of s32[5,1]"));
            fs::remove_file(at(name)).expect("removed");
            assert_eq!(said(), format!("{name}: found no such file, wanted 148 bytes of s32[5,1]"));
            fs::create_dir(at(name)).expect("a folder");
            assert_eq!(
                said(),
                format!("{name}: found no regular file, wanted 148 bytes of s32[5,1]")
            );
            fs::remove_dir(at(name)).expect("removed");
            if !header.is_empty() {
                fs::write(at(name), vec![0; whole.len()]).expect("another header");
                assert_eq!(said(), format!("{name}: {header}"));
            }
            fs::write(at(name), whole).expect("as it was");
        };
        let mut sink = open(folder.path(), "a", false).expect("a sink");
        sink.commit((4, 2), &BTreeMap::new(), &BTreeMap::new()).expect("on the disk");
        drop(sink);
        damaged("codes.npy.partial", "not a npy file: it was not begun for s32[5,1]");
        let mut sink = open(folder.path(), "a", false).expect("taken up");
        sink.commit((5, 3), &BTreeMap::new(), &BTreeMap::new()).expect("on the disk");
        drop(sink); // killed before the last names
        damaged("codes.npy.partial", "");
        let mut sink = open(folder.path(), "a", false).expect("taken up");
        sink.finish().expect("finished");
        drop(sink);
        damaged("codes.npy", "");
        fs::remove_file(at("codes.npy")).expect("removed");
        let sink = open(folder.path(), "a", true).expect("begun anew");
        assert_eq!(sink.journal().rows_done, 0);
    }

    #[test]
    fn another_stream_is_begun_in_its_place_only_when_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut sink = open(folder.path(), "a", false).expect("a sink");
        sink.commit((4, 2), &state(2), &BTreeMap::new()).expect("on the disk");
        drop(sink);
        fs::write(folder.path().join("notes"), "mine").expect("written");
        assert!(matches!(open(folder.path(), "b", false), Err(StreamError::Changed { .. })));
        let sink = open(folder.path(), "b", true).expect("a sink");
        assert_eq!((sink.journal().rows_done, sink.state()), (0, None));
        let wanted = ["codes.npy.partial", "journal.json", "loss.npy.partial", "notes"];
        assert_eq!(names(folder.path()), wanted);
    }
}
