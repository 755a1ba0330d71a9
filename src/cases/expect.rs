//! What may be expected of an output: numbers, or a property.

use serde_json::Value;

use crate::cases::error::CaseError;
use crate::cases::fields::{Fields, shown};
use crate::cases::numbers::values;
use crate::ir::shape::Shape;
use crate::vq::interface::{Interface, TensorSpec};

/// How far floats may be off where a case does not say.
const TOLERANCE: f64 = 1e-5;

/// What is expected of one output.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// The output.
    pub tensor: TensorSpec,
    /// What it should be.
    pub wanted: Wanted,
    /// An element may be off by `atol + rtol * |wanted|`.
    pub atol: f64,
    /// As `atol`.
    pub rtol: f64,
}

/// What an output should be.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// These numbers, row-major.
    Value(Vec<f64>),
    /// Something that holds of it.
    Property(Property),
}

/// Where a property finds what it compares with.
#[derive(Debug, Clone, PartialEq)]
pub enum Other {
    /// An input or output of this name: the output, unless there is none or it is the same tensor.
    Tensor(String),
    /// Numbers of the case, row-major.
    Value(Vec<f64>),
}

/// What may hold of an output.
#[derive(Debug, Clone, PartialEq)]
pub enum Property {
    /// No element is a NaN or an infinity.
    AllFinite,
    /// It is the same as another tensor.
    EqualTo(Other),
    /// It has the rows of another tensor in some order, as often.
    PermutationOfRows(Other),
    /// Each of its rows is a row of another tensor.
    RowsOf(Other),
    /// Each element is a number from one to another.
    InRange(f64, f64),
}

impl Property {
    /// The names in files.
    pub const NAMES: [&str; 5] =
        ["all_finite", "equal_to", "permutation_of_rows", "rows_of", "in_range"];
}

impl Expectation {
    /// Reads what a file says of an output at `path`; `interface` is that of the case's step.
    ///
    /// # Errors
    /// Neither numbers nor a property, or ones that do not fit the output.
    pub fn read(
        path: &str,
        value: &Value,
        (tensor, interface): (&TensorSpec, &Interface),
    ) -> Result<Self, CaseError> {
        let mut fields = Fields::of(path.to_owned(), value)?;
        let numbers = fields.get("value");
        let property = fields.get("property");
        let is_float = tensor.shape.element_type.is_float();
        let tolerance = if is_float { TOLERANCE } else { 0.0 };
        let atol = fields.number("atol", false)?.unwrap_or(tolerance);
        let rtol = fields.number("rtol", false)?.unwrap_or(tolerance);
        let place = fields.path("value");
        let numbers = numbers.map(|numbers| values(&place, numbers, &tensor.shape)).transpose()?;
        let wanted = match (property, numbers) {
            (None, Some(numbers)) => Wanted::Value(numbers),
            (Some(property), numbers) => {
                let found = Named { property, numbers, tensor, interface };
                Wanted::Property(found.read(&mut fields)?)
            }
            (None, None) => return Err(CaseError::wrong(path, shown(value), "value or property")),
        };
        fields.finish()?;
        Ok(Expectation { tensor: tensor.clone(), wanted, atol, rtol })
    }
}

/// A property as it is written, beside what it may refer to.
struct Named<'a> {
    property: &'a Value,
    numbers: Option<Vec<f64>>,
    tensor: &'a TensorSpec,
    interface: &'a Interface,
}

impl Named<'_> {
    fn read(self, fields: &mut Fields<'_>) -> Result<Property, CaseError> {
        let path = fields.path("property");
        let (name, inner) = self.words(&path)?;
        match name {
            "all_finite" => Ok(Property::AllFinite),
            "in_range" => {
                let least = fields.number("min", true)?;
                let most = fields.number("max", true)?;
                if least.is_none() && most.is_none() {
                    return Err(CaseError::wrong(&path, "in_range", "min or max beside it"));
                }
                let (least, most) = (least.unwrap_or(f64::MIN), most.unwrap_or(f64::MAX));
                Ok(Property::InRange(least, most))
            }
            "equal_to" => self.other(fields, &path, inner, false).map(Property::EqualTo),
            "permutation_of_rows" => {
                self.other(fields, &path, inner, true).map(Property::PermutationOfRows)
            }
            "rows_of" => self.other(fields, &path, inner, true).map(Property::RowsOf),
            name => {
                let wanted = format!("one of {}", Property::NAMES.join(", "));
                Err(CaseError::wrong(&path, format!("{name:?}"), wanted))
            }
        }
    }

    /// The property's name and the tensor named with it: `"equal_to"`, `"equal_to: x"` or
    /// `{ "equal_to": "x" }`.
    fn words(&self, path: &str) -> Result<(&str, Option<&str>), CaseError> {
        let wrong = || CaseError::wrong(path, shown(self.property), "the name of a property");
        match self.property {
            Value::String(text) => Ok(match text.split_once(':') {
                Some((name, tensor)) => (name.trim(), Some(tensor.trim())),
                None => (text, None),
            }),
            Value::Object(entries) => match entries.iter().next() {
                Some((name, Value::String(tensor))) if entries.len() == 1 => {
                    Ok((name, Some(tensor)))
                }
                _ => Err(wrong()),
            },
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => Err(wrong()),
        }
    }

    /// What the property compares with: the tensor of `of`, or the case's own numbers.
    fn other(
        &self,
        fields: &mut Fields<'_>,
        path: &str,
        inner: Option<&str>,
        by_rows: bool,
    ) -> Result<Other, CaseError> {
        let Some(name) = fields.text("of")?.or(inner) else {
            let wanted = "of, the name of a tensor, or value beside it";
            let missing = || CaseError::wrong(path, shown(self.property), wanted);
            return self.numbers.clone().map(Other::Value).ok_or_else(missing);
        };
        let all = || self.interface.outputs.iter().chain(&self.interface.inputs);
        let other = all().find(|tensor| tensor.name == name).ok_or_else(|| {
            let mut names: Vec<&str> = all().map(|tensor| tensor.name).collect();
            names.sort_unstable();
            names.dedup();
            CaseError::wrong(path, format!("{name:?}"), format!("one of {}", names.join(", ")))
        })?;
        let fits = |own: &Shape, other: &Shape| match by_rows {
            true => row_length(&own.dims) == row_length(&other.dims),
            false => own.dims == other.dims,
        };
        if fits(&self.tensor.shape, &other.shape) {
            return Ok(Other::Tensor(name.to_owned()));
        }
        let (own, found) = (&self.tensor.shape, &other.shape);
        let what = if by_rows { "rows as long as those of" } else { "the dimensions of" };
        Err(CaseError::wrong(path, format!("{name} {found}"), format!("{what} {own}")))
    }
}

/// How long the rows of an array are: its last dimension; of a list, its elements are the rows.
pub fn row_length(dims: &[usize]) -> usize {
    match dims {
        [] | [_] => 1,
        [.., last] => *last,
    }
}
