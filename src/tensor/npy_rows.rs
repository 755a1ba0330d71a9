//! `.npy` files too large to hold: some of their rows, read and written where they lie.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use ndarray_npy::npy::header::Layout;

use crate::ir::shape::Shape;
use crate::tensor::array::{Tensor, room_for};
use crate::tensor::error::TensorError;
use crate::tensor::files::narrowed;
use crate::tensor::npy::{THE_ARRAY, descriptor, element_type, not_npy, npy_header, read_header};

/// An array `[N, ..]` in a file, whose rows are read when they are asked for.
#[derive(Debug, Clone)]
pub struct NpyRows {
    path: PathBuf,
    /// As the rows come.
    shape: Shape,
    /// Whether elements are 64-bit integers in the file.
    is_wide: bool,
    data_offset: u64,
}

impl NpyRows {
    /// Reads a file's header, and checks that the elements it speaks of are there.
    ///
    /// # Errors
    /// As [`read_npy`](super::npy::read_npy), or an array of no dimension or in Fortran order, whose
    /// rows lie scattered.
    pub fn open(path: &Path) -> Result<Self, TensorError> {
        let read = |source| TensorError::read(path, source);
        let mut file = File::open(path).map_err(read)?;
        let file_bytes = file.metadata().map_err(read)?.len();
        let (descriptor, header) = read_header(path, &mut file)?;
        let (element_type, is_wide) = element_type(path, &descriptor)?;
        let dims = header.shape;
        if dims.is_empty() {
            return Err(not_npy(path, "found one number in it, wanted rows".to_owned()));
        }
        if matches!(header.layout, Layout::Fortran) && dims.len() > 1 {
            let reason = "it is in Fortran order, whose rows lie scattered: write it again with \
                          numpy.ascontiguousarray";
            return Err(not_npy(path, reason.to_owned()));
        }
        let size = if is_wide { 8 } else { element_type.byte_size() };
        let data_bytes = dims.iter().try_fold(size, |bytes, &dim| bytes.checked_mul(dim));
        let data_offset = file.stream_position().map_err(read)?;
        let wanted = data_bytes.and_then(|bytes| data_offset.checked_add(bytes as u64));
        let Some(wanted) = wanted else {
            return Err(not_npy(path, format!("dimensions {dims:?} are too large")));
        };
        if file_bytes < wanted {
            let count = |bytes| usize::try_from(bytes).unwrap_or(usize::MAX);
            let (path, found) = (path.to_owned(), count(file_bytes));
            return Err(TensorError::Truncated { path, found, wanted: count(wanted) });
        }
        if file_bytes > wanted {
            let extra = file_bytes - wanted;
            return Err(not_npy(path, format!("{extra} bytes follow the array")));
        }
        let shape = Shape::new(element_type, &dims);
        Ok(NpyRows { path: path.to_owned(), shape, is_wide, data_offset })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The whole array as its rows come: 64-bit integers as s32.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Number of rows, N.
    pub fn count(&self) -> usize {
        self.shape.dims[0]
    }

    /// The rows from `start` on, so many of them, of which all are there.
    ///
    /// # Errors
    /// The file cannot be read or is shorter than it was, a 64-bit integer does not fit, or there is
    /// no memory.
    pub fn read(&self, start: usize, count: usize) -> Result<Tensor, TensorError> {
        let mut shape = self.shape.clone();
        shape.dims[0] = count;
        let size = if self.is_wide { 8 } else { shape.element_type.byte_size() };
        let row_bytes = shape.dims[1..].iter().product::<usize>() * size;
        let mut bytes = room_for(None, &shape, row_bytes * count)?;
        bytes.resize(row_bytes * count, 0);
        let read = |source| TensorError::read(&self.path, source);
        let file = File::open(&self.path).map_err(read)?;
        let offset = self.data_offset + start as u64 * row_bytes as u64;
        file.read_exact_at(&mut bytes, offset).map_err(read)?;
        if self.is_wide {
            return narrowed((&self.path, THE_ARRAY), &shape.dims, &bytes);
        }
        Tensor::new(shape, bytes)
    }
}

/// The bytes of the file of an array of this shape, its header with them.
///
/// # Errors
/// The shape has no header.
pub fn npy_bytes(shape: &Shape) -> io::Result<u64> {
    let header = npy_header(descriptor(shape.element_type), &shape.dims)?;
    Ok(header.len() as u64 + shape.byte_size() as u64)
}

/// An array `[N, ..]` in a file of its whole length, whose rows are written as they come.
#[derive(Debug)]
pub struct NpyRowsWriter {
    path: PathBuf,
    file: File,
    data_offset: u64,
}

impl NpyRowsWriter {
    /// Opens the file of an array: a new one of zeros with `anew`, else one that was begun so.
    ///
    /// # Errors
    /// The file cannot be written, or it was not begun for an array of this shape.
    pub fn open(path: &Path, shape: &Shape, anew: bool) -> Result<Self, TensorError> {
        let write = |source| TensorError::Write { path: path.to_owned(), source };
        let header = npy_header(descriptor(shape.element_type), &shape.dims).map_err(write)?;
        let (data_offset, length) =
            (header.len() as u64, header.len() as u64 + shape.byte_size() as u64);
        let mut options = OpenOptions::new();
        options.read(true).write(true);
        if anew {
            options.create(true).truncate(true);
        }
        let file = options.open(path).map_err(write)?;
        if anew {
            file.write_all_at(&header, 0).map_err(write)?;
            file.set_len(length).map_err(write)?;
        } else {
            let mut found = vec![0; header.len()];
            let is_same = file.read_exact_at(&mut found, 0).is_ok() && found == header;
            if !is_same || file.metadata().map_err(write)?.len() != length {
                return Err(not_npy(path, format!("it was not begun for {shape}")));
            }
        }
        Ok(NpyRowsWriter { path: path.to_owned(), file, data_offset })
    }

    /// Writes rows in their place, from row `start` on.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, start: usize, rows: &Tensor) -> Result<(), TensorError> {
        let shape = rows.shape();
        let row_bytes = shape.dims[1..].iter().product::<usize>() * shape.element_type.byte_size();
        let offset = self.data_offset + start as u64 * row_bytes as u64;
        self.file.write_all_at(rows.bytes(), offset).map_err(|source| self.failed(source))
    }

    /// Waits until all that was written is on the disk.
    ///
    /// # Errors
    /// The disk says no.
    pub fn sync(&self) -> Result<(), TensorError> {
        self.file.sync_data().map_err(|source| self.failed(source))
    }

    fn failed(&self, source: io::Error) -> TensorError {
        TensorError::Write { path: self.path.clone(), source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::shape::ElementType;
    use crate::tensor::npy::{read_npy, write_npy};

    const F32: ElementType = ElementType::F32;

    fn message<T>(folder: &tempfile::TempDir, result: Result<T, TensorError>) -> String {
        let Err(error) = result else { panic!("this should have been an error") };
        error.to_string().replace(&format!("{}/", folder.path().display()), "")
    }

    #[test]
    fn rows_are_those_of_the_whole_array_of_every_type() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.npy");
        for element_type in ElementType::ALL {
            let shape = Shape::new(element_type, &[5, 2, 3]);
            let bytes = (0..=u8::MAX).cycle().take(shape.byte_size()).collect();
            let whole = Tensor::new(shape.clone(), bytes).expect("a tensor");
            let writer = NpyRowsWriter::open(&path, &shape, true).expect("a file");
            writer.write(3, &whole.stretch(0, 3..5).expect("rows")).expect("written");
            let writer = NpyRowsWriter::open(&path, &shape, false).expect("the file");
            writer.write(0, &whole.stretch(0, 0..3).expect("rows")).expect("written");
            writer.sync().expect("on the disk");
            assert_eq!(read_npy(&path).expect("an array"), whole);
            let bytes = std::fs::metadata(&path).expect("the file").len();
            assert_eq!(npy_bytes(&shape).expect("a size"), bytes);
            let rows = NpyRows::open(&path).expect("rows");
            assert_eq!((rows.shape(), rows.count()), (&shape, 5));
            let some = rows.read(1, 3).expect("rows");
            assert_eq!(some, whole.stretch(0, 1..4).expect("rows"));
        }
        ndarray_npy::write_npy(&path, &ndarray::array![[1_i64, 2], [3, -4]]).expect("written");
        let rows = NpyRows::open(&path).expect("rows");
        let last = rows.read(1, 1).expect("a row");
        assert_eq!(last, Tensor::from_s32(&[1, 2], &[3, -4]).expect("a tensor"));
    }

    #[test]
    fn each_wrong_file_has_its_message() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.npy");
        let shape = Shape::new(F32, &[4, 2]);
        let open = || message(&folder, NpyRows::open(&path));
        assert_eq!(open(), "x.npy: no such file");
        write_npy(&path, &Tensor::zeros(shape.clone())).expect("written");
        let rows = NpyRows::open(&path).expect("rows");
        let file = OpenOptions::new().write(true).open(&path).expect("the file");
        file.set_len(128 + 31).expect("cut");
        assert_eq!(open(), "x.npy: the file is cut short: found 159 bytes, wanted 160");
        assert_eq!(message(&folder, rows.read(3, 1)), "x.npy: cannot be read");
        file.set_len(128 + 33).expect("longer");
        assert_eq!(open(), "x.npy: not a npy file: 1 bytes follow the array");
        let other = NpyRowsWriter::open(&path, &shape, false);
        assert_eq!(message(&folder, other), "x.npy: not a npy file: it was not begun for f32[4,2]");
        write_npy(&path, &Tensor::zeros(Shape::scalar(F32))).expect("written");
        assert_eq!(open(), "x.npy: not a npy file: found one number in it, wanted rows");
        let columns = ndarray::Array2::<f32>::zeros(ndarray::ShapeBuilder::f((4, 2)));
        ndarray_npy::write_npy(&path, &columns).expect("written");
        assert_eq!(
            open(),
            "x.npy: not a npy file: it is in Fortran order, whose rows lie scattered: write it again \
             with numpy.ascontiguousarray"
        );
    }
}
