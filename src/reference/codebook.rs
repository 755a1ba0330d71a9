//! Codes and entries of a batch: nearest entries by group, what is left over by stage.

use std::ops::Range;

use crate::reference::compute::{Compute, in_f32};
use crate::reference::noise::{Noise, Place};
use crate::reference::search::{
    NO_CODE, Regret, entry_of, nearest, nearest_direction, regret, regret_of_direction,
};
use crate::reference::spaces::normalized;
use crate::vq::spec::{Codebook, Metric, Quantizer, Returned, SearchPrecision};

/// The codebooks of a quantizer, as search and lookup see them.
#[derive(Debug, Clone)]
pub struct Codebooks {
    /// Their specification.
    pub spec: Codebook,
    /// Elements of an entry, d.
    pub entry_dim: usize,
    /// The rounding of entries and residuals.
    pub compute: Compute,
    /// What codes stand for, `[(L,) (G,) K, d]`, rounded.
    pub entries: Vec<f64>,
    /// What tokens are compared with, as `entries`.
    pub searched: Vec<f64>,
    /// The rounding of tokens that are compared.
    pub operand: Compute,
    /// What codes are drawn with, where they are.
    pub noise: Option<Noise>,
}

/// What one stage made of a batch. `G` is 1 for quantizers without groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// What the rows stand for `[N, D]`; zeros where a token takes no part.
    pub inputs: Vec<f64>,
    /// What was searched, and is averaged, as `inputs`.
    pub searched: Vec<f64>,
    /// The entries that it chose `[N, D]`; zeros where none.
    pub rows: Vec<f64>,
    /// Their codes `[N, G]`.
    pub codes: Vec<i32>,
}

/// What all stages made of a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// `[N, L, G]`.
    pub codes: Vec<i32>,
    /// The sum of the stages' entries `[N, D]`.
    pub quantized: Vec<f64>,
    /// One a stage.
    pub stages: Vec<Stage>,
    /// What each code costs over the nearest one `[N, L, G]`.
    pub regrets: Vec<Regret>,
}

impl Codebooks {
    /// The codebooks of a quantizer; `codebook [(L,) (G,) K, d]` is not rounded yet.
    ///
    /// # Panics
    /// The array has another number of elements.
    pub fn of(quantizer: &Quantizer, spec: Codebook, compute: Compute, codebook: &[f64]) -> Self {
        let entry_dim = quantizer.entry_dim();
        let books: usize = spec.lead().iter().product();
        let size = books * spec.codebook_size * entry_dim;
        assert_eq!(codebook.len(), size, "codebooks of {books} x K x d elements");
        let stored = compute.rounded(codebook);
        let directions = || compute.rounded(&normalized(codebook, entry_dim));
        let (entries, searched) = match spec.metric {
            Metric::Euclidean => (stored.clone(), stored),
            Metric::Cosine(Returned::Normalized) => (directions(), directions()),
            Metric::Cosine(Returned::Raw) => (stored, directions()),
        };
        Codebooks { spec, entry_dim, compute, entries, searched, operand: compute, noise: None }
    }

    /// The same, searched at this precision: over the codebook as it is or rounded to bf16. What
    /// codes stand for stays what it is.
    pub fn searched_at(mut self, precision: SearchPrecision, codebook: &[f64]) -> Self {
        if self.spec.metric == Metric::Euclidean {
            let fast = precision == SearchPrecision::Fast;
            self.operand = if fast { Compute::Bf16 } else { Compute::F32 };
            self.searched = self.operand.rounded(codebook);
        }
        self
    }

    /// Stages L, 1 at least.
    pub fn stages(&self) -> usize {
        self.spec.stages.unwrap_or(1)
    }

    /// Groups G, 1 at least.
    pub fn groups(&self) -> usize {
        self.spec.groups.unwrap_or(1)
    }

    /// Which codebook a stage and a group use.
    pub fn book(&self, stage: usize, group: usize) -> usize {
        if self.spec.shared { 0 } else { stage * self.groups() + group }
    }

    /// The entries `[K, d]` of a stage and a group.
    pub fn of_book(&self, stage: usize, group: usize) -> &[f64] {
        &self.entries[self.range_of(stage, group)]
    }

    /// What tokens of a stage and a group are compared with `[K, d]`.
    pub fn searched_of_book(&self, stage: usize, group: usize) -> &[f64] {
        &self.searched[self.range_of(stage, group)]
    }

    fn range_of(&self, stage: usize, group: usize) -> Range<usize> {
        let size = self.spec.codebook_size * self.entry_dim;
        let book = self.book(stage, group);
        book * size..(book + 1) * size
    }

    /// Tokens as they are searched: normalised by group, with the cosine metric.
    fn as_searched(&self, inputs: &[f64]) -> Vec<f64> {
        match self.spec.metric {
            Metric::Euclidean => inputs.to_vec(),
            Metric::Cosine(_) => self.compute.rounded(&normalized(inputs, self.entry_dim)),
        }
    }

    /// Quantizes `inputs [N, D]`, of which `valid [N]` take part.
    ///
    /// With `given [N, L, G]` the codes are these and not the nearest ones, so that a near-tie
    /// which a device decided otherwise does not spoil the comparison of what follows from it. A
    /// token that takes no part has code -1 whatever is given.
    ///
    /// Only the first `active` stages choose.
    pub fn choose(
        &self,
        inputs: &[f64],
        valid: &[bool],
        active: usize,
        given: Option<&[i32]>,
    ) -> Choice {
        let (stages, groups) = (self.stages(), self.groups());
        let dim = groups * self.entry_dim;
        let tokens = valid.len();
        let mut choice = Choice {
            codes: vec![NO_CODE; tokens * stages * groups],
            quantized: vec![0.0; tokens * dim],
            regrets: vec![Regret::NONE; tokens * stages * groups],
            stages: vec![],
        };
        let clean = |(place, &x): (usize, &f64)| if valid[place / dim] { x } else { 0.0 };
        let mut residual: Vec<f64> = inputs.iter().enumerate().map(clean).collect();
        for stage in 0..stages {
            let inputs = match stage < active {
                true => self.compute.rounded(&residual),
                false => vec![0.0; residual.len()],
            };
            let searched = self.as_searched(&inputs);
            let inputs = match self.spec.metric {
                Metric::Euclidean | Metric::Cosine(Returned::Raw) => inputs,
                Metric::Cosine(Returned::Normalized) => searched.clone(),
            };
            let rows = vec![0.0; inputs.len()];
            let mut made = Stage { rows, codes: vec![], inputs, searched };
            for (token, &valid) in valid.iter().enumerate() {
                let takes_part = valid && stage < active;
                for group in 0..groups {
                    let place = (token * stages + stage) * groups + group;
                    let start = token * dim + group * self.entry_dim;
                    let at = Place { token, stage, group };
                    let row = self.operand.rounded(&made.searched[start..start + self.entry_dim]);
                    let book = self.searched_of_book(stage, group);
                    let code = match given {
                        _ if !takes_part => NO_CODE,
                        Some(given) => given[place],
                        None => self.chosen(at, &row, book),
                    };
                    if takes_part {
                        choice.regrets[place] = self.regret(at, &row, book, code);
                    } else if given.is_some_and(|given| given[place] != NO_CODE) {
                        choice.regrets[place] = Regret::INFINITE;
                    }
                    let entries = self.of_book(stage, group);
                    if let Some(entry) = entry_of(entries, self.entry_dim, code) {
                        made.rows[start..start + self.entry_dim].copy_from_slice(entry);
                    }
                    choice.codes[place] = code;
                    made.codes.push(code);
                }
            }
            for (left, row) in residual.iter_mut().zip(&made.rows) {
                *left = f64::from(in_f32(*left) - in_f32(*row));
            }
            choice.stages.push(made);
        }
        let rows: Vec<&[f64]> = choice.stages.iter().map(|stage| &stage.rows[..]).collect();
        choice.quantized = self.sum_of_stages(&rows);
        choice
    }

    fn chosen(&self, at: Place, row: &[f64], book: &[f64]) -> i32 {
        match (self.noise, self.spec.metric) {
            (Some(noise), _) => noise.drawn(at, row, book),
            (None, Metric::Euclidean) => nearest(row, book),
            (None, Metric::Cosine(_)) => nearest_direction(row, book),
        }
    }

    fn regret(&self, at: Place, row: &[f64], book: &[f64], code: i32) -> Regret {
        match (self.noise, self.spec.metric) {
            (Some(noise), _) => noise.regret(at, row, book, code),
            (None, Metric::Euclidean) => regret(row, book, code),
            (None, Metric::Cosine(_)) => regret_of_direction(row, book, code),
        }
    }

    /// `codes [N, L, G] -> [N, D]`: the sum of the entries, zeros for codes outside `0..K`.
    pub fn decode(&self, codes: &[i32]) -> Vec<f64> {
        let (stages, groups) = (self.stages(), self.groups());
        let tokens = codes.len() / (stages * groups);
        let mut rows = vec![vec![]; stages];
        for token in 0..tokens {
            for (stage, rows) in rows.iter_mut().enumerate() {
                for group in 0..groups {
                    let code = codes[(token * stages + stage) * groups + group];
                    let entry = entry_of(self.of_book(stage, group), self.entry_dim, code);
                    let zeros = vec![0.0; self.entry_dim];
                    rows.extend_from_slice(entry.unwrap_or(&zeros));
                }
            }
        }
        self.sum_of_stages(&rows.iter().map(|rows| &rows[..]).collect::<Vec<_>>())
    }

    /// Adds in f32 and in order, and rounds to the compute type; one stage's rows are as they are.
    fn sum_of_stages(&self, rows: &[&[f64]]) -> Vec<f64> {
        let sum = |place: usize| {
            let first = in_f32(rows[0][place]);
            let rest = rows[1..].iter().fold(first, |sum, rows| sum + in_f32(rows[place]));
            self.compute.round(f64::from(rest))
        };
        (0..rows[0].len()).map(sum).collect()
    }
}
