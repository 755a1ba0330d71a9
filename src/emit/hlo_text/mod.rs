//! HLO text of an `HloModuleProto`: what XLA's parser reads, from our own or a plugin's module.
//!
//! Printing never fails: an id that names nothing is printed as such, and so is a type or an
//! attribute that XLA added later.

mod attribute;
mod literal;
mod quote;
mod shape;
mod sharding;
mod window;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::wire::hlo::{AliasKind, HloComputationProto, HloInstructionProto, HloModuleProto};
use crate::wire::xla_data::ProgramShapeProto;

use attribute::{Names, attributes};
use quote::frontend_attributes;
use shape::{Layouts, list, shape_text};

pub use sharding::{op_sharding_text, replica_groups_text};

/// What of a module is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HloTextOptions {
    /// Whether to print where each instruction comes from.
    pub metadata: bool,
    /// The number of partitions; a module knows it only by its device assignment.
    pub num_partitions: Option<i64>,
    /// The number of replicas, likewise.
    pub replica_count: Option<i64>,
    /// Constants with more elements are printed as `{...}`.
    pub largest_constant: usize,
}

impl Default for HloTextOptions {
    fn default() -> Self {
        Self { metadata: false, num_partitions: None, replica_count: None, largest_constant: 64 }
    }
}

/// The text of a module with the default options.
pub fn print(module: &HloModuleProto) -> String {
    print_with(module, &HloTextOptions::default())
}

/// The text of a module.
pub fn print_with(module: &HloModuleProto, options: &HloTextOptions) -> String {
    let computations: BTreeMap<i64, &str> =
        module.computations.iter().map(|c| (c.id, c.name.as_str())).collect();
    let mut text = header(module, options);
    text.push_str("\n\n");
    for computation in in_call_order(module) {
        print_computation(&mut text, module, computation, &computations, options);
        text.push('\n');
    }
    text
}

/// The computations as the module lists them, but called ones before their callers.
fn in_call_order(module: &HloModuleProto) -> Vec<&HloComputationProto> {
    let by_id: BTreeMap<i64, &HloComputationProto> =
        module.computations.iter().map(|c| (c.id, c)).collect();
    let mut order = Vec::new();
    let mut seen = BTreeSet::new();
    let entry = module.entry();
    let others = module.computations.iter().filter(|c| Some(c.id) != entry.map(|e| e.id));
    for start in others.chain(entry) {
        // Depth first without recursion: a computation is taken when it is met a second time.
        let mut stack = vec![(start, false)];
        while let Some((computation, callees_done)) = stack.pop() {
            if callees_done {
                order.push(computation);
                continue;
            }
            if !seen.insert(computation.id) {
                continue;
            }
            stack.push((computation, true));
            let called = computation.instructions.iter().flat_map(|i| &i.called_computation_ids);
            let called: Vec<_> = called.filter_map(|id| by_id.get(id)).collect();
            stack.extend(called.into_iter().rev().map(|c| (*c, false)));
        }
    }
    order
}

fn header(module: &HloModuleProto, options: &HloTextOptions) -> String {
    let mut parts = vec![format!("HloModule {}", module.name)];
    if module.schedule.is_some() {
        parts.push("is_scheduled=true".to_owned());
    }
    if let Some(aliases) = alias_text(module) {
        parts.push(aliases);
    }
    if let Some(donors) = donor_text(module) {
        parts.push(donors);
    }
    let own_shape = || module.entry().and_then(|c| c.program_shape.as_ref());
    if let Some(program_shape) = module.host_program_shape.as_ref().or_else(own_shape) {
        let (parameters, result) = program_shape_text(program_shape);
        parts.push(format!("entry_computation_layout={{({parameters})->{result}}}"));
    }
    let assignment = module.device_assignment.as_ref();
    let replicas = options.replica_count.or(assignment.map(|a| a.replica_count.into()));
    let partitions = options.num_partitions.or(assignment.map(|a| a.computation_count.into()));
    for (name, count) in [("replica_count", replicas), ("num_partitions", partitions)] {
        if let Some(count) = count.filter(|&count| count > 1) {
            parts.push(format!("{name}={count}"));
        }
    }
    if let Some(attributes) = module.frontend_attributes.as_ref().filter(|f| !f.map.is_empty()) {
        parts.push(frontend_attributes(attributes));
    }
    parts.join(", ")
}

fn alias_text(module: &HloModuleProto) -> Option<String> {
    let entries = &module.input_output_alias.as_ref()?.entries;
    let one = |e: &crate::wire::hlo::AliasEntryProto| {
        let kind = match e.kind() {
            AliasKind::MustAlias => "must-alias",
            AliasKind::MayAlias | AliasKind::Undefined => "may-alias",
        };
        let (output, element) = (list(&e.output_shape_index), list(&e.parameter_shape_index));
        format!("{output}: ({}, {element}, {kind})", e.parameter_number)
    };
    let entries: Vec<String> = entries.iter().map(one).collect();
    (!entries.is_empty()).then(|| format!("input_output_alias={{ {} }}", entries.join(", ")))
}

fn donor_text(module: &HloModuleProto) -> Option<String> {
    let entries = &module.buffer_donor.as_ref()?.entries;
    let entries: Vec<String> = entries
        .iter()
        .map(|e| format!("({}, {})", e.parameter_number, list(&e.parameter_shape_index)))
        .collect();
    (!entries.is_empty()).then(|| format!("buffer_donor={{ {} }}", entries.join(", ")))
}

fn program_shape_text(program_shape: &ProgramShapeProto) -> (String, String) {
    let parameters = &program_shape.parameters;
    let parameters: Vec<String> = parameters
        .iter()
        .enumerate()
        .map(|(i, p)| format!("{}{}", shape::index_comment(i), shape_text(Some(p), Layouts::Shown)))
        .collect();
    let result = shape_text(program_shape.result.as_ref(), Layouts::Shown);
    (parameters.join(", "), result)
}

fn print_computation(
    text: &mut String,
    module: &HloModuleProto,
    computation: &HloComputationProto,
    computations: &BTreeMap<i64, &str>,
    options: &HloTextOptions,
) {
    let instructions = in_schedule_order(module, computation);
    let names = Names { instructions: computation.instructions_by_id(), computations };
    let is_entry = module.entry().is_some_and(|e| std::ptr::eq(e, computation));
    if is_entry {
        text.push_str("ENTRY ");
    }
    let root = computation.root();
    let _ = writeln!(text, "%{} {} {{", computation.name, signature(computation, root));
    for instruction in instructions {
        let root = if root.is_some_and(|r| std::ptr::eq(r, instruction)) { "ROOT " } else { "" };
        let _ = writeln!(text, "  {root}{}", instruction_text(instruction, &names, options));
    }
    text.push('}');
    if !matches!(computation.execution_thread.as_str(), "" | "main") {
        let _ = write!(text, ", execution_thread={}", quote::quoted(&computation.execution_thread));
    }
    text.push('\n');
}

/// The instructions in the order they run in, or as listed when no schedule knows them all.
fn in_schedule_order<'a>(
    module: &'a HloModuleProto,
    computation: &'a HloComputationProto,
) -> Vec<&'a HloInstructionProto> {
    let listed: Vec<&HloInstructionProto> = computation.instructions.iter().collect();
    let sequence = module.schedule.as_ref().and_then(|s| s.sequences.get(&computation.id));
    let Some(sequence) = sequence else { return listed };
    let by_id = computation.instructions_by_id();
    let ids: BTreeSet<i64> = sequence.instruction_ids.iter().copied().collect();
    if ids.len() != sequence.instruction_ids.len() || !ids.iter().eq(by_id.keys()) {
        return listed;
    }
    sequence.instruction_ids.iter().filter_map(|id| by_id.get(id).copied()).collect()
}

fn signature(computation: &HloComputationProto, root: Option<&HloInstructionProto>) -> String {
    let mut parameters: Vec<&HloInstructionProto> =
        computation.instructions.iter().filter(|i| i.opcode == "parameter").collect();
    parameters.sort_by_key(|p| p.parameter_number);
    let parameters: Vec<String> = parameters
        .iter()
        .map(|p| format!("{}: {}", p.name, shape_text(p.shape.as_ref(), Layouts::Hidden)))
        .collect();
    let result = shape_text(root.and_then(|r| r.shape.as_ref()), Layouts::Hidden);
    format!("({}) -> {result}", parameters.join(", "))
}

fn instruction_text(
    instruction: &HloInstructionProto,
    names: &Names<'_>,
    options: &HloTextOptions,
) -> String {
    let shape = shape_text(instruction.shape.as_ref(), Layouts::Shown);
    let arguments = match instruction.opcode.as_str() {
        "parameter" => instruction.parameter_number.to_string(),
        "constant" => match &instruction.literal {
            Some(literal) => literal::literal_text(literal, options.largest_constant),
            None => "{...}".to_owned(),
        },
        _ => {
            let operands = instruction.operand_ids.iter().enumerate();
            let operands = operands
                .map(|(i, &id)| format!("{}{}", shape::index_comment(i), names.instruction(id)));
            operands.collect::<Vec<_>>().join(", ")
        }
    };
    let mut text = format!("%{} = {shape} {}({arguments})", instruction.name, instruction.opcode);
    for attribute in attributes(instruction, names, options) {
        text.push_str(", ");
        text.push_str(&attribute);
    }
    text
}

#[cfg(test)]
mod tests;
