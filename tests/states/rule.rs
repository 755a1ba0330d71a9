//! vqbit's training rule once more, in plain f64: what a converted state must go on with.

use vqbit::states::state::{Averages, Metric, Part, State};

/// A codebook of a state in f64.
pub(crate) struct Trained {
    pub(crate) codebook: Vec<Vec<f64>>,
    pub(crate) cluster_size: Vec<f64>,
    pub(crate) embed_sum: Vec<Vec<f64>>,
    /// The code of each token.
    pub(crate) codes: Vec<usize>,
}

fn rows(values: &[f32], dim: usize) -> Vec<Vec<f64>> {
    values.chunks(dim).map(|row| row.iter().map(|&value| f64::from(value)).collect()).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// A vector divided by its length.
pub(crate) fn unit(vector: &[f64]) -> Vec<f64> {
    let length = dot(vector, vector).sqrt();
    vector.iter().map(|value| value / length).collect()
}

/// The nearest entry, of equal ones the first.
fn nearest(token: &[f64], entries: &[Vec<f64>]) -> usize {
    let score = |entry: &[f64]| dot(entry, entry) / 2.0 - dot(token, entry);
    let codes = 0..entries.len();
    let better = |a: &usize, b: &usize| score(&entries[*a]).total_cmp(&score(&entries[*b]));
    codes.min_by(better).expect("an entry")
}

/// One step of a codebook: search with the old entries, then both averages, then the new entries;
/// the counts of entries that were chosen are smoothed.
pub(crate) fn step(state: &State, part: &Part, tokens: &[Vec<f64>]) -> Trained {
    let dim = state.embedding_dim;
    let decay = state.decay.expect("a decay");
    let is_cosine = state.metric == Metric::Cosine;
    let tokens: Vec<Vec<f64>> =
        tokens.iter().map(|token| if is_cosine { unit(token) } else { token.clone() }).collect();
    let old = rows(&part.codebook, dim);
    let codes: Vec<usize> = tokens.iter().map(|token| nearest(token, &old)).collect();
    let mut cluster_size: Vec<f64> =
        part.cluster_size.iter().map(|&size| decay * f64::from(size)).collect();
    let mut embed_sum = rows(&part.embed_sum, dim);
    embed_sum.iter_mut().flatten().for_each(|sum| *sum *= decay);
    for (token, &code) in tokens.iter().zip(&codes) {
        cluster_size[code] += 1.0 - decay;
        for (sum, value) in embed_sum[code].iter_mut().zip(token) {
            *sum += (1.0 - decay) * value;
        }
    }
    let share = match state.averages {
        Averages::Plain => 1.0,
        Averages::ZeroDebiased { steps } => 1.0 - decay.powi(steps + 1),
    };
    let epsilon = state.epsilon.unwrap_or(1e-5);
    let counts: Vec<f64> = cluster_size.iter().map(|size| size / share).collect();
    let total: f64 = counts.iter().sum();
    let all = epsilon * counts.len() as f64;
    let entry = |code: usize| -> Vec<f64> {
        let smoothed = (counts[code] + epsilon) / (total + all) * total;
        let count = if codes.contains(&code) { smoothed } else { counts[code] };
        let mean: Vec<f64> = embed_sum[code].iter().map(|sum| sum / share / count).collect();
        if is_cosine { unit(&mean) } else { mean }
    };
    let codebook = (0..counts.len()).map(entry).collect();
    Trained { codebook, cluster_size, embed_sum, codes }
}
