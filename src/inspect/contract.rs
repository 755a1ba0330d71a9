//! What a vector quantizer's user wants to know of a compiled step: whether distances are ever
//! stored, and in which types the state is added up.

use std::collections::{BTreeMap, BTreeSet};

use crate::inspect::flow::{Flow, is_number};
use crate::inspect::{arrays, byte_size, element_count, looped_computations, sizes};
use crate::wire::hlo::{HloInstructionProto, HloModuleProto};
use crate::wire::xla_data::{PrimitiveType, ShapeProto};

/// An array that one device stores between operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The instruction that makes it.
    pub name: String,
    /// The type and the sizes, as `f32[512,8192]`.
    pub shape: String,
    /// Its bytes, without the padding of tiles.
    pub bytes: u64,
    /// Whether it lies in the device's main memory (HBM) and not in one on the chip.
    pub in_hbm: bool,
    /// Whether it is made once a turn of a loop.
    pub in_loop: bool,
}

/// Additions of one kind and type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Addition {
    /// HLO's opcode, as `convolution`.
    pub opcode: String,
    /// The type that it adds up in, as `f32`.
    pub element_type: String,
    /// How many there are.
    pub count: usize,
}

/// Opcodes that hand an array on without storing it anew.
const HANDS_ON: [&str; 6] =
    ["get-tuple-element", "bitcast", "tuple", "parameter", "while", "optimization-barrier"];

/// The opcodes of additions over many elements or devices.
const ADDS: [&str; 7] = [
    "dot",
    "convolution",
    "reduce",
    "reduce-window",
    "all-reduce",
    "all-reduce-start",
    "reduce-scatter",
];

/// Which arrays are distances (or scores) of tokens and entries, on one device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Distances {
    /// Tokens of a device.
    pub tokens: u64,
    /// All entries of a codebook.
    pub entries: u64,
    /// Those of a device's part of it.
    pub local_entries: u64,
    /// Elements of a token on a device. Arrays of the size of tokens or entries count only if they
    /// come from a product of matrices, which those do not.
    pub elements: u64,
    /// The codebooks that a token is compared with at once.
    pub codebooks: u64,
    /// The results that hold the state, as elements of the result tuple. Codes are indices, so that
    /// no distance is behind the state's numbers; arrays that are belong to the sums, even where a
    /// device has as many tokens as an entry has elements.
    pub state: Vec<usize>,
}

impl Distances {
    /// Whether an array may as well be the tokens or a codebook, by its size.
    fn may_be_rows(&self, array: &ShapeProto) -> bool {
        let rows = [self.tokens, self.entries, self.local_entries];
        rows.iter().any(|rows| element_count(array) == rows.saturating_mul(self.elements))
    }

    /// Whether an array has their sizes; `gathered` ones are of all entries, since best distances of
    /// each device, put side by side, are no distances of entries.
    fn have_sizes_of(&self, array: &ShapeProto, gathered: bool) -> bool {
        let local = Some(self.local_entries).filter(|_| !gathered);
        let has = |size: u64| {
            let one = self.tokens.saturating_mul(size);
            let count = element_count(array);
            sizes(array).contains(&size)
                && (count == one || count == one.saturating_mul(self.codebooks))
        };
        is_number(array.element_type) && (has(self.entries) || local.is_some_and(has))
    }
}

/// The stored arrays that hold a number for each of a device's tokens and each of its entries:
/// distances, scores, or the noise on them.
pub fn stored_distances(module: &HloModuleProto, distances: &Distances) -> Vec<Stored> {
    let (looped, fused) = (looped_computations(module), fused_computations(module));
    let flow = Flow::of(module);
    let of_state: BTreeSet<&str> = distances
        .state
        .iter()
        .flat_map(|&result| flow.behind_result(result))
        .map(|instruction| instruction.name.as_str())
        .collect();
    let mut found = Vec::new();
    for computation in module.computations.iter().filter(|c| !fused.contains(&c.id)) {
        for instruction in computation.instructions.iter().filter(|i| stores(i)) {
            let all = instruction.shape.iter().flat_map(arrays);
            let gathered = instruction.opcode.starts_with("all-gather");
            let all: Vec<_> = all.filter(|a| distances.have_sizes_of(a, gathered)).collect();
            let behind = || flow.behind_instruction(computation.id, instruction.id);
            let told = of_state.contains(instruction.name.as_str());
            let may_be_rows = || all.iter().any(|array| distances.may_be_rows(array));
            let are_rows = || may_be_rows() && !behind().into_iter().any(is_product);
            if all.is_empty() || told || are_rows() {
                continue;
            }
            found.extend(all.into_iter().map(|array| Stored {
                name: instruction.name.clone(),
                shape: shape_text(array),
                bytes: byte_size(array),
                in_hbm: array.layout.as_ref().is_none_or(|layout| layout.memory_space == 0),
                in_loop: looped.contains(&computation.id),
            }));
        }
    }
    found
}

fn stores(instruction: &HloInstructionProto) -> bool {
    !HANDS_ON.contains(&instruction.opcode.as_str())
}

/// The additions that an element of the program's result comes from, the search's left out.
pub fn additions(module: &HloModuleProto, result: usize) -> Vec<Addition> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for instruction in Flow::of(module).behind_result(result) {
        let adds = ADDS.contains(&instruction.opcode.as_str());
        let arrays = instruction.shape.iter().flat_map(arrays);
        let types: BTreeSet<i32> =
            arrays.map(|array| array.element_type).filter(|&t| adds && is_number(t)).collect();
        for element_type in types {
            let key = (instruction.opcode.clone(), type_name(element_type));
            *counts.entry(key).or_default() += 1;
        }
    }
    let addition = |((opcode, element_type), count)| Addition { opcode, element_type, count };
    counts.into_iter().map(addition).collect()
}

/// Computations whose instructions are not stored: those of fusions, and of pairs of elements.
fn fused_computations(module: &HloModuleProto) -> BTreeSet<i64> {
    let runs = ["call", "while", "conditional", "async-start"];
    let instructions = module.computations.iter().flat_map(|c| &c.instructions);
    let fusing = instructions.filter(|i| !runs.contains(&i.opcode.as_str()));
    let mut fused: BTreeSet<i64> =
        fusing.flat_map(|i| i.called_computation_ids.iter().copied()).collect();
    // What a fused computation calls is not stored either.
    loop {
        let inner = module.computations.iter().filter(|c| fused.contains(&c.id));
        let called = inner.flat_map(|c| &c.instructions).flat_map(|i| &i.called_computation_ids);
        let more: Vec<i64> = called.copied().filter(|id| !fused.contains(id)).collect();
        if more.is_empty() {
            return fused;
        }
        fused.extend(more);
    }
}

/// Whether an instruction multiplies matrices.
pub fn is_product(instruction: &HloInstructionProto) -> bool {
    matches!(instruction.opcode.as_str(), "dot" | "convolution")
}

fn type_name(element_type: i32) -> String {
    PrimitiveType::try_from(element_type).unwrap_or_default().name().to_owned()
}

fn shape_text(array: &ShapeProto) -> String {
    let dims: Vec<String> = array.dimensions.iter().map(i64::to_string).collect();
    format!("{}[{}]", type_name(array.element_type), dims.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use prost::Message;

    fn module(bytes: &[u8]) -> HloModuleProto {
        HloModuleProto::decode(bytes).expect("a module")
    }

    fn texts(additions: &[Addition]) -> Vec<String> {
        additions.iter().map(|a| format!("{} {} x{}", a.opcode, a.element_type, a.count)).collect()
    }

    #[test]
    fn the_sums_of_an_update_are_traced_past_fusions_to_their_additions() {
        let v4 = module(include_bytes!("../../tests/data/v4_update_tokens.hlo.pb"));
        assert_eq!(texts(&additions(&v4, 5)), ["all-reduce f32 x1", "convolution f32 x1"]);
        let cpu = module(include_bytes!("../../tests/data/cpu_update_codes.hlo.pb"));
        assert_eq!(texts(&additions(&cpu, 5)), ["all-reduce f32 x1", "dot f32 x1"]);
    }

    #[test]
    fn distances_are_found_where_they_are_stored_and_sums_of_their_size_are_not() {
        let at = |tokens| Distances {
            tokens,
            entries: 64,
            local_entries: 8,
            elements: 768,
            codebooks: 1,
            state: vec![3, 4, 5],
        };
        let v4 = module(include_bytes!("../../tests/data/v4_update_tokens.hlo.pb"));
        assert_eq!(stored_distances(&v4, &at(512)), []);
        // As many tokens as elements: only the way to the state tells sums from distances.
        assert_eq!(stored_distances(&v4, &at(768)), []);
        let untold = Distances { state: vec![], ..at(768) };
        assert!(!stored_distances(&v4, &untold).is_empty());
        let cpu = module(include_bytes!("../../tests/data/cpu_update_codes.hlo.pb"));
        let stored = stored_distances(&cpu, &at(4096));
        let found: Vec<_> = stored.iter().map(|s| (s.name.as_str(), s.shape.as_str())).collect();
        assert_eq!(found, [("ynn_fusion.2", "f32[4096,8]")]);
    }
}
