//! What a program that is to be compiled says beyond its instructions, and what its text leaves out.

use std::collections::BTreeMap;

use crate::inspect::groups::listed_groups;
use crate::inspect::text::scanner::{braced, numbers, parts};
use crate::inspect::text::shape::{self, leading_shape};
use crate::inspect::text::string::dictionary;
use crate::wire::hlo::{
    BufferDonorEntryProto, HloBufferDonorProto, HloComputationProto, HloInstructionProto,
    HloModuleProto,
};
use crate::wire::xla_data::{
    FrontendAttributes, LiteralProto, Precision, PrimitiveType, ProgramShapeProto, ReplicaGroup,
    ShapeProto,
};

/// Sets what the module's first line says; `None` where a value is none. What only a compiler's
/// options say is passed over.
pub(super) fn set_head(module: &mut HloModuleProto, key: &str, value: &str) -> Option<()> {
    match key {
        "entry_computation_layout" => module.host_program_shape = Some(program_shape(value)?),
        "replica_count" => {
            module.device_assignment.get_or_insert_default().replica_count = value.parse().ok()?;
        }
        "frontend_attributes" => {
            module.frontend_attributes = Some(FrontendAttributes { map: dictionary(value)? });
        }
        "buffer_donor" => {
            let entries = parts(braced(value)).into_iter().map(donor);
            let entries = entries.collect::<Option<_>>()?;
            module.buffer_donor = Some(HloBufferDonorProto { entries });
        }
        _ => {}
    }
    Some(())
}

/// `{(f32[2]{0}, s32[])->f32[2]{0}}`.
fn program_shape(text: &str) -> Option<ProgramShapeProto> {
    let (parameters, result) = braced(text).rsplit_once("->")?;
    let parameters = parameters.trim().strip_prefix('(')?.strip_suffix(')')?;
    let shape = |text: &str| leading_shape(text).map(|(shape, _)| shape);
    Some(ProgramShapeProto {
        parameters: parts(parameters).into_iter().map(shape).collect::<Option<_>>()?,
        result: Some(shape(result.trim())?),
        parameter_names: Vec::new(),
    })
}

/// `(1, {})`.
fn donor(text: &str) -> Option<BufferDonorEntryProto> {
    let [number, index] = parts(text.strip_prefix('(')?.strip_suffix(')')?)[..] else {
        return None;
    };
    Some(BufferDonorEntryProto {
        parameter_number: number.parse().ok()?,
        parameter_shape_index: numbers(index)?,
    })
}

/// Fills in what the text of a whole module leaves out.
pub(super) fn complete(module: &mut HloModuleProto) {
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
        config.operand_precision.resize(2, Precision::Default as i32);
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
