//! What each program holds of a device's HBM, and how much of the limit that is.

use maud::{Markup, html};

use crate::page::Drawn;
use crate::page::axis::place;
use crate::report::comparison::memory_bytes;
use crate::report::memory::MemoryPerDevice;
use crate::report::table::human_bytes;

const WIDTH: f64 = 960.0;
const LEFT: f64 = 260.0;
/// Where the bar of the program that holds most ends.
const RIGHT: f64 = 600.0;
/// The limit's bar.
const LIMIT: (f64, f64) = (700.0, 810.0);
const ROW: f64 = 30.0;
const TOP: f64 = 24.0;

/// One row a program: what it holds, and the share of the limit.
pub(super) fn chart(programs: &[Drawn<'_>]) -> Markup {
    let held = |program: &Drawn<'_>| memory_bytes(&program.report.memory_per_device).unwrap_or(0);
    let most = programs.iter().map(held).max().unwrap_or(0).max(1);
    let height = TOP + ROW * programs.len() as f64 + 4.0;
    let wide = |bytes: u64| place((RIGHT - LEFT) * bytes as f64 / most as f64);
    html! {
        p.legend {
            span.key { i.arguments {} "arguments" }
            span.key { i.results {} "results beside them" }
            span.key { i.temporaries {} "temporaries" }
            span.key { i.rest {} "what the compiler's peak has besides" }
        }
        svg.memory viewBox=(format!("0 0 {WIDTH} {height}")) role="img"
            aria-label="HBM of one device" {
            text.tick x=(LEFT) y="12" { "held at one time" }
            text.tick x=(LIMIT.0) y="12" { "of the limit" }
            @for (row, program) in programs.iter().enumerate() {
                (bar(program, TOP + ROW * row as f64, &wide))
            }
        }
    }
}

/// The parts of what a device holds: their sum is what [`memory_bytes`] says.
fn parts(memory: &MemoryPerDevice) -> [(&'static str, u64); 4] {
    let arguments = memory.argument_bytes.unwrap_or(0);
    let results = memory.output_bytes.unwrap_or(0).saturating_sub(memory.alias_bytes.unwrap_or(0));
    let temporaries = memory.temp_bytes.unwrap_or(0);
    let told = arguments + results + temporaries;
    let rest = memory_bytes(memory).unwrap_or(told).saturating_sub(told);
    [("arguments", arguments), ("results", results), ("temporaries", temporaries), ("rest", rest)]
}

fn bar(program: &Drawn<'_>, top: f64, wide: &impl Fn(u64) -> f64) -> Markup {
    let memory = &program.report.memory_per_device;
    let held = memory_bytes(memory).unwrap_or(0);
    let mut left = LEFT;
    let parts = parts(memory).map(|(class, bytes)| {
        let (start, width) = (left, wide(bytes));
        left += width;
        (class, bytes, place(start), width)
    });
    let name = program.rank.map_or(String::new(), |rank| format!("{rank}  "));
    html! {
        g.held data-bytes=(held) {
            text.name x=(LEFT - 8.0) y=(top + 16.0) text-anchor="end" { (name) (program.way()) }
            @for (class, bytes, start, width) in parts {
                rect class=(format!("segment {class}")) x=(start) y=(top) width=(width) height="22" {
                    title { (class) ": " (human_bytes(bytes)) }
                }
            }
            text.total x=(place(left + 6.0)) y=(top + 16.0) { (human_bytes(held)) }
            @if let Some(limit) = memory.limit() {
                @let share = held as f64 / limit.bytes_per_device.max(1) as f64;
                @let width = LIMIT.1 - LIMIT.0;
                rect.track x=(LIMIT.0) y=(top + 4.0) width=(width) height="14" {
                    title { (limit.name) ": " (human_bytes(limit.bytes_per_device)) }
                }
                rect.used x=(LIMIT.0) y=(top + 4.0) width=(place(width * share.min(1.0)).max(1.0))
                    height="14" {}
                text.total x=(LIMIT.1 + 6.0) y=(top + 16.0) {
                    (format!("{:.2}%", 100.0 * share)) " of " (human_bytes(limit.bytes_per_device))
                }
            }
        }
    }
}
