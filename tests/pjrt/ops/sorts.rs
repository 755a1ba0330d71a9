//! Sorts along whole and cut dimensions, with ties and NaN.

use vqbit::ir::builder::Builder;
use vqbit::ir::error::IrError;
use vqbit::tensor::array::Tensor;

use crate::ops::case::{CUT, Case, F32, U32, WHOLE, exactly, f32s, give, input, u32s};

pub(super) const SORTS: Case =
    Case { name: "sorts", build: sorts, inputs: sort_inputs, check: check_sorts };

/// Elements of a line: so many that a sort which ignores positions mixes up ties.
const LONG: usize = 64;

fn sorts(b: &mut Builder) -> Result<(), IrError> {
    let key = input(b, "key", (F32, &[4, LONG]), &CUT)?;
    let value = input(b, "value", (U32, &[4, LONG]), &CUT)?;
    for dimension in [1, 0] {
        let sorted = b.sort_by_key(key, &[value], dimension)?;
        let arrays = [sorted.key, sorted.positions, sorted.payload[0]];
        give(b, &arrays, &format!("sorted{dimension}_"), &CUT);
    }
    let by_value = b.sort_by_key(value, &[], 1)?;
    give(b, &[by_value.key, by_value.positions], "by_value", &WHOLE);
    Ok(())
}

/// Keys of few different values, so that most are ties.
fn sort_inputs() -> Vec<Tensor> {
    let values = [2.0, f32::NAN, -0.0, 1.0, 0.0, f32::NEG_INFINITY, f32::INFINITY];
    let key: Vec<f32> = (0..4 * LONG).map(|i: usize| values[(i * i + i / 5) % 7]).collect();
    let value: Vec<u32> = (0..256).map(|i: u32| i.wrapping_mul(0x9e37_79b9) >> 28).collect();
    vec![f32s(&[4, LONG], &key), u32s(&[4, LONG], &value)]
}

/// The places `0..count` in the order of their keys, NaN last, ties by place.
pub(super) fn order(count: usize, key: impl Fn(usize) -> f64) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    // The sort is stable, and equal zeros of two signs stay ties.
    places.sort_by(|&a, &b| {
        let (a, b) = (key(a), key(b));
        a.is_nan().cmp(&b.is_nan()).then(a.partial_cmp(&b).unwrap_or(std::cmp::Ordering::Equal))
    });
    places
}

/// `[4, LONG]` arrays ordered along a dimension: for each place of the result that of its source.
fn sources(key: &[f64], dimension: usize) -> Vec<[usize; 2]> {
    let mut sources = vec![[0; 2]; 4 * LONG];
    let (lines, count) = if dimension == 1 { (4, LONG) } else { (LONG, 4) };
    for line in 0..lines {
        let at = |i: usize| if dimension == 1 { line * LONG + i } else { i * LONG + line };
        for (to, from) in order(count, |i| key[at(i)]).into_iter().enumerate() {
            sources[at(to)] = [at(from), from];
        }
    }
    sources
}

fn check_sorts(inputs: &[Tensor], outputs: &[Tensor]) {
    let (key, value) = (inputs[0].widened(), inputs[1].widened());
    for (dimension, found) in [1, 0].into_iter().zip(outputs.chunks(3)) {
        let sources = sources(&key, dimension);
        let picked = |of: &[f64]| sources.iter().map(|s| of[s[0]]).collect::<Vec<_>>();
        let positions: Vec<f64> = sources.iter().map(|s| s[1] as f64).collect();
        exactly("positions", &found[1], &positions);
        exactly("payload", &found[2], &picked(&value));
        exactly("keys", &found[0], &picked(&key));
        let signs =
            |values: &[f64]| values.iter().map(|v| v.is_sign_negative()).collect::<Vec<_>>();
        let numbers =
            |values: &[f64]| values.iter().copied().filter(|v| !v.is_nan()).collect::<Vec<_>>();
        assert_eq!(signs(&numbers(&found[0].widened())), signs(&numbers(&picked(&key))));
    }
    let sources = sources(&value, 1);
    exactly("u32 keys", &outputs[6], &sources.iter().map(|s| value[s[0]]).collect::<Vec<_>>());
    let positions: Vec<f64> = sources.iter().map(|s| s[1] as f64).collect();
    exactly("their positions", &outputs[7], &positions);
}
