//! The JSON Schema of a file of cases.

#![expect(dead_code, reason = "the types are described, never made")]

use std::collections::BTreeMap;

use schemars::{JsonSchema, schema_for};
use serde_json::Value;

/// The JSON Schema of a file of cases.
pub fn cases() -> Value {
    let mut schema = schema_for!(Vec<Case>).to_value();
    schema["title"] = "Cases".into();
    schema
}

/// A job, its inputs as numbers, and what its outputs should be.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Case {
    /// Its name, unlike the others'.
    name: String,
    /// The job, as `vqbit schema job` describes it.
    job: BTreeMap<String, Value>,
    /// The inputs of the step by name. The rest of a state may be left out: it is what training with
    /// the codebook starts with, and nothing pending.
    inputs: BTreeMap<String, Numbers>,
    /// How many steps are made, the state being fed back; 1 by default.
    #[schemars(range(min = 1))]
    steps: Option<u64>,
    /// What the last step's outputs should be, by name.
    expect: BTreeMap<String, Expectation>,
    /// What the case is for; not read.
    note: Option<String>,
}

/// Nested lists of numbers, as deep as the tensor has dimensions.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum Numbers {
    /// A number of f32, rounded to the tensor's type.
    Number(f64),
    /// An element of a mask.
    Truth(bool),
    /// What JSON has no number for.
    Name(NotFinite),
    /// One item for each place along a dimension.
    List(Vec<Numbers>),
}

/// What JSON has no number for.
#[derive(JsonSchema)]
enum NotFinite {
    /// No number.
    NaN,
    /// Above all numbers.
    Infinity,
    /// Below all numbers.
    #[schemars(rename = "-Infinity")]
    NegativeInfinity,
}

/// What is expected of one output: numbers, or a property.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Expectation {
    /// The numbers; beside a property, what it compares with.
    value: Option<Numbers>,
    /// The property: `all_finite`, `equal_to`, `permutation_of_rows`, `rows_of` or `in_range`; what it
    /// is of may stand in `of`, behind a colon (`equal_to: inputs`) or in an object of one key.
    property: Option<PropertyName>,
    /// The tensor that the property compares with: the output of this name, or the input where there
    /// is none or it is the tensor itself.
    of: Option<String>,
    /// Of `in_range`: the least.
    min: Option<f64>,
    /// Of `in_range`: the greatest.
    max: Option<f64>,
    /// An element may be off by `atol + rtol * |wanted|`; 1e-5 by default, of integers 0.
    #[schemars(range(min = 0.0))]
    atol: Option<f64>,
    /// As `atol`, relative.
    #[schemars(range(min = 0.0))]
    rtol: Option<f64>,
}

/// The name of a property.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum PropertyName {
    /// As `equal_to` or `equal_to: inputs`.
    Text(String),
    /// As `{ "equal_to": "inputs" }`.
    Of(BTreeMap<String, String>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_describes_the_keys_of_a_case() {
        let schema = cases();
        assert_eq!(schema["type"], "array");
        let case = &schema["$defs"]["Case"];
        let keys: Vec<&String> = case["properties"].as_object().expect("keys").keys().collect();
        assert_eq!(keys, ["name", "job", "inputs", "steps", "expect", "note"]);
        assert_eq!(case["required"], serde_json::json!(["name", "job", "inputs", "expect"]));
    }
}
