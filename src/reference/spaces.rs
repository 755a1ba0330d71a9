//! How tokens and entries come into the space they are compared in: maps, directions, and back.

use crate::reference::compute::{Compute, in_f32};
use crate::reference::search::squared_distance;
use crate::reference::steps::{Arrays, Reference, of};
use crate::vq::spec::{Kind, Metric, Projection, Returned, Step};

/// Shorter vectors are divided by this.
const LEAST_NORM: f64 = 1e-6;
const VARIANCE_EPSILON: f64 = 1e-5;

/// `x / max(|x|, 1e-6)` of each row of `dim` elements.
pub fn normalized(x: &[f64], dim: usize) -> Vec<f64> {
    let direction = |row: &[f64]| {
        let divisor = norm(row).max(LEAST_NORM);
        // A NaN element leaves no direction; `max` alone would drop it.
        let divisor = if norm(row).is_nan() { f64::NAN } else { divisor };
        row.iter().map(|element| element / divisor).collect::<Vec<_>>()
    };
    x.chunks_exact(dim).flat_map(direction).collect()
}

/// The root of the sum of squares.
pub fn norm(row: &[f64]) -> f64 {
    squared_distance(row, &vec![0.0; row.len()]).sqrt()
}

/// `x [N, m] x map [m, n] (+ bias [n]) -> [N, n]`: operands rounded, the sum rounded once.
pub fn mapped(compute: Compute, x: &[f64], map: &[f64], bias: &[f64]) -> Vec<f64> {
    let n = bias.len();
    let map = compute.rounded(map);
    let rows = x.chunks_exact(map.len() / n).flat_map(|row| {
        let column = |j: usize| {
            let products = row.iter().enumerate().map(|(i, x)| x * map[i * n + j]);
            compute.round(products.sum::<f64>() + bias[j])
        };
        (0..n).map(column).collect::<Vec<_>>()
    });
    rows.collect()
}

/// `(x - mean) / √(variance + 1e-5)` of each row of `dim` elements, rounded.
pub fn layer_norm(compute: Compute, x: &[f64], dim: usize) -> Vec<f64> {
    let normal = |row: &[f64]| {
        let count = dim as f64;
        let mean = row.iter().sum::<f64>() / count;
        let variance = row.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count;
        let deviation = (variance + VARIANCE_EPSILON).sqrt();
        row.iter().map(|x| compute.round((x - mean) / deviation)).collect::<Vec<_>>()
    };
    x.chunks_exact(dim).flat_map(normal).collect()
}

impl Reference<'_> {
    /// The batch's tokens `[N, D]` in the space of the entries.
    pub(super) fn projected_in(&self, given: &Arrays) -> Vec<f64> {
        let inputs = of(given, "inputs");
        let quantizer = &self.spec.quantizer;
        match quantizer.projection() {
            Projection::None => inputs.to_vec(),
            Projection::Learned => {
                let (map, bias) = (of(given, "project_in"), of(given, "project_in_bias"));
                mapped(self.compute(), inputs, map, bias)
            }
            Projection::Frozen => {
                let inputs = match quantizer.kind {
                    Kind::RandomProjection(kind) if kind.layer_norm => {
                        layer_norm(self.compute(), inputs, quantizer.token_dim())
                    }
                    Kind::RandomProjection(_)
                    | Kind::Codebook(_)
                    | Kind::Sim(_)
                    | Kind::Fsq(_)
                    | Kind::Binary(_) => inputs.to_vec(),
                };
                let none = vec![0.0; quantizer.embedding_dim];
                mapped(self.compute(), &inputs, of(given, "projection"), &none)
            }
        }
    }

    /// Quantized tokens `[N, D]` as the step gives them, zeros for those without an entry.
    pub(super) fn projected_out(
        &self,
        given: &Arrays,
        quantized: &[f64],
        has_entry: &[bool],
    ) -> Vec<f64> {
        let learned = self.spec.quantizer.projection() == Projection::Learned;
        if !learned || matches!(self.spec.step, Step::Encode | Step::Vjp) {
            return quantized.to_vec();
        }
        let (map, bias) = (of(given, "project_out"), of(given, "project_out_bias"));
        let mut outputs = mapped(self.compute(), quantized, map, bias);
        for (row, _) in
            outputs.chunks_exact_mut(bias.len()).zip(has_entry).filter(|(_, has)| !**has)
        {
            row.fill(0.0);
        }
        outputs
    }

    /// The entries `[.., K, d]` before they are rounded.
    pub(super) fn entries(&self, given: &Arrays) -> Vec<f64> {
        let codebook = of(given, "codebook");
        match self.spec.quantizer.kind {
            Kind::Codebook(_) | Kind::RandomProjection(_) | Kind::Fsq(_) | Kind::Binary(_) => {
                codebook.to_vec()
            }
            Kind::Sim(_) => {
                let none = vec![0.0; self.spec.quantizer.embedding_dim];
                mapped(Compute::F32, codebook, of(given, "sim_map"), &none)
            }
        }
    }

    /// The entries after an EMA step: with the cosine metric the directions of the means where
    /// they move at all, except where tokens cancel each other.
    pub(super) fn renormalized(&self, old: &[f64], means: Vec<f64>, moves: &[bool]) -> Vec<f64> {
        match self.spec.quantizer.metric() {
            Metric::Euclidean => return means,
            Metric::Cosine(Returned::Normalized | Returned::Raw) => {}
        }
        let dim = self.spec.quantizer.entry_dim();
        let mut new = old.to_vec();
        for (k, mean) in means.chunks_exact(dim).enumerate() {
            if moves[k] && f64::from(in_f32(norm(mean))) >= LEAST_NORM {
                new[k * dim..(k + 1) * dim].copy_from_slice(&normalized(mean, dim));
            }
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_have_length_one_and_zero_stays_zero() {
        let found = normalized(&[3.0, 4.0, 0.0, 0.0, 3e-7, -4e-7], 2);
        let wanted = [0.6, 0.8, 0.0, 0.0, 0.3, -0.4];
        assert!(found.iter().zip(wanted).all(|(f, w)| (f - w).abs() < 1e-12), "{found:?}");
        assert!(normalized(&[f64::NAN, 1.0], 2).iter().all(|x| x.is_nan()));
    }

    #[test]
    fn maps_sum_products_of_rounded_operands_and_round_once() {
        // 1 + 2^-8 is between two bf16 and goes to the even 1: 2 * 1 + 3 * 2 + 0.015625 = 8.015625,
        // between 8 and 8.0625 and nearer to 8.
        let map = [1.003_906_25, 2.0];
        assert_eq!(mapped(Compute::Bf16, &[2.0, 3.0], &map, &[0.015_625]), [8.0]);
        assert_eq!(mapped(Compute::F32, &[2.0, 3.0], &map, &[0.015_625]), [8.023_437_5]);
    }

    #[test]
    fn equal_elements_have_a_layer_norm_of_zero() {
        assert_eq!(layer_norm(Compute::F32, &[5.0, 5.0], 2), [0.0, 0.0]);
        let found = layer_norm(Compute::F32, &[0.0, 2.0], 2);
        assert!((found[1] - 1.0 / 1.000_01_f64.sqrt()).abs() < 1e-7 && found[0] == -found[1]);
    }
}
