//! The backward of maps and directions, in f64.

use crate::reference::spaces::norm;

/// Gradients of what goes into `x [N, m] x map [m, n] + bias [n]`.
#[derive(Debug, Clone, PartialEq)]
pub struct MapGradients {
    /// Of `x [N, m]`.
    pub x: Vec<f64>,
    /// Of `map [m, n]`.
    pub map: Vec<f64>,
    /// Of `bias [n]`.
    pub bias: Vec<f64>,
}

/// The backward of a map of `m` elements to `n` for a gradient `[N, n]`.
pub fn through_map(x: &[f64], map: &[f64], gradient: &[f64], m: usize) -> MapGradients {
    let n = map.len() / m;
    let mut found =
        MapGradients { x: vec![0.0; x.len()], map: vec![0.0; map.len()], bias: vec![0.0; n] };
    for (token, g) in gradient.chunks_exact(n).enumerate() {
        for (j, g) in g.iter().enumerate() {
            found.bias[j] += g;
            for i in 0..m {
                found.x[token * m + i] += g * map[i * n + j];
                found.map[i * n + j] += g * x[token * m + i];
            }
        }
    }
    found
}

/// The backward of `x / |x|` for rows of `dim` elements; 0 where `|x|` is below 1e-6.
pub fn through_direction(x: &[f64], gradient: &[f64], dim: usize) -> Vec<f64> {
    let mut found = Vec::with_capacity(x.len());
    for (x, g) in x.chunks_exact(dim).zip(gradient.chunks_exact(dim)) {
        let length = norm(x);
        let along: f64 = x.iter().zip(g).map(|(x, g)| x * g).sum::<f64>() / length;
        let turned = |(x, g): (&f64, &f64)| {
            if length < 1e-6 { 0.0 } else { (g - x / length * along) / length }
        };
        found.extend(x.iter().zip(g).map(turned));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::compute::Compute;
    use crate::reference::spaces::{mapped, normalized};

    /// Quarters of whole numbers, exact in f32.
    fn numbers(count: usize, salt: usize) -> Vec<f64> {
        (0..count).map(|i| ((i * 37 + salt * 11) % 23) as f64 / 4.0 - 2.5).collect()
    }

    fn dot(x: &[f64], y: &[f64]) -> f64 {
        x.iter().zip(y).map(|(x, y)| x * y).sum()
    }

    /// Central differences of `f` at `x`.
    fn differences(x: &[f64], step: f64, f: impl Fn(&[f64]) -> f64) -> Vec<f64> {
        let at = |index: usize, by: f64| {
            let mut moved = x.to_vec();
            moved[index] += by;
            f(&moved)
        };
        (0..x.len()).map(|i| (at(i, step) - at(i, -step)) / (2.0 * step)).collect()
    }

    fn near(found: &[f64], wanted: &[f64], tolerance: f64) {
        assert_eq!(found.len(), wanted.len());
        let far = |(f, w): (&f64, &f64)| (f - w).abs() > tolerance;
        assert!(!found.iter().zip(wanted).any(far), "{found:?}, wanted {wanted:?}");
    }

    #[test]
    fn gradients_of_a_map_are_its_finite_differences() {
        let (x, map, bias, g) = (numbers(6, 1), numbers(12, 2), numbers(4, 3), numbers(8, 4));
        let found = through_map(&x, &map, &g, 3);
        // The map is linear in each: a step of 0.25 is as exact as the f32 results.
        let of =
            |x: &[f64], map: &[f64], bias: &[f64]| dot(&mapped(Compute::F32, x, map, bias), &g);
        near(&found.x, &differences(&x, 0.25, |x| of(x, &map, &bias)), 1e-9);
        near(&found.map, &differences(&map, 0.25, |map| of(&x, map, &bias)), 1e-9);
        near(&found.bias, &differences(&bias, 0.25, |bias| of(&x, &map, bias)), 1e-9);
    }

    #[test]
    fn gradients_of_a_direction_are_its_finite_differences_and_zero_at_zero() {
        let (x, g) = (numbers(12, 5), numbers(12, 6));
        let wanted = differences(&x, 1e-5, |x| dot(&normalized(x, 4), &g));
        near(&through_direction(&x, &g, 4), &wanted, 1e-8);
        assert_eq!(through_direction(&[0.0, 0.0], &[1.0, 2.0], 2), [0.0, 0.0]);
    }
}
