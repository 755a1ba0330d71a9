//! Runs cases from outside, each its job's program on virtual CPU devices.

use std::path::Path;

use crate::cases::Case;
use crate::emit::format::Format;
use crate::pipeline::{PipelineError, session};
use crate::report::cases::{CaseReport, CasesReport};

/// Runs all cases; one that cannot run is the content of its report, and the others go on. `before`
/// hears of each.
pub fn run_cases(
    cases: &[Case],
    format: Format,
    plugin: &Path,
    mut before: impl FnMut(&Case),
) -> CasesReport {
    let mut report = |case: &Case| {
        before(case);
        run(case, format, plugin).unwrap_or_else(|error| case.failed(chain(&error)))
    };
    let cases: Vec<CaseReport> = cases.iter().map(&mut report).collect();
    CasesReport { passed: cases.iter().all(|case| case.passed), cases }
}

fn run(case: &Case, format: Format, plugin: &Path) -> Result<CaseReport, PipelineError> {
    let session = session(&case.job, format, plugin)?;
    let outputs = session.run(&case.inputs, case.steps, |_| ())?;
    Ok(case.report(&outputs))
}

fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
