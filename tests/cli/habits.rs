//! What a user expects of any command: man pages, colours only where they are wanted, the
//! environment told in one place, a doctor.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::{Place, SMALL, called, plugin};

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
    // A call to be copied stands in one line, which pages would break otherwise.
    let page = String::from_utf8(place.read("pages/man1/vqbit-emit.1")).expect("text");
    let examples = page.split(".SH EXAMPLES\n.nf\n").nth(1).expect("examples");
    let examples: Vec<&str> = examples.lines().take_while(|line| *line != ".fi").collect();
    let call = "vqbit emit \\-\\-step quantize \\-\\-format jax\\-export \\-o q.jaxexport";
    assert!(examples.contains(&call) && examples.len() >= 3, "{page}");
    let page = String::from_utf8(place.read("pages/man1/vqbit.1")).expect("text");
    let environment = page.split(".SH ENVIRONMENT\n.nf\n").nth(1).expect("the environment");
    assert!(environment.starts_with("VQBIT_CPU_PLUGIN  "), "{page}");
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

    // No Python is a remark as long as nothing is missing.
    let text = place.works("doctor");
    for line in ["vqbit ", "machine ", "VQBIT_PYTHON ", "cpu", "tpu"] {
        assert!(text.lines().any(|found| found.starts_with(line)), "{text}");
    }
    let no_pip = "none, so that no plugin can be installed: python no-python: cannot be started";
    assert!(text.contains(no_pip), "{text}");
}

/// `vqbit doctor` with these variables: its exit code, what it tells, and its last line.
fn doctor(place: &Place, variables: &[(&str, &Path)]) -> (i32, String, String) {
    let mut command = place.bare();
    let found = called(command.envs(variables.iter().copied()).arg("doctor"), "");
    (found.code, found.stdout, found.stderr)
}

#[test]
fn a_plugin_that_is_missing_is_a_problem_where_no_pip_installs_it() {
    let place = Place::new();
    let (code, told, last) = doctor(&place, &[]);
    assert_eq!((code, last.as_str()), (1, "error: 2 of 2 plugins have problems\n"), "{told}");
    for plugin in ["cpu: not found in VQBIT_CPU_PLUGIN, ", "tpu: not found in TPU_LIBRARY_PATH, "] {
        assert!(told.contains(&format!("  problems  plugin {plugin}")), "{told}");
    }
    let next = "the packages of no-python; it cannot be installed: python no-python: cannot be \
                started; set VQBIT_PYTHON to a Python 3 with pip or set VQBIT_CPU_PLUGIN to its \
                library\n";
    assert!(told.contains(next) && !told.contains("vqbit plugins install"), "{told}");
    let found = called(place.bare().args(["doctor", "--json"]), "");
    let told: serde_json::Value = serde_json::from_str(&found.stdout).expect("JSON");
    assert!(told["plugins"][1]["problems"][0].is_string(), "{told}");
    // A pip would install both.
    place.write("python", "#!/bin/sh\n[ \"$2\" = pip ] && echo pip 1.0\n");
    fs::set_permissions(place.path("python"), fs::Permissions::from_mode(0o755)).expect("a mode");
    let (code, told, _) = doctor(&place, &[("VQBIT_PYTHON", &place.path("python"))]);
    let installs = "no plugin found: `vqbit plugins install cpu tpu` installs them\n";
    assert!(code == 0 && told.ends_with(installs), "{told}");
}

#[test]
fn a_cache_that_cannot_be_written_is_a_problem() {
    let place = Place::new();
    // A file lies where the cache would be made.
    place.write("file", "no folder");
    let cache = place.path("file/cache");
    let mut command = place.vqbit();
    let found = called(command.env("VQBIT_CACHE_DIR", &cache).arg("doctor"), "");
    assert_eq!((found.code, found.stderr.as_str()), (1, "error: the cache cannot be written\n"));
    let line = found.stdout.lines().find(|line| line.starts_with("cache ")).expect("a line");
    assert!(line.contains("file/cache, which cannot be written: "), "{line}");
    let next = "; set VQBIT_CACHE_DIR to a folder that can be written";
    assert!(line.ends_with(next), "{line}");
    let (_, _, last) = doctor(&place, &[("VQBIT_CACHE_DIR", &cache)]);
    let wanted = "error: 2 of 2 plugins have problems, and the cache cannot be written\n";
    assert_eq!(last, wanted);
}

#[test]
fn half_a_plugin_in_the_cache_is_named_with_its_size() {
    let place = Place::new();
    let library = place.path(".cache/plugins/lammps-jax-pjrt-cpu-0.11.2.so");
    fs::create_dir_all(library.parent().expect("a folder")).expect("a folder");
    fs::write(&library, "half").expect("a library");
    let half = format!("{} is damaged: found 4 bytes, wanted 201600336", library.display());
    // The Python of this machine may have a pip or none.
    for arguments in ["doctor", "plugins doctor", "plugins doctor cpu"] {
        let mut command = place.bare();
        command.env("VQBIT_PYTHON", "python3").args(arguments.split(' '));
        let found = called(&mut command, "");
        assert_eq!(found.code, 1, "{arguments}: {}", found.stderr);
        assert!(found.stdout.contains(&half), "{arguments}: {}", found.stdout);
    }
    for arguments in ["run --random 1", "compile"] {
        let arguments = format!("{arguments} {SMALL} --offline");
        let found = called(place.bare().args(arguments.split(' ')), "");
        let wanted = format!("error: plugin cpu: not found ({half}), and --offline forbids ");
        assert_eq!(found.code, 1, "{arguments}: {}", found.stderr);
        assert!(found.stderr.starts_with(&wanted), "{arguments}: {}", found.stderr);
    }
}

#[test]
fn a_plugin_is_named_from_the_folder_one_is_in() {
    let place = Place::new();
    symlink(plugin("VQBIT_TEST_CPU_115"), place.path("good.so")).expect("a link");
    for arguments in ["plugins doctor cpu", "run --random 1", "compile -o a"] {
        let job = if arguments.starts_with("plugins") { "" } else { SMALL };
        let mut command = place.vqbit();
        command.args(arguments.split(' ')).args(job.split_whitespace());
        let found = called(command.env("VQBIT_CPU_PLUGIN", "good.so"), "");
        assert_eq!(found.code, 0, "{arguments}: {}{}", found.stdout, found.stderr);
    }
}

#[test]
fn half_a_plugin_ends_the_worker_and_not_vqbit() {
    let place = Place::new();
    let whole = fs::File::open(plugin("VQBIT_TEST_CPU_115")).expect("a plugin");
    let half = fs::File::create(place.path("half.so")).expect("a file");
    io::copy(&mut whole.take(100_000_000), &mut &half).expect("a copy");
    let rows = format!("init-state {SMALL} -o rows --random 1");
    place.works(&rows);
    for arguments in ["run --random 1", "verify", "init-state --data rows:codebook -o state"] {
        let arguments = format!("{arguments} {SMALL} --plugin half.so");
        let found = place.call(&arguments);
        let path = place.path("half.so");
        let wanted = format!("error: plugin {}: killed its worker by signal 7", path.display());
        assert_eq!(found.code, 1, "{arguments}: {}", found.stderr);
        assert!(found.stderr.starts_with(&wanted), "{arguments}: {}", found.stderr);
        assert!(found.stderr.contains("\nhelp: `vqbit doctor` says "), "{}", found.stderr);
    }
}

#[test]
fn a_negative_number_is_told_in_the_words_of_its_option() {
    let place = Place::new();
    let range = "-1 is not in ";
    for (arguments, said) in [
        ("init-state --random -1", "wanted a whole number as seed"),
        ("init-state --iterations -1", range),
        ("init-state --sample -1", range),
        ("run --steps -1", range),
        ("run --time -1", range),
        ("run --commit-every -1", "wanted "),
        ("verify --steps -1", range),
        ("verify --max-collectives -1", "wanted a whole number"),
        ("compile --timeout -1", "wanted whole seconds, at least 1"),
        ("compile --max-hbm -1", "wanted bytes, as 4096, 512KiB or 2GiB"),
        ("cache prune --limit -1", "wanted bytes, as 4096, 512KiB or 2GiB"),
    ] {
        let found = place.call(arguments);
        let (flag, _) = arguments.rsplit_once(' ').expect("a value");
        let flag = flag.rsplit(' ').next().unwrap_or_default();
        let wanted = format!("error: invalid value '-1' for '{flag} <");
        assert_eq!(found.code, 2, "{arguments}: {}", found.stderr);
        assert!(found.stderr.starts_with(&wanted), "{arguments}: {}", found.stderr);
        assert!(found.stderr.contains(said), "{arguments}: {}", found.stderr);
    }
}

#[test]
fn an_ill_plugin_is_told_once_and_ends_the_doctor_with_1() {
    let place = Place::new();
    place.write("plugin.so", "no library");
    let mut command = place.bare();
    command.env("VQBIT_CPU_PLUGIN", place.path("plugin.so")).args(["doctor", "--json"]);
    let found = called(&mut command, "");
    // Libtpu is the second: it is missing, and there is no Python to install it.
    assert_eq!((found.code, found.stderr.as_str()), (1, "error: 2 of 2 plugins have problems\n"));
    let told: Result<serde_json::Value, _> = serde_json::from_str(&found.stdout);
    let told = told.unwrap_or_else(|error| panic!("not one JSON value: {error}\n{}", found.stdout));
    assert!(told["plugins"][0]["problems"][0].is_string(), "{told}");
}
