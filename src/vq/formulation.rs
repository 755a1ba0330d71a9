//! Which formulation of a step a machine is given: one table, each row with what was measured.
//!
//! The formulations say the same: the search is one and the same, counts are exact in each, sums differ
//! in the order of their additions alone, and rows in -0 and in elements that are no finite numbers.

use std::ops::RangeInclusive;

use crate::ir::shape::ElementType;
use crate::sharding::mesh::Mesh;
use crate::vq::error::VqError;
use crate::vq::interface::axes::Axes;
use crate::vq::spec::{Kind, Layout, Step, StepSpec};

/// The family of machines that a step is written down for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// TPUs; also their programs where these run on virtual devices of a host.
    Tpu,
    /// TPU v5p and tpu7x, as [`Platform::Tpu`]: their compilers keep what was read once beside the
    /// cores.
    V5p,
    /// The processor of a host.
    Cpu,
}

impl Platform {
    /// That of a generation of TPUs, by its name; those that are not named were measured as v4 and v6e.
    pub fn of_generation(name: &str) -> Self {
        if ["v5p", "tpu7x"].contains(&name) { Self::V5p } else { Self::Tpu }
    }
}

/// What a job says of its formulation itself; the rest is of the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forms {
    /// How tokens are counted.
    pub counts: Option<Counts>,
    /// How the rows of codes are read.
    pub lookup: Option<Lookup>,
    /// How devices that hold parts of the state come by their sums.
    pub sums: Option<Sent>,
}

/// How devices that search all entries come by the sums of their parts of the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// One all-reduce over all devices, of which each keeps its part.
    AllReduce,
    /// A reduce-scatter over one mesh axis after the other: over several at once some compilers make an
    /// all-reduce of it.
    ReduceScatter,
}

/// How the rows of codes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// Row by row, of all entries.
    Gather,
    /// As a product of one-hot rows and all entries, in which -0 is 0 and what is no finite number too.
    OneHot,
    /// Devices that search parts of the entries take all of them, and gather.
    Entries,
    /// Devices that search parts of the entries take the rows, as sums of what each device has, in which
    /// -0 may be 0.
    Rows,
}

impl Lookup {
    /// Whether it is a way of steps in this layout.
    pub fn is_of(self, layout: Layout) -> bool {
        match self {
            Self::Gather | Self::OneHot => {
                matches!(layout, Layout::Tokens | Layout::StateSharded)
            }
            Self::Entries | Self::Rows => layout == Layout::CodesTokens,
        }
    }
}

/// How tokens are compared with entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vq) enum Search {
    /// All at once: compilers for TPUs store no scores.
    Whole,
    /// At most so many tokens after another, whose scores stay in the caches of a host.
    ByBlock(usize),
}

/// How tokens are found that are finite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vq) enum Finite {
    /// All elements are looked at.
    ByElements,
    /// By the nearest entry's score, which is no finite number either.
    ByScores,
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
    platforms: &'static [Platform],
    devices: RangeInclusive<usize>,
    entries: RangeInclusive<usize>,
    search: Search,
    /// Of codes that a search of whole bf16 codebooks found.
    lookup: Lookup,
    /// Of steps that read rows as a product; others go by their scores.
    finite: Finite,
    statistics: Statistics,
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

/// How the statistics of a step are made on a mesh of so many devices.
pub(in crate::vq) fn statistics(spec: &StepSpec, devices: usize) -> Statistics {
    let of_table = row(spec, devices).statistics;
    Statistics { counts: spec.forms.counts.unwrap_or(of_table.counts), ..of_table }
}

/// Whether rows of codes that a search of whole codebooks found are a product with one-hot rows.
///
/// Of f32 entries it would round, and in other layouts a partitioner would cut it over the entries.
pub(in crate::vq) fn multiplies_rows(spec: &StepSpec, devices: usize) -> bool {
    let of_table = row(spec, devices).lookup;
    may_multiply_rows(spec) && spec.forms.lookup.unwrap_or(of_table) == Lookup::OneHot
}

/// Whether rows of codes may be a product with one-hot rows: those of a search, whose entries are bf16
/// and on each device. Codes that are given may name entries that are no numbers, which is to be seen.
fn may_multiply_rows(spec: &StepSpec) -> bool {
    let searching =
        matches!(spec.step, Step::Quantize | Step::Update | Step::Accumulate | Step::Vjp);
    let by_entries = !matches!(spec.quantizer.kind, Kind::Fsq(_) | Kind::Binary(_));
    let whole = Lookup::OneHot.is_of(spec.layout);
    searching && by_entries && whole && spec.dtype == ElementType::Bf16 && !spec.given_codes
}

/// How a step whose search decides finds the tokens that are finite.
pub(in crate::vq) fn finite(spec: &StepSpec, devices: usize) -> Finite {
    if multiplies_rows(spec, devices) { row(spec, devices).finite } else { Finite::ByScores }
}

/// How devices that search all entries come by the sums of their parts of the state.
///
/// Reduce-scatters send half as much, but compilers walk one ring for each where an all-reduce has
/// several, and counts and losses go along with it. By the estimates of a whole `update` in
/// `state-sharded`, reduce-scatters / all-reduce, in us at K = 1024 and 8192: v4-32 231 / 171 and
/// 1474 / 1027, v5p-32 96 / 89 and 592 / 420, tpu7x-32 105 / 89 and 550 / 387, v6e-16 112 / 90 and
/// 822 / 426, v6e-256 171 / 107 and 736 / 402; only v6e-32 and v5e-32 lose, 5 % at 8192 (429 / 450,
/// 857 / 909), where `codes+tokens` takes less.
pub(in crate::vq) fn sums_of_parts(spec: &StepSpec) -> Sent {
    spec.forms.sums.unwrap_or(Sent::AllReduce)
}

/// How devices that search so many tokens together come by rows.
///
/// Entries go several ways at once, where compilers walk one ring for the rows, so that twice as many
/// entries as tokens still come sooner. A whole `update` with all entries / with rows, in us by the
/// estimates of `codes+tokens` on 4x8, where 4,096 tokens are searched together, v4-32 and v6e-32:
/// 334 / 494 and 189 / 233 at K = 4096, 526 / 646 and 245 / 261 at 8192, 907 / 946 and 360 / 317 at 16384.
pub(in crate::vq) fn lookup_of_parts(spec: &StepSpec, tokens: usize) -> Lookup {
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
    let lookup = if said.lookup.is_none() { other_lookup(spec, mesh)? } else { None };
    let sums = other_sums(spec, mesh).filter(|_| said.sums.is_none());
    let pairs = [(counts, None), (None, lookup), (counts, lookup)];
    let also = pairs.map(|(counts, lookup)| (counts, lookup, sums));
    let ways = pairs.map(|(counts, lookup)| (counts, lookup, None));
    let mut all: Vec<Forms> = Vec::new();
    for (counts, lookup, sums) in ways.into_iter().chain([(None, None, sums)]).chain(also) {
        let forms = Forms {
            counts: counts.or(said.counts),
            lookup: lookup.or(said.lookup),
            sums: sums.or(said.sums),
        };
        if forms != said && !all.contains(&forms) {
            all.push(forms);
        }
    }
    Ok(all)
}

/// How sums can be sent otherwise than by the table, where the layout sends any to parts of the state.
fn other_sums(spec: &StepSpec, mesh: &Mesh) -> Option<Sent> {
    let updating = matches!(spec.step, Step::Update | Step::Accumulate);
    let sending = updating && mesh.device_count() > 1;
    let to_parts = sending && spec.layout == Layout::StateSharded;
    to_parts.then_some(match sums_of_parts(spec) {
        Sent::AllReduce => Sent::ReduceScatter,
        Sent::ReduceScatter => Sent::AllReduce,
    })
}

/// How rows can be read otherwise than by the table, where the step reads any.
fn other_lookup(spec: &StepSpec, mesh: &Mesh) -> Result<Option<Lookup>, VqError> {
    if may_multiply_rows(spec) {
        let by_product = multiplies_rows(spec, mesh.device_count());
        return Ok(Some(if by_product { Lookup::Gather } else { Lookup::OneHot }));
    }
    let in_parts = !matches!(spec.step, Step::Encode | Step::Apply);
    let axis = Axes::of(spec, mesh)?.search.filter(|_| in_parts);
    Ok(axis.map(|axis| match lookup_of_parts(spec, tokens_together(spec, mesh, axis)) {
        Lookup::Rows => Lookup::Entries,
        Lookup::Entries | Lookup::Gather | Lookup::OneHot => Lookup::Rows,
    }))
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
    use crate::vq::spec::Step;

    fn spec(platform: Platform, entries: usize) -> StepSpec {
        StepSpec { platform, ..StepSpec::plain(Step::Update, entries, 16) }
    }

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
        let counts = |counts| Forms { counts: Some(counts), ..Forms::default() };
        let with = |forms: Forms, lookup| Forms { lookup: Some(lookup), ..forms };
        let both = |forms, lookup| [forms, with(Forms::default(), lookup), with(forms, lookup)];
        let (one_hot, histogram) = (counts(Counts::OneHot), counts(Counts::Histogram));
        assert_eq!(named(Layout::Tokens, 64), both(histogram, Lookup::Gather));
        let ways = both(one_hot, Lookup::OneHot);
        let scattered = |forms: Forms| Forms { sums: Some(Sent::ReduceScatter), ..forms };
        let and_scattered = [&ways[..], &[scattered(Forms::default())], &ways.map(scattered)];
        assert_eq!(named(Layout::StateSharded, 8192), and_scattered.concat());
        assert_eq!(named(Layout::TokensDim, 64), [histogram]);
        let rows = |forms: Forms| Forms { lookup: Some(Lookup::Rows), ..forms };
        assert_eq!(named(Layout::CodesTokens, 8192), both(one_hot, Lookup::Rows));
        let last = named(Layout::CodesTokens, 16384)[2];
        assert_eq!((last.counts, last.lookup), (Some(Counts::OneHot), Some(Lookup::Entries)));
        let layout = Layout::CodesTokens;
        let said = StepSpec { layout, forms: rows(Forms::default()), ..spec(Platform::Tpu, 8192) };
        assert_eq!(others(&said, &mesh).expect("others"), [rows(one_hot)]);
        let encode = StepSpec { layout, step: Step::Encode, ..spec(Platform::Tpu, 8192) };
        assert_eq!(others(&encode, &mesh).expect("others"), []);
    }

    #[test]
    fn only_few_bf16_entries_of_a_search_are_read_by_a_product() {
        let of = |spec: StepSpec| multiplies_rows(&spec, 32);
        let few = || spec(Platform::Tpu, 512);
        assert!(of(few()) && of(StepSpec { layout: Layout::StateSharded, ..few() }));
        assert!(!of(spec(Platform::Tpu, 513)) && !of(spec(Platform::Cpu, 64)));
        assert!(!of(StepSpec { dtype: ElementType::F32, ..few() }));
        assert!(!of(StepSpec { layout: Layout::TokensCodes, ..few() }));
        assert!(!of(StepSpec { given_codes: true, ..few() }));
        assert!(!of(StepSpec { step: Step::Decode, ..few() }));
    }

    #[test]
    fn scores_tell_which_tokens_are_finite_but_where_that_was_slower() {
        let of = |spec: StepSpec| finite(&spec, 32);
        for (platform, wanted) in [
            (Platform::Tpu, Finite::ByScores),
            (Platform::V5p, Finite::ByElements),
            (Platform::Cpu, Finite::ByScores),
        ] {
            assert_eq!(of(spec(platform, 64)), wanted, "{platform:?}");
        }
        assert_eq!(of(spec(Platform::V5p, 1024)), Finite::ByScores);
        let encode = StepSpec { step: Step::Encode, ..spec(Platform::V5p, 64) };
        assert_eq!(of(encode), Finite::ByScores);
    }

    #[test]
    fn what_a_job_says_of_its_formulation_is_taken() {
        let (counts, lookup) = (Some(Counts::Histogram), Some(Lookup::Rows));
        let forms = Forms { counts, lookup, sums: Some(Sent::ReduceScatter) };
        let spec = StepSpec { forms, ..spec(Platform::Tpu, 64) };
        assert_eq!(statistics(&spec, 32), Statistics::HISTOGRAM);
        assert_eq!(lookup_of_parts(&spec, 4096), Lookup::Rows);
        assert_eq!(sums_of_parts(&spec), Sent::ReduceScatter);
    }

    #[test]
    fn a_reproducible_step_is_as_for_tpus() {
        let spec = StepSpec { reproducible: true, ..spec(Platform::Cpu, 64) };
        assert_eq!(statistics(&spec, 1), Statistics::ONE_HOT);
    }
}
