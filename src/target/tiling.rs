//! How TPUs lay arrays out in tiles, and which sizes of a codebook fill them.
//!
//! A tile is up to 8 rows of 128 elements along the two fastest dimensions; an array takes whole
//! tiles. libtpu chooses which dimensions those are so that the padding is least, and makes tiles
//! of fewer rows for an array of fewer. Source: `openxla.org/xla/tiled_layout` for
//! the notation; the rules are read off programs that libtpu compiled, and tests hold them against
//! it for every generation.

use std::fmt;

/// Elements of a tile's row.
pub const LANES: usize = 128;
/// The most rows of a tile.
pub const ROWS: usize = 8;
/// Tiles of an array of one dimension grow to this many elements.
const VECTOR: usize = ROWS * LANES;

/// An array as it lies in a TPU's memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tiled {
    /// The dimensions, fastest first.
    pub minor_to_major: Vec<usize>,
    /// Sizes of a tile, the slower dimension first.
    pub tile: Vec<usize>,
    /// Rows that share a 32-bit word: 2 for bf16.
    pub packed: usize,
    /// Bytes of the elements.
    pub bytes: u64,
    /// Bytes with the padding.
    pub padded_bytes: u64,
}

impl Tiled {
    /// How libtpu lays out an array of these dimensions and bytes an element (at most 4), left to
    /// itself.
    pub fn of(dims: &[usize], element_bytes: usize) -> Self {
        let packed = (4 / element_bytes.max(1)).max(1);
        let bytes = product(dims.iter().copied()).saturating_mul(element_bytes as u64);
        let padded = |elements: u64| elements.saturating_mul(element_bytes as u64);
        if dims.len() < 2 {
            let elements = dims.first().copied().unwrap_or(1);
            let tile = elements.next_power_of_two().clamp(LANES, VECTOR);
            return Tiled {
                minor_to_major: (0..dims.len()).collect(),
                tile: vec![tile],
                packed,
                bytes,
                padded_bytes: padded(elements.next_multiple_of(tile) as u64),
            };
        }
        // The first of equals is the array as it is written.
        let fastest = (0..dims.len()).rev();
        let pairs = fastest.flat_map(|lanes| {
            (0..dims.len()).rev().filter(move |&rows| rows != lanes).map(move |rows| (lanes, rows))
        });
        let (lanes, rows) = pairs
            .min_by_key(|&(lanes, rows)| padded_elements(dims, lanes, rows, packed))
            .unwrap_or((dims.len() - 1, dims.len() - 2));
        let slower = (0..dims.len()).rev().filter(|&d| d != lanes && d != rows);
        Tiled {
            minor_to_major: [lanes, rows].into_iter().chain(slower).collect(),
            tile: vec![tile_rows(dims[rows], packed), LANES],
            packed,
            bytes,
            padded_bytes: padded(padded_elements(dims, lanes, rows, packed)),
        }
    }

    /// Bytes that hold no element.
    pub fn padding_bytes(&self) -> u64 {
        self.padded_bytes.saturating_sub(self.bytes)
    }
}

impl fmt::Display for Tiled {
    /// As HLO writes it: `{1,0:T(8,128)}`, for bf16 `{1,0:T(8,128)(2,1)}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined =
            |sizes: &[usize]| sizes.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
        write!(f, "{{{}:T({})", joined(&self.minor_to_major), joined(&self.tile))?;
        if self.packed > 1 {
            write!(f, "({},1)", self.packed)?;
        }
        f.write_str("}")
    }
}

/// Rows of a tile: a power of two, as few as hold the array, and whole words.
fn tile_rows(rows: usize, packed: usize) -> usize {
    rows.next_power_of_two().clamp(packed, ROWS)
}

fn padded_elements(dims: &[usize], lanes: usize, rows: usize, packed: usize) -> u64 {
    product(dims.iter().enumerate().map(|(dimension, &size)| {
        if dimension == lanes {
            size.next_multiple_of(LANES)
        } else if dimension == rows {
            size.next_multiple_of(tile_rows(size, packed))
        } else {
            size
        }
    }))
}

fn product(sizes: impl Iterator<Item = usize>) -> u64 {
    sizes.fold(1, |product, size| product.saturating_mul(size as u64))
}

/// Sizes of a codebook and what tiles would waste on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Number of entries, K.
    pub codebook_size: usize,
    /// Elements of an entry, D.
    pub embedding_dim: usize,
}

/// The codebooks near one that `fits` takes: at most two with another K and two with another D, or
/// where there is none two with both, the nearest first. Not the codebook itself.
///
/// K and D are looked for among multiples of whole tiles on `[size_shards, dim_shards]` devices, up
/// to twice and down to half of what they are.
pub fn nearby(
    codebook: Offer,
    [size_shards, dim_shards]: [usize; 2],
    fits: impl Fn(Offer) -> bool,
) -> Vec<Offer> {
    let sizes = whole_tiles(codebook.codebook_size, size_shards);
    let dims = whole_tiles(codebook.embedding_dim, dim_shards);
    let offer = |codebook_size, embedding_dim| Offer { codebook_size, embedding_dim };
    let nearest = |mut candidates: Vec<Offer>| {
        candidates.retain(|&other| other != codebook && fits(other));
        candidates.sort_by(|a, b| distance(*a, codebook).total_cmp(&distance(*b, codebook)));
        candidates.truncate(2);
        candidates
    };
    let only_size = sizes.iter().map(|&size| offer(size, codebook.embedding_dim)).collect();
    let only_dim = dims.iter().map(|&dim| offer(codebook.codebook_size, dim)).collect();
    let mut offers = nearest(only_size);
    offers.extend(nearest(only_dim));
    if offers.is_empty() {
        let pairs = sizes.iter().flat_map(|&size| dims.iter().map(move |&dim| offer(size, dim)));
        offers = nearest(pairs.collect());
    }
    offers
}

/// The codebook filled up to whole rows of tiles on `[size_shards, dim_shards]` devices, along both
/// dimensions: matrices and vectors of it waste nothing, however far it is from one.
pub fn in_whole_lanes(codebook: Offer, [size_shards, dim_shards]: [usize; 2]) -> Offer {
    Offer {
        codebook_size: codebook.codebook_size.next_multiple_of(LANES * size_shards),
        embedding_dim: codebook.embedding_dim.next_multiple_of(LANES * dim_shards),
    }
}

/// How many times a codebook is larger or smaller than another along both dimensions, as a
/// logarithm.
#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^53")]
fn distance(a: Offer, b: Offer) -> f64 {
    let times = |a: usize, b: usize| (a as f64 / b as f64).ln().abs();
    times(a.codebook_size, b.codebook_size) + times(a.embedding_dim, b.embedding_dim)
}

/// The multiples of 8, 128 and 1024 (on each of so many devices) next to a size, from half of it to
/// twice it, in order; and the size itself.
fn whole_tiles(size: usize, shards: usize) -> Vec<usize> {
    let near = |step: usize| {
        let step = step.saturating_mul(shards);
        let below = size / step * step;
        [
            below.saturating_sub(step),
            below,
            below.saturating_add(step),
            below.saturating_add(2 * step),
        ]
    };
    let mut sizes: Vec<usize> = [ROWS, LANES, 2 * LANES, 4 * LANES, VECTOR]
        .into_iter()
        .flat_map(near)
        .filter(|&other| other > 0 && other >= size / 2 && other / 2 <= size)
        .chain([size])
        .collect();
    sizes.sort_unstable();
    sizes.dedup();
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn f32_layout(dims: &[usize]) -> (String, u64) {
        let tiled = Tiled::of(dims, 4);
        (tiled.to_string(), tiled.padded_bytes / 4)
    }

    #[test]
    fn a_matrix_lies_the_way_that_wastes_least() {
        let of = |rows, columns| f32_layout(&[rows, columns]);
        assert_eq!(of(64, 768), ("{1,0:T(8,128)}".into(), 64 * 768));
        assert_eq!(of(100, 100), ("{1,0:T(8,128)}".into(), 104 * 128));
        assert_eq!(of(128, 300), ("{0,1:T(8,128)}".into(), 128 * 304));
        assert_eq!(of(128, 128), ("{1,0:T(8,128)}".into(), 128 * 128));
    }

    #[test]
    fn few_rows_have_small_tiles() {
        let of = |rows, columns| f32_layout(&[rows, columns]);
        assert_eq!(of(1, 1), ("{1,0:T(1,128)}".into(), 128));
        assert_eq!(of(2, 100), ("{1,0:T(2,128)}".into(), 2 * 128));
        assert_eq!(of(3, 129), ("{1,0:T(4,128)}".into(), 4 * 256));
        assert_eq!(of(5, 768), ("{1,0:T(8,128)}".into(), 8 * 768));
    }

    #[test]
    fn a_vector_has_tiles_of_128_to_1024_elements() {
        let of = |size| f32_layout(&[size]);
        assert_eq!(of(64), ("{0:T(128)}".into(), 128));
        assert_eq!(of(200), ("{0:T(256)}".into(), 256));
        assert_eq!(of(600), ("{0:T(1024)}".into(), 1024));
        assert_eq!(of(2000), ("{0:T(1024)}".into(), 2048));
        assert_eq!(f32_layout(&[]), ("{:T(128)}".into(), 128));
    }

    #[test]
    fn two_rows_of_bf16_share_a_word() {
        let of = |dims: &[usize]| {
            let tiled = Tiled::of(dims, 2);
            (tiled.to_string(), tiled.padded_bytes / 2)
        };
        assert_eq!(of(&[1, 512, 768]), ("{2,1,0:T(8,128)(2,1)}".into(), 512 * 768));
        assert_eq!(of(&[3, 10, 100]), ("{2,0,1:T(4,128)(2,1)}".into(), 10 * 4 * 128));
        assert_eq!(of(&[1, 10, 1]), ("{1,2,0:T(2,128)(2,1)}".into(), 2 * 128));
        assert_eq!(of(&[1, 512, 700]), ("{1,2,0:T(8,128)(2,1)}".into(), 512 * 704));
    }

    #[test]
    fn sizes_beyond_all_memory_do_not_overflow() {
        assert_eq!(Tiled::of(&[usize::MAX / 2, usize::MAX / 2], 4).padded_bytes, u64::MAX);
    }

    /// Whether the codebook `f32[K,D]` has no padding.
    fn fits(offer: Offer) -> bool {
        Tiled::of(&[offer.codebook_size, offer.embedding_dim], 4).padding_bytes() == 0
    }

    fn offers(size: usize, dim: usize) -> Vec<(usize, usize)> {
        let codebook = Offer { codebook_size: size, embedding_dim: dim };
        let pair = |offer: Offer| (offer.codebook_size, offer.embedding_dim);
        nearby(codebook, [1, 1], fits).into_iter().map(pair).collect()
    }

    #[test]
    fn the_nearest_codebooks_that_waste_nothing_are_offered() {
        assert_eq!(
            offers(60, 700),
            // No K alone makes 700 elements whole rows, and no D alone 60 rows whole tiles.
            [(64, 640), (64, 768)]
        );
        assert_eq!(offers(64, 768)[..2], [(72, 768), (56, 768)]);
        assert_eq!(offers(128, 300)[..2], [(128, 304), (128, 296)]);
        assert!(offers(1, 1).is_empty());
    }

    #[test]
    fn every_offer_fits_and_none_is_the_codebook_itself() {
        for size in [1, 7, 64, 100, 129, 1000] {
            for dim in [1, 100, 128, 300, 768] {
                let found = offers(size, dim);
                assert!(found.len() <= 4 && !found.contains(&(size, dim)), "{found:?}");
                let all = found.iter().map(|&(k, d)| Offer { codebook_size: k, embedding_dim: d });
                assert!(all.into_iter().all(fits), "{size} x {dim}: {found:?}");
            }
        }
    }

    #[test]
    fn shares_of_many_devices_are_whole_tiles() {
        let codebook = Offer { codebook_size: 100, embedding_dim: 768 };
        let shared = |offer: Offer| {
            offer.codebook_size.is_multiple_of(8)
                && fits(Offer { codebook_size: offer.codebook_size / 8, ..offer })
        };
        let found = nearby(codebook, [8, 1], shared);
        assert_eq!(found[0], Offer { codebook_size: 128, ..codebook });
        assert_eq!(found[1], Offer { codebook_size: 64, ..codebook });
    }
}
