//! Hand-written gradients against differences of the functions that they are gradients of.

use super::*;
use crate::ir::shape::ElementType;
use crate::reference::compute::Compute;
use crate::reference::regularizers::orthogonal_loss;
use crate::reference::spaces::normalized;
use crate::vq::spec::{Codebook, Diversity, Kind, Losses, Orthogonal};

/// Tokens, elements and entries of each codebook.
const SIZES: [usize; 3] = [6, 4, 5];
/// Of the six tokens, one takes no part.
const VALID: [bool; 6] = [true, true, false, true, true, true];
const STEP: f64 = 1e-5;

/// Numbers that look random, in [-2, 2], and that f32 holds.
#[expect(clippy::cast_possible_truncation, reason = "the cast is the rounding")]
fn numbers(count: usize, seed: f64) -> Vec<f64> {
    let of = |i: usize| 2.0 * f64::from(((i as f64 + 1.0) * seed).sin() as f32);
    (0..count).map(of).collect()
}

fn quantizer(stages: Option<usize>, groups: Option<usize>, shared: bool) -> Quantizer {
    let codebook =
        Codebook { codebook_size: SIZES[2], groups, stages, shared, ..Codebook::DEFAULT };
    Quantizer {
        kind: Kind::Codebook(codebook),
        embedding_dim: SIZES[1],
        losses: Losses::of_weights(0.25, 0.75),
        gradient: Gradient::StraightThrough,
        input_dim: None,
    }
}

/// A quantizer and what it made of a batch.
struct Made {
    quantizer: Quantizer,
    books: Codebooks,
    entries: Vec<f64>,
    tokens: Vec<f64>,
    choice: Choice,
}

impl Made {
    fn of(quantizer: Quantizer) -> Self {
        let spec = quantizer.codebook().expect("a quantizer with codebooks");
        let lead: usize = spec.lead().iter().product();
        let entries = numbers(lead * SIZES[2] * quantizer.entry_dim(), 12.9898);
        let compute = Compute::of(ElementType::F32);
        let books = Codebooks::of(&quantizer, *spec, compute, &entries);
        let tokens = masked(&numbers(SIZES[0] * SIZES[1], 78.233));
        let choice = books.choose(&tokens, &VALID, books.stages(), None);
        Made { quantizer, books, entries, tokens, choice }
    }

    fn backward(&self) -> Backward<'_> {
        let Made { quantizer, books, entries, tokens, choice } = self;
        let active = books.stages();
        Backward { quantizer, books, entries, tokens, choice, valid: &VALID, active }
    }

    /// `<g, y> + d_loss * loss` with inputs moved by `dx` and the entries by `dc`, codes, turns and
    /// whatever stands under a stop-gradient held where they were, and so is what was lost by rounding.
    fn surrogate(&self, g: &[f64], d_loss: f64, dx: &[f64], dc: &[f64]) -> f64 {
        let d = self.books.entry_dim;
        let dx = masked(dx);
        let turned = [turn(&self.tokens, &dx, d), turn(&self.entries, dc, d)];
        let moves = [dx, dc.to_vec()];
        let (compared, searched) = match self.books.spec.metric {
            Metric::Euclidean => (&moves, &moves),
            Metric::Cosine(Returned::Normalized) => (&turned, &turned),
            Metric::Cosine(Returned::Raw) => (&moves, &turned),
        };
        let moved = Codebooks {
            entries: sum(&self.books.entries, &compared[1]),
            searched: sum(&self.books.searched, &searched[1]),
            ..self.books.clone()
        };
        let mut loss = 0.0;
        let mut choice = self.choice.clone();
        for made in &mut choice.stages {
            made.searched = sum(&made.searched, &searched[0]);
        }
        for (stage, made) in choice.stages.iter().enumerate() {
            let mut rows = made.rows.clone();
            for (place, row) in rows.chunks_exact_mut(d).enumerate() {
                let book = moved.of_book(stage, place % moved.groups());
                if let Some(entry) = entry_of(book, d, made.codes[place]) {
                    row.copy_from_slice(entry);
                }
            }
            let error = |x: &[f64], q: &[f64]| -> f64 {
                let squares = x.iter().zip(q).map(|(x, q)| (x - q) * (x - q)).sum::<f64>();
                squares / (5 * SIZES[1] * self.books.stages()) as f64
            };
            let inputs = sum(&made.inputs, &compared[0]);
            loss += self.quantizer.losses.commitment_weight * error(&inputs, &made.rows);
            loss += self.quantizer.losses.codebook_weight * error(&made.inputs, &rows);
        }
        if let Some(Diversity { weight, temperature }) = self.quantizer.losses.diversity {
            loss += weight * moved.diversity_loss(&choice, &VALID, temperature);
        }
        if let Some(Orthogonal { weight, .. }) = self.quantizer.losses.orthogonal {
            loss += weight * moved.orthogonal_loss(&sum(&self.entries, dc));
        }
        self.passed(g, &compared[0]) + d_loss * loss
    }

    /// `<g, y>` of y = x + ..., or of y = λ R x with the matrix itself.
    fn passed(&self, g: &[f64], dx: &[f64]) -> f64 {
        let d = self.books.entry_dim;
        let mut sum = 0.0;
        for place in 0..g.len() / d {
            let own = place * d..(place + 1) * d;
            if !VALID[place / self.books.groups()] {
                continue;
            }
            let (g, dx) = (&g[own.clone()], &dx[own.clone()]);
            sum += match self.quantizer.gradient {
                Gradient::StraightThrough => dot(g, dx),
                Gradient::Rotation => {
                    let x = &self.choice.stages[0].inputs[own.clone()];
                    dot(g, &matrix_times(x, &self.choice.quantized[own], dx))
                }
            };
        }
        sum
    }

    fn is_the_gradient(&self) {
        let g = numbers(SIZES[0] * SIZES[1], 37.719);
        let d_loss = 1.7;
        let found = self.backward().gradients(&g, d_loss);
        let (no_dx, no_dc) = (vec![0.0; g.len()], vec![0.0; self.entries.len()]);
        let at = |zeros: &[f64], place: usize, by: f64| {
            let mut moved = zeros.to_vec();
            moved[place] = by;
            moved
        };
        let near = |found: f64, high: f64, low: f64| {
            let wanted = (high - low) / (2.0 * STEP);
            assert!((found - wanted).abs() < 1e-8, "{found}, not {wanted} of {:?}", self.quantizer);
        };
        for (place, &found) in found.inputs.iter().enumerate() {
            let by = |by| self.surrogate(&g, d_loss, &at(&no_dx, place, by), &no_dc);
            near(found, by(STEP), by(-STEP));
        }
        for (place, &found) in found.entries.iter().enumerate() {
            let by = |by| self.surrogate(&g, d_loss, &no_dx, &at(&no_dc, place, by));
            near(found, by(STEP), by(-STEP));
        }
    }
}

fn sum(x: &[f64], y: &[f64]) -> Vec<f64> {
    x.iter().zip(y).map(|(x, y)| x + y).collect()
}

/// Zero where a token takes no part.
fn masked(x: &[f64]) -> Vec<f64> {
    x.iter().enumerate().map(|(i, x)| if VALID[i / SIZES[1]] { *x } else { 0.0 }).collect()
}

/// How far the directions of rows move with the rows.
fn turn(rows: &[f64], by: &[f64], dim: usize) -> Vec<f64> {
    let (old, new) = (normalized(rows, dim), normalized(&sum(rows, by), dim));
    new.iter().zip(old).map(|(new, old)| new - old).collect()
}

/// `λ R y` of the rotation from x to q.
fn matrix_times(x: &[f64], q: &[f64], y: &[f64]) -> Vec<f64> {
    let n = x.len();
    let unit = |v: &[f64]| v.iter().map(|e| e / norm(v)).collect::<Vec<f64>>();
    let (u, v) = (unit(x), unit(q));
    let w = unit(&u.iter().zip(&v).map(|(u, v)| u + v).collect::<Vec<_>>());
    let row = |i: usize| -> Vec<f64> {
        let identity = |j| if i == j { 1.0 } else { 0.0 };
        (0..n).map(|j| identity(j) - 2.0 * w[i] * w[j] + 2.0 * v[i] * u[j]).collect()
    };
    (0..n).map(|i| norm(q) / norm(x) * dot(&row(i), y)).collect()
}

/// One codebook, groups, stages, both, and codebooks that are shared.
const KINDS: [(Option<usize>, Option<usize>, bool); 6] = [
    (None, None, false),
    (None, Some(2), false),
    (None, Some(2), true),
    (Some(3), None, false),
    (Some(3), None, true),
    (Some(2), Some(2), false),
];

#[test]
fn gradients_are_those_of_the_losses_for_every_kind_and_estimator() {
    for (stages, groups, shared) in KINDS {
        for gradient in Gradient::ALL {
            let made = Made::of(Quantizer { gradient, ..quantizer(stages, groups, shared) });
            made.is_the_gradient();
        }
    }
}

fn of_directions(groups: Option<usize>, shared: bool, returned: Returned) -> Quantizer {
    let mut quantizer = quantizer(None, groups, shared);
    if let Kind::Codebook(codebook) = &mut quantizer.kind {
        codebook.metric = Metric::Cosine(returned);
    }
    quantizer
}

#[test]
fn gradients_pass_the_directions_that_losses_compare() {
    for (stages, groups, shared) in KINDS {
        for returned in [Returned::Normalized, Returned::Raw] {
            for gradient in Gradient::ALL.into_iter().filter(|_| stages.is_none()) {
                let quantizer = Quantizer { gradient, ..of_directions(groups, shared, returned) };
                Made::of(quantizer).is_the_gradient();
            }
        }
    }
}

const REGULARIZED: Losses = Losses {
    diversity: Some(Diversity { weight: 0.3, temperature: 1.3 }),
    orthogonal: Some(Orthogonal { weight: 2.0, rate: 0.0 }),
    ..Losses::of_weights(0.0, 0.0)
};

#[test]
fn the_regularizers_reach_what_directions_are_of() {
    for returned in [Returned::Normalized, Returned::Raw] {
        for (groups, shared) in [(None, false), (Some(2), false), (Some(2), true)] {
            let quantizer =
                Quantizer { losses: REGULARIZED, ..of_directions(groups, shared, returned) };
            let made = Made::of(quantizer);
            made.is_the_gradient();
            let found = made.backward().gradients(&[0.0; 24], 1.0);
            assert!(found.inputs.iter().any(|g| g.abs() > 1e-3), "{found:?}");
        }
    }
}

#[test]
fn the_regularizers_reach_inputs_and_entries() {
    for (stages, groups, shared) in KINDS {
        let mut quantizer = quantizer(stages, groups, shared);
        quantizer.losses = REGULARIZED;
        let made = Made::of(quantizer);
        made.is_the_gradient();
        let found = made.backward().gradients(&[0.0; 24], 1.0);
        for gradient in [&found.inputs, &found.entries] {
            assert!(gradient.iter().any(|g| g.abs() > 1e-3), "{gradient:?}");
        }
    }
}

#[test]
fn a_token_that_takes_no_part_has_no_gradient_and_gives_none() {
    let made = Made::of(quantizer(Some(2), Some(2), false));
    let mut g = numbers(24, 37.719);
    let found = made.backward().gradients(&g, 1.0);
    assert_eq!(found.inputs[8..12], [0.0; 4]);
    g[8..12].fill(f64::NAN);
    assert_eq!(made.backward().gradients(&g, 1.0), found);
}

#[test]
fn every_stage_pulls_the_inputs() {
    let made = Made::of(quantizer(Some(3), None, false));
    let none = [0.0; 24];
    let of_all = made.backward().gradients(&none, 1.0).inputs;
    let mut first = made.choice.clone();
    first.stages.truncate(1);
    let one =
        Codebooks { spec: Codebook { stages: Some(1), ..made.books.spec }, ..made.books.clone() };
    let alone = Backward { books: &one, choice: &first, ..made.backward() };
    let of_first = alone.gradients(&none, 1.0).inputs;
    // A third of the first stage's is not all: the later stages' is not zero.
    let rest = of_all.iter().zip(&of_first).map(|(all, first)| (all - first / 3.0).abs());
    assert!(rest.fold(0.0, f64::max) > 1e-3);
}

fn near(found: &[f64], wanted: &[f64]) {
    let close = found.iter().zip(wanted).all(|(f, w)| (f - w).abs() < 1e-12);
    assert!(close && found.len() == wanted.len(), "{found:?}, not {wanted:?}");
}

#[test]
fn the_rotation_turns_gradients_as_it_turns_inputs() {
    // From (3, 4) to (0, 2): scale 0.4, the angle between is atan(3/4).
    near(&turned_back(&[3.0, 4.0], &[0.0, 2.0], &[1.0, 0.0]), &[0.32, -0.24]);
    near(&turned_back(&[3.0, 4.0], &[0.0, 2.0], &[0.0, 1.0]), &[0.24, 0.32]);
    near(&matrix_times(&[3.0, 4.0], &[0.0, 2.0], &[3.0, 4.0]), &[0.0, 2.0]);
}

#[test]
fn without_a_direction_the_gradient_passes_as_it_is() {
    let g = [1.0, -2.0];
    for (x, q) in [([0.0, 0.0], [1.0, 0.0]), ([1.0, 0.0], [0.0, 0.0]), ([1e-7, 0.0], [1.0, 0.0])] {
        near(&turned_back(&x, &q, &g), &g);
    }
    near(&turned_back(&[1e30, 0.0], &[1.0, 0.0], &g), &g);
}

#[test]
fn between_opposite_vectors_the_gradient_is_reflected() {
    near(&turned_back(&[2.0, 0.0], &[-1.0, 0.0], &[3.0, 5.0]), &[-1.5, 2.5]);
    // Nearly opposite counts as opposite; a little farther off it is turned by the angle.
    near(&turned_back(&[1.0, 0.0], &[-1.0, 1e-7], &[0.0, 1.0]), &[2e-7, 1.0]);
    let turned = turned_back(&[1.0, 0.0], &[-1.0, 1e-2], &[0.0, 1.0]);
    assert!((turned[1] + 1.0).abs() < 1e-3, "{turned:?}");
}

#[test]
fn the_regularizers_of_the_test_are_not_flat() {
    let rows = numbers(24, 78.233);
    let entries = numbers(20, 12.9898);
    let softmax = Softmax { metric: Metric::Euclidean, temperature: 1.3 };
    assert!(softmax.diversity_loss(&rows, &entries, 4) < -0.1);
    assert!(orthogonal_loss(&entries, 4) > 0.05);
}
