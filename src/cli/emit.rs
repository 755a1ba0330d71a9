//! `vqbit emit`: the program of a job as text or bytes.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::{Args, ValueEnum};

use crate::cli::args::{JobArgs, PluginArgs, WorkerArgs};
use crate::cli::compile::{overrides, wrong_call_or_failed};
use crate::cli::{Failure, Outcome, terminal};
use crate::emit::format::Format;
use crate::emit::jax_export::{JaxExportError, Platform, Platforms};
use crate::files::write_whole;
use crate::job::Job;
use crate::pipeline::{self, Compiler};

/// The formats that a plugin compiles, as flags know them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FormatFlag {
    /// A serialized HloModuleProto with GSPMD shardings
    HloProto,
    /// StableHLO text with Shardy shardings
    Stablehlo,
    /// StableHLO text with GSPMD shardings
    StablehloGspmd,
}

impl FormatFlag {
    /// The format.
    pub(in crate::cli) fn format(self) -> Format {
        match self {
            Self::HloProto => Format::HloProto,
            Self::Stablehlo => Format::StableHlo,
            Self::StablehloGspmd => Format::StableHloGspmd,
        }
    }
}

/// What `vqbit emit` writes: a program in a format, or what is handed to a plugin beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum EmitFormat {
    /// HLO text with GSPMD shardings
    HloText,
    /// A serialized HloModuleProto with GSPMD shardings
    HloProto,
    /// StableHLO text with Shardy shardings
    Stablehlo,
    /// StableHLO text with GSPMD shardings
    StablehloGspmd,
    /// The file that jax.export.deserialize reads, with the step's gradients
    JaxExport,
    #[expect(clippy::doc_markdown, reason = "this is the help text, which shows no Markdown")]
    /// The serialized CompileOptionsProto that `vqbit compile` hands to the plugin; for a TPU the
    /// plugin is asked for the topology, since the device assignment is in it
    CompileOptions,
}

impl EmitFormat {
    /// The program's format; `None` of what is no program.
    fn format(self) -> Option<Format> {
        Some(match self {
            Self::HloText => Format::HloText,
            Self::HloProto => Format::HloProto,
            Self::Stablehlo => Format::StableHlo,
            Self::StablehloGspmd => Format::StableHloGspmd,
            Self::JaxExport => Format::JaxExport,
            Self::CompileOptions => return None,
        })
    }

    fn name(self) -> &'static str {
        self.format().map_or("compile-options", Format::name)
    }
}

/// Where JAX may call a step, as flags know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PlatformFlag {
    /// TPUs
    Tpu,
    /// Processors
    Cpu,
}

impl PlatformFlag {
    fn platform(self) -> Platform {
        match self {
            Self::Tpu => Platform::Tpu,
            Self::Cpu => Platform::Cpu,
        }
    }
}

/// Flags of `vqbit emit`.
#[derive(Debug, Args)]
pub(in crate::cli) struct EmitArgs {
    #[command(flatten)]
    job: JobArgs,
    /// The format
    #[arg(long, value_enum, default_value_t = EmitFormat::Stablehlo)]
    format: EmitFormat,
    /// Where JAX may call the step, for --format jax-export [default: tpu,cpu]
    #[arg(long, value_enum, value_delimiter = ',')]
    platforms: Vec<PlatformFlag>,
    /// The program that the options are for, for --format compile-options [default: stablehlo]
    #[arg(long, value_enum, value_name = "FORMAT")]
    options_for: Option<FormatFlag>,
    #[expect(clippy::doc_markdown, reason = "this is the help text, which shows no Markdown")]
    /// A compiler flag among the options, without dashes, as xla_dump_to=DIR; repeatable
    #[arg(long = "xla-option", value_name = "NAME=VALUE")]
    xla_options: Vec<String>,
    /// Writes to this file and not to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Prints the resolved job and not its program
    #[arg(long)]
    print_job: bool,
    #[command(flatten)]
    plugin: PluginArgs,
    #[command(flatten)]
    worker: WorkerArgs,
}

/// Writes the program of a job.
pub(in crate::cli) fn emit(args: &EmitArgs) -> Outcome {
    let job = args.job.resolve()?;
    if args.print_job {
        return write(args, format!("{:#}\n", job.to_json()).as_bytes());
    }
    check_flags(args)?;
    match args.format.format() {
        None => write(args, &compile_options(args, &job)?),
        Some(Format::JaxExport) => {
            let platforms = platforms(args).map_err(Failure::call)?;
            let file = pipeline::jax_export(&job, &platforms).map_err(Failure::call)?;
            if let Some(why) = &file.without_gradient {
                terminal::say(&format!("jax.grad will not go through this step: {why}"));
            }
            write(args, &file.bytes)
        }
        Some(format) => {
            let verified = pipeline::build(&job).map_err(Failure::call)?;
            write(args, &format.write(&verified))
        }
    }
}

/// Flags that only one format has a use for.
fn check_flags(args: &EmitArgs) -> Outcome {
    let flags = [
        ("--platforms", !args.platforms.is_empty(), EmitFormat::JaxExport),
        ("--options-for", args.options_for.is_some(), EmitFormat::CompileOptions),
        ("--xla-option", !args.xla_options.is_empty(), EmitFormat::CompileOptions),
        ("--plugin", args.plugin.named().is_some(), EmitFormat::CompileOptions),
    ];
    match flags.into_iter().find(|(_, is_given, of)| *is_given && *of != args.format) {
        None => Ok(()),
        Some((flag, _, of)) => Err(Failure::Call(anyhow!(
            "{flag}: is for --format {}, found --format {}",
            of.name(),
            args.format.name()
        ))),
    }
}

/// What `vqbit compile` hands to the plugin beside the program.
fn compile_options(args: &EmitArgs, job: &Job) -> Result<Vec<u8>, Failure> {
    pipeline::build(job).map_err(Failure::call)?;
    let overrides = overrides(&args.xla_options)?;
    let format = args.options_for.unwrap_or(FormatFlag::Stablehlo).format();
    // The devices of a host are virtual, so its plugin has nothing to say.
    let plugin = match job.target.slice() {
        Some(_) => args.plugin.find(job.target.kind_name())?.path,
        None => PathBuf::new(),
    };
    let compiler = Compiler { format, overrides, ..Compiler::new(plugin, args.worker.worker()?) };
    compiler.compile_options(job).map_err(wrong_call_or_failed)
}

fn platforms(args: &EmitArgs) -> Result<Platforms, JaxExportError> {
    if args.platforms.is_empty() {
        return Ok(Platforms::all());
    }
    let platforms: Vec<Platform> = args.platforms.iter().map(|flag| flag.platform()).collect();
    Platforms::new(&platforms)
}

fn write(args: &EmitArgs, bytes: &[u8]) -> Outcome {
    match &args.output {
        Some(path) => {
            write_whole(path, &[bytes])
                .with_context(|| format!("{}: cannot be written", path.display()))?;
            Ok(())
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => terminal::print(text),
            Err(_) => Ok(std::io::stdout().write_all(bytes)?),
        },
    }
}
