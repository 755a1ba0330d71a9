//! Values of constants: `0.25`, `{1, 2}`, `{ { 1, 2 }, { 3, 4 } }`, `( 1, {2} )`.

use std::str::FromStr;

use half::{bf16, f16};

use crate::inspect::text::scanner::parts;
use crate::inspect::text::shape::row_major;
use crate::wire::xla_data::{LiteralProto, PrimitiveType, ShapeProto};

/// The values of a constant of this shape, row-major; `None` where they are left out, too few or
/// too many, or of a type that is not read here (s4, f8 and their like). A NaN has the bits of any NaN: one
/// that says its own is `None` too.
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
    let values = values(text, &shape.dimensions)?;
    let layout = Some(row_major(shape.dimensions.len()));
    let shape = Some(ShapeProto { layout, ..shape.clone() });
    let mut found = LiteralProto { shape, ..LiteralProto::default() };
    set(&mut found, &values)?;
    Some(found)
}

/// The values of an array of these sizes, each dimension in braces of its own.
fn values<'a>(text: &'a str, sizes: &[i64]) -> Option<Vec<&'a str>> {
    let [size, inner @ ..] = sizes else {
        return (!text.is_empty()).then(|| vec![text]);
    };
    let rows = parts(text.trim().strip_prefix('{')?.strip_suffix('}')?);
    if i64::try_from(rows.len()) != Ok(*size) {
        return None;
    }
    let rows = rows.into_iter().map(|row| values(row, inner));
    Some(rows.collect::<Option<Vec<_>>>()?.concat())
}

#[expect(clippy::wildcard_enum_match_arm, reason = "of the many other types no value is read")]
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
            found.f16s = pairs(values, |v| half(v, f16::from_f64, f16::to_le_bytes))?;
        }
        PrimitiveType::Bf16 => {
            found.bf16s = pairs(values, |v| half(v, bf16::from_f64, bf16::to_le_bytes))?;
        }
        PrimitiveType::F32 => found.f32s = all(values, float)?,
        PrimitiveType::F64 => found.f64s = all(values, float)?,
        PrimitiveType::C64 => found.c64s = all(values, |v| complex(v, float))?.concat(),
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

/// Rounded once, from the text; `None` where it is too large for the type.
fn float<T: FromStr + Into<f64> + Copy>(text: &str) -> Option<T> {
    let value: T = text.parse().ok()?;
    let is_infinite = matches!(text.trim_start_matches('-'), "inf" | "infinity");
    (value.into().is_infinite() == is_infinite).then_some(value)
}

/// The nearest sixteen-bit number; `None` where that is infinite and the text is not.
fn half<H: Into<f64> + Copy>(
    text: &str,
    nearest: fn(f64) -> H,
    bytes: fn(H) -> [u8; 2],
) -> Option<[u8; 2]> {
    let value: f64 = float(text)?;
    let rounded = nearest(value);
    (rounded.into().is_infinite() == value.is_infinite()).then(|| bytes(rounded))
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
