//! Encodes rows that need not fit in memory: an `.npy` file `[N, D]`, or a folder of them, and a
//! codebook `[K, D]` in, `FOLDER/codes.npy` out. Killed and called again it goes on where it was.
//!
//! ```console
//! $ cargo run --release --example tokenize_file -- rows.npy codebook.npy FOLDER
//! ```
#![allow(clippy::print_stdout, reason = "an example shows what it has")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::bail;
use vqbit::ir::shape::{ElementType, Shape};
use vqbit::job::Job;
use vqbit::job::builder::QuantizerBuilder;
use vqbit::pipeline::buckets::Buckets;
use vqbit::pipeline::stream::Stream;
use vqbit::plugins::catalogue::entry;
use vqbit::plugins::locate::{Places, locate};
use vqbit::stream::source::Source;
use vqbit::tensor::npy::read_npy;
use vqbit::vq::spec::Step;

/// Rows of a call, and of the last one where no more are left: the next of these.
const ROWS: [usize; 3] = [64, 256, 1024];

fn main() -> anyhow::Result<()> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [rows, codebook, folder] = &paths[..] else {
        bail!("usage: tokenize_file ROWS CODEBOOK.npy FOLDER");
    };
    let codebook = read_npy(codebook)?.convert_to(ElementType::F32)?;
    let [entries, width] = codebook.shape().dims[..] else {
        bail!("codebook: found {}, wanted f32[K,D]", codebook.shape());
    };

    // In f32 the codes are those of exact distances; bf16, the default, is faster on a TPU.
    let job = Job::builder()
        .step(Step::Encode)
        .quantizer(QuantizerBuilder::codebook(entries, width))
        .input(ROWS[2], 1)
        .dtype(ElementType::F32)
        .build()?;
    let rows = Source::open("inputs", rows, &Shape::new(ElementType::F32, &[1, width]), true)?;
    let tensors = BTreeMap::from([("codebook".to_owned(), codebook)]);
    let stream = Stream::new(Buckets::of(&job, &ROWS)?, vec![rows], tensors, None)?;

    let plugin = locate(entry("cpu")?, None, &Places::from_environment())?;
    let done = stream.run(&plugin.path, folder, |_| ())?;
    let (file, shape) = &done.outputs["codes"];
    println!("{} codes of {entries} entries: {} {shape}", done.rows, file.display());
    Ok(())
}
