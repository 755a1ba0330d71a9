//! Attributes of an instruction that say what it costs and what it calls.

use crate::inspect::text::groups::{replica_groups, source_target_pairs};
use crate::inspect::text::instruction::Line;
use crate::inspect::text::scanner::{braced, name, numbers, parts};
use crate::wire::xla_data::{
    ConvolutionDimensionNumbers, DotDimensionNumbers, Window, WindowDimension,
};

/// Sets what an attribute says; passes over those that say nothing here.
pub(super) fn set_attribute(line: &mut Line, key: &str, value: &str) {
    let instruction = &mut line.instruction;
    let list = || numbers(braced(value));
    match key {
        "calls"
        | "to_apply"
        | "condition"
        | "body"
        | "true_computation"
        | "false_computation"
        | "branch_computations"
        | "called_computations" => {
            line.called.extend(parts(braced(value)).into_iter().map(name));
        }
        "control-predecessors" => {
            line.predecessors.extend(parts(braced(value)).into_iter().map(name));
        }
        "index" => instruction.tuple_index = value.parse().unwrap_or(-1),
        "kind" => value.clone_into(&mut instruction.fusion_kind),
        "dimensions" => instruction.dimensions = list(),
        "direction" => value.clone_into(&mut instruction.comparison_direction),
        "custom_call_target" => {
            value.trim_matches('"').clone_into(&mut instruction.custom_call_target)
        }
        "backend_config" => instruction.backend_config = unquoted(value).into_bytes(),
        "channel_id" => instruction.channel_id = value.parse().unwrap_or(0),
        "use_global_device_ids" => instruction.use_global_device_ids = value == "true",
        "replica_groups" => replica_groups(instruction, value),
        "source_target_pairs" => instruction.source_target_pairs = source_target_pairs(value),
        "lhs_contracting_dims" => dot(line).lhs_contracting_dimensions = list(),
        "rhs_contracting_dims" => dot(line).rhs_contracting_dimensions = list(),
        "lhs_batch_dims" => dot(line).lhs_batch_dimensions = list(),
        "rhs_batch_dims" => dot(line).rhs_batch_dimensions = list(),
        "window" => instruction.window = Some(window(braced(value))),
        "dim_labels" => instruction.convolution_dimension_numbers = dim_labels(value),
        _ => {}
    }
}

fn dot(line: &mut Line) -> &mut DotDimensionNumbers {
    line.instruction.dot_dimension_numbers.get_or_insert_default()
}

/// A value that may stand in quotes, its escapes undone.
fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return value.to_owned();
    };
    inner.replace("\\\"", "\"").replace("\\\\", "\\")
}

/// `size=3x3 stride=2x2 pad=0_1x0_1 lhs_dilate=... rhs_dilate=... rhs_reversal=...`.
fn window(text: &str) -> Window {
    let fields: Vec<(&str, Vec<&str>)> = text
        .split_whitespace()
        .filter_map(|field| field.split_once('='))
        .map(|(key, value)| (key, value.split('x').collect()))
        .collect();
    let of = |key: &str| fields.iter().find(|(name, _)| *name == key).map(|(_, values)| values);
    let count = of("size").map_or(0, Vec::len);
    let number = |key: &str, i: usize, default: i64| -> i64 {
        of(key).and_then(|values| values.get(i)?.parse().ok()).unwrap_or(default)
    };
    let padding = |i: usize| -> (i64, i64) {
        let text = of("pad").and_then(|values| values.get(i).copied()).unwrap_or("0_0");
        let (low, high) = text.split_once('_').unwrap_or((text, "0"));
        (low.parse().unwrap_or(0), high.parse().unwrap_or(0))
    };
    let dimension = |i: usize| WindowDimension {
        size: number("size", i, 1),
        stride: number("stride", i, 1),
        padding_low: padding(i).0,
        padding_high: padding(i).1,
        window_dilation: number("rhs_dilate", i, 1),
        base_dilation: number("lhs_dilate", i, 1),
        window_reversal: number("rhs_reversal", i, 0) != 0,
    };
    Window { dimensions: (0..count).map(dimension).collect() }
}

/// `b01f_01io->b01f`: the named dimensions, and the spatial ones by number.
fn dim_labels(text: &str) -> Option<ConvolutionDimensionNumbers> {
    let (operands, output) = text.split_once("->")?;
    let (input, kernel) = operands.split_once('_')?;
    let place =
        |labels: &str, label: char| -> Option<i64> { i64::try_from(labels.find(label)?).ok() };
    let spatial = |labels: &str| -> Vec<i64> {
        let digits = ('0'..='9').map_while(|digit| place(labels, digit));
        digits.collect()
    };
    Some(ConvolutionDimensionNumbers {
        kernel_input_feature_dimension: place(kernel, 'i')?,
        kernel_output_feature_dimension: place(kernel, 'o')?,
        kernel_spatial_dimensions: spatial(kernel),
        input_batch_dimension: place(input, 'b')?,
        input_feature_dimension: place(input, 'f')?,
        output_batch_dimension: place(output, 'b')?,
        output_feature_dimension: place(output, 'f')?,
        input_spatial_dimensions: spatial(input),
        output_spatial_dimensions: spatial(output),
    })
}
