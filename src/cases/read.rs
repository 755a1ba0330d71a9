//! Reads a file of cases; whatever is wrong is named with its JSON path.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cases::Case;
use crate::cases::error::CaseError;
use crate::cases::expect::Expectation;
use crate::cases::fields::{Fields, shown};
use crate::cases::numbers;
use crate::job::error::JobError;
use crate::job::{Job, JobFile, json};
use crate::tensor::array::Tensor;
use crate::vq::interface::{Interface, TensorSpec};
use crate::vq::state::{CODEBOOK, nothing_pending, stored_state};

/// Reads the text of a file: a list of cases.
///
/// # Errors
/// The first thing that is wrong.
pub fn parse(text: &str) -> Result<Vec<Case>, CaseError> {
    let file = json::parse(text).map_err(syntax)?;
    let cases = file.as_array();
    let cases =
        cases.ok_or_else(|| CaseError::wrong("the file", shown(&file), "a list of cases"))?;
    let read: Result<Vec<Case>, CaseError> = cases.iter().enumerate().map(case).collect();
    let read = read?;
    let names = || read.iter().map(|case| &case.name);
    let twice =
        names().enumerate().find(|(at, name)| names().take(*at).any(|other| other == *name));
    match twice {
        None if !read.is_empty() => Ok(read),
        None => Err(CaseError::wrong("the file", "an empty list", "cases")),
        Some((at, name)) => {
            let path = format!("[{at}].name");
            Err(CaseError::wrong(&path, format!("{name:?} once more"), "each name once"))
        }
    }
}

/// What the JSON reader met.
fn syntax(error: JobError) -> CaseError {
    if let JobError::Syntax { reason } = error {
        return CaseError::Syntax { reason };
    }
    CaseError::Job { path: "the file".to_owned(), source: Box::new(error) }
}

fn case((at, value): (usize, &Value)) -> Result<Case, CaseError> {
    let mut fields = Fields::of(format!("[{at}]"), value)?;
    let name = fields.need("name", "a string")?;
    let name = name
        .as_str()
        .ok_or_else(|| CaseError::wrong(&fields.path("name"), shown(name), "a string"))?;
    let own = fields.need("job", "a job")?;
    let (job, interface) = job(&fields.path("job"), own)?;
    let given = fields.need("inputs", "tensors by name")?;
    let inputs = inputs(&fields.path("inputs"), given, (&job, &interface))?;
    let steps = steps(&mut fields, (&job, &interface))?;
    let expected = fields.need("expect", "expectations by output")?;
    let expectations = expectations(&fields.path("expect"), expected, (&job, &interface))?;
    fields.text("note")?;
    fields.finish()?;
    Ok(Case { name: name.to_owned(), job, interface, inputs, steps, expectations })
}

fn job(path: &str, value: &Value) -> Result<(Job, Interface), CaseError> {
    let job = JobFile::from_json(value.clone()).and_then(|file| file.resolve());
    let job =
        job.map_err(|source| CaseError::Job { path: path.to_owned(), source: Box::new(source) })?;
    let interface = Interface::of(&job.spec, &job.mesh);
    let interface = interface
        .map_err(|source| CaseError::Step { path: path.to_owned(), source: Box::new(source) })?;
    Ok((job, interface))
}

/// How often the step is made; 1 by default.
fn steps(
    fields: &mut Fields<'_>,
    (job, interface): (&Job, &Interface),
) -> Result<usize, CaseError> {
    let path = fields.path("steps");
    let Some(value) = fields.get("steps") else { return Ok(1) };
    let wrong = |wanted: &str| CaseError::wrong(&path, shown(value), wanted);
    let steps = value.as_u64().filter(|&steps| steps > 0);
    let steps = steps.ok_or_else(|| wrong("a whole number, at least 1"))?;
    if steps > 1 && interface.aliases.is_empty() {
        let step = job.spec.step.name();
        return Err(wrong(&format!("1: step {step} has no state to feed back")));
    }
    usize::try_from(steps).map_err(|_| wrong("fewer"))
}

/// The inputs that the file gives, and the rest of the state that a given codebook starts with.
fn inputs(
    path: &str,
    value: &Value,
    (job, interface): (&Job, &Interface),
) -> Result<BTreeMap<String, Tensor>, CaseError> {
    let mut inputs = BTreeMap::new();
    for (name, value) in entries(path, value)? {
        let path = format!("{path}.{name}");
        let tensor = named(&path, name, (job, "input", &interface.inputs))?;
        inputs.insert(name.clone(), numbers::tensor(&path, value, &tensor.shape)?);
    }
    let mut state = nothing_pending(interface);
    if let Some(codebook) = inputs.get(CODEBOOK) {
        let stored = stored_state(&job.spec, codebook.clone());
        let wrong = |source| CaseError::Tensor {
            path: format!("{path}.{CODEBOOK}"),
            source: Box::new(source),
        };
        state.extend(stored.map_err(wrong)?);
    }
    for (name, tensor) in state {
        if interface.input(&name).is_some() {
            inputs.entry(name).or_insert(tensor);
        }
    }
    let names = interface.inputs.iter().map(|tensor| tensor.name);
    let missing: Vec<&str> = names.filter(|name| !inputs.contains_key(*name)).collect();
    if missing.is_empty() {
        return Ok(inputs);
    }
    let (step, missing) = (job.spec.step.name(), missing.join(", "));
    Err(CaseError::MissingInputs { path: path.to_owned(), step, missing })
}

fn expectations(
    path: &str,
    value: &Value,
    (job, interface): (&Job, &Interface),
) -> Result<Vec<Expectation>, CaseError> {
    let all = entries(path, value)?;
    if all.is_empty() {
        return Err(CaseError::wrong(path, "nothing", "an output at least"));
    }
    let expectation = |(name, value): (&String, &Value)| {
        let path = format!("{path}.{name}");
        let tensor = named(&path, name, (job, "output", &interface.outputs))?;
        Expectation::read(&path, value, (tensor, interface))
    };
    all.iter().map(expectation).collect()
}

fn entries<'a>(
    path: &str,
    value: &'a Value,
) -> Result<&'a serde_json::Map<String, Value>, CaseError> {
    value.as_object().ok_or_else(|| CaseError::wrong(path, shown(value), "an object"))
}

fn named<'a>(
    path: &str,
    name: &str,
    (job, role, tensors): (&Job, &'static str, &'a [TensorSpec]),
) -> Result<&'a TensorSpec, CaseError> {
    tensors.iter().find(|tensor| tensor.name == name).ok_or_else(|| CaseError::UnknownTensor {
        path: path.to_owned(),
        step: job.spec.step.name(),
        role,
        wanted: tensors.iter().map(|tensor| tensor.name).collect::<Vec<_>>().join(", "),
    })
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use serde_json::json;

    use super::*;

    fn with(change: impl Fn(&mut Value)) -> String {
        let mut case = json!({
            "name": "nearest",
            "job": { "step": "encode", "quantizer": { "codebook_size": 2, "embedding_dim": 2 },
                     "input": { "batch": 1, "seq": 1, "dtype": "f32" } },
            "inputs": { "inputs": [[[0, 0]]], "codebook": [[1, 2], [3, 4]] },
            "expect": { "codes": { "value": [[0]] } },
        });
        change(&mut case);
        message(&json!([case]).to_string())
    }

    fn message(text: &str) -> String {
        let error = parse(text).expect_err("wrong cases");
        let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
        format!("{error}{cause}")
    }

    #[test]
    fn what_is_wrong_is_named_with_its_path() {
        let encode = "inputs, codebook";
        let rows: [(&str, Value, String); 12] = [
            ("/name", json!(3), "[0].name: found 3, wanted a string".into()),
            ("/job/step", json!("encod"), "[0].job: step: found \"encod\", wanted one of encode, decode, quantize, update, accumulate, apply, vjp; did you mean encode?".into()),
            ("/steps", json!(0), "[0].steps: found 0, wanted a whole number, at least 1".into()),
            ("/steps", json!(2), "[0].steps: found 2, wanted 1: step encode has no state to feed back".into()),
            ("/inputs", json!([1]), "[0].inputs: found [1], wanted an object".into()),
            ("/inputs/codebok", json!([1]), format!("[0].inputs.codebok: step encode has no input of this name, wanted one of {encode}")),
            ("/inputs/codebook", json!([[1, 2], [3, "x"]]), "[0].inputs.codebook[1][1]: found \"x\", wanted a number, \"NaN\", \"Infinity\" or \"-Infinity\" (f32[2,2])".into()),
            ("/expect", json!({}), "[0].expect: found nothing, wanted an output at least".into()),
            ("/expect/codes/value", json!([0]), "[0].expect.codes.value[0]: found 0, wanted a list of 1 (s32[1,1])".into()),
            ("/expect/codes/atol", json!(-1), "[0].expect.codes.atol: found -1, wanted a number that is not negative".into()),
            ("/expect/codes/property", json!("sorted"), "[0].expect.codes.property: found \"sorted\", wanted one of all_finite, equal_to, permutation_of_rows, rows_of, in_range".into()),
            ("/expects", json!({}), "[0].expects: unknown key, wanted one of name, job, inputs, steps, expect, note".into()),
        ];
        for (pointer, value, wanted) in rows {
            let found = with(|case| {
                let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
                case.pointer_mut(parent).expect("a place")[key] = value.clone();
            });
            assert_eq!(found, wanted, "{pointer}");
        }
    }

    #[test]
    fn properties_say_what_they_are_of() {
        let property =
            |expectation: Value| with(|case| case["expect"]["codes"] = expectation.clone());
        assert_eq!(
            property(json!({ "property": "equal_to" })),
            "[0].expect.codes.property: found \"equal_to\", wanted of, the name of a tensor, or \
             value beside it"
        );
        assert_eq!(
            property(json!({ "property": "equal_to", "of": "code" })),
            "[0].expect.codes.property: found \"code\", wanted one of codebook, codes, inputs"
        );
        assert_eq!(
            property(json!({ "property": "equal_to", "of": "codebook" })),
            "[0].expect.codes.property: found codebook f32[2,2], wanted the dimensions of s32[1,1]"
        );
        assert_eq!(
            property(json!({ "property": "rows_of", "of": "codebook" })),
            "[0].expect.codes.property: found codebook f32[2,2], wanted rows as long as those of \
             s32[1,1]"
        );
        assert_eq!(
            property(json!({ "property": "in_range" })),
            "[0].expect.codes.property: found in_range, wanted min or max beside it"
        );
        assert_eq!(
            property(json!({ "atol": 1 })),
            "[0].expect.codes: found {\"atol\":1}, wanted value or property"
        );
    }

    #[test]
    fn files_that_are_no_lists_of_cases_say_so() {
        assert_eq!(message("{}"), "the file: found {}, wanted a list of cases");
        assert_eq!(message("[]"), "the file: found an empty list, wanted cases");
        assert_eq!(message("[3]"), "[0]: found 3, wanted an object");
        assert_eq!(message("[{}]"), "[0].name: found nothing, wanted a string");
        assert_eq!(
            message("[{}, "),
            "not readable as JSON: EOF while parsing a value at line 1 column 5"
        );
        let missing = with(|case| case["inputs"] = json!({ "inputs": [[[0, 0]]] }));
        assert_eq!(missing, "[0].inputs: step encode takes codebook too");
    }
}
