//! `vqbit doctor`: what vqbit finds on this machine, and what is wrong with it.

use std::io;
use std::path::Path;

use anyhow::anyhow;
use serde_json::{Map, Value, json};

use crate::cli::habits::VARIABLES;
use crate::cli::plugins::{Diagnosed, diagnosed};
use crate::cli::{Failure, Outcome, terminal};
use crate::plugins::error::PluginsError;
use crate::plugins::install::pip_version;
use crate::plugins::locate::Places;
use crate::report::table::aligned;

/// What is found besides plugins.
struct Machine {
    places: Places,
    /// Why nothing can be kept, and what to do.
    cache_problem: Option<String>,
    /// The pip that would install plugins.
    pip: Result<String, PluginsError>,
    /// The variables that are set.
    environment: Vec<(&'static str, String)>,
}

/// Tells of the program, its environment and the plugins that are found.
pub(in crate::cli) fn doctor(json: bool) -> Outcome {
    let machine = Machine::of_environment();
    let plugins = diagnosed(&[], machine.pip.is_ok())?;
    let problems = [
        plugins.problem.clone(),
        machine.cache_problem.as_ref().map(|_| "the cache cannot be written".to_owned()),
    ];
    let problems: Vec<String> = problems.into_iter().flatten().collect();
    terminal::print(&if json { machine.json(plugins) } else { machine.text(&plugins) })?;
    if problems.is_empty() {
        return Ok(());
    }
    Err(Failure::Told(anyhow!(problems.join(", and "))))
}

impl Machine {
    fn of_environment() -> Self {
        let places = Places::from_environment();
        let set = |name| Some((name, std::env::var_os(name)?.to_string_lossy().into_owned()));
        Machine {
            cache_problem: cache_problem(places.cache.as_deref()),
            pip: pip_version(&places.python),
            environment: VARIABLES.into_iter().filter_map(|(name, _)| set(name)).collect(),
            places,
        }
    }

    fn json(&self, plugins: Diagnosed) -> String {
        let set = self.environment.iter();
        let set: Map<String, Value> =
            set.map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect();
        let all = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "machine": kind(),
            "cache": self.places.cache.as_ref().map(|path| path.display().to_string()),
            "cache_problem": self.cache_problem,
            "python": self.places.python.display().to_string(),
            "pip": self.pip.as_ref().ok(),
            "pip_problem": self.pip.as_ref().err().map(ToString::to_string),
            "environment": set,
            "plugins": plugins.json,
        });
        format!("{all:#}\n")
    }

    fn text(&self, plugins: &Diagnosed) -> String {
        let cache = match (&self.places.cache, &self.cache_problem) {
            (Some(cache), None) => cache.display().to_string(),
            (Some(cache), Some(problem)) => {
                format!("{}, which cannot be written: {problem}", cache.display())
            }
            (None, problem) => format!("none: {}", problem.as_deref().unwrap_or_default()),
        };
        let pip = match &self.pip {
            Ok(version) => format!("{version}, which downloads plugins"),
            Err(error) => format!("none, so that no plugin can be installed: {error}"),
        };
        let mut rows = vec![
            ("vqbit", env!("CARGO_PKG_VERSION").to_owned()),
            ("machine", kind()),
            ("cache", cache),
            ("python", self.places.python.display().to_string()),
            ("pip", pip),
        ];
        rows.extend(self.environment.iter().cloned());
        let rows: Vec<Vec<String>> =
            rows.into_iter().map(|(what, found)| vec![what.to_owned(), found]).collect();
        format!("{}\n{}", aligned(&rows), plugins.text)
    }
}

fn kind() -> String {
    format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)
}

/// Why nothing can be kept in the cache, and what to do.
fn cache_problem(cache: Option<&Path>) -> Option<String> {
    let why = match cache {
        None => "no VQBIT_CACHE_DIR and no HOME".to_owned(),
        Some(cache) => try_to_write(cache).err()?.to_string(),
    };
    Some(format!("{why}; set VQBIT_CACHE_DIR to a folder that can be written"))
}

/// Writes where the cache is, or where it would be made, and takes it away again.
fn try_to_write(cache: &Path) -> io::Result<()> {
    let there = cache.ancestors().find(|folder| folder.exists());
    tempfile::tempfile_in(there.unwrap_or(Path::new("."))).map(drop)
}
