//! When the collectives of asynchronous updates run: what runs beside them, and what waits for what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::report::table::{human_bytes, human_count};

/// The collectives of a program in its schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Overlap {
    /// Instructions of the schedule, outside of loops.
    pub scheduled: usize,
    /// The places of products of matrices in it, from 0: the search, and the sums of the batch.
    pub products: Vec<usize>,
    /// The collectives, in the order they start.
    pub collectives: Vec<InFlight>,
}

/// One collective from its start to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InFlight {
    /// HLO's opcode, as `all-reduce`.
    pub kind: String,
    /// Bytes that one device gives in.
    pub bytes: u64,
    /// Whether it takes the sums that the step before left pending.
    pub takes_pending_sums: bool,
    /// Where it starts ...
    pub start: usize,
    /// ... and ends; the same place where nothing runs beside it.
    pub end: usize,
    /// The cycles that the compiler estimates for what runs beside it: what it does not add to the
    /// step, where it takes no longer.
    pub cycles_beside: u64,
    /// Whether it needs a product of matrices.
    pub needs_product: bool,
    /// Whether a product of matrices needs it.
    pub feeds_product: bool,
}

impl Overlap {
    /// One row a collective, below the head.
    pub(in crate::report) fn rows(&self) -> Vec<Vec<String>> {
        let head = [
            "kind",
            "bytes",
            "pending sums",
            "from",
            "to",
            "cycles beside",
            "needs a product",
            "a product needs it",
        ];
        let word = |holds: bool| if holds { "yes" } else { "no" }.to_owned();
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        #[expect(clippy::cast_precision_loss, reason = "cycles are far below 2^53")]
        rows.extend(self.collectives.iter().map(|flight| {
            vec![
                flight.kind.clone(),
                human_bytes(flight.bytes),
                word(flight.takes_pending_sums),
                flight.start.to_string(),
                flight.end.to_string(),
                human_count(flight.cycles_beside as f64),
                word(flight.needs_product),
                word(flight.feeds_product),
            ]
        }));
        rows
    }

    /// What the places in the rows are.
    pub(in crate::report) fn caption(&self) -> String {
        let products: Vec<String> = self.products.iter().map(usize::to_string).collect();
        let (last, products) = (self.scheduled.saturating_sub(1), products.join(", "));
        format!("overlap: places 0 to {last} of the schedule, products of matrices at {products}")
    }
}
