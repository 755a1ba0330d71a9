//! `layout: auto` where it is asked for by name: the plan kept for this very job, else the table.
//!
//! Every subcommand that takes a job comes through here, so that one job is one program on a machine.

use serde_json::{Value, json};

use crate::cli::{Failure, terminal};
use crate::job::auto;
use crate::job::{Job, JobFile};
use crate::plan::kept::{Kept, KeptWay};
use crate::plugins::locate::Places;
use crate::report::estimate::human_seconds;

/// The job that `auto` makes of a file whose layout it is; `job` is what the table alone makes.
pub(in crate::cli) fn settled(file: JobFile, job: Job) -> Result<Job, Failure> {
    let said = |key: &str| file.json().get(key).is_some_and(|value| !value.is_null());
    let fits = |way: &KeptWay| {
        let json = job.to_json();
        let megacore = json.get("megacore").is_some_and(|value| *value == Value::Bool(true));
        // As text, since objects are equal whatever the order of their axes, and meshes are not.
        let [kept, own] = [&way.mesh, &json["mesh"]].map(ToString::to_string);
        (!said("mesh") || kept == own) && (!said("megacore") || way.megacore == megacore)
    };
    let kept = kept().map_or_else(Vec::new, |kept| kept.get(&job));
    let Some(way) = kept.into_iter().find(fits) else {
        say_row(&job);
        return Ok(job);
    };
    let own = json!({
        "megacore": way.megacore.then_some(true),
        "mesh": way.mesh,
        "layout": way.layout,
    });
    let own = JobFile::from_json(own).map_err(Failure::call)?;
    let job = file.overlay(own).resolve().map_err(Failure::call)?;
    let megacore = if way.megacore { ", megacore" } else { "" };
    let (layout, seconds) = (&way.layout, human_seconds(way.seconds));
    terminal::say(&format!(
        "layout auto: {layout} on {}{megacore}, of the plan kept for this job (estimated {seconds})",
        job.mesh
    ));
    Ok(job)
}

/// The plans that are kept, where there is a cache.
pub(in crate::cli) fn kept() -> Option<Kept> {
    Places::from_environment().cache.as_deref().map(Kept::in_cache)
}

fn say_row(job: &Job) {
    let layout = job.spec.layout.name();
    let because = auto::row(job).map_or("no row is of such a job", |row| row.because);
    terminal::say(&format!("layout auto: {layout}, of vqbit's table ({because})"));
}
