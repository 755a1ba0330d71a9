//! Installing a plugin with the real pip, twice at once.

use vqbit::plugins::catalogue::entry;
use vqbit::plugins::doctor::examine;
use vqbit::plugins::install::{Progress, ensure, install, installed_at};
use vqbit::plugins::locate::{FoundIn, Places};

use crate::subject::worker;

#[test]
#[ignore = "downloads 200 MB: scripts/test runs it"]
fn plugins_are_installed_once_and_can_be_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = Some(folder.path().to_owned());
    let places = Places { cache, python: "python3".into(), ..Places::default() };
    for name in ["cpu", "tpu"] {
        let entry = entry(name).expect("an entry");
        let mut stages = [false; 3];
        let installed = std::thread::scope(|scope| {
            let other = scope.spawn(|| install(entry, &places, &mut |_| {}));
            let mut progress = |progress| match progress {
                Progress::Downloading { done, total } => stages[0] |= done <= total,
                Progress::Checking { done, total } => stages[1] |= done == total,
                Progress::Unpacking { done, total } => stages[2] |= done == total,
            };
            let one = install(entry, &places, &mut progress).expect("it installs");
            assert_eq!(other.join().expect("no panic").expect("it installs"), one);
            one
        });
        assert!(stages == [true; 3] || stages == [false; 3], "one did all the work: {stages:?}");
        let located = ensure(entry, None, &places, true, &mut |_| {}).expect("it is there");
        assert_eq!(located.found_in, FoundIn::Cache);
        assert_eq!(installed_at(&located.path), Some(installed));
        assert_eq!(examine(entry, &places, &worker()).problems, [""; 0]);
    }
    let left = std::fs::read_dir(folder.path().join("plugins")).expect("a folder");
    assert_eq!(left.count(), 6, "a library, a sidecar and a lock each");
}
