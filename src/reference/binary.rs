//! Binary quantizers: a sign at a time, and entropies over all codes as they are defined.

use crate::reference::compute::in_f32;
use crate::reference::measures::mean_squared_error;
use crate::reference::search::{NO_CODE, Regret};
use crate::reference::steps::{Answer, Arrays, Reference, of};
use crate::vq::spec::scalar::{Binary, BitOrder};
use crate::vq::spec::{Projection, Step};

/// The signs of the bits of a code, the first element's first.
fn signs(code: usize, binary: &Binary) -> Vec<f64> {
    let bits = binary.code_bits();
    let place = |element: usize| match binary.bit_order {
        BitOrder::Msb => bits - 1 - element,
        BitOrder::Lsb => element,
    };
    let sign = |element| if code >> place(element) & 1 == 1 { 1.0 } else { -1.0 };
    (0..bits).map(sign).collect()
}

/// The code whose signs are those of a row; zero counts as minus.
fn code_of(row: &[f64], binary: &Binary) -> i32 {
    let mut code = 0;
    let ordered: Vec<f64> = match binary.bit_order {
        BitOrder::Msb => row.to_vec(),
        BitOrder::Lsb => row.iter().rev().copied().collect(),
    };
    for x in ordered {
        code = 2 * code + i32::from(x > 0.0);
    }
    code
}

/// `x / |x|`, zero as it is.
fn on_the_sphere(row: &[f64]) -> Vec<f64> {
    let norm = row.iter().map(|x| x * x).sum::<f64>().sqrt();
    row.iter().map(|x| if norm > 0.0 { x / norm } else { 0.0 }).collect()
}

/// `-sum p ln p`.
fn entropy(distribution: &[f64]) -> f64 {
    distribution.iter().filter(|&&p| p > 0.0).map(|p| -p * p.ln()).sum()
}

/// The softmax over all codes c of `2 x.c / temperature`.
fn assignment(x: &[f64], binary: &Binary) -> Vec<f64> {
    let score = |code: usize| {
        let product: f64 = signs(code, binary).iter().zip(x).map(|(sign, x)| sign * x).sum();
        2.0 * product * binary.magnitude() / binary.entropy.temperature
    };
    let scores: Vec<f64> = (0..1 << x.len()).map(score).collect();
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
    let total: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / total).collect()
}

/// The means over `points` of the entropy of their assignments, and the entropy of the mean.
fn entropies(points: &[&[f64]], binary: &Binary) -> (f64, f64) {
    let count = points.len().max(1) as f64;
    let assignments: Vec<Vec<f64>> = points.iter().map(|x| assignment(x, binary)).collect();
    let of_samples = assignments.iter().map(|p| entropy(p)).sum::<f64>() / count;
    let size = assignments.first().map_or(0, Vec::len);
    let mean = |code: usize| assignments.iter().map(|p| p[code]).sum::<f64>() / count;
    (of_samples, entropy(&(0..size).map(mean).collect::<Vec<_>>()))
}

/// Entropies of a batch of points, each `[D]`: a mean over groups of codes (LFQ), or a sum over
/// bits, each a code of one bit (BSQ).
fn batch_entropies(points: &[Vec<f64>], binary: &Binary) -> (f64, f64) {
    let size = if binary.sphere { 1 } else { binary.code_bits() };
    let part = Binary { bits: size, groups: None, ..*binary };
    // The magnitude is that of a whole token.
    let temperature = binary.entropy.temperature * part.magnitude() / binary.magnitude();
    let part = Binary {
        entropy: crate::vq::spec::scalar::Entropy { temperature, ..part.entropy },
        ..part
    };
    let parts = binary.bits / size;
    let mut sums = (0.0, 0.0);
    for index in 0..parts {
        let own: Vec<&[f64]> =
            points.iter().map(|x| &x[index * size..(index + 1) * size]).collect();
        let (of_samples, of_batch) = entropies(&own, &part);
        sums = (sums.0 + of_samples, sums.1 + of_batch);
    }
    let divisor = if binary.sphere { 1.0 } else { parts as f64 };
    (sums.0 / divisor, sums.1 / divisor)
}

/// The derivative of `sample_entropy - gamma * batch_entropy` by each point, over all codes.
fn entropy_pulls(points: &[Vec<f64>], binary: &Binary) -> Vec<Vec<f64>> {
    let size = if binary.sphere { 1 } else { binary.code_bits() };
    let parts = binary.bits / size;
    let divisor = points.len() as f64 * if binary.sphere { 1.0 } else { parts as f64 };
    let part = Binary { bits: size, groups: None, ..*binary };
    let temperature = binary.entropy.temperature * part.magnitude() / binary.magnitude();
    let part = Binary {
        entropy: crate::vq::spec::scalar::Entropy { temperature, ..part.entropy },
        ..part
    };
    let mut pulls = vec![vec![0.0; binary.bits]; points.len()];
    for index in 0..parts {
        let own = |x: &Vec<f64>| assignment(&x[index * size..(index + 1) * size], &part);
        let all: Vec<Vec<f64>> = points.iter().map(own).collect();
        let mean = |code: usize| all.iter().map(|p| p[code]).sum::<f64>() / points.len() as f64;
        let means: Vec<f64> = (0..1 << size).map(mean).collect();
        for (p, pull) in all.iter().zip(&mut pulls) {
            // Of -p ln p by p, for the token's own distribution and for the mean.
            let by_p = |code: usize| {
                let of = |p: f64| -(p.max(1e-300)).ln() - 1.0;
                of(p[code]) - binary.entropy.gamma * of(means[code])
            };
            for element in 0..size {
                let sign = |code: usize| signs(code, &part)[element];
                let expected: f64 = (0..p.len()).map(|code| p[code] * sign(code)).sum();
                let slope = 2.0 * part.magnitude() / temperature;
                let terms = (0..p.len()).map(|c| by_p(c) * p[c] * (sign(c) - expected) * slope);
                pull[index * size + element] = terms.sum::<f64>() / divisor;
            }
        }
    }
    pulls
}

/// `(g - u (u.g)) / |x|` with `u = x / |x|`; zeros of a zero token.
fn along_the_sphere(row: &[f64], gradient: &[f64]) -> Vec<f64> {
    let norm = row.iter().map(|x| x * x).sum::<f64>().sqrt();
    let outward: f64 = on_the_sphere(row).iter().zip(gradient).map(|(u, g)| u * g).sum();
    let along = |(u, g): (f64, &f64)| if norm > 0.0 { (g - u * outward) / norm } else { 0.0 };
    on_the_sphere(row).into_iter().zip(gradient).map(along).collect()
}

impl Reference<'_> {
    /// A step of a binary quantizer.
    pub(in crate::reference) fn binary(
        &self,
        binary: &Binary,
        given: &Arrays,
        codes: Option<&[i32]>,
    ) -> Answer {
        if self.spec.step == Step::Decode {
            let (codes, invalid) = self.decoded_codes(given);
            let values: Vec<f64> =
                codes.iter().flat_map(|&code| self.values(code, binary)).collect();
            let groups = binary.groups.unwrap_or(1);
            let any = |codes: &[Option<usize>]| codes.iter().any(Option::is_some);
            let has_code: Vec<bool> = codes.chunks_exact(groups).map(any).collect();
            let quantized = self.projected_out(given, &values, &has_code);
            let outputs = [("quantized", quantized), ("invalid_codes", vec![invalid])];
            return Answer { outputs: Arrays::from(outputs), regrets: vec![] };
        }
        if self.spec.step == Step::Vjp {
            return self.binary_vjp(binary, given);
        }
        let valid = self.valid(given);
        let groups = binary.groups.unwrap_or(1);
        let tokens = self.projected_in(given);
        let (mut chosen, mut regrets) = (vec![], vec![]);
        for (part, x) in tokens.chunks_exact(binary.code_bits()).enumerate() {
            let own = if valid[part / groups] { code_of(x, binary) } else { NO_CODE };
            let found = codes.map_or(own, |codes| codes[part]);
            let regret = if found == own {
                Regret::NONE
            } else if valid[part / groups] {
                self.regret(x, found, binary)
            } else {
                Regret::INFINITE
            };
            // What is told of a code that is wrong is told of the one that it should be.
            chosen.push(if regret == Regret::INFINITE { own } else { found });
            regrets.push(regret);
        }
        let mut outputs = self.code_metrics(given, &chosen);
        let values = |&code: &i32| self.values(usize::try_from(code).ok(), binary);
        let quantized: Vec<f64> = chosen.iter().flat_map(values).collect();
        self.binary_losses(binary, (&tokens, &valid), &quantized, &mut outputs);
        outputs.insert("quantized", self.projected_out(given, &quantized, &valid));
        Answer { outputs, regrets }
    }

    /// What a code that is not a row's own costs. A sign is never rounded, so that it is wrong; but
    /// the sums that make a projected token are, and may come out on the other side of zero: then
    /// twice the largest element that has another sign, which is how much farther that value is.
    fn regret(&self, row: &[f64], found: i32, binary: &Binary) -> Regret {
        let learned = self.spec.quantizer.projection() == Projection::Learned;
        let code = usize::try_from(found).ok();
        let Some(code) = code.filter(|&code| learned && code < binary.codebook_size()) else {
            return Regret::INFINITE;
        };
        let other = |(x, sign): (&f64, f64)| if (*x > 0.0) == (sign > 0.0) { 0.0 } else { x.abs() };
        let absolute = 2.0 * row.iter().zip(signs(code, binary)).map(other).fold(0.0, f64::max);
        let size = row.iter().fold(binary.magnitude(), |size, x| size.max(x.abs()));
        Regret { absolute, relative: absolute / size, scaled: absolute / size }
    }

    fn binary_vjp(&self, binary: &Binary, given: &Arrays) -> Answer {
        let valid = self.valid(given);
        let inputs = self.projected_in(given);
        let row = |token: usize| &inputs[token * binary.bits..(token + 1) * binary.bits];
        let own: Vec<usize> = (0..valid.len()).filter(|&token| valid[token]).collect();
        let points: Vec<Vec<f64>> = own
            .iter()
            .map(|&n| if binary.sphere { on_the_sphere(row(n)) } else { row(n).to_vec() })
            .collect();
        let mut pulls = vec![vec![0.0; binary.bits]; own.len()];
        if binary.entropy.weight > 0.0 {
            pulls = entropy_pulls(&points, binary);
        }
        let commitment = 2.0 * self.spec.quantizer.losses.commitment_weight;
        let magnitude = self.compute().round(binary.magnitude());
        let values = |token: usize| {
            let sign = |x: &f64| if *x > 0.0 { magnitude } else { -magnitude };
            let values: Vec<f64> = row(token).iter().map(sign).collect();
            if valid[token] { values } else { vec![0.0; binary.bits] }
        };
        let quantized: Vec<f64> = (0..valid.len()).flat_map(values).collect();
        let mut outputs = Arrays::new();
        let through = self.through_project_out(given, &quantized, &valid, &mut outputs);
        let mut d_inputs = vec![0.0; inputs.len()];
        for ((&token, point), pull) in own.iter().zip(&points).zip(&pulls) {
            let mut gradient = vec![];
            for element in 0..binary.bits {
                let quantized = if row(token)[element] > 0.0 { magnitude } else { -magnitude };
                let elements = (own.len() * binary.bits) as f64;
                let left_over = commitment * (point[element] - quantized) / elements;
                let of_loss = left_over + binary.entropy.weight * pull[element];
                let place = token * binary.bits + element;
                gradient.push(through[place] + of(given, "d_loss")[0] * of_loss);
            }
            if binary.sphere {
                gradient = along_the_sphere(row(token), &gradient);
            }
            d_inputs[token * binary.bits..(token + 1) * binary.bits].copy_from_slice(&gradient);
        }
        self.through_project_in(given, d_inputs, &valid, &mut outputs);
        Answer { outputs, regrets: vec![] }
    }

    fn binary_losses(
        &self,
        binary: &Binary,
        (tokens, valid): (&[f64], &[bool]),
        quantized: &[f64],
        outputs: &mut Arrays,
    ) {
        let rows = tokens.chunks_exact(binary.bits).zip(valid);
        let point = |row: &[f64]| if binary.sphere { on_the_sphere(row) } else { row.to_vec() };
        let points: Vec<Option<Vec<f64>>> =
            rows.map(|(row, &valid)| valid.then(|| point(row))).collect();
        let zeros = vec![0.0; binary.bits];
        let all: Vec<f64> =
            points.iter().flat_map(|x| x.as_ref().unwrap_or(&zeros)).copied().collect();
        let points: Vec<Vec<f64>> = points.into_iter().flatten().collect();
        let commitment = mean_squared_error(&all, quantized, points.len() as f64, binary.bits);
        let mut loss = self.spec.quantizer.losses.commitment_weight * commitment;
        if binary.entropy.weight > 0.0 {
            let (of_samples, of_batch) = batch_entropies(&points, binary);
            let difference = of_samples - binary.entropy.gamma * of_batch;
            loss += binary.entropy.weight * difference;
            outputs.insert("sample_entropy", vec![of_samples]);
            outputs.insert("batch_entropy", vec![of_batch]);
            outputs.insert("entropy_loss", vec![difference]);
        }
        outputs.insert("commitment_loss", vec![commitment]);
        outputs.insert("loss", vec![loss]);
    }

    /// The values of a code's bits, zeros where there is none.
    fn values(&self, code: Option<usize>, binary: &Binary) -> Vec<f64> {
        let Some(code) = code else { return vec![0.0; binary.code_bits()] };
        let magnitude = f64::from(in_f32(binary.magnitude()));
        signs(code, binary).iter().map(|sign| self.compute().round(sign * magnitude)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vq::spec::scalar::Entropy;

    const LFQ: Binary = Binary {
        bits: 3,
        groups: None,
        bit_order: BitOrder::Msb,
        sphere: false,
        entropy: Entropy { weight: 0.1, gamma: 1.0, temperature: 1.0 },
    };

    #[test]
    fn codes_are_read_from_either_end_and_zero_is_minus() {
        let lsb = Binary { bit_order: BitOrder::Lsb, ..LFQ };
        let row = [1.0, 0.0, -2.0];
        assert_eq!([code_of(&row, &LFQ), code_of(&row, &lsb)], [4, 1]);
        assert_eq!([signs(4, &LFQ), signs(1, &lsb)], [[1.0, -1.0, -1.0]; 2]);
    }

    #[test]
    fn pulls_are_finite_differences_of_the_entropies() {
        let points = [vec![0.3, -0.2, 0.05], vec![-0.4, 0.1, 0.2], vec![0.0, 0.6, -0.1]];
        for sphere in [false, true] {
            let entropy = Entropy { gamma: 0.7, ..LFQ.entropy };
            let binary = Binary { sphere, entropy, ..LFQ };
            let value = |points: &[Vec<f64>]| {
                let (of_samples, of_batch) = batch_entropies(points, &binary);
                of_samples - 0.7 * of_batch
            };
            let pulls = entropy_pulls(&points, &binary);
            for (token, element) in [(0, 0), (0, 2), (1, 1), (2, 0)] {
                let [above, below] = [1e-5, -1e-5].map(|d| {
                    let mut moved = points.clone();
                    moved[token][element] += d;
                    value(&moved)
                });
                let (found, wanted) = (pulls[token][element], (above - below) / 2e-5);
                assert!((found - wanted).abs() < 1e-8, "{sphere}: {found}, not {wanted}");
            }
        }
    }

    #[test]
    fn the_gradient_along_the_sphere_is_a_finite_difference_of_points() {
        let (row, gradient) = ([0.3, -1.2, 0.4], [1.0, 0.5, -2.0]);
        let value = |row: &[f64]| -> f64 {
            on_the_sphere(row).iter().zip(&gradient).map(|(u, g)| u * g).sum()
        };
        for (element, found) in along_the_sphere(&row, &gradient).into_iter().enumerate() {
            let [above, below] = [1e-6, -1e-6].map(|d| {
                let mut moved = row;
                moved[element] += d;
                value(&moved)
            });
            assert!((found - (above - below) / 2e-6).abs() < 1e-8);
        }
        assert_eq!(along_the_sphere(&[0.0; 3], &gradient), [0.0; 3]);
    }

    #[test]
    fn entropies_match_numbers_worked_out_by_hand() {
        // Far from zero a token has one code; two tokens of opposite signs have two.
        let points = [vec![50.0; 3], vec![-50.0; 3]];
        let (of_samples, of_batch) = batch_entropies(&points, &LFQ);
        assert!(of_samples < 1e-12 && (of_batch - 2.0_f64.ln()).abs() < 1e-12);
        // At zero all eight codes are equally likely.
        let (of_samples, of_batch) = batch_entropies(&[vec![0.0; 3]], &LFQ);
        assert!((of_samples - 8.0_f64.ln()).abs() < 1e-12);
        assert!((of_batch - 8.0_f64.ln()).abs() < 1e-12);
        // By bits, each of the two opposite tokens' three bits is undecided.
        let bsq = Binary { sphere: true, ..LFQ };
        let (_, of_batch) = batch_entropies(&points, &bsq);
        assert!((of_batch - 3.0 * 2.0_f64.ln()).abs() < 1e-12);
        // p = logistic(4 z / sqrt(3)), the published form of a bit.
        let (of_samples, _) = batch_entropies(&[vec![0.2, 0.0, 0.0]], &bsq);
        let p = 1.0 / (1.0 + (-0.8 / 3.0_f64.sqrt()).exp());
        let wanted = entropy(&[p, 1.0 - p]) + 2.0 * 2.0_f64.ln();
        assert!((of_samples - wanted).abs() < 1e-12);
    }
}
