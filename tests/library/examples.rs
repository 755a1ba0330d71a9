//! The examples, run as a reader would, in a folder of their own, with the tests' plugins.

use std::path::{Path, PathBuf};
use std::process::Command;

use vqbit::ir::shape::{ElementType, Shape};
use vqbit::tensor::array::Tensor;
use vqbit::tensor::npy::{read_npy, write_npy};
use vqbit::tensor::random::random_inputs;

use crate::plugin;

/// The example's program; cargo builds examples before it runs tests.
fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("this test's path");
    let profile = test.ancestors().nth(2).expect("target/PROFILE");
    let path = profile.join("examples").join(name);
    assert!(path.is_file(), "{}: run cargo build --examples before", path.display());
    path
}

/// What an example prints that must work.
fn prints(name: &str, folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(example(name));
    command.current_dir(folder).args(arguments).env("VQBIT_PYTHON", "no-python");
    command.env("VQBIT_CACHE_DIR", folder.join(".cache"));
    command.env("VQBIT_CPU_PLUGIN", plugin("VQBIT_TEST_CPU_115"));
    command.env("TPU_LIBRARY_PATH", plugin("VQBIT_TEST_LIBTPU"));
    let output = command.output().expect("a process");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {}\n{said}", output.status);
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn run_on_cpu_learns() {
    let folder = tempfile::tempdir().expect("a folder");
    let printed = prints("run_on_cpu", folder.path(), &[]);
    let line = printed.lines().find(|line| line.starts_with("mse: ")).expect("a line of mse");
    let numbers: Vec<f64> = line.split([' ', ',']).filter_map(|word| word.parse().ok()).collect();
    let [first, last, 20.0] = numbers[..] else { panic!("{line}") };
    assert!(last < 0.95 * first, "nothing is learned: {line}");
}

#[test]
fn tokenize_file_finds_the_entries_that_rows_are_copies_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let codebook = random_inputs(3, &Shape::new(ElementType::F32, &[37, 6]));
    let codebook = codebook.expect("a codebook");
    // More rows than a call takes, and not a multiple of it.
    let wanted = (0..2500).map(|row| row * 7 % 37);
    let entries = codebook.to_f32().expect("f32");
    let copies: Vec<f32> =
        wanted.clone().flat_map(|code| &entries[code * 6..][..6]).copied().collect();
    let rows = Tensor::from_f32(&[2500, 6], &copies).expect("rows");
    write_npy(&folder.path().join("rows.npy"), &rows).expect("written");
    write_npy(&folder.path().join("codebook.npy"), &codebook).expect("written");
    let printed = prints("tokenize_file", folder.path(), &["rows.npy", "codebook.npy", "out"]);
    assert_eq!(printed, "2500 codes of 37 entries: out/codes.npy s32[2500,1]\n");
    let codes = read_npy(&folder.path().join("out/codes.npy")).expect("codes");
    let found = codes.widened().into_iter();
    assert!(found.eq(wanted.map(|code| f64::from(u32::try_from(code).expect("a code")))));
}

#[test]
fn custom_graph_counts_over_all_devices() {
    let folder = tempfile::tempdir().expect("a folder");
    let printed = prints("custom_graph", folder.path(), &[]);
    assert!(printed.contains("sdy.mesh @mesh = <[\"data\"=8]>"), "{printed}");
    // Squares modulo 5 of 0..48.
    assert!(printed.ends_with("counts: [10.0, 19.0, 0.0, 0.0, 19.0]\n"), "{printed}");
}

#[test]
fn compile_for_v6e_writes_an_artifact() {
    let folder = tempfile::tempdir().expect("a folder");
    let printed = prints("compile_for_v6e", folder.path(), &["out"]);
    assert!(printed.starts_with("v6e-32 on 32 devices\n"), "{printed}");
    let size = std::fs::metadata(folder.path().join("out/executable.bin")).map(|file| file.len());
    assert!(size.is_ok_and(|bytes| bytes > 100_000), "no executable");
}
