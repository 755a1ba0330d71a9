//! `vqbit init-state --programs`: the programs of a fit as files, for a target that is not here.

use std::fs::create_dir_all;
use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};

use crate::cli::{Failure, Outcome, terminal};
use crate::emit::format::Format;
use crate::files::write_whole;
use crate::job::Job;
use crate::pipeline::kmeans::programs::FitPrograms;
use crate::report::table::aligned;

/// Writes the programs that fit a job's codebooks to `rows` tokens into a folder, and says how each
/// is compiled.
pub(in crate::cli) fn fit_programs(job: &Job, rows: usize, folder: &Path, json: bool) -> Outcome {
    let programs = FitPrograms::of(job, rows).map_err(Failure::call)?;
    let text = |verified| Format::StableHlo.write(verified);
    let job_text = format!("{:#}\n", programs.iteration.to_json());
    let mut files = vec![("seeding.mlir", text(&programs.seeding))];
    files.extend(programs.placement.as_ref().map(|placement| ("placement.mlir", text(placement))));
    files.push(("iteration.json", job_text.into_bytes()));
    create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (name, bytes) in &files {
        let path = folder.join(name);
        write_whole(&path, &[bytes])
            .with_context(|| format!("{}: cannot be written", path.display()))?;
        rows.push(vec![path.display().to_string(), compiled_by(job, &path)]);
    }
    if json {
        let file = |row: &Vec<String>| json!({ "file": row[0], "compile": row[1] });
        let object: Value = rows.iter().map(file).collect();
        return terminal::print(&format!("{:#}\n", json!({ "programs": object })));
    }
    terminal::print(&aligned(&rows))
}

/// The command that compiles a file.
fn compiled_by(job: &Job, path: &Path) -> String {
    let file = path.display();
    if path.extension().is_some_and(|ending| ending == "json") {
        return format!("vqbit compile --job {file}");
    }
    format!("vqbit import {file} --target {} --mesh {}", job.target.name, job.mesh)
}
