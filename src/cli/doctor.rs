//! `vqbit doctor`: what vqbit finds on this machine, and what is wrong with it.

use std::io;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::cli::habits::VARIABLES;
use crate::cli::{Outcome, plugins, terminal};
use crate::plugins::install::pip_version;
use crate::plugins::locate::Places;
use crate::report::table::aligned;

/// Writes where the cache is, or where it would be made, and takes it away again.
fn try_to_write(cache: &Path) -> io::Result<()> {
    let there = cache.ancestors().find(|folder| folder.exists());
    tempfile::tempfile_in(there.unwrap_or(Path::new("."))).map(drop)
}

/// Tells of the program, its environment and the plugins that are found.
pub(in crate::cli) fn doctor(json: bool) -> Outcome {
    let places = Places::from_environment();
    let cache = places.cache.as_ref().map(|path| path.display().to_string());
    let python = places.python.display().to_string();
    let machine = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let set: Vec<(&str, String)> = VARIABLES
        .into_iter()
        .filter_map(|(name, _)| Some((name, std::env::var_os(name)?.to_string_lossy().into())))
        .collect();
    let version = env!("CARGO_PKG_VERSION");
    let pip = pip_version(&places.python);
    let unwritable = places.cache.as_deref().and_then(|cache| try_to_write(cache).err());
    let (plugins, text, outcome) = plugins::diagnosed(&[])?;
    if json {
        let set: Map<String, Value> =
            set.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        let all = json!({
            "version": version,
            "machine": machine,
            "cache": cache,
            "cache_problem": unwritable.map(|error| error.to_string()),
            "python": python,
            "pip": pip.as_ref().ok(),
            "pip_problem": pip.as_ref().err().map(ToString::to_string),
            "environment": set,
            "plugins": plugins,
        });
        terminal::print(&format!("{all:#}\n"))?;
        return outcome;
    }
    let mut rows = vec![("vqbit", version.to_owned()), ("machine", machine)];
    let cache = cache.unwrap_or_else(|| "none: no VQBIT_CACHE_DIR and no HOME".into());
    rows.push((
        "cache",
        match unwritable {
            None => cache,
            Some(error) => format!("{cache}, which cannot be written: {error}"),
        },
    ));
    rows.push(("python", python));
    rows.push((
        "pip",
        match pip {
            Ok(version) => format!("{version}, which downloads plugins"),
            Err(error) => format!("none, so that no plugin can be installed: {error}"),
        },
    ));
    rows.extend(set);
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|(what, found)| vec![what.to_owned(), found]).collect();
    terminal::print(&format!("{}\n{text}", aligned(&rows)))?;
    outcome
}
