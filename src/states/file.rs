//! A file of named arrays in either format, and its numbers as a state wants them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use half::{bf16, f16};

use crate::states::error::StatesError;
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::files::{TensorFile, write_stored_safetensors};
use crate::tensor::npz::{NpzFile, write_npz};
use crate::tensor::stored::{Stored, StoredType};

/// What a zip archive begins with.
const ZIP: &[u8] = b"PK";

/// A file of named arrays; an array is taken out only when asked for.
#[derive(Debug, Clone)]
pub enum StateFile {
    /// A safetensors file.
    Safetensors(TensorFile),
    /// A numpy archive.
    Npz(NpzFile),
}

/// An array of f32 values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Floats {
    /// Its name in the file.
    pub name: String,
    /// The dimensions, slowest first.
    pub dims: Vec<usize>,
    /// The values, row-major.
    pub values: Vec<f32>,
    /// Whether an f64 value lost digits.
    pub is_rounded: bool,
}

impl StateFile {
    /// Reads a file: a zip archive is npz, anything else is safetensors.
    ///
    /// # Errors
    /// No such file, an unreadable one, or one of another format.
    pub fn read(path: &Path) -> Result<Self, TensorError> {
        // Once, as a pipe gives its bytes only once.
        let bytes = fs::read(path).map_err(|source| TensorError::read(path, source))?;
        if bytes.starts_with(ZIP) {
            return NpzFile::of_bytes(path, bytes).map(Self::Npz);
        }
        TensorFile::of_bytes(path, bytes).map(Self::Safetensors)
    }

    /// The names of the arrays.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Safetensors(file) => file.names().collect(),
            Self::Npz(file) => file.names().collect(),
        }
    }

    /// What the file says beside its arrays; a numpy archive says nothing.
    pub fn metadata(&self, key: &str) -> Option<&str> {
        match self {
            Self::Safetensors(file) => file.metadata().get(key).map(String::as_str),
            Self::Npz(_) => None,
        }
    }

    /// The array of this name as a step has it.
    ///
    /// # Errors
    /// The file has none, or one of a type that no step has.
    pub fn tensor(&self, name: &str) -> Result<Tensor, TensorError> {
        match self {
            Self::Safetensors(file) => file.tensor(name),
            Self::Npz(file) => file.stored(name)?.into_tensor(file.path(), name),
        }
    }

    /// The array of this name as it is stored.
    ///
    /// # Errors
    /// The file has none, or one of no numeric type.
    pub fn stored(&self, name: &str) -> Result<Stored, TensorError> {
        match self {
            Self::Safetensors(file) => file.stored(name),
            Self::Npz(file) => file.stored(name),
        }
    }

    /// A floating-point array as f32; f64 is rounded to the nearest, which `is_rounded` tells.
    ///
    /// # Errors
    /// No floating-point array, or one with values that are not finite in f32.
    pub(super) fn floats(&self, name: &str) -> Result<Floats, StatesError> {
        let stored = self.stored(name)?;
        let wide = wide_floats(&stored).ok_or_else(|| StatesError::Elements {
            name: name.to_owned(),
            found: stored.stored_type.name().to_owned(),
            wanted: "floating-point ones",
        })?;
        #[expect(clippy::cast_possible_truncation, reason = "the cast is the rounding")]
        let values: Vec<f32> = wide.iter().map(|&value| value as f32).collect();
        if let Some(index) = values.iter().position(|value| !value.is_finite()) {
            let (name, value) = (name.to_owned(), wide[index]);
            return Err(StatesError::NotFinite { name, index, value });
        }
        let is_rounded = values.iter().zip(&wide).any(|(&value, &wide)| f64::from(value) != wide);
        Ok(Floats { name: name.to_owned(), dims: stored.dims, values, is_rounded })
    }

    /// A count of steps, an integer scalar of any type.
    ///
    /// # Errors
    /// No integer scalar, or one that is no number of steps.
    pub(super) fn steps(&self, name: &str) -> Result<i32, StatesError> {
        let stored = self.stored(name)?;
        let found = integer(&stored).ok_or_else(|| StatesError::Elements {
            name: name.to_owned(),
            found: stored.to_string(),
            wanted: "one integer",
        })?;
        let steps = i32::try_from(found).ok().filter(|&steps| steps >= 0);
        steps.ok_or_else(|| StatesError::Steps { name: name.to_owned(), found })
    }

    /// Whether a flag of any type is set: one element that is not 0.
    ///
    /// # Errors
    /// The file has no such array.
    pub(super) fn flag(&self, name: &str) -> Result<bool, StatesError> {
        Ok(self.stored(name)?.bytes.iter().any(|&byte| byte != 0))
    }
}

/// Writes arrays: numpy's format where the name ends in `.npz`, which has no metadata, else
/// safetensors.
///
/// # Errors
/// The file cannot be written.
pub fn write_arrays(
    path: &Path,
    arrays: &BTreeMap<String, Stored>,
    metadata: &BTreeMap<String, String>,
) -> Result<(), TensorError> {
    if is_npz(path) {
        return write_npz(path, arrays);
    }
    write_stored_safetensors(path, arrays, metadata)
}

/// Whether a file of this name is to be numpy's archive.
pub fn is_npz(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "npz")
}

/// The elements, each from its `N` bytes.
fn elements<T, const N: usize>(stored: &Stored, read: impl Fn([u8; N]) -> T) -> Vec<T> {
    stored.bytes.as_chunks::<N>().0.iter().map(|&element| read(element)).collect()
}

/// The values of a floating-point array, exactly; none where it has integers.
fn wide_floats(stored: &Stored) -> Option<Vec<f64>> {
    match stored.stored_type {
        StoredType::F16 => Some(elements(stored, |b| f16::from_le_bytes(b).to_f64())),
        StoredType::Bf16 => Some(elements(stored, |b| bf16::from_le_bytes(b).to_f64())),
        StoredType::F32 => Some(elements(stored, |b| f64::from(f32::from_le_bytes(b)))),
        StoredType::F64 => Some(elements(stored, f64::from_le_bytes)),
        StoredType::Bool
        | StoredType::U8
        | StoredType::I8
        | StoredType::U16
        | StoredType::I16
        | StoredType::U32
        | StoredType::I32
        | StoredType::U64
        | StoredType::I64 => None,
    }
}

/// The value of an array of one integer; none where it is anything else.
fn integer(stored: &Stored) -> Option<i128> {
    let values: Vec<i128> = match stored.stored_type {
        StoredType::U8 => elements(stored, |b| u8::from_le_bytes(b).into()),
        StoredType::I8 => elements(stored, |b| i8::from_le_bytes(b).into()),
        StoredType::U16 => elements(stored, |b| u16::from_le_bytes(b).into()),
        StoredType::I16 => elements(stored, |b| i16::from_le_bytes(b).into()),
        StoredType::U32 => elements(stored, |b| u32::from_le_bytes(b).into()),
        StoredType::I32 => elements(stored, |b| i32::from_le_bytes(b).into()),
        StoredType::U64 => elements(stored, |b| u64::from_le_bytes(b).into()),
        StoredType::I64 => elements(stored, |b| i64::from_le_bytes(b).into()),
        StoredType::Bool
        | StoredType::F16
        | StoredType::Bf16
        | StoredType::F32
        | StoredType::F64 => return None,
    };
    let [value] = values.as_slice() else { return None };
    Some(*value)
}
