//! The roofline: operations a second of each program over its operations a byte, on paper with both
//! axes logarithmic, under what a device can do.

use maud::{Markup, html};

use crate::estimate::machine::Machine;
use crate::page::Drawn;
use crate::page::axis::{Log, power};
use crate::report::estimate::human_seconds;
use crate::report::table::human_count;

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 90.0;
const RIGHT: f64 = 780.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 370.0;
/// Where the number of a program may stand, seen from its dot, the best place first.
const BESIDE: [(f64, f64); 8] = [
    (9.0, 4.0),
    (-4.0, -9.0),
    (-4.0, 18.0),
    (-20.0, 4.0),
    (7.0, -8.0),
    (7.0, 16.0),
    (-18.0, -8.0),
    (-18.0, 16.0),
];
/// How near a number may be to a dot or to another number, across and down.
const NEAR: (f64, f64) = (14.0, 11.0);

/// A program on the roofline.
struct Mark<'a> {
    program: &'a Drawn<'a>,
    /// Operations for each byte of HBM.
    intensity: f64,
    /// Operations a second.
    rate: f64,
}

/// All programs that do products, under the roofs of their machines.
pub(super) fn chart(programs: &[Drawn<'_>]) -> Markup {
    let marks: Vec<Mark<'_>> = programs.iter().filter_map(mark).collect();
    if marks.is_empty() {
        return html! { p { "No products, so no place under a roofline." } };
    }
    let mut machines: Vec<(&str, &Machine)> = Vec::new();
    for program in programs {
        let (name, machine) = (program.report.target.name.as_str(), program.machine);
        let known = machines.iter().any(|(_, other)| {
            (other.peak_flops, other.hbm_bytes_per_second)
                == (machine.peak_flops, machine.hbm_bytes_per_second)
        });
        if !known {
            machines.push((name, machine));
        }
    }
    let (x, y) = scales(&marks, &machines);
    html! {
        svg.roofline viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label="Roofline" {
            (grid(&x, &y))
            @for (name, machine) in &machines { (roof(name, machine, &x, &y)) }
            (dots(&marks, &x, &y))
        }
        p.note {
            "Products of one device for each byte that it moves to or from HBM, and a second of the \
             estimate. A program under the slope waits for HBM at best; what is far below the roof \
             waits for cycles that are no products, or for collectives."
        }
    }
}

fn mark<'a>(program: &'a Drawn<'a>) -> Option<Mark<'a>> {
    let operations = program.estimate.operations.iter();
    let bytes: f64 = operations.map(|o| o.hbm_bytes as f64 * o.runs as f64).sum();
    let flops = program.estimate.floor.flops as f64;
    let seconds = program.estimate.seconds();
    (flops > 0.0 && bytes > 0.0 && seconds > 0.0).then(|| Mark {
        program,
        intensity: flops / bytes,
        rate: flops / seconds,
    })
}

/// Whole decades around all that is drawn.
fn scales(marks: &[Mark<'_>], machines: &[(&str, &Machine)]) -> (Log, Log) {
    let ridge = machines.iter().map(|(_, m)| m.peak_flops / m.hbm_bytes_per_second);
    let peaks = machines.iter().map(|(_, m)| m.peak_flops);
    let decades = |numbers: &[f64]| {
        let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
        let high = numbers.iter().copied().fold(0.0, f64::max);
        let (low, high) = (low / 2.0, high * 2.0);
        (10.0_f64.powf(low.log10().floor()), 10.0_f64.powf(high.log10().ceil()))
    };
    let intensities = marks.iter().map(|mark| mark.intensity).chain(ridge);
    let (low, high) = decades(&intensities.collect::<Vec<_>>());
    let x = Log { low, high, from: LEFT, to: RIGHT };
    let rates = marks.iter().map(|mark| mark.rate).chain(peaks);
    let (low, high) = decades(&rates.collect::<Vec<_>>());
    (x, Log { low, high, from: BOTTOM, to: TOP })
}

fn grid(x: &Log, y: &Log) -> Markup {
    html! {
        @for tick in x.ticks() {
            line.grid x1=(x.at(tick)) x2=(x.at(tick)) y1=(TOP) y2=(BOTTOM) {}
            text.tick x=(x.at(tick)) y=(BOTTOM + 16.0) text-anchor="middle" { (power(tick)) }
        }
        @for tick in y.ticks() {
            line.grid x1=(LEFT) x2=(RIGHT) y1=(y.at(tick)) y2=(y.at(tick)) {}
            text.tick x=(LEFT - 6.0) y=(y.at(tick) + 4.0) text-anchor="end" {
                (power(tick)) "FLOP/s"
            }
        }
        text.axis x=((LEFT + RIGHT) / 2.0) y=(HEIGHT - 10.0) text-anchor="middle" {
            "FLOP for each byte of HBM"
        }
    }
}

/// HBM's slope as far as the peak, and the peak.
fn roof(name: &str, machine: &Machine, x: &Log, y: &Log) -> Markup {
    let (peak, bandwidth) = (machine.peak_flops, machine.hbm_bytes_per_second);
    let ridge = peak / bandwidth;
    let first = x.low.max(y.low / bandwidth);
    let points = [(first, first * bandwidth), (ridge, peak), (x.high, peak)];
    let points: Vec<String> =
        points.iter().map(|&(at, rate)| format!("{},{}", x.at(at), y.at(rate))).collect();
    html! {
        polyline.roof points=(points.join(" ")) {}
        text.roof-name x=(RIGHT + 6.0) y=(y.at(peak) + 4.0) {
            (name) ": " (human_count(peak)) "FLOP/s"
        }
        text.roof-name x=(RIGHT + 6.0) y=(y.at(peak) + 20.0) {
            "HBM " (human_count(bandwidth)) "B/s"
        }
    }
}

/// A dot a program, with its number where there is room for it.
fn dots(marks: &[Mark<'_>], x: &Log, y: &Log) -> Markup {
    let dots: Vec<(f64, f64)> =
        marks.iter().map(|mark| (x.at(mark.intensity), y.at(mark.rate))).collect();
    let mut labels: Vec<(f64, f64)> = Vec::new();
    for dot in &dots {
        labels.push(beside(*dot, &dots, &labels));
    }
    let placed: Vec<_> = marks.iter().zip(dots).zip(labels).collect();
    html! {
        // The first is drawn last, over the others.
        @for ((mark, (at_x, at_y)), label) in placed.iter().rev() {
            g.mark.best[mark.program.rank.is_none_or(|rank| rank == 1)] {
                circle cx=(at_x) cy=(at_y) r="5" {
                    title {
                        (mark.program.name()) ": " (human_seconds(mark.program.estimate.seconds()))
                    }
                }
                @if let Some(rank) = mark.program.rank {
                    text x=(label.0) y=(label.1) { (rank) }
                }
            }
        }
    }
}

/// The first free place for a number beside its dot.
fn beside(dot: (f64, f64), dots: &[(f64, f64)], labels: &[(f64, f64)]) -> (f64, f64) {
    let at = |(across, down): (f64, f64)| (dot.0 + across, dot.1 + down);
    let is_free = |place: &(f64, f64)| {
        // A number's middle is right of and above where it begins.
        let middle = (place.0 + 5.0, place.1 - 4.0);
        let near = |other: (f64, f64)| {
            (other.0 - middle.0).abs() < NEAR.0 && (other.1 - middle.1).abs() < NEAR.1
        };
        let others = dots.iter().filter(|other| **other != dot).copied();
        let written = labels.iter().map(|label| (label.0 + 5.0, label.1 - 4.0));
        !others.chain(written).any(near)
    };
    BESIDE.map(at).into_iter().find(is_free).unwrap_or_else(|| at(BESIDE[0]))
}
