//! Which formulation of a step a machine is given: one table, each row with what was measured.
//!
//! All formulations of a row's column tell the same: the same codes for the same scores, counts
//! that are exact, sums that differ in the order of their additions alone.

use std::ops::RangeInclusive;

use crate::vq::spec::StepSpec;

/// The family of machines that a step is written down for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// TPUs; also their programs where these run on virtual devices of a host.
    Tpu,
    /// The processor of a host.
    Cpu,
}

/// How the smallest of a token's scores is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vq) enum Comparison {
    /// One reduction of (value, index) pairs that minds scores that are no number.
    Pairs,
    /// The same of scores among which no-numbers are infinite before: less to do for each pair.
    CleanedPairs,
}

/// How tokens that are not finite are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vq) enum Finite {
    /// Each element by itself, then all of a token.
    Elements,
    /// The sum of a token's elements, each times 0: 0 where all are finite, else no number.
    Sums,
}

/// How a batch's counts and sums are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vq) enum Statistics {
    /// A product of one-hot rows and tokens: as many operations as the search.
    OneHot,
    /// One token after another is added to its entry's row: `N * D` additions, but on one device
    /// alone, since the loop's turns are tokens.
    RowByRow,
}

/// Whose routines multiply matrices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Products {
    /// Whichever the compiler picks.
    Compiler,
    /// oneDNN's, which XLA's CPU compiler has too and takes where flags say so.
    OneDnn,
}

/// The formulation of one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vq) struct Forms {
    pub finite: Finite,
    pub comparison: Comparison,
    /// How many tokens are searched for at once at most; `None` for all.
    pub block: Option<usize>,
    pub statistics: Statistics,
}

/// One row of the table.
struct Row {
    platform: Platform,
    devices: RangeInclusive<usize>,
    forms: Forms,
    products: Products,
}

const WHOLE: Forms = Forms {
    finite: Finite::Elements,
    comparison: Comparison::Pairs,
    block: None,
    statistics: Statistics::OneHot,
};

const BY_BLOCKS: Forms = Forms {
    finite: Finite::Sums,
    comparison: Comparison::CleanedPairs,
    block: Some(1024),
    statistics: Statistics::RowByRow,
};

/// The first row that fits is taken. Times are CPU seconds of tokens of 768 elements on two AMD EPYC
/// (Zen 3) cores with the CPU plugin 0.115, each the least of five or more turns taken in turn with
/// the other candidates; cycles are libtpu's estimates.
const TABLE: [Row; 3] = [
    // Sums by scatter-add: 1.5 to 2.2 times the cycles of the one-hot product on v6e, 1.6 times on
    // v5p (K up to 1024). Either comparison: the same cycles within 4 %.
    Row {
        platform: Platform::Tpu,
        devices: 1..=usize::MAX,
        forms: WHOLE,
        products: Products::Compiler,
    },
    // Of 8,192 f32 tokens, sums by a one-hot product / token by token: 24 / 3 ms at K = 64, 260 / 5
    // at K = 1024; counts by one-hot rows / token by token: 24 / 0.3 ms at K = 1024; comparison of
    // pairs / of cleaned ones: 21 / 17 ms at K = 1024; product of the compiler's choice (YNNPACK) /
    // of oneDNN: 26 / 14 ms at K = 64, 83 / 49 at K = 256. Eigen's, the other road, rounds a token's
    // scores by how many tokens there are, which oneDNN's does not. With all of these, 8,192 bf16
    // tokens at once / by blocks: 22 / 17 ms at K = 64, 251 / 207 at K = 1024; f32 ones at K = 64
    // whose elements are finite / whose sums are: 26 / 20 ms.
    Row { platform: Platform::Cpu, devices: 1..=1, forms: BY_BLOCKS, products: Products::OneDnn },
    // As above, but each device would have to loop over its own tokens.
    Row {
        platform: Platform::Cpu,
        devices: 2..=usize::MAX,
        forms: Forms { block: None, statistics: Statistics::OneHot, ..BY_BLOCKS },
        products: Products::OneDnn,
    },
];

fn row(platform: Platform, devices: usize) -> &'static Row {
    let fits = |row: &&Row| row.platform == platform && row.devices.contains(&devices);
    TABLE.iter().find(fits).unwrap_or(&TABLE[0])
}

/// The row of a step: one whose sums are the same on any mesh is written down as for TPUs.
fn row_of(spec: &StepSpec, devices: usize) -> &'static Row {
    row(if spec.reproducible { Platform::Tpu } else { spec.platform }, devices)
}

/// The formulation of a step for a mesh of so many devices.
pub(in crate::vq) fn forms(spec: &StepSpec, devices: usize) -> Forms {
    row_of(spec, devices).forms
}

/// Whose routines multiply matrices in a step for a mesh of so many devices.
pub fn products(spec: &StepSpec, devices: usize) -> Products {
    row_of(spec, devices).products
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_machine_has_a_row_of_its_own() {
        for devices in [1, 2, 32, 2048] {
            for platform in [Platform::Tpu, Platform::Cpu] {
                assert_eq!(row(platform, devices).platform, platform);
            }
        }
    }
}
