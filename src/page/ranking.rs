//! The tables of a plan: ranked ways, and those that cannot be taken.

use maud::{Markup, html};

use crate::report::comparison::memory_bytes;
use crate::report::estimate::human_seconds;
use crate::report::plan::{Plan, RankedWay};
use crate::report::table::human_bytes;

/// Ways in the order of their estimates.
pub(super) fn ranked(plan: &Plan) -> Markup {
    html! {
        div.wide {
            table {
                thead {
                    tr {
                        th.number { "rank" } th { "target" } th { "mesh" } th { "layout" }
                        th.number { "estimate" } th.number { "compute" } th.number { "HBM" }
                        th.number { "ICI" } th.number { "of floor" } th.number { "memory" }
                        th { "why" }
                    }
                }
                tbody { @for ranked in &plan.ranked { (row(ranked)) } }
            }
        }
    }
}

fn row(ranked: &RankedWay) -> Markup {
    let RankedWay { way, estimate, .. } = ranked;
    let memory = memory_bytes(&ranked.memory_per_device).map(human_bytes);
    let floor = estimate.times_floor().map(|times| format!("{times:.1}x"));
    html! {
        tr.best[ranked.rank == 1] {
            td.number { (ranked.rank) }
            td { (way.target) @if way.megacore { " megacore" } }
            td { (way.mesh) }
            td { (way.layout_and_form()) @if way.is_own { " " span.own { "as written" } } }
            td.number { b { (human_seconds(estimate.seconds)) } }
            @for (_, seconds) in estimate.named() { td.number { (human_seconds(seconds)) } }
            td.number { (floor.unwrap_or_default()) }
            td.number { (memory.unwrap_or_default()) }
            td { (ranked.why) }
        }
    }
}

/// Ways that cannot be taken, with the reason of each.
pub(super) fn dropped(plan: &Plan) -> Markup {
    let count = plan.dropped.len();
    html! {
        @if count > 0 {
            details {
                summary { (count) @if count == 1 { " way" } @else { " ways" } " dropped" }
                div.wide {
                    table {
                        thead {
                            tr {
                                th { "target" } th { "mesh" } th { "layout" } th { "what" }
                                th { "why" }
                            }
                        }
                        tbody {
                            @for dropped in &plan.dropped {
                                tr {
                                    td {
                                        (dropped.way.target)
                                        @if dropped.way.megacore { " megacore" }
                                    }
                                    td { (dropped.way.mesh) }
                                    td { (dropped.way.layout_and_form()) }
                                    td { (dropped.dropped.word()) }
                                    td { (dropped.reason) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
