//! One array on the host: a shape and its bytes, row-major and little-endian.

use half::bf16;

use crate::ir::shape::{ElementType, Shape};
use crate::tensor::error::TensorError;

/// An array on the host, row-major and little-endian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tensor {
    shape: Shape,
    bytes: Vec<u8>,
}

impl Tensor {
    /// An array of these bytes.
    ///
    /// # Errors
    /// Not as many bytes as the shape says.
    pub fn new(shape: Shape, bytes: Vec<u8>) -> Result<Self, TensorError> {
        if bytes.len() == shape.byte_size() {
            return Ok(Tensor { shape, bytes });
        }
        Err(TensorError::ByteCount { shape, found: bytes.len() })
    }

    /// An array of zeros (of `false`).
    pub fn zeros(shape: Shape) -> Self {
        let bytes = vec![0; shape.byte_size()];
        Tensor { shape, bytes }
    }

    /// An f32 array of these values.
    ///
    /// # Errors
    /// Not as many values as the dimensions say.
    pub fn from_f32(dims: &[usize], values: &[f32]) -> Result<Self, TensorError> {
        from_values(Shape::new(ElementType::F32, dims), values, |v| v.to_le_bytes())
    }

    /// An f64 array of these values.
    ///
    /// # Errors
    /// Not as many values as the dimensions say.
    pub fn from_f64(dims: &[usize], values: &[f64]) -> Result<Self, TensorError> {
        from_values(Shape::new(ElementType::F64, dims), values, |v| v.to_le_bytes())
    }

    /// An s32 array of these values.
    ///
    /// # Errors
    /// Not as many values as the dimensions say.
    pub fn from_s32(dims: &[usize], values: &[i32]) -> Result<Self, TensorError> {
        from_values(Shape::new(ElementType::S32, dims), values, |v| v.to_le_bytes())
    }

    /// An s8 array of these values.
    ///
    /// # Errors
    /// Not as many values as the dimensions say.
    pub fn from_s8(dims: &[usize], values: &[i8]) -> Result<Self, TensorError> {
        from_values(Shape::new(ElementType::S8, dims), values, |v| v.to_le_bytes())
    }

    /// A bf16 array of these values.
    ///
    /// # Errors
    /// Not as many values as the dimensions say.
    pub fn from_bf16(dims: &[usize], values: &[bf16]) -> Result<Self, TensorError> {
        from_values(Shape::new(ElementType::Bf16, dims), values, |v| v.to_le_bytes())
    }

    /// The element type and dimensions.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The elements, row-major and little-endian.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes themselves.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The values of an f32 array.
    ///
    /// # Errors
    /// The elements are of another type.
    pub fn to_f32(&self) -> Result<Vec<f32>, TensorError> {
        self.values(ElementType::F32, f32::from_le_bytes)
    }

    /// The values of an f64 array.
    ///
    /// # Errors
    /// The elements are of another type.
    pub fn to_f64(&self) -> Result<Vec<f64>, TensorError> {
        self.values(ElementType::F64, f64::from_le_bytes)
    }

    /// The values of an s32 array.
    ///
    /// # Errors
    /// The elements are of another type.
    pub fn to_s32(&self) -> Result<Vec<i32>, TensorError> {
        self.values(ElementType::S32, i32::from_le_bytes)
    }

    /// The values of a bf16 array.
    ///
    /// # Errors
    /// The elements are of another type.
    pub fn to_bf16(&self) -> Result<Vec<bf16>, TensorError> {
        self.values(ElementType::Bf16, bf16::from_le_bytes)
    }

    /// The values as f64, exactly, whatever the element type (`true` is 1).
    pub fn widened(&self) -> Vec<f64> {
        let mut values = Vec::new();
        self.widen_into(&mut values);
        values
    }

    fn widen_into(&self, values: &mut Vec<f64>) {
        let bytes = &self.bytes;
        match self.shape.element_type {
            ElementType::Pred | ElementType::U8 => {
                values.extend(bytes.iter().map(|&b| f64::from(b)));
            }
            ElementType::S8 => {
                values.extend(elements(bytes, |b| f64::from(i8::from_le_bytes(b))));
            }
            ElementType::S32 => {
                values.extend(elements(bytes, |b| f64::from(i32::from_le_bytes(b))))
            }
            ElementType::U32 => {
                values.extend(elements(bytes, |b| f64::from(u32::from_le_bytes(b))))
            }
            ElementType::Bf16 => {
                values.extend(elements(bytes, |b| bf16::from_le_bytes(b).to_f64()))
            }
            ElementType::F32 => {
                values.extend(elements(bytes, |b| f64::from(f32::from_le_bytes(b))))
            }
            ElementType::F64 => values.extend(elements(bytes, f64::from_le_bytes)),
        }
    }

    /// The same array once more.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn copied(&self) -> Result<Tensor, TensorError> {
        let mut bytes = room_for(None, &self.shape, self.bytes.len())?;
        bytes.extend_from_slice(&self.bytes);
        Ok(Tensor { shape: self.shape.clone(), bytes })
    }

    /// The same array with another floating-point type, each value rounded to the nearest one of
    /// that type, ties to even.
    ///
    /// # Errors
    /// Either type is none of floating point (and they differ), or there is no memory.
    pub fn convert_to(&self, wanted: ElementType) -> Result<Tensor, TensorError> {
        let shape = self.shape.with_type(wanted);
        if shape == self.shape {
            return self.copied();
        }
        let not_convertible = || TensorError::NotConvertible { found: self.shape.clone(), wanted };
        if !self.shape.element_type.is_float() {
            return Err(not_convertible());
        }
        let count = self.shape.element_count();
        let mut values = room_for(None, &self.shape, count)?;
        self.widen_into(&mut values);
        match wanted {
            ElementType::Bf16 => from_values(shape, &values, |&v| bf16_of(v).to_le_bytes()),
            ElementType::F32 => from_values(shape, &values, |&v| f32_of(v).to_le_bytes()),
            ElementType::F64 => from_values(shape, &values, |v| v.to_le_bytes()),
            ElementType::Pred
            | ElementType::S8
            | ElementType::S32
            | ElementType::U8
            | ElementType::U32 => Err(not_convertible()),
        }
    }

    /// Checks that a tensor called `name` is of this shape.
    ///
    /// # Errors
    /// Other dimensions, or another element type.
    pub fn expect_shape(&self, name: &str, wanted: &Shape) -> Result<(), TensorError> {
        let (found, wanted) = (self.shape.clone(), wanted.clone());
        if found == wanted {
            return Ok(());
        }
        let name = name.to_owned();
        if found.dims == wanted.dims {
            return Err(TensorError::WrongType { name, found, wanted });
        }
        Err(TensorError::WrongShape { name, found, wanted })
    }

    /// The elements as values of `wanted`, which must be their type.
    fn values<T, const N: usize>(
        &self,
        wanted: ElementType,
        read: impl Fn([u8; N]) -> T,
    ) -> Result<Vec<T>, TensorError> {
        if self.shape.element_type != wanted {
            return Err(TensorError::Elements { found: self.shape.clone(), wanted });
        }
        Ok(elements(&self.bytes, read).collect())
    }
}

/// The elements of an array, each from its `N` bytes.
fn elements<T, const N: usize>(
    bytes: &[u8],
    read: impl Fn([u8; N]) -> T,
) -> impl Iterator<Item = T> {
    bytes.as_chunks::<N>().0.iter().map(move |&element| read(element))
}

/// An array of values, each written as its bytes.
fn from_values<T, const N: usize>(
    shape: Shape,
    values: &[T],
    write: impl Fn(&T) -> [u8; N],
) -> Result<Tensor, TensorError> {
    if values.len() != shape.element_count() {
        return Err(TensorError::ElementCount { shape, found: values.len() });
    }
    let mut bytes = room_for(None, &shape, values.len().saturating_mul(N))?;
    bytes.extend(values.iter().flat_map(write));
    Ok(Tensor { shape, bytes })
}

/// An empty list with room for so many elements, to make an array of this name and shape.
pub(super) fn room_for<T>(
    name: Option<&str>,
    shape: &Shape,
    count: usize,
) -> Result<Vec<T>, TensorError> {
    let mut list = Vec::new();
    list.try_reserve_exact(count).map_err(|_| TensorError::NoMemory {
        name: name.map(str::to_owned),
        shape: shape.clone(),
        bytes: (count as u64).saturating_mul(size_of::<T>() as u64),
    })?;
    Ok(list)
}

/// The nearest f32, ties to even.
#[expect(clippy::cast_possible_truncation, reason = "the cast is the rounding")]
fn f32_of(value: f64) -> f32 {
    value as f32
}

/// The nearest bf16, ties to even, in one rounding: an f32 that became a tie on the way is moved
/// back to its side.
fn bf16_of(value: f64) -> bf16 {
    let near = f32_of(value);
    let is_tie = near.to_bits() & 0xffff == 0x8000;
    let rounded = f64::from(near);
    if is_tie && rounded.abs() > value.abs() {
        return bf16::from_f32(f32::from_bits(near.to_bits() - 1));
    }
    if is_tie && rounded.abs() < value.abs() {
        return bf16::from_f32(f32::from_bits(near.to_bits() + 1));
    }
    bf16::from_f32(near)
}

/// One element with its bits, for messages: `1.5 (0x3fc0)`.
pub(super) fn element_text(element_type: ElementType, bytes: &[u8]) -> String {
    let shape = Shape::scalar(element_type);
    let bits: String = bytes.iter().rev().map(|byte| format!("{byte:02x}")).collect();
    let value = Tensor { shape, bytes: bytes.to_vec() }.widened();
    value.first().map_or_else(String::new, |value| format!("{value} (0x{bits})"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The nearest of the two bf16 around a finite value, the even one if both are as near.
    fn nearest_bf16(value: f64) -> bf16 {
        let all = |bits: u16| bf16::from_bits(bits).to_f64();
        let sign = if value.is_sign_negative() { 0x8000 } else { 0 };
        // The largest magnitude not above the value's.
        let below = (0..0x7f80_u16).rev().find(|&bits| all(bits) <= value.abs()).expect("zero");
        let above = if below == 0x7f7f { 2.0_f64.powi(128) } else { all(below + 1) };
        let (down, up) = (value.abs() - all(below), above - value.abs());
        let up_wins = up < down || (up == down && below % 2 == 1);
        bf16::from_bits(sign | (below + u16::from(up_wins)))
    }

    #[test]
    fn values_come_back_as_they_went_in() {
        let floats = Tensor::from_f32(&[2, 2], &[1.0, -2.5, 0.0, 1e30]).expect("a tensor");
        assert_eq!(floats.to_f32().expect("f32"), [1.0, -2.5, 0.0, 1e30]);
        let codes = Tensor::from_s32(&[3], &[-1, 0, 64]).expect("a tensor");
        assert_eq!(codes.to_s32().expect("s32"), [-1, 0, 64]);
        assert_eq!(codes.widened(), [-1.0, 0.0, 64.0]);
        let halves = Tensor::from_bf16(&[1], &[bf16::from_f32(3.5)]).expect("a tensor");
        assert_eq!(halves.to_bf16().expect("bf16"), [bf16::from_f32(3.5)]);
        assert_eq!(halves.bytes(), [0x60, 0x40]);
        let doubles = Tensor::from_f64(&[], &[0.1]).expect("a tensor");
        assert_eq!(doubles.to_f64().expect("f64"), [0.1]);
        assert_eq!(Tensor::zeros(Shape::new(ElementType::U8, &[2, 3])).into_bytes(), [0; 6]);
    }

    #[test]
    fn conversion_rounds_once_to_nearest_even() {
        let bf16s = |values: &[f64]| {
            let tensor = Tensor::from_f64(&[values.len()], values).expect("a tensor");
            tensor.convert_to(ElementType::Bf16).expect("bf16").widened()
        };
        // 1 + 2^-8 is a tie; 2^-40 above it is not, though f32 cannot tell.
        let tie = 1.003_906_25;
        let bit = 2.0_f64.powi(-40);
        assert_eq!(bf16s(&[tie, tie + bit, tie - bit]), [1.0, 1.007_812_5, 1.0]);
        assert_eq!(bf16s(&[-tie, -tie - bit]), [-1.0, -1.007_812_5]);
        // 1 + 3 * 2^-8 is a tie whose even neighbour is above.
        let tie = 1.011_718_75;
        assert_eq!(bf16s(&[tie, tie - bit]), [1.015_625, 1.007_812_5]);
        assert!(bf16s(&[f64::NAN])[0].is_nan());
        assert_eq!(bf16s(&[f64::INFINITY, 1e39, -0.0]), [f64::INFINITY, f64::INFINITY, 0.0]);
    }

    proptest! {
        #[test]
        fn every_f32_converts_to_its_nearest_bf16(bits in any::<u32>()) {
            let value = f32::from_bits(bits);
            prop_assume!(value.is_finite());
            let tensor = Tensor::from_f32(&[1], &[value]).expect("a tensor");
            let found = tensor.convert_to(ElementType::Bf16).and_then(|t| t.to_bf16()).expect("bf16");
            prop_assert_eq!(found[0].to_bits(), nearest_bf16(f64::from(value)).to_bits());
        }

        #[test]
        fn every_f64_converts_to_its_nearest_bf16(mantissa in -1.0..1.0_f64, exponent in -130..128) {
            let value = mantissa * 2.0_f64.powi(exponent);
            let tensor = Tensor::from_f64(&[1], &[value]).expect("a tensor");
            let found = tensor.convert_to(ElementType::Bf16).and_then(|t| t.to_bf16()).expect("bf16");
            prop_assert_eq!(found[0].to_bits(), nearest_bf16(value).to_bits());
        }

        #[test]
        fn every_bf16_survives_f32_and_f64(bits in any::<u16>()) {
            let value = bf16::from_bits(bits);
            prop_assume!(!value.is_nan());
            let tensor = Tensor::from_bf16(&[1], &[value]).expect("a tensor");
            for wide in [ElementType::F32, ElementType::F64] {
                let there = tensor.convert_to(wide).expect("wider");
                prop_assert_eq!(&there.convert_to(ElementType::Bf16).expect("back"), &tensor);
            }
        }
    }

    #[test]
    fn each_wrong_array_has_its_message() {
        let message = |result: Result<Tensor, TensorError>| result.expect_err("wrong").to_string();
        assert_eq!(
            message(Tensor::from_f32(&[2, 3], &[0.0; 5])),
            "f32[2,3]: found 5 elements, wanted 6"
        );
        let shape = Shape::new(ElementType::Bf16, &[2, 3]);
        assert_eq!(
            message(Tensor::new(shape.clone(), vec![0; 13])),
            "bf16[2,3]: found 13 bytes, wanted 12"
        );
        let zeros = Tensor::zeros(shape.clone());
        assert_eq!(
            zeros.to_f32().expect_err("wrong").to_string(),
            "bf16[2,3]: its elements are bf16, wanted f32"
        );
        assert_eq!(
            message(zeros.convert_to(ElementType::S32)),
            "bf16[2,3]: cannot be converted to s32, only floating-point types convert"
        );
        let wrong =
            |wanted: Shape| zeros.expect_shape("inputs", &wanted).expect_err("wrong").to_string();
        assert_eq!(
            wrong(shape.with_type(ElementType::F32)),
            "tensor inputs: found bf16[2,3], wanted f32[2,3]: convert it to f32 first"
        );
        assert_eq!(
            wrong(Shape::new(ElementType::F32, &[3, 2])),
            "tensor inputs: found bf16[2,3], wanted f32[3,2]"
        );
        assert!(zeros.expect_shape("inputs", &shape).is_ok());
    }
}
