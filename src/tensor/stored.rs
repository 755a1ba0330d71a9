//! Arrays as other people's files hold them: any numeric type, nothing converted.

use std::fmt;
use std::path::Path;

use safetensors::Dtype;

use crate::ir::shape::{ElementType, Shape};
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::files::narrowed;

/// The type of a stored element, as numpy and safetensors know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoredType {
    /// A truth value.
    Bool,
    /// Unsigned 8-bit integer.
    U8,
    /// Signed 8-bit integer.
    I8,
    /// Unsigned 16-bit integer.
    U16,
    /// Signed 16-bit integer.
    I16,
    /// Unsigned 32-bit integer.
    U32,
    /// Signed 32-bit integer.
    I32,
    /// Unsigned 64-bit integer.
    U64,
    /// Signed 64-bit integer.
    I64,
    /// IEEE half precision.
    F16,
    /// bfloat16; numpy has it from `ml_dtypes` only, which writes two opaque bytes.
    Bf16,
    /// IEEE single precision.
    F32,
    /// IEEE double precision.
    F64,
}

/// A type, its name in safetensors, in `.npy` files and in HLO, and its bytes.
type Row = (StoredType, Dtype, &'static str, &'static str, usize);

const TYPES: [Row; 13] = [
    (StoredType::Bool, Dtype::BOOL, "|b1", "pred", 1),
    (StoredType::U8, Dtype::U8, "|u1", "u8", 1),
    (StoredType::I8, Dtype::I8, "|i1", "s8", 1),
    (StoredType::U16, Dtype::U16, "<u2", "u16", 2),
    (StoredType::I16, Dtype::I16, "<i2", "s16", 2),
    (StoredType::U32, Dtype::U32, "<u4", "u32", 4),
    (StoredType::I32, Dtype::I32, "<i4", "s32", 4),
    (StoredType::U64, Dtype::U64, "<u8", "u64", 8),
    (StoredType::I64, Dtype::I64, "<i8", "s64", 8),
    (StoredType::F16, Dtype::F16, "<f2", "f16", 2),
    (StoredType::Bf16, Dtype::BF16, "<V2", "bf16", 2),
    (StoredType::F32, Dtype::F32, "<f4", "f32", 4),
    (StoredType::F64, Dtype::F64, "<f8", "f64", 8),
];

impl StoredType {
    /// The type of this safetensors name; none for the small floats, which no state has.
    pub(super) fn of_dtype(dtype: Dtype) -> Option<Self> {
        TYPES.iter().find(|row| row.1 == dtype).map(|row| row.0)
    }

    /// The type of this numpy descriptor, without its quotes.
    pub(super) fn of_descriptor(found: &str) -> Option<Self> {
        let found = if ["|V2", "bfloat16"].contains(&found) { "<V2" } else { found };
        TYPES.iter().find(|row| row.2 == found).map(|row| row.0)
    }

    /// Every name in safetensors and every numpy descriptor, for messages.
    pub(super) fn known() -> (String, String) {
        let dtypes: Vec<String> = TYPES.iter().map(|row| row.1.to_string()).collect();
        (dtypes.join(", "), TYPES.map(|row| row.2).join(", "))
    }

    /// The name in safetensors.
    pub(super) fn dtype(self) -> Dtype {
        self.row().1
    }

    /// The name in `.npy` files, without its quotes.
    pub(super) fn descriptor(self) -> &'static str {
        self.row().2
    }

    /// Bytes of one element.
    pub fn byte_size(self) -> usize {
        self.row().4
    }

    /// The name as shapes in messages have it: `s32`.
    pub fn name(self) -> &'static str {
        self.row().3
    }

    /// The type of a step's elements of the same name, where steps have it.
    pub(super) fn element_type(self) -> Option<ElementType> {
        ElementType::from_name(self.name())
    }

    fn row(self) -> &'static Row {
        &TYPES[self as usize]
    }
}

/// An array as a file holds it, row-major and little-endian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The type of the elements.
    pub stored_type: StoredType,
    /// The dimensions, slowest first.
    pub dims: Vec<usize>,
    /// The elements.
    pub bytes: Vec<u8>,
}

impl Stored {
    /// An f32 array.
    pub fn of_f32(dims: &[usize], values: &[f32]) -> Self {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        Stored { stored_type: StoredType::F32, dims: dims.to_vec(), bytes }
    }

    /// A step's array as files hold it.
    pub fn of(tensor: &Tensor) -> Self {
        let name = tensor.shape().element_type.name();
        // Every type of steps is one of files, which a test holds.
        let row = TYPES.iter().find(|row| row.3 == name).unwrap_or(&TYPES[0]);
        let (dims, bytes) = (tensor.shape().dims.clone(), tensor.bytes().to_vec());
        Stored { stored_type: row.0, dims, bytes }
    }

    /// The array as a step has it; 64-bit integers come as s32 where all values fit. `path` and
    /// `name` are for messages.
    ///
    /// # Errors
    /// Elements of a type that no step has, or integers that do not fit.
    pub fn into_tensor(self, path: &Path, name: &str) -> Result<Tensor, TensorError> {
        let what = format!("tensor {name}");
        if self.stored_type == StoredType::I64 {
            return narrowed((path, &what), &self.dims, &self.bytes);
        }
        let Some(element_type) = self.stored_type.element_type() else {
            let names: Vec<&str> = ElementType::ALL.iter().map(|known| known.name()).collect();
            let (path, found) = (path.to_owned(), self.stored_type.name().to_owned());
            let wanted = format!("{} or s64", names.join(", "));
            return Err(TensorError::UnknownType { path, what, found, wanted });
        };
        Tensor::new(Shape::new(element_type, &self.dims), self.bytes)
    }
}

/// As HLO writes shapes: `f32[2,3]`.
impl fmt::Display for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dims: Vec<String> = self.dims.iter().map(usize::to_string).collect();
        write!(f, "{}[{}]", self.stored_type.name(), dims.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_types() {
        for (stored_type, dtype, descriptor, name, byte_size) in TYPES {
            assert_eq!(StoredType::of_dtype(dtype), Some(stored_type));
            assert_eq!(StoredType::of_descriptor(descriptor), Some(stored_type));
            assert_eq!(stored_type.dtype(), dtype);
            assert_eq!(
                (stored_type.descriptor(), stored_type.byte_size()),
                (descriptor, byte_size)
            );
            let scalar = Stored { stored_type, dims: vec![2, 3], bytes: vec![] };
            assert_eq!(scalar.to_string(), format!("{name}[2,3]"));
            assert_eq!(dtype.bitsize(), 8 * byte_size);
        }
        assert_eq!(StoredType::of_dtype(Dtype::F8_E4M3), None);
        assert_eq!(StoredType::of_descriptor(">f4"), None);
    }

    #[test]
    fn every_array_of_a_step_is_stored_and_comes_back() {
        let path = Path::new("x.npz");
        for element_type in ElementType::ALL {
            let tensor = Tensor::zeros(Shape::new(element_type, &[2, 3]));
            let stored = Stored::of(&tensor);
            assert_eq!(stored.to_string(), tensor.shape().to_string());
            assert_eq!(stored.into_tensor(path, "x").expect("a tensor"), tensor);
        }
        let stored = |stored_type, bytes| Stored { stored_type, dims: vec![1], bytes };
        let wide = stored(StoredType::I64, (-2_i64).to_le_bytes().to_vec());
        let narrow = Tensor::from_s32(&[1], &[-2]).expect("a tensor");
        assert_eq!(wide.into_tensor(path, "x").expect("a tensor"), narrow);
        let half = stored(StoredType::F16, vec![0; 2]).into_tensor(path, "x");
        assert_eq!(
            half.expect_err("no step has it").to_string(),
            "x.npz: tensor x has elements of f16, wanted pred, s8, s32, u8, u32, bf16, f32, f64 or \
             s64"
        );
    }
}
