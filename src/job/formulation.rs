//! How a step is to be written down, where that is not left to vqbit's table.

use crate::ir::shape::ElementType;
use crate::job::error::JobError;
use crate::job::reader::Reader;
use crate::job::region::SENDING;
use crate::job::resolve::{check_step, refuse};
use crate::job::words::{COUNTS, LOOKUPS, SUMS};
use crate::vq::formulation::{Forms, Lookup};
use crate::vq::spec::{Kind, Layout, Step, StepSpec};

/// Reads the formulation; the complete job has what is not `auto`.
pub(in crate::job) fn read(r: &mut Reader<'_>) -> Result<Forms, JobError> {
    let mut own = r.object("formulation")?;
    let forms = Forms {
        counts: own.word_unless("counts", None, &COUNTS)?,
        lookup: own.word_unless("lookup", None, &LOOKUPS)?,
        sums: own.word_unless("sums", None, &SUMS)?,
    };
    let written = own.finish()?;
    if !written.is_empty() {
        r.put("formulation", written);
    }
    Ok(forms)
}

/// Refuses formulations of what a step does not do.
pub(in crate::job) fn check(spec: &StepSpec) -> Result<(), JobError> {
    let Forms { counts, lookup, sums } = spec.forms;
    let counting = [Step::Quantize, Step::Update, Step::Accumulate];
    check_step("formulation.counts", counts.is_some(), spec.step, &counting)?;
    let by_bits = by_bits(spec);
    refuse(
        "formulation.counts",
        counts.is_some(),
        &by_bits,
        "its codes are counted by their bits",
    )?;
    refuse("formulation.lookup", lookup.is_some(), &by_bits, "its codes are made of no entries")?;
    check_lookup(spec, lookup)?;
    check_step("formulation.sums", sums.is_some(), spec.step, &SENDING)?;
    let others = layouts().map(|(name, layout)| (name, layout == spec.layout));
    let asked = sums.is_some() && spec.layout != Layout::StateSharded;
    refuse(
        "formulation.sums",
        asked,
        &others,
        "only state-sharded sends the sums of all entries to parts of the state",
    )
}

fn by_bits(spec: &StepSpec) -> [(&'static str, bool); 2] {
    [
        (r#"quantizer.kind "fsq""#, matches!(spec.quantizer.kind, Kind::Fsq(_))),
        (r#"quantizer.kind "lfq" or "bsq""#, matches!(spec.quantizer.kind, Kind::Binary(_))),
    ]
}

/// Refuses ways of reading rows that the layout has not, or that would change them.
fn check_lookup(spec: &StepSpec, lookup: Option<Lookup>) -> Result<(), JobError> {
    let Some(lookup) = lookup else { return Ok(()) };
    let reading = [Step::Decode, Step::Quantize, Step::Update, Step::Accumulate, Step::Vjp];
    check_step("formulation.lookup", true, spec.step, &reading)?;
    let (name, reason) = match lookup {
        Lookup::Gather => (r#"formulation.lookup "gather""#, OF_WHOLE),
        Lookup::OneHot => (r#"formulation.lookup "one-hot""#, OF_WHOLE),
        Lookup::Entries => (r#"formulation.lookup "entries""#, OF_PARTS),
        Lookup::Rows => (r#"formulation.lookup "rows""#, OF_PARTS),
    };
    let others = layouts().map(|(name, layout)| (name, layout == spec.layout));
    refuse(name, !lookup.is_of(spec.layout), &others, reason)?;
    let by_product = lookup == Lookup::OneHot;
    let rounded = [(r#"input.dtype "f32""#, spec.dtype == ElementType::F32)];
    refuse(name, by_product, &rounded, "a product rounds f32 entries")?;
    let unsearched =
        [(r#"step "decode""#, spec.step == Step::Decode), ("input.given_codes", spec.given_codes)];
    refuse(name, by_product, &unsearched, "codes that no search found may name any entry")
}

fn layouts() -> [(&'static str, Layout); 5] {
    [
        (r#"layout "tokens""#, Layout::Tokens),
        (r#"layout "tokens+dim""#, Layout::TokensDim),
        (r#"layout "tokens+codes""#, Layout::TokensCodes),
        (r#"layout "state-sharded""#, Layout::StateSharded),
        (r#"layout "codes+tokens""#, Layout::CodesTokens),
    ]
}

const OF_WHOLE: &str = "each device must have all entries, as in tokens and state-sharded";
const OF_PARTS: &str = "entries are looked up in parts in codes+tokens alone";
