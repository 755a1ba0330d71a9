//! Which formulation of a step a machine is given: one table, each row with what was measured.
//!
//! The formulations say the same: the search is one and the same, counts are exact in each, and sums
//! differ in the order of their additions alone.

use std::ops::RangeInclusive;

use crate::sharding::mesh::Mesh;
use crate::vq::error::VqError;
use crate::vq::interface::axes::Axes;
use crate::vq::spec::{Kind, Layout, Step, StepSpec};

/// The family of machines that a step is written down for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// TPUs; also their programs where these run on virtual devices of a host.
    Tpu,
    /// The processor of a host.
    Cpu,
}

/// What a job says of its formulation itself; the rest is of the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forms {
    /// How tokens are counted.
    pub counts: Option<Counts>,
    /// How devices that search in parts come by the rows of their codes.
    pub lookup: Option<Lookup>,
}

/// How devices that search parts of the entries come by the rows of their codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// They take all entries.
    Entries,
    /// They take the rows, as sums of what each device has.
    Rows,
}

/// How tokens are compared with entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vq) enum Search {
    /// All at once: compilers for TPUs store no scores.
    Whole,
    /// At most so many tokens after another, whose scores stay in the caches of a host; as f32.
    ByBlock(usize),
}

/// How a batch's counts and sums are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vq) struct Statistics {
    pub counts: Counts,
    pub sums: Sums,
}

/// How the tokens of each entry are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// One-hot rows are added: `N * K` additions.
    OneHot,
    /// High and low bits of codes are counted in pairs: a product of `N * K` operations, of arrays of
    /// `sqrt(K)` a token.
    Histogram,
    /// One token after another is counted.
    RowByRow,
}

/// How the tokens of each entry are added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vq) enum Sums {
    /// A product of one-hot rows and tokens: as many operations as the search.
    OneHot,
    /// One token after another is added to its entry's row: `N * D` additions.
    RowByRow,
}

impl Statistics {
    /// As the definition has them.
    pub(in crate::vq) const ONE_HOT: Self = Self { counts: Counts::OneHot, sums: Sums::OneHot };
    const HISTOGRAM: Self = Self { counts: Counts::Histogram, sums: Sums::OneHot };
    const ROW_BY_ROW: Self = Self { counts: Counts::RowByRow, sums: Sums::RowByRow };
}

/// One row of the table.
struct Row {
    platform: Platform,
    devices: RangeInclusive<usize>,
    entries: RangeInclusive<usize>,
    search: Search,
    statistics: Statistics,
}

const ANY: RangeInclusive<usize> = 1..=usize::MAX;
const SEVERAL: RangeInclusive<usize> = 2..=usize::MAX;
const FEW: RangeInclusive<usize> = 1..=2047;
const MANY: RangeInclusive<usize> = 2048..=usize::MAX;

/// The first row that fits is taken.
const TABLE: [Row; 6] = [
    // Sums by scatter-add: 1.5 to 2.2 times the cycles of the one-hot product on v6e, 1.6 times on
    // v5p (K up to 1024), by libtpu's estimates.
    Row {
        platform: Platform::Tpu,
        devices: ANY,
        entries: FEW,
        search: Search::Whole,
        statistics: Statistics::ONE_HOT,
    },
    // A whole `update` with one-hot counts / with the histogram, in us by the estimates, v4-32 and
    // v6e-32: 49.1 / 53.4 and 43.3 / 46.3 at K = 64, 205.6 / 203.8 and 87.9 / 88.2 at 1024 (`tokens`),
    // 560.4 / 526.2 and 257.3 / 245.4 at 8192 (`codes+tokens`).
    Row {
        platform: Platform::Tpu,
        devices: ANY,
        entries: MANY,
        search: Search::Whole,
        statistics: Statistics::HISTOGRAM,
    },
    // A whole `update` of 16,384 f32 tokens of 768 elements at K = 1024, two cores, plugin 0.115: 863 ms
    // with the one-hot product, 435 token by token (means of two rounds of 12 steps).
    Row {
        platform: Platform::Cpu,
        devices: 1..=1,
        entries: 1..=255,
        search: Search::Whole,
        statistics: Statistics::ROW_BY_ROW,
    },
    // An `encode` of as many tokens, all at once / by block, in ms, f32 and bf16: 29 / 28 and 24 / 23 at
    // K = 64, 68 / 68 and 79 / 76 at 256, 219 / 171 and 297 / 198 at 1024, 1906 / 1548 and 2909 / 1566
    // at 8192 (medians of a process each, one after the other).
    Row {
        platform: Platform::Cpu,
        devices: 1..=1,
        entries: 256..=usize::MAX,
        search: Search::ByBlock(1024),
        statistics: Statistics::ROW_BY_ROW,
    },
    // A partitioner has no cut of a loop whose turns are the tokens of all devices.
    Row {
        platform: Platform::Cpu,
        devices: SEVERAL,
        entries: FEW,
        search: Search::Whole,
        statistics: Statistics::ONE_HOT,
    },
    Row {
        platform: Platform::Cpu,
        devices: SEVERAL,
        entries: MANY,
        search: Search::Whole,
        statistics: Statistics::HISTOGRAM,
    },
];

/// How the statistics of a step are made on a mesh of so many devices.
pub(in crate::vq) fn statistics(spec: &StepSpec, devices: usize) -> Statistics {
    let of_table = row(spec, devices).statistics;
    Statistics { counts: spec.forms.counts.unwrap_or(of_table.counts), ..of_table }
}

/// How devices that search so many tokens together come by rows.
///
/// Entries go several ways at once, where compilers walk one ring for the rows, so that twice as many
/// entries as tokens still come sooner. A whole `update` with all entries / with rows, in us by the
/// estimates of `codes+tokens` on 4x8, where 4,096 tokens are searched together, v4-32 and v6e-32:
/// 334 / 494 and 189 / 233 at K = 4096, 526 / 646 and 245 / 261 at 8192, 907 / 946 and 360 / 317 at 16384.
pub(in crate::vq) fn lookup(spec: &StepSpec, tokens: usize) -> Lookup {
    let few = spec.quantizer.codebook_size() <= 2 * tokens;
    spec.forms.lookup.unwrap_or(if few { Lookup::Entries } else { Lookup::Rows })
}

/// How a step can be formulated on a mesh otherwise than by the table, in what it does not say itself.
///
/// # Errors
/// The layout cannot be laid on the mesh.
pub fn others(spec: &StepSpec, mesh: &Mesh) -> Result<Vec<Forms>, VqError> {
    let said = spec.forms;
    let counting = matches!(spec.step, Step::Quantize | Step::Update | Step::Accumulate);
    let by_bits = matches!(spec.quantizer.kind, Kind::Fsq(_) | Kind::Binary(_));
    let counts = match statistics(spec, mesh.device_count()).counts {
        Counts::OneHot => Counts::Histogram,
        Counts::Histogram | Counts::RowByRow => Counts::OneHot,
    };
    let counts = Some(counts).filter(|_| said.counts.is_none() && counting && !by_bits);
    let looking_up = !matches!(spec.step, Step::Encode | Step::Apply);
    let in_parts = spec.layout == Layout::CodesTokens && looking_up && said.lookup.is_none();
    let axis = Axes::of(spec, mesh)?.search.filter(|_| in_parts);
    let lookup = axis.map(|axis| match lookup(spec, tokens_together(spec, mesh, axis)) {
        Lookup::Entries => Lookup::Rows,
        Lookup::Rows => Lookup::Entries,
    });
    let pairs = [(counts, None), (None, lookup), (counts, lookup)];
    let mut all: Vec<Forms> = Vec::new();
    for (counts, lookup) in pairs {
        let forms = Forms { counts: counts.or(said.counts), lookup: lookup.or(said.lookup) };
        if forms != said && !all.contains(&forms) {
            all.push(forms);
        }
    }
    Ok(all)
}

/// How many tokens devices search together that share a search along this axis.
pub(in crate::vq) fn tokens_together(spec: &StepSpec, mesh: &Mesh, axis: usize) -> usize {
    spec.batch * spec.seq * mesh.size_of(&[axis]) / mesh.device_count()
}

/// How a step searches on a mesh of so many devices.
pub(in crate::vq) fn search(spec: &StepSpec, devices: usize) -> Search {
    row(spec, devices).search
}

/// The row of a step; one whose sums are to be the same on any mesh is written down as for TPUs.
fn row(spec: &StepSpec, devices: usize) -> &'static Row {
    let platform = if spec.reproducible { Platform::Tpu } else { spec.platform };
    let entries = spec.quantizer.codebook_size();
    TABLE.iter().find(|row| row.fits(platform, devices, entries)).unwrap_or(&TABLE[0])
}

impl Row {
    fn fits(&self, platform: Platform, devices: usize, entries: usize) -> bool {
        self.platform == platform
            && self.devices.contains(&devices)
            && self.entries.contains(&entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vq::spec::Step;

    fn spec(platform: Platform, entries: usize) -> StepSpec {
        StepSpec { platform, ..StepSpec::plain(Step::Update, entries, 16) }
    }

    #[test]
    fn every_machine_and_size_has_one_row_of_its_own() {
        for devices in [1, 2, 32, 2048] {
            for entries in [1, 64, 2047, 2048, 65536] {
                for platform in [Platform::Tpu, Platform::Cpu] {
                    let rows = TABLE.iter().filter(|row| row.fits(platform, devices, entries));
                    assert_eq!(rows.count(), 1, "{platform:?} of {devices}, {entries} entries");
                }
            }
        }
    }

    #[test]
    fn only_a_host_of_one_device_adds_row_by_row() {
        assert_eq!(statistics(&spec(Platform::Cpu, 64), 1), Statistics::ROW_BY_ROW);
        assert_eq!(statistics(&spec(Platform::Cpu, 8192), 1), Statistics::ROW_BY_ROW);
        assert_eq!(statistics(&spec(Platform::Cpu, 64), 2), Statistics::ONE_HOT);
        assert_eq!(statistics(&spec(Platform::Tpu, 64), 1), Statistics::ONE_HOT);
    }

    #[test]
    fn many_entries_are_counted_by_their_bits() {
        assert_eq!(statistics(&spec(Platform::Tpu, 1024), 32).counts, Counts::OneHot);
        assert_eq!(statistics(&spec(Platform::Tpu, 8192), 32), Statistics::HISTOGRAM);
        assert_eq!(statistics(&spec(Platform::Cpu, 8192), 8), Statistics::HISTOGRAM);
    }

    #[test]
    fn only_a_host_of_one_device_searches_by_blocks() {
        assert_eq!(search(&spec(Platform::Cpu, 1024), 1), Search::ByBlock(1024));
        assert_eq!(search(&spec(Platform::Cpu, 64), 1), Search::Whole);
        assert_eq!(search(&spec(Platform::Cpu, 1024), 2), Search::Whole);
        assert_eq!(search(&spec(Platform::Tpu, 1024), 1), Search::Whole);
    }

    #[test]
    fn other_formulations_are_those_that_the_table_has_not() {
        let mesh = Mesh::parse("4x8").expect("a mesh");
        let named = |layout, entries| {
            let spec = StepSpec { layout, ..spec(Platform::Tpu, entries) };
            others(&spec, &mesh).expect("others")
        };
        let counts = |counts| Forms { counts: Some(counts), lookup: None };
        assert_eq!(named(Layout::Tokens, 64), [counts(Counts::Histogram)]);
        assert_eq!(named(Layout::Tokens, 8192), [counts(Counts::OneHot)]);
        let rows = |forms: Forms| Forms { lookup: Some(Lookup::Rows), ..forms };
        let one_hot = counts(Counts::OneHot);
        let wanted = [one_hot, rows(Forms::default()), rows(one_hot)];
        assert_eq!(named(Layout::CodesTokens, 8192), wanted);
        let last = named(Layout::CodesTokens, 16384)[2];
        assert_eq!((last.counts, last.lookup), (Some(Counts::OneHot), Some(Lookup::Entries)));
        let layout = Layout::CodesTokens;
        let said = StepSpec { layout, forms: rows(Forms::default()), ..spec(Platform::Tpu, 8192) };
        assert_eq!(others(&said, &mesh).expect("others"), [rows(one_hot)]);
        let encode = StepSpec { layout, step: Step::Encode, ..spec(Platform::Tpu, 8192) };
        assert_eq!(others(&encode, &mesh).expect("others"), []);
    }

    #[test]
    fn what_a_job_says_of_its_formulation_is_taken() {
        let forms = Forms { counts: Some(Counts::Histogram), lookup: Some(Lookup::Rows) };
        let spec = StepSpec { forms, ..spec(Platform::Tpu, 64) };
        assert_eq!(statistics(&spec, 32), Statistics::HISTOGRAM);
        assert_eq!(lookup(&spec, 4096), Lookup::Rows);
    }

    #[test]
    fn a_reproducible_step_is_as_for_tpus() {
        let spec = StepSpec { reproducible: true, ..spec(Platform::Cpu, 64) };
        assert_eq!(statistics(&spec, 1), Statistics::ONE_HOT);
    }
}
