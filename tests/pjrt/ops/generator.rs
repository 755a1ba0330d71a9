//! Random numbers against the reference.

use vqbit::ir::builder::Builder;
use vqbit::ir::error::IrError;
use vqbit::reference::generator as reference;
use vqbit::tensor::array::Tensor;
use vqbit::vq::random::generator;

use crate::ops::case::{CUT, Case, U32, WHOLE, exactly, give, holds, input, u32s};

pub(super) const GENERATOR: Case =
    Case { name: "generator", build: draws, inputs: draw_inputs, check: check_draws };

const KEY: [u32; 2] = [0x1319_8a2e, 0x0370_7344];
const COUNTERS: [[u32; 2]; 2] = [[0x243f_6a88, 0], [0x85a3_08d3, 1]];

fn draws(b: &mut Builder) -> Result<(), IrError> {
    let key = [input(b, "k0", (U32, &[]), &WHOLE)?, input(b, "k1", (U32, &[]), &WHOLE)?];
    let counter = [input(b, "c0", (U32, &[2]), &WHOLE)?, input(b, "c1", (U32, &[2]), &WHOLE)?];
    let words = generator::threefry(b, key, counter)?;
    let seven = b.scalar(U32, 7.0)?;
    let folded = generator::fold_in(b, key, seven)?;
    give(b, &words, "words", &WHOLE);
    give(b, &folded, "folded", &WHOLE);
    let dims = [4, 8, 6];
    let cut = [
        generator::bits(b, key, &dims)?,
        generator::uniform(b, key, &dims)?,
        generator::gumbel(b, key, &dims)?,
    ];
    give(b, &cut, "cut", &CUT);
    Ok(())
}

fn draw_inputs() -> Vec<Tensor> {
    let [k0, k1] = KEY.map(|word| u32s(&[], &[word]));
    let [c0, c1] = COUNTERS.map(|words| u32s(&[2], &words));
    vec![k0, k1, c0, c1]
}

fn check_draws(_: &[Tensor], outputs: &[Tensor]) {
    for word in 0..2 {
        let of = |i: usize| reference::threefry(KEY, [COUNTERS[0][i], COUNTERS[1][i]])[word];
        exactly("words", &outputs[word], &[of(0), of(1)].map(f64::from));
        exactly("folded", &outputs[2 + word], &[f64::from(reference::fold_in(KEY, 7)[word])]);
    }
    let bits: Vec<f64> = reference::bits(KEY, 192).into_iter().map(f64::from).collect();
    exactly("bits", &outputs[4], &bits);
    exactly("uniform", &outputs[5], &reference::uniform(KEY, 192));
    holds("gumbel", &outputs[6], &reference::gumbel(KEY, 192), 1e-5, 1e-5);
}
