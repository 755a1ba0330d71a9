//! Files written whole, and hashes as text.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// How many links may follow each other, as in Linux.
const MAX_LINKS: usize = 40;

/// Writes the parts one after the other as the content of a file.
///
/// A regular file is replaced in one move and keeps its mode, so that nobody sees half of it; a
/// new one has the mode that the user's umask leaves. Links are followed. What is no regular file
/// (a FIFO, a terminal, `/dev/null`) is written into and stays what it is.
///
/// # Errors
/// The system's word, which does not name the file.
pub fn write_whole(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(rustix::io::Errno::ISDIR.into()),
        Ok(found) if !found.is_file() => {
            write_all(&OpenOptions::new().write(true).open(path)?, parts)
        }
        Ok(found) => replace(&fs::canonicalize(path)?, parts, Some(found.permissions())),
        Err(error) if error.kind() == ErrorKind::NotFound => replace(&target(path)?, parts, None),
        Err(error) => Err(error),
    }
}

/// As [`write_whole`], and it is on the disk when this comes back: file and name outlast a power cut.
///
/// # Errors
/// The system's word, which does not name the file.
pub fn write_durably(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    write_whole(path, parts)?;
    File::open(path)?.sync_all()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    sync_folder(folder.unwrap_or(Path::new(".")))
}

/// Waits until the names in a folder are on the disk.
///
/// # Errors
/// The system's word, which does not name the folder.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

fn write_all(mut file: &File, parts: &[&[u8]]) -> io::Result<()> {
    parts.iter().try_for_each(|part| file.write_all(part))
}

/// Where links lead that may end at nothing.
fn target(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..MAX_LINKS {
        let Ok(next) = fs::read_link(&path) else { return Ok(path) };
        path = path.parent().unwrap_or(Path::new("")).join(next);
    }
    Err(rustix::io::Errno::LOOP.into())
}

/// Writes a temporary file in the same folder and renames it.
fn replace(path: &Path, parts: &[&[u8]], mode: Option<fs::Permissions>) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    // Asked first, for an error that does not speak of the temporary file.
    fs::metadata(folder)?;
    let temporary = new_file_in(folder)?;
    write_all(temporary.as_file(), parts)?;
    if let Some(mode) = mode {
        temporary.as_file().set_permissions(mode)?;
    }
    temporary.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}

/// A temporary file with the permissions of any other file of the user's.
fn new_file_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    let builder = builder.permissions(fs::Permissions::from_mode(0o666)); // less the user's umask
    builder.prefix(".vqbit-").tempfile_in(folder)
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 as hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of a file too large to hold, as hexadecimal digits.
///
/// # Errors
/// The file cannot be read.
pub fn sha256_of(path: &Path) -> io::Result<String> {
    Ok(hashing_copy(&mut File::open(path)?, &mut io::sink(), &mut |_| ())?.sha256)
}

/// What went through [`hashing_copy`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// How many bytes.
    pub bytes: u64,
    /// Their SHA-256 as hexadecimal digits.
    pub sha256: String,
}

/// Copies and hashes what may be too large to hold; tells the bytes copied after each mebibyte.
///
/// # Errors
/// One of the two cannot be read or written.
pub fn hashing_copy(
    from: &mut dyn Read,
    to: &mut dyn Write,
    report: &mut dyn FnMut(u64),
) -> io::Result<Copied> {
    let mut hash = Sha256::new();
    let mut chunk = vec![0; 1 << 20];
    let mut bytes = 0;
    loop {
        let count = match from.read(&mut chunk) {
            Ok(0) => return Ok(Copied { bytes, sha256: hex(&hash.finalize()) }),
            Ok(count) => count,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.update(&chunk[..count]);
        to.write_all(&chunk[..count])?;
        bytes += count as u64;
        report(bytes);
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("a file").permissions().mode() & 0o777
    }

    #[test]
    fn a_file_is_replaced_and_keeps_its_mode() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, usual) = (folder.path().join("a"), folder.path().join("usual"));
        fs::write(&usual, "").expect("written");
        write_whole(&path, &[b"on", b"e"]).expect("written");
        assert_eq!(mode(&path), mode(&usual), "the umask decides");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
        write_whole(&path, &[b"two"]).expect("replaced");
        assert_eq!((fs::read(&path).expect("bytes"), mode(&path)), (b"two".to_vec(), 0o640));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
        let error = write_whole(folder.path(), &[b"x"]).expect_err("a folder");
        assert_eq!(error.kind(), ErrorKind::IsADirectory);
        let error = write_whole(&folder.path().join("gone/a"), &[b"x"]).expect_err("no folder");
        assert_eq!(error.to_string(), "No such file or directory (os error 2)");
    }

    #[test]
    fn links_are_followed_and_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("deep")).expect("a folder");
        symlink("deep/b", at("a")).expect("a link");
        symlink("c", at("deep/b")).expect("a link");
        for content in [b"new", b"old"] {
            write_whole(&at("a"), &[content]).expect("written");
            assert_eq!(fs::read(at("deep/c")).expect("bytes"), content);
            assert!(at("a").is_symlink() && at("deep/b").is_symlink());
        }
        symlink("loop", at("loop")).expect("a link");
        assert!(write_whole(&at("loop"), &[b"x"]).is_err());
    }

    #[test]
    fn what_is_no_regular_file_is_written_into() {
        let folder = tempfile::tempdir().expect("a folder");
        let fifo = folder.path().join("fifo");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status().expect("mkfifo");
        assert!(made.success());
        // Not /dev/null, which a failing test would take from the machine.
        let reader = std::thread::spawn({
            let fifo = fifo.clone();
            move || fs::read(fifo).expect("bytes")
        });
        write_whole(&fifo, &[b"thr", b"ough"]).expect("written");
        assert_eq!(reader.join().expect("a reader"), b"through");
        assert!(fs::metadata(&fifo).expect("a fifo").file_type().is_fifo());
    }

    #[test]
    fn what_is_copied_is_hashed_as_a_whole() {
        let bytes = vec![7; (1 << 20) + 5];
        let (mut to, mut told) = (Vec::new(), Vec::new());
        let copied = hashing_copy(&mut bytes.as_slice(), &mut to, &mut |count| told.push(count));
        let wanted = Copied { bytes: bytes.len() as u64, sha256: sha256(&bytes) };
        assert_eq!((copied.expect("copied"), to), (wanted, bytes));
        assert_eq!(told, [1 << 20, (1 << 20) + 5]);
        assert!(sha256(b"").starts_with("e3b0c442"));
    }
}
