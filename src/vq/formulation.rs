//! Which formulation of a step a machine is given: one table, each row with what was measured.
//!
//! The formulations say the same: the search is one and the same, counts are exact in each, and sums
//! differ in the order of their additions alone.

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

/// How a batch's counts and sums are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vq) enum Statistics {
    /// A product of one-hot rows and tokens: as many operations as the search.
    OneHot,
    /// One token after another is added to its entry's row: `N * D` additions.
    RowByRow,
}

/// One row of the table.
struct Row {
    platform: Platform,
    devices: RangeInclusive<usize>,
    statistics: Statistics,
}

/// The first row that fits is taken.
const TABLE: [Row; 3] = [
    // Sums by scatter-add: 1.5 to 2.2 times the cycles of the one-hot product on v6e, 1.6 times on
    // v5p (K up to 1024), by libtpu's estimates.
    Row { platform: Platform::Tpu, devices: 1..=usize::MAX, statistics: Statistics::OneHot },
    // A whole `update` of 16,384 f32 tokens of 768 elements at K = 1024, two cores, plugin 0.115: 863 ms
    // with the one-hot product, 435 token by token (means of two rounds of 12 steps).
    Row { platform: Platform::Cpu, devices: 1..=1, statistics: Statistics::RowByRow },
    // A partitioner has no cut of a loop whose turns are the tokens of all devices.
    Row { platform: Platform::Cpu, devices: 2..=usize::MAX, statistics: Statistics::OneHot },
];

/// How the statistics of a step are made on a mesh of so many devices; a step whose sums are to be the
/// same on any mesh is written down as for TPUs.
pub(in crate::vq) fn statistics(spec: &StepSpec, devices: usize) -> Statistics {
    row(if spec.reproducible { Platform::Tpu } else { spec.platform }, devices).statistics
}

fn row(platform: Platform, devices: usize) -> &'static Row {
    let fits = |row: &&Row| row.platform == platform && row.devices.contains(&devices);
    TABLE.iter().find(fits).unwrap_or(&TABLE[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vq::spec::Step;

    fn spec(platform: Platform) -> StepSpec {
        StepSpec { platform, ..StepSpec::plain(Step::Update, 64, 16) }
    }

    #[test]
    fn every_machine_has_one_row_of_its_own() {
        for devices in [1, 2, 32, 2048] {
            for platform in [Platform::Tpu, Platform::Cpu] {
                let fits = |row: &&Row| row.platform == platform && row.devices.contains(&devices);
                assert_eq!(TABLE.iter().filter(fits).count(), 1, "{platform:?} of {devices}");
            }
        }
    }

    #[test]
    fn only_a_host_of_one_device_adds_row_by_row() {
        assert_eq!(statistics(&spec(Platform::Cpu), 1), Statistics::RowByRow);
        assert_eq!(statistics(&spec(Platform::Cpu), 2), Statistics::OneHot);
        assert_eq!(statistics(&spec(Platform::Tpu), 1), Statistics::OneHot);
        assert_eq!(statistics(&spec(Platform::Tpu), 32), Statistics::OneHot);
    }

    #[test]
    fn a_reproducible_step_is_as_for_tpus() {
        let spec = StepSpec { reproducible: true, ..spec(Platform::Cpu) };
        assert_eq!(statistics(&spec, 1), Statistics::OneHot);
    }
}
