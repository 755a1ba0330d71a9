//! Compiles the update step of a residual quantizer for a v6e-32, on a machine without a TPU.
//!
//! ```console
//! $ vqbit plugins install tpu        # once: libtpu, from PyPI
//! $ cargo run --example compile_for_v6e -- out/v6e
//! ```
#![allow(clippy::print_stdout, reason = "an example shows what it has")]

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use vqbit::job::Job;
use vqbit::job::builder::QuantizerBuilder;
use vqbit::pipeline;
use vqbit::plugins::catalogue::entry;
use vqbit::plugins::locate::{Places, locate};
use vqbit::vq::spec::{Layout, Step};
use vqbit::worker::parent::Worker;

fn main() -> anyhow::Result<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    let first = arguments.next();
    // Plugins abort their process on some inputs, so they are loaded in a child: this program
    // again, whose first argument is then `worker`.
    if first.as_deref().is_some_and(|argument| argument == "worker") {
        return Ok(vqbit::worker::child::main());
    }
    let folder = first.context("usage: compile_for_v6e FOLDER")?;

    let job = Job::builder()
        .step(Step::Update)
        .quantizer(QuantizerBuilder::residual(4, 256, 128))
        .input(32, 256)
        .target("v6e-32")
        .layout(Layout::TokensCodes)
        .build()?;
    let libtpu = locate(entry("tpu")?, None, &Places::from_environment())?;
    let worker = Worker::of_this_program(Duration::from_secs(600))?;
    let compiled = pipeline::compile(&job, &libtpu.path, worker)?;

    // The executable, the program, the job and a manifest: what a machine with TPUs needs.
    compiled.write_artifact(folder.as_ref())?;
    println!("{} on {} devices", job.target.name, job.mesh.device_count());
    for row in &compiled.collectives {
        println!("{} {}: {} bytes", row.count, row.kind.name(), row.bytes());
    }
    Ok(ExitCode::SUCCESS)
}
