//! Which links between chips each collective uses, and how much it puts on them.

use maud::{Markup, html};

use crate::estimate::ici::{IciCost, LinkLoad};
use crate::estimate::{Communication, Operation};
use crate::page::Drawn;
use crate::page::torus::Paper;
use crate::report::estimate::human_seconds;
use crate::report::table::human_bytes;

/// One drawing a collective.
pub(super) fn drawings(program: &Drawn<'_>) -> Markup {
    let operations = program.estimate.operations.iter();
    let collectives: Vec<(&Operation, &Communication)> =
        operations.filter_map(|o| o.communication.as_ref().map(|c| (o, c))).collect();
    html! {
        h3 { "Links" }
        @if collectives.is_empty() { p { "Devices tell each other nothing." } }
        div.drawings {
            @for (operation, communication) in collectives {
                (figure(program, operation, communication))
            }
        }
    }
}

fn figure(program: &Drawn<'_>, operation: &Operation, communication: &Communication) -> Markup {
    let (kind, bytes) = (communication.kind.name(), human_bytes(communication.operand_bytes));
    let devices = communication.group_size.map_or(String::new(), |n| format!(" of {n} devices"));
    html! {
        figure {
            @if let (Some(paper), Some(cost)) = (Paper::of(program.machine), &communication.cost) {
                (drawing(program, &paper, cost, &operation.name))
            }
            figcaption {
                b { (kind) } (devices) ", " code { (operation.name) } br;
                (bytes) " of each device"
                @if operation.runs > 1 { ", " (operation.runs) " times" }
                @match &communication.cost {
                    Some(cost) => { ", " (costs(cost)) },
                    None => { "; its groups cannot be read" },
                }
            }
        }
    }
}

fn costs(cost: &IciCost) -> String {
    let busiest = cost.links.iter().map(|load| load.bytes).fold(0.0, f64::max);
    let (seconds, latency) = (human_seconds(cost.seconds), human_seconds(cost.latency_seconds));
    let hops = cost.hops;
    if cost.links.is_empty() {
        return format!("{seconds}, within chips");
    }
    format!(
        "{seconds}, of which {latency} are {hops} hops; the busiest link carries {}",
        human_bytes(whole(busiest))
    )
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and bytes are positive"
)]
fn whole(bytes: f64) -> u64 {
    bytes.round() as u64
}

fn drawing(program: &Drawn<'_>, paper: &Paper, cost: &IciCost, name: &str) -> Markup {
    let (width, height) = paper.size();
    let most = cost.links.iter().map(|load| load.bytes).fold(0.0, f64::max);
    html! {
        svg.torus viewBox=(format!("0 0 {width} {height}")) style=(format!("width:{width}px"))
            role="img" aria-label=(format!("Links of {name}")) {
            (paper.directions())
            @for load in cost.links.iter().filter(|load| load.bytes > 0.0) {
                (link(paper, load, most))
            }
            @for (partition, device) in program.machine.devices.iter().enumerate() {
                @let [left, top, wide, high] = paper.device(device.coords, device.core);
                rect.chip x=(left) y=(top) width=(wide) height=(high) {
                    title { "partition " (partition) ", device " (device.id) }
                }
                @if paper.side > 20.0 {
                    text.shard.plain x=(left + wide / 2.0) y=(top + high / 2.0 + 3.5)
                        text-anchor="middle" { (partition) }
                }
            }
        }
    }
}

/// The thicker, the more it carries.
fn link(paper: &Paper, load: &LinkLoad, most: f64) -> Markup {
    let at = load.link;
    let [(x1, y1), (x2, y2)] = paper.link(at.from, at.dimension, at.forward);
    let share = load.bytes / most.max(f64::MIN_POSITIVE);
    let (thick, opaque) = (1.0 + 3.0 * share, 0.35 + 0.65 * share);
    let [x, y, z] = at.from;
    let way = if at.forward { "+" } else { "-" };
    let axis = ["x", "y", "z"].get(at.dimension).copied().unwrap_or("?");
    html! {
        line.link x1=(x1) y1=(y1) x2=(x2) y2=(y2) stroke-width=(format!("{thick:.1}"))
            stroke-opacity=(format!("{opaque:.2}")) {
            title { "chip " (x) "," (y) "," (z) " to " (axis) (way) ": " (human_bytes(whole(load.bytes))) }
        }
    }
}
