//! `--batches`: one artifact of several programs, and odd batches in them.

use std::fs;

use serde_json::{Value, json};
use vqbit::ir::shape::{ElementType, Shape};
use vqbit::tensor::array::Tensor;
use vqbit::tensor::files::TensorFile;
use vqbit::tensor::npy::write_npy;
use vqbit::tensor::random::Family;

use crate::Place;
use crate::compile::fits;

const JOB: &str = "--seq 2 --embedding-dim 8 --codebook-size 4 --dtype f32";

#[test]
fn batches_are_compiled_into_one_artifact_that_is_inspected_and_run() {
    let place = Place::new();
    let call = format!("compile {JOB} --target v4-8 --mesh 2x4 --batches 16,8 -o out");
    let printed = place.works(&call);
    assert!(printed.ends_with("\nartifact: out\n"), "{printed}");
    let report: Value = serde_json::from_slice(&place.read("out/report.json")).expect("JSON");
    fits(&place.json("schema buckets"), &report);
    let manifest: Value = serde_json::from_slice(&place.read("out/MANIFEST.json")).expect("JSON");
    let of = |batch: usize| -> Vec<Value> {
        let tensors = manifest["batches"][batch]["tensors"].as_array().expect("a list");
        tensors.iter().map(|tensor| tensor["shape"].clone()).take(2).collect()
    };
    assert_eq!(manifest["batches"][0]["batch"], 8);
    assert_eq!(of(0), [json!("f32[8,2,8]"), json!("s32[8]")]);
    assert_eq!(of(1), [json!("f32[16,2,8]"), json!("s32[16]")]);
    let shared = manifest["tensors"].as_array().expect("a list");
    assert!(shared.iter().any(|tensor| tensor["name"] == "embed_sum"), "{shared:?}");
    for file in ["batch-8.executable.bin", "batch-16.executable.bin", "batch-16.module.mlir"] {
        assert!(place.path(&format!("out/{file}")).is_file(), "{file}");
    }
    let shown = place.works("inspect out");
    assert!(shown.contains("\nartifact out: 14 files, all as MANIFEST.json says;"), "{shown}");
    let one = place.json("inspect out --batch 16 --json");
    assert_eq!(one["report"]["job"]["input"]["batch"], 16);
    assert_eq!(one["report"]["job"]["input"]["mask"], "lengths");
    assert!(one["program"]["collectives"].as_array().is_some_and(|c| !c.is_empty()));
    let found = place.call("inspect out --batch 5");
    assert_eq!(
        (found.code, found.stderr.as_str()),
        (2, "error: --batch 5: out has batches of 8, 16\n")
    );
    let found = place.call(&format!("{call} --max-hbm 1"));
    assert!(
        found.stderr.starts_with("error: batch 8: over budget: --max-hbm: "),
        "{}",
        found.stderr
    );
    // The job and its batches come from the artifact.
    let ran = place.json("run --artifact out --on cpu --batch 3 --random 1 --json");
    assert_eq!(ran["outputs"]["codes"]["shape"], "s32[3,2]");
    let mut bytes = place.read("out/batch-8.executable.bin");
    bytes[100] ^= 1;
    place.write("out/batch-8.executable.bin", bytes);
    let found = place.call("inspect out");
    assert!(found.stderr.contains("batch-8.executable.bin: SHA-256 is"), "{}", found.stderr);
}

/// Writes `x.npy`, so many sequences of `inputs`, and the state.
fn prepared(place: &Place, sequences: usize) {
    let shape = Shape::new(ElementType::F32, &[sequences, 2, 8]);
    let rows = Family::NonfiniteRows.tensor(4, "x", &shape).expect("rows");
    write_npy(&place.path("x.npy"), &rows).expect("written");
    if !place.path("state").exists() {
        place.works(&format!("init-state {JOB} --random 5 -o state"));
    }
}

fn close(found: &Tensor, wanted: &Tensor, what: &str) {
    assert_eq!(found.shape(), wanted.shape(), "{what}");
    for (found, wanted) in found.widened().into_iter().zip(wanted.widened()) {
        let same = found == wanted || (found.is_nan() && wanted.is_nan());
        let near = (found - wanted).abs() <= 1e-6 * wanted.abs().max(1.0);
        assert!(same || near, "{what}: {found} and {wanted}");
    }
}

#[test]
fn an_odd_batch_in_a_bucket_is_the_program_of_its_own_size() {
    let place = Place::new();
    for (step, more) in [
        ("encode", ""),
        ("quantize", ""),
        ("update", "--set quantizer.usage_decay=0.9"),
        ("accumulate", ""),
        ("vjp", ""),
        ("update", "--set quantizer.kind=residual --set quantizer.stages=2"),
        ("quantize", "--set quantizer.kind=lfq --set quantizer.bits=8"),
    ] {
        for sequences in [3, 7] {
            prepared(&place, sequences);
            let files = "--random 2 --input inputs=x.npy";
            let job = format!("{JOB} --step {step} {more}");
            let job = job.replace(
                "--codebook-size 4 ",
                if more.contains("lfq") { "" } else { "--codebook-size 4 " },
            );
            place.works(&format!("run {job} --batch {sequences} {files} --outputs exact"));
            place.works(&format!("run {job} --batches 4,8 {files} --outputs bucket"));
            let [exact, bucket] = ["exact", "bucket"].map(|name| {
                TensorFile::read(&place.path(name)).expect("a file").tensors().expect("tensors")
            });
            assert_eq!(exact.keys().collect::<Vec<_>>(), bucket.keys().collect::<Vec<_>>());
            for (name, wanted) in &exact {
                let what = format!("{step} {more} of {sequences}: {name}");
                if ["codes", "quantized", "nonfinite_rows"].contains(&name.as_str()) {
                    assert_eq!(&bucket[name], wanted, "{what}");
                }
                close(&bucket[name], wanted, &what);
            }
        }
    }
}

#[test]
fn what_fits_no_bucket_is_split_where_nobody_sees_it() {
    let place = Place::new();
    prepared(&place, 11);
    let files = "--inputs state --input inputs=x.npy";
    place.works(&format!("run {JOB} --step encode --batch 11 {files} --outputs exact.npz"));
    place.works(&format!("run {JOB} --step encode --batches 2,4 {files} --outputs split.npz"));
    assert_eq!(place.read("exact.npz"), place.read("split.npz"));
    place.works(&format!(
        "run {JOB} --step decode --batches 4 --inputs state --inputs split.npz --outputs decoded"
    ));
    let decoded = TensorFile::read(&place.path("decoded")).expect("a file");
    assert_eq!(decoded.tensor("quantized").expect("an array").shape().dims, [11, 2, 8]);
    assert_eq!(decoded.tensor("invalid_codes").expect("a count").widened(), [0.0]);
    let found = place.call(&format!("run {JOB} --batches 2,4 {files}"));
    let wanted = "error: batch: found 11 sequences, the largest bucket has 4, and step update sums \
                  over the whole batch, so that it cannot be split: wanted a larger bucket\n";
    assert_eq!((found.code, found.stderr.as_str()), (2, wanted));
}

#[test]
fn arrays_come_and_go_in_every_format() {
    let place = Place::new();
    prepared(&place, 4);
    let job = format!("{JOB} --batch 4");
    let files = "--inputs state --input inputs=x.npy";
    let out = "--outputs all.safetensors --output codes=codes.npy --output loss=loss.npy";
    place.works(&format!("run {job} {files} {out}"));
    place.works(&format!("run {job} {files} --outputs all.npz"));
    // A state out of numpy's archive is the one out of safetensors.
    for file in ["all.npz", "all.safetensors"] {
        let next = format!("--inputs {file} --input inputs=x.npy --outputs next-{file}");
        place.works(&format!("run {job} {next}"));
    }
    let bytes = place.read("next-all.npz");
    place.works(&format!(
        "run {job} --inputs all.safetensors --input inputs=x.npy --outputs again.npz"
    ));
    assert_eq!(place.read("again.npz"), bytes);
    let file = TensorFile::read(&place.path("all.safetensors")).expect("a file");
    let codes = vqbit::tensor::npy::read_npy(&place.path("codes.npy"));
    assert_eq!(codes.expect("codes"), file.tensor("codes").expect("codes"));
    // bf16 stays bf16, in both.
    let bf16 = format!("{} --batch 4 --random 1 --step quantize", JOB.replace("f32", "bf16"));
    place.works(&format!("run {bf16} --outputs b.safetensors --output quantized=q.npy"));
    let file = TensorFile::read(&place.path("b.safetensors")).expect("a file");
    let quantized = file.tensor("quantized").expect("an array");
    assert_eq!(quantized.shape().element_type, ElementType::Bf16);
    let read = vqbit::tensor::npy::read_npy(&place.path("q.npy"));
    assert_eq!(read.expect("an array"), quantized);
    let header = fs::read(place.path("q.npy")).expect("a file");
    assert!(String::from_utf8_lossy(&header[..80]).contains("'descr': '<V2'"));
}

#[test]
fn a_state_says_whose_it_is_and_another_quantizer_is_told() {
    let place = Place::new();
    let job = format!("{JOB} --batch 4");
    place.works(&format!("init-state {job} --random 5 -o state"));
    let metadata = TensorFile::read(&place.path("state")).expect("a file").metadata().clone();
    let hash = vqbit::files::sha256(metadata["vqbit_job"].as_bytes());
    assert_eq!(metadata["vqbit_job_sha256"], hash);
    assert!(metadata["vqbit_quantizer"].contains(r#""codebook_size":4"#), "{metadata:?}");
    assert!(metadata["vqbit_conventions"].contains("entry = embed_sum / cluster_size"));
    let cosine = format!("run {job} --set quantizer.metric=cosine --random 1 --inputs state");
    let found = place.call(&cosine);
    let wanted = "error: state: its tensors are of another quantizer: metric is euclidean, wanted \
                  cosine (normalized); take the job that made it, or the file as it is with \
                  --ignore-metadata\n";
    assert_eq!((found.code, found.stderr.as_str()), (2, wanted));
    place.works(&format!("{cosine} --ignore-metadata"));
    // What training may change is no other quantizer.
    place.works(&format!(
        "run {job} --ema-decay 0.5 --commitment-weight 1 --random 1 --inputs state"
    ));
}
