//! The `vqbit` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == "worker") {
        return vqbit::worker::child::main();
    }
    ExitCode::SUCCESS
}
