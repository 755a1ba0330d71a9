//! Asynchronous updates in a compiler's schedule: the flags without which they wait for their
//! collective after all, and what the report says of it.
//!
//! XLA merges all-reduces of the same groups, and so would have the pending sums wait for the
//! batch's metrics. Kept apart, a tensor core still runs an all-reduce alone; where a chip's
//! sparse cores can run it, it goes beside the search.

use std::collections::BTreeMap;

use crate::inspect::overlap::{flights, products, scheduled};
use crate::job::Job;
use crate::report::overlap::{InFlight, Overlap};
use crate::vq::interface::Interface;
use crate::vq::spec::{Layout, Step};
use crate::wire::compile_options::OptionValue;
use crate::wire::hlo::HloModuleProto;

const SUMS: &str = "pending_sums";

/// Generations whose sparse cores take all-reduces, as libtpu 0.0.52 compiles them.
const TAKE_ALL_REDUCES: [&str; 3] = ["v5p", "v6e", "tpu7x"];

/// The fewest bytes that they take: on all three generations 64 KiB go there and 48 KiB do not. What
/// does not is better one collective with the metrics; and where XLA fuses what little is made of it
/// with the codebook's norms, the search would wait for it.
const LEAST_BYTES: usize = 64 << 10;

/// The flags for a job, by name without dashes.
///
/// None for less than [`LEAST_BYTES`], nor in layouts that cut the state: its parts are too small for the sparse cores, and a
/// collective that runs alone is better one with the others.
pub(in crate::pipeline) fn options(
    job: &Job,
    interface: &Interface,
) -> BTreeMap<String, OptionValue> {
    let takes = job.target.generation().is_some_and(|g| TAKE_ALL_REDUCES.contains(&g.name));
    let overlaps = job.spec.async_updates && job.spec.step == Step::Update;
    let sums = interface.input(SUMS);
    let sums = sums.filter(|_| takes && overlaps && job.spec.layout == Layout::Tokens);
    let Some(sums) = sums else { return BTreeMap::new() };
    let bytes = sums.shard_shape(&job.mesh).byte_size();
    if bytes < LEAST_BYTES {
        return BTreeMap::new();
    }
    let limit = OptionValue::Int(i64::try_from(bytes - 1).unwrap_or(i64::MAX));
    BTreeMap::from([
        ("xla_jf_crs_combiner_threshold_in_bytes".to_owned(), limit),
        (
            "xla_tpu_enable_sparse_core_collective_offload_all_reduce".to_owned(),
            OptionValue::Bool(true),
        ),
        // Without it v5p and v6e hand the sums over only after the search.
        ("xla_tpu_enable_all_experimental_scheduler_features".to_owned(), OptionValue::Bool(true)),
    ])
}

/// When the collectives of an optimized program run, where its updates are asynchronous.
pub(in crate::pipeline) fn told(
    job: &Job,
    interface: &Interface,
    optimized: &HloModuleProto,
) -> Option<Overlap> {
    if !job.spec.async_updates || job.spec.step != Step::Update {
        return None;
    }
    let sums = interface.inputs.iter().position(|input| input.name == SUMS);
    let sums = sums.and_then(|number| i64::try_from(number).ok());
    let collectives = flights(optimized).into_iter().map(|flight| InFlight {
        kind: flight.kind.name().to_owned(),
        bytes: flight.operand_bytes,
        takes_pending_sums: sums.is_some_and(|sums| flight.parameters.contains(&sums)),
        start: flight.start,
        end: flight.end,
        cycles_beside: flight.cycles_beside,
        needs_product: flight.needs_product,
        feeds_product: flight.feeds_product,
    });
    Some(Overlap {
        scheduled: scheduled(optimized),
        products: products(optimized),
        collectives: collectives.collect(),
    })
}
