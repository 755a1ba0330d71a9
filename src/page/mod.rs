//! A plan, or one program, as a page: one HTML file without scripts that asks no network.
//!
//! It draws what reports and estimates say and computes nothing of its own but places on paper. All
//! text is escaped where it is written, by `maud`.

mod axis;
mod bars;
mod frame;
mod links;
mod memory;
mod ranking;
mod roofline;
mod shards;
mod torus;

use maud::{Markup, html};

use crate::estimate::Estimate;
use crate::estimate::machine::Machine;
use crate::report::Report;
use crate::report::estimate::human_seconds;
use crate::report::plan::Plan;

/// A compiled program with what it would take, and on which machine.
#[derive(Debug, Clone, Copy)]
pub struct Drawn<'a> {
    /// What it is called beside others: its rank, or nothing where it is alone.
    pub rank: Option<usize>,
    /// Its report.
    pub report: &'a Report,
    /// What it would take.
    pub estimate: &'a Estimate,
    /// Where its devices are, and how fast.
    pub machine: &'a Machine,
}

impl Drawn<'_> {
    /// `1: tokens on data=4,model=8 of v6e-32`, without the rank where it is alone.
    fn name(&self) -> String {
        let rank = self.rank.map_or(String::new(), |rank| format!("{rank}: "));
        format!("{rank}{} of {}", self.way(), self.report.target.name)
    }

    /// `tokens on data=4,model=8`.
    fn way(&self) -> String {
        let axes = self.report.target.mesh.iter();
        let axes: Vec<String> = axes.map(|axis| format!("{}={}", axis.name, axis.size)).collect();
        let layout = self.report.job["layout"].as_str().unwrap_or_default();
        let megacore = self.report.job["megacore"].as_bool().unwrap_or(false);
        let megacore = if megacore { ", megacore" } else { "" };
        format!("{layout} on {}{megacore}", axes.join(","))
    }
}

/// The page of a plan; `programs` are those of its ranked ways, in their order.
pub fn plan(plan: &Plan, programs: &[Drawn<'_>]) -> String {
    let step = plan.job["step"].as_str().unwrap_or_default();
    let best = plan.best().into_iter().map(|best| {
        format!(
            "{} {}: {}",
            best.target.name,
            best.way.short(),
            human_seconds(best.estimate.seconds)
        )
    });
    let content = html! {
        (frame::facts(&plan.job, &plan.compilers))
        (frame::section("ranked", "Ranked ways", html! {
            p.lead { "Best: " (best.collect::<Vec<_>>().join("; ")) "." }
            (ranking::ranked(plan))
            (ranking::dropped(plan))
        }))
        (frame::section("bars", "What each step is made of", bars::chart(programs)))
        (frame::section("roofline", "Roofline of one device", roofline::chart(programs)))
        (frame::section("memory", "HBM of one device", memory::chart(programs)))
        (frame::section("mesh", "Devices, shards and links", placements(programs)))
    };
    frame::document(&format!("Plan of {step}"), &plan.notes, &content)
}

/// The page of one program; without an estimate (a host's) only what its report says.
pub fn program(report: &Report, drawn: Option<Drawn<'_>>) -> String {
    let step = report.job["step"].as_str().unwrap_or_default();
    let programs: Vec<Drawn<'_>> = drawn.into_iter().collect();
    let compiler = report.plugin.platform_version.lines().next().unwrap_or_default();
    let compilers = [format!("{} {compiler}", report.plugin.platform)];
    let content = html! {
        (frame::facts(&report.job, &compilers))
        (frame::section("report", "Report", html! { pre { (report.to_table()) } }))
        @if !programs.is_empty() {
            (frame::section("bars", "What the step is made of", html! {
                (bars::chart(&programs))
                (bars::operations(&programs[0]))
            }))
            (frame::section("roofline", "Roofline of one device", roofline::chart(&programs)))
            (frame::section("memory", "HBM of one device", memory::chart(&programs)))
            (frame::section("mesh", "Devices, shards and links", placements(&programs)))
        }
    };
    let title = format!("{step} for {}", report.target.name);
    frame::document(&title, &crate::report::plan::NOTES.map(str::to_owned), &content)
}

/// Programs whose devices are drawn.
const PLACED: usize = 6;

/// The devices of the first programs; those of the very first are open.
fn placements(programs: &[Drawn<'_>]) -> Markup {
    html! {
        @for (index, program) in programs.iter().take(PLACED).enumerate() {
            details open[index == 0] {
                summary { (program.name()) }
                (shards::drawings(program))
                (links::drawings(program))
                @if programs.len() > 1 { (bars::operations(program)) }
            }
        }
        @if programs.len() > PLACED { p.note { "Only the first " (PLACED) " are drawn." } }
    }
}
