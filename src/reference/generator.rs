//! Random numbers by counter, in plain integers: each is a function of a key and its place.

use std::array::from_fn;

/// By how many bits each round of a group turns the second word; groups alternate.
const ROTATIONS: [[u32; 4]; 2] = [[13, 15, 26, 6], [17, 29, 16, 24]];
/// The parity that the third word of the key schedule starts from.
const PARITY: u32 = 0x1bd1_1bda;

/// Threefry-2x32 with 20 rounds: a bijection of the counter for each key.
///
/// Source: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3",
/// section 4.2.
pub fn threefry(key: [u32; 2], counter: [u32; 2]) -> [u32; 2] {
    let schedule = [key[0], key[1], PARITY ^ key[0] ^ key[1]];
    let mut x: [u32; 2] = from_fn(|i| counter[i].wrapping_add(key[i]));
    for group in 1..=5_u32 {
        let at = group as usize;
        for turn in ROTATIONS[(at - 1) % 2] {
            x[0] = x[0].wrapping_add(x[1]);
            x[1] = x[1].rotate_left(turn) ^ x[0];
        }
        x[0] = x[0].wrapping_add(schedule[at % 3]);
        x[1] = x[1].wrapping_add(schedule[(at + 1) % 3]).wrapping_add(group);
    }
    x
}

/// Another key, a function of this one and a number.
pub fn fold_in(key: [u32; 2], number: u32) -> [u32; 2] {
    threefry(key, [0, number])
}

/// 32 random bits for each of the places `0..count`.
pub fn bits(key: [u32; 2], count: u32) -> Vec<u32> {
    let at = |place| {
        let [first, second] = threefry(key, [0, place]);
        first ^ second
    };
    (0..count).map(at).collect()
}

/// Numbers uniform on the odd multiples of 2^-24 between 0 and 1, which are never 0 or 1.
pub fn uniform(key: [u32; 2], count: u32) -> Vec<f64> {
    let number = |bits: u32| f64::from(2 * (bits >> 9) + 1) / f64::from(1 << 24);
    bits(key, count).into_iter().map(number).collect()
}

/// Numbers of the standard Gumbel distribution.
pub fn gumbel(key: [u32; 2], count: u32) -> Vec<f64> {
    uniform(key, count).into_iter().map(|u| -(-u.ln()).ln()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors that the authors publish with their library, Random123.
    #[test]
    fn known_counters_give_the_published_words() {
        let ones = [u32::MAX; 2];
        assert_eq!(threefry([0, 0], [0, 0]), [0x6b20_0159, 0x99ba_4efe]);
        assert_eq!(threefry(ones, ones), [0x1cb9_96fc, 0xbb00_2be7]);
        assert_eq!(
            threefry([0x1319_8a2e, 0x0370_7344], [0x243f_6a88, 0x85a3_08d3]),
            [0xc492_3a9c, 0x483d_f7a0]
        );
    }

    /// What `jax.random` gives for `key(42)` with its default generator.
    #[test]
    fn bits_and_folded_keys_are_those_of_jax() {
        let wanted = [0x7d1c_13a2, 0xae07_30d9, 0x9dc3_f9f9, 0x8f9e_c1d7, 0x735d_7315, 0x95fb_4ed8];
        assert_eq!(bits([0, 42], 6), wanted);
        assert_eq!(fold_in([0, 42], 7), [0x97d0_552f, 0x51bf_719f]);
    }

    #[test]
    fn uniform_numbers_lie_inside_of_the_interval() {
        let drawn = uniform([1, 2], 10_000);
        let odd = |u: f64| (u * f64::from(1 << 24)).rem_euclid(2.0) == 1.0;
        assert!(drawn.iter().all(|&u| 0.0 < u && u < 1.0 && odd(u)));
        let mean = drawn.iter().sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.01, "{mean}");
    }

    #[test]
    fn gumbel_numbers_have_the_mean_and_spread_of_their_distribution() {
        let drawn = gumbel([3, 4], 100_000);
        let mean = drawn.iter().sum::<f64>() / 1e5;
        let variance = drawn.iter().map(|g| (g - mean).powi(2)).sum::<f64>() / 1e5;
        assert!((mean - 0.577_215_66).abs() < 0.02, "{mean}: Euler's constant");
        assert!((variance - std::f64::consts::PI.powi(2) / 6.0).abs() < 0.05, "{variance}");
    }
}
