//! `vqbit emit`: the program of a job as text or bytes.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::{Args, ValueEnum};

use crate::cli::args::JobArgs;
use crate::cli::{Failure, Outcome, terminal};
use crate::emit::format::Format;
use crate::emit::jax_export::{JaxExportError, Platform, Platforms};
use crate::files::write_whole;
use crate::pipeline;

/// The formats, as flags know them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FormatFlag {
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
}

impl FormatFlag {
    /// The format.
    pub(in crate::cli) fn format(self) -> Format {
        match self {
            Self::HloText => Format::HloText,
            Self::HloProto => Format::HloProto,
            Self::Stablehlo => Format::StableHlo,
            Self::StablehloGspmd => Format::StableHloGspmd,
            Self::JaxExport => Format::JaxExport,
        }
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
    #[arg(long, value_enum, default_value_t = FormatFlag::Stablehlo)]
    format: FormatFlag,
    /// Where JAX may call the step, for --format jax-export [default: tpu,cpu]
    #[arg(long, value_enum, value_delimiter = ',')]
    platforms: Vec<PlatformFlag>,
    /// Writes to this file and not to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Prints the resolved job and not its program
    #[arg(long)]
    print_job: bool,
}

/// Writes the program of a job.
pub(in crate::cli) fn emit(args: &EmitArgs) -> Outcome {
    let job = args.job.resolve()?;
    if args.print_job {
        return write(args, format!("{:#}\n", job.to_json()).as_bytes());
    }
    if args.format == FormatFlag::JaxExport {
        let platforms = platforms(args).map_err(Failure::call)?;
        return write(args, &pipeline::jax_export(&job, &platforms).map_err(Failure::call)?);
    }
    if !args.platforms.is_empty() {
        let format = args.format.format().name();
        return Err(Failure::Call(anyhow!(
            "--platforms: is for --format jax-export, found --format {format}"
        )));
    }
    let verified = pipeline::build(&job).map_err(Failure::call)?;
    write(args, &args.format.format().write(&verified))
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
