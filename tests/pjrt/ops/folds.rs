//! Folds over cut dimensions: extremes, their places, and truth values.

use vqbit::ir::attr::Direction;
use vqbit::ir::builder::Builder;
use vqbit::ir::error::IrError;
use vqbit::tensor::array::Tensor;

use crate::ops::case::{CUT, Case, F32, S32, WHOLE, exactly, f32s, give, input, s32s};

pub(super) const FOLDS: Case =
    Case { name: "folds", build: folds, inputs: fold_inputs, check: check_folds };

fn folds(b: &mut Builder) -> Result<(), IrError> {
    let x = input(b, "x", (F32, &[4, 8]), &CUT)?;
    let i = input(b, "i", (S32, &[4, 8]), &CUT)?;
    let extremes = [b.argmax(x, 1)?, b.argmin(x, 1)?, b.argmax(i, 1)?, b.argmin(i, 1)?];
    give(b, &extremes, "position", &WHOLE);
    let exact = b.convert(i, F32)?;
    let values = [b.largest(i, &[1])?, b.smallest(i, &[1])?, b.largest(exact, &[1])?];
    give(b, &values, "value", &WHOLE);
    let seven = b.splat(i, S32, 7.0)?;
    let seven = b.compare(Direction::Eq, i, seven)?;
    let truths = [b.any(seven, &[1])?, b.all(seven, &[1])?];
    give(b, &truths, "truth", &WHOLE);
    Ok(())
}

/// Ties, rows with NaN, of NaN, and of infinities.
fn fold_inputs() -> Vec<Tensor> {
    let (inf, nan) = (f32::INFINITY, f32::NAN);
    let mut x = vec![1.0, 3.0, nan, -2.0, 3.0, -2.0, nan, 0.0];
    x.extend([nan; 8]);
    x.extend([-inf; 8]);
    x.extend([inf, 5.0, inf, -inf, 5.0, -inf, 0.0, nan]);
    let i = (0..32).map(|i: i32| if i >= 24 { 7 } else { (i * 37) % 11 - 5 });
    vec![f32s(&[4, 8], &x), s32s(&[4, 8], &i.collect::<Vec<_>>())]
}

/// The first place of the best number; 0 where none is better than `worst`.
fn first_best(row: &[f64], worst: f64, better: fn(&f64, &f64) -> bool) -> f64 {
    let (mut best, mut place) = (worst, 0);
    for (i, &value) in (0_u32..).zip(row) {
        if better(&value, &best) {
            (best, place) = (value, i);
        }
    }
    f64::from(place)
}

fn check_folds(inputs: &[Tensor], outputs: &[Tensor]) {
    let (x, i) = (inputs[0].widened(), inputs[1].widened());
    let rows = |of: &[f64], f: &dyn Fn(&[f64]) -> f64| of.chunks(8).map(f).collect::<Vec<_>>();
    let infinity = f64::INFINITY;
    for (values, at) in [(&x, 0), (&i, 2)] {
        let wanted = rows(values, &|row| first_best(row, -infinity, f64::gt));
        exactly("argmax", &outputs[at], &wanted);
        let wanted = rows(values, &|row| first_best(row, infinity, f64::lt));
        exactly("argmin", &outputs[at + 1], &wanted);
    }
    let largest = rows(&i, &|row| row.iter().copied().fold(-infinity, f64::max));
    exactly("largest", &outputs[4], &largest);
    exactly(
        "smallest",
        &outputs[5],
        &rows(&i, &|row| row.iter().copied().fold(infinity, f64::min)),
    );
    exactly("largest of floats", &outputs[6], &largest);
    let truth = |holds: bool| f64::from(u8::from(holds));
    exactly("any", &outputs[7], &rows(&i, &|row| truth(row.contains(&7.0))));
    exactly("all", &outputs[8], &rows(&i, &|row| truth(row.iter().all(|&v| v == 7.0))));
}
