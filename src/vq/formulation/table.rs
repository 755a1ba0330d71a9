//! The table: which formulation a machine and a size are given, each row with what was measured.

use std::ops::RangeInclusive;

use crate::vq::formulation::{Finite, Lookup, Platform, Search, Statistics};
use crate::vq::spec::StepSpec;

/// One row of the table.
pub(super) struct Row {
    pub(super) platforms: &'static [Platform],
    pub(super) devices: RangeInclusive<usize>,
    pub(super) entries: RangeInclusive<usize>,
    pub(super) search: Search,
    /// Of codes that a search of whole bf16 codebooks found.
    pub(super) lookup: Lookup,
    /// Of steps that read rows as a product; others go by their scores.
    pub(super) finite: Finite,
    pub(super) statistics: Statistics,
}

const TPUS: &[Platform] = &[Platform::Tpu, Platform::V5p];
const ANY: RangeInclusive<usize> = 1..=usize::MAX;
const SEVERAL: RangeInclusive<usize> = 2..=usize::MAX;
const FEW: RangeInclusive<usize> = 1..=512;
const MIDDLE: RangeInclusive<usize> = 513..=2047;
const UNDER_2048: RangeInclusive<usize> = 1..=2047;
const MANY: RangeInclusive<usize> = 2048..=usize::MAX;

/// The first row that fits is taken.
const TABLE: [Row; 8] = [
    // Sums by scatter-add: 1.5 to 2.2 times the cycles of the one-hot product on v6e, 1.6 times on
    // v5p (K up to 1024), by libtpu's estimates.
    //
    // A whole `update` in `tokens` with gathered rows / with their product, in us by the estimates (v6e and
    // v5p with the static profile, which prices gathers; the others have them for nothing): v4-32
    // 49.1 / 43.1 at K = 64, 81.5 / 78.1 at 256, 123.5 / 121.7 at 512; v5e-32 57.3 / 51.6 at 64,
    // 129.7 / 127.5 at 512; v5p-32 30.3 / 24.1, 39.1 / 32.2, 47.9 / 44.6; v6e-32 31.7 / 29.8, 44.5 / 43.5,
    // 62.5 / 61.7; tpu7x-32 38.4 / 37.3 and 57.8 / 57.4.
    //
    // The product's with all elements looked at / by the scores: v4-32 43.1 / 40.3 at 64, 56.3 / 53.9 at
    // 128, 121.7 / 118.1 at 512; v6e-32 29.8 / 29.5, 34.5 / 34.2, 61.7 / 61.6 (by
    // its windows 41.3 / 41.7 at 64); v5e-32 51.6 / 52.0 at 64,
    // 85.1 / 84.0 at 256. An `encode` at 64: v4-8 30.3 / 11.0, v5e-32 10.6 / 6.1, v5p-32 3.3 / 2.7; at 128
    // v6e-8 5.8 / 4.2.
    Row {
        platforms: &[Platform::Tpu],
        devices: ANY,
        entries: FEW,
        search: Search::Whole,
        lookup: Lookup::OneHot,
        finite: Finite::ByScores,
        statistics: Statistics::ONE_HOT,
    },
    // The same where all elements were looked at / by the scores, v5p-32 and tpu7x-32: 24.1 / 27.6 and
    // 37.3 / 37.9 at K = 64, 32.2 / 37.0 and 46.1 / 46.7 at 256. From 513 entries on 0.3 and 0.5 less.
    Row {
        platforms: &[Platform::V5p],
        devices: ANY,
        entries: FEW,
        search: Search::Whole,
        lookup: Lookup::OneHot,
        finite: Finite::ByElements,
        statistics: Statistics::ONE_HOT,
    },
    // The same at K = 1024: v4-32 205.6 / 206.8, v6e-32 71.8 / 72.4, v5p-32 66.4 / 65.1; at 2048 v6e-32
    // 116.7 / 119.8, v5p-32 112.1 / 114.9.
    Row {
        platforms: TPUS,
        devices: ANY,
        entries: MIDDLE,
        search: Search::Whole,
        lookup: Lookup::Gather,
        finite: Finite::ByScores,
        statistics: Statistics::ONE_HOT,
    },
    // A whole `update` with one-hot counts / with the histogram, in us by the estimates (rows gathered),
    // v4-32 and v6e-32: 49.1 / 53.4 and 43.3 / 46.3 at K = 64, 205.6 / 203.8 and 87.9 / 88.2 at 1024 (`tokens`),
    // 560.4 / 526.2 and 257.3 / 245.4 at 8192 (`codes+tokens`).
    Row {
        platforms: TPUS,
        devices: ANY,
        entries: MANY,
        search: Search::Whole,
        lookup: Lookup::Gather,
        finite: Finite::ByScores,
        statistics: Statistics::HISTOGRAM,
    },
    // A whole `update` of 16,384 f32 tokens of 768 elements at K = 1024, two cores, plugin 0.115: 863 ms
    // with the one-hot product, 435 token by token (means of two rounds of 12 steps).
    // An `encode` of as many at K = 64 with all elements looked at / by the scores, AVX-512: f32 14.5 / 11.1
    // ms, bf16 9.2 / 7.5 (medians of 15 steps).
    Row {
        platforms: &[Platform::Cpu],
        devices: 1..=1,
        entries: 1..=255,
        search: Search::Whole,
        lookup: Lookup::Gather,
        finite: Finite::ByScores,
        statistics: Statistics::ROW_BY_ROW,
    },
    // An `encode` of as many f32 tokens, all at once / by block, in ms: 29 / 28 at K = 64, 68 / 68 at 256,
    // 219 / 171 at 1024, 1906 / 1548 at 8192 (medians of a process each, one after the other). On a
    // processor with AVX-512 and its bf16 products 199 / 174 at K = 1024, of bf16 tokens 117 / 104 (and
    // 167 by block as f32, which also found other codes than several devices among near ties).
    Row {
        platforms: &[Platform::Cpu],
        devices: 1..=1,
        entries: 256..=usize::MAX,
        search: Search::ByBlock(1024),
        lookup: Lookup::Gather,
        finite: Finite::ByScores,
        statistics: Statistics::ROW_BY_ROW,
    },
    // A partitioner has no cut of a loop whose turns are the tokens of all devices.
    Row {
        platforms: &[Platform::Cpu],
        devices: SEVERAL,
        entries: UNDER_2048,
        search: Search::Whole,
        lookup: Lookup::Gather,
        finite: Finite::ByScores,
        statistics: Statistics::ONE_HOT,
    },
    Row {
        platforms: &[Platform::Cpu],
        devices: SEVERAL,
        entries: MANY,
        search: Search::Whole,
        lookup: Lookup::Gather,
        finite: Finite::ByScores,
        statistics: Statistics::HISTOGRAM,
    },
];

/// The row of a step; one whose sums are to be the same on any mesh is written down as for TPUs.
pub(super) fn row(spec: &StepSpec, devices: usize) -> &'static Row {
    let as_for_tpus = spec.reproducible && spec.platform == Platform::Cpu;
    let platform = if as_for_tpus { Platform::Tpu } else { spec.platform };
    let entries = spec.quantizer.codebook_size();
    TABLE.iter().find(|row| row.fits(platform, devices, entries)).unwrap_or(&TABLE[0])
}

impl Row {
    fn fits(&self, platform: Platform, devices: usize, entries: usize) -> bool {
        self.platforms.contains(&platform)
            && self.devices.contains(&devices)
            && self.entries.contains(&entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_machine_and_size_has_one_row_of_its_own() {
        for devices in [1, 2, 32, 2048] {
            for entries in [1, 64, 255, 256, 512, 513, 2047, 2048, 65536] {
                for platform in [Platform::Tpu, Platform::V5p, Platform::Cpu] {
                    let rows = TABLE.iter().filter(|row| row.fits(platform, devices, entries));
                    assert_eq!(rows.count(), 1, "{platform:?} of {devices}, {entries} entries");
                }
            }
        }
    }
}
