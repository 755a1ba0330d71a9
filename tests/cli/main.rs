//! The command line, driven as a user would: every call is a process in a folder of its own.
//!
//! The plugins' paths come from the `VQBIT_TEST_*` variables that `scripts/test` sets; nothing is
//! ever downloaded.
#![allow(missing_docs, reason = "a test has no callers")]

mod buckets;
mod cache;
mod compare;
mod compile;
mod estimate;
mod habits;
mod import;
mod init_state;
mod model;
mod page;
mod plan;
mod run;
mod state;
mod stream;
mod surface;
mod verify;
mod wrong_calls;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A job that compiles in a blink, on one device.
const SMALL: &str = "--batch 4 --seq 2 --embedding-dim 8 --codebook-size 4 --dtype f32";

/// The variable that names a plugin.
fn plugin(variable: &str) -> OsString {
    std::env::var_os(variable)
        .unwrap_or_else(|| panic!("{variable} is not set: run the tests with scripts/test"))
}

/// A folder to call vqbit in.
struct Place(tempfile::TempDir);

/// What a call gave.
struct Called {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Place {
    fn new() -> Self {
        Place(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).expect("written");
    }

    /// vqbit without plugins: an empty cache, no Python to ask, no variables.
    fn bare(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vqbit"));
        command.current_dir(self.0.path()).env("VQBIT_CACHE_DIR", self.path(".cache"));
        // Each call does its own work; the tests of the cache say otherwise.
        command.env("VQBIT_PYTHON", "no-python").env("VQBIT_CACHE_LIMIT", "0");
        command.env_remove("VQBIT_CPU_PLUGIN").env_remove("TPU_LIBRARY_PATH");
        command
    }

    /// vqbit with the test's plugins.
    fn vqbit(&self) -> Command {
        let mut command = self.bare();
        command.env("VQBIT_CPU_PLUGIN", plugin("VQBIT_TEST_CPU_115"));
        command.env("TPU_LIBRARY_PATH", plugin("VQBIT_TEST_LIBTPU"));
        command
    }

    /// Calls with arguments that hold no spaces.
    fn call(&self, arguments: &str) -> Called {
        called(self.vqbit().args(arguments.split_whitespace()), "")
    }

    /// A call that must work; gives standard output.
    fn works(&self, arguments: &str) -> String {
        let called = self.call(arguments);
        assert_eq!(called.code, 0, "vqbit {arguments}\n{}", called.stderr);
        called.stdout
    }

    /// A call that must work and write JSON.
    fn json(&self, arguments: &str) -> Value {
        let text = self.works(arguments);
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{arguments}: {error}\n{text}"))
    }

    /// Every file and folder with its bytes.
    fn snapshot(&self) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        let mut found = BTreeMap::new();
        collect(self.0.path(), &mut found);
        found
    }
}

fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, Option<Vec<u8>>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
            found.insert(path, None);
        } else {
            let bytes = fs::read(&path).expect("a file");
            found.insert(path, Some(bytes));
        }
    }
}

/// Runs a command to its end with this standard input.
fn called(command: &mut Command, stdin: &str) -> Called {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("a process");
    let mut input = child.stdin.take().expect("a pipe");
    // A call that fails early does not read what it is given.
    let _ = input.write_all(stdin.as_bytes());
    drop(input);
    let output = child.wait_with_output().expect("an end");
    Called {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
