//! Flags for what a compiled program may cost.

use anyhow::{Context, anyhow};
use bytesize::ByteSize;
use clap::Args;

use crate::cli::Failure;
use crate::report::Report;
use crate::report::buckets::{BucketReport, BucketsReport};
use crate::report::budgets::Budgets;
use crate::report::import::ImportReport;

/// Budgets; each fails the command that goes over it.
#[derive(Debug, Args, PartialEq, Eq, Default)]
#[command(next_help_heading = "Budgets of one device")]
pub(in crate::cli) struct BudgetArgs {
    /// The most that it may hold at one time, as 2GiB
    #[arg(long, value_name = "BYTES", value_parser = bytes, allow_negative_numbers = true)]
    max_hbm: Option<u64>,
    /// The most that temporaries may take
    #[arg(long, value_name = "BYTES", value_parser = bytes, allow_negative_numbers = true)]
    max_temp: Option<u64>,
    /// The most that the program itself may take
    #[arg(long, value_name = "BYTES", value_parser = bytes, allow_negative_numbers = true)]
    max_code_bytes: Option<u64>,
    /// The most collectives, those inside of a loop counted once
    #[arg(long, value_name = "COUNT", value_parser = count, allow_negative_numbers = true)]
    max_collectives: Option<u64>,
    /// The most bytes of all collectives, those inside of a loop counted once
    #[arg(long, value_name = "BYTES", value_parser = bytes, allow_negative_numbers = true)]
    max_collective_bytes: Option<u64>,
    /// Distances of all tokens and entries may not be stored in the main memory
    #[arg(long)]
    forbid_distances_in_hbm: bool,
    /// All of the state must be written over its parameters
    #[arg(long)]
    require_aliasing: bool,
}

impl BudgetArgs {
    /// Whether there are any.
    pub(in crate::cli) fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Fails where a report is over a budget.
    pub(in crate::cli) fn check(&self, report: &Report) -> Result<(), Failure> {
        self.budgets().check(report).map_err(Failure::from)
    }

    /// As [`BudgetArgs::check`], of every bucket; the first that is over a budget is told.
    pub(in crate::cli) fn check_buckets(&self, report: &BucketsReport) -> Result<(), Failure> {
        for BucketReport { batch, report } in &report.batches {
            let checked = self.budgets().check(report);
            checked.with_context(|| format!("batch {batch}")).map_err(Failure::Job)?;
        }
        Ok(())
    }

    /// As [`BudgetArgs::check`], of somebody else's module.
    pub(in crate::cli) fn check_import(&self, report: &ImportReport) -> Result<(), Failure> {
        self.check_for_import()?;
        report.check_budgets(&self.budgets()).map_err(Failure::from)
    }

    /// Whether the budgets are such as somebody else's module can be held against.
    pub(in crate::cli) fn check_for_import(&self) -> Result<(), Failure> {
        if self.forbid_distances_in_hbm {
            return Err(Failure::Call(anyhow!(
                "--forbid-distances-in-hbm: is of the steps that vqbit builds itself; which arrays \
                 of an imported module are distances is not known"
            )));
        }
        Ok(())
    }

    /// The budgets in the report's words.
    pub(in crate::cli) fn budgets(&self) -> Budgets {
        Budgets {
            hbm_bytes: self.max_hbm,
            temp_bytes: self.max_temp,
            code_bytes: self.max_code_bytes,
            collectives: self.max_collectives,
            collective_bytes: self.max_collective_bytes,
            forbids_distances_in_hbm: self.forbid_distances_in_hbm,
            requires_aliasing: self.require_aliasing,
        }
    }
}

/// Bytes of a flag or a variable.
pub(in crate::cli) fn bytes(text: &str) -> Result<u64, String> {
    let size = text.parse::<ByteSize>().map(|size| size.as_u64());
    size.map_err(|_| "wanted bytes, as 4096, 512KiB or 2GiB".to_owned())
}

fn count(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "wanted a whole number".to_owned())
}
