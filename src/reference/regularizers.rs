//! Losses beside the distances: how tokens spread over the entries, and how the entries lie.

use crate::reference::codebook::{Choice, Codebooks};
use crate::reference::measures::mean;
use crate::reference::search::squared_distance;
use crate::vq::spec::{LEAST_NORM, Metric};

/// What a loss of rows and entries says of both.
#[derive(Debug, Clone, PartialEq)]
pub struct Gradients {
    /// Of the rows `[N, d]`.
    pub rows: Vec<f64>,
    /// Of the entries `[K, d]`.
    pub entries: Vec<f64>,
}

impl Codebooks {
    /// The valid tokens of a stage and a group as they were searched `[n, d]`.
    pub fn valid_rows(
        &self,
        choice: &Choice,
        valid: &[bool],
        stage: usize,
        group: usize,
    ) -> Vec<f64> {
        let d = self.entry_dim;
        let rows = choice.stages[stage].searched.chunks_exact(d).enumerate();
        let own = rows
            .filter(|(place, _)| place % self.groups() == group && valid[place / self.groups()]);
        own.flat_map(|(_, row)| row.to_vec()).collect()
    }

    /// The mean over stages and groups of [`Softmax::diversity_loss`].
    pub fn diversity_loss(&self, choice: &Choice, valid: &[bool], temperature: f64) -> f64 {
        let softmax = Softmax { metric: self.spec.metric, temperature };
        let mut losses = Vec::new();
        for stage in 0..self.stages() {
            for group in 0..self.groups() {
                let rows = self.valid_rows(choice, valid, stage, group);
                let entries = self.searched_of_book(stage, group);
                losses.push(softmax.diversity_loss(&rows, entries, self.entry_dim));
            }
        }
        mean(&losses)
    }

    /// The mean over the codebooks of [`orthogonal_loss`] of `codebook [.., K, d]`, not rounded.
    pub fn orthogonal_loss(&self, codebook: &[f64]) -> f64 {
        let book = self.spec.codebook_size * self.entry_dim;
        let of = |entries| orthogonal_loss(entries, self.entry_dim);
        mean(&codebook.chunks_exact(book).map(of).collect::<Vec<_>>())
    }

    /// The gradient of the mean that [`Codebooks::orthogonal_loss`] is.
    pub fn orthogonal_gradient(&self, codebook: &[f64]) -> Vec<f64> {
        let book = self.spec.codebook_size * self.entry_dim;
        let books = (codebook.len() / book) as f64;
        let of = |entries| orthogonal_gradient(entries, self.entry_dim);
        codebook.chunks_exact(book).flat_map(of).map(|gradient| gradient / books).collect()
    }
}

/// Shares of the entries that a row is near to: softmax(-distance / temperature).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Softmax {
    /// What the distance is: |x - c|², or 2 - 2 x·c of directions.
    pub metric: Metric,
    /// What it is divided by.
    pub temperature: f64,
}

impl Softmax {
    /// `rows [N, d], entries [K, d]`: mean of the entropies of the rows' shares, minus the entropy of
    /// their mean; 0 without rows.
    ///
    /// Source: Jansen et al. 2020, "Coincidence, categorization, and consolidation" (arXiv:1911.05894),
    /// with the two entropies weighted alike.
    pub fn diversity_loss(self, rows: &[f64], entries: &[f64], dim: usize) -> f64 {
        let shares: Vec<Vec<f64>> =
            rows.chunks_exact(dim).map(|row| self.shares(row, entries)).collect();
        if shares.is_empty() {
            return 0.0;
        }
        mean(&shares.iter().map(|p| entropy(p)).collect::<Vec<_>>()) - entropy(&mean_of(&shares))
    }

    /// The gradient of [`Softmax::diversity_loss`].
    pub fn diversity_gradients(self, rows: &[f64], entries: &[f64], dim: usize) -> Gradients {
        let mut found =
            Gradients { rows: vec![0.0; rows.len()], entries: vec![0.0; entries.len()] };
        let shares: Vec<Vec<f64>> =
            rows.chunks_exact(dim).map(|row| self.shares(row, entries)).collect();
        let all = if shares.is_empty() { vec![] } else { mean_of(&shares) };
        for (n, p) in shares.iter().enumerate() {
            // By the share: d(-p ln p) = -ln p - 1 of the row's entropy, ln p + 1 of the mean's.
            let surplus = |k: usize| if p[k] > 0.0 { all[k].ln() - p[k].ln() } else { 0.0 };
            let mean: f64 = (0..p.len()).map(|k| p[k] * surplus(k)).sum();
            for (k, share) in p.iter().enumerate() {
                let by_logit = share * (surplus(k) - mean) / shares.len() as f64;
                for i in 0..dim {
                    let (x, c) = (n * dim + i, k * dim + i);
                    let [by_row, by_entry] = self.slopes(rows[x], entries[c]);
                    found.rows[x] -= by_logit * by_row;
                    found.entries[c] -= by_logit * by_entry;
                }
            }
        }
        found
    }

    /// The derivatives of the distance over the temperature by an element of the row and by that of
    /// the entry.
    fn slopes(self, x: f64, c: f64) -> [f64; 2] {
        match self.metric {
            Metric::Euclidean => [2.0 * (x - c), 2.0 * (c - x)],
            Metric::Cosine(_) => [-2.0 * c, -2.0 * x],
        }
        .map(|slope| slope / self.temperature)
    }

    fn shares(self, row: &[f64], entries: &[f64]) -> Vec<f64> {
        let distance = |entry: &[f64]| match self.metric {
            Metric::Euclidean => squared_distance(row, entry),
            Metric::Cosine(_) => 2.0 - 2.0 * dot(row, entry),
        };
        let distances: Vec<f64> = entries.chunks_exact(row.len()).map(distance).collect();
        let least = distances.iter().fold(f64::INFINITY, |least, &d| least.min(d));
        let power = |d: &f64| ((least - d) / self.temperature).exp();
        let powers: Vec<f64> = distances.iter().map(power).collect();
        let sum: f64 = powers.iter().sum();
        powers.iter().map(|power| power / sum).collect()
    }
}

/// `entries [K, d]`: the sum of the squared cosines of all pairs over K², minus 1/K; an entry
/// shorter than [`LEAST_NORM`] is at right angles to all.
///
/// Source: Shin et al. 2021 (arXiv:2112.00384), in the form that public implementations give it.
pub fn orthogonal_loss(entries: &[f64], dim: usize) -> f64 {
    let count = entries.len() / dim;
    let mut sum = 0.0;
    for i in 0..count {
        for j in 0..count {
            sum += cosine(row(entries, dim, i), row(entries, dim, j)).powi(2);
        }
    }
    sum / (count * count) as f64 - 1.0 / count as f64
}

/// The gradient of [`orthogonal_loss`] `[K, d]`; zero of entries without a direction.
pub fn orthogonal_gradient(entries: &[f64], dim: usize) -> Vec<f64> {
    let count = entries.len() / dim;
    let mut found = vec![0.0; entries.len()];
    for i in 0..count {
        let own = row(entries, dim, i);
        for other in (0..count).filter(|&j| j != i).map(|j| row(entries, dim, j)) {
            let (cosine, norm) = (cosine(own, other), norm(own));
            if norm < LEAST_NORM || self::norm(other) < LEAST_NORM {
                continue;
            }
            for e in 0..dim {
                let turn = (other[e] / self::norm(other) - cosine * own[e] / norm) / norm;
                // Each pair is there twice.
                found[i * dim + e] += 4.0 * cosine * turn / (count * count) as f64;
            }
        }
    }
    found
}

/// The cosine of the angle of two vectors, 0 where one has no direction.
pub fn cosine(x: &[f64], y: &[f64]) -> f64 {
    let norms = [norm(x), norm(y)];
    if norms.iter().any(|&norm| norm < LEAST_NORM) {
        0.0
    } else {
        dot(x, y) / (norms[0] * norms[1])
    }
}

/// x · y.
pub(in crate::reference) fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

/// |x|.
pub(in crate::reference) fn norm(x: &[f64]) -> f64 {
    dot(x, x).sqrt()
}

fn row(rows: &[f64], dim: usize, index: usize) -> &[f64] {
    &rows[index * dim..(index + 1) * dim]
}

/// -sum p ln p with 0 ln 0 = 0.
fn entropy(shares: &[f64]) -> f64 {
    shares.iter().filter(|&&p| p > 0.0).map(|p| -p * p.ln()).sum()
}

fn mean_of(shares: &[Vec<f64>]) -> Vec<f64> {
    let of = |k: usize| mean(&shares.iter().map(|p| p[k]).collect::<Vec<_>>());
    (0..shares[0].len()).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vq::spec::Returned;

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-12, "{found}, not {wanted}");
    }

    fn diversity_loss(rows: &[f64], entries: &[f64], dim: usize, temperature: f64) -> f64 {
        Softmax { metric: Metric::Euclidean, temperature }.diversity_loss(rows, entries, dim)
    }

    #[test]
    fn diversity_is_best_where_each_token_is_sure_and_all_entries_are_used() {
        // Far apart: each row is sure of its entry. Two entries used of two: -ln 2.
        near(diversity_loss(&[0.0, 100.0], &[0.0, 100.0], 1, 1.0), -(2.0_f64.ln()));
        // Both rows on one entry: entropies 0 and 0.
        near(diversity_loss(&[0.0, 1.0], &[0.0, 100.0], 1, 1.0), 0.0);
        // In the middle of the two no token is sure: ln 2 - ln 2.
        near(diversity_loss(&[50.0, 50.0], &[0.0, 100.0], 1, 1.0), 0.0);
        near(diversity_loss(&[], &[0.0, 100.0], 1, 1.0), 0.0);
    }

    #[test]
    fn the_temperature_divides_squared_distances() {
        // Distances 0 and 4 over T = 4 / ln 3: shares 3/4 and 1/4, of one row and so of the mean.
        let temperature = 4.0 / 3.0_f64.ln();
        let shares = Softmax { metric: Metric::Euclidean, temperature }.shares(&[0.0], &[0.0, 2.0]);
        near(shares[0], 0.75);
        near(entropy(&shares), 0.75 * (4.0_f64 / 3.0).ln() + 0.25 * 4.0_f64.ln());
    }

    #[test]
    fn directions_are_as_far_as_their_cosine_is_small() {
        // Cosines 1, 0 (an entry without a direction too) and -1: distances 0, 2, 2 and 4.
        let softmax = Softmax { metric: Metric::Cosine(Returned::Raw), temperature: 2.0 };
        let shares = softmax.shares(&[1.0, 0.0], &[1.0, 0.0, 0.0, 1.0, 0.0, 0.0, -1.0, 0.0]);
        let e = 1.0_f64.exp();
        let sum = 1.0 + 2.0 / e + 1.0 / (e * e);
        for (share, power) in shares.iter().zip([1.0, 1.0 / e, 1.0 / e, 1.0 / (e * e)]) {
            near(*share, power / sum);
        }
    }

    #[test]
    fn orthogonal_loss_is_zero_at_right_angles_and_one_less_a_share_where_parallel() {
        near(orthogonal_loss(&[3.0, 0.0, 0.0, 0.1], 2), 0.0);
        near(orthogonal_loss(&[3.0, 0.0, -2.0, 0.0], 2), 0.5);
        // An entry at zero is at right angles to all, itself included: (1 + 0) / 4 - 1/2.
        near(orthogonal_loss(&[3.0, 0.0, 0.0, 0.0], 2), -0.25);
        assert_eq!(orthogonal_gradient(&[3.0, 0.0, 0.0, 0.0], 2), [0.0; 4]);
    }
}
