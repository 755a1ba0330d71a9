//! The program of each job file in `hlo/vq`, `hlo/sharding`, `hlo/naive` and `hlo/host`, in every
//! format.

use std::fs;

use vqbit::ir::module::Module;
use vqbit::job::{Job, JobFile};
use vqbit::vq::build::{build, build_naive};

use crate::store::{ENDINGS, check, root};

/// Folders whose programs are made from job files.
const FOLDERS: [&str; 4] = ["vq", "sharding", NAIVE, "host"];
/// The folder of jobs in their naive form.
const NAIVE: &str = "naive";

/// `vq/encode` for each `hlo/vq/encode.json`.
fn names() -> Vec<String> {
    let mut names = Vec::new();
    for folder in FOLDERS {
        for file in fs::read_dir(root().join(folder)).expect("a folder of jobs") {
            let file = file.expect("a file").file_name().to_string_lossy().into_owned();
            names.extend(file.strip_suffix(".json").map(|stem| format!("{folder}/{stem}")));
        }
    }
    names.sort();
    assert!(names.len() >= 12, "found only {} jobs", names.len());
    names
}

/// The jobs and the files that they make.
pub(crate) fn files() -> Vec<String> {
    let of = |name: &String| {
        let made = ENDINGS.map(|ending| format!("{name}.{ending}"));
        made.into_iter().chain([format!("{name}.json")]).collect::<Vec<_>>()
    };
    names().iter().flat_map(of).collect()
}

fn module(name: &str, job: &Job) -> Module {
    let build = if name.starts_with(NAIVE) { build_naive } else { build };
    build(&job.spec, &job.mesh).expect("a graph")
}

#[test]
fn each_job_is_written_as_its_golden() {
    for name in names() {
        let text = fs::read_to_string(root().join(format!("{name}.json"))).expect("a job file");
        let job =
            JobFile::parse(&text).and_then(|file| file.resolve()).expect("a job that resolves");
        check(&name, || module(&name, &job));
    }
}
