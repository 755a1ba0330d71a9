//! Losses and metrics of a batch.

use crate::reference::search::squared_distance;

/// Mean of (x - q)² over the elements of `tokens` valid rows of `[N, D]` arrays that are zero
/// elsewhere; 0 without any.
pub fn mean_squared_error(inputs: &[f64], quantized: &[f64], tokens: f64, dim: usize) -> f64 {
    if tokens == 0.0 { 0.0 } else { squared_distance(inputs, quantized) / (tokens * dim as f64) }
}

/// Sum of |x - q|² over sum of |x|²; 0 where the first is 0.
pub fn relative_error(inputs: &[f64], quantized: &[f64]) -> f64 {
    let error = squared_distance(inputs, quantized);
    let energy = squared_distance(inputs, &vec![0.0; inputs.len()]);
    if error == 0.0 { 0.0 } else { error / energy }
}

/// exp(-sum p ln p); 1 when nothing was counted.
pub fn perplexity(counts: &[f64]) -> f64 {
    entropy(counts).exp()
}

/// The largest of p = count / sum of counts; 0 when nothing was counted.
pub fn max_share(counts: &[f64]) -> f64 {
    let total: f64 = counts.iter().sum();
    let most = counts.iter().copied().fold(0.0, f64::max);
    if total == 0.0 { 0.0 } else { most / total }
}

/// -sum p ln p over p = count / sum of counts, with 0 ln 0 = 0; 0 when nothing was counted.
pub fn entropy(counts: &[f64]) -> f64 {
    let total: f64 = counts.iter().sum();
    let mut entropy = 0.0;
    for &count in counts {
        if count > 0.0 {
            entropy -= count / total * (count / total).ln();
        }
    }
    entropy
}

/// The mean over the codebooks of what `of` says of one codebook's counts.
pub fn over_codebooks(counts: &[f64], codebook_size: usize, of: fn(&[f64]) -> f64) -> f64 {
    let each: Vec<f64> = counts.chunks(codebook_size).map(of).collect();
    mean(&each)
}

/// The mean.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Each codebook's `decay * usage + (1 - decay) * counts / tokens`; as it was where nothing was counted.
pub fn moving_shares(decay: f64, usage: &[f64], counts: &[f64], codebook_size: usize) -> Vec<f64> {
    let mut new = usage.to_vec();
    for (usage, counts) in new.chunks_mut(codebook_size).zip(counts.chunks(codebook_size)) {
        let tokens: f64 = counts.iter().sum();
        for (share, count) in usage.iter_mut().zip(counts).filter(|_| tokens > 0.0) {
            *share = decay * *share + (1.0 - decay) * count / tokens;
        }
    }
    new
}

/// How many entries were not chosen.
pub fn dead(counts: &[f64]) -> f64 {
    counts.iter().filter(|&&count| count == 0.0).count() as f64
}

/// The share of entries that were chosen, 0 to 1.
pub fn usage(counts: &[f64]) -> f64 {
    counts.iter().filter(|&&count| count > 0.0).count() as f64 / counts.len() as f64
}
