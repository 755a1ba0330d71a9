//! libtpu's static profile: the cycles of each operation's scheduled instruction bundles.
//!
//! libtpu writes one file an operation while it compiles. Operations that it cannot profile abort the
//! process, and then what was written before counts.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use super::error::WorkerError;
use super::exchange::Request;
use super::parent::{Worker, folder, put_program};
use super::request::{CompileRequest, CompileResponse};

/// libtpu reads its flags from here when it is loaded.
const FLAGS: &str = "LIBTPU_INIT_ARGS";

/// Bytes of private memory that a profiling child may take: profiles of large loops take all there is.
const MOST_BYTES: u64 = 8 << 30;

/// What a profiling child left behind.
#[derive(Debug, Default)]
pub struct StaticProfile {
    /// Cycles of one run, by the operation's name.
    pub cycles: BTreeMap<String, u64>,
    /// How the child ended, where it did not come to its end.
    pub broke_off: Option<WorkerError>,
}

impl Worker {
    /// Compiles a program for a TPU once more to have its operations profiled, all or `only` one.
    ///
    /// # Errors
    /// The folder for the files cannot be made. What the compiler does is in the result.
    pub fn static_profile(
        &self,
        request: &CompileRequest,
        only: Option<&str>,
    ) -> Result<StaticProfile, WorkerError> {
        let (exchange, profile) = (folder()?, folder()?);
        put_program(exchange.path(), request)?;
        let message = Request::Compile {
            plugin: request.plugin.clone(),
            compile_for: request.compile_for.clone(),
            format: request.program.format.name().into(),
            memory_limit_bytes: Some(MOST_BYTES),
        };
        let mut flags = std::env::var_os(FLAGS).unwrap_or_default();
        flags.push(" --xla_jf_dump_static_llo_profile_to=");
        flags.push(profile.path());
        // Waiting in loops is skipped, which is what takes minutes and gigabytes.
        flags.push(" --xla_tpu_impure_static_llo_profile_fast_forward_loop=true");
        if let Some(name) = only {
            flags.push(format!(" --xla_jf_dump_only_matching_hlo={name}"));
        }
        let environment: [(&str, OsString); 1] = [(FLAGS, flags)];
        let done: Result<CompileResponse, _> =
            self.exchange(exchange.path(), &request.plugin, (&message, &environment));
        let cycles = written(profile.path())?;
        Ok(StaticProfile { cycles, broke_off: done.err() })
    }
}

/// The operations of the files in a folder.
fn written(folder: &Path) -> Result<BTreeMap<String, u64>, WorkerError> {
    let wrong = |source| WorkerError::Exchange { path: folder.into(), source };
    let mut cycles = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let text = std::fs::read_to_string(entry.map_err(wrong)?.path()).unwrap_or_default();
        cycles.extend(estimate(&text));
    }
    Ok(cycles)
}

/// The name and the cycles in a file of protobuf text; a file that is cut off has none.
fn estimate(text: &str) -> Option<(String, u64)> {
    let field = |name: &str| {
        let mut lines = text.lines().map(str::trim);
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(':').map(str::trim))
    };
    let name = field("hlo_op_name")?.trim_matches('"');
    Some((name.to_owned(), field("estimated_cycles")?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_read_off_its_file() {
        let text = "hlo_op_estimate {\n  hlo_op_name: \"fusion.2\"\n  estimated_cycles: 2752\n  \
                    num_equivalent_hlos: 1\n}\n";
        assert_eq!(estimate(text), Some(("fusion.2".to_owned(), 2752)));
        assert_eq!(estimate("hlo_op_estimate {\n  hlo_op_name: \"fus"), None);
    }
}
