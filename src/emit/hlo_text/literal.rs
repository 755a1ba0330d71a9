//! Values of constants as HLO text writes them: `0.25`, `{1, 2}`, `{ { 1, 2 }, { 3, 4 } }`.

use half::{bf16, f16};

use crate::wire::xla_data::{LiteralProto, PrimitiveType, ShapeProto};

/// The values of a literal, `{...}` when there are more than `largest` or none can be read.
pub(super) fn literal_text(literal: &LiteralProto, largest: usize) -> String {
    let Some(shape) = &literal.shape else { return "{...}".to_owned() };
    if shape.element_type == PrimitiveType::Tuple as i32 {
        let elements: Vec<String> =
            literal.tuple_literals.iter().map(|l| literal_text(l, largest)).collect();
        return format!("( {} )", elements.join(", "));
    }
    let sizes: Option<Vec<usize>> =
        shape.dimensions.iter().map(|&size| usize::try_from(size).ok()).collect();
    // Rows without elements are printed too, so they count as one.
    let rows = sizes.iter().flatten().try_fold(1_usize, |n, &size| n.checked_mul(size.max(1)));
    match (sizes, rows) {
        (Some(sizes), Some(rows)) if rows <= largest => {
            let count: usize = sizes.iter().product();
            let values = values(literal, shape, sizes.is_empty());
            if values.len() == count {
                return nested(&sizes, &in_row_major_order(values, shape, &sizes));
            }
            "{...}".to_owned()
        }
        _ => "{...}".to_owned(),
    }
}

/// The text of each value in the order of the proto; empty when the type is not one we read.
fn values(literal: &LiteralProto, shape: &ShapeProto, scalar: bool) -> Vec<String> {
    fn texts<T: ToString>(values: &[T]) -> Vec<String> {
        values.iter().map(T::to_string).collect()
    }
    let pairs = |bytes: &[u8]| -> Vec<[u8; 2]> {
        bytes.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
    };
    let truth = |&value: &bool| match (scalar, value) {
        (true, _) => value.to_string(),
        (false, _) => u8::from(value).to_string(),
    };
    let l = literal;
    let Ok(element_type) = PrimitiveType::try_from(shape.element_type) else { return Vec::new() };
    match element_type {
        PrimitiveType::Pred => l.preds.iter().map(truth).collect(),
        PrimitiveType::S8 => l.s8s.iter().map(|v| v.cast_signed().to_string()).collect(),
        PrimitiveType::S16 => texts(&mapped(pairs(&l.s16s), i16::from_le_bytes)),
        PrimitiveType::S32 => texts(&l.s32s),
        PrimitiveType::S64 => texts(&l.s64s),
        PrimitiveType::U8 => texts(&l.u8s),
        PrimitiveType::U16 => texts(&mapped(pairs(&l.u16s), u16::from_le_bytes)),
        PrimitiveType::U32 => texts(&l.u32s),
        PrimitiveType::U64 => texts(&l.u64s),
        PrimitiveType::F16 => {
            mapped(pairs(&l.f16s), |b| float_text(f16::from_le_bytes(b).to_f32()))
        }
        PrimitiveType::Bf16 => {
            mapped(pairs(&l.bf16s), |b| float_text(bf16::from_le_bytes(b).to_f32()))
        }
        PrimitiveType::F32 => l.f32s.iter().map(|&v| float_text(v)).collect(),
        PrimitiveType::F64 => l.f64s.iter().map(|&v| float_text(v)).collect(),
        PrimitiveType::C64 => complex(&l.c64s),
        PrimitiveType::C128 => complex(&l.c128s),
        PrimitiveType::Invalid
        | PrimitiveType::S1
        | PrimitiveType::S2
        | PrimitiveType::S4
        | PrimitiveType::U1
        | PrimitiveType::U2
        | PrimitiveType::U4
        | PrimitiveType::F4e2m1fn
        | PrimitiveType::F6e2m3fn
        | PrimitiveType::F6e3m2fn
        | PrimitiveType::F8e3m4
        | PrimitiveType::F8e4m3
        | PrimitiveType::F8e4m3fn
        | PrimitiveType::F8e4m3b11fnuz
        | PrimitiveType::F8e4m3fnuz
        | PrimitiveType::F8e5m2
        | PrimitiveType::F8e5m2fnuz
        | PrimitiveType::F8e8m0fnu
        | PrimitiveType::Tuple
        | PrimitiveType::Opaque
        | PrimitiveType::Token
        | PrimitiveType::Buffer => Vec::new(),
    }
}

fn mapped<A, B>(values: Vec<A>, map: impl Fn(A) -> B) -> Vec<B> {
    values.into_iter().map(map).collect()
}

fn complex<T: Float>(parts: &[T]) -> Vec<String> {
    let pair = |pair: &[T]| format!("({}, {})", float_text(pair[0]), float_text(pair[1]));
    parts.chunks_exact(2).map(pair).collect()
}

/// What the printer asks of a float.
trait Float: Copy + std::fmt::Debug {
    /// Whether it is no number.
    fn is_nan(self) -> bool;
    /// Whether its sign bit is set.
    fn is_sign_negative(self) -> bool;
}

impl Float for f32 {
    fn is_nan(self) -> bool {
        f32::is_nan(self)
    }
    fn is_sign_negative(self) -> bool {
        f32::is_sign_negative(self)
    }
}

impl Float for f64 {
    fn is_nan(self) -> bool {
        f64::is_nan(self)
    }
    fn is_sign_negative(self) -> bool {
        f64::is_sign_negative(self)
    }
}

/// The shortest text that reads back as the same value; a NaN keeps only its sign. XLA reads a text
/// without a point as an integer first, which has no -0.
fn float_text<T: Float>(value: T) -> String {
    if value.is_nan() {
        return if value.is_sign_negative() { "-nan" } else { "nan" }.to_owned();
    }
    let text = format!("{value:?}");
    if text == "-0.0" {
        return text;
    }
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

/// Values come in the order of the layout; the text wants the last dimension fastest.
fn in_row_major_order(values: Vec<String>, shape: &ShapeProto, sizes: &[usize]) -> Vec<String> {
    let order: Vec<usize> = shape
        .layout
        .iter()
        .flat_map(|layout| &layout.minor_to_major)
        .filter_map(|&dimension| usize::try_from(dimension).ok())
        .collect();
    let mut sorted = order.clone();
    sorted.sort_unstable();
    if order.is_sorted_by(|a, b| a > b) || !sorted.into_iter().eq(0..sizes.len()) {
        return values;
    }
    let mut strides = vec![1; sizes.len()];
    let mut stride = 1;
    for dimension in order {
        strides[dimension] = stride;
        stride *= sizes[dimension];
    }
    let place = |mut index: usize| {
        let mut place = 0;
        for (size, stride) in sizes.iter().zip(&strides).rev() {
            place += index % size * stride;
            index /= size;
        }
        place
    };
    (0..values.len()).map(|index| values[place(index)].clone()).collect()
}

fn nested(sizes: &[usize], values: &[String]) -> String {
    match sizes {
        [] => values.concat(),
        [_] => format!("{{{}}}", values.join(", ")),
        [_, rest @ ..] => {
            let each: usize = rest.iter().product();
            let rows: Vec<String> = if each == 0 {
                vec![nested(rest, &[]); sizes[0]]
            } else {
                values.chunks(each).map(|row| row_text(rest, row)).collect()
            };
            format!("{{ {} }}", rows.join(", "))
        }
    }
}

/// Rows of a matrix have room inside their braces, as XLA prints them.
fn row_text(sizes: &[usize], values: &[String]) -> String {
    match sizes {
        [_] => format!("{{ {} }}", values.join(", ")),
        _ => nested(sizes, values),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::xla_data::LayoutProto;

    fn shape(element_type: PrimitiveType, dims: &[i64], minor_to_major: &[i64]) -> ShapeProto {
        ShapeProto {
            element_type: element_type as i32,
            dimensions: dims.to_vec(),
            layout: Some(LayoutProto {
                minor_to_major: minor_to_major.to_vec(),
                ..LayoutProto::default()
            }),
            ..ShapeProto::default()
        }
    }

    #[test]
    fn floats_are_printed_so_that_they_read_back() {
        let texts = [1.0, 0.99, 1e-5, f32::INFINITY, -0.0, -f32::NAN].map(float_text);
        assert_eq!(texts, ["1", "0.99", "1e-5", "inf", "-0.0", "-nan"]);
    }

    #[test]
    fn values_are_printed_row_major_whatever_their_layout() {
        let mut literal = LiteralProto {
            shape: Some(shape(PrimitiveType::S32, &[2, 3], &[0, 1])),
            s32s: vec![1, 4, 2, 5, 3, 6],
            ..LiteralProto::default()
        };
        assert_eq!(literal_text(&literal, 64), "{ { 1, 2, 3 }, { 4, 5, 6 } }");
        literal.shape = Some(shape(PrimitiveType::S32, &[2, 3], &[1, 0]));
        assert_eq!(literal_text(&literal, 64), "{ { 1, 4, 2 }, { 5, 3, 6 } }");
        assert_eq!(literal_text(&literal, 5), "{...}");
    }
}
