//! Programs as text, held against the files in `hlo/`: no plugin is needed here.
//!
//! `BLESS=1` rewrites the files. Each case emits twice and compares, since output must be a
//! function of the job; every file in `hlo/` must be claimed by a case.

mod jax;
mod ops;
mod store;
mod vq;

use std::collections::BTreeSet;
use std::fs;

use crate::store::root;

#[test]
fn every_golden_is_claimed_by_a_case() {
    let claimed: BTreeSet<String> =
        [ops::files(), vq::files(), jax::files()].concat().into_iter().collect();
    let mut unclaimed = Vec::new();
    for folder in fs::read_dir(root()).expect("the folder of goldens") {
        let folder = folder.expect("a folder").path();
        for file in fs::read_dir(&folder).expect("a folder of goldens") {
            let file = file.expect("a golden").path();
            let name = file.strip_prefix(root()).expect("a file below").display().to_string();
            if !claimed.contains(&name) {
                unclaimed.push(name);
            }
        }
    }
    assert!(unclaimed.is_empty(), "no case makes these files: {}", unclaimed.join(", "));
}
