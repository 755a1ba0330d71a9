//! Attributes that are lists of indices: slices, paddings, gathers, scatters.

use crate::inspect::text::scanner::{braced, numbers, parts};
use crate::wire::hlo::{HloInstructionProto, SliceDimensions};
use crate::wire::xla_data::{
    GatherDimensionNumbers, PaddingConfig, PaddingConfigDimension, ScatterDimensionNumbers,
};

/// Sets what an attribute of this kind says; `None` where it is another, or says none.
pub(super) fn set_index(i: &mut HloInstructionProto, key: &str, value: &str) -> Option<()> {
    let list = || numbers(value);
    match key {
        "slice" => i.slice_dimensions = slice(value)?,
        "padding" => i.padding_config = Some(padding(value)?),
        "dynamic_slice_sizes" => i.dynamic_slice_sizes = list()?,
        "slice_sizes" => i.gather_slice_sizes = list()?,
        "offset_dims" => gather(i).offset_dims = list()?,
        "collapsed_slice_dims" => gather(i).collapsed_slice_dims = list()?,
        "start_index_map" => gather(i).start_index_map = list()?,
        "operand_batching_dims" => gather(i).operand_batching_dims = list()?,
        "start_indices_batching_dims" => gather(i).start_indices_batching_dims = list()?,
        "update_window_dims" => scatter(i).update_window_dims = list()?,
        "inserted_window_dims" => scatter(i).inserted_window_dims = list()?,
        "scatter_dims_to_operand_dims" => scatter(i).scatter_dims_to_operand_dims = list()?,
        "input_batching_dims" => scatter(i).input_batching_dims = list()?,
        "scatter_indices_batching_dims" => scatter(i).scatter_indices_batching_dims = list()?,
        "index_vector_dim" if i.opcode == "scatter" => {
            scatter(i).index_vector_dim = value.parse().ok()?;
        }
        "index_vector_dim" => gather(i).index_vector_dim = value.parse().ok()?,
        _ => return None,
    }
    Some(())
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
