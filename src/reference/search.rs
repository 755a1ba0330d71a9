//! Nearest entries by exact squared distance, and how bad a wrong choice is.

/// The code of a row that has no nearest entry.
pub const NO_CODE: i32 = -1;

/// How far a chosen entry is from a row of inputs, against the nearest one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regret {
    /// Squared distance of the chosen entry minus that of the nearest one; infinite where the
    /// code is not one of `0..K` or should have been -1.
    pub absolute: f64,
    /// `absolute` over the nearest entry's squared distance; infinite where only that is 0.
    pub relative: f64,
    /// `absolute` over ‖x‖² + ‖c‖² of the chosen entry: what a graph that subtracts numbers of
    /// this size can promise, near-zero distances included.
    pub scaled: f64,
}

impl Regret {
    /// The regret of the right code.
    pub const NONE: Regret = Regret { absolute: 0.0, relative: 0.0, scaled: 0.0 };
    /// The regret of something that is no code of this row.
    pub const INFINITE: Regret =
        Regret { absolute: f64::INFINITY, relative: f64::INFINITY, scaled: f64::INFINITY };
}

/// The nearest entry of `codebook [K, d]` to `row [d]`, the smallest code of equals. An entry at a
/// NaN or infinite distance is never nearer than another; where all are, the code is 0.
pub fn nearest(row: &[f64], codebook: &[f64]) -> i32 {
    let mut best = (f64::INFINITY, 0);
    for (code, entry) in (0_i32..).zip(codebook.chunks_exact(row.len())) {
        let distance = squared_distance(row, entry);
        if distance < best.0 {
            best = (distance, code);
        }
    }
    best.1
}

/// The direction of `codebook [K, d]` at the least angle to `row [d]`, the smallest code of equals;
/// 0 where none has a number for an angle.
pub fn nearest_direction(row: &[f64], codebook: &[f64]) -> i32 {
    let mut best = (f64::NEG_INFINITY, 0);
    for (code, entry) in (0_i32..).zip(codebook.chunks_exact(row.len())) {
        let product = product(row, entry);
        if product > best.0 {
            best = (product, code);
        }
    }
    best.1
}

/// What `code` costs over the direction nearest to `row [d]`: of scalar products, which for
/// directions are half of the squared distances less one.
pub fn regret_of_direction(row: &[f64], codebook: &[f64], code: i32) -> Regret {
    let entry = |code| entry_of(codebook, row.len(), code);
    let nearest = nearest_direction(row, codebook);
    match (entry(nearest), entry(code)) {
        _ if nearest == code => Regret::NONE,
        (Some(nearest), Some(chosen)) => {
            let absolute = product(row, nearest) - product(row, chosen);
            Regret { absolute, relative: absolute, scaled: absolute }
        }
        (None, _) | (_, None) => Regret::INFINITE,
    }
}

/// The scalar product of two vectors.
pub fn product(row: &[f64], entry: &[f64]) -> f64 {
    row.iter().zip(entry).map(|(x, c)| x * c).sum()
}

/// What `code` costs over the nearest entry of `codebook [K, d]` to `row [d]`.
pub fn regret(row: &[f64], codebook: &[f64], code: i32) -> Regret {
    let entry = |code| entry_of(codebook, row.len(), code);
    let nearest = nearest(row, codebook);
    match (entry(nearest), entry(code)) {
        _ if nearest == code => Regret::NONE,
        (Some(nearest), Some(chosen)) => {
            let best = squared_distance(row, nearest);
            let absolute = squared_distance(row, chosen) - best;
            let zeros = vec![0.0; row.len()];
            let scale = squared_distance(row, &zeros) + squared_distance(chosen, &zeros);
            Regret { absolute, relative: ratio(absolute, best), scaled: ratio(absolute, scale) }
        }
        (None, _) | (_, None) => Regret::INFINITE,
    }
}

/// Row `code` of `codebook [K, dim]`, if there is one.
pub(in crate::reference) fn entry_of(codebook: &[f64], dim: usize, code: i32) -> Option<&[f64]> {
    let start = usize::try_from(code).ok()?.checked_mul(dim)?;
    codebook.get(start..start.checked_add(dim)?)
}

/// Whether a row takes part: no element is NaN or infinite.
pub(in crate::reference) fn is_finite(row: &[f64]) -> bool {
    row.iter().all(|value| value.is_finite())
}

/// The sum of (x - c)².
pub(in crate::reference) fn squared_distance(row: &[f64], entry: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (x, c) in row.iter().zip(entry) {
        sum += (x - c) * (x - c);
    }
    sum
}

/// `part / whole`, 0 where both are 0.
fn ratio(part: f64, whole: f64) -> f64 {
    if part == 0.0 { 0.0 } else { part / whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_entry_wins_and_ties_go_to_the_smallest_code() {
        // (1, 0) is 1 away from both; (1.5, 0) is 2.25 and 0.25 away; (2, 2) is 8 and 4 away.
        let codebook = [0.0, 0.0, 2.0, 0.0];
        let codes = [[1.0, 0.0], [1.5, 0.0], [2.0, 2.0]].map(|row| nearest(&row, &codebook));
        assert_eq!(codes, [0, 1, 1]);
        // Entries 1 and 2 are the same and nearest.
        assert_eq!(nearest(&[5.0], &[0.0, 4.0, 4.0]), 1);
    }

    #[test]
    fn the_least_angle_wins_and_zero_is_at_right_angles_to_all() {
        let codebook = [0.0, 0.0, 1.0, 0.0, 0.0, -1.0, 1.0, 0.0, f64::NAN, 0.0];
        let rows = [[0.6, 0.8], [-0.6, 0.8], [0.0, 0.0], [0.0, -1.0]];
        assert_eq!(rows.map(|row| nearest_direction(&row, &codebook)), [1, 0, 0, 2]);
        assert_eq!(
            regret_of_direction(&[0.6, 0.8], &codebook, 3),
            Regret { absolute: 0.0, relative: 0.0, scaled: 0.0 }
        );
        assert_eq!(regret_of_direction(&[0.0, -1.0], &codebook, 0).scaled, 1.0);
        assert_eq!(regret_of_direction(&[0.0, -1.0], &codebook, -1), Regret::INFINITE);
    }

    #[test]
    fn a_broken_entry_is_never_nearest() {
        assert_eq!(nearest(&[5.0], &[f64::NAN, f64::INFINITY, 900.0]), 2);
        assert_eq!(nearest(&[5.0], &[f64::NAN, f64::NAN, f64::NAN]), 0);
    }

    #[test]
    fn regret_says_how_much_farther_the_chosen_entry_is() {
        let codebook = [0.0, 0.0, 2.0, 0.0];
        // (1.5, 0): entry 0 is 2.25 away, entry 1 is 0.25: 2 more, 8 times the best; ‖x‖² = 2.25
        // and ‖c_0‖² = 0. (2, 0): entry 1 is 0 away, entry 0 is 4.
        let of = |row: [f64; 2], code| regret(&row, &codebook, code);
        let wanted = Regret { absolute: 2.0, relative: 8.0, scaled: 2.0 / 2.25 };
        assert_eq!(of([1.5, 0.0], 0), wanted);
        let wanted = Regret { absolute: 4.0, relative: f64::INFINITY, scaled: 1.0 };
        assert_eq!(of([2.0, 0.0], 0), wanted);
        assert_eq!(of([1.0, 0.0], 1).absolute, 0.0); // the larger code of a tie is as near
        assert_eq!([-1, 2].map(|code| of([1.5, 0.0], code)), [Regret::INFINITE; 2]);
    }
}
