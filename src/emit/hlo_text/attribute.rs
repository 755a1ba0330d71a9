//! The attributes behind an instruction's operands.
//!
//! What is zero by default is printed by opcode, everything else by being there, so that an opcode
//! this file does not know keeps its attributes.

use std::collections::BTreeMap;

use crate::wire::hlo::HloInstructionProto;
use crate::wire::words::{
    API_VERSIONS, DISTRIBUTIONS, DOT_ALGORITHMS, FFT_TYPES, PRECISIONS, RNG_ALGORITHMS, SCHEDULES,
    TRANSPOSES,
};
use crate::wire::xla_data::{Precision, PrimitiveType};

use super::HloTextOptions;
use super::quote::{dictionary_or_quoted, frontend_attributes, quoted};
use super::shape::{Layouts, list, shape_text};
use super::sharding::{op_sharding_text, replica_groups_text};
use super::window::{dim_labels_text, padding_text, window_text};

/// The names that ids stand for within one computation.
pub(super) struct Names<'a> {
    /// Its instructions.
    pub(super) instructions: BTreeMap<i64, &'a HloInstructionProto>,
    /// The module's computations.
    pub(super) computations: &'a BTreeMap<i64, &'a str>,
}

impl Names<'_> {
    /// `%name`, or `%missing.7` for an id that names nothing.
    pub(super) fn instruction(&self, id: i64) -> String {
        let name = self.instructions.get(&id).map(|i| format!("%{}", i.name));
        name.unwrap_or_else(|| format!("%missing.{id}"))
    }

    fn computation(&self, id: i64) -> String {
        let name = self.computations.get(&id).map(|name| format!("%{name}"));
        name.unwrap_or_else(|| format!("%missing.{id}"))
    }

    fn computation_list(&self, ids: &[i64]) -> String {
        let names: Vec<String> = ids.iter().map(|&id| self.computation(id)).collect();
        format!("{{{}}}", names.join(", "))
    }
}

/// The attributes of one instruction, each as `name=value`.
pub(super) fn attributes(
    instruction: &HloInstructionProto,
    names: &Names<'_>,
    options: &HloTextOptions,
) -> Vec<String> {
    let mut found = Vec::new();
    dimension_attributes(instruction, &mut found);
    dot_attributes(instruction, &mut found);
    index_attributes(instruction, &mut found);
    collective_attributes(instruction, &mut found);
    flag_attributes(instruction, &mut found);
    call_attributes(instruction, names, &mut found);
    custom_call_attributes(instruction, &mut found);
    trailing_attributes(instruction, names, options, &mut found);
    found
}

fn dimension_attributes(i: &HloInstructionProto, found: &mut Vec<String>) {
    match i.opcode.as_str() {
        "get-tuple-element" => found.push(format!("index={}", i.tuple_index)),
        "iota" => {
            let dimension = i.dimensions.first().copied().unwrap_or(0);
            found.push(format!("iota_dimension={dimension}"));
        }
        "broadcast" | "reduce" | "transpose" | "sort" | "concatenate" | "reverse" => {
            found.push(format!("dimensions={}", list(&i.dimensions)));
        }
        "dynamic-slice" if i.dynamic_slice_sizes.is_empty() => {
            found.push("dynamic_slice_sizes={}".to_owned());
        }
        "rng-bit-generator" => {
            found.push(format!("algorithm={}", numbered(&RNG_ALGORITHMS, i.rng_algorithm)));
        }
        "rng-get-and-update-state" => found.push(format!("delta={}", i.delta)),
        "fft" => {
            let kind = numbered(&FFT_TYPES, i.fft_type);
            found.push(format!("fft_type={kind}, fft_length={}", list(&i.fft_length)));
        }
        // Theirs stand among the attributes of collectives.
        _ if takes_groups(i) => {}
        "topk" => found.push(format!("k={}, largest={}", i.k, i.largest)),
        _ if !i.dimensions.is_empty() => {
            found.push(format!("dimensions={}", list(&i.dimensions)));
        }
        _ => {}
    }
    if i.distribution != 0 {
        found.push(format!("distribution={}", numbered(&DISTRIBUTIONS, i.distribution)));
    }
    if i.opcode.starts_with("batch-norm") {
        found.push(format!("epsilon={}, feature_index={}", i.epsilon, i.feature_index));
    }
    if !i.slice_dimensions.is_empty() || i.opcode == "slice" {
        let range = |s: &crate::wire::hlo::SliceDimensions| match s.stride {
            0 | 1 => format!("[{}:{}]", s.start, s.limit),
            stride => format!("[{}:{}:{stride}]", s.start, s.limit),
        };
        let ranges: Vec<String> = i.slice_dimensions.iter().map(range).collect();
        found.push(format!("slice={{{}}}", ranges.join(", ")));
    }
    if !i.dynamic_slice_sizes.is_empty() {
        found.push(format!("dynamic_slice_sizes={}", list(&i.dynamic_slice_sizes)));
    }
    if i.opcode == "reduce-precision" {
        let (exponent, mantissa) = (i.exponent_bits, i.mantissa_bits);
        found.push(format!("exponent_bits={exponent}, mantissa_bits={mantissa}"));
    }
    if let Some(padding) = &i.padding_config {
        found.push(format!("padding={}", padding_text(padding)));
    }
}

/// The name of this number, or the number when the list ends before it.
fn numbered(names: &[&str], number: i32) -> String {
    let index = usize::try_from(number).ok();
    let name = index.and_then(|index| names.get(index));
    name.map_or_else(|| number.to_string(), |&name| name.to_owned())
}

fn dot_attributes(i: &HloInstructionProto, found: &mut Vec<String>) {
    let mut dims = |name: &str, dims: &[i64]| {
        if !dims.is_empty() {
            found.push(format!("{name}={}", list(dims)));
        }
    };
    let ragged = i.ragged_dot_dimension_numbers.as_ref();
    let inner = ragged.and_then(|r| r.dot_dimension_numbers.as_ref());
    if let Some(dot) = i.dot_dimension_numbers.as_ref().or(inner) {
        dims("lhs_batch_dims", &dot.lhs_batch_dimensions);
        dims("lhs_contracting_dims", &dot.lhs_contracting_dimensions);
        dims("rhs_batch_dims", &dot.rhs_batch_dimensions);
        dims("rhs_contracting_dims", &dot.rhs_contracting_dimensions);
    }
    if let Some(ragged) = ragged {
        dims("lhs_ragged_dims", &ragged.lhs_ragged_dimensions);
        dims("rhs_group_dims", &ragged.rhs_group_dimensions);
    }
    if let Some(window) = i.window.as_ref().filter(|w| !w.dimensions.is_empty()) {
        found.push(window_text(window));
    }
    if let Some(numbers) = &i.convolution_dimension_numbers {
        found.push(format!("dim_labels={}", dim_labels_text(numbers)));
    }
    let groups = [
        ("feature_group_count", i.feature_group_count),
        ("batch_group_count", i.batch_group_count),
    ];
    for (name, count) in groups {
        if count > 1 {
            found.push(format!("{name}={count}"));
        }
    }
    let Some(config) = &i.precision_config else { return };
    if config.operand_precision.iter().any(|&p| p != Precision::Default as i32) {
        let word = |&p: &i32| numbered(&PRECISIONS, p);
        let words: Vec<String> = config.operand_precision.iter().map(word).collect();
        found.push(format!("operand_precision={{{}}}", words.join(",")));
    }
    if config.algorithm != 0 {
        found.push(format!("algorithm={}", numbered(&DOT_ALGORITHMS, config.algorithm)));
    }
}

fn index_attributes(i: &HloInstructionProto, found: &mut Vec<String>) {
    let batching = |found: &mut Vec<String>, name: &str, dims: &[i64]| {
        if !dims.is_empty() {
            found.push(format!("{name}={}", list(dims)));
        }
    };
    if let Some(n) = &i.gather_dimension_numbers {
        found.push(format!("offset_dims={}", list(&n.offset_dims)));
        found.push(format!("collapsed_slice_dims={}", list(&n.collapsed_slice_dims)));
        found.push(format!("start_index_map={}", list(&n.start_index_map)));
        batching(found, "operand_batching_dims", &n.operand_batching_dims);
        batching(found, "start_indices_batching_dims", &n.start_indices_batching_dims);
        found.push(format!("index_vector_dim={}", n.index_vector_dim));
        found.push(format!("slice_sizes={}", list(&i.gather_slice_sizes)));
    }
    if let Some(n) = &i.scatter_dimension_numbers {
        found.push(format!("update_window_dims={}", list(&n.update_window_dims)));
        found.push(format!("inserted_window_dims={}", list(&n.inserted_window_dims)));
        let map = list(&n.scatter_dims_to_operand_dims);
        found.push(format!("scatter_dims_to_operand_dims={map}"));
        batching(found, "input_batching_dims", &n.input_batching_dims);
        batching(found, "scatter_indices_batching_dims", &n.scatter_indices_batching_dims);
        found.push(format!("index_vector_dim={}", n.index_vector_dim));
    }
}

fn collective_attributes(i: &HloInstructionProto, found: &mut Vec<String>) {
    if i.channel_id > 0 {
        found.push(format!("channel_id={}", i.channel_id));
    }
    let groups = replica_groups_text(i);
    if takes_groups(i) || groups != "{}" {
        found.push(format!("replica_groups={groups}"));
    }
    let dimensions = takes_groups(i) && !i.dimensions.is_empty();
    let is_scatter = i.opcode == "reduce-scatter";
    if dimensions && !is_scatter {
        found.push(format!("dimensions={}", list(&i.dimensions)));
    }
    if !i.source_target_pairs.is_empty() {
        let pairs = i.source_target_pairs.iter().map(|p| format!("{{{},{}}}", p.source, p.target));
        let pairs: Vec<String> = pairs.collect();
        found.push(format!("source_target_pairs={{{}}}", pairs.join(",")));
    }
    if i.use_global_device_ids {
        found.push("use_global_device_ids=true".to_owned());
    }
    if dimensions && is_scatter {
        found.push(format!("dimensions={}", list(&i.dimensions)));
    }
}

/// Whether an instruction is a collective among groups of devices.
fn takes_groups(i: &HloInstructionProto) -> bool {
    matches!(
        i.opcode.strip_suffix("-start").unwrap_or(&i.opcode),
        "all-reduce"
            | "all-gather"
            | "reduce-scatter"
            | "all-to-all"
            | "ragged-all-to-all"
            | "collective-broadcast"
    )
}

fn flag_attributes(i: &HloInstructionProto, found: &mut Vec<String>) {
    if !i.comparison_direction.is_empty() {
        found.push(format!("direction={}", i.comparison_direction));
    }
    // The other comparison types follow from the operands.
    if i.comparison_type == "TOTALORDER" {
        found.push("type=TOTALORDER".to_owned());
    }
    let flags = [
        ("is_stable", i.is_stable),
        ("indices_are_sorted", i.indices_are_sorted),
        ("unique_indices", i.unique_indices),
        ("is_host_transfer", i.is_host_transfer),
        ("is_composite", i.is_composite),
    ];
    found.extend(flags.iter().filter(|(_, set)| *set).map(|(name, _)| format!("{name}=true")));
    if let Some(index) = i.cross_program_prefetch_index {
        found.push(format!("cross_program_prefetch_index={index}"));
    }
    if let Some(options) = &i.triangular_solve_options {
        found.push(format!("left_side={}, lower={}", options.left_side, options.lower));
        found.push(format!("unit_diagonal={}", options.unit_diagonal));
        found.push(format!("transpose_a={}", numbered(&TRANSPOSES, options.transpose_a)));
    }
    if let Some(options) = &i.cholesky_options {
        found.push(format!("lower={}", options.lower));
    }
    if !i.fusion_kind.is_empty() {
        found.push(format!("kind={}", i.fusion_kind));
    }
}

fn call_attributes(i: &HloInstructionProto, names: &Names<'_>, found: &mut Vec<String>) {
    let called = &i.called_computation_ids;
    let picks_by_truth = || {
        let selector = i.operand_ids.first().and_then(|id| names.instructions.get(id));
        let shape = selector.and_then(|s| s.shape.as_ref());
        shape.is_some_and(|s| s.element_type == PrimitiveType::Pred as i32)
    };
    match (i.opcode.as_str(), called.as_slice()) {
        // What these call follows from the start that they take.
        (_, []) | ("async-update" | "async-done", _) => {}
        ("fusion" | "async-start", [one]) => {
            found.push(format!("calls={}", names.computation(*one)));
        }
        ("while", [body, condition]) => {
            let (condition, body) = (names.computation(*condition), names.computation(*body));
            found.push(format!("condition={condition}, body={body}"));
        }
        ("conditional", [on_true, on_false]) if picks_by_truth() => {
            let (on_true, on_false) = (names.computation(*on_true), names.computation(*on_false));
            found.push(format!("true_computation={on_true}, false_computation={on_false}"));
        }
        ("conditional", all) => {
            found.push(format!("branch_computations={}", names.computation_list(all)));
        }
        ("select-and-scatter", [select, scatter]) => {
            let (select, scatter) = (names.computation(*select), names.computation(*scatter));
            found.push(format!("select={select}, scatter={scatter}"));
        }
        ("custom-call", all) => {
            found.push(format!("called_computations={}", names.computation_list(all)));
        }
        (_, [one]) => found.push(format!("to_apply={}", names.computation(*one))),
        (_, all) => found.push(format!("called_computations={}", names.computation_list(all))),
    }
}

fn custom_call_attributes(i: &HloInstructionProto, found: &mut Vec<String>) {
    if !i.custom_call_target.is_empty() || i.opcode == "custom-call" {
        found.push(format!("custom_call_target={}", quoted(&i.custom_call_target)));
    }
    if i.constrain_layout {
        if i.operand_shapes_with_layout.is_empty() && i.opcode != "custom-call" {
            found.push("constrain_layout=true".to_owned());
        } else {
            let shapes = i.operand_shapes_with_layout.iter();
            let shapes: Vec<String> = shapes.map(|s| shape_text(Some(s), Layouts::Shown)).collect();
            found.push(format!("operand_layout_constraints={{{}}}", shapes.join(", ")));
        }
    }
    if i.custom_call_has_side_effect {
        found.push("custom_call_has_side_effect=true".to_owned());
    }
    if !i.output_operand_aliasing.is_empty() {
        let one = |a: &crate::wire::xla_data::OutputOperandAliasing| {
            let (output, operand) = (list(&a.output_shape_index), list(&a.operand_shape_index));
            format!("{output}: ({}, {operand})", a.operand_index)
        };
        let aliases: Vec<String> = i.output_operand_aliasing.iter().map(one).collect();
        found.push(format!("output_to_operand_aliasing={{{}}}", aliases.join(", ")));
    }
    if i.custom_call_schedule > 0 {
        found.push(format!("schedule={}", numbered(&SCHEDULES, i.custom_call_schedule)));
    }
    if i.custom_call_api_version > 1 {
        found.push(format!("api_version={}", numbered(&API_VERSIONS, i.custom_call_api_version)));
    }
}

fn trailing_attributes(
    i: &HloInstructionProto,
    names: &Names<'_>,
    options: &HloTextOptions,
    found: &mut Vec<String>,
) {
    if i.opcode == "async-start" && !matches!(i.async_execution_thread.as_str(), "" | "main") {
        found.push(format!("async_execution_thread={}", quoted(&i.async_execution_thread)));
    }
    if let Some(sharding) = &i.sharding {
        found.push(format!("sharding={}", op_sharding_text(sharding)));
    }
    if let Some(attributes) = i.frontend_attributes.as_ref().filter(|f| !f.map.is_empty()) {
        found.push(frontend_attributes(attributes));
    }
    if !i.control_predecessor_ids.is_empty() {
        let before = i.control_predecessor_ids.iter().map(|&id| names.instruction(id));
        let before: Vec<String> = before.collect();
        found.push(format!("control-predecessors={{{}}}", before.join(", ")));
    }
    if let Some(metadata) = i.metadata.as_ref().filter(|_| options.metadata) {
        let mut parts = Vec::new();
        let texts = [
            ("op_type", &metadata.op_type),
            ("op_name", &metadata.op_name),
            ("source_file", &metadata.source_file),
        ];
        for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
            parts.push(format!("{name}={}", quoted(text)));
        }
        if metadata.source_line != 0 {
            parts.push(format!("source_line={}", metadata.source_line));
        }
        if !parts.is_empty() {
            found.push(format!("metadata={{{}}}", parts.join(" ")));
        }
    }
    if !i.backend_config.is_empty() {
        found.push(format!("backend_config={}", dictionary_or_quoted(&i.backend_config)));
    }
}
