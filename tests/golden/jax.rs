//! The file for JAX of each job in `hlo/jax`, with its gradients where it has them.

use std::fs;

use vqbit::emit::jax_export::Platforms;
use vqbit::job::{Job, JobFile};
use vqbit::pipeline::jax_export;

use crate::store::root;

/// The jobs.
const NAMES: [&str; 2] = ["jax/encode", "jax/update_rotation"];

/// The jobs and the files that they make.
pub(crate) fn files() -> Vec<String> {
    NAMES.iter().flat_map(|name| ["json", "jaxexport"].map(|e| format!("{name}.{e}"))).collect()
}

fn job(name: &str) -> Job {
    let text = fs::read_to_string(root().join(format!("{name}.json"))).expect("a job file");
    JobFile::parse(&text).and_then(|file| file.resolve()).expect("a job that resolves")
}

#[test]
fn each_job_is_written_as_its_file_for_jax() {
    for name in NAMES {
        let written = || jax_export(&job(name), &Platforms::all()).expect("a file").bytes;
        let bytes = written();
        assert_eq!(bytes, written(), "{name}: two emissions differ");
        let path = root().join(format!("{name}.jaxexport"));
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, bytes).expect("a rewritten golden");
        } else {
            let golden = fs::read(&path).unwrap_or_default();
            let at = bytes.iter().zip(&golden).position(|(a, b)| a != b);
            let sizes = (bytes.len(), golden.len());
            assert!(bytes == golden, "{name}.jaxexport differs at {at:?}, sizes {sizes:?}");
        }
    }
}

#[test]
fn only_a_step_with_gradients_holds_their_program() {
    let programs = |name: &str| {
        let bytes = jax_export(&job(name), &Platforms::all()).expect("a file").bytes;
        let text = String::from_utf8_lossy(&bytes);
        ["@vqbit_encode", "@vqbit_update", "@vqbit_vjp"].map(|module| text.contains(module))
    };
    assert_eq!(programs("jax/encode"), [true, false, false]);
    assert_eq!(programs("jax/update_rotation"), [false, true, true]);
}
