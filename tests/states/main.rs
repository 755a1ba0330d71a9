//! States that other projects' own code trained, converted: the files of `tests/data/states`.
#![allow(missing_docs, reason = "a test has no callers")]

mod next_step;
mod round_trip;
mod rule;
mod spellings;
mod wrong_files;

use std::path::{Path, PathBuf};

use vqbit::states::convert::{self, Project};
use vqbit::states::file::StateFile;
use vqbit::states::state::State;

/// A file of another project, how it is read, and the decay it was trained with.
struct Case {
    file: &'static str,
    project: Project,
    prefix: Option<&'static str>,
    decay: f64,
}

const CASES: [Case; 10] = [
    Case { file: "haiku.npz", project: Project::Haiku, prefix: None, decay: 0.9 },
    Case { file: "sonnet.npz", project: Project::Sonnet, prefix: None, decay: 0.9 },
    Case {
        file: "lucidrains_residual.safetensors",
        project: Project::Lucidrains,
        prefix: None,
        decay: 0.8,
    },
    Case {
        file: "lucidrains_heads.safetensors",
        project: Project::Lucidrains,
        prefix: None,
        decay: 0.8,
    },
    Case {
        file: "lucidrains_cosine.safetensors",
        project: Project::Lucidrains,
        prefix: Some("quantizer"),
        decay: 0.8,
    },
    Case { file: "encodec.safetensors", project: Project::Encodec, prefix: None, decay: 0.99 },
    Case {
        file: "mimi.safetensors",
        project: Project::Mimi,
        prefix: Some("quantizer.rvq_first"),
        decay: 0.99,
    },
    Case {
        file: "mimi.safetensors",
        project: Project::Mimi,
        prefix: Some("quantizer.rvq_rest."),
        decay: 0.99,
    },
    Case { file: "uvim.npz", project: Project::Uvim, prefix: None, decay: 0.9 },
    Case {
        file: "lucidrains_projected.safetensors",
        project: Project::Lucidrains,
        prefix: None,
        decay: 0.8,
    },
];

fn data(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/states").join(file)
}

fn open(file: &str) -> StateFile {
    StateFile::read(&data(file)).unwrap_or_else(|error| panic!("{error}"))
}

impl Case {
    fn read(&self, file: &str) -> State {
        convert::read(&open(file), self.project, self.prefix, Some(self.decay))
            .unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// The file of the state after one more step, and of that step's tokens.
    fn next(&self) -> String {
        self.file.replace('.', "_next.")
    }
}

/// The values of a stored f32 array, widened.
fn floats(file: &StateFile, name: &str) -> Vec<f64> {
    let bytes = file.stored(name).expect("an array").bytes;
    let values = bytes.as_chunks::<4>().0.iter();
    values.map(|&bytes| f64::from(f32::from_le_bytes(bytes))).collect()
}
