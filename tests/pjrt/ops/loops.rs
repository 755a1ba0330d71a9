//! Loops that search, sort, loop and state shardings.

use vqbit::ir::attr::Direction;
use vqbit::ir::builder::Builder;
use vqbit::ir::error::IrError;
use vqbit::ir::shape::Shape;
use vqbit::ir::value::Value;
use vqbit::tensor::array::Tensor;

use crate::ops::case::{CUT, Case, F32, S32, WHOLE, exactly, f32s, give, input, s32s, spec};
use crate::ops::sorts::order;

pub(super) const LOOPS: Case =
    Case { name: "loops", build: loops, inputs: loop_inputs, check: check_loops };

/// Each turn raises the smallest element of each row, and keeps track of where it was and of the
/// order of the row; a loop inside counts up.
fn loops(b: &mut Builder) -> Result<(), IrError> {
    let x = input(b, "x", (F32, &[8, 16]), &CUT)?;
    let turns = input(b, "turns", (S32, &[]), &WHOLE)?;
    let rows = spec(b, 2, &[&[0]]);
    let zero = b.scalar(S32, 0.0)?;
    let zeros = b.broadcast(zero, &[8], &[])?;
    let last = b.repeat("raise", turns, &[x, zeros, zeros], |b, turn, state| {
        let x = b.constrain(state[0], rows)?;
        let smallest = b.argmin(x, 1)?;
        let at = b.iota(Shape::new(S32, &[8, 16]), 1)?;
        let wanted = b.broadcast(smallest, &[8, 16], &[0])?;
        let here = b.compare(Direction::Eq, at, wanted)?;
        let size = b.splat(x, F32, 10.5)?;
        let nothing = b.splat(x, F32, 0.0)?;
        let raise = b.select(here, size, nothing)?;
        let raised = b.repeat("twice", 2, &[x, raise], |b, _, state| {
            Ok(vec![b.add(state[0], state[1])?, state[1]])
        })?;
        let three = b.splat(smallest, S32, 3.0)?;
        let tripled = b.multiply(state[1], three)?;
        let track = b.add(tripled, smallest)?;
        let order = b.sort_by_key(x, &[], 1)?;
        let weighted = b.multiply(order.positions, at)?;
        let weight = b.sum(weighted, &[1])?;
        let turn = b.spread(turn, weight)?;
        let weight = b.multiply(weight, turn)?;
        Ok(vec![raised[0], track, b.add(state[2], weight)?])
    })?;
    give(b, &last[..1], "raised", &CUT);
    give(b, &last[1..], "track", &WHOLE);
    let small = |b: &mut Builder, state: &[Value]| {
        let largest = b.largest(state[0], &[0, 1])?;
        let limit = b.scalar(F32, 1000.0)?;
        b.compare(Direction::Lt, largest, limit)
    };
    let doubled =
        b.while_loop("double", &[x], small, |b, state| Ok(vec![b.add(state[0], state[0])?]))?;
    give(b, &doubled, "doubled", &CUT);
    Ok(())
}

fn loop_inputs() -> Vec<Tensor> {
    let x: Vec<f32> = (0..128_u8).map(|i| f32::from(i.wrapping_mul(77) % 32)).collect();
    vec![f32s(&[8, 16], &x), s32s(&[], &[5])]
}

fn check_loops(inputs: &[Tensor], outputs: &[Tensor]) {
    let mut x = inputs[0].widened();
    let doublings = (1..).find(|&n| x.iter().any(|v| v * 2_f64.powi(n) >= 1000.0));
    let scale = 2_f64.powi(doublings.expect("a number"));
    exactly("doubled", &outputs[3], &x.iter().map(|v| v * scale).collect::<Vec<_>>());
    let mut tracks = [vec![0.0; 8], vec![0.0; 8]];
    for turn in 0..5_u8 {
        for (number, row) in x.chunks_mut(16).enumerate() {
            let smallest = order(16, |i| row[i]);
            let weight: usize = smallest.iter().enumerate().map(|(at, from)| at * from).sum();
            tracks[0][number] = tracks[0][number] * 3.0 + smallest[0] as f64;
            tracks[1][number] += weight as f64 * f64::from(turn);
            row[smallest[0]] += 21.0;
        }
    }
    exactly("raised", &outputs[0], &x);
    exactly("places", &outputs[1], &tracks[0]);
    exactly("orders", &outputs[2], &tracks[1]);
}
