//! The rooms and who may import whom, read off the `use` lines of the source.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms each room may import besides itself. A room is a file or folder below `src/`.
const MAY_IMPORT: [(&str, &[&str]); 29] = [
    ("files", &[]),
    ("sharding", &[]),
    ("wire", &[]),
    ("report", &[]),
    ("ir", &["sharding"]),
    ("tensor", &["files", "ir", "sharding"]),
    ("reference", &["ir", "vq"]),
    ("emit", &["ir", "sharding", "wire"]),
    ("inspect", &["emit", "sharding", "wire"]),
    ("estimate", &["inspect", "sharding", "target", "wire"]),
    ("vq", &["ir", "sharding", "tensor"]),
    ("states", &["tensor", "vq"]),
    ("stream", &["files", "ir", "tensor"]),
    ("pjrt", &["wire"]),
    ("plugins", &["files", "pjrt", "worker"]),
    ("worker", &["files", "pjrt", "wire"]),
    ("target", &["sharding"]),
    ("job", &["ir", "sharding", "target", "vq"]),
    ("plan", &["files", "job", "sharding", "target", "vq"]),
    ("page", &["estimate", "report", "sharding", "target"]),
    ("import", &["emit", "inspect", "sharding", "target", "wire"]),
    ("artifact", &["files"]),
    ("cache", &["files", "pjrt", "worker"]),
    ("cases", &["ir", "job", "report", "tensor", "vq"]),
    ("session", &["ir", "pjrt", "sharding", "tensor", "vq", "wire"]),
    ("verification", &["ir", "reference", "report", "session", "sharding", "tensor", "vq"]),
    ("xla_bridge", &["emit", "ir"]),
    (
        "pipeline",
        &[
            "artifact",
            "cache",
            "cases",
            "emit",
            "estimate",
            "files",
            "import",
            "inspect",
            "ir",
            "job",
            "page",
            "pjrt",
            "plan",
            "report",
            "session",
            "sharding",
            "stream",
            "target",
            "tensor",
            "verification",
            "vq",
            "wire",
            "worker",
        ],
    ),
    (
        "cli",
        &[
            "artifact", "cache", "cases", "emit", "estimate", "files", "import", "inspect", "ir",
            "job", "pipeline", "pjrt", "plan", "plugins", "report", "sharding", "states", "stream",
            "target", "tensor", "vq", "wire", "worker",
        ],
    ),
];

/// Rooms that may speak a word others may not: the word and the rooms.
const RESERVED: [(&str, &[&str]); 3] =
    [("anyhow::", &["cli", "main"]), ("println!", &["cli"]), ("unsafe", &["pjrt"])];

fn sources() -> Vec<(String, PathBuf, String)> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    files.sort();
    assert!(files.len() > 40, "found only {} source files", files.len());
    files.into_iter().map(|path| (room(&path), path.clone(), read(&path))).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a readable source file")
}

/// The first component below `src/`, without its ending.
fn room(path: &Path) -> String {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let below = path.strip_prefix(src).expect("a file below src");
    let first = below.components().next().expect("a component");
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// A file without its comment lines.
fn code_of(text: &str) -> String {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// Whether code has a word anywhere, and not as a part of a longer name.
fn speaks(code: &str, word: &str) -> bool {
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let ends_in_name = word.ends_with(in_name);
    code.match_indices(word).any(|(at, _)| {
        // A hyphen goes on with a word of another language: 'unsafe-inline' is one of HTTP.
        let goes_on = code[at + word.len()..].starts_with(|c| in_name(c) || c == '-');
        !(code[..at].ends_with(in_name) || ends_in_name && goes_on)
    })
}

#[test]
fn reserved_words_are_found_wherever_they_stand() {
    let anyhow = RESERVED[0].0;
    for code in [
        "use anyhow::{Context, anyhow};",
        "fn read() -> anyhow::Result<()> {",
        "    Err(anyhow::anyhow!(\"no\"))",
        "type Outcome = Result<(), anyhow::Error>;",
    ] {
        assert!(speaks(code, anyhow), "{code}");
    }
    assert!(!speaks(&code_of("/// Not anyhow::Error.\nuse not_anyhow::Error;"), anyhow));
    assert!(speaks("let at = unsafe{ read(pointer) };", "unsafe"));
    assert!(!speaks("style-src 'unsafe-inline'", "unsafe"));
    assert!(!speaks("#![deny(unsafe_code)]", "unsafe") && !speaks("eprintln!()", "println!"));
}

#[test]
fn no_room_imports_one_above_it() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.into_iter().collect();
    let mut wrong = Vec::new();
    for (room, path, text) in sources() {
        if room == "lib" || room == "main" {
            continue;
        }
        let Some(allowed) = allowed.get(room.as_str()) else {
            wrong.push(format!("{}: room {room} is not in the table", path.display()));
            continue;
        };
        let code = code_of(&text);
        for (_, rest) in code.match_indices("crate::").map(|(at, m)| code.split_at(at + m.len())) {
            let other: String =
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            if other != room && !allowed.contains(&other.as_str()) {
                wrong.push(format!("{}: {room} imports {other:?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reserved_words_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (room, path, text) in sources() {
        for (word, rooms) in RESERVED {
            if !rooms.contains(&room.as_str()) && speaks(&code_of(&text), word) {
                wrong.push(format!("{}: {word} belongs to {rooms:?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_opens_with_its_caption() {
    let bare: Vec<_> = sources()
        .into_iter()
        // The front door's caption is the README.
        .filter(|(room, _, text)| room != "lib" && !text.starts_with("//! "))
        .map(|(_, path, _)| path.display().to_string())
        .collect();
    assert!(bare.is_empty(), "no caption: {}", bare.join(", "));
}
