//! Numpy's `.npy` files, read and written: a header by `ndarray-npy`, then plain bytes.

use std::path::Path;
use std::{fs, io};

use ndarray_npy::npy::header::{Header, Layout, ReadHeaderError};

use crate::files::write_whole;
use crate::ir::shape::{ElementType, Shape};
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::files::narrowed;
use crate::tensor::stored::{Stored, StoredType};

/// What messages call the one array of a file.
pub(super) const THE_ARRAY: &str = "the array";

/// Reads an array, in C or Fortran order; 64-bit integers come as s32 where all values fit.
///
/// Numpy has no bf16: `ml_dtypes` writes its elements as opaque two-byte ones, which no step has of
/// its own, so that they are read as bf16.
///
/// # Errors
/// No such file, one of another format, one that is cut short, or elements of a type that no step
/// has.
pub fn read_npy(path: &Path) -> Result<Tensor, TensorError> {
    let bytes = fs::read(path).map_err(|source| TensorError::read(path, source))?;
    let parsed = Parsed::of(path, &bytes)?;
    let (element_type, is_wide) = element_type(path, &parsed.descriptor)?;
    let size = if is_wide { 8 } else { element_type.byte_size() };
    let data = parsed.data(path, bytes.len(), size)?;
    if is_wide {
        return narrowed((path, THE_ARRAY), &parsed.dims, &data);
    }
    Tensor::new(Shape::new(element_type, &parsed.dims), data)
}

/// The array of a `.npy` file's bytes, of any numeric type; `path` is for messages.
///
/// # Errors
/// As [`read_npy`].
pub(super) fn stored_npy(path: &Path, bytes: &[u8]) -> Result<Stored, TensorError> {
    let parsed = Parsed::of(path, bytes)?;
    let Some(stored_type) = StoredType::of_descriptor(&parsed.descriptor) else {
        let (_, known) = StoredType::known();
        return Err(parsed.unknown_type(path, format!("one of {known}")));
    };
    let data = parsed.data(path, bytes.len(), stored_type.byte_size())?;
    Ok(Stored { stored_type, dims: parsed.dims, bytes: data })
}

/// A `.npy` file taken apart.
struct Parsed<'a> {
    /// Numpy's name of the type, without its quotes.
    descriptor: String,
    dims: Vec<usize>,
    layout: Layout,
    /// What follows the header.
    rest: &'a [u8],
}

impl<'a> Parsed<'a> {
    fn of(path: &Path, bytes: &'a [u8]) -> Result<Self, TensorError> {
        let mut rest = bytes;
        let (descriptor, header) = read_header(path, &mut rest)?;
        Ok(Parsed { descriptor, dims: header.shape, layout: header.layout, rest })
    }

    /// The elements of `size` bytes, row-major, of a file of `file_bytes`.
    fn data(&self, path: &Path, file_bytes: usize, size: usize) -> Result<Vec<u8>, TensorError> {
        let (dims, rest) = (&self.dims, self.rest);
        let data_bytes = dims.iter().try_fold(size, |bytes, &dim| bytes.checked_mul(dim));
        let wanted = data_bytes.and_then(|data| data.checked_add(file_bytes - rest.len()));
        let (Some(data_bytes), Some(wanted)) = (data_bytes, wanted) else {
            return Err(not_npy(path, format!("dimensions {dims:?} are too large")));
        };
        if rest.len() < data_bytes {
            return Err(TensorError::Truncated {
                path: path.to_owned(),
                found: file_bytes,
                wanted,
            });
        }
        if rest.len() > data_bytes {
            let extra = rest.len() - data_bytes;
            return Err(not_npy(path, format!("{extra} bytes follow the array")));
        }
        Ok(match self.layout {
            Layout::Standard => rest.to_vec(),
            Layout::Fortran => row_major(rest, dims, size),
        })
    }

    fn unknown_type(&self, path: &Path, wanted: String) -> TensorError {
        let (path, what) = (path.to_owned(), THE_ARRAY.to_owned());
        TensorError::UnknownType { path, what, found: self.descriptor.clone(), wanted }
    }
}

/// The header at the beginning of a file, and numpy's name of the type without its quotes.
pub(super) fn read_header(
    path: &Path,
    mut file: impl io::Read,
) -> Result<(String, Header), TensorError> {
    let header = Header::from_reader(&mut file).map_err(|error| match error {
        ReadHeaderError::Io(_) => not_npy(path, "it ends within its header".to_owned()),
        ReadHeaderError::Parse(error) => not_npy(path, error.to_string()),
    })?;
    let descriptor = header.type_descriptor.to_string();
    Ok((descriptor.trim_matches(['\'', '"']).to_owned(), header))
}

/// The element type of numpy's name as [`read_npy`] reads it, and whether elements are 64-bit
/// integers, to be narrowed.
pub(super) fn element_type(
    path: &Path,
    descriptor: &str,
) -> Result<(ElementType, bool), TensorError> {
    let is_wide = descriptor == "<i8";
    let found = if is_wide { Some(ElementType::S32) } else { known(descriptor) };
    let found = found.ok_or_else(|| TensorError::UnknownType {
        path: path.to_owned(),
        what: THE_ARRAY.to_owned(),
        found: descriptor.to_owned(),
        wanted: "one of |b1, |u1, |i1, <i4, <i8, <u4, <f4, <f8, or <V2 for bf16".to_owned(),
    })?;
    Ok((found, is_wide))
}

pub(super) fn not_npy(path: &Path, reason: String) -> TensorError {
    TensorError::Format { path: path.to_owned(), format: "npy", reason }
}

/// Writes an array, as [`write_whole`] does; bf16 as `ml_dtypes` does, `<V2`.
///
/// # Errors
/// The file cannot be written.
pub fn write_npy(path: &Path, tensor: &Tensor) -> Result<(), TensorError> {
    let write = |source| TensorError::Write { path: path.to_owned(), source };
    let shape = tensor.shape();
    let header = npy_header(descriptor(shape.element_type), &shape.dims).map_err(write)?;
    write_whole(path, &[&header, tensor.bytes()]).map_err(write)
}

/// The header of a row-major array of a type of this numpy name.
pub(super) fn npy_header(descriptor: &str, dims: &[usize]) -> io::Result<Vec<u8>> {
    let type_descriptor = format!("'{descriptor}'").parse();
    let type_descriptor = type_descriptor.map_err(|error| io::Error::other(format!("{error}")))?;
    let header = Header { type_descriptor, layout: Layout::Standard, shape: dims.to_vec() };
    header.to_bytes().map_err(io::Error::other)
}

/// Numpy's name of an element type.
pub(super) fn descriptor(element_type: ElementType) -> &'static str {
    match element_type {
        ElementType::Pred => "|b1",
        ElementType::U8 => "|u1",
        ElementType::S8 => "|i1",
        ElementType::S32 => "<i4",
        ElementType::U32 => "<u4",
        ElementType::Bf16 => "<V2",
        ElementType::F32 => "<f4",
        ElementType::F64 => "<f8",
    }
}

/// The element type of numpy's name, under any of the names that `ml_dtypes` gave to bf16.
fn known(found: &str) -> Option<ElementType> {
    if ["|V2", "bfloat16"].contains(&found) {
        return Some(ElementType::Bf16);
    }
    ElementType::ALL.into_iter().find(|&t| descriptor(t) == found)
}

/// The elements of `size` bytes, whose first dimension varies fastest, with the last one fastest.
fn row_major(bytes: &[u8], dims: &[usize], size: usize) -> Vec<u8> {
    let mut ordered = Vec::with_capacity(bytes.len());
    for position in 0..bytes.len() / size {
        let (mut rest, mut stride, mut offset) = (position, bytes.len() / size, 0);
        for &dim in dims.iter().rev() {
            stride /= dim;
            offset += rest % dim * stride;
            rest /= dim;
        }
        ordered.extend_from_slice(&bytes[offset * size..(offset + 1) * size]);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use ndarray::{Array, Array2, ShapeBuilder, array};

    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    /// A message with the folder's name left out.
    fn message(folder: &tempfile::TempDir, result: Result<Tensor, TensorError>) -> String {
        let error = result.expect_err("an error").to_string();
        error.replace(&format!("{}/", folder.path().display()), "")
    }

    /// A version 1 file with this type, shape and data.
    fn file_of(path: &Path, descriptor: &str, shape: &str, data: &[u8]) {
        let header =
            format!("{{'descr': {descriptor}, 'fortran_order': False, 'shape': {shape}, }}\n");
        let length = u16::try_from(header.len()).expect("a short header").to_le_bytes();
        let file = [b"\x93NUMPY\x01\x00", &length[..], header.as_bytes(), data].concat();
        fs::write(path, file).expect("written");
    }

    #[test]
    fn every_type_survives_a_file() {
        let folder = folder();
        let path = folder.path().join("x.npy");
        for element_type in ElementType::ALL {
            for dims in [vec![], vec![5], vec![2, 3], vec![2, 0, 3]] {
                let shape = Shape::new(element_type, &dims);
                let bytes = (0..=u8::MAX).cycle().take(shape.byte_size()).collect();
                let tensor = Tensor::new(shape, bytes).expect("a tensor");
                write_npy(&path, &tensor).expect("written");
                assert_eq!(read_npy(&path).expect("an array"), tensor);
            }
        }
    }

    #[test]
    fn ndarray_reads_what_is_written_and_the_other_way_round() {
        let folder = folder();
        let path = folder.path().join("x.npy");
        let tensor = Tensor::from_f32(&[2, 2], &[1.0, 2.0, 3.0, 4.0]).expect("a tensor");
        write_npy(&path, &tensor).expect("written");
        let read: Array2<f32> = ndarray_npy::read_npy(&path).expect("an array");
        assert_eq!(read, array![[1.0, 2.0], [3.0, 4.0]]);
        ndarray_npy::write_npy(&path, &array![[-1_i64, 2], [3, 63]]).expect("written");
        let codes = read_npy(&path).expect("an array");
        assert_eq!(codes, Tensor::from_s32(&[2, 2], &[-1, 2, 3, 63]).expect("a tensor"));
    }

    #[test]
    fn fortran_order_is_turned_round() {
        let folder = folder();
        let path = folder.path().join("x.npy");
        let counted = (0..24_i16).map(f32::from).collect::<Vec<_>>();
        let columns = Array::from_shape_vec((2, 3, 4).f(), counted).expect("an array");
        ndarray_npy::write_npy(&path, &columns).expect("written");
        let rows: Vec<f32> = columns.iter().copied().collect(); // in logical order
        let read = read_npy(&path).expect("an array");
        assert_eq!(read, Tensor::from_f32(&[2, 3, 4], &rows).expect("a tensor"));
    }

    #[test]
    fn opaque_pairs_of_bytes_are_bf16_under_each_of_their_names() {
        let folder = folder();
        let path = folder.path().join("x.npy");
        for descriptor in ["'<V2'", "'|V2'", "'bfloat16'"] {
            file_of(&path, descriptor, "(1,)", &[0x80, 0x3f]);
            let read = read_npy(&path).expect("an array");
            assert_eq!((read.widened(), read.shape().element_type), (vec![1.0], ElementType::Bf16));
        }
        file_of(&path, "'<V4'", "(1,)", &[0; 4]);
        assert_eq!(
            message(&folder, read_npy(&path)),
            "x.npy: the array has elements of <V4, \
             wanted one of |b1, |u1, |i1, <i4, <i8, <u4, <f4, <f8, or <V2 for bf16"
        );
    }

    #[test]
    fn each_wrong_file_has_its_message() {
        let folder = folder();
        let path = folder.path().join("x.npy");
        let read = || message(&folder, read_npy(&path));
        assert_eq!(read(), "x.npy: no such file");
        fs::write(&path, "PK\x03\x04 a zip").expect("written");
        assert_eq!(read(), "x.npy: not a npy file: start does not match magic string");
        fs::write(&path, b"\x93NUMPY\x01\x00\x76\x00{'descr'").expect("written");
        assert_eq!(read(), "x.npy: not a npy file: it ends within its header");
        file_of(&path, "'<f4'", "(2,)", &[0; 7]);
        assert_eq!(read(), "x.npy: the file is cut short: found 75 bytes, wanted 76");
        file_of(&path, "'<f4'", "(2,)", &[0; 10]);
        assert_eq!(read(), "x.npy: not a npy file: 2 bytes follow the array");
        file_of(&path, "'<f4'", "(9223372036854775807, 2)", &[]);
        assert_eq!(
            read(),
            "x.npy: not a npy file: dimensions [9223372036854775807, 2] are too large"
        );
        for descriptor in ["'>f4'", "'<f2'"] {
            file_of(&path, descriptor, "(2,)", &[0; 8]);
            assert_eq!(
                read(),
                format!(
                    "x.npy: the array has elements of {}, \
                     wanted one of |b1, |u1, |i1, <i4, <i8, <u4, <f4, <f8, or <V2 for bf16",
                    descriptor.trim_matches('\'')
                )
            );
        }
        file_of(&path, "'<i8'", "(1,)", &(-1_i64 << 40).to_le_bytes());
        assert_eq!(
            read(),
            "x.npy: the array has -1099511627776 at element 0, wanted values of s32"
        );
    }
}
