//! Bytes that an instruction moves between its device and HBM.
//!
//! Operands and results whose layouts are in HBM, once each, with the padding of their tiles. Of what
//! is only read in part (slices, gathers, also inside of a fusion) the part counts, and of what is
//! updated in place the update.

use std::collections::BTreeMap;

use crate::wire::hlo::{HloComputationProto, HloInstructionProto, HloModuleProto};
use crate::wire::xla_data::{PrimitiveType, ShapeProto};

/// Computations by id, and the instructions of each.
pub(super) struct Program<'a> {
    module: &'a HloModuleProto,
    computations: BTreeMap<i64, &'a HloComputationProto>,
}

/// An instruction among those of its computation.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a, 'b> {
    program: &'b Program<'a>,
    by_id: &'b BTreeMap<i64, &'a HloInstructionProto>,
}

/// How deep fusions in fusions are followed; a broken file may nest them in a circle.
const DEEPEST: usize = 16;

impl<'a> Program<'a> {
    pub(super) fn of(module: &'a HloModuleProto) -> Self {
        Program { module, computations: module.computations.iter().map(|c| (c.id, c)).collect() }
    }

    pub(super) fn computation(&self, id: i64) -> Option<&'a HloComputationProto> {
        self.computations.get(&id).copied()
    }

    pub(super) fn called(&self, instruction: &HloInstructionProto) -> Vec<&'a HloComputationProto> {
        let called = instruction.called_computation_ids.iter();
        called.filter_map(|&id| self.computation(id)).collect()
    }

    /// The instructions of a computation in the order in which they run.
    pub(super) fn scheduled(
        &self,
        of: &'a HloComputationProto,
        by_id: &BTreeMap<i64, &'a HloInstructionProto>,
    ) -> Vec<&'a HloInstructionProto> {
        let sequence = self.module.schedule.as_ref().and_then(|s| s.sequences.get(&of.id));
        let Some(sequence) = sequence else { return of.instructions.iter().collect() };
        sequence.instruction_ids.iter().filter_map(|id| by_id.get(id).copied()).collect()
    }

    pub(super) fn scope<'b>(
        &'b self,
        by_id: &'b BTreeMap<i64, &'a HloInstructionProto>,
    ) -> Scope<'a, 'b> {
        Scope { program: self, by_id }
    }
}

/// Whether an array lies in HBM: not in memory on the chip, such as VMEM, `S(1)`.
fn in_hbm(shape: &ShapeProto) -> bool {
    shape.layout.as_ref().is_none_or(|layout| layout.memory_space == 0)
}

/// Bytes of an array in memory, with the padding of its tiles; a tuple's are those of its elements.
pub(super) fn laid_out_bytes(shape: &ShapeProto) -> u64 {
    if shape.element_type() == PrimitiveType::Tuple {
        return shape.tuple_shapes.iter().map(laid_out_bytes).fold(0, u64::saturating_add);
    }
    let size = |size: &i64| u64::try_from(*size).unwrap_or(0);
    let mut sizes: Vec<u64> = shape.dimensions.iter().map(size).collect();
    let mut bits = shape.element_type().bit_width() as u64;
    if let Some(layout) = &shape.layout {
        bits = u64::try_from(layout.element_size_in_bits).ok().filter(|&b| b > 0).unwrap_or(bits);
        let tile = layout.tiles.first().map_or(&[][..], |tile| &tile.dimensions);
        // The last dimension of the tile is that of the fastest dimension of the array.
        for (&dimension, tile) in layout.minor_to_major.iter().zip(tile.iter().rev()) {
            let size = usize::try_from(dimension).ok().and_then(|d| sizes.get_mut(d));
            if let (Some(size), Ok(tile @ 1..)) = (size, u64::try_from(*tile)) {
                *size = size.checked_next_multiple_of(tile).unwrap_or(*size);
            }
        }
    }
    sizes.into_iter().fold(1, u64::saturating_mul).saturating_mul(bits).div_ceil(8)
}

/// Bytes of the arrays of a shape that lie in HBM.
fn hbm_bytes_of(shape: &ShapeProto) -> u64 {
    if shape.element_type() == PrimitiveType::Tuple {
        return shape.tuple_shapes.iter().map(hbm_bytes_of).fold(0, u64::saturating_add);
    }
    if in_hbm(shape) { laid_out_bytes(shape) } else { 0 }
}

/// How much of an array is read or written, of its bytes.
fn part_in_hbm(whole: &ShapeProto, part_bytes: u64) -> u64 {
    hbm_bytes_of(whole).min(part_bytes)
}

impl<'a> Scope<'a, '_> {
    fn operand(&self, instruction: &HloInstructionProto, index: usize) -> Option<&'a ShapeProto> {
        self.by_id.get(instruction.operand_ids.get(index)?)?.shape.as_ref()
    }

    /// Bytes to and from HBM of one run of an instruction, without those of loops it calls.
    pub(super) fn hbm_bytes(&self, instruction: &HloInstructionProto) -> u64 {
        let opcode = instruction.opcode.as_str();
        let result = instruction.shape.as_ref();
        let bytes = |shape: Option<&ShapeProto>| shape.map_or(0, laid_out_bytes);
        match opcode {
            // Result, source and a flag.
            "copy-start" => {
                let shapes = result.map_or(&[][..], |shape| &shape.tuple_shapes);
                shapes.iter().take(2).map(hbm_bytes_of).fold(0, u64::saturating_add)
            }
            "slice" | "dynamic-slice" | "gather" => {
                let source = self.operand(instruction, 0);
                let read = source.map_or(0, |source| part_in_hbm(source, bytes(result)));
                read.saturating_add(result.map_or(0, hbm_bytes_of))
            }
            "dynamic-update-slice" => self.updated(instruction, 1),
            "scatter" => self.updated(instruction, 2),
            "fusion" => self.fusion_bytes(instruction),
            "async-start" | "call-start" | "fusion-start" | "custom-call-start" => {
                self.wrapped_bytes(instruction)
            }
            _ => {
                let operands = (0..instruction.operand_ids.len())
                    .filter_map(|index| self.operand(instruction, index).map(hbm_bytes_of));
                let result = if opcode.ends_with("-start") { start_result(result) } else { result };
                let written = result.map_or(0, hbm_bytes_of);
                operands.fold(written, u64::saturating_add)
            }
        }
    }

    /// An update in place: it is read, and written where the array lies.
    fn updated(&self, instruction: &HloInstructionProto, update: usize) -> u64 {
        let update = self.operand(instruction, update);
        let written = instruction.shape.as_ref().zip(update);
        let written = written.map_or(0, |(array, part)| part_in_hbm(array, laid_out_bytes(part)));
        update.map_or(0, hbm_bytes_of).saturating_add(written)
    }

    /// What runs inside of an asynchronous call, on the operands that it is handed.
    fn wrapped_bytes(&self, instruction: &HloInstructionProto) -> u64 {
        let called = self.program.called(instruction);
        let Some((computation, root)) = called.first().and_then(|c| Some((*c, c.root()?))) else {
            return 0;
        };
        let by_id = computation.instructions_by_id();
        self.program.scope(&by_id).hbm_bytes(root)
    }

    fn fusion_bytes(&self, instruction: &HloInstructionProto) -> u64 {
        let called = self.program.called(instruction);
        let Some(computation) = called.first() else { return 0 };
        let inside = Inside::of(self.program, computation);
        let read = (0..instruction.operand_ids.len()).map(|index| {
            let Some(shape) = self.operand(instruction, index) else { return 0 };
            inside.read_of(index, 0).map_or(hbm_bytes_of(shape), |part| part_in_hbm(shape, part))
        });
        let read = read.fold(0, u64::saturating_add);
        let written = instruction.shape.as_ref().map_or(0, |shape| inside.written_of(shape));
        read.saturating_add(written)
    }
}

/// The result in the tuple of operands and results that a start gives.
fn start_result(shape: Option<&ShapeProto>) -> Option<&ShapeProto> {
    let shape = shape?;
    let tuple = shape.element_type() == PrimitiveType::Tuple;
    if tuple { shape.tuple_shapes.get(1).or(shape.tuple_shapes.first()) } else { Some(shape) }
}

/// The computation of a fusion: how much of its parameters it reads, of its results it writes.
struct Inside<'a, 'b> {
    program: &'b Program<'a>,
    computation: &'a HloComputationProto,
    by_id: BTreeMap<i64, &'a HloInstructionProto>,
}

impl<'a, 'b> Inside<'a, 'b> {
    fn of(program: &'b Program<'a>, computation: &'a HloComputationProto) -> Self {
        Inside { program, computation, by_id: computation.instructions_by_id() }
    }

    /// Bytes read of a parameter, `None` for all of it.
    fn read_of(&self, parameter: usize, depth: usize) -> Option<u64> {
        let is_it = |i: &&HloInstructionProto| {
            i.opcode == "parameter" && usize::try_from(i.parameter_number) == Ok(parameter)
        };
        self.read_by_users(self.computation.instructions.iter().find(is_it)?.id, depth)
    }

    fn read_by_users(&self, id: i64, depth: usize) -> Option<u64> {
        if depth > DEEPEST || id == self.computation.root_id {
            return None;
        }
        let uses = self.computation.instructions.iter().flat_map(|user| {
            let places = user.operand_ids.iter().enumerate().filter(|(_, used)| **used == id);
            places.map(move |(place, _)| (user, place))
        });
        uses.map(|(user, place)| self.read_by(user, place, depth))
            .try_fold(0_u64, |sum, part| Some(sum.saturating_add(part?)))
    }

    fn read_by(&self, user: &'a HloInstructionProto, place: usize, depth: usize) -> Option<u64> {
        match (user.opcode.as_str(), place) {
            ("slice" | "dynamic-slice" | "gather", 0) => user.shape.as_ref().map(laid_out_bytes),
            // The rest stays where it is.
            ("dynamic-update-slice" | "scatter", 0) => Some(0),
            ("bitcast", 0) => self.read_by_users(user.id, depth + 1),
            ("fusion", _) => {
                let inner = Inside::of(self.program, self.program.called(user).first()?);
                inner.read_of(place, depth + 1)
            }
            (_, _) => None,
        }
    }

    /// Bytes written of results of this shape.
    fn written_of(&self, shape: &ShapeProto) -> u64 {
        let Some(root) = self.computation.root() else { return hbm_bytes_of(shape) };
        if root.opcode != "tuple" {
            return self.written_by(root, shape, 0);
        }
        let elements = root.operand_ids.iter().zip(&shape.tuple_shapes);
        let written = elements.map(|(id, shape)| {
            self.by_id.get(id).map_or(hbm_bytes_of(shape), |by| self.written_by(by, shape, 0))
        });
        written.fold(0, u64::saturating_add)
    }

    fn written_by(&self, by: &'a HloInstructionProto, shape: &ShapeProto, depth: usize) -> u64 {
        let operand = |place: usize| by.operand_ids.get(place).and_then(|id| self.by_id.get(id));
        let update = match by.opcode.as_str() {
            "dynamic-update-slice" => operand(1),
            "scatter" => operand(2),
            "bitcast" if depth < DEEPEST => {
                return operand(0)
                    .map_or(hbm_bytes_of(shape), |by| self.written_by(by, shape, depth + 1));
            }
            "fusion" if depth < DEEPEST => {
                let called = self.program.called(by);
                let inner = called.first().map(|c| Inside::of(self.program, c));
                return inner.map_or(hbm_bytes_of(shape), |inner| inner.written_of(shape));
            }
            _ => None,
        };
        let part = update.and_then(|update| update.shape.as_ref()).map(laid_out_bytes);
        part.map_or(hbm_bytes_of(shape), |part| part_in_hbm(shape, part))
    }
}
