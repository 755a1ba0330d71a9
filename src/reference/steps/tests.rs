//! The steps on numbers computed by hand.

use super::*;
use crate::ir::shape::ElementType;
use crate::reference::regularizers::cosine;
use crate::vq::spec::{Ema, Losses, Orthogonal};

const HALF: Ema = Ema { decay: 0.5, epsilon: 1.0, ..Ema::DEFAULT };
/// Two entries in the plane.
const CODEBOOK: [f64; 4] = [0.0, 0.0, 2.0, 0.0];
/// Codes 0 (a tie), 1, -1 and 1.
const INPUTS: [f64; 8] = [1.0, 0.0, 1.5, 0.0, f64::NAN, 5.0, 2.0, 2.0];

fn spec(step: Step, codebook_size: usize, embedding_dim: usize, seq: usize) -> StepSpec {
    let mut spec = StepSpec::plain(step, codebook_size, embedding_dim);
    codebook_of(&mut spec).ema = HALF;
    spec.quantizer.losses = Losses::of_weights(0.25, 0.5);
    StepSpec { batch: 1, seq, dtype: ElementType::F32, ..spec }
}

fn codebook_of(spec: &mut StepSpec) -> &mut Codebook {
    match &mut spec.quantizer.kind {
        Kind::Codebook(codebook) => codebook,
        Kind::Fsq(_) | Kind::Binary(_) | Kind::Sim(_) | Kind::RandomProjection(_) => {
            panic!("a quantizer with codebooks")
        }
    }
}

fn answer(spec: &StepSpec, given: &[(&'static str, &[f64])]) -> Arrays {
    let given = given.iter().map(|(name, values)| (*name, values.to_vec())).collect();
    Reference { spec }.answer(&given).outputs
}

fn near(found: &Arrays, name: &str, wanted: &[f64]) {
    let found = &found[name];
    assert_eq!(found.len(), wanted.len(), "{name}");
    for (f, w) in found.iter().zip(wanted) {
        assert!((f - w).abs() <= 1e-12 * w.abs().max(1.0), "{name}: {found:?}, not {wanted:?}");
    }
}

#[test]
fn decode_gives_zeros_and_counts_codes_that_are_none() {
    let spec = spec(Step::Decode, 2, 2, 5);
    let codes = [1.0, -1.0, 0.0, 2.0, -7.0];
    let decoded = answer(&spec, &[("codes", &codes), ("codebook", &[1.0, 2.0, 3.0, 4.0])]);
    let rows = [3.0, 4.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0, 0.0, 0.0];
    near(&decoded, "quantized", &rows);
    near(&decoded, "invalid_codes", &[2.0]);
}

#[test]
fn quantize_matches_numbers_worked_out_by_hand() {
    let spec = spec(Step::Quantize, 2, 2, 4);
    let found = answer(&spec, &[("inputs", &INPUTS), ("codebook", &CODEBOOK)]);
    near(&found, "codes", &[0.0, 1.0, -1.0, 1.0]);
    near(&found, "quantized", &[0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0, 0.0]);
    // Squared errors 1, 0.25 and 4 over three valid rows of two elements: 5.25 / 6.
    for name in ["mse", "commitment_loss", "codebook_loss"] {
        near(&found, name, &[0.875]);
    }
    // 0.25 * 0.875 + 0.5 * 0.875
    near(&found, "loss", &[0.656_25]);
    // p = 1/3 and 2/3: exp(ln 3 - 2/3 ln 2) = 3 / 4^(1/3) = 1.88988...
    near(&found, "perplexity", &[3.0 / 4.0_f64.cbrt()]);
    near(&found, "codebook_usage", &[1.0]);
    near(&found, "dead_entries", &[0.0]);
    near(&found, "max_share", &[2.0 / 3.0]);
    near(&found, "entropy", &[3.0_f64.ln() - 2.0 / 3.0 * 2.0_f64.ln()]);
    // Norms 1, 2.25 and 8.
    near(&found, "relative_error", &[5.25 / 11.25]);
    // 2 x 32 bits against 1 bit.
    near(&found, "compression_ratio", &[64.0]);
    near(&found, "nonfinite_rows", &[1.0]);
}

#[test]
fn masked_tokens_take_no_part() {
    let mut spec = spec(Step::Quantize, 2, 2, 4);
    spec.mask = Mask::Lengths;
    let given: [(&str, &[f64]); 3] =
        [("inputs", &INPUTS), ("codebook", &CODEBOOK), ("lengths", &[3.0])];
    let found = answer(&spec, &given);
    near(&found, "codes", &[0.0, 1.0, -1.0, -1.0]);
    near(&found, "mse", &[0.3125]);
    near(&found, "nonfinite_rows", &[1.0]);
    spec.mask = Mask::Tokens;
    let found = answer(&spec, &[given[0], given[1], ("mask", &[1.0, 0.0, 0.0, 0.0])]);
    near(&found, "codes", &[0.0, -1.0, -1.0, -1.0]);
    near(&found, "nonfinite_rows", &[0.0]);
}

#[test]
fn update_matches_numbers_worked_out_by_hand() {
    let spec = spec(Step::Update, 2, 2, 4);
    let state: [(&str, &[f64]); 3] =
        [("codebook", &CODEBOOK), ("cluster_size", &[1.0, 1.0]), ("embed_sum", &CODEBOOK)];
    let given = [&state[..], &[("inputs", &INPUTS[..])]].concat();
    let found = answer(&spec, &given);
    // n = (1, 2), s = ((1, 0), (3.5, 2)); half of the old plus half of these:
    // N = (0.5 + 0.5, 0.5 + 1), m = ((0 + 0.5, 0), (1 + 1.75, 0 + 1)).
    near(&found, "cluster_size", &[1.0, 1.5]);
    near(&found, "embed_sum", &[0.5, 0.0, 2.75, 1.0]);
    // total = 2.5; smoothed = (2 / 4.5 * 2.5, 2.5 / 4.5 * 2.5) = (10/9, 25/18);
    // c = ((0.5 * 9/10, 0), (2.75 * 18/25, 18/25)) = ((0.45, 0), (1.98, 0.72)).
    near(&found, "codebook", &[0.45, 0.0, 1.98, 0.72]);
}

#[test]
fn given_codes_decide_the_sums() {
    let spec = spec(Step::Update, 2, 2, 4);
    let given = Arrays::from([
        ("inputs", INPUTS.to_vec()),
        ("codebook", CODEBOOK.to_vec()),
        ("cluster_size", vec![1.0, 1.0]),
        ("embed_sum", CODEBOOK.to_vec()),
    ]);
    // Row 0 is a tie that goes to entry 1 here; the NaN row stays out whatever its code; row
    // 3's code is none: n = (0, 2), s = ((0, 0), (2.5, 0)).
    let answer = Reference { spec: &spec }.answer_with_codes(&given, Some(&[1, 1, 0, 2]));
    near(&answer.outputs, "cluster_size", &[0.5, 1.5]);
    near(&answer.outputs, "embed_sum", &[0.0, 0.0, 2.25, 0.0]);
    near(&answer.outputs, "codebook_usage", &[0.5]);
    let costs = answer.regrets.iter().map(|regret| regret.absolute).collect::<Vec<_>>();
    assert_eq!(costs, [0.0, 0.0, f64::INFINITY, f64::INFINITY]);
}

#[test]
fn nothing_valid_leaves_the_entries_and_gives_zero_losses() {
    let mut spec = spec(Step::Update, 2, 2, 2);
    codebook_of(&mut spec).ema = Ema { decay: 0.75, epsilon: 0.0, ..Ema::DEFAULT };
    let entries: &[f64] = &[1.0, -2.0, 3.0, 8.0];
    let found = answer(
        &spec,
        &[
            ("inputs", &[f64::NAN, 1.0, 1.0, f64::INFINITY]),
            ("codebook", entries),
            ("cluster_size", &[1.0, 1.0]),
            ("embed_sum", entries),
        ],
    );
    near(&found, "codes", &[-1.0, -1.0]);
    for (name, wanted) in [("mse", 0.0), ("loss", 0.0), ("perplexity", 1.0)] {
        near(&found, name, &[wanted]);
    }
    near(&found, "nonfinite_rows", &[2.0]);
    near(&found, "cluster_size", &[0.75, 0.75]);
    near(&found, "codebook", entries);
}

#[test]
fn bf16_rounds_the_codebook_to_nearest_even_before_the_search() {
    let mut spec = spec(Step::Quantize, 2, 1, 3);
    spec.dtype = ElementType::Bf16;
    // bf16 keeps 7 bits of mantissa: 1 + 2^-8 lies between 1 and 1 + 2^-7 and goes to the even
    // 1; 1 + 3 * 2^-8 lies between 1 + 2^-7 and 1 + 2^-6 and goes to the even 1 + 2^-6.
    // Rounded, 1.0078125 is 2^-7 from either entry, a tie.
    let codebook: &[f64] = &[1.003_906_25, 1.011_718_75];
    let inputs: &[f64] = &[1.007_812_5, 1.015_625, 1.0];
    let found = answer(&spec, &[("inputs", inputs), ("codebook", codebook)]);
    near(&found, "codes", &[0.0, 1.0, 0.0]);
    near(&found, "quantized", &[1.0, 1.015_625, 1.0]);
}

#[test]
fn groups_are_quantized_each_by_its_codebook() {
    let mut spec = spec(Step::Quantize, 2, 2, 1);
    codebook_of(&mut spec).groups = Some(2);
    // Group 0 has the entries 0 and 2, group 1 the entries 5 and 7.
    let codebook: &[f64] = &[0.0, 2.0, 5.0, 7.0];
    let found = answer(&spec, &[("inputs", &[1.5, 5.5]), ("codebook", codebook)]);
    near(&found, "codes", &[1.0, 0.0]);
    near(&found, "quantized", &[2.0, 5.0]);
    near(&found, "mse", &[0.25]);
    // 64 bits of inputs against two codes of a bit.
    near(&found, "compression_ratio", &[32.0]);
    near(&found, "codebook_usage", &[0.5]);
}

#[test]
fn stages_quantize_what_is_left_over() {
    let mut spec = spec(Step::Quantize, 2, 1, 1);
    codebook_of(&mut spec).stages = Some(2);
    // 11 = 10 + 2 - 1: the first stage leaves 1, the nearest of 2 and -4 is 2 and leaves -1.
    let codebook: &[f64] = &[10.0, -10.0, -4.0, 2.0];
    let found = answer(&spec, &[("inputs", &[11.0]), ("codebook", codebook)]);
    near(&found, "codes", &[0.0, 1.0]);
    near(&found, "quantized", &[12.0]);
    // Errors of the stages 1 and 1; of the sum 1.
    near(&found, "commitment_loss", &[1.0]);
    near(&found, "mse", &[1.0]);
}

#[test]
fn an_untouched_entry_stays_where_it_is() {
    let mut spec = spec(Step::Update, 2, 2, 2);
    codebook_of(&mut spec).ema = Ema::DEFAULT;
    let entries = vec![0.0, 0.0, 100.0, -50.0];
    let mut given = Arrays::from([
        ("inputs", vec![1.0, 1.0, 0.5, 2.0]),
        ("codebook", entries.clone()),
        ("cluster_size", vec![1.0, 1.0]),
        ("embed_sum", entries),
    ]);
    for _ in 0..50 {
        let new = Reference { spec: &spec }.answer(&given).outputs;
        for name in ["codebook", "cluster_size", "embed_sum"] {
            given.insert(name, new[name].clone());
        }
    }
    let codebook = &given["codebook"];
    assert!((codebook[2] - 100.0).abs() < 1e-9, "{codebook:?}");
    assert!((codebook[3] + 50.0).abs() < 1e-9, "{codebook:?}");
    // Entry 0 nears the mean of its rows, (0.75, 1.5).
    assert!((codebook[0] - 0.75).abs() < 0.5, "{codebook:?}");
}

#[test]
fn the_ema_does_not_erase_the_steps_towards_right_angles() {
    let mut spec = spec(Step::Update, 3, 2, 6);
    codebook_of(&mut spec).ema = Ema { decay: 0.8, ..Ema::DEFAULT };
    let entries = vec![1.0, 0.1, 1.0, -0.2, 0.9, 0.5];
    let inputs: Vec<f64> = [&entries[..], &entries].concat();
    let mut after = |rate: f64| {
        spec.quantizer.losses.orthogonal = Some(Orthogonal { weight: 10.0, rate });
        let mut given = Arrays::from([
            ("inputs", inputs.clone()),
            ("codebook", entries.clone()),
            ("cluster_size", vec![1.0; 3]),
            ("embed_sum", entries.clone()),
        ]);
        for _ in 0..6 {
            let new = Reference { spec: &spec }.answer(&given).outputs;
            for name in ["codebook", "cluster_size", "embed_sum"] {
                given.insert(name, new[name].clone());
            }
        }
        given["codebook"].clone()
    };
    let mean_cosine = |codebook: &[f64]| {
        let rows: Vec<&[f64]> = codebook.chunks_exact(2).collect();
        let of = |(i, j): (usize, usize)| cosine(rows[i], rows[j]).abs();
        [(0, 1), (0, 2), (1, 2)].map(of).iter().sum::<f64>() / 3.0
    };
    let (still, moved) = (after(0.0), after(0.01));
    assert!(mean_cosine(&moved) < mean_cosine(&still) - 0.01, "{still:?}, {moved:?}");
}
