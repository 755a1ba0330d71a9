//! `vqbit plugins`: which plugin libraries there are, where, and what ails them.

use std::time::Duration;

use anyhow::anyhow;
use clap::Subcommand;
use indicatif::ProgressBar;
use serde_json::{Value, json};

use crate::cli::{Failure, Outcome, terminal};
use crate::plugins::catalogue::{CATALOGUE, CatalogueEntry, entry};
use crate::plugins::doctor::{Diagnosis, examine};
use crate::plugins::error::PluginsError;
use crate::plugins::install::{Progress, install, pip_version};
use crate::plugins::locate::{FoundIn, Places, locate};
use crate::report::table::{aligned, human_bytes};
use crate::worker::parent::Worker;

/// How long a plugin may take to say what it offers.
pub(in crate::cli) const PROBE_LIMIT: Duration = Duration::from_secs(60);
/// What is installed where no plugin is named, and what most calls need.
const USUAL: [&str; 2] = ["cpu", "tpu"];

/// Subcommands of `vqbit plugins`.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum PluginsCommand {
    /// Lists the pinned plugins and where each was found
    List,
    /// Downloads pinned plugins into vqbit's cache with pip, and checks their SHA-256
    Install {
        /// Names of `vqbit plugins list`
        #[arg(value_name = "NAME", default_values_t = USUAL.map(str::to_owned))]
        names: Vec<String>,
    },
    /// Loads each plugin in a child process and tells what it offers and what is wrong
    Doctor {
        /// Names of `vqbit plugins list` [default: those that are found]
        #[arg(value_name = "NAME")]
        names: Vec<String>,
    },
}

/// Runs a subcommand of `vqbit plugins`.
pub(in crate::cli) fn plugins(command: &PluginsCommand, json: bool) -> Outcome {
    match command {
        PluginsCommand::List => list(json),
        PluginsCommand::Install { names } => install_all(names, json),
        PluginsCommand::Doctor { names } => doctor(names, json),
    }
}

fn list(json: bool) -> Outcome {
    let places = Places::from_environment();
    let mut rows = vec![row(&["plugin", "package", "size", "found in", "path"])];
    let mut values = Vec::new();
    for entry in &CATALOGUE {
        let wheel = entry.wheel().ok();
        let package = wheel.map_or("no wheel for this machine".to_owned(), |wheel| {
            format!("{} {}", wheel.package, wheel.version)
        });
        let size = wheel.map_or_else(String::new, |wheel| human_bytes(wheel.wheel_bytes));
        let located = locate(entry, None, &places).ok();
        let (found, path) = located.as_ref().map_or(("-".to_owned(), String::new()), |located| {
            (place(&located.found_in), located.path.display().to_string())
        });
        values.push(json!({
            "name": entry.name,
            "about": entry.about,
            "package": wheel.map(|wheel| wheel.package),
            "version": wheel.map(|wheel| wheel.version),
            "wheel_bytes": wheel.map(|wheel| wheel.wheel_bytes),
            "wheel_sha256": wheel.map(|wheel| wheel.sha256),
            "found_in": located.as_ref().map(|located| place(&located.found_in)),
            "path": located.as_ref().map(|located| located.path.display().to_string()),
        }));
        rows.push(vec![entry.name.to_owned(), package, size, found, path]);
    }
    show(json, json!(values), &aligned(&rows))
}

fn place(found_in: &FoundIn) -> String {
    match found_in {
        FoundIn::Flag => "flag".to_owned(),
        FoundIn::Environment(variable) => variable.clone(),
        FoundIn::Cache => "cache".to_owned(),
        FoundIn::SitePackages => "site-packages".to_owned(),
    }
}

fn install_all(names: &[String], json: bool) -> Outcome {
    let places = Places::from_environment();
    let entries: Result<Vec<&CatalogueEntry>, _> = names.iter().map(|name| entry(name)).collect();
    let mut rows = vec![row(&["plugin", "package", "library SHA-256"])];
    let mut values = Vec::new();
    for entry in entries.map_err(Failure::call)? {
        let mut bars = InstallBars::new(entry);
        let installed = install(entry, &places, &mut |progress| bars.show(progress))?;
        let package = format!("{} {}", installed.package, installed.version);
        rows.push(vec![installed.name.clone(), package, installed.library_sha256.clone()]);
        values.push(serde_json::to_value(&installed)?);
    }
    show(json, json!(values), &aligned(&rows))
}

fn doctor(names: &[String], json: bool) -> Outcome {
    let has_pip = pip_version(&Places::from_environment().python).is_ok();
    let found = diagnosed(names, has_pip)?;
    show(json, found.json, &found.text)?;
    found.problem.map_or(Ok(()), |problem| Err(Failure::Told(anyhow!(problem))))
}

/// What ails plugins.
pub(in crate::cli) struct Diagnosed {
    /// As JSON.
    pub json: Value,
    /// As text.
    pub text: String,
    /// How many are ill, where any is.
    pub problem: Option<String>,
}

/// What ails these plugins, or those that are found or should be.
pub(in crate::cli) fn diagnosed(names: &[String], has_pip: bool) -> Result<Diagnosed, Failure> {
    let places = Places::from_environment();
    let worker = Worker::of_this_program(PROBE_LIMIT)?;
    let entries: Vec<&CatalogueEntry> = if names.is_empty() {
        CATALOGUE.iter().filter(|entry| is_told_of(entry, &places, has_pip)).collect()
    } else {
        let entries: Result<Vec<_>, _> = names.iter().map(|name| entry(name)).collect();
        entries.map_err(Failure::call)?
    };
    if entries.is_empty() {
        let hint = "no plugin found: `vqbit plugins install cpu tpu` installs them\n";
        return Ok(Diagnosed { json: json!([]), text: hint.to_owned(), problem: None });
    }
    let diagnoses: Vec<Diagnosis> =
        entries.into_iter().map(|entry| examine(entry, &places, &worker)).collect();
    let ill = diagnoses.iter().filter(|diagnosis| !diagnosis.problems.is_empty()).count();
    let problem = format!("{ill} of {} plugins have problems", diagnoses.len());
    Ok(Diagnosed {
        json: serde_json::to_value(&diagnoses)?,
        text: diagnoses.iter().map(described).collect(),
        problem: Some(problem).filter(|_| ill > 0),
    })
}

/// Whether the doctor speaks of a plugin that nobody named. One that is nowhere is no problem as long
/// as pip installs it when it is needed.
fn is_told_of(entry: &CatalogueEntry, places: &Places, has_pip: bool) -> bool {
    match locate(entry, None, places) {
        Err(PluginsError::NotFound { .. }) => {
            !has_pip && USUAL.contains(&entry.name) && entry.wheel().is_ok()
        }
        Ok(_) | Err(_) => true,
    }
}

fn described(diagnosis: &Diagnosis) -> String {
    let mut rows = vec![row(&[&diagnosis.name, ""])];
    let mut put = |what: &str, text: String| rows.push(vec![format!("  {what}"), text]);
    if let Some(located) = &diagnosis.located {
        put("path", format!("{} ({})", located.path.display(), place(&located.found_in)));
    }
    if let Some(probe) = &diagnosis.probe {
        let functions = probe.functions.len() + probe.missing_functions.len();
        put("API", format!("{} ({} bytes of table)", probe.api_version, probe.struct_size));
        put("functions", format!("{} of the {functions} that vqbit calls", probe.functions.len()));
        if !probe.missing_functions.is_empty() {
            put("missing", probe.missing_functions.join(", "));
        }
        if let Some(version) = probe.attributes.get("stablehlo_current_version") {
            let numbers = version.as_list().unwrap_or_default().iter().map(i64::to_string);
            put("StableHLO", numbers.collect::<Vec<_>>().join("."));
        }
        put("extensions", probe.extensions.join(", "));
        match (&probe.platform_name, &probe.client_error) {
            (Some(name), _) => put("client", name.clone()),
            (None, Some(error)) => put("client", format!("none here: {error}")),
            (None, None) => {}
        }
    }
    let problems = match diagnosis.problems.as_slice() {
        [] => "none".to_owned(),
        some => some.join("; "),
    };
    put("problems", problems);
    aligned(&rows)
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn show(json: bool, value: Value, text: &str) -> Outcome {
    if json { terminal::print(&format!("{value:#}\n")) } else { terminal::print(text) }
}

/// Shows the progress of one installation: one line that says what and how large, then bars.
pub(in crate::cli) struct InstallBars {
    entry: &'static CatalogueEntry,
    bar: Option<(&'static str, ProgressBar)>,
}

impl InstallBars {
    /// Bars for this plugin; nothing is shown before there is progress.
    pub(in crate::cli) fn new(entry: &'static CatalogueEntry) -> Self {
        InstallBars { entry, bar: None }
    }

    /// Shows how far it is.
    pub(in crate::cli) fn show(&mut self, progress: Progress) {
        let (what, done, total) = match progress {
            Progress::Downloading { done, total } => ("downloading", done, total),
            Progress::Checking { done, total } => ("checking", done, total),
            Progress::Unpacking { done, total } => ("unpacking", done, total),
        };
        if self.bar.is_none()
            && let Ok(wheel) = self.entry.wheel()
        {
            terminal::say(&format!(
                "installing plugin {}: {} {} ({} to download, {} on disk)",
                self.entry.name,
                wheel.package,
                wheel.version,
                human_bytes(wheel.wheel_bytes),
                human_bytes(wheel.library_bytes)
            ));
        }
        if self.bar.as_ref().is_none_or(|(shown, _)| *shown != what) {
            self.finish();
            self.bar = Some((what, terminal::byte_bar(what.to_owned(), total)));
        }
        if let Some((_, bar)) = &self.bar {
            bar.set_position(done);
        }
    }

    fn finish(&mut self) {
        if let Some((_, bar)) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for InstallBars {
    fn drop(&mut self) {
        self.finish();
    }
}
