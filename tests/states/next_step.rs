//! A converted state goes on as it would have at home: our rule's next step is theirs.

use vqbit::states::convert::Project;
use vqbit::states::state::{Kind, State};

use crate::rule::{Trained, step};
use crate::{CASES, Case, floats, open};

/// How far f32 training may be from the f64 rule.
const TOLERANCE: f64 = 1e-6;
/// The same for UViM, which adds 1e-5 to the variance where it standardizes a token.
const STANDARDIZED: f64 = 1e-3;
/// How far an entry without tokens may be: theirs has a smoothed count, ours its plain one.
const UNTOUCHED: f64 = 1e-4;

/// The tokens of the step that leads to `next`, as the quantizer's first codebook sees them.
fn tokens(case: &Case, state: &State) -> Vec<Vec<f64>> {
    let file = open(&case.next());
    let tokens = floats(&file, "tokens");
    let Some(maps) = &state.maps else {
        return tokens.chunks(state.token_dim()).map(<[f64]>::to_vec).collect();
    };
    let dim = state.token_dim();
    let project = |token: &[f64]| -> Vec<f64> {
        let element = |at: usize| -> f64 {
            let column = maps.project_in.iter().skip(at).step_by(dim);
            let sum: f64 = column.zip(token).map(|(&w, x)| f64::from(w) * x).sum();
            sum + f64::from(maps.project_in_bias[at])
        };
        (0..dim).map(element).collect()
    };
    tokens.chunks(maps.input_dim).map(project).collect()
}

fn close(what: &str, found: &[f64], wanted: &[f32], tolerance: f64) {
    for (index, (found, &wanted)) in found.iter().zip(wanted).enumerate() {
        let (wanted, scale) = (f64::from(wanted), f64::from(wanted).abs().max(1.0));
        assert!(
            (found - wanted).abs() <= tolerance * scale,
            "{what} at {index}: found {found}, wanted {wanted}"
        );
    }
}

#[test]
fn the_next_step_of_a_converted_state_is_the_one_at_home() {
    for case in &CASES {
        let (state, next) = (case.read(case.file), case.read(&case.next()));
        assert_eq!((next.parts.len(), next.dims()), (state.parts.len(), state.dims()));
        let mut tokens = tokens(case, &state);
        let whole = tokens.clone();
        for (at, (part, wanted)) in state.parts.iter().zip(&next.parts).enumerate() {
            if state.kind == Kind::Product {
                let own = at * state.embedding_dim..(at + 1) * state.embedding_dim;
                tokens = whole.iter().map(|token| token[own.clone()].to_vec()).collect();
            }
            let trained = step(&state, part, &tokens);
            let what = format!("{} {:?} part {at}", case.file, case.prefix);
            compare(&what, case, &trained, wanted);
            if state.kind == Kind::Residual {
                subtract(&mut tokens, &trained.codes, &part.codebook);
            }
        }
    }
}

fn compare(what: &str, case: &Case, trained: &Trained, wanted: &vqbit::states::state::Part) {
    let tolerance = if case.project == Project::Uvim { STANDARDIZED } else { TOLERANCE };
    close(&format!("{what} cluster_size"), &trained.cluster_size, &wanted.cluster_size, TOLERANCE);
    close(&format!("{what} embed_sum"), &trained.embed_sum.concat(), &wanted.embed_sum, tolerance);
    let dim = trained.codebook[0].len();
    let mut hit = 0;
    for (code, entry) in trained.codebook.iter().enumerate() {
        let is_hit = trained.codes.contains(&code);
        hit += usize::from(is_hit);
        let theirs = &wanted.codebook[code * dim..(code + 1) * dim];
        close(
            &format!("{what} entry {code}"),
            entry,
            theirs,
            if is_hit { tolerance } else { UNTOUCHED },
        );
    }
    assert!(hit >= 2, "{what}: the step hits {hit} entries, which tests nothing");
}

/// What a stage leaves of the tokens for the next.
fn subtract(tokens: &mut [Vec<f64>], codes: &[usize], codebook: &[f32]) {
    let dim = tokens[0].len();
    for (token, code) in tokens.iter_mut().zip(codes) {
        let entry = &codebook[code * dim..(code + 1) * dim];
        token.iter_mut().zip(entry).for_each(|(value, entry)| *value -= f64::from(*entry));
    }
}

/// Tokens that go through both maps come out as they did at home.
#[test]
fn maps_bring_tokens_there_and_back() {
    let case = CASES.iter().find(|case| case.file.contains("projected")).expect("a case");
    let (state, file) = (case.read(case.file), open(&case.next()));
    let maps = state.maps.as_ref().expect("maps");
    let tokens = tokens(case, &state);
    let (mut left, mut sums) = (tokens.clone(), vec![vec![0.0; state.token_dim()]; tokens.len()]);
    for part in &state.parts {
        let codes = step(&state, part, &left).codes;
        let before = left.clone();
        subtract(&mut left, &codes, &part.codebook);
        for ((sum, before), after) in sums.iter_mut().zip(&before).zip(&left) {
            for ((sum, before), after) in sum.iter_mut().zip(before).zip(after) {
                *sum += before - after;
            }
        }
    }
    let back = |row: &Vec<f64>| -> Vec<f64> {
        let element = |at: usize| -> f64 {
            let column = maps.project_out.iter().skip(at).step_by(maps.input_dim);
            let sum: f64 = column.zip(row).map(|(&w, x)| f64::from(w) * x).sum();
            sum + f64::from(maps.project_out_bias[at])
        };
        (0..maps.input_dim).map(element).collect()
    };
    let found: Vec<f64> = sums.iter().flat_map(back).collect();
    let wanted = floats(&file, "quantized");
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() <= TOLERANCE * wanted.abs().max(1.0), "{found}, {wanted}");
    }
}
