//! Gumbel noise on squared distances: the smallest one is then a draw of the softmax.

use crate::reference::generator::{fold_in, threefry};
use crate::reference::search::{Regret, entry_of, product, squared_distance};
use crate::vq::spec::Metric;

/// The purpose that numbers are drawn for.
const CODES: u32 = 1;

/// Noise of a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Noise {
    /// The seed, and the number of steps made before.
    pub key: [u32; 2],
    /// The softmax's temperature.
    pub temperature: f64,
    /// What it is a softmax of.
    pub metric: Metric,
}

/// A token of a stage and a group.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Its number in the batch.
    pub token: usize,
    /// The stage.
    pub stage: usize,
    /// The group.
    pub group: usize,
}

impl Noise {
    /// The Gumbel number of an entry of a codebook of `entries`.
    fn gumbel(&self, place: Place, code: usize, entries: usize) -> f64 {
        let word = |n: usize| u32::try_from(n).expect("a small number");
        let key = fold_in(fold_in(self.key, CODES), word(place.stage));
        let counter = [word(place.token), word(place.group * entries + code)];
        let [first, second] = threefry(key, counter);
        let u = f64::from(2 * ((first ^ second) >> 9) + 1) / f64::from(1 << 24);
        -(-u.ln()).ln()
    }

    /// Squared distance of an entry (of directions, less those of both from zero), less the temperature times its Gumbel number.
    fn distance(&self, place: Place, row: &[f64], codebook: &[f64], code: usize) -> f64 {
        let entry = &codebook[code * row.len()..(code + 1) * row.len()];
        let entries = codebook.len() / row.len();
        let distance = match self.metric {
            Metric::Euclidean => squared_distance(row, entry),
            Metric::Cosine(_) => -2.0 * product(row, entry),
        };
        distance - self.temperature * self.gumbel(place, code, entries)
    }

    /// The entry that is drawn for `row [d]` from `codebook [K, d]`.
    pub fn drawn(&self, place: Place, row: &[f64], codebook: &[f64]) -> i32 {
        let mut best = (f64::INFINITY, 0);
        for code in 0..codebook.len() / row.len() {
            let distance = self.distance(place, row, codebook, code);
            if distance < best.0 {
                best = (distance, code);
            }
        }
        i32::try_from(best.1).expect("a code")
    }

    /// What `code` costs over the drawn entry; scaled by what a graph adds up: squared norms, and
    /// the temperature times the size of the noise.
    pub fn regret(&self, place: Place, row: &[f64], codebook: &[f64], code: i32) -> Regret {
        let drawn = self.drawn(place, row, codebook);
        let Some(entry) = entry_of(codebook, row.len(), code) else { return Regret::INFINITE };
        if drawn == code {
            return Regret::NONE;
        }
        let [code, best] = [code, drawn].map(|code| usize::try_from(code).expect("a code"));
        let best = self.distance(place, row, codebook, best);
        let absolute = self.distance(place, row, codebook, code) - best;
        let zeros = vec![0.0; row.len()];
        let norms = squared_distance(row, &zeros) + squared_distance(entry, &zeros);
        let noise = 1.0 + self.gumbel(place, code, codebook.len() / row.len()).abs();
        let scale = norms + self.temperature * noise;
        Regret { absolute, relative: absolute / best.abs(), scaled: absolute / scale }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_drawn_as_often_as_the_softmax_says() {
        // Distances 1 and 0 at temperature 0.5: e^-2 against 1.
        let noise = Noise { key: [3, 4], temperature: 0.5, metric: Metric::Euclidean };
        let draw = |token| noise.drawn(Place { token, stage: 0, group: 0 }, &[2.0], &[1.0, 2.0]);
        let first = (0..20_000).filter(|&token| draw(token) == 0).count();
        let share = first as f64 / 20_000.0;
        let wanted = (-2.0_f64).exp() / (1.0 + (-2.0_f64).exp());
        assert!((share - wanted).abs() < 0.007, "{share}, not {wanted}");
    }

    #[test]
    fn stages_groups_and_steps_have_other_noise() {
        let of = |key, stage, group| {
            Noise { key, temperature: 1.0, metric: Metric::Euclidean }.gumbel(
                Place { token: 7, stage, group },
                1,
                4,
            )
        };
        let all = [of([1, 0], 0, 0), of([1, 0], 1, 0), of([1, 0], 0, 1), of([1, 1], 0, 0)];
        let distinct = all.iter().enumerate().all(|(i, x)| !all[..i].contains(x));
        assert!(distinct, "{all:?}");
    }
}
