//! Numpy's `.npz` archives, read and written: a zip of `.npy` files.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::files::write_whole;
use crate::tensor::error::TensorError;
use crate::tensor::npy::{npy_header, stored_npy};
use crate::tensor::stored::Stored;

/// What the members of an archive end in.
const ENDING: &str = ".npy";
/// What an archive begins with: its first member.
const BEGIN: &[u8] = b"PK\x03\x04";
/// What the directory of an archive ends with, bytes of the whole record, and the most of a comment
/// after them.
const END: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
const MAX_COMMENT_BYTES: usize = 0xffff;

/// An archive in memory; an array is unpacked only when read.
#[derive(Debug, Clone)]
pub struct NpzFile {
    path: PathBuf,
    archive: ZipArchive<Cursor<Arc<[u8]>>>,
    names: Vec<String>,
}

impl NpzFile {
    /// Reads an archive, packed or not.
    ///
    /// # Errors
    /// No such file, an unreadable one, no zip archive, or one without arrays.
    pub fn read(path: &Path) -> Result<Self, TensorError> {
        let bytes = fs::read(path).map_err(|source| TensorError::read(path, source))?;
        Self::of_bytes(path, bytes)
    }

    /// What was read of a file.
    pub(crate) fn of_bytes(path: &Path, bytes: Vec<u8>) -> Result<Self, TensorError> {
        let format = |reason: String| {
            let path = path.to_owned();
            TensorError::Format { path, format: "npz", reason }
        };
        let unzip = |error: ZipError| format(error.to_string());
        if is_cut_short(&bytes) {
            let (path, found) = (path.to_owned(), bytes.len());
            let wanted = "more and the archive's directory after them";
            return Err(TensorError::NoEnd { path, found, wanted });
        }
        let archive = ZipArchive::new(Cursor::new(Arc::from(bytes))).map_err(unzip)?;
        let members: ZipResult<Vec<String>> =
            archive.file_names().map(|name| Ok(name?.into_owned())).collect();
        let members = members.map_err(unzip)?;
        let array = |member: &String| member.strip_suffix(ENDING).map(str::to_owned);
        let mut names: Vec<String> = members.iter().filter_map(array).collect();
        names.sort();
        match (names.is_empty(), members.first()) {
            (true, Some(member)) => Err(format(format!(
                "found {member} in it, wanted .npy files (a PyTorch checkpoint has to be saved as \
                 safetensors first)"
            ))),
            (true, None) => Err(format("it is an empty archive".to_owned())),
            (false, _) => Ok(NpzFile { path: path.to_owned(), archive, names }),
        }
    }

    /// The archive.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The names of the arrays.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The array of this name as it is stored.
    ///
    /// # Errors
    /// The archive has none, or one that is broken or of no numeric type.
    pub fn stored(&self, name: &str) -> Result<Stored, TensorError> {
        let member = format!("{name}{ENDING}");
        let path = self.path.join(&member);
        let mut archive = self.archive.clone(); // which shares the bytes
        let mut bytes = Vec::new();
        let mut read = || -> ZipResult<()> {
            archive.by_name(&member)?.read_to_end(&mut bytes)?;
            Ok(())
        };
        read().map_err(|error| TensorError::Format {
            path: self.path.clone(),
            format: "npz",
            reason: format!("{member}: {error}"),
        })?;
        stored_npy(&path, &bytes)
    }
}

/// Whether a file begins as an archive and does not end as one.
fn is_cut_short(bytes: &[u8]) -> bool {
    let last = bytes.len().saturating_sub(END_BYTES + MAX_COMMENT_BYTES);
    let ends = bytes[last..].windows(END_BYTES).any(|record| record.starts_with(END));
    bytes.starts_with(BEGIN) && !ends
}

/// Writes arrays as numpy's `savez` does, without packing, as [`write_whole`] does.
///
/// # Errors
/// The file cannot be written.
pub fn write_npz(path: &Path, arrays: &BTreeMap<String, Stored>) -> Result<(), TensorError> {
    let write = |source| TensorError::Write { path: path.to_owned(), source };
    let zipped = || -> ZipResult<Vec<u8>> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        // The time of zip's first day, so that the bytes depend on the arrays alone.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(zip::DateTime::default());
        for (name, array) in arrays {
            archive.start_file(format!("{name}{ENDING}"), options)?;
            archive.write_all(&npy_header(array.stored_type.descriptor(), &array.dims)?)?;
            archive.write_all(&array.bytes)?;
        }
        Ok(archive.finish()?.into_inner())
    };
    let bytes = zipped().map_err(|error| write(std::io::Error::other(error)))?;
    write_whole(path, &[&bytes]).map_err(write)
}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, Array2, array};
    use ndarray_npy::{NpzReader, NpzWriter};

    use super::*;
    use crate::tensor::stored::StoredType;

    /// A message with the folder's name left out.
    fn message<T>(folder: &tempfile::TempDir, result: Result<T, TensorError>) -> String {
        let Err(error) = result else { panic!("this should have been an error") };
        error.to_string().replace(&format!("{}/", folder.path().display()), "")
    }

    #[test]
    fn what_is_written_is_read_back_by_us_and_by_ndarray() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.npz");
        let counter = Stored { stored_type: StoredType::I64, dims: vec![], bytes: vec![3; 8] };
        let arrays = BTreeMap::from([
            ("a/b".to_owned(), Stored::of_f32(&[1, 2], &[1.0, 2.0])),
            ("counter:0".to_owned(), counter),
        ]);
        write_npz(&path, &arrays).expect("written");
        let first = fs::read(&path).expect("bytes");
        write_npz(&path, &arrays).expect("written again");
        assert_eq!(fs::read(&path).expect("bytes"), first);
        let file = NpzFile::read(&path).expect("an archive");
        assert_eq!(file.names().collect::<Vec<_>>(), ["a/b", "counter:0"]);
        for name in file.names() {
            assert_eq!(file.stored(name).expect("an array"), arrays[name]);
        }
        let mut theirs = NpzReader::new(fs::File::open(&path).expect("a file")).expect("npz");
        let read: Array2<f32> = theirs.by_name("a/b").expect("an array");
        assert_eq!(read, array![[1.0, 2.0]]);
    }

    #[test]
    fn packed_archives_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.npz");
        let mut archive = NpzWriter::new_compressed(fs::File::create(&path).expect("a file"));
        let zeros: Array1<i8> = Array1::zeros(4000);
        archive.add_array("zeros", &zeros).expect("added");
        archive.finish().expect("finished");
        assert!(fs::metadata(&path).expect("a file").len() < 1000, "it is not packed");
        let found = NpzFile::read(&path).and_then(|file| file.stored("zeros")).expect("an array");
        let wanted = Stored { stored_type: StoredType::I8, dims: vec![4000], bytes: vec![0; 4000] };
        assert_eq!(found, wanted);
    }

    #[test]
    fn each_wrong_archive_has_its_message() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.npz");
        let read = || message(&folder, NpzFile::read(&path));
        assert_eq!(read(), "x.npz: no such file");
        let arrays = BTreeMap::from([("a".to_owned(), Stored::of_f32(&[1, 2], &[1.0, 2.0]))]);
        write_npz(&path, &arrays).expect("written");
        let whole = fs::read(&path).expect("bytes");
        for bytes in [4, 100, whole.len() - 1] {
            fs::write(&path, &whole[..bytes]).expect("written");
            let wanted = format!(
                "x.npz: the file is cut short: found {bytes} bytes, wanted more and the archive's \
                 directory after them"
            );
            assert_eq!(read(), wanted);
        }
        fs::write(&path, "no zip").expect("written");
        assert!(read().starts_with("x.npz: not a npz file: "), "{}", read());
        let zip = |members: &[(&str, &[u8])]| {
            let mut archive = ZipWriter::new(fs::File::create(&path).expect("a file"));
            for (member, bytes) in members {
                archive.start_file(*member, SimpleFileOptions::default()).expect("a member");
                archive.write_all(bytes).expect("written");
            }
            archive.finish().expect("finished");
        };
        zip(&[]);
        assert_eq!(read(), "x.npz: not a npz file: it is an empty archive");
        zip(&[("archive/data.pkl", b"")]);
        assert_eq!(
            read(),
            "x.npz: not a npz file: found archive/data.pkl in it, wanted .npy files (a PyTorch \
             checkpoint has to be saved as safetensors first)"
        );
        let pickled =
            b"\x93NUMPY\x01\x00\x37\x00{'descr': '|O', 'fortran_order': False, 'shape': (1,)}\n";
        zip(&[("a.npy", b"\x93NUMPY"), ("b.npy", pickled)]);
        let stored =
            |name: &str| message(&folder, NpzFile::read(&path).and_then(|f| f.stored(name)));
        assert_eq!(stored("a"), "x.npz/a.npy: not a npy file: it ends within its header");
        assert_eq!(
            stored("b"),
            "x.npz/b.npy: the array has elements of |O, wanted one of |b1, |u1, |i1, <u2, <i2, \
             <u4, <i4, <u8, <i8, <f2, <V2, <f4, <f8"
        );
        assert!(stored("c").starts_with("x.npz: not a npz file: c.npy: "), "{}", stored("c"));
    }
}
