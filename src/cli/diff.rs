//! `vqbit diff`: two artifacts side by side.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clap::Args;

use crate::artifact;
use crate::cli::{Failure, Outcome, terminal};
use crate::report::Report;
use crate::report::diff::{Diff, Side};
use crate::report::import::ImportReport;

const REPORT: &str = "report.json";

/// Flags of `vqbit diff`.
#[derive(Debug, Args)]
pub(in crate::cli) struct DiffArgs {
    /// An artifact directory
    a: PathBuf,
    /// Another one
    b: PathBuf,
}

/// Prints what two artifacts have in common and what not.
pub(in crate::cli) fn diff(args: &DiffArgs, json: bool) -> Outcome {
    let diff = Diff::of(&side(&args.a)?, &side(&args.b)?);
    if json {
        let value = serde_json::to_value(&diff)?;
        return terminal::print(&format!("{value:#}\n"));
    }
    let (a, b) = (args.a.display(), args.b.display());
    terminal::print(&format!("a: {a}\nb: {b}\n\n{}", diff.to_table()))
}

/// The report of an artifact, whose files are checked first.
fn side(directory: &Path) -> Result<Side, Failure> {
    if !directory.exists() {
        return Err(Failure::Call(anyhow!("{}: no such file or directory", directory.display())));
    }
    let checked = artifact::read(directory, &[REPORT]).map_err(Failure::call)?;
    let wrong = || format!("{}: is not a report of this version", directory.join(REPORT).display());
    let bytes = &checked.files[REPORT];
    if checked.manifest["imported_from"].is_string() {
        let report: ImportReport = serde_json::from_slice(bytes).with_context(wrong)?;
        return Ok(report.into());
    }
    let report: Report = serde_json::from_slice(bytes).with_context(wrong)?;
    Ok(report.into())
}
