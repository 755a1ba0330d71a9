//! The terminal: logs, progress bars, and writing results so that a closed pipe is no error.

use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::Duration;

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use tracing_subscriber::filter::LevelFilter;

use crate::cli::Outcome;

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Starts the logs on standard error.
pub(in crate::cli) fn start_logs(verbose: u8, format: LogFormat) {
    let level = match verbose {
        0 => LevelFilter::WARN,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let logs = tracing_subscriber::fmt().with_max_level(level).with_writer(io::stderr);
    match format {
        LogFormat::Text => logs.with_ansi(colours()).init(),
        LogFormat::Json => logs.json().init(),
    }
}

/// Whether standard error takes colours: a terminal, and `NO_COLOR` is not set.
fn colours() -> bool {
    let asked_not = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !asked_not && io::IsTerminal::is_terminal(&io::stderr())
}

/// What the environment says to plugins in a process that runs programs.
const FOR_PLUGINS: [(&str, &str); 5] = [
    ("TF_CPP_MIN_LOG_LEVEL", "2"),
    // libtpu, given by mistake, would ask the cloud's metadata server for minutes.
    ("TPU_SKIP_MDS_QUERY", "1"),
    // A CPU plugin asks for each array anew in every run. By itself glibc gives large ones back to
    // the system, which zeroes their pages again at the next run; so freed memory stays. And there
    // is one arena, as those of threads hold no array above 64 MB, and give memory back whatever they
    // are told. An update of 16,384 f32 tokens of 768 elements at K = 64 spends 5 ms within the system
    // instead of 67, and takes 70 ms instead of 137 (means of 40 steps, two rounds, two busy cores).
    ("MALLOC_ARENA_MAX", "1"),
    ("MALLOC_MMAP_MAX_", "0"),
    ("MALLOC_TRIM_THRESHOLD_", "1099511627776"),
];

/// Starts this program anew in its own process, for plugins that are quiet and keep their memory.
/// What the environment says already stays.
///
/// It is read when a process starts or a plugin is loaded, and a running process cannot set it
/// without `unsafe`. Asked before anything is read: standard input is for the new start.
pub(in crate::cli) fn start_again_for_plugins() {
    let is_missing = |(name, _): &(&str, &str)| std::env::var_os(name).is_none();
    let missing: Vec<_> = FOR_PLUGINS.into_iter().filter(is_missing).collect();
    if missing.is_empty() {
        return;
    }
    let arguments = std::env::args_os().skip(1);
    let again = |program| Command::new(program).args(arguments).envs(missing).exec();
    // It comes back only when it cannot start, and then plugins are merely loud and slow.
    let error = std::env::current_exe().map_or_else(|error| error, again);
    tracing::info!(%error, "cannot start again for plugins");
}

/// Writes a result to standard output. A reader that has seen enough (`| head`) is no failure.
pub(in crate::cli) fn print(text: &str) -> Outcome {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}

/// Says one line to the person, on standard error.
pub(in crate::cli) fn say(line: &str) {
    eprintln!("{line}");
}

/// A spinner for work of unknown length; nothing where standard error is no terminal.
pub(in crate::cli) fn spinner(what: String) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(what);
    bar.set_style(style("{spinner} {msg} [{elapsed}]"));
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// A bar of bytes; nothing where standard error is no terminal.
pub(in crate::cli) fn byte_bar(what: String, bytes: u64) -> ProgressBar {
    let bar = ProgressBar::new(bytes).with_message(what);
    bar.set_style(style("{msg} {bar:30} {binary_bytes}/{binary_total_bytes}"));
    bar
}

/// A bar of steps; nothing where standard error is no terminal.
pub(in crate::cli) fn step_bar(steps: usize) -> ProgressBar {
    let bar = ProgressBar::new(steps as u64);
    bar.set_style(style("step {pos}/{len} {bar:30} [{elapsed}]"));
    bar
}

/// A bar of the rows of a stream; nothing where standard error is no terminal.
pub(in crate::cli) fn row_bar(rows: usize) -> ProgressBar {
    let bar = ProgressBar::new(rows as u64);
    bar.set_style(style("row {human_pos}/{human_len} {bar:30} {per_sec}, {eta} left"));
    bar
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
