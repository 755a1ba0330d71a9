//! Artifact directories: written beside their place and moved there whole, read back and checked.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files::{hashing_copy, sha256};

/// The file that lists the others; a directory without it is not an artifact.
pub const MANIFEST: &str = "MANIFEST.json";

/// Why an artifact cannot be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArtifactError {
    /// The place is taken by something else, or by more than an artifact.
    #[error("{} exists and {found}: choose another -o", path.display())]
    Occupied {
        /// The place.
        path: PathBuf,
        /// What is there.
        found: String,
    },
    /// No directory can be moved to this place.
    #[error("{} {reason}: choose another -o", path.display())]
    Unmovable {
        /// The place.
        path: PathBuf,
        /// Why not.
        reason: &'static str,
    },
    /// The place is below a file.
    #[error("{}: {} is a file: choose another -o", path.display(), file.display())]
    Below {
        /// The place.
        path: PathBuf,
        /// The file above it.
        file: PathBuf,
    },
    /// There is no artifact.
    #[error("{} is not a vqbit artifact: found no {MANIFEST} in it", path.display())]
    NotAnArtifact {
        /// The directory.
        path: PathBuf,
    },
    /// The disk says no.
    #[error("{}: cannot {action}", path.display())]
    Disk {
        /// The file or directory.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// Why not.
        source: io::Error,
    },
    /// The manifest is not of this version.
    #[error("{}: is not a manifest of this version of vqbit", path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        source: serde_json::Error,
    },
    /// The manifest lists what cannot be a file of the directory.
    #[error("{}: lists {name:?}, wanted names of files in its directory", path.display())]
    WrongName {
        /// The manifest.
        path: PathBuf,
        /// What it lists.
        name: String,
    },
    /// The manifest does not list a file that every artifact has.
    #[error("{}: lists no {name}", path.display())]
    Unlisted {
        /// The manifest.
        path: PathBuf,
        /// The file.
        name: String,
    },
    /// A link, a folder, a device.
    #[error("{}: is not a regular file", path.display())]
    NotRegular {
        /// The file.
        path: PathBuf,
    },
    /// A file is longer or shorter than the manifest says.
    #[error("{}: has {found} bytes, {MANIFEST} says {wanted}", path.display())]
    Resized {
        /// The file.
        path: PathBuf,
        /// The bytes that are there.
        found: u64,
        /// The bytes in the manifest.
        wanted: u64,
    },
    /// A file is not what the manifest says.
    #[error("{}: SHA-256 is {found}, {MANIFEST} says {wanted}", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
        /// The hash of what is there.
        found: String,
        /// The hash in the manifest.
        wanted: String,
    },
}

impl ArtifactError {
    /// Whether the place was a wrong one to ask for, as against a disk that says no.
    pub fn is_wrong_place(&self) -> bool {
        matches!(self, Self::Occupied { .. } | Self::Unmovable { .. } | Self::Below { .. })
    }
}

/// One file of an artifact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArtifactFile {
    /// Its name in the directory.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// One line of the manifest's list of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// The name in the directory.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256 as hexadecimal digits.
    pub sha256: String,
}

/// What every manifest says, of whatever version.
#[derive(Debug, Deserialize)]
struct Manifest {
    #[serde(rename = "schema_version")]
    _schema_version: u64,
    #[serde(rename = "vqbit_version")]
    _vqbit_version: String,
    files: Vec<FileEntry>,
}

/// Writes the files and a manifest into `directory`, all or nothing.
///
/// Everything is written to a temporary sibling first. An artifact that stands there is replaced
/// if nothing else is in it; anything else is left alone. `manifest` is given the list of files and makes the manifest.
///
/// # Errors
/// The place is taken by something that is not an artifact, or the disk says no.
pub fn write(
    directory: &Path,
    files: &[ArtifactFile],
    manifest: impl FnOnce(Vec<FileEntry>) -> serde_json::Value,
) -> Result<(), ArtifactError> {
    check_place(directory)?;
    // A link stays a link to the directory that is replaced.
    let directory = &fs::canonicalize(directory).unwrap_or_else(|_| directory.to_path_buf());
    let parent = parent_of(directory);
    fs::create_dir_all(parent).map_err(disk(parent, "create the directory"))?;
    let sibling = temporary_directory_in(parent)?;
    for file in files {
        let path = sibling.path().join(&file.name);
        fs::write(&path, &file.bytes).map_err(disk(&path, "write"))?;
    }
    let manifest = manifest(files.iter().map(entry).collect());
    let path = sibling.path().join(MANIFEST);
    fs::write(&path, format!("{manifest:#}\n")).map_err(disk(&path, "write"))?;
    replace(directory, parent, sibling)
}

/// Whether an artifact may be written here; asked before the compiler is put to work.
///
/// # Errors
/// Something else is there, it is no place to move a directory to, or the directory above cannot
/// be written.
pub fn check_place(directory: &Path) -> Result<(), ArtifactError> {
    let standing = directory.ancestors().skip(1).find(|above| above.exists());
    let standing = standing.filter(|above| !above.as_os_str().is_empty());
    let standing = standing.unwrap_or(Path::new("."));
    if !standing.is_dir() {
        return Err(ArtifactError::Below { path: directory.into(), file: standing.into() });
    }
    let standing = match fs::canonicalize(directory) {
        Ok(resolved) => {
            check_movable(directory, &resolved)?;
            if let Some(found) = foreign(&resolved) {
                return Err(ArtifactError::Occupied { path: directory.into(), found });
            }
            parent_of(&resolved).to_path_buf()
        }
        Err(_) if directory.symlink_metadata().is_ok() => {
            let found = "is a link to nothing".to_owned();
            return Err(ArtifactError::Occupied { path: directory.into(), found });
        }
        Err(_) if directory.file_name().is_none() => {
            let reason = "ends in no name";
            return Err(ArtifactError::Unmovable { path: directory.into(), reason });
        }
        Err(_) => standing.to_path_buf(),
    };
    // The only question that every kind of "read-only" answers.
    temporary_directory_in(&standing).map(drop)
}

/// Directories that the system does not let go, or that somebody works in.
fn check_movable(directory: &Path, resolved: &Path) -> Result<(), ArtifactError> {
    let unmovable = |reason| Err(ArtifactError::Unmovable { path: directory.into(), reason });
    if std::env::current_dir().is_ok_and(|current| current.starts_with(resolved)) {
        return unmovable("is the current directory or above it");
    }
    let device = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
    if resolved.is_dir() && device(resolved) != device(parent_of(resolved)) {
        return unmovable("is a mount point");
    }
    Ok(())
}

/// What keeps the thing at a place from being replaced: all but an empty directory, or an artifact
/// and nothing else.
fn foreign(place: &Path) -> Option<String> {
    let Ok(entries) = fs::read_dir(place) else {
        return Some("is not a directory that can be read".to_owned());
    };
    let Ok(mut entries) = entries.collect::<io::Result<Vec<_>>>() else {
        return Some("cannot be listed".to_owned());
    };
    if entries.is_empty() {
        return None;
    }
    let not_ours = |why| Some(format!("is not a vqbit artifact ({why})"));
    let path = place.join(MANIFEST);
    if !is_regular(&path) {
        return not_ours(format!("it has no {MANIFEST}"));
    }
    let manifest = fs::read(&path).ok();
    let manifest = manifest.and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok());
    let Some(manifest) = manifest else {
        return not_ours(format!("its {MANIFEST} is of something else"));
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    let is_ours = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let is_listed = name == MANIFEST || manifest.files.iter().any(|f| name == *f.name);
        is_listed && is_regular(&entry.path())
    };
    let found = entries.iter().find(|entry| !is_ours(entry))?.file_name();
    Some(format!("holds {}, which is not the artifact's", found.display()))
}

/// Whether a regular file is here, and not a link to one.
fn is_regular(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_file())
}

fn parent_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn temporary_directory_in(parent: &Path) -> Result<tempfile::TempDir, ArtifactError> {
    let made = tempfile::Builder::new().prefix(".vqbit-").tempdir_in(parent);
    made.map_err(disk(parent, "create a temporary directory in it"))
}

/// Moves the finished sibling into place; what was there goes only when that has worked.
fn replace(
    directory: &Path,
    parent: &Path,
    sibling: tempfile::TempDir,
) -> Result<(), ArtifactError> {
    if !directory.exists() {
        fs::rename(sibling.path(), directory)
            .map_err(disk(directory, "move the artifact into place"))?;
        let _ = sibling.keep();
    } else if exchange(sibling.path(), directory).is_err() {
        replace_in_two_moves(directory, parent, sibling)?;
    }
    readable(directory)
}

/// Exchanges two directories in one move, so that there is no moment without an artifact; the old
/// one then goes with the temporary directory.
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE)?)
}

/// For file systems that cannot exchange: the old artifact away, the new one in.
fn replace_in_two_moves(
    directory: &Path,
    parent: &Path,
    sibling: tempfile::TempDir,
) -> Result<(), ArtifactError> {
    let graveyard = temporary_directory_in(parent)?;
    let old = graveyard.path().join("old");
    fs::rename(directory, &old).map_err(disk(directory, "move the old artifact away"))?;
    if let Err(source) = fs::rename(sibling.path(), directory) {
        let _ = fs::rename(&old, directory);
        let path = directory.to_path_buf();
        return Err(ArtifactError::Disk { path, action: "move the artifact into place", source });
    }
    let _ = sibling.keep();
    Ok(())
}

/// Temporary directories are the owner's alone; an artifact has the usual rights.
fn readable(directory: &Path) -> Result<(), ArtifactError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let rights = fs::Permissions::from_mode(0o755);
        fs::set_permissions(directory, rights).map_err(disk(directory, "set its rights"))?;
    }
    Ok(())
}

fn entry(file: &ArtifactFile) -> FileEntry {
    FileEntry {
        name: file.name.clone(),
        bytes: file.bytes.len() as u64,
        sha256: sha256(&file.bytes),
    }
}

/// An artifact whose files all are as its manifest says.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The manifest.
    pub manifest: serde_json::Value,
    /// The bytes that were checked, of each file asked for.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Checks every file of an artifact and gives those named in `kept`, the very bytes checked.
///
/// # Errors
/// There is no manifest, or a file is missing, changed, unlisted or no file of the directory.
pub fn read(directory: &Path, kept: &[&str]) -> Result<Checked, ArtifactError> {
    let path = directory.join(MANIFEST);
    if !is_regular(&path) {
        return Err(ArtifactError::NotAnArtifact { path: directory.into() });
    }
    let bytes = fs::read(&path).map_err(disk(&path, "read"))?;
    let wrong = |source| ArtifactError::Manifest { path: path.clone(), source };
    let manifest: serde_json::Value = serde_json::from_slice(&bytes).map_err(wrong)?;
    let Manifest { files: listed, .. } = serde_json::from_slice(&bytes).map_err(wrong)?;
    if let Some(name) = kept.iter().find(|kept| listed.iter().all(|file| file.name != **kept)) {
        return Err(ArtifactError::Unlisted { path, name: (*name).to_owned() });
    }
    if let Some(file) = listed.iter().find(|file| !is_plain_name(&file.name)) {
        return Err(ArtifactError::WrongName { path, name: file.name.clone() });
    }
    let mut files = BTreeMap::new();
    for file in listed {
        let mut bytes = Vec::new();
        if kept.contains(&file.name.as_str()) {
            check(&directory.join(&file.name), &file, &mut bytes)?;
            files.insert(file.name, bytes);
        } else {
            check(&directory.join(&file.name), &file, &mut io::sink())?;
        }
    }
    Ok(Checked { manifest, files })
}

/// Whether a name stays in its directory: no path, and neither `.` nor `..`.
fn is_plain_name(name: &str) -> bool {
    let mut components = Path::new(name).components();
    let first = components.next();
    matches!(first, Some(Component::Normal(only)) if only == name) && components.next().is_none()
}

/// Reads a file into `to` and compares it with its line in the manifest, the cheap part first.
fn check(path: &Path, wanted: &FileEntry, to: &mut dyn io::Write) -> Result<(), ArtifactError> {
    let found = path.symlink_metadata().map_err(disk(path, "read"))?;
    if !found.is_file() {
        return Err(ArtifactError::NotRegular { path: path.into() });
    }
    let resized = |found| ArtifactError::Resized { path: path.into(), found, wanted: wanted.bytes };
    if found.len() != wanted.bytes {
        return Err(resized(found.len()));
    }
    let file = fs::File::open(path).map_err(disk(path, "read"))?;
    // One byte more than wanted, for a file that grows while it is read.
    let mut file = io::Read::take(file, wanted.bytes.saturating_add(1));
    let copied = hashing_copy(&mut file, to, &mut |_| ()).map_err(disk(path, "read"))?;
    if copied.bytes != wanted.bytes {
        return Err(resized(copied.bytes));
    }
    let (found, wanted) = (copied.sha256, wanted.sha256.clone());
    if found == wanted {
        return Ok(());
    }
    Err(ArtifactError::Changed { path: path.into(), found, wanted })
}

fn disk(path: &Path, action: &'static str) -> impl Fn(io::Error) -> ArtifactError {
    let path = path.to_path_buf();
    move |source| ArtifactError::Disk { path: path.clone(), action, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Vec<ArtifactFile> {
        vec![ArtifactFile { name: "job.json".to_owned(), bytes: text.as_bytes().to_vec() }]
    }

    fn listed(files: Vec<FileEntry>) -> serde_json::Value {
        serde_json::json!({ "schema_version": 1, "vqbit_version": "0.0.1", "files": files })
    }

    #[test]
    fn an_artifact_is_written_whole_replaced_and_checked() {
        let root = tempfile::tempdir().expect("a directory");
        let place = root.path().join("deep/artifact");
        write(&place, &files("one"), listed).expect("written");
        write(&place, &files("two"), listed).expect("replaced");
        assert_eq!(fs::read_to_string(place.join("job.json")).expect("a file"), "two");
        let checked = read(&place, &["job.json"]).expect("as written");
        assert_eq!(checked.files["job.json"], b"two");
        assert!(read(&place, &[]).expect("as written").files.is_empty());
        let left: Vec<_> = fs::read_dir(root.path().join("deep")).expect("a directory").collect();
        assert_eq!(left.len(), 1, "temporary directories are left");
        fs::write(place.join("job.json"), "owt").expect("written");
        let message = read(&place, &[]).expect_err("a changed file").to_string();
        assert!(message.ends_with(&format!("{MANIFEST} says {}", sha256(b"two"))), "{message}");
    }

    #[test]
    fn what_is_not_an_artifact_is_left_alone() {
        let root = tempfile::tempdir().expect("a directory");
        fs::write(root.path().join("thesis.txt"), "mine").expect("written");
        let message = write(root.path(), &files("one"), listed).expect_err("occupied").to_string();
        assert!(message.ends_with("choose another -o"), "{message}");
        assert!(root.path().join("thesis.txt").is_file());
    }

    #[test]
    fn each_wrong_artifact_has_its_message() {
        let root = tempfile::tempdir().expect("a directory");
        let place = root.path().join("a");
        write(&place, &files("one"), listed).expect("written");
        let wrong = |kept: &[&str]| {
            let message = read(&place, kept).expect_err("a wrong artifact").to_string();
            message.replace(&format!("{}/", root.path().display()), "")
        };
        assert_eq!(wrong(&["job.json", "report.json"]), "a/MANIFEST.json: lists no report.json");
        let job = place.join("job.json");
        fs::write(&job, "three").expect("written");
        assert_eq!(wrong(&[]), "a/job.json: has 5 bytes, MANIFEST.json says 3");
        // The same bytes, but elsewhere.
        fs::write(root.path().join("one"), "one").expect("written");
        fs::remove_file(&job).expect("removed");
        std::os::unix::fs::symlink("../one", &job).expect("a link");
        assert_eq!(wrong(&[]), "a/job.json: is not a regular file");
        for name in ["../one", "/etc/passwd", "..", ".", "", "job.json/", "a/b", "./one"] {
            let file = FileEntry { name: name.into(), bytes: 3, sha256: sha256(b"one") };
            fs::write(place.join(MANIFEST), listed(vec![file]).to_string()).expect("written");
            assert_eq!(
                wrong(&[]),
                format!("a/MANIFEST.json: lists {name:?}, wanted names of files in its directory")
            );
        }
        fs::write(place.join(MANIFEST), "{}").expect("written");
        assert_eq!(wrong(&[]), "a/MANIFEST.json: is not a manifest of this version of vqbit");
    }

    /// Why an artifact may not be written to this place in a folder.
    fn refused(root: &tempfile::TempDir, name: &str) -> String {
        let error = check_place(&root.path().join(name)).expect_err("refused");
        assert!(error.is_wrong_place(), "{error}");
        error.to_string().replace(&format!("{}/", root.path().display()), "")
    }

    #[test]
    fn an_artifact_with_anything_else_in_it_is_left_alone() {
        let root = tempfile::tempdir().expect("a directory");
        let place = root.path().join("a");
        write(&place, &files("one"), listed).expect("written");
        fs::write(place.join("zz.txt"), "mine").expect("written");
        fs::create_dir(place.join("notes")).expect("a directory");
        let wanted = "a exists and holds notes, which is not the artifact's: choose another -o";
        assert_eq!(refused(&root, "a"), wanted);
        assert!(write(&place, &files("two"), listed).is_err());
        assert!(place.join("zz.txt").is_file() && place.join("notes").is_dir());
        // A directory or a link by the name of a listed file is not that file.
        let place = root.path().join("b");
        write(&place, &files("one"), listed).expect("written");
        fs::remove_file(place.join("job.json")).expect("removed");
        fs::create_dir(place.join("job.json")).expect("a directory");
        let wanted = "b exists and holds job.json, which is not the artifact's: choose another -o";
        assert_eq!(refused(&root, "b"), wanted);
    }

    #[test]
    fn a_manifest_of_something_else_is_not_ours() {
        let root = tempfile::tempdir().expect("a directory");
        fs::create_dir(root.path().join("a")).expect("a directory");
        for manifest in ["", "{}", r#"{"files": []}"#, r#"{"schema_version": 1, "files": []}"#] {
            fs::write(root.path().join("a").join(MANIFEST), manifest).expect("written");
            assert_eq!(
                refused(&root, "a"),
                "a exists and is not a vqbit artifact (its MANIFEST.json is of something else): \
                 choose another -o"
            );
        }
    }

    #[test]
    fn a_link_to_an_artifact_stays_a_link() {
        let root = tempfile::tempdir().expect("a directory");
        let (place, link) = (root.path().join("a"), root.path().join("link"));
        write(&place, &files("one"), listed).expect("written");
        std::os::unix::fs::symlink("a", &link).expect("a link");
        write(&link, &files("two"), listed).expect("replaced");
        assert_eq!(fs::read_to_string(place.join("job.json")).expect("a file"), "two");
        assert!(link.is_symlink());
        std::os::unix::fs::symlink("gone", root.path().join("loose")).expect("a link");
        let wanted = "loose exists and is a link to nothing: choose another -o";
        assert_eq!(refused(&root, "loose"), wanted);
        assert_eq!(refused(&root, "gone/.."), "gone/.. ends in no name: choose another -o");
    }
}
