//! The `vqbit` command.
fn main() {}
