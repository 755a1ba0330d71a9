//! Shapes and layouts as HLO text writes them: `bf16[32,768]{1,0:T(8,128)(2,1)S(1)}`.

use std::fmt::{Display, Write as _};

use crate::wire::xla_data::{LayoutProto, PrimitiveType, ShapeProto, TileProto};

/// Whether layouts are printed behind dimensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layouts {
    /// With layouts.
    Shown,
    /// Without.
    Hidden,
}

/// `{1,0}`.
pub(super) fn list<T: Display>(values: &[T]) -> String {
    format!("{{{}}}", comma_separated(values))
}

/// `1,0`.
pub(super) fn comma_separated<T: Display>(values: &[T]) -> String {
    values.iter().map(T::to_string).collect::<Vec<_>>().join(",")
}

/// The comment that counts along, at every fifth entry of a long list.
pub(super) fn index_comment(index: usize) -> String {
    match index {
        0 => String::new(),
        i if i % 5 == 0 => format!("/*index={i}*/"),
        _ => String::new(),
    }
}

/// The text of a shape; a shape that is missing reads `()`.
pub(super) fn shape_text(shape: Option<&ShapeProto>, layouts: Layouts) -> String {
    let Some(shape) = shape else { return "()".to_owned() };
    let elements = || {
        let element = |(i, s)| format!("{}{}", index_comment(i), shape_text(Some(s), layouts));
        shape.tuple_shapes.iter().enumerate().map(element).collect::<Vec<_>>().join(", ")
    };
    match PrimitiveType::try_from(shape.element_type) {
        Ok(PrimitiveType::Tuple) => format!("({})", elements()),
        Ok(PrimitiveType::Buffer) => format!("b({})", elements()),
        Ok(known) => array_text(known.name(), shape, layouts),
        Err(_) => array_text(&format!("primitive_type_{}", shape.element_type), shape, layouts),
    }
}

fn array_text(element_type: &str, shape: &ShapeProto, layouts: Layouts) -> String {
    let dimension = |(i, size): (usize, &i64)| {
        let bound = shape.is_dynamic_dimension.get(i).copied().unwrap_or(false);
        if bound { format!("<={size}") } else { size.to_string() }
    };
    let dimensions: Vec<String> = shape.dimensions.iter().enumerate().map(dimension).collect();
    let mut text = format!("{element_type}[{}]", dimensions.join(","));
    if let (Layouts::Shown, Some(layout)) = (layouts, &shape.layout) {
        text.push_str(&layout_text(layout));
    }
    text
}

/// `{1,0:T(8,128)S(1)}`, or nothing for a scalar that lies as any scalar does.
fn layout_text(layout: &LayoutProto) -> String {
    let mut details = String::new();
    if !layout.tiles.is_empty() {
        details.push('T');
        layout.tiles.iter().for_each(|tile| details.push_str(&tile_text(tile)));
    }
    let numbers = [
        ("L", layout.tail_padding_alignment_in_elements, 1),
        ("E", layout.element_size_in_bits, 0),
        ("S", layout.memory_space, 0),
    ];
    let number = |details: &mut String, (letter, value, usual): (&str, i64, i64)| {
        if value != 0 && value != usual {
            let _ = write!(details, "{letter}({value})");
        }
    };
    number(&mut details, numbers[0]);
    for (sign, kind) in [('#', layout.index_primitive_type), ('*', layout.pointer_primitive_type)] {
        if let Ok(kind) = PrimitiveType::try_from(kind)
            && kind != PrimitiveType::Invalid
        {
            let _ = write!(details, "{sign}({})", kind.name());
        }
    }
    number(&mut details, numbers[1]);
    number(&mut details, numbers[2]);
    for split in &layout.split_configs {
        let indices = comma_separated(&split.split_indices);
        let _ = write!(details, "SC({}:{indices})", split.dimension);
    }
    number(&mut details, ("M", layout.dynamic_shape_metadata_prefix_bytes, 0));
    let order = comma_separated(&layout.minor_to_major);
    match (order.is_empty(), details.is_empty()) {
        (true, true) => String::new(),
        (_, true) => format!("{{{order}}}"),
        (_, false) => format!("{{{order}:{details}}}"),
    }
}

fn tile_text(tile: &TileProto) -> String {
    let size = |&size: &i64| if size == i64::MIN { "*".to_owned() } else { size.to_string() };
    format!("({})", tile.dimensions.iter().map(size).collect::<Vec<_>>().join(","))
}
