//! `vqbit run` and `vqbit init-state`: files in, files out, the same on every plugin.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use serde_json::Value;
use vqbit::ir::shape::ElementType;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::files::TensorFile;
use vqbit::tensor::npy::write_npy;

use crate::{Place, called, plugin};

const JOB: &str = "--batch 8 --seq 4 --embedding-dim 16 --codebook-size 8 --mesh 2x2";

fn tensors(place: &Place, name: &str) -> BTreeMap<String, Tensor> {
    let file = TensorFile::read(&place.path(name)).expect("a file");
    file.tensors().expect("tensors")
}

#[test]
fn two_runs_that_pass_the_state_on_are_one_run_of_two_steps() {
    let place = Place::new();
    place.works(&format!("init-state {JOB} --random 5 -o state"));
    let state = tensors(&place, "state");
    assert_eq!(state["embed_sum"].bytes(), state["codebook"].bytes());
    assert!(state["cluster_size"].widened().iter().all(|&size| size == 1.0));
    place.works(&format!("run {JOB} --inputs state --random 1 --outputs first"));
    place.works(&format!("run {JOB} --inputs first --random 1 --outputs second"));
    place.works(&format!("run {JOB} --inputs state --random 1 --steps 2 --outputs both"));
    let (first, second, both) =
        (tensors(&place, "first"), tensors(&place, "second"), tensors(&place, "both"));
    assert_eq!(second, both);
    assert_ne!(first["codebook"], second["codebook"], "the state stands still");
}

#[test]
fn a_training_state_is_quantized_with_and_stays_as_it_is() {
    let place = Place::new();
    place.works(&format!("init-state {JOB} --random 5 -o state"));
    place.works(&format!("run {JOB} --inputs state --random 1 --outputs trained"));
    let trained = std::fs::read(place.path("trained")).expect("a file");
    place.works(&format!("run {JOB} --step quantize --inputs trained --random 1 --outputs frozen"));
    place.works(&format!("run {JOB} --inputs trained --random 1 --outputs next"));
    let (frozen, next) = (tensors(&place, "frozen"), tensors(&place, "next"));
    for name in ["codes", "quantized", "loss"] {
        assert_eq!(frozen[name], next[name], "{name}: the codebook that was trained is searched");
    }
    assert!(!frozen.contains_key("codebook"), "quantize moves nothing");
    assert_eq!(std::fs::read(place.path("trained")).expect("a file"), trained);
}

#[test]
fn a_state_begins_with_what_its_step_keeps() {
    let place = Place::new();
    let shapes = |file: &str| -> Vec<String> {
        let tensors = tensors(&place, file);
        tensors.iter().map(|(name, tensor)| format!("{name} {}", tensor.shape())).collect()
    };
    place.works(&format!("init-state {JOB} --step accumulate -o pending"));
    let common = ["cluster_size f32[8]", "codebook f32[8,16]", "embed_sum f32[8,16]"];
    let pending = ["pending_counts f32[8]", "pending_sums f32[8,16]"];
    assert_eq!(shapes("pending"), [&common[..], &pending].concat());
    let zero = "--set quantizer.ema.initial=zero_debiased --set async_updates=true";
    place.works(&format!("init-state {JOB} {zero} -o zero"));
    let wanted = [
        "cluster_size f32[8]",
        "codebook f32[8,16]",
        "ema_steps s32[]",
        "embed_sum f32[8,16]",
        "pending_counts f32[4,8]",
        "pending_steps s32[]",
        "pending_sums f32[4,8,16]",
    ];
    assert_eq!(shapes("zero"), wanted);
    assert!(tensors(&place, "zero")["embed_sum"].widened().iter().all(|&x| x == 0.0));
}

#[test]
fn a_job_on_standard_input_is_run() {
    let place = Place::new();
    let job = place.works(&format!("emit {JOB} --step encode --print-job"));
    let mut command = place.vqbit();
    command.args(["run", "--job", "-", "--random", "1", "--json"]);
    let found = called(command.env_remove("TF_CPP_MIN_LOG_LEVEL"), &job);
    assert_eq!((found.code, found.stderr.as_str()), (0, ""));
    let wanted = place.works(&format!("run {JOB} --step encode --random 1 --json"));
    assert_eq!(found.stdout, wanted);
}

#[test]
fn a_run_is_one_process() {
    let place = Place::new();
    let made = Command::new("mkfifo").arg(place.path("fifo")).status().expect("mkfifo");
    assert!(made.success());
    let mut command = place.vqbit();
    command.env_remove("TF_CPP_MIN_LOG_LEVEL").args(["run", "--inputs", "fifo"]);
    let mut child = command.stderr(Stdio::null()).spawn().expect("a process");
    // Opening for writing waits for the reader, which is the process that does the work.
    let fifo = std::fs::OpenOptions::new().write(true).open(place.path("fifo")).expect("a fifo");
    let reads = || {
        let links = std::fs::read_dir(format!("/proc/{}/fd", child.id())).expect("its files");
        let mut links = links.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok());
        links.any(|link| link.ends_with("fifo"))
    };
    // The writer may be awake before the reader's file stands in its table.
    let reads = (0..500).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        reads()
    });
    let environment = std::fs::read(format!("/proc/{}/environ", child.id())).expect("variables");
    drop(fifo);
    let kept = b"MALLOC_MMAP_MAX_=0\0";
    assert!(environment.windows(kept.len()).any(|part| part == kept), "plugins give memory back");
    assert_eq!(child.wait().expect("an end").code(), Some(2));
    assert!(reads, "another process reads the inputs: a kill would leave it alone");
}

#[test]
fn the_commands_of_the_readme_work() {
    let place = Place::new();
    let readme = include_str!("../../README.md");
    let calls = readme.lines().filter_map(|line| line.strip_prefix("$ cargo run --release -- "));
    let calls: Vec<&str> = calls.take(2).collect();
    let wanted = ["compile --target v4-32", "run --target v4-32 --on cpu --random 1"];
    assert_eq!(calls, wanted);
    let printed = place.works(calls[0]);
    assert!(printed.starts_with("target       v4-32 (tpu, v4:2x2x4)\n"), "{printed}");
    assert!(printed.ends_with("\nartifact: out/v4-32-update\n"), "{printed}");
    place.works("inspect out/v4-32-update");
    let printed = place.works(calls[1]);
    let has = |name: &str, shape: &str| {
        printed.lines().any(|line| line.split_whitespace().take(2).eq([name, shape]))
    };
    assert!(has("quantized", "bf16[32,512,768]") && has("codes", "s32[32,512]"), "{printed}");
}

#[test]
fn the_outputs_file_says_what_made_it() {
    let place = Place::new();
    let printed = place.json(&format!("run {JOB} --step encode --random 1 --outputs out --json"));
    assert_eq!(printed["file"], "out");
    assert_eq!(printed["outputs"]["codes"]["shape"], "s32[8,4]");
    let file = TensorFile::read(&place.path("out")).expect("a file");
    assert_eq!(file.metadata()["vqbit_version"], env!("CARGO_PKG_VERSION"));
    let job: Value = serde_json::from_str(&file.metadata()["vqbit_job"]).expect("a job");
    assert_eq!(job, place.json(&format!("emit {JOB} --step encode --print-job")));
}

#[test]
fn encode_then_decode_is_quantize() {
    let place = Place::new();
    place.works(&format!("init-state {JOB} --random 5 -o state"));
    for step in ["encode", "quantize"] {
        let files = format!("--inputs state --random 1 --outputs {step}");
        place.works(&format!("run {JOB} --step {step} {files}"));
    }
    place
        .works(&format!("run {JOB} --step decode --inputs state --inputs encode --outputs decode"));
    let (encoded, quantized) = (tensors(&place, "encode"), tensors(&place, "quantize"));
    assert_eq!(encoded["codes"], quantized["codes"]);
    let decoded = tensors(&place, "decode");
    assert_eq!(decoded["quantized"], quantized["quantized"]);
    assert_eq!(decoded["invalid_codes"].widened(), [0.0]);
}

#[test]
fn arrays_of_numpy_are_read() {
    let place = Place::new();
    place.works(&format!("init-state {JOB} --random 5 -o state"));
    let codebook = &tensors(&place, "state")["codebook"];
    write_npy(&place.path("codebook.npy"), codebook).expect("written");
    let codes: Vec<i32> = (0..32).map(|token| token % 9 - 1).collect();
    let codes = Tensor::from_s32(&[8, 4], &codes).expect("codes");
    write_npy(&place.path("codes.npy"), &codes).expect("written");
    let arrays = "--input codes=codes.npy --input codebook=codebook.npy";
    place.works(&format!("run {JOB} --dtype f32 --step decode {arrays} --outputs out"));
    let found = tensors(&place, "out")["quantized"].widened();
    let rows = codebook.widened();
    for (token, row) in found.chunks(16).enumerate() {
        let wanted = match token % 9 {
            0 => vec![0.0; 16],
            code => rows[(code - 1) * 16..code * 16].to_vec(),
        };
        assert_eq!(row, wanted, "token {token}");
    }
    // bf16 as numpy has it is widened where a cast is asked for.
    let rounded = codebook.convert_to(ElementType::Bf16).expect("bf16");
    write_npy(&place.path("bf16.npy"), &rounded).expect("written");
    let arrays = "--input codes=codes.npy --input codebook=bf16.npy --cast";
    place.works(&format!("run {JOB} --dtype f32 --step decode {arrays} --outputs cast"));
    let found = tensors(&place, "cast")["quantized"].widened();
    assert_eq!(found[16..32], rounded.widened()[..16], "the row of code 0");
    place.works(&format!("init-state {JOB} --codebook codebook.npy -o again"));
    assert_eq!(tensors(&place, "again"), tensors(&place, "state"));
}

#[test]
fn the_program_of_a_v4_32_gives_the_same_codes_on_every_cpu_plugin() {
    let place = Place::new();
    let job = "--target v4-32 --on cpu --step encode --batch 32 --seq 8 --embedding-dim 64";
    for variable in ["VQBIT_TEST_CPU_081", "VQBIT_TEST_CPU_106", "VQBIT_TEST_CPU_115"] {
        let mut command = place.vqbit();
        command.arg("run").args(job.split_whitespace()).args(["--random", "3", "--plugin"]);
        command.arg(plugin(variable)).args(["--outputs", variable]);
        let found = called(&mut command, "");
        assert_eq!(found.code, 0, "{variable}: {}", found.stderr);
        let said = "running the program of v4-32 on 32 virtual CPU devices (mesh data=4,model=8)";
        assert!(found.stderr.contains(said), "{}", found.stderr);
    }
    let newest = tensors(&place, "VQBIT_TEST_CPU_115");
    assert_eq!(tensors(&place, "VQBIT_TEST_CPU_081"), newest);
    assert_eq!(tensors(&place, "VQBIT_TEST_CPU_106"), newest);
}

#[test]
fn a_step_is_timed_after_one_time_that_does_not_count() {
    let place = Place::new();
    for step in ["update", "encode"] {
        let call = format!("run {JOB} --step {step} --random 1 --time 3");
        let told = place.json(&format!("{call} --json"));
        let seconds: Vec<f64> =
            serde_json::from_value(told["step_seconds"].clone()).expect("times");
        assert_eq!(seconds.len(), 3, "{step}");
        assert!(seconds[0] > 0.0 && seconds.is_sorted(), "{seconds:?}");
        let shown = place.works(&call);
        let last = shown.lines().last().expect("a line");
        assert!(last.starts_with("a step: median 0.") && last.ends_with(" s"), "{last}");
    }
    let both = place.call(&format!("run {JOB} --random 1 --time 3 --steps 2"));
    assert_eq!(both.code, 2);
    assert!(both.stderr.contains("'--time <TIMES>' cannot be used with"), "{}", both.stderr);
}
