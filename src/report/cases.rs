//! What `vqbit verify --cases` found: each case, each output that something was expected of.

use schemars::{JsonSchema, schema_for};
use serde::Serialize;
use serde_json::Value;

use crate::report::number::Number;
use crate::report::table::aligned;
use crate::report::verification::Element;

/// The JSON Schema of what was found.
pub fn schema() -> Value {
    schema_for!(CasesReport).to_value()
}

/// All cases of a file.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CasesReport {
    /// Whether every case is as expected.
    pub passed: bool,
    /// In the order of the file.
    pub cases: Vec<CaseReport>,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CaseReport {
    /// Its name.
    pub name: String,
    /// Whether all is as expected.
    pub passed: bool,
    /// Why it did not run, where it did not.
    pub error: Option<String>,
    /// In the order of the file.
    pub expectations: Vec<ExpectationReport>,
}

/// One output beside what was expected of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ExpectationReport {
    /// The output.
    pub tensor: String,
    /// What was expected: `value`, or the property.
    pub expected: String,
    /// Whether it is so.
    pub passed: bool,
    /// The largest difference from what was expected, where numbers were.
    pub max_absolute_error: Option<Number>,
    /// The same over the largest element expected.
    pub max_relative_error: Option<Number>,
    /// What an element may be off.
    pub atol: f64,
    /// The same relative to itself.
    pub rtol: f64,
    /// How many elements (of rows: how many rows) are not as expected.
    pub beyond: usize,
    /// Of how many.
    pub elements: usize,
    /// The worst element, where numbers were expected and it is off at all.
    pub worst: Option<Element>,
}

impl CasesReport {
    /// One row an expectation, and what did not run.
    pub fn to_table(&self) -> String {
        let head = ["case", "tensor", "expected", "max abs", "max rel", "", "worst element"];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for case in &self.cases {
            if let Some(error) = &case.error {
                rows.push(vec![case.name.clone(), format!("FAILED: {error}")]);
            }
            rows.extend(case.expectations.iter().map(|expectation| row(&case.name, expectation)));
        }
        let passed = self.cases.iter().filter(|case| case.passed).count();
        format!("{}{passed} of {} cases are as expected\n", aligned(&rows), self.cases.len())
    }

    /// The first thing that is not as expected.
    pub fn failure(&self) -> Option<String> {
        let case = self.cases.iter().find(|case| !case.passed)?;
        if let Some(error) = &case.error {
            return Some(format!("case {}: {error}", case.name));
        }
        let wrong = case.expectations.iter().find(|expectation| !expectation.passed)?;
        let ExpectationReport { tensor, expected, beyond, elements, .. } = wrong;
        let worst = wrong.worst.as_ref().map_or_else(String::new, |worst| format!(": {worst}"));
        Some(format!(
            "case {}: {tensor} is not as expected ({expected}), {beyond} of {elements}{worst}",
            case.name
        ))
    }
}

fn row(case: &str, of: &ExpectationReport) -> Vec<String> {
    let number = |number: Option<Number>| number.map_or_else(String::new, |n| n.to_string());
    let worst =
        of.worst.as_ref().filter(|_| !of.passed).map_or_else(String::new, Element::to_string);
    vec![
        case.to_owned(),
        of.tensor.clone(),
        of.expected.clone(),
        number(of.max_absolute_error),
        number(of.max_relative_error),
        if of.passed { "ok" } else { "WRONG" }.to_owned(),
        worst,
    ]
}
