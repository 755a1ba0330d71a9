//! Constant arrays.

use half::bf16;

use crate::ir::shape::{ElementType, Shape};

/// A constant array; each value is exactly representable in its element type.
#[derive(Debug, Clone)]
pub struct Literal {
    /// Its shape.
    pub shape: Shape,
    /// Row-major values, `shape.element_count()` of them. Every element type fits in an f64.
    values: Vec<f64>,
}

/// Bit for bit: -0 is another constant than 0.
impl PartialEq for Literal {
    fn eq(&self, other: &Self) -> bool {
        let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        self.shape == other.shape && bits(&self.values) == bits(&other.values)
    }
}

impl Literal {
    /// A scalar of this type, rounded to it.
    pub fn scalar(element_type: ElementType, value: f64) -> Self {
        Literal { shape: Shape::scalar(element_type), values: vec![rounded(element_type, value)] }
    }

    /// A one-dimensional array, each value rounded to the type.
    pub fn vector(element_type: ElementType, values: &[f64]) -> Self {
        Literal {
            shape: Shape::new(element_type, &[values.len()]),
            values: values.iter().map(|&value| rounded(element_type, value)).collect(),
        }
    }

    /// Row-major values.
    pub fn values(&self) -> &[f64] {
        &self.values
    }
}

/// The nearest value that the type holds; integers saturate.
#[expect(clippy::cast_possible_truncation, reason = "rounding to the narrower type is the purpose")]
#[expect(clippy::cast_sign_loss, reason = "a float saturates at an unsigned type's zero")]
fn rounded(element_type: ElementType, value: f64) -> f64 {
    match element_type {
        ElementType::Pred => f64::from(u8::from(value != 0.0)),
        ElementType::S8 => f64::from(value as i8),
        ElementType::S32 => f64::from(value as i32),
        ElementType::U8 => f64::from(value as u8),
        ElementType::U32 => f64::from(value as u32),
        ElementType::Bf16 => bf16::from_f64(value).to_f64(),
        ElementType::F32 => f64::from(value as f32),
        ElementType::F64 => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minus_zero_is_a_constant_of_its_own() {
        let scalar = |value| Literal::scalar(ElementType::F32, value);
        assert_ne!(scalar(-0.0), scalar(0.0));
        assert_eq!(scalar(f64::NAN), scalar(f64::NAN));
    }

    #[test]
    fn values_are_rounded_to_their_type() {
        assert_eq!(Literal::scalar(ElementType::F32, 0.1).values(), [f64::from(0.1_f32)]);
        assert_eq!(Literal::scalar(ElementType::Bf16, 0.1).values(), [0.10009765625]);
        assert_eq!(Literal::vector(ElementType::S8, &[-200.0, 3.0]).values(), [-128.0, 3.0]);
        assert_eq!(Literal::vector(ElementType::U8, &[-1.0, 300.0]).values(), [0.0, 255.0]);
    }
}
