//! What quantizers without a codebook share: which tokens take part, and what their codes say.

use crate::reference::compute::{code_of, whole};
use crate::reference::measures;
use crate::reference::search::{NO_CODE, is_finite};
use crate::reference::steps::{Arrays, Reference, of};

impl Reference<'_> {
    /// Whether each token takes part `[N]`.
    pub(in crate::reference) fn valid(&self, given: &Arrays) -> Vec<bool> {
        let tokens = self.projected_in(given);
        let rows = tokens.chunks_exact(self.spec.quantizer.embedding_dim);
        rows.zip(self.mask(given)).map(|(row, masked)| masked && is_finite(row)).collect()
    }

    /// Codes `[N, G]` and their metrics.
    pub(in crate::reference) fn code_metrics(&self, given: &Arrays, codes: &[i32]) -> Arrays {
        let quantizer = &self.spec.quantizer;
        let (size, groups) = (quantizer.codebook_size(), quantizer.groups().unwrap_or(1));
        let mut counts = vec![0.0; groups * size];
        for (place, &code) in codes.iter().enumerate() {
            if let Ok(code) = usize::try_from(code) {
                counts[place % groups * size + code] += 1.0;
            }
        }
        let count = |flags: Vec<bool>| flags.iter().filter(|&&flag| flag).count() as f64;
        let broken = count(self.mask(given)) - count(self.valid(given));
        let over = |of| vec![measures::over_codebooks(&counts, size, of)];
        Arrays::from([
            ("codes", codes.iter().map(|&code| f64::from(code)).collect()),
            ("perplexity", over(measures::perplexity)),
            ("codebook_usage", vec![measures::usage(&counts)]),
            ("dead_entries", vec![measures::dead(&counts)]),
            ("max_share", over(measures::max_share)),
            ("entropy", over(measures::entropy)),
            ("compression_ratio", vec![self.compression_ratio()]),
            ("nonfinite_rows", vec![broken]),
        ])
    }

    /// The codes that are given to `decode`, and how many of them are none.
    pub(in crate::reference) fn decoded_codes(&self, given: &Arrays) -> (Vec<Option<usize>>, f64) {
        let size = self.spec.quantizer.codebook_size();
        let codes: Vec<i32> = of(given, "codes").iter().map(|&code| code_of(whole(code))).collect();
        let known = |&code: &i32| usize::try_from(code).ok().filter(|&code| code < size);
        let invalid = |&&code: &&i32| code != NO_CODE && known(&code).is_none();
        let count = codes.iter().filter(invalid).count() as f64;
        (codes.iter().map(known).collect(), count)
    }
}
