//! Shapes as HLO writes them: `bf16[8,512]{1,0:T(8,128)(2,1)S(3)}`, or a tuple of such.

use crate::inspect::text::scanner::{braced, first_outside, numbers, parts};
use crate::wire::xla_data::{LayoutProto, PrimitiveType, ShapeProto, TileProto};

/// The shape that a text begins with, and what follows it.
pub(super) fn leading_shape(text: &str) -> Option<(ShapeProto, &str)> {
    if text.starts_with('(') {
        let end = closing(text)?;
        let elements = parts(&text[1..end]).into_iter();
        let elements: Option<Vec<ShapeProto>> =
            elements.map(|part| leading_shape(part).map(|(shape, _)| shape)).collect();
        let shape = ShapeProto {
            element_type: PrimitiveType::Tuple as i32,
            tuple_shapes: elements?,
            ..Default::default()
        };
        return Some((shape, &text[end + 1..]));
    }
    let bracket = text.find('[')?;
    let element_type = PrimitiveType::from_name(&text[..bracket])?;
    let end = bracket + closing(&text[bracket..])?;
    let sizes = &text[bracket + 1..end];
    let mut rest = &text[end + 1..];
    let mut layout = None;
    if rest.starts_with('{') {
        let end = closing(rest)?;
        layout = Some(layout_of(braced(&rest[..=end])));
        rest = &rest[end + 1..];
    }
    let shape = ShapeProto {
        element_type: element_type as i32,
        // A size that may be smaller is written `<=5`.
        dimensions: numbers(&sizes.replace("<=", "")),
        layout,
        ..Default::default()
    };
    Some((shape, rest))
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

/// `1,0:T(8,128)(2,1)S(3)`: the order of dimensions, the tiles, and the memory.
fn layout_of(text: &str) -> LayoutProto {
    let (order, rest) = text.split_once(':').unwrap_or((text, ""));
    let memory = rest.split_once("S(").and_then(|(_, rest)| rest.split_once(')'));
    let tiles = rest.strip_prefix('T').map_or("", |tiles| {
        let end = tiles.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(tiles.len());
        &tiles[..end]
    });
    let tiles = tiles.split(['(', ')']).filter(|tile| !tile.is_empty());
    LayoutProto {
        minor_to_major: numbers(order),
        tiles: tiles.map(|tile| TileProto { dimensions: numbers(tile) }).collect(),
        memory_space: memory.and_then(|(number, _)| number.parse().ok()).unwrap_or(0),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_read_with_their_memory() {
        let text = "(bf16[8,<=512]{1,0:T(8,128)(2,1)S(3)}, token[], f32[]{:T(128)}) rest";
        let (shape, rest) = leading_shape(text).expect("a shape");
        assert_eq!((shape.tuple_shapes.len(), rest), (3, " rest"));
        let first = &shape.tuple_shapes[0];
        let layout = first.layout.as_ref().expect("a layout");
        assert_eq!(first.dimensions, [8, 512]);
        assert_eq!((&layout.minor_to_major[..], layout.memory_space), (&[1, 0][..], 3));
        let tiles = layout.tiles.iter().map(|tile| &tile.dimensions[..]);
        assert_eq!(tiles.collect::<Vec<_>>(), [[8, 128], [2, 1]]);
        assert_eq!(leading_shape("f33[2] x"), None);
    }
}
