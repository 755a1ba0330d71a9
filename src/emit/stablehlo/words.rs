//! Types, numbers and attributes as StableHLO text spells them.

use crate::ir::attr::{Direction, DotDimensions, GatherDimensions, SliceRange};
use crate::ir::literal::Literal;
use crate::ir::shape::{ElementType, Shape};

/// `tensor<32x512x768xbf16>`.
pub(in crate::emit) fn tensor(shape: &Shape) -> String {
    let dims: String = shape.dims.iter().map(|dim| format!("{dim}x")).collect();
    format!("tensor<{dims}{}>", element(shape.element_type))
}

pub(in crate::emit) fn tensors<'a>(shapes: impl Iterator<Item = &'a Shape>) -> String {
    shapes.map(tensor).collect::<Vec<_>>().join(", ")
}

fn element(element_type: ElementType) -> &'static str {
    match element_type {
        ElementType::Pred => "i1",
        ElementType::S8 => "i8",
        ElementType::S32 => "i32",
        ElementType::U8 => "ui8",
        ElementType::U32 => "ui32",
        ElementType::Bf16 => "bf16",
        ElementType::F32 => "f32",
        ElementType::F64 => "f64",
    }
}

pub(super) fn comparison(direction: Direction, compared: ElementType) -> String {
    let compare_type = match compared {
        ElementType::S8 | ElementType::S32 => "SIGNED",
        ElementType::Pred | ElementType::U8 | ElementType::U32 => "UNSIGNED",
        ElementType::Bf16 | ElementType::F32 | ElementType::F64 => "FLOAT",
    };
    format!(
        "comparison_direction = #stablehlo<comparison_direction {}>, \
         compare_type = #stablehlo<comparison_type {compare_type}>",
        direction.name()
    )
}

pub(super) fn slice(ranges: &[SliceRange]) -> String {
    let each = |pick: fn(&SliceRange) -> usize| array(&ranges.iter().map(pick).collect::<Vec<_>>());
    let (start, limit, stride) = (each(|r| r.start), each(|r| r.limit), each(|r| r.stride));
    format!("limit_indices = {limit}, start_indices = {start}, strides = {stride}")
}

pub(super) fn dot(dot: &DotDimensions) -> String {
    format!(
        "dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = {:?}, \
         rhs_batching_dimensions = {:?}, lhs_contracting_dimensions = {:?}, \
         rhs_contracting_dimensions = {:?}>",
        dot.lhs_batch, dot.rhs_batch, dot.lhs_contracting, dot.rhs_contracting
    )
}

pub(super) fn gather(dimensions: &GatherDimensions, slice_sizes: &[usize]) -> String {
    let (operand, indices) = (&dimensions.operand_batch, &dimensions.indices_batch);
    let batch = match operand[..] {
        [] => String::new(),
        _ => format!(
            "operand_batching_dims = {operand:?}, start_indices_batching_dims = {indices:?}, "
        ),
    };
    format!(
        "dimension_numbers = #stablehlo.gather<offset_dims = {:?}, collapsed_slice_dims = {:?}, \
         {batch}start_index_map = {:?}, index_vector_dim = {}>, indices_are_sorted = false, \
         slice_sizes = {}",
        dimensions.offset,
        dimensions.collapsed_slice,
        dimensions.start_index_map,
        dimensions.index_vector,
        array(slice_sizes)
    )
}

/// `array<i64: 0, 2>`.
pub(super) fn array(numbers: &[usize]) -> String {
    if numbers.is_empty() {
        return "array<i64>".to_owned();
    }
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    format!("array<i64: {}>", numbers.join(", "))
}

/// `dense<0.25> : tensor<f32>`.
pub(super) fn dense(literal: &Literal) -> String {
    let t = literal.shape.element_type;
    let values: Vec<String> = literal.values().iter().map(|&value| number(t, value)).collect();
    match (values.as_slice(), literal.shape.rank()) {
        ([one], 0) => format!("dense<{one}> : {}", tensor(&literal.shape)),
        (all, _) => format!("dense<[{}]> : {}", all.join(", "), tensor(&literal.shape)),
    }
}

/// A number as MLIR reads it back exactly: all digits of an f64, bits where there are no digits.
#[expect(clippy::cast_possible_truncation, reason = "infinities and NaN exist in every float type")]
pub(in crate::emit) fn number(element_type: ElementType, value: f64) -> String {
    match element_type {
        ElementType::Pred => (value != 0.0).to_string(),
        ElementType::S8 | ElementType::S32 | ElementType::U8 | ElementType::U32 => {
            format!("{value}")
        }
        ElementType::Bf16 | ElementType::F32 | ElementType::F64 if value.is_finite() => {
            digits(value)
        }
        ElementType::Bf16 => format!("0x{:04X}", half::bf16::from_f64(value).to_bits()),
        ElementType::F32 => format!("0x{:08X}", (value as f32).to_bits()),
        ElementType::F64 => format!("0x{:016X}", value.to_bits()),
    }
}

fn digits(value: f64) -> String {
    let digits = format!("{value:e}");
    let (mantissa, exponent) = digits.split_once('e').unwrap_or((&digits, "0"));
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let exponent = if exponent == "0" { String::new() } else { format!("e{exponent}") };
    format!("{mantissa}{point}{exponent}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_so_that_mlir_reads_them_back() {
        assert_eq!(number(ElementType::F32, 0.25), "2.5e-1");
        assert_eq!(number(ElementType::F32, 1.0), "1.0");
        assert_eq!(number(ElementType::F32, f64::from(1e-5_f32)), "9.999999747378752e-6");
        assert_eq!(number(ElementType::F32, f64::INFINITY), "0x7F800000");
        assert_eq!(number(ElementType::Bf16, f64::INFINITY), "0x7F80");
        assert_eq!(number(ElementType::S32, -1.0), "-1");
        assert_eq!(number(ElementType::Pred, 1.0), "true");
    }
}
