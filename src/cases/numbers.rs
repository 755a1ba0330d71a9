//! Nested JSON numbers as tensors: `[[0, 1.5], ["NaN", "-Infinity"]]` is `[2, 2]`.

use serde_json::Value;

use crate::cases::error::CaseError;
use crate::cases::fields::shown;
use crate::ir::shape::{ElementType, Shape};
use crate::report::number::Number;
use crate::tensor::array::Tensor;

/// The numbers at `path` as elements of this shape, row-major; not rounded.
///
/// # Errors
/// Other dimensions, or something that is no number of the type.
pub fn values(path: &str, value: &Value, shape: &Shape) -> Result<Vec<f64>, CaseError> {
    let mut values = Vec::with_capacity(shape.element_count());
    collect(path, value, (&shape.dims, shape), &mut values)?;
    Ok(values)
}

fn collect(
    path: &str,
    value: &Value,
    (dims, whole): (&[usize], &Shape),
    values: &mut Vec<f64>,
) -> Result<(), CaseError> {
    let Some((&size, rest)) = dims.split_first() else {
        values.push(element(path, value, whole)?);
        return Ok(());
    };
    let wrong =
        |found: String| CaseError::wrong(path, found, format!("a list of {size} ({whole})"));
    let items = value.as_array().ok_or_else(|| wrong(shown(value)))?;
    if items.len() != size {
        return Err(wrong(format!("a list of {}", items.len())));
    }
    for (index, item) in items.iter().enumerate() {
        collect(&format!("{path}[{index}]"), item, (rest, whole), values)?;
    }
    Ok(())
}

/// One element of a shape's type.
fn element(path: &str, value: &Value, whole: &Shape) -> Result<f64, CaseError> {
    let number = match value {
        Value::Bool(flag) => Some(f64::from(u8::from(*flag))),
        Value::String(name) => Number::from_name(name),
        Value::Number(_) => value.as_f64(),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    let element_type = whole.element_type;
    let (least, most) = range(element_type);
    let fits = |number: &f64| match element_type.is_float() {
        true => true,
        false => number.fract() == 0.0 && (least..=most).contains(number),
    };
    number.filter(fits).ok_or_else(|| {
        let wanted = if element_type == ElementType::Pred {
            "true or false".to_owned()
        } else if element_type.is_float() {
            "a number, \"NaN\", \"Infinity\" or \"-Infinity\"".to_owned()
        } else {
            format!("a whole number from {least} to {most}")
        };
        CaseError::wrong(path, shown(value), format!("{wanted} ({whole})"))
    })
}

/// The least and the greatest number of a type without fractions.
fn range(element_type: ElementType) -> (f64, f64) {
    match element_type {
        ElementType::Pred => (0.0, 1.0),
        ElementType::S8 => (f64::from(i8::MIN), f64::from(i8::MAX)),
        ElementType::S32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
        ElementType::U8 => (0.0, f64::from(u8::MAX)),
        ElementType::U32 => (0.0, f64::from(u32::MAX)),
        ElementType::Bf16 | ElementType::F32 | ElementType::F64 => (f64::MIN, f64::MAX),
    }
}

/// The numbers at `path` as a tensor of this shape, rounded to its type.
///
/// # Errors
/// As [`values`].
pub fn tensor(path: &str, value: &Value, shape: &Shape) -> Result<Tensor, CaseError> {
    let values = values(path, value, shape)?;
    let tensor = if shape.element_type.is_float() {
        Tensor::from_f64(&shape.dims, &values).and_then(|all| all.convert_to(shape.element_type))
    } else {
        Tensor::new(shape.clone(), whole_bytes(&values, shape.element_type.byte_size()))
    };
    tensor.map_err(|source| CaseError::Tensor { path: path.to_owned(), source: Box::new(source) })
}

/// Whole numbers in so many little-endian bytes each.
#[expect(clippy::cast_possible_truncation, reason = "each was checked to be in its type's range")]
fn whole_bytes(values: &[f64], size: usize) -> Vec<u8> {
    let bytes = |value: &f64| (*value as i64).to_le_bytes()[..size].to_vec();
    values.iter().flat_map(bytes).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shape(element_type: ElementType, dims: &[usize]) -> Shape {
        Shape::new(element_type, dims)
    }

    #[test]
    fn nested_numbers_are_row_major_and_rounded_to_the_type() {
        let given = json!([[0.1, -2], ["NaN", "-Infinity"]]);
        let made = tensor("inputs", &given, &shape(ElementType::F32, &[2, 2])).expect("a tensor");
        let found = made.to_f32().expect("f32");
        assert_eq!((found[0], found[1], found[3]), (0.1, -2.0, f32::NEG_INFINITY));
        assert!(found[2].is_nan());
        let codes = tensor("codes", &json!([3, -1]), &shape(ElementType::S32, &[2]));
        assert_eq!(codes.expect("codes").to_s32().expect("s32"), [3, -1]);
        let words = tensor("seed", &json!(4_294_967_295_u32), &shape(ElementType::U32, &[]));
        assert_eq!(words.expect("a word").bytes(), [255; 4]);
        let mask = tensor("mask", &json!([true, false]), &shape(ElementType::Pred, &[2]));
        assert_eq!(mask.expect("a mask").bytes(), [1, 0]);
    }

    #[test]
    fn what_does_not_fit_is_named_with_its_place() {
        let message = |value: Value, element_type, dims: &[usize]| {
            let error = tensor("[0].inputs.x", &value, &shape(element_type, dims));
            error.expect_err("wrong").to_string()
        };
        assert_eq!(
            message(json!([[1, 2], [3]]), ElementType::F32, &[2, 2]),
            "[0].inputs.x[1]: found a list of 1, wanted a list of 2 (f32[2,2])"
        );
        assert_eq!(
            message(json!([1, "two"]), ElementType::F32, &[2]),
            "[0].inputs.x[1]: found \"two\", wanted a number, \"NaN\", \"Infinity\" or \
             \"-Infinity\" (f32[2])"
        );
        assert_eq!(
            message(json!([1, 0.5]), ElementType::S32, &[2]),
            "[0].inputs.x[1]: found 0.5, wanted a whole number from -2147483648 to 2147483647 \
             (s32[2])"
        );
        assert_eq!(
            message(json!([2]), ElementType::Pred, &[1]),
            "[0].inputs.x[0]: found 2, wanted true or false (pred[1])"
        );
        assert_eq!(
            message(json!(7), ElementType::F32, &[2]),
            "[0].inputs.x: found 7, wanted a list of 2 (f32[2])"
        );
    }
}
