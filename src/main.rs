//! The `vqbit` command: parses, runs a subcommand, ends with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Workers are this binary again; they read their request before any flag is parsed.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == "worker") {
        return vqbit::worker::child::main();
    }
    vqbit::cli::main()
}
