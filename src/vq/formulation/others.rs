//! The formulations of a step that the table does not take, for plans.

use crate::sharding::mesh::Mesh;
use crate::vq::error::VqError;
use crate::vq::formulation::{
    Counts, Forms, Lookup, Sent, lookup_of_parts, may_multiply_rows, multiplies_rows, statistics,
    sums_of_parts, tokens_together,
};
use crate::vq::interface::axes::Axes;
use crate::vq::spec::{Kind, Layout, Step, StepSpec};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_formulations_are_those_that_the_table_has_not() {
        let mesh = Mesh::parse("4x8").expect("a mesh");
        let named = |layout, entries| {
            let spec = StepSpec { layout, ..StepSpec::plain(Step::Update, entries, 16) };
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
        let said = StepSpec {
            layout,
            forms: rows(Forms::default()),
            ..StepSpec::plain(Step::Update, 8192, 16)
        };
        assert_eq!(others(&said, &mesh).expect("others"), [rows(one_hot)]);
        let encode =
            StepSpec { layout, step: Step::Encode, ..StepSpec::plain(Step::Update, 8192, 16) };
        assert_eq!(others(&encode, &mesh).expect("others"), []);
    }
}
