//! The crate as other programs use it: its public items, its examples, and several threads.
//!
//! The plugins' paths come from the `VQBIT_TEST_*` variables that `scripts/test` sets.
#![allow(missing_docs, reason = "a test has no callers")]

mod api;
mod examples;
mod threads;

/// The path of a plugin, by the variable that names it.
fn plugin(variable: &str) -> std::path::PathBuf {
    let path = std::env::var_os(variable)
        .unwrap_or_else(|| panic!("{variable} is not set: run the tests with scripts/test"));
    path.into()
}
