//! What the text of a program leaves out and its message has.

use std::collections::{BTreeMap, BTreeSet};

use crate::inspect::groups::listed_groups;
use crate::inspect::text::shape;
use crate::wire::hlo::{HloComputationProto, HloInstructionProto, HloModuleProto};
use crate::wire::xla_data::{
    LiteralProto, Precision, PrimitiveType, ProgramShapeProto, ReplicaGroup, ShapeProto,
};

/// Fills in what the text of a whole module leaves out.
pub(super) fn complete(module: &mut HloModuleProto) {
    tell_names_apart(module);
    for computation in &mut module.computations {
        for instruction in &mut computation.instructions {
            instruction.shape.iter_mut().for_each(shape::complete);
            instruction.literal.iter_mut().for_each(complete_literal);
            instruction.operand_shapes_with_layout.iter_mut().for_each(shape::complete);
            name_precision(instruction);
            write_groups_out(instruction);
        }
        name_comparisons(computation);
        computation.program_shape = Some(shape_of(computation));
    }
    let entry = module.entry().and_then(|entry| entry.program_shape.clone());
    let shape = module.host_program_shape.get_or_insert_with(|| entry.clone().unwrap_or_default());
    shape.parameters.iter_mut().chain(&mut shape.result).for_each(shape::complete);
    shape.parameter_names = entry.unwrap_or_default().parameter_names;
}

/// Numbers the names of instructions that computations share: in a text a name is its computation's,
/// in a message the module's.
fn tell_names_apart(module: &mut HloModuleProto) {
    let mut taken = BTreeSet::new();
    for instruction in module.computations.iter_mut().flat_map(|c| &mut c.instructions) {
        let own = instruction.name.clone();
        for number in 1.. {
            if taken.insert(instruction.name.clone()) {
                break;
            }
            instruction.name = format!("{own}.{number}");
        }
    }
}

fn complete_literal(literal: &mut LiteralProto) {
    literal.shape.iter_mut().for_each(shape::complete);
    literal.tuple_literals.iter_mut().for_each(complete_literal);
}

/// The parameters and the result of a computation.
fn shape_of(computation: &HloComputationProto) -> ProgramShapeProto {
    let parameters = computation.instructions.iter().filter(|i| i.opcode == "parameter");
    let mut parameters: Vec<&HloInstructionProto> = parameters.collect();
    parameters.sort_by_key(|parameter| parameter.parameter_number);
    let shape = |i: &HloInstructionProto| -> ShapeProto { i.shape.clone().unwrap_or_default() };
    ProgramShapeProto {
        parameters: parameters.iter().map(|parameter| shape(parameter)).collect(),
        result: computation.root().map(shape),
        parameter_names: parameters.iter().map(|parameter| parameter.name.clone()).collect(),
    }
}

/// Products whose text names no precision have the default one, of both operands.
fn name_precision(instruction: &mut HloInstructionProto) {
    if matches!(instruction.opcode.as_str(), "dot" | "convolution" | "ragged-dot") {
        let config = instruction.precision_config.get_or_insert_default();
        if config.operand_precision.is_empty() {
            config.operand_precision = vec![Precision::Default as i32; 2];
        }
    }
}

/// Says how numbers are compared, which follows from their type.
fn name_comparisons(computation: &mut HloComputationProto) {
    let types: BTreeMap<i64, i32> = computation
        .instructions
        .iter()
        .filter_map(|i| Some((i.id, i.shape.as_ref()?.element_type)))
        .collect();
    let unnamed =
        |i: &&mut HloInstructionProto| i.opcode == "compare" && i.comparison_type.is_empty();
    for comparison in computation.instructions.iter_mut().filter(unnamed) {
        let compared = comparison.operand_ids.first().and_then(|id| types.get(id));
        let compared = compared.and_then(|found| PrimitiveType::try_from(*found).ok());
        compared.map_or("", comparison_of).clone_into(&mut comparison.comparison_type);
    }
}

fn comparison_of(element_type: PrimitiveType) -> &'static str {
    match element_type.name().as_bytes() {
        [b's', ..] => "SIGNED",
        [b'u', ..] | b"pred" => "UNSIGNED",
        _ => "FLOAT",
    }
}

/// Lists the devices of each group: older compilers pass over every shorter form.
fn write_groups_out(instruction: &mut HloInstructionProto) {
    let Some(groups) = listed_groups(instruction) else { return };
    instruction.mesh_axes_replica_group_list = None;
    instruction.iota_collective_device_list = None;
    instruction.collective_device_list = None;
    let group = |replica_ids| ReplicaGroup { replica_ids };
    instruction.replica_groups = groups.into_iter().map(group).collect();
}
