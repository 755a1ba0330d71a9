//! Element types and array shapes, written as HLO writes them: `bf16[32,512,768]`.

use std::fmt;

/// The type of one element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ElementType {
    /// A truth value.
    Pred,
    /// Signed 8-bit integer.
    S8,
    /// Signed 32-bit integer.
    S32,
    /// Unsigned 8-bit integer.
    U8,
    /// Unsigned 32-bit integer.
    U32,
    /// bfloat16: 8 exponent and 7 mantissa bits.
    Bf16,
    /// IEEE single precision.
    F32,
    /// IEEE double precision.
    F64,
}

impl ElementType {
    /// Every element type, for tables and tests.
    pub const ALL: [ElementType; 8] =
        [Self::Pred, Self::S8, Self::S32, Self::U8, Self::U32, Self::Bf16, Self::F32, Self::F64];

    /// HLO's name: `bf16`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pred => "pred",
            Self::S8 => "s8",
            Self::S32 => "s32",
            Self::U8 => "u8",
            Self::U32 => "u32",
            Self::Bf16 => "bf16",
            Self::F32 => "f32",
            Self::F64 => "f64",
        }
    }

    /// The element type of this HLO name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.name() == name)
    }

    /// Bytes of one element on the host.
    pub fn byte_size(self) -> usize {
        match self {
            Self::Pred | Self::S8 | Self::U8 => 1,
            Self::Bf16 => 2,
            Self::S32 | Self::U32 | Self::F32 => 4,
            Self::F64 => 8,
        }
    }

    /// Whether it is a floating-point type.
    pub fn is_float(self) -> bool {
        matches!(self, Self::Bf16 | Self::F32 | Self::F64)
    }

    /// Whether it is an integer type (a truth value is not).
    pub fn is_integer(self) -> bool {
        matches!(self, Self::S8 | Self::S32 | Self::U8 | Self::U32)
    }
}

impl fmt::Display for ElementType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An array's element type and dimensions, row-major.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// The element type.
    pub element_type: ElementType,
    /// The dimensions, slowest first.
    pub dims: Vec<usize>,
}

impl Shape {
    /// An array of these dimensions.
    pub fn new(element_type: ElementType, dims: &[usize]) -> Self {
        Shape { element_type, dims: dims.to_vec() }
    }

    /// A scalar.
    pub fn scalar(element_type: ElementType) -> Self {
        Shape::new(element_type, &[])
    }

    /// The number of dimensions.
    pub fn rank(&self) -> usize {
        self.dims.len()
    }

    /// The number of elements; the largest number there is where there are more.
    pub fn element_count(&self) -> usize {
        if self.dims.contains(&0) {
            return 0;
        }
        self.dims.iter().fold(1, |count: usize, &dim| count.saturating_mul(dim))
    }

    /// Bytes of the whole array on the host.
    pub fn byte_size(&self) -> usize {
        self.element_count().saturating_mul(self.element_type.byte_size())
    }

    /// The same dimensions with another element type.
    pub fn with_type(&self, element_type: ElementType) -> Self {
        Shape { element_type, dims: self.dims.clone() }
    }

    /// The same element type with other dimensions.
    pub fn with_dims(&self, dims: Vec<usize>) -> Self {
        Shape { element_type: self.element_type, dims }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dims: Vec<String> = self.dims.iter().map(usize::to_string).collect();
        write!(f, "{}[{}]", self.element_type, dims.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_written_as_hlo_writes_them() {
        assert_eq!(Shape::new(ElementType::Bf16, &[32, 512, 768]).to_string(), "bf16[32,512,768]");
        assert_eq!(Shape::scalar(ElementType::F32).to_string(), "f32[]");
        assert_eq!(Shape::new(ElementType::Bf16, &[2, 3]).byte_size(), 12);
    }

    #[test]
    fn counts_beyond_all_numbers_stay_at_the_largest() {
        assert_eq!(Shape::new(ElementType::F32, &[usize::MAX, 2]).byte_size(), usize::MAX);
        assert_eq!(Shape::new(ElementType::F32, &[usize::MAX, 2, 0]).byte_size(), 0);
    }

    #[test]
    fn names_of_element_types_read_back() {
        for t in ElementType::ALL {
            assert_eq!(ElementType::from_name(t.name()), Some(t));
        }
    }
}
