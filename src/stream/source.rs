//! The rows of one tensor, in the files that they lie in.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::ir::shape::Shape;
use crate::stream::error::StreamError;
use crate::tensor::array::Tensor;
use crate::tensor::npy_rows::NpyRows;

/// The rows of a tensor in one `.npy` file, or in all those of a folder in the order of their names.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    /// One row as the step takes it: its type, and its dimensions without the first.
    row: Shape,
    shards: Vec<Shard>,
}

/// One file of a source.
#[derive(Debug, Clone)]
struct Shard {
    rows: NpyRows,
    /// The number of its first row in the source.
    first: usize,
    identity: ShardIdentity,
}

/// What tells one file of a source from another, or from itself when it was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardIdentity {
    /// Its name, without the folder.
    pub file: String,
    /// How many rows it has.
    pub rows: usize,
    /// Its size.
    pub bytes: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub modified_nanoseconds: u64,
}

impl Source {
    /// Opens the rows of the tensor `name`: reads every file's header, and no row.
    ///
    /// `row` is one row as the step takes it. Its dimensions of size 1 may be left out in files;
    /// with `cast`, floats of another type are rounded to its type.
    ///
    /// # Errors
    /// There is no such file; one of another format, cut short, or of other rows; no row at all.
    pub fn open(name: &str, path: &Path, row: &Shape, cast: bool) -> Result<Self, StreamError> {
        let mut shards = Vec::new();
        let mut first = 0;
        for path in files(path)? {
            let rows = NpyRows::open(&path)?;
            check_rows(name, &rows, row, cast)?;
            let identity = identity(&path, rows.count())?;
            let count = rows.count();
            shards.push(Shard { rows, first, identity });
            first += count;
        }
        if first == 0 {
            return Err(StreamError::Empty { name: name.to_owned(), path: path.to_owned() });
        }
        Ok(Source { name: name.to_owned(), row: row.clone(), shards })
    }

    /// The tensor.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.shards.last().map_or(0, |last| last.first + last.rows.count())
    }

    /// The files, in the order of their rows.
    pub fn identities(&self) -> Vec<ShardIdentity> {
        self.shards.iter().map(|shard| shard.identity.clone()).collect()
    }

    /// The rows from `start` on, so many of them, as the step takes them.
    ///
    /// # Errors
    /// A file cannot be read or changed since it was opened.
    pub fn read(&self, start: usize, count: usize) -> Result<Tensor, StreamError> {
        let end = start + count;
        let mut parts = Vec::new();
        for shard in &self.shards {
            let (from, to) = (start.max(shard.first), end.min(shard.first + shard.rows.count()));
            if from < to {
                let part = shard.rows.read(from - shard.first, to - from)?;
                parts.push(self.as_taken(part, to - from)?);
            }
        }
        match parts.len() {
            1 => Ok(parts.remove(0)),
            _ => Ok(Tensor::joined(&parts, 0)?),
        }
    }

    /// Rows of a file with the type and the dimensions that the step wants.
    fn as_taken(&self, part: Tensor, count: usize) -> Result<Tensor, StreamError> {
        let wanted = self.row.element_type;
        let part =
            if part.shape().element_type == wanted { part } else { part.convert_to(wanted)? };
        let dims = [&[count], &self.row.dims[..]].concat();
        Ok(Tensor::new(Shape::new(wanted, &dims), part.into_bytes())?)
    }
}

/// The `.npy` files of a place, by name.
fn files(path: &Path) -> Result<Vec<PathBuf>, StreamError> {
    let wrong = |found| Err(StreamError::NoSource { path: path.to_owned(), found });
    let is_npy = |path: &Path| path.extension().is_some_and(|ending| ending == "npy");
    if !path.is_dir() {
        return match (path.exists(), is_npy(path)) {
            (false, _) => wrong("no such file or folder"),
            (true, false) => wrong("a file of another ending"),
            (true, true) => Ok(vec![path.to_owned()]),
        };
    }
    let disk = |source| StreamError::Disk { path: path.to_owned(), action: "list", source };
    let entries = fs::read_dir(path).map_err(disk)?;
    let entries = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut files = entries.collect::<Result<Vec<PathBuf>, _>>().map_err(disk)?;
    files.retain(|path| is_npy(path));
    files.sort();
    if files.is_empty() { wrong("a folder without .npy files") } else { Ok(files) }
}

/// Whether a file's rows are those of the tensor.
fn check_rows(name: &str, rows: &NpyRows, row: &Shape, cast: bool) -> Result<(), StreamError> {
    let found = rows.shape();
    let without_ones =
        |dims: &[usize]| dims.iter().copied().filter(|&n| n != 1).collect::<Vec<_>>();
    let same_dims = without_ones(&found.dims[1..]) == without_ones(&row.dims);
    let same_type = found.element_type == row.element_type;
    let both_float = found.element_type.is_float() && row.element_type.is_float();
    if same_dims && (same_type || cast && both_float) {
        return Ok(());
    }
    let dims: Vec<String> = row.dims.iter().map(usize::to_string).collect();
    let hint = if same_dims && both_float { " (--cast rounds floats)" } else { "" };
    Err(StreamError::OtherRows {
        path: rows.path().to_owned(),
        name: name.to_owned(),
        found: found.clone(),
        wanted: format!("{}[N,{}]", row.element_type, dims.join(",")).replace(",]", "]"),
        hint,
    })
}

fn identity(path: &Path, rows: usize) -> Result<ShardIdentity, StreamError> {
    let disk = |source| StreamError::Disk { path: path.to_owned(), action: "read", source };
    let metadata = fs::metadata(path).map_err(disk)?;
    let modified = metadata.modified().map_err(disk)?;
    let since = modified.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    let since = u64::try_from(since).unwrap_or(u64::MAX);
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok(ShardIdentity { file, rows, bytes: metadata.len(), modified_nanoseconds: since })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::shape::ElementType;
    use crate::tensor::npy::write_npy;

    const F32: ElementType = ElementType::F32;

    /// A folder of files with so many rows each, all rows counted through.
    fn shards(counts: &[usize]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let mut next = 0.0;
        for (number, &count) in counts.iter().enumerate() {
            let mut value = || {
                next += 1.0;
                next
            };
            let values: Vec<f32> = (0..count * 2).map(|_| value()).collect();
            let rows = Tensor::from_f32(&[count, 2], &values).expect("rows");
            write_npy(&folder.path().join(format!("{number}.npy")), &rows).expect("written");
        }
        std::fs::write(folder.path().join("README"), "no rows").expect("written");
        folder
    }

    fn message(folder: &tempfile::TempDir, path: &Path, row: &Shape, cast: bool) -> String {
        let error = Source::open("inputs", path, row, cast).expect_err("an error").to_string();
        error.replace(&folder.path().display().to_string(), "F")
    }

    #[test]
    fn rows_go_through_the_files_in_the_order_of_their_names() {
        let folder = shards(&[3, 0, 1, 4]);
        let row = Shape::new(F32, &[1, 2]);
        let source = Source::open("inputs", folder.path(), &row, false).expect("a source");
        assert_eq!(source.count(), 8);
        let read = source.read(2, 4).expect("rows");
        let wanted = [5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0];
        assert_eq!(read, Tensor::from_f32(&[4, 1, 2], &wanted).expect("rows"));
        let rounded =
            Source::open("inputs", folder.path(), &row.with_type(ElementType::Bf16), true);
        let read = rounded.and_then(|source| source.read(0, 8)).expect("rows");
        assert_eq!(read.shape().to_string(), "bf16[8,1,2]");
        // And back from bf16, exactly.
        write_npy(&folder.path().join("0.npy"), &read.stretch(0, 0..3).expect("rows"))
            .expect("written");
        let widened = Source::open("inputs", folder.path(), &row, true).expect("a source");
        let wanted = Tensor::from_f32(&[4, 1, 2], &wanted).expect("rows");
        assert_eq!(widened.read(2, 4).expect("rows"), wanted);
        assert_eq!(source.identities().iter().map(|i| i.rows).collect::<Vec<_>>(), [3, 0, 1, 4]);
    }

    #[test]
    fn what_has_no_such_rows_is_told_with_its_file() {
        let folder = shards(&[3, 2]);
        let (at, row) = (|name: &str| folder.path().join(name), Shape::new(F32, &[1, 2]));
        let wide = Tensor::from_f32(&[1, 3], &[0.0; 3]).expect("a row");
        write_npy(&at("1.npy"), &wide).expect("written");
        assert_eq!(
            message(&folder, folder.path(), &row, false),
            "F/1.npy: tensor inputs: found f32[1,3], wanted f32[N,1,2] for rows of any number N"
        );
        let rounded = row.with_type(ElementType::Bf16);
        assert_eq!(
            message(&folder, &at("0.npy"), &rounded, false),
            "F/0.npy: tensor inputs: found f32[3,2], wanted bf16[N,1,2] for rows of any number N \
             (--cast rounds floats)"
        );
        assert_eq!(
            message(&folder, &at("gone"), &row, false),
            "F/gone: found no such file or folder, wanted a .npy file or a folder of them"
        );
        assert_eq!(
            message(&folder, &at("README"), &row, false),
            "F/README: found a file of another ending, wanted a .npy file or a folder of them"
        );
        let empty = shards(&[0]);
        assert_eq!(
            message(&empty, empty.path(), &row, false),
            "inputs: found no row in F, wanted one at least"
        );
    }
}
