//! `vqbit state`: other projects' training states, converted.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::anyhow;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Map, Value, json};

use crate::cli::args::number;
use crate::cli::outputs::{check_folder, check_free};
use crate::cli::{Failure, Outcome, terminal};
use crate::report::table::aligned;
use crate::states::convert::{self, Project};
use crate::states::file::{StateFile, is_npz, write_arrays};
use crate::states::state::State;
use crate::tensor::stored::Stored;

/// What can be done with states.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum StateCommand {
    /// Reads another project's training state and writes ours, or the other way round
    Convert(ConvertArgs),
}

/// Flags of `vqbit state convert`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ConvertArgs {
    /// The state: safetensors, or numpy's npz
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// The file to write: npz if it ends so, else safetensors
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    // Its default holds beside --to only, which clap cannot say.
    /// Whose state IN is [default: vqbit, if --to is given]
    #[arg(long, value_enum, value_name = "PROJECT", default_value_t = Whose(Project::Vqbit), hide_default_value = true, required_unless_present = "to")]
    from: Whose,
    /// Whose state OUT shall be
    #[arg(long, value_enum, value_name = "PROJECT", default_value_t = Whose(Project::Vqbit))]
    to: Whose,
    /// What the names of the quantizer's tensors begin with: in IN, or in OUT where IN is vqbit's
    #[arg(long, value_name = "PREFIX")]
    prefix: Option<String>,
    /// The decay it was trained with, for the job; scales UViM's sums, makes haiku's and Sonnet's
    /// averages
    #[arg(long, value_name = "DECAY", value_parser = number, allow_negative_numbers = true)]
    decay: Option<f64>,
    /// Replaces a file that is there: it may hold a trained state
    #[arg(long)]
    force: bool,
}

/// A project, as a flag names it.
#[derive(Debug, Clone, Copy)]
struct Whose(Project);

impl ValueEnum for Whose {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [Whose; Project::ALL.len()] = {
            let mut all = [Whose(Project::Vqbit); Project::ALL.len()];
            let mut at = 0;
            while at < all.len() {
                all[at] = Whose(Project::ALL[at]);
                at += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(self.0.name().into())
    }
}

/// Runs `vqbit state ...`.
pub(in crate::cli) fn state(command: &StateCommand, json: bool) -> Outcome {
    match command {
        StateCommand::Convert(args) => convert(args, json),
    }
}

/// Converts a state, and prints what it holds and what a job of it must say.
fn convert(args: &ConvertArgs, json: bool) -> Outcome {
    let (from, to) = (args.from.0, args.to.0);
    if from == to {
        return Err(Failure::Call(anyhow!("--from {from}, --to {to}: wanted two projects")));
    }
    if to == Project::Vqbit && is_npz(&args.output) {
        let output = args.output.display();
        return Err(Failure::Call(anyhow!(
            "{output}: wanted another ending: vqbit's own state is a safetensors file"
        )));
    }
    check_folder(&args.output)?;
    check_free(&args.output, args.force)?;
    let is_ours = from == Project::Vqbit;
    let prefix = |is_meant: bool| args.prefix.as_deref().filter(|_| is_meant);
    let file = StateFile::read(&args.input).map_err(Failure::call)?;
    let state = convert::read(&file, from, prefix(!is_ours), args.decay).map_err(Failure::call)?;
    let arrays = convert::write(&state, to, prefix(is_ours)).map_err(Failure::call)?;
    let is_for_us = to == Project::Vqbit;
    let metadata = if is_for_us { convert::metadata(&state) } else { BTreeMap::new() };
    write_arrays(&args.output, &arrays, &metadata)?;
    print_state(args, &state, &arrays, json)
}

fn print_state(
    args: &ConvertArgs,
    state: &State,
    arrays: &BTreeMap<String, Stored>,
    json: bool,
) -> Outcome {
    let file = args.output.display();
    // Another project's file has its own job.
    let job_keys = (args.to.0 == Project::Vqbit).then(|| state.job_keys());
    let shapes = arrays.iter().map(|(name, array)| (name.clone(), array.to_string()));
    if json {
        let tensors: Map<String, Value> = shapes.map(|(name, s)| (name, s.into())).collect();
        let object = json!({
            "file": file.to_string(),
            "tensors": tensors,
            "job_keys": job_keys,
            "notes": state.notes,
        });
        return terminal::print(&format!("{object:#}\n"));
    }
    for note in &state.notes {
        terminal::say(&format!("note: {note}"));
    }
    let rows: Vec<Vec<String>> = shapes.map(|(name, shape)| vec![name, shape]).collect();
    let mut text = aligned(&rows);
    if let Some(keys) = job_keys {
        let from = args.from.0;
        text.push_str(&format!("{from}: {}\njob: {keys}\n", from.convention()));
    }
    terminal::print(&format!("{text}state: {file}\n"))
}
