//! Attributes that are lists of indices: slices, paddings, gathers, scatters.

use crate::inspect::text::scanner::{braced, numbers, parts};
use crate::wire::hlo::{HloInstructionProto, SliceDimensions};
use crate::wire::xla_data::{
    GatherDimensionNumbers, PaddingConfig, PaddingConfigDimension, ScatterDimensionNumbers,
};

/// Sets what an attribute of this kind says; whether it is one.
pub(super) fn set_index(instruction: &mut HloInstructionProto, key: &str, value: &str) -> bool {
    let list = || numbers(braced(value));
    match key {
        "slice" => match slice(value) {
            Some(ranges) => instruction.slice_dimensions = ranges,
            None => return false,
        },
        "padding" => match padding(value) {
            Some(config) => instruction.padding_config = Some(config),
            None => return false,
        },
        "dynamic_slice_sizes" => instruction.dynamic_slice_sizes = list(),
        "slice_sizes" => instruction.gather_slice_sizes = list(),
        "offset_dims" => gather(instruction).offset_dims = list(),
        "collapsed_slice_dims" => gather(instruction).collapsed_slice_dims = list(),
        "start_index_map" => gather(instruction).start_index_map = list(),
        "operand_batching_dims" => gather(instruction).operand_batching_dims = list(),
        "start_indices_batching_dims" => gather(instruction).start_indices_batching_dims = list(),
        "update_window_dims" => scatter(instruction).update_window_dims = list(),
        "inserted_window_dims" => scatter(instruction).inserted_window_dims = list(),
        "scatter_dims_to_operand_dims" => {
            scatter(instruction).scatter_dims_to_operand_dims = list();
        }
        "input_batching_dims" => scatter(instruction).input_batching_dims = list(),
        "scatter_indices_batching_dims" => {
            scatter(instruction).scatter_indices_batching_dims = list();
        }
        "index_vector_dim" => {
            let Ok(dimension) = value.parse() else { return false };
            match instruction.opcode.as_str() {
                "scatter" => scatter(instruction).index_vector_dim = dimension,
                _ => gather(instruction).index_vector_dim = dimension,
            }
        }
        _ => return false,
    }
    true
}

fn gather(instruction: &mut HloInstructionProto) -> &mut GatherDimensionNumbers {
    instruction.gather_dimension_numbers.get_or_insert_default()
}

fn scatter(instruction: &mut HloInstructionProto) -> &mut ScatterDimensionNumbers {
    instruction.scatter_dimension_numbers.get_or_insert_default()
}

/// `{[0:5], [1:9:2]}`.
fn slice(text: &str) -> Option<Vec<SliceDimensions>> {
    let range = |text: &str| {
        let fields = text.strip_prefix('[')?.strip_suffix(']')?.split(':');
        let fields: Option<Vec<i64>> = fields.map(|field| field.trim().parse().ok()).collect();
        match fields?[..] {
            [start, limit] => Some(SliceDimensions { start, limit, stride: 1 }),
            [start, limit, stride] => Some(SliceDimensions { start, limit, stride }),
            _ => None,
        }
    };
    parts(braced(text)).into_iter().map(range).collect()
}

/// `0_1x0_2_1`: low, high, and what comes between elements; a scalar has no dimension.
fn padding(text: &str) -> Option<PaddingConfig> {
    let dimension = |text: &str| {
        let fields: Option<Vec<i64>> = text.split('_').map(|field| field.parse().ok()).collect();
        let (edge_padding_low, edge_padding_high, interior_padding) = match fields?[..] {
            [low, high] => (low, high, 0),
            [low, high, interior] => (low, high, interior),
            _ => return None,
        };
        Some(PaddingConfigDimension { edge_padding_low, edge_padding_high, interior_padding })
    };
    let dimensions = text.split('x').filter(|text| !text.is_empty()).map(dimension);
    Some(PaddingConfig { dimensions: dimensions.collect::<Option<_>>()? })
}
