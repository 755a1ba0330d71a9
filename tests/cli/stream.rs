//! `vqbit run --stream`: rows too large to hold, killed and taken up again, bit for bit.

use std::fs;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;
use vqbit::ir::shape::{ElementType, Shape};
use vqbit::tensor::array::Tensor;
use vqbit::tensor::files::TensorFile;
use vqbit::tensor::npy::{read_npy, write_npy};
use vqbit::tensor::random::Family;

use crate::Place;

/// A job of small batches, of which many are done in a second.
const JOB: &str = "--seq 4 --embedding-dim 16 --codebook-size 8 --dtype f32 --mesh 2x1";
/// The rows of each shard: batches of four or two begin in one and end in another.
const SHARDS: [usize; 3] = [2501, 2499, 3];

/// A folder `rows` of shards of `inputs [N, 4, 16]`, all of them drawn.
fn write_rows(place: &Place, shards: &[usize]) {
    fs::create_dir(place.path("rows")).expect("a folder");
    for (number, &count) in shards.iter().enumerate() {
        let shape = Shape::new(ElementType::F32, &[count, 4, 16]);
        let name = format!("shard{number}");
        let rows = Family::Normal.tensor(7, &name, &shape).expect("rows");
        write_npy(&place.path(&format!("rows/{name}.npy")), &rows).expect("written");
    }
}

/// All rows of the shards as one array.
fn all_rows(place: &Place, shards: &[usize]) -> Tensor {
    let mut bytes = Vec::new();
    for number in 0..shards.len() {
        let path = place.path(&format!("rows/shard{number}.npy"));
        bytes.extend_from_slice(read_npy(&path).expect("rows").bytes());
    }
    let count = shards.iter().sum();
    let shape = Shape::new(ElementType::F32, &[count, 4, 16]);
    Tensor::new(shape, bytes).expect("rows")
}

fn journal(place: &Place, folder: &str) -> Option<Value> {
    let bytes = fs::read(place.path(&format!("{folder}/journal.json"))).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn names(place: &Place, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(place.path(folder)).expect("a folder");
    let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
    let mut names: Vec<String> =
        entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Starts a call that is to be killed.
fn started(place: &Place, arguments: &str) -> Child {
    let mut command = place.vqbit();
    command.args(arguments.split_whitespace()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("a process")
}

/// Kills a stream as soon as its journal tells of more rows than `past`; gives how many.
fn killed_past(place: &Place, folder: &str, mut child: Child, past: u64) -> u64 {
    let rows = |journal: Option<Value>| journal.and_then(|j| j["rows_done"].as_u64()).unwrap_or(0);
    while rows(journal(place, folder)) <= past {
        assert_eq!(child.try_wait().expect("a process"), None, "it ended before it was killed");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("killed"); // SIGKILL: nothing in the process hears of it
    child.wait().expect("an end");
    rows(journal(place, folder))
}

#[test]
fn a_stream_that_is_killed_goes_on_where_it_was_and_ends_with_the_same_bits() {
    let place = Place::new();
    write_rows(&place, &SHARDS);
    place.works(&format!("init-state {JOB} --random 5 -o state"));
    let rows: u64 = SHARDS.iter().sum::<usize>() as u64;
    for (step, files) in [
        ("encode", &["codes.npy", "journal.json"][..]),
        ("update", &["codes.npy", "journal.json", "loss.npy", "state.safetensors"]),
    ] {
        let keep = if step == "encode" { "codes" } else { "codes,loss" };
        let call = |folder: &str| {
            format!(
                "run {JOB} --step {step} --batch 2 --inputs state --stream inputs=rows \
                 --stream-to {folder} --keep {keep} --commit-every 0.02"
            )
        };
        let (whole, parts) = (format!("{step}-whole"), format!("{step}-parts"));
        let printed = place.json(&format!("{} --json", call(&whole)));
        assert_eq!((&printed["rows"], &printed["rows_before"]), (&rows.into(), &0.into()));
        let first = killed_past(&place, &parts, started(&place, &call(&parts)), 0);
        assert!(first < rows, "{step}: it was done before it was killed");
        assert!(names(&place, &parts).contains(&"codes.npy.partial".to_owned()));
        let printed = place.json(&format!("{} --json", call(&parts)));
        assert_eq!(printed["rows_before"], first, "{step}");
        assert_eq!(names(&place, &parts), files, "{step}");
        for file in files.iter().filter(|file| !file.ends_with(".json")) {
            let [whole, parts] = [&whole, &parts].map(|f| place.read(&format!("{f}/{file}")));
            assert!(whole == parts, "{step}: {file} has other bits");
        }
        let again = place.works(&call(&parts));
        assert!(
            again.starts_with("5003 rows in 2502 batches, all of them done before\n"),
            "{again}"
        );
    }
}

#[test]
fn a_stream_is_its_batches_one_after_another() {
    let place = Place::new();
    let shards = [5, 6];
    write_rows(&place, &shards);
    place.works(&format!("init-state {JOB} --random 5 -o state"));
    let all = all_rows(&place, &shards);
    let stream = "--inputs state --stream inputs=rows --stream-to";
    place.works(&format!("run {JOB} --batches 2,4 {stream} streamed"));
    let state = TensorFile::read(&place.path("streamed/state.safetensors")).expect("a state");
    assert_eq!(state.metadata()["vqbit_version"], env!("CARGO_PKG_VERSION"));
    // The same by hand: batches of 4, 4 and 3, the state passed on.
    let mut inputs = "state".to_owned();
    let (mut codes, mut losses) = (Vec::new(), Vec::new());
    for (number, range) in [0..4, 4..8, 8..11].into_iter().enumerate() {
        let bytes = all.bytes()[range.start * 256..range.end * 256].to_vec();
        let shape = Shape::new(ElementType::F32, &[range.len(), 4, 16]);
        write_npy(&place.path("batch.npy"), &Tensor::new(shape, bytes).expect("rows"))
            .expect("written");
        let next = format!("after{number}");
        let files = format!("--inputs {inputs} --input inputs=batch.npy --outputs {next}");
        place.works(&format!("run {JOB} --batches 2,4 {files}"));
        let outputs = TensorFile::read(&place.path(&next)).expect("outputs");
        codes.extend_from_slice(outputs.tensor("codes").expect("codes").bytes());
        losses.extend_from_slice(outputs.tensor("loss").expect("a loss").bytes());
        for name in ["codebook", "cluster_size", "embed_sum"] {
            let last = outputs.tensor(name).expect("a state");
            if number == 2 {
                assert_eq!(state.tensor(name).expect("a state"), last, "{name}");
            }
        }
        inputs = next;
    }
    let streamed =
        |name: &str| read_npy(&place.path(&format!("streamed/{name}.npy"))).expect("an array");
    assert_eq!(streamed("codes").bytes(), codes);
    assert_eq!(streamed("codes").shape().dims, [11, 4]);
    assert_eq!(streamed("loss").bytes(), losses);
    assert_eq!(streamed("quantized").shape().dims, [11, 4, 16]);
    // And codes on their way back.
    let back = "--inputs streamed/state.safetensors --stream codes=streamed/codes.npy";
    place.works(&format!("run {JOB} --step decode --batch 4 {back} --stream-to decoded"));
    let invalid = read_npy(&place.path("decoded/invalid_codes.npy"));
    assert_eq!(invalid.expect("counts").widened(), [0.0; 3]);
}

#[test]
fn tokens_are_rows_where_sequences_have_one() {
    let place = Place::new();
    let rows = Family::Normal.tensor(3, "x", &Shape::new(ElementType::F32, &[7, 16]));
    write_npy(&place.path("x.npy"), &rows.expect("rows")).expect("written");
    let job = "--seq 1 --embedding-dim 16 --codebook-size 8 --step encode --batch 4";
    place.works(&format!("run {job} --random 1 --stream inputs=x.npy --stream-to out --cast"));
    let codes = read_npy(&place.path("out/codes.npy")).expect("codes");
    assert_eq!(codes.shape().to_string(), "s32[7,1]");
}

/// A damage: what it is done by, and what the next call says of it before it says what to do.
type Damage = (fn(&Place), &'static str);

/// Holds that each damage is an error of the job, and is made good.
fn hold(place: &Place, call: &str, damages: &[Damage]) {
    let whole = place.snapshot();
    for (damage, wanted) in damages {
        damage(place);
        let found = place.call(call);
        let wanted = format!("error: {wanted}: begin anew with --restart\n");
        assert_eq!((found.code, found.stdout.as_str()), (1, ""), "{wanted}");
        assert!(found.stderr.ends_with(&wanted), "wanted {wanted}\nfound {}", found.stderr);
        // The rows stay, whose times tell whether they are the same.
        for (path, bytes) in whole.iter().filter(|(path, _)| path.starts_with(place.path("out"))) {
            if let Some(bytes) = bytes {
                fs::write(path, bytes).expect("as it was");
            }
        }
    }
}

fn cut(place: &Place, name: &str, bytes: u64) {
    let file = fs::OpenOptions::new().write(true).open(place.path(name)).expect("a file");
    file.set_len(bytes).expect("cut");
}

fn gone(place: &Place, name: &str) {
    fs::remove_file(place.path(name)).expect("removed");
}

#[test]
fn a_stream_whose_files_were_damaged_is_neither_whole_nor_gone_on_with() {
    let place = Place::new();
    write_rows(&place, &[5, 6]);
    place.works(&format!("init-state {JOB} --random 5 -o state"));
    let call = format!(
        "run {JOB} --batch 4 --inputs state --stream inputs=rows --stream-to out --keep codes,loss"
    );
    place.works(&call);
    let finished: [Damage; 5] = [
        (
            |place| gone(place, "out/codes.npy"),
            "out/codes.npy: found no such file, wanted 304 bytes of s32[11,4]",
        ),
        (
            |place| cut(place, "out/loss.npy", 136),
            "out/loss.npy: found 136 bytes, wanted 140 bytes of f32[3]",
        ),
        (|place| gone(place, "out/state.safetensors"), "out/state.safetensors: no such file"),
        (
            |place| place.write("out/state.safetensors", "some text, but no tensors"),
            "out/state.safetensors: not a safetensors file: it does not begin with a header",
        ),
        (
            |place| place.write("out/journal.json", "{"),
            "out/journal.json: is no journal of this version (EOF while parsing an object at line \
             1 column 1)",
        ),
    ];
    hold(&place, &call, &finished);
    assert!(place.works(&call).contains("all of them done before"));
    // The same stream as a kill after its first batch would have left it.
    let mut journal = journal(&place, "out").expect("a journal");
    journal["rows_done"] = 4.into();
    journal["batches_done"] = 1.into();
    journal["finished"] = false.into();
    journal["state"] = "state-4.safetensors".into();
    place.write("out/journal.json", journal.to_string());
    for (from, to) in [
        ("codes.npy", "codes.npy.partial"),
        ("loss.npy", "loss.npy.partial"),
        ("state.safetensors", "state-4.safetensors"),
    ] {
        let [from, to] = [from, to].map(|name| place.path(&format!("out/{name}")));
        fs::rename(from, to).expect("renamed");
    }
    let interrupted: [Damage; 5] = [
        (
            |place| gone(place, "out/codes.npy.partial"),
            "out/codes.npy.partial: found no such file, wanted 304 bytes of s32[11,4]",
        ),
        (
            |place| place.write("out/codes.npy.partial", [0; 304]),
            "out/codes.npy.partial: not a npy file: it was not begun for s32[11,4]",
        ),
        (|place| gone(place, "out/state-4.safetensors"), "out/state-4.safetensors: no such file"),
        (
            |place| cut(place, "out/state-4.safetensors", 4),
            "out/state-4.safetensors: not a safetensors file: found 4 bytes, wanted a header",
        ),
        (
            |place| place.write("out/state-4.safetensors", b"\x02\0\0\0\0\0\0\0{}"),
            "out/state-4.safetensors: has no tensor codebook; it has none",
        ),
    ];
    hold(&place, &call, &interrupted);
    gone(&place, "out/state-4.safetensors");
    let printed = place.works(&format!("{call} --restart"));
    assert!(printed.starts_with("11 rows in 3 batches\n"), "{printed}");
}

/// A wrong call: what stands before it, the call, and what its message says.
type Wrong = (fn(&Place), &'static str, &'static str);

#[test]
fn what_is_wrong_with_a_stream_is_told_before_any_work_or_when_it_goes_on() {
    let place = Place::new();
    write_rows(&place, &[5, 6]);
    place.works(&format!("init-state {JOB} --random 5 -o state"));
    place.works(&format!("init-state {JOB} --random 6 -o other"));
    let call = "--step encode --batch 4 --inputs state --stream inputs=rows --stream-to out";
    place.works(&format!("run {JOB} {call}"));
    let cases: [Wrong; 10] = [
        (|_| (), "--batch 2", "out: the stream was begun with batches [4], found [2]"),
        (
            |_| (),
            "--layout tokens+codes",
            "out: the stream was begun with the job's layout tokens, found tokens+codes",
        ),
        (|_| (), "--inputs other", "out: the stream was begun with tensor codebook"),
        (|_| (), "--stream-to rows", "rows: holds shard"),
        (|_| (), "--keep code", "stream: the step gives no code, wanted some of codes"),
        (|_| (), "--step quantize --stream codes=rows", "--stream codes: is of no batch"),
        (
            |place| {
                let rows = read_npy(&place.path("rows/shard1.npy"));
                write_npy(&place.path("rows/shard1.npy"), &rows.expect("rows")).expect("written");
            },
            "",
            "out: the stream was begun with shard1.npy of inputs (6 rows, 1664 bytes, changed at",
        ),
        (
            |place| {
                let path = place.path("rows/shard1.npy");
                let file = fs::OpenOptions::new().write(true).open(path).expect("a file");
                file.set_len(1600).expect("cut");
            },
            "",
            "rows/shard1.npy: the file is cut short: found 1600 bytes, wanted 1664",
        ),
        (
            |place| {
                let shape = Shape::new(ElementType::F32, &[6, 4, 15]);
                write_npy(&place.path("rows/shard1.npy"), &Tensor::zeros(shape)).expect("written");
            },
            "",
            "rows/shard1.npy: tensor inputs: found f32[6,4,15], wanted f32[N,4,16] for rows of any \
             number N",
        ),
        (
            |place| fs::remove_file(place.path("rows/shard1.npy")).expect("removed"),
            "",
            "out: the stream was begun with shard1.npy of inputs (6 rows, 1664 bytes, changed at",
        ),
    ];
    for (before, flags, wanted) in cases {
        before(&place);
        let mut arguments: Vec<&str> = call.split(' ').collect();
        // A flag of the case stands for the same one of the call.
        for pair in flags.split_whitespace().collect::<Vec<_>>().chunks(2) {
            match arguments.iter().position(|argument| *argument == pair[0]) {
                Some(at) => arguments[at + 1] = pair[1],
                None => arguments.extend(pair),
            }
        }
        let found = place.call(&format!("run {JOB} {}", arguments.join(" ")));
        assert_ne!(found.code, 0, "{flags} {wanted}");
        assert!(found.stderr.contains(wanted), "wanted {wanted}\nfound {}", found.stderr);
    }
    let printed = place.works(&format!("run {JOB} {call} --restart"));
    assert!(printed.starts_with("5 rows in 2 batches\n"), "{printed}");
}
