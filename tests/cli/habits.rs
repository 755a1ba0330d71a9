//! What a user expects of any command: man pages, colours only where they are wanted, the
//! environment told in one place, a doctor.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::{Place, SMALL, called};

/// What a terminal shows of a call: standard error is a terminal of Python's making.
fn in_terminal(place: &Place, arguments: &str, no_color: Option<&str>) -> String {
    const SPAWN: &str = "import pty, sys; pty.spawn(sys.argv[1:])";
    let vqbit = place.vqbit();
    let mut command = Command::new("python3");
    command.args(["-c", SPAWN]).arg(vqbit.get_program()).args(arguments.split_whitespace());
    command.current_dir(place.path("")).env("TERM", "xterm-256color").env_remove("NO_COLOR");
    for (name, value) in vqbit.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.envs(no_color.map(|value| ("NO_COLOR", value)));
    called(&mut command, "").stdout
}

/// Whether a text has a colour or another rendition; moving the cursor is none.
fn is_coloured(text: &str) -> bool {
    text.split("\u{1b}[").skip(1).any(|rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').starts_with('m')
    })
}

#[test]
fn no_color_is_obeyed_by_help_errors_logs_and_bars() {
    let place = Place::new();
    let compile = format!("compile {SMALL} -o a -v");
    for arguments in ["run --help", "emit --nonsense", &compile] {
        let coloured = in_terminal(&place, arguments, None);
        assert!(is_coloured(&coloured), "{arguments} has no colours in a terminal: {coloured}");
        let plain = in_terminal(&place, arguments, Some("1"));
        assert!(!plain.is_empty() && !is_coloured(&plain), "{arguments}: {plain:?}");
    }
    let bar = in_terminal(&place, &format!("run {SMALL} --random 1 --steps 3"), Some("1"));
    assert!(bar.contains("perplexity") && !is_coloured(&bar), "{bar:?}");
}

#[test]
fn man_pages_are_written_for_every_subcommand() {
    let place = Place::new();
    assert_eq!(place.works("man pages/man1"), "");
    let names = fs::read_dir(place.path("pages/man1")).expect("pages");
    let names: BTreeSet<String> =
        names.map(|entry| entry.expect("a page").file_name().to_string_lossy().into()).collect();
    for name in ["vqbit.1", "vqbit-compile.1", "vqbit-state-convert.1", "vqbit-plugins-doctor.1"] {
        assert!(names.contains(name), "{name} is not among {names:?}");
    }
    let page = String::from_utf8(place.read("pages/man1/vqbit-compile.1")).expect("text");
    for word in [".TH", "\\-\\-target", "vqbit compile \\-\\-target v4\\-32"] {
        assert!(page.contains(word), "vqbit-compile.1 does not say {word}: {page}");
    }
    place.write("file", "");
    let found = place.call("man file");
    assert_eq!((found.code, found.stdout.as_str()), (1, ""));
    assert!(found.stderr.starts_with("error: file: cannot be written: "), "{}", found.stderr);
}

#[test]
fn the_environment_is_told_in_one_place() {
    let place = Place::new();
    let help = place.works("--help");
    let readme = include_str!("../../README.md");
    let mut read = BTreeSet::from(["TPU_LIBRARY_PATH".to_owned(), "NO_COLOR".to_owned()]);
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut read);
    assert!(read.contains("VQBIT_PYTHON") && read.len() >= 6, "{read:?}");
    for name in read {
        assert!(help.contains(&format!("\n  {name}  ")), "vqbit --help does not tell of {name}");
        assert!(readme.contains(&format!("| `{name}` | ")), "README does not tell of {name}");
    }
}

/// The variables of vqbit's own that the source speaks of.
fn collect(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, names);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source file");
        let rests = text.match_indices("VQBIT_").map(|(at, _)| &text[at..]);
        let in_name = |c: &char| c.is_ascii_uppercase() || *c == '_';
        let found = rests.map(|rest| rest.chars().take_while(in_name).collect::<String>());
        names.extend(found.filter(|name| name.len() > "VQBIT_".len()));
    }
}

#[test]
fn the_doctor_tells_the_machine_the_environment_and_the_plugins() {
    let place = Place::new();
    let found = place.json("doctor --json");
    assert_eq!(found["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(found["environment"]["VQBIT_PYTHON"], "no-python");
    assert_eq!(found["cache"], place.path(".cache").display().to_string());
    assert_eq!((&found["pip"], &found["cache_problem"]), (&json!(null), &json!(null)));
    let no_pip = found["pip_problem"].as_str().unwrap_or_default();
    assert!(no_pip.starts_with("python no-python: cannot be started"), "{no_pip}");
    let plugins = found["plugins"].as_array().expect("a list");
    let ill = plugins.iter().filter(|plugin| plugin["problems"] != json!([])).count();
    assert_eq!((plugins.len(), ill), (2, 0));

    let nothing = called(place.bare().arg("doctor"), "");
    assert_eq!(nothing.code, 0, "{}", nothing.stderr);
    for line in ["vqbit ", "machine ", "VQBIT_PYTHON ", "no plugin found: "] {
        assert!(nothing.stdout.lines().any(|found| found.starts_with(line)), "{}", nothing.stdout);
    }
    let no_pip = "none, so that no plugin can be installed: python no-python: cannot be started";
    assert!(nothing.stdout.contains(no_pip), "{}", nothing.stdout);
    // A file lies where the cache would be made.
    place.write("file", "no folder");
    let mut command = place.bare();
    command.env("VQBIT_CACHE_DIR", place.path("file/cache")).arg("doctor");
    let found = called(&mut command, "").stdout;
    assert!(found.contains("file/cache, which cannot be written: "), "{found}");
}

#[test]
fn an_ill_plugin_is_told_once_and_ends_the_doctor_with_1() {
    let place = Place::new();
    place.write("plugin.so", "no library");
    let mut command = place.bare();
    command.env("VQBIT_CPU_PLUGIN", place.path("plugin.so")).args(["doctor", "--json"]);
    let found = called(&mut command, "");
    assert_eq!((found.code, found.stderr.as_str()), (1, "error: 1 of 1 plugins have problems\n"));
    let told: Result<serde_json::Value, _> = serde_json::from_str(&found.stdout);
    let told = told.unwrap_or_else(|error| panic!("not one JSON value: {error}\n{}", found.stdout));
    assert!(told["plugins"][0]["problems"][0].is_string(), "{told}");
}
