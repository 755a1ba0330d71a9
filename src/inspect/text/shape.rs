//! Shapes as HLO writes them: `bf16[8,512]{1,0:T(8,128)(2,1)S(3)}`, or a tuple of such.

use crate::inspect::text::instruction::Depth;
use crate::inspect::text::scanner::{braced, first_outside, numbers, parts};
use crate::wire::xla_data::{LayoutProto, PrimitiveType, ShapeProto, SplitConfigProto, TileProto};

/// The shape that a text begins with, and what follows it.
pub(super) fn leading_shape(text: &str, depth: Depth) -> Option<(ShapeProto, &str)> {
    if text.starts_with('(') {
        let end = closing(text)?;
        let elements = parts(&text[1..end]).into_iter();
        let elements: Option<Vec<ShapeProto>> =
            elements.map(|part| whole_shape(part, depth)).collect();
        let shape = ShapeProto {
            element_type: PrimitiveType::Tuple as i32,
            tuple_shapes: elements?,
            ..Default::default()
        };
        return Some((shape, &text[end + 1..]));
    }
    if let Some(element) = text.strip_prefix("b(") {
        let end = first_outside(element, &[')'])?;
        let shape = whole_shape(&element[..end], depth)?;
        let element_type = PrimitiveType::Buffer as i32;
        let buffer = ShapeProto { element_type, tuple_shapes: vec![shape], ..Default::default() };
        return Some((buffer, &element[end + 1..]));
    }
    let bracket = text.find('[')?;
    let element_type = PrimitiveType::from_name(&text[..bracket])?;
    let end = bracket + closing(&text[bracket..])?;
    let sizes = &text[bracket + 1..end];
    let mut rest = &text[end + 1..];
    let mut layout = None;
    if rest.starts_with('{') {
        let end = closing(rest)?;
        layout = Some(layout_of(braced(&rest[..=end]), depth)?);
        rest = &rest[end + 1..];
    }
    let shape = ShapeProto {
        element_type: element_type as i32,
        // A size that may be smaller is written `<=5`.
        dimensions: numbers(&sizes.replace("<=", ""))?,
        is_dynamic_dimension: varying(sizes),
        layout,
        ..Default::default()
    };
    Some((shape, rest))
}

/// A shape and nothing behind it.
pub(super) fn whole_shape(text: &str, depth: Depth) -> Option<ShapeProto> {
    let (shape, rest) = leading_shape(text, depth)?;
    rest.trim().is_empty().then_some(shape)
}

/// Which sizes may be smaller; nothing where none may.
fn varying(sizes: &str) -> Vec<bool> {
    let varies: Vec<bool> = sizes.split(',').map(|size| size.contains("<=")).collect();
    if varies.contains(&true) { varies } else { Vec::new() }
}

/// Where the bracket closes that a text begins with.
fn closing(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let inner = &text[open.len_utf8()..];
    let close = match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    };
    first_outside(inner, &[close]).map(|place| place + open.len_utf8())
}

/// `1,0:T(8,128)(2,1)E(4)S(3)`: the order of dimensions, the tiles, the size of elements, the memory.
fn layout_of(text: &str, depth: Depth) -> Option<LayoutProto> {
    let (order, mut rest) = text.split_once(':').unwrap_or((text, ""));
    let mut layout = LayoutProto { minor_to_major: numbers(order)?, ..LayoutProto::default() };
    let mut word = "";
    while let Some(open) = rest.find('(') {
        // Further tiles have no word of their own.
        word = if open == 0 { word } else { rest[..open].trim() };
        let inner = &rest[open + 1..];
        let close = first_outside(inner, &[')'])?;
        let known = set_detail(&mut layout, word, &inner[..close]);
        if depth == Depth::Whole {
            known?;
        }
        rest = &inner[close + 1..];
    }
    rest.trim().is_empty().then_some(layout)
}

fn set_detail(layout: &mut LayoutProto, word: &str, value: &str) -> Option<()> {
    let element_type = || PrimitiveType::from_name(value).map(|found| found as i32);
    match word {
        "T" => {
            let size = |size: &str| if size == "*" { Some(i64::MIN) } else { size.parse().ok() };
            let dimensions = value.split(',').map(size).collect::<Option<_>>()?;
            layout.tiles.push(TileProto { dimensions });
        }
        "L" => layout.tail_padding_alignment_in_elements = value.parse().ok()?,
        "#" => layout.index_primitive_type = element_type()?,
        "*" => layout.pointer_primitive_type = element_type()?,
        "E" => layout.element_size_in_bits = value.parse().ok()?,
        "S" => layout.memory_space = value.parse().ok()?,
        "SC" => {
            let (dimension, indices) = value.split_once(':')?;
            let (dimension, split_indices) = (dimension.parse().ok()?, numbers(indices)?);
            layout.split_configs.push(SplitConfigProto { dimension, split_indices });
        }
        "M" => layout.dynamic_shape_metadata_prefix_bytes = value.parse().ok()?,
        _ => return None,
    }
    Some(())
}

/// Fills in what a text leaves out and a message has: the usual layout, and that no size varies.
pub(super) fn complete(shape: &mut ShapeProto) {
    shape.tuple_shapes.iter_mut().for_each(complete);
    let of_no_array = [PrimitiveType::Tuple, PrimitiveType::Opaque, PrimitiveType::Token];
    if of_no_array.iter().any(|&other| other as i32 == shape.element_type) {
        return;
    }
    shape.is_dynamic_dimension.resize(shape.dimensions.len(), false);
    shape.layout.get_or_insert_with(|| row_major(shape.dimensions.len()));
}

/// The layout whose last dimension is the fastest.
pub(super) fn row_major(rank: usize) -> LayoutProto {
    let mut minor_to_major: Vec<i64> = (0..).take(rank).collect();
    minor_to_major.reverse();
    LayoutProto { minor_to_major, ..LayoutProto::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_read_with_their_memory() {
        let text = "(bf16[8,<=512]{1,0:T(8,128)(2,1)S(3)}, token[], f32[]{:T(128)}) rest";
        let (shape, rest) = leading_shape(text, Depth::Whole).expect("a shape");
        assert_eq!((shape.tuple_shapes.len(), rest), (3, " rest"));
        let first = &shape.tuple_shapes[0];
        let layout = first.layout.as_ref().expect("a layout");
        assert_eq!(first.dimensions, [8, 512]);
        assert_eq!((&layout.minor_to_major[..], layout.memory_space), (&[1, 0][..], 3));
        let tiles = layout.tiles.iter().map(|tile| &tile.dimensions[..]);
        assert_eq!(tiles.collect::<Vec<_>>(), [[8, 128], [2, 1]]);
        assert_eq!(leading_shape("f33[2] x", Depth::Whole), None);
    }
}
