//! Reads the contract off an optimized module: collectives and when they run, stored distances,
//! types of sums, aliases, FLOPs and cycles.
//!
//! An optimized module is what one device runs, so all bytes and FLOPs here are per device.

pub mod aliases;
pub mod collectives;
pub mod contract;
pub mod cycles;
pub mod file_kind;
pub mod flops;
mod flow;
pub(crate) mod groups;
pub mod overlap;
pub mod text;
pub(crate) mod turns;

use std::collections::{BTreeMap, BTreeSet};

use crate::wire::hlo::HloModuleProto;
use crate::wire::xla_data::{PrimitiveType, ShapeProto};

/// The arrays of a shape: of a tuple those of its elements.
fn arrays(shape: &ShapeProto) -> Vec<&ShapeProto> {
    if shape.element_type == PrimitiveType::Tuple as i32 {
        return shape.tuple_shapes.iter().flat_map(arrays).collect();
    }
    vec![shape]
}

/// The sizes of an array; a negative size counts as 0.
fn sizes(shape: &ShapeProto) -> Vec<u64> {
    shape.dimensions.iter().map(|&size| u64::try_from(size).unwrap_or(0)).collect()
}

/// How many elements an array has.
fn element_count(shape: &ShapeProto) -> u64 {
    sizes(shape).into_iter().fold(1, u64::saturating_mul)
}

/// Bytes of the elements, without the padding of tiles; a tuple's are those of its elements.
pub fn byte_size(shape: &ShapeProto) -> u64 {
    let element_type = PrimitiveType::try_from(shape.element_type).unwrap_or_default();
    if element_type == PrimitiveType::Tuple {
        return shape.tuple_shapes.iter().map(byte_size).fold(0, u64::saturating_add);
    }
    let bits = u64::try_from(element_type.bit_width()).unwrap_or(0);
    element_count(shape).saturating_mul(bits).div_ceil(8)
}

/// The ids of the computations that run inside of a while loop, bodies and conditions included.
fn looped_computations(module: &HloModuleProto) -> BTreeSet<i64> {
    let instructions = || module.computations.iter().flat_map(|c| &c.instructions);
    let called: BTreeMap<i64, Vec<i64>> = module
        .computations
        .iter()
        .map(|c| (c.id, c.instructions.iter().flat_map(|i| i.called_computation_ids.clone())))
        .map(|(id, called)| (id, called.collect()))
        .collect();
    let loops = instructions().filter(|i| i.opcode == "while");
    let mut open: Vec<i64> = loops.flat_map(|i| i.called_computation_ids.clone()).collect();
    let mut looped = BTreeSet::new();
    while let Some(id) = open.pop() {
        if looped.insert(id) {
            open.extend(called.get(&id).into_iter().flatten());
        }
    }
    looped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sharding::mesh::Mesh;
    use proptest::prelude::*;
    use prost::Message;

    #[test]
    fn bytes_are_counted_by_bits_and_over_tuples() {
        let array = |element_type: PrimitiveType, dims: &[i64]| ShapeProto {
            element_type: element_type as i32,
            dimensions: dims.to_vec(),
            ..ShapeProto::default()
        };
        let tuple = ShapeProto {
            element_type: PrimitiveType::Tuple as i32,
            tuple_shapes: vec![
                array(PrimitiveType::Bf16, &[4, 3]),
                array(PrimitiveType::S4, &[3]),
                array(PrimitiveType::Token, &[]),
            ],
            ..ShapeProto::default()
        };
        assert_eq!(byte_size(&tuple), 24 + 2);
    }

    proptest! {
        #[test]
        fn broken_modules_are_read_and_printed_without_panic(
            changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
            file in 0..3_usize,
        ) {
            let mut bytes = [
                &include_bytes!("../../tests/data/v6e_collectives.hlo.pb")[..],
                &include_bytes!("../../tests/data/opcodes.hlo.pb")[..],
                &include_bytes!("../../tests/data/cpu_update_codes.hlo.pb")[..],
            ][file].to_vec();
            for (place, byte) in changes {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
            if let Ok(module) = HloModuleProto::decode(bytes.as_slice()) {
                let mesh = Mesh::of_sizes(&[4, 8]).expect("a mesh");
                let distances = contract::Distances { tokens: 8, entries: 16, local_entries: 8, elements: 8, codebooks: 1, state: vec![3] };
                let found = collectives::collectives(&module, &mesh);
                let _ = (collectives::collective_rows(&found), aliases::aliases(&module));
                let _ = (flops::flops(&module), cycles::cycles(&module));
                let _ = (overlap::flights(&module), overlap::products(&module));
                let _ = (contract::stored_distances(&module, &distances), contract::additions(&module, 4));
                let _ = crate::emit::hlo_text::print(&module);
            }
        }
    }
}
