//! What sums lose that devices send each other in bf16.

use crate::ir::shape::ElementType;
use crate::verification::bounds::Bounds;
use crate::vq::spec::Step;

/// Each device rounds its own sum, half of the last of 8 bits, and the sum with what it was sent:
/// some dozen roundings, of which some go one way and some the other.
const LOST: f64 = 1.0 / 64.0;

impl Bounds<'_> {
    /// How far an output may be off since sums travel in bf16, 0 where they do not or where it is not
    /// made of them: a share of the sizes of all elements that its largest sum adds up.
    pub(super) fn lost_on_the_way(&self, name: &str) -> f64 {
        let spec = self.spec;
        let Some(codebook) = spec.quantizer.codebook() else { return 0.0 };
        let averaged = match spec.step {
            Step::Update => 1.0 - codebook.ema.decay,
            Step::Accumulate => 1.0,
            Step::Encode | Step::Decode | Step::Quantize | Step::Apply | Step::Vjp => return 0.0,
        };
        if spec.collective_dtype == ElementType::F32 {
            return 0.0;
        }
        let sizes = match name {
            "pending_sums" | "embed_sum" => self.sizes_of_sums(|_| 1.0),
            "codebook" => match self.wanted.get("cluster_size") {
                Some(counts) => self.sizes_of_sums(|entry| counts[entry]),
                None => 0.0,
            },
            _ => 0.0,
        };
        LOST * averaged * sizes
    }

    /// The largest sum of the sizes of an element over the tokens of an entry, divided by what
    /// `divisor` says of the entry.
    fn sizes_of_sums(&self, divisor: impl Fn(usize) -> f64) -> f64 {
        let dim = self.spec.quantizer.embedding_dim;
        let mut sums = vec![0.0; self.spec.quantizer.codebook_size() * dim];
        let tokens = self.given["inputs"].chunks_exact(dim);
        for (token, &code) in tokens.zip(&self.wanted["codes"]) {
            let Some(entry) = entry_of(code) else { continue };
            for (sum, x) in sums[entry * dim..(entry + 1) * dim].iter_mut().zip(token) {
                *sum += x.abs() / divisor(entry);
            }
        }
        sums.into_iter().fold(0.0, f64::max)
    }
}

/// The entry of a code; none of -1.
#[expect(clippy::cast_possible_truncation, reason = "codes are whole numbers of s32")]
fn entry_of(code: f64) -> Option<usize> {
    usize::try_from(code as i64).ok()
}
