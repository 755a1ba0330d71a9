//! Slices at places that the program is given.

use vqbit::ir::builder::Builder;
use vqbit::ir::error::IrError;
use vqbit::tensor::array::Tensor;

use crate::ops::case::{CUT, Case, F32, S32, WHOLE, exactly, f32s, give, input, s32s};

pub(super) const SLICES: Case =
    Case { name: "slices", build: slices, inputs: slice_inputs, check: check_slices };

fn slices(b: &mut Builder) -> Result<(), IrError> {
    let x = input(b, "x", (F32, &[8, 16]), &CUT)?;
    let update = input(b, "update", (F32, &[3, 5]), &WHOLE)?;
    let starts = [input(b, "i", (S32, &[]), &WHOLE)?, input(b, "j", (S32, &[]), &WHOLE)?];
    let within = [input(b, "k", (S32, &[]), &WHOLE)?, input(b, "l", (S32, &[]), &WHOLE)?];
    let boxes = [b.dynamic_slice(x, &starts, &[3, 5])?, b.dynamic_slice(x, &within, &[3, 5])?];
    give(b, &boxes, "box", &WHOLE);
    let updated =
        [b.dynamic_update_slice(x, update, &starts)?, b.dynamic_update_slice(x, update, &within)?];
    give(b, &updated, "updated", &CUT);
    Ok(())
}

/// Starts beyond the array on both sides, and starts within.
fn slice_inputs() -> Vec<Tensor> {
    let x: Vec<f32> = (0..128_u8).map(f32::from).collect();
    let update: Vec<f32> = (0..15_u8).map(|i| -f32::from(i)).collect();
    let mut inputs = vec![f32s(&[8, 16], &x), f32s(&[3, 5], &update)];
    inputs.extend([7, -3, 2, 6].map(|start| s32s(&[], &[start])));
    inputs
}

fn check_slices(inputs: &[Tensor], outputs: &[Tensor]) {
    let (x, update) = (inputs[0].widened(), inputs[1].widened());
    for (number, [row, column]) in [[5, 0], [2, 6]].into_iter().enumerate() {
        let places: Vec<usize> = (0..15).map(|i| (row + i / 5) * 16 + column + i % 5).collect();
        exactly("box", &outputs[number], &places.iter().map(|&p| x[p]).collect::<Vec<_>>());
        let mut updated = x.clone();
        places.iter().zip(&update).for_each(|(&place, &value)| updated[place] = value);
        exactly("updated", &outputs[2 + number], &updated);
    }
}
