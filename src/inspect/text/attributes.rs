//! Attributes of an instruction: what it computes and costs, what it calls, what is written on it.

use crate::inspect::text::groups::{replica_groups, source_target_pairs};
use crate::inspect::text::index::set_index;
use crate::inspect::text::instruction::{Depth, Line};
use crate::inspect::text::scanner::{braced, first_outside, name, numbers, parts};
use crate::inspect::text::shape::whole_shape;
use crate::inspect::text::sharding::sharding;
use crate::inspect::text::string::{dictionary, unquoted, unquoted_bytes};
use crate::wire::hlo::{HloInstructionProto, RaggedDotDimensionNumbers, TriangularSolveOptions};
use crate::wire::words::{
    API_VERSIONS, DISTRIBUTIONS, DOT_ALGORITHMS, FFT_TYPES, PRECISIONS, RNG_ALGORITHMS, SCHEDULES,
    TRANSPOSES,
};
use crate::wire::xla_data::{
    ConvolutionDimensionNumbers, DotDimensionNumbers, FrontendAttributes, OpMetadata,
    OutputOperandAliasing, Window, WindowDimension,
};

/// Sets what an attribute says; `None` where it is not known, or its value is none.
pub(super) fn set_attribute(line: &mut Line, key: &str, value: &str) -> Option<()> {
    set_name(line, key, value)
        .or_else(|| set_index(&mut line.instruction, key, value))
        .or_else(|| set_collective(&mut line.instruction, key, value))
        .or_else(|| set_product(&mut line.instruction, key, value))
        .or_else(|| set_custom_call(&mut line.instruction, key, value))
        .or_else(|| set_number(&mut line.instruction, key, value))
        .or_else(|| set_flag(&mut line.instruction, key, value))
        .or_else(|| set_note(&mut line.instruction, key, value))
}

/// The computations that it calls, and what must run before it.
fn set_name(line: &mut Line, key: &str, value: &str) -> Option<()> {
    let names: Vec<String> = parts(braced(value)).into_iter().map(name).collect();
    if key == "control-predecessors" {
        line.names.predecessors = names;
        return Some(());
    }
    line.names.call(key, names)
}

fn set_collective(i: &mut HloInstructionProto, key: &str, value: &str) -> Option<()> {
    match key {
        "channel_id" => i.channel_id = value.parse().ok()?,
        "use_global_device_ids" => i.use_global_device_ids = flag(value)?,
        "replica_groups" => replica_groups(i, value)?,
        "source_target_pairs" => i.source_target_pairs = source_target_pairs(value)?,
        _ => return None,
    }
    Some(())
}

fn flag(value: &str) -> Option<bool> {
    value.parse().ok()
}

/// What a product sums over, in which precision, and the windows that it and reductions slide.
fn set_product(i: &mut HloInstructionProto, key: &str, value: &str) -> Option<()> {
    let list = || numbers(value);
    match key {
        "lhs_contracting_dims" => dot(i).lhs_contracting_dimensions = list()?,
        "rhs_contracting_dims" => dot(i).rhs_contracting_dimensions = list()?,
        "lhs_batch_dims" => dot(i).lhs_batch_dimensions = list()?,
        "rhs_batch_dims" => dot(i).rhs_batch_dimensions = list()?,
        "lhs_ragged_dims" => ragged(i).lhs_ragged_dimensions = list()?,
        "rhs_group_dims" => ragged(i).rhs_group_dimensions = list()?,
        "window" => i.window = Some(window(braced(value))?),
        "dim_labels" => i.convolution_dimension_numbers = Some(dim_labels(value)?),
        "operand_precision" => {
            let words = parts(braced(value)).into_iter().map(|word| numbered(&PRECISIONS, word));
            let words = words.collect::<Option<Vec<i32>>>()?;
            // One an operand, of which a product has two.
            i.precision_config.get_or_insert_default().operand_precision =
                Some(words).filter(|words| words.len() == 2)?;
        }
        "algorithm" if i.opcode != "rng-bit-generator" => {
            let algorithm = numbered(&DOT_ALGORITHMS, value)?;
            i.precision_config.get_or_insert_default().algorithm = algorithm;
        }
        _ => return None,
    }
    Some(())
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

fn set_custom_call(i: &mut HloInstructionProto, key: &str, value: &str) -> Option<()> {
    match key {
        "custom_call_target" => i.custom_call_target = unquoted(value),
        "custom_call_has_side_effect" => i.custom_call_has_side_effect = flag(value)?,
        "schedule" => i.custom_call_schedule = numbered(&SCHEDULES, value)?,
        "api_version" => i.custom_call_api_version = numbered(&API_VERSIONS, value)?,
        "constrain_layout" => i.constrain_layout = flag(value)?,
        "operand_layout_constraints" => {
            let shapes =
                parts(braced(value)).into_iter().map(|text| whole_shape(text, Depth::Whole));
            i.operand_shapes_with_layout = shapes.collect::<Option<_>>()?;
            i.constrain_layout = true;
        }
        "output_to_operand_aliasing" => {
            let aliases = parts(braced(value)).into_iter().map(aliasing);
            i.output_operand_aliasing = aliases.collect::<Option<_>>()?;
        }
        _ => return None,
    }
    Some(())
}

/// `{0}: (1, {})`.
fn aliasing(text: &str) -> Option<OutputOperandAliasing> {
    let (output, operand) = text.split_once(':')?;
    let inner = operand.trim().strip_prefix('(')?.strip_suffix(')')?;
    let [index, element] = parts(inner)[..] else { return None };
    Some(OutputOperandAliasing {
        output_shape_index: numbers(output)?,
        operand_index: index.parse().ok()?,
        operand_shape_index: numbers(element)?,
    })
}

/// One number, or a word for one.
fn set_number(i: &mut HloInstructionProto, key: &str, value: &str) -> Option<()> {
    match key {
        "index" => i.tuple_index = value.parse().ok()?,
        "iota_dimension" => i.dimensions = vec![value.parse().ok()?],
        "dimensions" => i.dimensions = numbers(value)?,
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
        "fft_length" => i.fft_length = numbers(value)?,
        _ => return None,
    }
    Some(())
}

/// The number of a word.
fn numbered(words: &[&str], word: &str) -> Option<i32> {
    words.iter().position(|known| *known == word).and_then(|place| i32::try_from(place).ok())
}

fn set_flag(i: &mut HloInstructionProto, key: &str, value: &str) -> Option<()> {
    match key {
        "direction" => value.clone_into(&mut i.comparison_direction),
        "type" => value.clone_into(&mut i.comparison_type),
        "kind" => value.clone_into(&mut i.fusion_kind),
        "is_stable" => i.is_stable = flag(value)?,
        "indices_are_sorted" => i.indices_are_sorted = flag(value)?,
        "unique_indices" => i.unique_indices = flag(value)?,
        "is_host_transfer" => i.is_host_transfer = flag(value)?,
        "is_composite" => i.is_composite = flag(value)?,
        "largest" => i.largest = flag(value)?,
        "left_side" => triangle(i).left_side = flag(value)?,
        "unit_diagonal" => triangle(i).unit_diagonal = flag(value)?,
        "lower" if i.opcode == "cholesky" => {
            i.cholesky_options.get_or_insert_default().lower = flag(value)?;
        }
        "lower" => triangle(i).lower = flag(value)?,
        "transpose_a" => triangle(i).transpose_a = numbered(&TRANSPOSES, value)?,
        _ => return None,
    }
    Some(())
}

fn triangle(instruction: &mut HloInstructionProto) -> &mut TriangularSolveOptions {
    instruction.triangular_solve_options.get_or_insert_default()
}

/// What others have written on it.
fn set_note(i: &mut HloInstructionProto, key: &str, value: &str) -> Option<()> {
    match key {
        "sharding" => i.sharding = Some(sharding(value)?),
        "frontend_attributes" => {
            i.frontend_attributes = Some(FrontendAttributes { map: dictionary(value)? });
        }
        "backend_config" => i.backend_config = unquoted_bytes(value),
        "async_execution_thread" => i.async_execution_thread = unquoted(value),
        "metadata" => i.metadata = Some(metadata(braced(value))),
        // They change nothing that is computed.
        "parameter_replication" | "origin" | "statistics" => {}
        _ => return None,
    }
    Some(())
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
fn window(text: &str) -> Option<Window> {
    let mut window = Window::default();
    for field in text.split_whitespace() {
        let (key, values) = field.split_once('=')?;
        let values: Vec<&str> = values.split('x').collect();
        if key == "size" {
            let usual = WindowDimension {
                stride: 1,
                window_dilation: 1,
                base_dilation: 1,
                ..WindowDimension::default()
            };
            window.dimensions = vec![usual; values.len()];
        }
        if values.len() != window.dimensions.len() {
            return None;
        }
        for (dimension, value) in window.dimensions.iter_mut().zip(values) {
            set_window(dimension, key, value)?;
        }
    }
    Some(window)
}

fn set_window(dimension: &mut WindowDimension, key: &str, value: &str) -> Option<()> {
    match key {
        "size" => dimension.size = value.parse().ok()?,
        "stride" => dimension.stride = value.parse().ok()?,
        "pad" => {
            let (low, high) = value.split_once('_')?;
            (dimension.padding_low, dimension.padding_high) =
                (low.parse().ok()?, high.parse().ok()?);
        }
        "lhs_dilate" => dimension.base_dilation = value.parse().ok()?,
        "rhs_dilate" => dimension.window_dilation = value.parse().ok()?,
        "rhs_reversal" => {
            dimension.window_reversal = ["0", "1"].iter().position(|w| *w == value)? == 1
        }
        _ => return None,
    }
    Some(())
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
    let spatial_count = spatial(kernel).len();
    let is_whole =
        |labels: &str| labels.len() == spatial_count + 2 && spatial(labels).len() == spatial_count;
    if ![input, kernel, output].into_iter().all(is_whole) {
        return None;
    }
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
