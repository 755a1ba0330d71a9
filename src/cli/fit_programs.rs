//! `vqbit init-state --programs`: the programs of a fit as files, for a target that is not here.

use std::fs::create_dir_all;
use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};

use crate::cli::outputs::check_free;
use crate::cli::{Failure, Outcome, terminal};
use crate::emit::format::Format;
use crate::files::write_whole;
use crate::job::Job;
use crate::pipeline::kmeans::programs::FitPrograms;
use crate::report::table::aligned;

/// Writes the programs that fit a job's codebooks to `tokens` tokens into a folder, and says how each
/// is compiled.
pub(in crate::cli) fn fit_programs(
    job: &Job,
    tokens: usize,
    (folder, force): (&Path, bool),
    json: bool,
) -> Outcome {
    let programs = FitPrograms::of(job, tokens).map_err(Failure::call)?;
    let text = |verified| Format::StableHlo.write(verified);
    let iteration = format!("{:#}\n", programs.iteration.to_json());
    let mut files = vec![("seeding.mlir", text(&programs.seeding))];
    files.extend(programs.placement.as_ref().map(|placement| ("placement.mlir", text(placement))));
    files.push(("iteration.json", iteration.into_bytes()));
    for (name, _) in &files {
        check_free(&folder.join(name), force)?;
    }
    create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    let mut written: Vec<Vec<String>> = Vec::new();
    for (name, bytes) in &files {
        let path = folder.join(name);
        write_whole(&path, &[bytes])
            .with_context(|| format!("{}: cannot be written", path.display()))?;
        written.push(vec![path.display().to_string(), compiled_by(job, &path)]);
    }
    if json {
        let file = |row: &Vec<String>| json!({ "file": row[0], "compile": row[1] });
        let programs: Value = written.iter().map(file).collect();
        return terminal::print(&format!("{:#}\n", json!({ "programs": programs })));
    }
    terminal::print(&aligned(&written))
}

/// The command that compiles a file.
fn compiled_by(job: &Job, path: &Path) -> String {
    let file = quoted(&path.display().to_string());
    if path.extension().is_some_and(|ending| ending == "json") {
        return format!("vqbit compile --job {file}");
    }
    let mut command =
        format!("vqbit import {file} --target {} --mesh {}", job.target.name, job.mesh);
    let said = job.to_json();
    if said["megacore"] == true {
        command.push_str(" --megacore");
    }
    if let Some(bounds) = said["chips_per_host_bounds"].as_array() {
        let bounds: Vec<String> = bounds.iter().map(Value::to_string).collect();
        command.push_str(&format!(" --chips-per-host-bounds {}", bounds.join(",")));
    }
    if let Some(limit) = said["memory_limit_gb"].as_f64() {
        command.push_str(&format!(" --memory-limit-gb {limit}"));
    }
    command
}

/// A word as a shell takes it whole.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-=+,".contains(c);
    if word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
