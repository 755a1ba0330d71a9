//! Manual regions: every collective, on shards that come cut in one way and leave in another.

use vqbit::ir::builder::Builder;
use vqbit::ir::error::IrError;
use vqbit::ir::op::BinaryOp;
use vqbit::tensor::array::Tensor;

use crate::ops::case::{CUT, Case, F32, S32, exactly, f32s, input, s32s, spec};

pub(super) const REGIONS: Case =
    Case { name: "regions", build: regions, inputs: region_inputs, check: check_regions };

/// Each device has four rows and four columns of x, and two elements of i.
fn regions(b: &mut Builder) -> Result<(), IrError> {
    let x = input(b, "x", (F32, &[8, 16]), &CUT)?;
    let i = input(b, "i", (S32, &[16]), &[&[1, 0]])?;
    let given = [(x, spec(b, 2, &CUT)), (i, spec(b, 1, &[&[1, 0]]))];
    let made = [
        spec(b, 2, &[&[], &[1]]),
        spec(b, 1, &[]),
        spec(b, 2, &[&[0, 1]]),
        spec(b, 2, &CUT),
        spec(b, 2, &CUT),
        spec(b, 1, &[&[1, 0]]),
    ];
    let results = b.manual_region("shard", &given, &made, |b, shard| {
        let (x, i) = (shard[0], shard[1]);
        let columns = b.sum(x, &[0])?;
        let sums = [b.all_reduce(x, &[0])?, b.all_reduce(columns, &[0])?];
        let columns = b.all_gather(sums[1], 0, &[1])?;
        let scattered = b.reduce_scatter(x, 0, &[1])?;
        let rows = b.all_gather(scattered, 1, &[1])?;
        let exchanged = b.all_to_all(x, 1, &[1])?;
        let passed = b.collective_permute(x, &[1, 0], &[(0, 1), (1, 2), (7, 0)])?;
        let larger = b.computation("larger", &[S32, S32], |b, p| {
            Ok(vec![b.binary(BinaryOp::Maximum, p[0], p[1])?])
        })?;
        let place = b.place_in_group(&[1, 0])?;
        let place = b.spread(place, i)?;
        let far = b.repeat("far", 2, &[i, place], |b, _, state| {
            let far = b.all_reduce_by(state[0], &[0, 1], larger)?;
            Ok(vec![b.add(far, state[1])?, state[1]])
        })?;
        Ok::<_, IrError>(vec![sums[0], columns, rows, exchanged, passed, far[0]])
    })?;
    for (number, (value, spec)) in results.into_iter().zip(made).enumerate() {
        b.result(&format!("result{number}"), value, spec);
    }
    Ok(())
}

fn region_inputs() -> Vec<Tensor> {
    let x: Vec<f32> = (0..128_u8).map(|i| f32::from(i.wrapping_mul(77) % 31)).collect();
    let i: Vec<i32> = (0..16).map(|i| i * 5 % 16).collect();
    vec![f32s(&[8, 16], &x), s32s(&[16], &i)]
}

fn check_regions(inputs: &[Tensor], outputs: &[Tensor]) {
    let x = inputs[0].widened();
    let i = inputs[1].widened();
    let of = |row: usize, column: usize| x[row * 16 + column];
    let table = |rows: usize, at: &dyn Fn(usize, usize) -> f64| -> Vec<f64> {
        (0..rows * 16).map(|place| at(place / 16, place % 16)).collect()
    };
    exactly("all-reduce", &outputs[0], &table(4, &|r, c| of(r, c) + of(r + 4, c)));
    let columns = table(1, &|_, c| (0..8).map(|r| of(r, c)).sum());
    exactly("all-gather", &outputs[1], &columns);
    // Device (d, m) has row m of its half, added up over four columns apart; all of a half meet.
    let rows = table(8, &|r, c| (0..4).map(|m| of(r / 4 * 4 + c / 4, m * 4 + c % 4)).sum());
    exactly("reduce-scatter", &outputs[2], &rows);
    exactly("all-to-all", &outputs[3], &table(8, &|r, c| of(r, c % 4 * 4 + c / 4)));
    let sender = |place: usize| [Some(7), Some(0), Some(1)].get(place).copied().flatten();
    let passed = table(8, &|r, c| {
        let from = sender(c / 4 * 2 + r / 4);
        from.map_or(0.0, |from: usize| of(from % 2 * 4 + r % 4, from / 2 * 4 + c % 4))
    });
    exactly("collective-permute", &outputs[4], &passed);
    let most = |j: usize| (0..8).map(|p| i[p * 2 + j]).fold(f64::MIN, f64::max);
    let far = table(1, &|_, e| most(e % 2) + 7.0 + (e / 2) as f64);
    exactly("partition-id", &outputs[5], &far);
}
