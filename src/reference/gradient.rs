//! The backward of `quantize`: what the gradients of its results say of inputs, entries and maps.
//!
//! The choice of an entry has no gradient. That of `quantized` passes it straight through or turned
//! (rotation trick); the commitment loss pulls the inputs alone, the codebook loss the entries alone.
//! All of it is of what losses compare: with the cosine metric directions, unless entries are given
//! as they are stored.

mod maps;

use crate::reference::chain::through_direction;
use crate::reference::codebook::{Choice, Codebooks};
use crate::reference::regularizers::{Softmax, dot, norm};
use crate::reference::search::entry_of;
use crate::vq::spec::{Gradient, LEAST_NORM, LEAST_SUM, Metric, Quantizer, Returned};

/// What `quantize` knew when it was done.
#[derive(Debug, Clone, Copy)]
pub struct Backward<'a> {
    /// The weights of its losses, and its estimator.
    pub quantizer: &'a Quantizer,
    /// Its codebooks, rounded.
    pub books: &'a Codebooks,
    /// Its entries `[.., K, d]`, before they were rounded.
    pub entries: &'a [f64],
    /// Its tokens `[N, D]` in the space of the entries; zeros where a token takes no part.
    pub tokens: &'a [f64],
    /// What it chose.
    pub choice: &'a Choice,
    /// Whether each token took part `[N]`.
    pub valid: &'a [bool],
    /// How many stages chose; 1 at most of a quantizer without stages.
    pub active: usize,
}

/// Gradients of what goes into the search.
#[derive(Debug, Clone, PartialEq)]
pub struct InputGradients {
    /// Of the tokens `[N, D]`; zero where a token takes no part.
    pub inputs: Vec<f64>,
    /// Of the entries `[.., K, d]`.
    pub entries: Vec<f64>,
}

impl InputGradients {
    /// Both through the directions of what they are gradients of.
    fn through_directions(self, tokens: &[f64], entries: &[f64], dim: usize) -> Self {
        InputGradients {
            inputs: through_direction(tokens, &self.inputs, dim),
            entries: through_direction(entries, &self.entries, dim),
        }
    }

    fn plus(mut self, other: &InputGradients) -> Self {
        for (own, other) in self.inputs.iter_mut().zip(&other.inputs) {
            *own += other;
        }
        for (own, other) in self.entries.iter_mut().zip(&other.entries) {
            *own += other;
        }
        self
    }
}

impl Backward<'_> {
    /// The gradients that belong to those of the chosen rows `[N, D]` and of `loss`.
    pub fn gradients(&self, rows: &[f64], loss: f64) -> InputGradients {
        let none = InputGradients {
            inputs: vec![0.0; self.tokens.len()],
            entries: vec![0.0; self.entries.len()],
        };
        let mut compared =
            InputGradients { inputs: self.through_the_choice(rows), entries: none.entries.clone() };
        let mut searched = none;
        for stage in 0..self.books.stages() {
            self.add_distances(stage, loss, &mut compared);
            for group in 0..self.books.groups() {
                self.add_diversity(stage, group, loss, &mut searched);
            }
        }
        let (tokens, entries, dim) = (self.tokens, self.entries, self.books.entry_dim);
        let mut found = match self.books.spec.metric {
            Metric::Euclidean => compared.plus(&searched),
            Metric::Cosine(Returned::Normalized) => {
                compared.plus(&searched).through_directions(tokens, entries, dim)
            }
            Metric::Cosine(Returned::Raw) => {
                compared.plus(&searched.through_directions(tokens, entries, dim))
            }
        };
        if let Some(orthogonal) = self.quantizer.losses.orthogonal {
            let gradient = self.books.orthogonal_gradient(self.entries);
            for (found, gradient) in found.entries.iter_mut().zip(gradient) {
                *found += loss * orthogonal.weight * gradient;
            }
        }
        found
    }

    /// The gradient of the rows past the choice: one step over the sum of all stages.
    fn through_the_choice(&self, rows: &[f64]) -> Vec<f64> {
        let (d, groups) = (self.books.entry_dim, self.books.groups());
        let mut passed = Vec::new();
        for (place, g) in rows.chunks_exact(d).enumerate() {
            let own = place * d..(place + 1) * d;
            let (x, q) = (&self.choice.stages[0].inputs[own.clone()], &self.choice.quantized[own]);
            passed.extend(match self.quantizer.gradient {
                _ if !self.valid[place / groups] => vec![0.0; d],
                Gradient::StraightThrough => g.to_vec(),
                Gradient::Rotation => turned_back(x, q, g),
            });
        }
        passed
    }

    /// Adds what the commitment loss says of the inputs and the codebook loss of the entries.
    fn add_distances(&self, stage: usize, loss: f64, found: &mut InputGradients) {
        let (d, groups) = (self.books.entry_dim, self.books.groups());
        let tokens = self.valid.iter().filter(|&&valid| valid).count().max(1) as f64;
        let elements = tokens * (groups * d) as f64 * self.active.max(1) as f64;
        let weights = self.quantizer.losses;
        let made = &self.choice.stages[stage];
        for (place, &code) in made.codes.iter().enumerate() {
            let group = place % groups;
            if entry_of(self.books.of_book(stage, group), d, code).is_none() {
                continue;
            }
            let code = usize::try_from(code).unwrap_or(0);
            let entry = (self.books.book(stage, group) * self.books.spec.codebook_size + code) * d;
            for i in 0..d {
                let x = place * d + i;
                let by_x = loss * 2.0 * (made.inputs[x] - made.rows[x]) / elements;
                found.inputs[x] += weights.commitment_weight * by_x;
                found.entries[entry + i] -= weights.codebook_weight * by_x;
            }
        }
    }

    /// Adds what the diversity loss of a stage and a group says of both.
    fn add_diversity(&self, stage: usize, group: usize, loss: f64, found: &mut InputGradients) {
        let Some(diversity) = self.quantizer.losses.diversity else { return };
        let (d, groups) = (self.books.entry_dim, self.books.groups());
        let rows = self.books.valid_rows(self.choice, self.valid, stage, group);
        let entries = self.books.searched_of_book(stage, group);
        let softmax =
            Softmax { metric: self.books.spec.metric, temperature: diversity.temperature };
        let own = softmax.diversity_gradients(&rows, entries, d);
        let scale = loss * diversity.weight / (self.books.stages() * groups) as f64;
        let tokens = (0..self.valid.len()).filter(|&token| self.valid[token]);
        for (token, gradient) in tokens.zip(own.rows.chunks_exact(d)) {
            let start = (token * groups + group) * d;
            for (i, gradient) in gradient.iter().enumerate() {
                found.inputs[start + i] += scale * gradient;
            }
        }
        let start = self.books.book(stage, group) * entries.len();
        for (i, gradient) in own.entries.iter().enumerate() {
            found.entries[start + i] += scale * gradient;
        }
    }
}

/// `λ Rᵀ g` of the scaled rotation that takes `x` to `q = λ R x`, which is held constant.
///
/// R is I - 2 w wᵀ + 2 v uᵀ with the directions u of x, v of q and w of u + v. Where x or q has no
/// direction g passes as it is; where they are opposite, w has none, and what is left of R without
/// it is the reflection that takes x to q.
///
/// Source: Fifty et al. 2024, "Restructuring vector quantization with the rotation trick"
/// (arXiv:2410.06424), section 4.2.
pub fn turned_back(x: &[f64], q: &[f64], g: &[f64]) -> Vec<f64> {
    let has_direction = |v: &[f64]| (LEAST_NORM..f64::from(f32::MAX).sqrt()).contains(&norm(v));
    if !has_direction(x) || !has_direction(q) {
        return g.to_vec();
    }
    let unit = |v: &[f64]| v.iter().map(|e| e / norm(v)).collect::<Vec<f64>>();
    let (u, v) = (unit(x), unit(q));
    let sum: Vec<f64> = u.iter().zip(&v).map(|(u, v)| u + v).collect();
    let w = if norm(&sum) < LEAST_SUM { vec![0.0; sum.len()] } else { unit(&sum) };
    let (scale, wg, vg) = (norm(q) / norm(x), dot(&w, g), dot(&v, g));
    (0..g.len()).map(|i| scale * (g[i] - 2.0 * w[i] * wg + 2.0 * u[i] * vg)).collect()
}

#[cfg(test)]
mod tests;
