//! The training rule: moving averages of counts and sums give the entries.
//!
//! Source: van den Oord et al. 2017, "Neural Discrete Representation Learning", appendix A.1; the
//! counts are smoothed after Laplace.

use crate::reference::codebook::{Choice, Codebooks};
use crate::reference::search::entry_of;
use crate::vq::spec::Ema;

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
    /// The state training starts with: cluster size 1, embed sum = codebook, so that an entry that
    /// nothing chooses stays where it is.
    pub fn initial(codebook: &[f64], entries: usize) -> Self {
        State {
            codebook: codebook.to_vec(),
            cluster_size: vec![1.0; entries],
            embed_sum: codebook.to_vec(),
        }
    }

    /// One step with a batch's statistics, for codebooks of `codebook_size` entries each.
    #[must_use]
    pub fn step(&self, ema: &Ema, statistics: &Statistics, codebook_size: usize) -> State {
        let average = |old: &[f64], new: &[f64]| -> Vec<f64> {
            let both = old.iter().zip(new);
            both.map(|(old, new)| ema.decay * old + (1.0 - ema.decay) * new).collect()
        };
        let mut new = State {
            codebook: self.codebook.clone(),
            cluster_size: average(&self.cluster_size, &statistics.counts),
            embed_sum: average(&self.embed_sum, &statistics.sums),
        };
        let dim = self.embed_sum.len() / self.cluster_size.len();
        for (k, &tokens) in statistics.counts.iter().enumerate() {
            let book = k / codebook_size * codebook_size;
            let total: f64 = new.cluster_size[book..book + codebook_size].iter().sum();
            let smoothed = (new.cluster_size[k] + ema.epsilon)
                / (total + codebook_size as f64 * ema.epsilon)
                * total;
            // An entry without tokens has its plain mean, so that it stays where it is.
            let count = if tokens > 0.0 { smoothed } else { new.cluster_size[k] };
            if count > 1e-30 {
                for place in k * dim..(k + 1) * dim {
                    new.codebook[place] = new.embed_sum[place] / count;
                }
            }
        }
        new
    }
}
