//! Encodes the rows of an .npy file: `[N, D]` and a codebook `[K, D]` in, codes `[N]` out.
//!
//! ```console
//! $ cargo run --release --example tokenize_file -- rows.npy codebook.npy codes.npy
//! ```
#![allow(clippy::print_stdout, reason = "an example shows what it has")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, bail};
use vqbit::emit::format::Format;
use vqbit::ir::shape::ElementType;
use vqbit::job::Job;
use vqbit::job::builder::QuantizerBuilder;
use vqbit::pipeline;
use vqbit::plugins::catalogue::entry;
use vqbit::plugins::locate::{Places, locate};
use vqbit::tensor::array::Tensor;
use vqbit::tensor::npy::{read_npy, write_npy};
use vqbit::vq::spec::Step;

/// Rows of a call. A program has one size: the last batch is filled up with zeros.
const ROWS: usize = 1024;

fn main() -> anyhow::Result<()> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [rows, codebook, codes] = &paths[..] else {
        bail!("usage: tokenize_file ROWS.npy CODEBOOK.npy CODES.npy");
    };
    let rows = read_npy(rows, ElementType::F32)?.convert_to(ElementType::F32)?;
    let codebook = read_npy(codebook, ElementType::F32)?.convert_to(ElementType::F32)?;
    let [entries, width] = codebook.shape().dims[..] else {
        bail!("codebook: found {}, wanted f32[K,D]", codebook.shape());
    };
    if rows.shape().dims.get(1..) != Some(&[width]) {
        bail!("rows: found {}, wanted f32[N,{width}] as wide as the codebook", rows.shape());
    }

    // In f32 the codes are those of exact distances; bf16, the default, is faster on a TPU.
    let job = Job::builder()
        .step(Step::Encode)
        .quantizer(QuantizerBuilder::codebook(entries, width))
        .input(1, ROWS)
        .dtype(ElementType::F32)
        .build()?;
    let plugin = locate(entry("cpu")?, None, &Places::from_environment())?;
    let session = pipeline::session(&job, Format::StableHlo, &plugin.path)?;

    let mut tensors = BTreeMap::from([("codebook".to_owned(), codebook)]);
    let mut found = Vec::new();
    for batch in rows.to_f32()?.chunks(ROWS * width) {
        let mut filled = batch.to_vec();
        filled.resize(ROWS * width, 0.0);
        tensors.insert("inputs".to_owned(), Tensor::from_f32(&[1, ROWS, width], &filled)?);
        let outputs = session.run(&tensors, 1, |_| ())?;
        let batch_codes = outputs.get("codes").context("encode gives codes")?.to_s32()?;
        found.extend_from_slice(&batch_codes[..batch.len() / width]);
    }
    write_npy(codes, &Tensor::from_s32(&[found.len()], &found)?)?;
    println!("{} codes of {entries} entries", found.len());
    Ok(())
}
