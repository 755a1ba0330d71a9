//! Random arrays that are a function of a seed: for trying out and for tests.
//!
//! The generator is counter-based, so that any element can be drawn without those before it.
//! Draws are the same on every machine; normal values go through the host's logarithm and cosine,
//! which may differ in the last bit of an f64.

use std::f64::consts::TAU;

use crate::ir::shape::{ElementType, Shape};
use crate::tensor::array::{Tensor, room_for};
use crate::tensor::error::TensorError;

/// The step of the counter: 2^64 over the golden ratio, made odd.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
/// How many cluster centres [`Family::Clustered`] has.
const CLUSTERS: usize = 16;
/// Every how many rows [`Family::NonfiniteRows`] breaks one, from row 0 on.
const BROKEN_EVERY: usize = 5;
/// The size of [`Family::HugeNorms`], and one over that of [`Family::TinyNorms`]: 2^40. Squares are
/// 2^80, of which f32 sums 2^47 before they overflow, and a square of 2^-80 has 2^46 to fall before
/// it is no longer a normal number.
const FAR_FROM_ONE: f64 = (1_u64 << 40) as f64;
/// By which part of itself [`Family::NearTies`] moves an element: the last bit of bf16, so that rows
/// stay two when they are rounded.
const NEAR: f64 = 1.0 / 128.0;

/// Random 64-bit words by index, a function of a seed and the name of what is drawn.
///
/// Source: Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"
/// (`SplitMix64`, with the mixing constants of Vigna's public-domain version).
#[derive(Debug, Clone, Copy)]
pub struct Draws {
    state: u64,
}

impl Draws {
    /// The draws of this seed for the array called `name`, unlike those of other names.
    pub fn new(seed: u64, name: &str) -> Self {
        Draws { state: name.bytes().fold(seed, |state, byte| mix(state ^ u64::from(byte))) }
    }

    /// 64 random bits.
    pub fn bits(&self, index: u64) -> u64 {
        mix(self.state.wrapping_add(GOLDEN.wrapping_mul(index.wrapping_add(1))))
    }

    /// A number of `0..limit`, uniform to 2^-64 of `limit`; 0 where `limit` is 0.
    pub fn place(&self, index: u64, limit: usize) -> usize {
        let product = u128::from(self.bits(index)) * limit as u128;
        usize::try_from(product >> 64).unwrap_or(0) // always below `limit`
    }

    /// A number from 0 to below 1, uniform in steps of 2^-53.
    pub fn unit(&self, index: u64) -> f64 {
        (self.bits(index) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Two independent values of the standard normal distribution.
    ///
    /// Source: Box and Muller 1958, "A note on the generation of random normal deviates".
    pub fn normal_pair(&self, index: u64) -> [f64; 2] {
        let first = self.unit(index.wrapping_mul(2));
        let second = self.unit(index.wrapping_mul(2).wrapping_add(1));
        let radius = (-2.0 * (1.0 - first).ln()).sqrt(); // 1 - first lies in (0, 1]
        let (sin, cos) = (TAU * second).sin_cos();
        [radius * cos, radius * sin]
    }

    /// The first normal values, without end.
    pub fn normals(self) -> impl Iterator<Item = f64> {
        (0..).flat_map(move |index| self.normal_pair(index))
    }
}

/// The output function of `SplitMix64`.
fn mix(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// What the rows of a random array look like; a row is the last dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Independent standard normal elements.
    Normal,
    /// Mean 10, deviation 1: distances are small against norms, which a graph that subtracts
    /// norms must survive.
    Offset,
    /// Deviation 0.1 about one of 16 centres of deviation 4; a seed's arrays share the centres.
    Clustered,
    /// Normal, but in rows 0, 5, 10, ... one element is a NaN, an infinity or its negative in turn.
    NonfiniteRows,
    /// Normal, but each odd row repeats the row before it; a codebook of these is full of ties.
    Duplicated,
    /// Normal times 2^40: squares and their sums stay finite in f32.
    HugeNorms,
    /// Normal times 2^-40: squares and their sums stay normal numbers in f32.
    TinyNorms,
    /// As duplicated, but one element of each odd row is larger by 1/128 of itself: of a codebook of
    /// these two entries are nearly as far from any token.
    NearTies,
}

impl Family {
    /// Every family.
    pub const ALL: [Family; 8] = [
        Self::Normal,
        Self::Offset,
        Self::Clustered,
        Self::NonfiniteRows,
        Self::Duplicated,
        Self::HugeNorms,
        Self::TinyNorms,
        Self::NearTies,
    ];

    /// The name in the command line and in test names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Offset => "offset",
            Self::Clustered => "clustered",
            Self::NonfiniteRows => "nonfinite-rows",
            Self::Duplicated => "duplicated",
            Self::HugeNorms => "huge-norms",
            Self::TinyNorms => "tiny-norms",
            Self::NearTies => "near-ties",
        }
    }

    /// The family of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.name() == name)
    }

    /// An array of this family called `name`, rounded to the shape's type.
    ///
    /// # Errors
    /// The shape's type is none of floating point, or there is no memory.
    pub fn tensor(self, seed: u64, name: &str, shape: &Shape) -> Result<Tensor, TensorError> {
        let values = self.values(seed, name, shape)?;
        Tensor::from_f64(&shape.dims, &values)?.convert_to(shape.element_type)
    }

    /// The values before they are rounded.
    fn values(self, seed: u64, name: &str, shape: &Shape) -> Result<Vec<f64>, TensorError> {
        let count = shape.element_count();
        let mut values = room_for(Some(name), shape, count)?;
        values.extend(Draws::new(seed, name).normals().take(count));
        let dim = shape.dims.last().copied().unwrap_or(1).max(1);
        match self {
            Self::Normal => {}
            Self::Offset => values.iter_mut().for_each(|value| *value += 10.0),
            Self::Clustered => {
                let choice = Draws::new(seed, &format!("{name}/cluster"));
                let count = CLUSTERS.saturating_mul(dim);
                let mut centres = room_for(Some("centres"), shape, count)?;
                centres.extend(Draws::new(seed, "centres").normals().take(count));
                for (row, index) in values.chunks_exact_mut(dim).zip(0..) {
                    let centre = choice.place(index, CLUSTERS) * dim;
                    for (value, centre) in row.iter_mut().zip(&centres[centre..]) {
                        *value = 4.0 * centre + 0.1 * *value;
                    }
                }
            }
            Self::NonfiniteRows => {
                let choice = Draws::new(seed, &format!("{name}/element"));
                let broken = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY].into_iter().cycle();
                let rows = values.chunks_exact_mut(dim).step_by(BROKEN_EVERY);
                for ((row, value), index) in rows.zip(broken).zip(0..) {
                    row[choice.place(index, dim)] = value;
                }
            }
            Self::Duplicated => {
                for pair in values.chunks_exact_mut(2 * dim) {
                    pair.copy_within(..dim, dim);
                }
            }
            Self::HugeNorms => values.iter_mut().for_each(|value| *value *= FAR_FROM_ONE),
            Self::TinyNorms => values.iter_mut().for_each(|value| *value /= FAR_FROM_ONE),
            Self::NearTies => {
                let choice = Draws::new(seed, &format!("{name}/element"));
                for (pair, index) in values.chunks_exact_mut(2 * dim).zip(0..) {
                    pair.copy_within(..dim, dim);
                    pair[dim + choice.place(index, dim)] *= 1.0 + NEAR;
                }
            }
        }
        Ok(values)
    }
}

/// Normal inputs: [`Family::Normal`] under the name `inputs`.
///
/// # Errors
/// The shape's type is none of floating point, or there is no memory.
pub fn random_inputs(seed: u64, shape: &Shape) -> Result<Tensor, TensorError> {
    Family::Normal.tensor(seed, "inputs", shape)
}

/// The seed of a program's own draws, `u32[]`: the last 32 bits of this one.
///
/// # Errors
/// There is no memory for it.
pub fn seed_of_draws(seed: u64) -> Result<Tensor, TensorError> {
    seeds_of_draws(seed, &Shape::scalar(ElementType::U32))
}

/// As [`seed_of_draws`], and the numbers that follow it: stacked layers have one each, `u32[L]`.
///
/// # Errors
/// There is no memory for them.
pub fn seeds_of_draws(seed: u64, shape: &Shape) -> Result<Tensor, TensorError> {
    let mut bytes = room_for(Some("seed"), shape, shape.byte_size())?;
    let seeds = (0..).take(shape.element_count()).map(|layer| seed.wrapping_add(layer));
    bytes.extend(seeds.flat_map(|seed| seed.to_le_bytes().into_iter().take(4)));
    Tensor::new(shape.clone(), bytes)
}

/// Codes `s32[dims]`, each of `0..codebook_size` (0 where that is 0).
///
/// # Errors
/// There is no memory for them.
pub fn random_codes(
    seed: u64,
    dims: &[usize],
    codebook_size: usize,
) -> Result<Tensor, TensorError> {
    let draws = Draws::new(seed, "codes");
    let shape = Shape::new(ElementType::S32, dims);
    let mut codes = room_for(Some("codes"), &shape, shape.element_count())?;
    let code = |index| i32::try_from(draws.place(index, codebook_size)).unwrap_or(i32::MAX);
    codes.extend((0..).take(shape.element_count()).map(code));
    Tensor::from_s32(dims, &codes)
}

/// Weights `f32[dims]`, each uniform from 0 to 1.
///
/// # Errors
/// There is no memory for them.
pub fn random_weights(seed: u64, dims: &[usize]) -> Result<Tensor, TensorError> {
    let draws = Draws::new(seed, "weights");
    let shape = Shape::new(ElementType::F32, dims);
    let mut weights = room_for(Some("weights"), &shape, shape.element_count())?;
    weights.extend((0..).take(shape.element_count()).map(|index| draws.unit(index)));
    Tensor::from_f64(dims, &weights)?.convert_to(ElementType::F32)
}

/// Words of random bits, of the size that the shape's type has.
///
/// # Errors
/// There is no memory for them.
pub fn random_words(seed: u64, shape: &Shape) -> Result<Tensor, TensorError> {
    let draws = Draws::new(seed, "words");
    let mut bytes = room_for(Some("words"), shape, shape.byte_size())?;
    let word_bytes = shape.element_type.byte_size();
    let word = |index| draws.bits(index).to_le_bytes().into_iter().take(word_bytes);
    bytes.extend((0..).take(shape.element_count()).flat_map(word));
    Tensor::new(shape.clone(), bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(family: Family, dims: &[usize]) -> Vec<f64> {
        let shape = Shape::new(ElementType::F32, dims);
        family.tensor(7, "inputs", &shape).expect("a tensor").widened()
    }

    #[test]
    fn bits_are_those_of_splitmix64() {
        let draws = Draws { state: 1_234_567 };
        assert_eq!(
            [0, 1, 2].map(|index| draws.bits(index)),
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn the_same_seed_and_name_draw_the_same_array() {
        let shape = Shape::new(ElementType::Bf16, &[4, 3]);
        let draw = |seed, name| Family::Normal.tensor(seed, name, &shape).expect("a tensor");
        assert_eq!(draw(1, "inputs"), draw(1, "inputs"));
        assert_ne!(draw(1, "inputs"), draw(2, "inputs"));
        assert_ne!(draw(1, "inputs"), draw(1, "codebook"));
        assert_eq!(random_inputs(1, &shape).expect("a tensor"), draw(1, "inputs"));
        let mistyped = random_inputs(1, &shape.with_type(ElementType::S32));
        assert_eq!(
            mistyped.expect_err("codes are not normal").to_string(),
            "f64[4,3]: cannot be converted to s32, only floating-point types convert"
        );
    }

    #[test]
    fn normal_values_have_mean_zero_and_deviation_one() {
        for (family, mean) in [(Family::Normal, 0.0), (Family::Offset, 10.0)] {
            let values = rows(family, &[100, 101]);
            let count = values.len() as f64;
            let found = values.iter().sum::<f64>() / count;
            let variance = values.iter().map(|v| (v - found).powi(2)).sum::<f64>() / count;
            // Four standard errors: 4 / sqrt(10100) and 4 * sqrt(2 / 10100).
            assert!((found - mean).abs() < 0.04 && (variance - 1.0).abs() < 0.06);
        }
    }

    #[test]
    fn clusters_are_tight_and_shared_by_the_arrays_of_a_seed() {
        let shape = Shape::new(ElementType::F32, &[64, 8]);
        let array = |name| Family::Clustered.tensor(3, name, &shape).expect("a tensor").widened();
        let (inputs, codebook) = (array("inputs"), array("codebook"));
        let distance =
            |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum() };
        let near = inputs
            .chunks_exact(8)
            .filter(|row| codebook.chunks_exact(8).any(|entry| distance(row, entry) < 1.0))
            .count();
        assert!(near > 48, "{near} of 64 rows have an entry of their cluster");
    }

    #[test]
    fn every_fifth_row_is_broken() {
        let values = rows(Family::NonfiniteRows, &[2, 6, 4]);
        let broken: Vec<usize> = values
            .chunks_exact(4)
            .enumerate()
            .filter(|(_, row)| row.iter().any(|value| !value.is_finite()))
            .map(|(index, _)| index)
            .collect();
        assert_eq!(broken, [0, 5, 10]);
    }

    #[test]
    fn duplicated_rows_come_in_pairs() {
        let values = rows(Family::Duplicated, &[5, 3]);
        assert_eq!(values[..3], values[3..6]);
        assert_eq!(values[6..9], values[9..12]);
        assert_ne!(values[..3], values[6..9]);
    }

    #[test]
    fn squares_of_huge_and_tiny_norms_are_normal_numbers_of_f32() {
        let sum = |family| rows(family, &[64, 8]).iter().map(|x| x * x).sum::<f64>();
        let tokens = f64::from(1 << 20); // of 512 elements each
        assert!(sum(Family::HugeNorms) / 512.0 * 512.0 * tokens < f64::from(f32::MAX));
        assert!(sum(Family::HugeNorms) > 1e26);
        let least = rows(Family::TinyNorms, &[64, 8]).into_iter().map(|x| x * x);
        assert!(least.fold(1.0, f64::min) > f64::from(f32::MIN_POSITIVE));
        assert!(sum(Family::TinyNorms) < 1e-20);
    }

    #[test]
    fn near_ties_differ_in_one_element_in_bf16_too() {
        let shape = Shape::new(ElementType::Bf16, &[40, 6]);
        let values = Family::NearTies.tensor(2, "codebook", &shape).expect("a tensor").widened();
        for pair in values.chunks_exact(12) {
            let (row, twin) = pair.split_at(6);
            let moved: Vec<usize> = (0..6).filter(|&i| row[i] != twin[i]).collect();
            let [at] = moved[..] else { panic!("{moved:?} are moved") };
            let part = (twin[at] - row[at]) / row[at];
            assert!((0.0..0.016).contains(&part), "{part}");
        }
    }

    #[test]
    fn codes_cover_their_range_and_stay_in_it() {
        let codes = random_codes(5, &[10, 30], 7).and_then(|t| t.to_s32()).expect("codes");
        assert!((0..7).all(|code| codes.contains(&code)));
        assert!(codes.iter().all(|code| (0..7).contains(code)));
    }

    #[test]
    fn an_array_that_no_memory_holds_is_an_error() {
        let shape = Shape::new(ElementType::Bf16, &[32, 512, 100_000_000_000]);
        assert_eq!(
            random_inputs(1, &shape).expect_err("13 PB").to_string(),
            "tensor inputs bf16[32,512,100000000000]: found no memory for the 13107200000000000 \
             bytes that making it takes"
        );
        assert_eq!(
            random_codes(1, &[1 << 30, 1 << 29], 3).expect_err("2 EB").to_string(),
            "tensor codes s32[1073741824,536870912]: found no memory for the 2305843009213693952 \
             bytes that making it takes"
        );
    }

    #[test]
    fn names_of_families_read_back() {
        for family in Family::ALL {
            assert_eq!(Family::from_name(family.name()), Some(family));
        }
    }
}
