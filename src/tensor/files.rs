//! Safetensors files, read and written.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use safetensors::Dtype;
use safetensors::tensor::Metadata;
use serde_json::{Map, Value, json};

use crate::files::write_whole;
use crate::ir::shape::{ElementType, Shape};
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::stored::{Stored, StoredType};

/// The format's types that are ours.
const TYPES: [(Dtype, ElementType); 8] = [
    (Dtype::BOOL, ElementType::Pred),
    (Dtype::I8, ElementType::S8),
    (Dtype::U8, ElementType::U8),
    (Dtype::BF16, ElementType::Bf16),
    (Dtype::I32, ElementType::S32),
    (Dtype::U32, ElementType::U32),
    (Dtype::F32, ElementType::F32),
    (Dtype::F64, ElementType::F64),
];
/// Where the header keeps what is no tensor.
const METADATA: &str = "__metadata__";
/// The bytes of the header's length, and what the header's length is a multiple of.
const LENGTH_BYTES: usize = 8;
/// The longest header that the format allows.
const MAX_HEADER_BYTES: usize = 100_000_000;
/// How alike two names are, of 1, for one to be suggested for the other.
const ALIKE: f64 = 0.8;

/// A safetensors file in memory; a tensor of a type that no step has is an error only when read.
#[derive(Debug, Clone)]
pub struct TensorFile {
    path: PathBuf,
    bytes: Vec<u8>,
    entries: BTreeMap<String, Entry>,
    metadata: BTreeMap<String, String>,
}

/// One tensor of a file.
#[derive(Debug, Clone)]
struct Entry {
    dtype: Dtype,
    dims: Vec<usize>,
    range: Range<usize>,
}

impl TensorFile {
    /// Reads a file.
    ///
    /// # Errors
    /// No such file, an unreadable one, one of another format, or one that is cut short.
    pub fn read(path: &Path) -> Result<Self, TensorError> {
        let bytes = fs::read(path).map_err(|source| TensorError::read(path, source))?;
        Self::of_bytes(path, bytes)
    }

    /// What was read of a file.
    pub(crate) fn of_bytes(path: &Path, bytes: Vec<u8>) -> Result<Self, TensorError> {
        let (start, header) = read_header(path, &bytes)?;
        let entry = |name: String| {
            let info = header.info(&name)?;
            let (first, last) = info.data_offsets;
            let range = start + first..start + last;
            let entry = Entry { dtype: info.dtype, dims: info.shape.clone(), range };
            Some((name, entry))
        };
        let entries = header.offset_keys().into_iter().filter_map(entry).collect();
        let metadata = header.metadata().iter().flatten();
        let metadata = metadata.map(|(key, value)| (key.clone(), value.clone())).collect();
        Ok(TensorFile { path: path.to_owned(), bytes, entries, metadata })
    }

    /// The names of the tensors.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// What the file says beside its tensors.
    pub fn metadata(&self) -> &BTreeMap<String, String> {
        &self.metadata
    }

    /// The tensor of this name; 64-bit integers come as s32 where all values fit.
    ///
    /// # Errors
    /// The file has none, or one of a type that no step has.
    pub fn tensor(&self, name: &str) -> Result<Tensor, TensorError> {
        let entry = self.entries.get(name).ok_or_else(|| self.missing(name))?;
        let bytes = &self.bytes[entry.range.clone()];
        let what = format!("tensor {name}");
        if entry.dtype == Dtype::I64 {
            return narrowed((&self.path, &what), &entry.dims, bytes);
        }
        let known = TYPES.iter().find(|(dtype, _)| *dtype == entry.dtype);
        let Some((_, element_type)) = known else {
            let found = entry.dtype.to_string();
            let names: Vec<String> = TYPES.iter().map(|(dtype, _)| dtype.to_string()).collect();
            let wanted = format!("{} or I64", names.join(", "));
            return Err(TensorError::UnknownType { path: self.path.clone(), what, found, wanted });
        };
        Tensor::new(Shape::new(*element_type, &entry.dims), bytes.to_vec())
    }

    /// The tensor of this name as it is stored, of any type that numpy has.
    ///
    /// # Errors
    /// The file has none, or one of another type.
    pub fn stored(&self, name: &str) -> Result<Stored, TensorError> {
        let entry = self.entries.get(name).ok_or_else(|| self.missing(name))?;
        let Some(stored_type) = StoredType::of_dtype(entry.dtype) else {
            let (wanted, _) = StoredType::known();
            let (what, found) = (format!("tensor {name}"), entry.dtype.to_string());
            return Err(TensorError::UnknownType { path: self.path.clone(), what, found, wanted });
        };
        let bytes = self.bytes[entry.range.clone()].to_vec();
        Ok(Stored { stored_type, dims: entry.dims.clone(), bytes })
    }

    /// The tensor of this name, which must be of this shape.
    ///
    /// # Errors
    /// As [`TensorFile::tensor`], or other dimensions or another element type than wanted.
    pub fn tensor_of(&self, name: &str, wanted: &Shape) -> Result<Tensor, TensorError> {
        let tensor = self.tensor(name)?;
        tensor.expect_shape(name, wanted).map_err(|reason| TensorError::InFile {
            path: self.path.clone(),
            reason: Box::new(reason),
        })?;
        Ok(tensor)
    }

    /// All tensors by name.
    ///
    /// # Errors
    /// As [`TensorFile::tensor`].
    pub fn tensors(&self) -> Result<BTreeMap<String, Tensor>, TensorError> {
        self.names().map(|name| Ok((name.to_owned(), self.tensor(name)?))).collect()
    }

    fn missing(&self, name: &str) -> TensorError {
        let alike = |found: &&String| strsim::jaro_winkler(found, name);
        let suggestion = self
            .entries
            .keys()
            .filter(|found| alike(found) >= ALIKE)
            .max_by(|a, b| alike(a).total_cmp(&alike(b)));
        let names: Vec<&str> = self.names().collect();
        let available = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        TensorError::Missing {
            path: self.path.clone(),
            name: name.to_owned(),
            suggestion: suggestion.cloned(),
            available,
        }
    }
}

/// The header of a file and where its tensors' bytes begin, after a check that all are there.
fn read_header(path: &Path, bytes: &[u8]) -> Result<(usize, Metadata), TensorError> {
    let format = |reason: String| {
        let path = path.to_owned();
        TensorError::Format { path, format: "safetensors", reason }
    };
    let truncated =
        |wanted| TensorError::Truncated { path: path.to_owned(), found: bytes.len(), wanted };
    let Some((length, rest)) = bytes.split_first_chunk::<LENGTH_BYTES>() else {
        return Err(format(format!("found {} bytes, wanted a header", bytes.len())));
    };
    let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
    if length > MAX_HEADER_BYTES || rest.first().is_some_and(|&first| first != b'{') {
        return Err(format("it does not begin with a header".to_owned()));
    }
    let start = LENGTH_BYTES + length;
    let header = rest.get(..length).ok_or_else(|| truncated(start))?;
    let header: Metadata = serde_json::from_slice(header).map_err(|e| format(e.to_string()))?;
    let wanted = start.saturating_add(header.data_len());
    if bytes.len() < wanted {
        return Err(truncated(wanted));
    }
    if bytes.len() > wanted {
        let extra = bytes.len() - wanted;
        return Err(format(format!("{extra} bytes follow the last tensor")));
    }
    Ok((start, header))
}

/// 64-bit integers as s32.
pub(super) fn narrowed(
    (path, what): (&Path, &str),
    dims: &[usize],
    bytes: &[u8],
) -> Result<Tensor, TensorError> {
    let (values, _) = bytes.as_chunks::<8>();
    let narrow = |(index, bytes): (usize, &[u8; 8])| {
        let value = i64::from_le_bytes(*bytes);
        i32::try_from(value).map_err(|_| {
            let (path, what) = (path.to_owned(), what.to_owned());
            TensorError::OutOfRange { path, what, index, value }
        })
    };
    let values: Result<Vec<i32>, TensorError> = values.iter().enumerate().map(narrow).collect();
    Tensor::from_s32(dims, &values?)
}

/// Writes tensors to a safetensors file, as [`write_whole`] does.
///
/// The bytes are a function of the arguments (which is why the header is made here: the
/// `safetensors` crate writes metadata in the order of its hashes).
///
/// # Errors
/// The file cannot be written, or a tensor has the name that the format keeps for itself.
pub fn write_safetensors(
    path: &Path,
    tensors: &BTreeMap<String, Tensor>,
    metadata: &BTreeMap<String, String>,
) -> Result<(), TensorError> {
    let parts = tensors.iter().map(|(name, tensor)| Part {
        name,
        dtype: dtype_of(tensor.shape().element_type),
        dims: &tensor.shape().dims,
        bytes: tensor.bytes(),
    });
    write_parts(path, parts.collect(), metadata)
}

/// Writes arrays of any type to a safetensors file, as [`write_safetensors`] does.
///
/// # Errors
/// As [`write_safetensors`].
pub fn write_stored_safetensors(
    path: &Path,
    arrays: &BTreeMap<String, Stored>,
    metadata: &BTreeMap<String, String>,
) -> Result<(), TensorError> {
    let parts = arrays.iter().map(|(name, array)| Part {
        name,
        dtype: array.stored_type.dtype(),
        dims: &array.dims,
        bytes: &array.bytes,
    });
    write_parts(path, parts.collect(), metadata)
}

/// One tensor to be written.
struct Part<'a> {
    name: &'a str,
    dtype: Dtype,
    dims: &'a [usize],
    bytes: &'a [u8],
}

fn write_parts(
    path: &Path,
    mut tensors: Vec<Part<'_>>,
    metadata: &BTreeMap<String, String>,
) -> Result<(), TensorError> {
    if tensors.iter().any(|tensor| tensor.name == METADATA) {
        return Err(TensorError::ReservedName { name: METADATA.to_owned() });
    }
    // The widest types first, so that all are aligned; by name within a type.
    tensors.sort_by(|a, b| b.dtype.cmp(&a.dtype).then(a.name.cmp(b.name)));
    let mut header = Map::new();
    if !metadata.is_empty() {
        header.insert(METADATA.to_owned(), json!(metadata));
    }
    let mut end = 0;
    for tensor in &tensors {
        let start = end;
        end += tensor.bytes.len();
        let entry = json!({
            "dtype": tensor.dtype.to_string(), "shape": tensor.dims, "data_offsets": [start, end]
        });
        header.insert(tensor.name.to_owned(), entry);
    }
    let mut header = Value::Object(header).to_string();
    while !header.len().is_multiple_of(LENGTH_BYTES) {
        header.push(' ');
    }
    let length = (header.len() as u64).to_le_bytes();
    let mut parts = vec![length.as_slice(), header.as_bytes()];
    parts.extend(tensors.iter().map(|tensor| tensor.bytes));
    write_whole(path, &parts).map_err(|source| TensorError::Write { path: path.into(), source })
}

/// The format's name of an element type.
fn dtype_of(element_type: ElementType) -> Dtype {
    match element_type {
        ElementType::Pred => Dtype::BOOL,
        ElementType::S8 => Dtype::I8,
        ElementType::S32 => Dtype::I32,
        ElementType::U8 => Dtype::U8,
        ElementType::U32 => Dtype::U32,
        ElementType::Bf16 => Dtype::BF16,
        ElementType::F32 => Dtype::F32,
        ElementType::F64 => Dtype::F64,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    /// A message with the folder's name left out.
    fn message<T>(folder: &tempfile::TempDir, result: Result<T, TensorError>) -> String {
        let Err(error) = result else { panic!("this should have been an error") };
        error.to_string().replace(&format!("{}/", folder.path().display()), "")
    }

    fn state() -> BTreeMap<String, Tensor> {
        let codebook = Tensor::from_f32(&[2, 3], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        let inputs = Tensor::zeros(Shape::new(ElementType::Bf16, &[1, 5, 3]));
        BTreeMap::from([
            ("codebook".to_owned(), codebook.expect("a tensor")),
            ("inputs".to_owned(), inputs),
        ])
    }

    /// A file with this header and so many bytes of data.
    fn file_of(path: &Path, header: &str, data_bytes: usize) {
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend(header.bytes());
        bytes.resize(bytes.len() + data_bytes, 0);
        fs::write(path, bytes).expect("written");
    }

    #[test]
    fn a_file_read_back_has_its_tensors_types_and_metadata() {
        let folder = folder();
        let path = folder.path().join("state.safetensors");
        let metadata = (0..9).map(|i| (format!("key{i}"), format!("\"{i}\""))).collect();
        write_safetensors(&path, &state(), &metadata).expect("written");
        let file = TensorFile::read(&path).expect("a file");
        assert_eq!(file.tensors().expect("tensors"), state());
        assert_eq!(file.metadata(), &metadata);
        assert_eq!(file.names().collect::<Vec<_>>(), ["codebook", "inputs"]);
        let first = fs::read(&path).expect("bytes");
        write_safetensors(&path, &state(), &metadata).expect("written again");
        assert_eq!(fs::read(&path).expect("bytes"), first);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn the_safetensors_crate_reads_what_is_written() {
        let folder = folder();
        let path = folder.path().join("state.safetensors");
        write_safetensors(&path, &state(), &BTreeMap::new()).expect("written");
        let bytes = fs::read(&path).expect("bytes");
        let file = safetensors::SafeTensors::deserialize(&bytes).expect("safetensors");
        let inputs = file.tensor("inputs").expect("inputs");
        assert_eq!((inputs.dtype(), inputs.shape()), (Dtype::BF16, [1, 5, 3].as_slice()));
        assert_eq!(file.tensor("codebook").expect("codebook").data(), state()["codebook"].bytes());
    }

    #[test]
    fn arrays_of_any_type_are_read_as_they_are_stored() {
        let folder = folder();
        let path = folder.path().join("any.safetensors");
        let half =
            Stored { stored_type: StoredType::F16, dims: vec![2], bytes: vec![0, 60, 0, 64] };
        let arrays = BTreeMap::from([("half".to_owned(), half)]);
        write_stored_safetensors(&path, &arrays, &BTreeMap::new()).expect("written");
        let file = TensorFile::read(&path).expect("a file");
        assert_eq!(file.stored("half").expect("an array"), arrays["half"]);
        assert!(message(&folder, file.stored("whole")).contains("has no tensor whole"));
        file_of(&path, r#"{"x":{"dtype":"F8_E4M3","shape":[2],"data_offsets":[0,2]}}"#, 2);
        assert_eq!(
            message(&folder, TensorFile::read(&path).and_then(|file| file.stored("x"))),
            "any.safetensors: tensor x has elements of F8_E4M3, wanted BOOL, U8, I8, U16, I16, U32, \
             I32, U64, I64, F16, BF16, F32, F64"
        );
    }

    #[test]
    fn wide_integers_come_narrow_where_they_fit() {
        let folder = folder();
        let path = folder.path().join("codes.safetensors");
        let write = |values: [i64; 2]| {
            let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
            let view = safetensors::tensor::TensorView::new(Dtype::I64, vec![2], &bytes);
            let view = view.expect("a view");
            let file = safetensors::serialize([("codes", view)], None).expect("a file");
            fs::write(&path, file).expect("written");
            TensorFile::read(&path).expect("a file").tensor("codes")
        };
        assert_eq!(write([-1, 63]).and_then(|t| t.to_s32()).expect("codes"), [-1, 63]);
        assert_eq!(
            message(&folder, write([0, 1 << 31])),
            "codes.safetensors: tensor codes has 2147483648 at element 1, wanted values of s32"
        );
    }

    #[test]
    fn each_wrong_file_has_its_message() {
        let folder = folder();
        let path = folder.path().join("x.safetensors");
        let read = || message(&folder, TensorFile::read(&path));
        assert_eq!(read(), "x.safetensors: no such file");
        fs::write(&path, "PK").expect("written");
        assert_eq!(read(), "x.safetensors: not a safetensors file: found 2 bytes, wanted a header");
        fs::write(&path, "\x08\0\0\0\0\0\0\0not one!").expect("written");
        assert_eq!(
            read(),
            "x.safetensors: not a safetensors file: it does not begin with a header"
        );
        file_of(&path, "{\"x\":}", 0);
        assert_eq!(
            read(),
            "x.safetensors: not a safetensors file: expected value at line 1 column 6"
        );
        let header = r#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#;
        file_of(&path, header, 7);
        assert_eq!(read(), "x.safetensors: the file is cut short: found 69 bytes, wanted 70");
        file_of(&path, header, 9);
        assert_eq!(read(), "x.safetensors: not a safetensors file: 1 bytes follow the last tensor");
        fs::write(&path, [&60_u64.to_le_bytes()[..], b"{\"x\":"].concat()).expect("written");
        assert_eq!(read(), "x.safetensors: the file is cut short: found 13 bytes, wanted 68");
        fs::remove_file(&path).expect("removed");
        fs::create_dir(&path).expect("a folder");
        assert_eq!(read(), "x.safetensors: cannot be read");
        let nowhere = folder.path().join("nowhere/x.safetensors");
        assert_eq!(
            message(&folder, write_safetensors(&nowhere, &state(), &BTreeMap::new())),
            "nowhere/x.safetensors: cannot be written"
        );
    }

    #[test]
    fn each_wrong_tensor_has_its_message() {
        let folder = folder();
        let path = folder.path().join("x.safetensors");
        write_safetensors(&path, &state(), &BTreeMap::new()).expect("written");
        let file = TensorFile::read(&path).expect("a file");
        assert_eq!(
            message(&folder, file.tensor("input")),
            "x.safetensors: has no tensor input, did you mean inputs?; it has codebook, inputs"
        );
        assert_eq!(
            message(&folder, file.tensor("embed_sum")),
            "x.safetensors: has no tensor embed_sum; it has codebook, inputs"
        );
        let wanted = Shape::new(ElementType::Bf16, &[2, 3]);
        assert_eq!(
            message(&folder, file.tensor_of("codebook", &wanted)),
            "x.safetensors: tensor codebook: found f32[2,3], wanted bf16[2,3]: convert it to bf16 \
             first"
        );
        file_of(&path, r#"{"x":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#, 4);
        assert_eq!(
            message(&folder, TensorFile::read(&path).and_then(|file| file.tensor("x"))),
            "x.safetensors: tensor x has elements of F16, \
             wanted BOOL, I8, U8, BF16, I32, U32, F32, F64 or I64"
        );
        file_of(&path, "{}", 0);
        assert_eq!(
            message(&folder, TensorFile::read(&path).and_then(|file| file.tensor("x"))),
            "x.safetensors: has no tensor x; it has none"
        );
        let reserved = BTreeMap::from([(METADATA.to_owned(), state()["inputs"].clone())]);
        assert_eq!(
            message(&folder, write_safetensors(&path, &reserved, &BTreeMap::new())),
            "tensor __metadata__: safetensors keeps this name for itself"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_tensors_survive_a_file(
            arrays in proptest::collection::btree_map(
                "[a-z\"\\\\é_]{1,12}",
                (
                    proptest::sample::select(ElementType::ALL.to_vec()),
                    proptest::collection::vec(0..4_usize, 0..4),
                    any::<u8>(),
                ),
                0..6,
            ),
            metadata in proptest::collection::btree_map(any::<String>(), any::<String>(), 0..4),
        ) {
            let tensors: BTreeMap<String, Tensor> = arrays
                .into_iter()
                .map(|(name, (element_type, dims, seed))| {
                    let shape = Shape::new(element_type, &dims);
                    let bytes = (0..251).cycle().map(|b| b ^ seed).take(shape.byte_size()).collect();
                    (name, Tensor::new(shape, bytes).expect("a tensor"))
                })
                .collect();
            let folder = folder();
            let path = folder.path().join("any.safetensors");
            write_safetensors(&path, &tensors, &metadata).expect("written");
            let file = TensorFile::read(&path).expect("a file");
            prop_assert_eq!(file.tensors().expect("tensors"), tensors);
            prop_assert_eq!(file.metadata(), &metadata);
        }
    }
}
