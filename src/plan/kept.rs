//! Plans of this machine, kept for jobs that ask for `layout: auto`.
//!
//! A plan is found by all of its job but what a plan chooses: one for other numbers, another target
//! or another version of vqbit is another plan.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::files::{sha256, write_whole};
use crate::job::Job;

/// The keys of a job that a plan chooses.
pub const PLANNED: [&str; 3] = ["megacore", "mesh", "layout"];

/// A way of a kept plan, in the words of a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptWay {
    /// Whether the two TensorCores of a chip are one device.
    pub megacore: bool,
    /// The axes by name with their sizes.
    pub mesh: Value,
    /// The layout.
    pub layout: String,
    /// The estimate of one step.
    pub seconds: f64,
}

/// The plans in a folder.
#[derive(Debug, Clone)]
pub struct Kept {
    folder: PathBuf,
}

impl Kept {
    /// The plans in the cache of vqbit.
    pub fn in_cache(cache: &Path) -> Self {
        Kept { folder: cache.join("plans") }
    }

    /// Keeps the ways of a job, the best first, in place of what was kept for it.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn put(&self, job: &Job, ways: &[KeptWay]) -> io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        write_whole(&self.place(job), &[&serde_json::to_vec_pretty(ways)?])
    }

    /// The ways kept for a job, the best first; none where there is no plan that can be read.
    pub fn get(&self, job: &Job) -> Vec<KeptWay> {
        let bytes = std::fs::read(self.place(job)).ok();
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    fn place(&self, job: &Job) -> PathBuf {
        let mut json = job.to_json();
        if let Value::Object(keys) = &mut json {
            keys.retain(|key, _| !PLANNED.contains(&key.as_str()));
        }
        let key = format!("vqbit {} {json}", env!("CARGO_PKG_VERSION"));
        self.folder.join(format!("{}.json", sha256(key.as_bytes())))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::job::JobFile;

    fn job(text: &str) -> Job {
        JobFile::parse(text).and_then(|file| file.resolve()).expect("a job")
    }

    #[test]
    fn a_plan_is_found_by_all_but_what_it_chooses() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = Kept::in_cache(folder.path());
        let planned = job(r#"{"target": "v4-32", "mesh": "4x8"}"#);
        assert_eq!(kept.get(&planned), []);
        let way = KeptWay {
            megacore: true,
            mesh: json!({ "data": 2, "model": 8 }),
            layout: "tokens".to_owned(),
            seconds: 1e-5,
        };
        kept.put(&planned, std::slice::from_ref(&way)).expect("kept");
        let other =
            r#"{"target": "v4-32", "mesh": "2x8", "megacore": true, "layout": "tokens+dim"}"#;
        assert_eq!(kept.get(&job(other)), [way]);
        assert_eq!(kept.get(&job(r#"{"target": "v4-32", "vq_codes": 128}"#)), []);
        assert_eq!(kept.get(&job(r#"{"target": "v6e-32", "vq_codes": 64}"#)), []);
    }
}
