//! `vqbit cache`: what was compiled before, whether it is whole, and what of it may go.

use std::time::{Duration, SystemTime};

use anyhow::{Context, anyhow};
use bytesize::ByteSize;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::cache::{Cache, CacheEntry, DEFAULT_LIMIT_BYTES};
use crate::cli::budgets::bytes;
use crate::cli::{Failure, Outcome, terminal};
use crate::plugins::locate::Places;
use crate::report::table::{aligned, human_bytes};

/// The variable that says how much is kept.
const LIMIT: &str = "VQBIT_CACHE_LIMIT";

/// Whether the cache of executables is used.
#[derive(Debug, Args)]
pub(in crate::cli) struct CacheArgs {
    /// Has the compiler do its work anew, and keeps nothing of it
    #[arg(long)]
    no_cache: bool,
}

impl CacheArgs {
    /// The cache, if one is to be used.
    pub(in crate::cli) fn cache(&self) -> Result<Option<Cache>, Failure> {
        let cache = of_environment()?;
        Ok(cache.filter(|cache| !self.no_cache && cache.limit_bytes() > 0))
    }
}

/// What to do with the cache.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CacheCommand {
    /// Lists what is kept
    List,
    /// Reads all that is kept and holds it against its hashes; fails where something is damaged
    Verify,
    /// Removes what is damaged, and what was not used for longest until the rest is small enough
    Prune {
        #[expect(clippy::doc_markdown, reason = "this is the help text, which shows no Markdown")]
        /// How much may be left, as 500MB; 0 removes everything [default: VQBIT_CACHE_LIMIT]
        #[arg(long, value_name = "BYTES", value_parser = bytes, allow_negative_numbers = true)]
        limit: Option<u64>,
    },
}

/// Lists, verifies or prunes the cache.
pub(in crate::cli) fn cache(command: &CacheCommand, json: bool) -> Outcome {
    let no_folder = || anyhow!("cache: neither VQBIT_CACHE_DIR nor HOME says where it is");
    let cache = of_environment()?.ok_or_else(no_folder)?;
    match command {
        CacheCommand::List => show(&cache, &cache.list()?, json),
        CacheCommand::Verify => verify(&cache, json),
        CacheCommand::Prune { limit } => prune(&cache, *limit, json),
    }
}

/// The cache beside the plugins, as large as the environment says; none without a home.
fn of_environment() -> Result<Option<Cache>, Failure> {
    let limit = match std::env::var(LIMIT).ok().filter(|text| !text.is_empty()) {
        None => DEFAULT_LIMIT_BYTES,
        Some(text) => {
            let found = bytes(&text).map_err(|wanted| anyhow!("{LIMIT} {text}: {wanted}"));
            found.map_err(Failure::Call)?
        }
    };
    let folder = Places::from_environment().cache;
    Ok(folder.map(|folder| Cache::new(folder.join("compiled"), limit)))
}

fn verify(cache: &Cache, json: bool) -> Outcome {
    let entries = cache.verify()?;
    show(cache, &entries, json)?;
    match entries.iter().filter(|entry| entry.damage.is_some()).count() {
        0 => Ok(()),
        damaged => Err(Failure::Told(anyhow!(
            "{damaged} of {} files are damaged; `vqbit cache prune` removes them",
            entries.len()
        ))),
    }
}

fn prune(cache: &Cache, limit: Option<u64>, json: bool) -> Outcome {
    let pruned = cache.prune(limit.unwrap_or(cache.limit_bytes())).context("cache prune")?;
    if json {
        return terminal::print(&format!("{:#}\n", serde_json::to_value(pruned)?));
    }
    terminal::print(&format!(
        "removed {} files ({}), kept {} ({})\n",
        pruned.removed_files,
        human_bytes(pruned.removed_bytes),
        pruned.kept_files,
        human_bytes(pruned.kept_bytes)
    ))
}

fn show(cache: &Cache, entries: &[CacheEntry], json: bool) -> Outcome {
    let bytes: u64 = entries.iter().map(|entry| entry.bytes).sum();
    if json {
        let all = json!({
            "folder": cache.folder().display().to_string(),
            "limit_bytes": cache.limit_bytes(),
            "bytes": bytes,
            "entries": entries,
        });
        return terminal::print(&format!("{all:#}\n"));
    }
    let head = ["kind", "key", "size", "last used", "compiled in", "of"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(entries.iter().map(row));
    terminal::print(&format!(
        "{}{} of {} in {}\n",
        aligned(&rows),
        human_bytes(bytes),
        ByteSize(cache.limit_bytes()),
        cache.folder().display()
    ))
}

fn row(entry: &CacheEntry) -> Vec<String> {
    let seconds = entry.compile_seconds.map(|seconds| format!("{seconds:.2} s"));
    let damage = entry.damage.as_ref().map(|damage| format!("damaged: {damage}"));
    vec![
        entry.kind.to_owned(),
        entry.key.chars().take(12).collect(),
        human_bytes(entry.bytes),
        age(entry.last_used_unix_seconds),
        seconds.unwrap_or_default(),
        damage.unwrap_or_else(|| entry.about.clone()),
    ]
}

/// How long ago, in the largest unit that has passed.
fn age(unix_seconds: u64) -> String {
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(unix_seconds);
    let seconds = SystemTime::now().duration_since(then).unwrap_or_default().as_secs();
    let units = [(86400, "d"), (3600, "h"), (60, "min"), (1, "s")];
    let unit = units.into_iter().find(|(length, _)| seconds >= *length);
    unit.map_or_else(
        || "now".to_owned(),
        |(length, name)| format!("{} {name} ago", seconds / length),
    )
}
