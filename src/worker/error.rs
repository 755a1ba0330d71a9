//! What can go wrong with a worker.

use std::path::PathBuf;
use std::time::Duration;

use crate::pjrt::error::ErrorCode;

/// Why a worker gave no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorkerError {
    /// The plugin answered with an error.
    #[error("{function}: {code}: {message}")]
    Plugin {
        /// The C function.
        function: String,
        /// The code.
        code: ErrorCode,
        /// The plugin's text.
        message: String,
    },
    /// The child could not use the plugin, such as a library that is not one.
    #[error("{message}")]
    Refused {
        /// Why, with its causes.
        message: String,
    },
    /// The child ended without an answer.
    #[error("plugin {}: killed its worker by {}{}", plugin.display(), end(*signal, *code), lines(stderr))]
    Died {
        /// The plugin.
        plugin: PathBuf,
        /// The signal, as 6 for an abort.
        signal: Option<i32>,
        /// The exit code, when there was no signal.
        code: Option<i32>,
        /// The last lines it wrote.
        stderr: Vec<String>,
    },
    /// The child did not end in time and was killed.
    #[error(
        "plugin {}: its worker took longer than {} s and was stopped{}",
        plugin.display(), limit.as_secs_f64(), lines(stderr)
    )]
    TimedOut {
        /// The plugin.
        plugin: PathBuf,
        /// The limit.
        limit: Duration,
        /// The last lines it wrote.
        stderr: Vec<String>,
    },
    /// The child could not be started.
    #[error("worker {}: cannot be started", program.display())]
    Start {
        /// The program.
        program: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A worker asked for a worker: the program does not dispatch `worker`.
    #[error("worker {}: started itself again; its main must call vqbit::worker::child::main", program.display())]
    Nested {
        /// The program.
        program: PathBuf,
    },
    /// A file of the exchange could not be read or written.
    #[error("worker file {}: cannot be exchanged", path.display())]
    Exchange {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// An exchanged JSON file is not what it should be.
    #[error("worker file {}: is not a message of this version", path.display())]
    Message {
        /// The file.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
}

fn end(signal: Option<i32>, code: Option<i32>) -> String {
    let name = match signal {
        Some(4) => " (SIGILL)",
        Some(6) => " (SIGABRT)",
        Some(7) => " (SIGBUS)",
        Some(8) => " (SIGFPE)",
        Some(9) => " (SIGKILL, as when memory runs out)",
        Some(11) => " (SIGSEGV)",
        Some(_) | None => "",
    };
    match (signal, code) {
        (Some(signal), _) => format!("signal {signal}{name}"),
        (None, Some(code)) => format!("exit code {code} without an answer"),
        (None, None) => "an unknown cause".into(),
    }
}

fn lines(stderr: &[String]) -> String {
    if stderr.is_empty() {
        return String::new();
    }
    format!("; its last lines:\n  {}", stderr.join("\n  "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_death_is_told_with_its_last_lines() {
        let died = |signal, code, stderr: &[&str]| WorkerError::Died {
            plugin: "libtpu.so".into(),
            signal,
            code,
            stderr: stderr.iter().map(|line| (*line).to_owned()).collect(),
        };
        assert_eq!(
            died(Some(6), None, &["Check failed", "at 3"]).to_string(),
            "plugin libtpu.so: killed its worker by signal 6 (SIGABRT); its last lines:\n  Check failed\n  at 3"
        );
        assert_eq!(
            died(None, Some(1), &[]).to_string(),
            "plugin libtpu.so: killed its worker by exit code 1 without an answer"
        );
        let slow = WorkerError::TimedOut {
            plugin: "libtpu.so".into(),
            limit: Duration::from_millis(1500),
            stderr: vec![],
        };
        assert_eq!(
            slow.to_string(),
            "plugin libtpu.so: its worker took longer than 1.5 s and was stopped"
        );
    }
}
