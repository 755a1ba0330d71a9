//! Trains a codebook for some steps with the program of a v4-32, on 32 virtual CPU devices.
//!
//! ```console
//! $ vqbit plugins install cpu        # once
//! $ cargo run --release --example run_on_cpu
//! ```
#![allow(clippy::print_stdout, reason = "an example shows what it has")]

use std::collections::BTreeMap;

use vqbit::emit::format::Format;
use vqbit::job::Job;
use vqbit::job::builder::QuantizerBuilder;
use vqbit::pipeline;
use vqbit::plugins::catalogue::entry;
use vqbit::plugins::locate::{Places, locate};
use vqbit::vq::sample::Sample;
use vqbit::vq::spec::Step;

const STEPS: usize = 20;

fn main() -> anyhow::Result<()> {
    let job = Job::builder()
        .step(Step::Update)
        .quantizer(QuantizerBuilder::codebook(64, 32).ema(0.8, 1e-5))
        .input(32, 64)
        .target("v4-32")
        .build()?;
    let plugin = locate(entry("cpu")?, None, &Places::from_environment())?;
    let session = pipeline::session(&job, Format::StableHlo, &plugin.path)?;

    // What the step takes, drawn at random: inputs, and the state that training starts with.
    let mut tensors = BTreeMap::new();
    Sample::normal(1).draw_missing(&job.spec, session.interface(), &mut tensors)?;
    for name in tensors.keys() {
        println!("takes {name}");
    }

    // The state stays on the devices between steps; the outputs are those of the last one.
    let before = session.run(&tensors, 1, |_| ())?;
    let after = session.run(&tensors, STEPS, |_| ())?;
    for metric in ["mse", "perplexity", "dead_entries"] {
        let (first, last) = (before[metric].widened()[0], after[metric].widened()[0]);
        println!("{metric}: {first:.4} after the first step, {last:.4} after {STEPS}");
    }
    Ok(())
}
