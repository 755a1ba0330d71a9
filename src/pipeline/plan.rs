//! Compiles every way to lay a job onto devices, and ranks them by an estimate.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::emit::format::Format;
use crate::estimate::machine::Machine;
use crate::files::sha256;
use crate::ir::verify::Verified;
use crate::job::Job;
use crate::job::words::formulation_json;
use crate::page::{self, Drawn};
use crate::pipeline::beside::{Compilers, chain, compile_with, side_by_side};
use crate::pipeline::{Compiled, build};
use crate::plan::ways::{Way, WayJob};
use crate::report::Report;
use crate::report::budgets::Budgets;
use crate::report::estimate::TimeEstimate;
use crate::report::plan::{
    Dropped, DroppedWay, NOTES, PLAN_SCHEMA_VERSION, Parts, Plan, RankedWay, WayReport, why,
};
use crate::vq::formulation::Forms;

/// Estimates that are no farther apart are the same: the job stays as it is written.
const AS_FAST: f64 = 1.01;

/// A plan, and the programs of its ranked ways in their order.
#[derive(Debug)]
pub struct Planned {
    /// The plan.
    pub plan: Plan,
    /// The programs.
    pub programs: Vec<Program>,
}

/// A compiled way.
#[derive(Debug)]
pub struct Program {
    /// What was compiled.
    pub compiled: Compiled,
    /// What it would take.
    pub parts: Parts,
    /// On which machine.
    pub machine: Machine,
}

/// What a plan is held to, and whom it tells how far it is.
pub struct Terms<'a> {
    /// Compilers by the kind of their targets.
    pub compilers: &'a Compilers,
    /// What a program may cost.
    pub budgets: &'a Budgets,
    /// Told how many programs of how many are done.
    pub told: &'a (dyn Fn(usize, usize) + Sync),
}

/// Compiles all ways of a job, as many at a time as there are processors, and ranks those that can
/// be taken by their estimates; of ways that are one program the first is compiled.
///
/// What fails is told beside the others, each in its place.
pub fn plan(job: &Job, ways: Vec<WayJob>, terms: &Terms<'_>) -> Planned {
    let mut sorted = Sorted::of(ways);
    let (done, all) = (AtomicUsize::new(0), sorted.tasks.len());
    let compiled = side_by_side(&sorted.tasks, |task| {
        let outcome = compile_with(terms.compilers, &task.job, task.graph.clone());
        (terms.told)(done.fetch_add(1, Ordering::Relaxed) + 1, all);
        outcome
    });
    let mut taken = Vec::new();
    for (task, compiled) in sorted.tasks.into_iter().zip(compiled) {
        match judged(compiled, terms.budgets) {
            Ok(program) => taken.push((task.way, program)),
            Err((dropped, reason)) => {
                sorted.dropped.push(DroppedWay { way: task.way, dropped, reason });
            }
        }
    }
    let taken = in_order(taken);
    let (ranked, programs) = ranked(taken);
    Planned { plan: report(job, ranked, sorted.dropped, &programs), programs }
}

/// A way to be compiled.
struct Task {
    way: WayReport,
    job: Job,
    graph: Verified,
}

/// Ways by what is to be done with them.
#[derive(Default)]
struct Sorted {
    tasks: Vec<Task>,
    dropped: Vec<DroppedWay>,
}

impl Sorted {
    fn of(ways: Vec<WayJob>) -> Self {
        let mut sorted = Sorted::default();
        let mut programs: BTreeMap<(String, bool, String), String> = BTreeMap::new();
        for WayJob { way, is_own, job } in ways {
            let reported = way_report(&way, is_own);
            let built = job.map_err(|error| chain(&error)).and_then(|job| {
                let graph = build(&job).map_err(|error| chain(&error))?;
                Ok((job, graph))
            });
            let (job, graph) = match built {
                Ok(built) => built,
                Err(reason) => {
                    sorted.drop(reported, Dropped::Refused, reason);
                    continue;
                }
            };
            // Meshes are names to HLO: what is cut alike is one text.
            let text = sha256(&Format::HloText.write(&graph));
            let program = (way.target.clone(), way.megacore, text);
            match programs.get(&program) {
                Some(first) => sorted.drop(reported, Dropped::Same, format!("as {first}")),
                None => {
                    programs.insert(program, reported.short());
                    sorted.tasks.push(Task { way: reported, job, graph });
                }
            }
        }
        sorted
    }

    fn drop(&mut self, way: WayReport, dropped: Dropped, reason: String) {
        self.dropped.push(DroppedWay { way, dropped, reason });
    }
}

fn way_report(way: &Way, is_own: bool) -> WayReport {
    WayReport {
        target: way.target.clone(),
        megacore: way.megacore,
        mesh: way.mesh.to_string(),
        layout: way.layout.name().to_owned(),
        collective_dtype: way.collective_dtype.clone(),
        formulation: in_words(way.forms),
        is_own,
    }
}

/// What a formulation is other than the table's, in the words of a job.
fn in_words(forms: Forms) -> Option<String> {
    let said = formulation_json(forms);
    let said = said.iter().filter_map(|(key, word)| Some(format!("{key} {}", word.as_str()?)));
    Some(said.collect::<Vec<_>>().join(", ")).filter(|said| !said.is_empty())
}

/// The program of a way that can be taken, with its estimate.
fn judged(
    compiled: Result<Compiled, String>,
    budgets: &Budgets,
) -> Result<Program, (Dropped, String)> {
    let compiled = compiled.map_err(|reason| (Dropped::Failed, reason))?;
    budgets.check(&compiled.report).map_err(|over| (Dropped::OverBudget, over.0.join("; ")))?;
    match compiled.drawn_on() {
        Some((time, machine)) => {
            let parts = parts(time);
            Ok(Program { compiled, parts, machine })
        }
        None => Err((Dropped::Failed, "the compiler counts no cycles of it".to_owned())),
    }
}

impl Compiled {
    /// What one step would take and on which machine; `None` on a host.
    fn drawn_on(&self) -> Option<(&TimeEstimate, Machine)> {
        let (slice, layout) = (self.job.target.slice()?, self.devices.as_ref()?);
        let time = self.report.estimate.as_ref()?.time.as_ref()?;
        Some((time, Machine::new(slice, layout.devices.clone())))
    }

    /// The report as a page.
    pub fn page(&self) -> String {
        let (report, machine) = (&self.report, self.drawn_on().map(|(_, machine)| machine));
        let drawn = self.estimate.as_ref().zip(machine.as_ref());
        let drawn =
            drawn.map(|(estimate, machine)| Drawn { rank: None, report, estimate, machine });
        page::program(report, drawn)
    }
}

impl Program {
    /// The program as a page draws it.
    fn drawn(&self, rank: usize) -> Option<Drawn<'_>> {
        let Compiled { report, estimate, .. } = &self.compiled;
        let (rank, machine) = (Some(rank), &self.machine);
        estimate.as_ref().map(|estimate| Drawn { rank, report, estimate, machine })
    }
}

impl Planned {
    /// The plan as a page.
    pub fn page(&self) -> String {
        let programs = self.programs.iter().zip(1..);
        let drawn: Vec<Drawn<'_>> =
            programs.filter_map(|(program, rank)| program.drawn(rank)).collect();
        page::plan(&self.plan, &drawn)
    }
}

/// The fastest first; of those that are as fast as it, the one that comes first among the ways.
fn in_order(mut taken: Vec<(WayReport, Program)>) -> Vec<(WayReport, Program)> {
    let seconds = |program: &Program| program.parts.seconds;
    let fastest = taken.iter().map(|(_, program)| seconds(program)).fold(f64::INFINITY, f64::min);
    let first = taken.iter().position(|(_, p)| seconds(p) <= AS_FAST * fastest);
    let first = first.map(|place| taken.remove(place));
    taken.sort_by(|(_, a), (_, b)| seconds(a).total_cmp(&seconds(b)));
    first.into_iter().chain(taken).collect()
}

fn ranked(taken: Vec<(WayReport, Program)>) -> (Vec<RankedWay>, Vec<Program>) {
    let all: Vec<Parts> = taken.iter().map(|(_, program)| program.parts).collect();
    let row = |(index, (way, program)): (usize, (WayReport, Program))| {
        let other = match index {
            0 => all.get(1).map(|second| (second, "rank 2")),
            _ => all.first().map(|first| (first, "rank 1")),
        };
        let report = &program.compiled.report;
        let ranked = RankedWay {
            rank: index + 1,
            way,
            job: report.job.clone(),
            target: report.target.clone(),
            estimate: all[index],
            times_best: all[index].seconds / all[0].seconds,
            why: why(&all[index], other),
            unpriced: unpriced(report),
            memory_per_device: report.memory_per_device.clone(),
            collectives: report.collectives.clone(),
            compile_seconds: report.compile_seconds,
        };
        (ranked, program)
    };
    taken.into_iter().enumerate().map(row).unzip()
}

/// How many operations the estimate leaves out, wholly or in part.
fn unpriced(report: &Report) -> usize {
    let time = report.estimate.iter().filter_map(|estimate| estimate.time.as_ref());
    time.flat_map(|time| &time.unpriced).map(|unpriced| unpriced.operations.len()).sum()
}

fn parts(time: &TimeEstimate) -> Parts {
    Parts {
        seconds: time.seconds,
        compute_seconds: time.cycle_seconds,
        hbm_seconds: time.hbm_seconds,
        ici_seconds: time.collective_seconds,
        floor_seconds: time.floor.seconds,
    }
}

fn report(
    job: &Job,
    ranked: Vec<RankedWay>,
    dropped: Vec<DroppedWay>,
    programs: &[Program],
) -> Plan {
    let mut compilers: Vec<String> = Vec::new();
    for program in programs {
        let plugin = &program.compiled.report.plugin;
        // libtpu's version has several lines.
        let version = plugin.platform_version.lines().next().unwrap_or_default();
        let text = format!("{} {version}", plugin.platform);
        if !compilers.contains(&text) {
            compilers.push(text);
        }
    }
    Plan {
        schema_version: PLAN_SCHEMA_VERSION,
        vqbit_version: env!("CARGO_PKG_VERSION").to_owned(),
        notes: NOTES.map(str::to_owned).to_vec(),
        job: job.to_json(),
        compilers,
        ranked,
        dropped,
    }
}
