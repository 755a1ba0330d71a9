//! k-means++ in plain loops: rows drawn in proportion to their squared distances, with the same
//! random numbers as the graph.

use crate::reference::generator::{fold_in, gumbel};

/// The entries that rows of data give, and where they come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Seeded {
    /// Entries `[K, D]`.
    pub codebook: Vec<f64>,
    /// The row of each.
    pub picks: Vec<usize>,
    /// By how much each pick's score is below the best: 0, or what rounding in the picks that were
    /// followed costs.
    pub regrets: Vec<f64>,
}

/// Draws `entries` rows of `dim` elements from `rows [N, D]`.
///
/// `followed` are picks made elsewhere: they are taken instead of the best ones, so that one near
/// tie does not make all later turns differ.
///
/// Source: Arthur and Vassilvitskii 2007, "k-means++: the advantages of careful seeding".
pub fn seeded(
    (rows, dim): (&[f64], usize),
    entries: usize,
    seed: u32,
    followed: Option<&[usize]>,
) -> Seeded {
    let tokens: Vec<&[f64]> = rows.chunks(dim).collect();
    let valid: Vec<bool> = tokens.iter().map(|row| row.iter().all(|x| x.is_finite())).collect();
    let mut weights: Vec<f64> = valid.iter().map(|&valid| f64::from(u8::from(valid))).collect();
    let mut made = Seeded { codebook: vec![], picks: vec![], regrets: vec![] };
    let count = u32::try_from(tokens.len()).unwrap_or(u32::MAX);
    for (turn, number) in (0..entries).zip(0_u32..) {
        let noise = gumbel(fold_in([seed, 0], number), count);
        let any_is_new = weights.iter().any(|&weight| weight > 0.0);
        let score = |row: usize| match (any_is_new, valid[row]) {
            (true, _) => weights[row].ln() + noise[row],
            (false, true) => noise[row],
            (false, false) => f64::NEG_INFINITY,
        };
        let better = |best: usize, row: usize| if score(row) > score(best) { row } else { best };
        let best = (0..tokens.len()).fold(0, better);
        let pick = followed.map_or(best, |picks| picks[turn]);
        let regret = if pick == best { 0.0 } else { score(best) - score(pick) };
        let row = if valid[pick] { tokens[pick].to_vec() } else { vec![0.0; dim] };
        let entry = if any_is_new { row } else { moved(&row, turn, entries) };
        for (row, weight) in weights.iter_mut().enumerate().filter(|&(row, _)| valid[row]) {
            let distance = tokens[row].iter().zip(&entry).map(|(x, c)| (x - c).powi(2)).sum();
            *weight = if turn == 0 { distance } else { weight.min(distance) };
        }
        made.codebook.extend(entry);
        made.picks.push(pick);
        made.regrets.push(regret);
    }
    made
}

/// A row that is an entry already, moved by up to 1/1024 of its largest element.
#[expect(clippy::cast_precision_loss, reason = "entries are far below 2^53")]
fn moved(row: &[f64], turn: usize, entries: usize) -> Vec<f64> {
    let largest = row.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    let scale = if largest == 0.0 { 1.0 } else { largest };
    let size = scale * (turn + 1) as f64 / (1024.0 * entries as f64);
    let change = |at: usize| if at.is_multiple_of(2) { size } else { -size };
    row.iter().enumerate().map(|(at, x)| x + change(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_far_apart_are_drawn_before_their_neighbours() {
        // Three pairs of neighbours; the odds against two of one pair are 10^6.
        let rows = [0.0, 1e-3, 1.0, 1.001, 2.0, 2.001];
        for seed in 0..50 {
            let mut pairs: Vec<usize> =
                seeded((&rows, 1), 3, seed, None).picks.iter().map(|pick| pick / 2).collect();
            pairs.sort_unstable();
            assert_eq!(pairs, [0, 1, 2], "seed {seed}");
        }
    }

    #[test]
    fn the_second_row_is_drawn_in_proportion_to_its_squared_distance() {
        // From 0 the others are 1 and 2 away: odds of 1 to 4; from the others 1 to 1 and 4 to 1.
        let rows = [0.0, 1.0, 2.0];
        let picks: Vec<Vec<usize>> =
            (0..6000).map(|seed| seeded((&rows, 1), 2, seed, None).picks).collect();
        let first: Vec<_> = picks.iter().filter(|picks| picks[0] == 0).collect();
        let share = |part: usize, all: usize| part as f64 / all as f64;
        assert!((share(first.len(), 6000) - 1.0 / 3.0).abs() < 0.02, "{}", first.len());
        let far = first.iter().filter(|picks| picks[1] == 2).count();
        assert!((share(far, first.len()) - 0.8).abs() < 0.03, "{far} of {}", first.len());
    }

    #[test]
    fn broken_rows_are_never_drawn_and_entries_differ_when_rows_run_out() {
        let rows = [f64::NAN, 1.0, 3.0, 4.0, f64::INFINITY, 0.0, 3.0, 4.0];
        let made = seeded((&rows, 2), 4, 9, None);
        assert!(made.picks.iter().all(|pick| [1, 3].contains(pick)), "{:?}", made.picks);
        let mut entries: Vec<&[f64]> = made.codebook.chunks(2).collect();
        assert_eq!(entries[0], [3.0, 4.0]);
        entries.sort_by(|a, b| a[0].total_cmp(&b[0]));
        entries.dedup();
        assert_eq!(entries.len(), 4);
    }
}
