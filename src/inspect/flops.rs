//! FLOPs of the matrix products of an optimized program, counted from shapes.

use std::collections::BTreeMap;

use crate::wire::hlo::{HloInstructionProto, HloModuleProto};
use crate::wire::xla_data::{ConvolutionDimensionNumbers, ShapeProto, WindowDimension};

use super::turns::turns;
use super::{element_count, sizes};

/// The FLOPs of one run on one device: a multiply and an add count as two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FlopCount {
    /// FLOPs of all dots and convolutions, those in loops times their turns; for one turn where
    /// these cannot be read.
    pub flops: u64,
    /// The part of them inside of while loops.
    pub looped_flops: u64,
    /// How many dots and convolutions are in loops whose turns cannot be read.
    pub unknown_turns: usize,
    /// How many dots and convolutions there are.
    pub instructions: usize,
}

/// Counts dots and convolutions (into which libtpu turns dots) in every computation, fusions
/// included. Elementwise work is not counted.
pub fn flops(module: &HloModuleProto) -> FlopCount {
    let turns = turns(module);
    let mut count = FlopCount::default();
    for computation in &module.computations {
        let by_id = computation.instructions_by_id();
        for instruction in &computation.instructions {
            let Some(flops) = instruction_flops(instruction, &by_id) else { continue };
            count.instructions += 1;
            let Some(turns) = turns.get(&computation.id) else {
                count.flops = count.flops.saturating_add(flops);
                continue;
            };
            count.unknown_turns += usize::from(turns.is_none());
            let flops = flops.saturating_mul(turns.unwrap_or(1));
            count.flops = count.flops.saturating_add(flops);
            count.looped_flops = count.looped_flops.saturating_add(flops);
        }
    }
    count
}

fn instruction_flops(
    instruction: &HloInstructionProto,
    by_id: &BTreeMap<i64, &HloInstructionProto>,
) -> Option<u64> {
    let operand = |index: usize| -> Option<&ShapeProto> {
        let id = instruction.operand_ids.get(index)?;
        by_id.get(id)?.shape.as_ref()
    };
    match instruction.opcode.as_str() {
        "dot" => {
            let numbers = instruction.dot_dimension_numbers.as_ref()?;
            let lhs = sizes(operand(0)?);
            let contracted = numbers.lhs_contracting_dimensions.iter();
            let k = contracted.map(|&d| at(&lhs, d)).fold(1, u64::saturating_mul);
            let result = element_count(instruction.shape.as_ref()?);
            Some(result.saturating_mul(k).saturating_mul(2))
        }
        "convolution" => convolution_flops(instruction, operand(0)?, operand(1)?),
        _ => None,
    }
}

fn at(sizes: &[u64], dimension: i64) -> u64 {
    usize::try_from(dimension).ok().and_then(|d| sizes.get(d)).copied().unwrap_or(1)
}

fn convolution_flops(
    instruction: &HloInstructionProto,
    input: &ShapeProto,
    kernel: &ShapeProto,
) -> Option<u64> {
    let n: &ConvolutionDimensionNumbers = instruction.convolution_dimension_numbers.as_ref()?;
    let (input, kernel) = (sizes(input), sizes(kernel));
    let output = sizes(instruction.shape.as_ref()?);
    let windows = instruction.window.as_ref().map_or(&[][..], |window| &window.dimensions);
    // Elements of padding and of dilation are zeros that nobody multiplies.
    let spatial = windows.iter().enumerate().map(|(i, window)| {
        let size = |sizes: &[u64], dims: &[i64]| dims.get(i).map_or(1, |&d| at(sizes, d));
        multiplied_positions(
            window,
            size(&input, &n.input_spatial_dimensions),
            size(&output, &n.output_spatial_dimensions),
        )
    });
    let features = at(&kernel, n.kernel_input_feature_dimension)
        .saturating_mul(at(&output, n.output_feature_dimension));
    let batch = at(&output, n.output_batch_dimension);
    let each = features.saturating_mul(batch);
    Some(spatial.fold(each, u64::saturating_mul).saturating_mul(2))
}

/// How many pairs of an output position and a window position meet an element of the input.
fn multiplied_positions(window: &WindowDimension, input: u64, output: u64) -> u64 {
    let dilated =
        |size: u64, by: u64| size.saturating_sub(1).saturating_mul(by).saturating_add(size.min(1));
    let positive = |value: i64| u64::try_from(value).unwrap_or(1).max(1);
    let (stride, base) = (positive(window.stride), positive(window.base_dilation));
    let reach = i128::from(dilated(input, base));
    let pairs = |k: u64| -> u64 {
        let start = i128::from(k) * i128::from(positive(window.window_dilation))
            - i128::from(window.padding_low);
        if base == 1 {
            // 0 <= start + o * stride < reach, counted without walking the outputs.
            let stride = i128::from(stride);
            let first = (-start).max(0).div_euclid(stride)
                + i128::from((-start).max(0).rem_euclid(stride) != 0);
            let last = (reach - 1 - start).div_euclid(stride).min(i128::from(output) - 1);
            return u64::try_from(last - first + 1).unwrap_or(0);
        }
        let meets = |o: &u64| {
            let place = start + i128::from(*o) * i128::from(stride);
            (0..reach).contains(&place) && place % i128::from(base) == 0
        };
        u64::try_from((0..output).filter(meets).count()).unwrap_or(u64::MAX)
    };
    let size = u64::try_from(window.size).unwrap_or(0);
    // Walking is for the sizes that programs have; beyond, every position counts.
    if size.saturating_mul(if base == 1 { 1 } else { output }) > 1 << 24 {
        return size.saturating_mul(output);
    }
    (0..size).map(pairs).fold(0, u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use prost::Message;

    fn count(bytes: &[u8]) -> FlopCount {
        flops(&HloModuleProto::decode(bytes).expect("a module"))
    }

    #[test]
    fn the_two_products_of_an_update_step_are_counted_per_device() {
        // Scores and sums: 2 * 512 tokens * 64 codes * 768, twice; libtpu made convolutions of them.
        let tokens = count(include_bytes!("../../tests/data/v4_update_tokens.hlo.pb"));
        assert_eq!((tokens.flops, tokens.instructions), (2 * 2 * 512 * 64 * 768, 2));
        // 4096 tokens * 8 codes.
        for bytes in [
            &include_bytes!("../../tests/data/v6e_update_codes.hlo.pb")[..],
            &include_bytes!("../../tests/data/cpu_update_codes.hlo.pb")[..],
        ] {
            assert_eq!(count(bytes).flops, 2 * 2 * 4096 * 8 * 768);
        }
    }

    #[test]
    fn loops_are_told_apart_and_padding_is_not_multiplied() {
        let all = count(include_bytes!("../../tests/data/opcodes.hlo.pb"));
        let in_loop = 2 * (2 * 16 * 16 * 16);
        let dots = 2 * 16 * 16 * 16 + 2 * (2 * 8 * 8 * 16);
        let convolution = 2 * (16 * 3 - 2) * (16 * 3 - 2);
        // The loop turns three times.
        assert_eq!(all.flops, 3 * in_loop + dots + convolution);
        assert_eq!((all.looped_flops, all.unknown_turns), (3 * in_loop, 0));
    }

    #[test]
    fn positions_are_counted_the_same_with_and_without_walking() {
        let window = |base_dilation| WindowDimension {
            size: 4,
            stride: 3,
            padding_low: 2,
            padding_high: 3,
            window_dilation: 2,
            base_dilation,
            window_reversal: false,
        };
        let walked = |input: i64, output: i64| -> u64 {
            let places = (0..output).flat_map(|o| (0..4).map(move |k| o * 3 + k * 2 - 2));
            places.filter(|place| (0..input).contains(place)).map(|_| 1).sum()
        };
        for input in 1..12_i64 {
            for output in 0..6_i64 {
                let (i, o) = (input.unsigned_abs(), output.unsigned_abs());
                assert_eq!(multiplied_positions(&window(1), i, o), walked(input, output));
            }
        }
        // An input of 4 dilated by 2 has 7 places; the windows meet 0, 2, 4 and then 4, 6.
        assert_eq!(multiplied_positions(&window(2), 4, 3), 5);
    }
}
