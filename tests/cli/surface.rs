//! What a user sees of every subcommand: help, completions, logs, listings, and stable output.

use std::process::Command;

use serde_json::{Value, json};

use crate::{Place, SMALL, called};

const JOB_FLAGS: &str = "--job --step --target --mesh --layout --codebook-size --embedding-dim \
     --batch --seq --dtype --commitment-weight --codebook-weight --ema-decay --ema-epsilon \
     --memory-limit-gb --megacore --chips-per-host-bounds";
const FLAGS: [(&str, &str); 20] = [
    ("", "--verbose --log-format --json Examples:"),
    (
        "emit",
        "--format --platforms --output --print-job compile-options --options-for --xla-option --plugin",
    ),
    (
        "compile",
        "--output --format --xla-option --static-profile --plugin --offline --timeout --html",
    ),
    (
        "import",
        "<FILE> --target --mesh --memory-limit-gb --megacore --output --xla-option --plugin --offline \
         --timeout --max-hbm --require-aliasing Examples:",
    ),
    ("compare", "--targets --codes --plugin --offline --timeout"),
    ("plan", "--targets --html --plugin --offline --timeout --max-hbm Examples:"),
    ("run", "--on --inputs --input --random --outputs --steps --format --plugin --offline"),
    (
        "verify",
        "--on --devices --families --inputs --input --seed --steps --format --cases --plugin Examples:",
    ),
    (
        "init-state",
        "--random --codebook --output --tpu-layout --init --data --iterations --programs --sample",
    ),
    ("state", "convert"),
    ("state convert", "--from --to --prefix --decay --force --output <IN> haiku uvim"),
    ("inspect", "--target --mesh <PATH>"),
    ("diff", "<A> <B> Examples:"),
    ("targets", "--mesh --megacore --plugin --offline [TARGET]"),
    ("plugins", "list install doctor"),
    ("plugins install", "[NAME]..."),
    ("schema", "job report import comparison diff plan verification cases"),
    ("completions", "bash zsh fish"),
    ("doctor", "Examples:"),
    ("man", "<DIR>"),
];

#[test]
fn every_subcommand_has_help_that_names_its_flags() {
    let place = Place::new();
    for (subcommand, flags) in FLAGS {
        let help = place.works(&format!("{subcommand} --help"));
        for flag in flags.split_whitespace() {
            assert!(help.contains(flag), "vqbit {subcommand} --help does not name {flag}\n{help}");
        }
        let takes_a_job = ["emit", "compile", "compare", "plan", "run", "verify", "init-state"]
            .contains(&subcommand);
        for flag in JOB_FLAGS.split_whitespace().filter(|_| takes_a_job) {
            assert!(help.contains(flag), "vqbit {subcommand} --help does not name {flag}");
        }
    }
}

#[test]
fn a_run_has_no_time_limit_to_set() {
    let place = Place::new();
    assert!(!place.works("run --help").contains("--timeout"));
    assert_eq!(place.call(&format!("run {SMALL} --random 1 --timeout 5")).code, 2);
}

#[test]
fn megacore_of_a_job_file_can_be_taken_back() {
    let place = Place::new();
    place.write("job.json", r#"{"target": "v4-32", "megacore": true}"#);
    let megacore = |flag: &str| {
        place.json(&format!("emit --job job.json {flag} --print-job"))["megacore"].clone()
    };
    assert_eq!(megacore(""), json!(true));
    assert_eq!(megacore("--megacore=false"), Value::Null);
    assert_eq!(megacore("--megacore=true --step encode"), json!(true));
    let bare = place.json("emit --megacore --target v4-32 --print-job");
    assert_eq!(bare["megacore"], json!(true));
    assert_eq!(place.json("emit --megacore=false --print-job")["megacore"], Value::Null);
}

#[test]
fn completions_are_scripts() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = place.works(&format!("completions {shell}"));
        assert!(script.contains("init-state"), "{shell}: {script}");
        place.write(shell, &script);
    }
    let bash = called(Command::new("bash").arg("-n").arg(place.path("bash")), "");
    assert_eq!((bash.code, bash.stderr.as_str()), (0, ""));
}

#[test]
fn logs_are_json_lines_on_standard_error_only() {
    let place = Place::new();
    let found = place.call(&format!("compile {SMALL} -o a --json -v --log-format json"));
    assert_eq!(found.code, 0, "{}", found.stderr);
    let report: Result<Value, _> = serde_json::from_str(&found.stdout);
    assert!(report.is_ok(), "standard output is not one JSON value: {}", found.stdout);
    assert!(!found.stderr.is_empty(), "-v says nothing");
    for line in found.stderr.lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        assert!(line["level"].is_string() && line["timestamp"].is_string(), "{line}");
    }
    let quiet = place.call(&format!("compile {SMALL} -o a"));
    assert_eq!(quiet.stderr, "", "a compile that works says something on standard error");
}

#[test]
fn a_printed_job_is_read_back_as_itself() {
    let place = Place::new();
    let flags = ["", SMALL, "--target v4-32 --layout tokens+codes --megacore --mesh a=4,b=4"];
    for flags in flags {
        let job = place.works(&format!("emit {flags} --print-job"));
        let again = called(place.vqbit().args(["emit", "--job", "-", "--print-job"]), &job);
        assert_eq!((again.code, again.stdout), (0, job.clone()), "{flags}: {}", again.stderr);
        let program = called(place.vqbit().args(["emit", "--job", "-"]), &job);
        assert_eq!(program.stdout, place.works(&format!("emit {flags}")));
    }
    place.write("job.json", r#"{"step": "encode", "input": {"batch": 2}}"#);
    let won = place.json("emit --job job.json --batch 4 --print-job");
    assert_eq!((&won["step"], &won["input"]["batch"]), (&json!("encode"), &json!(4)));
}

#[test]
fn emitting_twice_writes_the_same_bytes() {
    let place = Place::new();
    for format in ["hlo-text", "hlo-proto", "stablehlo", "stablehlo-gspmd", "jax-export"] {
        for name in ["first", "second"] {
            place.works(&format!("emit --target v4-32 --format {format} -o {name}"));
        }
        let first = place.read("first");
        assert!(first.len() > 1000 && first == place.read("second"), "{format}");
        if !["hlo-proto", "jax-export"].contains(&format) {
            let printed = place.works(&format!("emit --target v4-32 --format {format}"));
            assert_eq!(printed.as_bytes(), first, "{format}");
        }
    }
}

#[test]
fn what_is_no_regular_file_is_written_into_and_stays() {
    let place = Place::new();
    let wanted = place.works(&format!("emit {SMALL}"));
    std::os::unix::fs::symlink("real", place.path("link")).expect("a link");
    place.works(&format!("emit {SMALL} -o link"));
    assert!(place.path("link").is_symlink());
    assert_eq!(place.read("real"), wanted.as_bytes());
    let made = Command::new("mkfifo").arg(place.path("fifo")).status().expect("mkfifo");
    assert!(made.success());
    let through = |arguments: &str| {
        let fifo = place.path("fifo");
        let reader = std::thread::spawn(move || std::fs::read(fifo).expect("bytes"));
        place.works(&format!("{arguments} fifo"));
        // Were the FIFO a file now, its reader would wait forever.
        assert!(!place.path("fifo").is_file(), "{arguments} replaces a FIFO");
        reader.join().expect("a reader")
    };
    assert_eq!(through(&format!("emit {SMALL} -o")), wanted.as_bytes());
    place.works(&format!("init-state {SMALL} -o state"));
    assert_eq!(through(&format!("init-state {SMALL} -o")), place.read("state"));
    assert!(!through(&format!("run {SMALL} --random 1 --outputs")).is_empty());
}

#[test]
fn targets_are_listed_with_their_devices() {
    let place = Place::new();
    let targets = place.json("targets --json");
    let generations = targets["generations"].as_array().expect("generations");
    let slices = generations.iter().flat_map(|g| g["slices"].as_array().into_iter().flatten());
    let slice = slices.clone().find(|slice| slice["name"] == "v4-32").expect("a v4-32");
    assert_eq!((&slice["devices"], &slice["chips"]), (&json!(32), &json!(16)));
    assert!(slices.count() > 20);
    let text = place.works("targets");
    assert!(text.lines().any(|line| line.starts_with("v4-32 ") && line.contains("2x2x4")));
}

#[test]
fn a_target_on_a_mesh_lists_every_partition() {
    let place = Place::new();
    let text = place.works("targets v4-32 --mesh 4x8");
    let rows = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    assert_eq!(rows.count(), 32, "{text}");
    let object = place.json("targets v4-32 --mesh 4x8 --json");
    let devices = object["devices"].as_array().expect("devices");
    let mut ids: Vec<i64> = devices.iter().filter_map(|d| d["device_id"].as_i64()).collect();
    ids.sort_unstable();
    assert_eq!(ids, (0..32).collect::<Vec<i64>>());
}

#[test]
fn plugins_are_listed_and_examined() {
    let place = Place::new();
    let list = place.json("plugins list --json");
    let names: Vec<&Value> =
        list.as_array().into_iter().flatten().map(|plugin| &plugin["name"]).collect();
    assert_eq!(names, ["cpu", "tpu", "cpu-0.106", "cpu-0.81"]);
    assert_eq!(list[0]["found_in"], "VQBIT_CPU_PLUGIN");
    let doctor = place.json("plugins doctor --json");
    let minor = |name: &str| {
        let mut all = doctor.as_array().into_iter().flatten();
        let plugin = all.find(|plugin| plugin["name"] == name).expect("a diagnosis");
        assert_eq!(plugin["problems"], json!([]));
        plugin["probe"]["api_version"]["minor"].clone()
    };
    assert_eq!((minor("cpu"), minor("tpu")), (json!(115), json!(117)));
}
