//! The parent's side: starts a worker, waits for it, and tells what became of it.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::de::DeserializeOwned;
use wait_timeout::ChildExt;

use super::error::WorkerError;
use super::exchange::{
    self, EXECUTABLE, INSIDE, OPTIMIZED, OPTIONS, PROGRAM, REQUEST, RESPONSE, Request, Response,
};
use super::request::{
    CompileRequest, CompileResponse, InspectRequest, InspectResponse, ProbeResponse,
    TopologyRequest, TopologyResponse,
};

/// What plugins need without a TPU: no metadata server, no lock between processes, quiet logs.
/// Libtpu reads these when it is loaded. What the user has set himself stays.
const ENVIRONMENT: [(&str, &str); 8] = [
    ("TPU_SKIP_MDS_QUERY", "1"),
    ("TPU_WORKER_HOSTNAMES", "localhost"),
    ("TPU_ACCELERATOR_TYPE", "v5litepod-4"),
    ("ALLOW_MULTIPLE_LIBTPU_LOAD", "1"),
    ("TPU_LOG_DIR", "disabled"),
    ("TPU_MIN_LOG_LEVEL", "2"),
    ("TPU_STDERR_LOG_LEVEL", "2"),
    ("TF_CPP_MIN_LOG_LEVEL", "2"),
];

/// Those of [`ENVIRONMENT`] that the user has not set.
fn missing_variables() -> impl Iterator<Item = (&'static str, &'static str)> {
    ENVIRONMENT.into_iter().filter(|(name, _)| std::env::var_os(name).is_none())
}

/// How many of the last lines an error carries, and how long each may be.
const KEPT_LINES: usize = 12;
const KEPT_BYTES: usize = 400;

/// Runs each request in a fresh child process of `program`.
#[derive(Debug, Clone)]
pub struct Worker {
    /// A program whose `main` calls [`super::child::main`] when its first argument is `worker`.
    pub program: PathBuf,
    /// How long a request may take.
    pub timeout: Duration,
}

impl Worker {
    /// Workers of the running program.
    ///
    /// # Errors
    /// The running program's path is not known.
    pub fn of_this_program(timeout: Duration) -> Result<Self, WorkerError> {
        let program = std::env::current_exe()
            .map_err(|source| WorkerError::Start { program: "this program".into(), source })?;
        Ok(Worker { program, timeout })
    }

    /// The variables that the child sees, as far as they are text.
    pub fn variables(&self) -> Vec<(String, String)> {
        let text = |(name, value): (OsString, OsString)| {
            Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
        };
        let own = missing_variables().map(|(name, value)| (name.to_owned(), value.to_owned()));
        std::env::vars_os().filter_map(text).chain(own).collect()
    }

    /// Compiles a program.
    ///
    /// # Errors
    /// The compiler's, its death, or the time limit.
    pub fn compile(&self, request: &CompileRequest) -> Result<CompileResponse, WorkerError> {
        let folder = folder()?;
        put_program(folder.path(), request)?;
        let message = Request::Compile {
            plugin: request.plugin.clone(),
            compile_for: request.compile_for.clone(),
            format: request.program.format.name().into(),
            memory_limit_bytes: None,
        };
        let mut response: CompileResponse =
            self.exchange(folder.path(), &request.plugin, (&message, &[]))?;
        response.optimized_module = exchange::read(&folder.path().join(OPTIMIZED))?;
        let executable = folder.path().join(EXECUTABLE);
        if executable.exists() {
            response.executable = Some(exchange::read(&executable)?);
        }
        Ok(response)
    }

    /// Describes a topology.
    ///
    /// # Errors
    /// The plugin's, its death, or the time limit.
    pub fn topology(&self, request: &TopologyRequest) -> Result<TopologyResponse, WorkerError> {
        let message = Request::Topology(request.clone());
        self.exchange(folder()?.path(), &request.plugin, (&message, &[]))
    }

    /// Looks into a serialized executable.
    ///
    /// Corrupt bytes are an error at best: CPU plugins read many of them without noticing, and may
    /// die of others, which is [`WorkerError::Died`].
    ///
    /// # Errors
    /// The plugin's, its death, or the time limit.
    pub fn inspect(&self, request: &InspectRequest) -> Result<InspectResponse, WorkerError> {
        let folder = folder()?;
        exchange::write(&folder.path().join(EXECUTABLE), &request.executable)?;
        let message = Request::Inspect { plugin: request.plugin.clone() };
        let mut response: InspectResponse =
            self.exchange(folder.path(), &request.plugin, (&message, &[]))?;
        response.optimized_module = exchange::read(&folder.path().join(OPTIMIZED))?;
        Ok(response)
    }

    /// Loads a plugin and says what it offers.
    ///
    /// # Errors
    /// The plugin's, its death, or the time limit.
    pub fn probe_plugin(&self, plugin: &Path) -> Result<ProbeResponse, WorkerError> {
        let message = Request::Probe { plugin: plugin.into() };
        self.exchange(folder()?.path(), plugin, (&message, &[]))
    }

    /// Has a child answer a request, with these variables beside the usual ones.
    pub(super) fn exchange<T: DeserializeOwned>(
        &self,
        folder: &Path,
        plugin: &Path,
        (request, environment): (&Request, &[(&str, OsString)]),
    ) -> Result<T, WorkerError> {
        if std::env::var_os(INSIDE).is_some() {
            return Err(WorkerError::Nested { program: self.program.clone() });
        }
        exchange::write_json(&folder.join(REQUEST), request)?;
        let mut child = self.start(folder, environment)?;
        let log = Log::of(child.stderr.take());
        let status = self.wait(&mut child);
        let stderr = log.last_lines();
        // A response counts even when the child fell over afterwards, in an exit handler.
        if folder.join(RESPONSE).exists() {
            return match exchange::read_json(&folder.join(RESPONSE))? {
                Response::Done(done) => Ok(done),
                Response::Failed { function: Some(function), code: Some(code), message } => {
                    Err(WorkerError::Plugin { function, code, message })
                }
                Response::Failed { message, .. } => Err(WorkerError::Refused { message }),
            };
        }
        let plugin = plugin.to_owned();
        let status = status?;
        Err(match status {
            None => WorkerError::TimedOut { plugin, limit: self.timeout, stderr },
            Some(status) => {
                WorkerError::Died { plugin, signal: status.signal(), code: status.code(), stderr }
            }
        })
    }

    fn start(&self, folder: &Path, environment: &[(&str, OsString)]) -> Result<Child, WorkerError> {
        let mut command = Command::new(&self.program);
        // A process group of its own lets a time limit stop whatever the plugin starts; a pipe as
        // standard input tells the child when this process is gone.
        command.arg("worker").arg(folder).process_group(0).env(INSIDE, "1");
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        command.envs(missing_variables());
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        command
            .spawn()
            .map_err(|source| WorkerError::Start { program: self.program.clone(), source })
    }

    /// How the child ended, or `None` when it had to be stopped.
    fn wait(&self, child: &mut Child) -> Result<Option<ExitStatus>, WorkerError> {
        let failed = |source| WorkerError::Start { program: self.program.clone(), source };
        // The pipe must stay open while the child works, and `wait` would close it.
        let stdin = child.stdin.take();
        let status = child.wait_timeout(self.timeout).map_err(failed);
        if !matches!(status, Ok(Some(_))) {
            stop_group(child);
            child.wait().map_err(failed)?;
        }
        drop(stdin);
        status
    }
}

/// Kills a child that was not waited for, and all it started.
fn stop_group(child: &Child) {
    let pid = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw);
    let Some(pid) = pid else { return };
    if let Err(error) = rustix::process::kill_process_group(pid, rustix::process::Signal::KILL) {
        tracing::warn!("worker {}: cannot be stopped: {error}", child.id());
    }
}

/// Puts a program and its options where a child looks for them.
pub(super) fn put_program(folder: &Path, request: &CompileRequest) -> Result<(), WorkerError> {
    exchange::write(&folder.join(PROGRAM), &request.program.bytes)?;
    exchange::write(&folder.join(OPTIONS), &request.options)
}

pub(super) fn folder() -> Result<tempfile::TempDir, WorkerError> {
    tempfile::Builder::new()
        .prefix("vqbit-worker-")
        .tempdir()
        .map_err(|source| WorkerError::Exchange { path: std::env::temp_dir(), source })
}

/// What a child writes on standard error, read while it runs.
struct Log {
    lines: Arc<Mutex<VecDeque<String>>>,
    ended: Receiver<()>,
}

impl Log {
    fn of(stderr: Option<ChildStderr>) -> Self {
        let lines = Arc::new(Mutex::new(VecDeque::new()));
        let (end, ended) = channel();
        if let Some(stderr) = stderr {
            let kept = Arc::clone(&lines);
            std::thread::spawn(move || {
                keep_lines(stderr, &kept);
                drop(end);
            });
        }
        Log { lines, ended }
    }

    /// The last lines. A grandchild may hold the pipe open, so its end is not waited for forever.
    fn last_lines(&self) -> Vec<String> {
        let _ended = self.ended.recv_timeout(Duration::from_secs(1));
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

/// Logs each line and keeps the last ones that say something.
fn keep_lines(stderr: impl Read, kept: &Mutex<VecDeque<String>>) {
    let mut reader = BufReader::new(stderr);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes).is_ok_and(|count| count > 0) {
        let text = String::from_utf8_lossy(&bytes);
        let line = text.trim_end();
        tracing::debug!(target: "vqbit::worker", "{line}");
        if !line.is_empty() && !is_noise(line) {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.len() == KEPT_LINES {
                kept.pop_front();
            }
            kept.push_back(shortened(line));
        }
        bytes.clear();
    }
}

/// Whether a line belongs to a stack trace, the logger or the crash handler of libtpu (`RAW:`), and
/// says nothing of the cause.
fn is_noise(line: &str) -> bool {
    const STARTS: [&str; 6] = [
        "@ ",
        "PC: @",
        "https://symbolize.",
        "*** Begin stack trace",
        "*** Check failure stack trace",
        "WARNING: All log messages before absl",
    ];
    let line = line.trim_start();
    line.contains("] RAW: ") || STARTS.iter().any(|start| line.starts_with(start))
}

fn shortened(line: &str) -> String {
    if line.len() <= KEPT_BYTES {
        return line.to_owned();
    }
    let end = (0..=KEPT_BYTES).rev().find(|end| line.is_char_boundary(*end)).unwrap_or(0);
    format!("{}...", &line[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(text: &str) -> (tempfile::TempDir, PathBuf) {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("program");
        std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).expect("a script");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("a mode");
        (folder, path)
    }

    fn probe(text: &str, timeout: Duration) -> WorkerError {
        let (_folder, program) = script(text);
        let worker = Worker { program, timeout };
        loop {
            let error = worker.probe_plugin(Path::new("p.so")).expect_err("not a worker");
            // Another test's fork may still hold the script open for writing.
            let WorkerError::Start { source, .. } = &error else { return error };
            assert_eq!(source.kind(), std::io::ErrorKind::ExecutableFileBusy);
        }
    }

    #[test]
    fn a_child_that_aborts_is_told_with_its_last_lines() {
        let error = probe("echo first >&2; echo Check failed >&2; kill -ABRT $$", LONG);
        let WorkerError::Died { signal, stderr, .. } = error else { panic!("{error}") };
        assert_eq!((signal, stderr.len()), (Some(6), 2));
        assert_eq!(stderr[1], "Check failed");
    }

    #[test]
    fn a_child_that_ends_without_an_answer_has_died() {
        let error = probe("exit 3", LONG);
        assert!(matches!(error, WorkerError::Died { code: Some(3), signal: None, .. }), "{error}");
    }

    #[test]
    fn a_child_that_takes_too_long_is_stopped_with_all_it_started() {
        let start = std::time::Instant::now();
        let error = probe("echo busy >&2; sleep 60 & sleep 60", Duration::from_millis(300));
        let WorkerError::TimedOut { stderr, .. } = error else { panic!("{error}") };
        assert_eq!(stderr, ["busy"]);
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn much_output_neither_blocks_nor_fills_the_error() {
        let error = probe("yes 0123456789 | head -c 3000000 >&2; exit 1", LONG);
        let WorkerError::Died { stderr, .. } = error else { panic!("{error}") };
        assert_eq!(stderr.len(), KEPT_LINES);
    }

    #[test]
    fn a_program_that_is_not_there_cannot_be_started() {
        let worker = Worker { program: "no-such-program".into(), timeout: LONG };
        let error = worker.probe_plugin(Path::new("p.so")).expect_err("no program");
        assert_eq!(error.to_string(), "worker no-such-program: cannot be started");
    }

    #[test]
    fn long_lines_are_cut_at_a_character() {
        let line = "é".repeat(KEPT_BYTES);
        let short = shortened(&line);
        assert!(short.ends_with("...") && short.len() <= KEPT_BYTES + 3);
        assert!(is_noise("    @ 0x7f  abort") && !is_noise("F0000 Check failed"));
    }

    const LONG: Duration = Duration::from_secs(20);
}
