//! Which formulation of a step a machine is given: `table` has the rows, each with what was measured.
//!
//! The formulations say the same: the search is one and the same, counts are exact in each, sums differ
//! in the order of their additions alone, rows in -0 and in elements that are no finite numbers, and
//! which tokens take part where scores pass f32 or no entry is finite.

pub mod others;
mod table;

use crate::ir::shape::ElementType;
use crate::sharding::mesh::Mesh;
use crate::vq::formulation::table::row;
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

/// How many tokens devices search together that share a search along this axis.
pub(in crate::vq) fn tokens_together(spec: &StepSpec, mesh: &Mesh, axis: usize) -> usize {
    spec.batch * spec.seq * mesh.size_of(&[axis]) / mesh.device_count()
}

/// How a step searches on a mesh of so many devices.
pub(in crate::vq) fn search(spec: &StepSpec, devices: usize) -> Search {
    row(spec, devices).search
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vq::spec::Step;

    fn spec(platform: Platform, entries: usize) -> StepSpec {
        StepSpec { platform, ..StepSpec::plain(Step::Update, entries, 16) }
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
