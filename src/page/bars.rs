//! Stacked bars: what each program's estimate is made of, by operation and by collective.

use maud::{Markup, html};

use crate::estimate::{Bound, Operation};
use crate::page::Drawn;
use crate::page::axis::{place, ticks};
use crate::report::estimate::human_seconds;
use crate::report::table::human_bytes;

const WIDTH: f64 = 960.0;
/// Where bars begin: names stand to the left.
const LEFT: f64 = 260.0;
/// Where the longest bar ends: its seconds stand to the right.
const RIGHT: f64 = 880.0;
const ROW: f64 = 30.0;
const TOP: f64 = 24.0;
/// How wide a letter of a segment is.
const LETTER: f64 = 6.4;
/// Operations that are narrower than this are drawn together.
const NARROW: f64 = 3.0;
/// Bars go as far as this many times the fastest; longer ones are cut off.
const CUT_OFF: f64 = 4.0;

/// The class of what an operation waits for: its colour.
pub(super) fn class(bound: Bound) -> &'static str {
    match bound {
        Bound::Cycles => "compute",
        Bound::Hbm => "hbm",
        Bound::Ici => "ici",
        Bound::Beside | Bound::Nothing => "none",
    }
}

/// One bar a program, all on one scale.
pub(super) fn chart(programs: &[Drawn<'_>]) -> Markup {
    let seconds = || programs.iter().map(|program| program.estimate.seconds());
    let fastest = seconds().fold(f64::INFINITY, f64::min);
    let most = seconds().fold(0.0, f64::max).min(CUT_OFF * fastest);
    let height = TOP + ROW * programs.len() as f64 + 8.0;
    let share = |seconds: f64| (seconds / most.max(f64::MIN_POSITIVE)).min(1.0);
    let x = |seconds: f64| place(LEFT + (RIGHT - LEFT) * share(seconds));
    html! {
        (legend())
        svg.bars viewBox=(format!("0 0 {WIDTH} {height}")) role="img"
            aria-label="Estimate of each program by operation" {
            @for tick in ticks(most) {
                line.grid x1=(x(tick)) x2=(x(tick)) y1=(TOP - 4.0) y2=(height - 4.0) {}
                text.tick x=(x(tick)) y="12" text-anchor="middle" { (human_seconds(tick)) }
            }
            @for (row, program) in programs.iter().enumerate() {
                (bar(program, TOP + ROW * row as f64, most, &x))
            }
        }
        p.note {
            "Point at a segment for its operation."
            @if seconds().any(|seconds| seconds > most) {
                " Bars that end in \u{00bb} go on: they are longer than " (CUT_OFF) " times the \
                 fastest."
            }
        }
    }
}

fn legend() -> Markup {
    let parts = [
        ("compute", "compute: cycles of the core"),
        ("hbm", "HBM: its bandwidth takes longer"),
        ("ici", "ICI: collectives"),
        ("floor", "roofline floor"),
    ];
    html! {
        p.legend {
            @for (class, words) in parts { span.key { i class=(class) {} (words) } }
        }
    }
}

fn bar(program: &Drawn<'_>, top: f64, most: f64, x: &impl Fn(f64) -> f64) -> Markup {
    let estimate = program.estimate;
    let (total, floor) = (x(estimate.seconds()), x(estimate.floor.seconds()));
    let name = match program.rank {
        Some(rank) => format!("{rank}  {}", program.way()),
        None => program.way(),
    };
    let goes_on = if estimate.seconds() > most { "\u{00bb} " } else { "" };
    html! {
        g.bar data-seconds=(estimate.seconds()) {
            text.name x=(LEFT - 8.0) y=(top + 16.0) text-anchor="end" { (name) }
            @for segment in segments(program, x) { (drawn(&segment, top)) }
            line.floor x1=(floor) x2=(floor) y1=(top - 1.0) y2=(top + 23.0) {
                title { "floor " (human_seconds(estimate.floor.seconds())) }
            }
            text.total x=(total + 6.0) y=(top + 16.0) { (goes_on) (human_seconds(estimate.seconds())) }
        }
    }
}

/// A part of a bar: an operation, or several small ones.
struct Segment {
    bound: Bound,
    left: f64,
    right: f64,
    label: String,
    told: String,
}

/// Parts beside parts, each from its largest operation on; small ones are one.
fn segments(program: &Drawn<'_>, x: &impl Fn(f64) -> f64) -> Vec<Segment> {
    let operations = program.estimate.operations.iter().filter(|o| o.seconds > 0.0);
    let mut operations: Vec<&Operation> = operations.collect();
    operations.sort_by(|a, b| a.bound.cmp(&b.bound).then(b.seconds.total_cmp(&a.seconds)));
    let (mut segments, mut from): (Vec<Segment>, f64) = (Vec::new(), 0.0);
    for of_bound in operations.chunk_by(|a, b| a.bound == b.bound) {
        let narrow = |o: &&Operation| x(from + o.seconds) - x(from) < NARROW;
        let large = of_bound.iter().position(narrow).unwrap_or(of_bound.len());
        let (large, small) = of_bound.split_at(large);
        for operation in large {
            let (left, right) = (x(from), x(from + operation.seconds));
            from += operation.seconds;
            let (label, told) = (label(operation), told(operation));
            segments.push(Segment { bound: operation.bound, left, right, label, told });
        }
        if let [first, ..] = small {
            let seconds: f64 = small.iter().map(|operation| operation.seconds).sum();
            let (left, right) = (x(from), x(from + seconds));
            from += seconds;
            let told = format!("{} small operations: {}", small.len(), human_seconds(seconds));
            let label = "small ones".to_owned();
            segments.push(Segment { bound: first.bound, left, right, label, told });
        }
    }
    segments
}

fn drawn(segment: &Segment, top: f64) -> Markup {
    let Segment { bound, left, right, label, told } = segment;
    let width = place(right - left);
    let fits = width > label.chars().count() as f64 * LETTER + 8.0;
    html! {
        rect class=(format!("segment {}", class(*bound))) x=(left) y=(top) width=(width)
            height="22" {
            title { (told) }
        }
        @if fits {
            text.inside x=(left + 4.0) y=(top + 15.0) { (label) }
        }
    }
}

/// The word in a segment: the collective's, or the operation's.
fn label(operation: &Operation) -> String {
    match &operation.communication {
        Some(communication) => communication.kind.name().to_owned(),
        None => operation.name.clone(),
    }
}

fn told(operation: &Operation) -> String {
    let kind = operation.communication.as_ref().map(|c| format!(" ({})", c.kind.name()));
    let runs =
        if operation.runs > 1 { format!(", {} runs", operation.runs) } else { String::new() };
    let name = &operation.name;
    format!("{name}{}: {}{runs}", kind.unwrap_or_default(), human_seconds(operation.seconds))
}

/// Every operation that takes time, the longest first, and what is left out of the estimate.
pub(super) fn operations(program: &Drawn<'_>) -> Markup {
    let all = &program.estimate.operations;
    let mut timed: Vec<&Operation> = all.iter().filter(|o| o.seconds > 0.0).collect();
    timed.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
    let missing: Vec<&str> =
        all.iter().filter(|o| o.missing().is_some()).map(|o| o.name.as_str()).collect();
    html! {
        details {
            summary { "Operations of " (program.way()) }
            div.wide {
                table {
                    thead {
                        tr {
                            th { "operation" } th { "opcode" } th { "waits for" }
                            th.number { "seconds" } th.number { "runs" } th.number { "cycles" }
                            th.number { "HBM bytes" } th { "collective" }
                        }
                    }
                    tbody { @for operation in timed { (operation_row(operation)) } }
                }
            }
            @if !missing.is_empty() {
                p { "Not or not wholly in the estimate: " (missing.join(", ")) "." }
            }
        }
    }
}

fn operation_row(operation: &Operation) -> Markup {
    let collective = operation.communication.as_ref().map_or(String::new(), |communication| {
        let devices =
            communication.group_size.map_or(String::new(), |n| format!(" of {n} devices"));
        let bytes = human_bytes(communication.operand_bytes);
        format!("{}{devices}, {bytes} each", communication.kind.name())
    });
    html! {
        tr {
            td { code { (operation.name) } }
            td { (operation.opcode) }
            td { span.key { i class=(class(operation.bound)) {} (bound_word(operation.bound)) } }
            td.number { (human_seconds(operation.seconds)) }
            td.number { (operation.runs) }
            td.number { @if let Some(cycles) = operation.cycles { (cycles) } }
            td.number { (human_bytes(operation.hbm_bytes)) }
            td { (collective) }
        }
    }
}

fn bound_word(bound: Bound) -> &'static str {
    match bound {
        Bound::Cycles => "compute",
        Bound::Hbm => "HBM",
        Bound::Ici => "ICI",
        Bound::Beside => "beside others",
        Bound::Nothing => "nothing known",
    }
}
