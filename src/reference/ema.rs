//! The training rule: moving averages of counts and sums give the entries.
//!
//! Source: van den Oord et al. 2017, "Neural Discrete Representation Learning", appendix A.1; the
//! counts are smoothed after Laplace.

use crate::reference::codebook::{Choice, Codebooks};
use crate::reference::search::entry_of;
use crate::vq::spec::{Ema, Initial};

/// What a batch says of each entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistics {
    /// Tokens that chose it `[(L,) (G,) K]`.
    pub counts: Vec<f64>,
    /// Their sum `[(L,) (G,) K, d]`.
    pub sums: Vec<f64>,
}

/// The training state, each as [`Statistics`].
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The entries, not rounded.
    pub codebook: Vec<f64>,
    /// Moving average of the counts.
    pub cluster_size: Vec<f64>,
    /// Moving average of the sums.
    pub embed_sum: Vec<f64>,
    /// How many steps the averages have seen.
    pub ema_steps: f64,
}

impl Statistics {
    /// The statistics of a batch.
    pub fn of(books: &Codebooks, choice: &Choice) -> Self {
        let (groups, d, entries) = (books.groups(), books.entry_dim, books.spec.codebook_size);
        let mut found = Statistics {
            counts: vec![0.0; books.entries.len() / d],
            sums: vec![0.0; books.entries.len()],
        };
        for (stage, made) in choice.stages.iter().enumerate() {
            for (place, &code) in made.codes.iter().enumerate() {
                let group = place % groups;
                if entry_of(books.of_book(stage, group), d, code).is_none() {
                    continue;
                }
                let code = usize::try_from(code).unwrap_or(0);
                let entry = books.book(stage, group) * entries + code;
                found.counts[entry] += 1.0;
                for element in 0..d {
                    found.sums[entry * d + element] += made.searched[place * d + element];
                }
            }
        }
        found
    }
}

impl State {
    /// One step with a batch's statistics.
    #[must_use]
    pub fn step(&self, rule: &Rule<'_>, statistics: &Statistics) -> State {
        let dim = self.embed_sum.len() / self.cluster_size.len();
        let mut new = State {
            codebook: self.codebook.clone(),
            cluster_size: rule.average(&self.cluster_size, &statistics.counts, 1),
            embed_sum: rule.average(&self.embed_sum, &statistics.sums, dim),
            ema_steps: self.ema_steps + 1.0,
        };
        let seen = rule.seen(&new);
        for (k, &count) in new.divisors(rule, statistics).iter().enumerate() {
            if count > 1e-30 && rule.weight(k) > 0.0 {
                for place in k * dim..(k + 1) * dim {
                    new.codebook[place] = new.embed_sum[place] / seen / count;
                }
            }
        }
        new
    }

    /// What the sums of a state after its step are divided by to give the entries.
    pub fn divisors(&self, rule: &Rule<'_>, statistics: &Statistics) -> Vec<f64> {
        let (ema, size, seen) = (rule.ema, rule.codebook_size, rule.seen(self));
        let counts: Vec<f64> = self.cluster_size.iter().map(|count| count / seen).collect();
        let of = |(k, &tokens): (usize, &f64)| {
            let book = k / size * size;
            let total: f64 = counts[book..book + size].iter().sum();
            let smoothed = (counts[k] + ema.epsilon) / (total + size as f64 * ema.epsilon) * total;
            // An entry without tokens has its plain mean, so that it stays where it is.
            let plain = ema.keep_untouched && tokens == 0.0;
            if plain { counts[k] } else { smoothed }
        };
        statistics.counts.iter().enumerate().map(of).collect()
    }
}

/// How a step averages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule<'a> {
    /// The training rule.
    pub ema: &'a Ema,
    /// Entries of each codebook.
    pub codebook_size: usize,
    /// How much of a step each entry takes `[(L,) (G,) K]`; all of it where there is none.
    pub weights: Option<&'a [f64]>,
}

impl Rule<'_> {
    /// What averages of constant counts have reached by now, of averages that began at zero.
    pub(in crate::reference) fn seen(&self, state: &State) -> f64 {
        match self.ema.initial {
            Initial::Codebook => 1.0,
            Initial::ZeroDebiased => 1.0 - self.ema.decay.powf(state.ema_steps),
        }
    }

    pub(in crate::reference) fn weight(&self, entry: usize) -> f64 {
        let weight = self.weights.map_or(1.0, |weights| weights[entry]);
        if weight > 0.0 { weight.min(1.0) } else { 0.0 }
    }

    /// `old` moved towards `new`; an entry has `dim` elements.
    fn average(&self, old: &[f64], new: &[f64], dim: usize) -> Vec<f64> {
        let moved = |(place, (old, new)): (usize, (&f64, &f64))| {
            old + self.weight(place / dim) * (1.0 - self.ema.decay) * (new - old)
        };
        old.iter().zip(new).enumerate().map(moved).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three entries in one dimension; the batches choose entry 0 and 1, then 1 alone.
    fn two_steps(ema: &Ema) -> [State; 2] {
        let rule = Rule { ema, codebook_size: 3, weights: None };
        let none = State {
            codebook: vec![5.0, -7.0, 9.0],
            cluster_size: vec![0.0; 3],
            embed_sum: vec![0.0; 3],
            ema_steps: 0.0,
        };
        let batch = |counts: [f64; 3], sums: [f64; 3]| Statistics {
            counts: counts.to_vec(),
            sums: sums.to_vec(),
        };
        let first = none.step(&rule, &batch([3.0, 1.0, 0.0], [6.0, 4.0, 0.0]));
        let second = first.step(&rule, &batch([0.0, 4.0, 0.0], [0.0, 8.0, 0.0]));
        [first, second]
    }

    fn near(found: &[f64], wanted: [f64; 3]) {
        let off = found.iter().zip(wanted).map(|(f, w)| (f - w).abs()).fold(0.0, f64::max);
        assert!(off < 1e-12, "{found:?}, not {wanted:?}");
    }

    /// Source: Haiku's `VectorQuantizerEMA` over its `ExponentialMovingAverage`, by hand.
    #[test]
    fn zero_debiased_averages_without_keep_are_those_of_haiku() {
        let initial = Initial::ZeroDebiased;
        let ema =
            Ema { decay: 0.5, epsilon: 1.0, initial, keep_untouched: false, update_weight: false };
        let [first, second] = two_steps(&ema);
        // hidden = (1.5, 0.5, 0) and (3, 2, 0), over 1 - 0.5: n = (3, 1, 0) and m = (6, 4, 0). Of 4 in
        // all: smoothed = (4, 2, 1) / 7 * 4, entries (6 * 7/16, 4 * 7/8, 0): the third collapses.
        near(&first.cluster_size, [1.5, 0.5, 0.0]);
        near(&first.embed_sum, [3.0, 2.0, 0.0]);
        near(&first.codebook, [2.625, 3.5, 0.0]);
        // hidden = (0.75, 2.25, 0) and (1.5, 5, 0), over 1 - 0.25: n = (1, 3, 0), m = (2, 20/3, 0).
        // Of 4 in all: smoothed = (2, 4, 1) / 7 * 4, entries (2 * 7/8, 20/3 * 7/16, 0).
        near(&second.cluster_size, [0.75, 2.25, 0.0]);
        near(&second.embed_sum, [1.5, 5.0, 0.0]);
        near(&second.codebook, [1.75, 35.0 / 12.0, 0.0]);
        assert_eq!(second.ema_steps, 2.0);
    }

    #[test]
    fn zero_debiased_averages_with_keep_leave_entries_without_tokens_alone() {
        let ema = Ema { decay: 0.5, epsilon: 1.0, initial: Initial::ZeroDebiased, ..Ema::DEFAULT };
        let [first, second] = two_steps(&ema);
        near(&first.codebook, [2.625, 3.5, 9.0]);
        // Entry 0 has no token in the second batch: its plain mean is 2 / 1.
        near(&second.codebook, [2.0, 35.0 / 12.0, 9.0]);
    }

    #[test]
    fn a_weight_of_zero_freezes_an_entry_and_half_a_weight_takes_half_a_step() {
        let ema = Ema { decay: 0.5, epsilon: 1e-9, ..Ema::DEFAULT };
        let rule = Rule { ema: &ema, codebook_size: 3, weights: Some(&[0.0, 0.5, 1.0]) };
        let beyond = Rule { weights: Some(&[-0.5, f64::NAN, 1.5]), ..rule };
        assert_eq!([0, 1, 2].map(|entry| beyond.weight(entry)), [0.0, 0.0, 1.0]);
        let state = State {
            codebook: vec![5.0, -7.0, 9.0],
            cluster_size: vec![1.0; 3],
            embed_sum: vec![5.0, -7.0, 9.0],
            ema_steps: 0.0,
        };
        let batch = Statistics { counts: vec![5.0; 3], sums: vec![10.0, 13.0, 1.0] };
        let new = state.step(&rule, &batch);
        near(&new.cluster_size, [1.0, 2.0, 3.0]);
        near(&new.embed_sum, [5.0, -2.0, 5.0]);
        assert_eq!(new.codebook[0], 5.0);
        assert!((new.codebook[1] + 1.0).abs() < 1e-6, "{:?}", new.codebook);
    }
}
