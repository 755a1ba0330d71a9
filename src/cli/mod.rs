//! The command line: one file a subcommand. The only room that prints or uses anyhow.
//!
//! Results go to standard output, logs and progress to standard error. Exit codes: 0 done, 1 the
//! job failed, 2 the call was wrong.

mod advice;
mod args;
mod auto;
mod budgets;
mod cache;
mod compare;
mod compile;
mod diff;
mod doctor;
mod emit;
mod fit_programs;
mod habits;
mod import;
mod init_state;
mod inputs;
mod inspect;
mod outputs;
mod plan;
mod plugins;
mod provenance;
mod run;
mod state;
mod stream;
mod targets;
mod terminal;
mod tpu_layout;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde_json::json;

use crate::cli::terminal::LogFormat;

/// Compiles vector-quantization steps to XLA programs for TPU meshes, without a TPU, and runs the
/// same programs on CPU.
#[derive(Debug, Parser)]
#[command(name = "vqbit", version, max_term_width = 100)]
struct Cli {
    /// Says more on standard error (-vv says much more)
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
    /// How log lines are written
    #[arg(long, global = true, value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
    /// Writes results as JSON
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes the program of a job, in any format
    Emit(emit::EmitArgs),
    /// Compiles a job for its target and writes an artifact directory
    Compile(compile::CompileArgs),
    /// Compiles somebody else's StableHLO or HLO module for a target and writes an artifact directory
    Import(Box<import::ImportArgs>),
    /// Compares codebook sizes on several targets by what their compilers say
    Compare(compare::CompareArgs),
    /// Compiles every layout and mesh that a job may have, and ranks them by an estimate
    Plan(Box<plan::PlanArgs>),
    /// Runs a job's program on virtual CPU devices, cut as for its target
    Run(Box<run::RunArgs>),
    /// Holds a job's program against the f64 reference, on 1, 8 and as many devices as its target has
    Verify(Box<verify::VerifyArgs>),
    /// Writes the state that training starts with
    InitState(init_state::InitStateArgs),
    /// Converts training states of other projects
    #[command(subcommand)]
    State(state::StateCommand),
    /// Shows what an artifact, an executable or a program holds
    Inspect(inspect::InspectArgs),
    /// Compares two artifacts: jobs, estimates, memory, collectives, contract
    Diff(diff::DiffArgs),
    /// Lists targets, or shows how a target's devices lie on a mesh
    Targets(targets::TargetsArgs),
    /// Finds, installs and examines PJRT plugins
    #[command(subcommand)]
    Plugins(plugins::PluginsCommand),
    /// Looks after the executables that were compiled before
    #[command(subcommand)]
    Cache(cache::CacheCommand),
    /// Tells what is found on this machine and what is wrong: version, environment, plugins
    Doctor,
    /// Prints the JSON Schema of a job, a report, the report of several batches, an import's report, a
    /// comparison, a difference, a plan, a verification or cases
    Schema {
        /// Of what
        #[arg(value_enum)]
        of: SchemaOf,
    },
    /// Prints shell completions
    Completions {
        /// For which shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Writes man pages
    Man {
        /// The folder, made where it is not there
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum SchemaOf {
    Job,
    Report,
    Buckets,
    Import,
    Comparison,
    Diff,
    Plan,
    Verification,
    Cases,
}

/// Why a subcommand ended early, and so the exit code.
#[derive(Debug)]
enum Failure {
    /// The call was wrong: exit code 2.
    Call(anyhow::Error),
    /// The job failed: exit code 1.
    Job(anyhow::Error),
    /// The result tells already what failed, in JSON too: exit code 1.
    Told(anyhow::Error),
}

/// What a subcommand gives back.
type Outcome = Result<(), Failure>;

impl Failure {
    fn call(error: impl Into<anyhow::Error>) -> Self {
        Failure::Call(error.into())
    }
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure::Job(error.into())
    }
}

/// Parses the command line, runs the subcommand and gives its exit code.
pub fn main() -> ExitCode {
    let cli = match habits::parsed() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            // Flags could not be read, so the arguments themselves say whether JSON is wanted.
            if error.use_stderr() && std::env::args_os().any(|argument| argument == "--json") {
                let text = error.render().to_string();
                print_error(&[text.trim().trim_start_matches("error: ").to_owned()], 2);
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    terminal::start_logs(cli.verbose, cli.log_format);
    let outcome = dispatch(cli.command, cli.json);
    let is_told = matches!(outcome, Err(Failure::Told(_)));
    let (error, code) = match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Job(error) | Failure::Told(error)) => (error, 1),
        Err(Failure::Call(error)) => (error, 2),
    };
    if cli.json && !is_told {
        let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
        print_error(&causes, code);
    }
    eprintln!("error: {error:#}");
    if let Some(help) = advice::of(&error) {
        eprintln!("help: {help}");
    }
    ExitCode::from(code)
}

/// The same chain of causes that standard error is told, as JSON.
fn print_error(causes: &[String], code: u8) {
    let error = causes.join(": ");
    let object = json!({ "error": error, "causes": causes, "exit_code": code });
    // There is nobody left to tell that standard output is closed.
    let _ = terminal::print(&format!("{object:#}\n"));
}

fn dispatch(command: Command, json: bool) -> Outcome {
    match command {
        Command::Emit(args) => emit::emit(&args),
        Command::Compile(args) => compile::compile(&args, json),
        Command::Import(args) => import::import(&args, json),
        Command::Compare(args) => compare::compare(&args, json),
        Command::Plan(args) => plan::plan(&args, json),
        Command::Run(args) => run::run(&args, json),
        Command::Verify(args) => verify::verify(&args, json),
        Command::InitState(args) => init_state::init_state(&args, json),
        Command::State(command) => state::state(&command, json),
        Command::Inspect(args) => inspect::inspect(&args, json),
        Command::Diff(args) => diff::diff(&args, json),
        Command::Targets(args) => targets::targets(&args, json),
        Command::Plugins(command) => plugins::plugins(&command, json),
        Command::Cache(command) => cache::cache(&command, json),
        Command::Doctor => doctor::doctor(json),
        Command::Man { folder } => habits::man(&folder),
        Command::Schema { of } => {
            let schema = match of {
                SchemaOf::Job => crate::job::schema::job(),
                SchemaOf::Report => crate::report::schema(),
                SchemaOf::Buckets => crate::report::buckets::schema(),
                SchemaOf::Import => crate::report::import::schema(),
                SchemaOf::Comparison => crate::report::comparison::schema(),
                SchemaOf::Diff => crate::report::diff::schema(),
                SchemaOf::Plan => crate::report::plan::schema(),
                SchemaOf::Cases => crate::cases::schema::cases(),
                SchemaOf::Verification => crate::report::verification::schema(),
            };
            terminal::print(&format!("{schema:#}\n"))
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut habits::command(), "vqbit", &mut script);
            terminal::print(&String::from_utf8_lossy(&script))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        habits::command().debug_assert();
    }
}
