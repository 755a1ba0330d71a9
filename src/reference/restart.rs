//! Restart of dead entries, one codebook after the other.

use crate::reference::codebook::{Choice, Codebooks};
use crate::reference::ema::State;
use crate::reference::generator::{fold_in, threefry};
use crate::reference::search::squared_distance;
use crate::vq::spec::restart::AT_THRESHOLD;
use crate::vq::spec::{Restart, Source};

/// The purpose that numbers are drawn for.
const RESTART: u32 = 0;

/// What a batch offers: the inputs of each stage, and which tokens take part.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// The codebooks before the step.
    pub books: &'a Codebooks,
    /// What they made of the batch.
    pub choice: &'a Choice,
    /// `[N]`.
    pub valid: &'a [bool],
    /// The seed, where tokens are drawn, and the number of steps made before.
    pub key: [u32; 2],
}

/// A token that an entry may become.
struct Candidate {
    /// Smallest first: its random number, or minus its error.
    order: f64,
    row: Vec<f64>,
}

/// Re-seeds the dead entries of all codebooks, each in the order of its codes; gives how many were.
pub fn restart(rule: &Restart, batch: Batch<'_>, state: &mut State) -> usize {
    if !(batch.key[1] as usize + 1).is_multiple_of(rule.every) {
        return 0;
    }
    let size = batch.books.spec.codebook_size;
    let mut restarted = 0;
    for book in 0..state.cluster_size.len() / size {
        let entries = book * size..(book + 1) * size;
        let total: f64 = state.cluster_size[entries.clone()].iter().sum();
        let mean = total / size as f64;
        let least = rule.adaptive_threshold * (1.0 - AT_THRESHOLD) * mean;
        let is_dead = |k: &usize| state.cluster_size[*k] < least;
        let (dead, alive): (Vec<usize>, Vec<usize>) = entries.partition(is_dead);
        restarted += match rule.source {
            Source::Split => split(state, &dead, alive),
            Source::Batch | Source::Farthest => {
                let candidates = candidates(rule.source, batch, book);
                replace(state, &dead, &candidates, mean)
            }
        };
    }
    restarted
}

/// The j-th dead entry becomes the j-th candidate.
fn replace(state: &mut State, dead: &[usize], candidates: &[Candidate], mean: f64) -> usize {
    for (&k, candidate) in dead.iter().zip(candidates) {
        state.cluster_size[k] = mean;
        for (element, x) in candidate.row.iter().enumerate() {
            let place = k * candidate.row.len() + element;
            state.codebook[place] = *x;
            state.embed_sum[place] = x * mean;
        }
    }
    dead.len().min(candidates.len())
}

/// The j-th dead entry takes half of the j-th most used one.
fn split(state: &mut State, dead: &[usize], mut alive: Vec<usize>) -> usize {
    let d = state.codebook.len() / state.cluster_size.len();
    // A stable sort: equals stay in the order of their codes.
    alive.sort_by(|&a, &b| state.cluster_size[b].total_cmp(&state.cluster_size[a]));
    for (&k, &donor) in dead.iter().zip(&alive) {
        state.cluster_size[donor] /= 2.0;
        state.cluster_size[k] = state.cluster_size[donor];
        for element in 0..d {
            let sign = if element % 2 == 0 { 1.0 } else { -1.0 };
            let (from, to) = (donor * d + element, k * d + element);
            let (entry, sum) = (state.codebook[from], state.embed_sum[from] / 2.0);
            state.codebook[to] = entry * (1.0 + sign / 1024.0);
            state.codebook[from] = entry * (1.0 - sign / 1024.0);
            state.embed_sum[to] = sum * (1.0 + sign / 1024.0);
            state.embed_sum[from] = sum * (1.0 - sign / 1024.0);
        }
    }
    dead.len().min(alive.len())
}

/// The tokens of one codebook, in order; those of all stages and groups where these share it.
fn candidates(source: Source, batch: Batch<'_>, book: usize) -> Vec<Candidate> {
    let (books, tokens) = (batch.books, batch.valid.len());
    let (groups, d) = (books.groups(), books.entry_dim);
    let mut found = Vec::new();
    for (stage, made) in batch.choice.stages.iter().enumerate() {
        for group in (0..groups).filter(|&group| books.book(stage, group) == book) {
            for token in (0..tokens).filter(|&token| batch.valid[token]) {
                let start = (token * groups + group) * d;
                let row = &made.searched[start..start + d];
                let order = match source {
                    Source::Farthest => -squared_distance(row, &made.rows[start..start + d]),
                    Source::Batch | Source::Split => {
                        drawn(batch.key, stage, group * tokens + token)
                    }
                };
                found.push(Candidate { order, row: row.to_vec() });
            }
        }
    }
    // A stable sort: equals stay in the order of the tokens.
    found.sort_by(|a, b| a.order.total_cmp(&b.order));
    found
}

/// 31 random bits of a token.
fn drawn(key: [u32; 2], stage: usize, place: usize) -> f64 {
    let word = |n: usize| u32::try_from(n).expect("a small number");
    let key = fold_in(fold_in(key, RESTART), word(stage));
    let [first, second] = threefry(key, [0, word(place)]);
    f64::from((first ^ second) >> 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::compute::Compute;
    use crate::vq::spec::{Codebook, Ema, Gradient, Kind, Losses, Quantizer};

    fn rule(source: Source) -> Restart {
        Restart { adaptive_threshold: 0.5, every: 1, source }
    }

    /// Four entries of two elements: two used, two dead.
    fn restarted(rule: Restart, steps: u32) -> (State, usize) {
        let spec = Codebook {
            codebook_size: 4,
            ema: Ema { decay: 0.9, ..Ema::DEFAULT },
            restart: Some(rule),
            ..Codebook::DEFAULT
        };
        let quantizer = Quantizer {
            kind: Kind::Codebook(spec),
            embedding_dim: 2,
            losses: Losses::of_weights(0.25, 0.0),
            gradient: Gradient::StraightThrough,
            input_dim: None,
        };
        let codebook = [10.0, 10.0, 90.0, 90.0, 0.0, 8.0, 90.0, 91.0];
        let books = Codebooks::of(&quantizer, spec, Compute::F32, &codebook);
        // Errors 0, 1, 9 and, of a token that takes no part, more.
        let inputs = [10.0, 10.0, 0.0, 9.0, 0.0, 5.0, 99.0, 50.0];
        let valid = [true, true, true, false];
        let choice = books.choose(&inputs, &valid, 1, None);
        let mut state = State {
            codebook: codebook.to_vec(),
            cluster_size: vec![8.0, 0.5, 4.0, 0.0],
            embed_sum: vec![80.0, 80.0, 45.0, 45.0, 0.0, 32.0, 0.0, 0.0],
            ema_steps: 0.0,
        };
        let batch = Batch { books: &books, choice: &choice, valid: &valid, key: [5, steps] };
        let count = super::restart(&rule, batch, &mut state);
        (state, count)
    }

    #[test]
    fn the_worst_tokens_come_first_and_the_state_is_theirs() {
        let (state, count) = restarted(rule(Source::Farthest), 0);
        assert_eq!(count, 2);
        assert_eq!(state.codebook, [10.0, 10.0, 0.0, 5.0, 0.0, 8.0, 0.0, 9.0]);
        // The mean of 12.5 over four entries.
        assert_eq!(state.cluster_size, [8.0, 3.125, 4.0, 3.125]);
        assert_eq!(state.embed_sum, [80.0, 80.0, 0.0, 15.625, 0.0, 32.0, 0.0, 28.125]);
    }

    #[test]
    fn halves_add_up_to_what_was_split() {
        let (state, count) = restarted(rule(Source::Split), 0);
        assert_eq!(count, 2);
        assert_eq!(state.cluster_size, [4.0, 4.0, 2.0, 2.0]);
        let sum =
            |a: usize, b: usize| [0, 1].map(|e| state.embed_sum[a + e] + state.embed_sum[b + e]);
        assert_eq!((sum(0, 2), sum(4, 6)), ([80.0, 80.0], [0.0, 32.0]));
        assert_eq!(state.codebook[..2], [10.0 * 1023.0 / 1024.0, 10.0 * 1025.0 / 1024.0]);
        assert_eq!(state.codebook[2..4], [10.0 * 1025.0 / 1024.0, 10.0 * 1023.0 / 1024.0]);
    }

    #[test]
    fn drawn_tokens_are_distinct_and_valid_and_others_in_other_steps() {
        let drawn = |steps| restarted(rule(Source::Batch), steps).0.codebook;
        let mut seen = Vec::new();
        for steps in 0..20 {
            let codebook = drawn(steps);
            let (first, second) = (codebook[2..4].to_vec(), codebook[6..8].to_vec());
            assert_ne!(first, second);
            for row in [first, second] {
                assert!([[10.0, 10.0], [0.0, 9.0], [0.0, 5.0]].iter().any(|x| row == x), "{row:?}");
                if !seen.contains(&row) {
                    seen.push(row);
                }
            }
        }
        assert_eq!(seen.len(), 3);
    }

    #[test]
    fn only_every_third_step_restarts() {
        let rule = Restart { every: 3, ..rule(Source::Farthest) };
        assert_eq!([0, 1, 2, 3, 4, 5].map(|steps| restarted(rule, steps).1), [0, 0, 2, 0, 0, 2]);
    }
}
