//! Decode, quantize and update, as the steps are defined.

use crate::reference::search::{NO_CODE, Reference, is_finite, squared_distance};

/// What `decode` gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// Rows of the rounded codebook `[N, D]`.
    pub quantized: Vec<f64>,
    /// Codes outside `0..K` other than -1.
    pub invalid_codes: usize,
}

/// What `quantize` gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantized {
    /// The chosen rows of the rounded codebook `[N, D]`; zeros where the code is -1.
    pub quantized: Vec<f64>,
    /// The chosen entries `[N]`.
    pub codes: Vec<i32>,
    /// Mean of (x - q)² over the elements of the valid rows; 0 without any.
    pub commitment_loss: f64,
    /// The same number; its gradient would go to the codebook.
    pub codebook_loss: f64,
    /// `commitment_weight * commitment_loss + codebook_weight * codebook_loss`.
    pub loss: f64,
    /// The same mean once more, as a metric.
    pub mse: f64,
    /// exp of the entropy of the codes, from 1 (one entry, or nothing valid) to K.
    pub perplexity: f64,
    /// Share of the entries that were chosen, 0 to 1.
    pub codebook_usage: f64,
    /// Bits of a row of inputs over the bits of its code.
    pub compression_ratio: f64,
    /// Rows with a NaN or an infinity: left out of everything above.
    pub nonfinite_rows: usize,
}

/// The training state.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The entries `[K, D]`, not rounded.
    pub codebook: Vec<f64>,
    /// Moving average of how often each was chosen `[K]`.
    pub cluster_size: Vec<f64>,
    /// Moving average of the sum of the rows that chose it `[K, D]`.
    pub embed_sum: Vec<f64>,
}

/// What `update` gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Updated {
    /// Computed with the old codebook.
    pub quantized: Quantized,
    /// The new state.
    pub state: State,
}

impl State {
    /// The state training starts with: cluster size 1, embed sum = codebook, so that an entry that
    /// nothing chooses stays where it is.
    pub fn initial(codebook: &[f64], codebook_size: usize) -> Self {
        State {
            codebook: codebook.to_vec(),
            cluster_size: vec![1.0; codebook_size],
            embed_sum: codebook.to_vec(),
        }
    }
}

impl Reference {
    /// Rows of the codebook: `codes [N], codebook [K, D] -> quantized [N, D]`, zeros for codes
    /// outside `0..K`.
    pub fn decode(&self, codes: &[i32], codebook: &[f64]) -> Decoded {
        let dim = self.quantizer.embedding_dim;
        let codebook = self.rounded(codebook);
        let mut decoded = Decoded { quantized: Vec::new(), invalid_codes: 0 };
        for &code in codes {
            if let Some(entry) = self.entry_index(code) {
                decoded.quantized.extend(&codebook[entry * dim..(entry + 1) * dim]);
                continue;
            }
            decoded.quantized.extend(vec![0.0; dim]);
            if code != NO_CODE {
                decoded.invalid_codes += 1;
            }
        }
        decoded
    }

    /// Nearest entries, losses and metrics of `inputs [N, D]` with `codebook [K, D]`.
    pub fn quantize(&self, inputs: &[f64], codebook: &[f64]) -> Quantized {
        let codes = self.encode(inputs, codebook);
        self.quantize_with_codes(inputs, codebook, &codes)
    }

    /// As [`Reference::quantize`] with the codes as given, so that a near-tie which a device
    /// decided otherwise does not spoil the comparison of what follows from it.
    ///
    /// A row counts where it is finite and its code is one of `0..K`.
    pub fn quantize_with_codes(
        &self,
        inputs: &[f64],
        codebook: &[f64],
        codes: &[i32],
    ) -> Quantized {
        let (entries, dim) = (self.quantizer.codebook_size, self.quantizer.embedding_dim);
        let chosen = self.chosen(inputs, codes);
        let kept = codes.iter().zip(&chosen).map(|(&code, entry)| entry.map_or(NO_CODE, |_| code));
        let quantized = self.decode(&kept.collect::<Vec<i32>>(), codebook).quantized;
        let mut sum = 0.0;
        let mut counts = vec![0.0; entries];
        for (n, entry) in chosen.iter().enumerate() {
            if let Some(entry) = *entry {
                sum += squared_distance(row_of(inputs, n, dim), row_of(&quantized, n, dim));
                counts[entry] += 1.0;
            }
        }
        let valid: f64 = counts.iter().sum();
        let mse = if valid == 0.0 { 0.0 } else { sum / (valid * dim as f64) };
        let hit = counts.iter().filter(|&&count| count > 0.0).count();
        Quantized {
            quantized,
            codes: codes.to_vec(),
            commitment_loss: mse,
            codebook_loss: mse,
            loss: self.quantizer.commitment_weight * mse + self.quantizer.codebook_weight * mse,
            mse,
            perplexity: perplexity(&counts),
            codebook_usage: hit as f64 / entries as f64,
            compression_ratio: self.compression_ratio(),
            nonfinite_rows: self.rows(inputs).filter(|row| !is_finite(row)).count(),
        }
    }

    /// Quantize with the old codebook, then one step of the moving averages.
    ///
    /// Source: van den Oord et al. 2017, "Neural Discrete Representation Learning", appendix A.1;
    /// the counts are smoothed after Laplace.
    pub fn update(&self, inputs: &[f64], state: &State) -> Updated {
        let codes = self.encode(inputs, &state.codebook);
        self.update_with_codes(inputs, state, &codes)
    }

    /// As [`Reference::update`] with the codes as given, under the rule of
    /// [`Reference::quantize_with_codes`].
    pub fn update_with_codes(&self, inputs: &[f64], state: &State, codes: &[i32]) -> Updated {
        let (entries, dim) = (self.quantizer.codebook_size, self.quantizer.embedding_dim);
        assert_eq!(state.cluster_size.len(), entries, "a cluster size of K elements");
        assert_eq!(state.embed_sum.len(), entries * dim, "an embed sum of K x D elements");
        let (decay, epsilon) = (self.quantizer.ema.decay, self.quantizer.ema.epsilon);

        let mut counts = vec![0.0; entries];
        let mut sums = vec![0.0; entries * dim];
        for (n, entry) in self.chosen(inputs, codes).into_iter().enumerate() {
            if let Some(entry) = entry {
                counts[entry] += 1.0;
                for d in 0..dim {
                    sums[entry * dim + d] += inputs[n * dim + d];
                }
            }
        }

        let average = |old: &[f64], new: &[f64]| -> Vec<f64> {
            old.iter().zip(new).map(|(old, new)| decay * old + (1.0 - decay) * new).collect()
        };
        let mut new = State {
            codebook: vec![0.0; entries * dim],
            cluster_size: average(&state.cluster_size, &counts),
            embed_sum: average(&state.embed_sum, &sums),
        };
        let total: f64 = new.cluster_size.iter().sum();
        for (k, &tokens) in counts.iter().enumerate() {
            let smoothed =
                (new.cluster_size[k] + epsilon) / (total + entries as f64 * epsilon) * total;
            // An entry without tokens has its plain mean, so that it stays where it is.
            let count = if tokens > 0.0 { smoothed } else { new.cluster_size[k] };
            for place in k * dim..(k + 1) * dim {
                new.codebook[place] = if count > 1e-30 {
                    new.embed_sum[place] / count
                } else {
                    state.codebook[place]
                };
            }
        }
        let quantized = self.quantize_with_codes(inputs, &state.codebook, codes);
        Updated { quantized, state: new }
    }

    /// Bits of a row of inputs over the bits of its code, one at least.
    pub fn compression_ratio(&self) -> f64 {
        let mut code_bits = 0;
        while (1_usize << code_bits) < self.quantizer.codebook_size {
            code_bits += 1;
        }
        let row_bits = self.quantizer.embedding_dim * self.compute.input_bits();
        row_bits as f64 / f64::from(code_bits.max(1))
    }

    /// For each row the entry it counts for: none if the row is not finite or the code is none.
    fn chosen(&self, inputs: &[f64], codes: &[i32]) -> Vec<Option<usize>> {
        let rows: Vec<&[f64]> = self.rows(inputs).collect();
        assert_eq!(codes.len(), rows.len(), "one code a row of inputs");
        rows.into_iter()
            .zip(codes)
            .map(|(row, &code)| self.entry_index(code).filter(|_| is_finite(row)))
            .collect()
    }
}

/// Row `n` of a matrix of `dim` columns.
fn row_of(matrix: &[f64], n: usize, dim: usize) -> &[f64] {
    &matrix[n * dim..(n + 1) * dim]
}

/// exp(-sum p ln p) over p = count / sum of counts, with 0 ln 0 = 0; 1 when nothing was counted.
fn perplexity(counts: &[f64]) -> f64 {
    let total: f64 = counts.iter().sum();
    let mut entropy = 0.0;
    for &count in counts {
        if count > 0.0 {
            entropy -= count / total * (count / total).ln();
        }
    }
    entropy.exp()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::search::Compute;
    use crate::vq::spec::{Codebook, Ema};

    fn reference(codebook_size: usize, embedding_dim: usize, ema: Ema) -> Reference {
        let quantizer = Codebook {
            codebook_size,
            embedding_dim,
            commitment_weight: 0.25,
            codebook_weight: 0.5,
            ema,
        };
        Reference { quantizer, compute: Compute::F32 }
    }

    const HALF: Ema = Ema { decay: 0.5, epsilon: 1.0 };
    /// Two entries in the plane.
    const CODEBOOK: [f64; 4] = [0.0, 0.0, 2.0, 0.0];
    /// Codes 0 (a tie), 1, -1 and 1.
    const INPUTS: [f64; 8] = [1.0, 0.0, 1.5, 0.0, f64::NAN, 5.0, 2.0, 2.0];

    fn assert_near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() <= 1e-12 * wanted.abs().max(1.0), "{found} is not {wanted}");
    }

    #[test]
    fn decode_gives_zeros_and_counts_codes_that_are_none() {
        let decoded = reference(2, 2, HALF).decode(&[1, -1, 0, 2, -7], &[1.0, 2.0, 3.0, 4.0]);
        assert_eq!(decoded.quantized, [3.0, 4.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(decoded.invalid_codes, 2);
    }

    #[test]
    fn quantize_matches_numbers_worked_out_by_hand() {
        let q = reference(2, 2, HALF).quantize(&INPUTS, &CODEBOOK);
        assert_eq!(q.codes, [0, 1, -1, 1]);
        assert_eq!(q.quantized, [0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0, 0.0]);
        // Squared errors 1, 0.25 and 4 over three valid rows of two elements: 5.25 / 6.
        assert_near(q.mse, 0.875);
        assert_eq!((q.commitment_loss, q.codebook_loss), (q.mse, q.mse));
        // 0.25 * 0.875 + 0.5 * 0.875
        assert_near(q.loss, 0.656_25);
        // p = 1/3 and 2/3: exp(ln 3 - 2/3 ln 2) = 3 / 4^(1/3) = 1.88988...
        assert_near(q.perplexity, 3.0 / 4.0_f64.cbrt());
        assert_near(q.codebook_usage, 1.0);
        // 2 x 32 bits against 1 bit.
        assert_near(q.compression_ratio, 64.0);
        assert_eq!(q.nonfinite_rows, 1);
    }

    #[test]
    fn update_matches_numbers_worked_out_by_hand() {
        let old = State::initial(&CODEBOOK, 2);
        let updated = reference(2, 2, HALF).update(&INPUTS, &old);
        assert_eq!(updated.quantized, reference(2, 2, HALF).quantize(&INPUTS, &CODEBOOK));
        // n = (1, 2), s = ((1, 0), (3.5, 2)); half of the old plus half of these:
        // N = (0.5 + 0.5, 0.5 + 1), m = ((0 + 0.5, 0), (1 + 1.75, 0 + 1)).
        assert_eq!(updated.state.cluster_size, [1.0, 1.5]);
        assert_eq!(updated.state.embed_sum, [0.5, 0.0, 2.75, 1.0]);
        // total = 2.5; smoothed = (2 / 4.5 * 2.5, 2.5 / 4.5 * 2.5) = (10/9, 25/18);
        // c = ((0.5 * 9/10, 0), (2.75 * 18/25, 18/25)) = ((0.45, 0), (1.98, 0.72)).
        for (found, wanted) in updated.state.codebook.iter().zip([0.45, 0.0, 1.98, 0.72]) {
            assert_near(*found, wanted);
        }
    }

    #[test]
    fn given_codes_decide_the_sums() {
        let old = State::initial(&CODEBOOK, 2);
        // Row 0 is a tie that goes to entry 1 here; the NaN row stays out whatever its code; row
        // 3's code is none: n = (0, 2), s = ((0, 0), (2.5, 0)).
        let updated = reference(2, 2, HALF).update_with_codes(&INPUTS, &old, &[1, 1, 0, 2]);
        assert_eq!(updated.state.cluster_size, [0.5, 1.5]);
        assert_eq!(updated.state.embed_sum, [0.0, 0.0, 2.25, 0.0]);
        // Squared errors 1 and 0.25 over two rows of two elements.
        assert_near(updated.quantized.mse, 0.3125);
        assert_near(updated.quantized.codebook_usage, 0.5);
        assert_eq!(updated.quantized.quantized, [2.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn nothing_valid_leaves_the_entries_and_gives_zero_losses() {
        let ema = Ema { decay: 0.75, epsilon: 0.0 };
        let old = State::initial(&[1.0, -2.0, 3.0, 8.0], 2);
        let updated = reference(2, 2, ema).update(&[f64::NAN, 1.0, 1.0, f64::INFINITY], &old);
        let q = &updated.quantized;
        assert_eq!(q.codes, [-1, -1]);
        assert_eq!((q.mse, q.loss, q.perplexity, q.codebook_usage), (0.0, 0.0, 1.0, 0.0));
        assert_eq!((q.nonfinite_rows, q.quantized.as_slice()), (2, [0.0; 4].as_slice()));
        // N = 0.75, m = 0.75 c, total = 1.5, smoothed = 0.75 / 1.5 * 1.5, so c stays.
        assert_eq!(updated.state.cluster_size, [0.75, 0.75]);
        assert_eq!(updated.state.codebook, old.codebook);
    }

    #[test]
    fn an_untouched_entry_stays_where_it_is() {
        let ema = Ema { decay: 0.99, epsilon: 1e-5 };
        let mut state = State::initial(&[0.0, 0.0, 100.0, -50.0], 2);
        for _ in 0..50 {
            state = reference(2, 2, ema).update(&[1.0, 1.0, 0.5, 2.0], &state).state;
        }
        // The smoothing moves it by about epsilon / N, which is 1e-5 / 0.6.
        assert!((state.codebook[2] - 100.0).abs() < 100.0 * 4e-5, "{}", state.codebook[2]);
        assert!((state.codebook[3] + 50.0).abs() < 50.0 * 4e-5, "{}", state.codebook[3]);
        // Entry 0 nears the mean of its rows, (0.75, 1.5).
        assert!((state.codebook[0] - 0.75).abs() < 0.5, "{}", state.codebook[0]);
    }

    #[test]
    fn one_entry_takes_all_and_its_code_counts_as_one_bit() {
        let one = reference(1, 3, HALF);
        let q = one.quantize(&[1.0, 2.0, 3.0, -1.0, 0.0, 1.0], &[1.0, 2.0, 0.0]);
        assert_eq!(q.codes, [0, 0]);
        // Errors: 9 and 4 + 4 + 1, over six elements.
        assert_near(q.mse, 3.0);
        assert_eq!((q.perplexity, q.codebook_usage), (1.0, 1.0));
        assert_near(q.compression_ratio, 96.0);
        // ceil(log2 K) is 1 for 2, 2 for 3, 6 for 64 and 10 for 1000.
        for (entries, ratio) in [(2, 96.0), (3, 48.0), (64, 16.0), (1000, 9.6)] {
            assert_near(reference(entries, 3, HALF).compression_ratio(), ratio);
        }
    }

    #[test]
    fn bf16_looks_up_the_rounded_entry_and_keeps_the_state_unrounded() {
        let mut bf16 = reference(1, 1, Ema { decay: 0.5, epsilon: 0.0 });
        bf16.compute = Compute::Bf16;
        // 1 + 2^-8 rounds to 1, so the error of 2 is 1; the state averages 1 + 2^-8 and 2.
        let updated = bf16.update(&[2.0], &State::initial(&[1.003_906_25], 1));
        assert_eq!(updated.quantized.quantized, [1.0]);
        assert_eq!(updated.quantized.mse, 1.0);
        assert_eq!(updated.state.codebook, [1.501_953_125]);
        assert_near(updated.quantized.compression_ratio, 16.0);
    }

    #[test]
    fn a_state_of_zeros_that_meets_no_valid_token_stays_where_it_is() {
        let reference = reference(2, 1, Ema { decay: 0.99, epsilon: 1e-5 });
        let state =
            State { codebook: vec![3.0, 5.0], cluster_size: vec![0.0; 2], embed_sum: vec![0.0; 2] };
        let updated = reference.update(&[f64::NAN], &state);
        assert_eq!(updated.state.codebook, [3.0, 5.0]);
    }
}
