//! What decides a compiler's answer beside its program: variables, and the processor of a host.

use std::collections::BTreeMap;

use crate::files::sha256;

/// How the names of variables begin that plugins read.
const PREFIXES: [&str; 5] = ["XLA_", "LIBTPU_", "TPU_", "MEGASCALE_", "TF_XLA_"];

/// Variables of that name that say where a library or a log is.
const WITHOUT_EFFECT: [&str; 4] =
    ["TPU_LIBRARY_PATH", "TPU_LOG_DIR", "TPU_MIN_LOG_LEVEL", "TPU_STDERR_LOG_LEVEL"];

/// What a processor is told apart by, in the words of `/proc/cpuinfo` on x86 and on ARM.
const PROCESSOR: [&str; 11] = [
    "vendor_id",
    "cpu family",
    "model",
    "model name",
    "stepping",
    "flags",
    "CPU implementer",
    "CPU architecture",
    "CPU variant",
    "CPU part",
    "Features",
];

/// The variables that plugins may read, of these.
pub(super) fn effective(
    variables: impl IntoIterator<Item = (String, String)>,
) -> BTreeMap<String, String> {
    let counts = |name: &str| {
        PREFIXES.iter().any(|prefix| name.starts_with(prefix)) && !WITHOUT_EFFECT.contains(&name)
    };
    variables.into_iter().filter(|(name, _)| counts(name)).collect()
}

/// Whether a flag has the compiler write or read files, which an answer from the cache does not.
pub(super) fn touches_files(flag: &str) -> bool {
    flag.contains("dump") || flag.contains('/')
}

/// The host's processor and how many of it this process may use, hashed: CPU plugins compile for both.
pub(super) fn host() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let count = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    sha256(format!("{count}\n{}", processor(&text)).as_bytes())
}

/// The lines of the first processor that tell it apart.
fn processor(cpuinfo: &str) -> String {
    let first = cpuinfo.split("\n\n").next().unwrap_or_default();
    let tells = |line: &&str| {
        line.split_once(':').is_some_and(|(name, _)| PROCESSOR.contains(&name.trim()))
    };
    first.lines().filter(tells).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_of_plugins_count_and_those_of_logs_do_not() {
        let variables =
            ["LIBTPU_INIT_ARGS", "XLA_FLAGS", "TPU_LOG_DIR", "HOME", "TPU_LIBRARY_PATH"];
        let found = effective(variables.map(|name| (name.to_owned(), "x".to_owned())));
        assert_eq!(found.keys().collect::<Vec<_>>(), ["LIBTPU_INIT_ARGS", "XLA_FLAGS"]);
    }

    #[test]
    fn flags_that_touch_files_are_told() {
        assert!(touches_files("--xla_dump_to=here") && touches_files("profile=/tmp/p"));
        assert!(!touches_files("xla_tpu_enable_latency_hiding_scheduler=true"));
    }

    #[test]
    fn a_processor_is_its_kind_and_not_its_clock() {
        let text = "processor\t: 0\nmodel name\t: A\ncpu MHz\t\t: 1\nflags\t\t: fpu\n\n\
                    processor\t: 1\nmodel name\t: A\n";
        assert_eq!(processor(text), "model name\t: A\nflags\t\t: fpu");
        assert_eq!(host(), host());
    }
}
