//! Attributes of an instruction: what it computes and costs, what it calls, what is written on it.

use crate::inspect::text::groups::{replica_groups, source_target_pairs};
use crate::inspect::text::index::set_index;
use crate::inspect::text::instruction::Line;
use crate::inspect::text::scanner::{braced, first_outside, name, numbers, parts};
use crate::inspect::text::shape::leading_shape;
use crate::inspect::text::sharding::sharding;
use crate::inspect::text::string::{dictionary, unquoted, unquoted_bytes};
use crate::wire::hlo::{HloInstructionProto, RaggedDotDimensionNumbers};
use crate::wire::words::{
    API_VERSIONS, DISTRIBUTIONS, DOT_ALGORITHMS, FFT_TYPES, PRECISIONS, RNG_ALGORITHMS, SCHEDULES,
    TRANSPOSES,
};
use crate::wire::xla_data::{
    ConvolutionDimensionNumbers, DotDimensionNumbers, FrontendAttributes, OpMetadata,
    OutputOperandAliasing, Window, WindowDimension,
};

/// Sets what an attribute says; whether it is one that is known, and says something.
pub(super) fn set_attribute(line: &mut Line, key: &str, value: &str) -> bool {
    set_call(line, key, value)
        || set_index(&mut line.instruction, key, value)
        || set_collective(&mut line.instruction, key, value)
        || set_product(&mut line.instruction, key, value)
        || set_custom_call(&mut line.instruction, key, value)
        || set_number(&mut line.instruction, key, value).is_some()
        || set_flag(&mut line.instruction, key, value)
        || set_note(&mut line.instruction, key, value)
}

/// The computations that it calls, and what must run before it.
fn set_call(line: &mut Line, key: &str, value: &str) -> bool {
    let names = parts(braced(value)).into_iter().map(name);
    match key {
        // A message has the body first.
        "body" => line.called.splice(0..0, names).for_each(drop),
        "calls"
        | "to_apply"
        | "condition"
        | "true_computation"
        | "false_computation"
        | "branch_computations"
        | "called_computations"
        | "select"
        | "scatter" => line.called.extend(names),
        "control-predecessors" => line.predecessors.extend(names),
        _ => return false,
    }
    true
}

fn set_collective(instruction: &mut HloInstructionProto, key: &str, value: &str) -> bool {
    match key {
        "channel_id" => instruction.channel_id = value.parse().unwrap_or(0),
        "use_global_device_ids" => instruction.use_global_device_ids = value == "true",
        "replica_groups" => replica_groups(instruction, value),
        "source_target_pairs" => instruction.source_target_pairs = source_target_pairs(value),
        _ => return false,
    }
    true
}

/// What a product sums over, in which precision, and the windows that it and reductions slide.
fn set_product(instruction: &mut HloInstructionProto, key: &str, value: &str) -> bool {
    let list = || numbers(braced(value));
    match key {
        "lhs_contracting_dims" => dot(instruction).lhs_contracting_dimensions = list(),
        "rhs_contracting_dims" => dot(instruction).rhs_contracting_dimensions = list(),
        "lhs_batch_dims" => dot(instruction).lhs_batch_dimensions = list(),
        "rhs_batch_dims" => dot(instruction).rhs_batch_dimensions = list(),
        "lhs_ragged_dims" => ragged(instruction).lhs_ragged_dimensions = list(),
        "rhs_group_dims" => ragged(instruction).rhs_group_dimensions = list(),
        "window" => instruction.window = Some(window(braced(value))),
        "dim_labels" => match dim_labels(value) {
            Some(labels) => instruction.convolution_dimension_numbers = Some(labels),
            None => return false,
        },
        "operand_precision" => {
            let words = parts(braced(value)).into_iter().map(|word| numbered(&PRECISIONS, word));
            let Some(words) = words.collect() else { return false };
            instruction.precision_config.get_or_insert_default().operand_precision = words;
        }
        "algorithm" if instruction.opcode != "rng-bit-generator" => {
            let Some(algorithm) = numbered(&DOT_ALGORITHMS, value) else { return false };
            instruction.precision_config.get_or_insert_default().algorithm = algorithm;
        }
        _ => return false,
    }
    true
}

fn dot(instruction: &mut HloInstructionProto) -> &mut DotDimensionNumbers {
    match instruction.opcode.as_str() {
        "ragged-dot" => ragged(instruction).dot_dimension_numbers.get_or_insert_default(),
        _ => instruction.dot_dimension_numbers.get_or_insert_default(),
    }
}

fn ragged(instruction: &mut HloInstructionProto) -> &mut RaggedDotDimensionNumbers {
    instruction.ragged_dot_dimension_numbers.get_or_insert_default()
}

fn set_custom_call(instruction: &mut HloInstructionProto, key: &str, value: &str) -> bool {
    match key {
        "custom_call_target" => instruction.custom_call_target = unquoted(value),
        "custom_call_has_side_effect" => instruction.custom_call_has_side_effect = value == "true",
        "schedule" => match numbered(&SCHEDULES, value) {
            Some(schedule) => instruction.custom_call_schedule = schedule,
            None => return false,
        },
        "api_version" => match numbered(&API_VERSIONS, value) {
            Some(version) => instruction.custom_call_api_version = version,
            None => return false,
        },
        "constrain_layout" => instruction.constrain_layout = value == "true",
        "operand_layout_constraints" => {
            let shapes = parts(braced(value)).into_iter().map(|text| Some(leading_shape(text)?.0));
            let Some(shapes) = shapes.collect() else { return false };
            instruction.constrain_layout = true;
            instruction.operand_shapes_with_layout = shapes;
        }
        "output_to_operand_aliasing" => {
            let Some(aliases) = parts(braced(value)).into_iter().map(aliasing).collect() else {
                return false;
            };
            instruction.output_operand_aliasing = aliases;
        }
        _ => return false,
    }
    true
}

/// `{0}: (1, {})`.
fn aliasing(text: &str) -> Option<OutputOperandAliasing> {
    let (output, operand) = text.split_once(':')?;
    let inner = operand.trim().strip_prefix('(')?.strip_suffix(')')?;
    let [index, element] = parts(inner)[..] else { return None };
    Some(OutputOperandAliasing {
        output_shape_index: numbers(braced(output)),
        operand_index: index.parse().ok()?,
        operand_shape_index: numbers(braced(element)),
    })
}

/// One number, or a word for one.
fn set_number(instruction: &mut HloInstructionProto, key: &str, value: &str) -> Option<()> {
    let i = instruction;
    match key {
        "index" => i.tuple_index = value.parse().ok()?,
        "iota_dimension" => i.dimensions = vec![value.parse().ok()?],
        "dimensions" => i.dimensions = numbers(braced(value)),
        "delta" => i.delta = value.parse().ok()?,
        "k" => i.k = value.parse().ok()?,
        "epsilon" => i.epsilon = value.parse().ok()?,
        "feature_index" => i.feature_index = value.parse().ok()?,
        "feature_group_count" => i.feature_group_count = value.parse().ok()?,
        "batch_group_count" => i.batch_group_count = value.parse().ok()?,
        "exponent_bits" => i.exponent_bits = value.parse().ok()?,
        "mantissa_bits" => i.mantissa_bits = value.parse().ok()?,
        "cross_program_prefetch_index" => {
            i.cross_program_prefetch_index = Some(value.parse().ok()?);
        }
        "algorithm" => i.rng_algorithm = numbered(&RNG_ALGORITHMS, value)?,
        "distribution" => i.distribution = numbered(&DISTRIBUTIONS, value)?,
        "fft_type" => i.fft_type = numbered(&FFT_TYPES, value)?,
        "fft_length" => i.fft_length = numbers(braced(value)),
        "transpose_a" => {
            let transposed = numbered(&TRANSPOSES, value)?;
            i.triangular_solve_options.get_or_insert_default().transpose_a = transposed;
        }
        _ => return None,
    }
    Some(())
}

/// The number of a word, or one that the list has no word for.
fn numbered(words: &[&str], word: &str) -> Option<i32> {
    let place = words.iter().position(|known| *known == word);
    place.and_then(|place| i32::try_from(place).ok()).or_else(|| word.parse().ok())
}

fn set_flag(instruction: &mut HloInstructionProto, key: &str, value: &str) -> bool {
    let (i, flag) = (instruction, value == "true");
    match key {
        "direction" => value.clone_into(&mut i.comparison_direction),
        "type" => value.clone_into(&mut i.comparison_type),
        "kind" => value.clone_into(&mut i.fusion_kind),
        "is_stable" => i.is_stable = flag,
        "indices_are_sorted" => i.indices_are_sorted = flag,
        "unique_indices" => i.unique_indices = flag,
        "is_host_transfer" => i.is_host_transfer = flag,
        "is_composite" => i.is_composite = flag,
        "largest" => i.largest = flag,
        "left_side" => i.triangular_solve_options.get_or_insert_default().left_side = flag,
        "unit_diagonal" => i.triangular_solve_options.get_or_insert_default().unit_diagonal = flag,
        "lower" if i.opcode == "cholesky" => {
            i.cholesky_options.get_or_insert_default().lower = flag
        }
        "lower" => i.triangular_solve_options.get_or_insert_default().lower = flag,
        _ => return false,
    }
    true
}

/// What others have written on it.
fn set_note(instruction: &mut HloInstructionProto, key: &str, value: &str) -> bool {
    match key {
        "sharding" => match sharding(value) {
            Some(sharding) => instruction.sharding = Some(sharding),
            None => return false,
        },
        "frontend_attributes" => match dictionary(value) {
            Some(map) => instruction.frontend_attributes = Some(FrontendAttributes { map }),
            None => return false,
        },
        "backend_config" => instruction.backend_config = unquoted_bytes(value),
        "async_execution_thread" => instruction.async_execution_thread = unquoted(value),
        "metadata" => instruction.metadata = Some(metadata(braced(value))),
        // They change nothing that is computed.
        "parameter_replication" | "origin" | "statistics" => {}
        _ => return false,
    }
    true
}

/// `op_name="x" source_line=3`: where it came from.
fn metadata(text: &str) -> OpMetadata {
    let mut found = OpMetadata::default();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = first_outside(rest, &[' ']).unwrap_or(rest.len());
        let (key, value) = rest[..end].split_once('=').unwrap_or_default();
        match key {
            "op_type" => found.op_type = unquoted(value),
            "op_name" => found.op_name = unquoted(value),
            "source_file" => found.source_file = unquoted(value),
            "source_line" => found.source_line = value.parse().unwrap_or(0),
            // Frames are in tables of the module, which are not read.
            _ => {}
        }
        rest = rest[end..].trim_start();
    }
    found
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
