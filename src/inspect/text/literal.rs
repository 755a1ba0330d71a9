//! Values of constants: `0.25`, `{1, 2}`, `{ { 1, 2 }, { 3, 4 } }`, `( 1, {2} )`.

use std::str::FromStr;

use half::{bf16, f16};

use crate::inspect::text::scanner::{braced, parts};
use crate::inspect::text::shape::row_major;
use crate::wire::xla_data::{LiteralProto, PrimitiveType, ShapeProto};

/// The values of a constant of this shape, row-major; `None` where they are left out, too few or
/// too many, or of a type whose values no text says.
pub(super) fn literal(text: &str, shape: &ShapeProto) -> Option<LiteralProto> {
    let text = text.trim();
    if shape.element_type == PrimitiveType::Tuple as i32 {
        let elements = parts(text.strip_prefix('(')?.strip_suffix(')')?);
        let is_whole = elements.len() == shape.tuple_shapes.len();
        let elements = elements.into_iter().zip(&shape.tuple_shapes);
        let tuple_literals = elements.map(|(text, shape)| literal(text, shape));
        return is_whole.then_some(LiteralProto {
            shape: Some(shape.clone()),
            tuple_literals: tuple_literals.collect::<Option<_>>()?,
            ..LiteralProto::default()
        });
    }
    let count = shape.dimensions.iter().try_fold(1_i64, |count, size| count.checked_mul(*size))?;
    let values = values(text);
    let is_whole = i64::try_from(values.len()).is_ok_and(|found| found == count);
    let layout = Some(row_major(shape.dimensions.len()));
    let shape = Some(ShapeProto { layout, ..shape.clone() });
    let mut found = LiteralProto { shape, ..LiteralProto::default() };
    is_whole.then(|| set(&mut found, &values)).flatten()?;
    Some(found)
}

/// All values in the braces of an array.
fn values(text: &str) -> Vec<&str> {
    match text.starts_with('{') {
        true => parts(braced(text)).into_iter().flat_map(values).collect(),
        false if text.is_empty() => Vec::new(),
        false => vec![text],
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "of the many other types no value is printed")]
fn set(found: &mut LiteralProto, values: &[&str]) -> Option<()> {
    let element_type = found.shape.as_ref().map_or(0, |shape| shape.element_type);
    match PrimitiveType::try_from(element_type).ok()? {
        PrimitiveType::Pred => found.preds = all(values, truth)?,
        PrimitiveType::S8 => found.s8s = all(values, |v| number::<i8>(v).map(i8::cast_unsigned))?,
        PrimitiveType::S16 => found.s16s = pairs(values, |v| number(v).map(i16::to_le_bytes))?,
        PrimitiveType::S32 => found.s32s = all(values, number)?,
        PrimitiveType::S64 => found.s64s = all(values, number)?,
        PrimitiveType::U8 => found.u8s = all(values, number)?,
        PrimitiveType::U16 => found.u16s = pairs(values, |v| number(v).map(u16::to_le_bytes))?,
        PrimitiveType::U32 => found.u32s = all(values, number)?,
        PrimitiveType::U64 => found.u64s = all(values, number)?,
        PrimitiveType::F16 => {
            found.f16s = pairs(values, |v| float(v).map(|v| f16::from_f64(v).to_le_bytes()))?;
        }
        PrimitiveType::Bf16 => {
            found.bf16s = pairs(values, |v| float(v).map(|v| bf16::from_f64(v).to_le_bytes()))?;
        }
        PrimitiveType::F32 => found.f32s = all(values, float32)?,
        PrimitiveType::F64 => found.f64s = all(values, float)?,
        PrimitiveType::C64 => found.c64s = all(values, |v| complex(v, float32))?.concat(),
        PrimitiveType::C128 => found.c128s = all(values, |v| complex(v, float))?.concat(),
        _ => return None,
    }
    Some(())
}

fn all<T>(values: &[&str], read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    values.iter().map(|value| read(value)).collect()
}

fn pairs(values: &[&str], read: impl Fn(&str) -> Option<[u8; 2]>) -> Option<Vec<u8>> {
    all(values, read).map(|pairs| pairs.concat())
}

fn number<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// `nan` may say its bits, `nan(0x1)`, which nobody needs.
fn float(text: &str) -> Option<f64> {
    let bare = text.split_once('(').map_or(text, |(bare, _)| bare);
    bare.parse().ok()
}

/// Rounded once, from the text.
fn float32(text: &str) -> Option<f32> {
    let bare = text.split_once('(').map_or(text, |(bare, _)| bare);
    bare.parse().ok()
}

fn complex<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<[T; 2]> {
    match parts(text.strip_prefix('(')?.strip_suffix(')')?)[..] {
        [real, imaginary] => Some([read(real)?, read(imaginary)?]),
        _ => None,
    }
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}
