//! How a step is to be written down, where that is not left to vqbit's table.

use crate::job::error::JobError;
use crate::job::reader::Reader;
use crate::job::resolve::{check_step, refuse};
use crate::job::words::{COUNTS, LOOKUPS};
use crate::vq::formulation::Forms;
use crate::vq::spec::{Kind, Layout, Step, StepSpec};

/// Reads the formulation; the complete job has what is not `auto`.
pub(in crate::job) fn read(r: &mut Reader<'_>) -> Result<Forms, JobError> {
    let mut own = r.object("formulation")?;
    let forms = Forms {
        counts: own.word_unless("counts", None, &COUNTS)?,
        lookup: own.word_unless("lookup", None, &LOOKUPS)?,
    };
    let written = own.finish()?;
    if !written.is_empty() {
        r.put("formulation", written);
    }
    Ok(forms)
}

/// Refuses formulations of what a step does not do.
pub(in crate::job) fn check(spec: &StepSpec) -> Result<(), JobError> {
    let Forms { counts, lookup } = spec.forms;
    let counting = [Step::Quantize, Step::Update, Step::Accumulate];
    check_step("formulation.counts", counts.is_some(), spec.step, &counting)?;
    let by_bits = [
        (r#"quantizer.kind "fsq""#, matches!(spec.quantizer.kind, Kind::Fsq(_))),
        (r#"quantizer.kind "lfq" or "bsq""#, matches!(spec.quantizer.kind, Kind::Binary(_))),
    ];
    refuse(
        "formulation.counts",
        counts.is_some(),
        &by_bits,
        "its codes are counted by their bits",
    )?;
    let reading = [Step::Decode, Step::Quantize, Step::Update, Step::Accumulate, Step::Vjp];
    check_step("formulation.lookup", lookup.is_some(), spec.step, &reading)?;
    let whole = [
        (r#"layout "tokens""#, spec.layout == Layout::Tokens),
        (r#"layout "tokens+dim""#, spec.layout == Layout::TokensDim),
        (r#"layout "tokens+codes""#, spec.layout == Layout::TokensCodes),
        (r#"layout "state-sharded""#, spec.layout == Layout::StateSharded),
    ];
    let of_parts = "entries are looked up in parts in codes+tokens alone";
    refuse("formulation.lookup", lookup.is_some(), &whole, of_parts)
}
