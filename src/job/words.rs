//! The words of a job that the command line says too: steps, layouts, types and meshes.

use serde_json::{Map, Value, json};

use crate::ir::shape::ElementType;
use crate::job::error::JobError;
use crate::job::reader::{Found, items, whole, word, word_of, wrong};
use crate::sharding::mesh::{Mesh, MeshAxis, ShardingError};
use crate::vq::formulation::{Counts, Forms, Lookup, Sent};
use crate::vq::spec::{Layout, Step};

/// Steps by name.
pub(in crate::job) const STEPS: [(&str, Step); Step::ALL.len()] = named(Step::ALL);

/// Layouts by name.
pub(in crate::job) const LAYOUTS: [(&str, Layout); Layout::ALL.len()] = [
    (Layout::Tokens.name(), Layout::Tokens),
    (Layout::TokensDim.name(), Layout::TokensDim),
    (Layout::TokensCodes.name(), Layout::TokensCodes),
    (Layout::StateSharded.name(), Layout::StateSharded),
    (Layout::CodesTokens.name(), Layout::CodesTokens),
];

/// The layout of a job as it is written: `None` is `auto`.
pub(in crate::job) const LAYOUTS_OR_AUTO: [(&str, Option<Layout>); LAYOUTS.len() + 1] = or_auto();

const fn or_auto() -> [(&'static str, Option<Layout>); LAYOUTS.len() + 1] {
    let mut words = [("auto", None); LAYOUTS.len() + 1];
    let mut index = 0;
    while index < LAYOUTS.len() {
        words[index] = (LAYOUTS[index].0, Some(LAYOUTS[index].1));
        index += 1;
    }
    words
}

/// Compute types by name.
pub(in crate::job) const DTYPES: [(&str, ElementType); 2] =
    [("bf16", ElementType::Bf16), ("f32", ElementType::F32)];

/// How tokens are counted, by name: `None` is `auto`.
pub(in crate::job) const COUNTS: [(&str, Option<Counts>); 3] =
    [("auto", None), ("one-hot", Some(Counts::OneHot)), ("histogram", Some(Counts::Histogram))];

/// How rows are read, by name: `None` is `auto`.
pub(in crate::job) const LOOKUPS: [(&str, Option<Lookup>); 5] = [
    ("auto", None),
    ("gather", Some(Lookup::Gather)),
    ("one-hot", Some(Lookup::OneHot)),
    ("entries", Some(Lookup::Entries)),
    ("rows", Some(Lookup::Rows)),
];

/// How sums travel to parts of the state, by name: `None` is `auto`.
pub(in crate::job) const SUMS: [(&str, Option<Sent>); 3] = [
    ("auto", None),
    ("all-reduce", Some(Sent::AllReduce)),
    ("reduce-scatter", Some(Sent::ReduceScatter)),
];

/// A formulation in the words of a job; empty where all of it is `auto`.
pub fn formulation_json(forms: Forms) -> Map<String, Value> {
    let words = [
        ("counts", forms.counts.map(|_| word_of(forms.counts, &COUNTS))),
        ("lookup", forms.lookup.map(|_| word_of(forms.lookup, &LOOKUPS))),
        ("sums", forms.sums.map(|_| word_of(forms.sums, &SUMS))),
    ];
    let said = words.into_iter().filter_map(|(key, word)| Some((key.to_owned(), word?.into())));
    said.collect()
}

const fn named<const N: usize>(steps: [Step; N]) -> [(&'static str, Step); N] {
    let mut words = [("", Step::Encode); N];
    let mut index = 0;
    while index < N {
        words[index] = (steps[index].name(), steps[index]);
        index += 1;
    }
    words
}

/// The step of this name; `path` is what the message calls the place where it was written.
///
/// # Errors
/// There is no such step.
pub fn step(path: &str, text: &str) -> Result<Step, JobError> {
    word(path, text, &STEPS)
}

/// The layout of this name, `None` for `auto`; `path` as for [`step`].
///
/// # Errors
/// There is no such layout.
pub fn layout(path: &str, text: &str) -> Result<Option<Layout>, JobError> {
    word(path, text, &LAYOUTS_OR_AUTO)
}

/// The compute type of this name, `bf16` or `f32`; `path` as for [`step`].
///
/// # Errors
/// Steps do not compute in this type.
pub fn dtype(path: &str, text: &str) -> Result<ElementType, JobError> {
    word(path, text, &DTYPES)
}

/// A mesh as a JSON object of axes.
pub fn mesh_json(mesh: &Mesh) -> Value {
    mesh.axes()
        .iter()
        .map(|axis| (axis.name.clone(), json!(axis.size)))
        .collect::<Map<_, _>>()
        .into()
}

/// A mesh in any of its four forms.
pub(in crate::job) fn mesh(found: &Found<'_>) -> Result<Mesh, JobError> {
    let wanted = r#"axes like {"data": 4, "model": 8}, "4x8" or [4, 8]"#;
    match found.1 {
        Value::Array(_) => sizes(found),
        Value::String(text) => Ok(Mesh::parse(text)?),
        Value::Object(axes) if !axes.is_empty() => {
            let axis = |(name, size): (&String, &Value)| {
                if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
                    let part = name.clone();
                    return Err(ShardingError::Syntax { text: found.1.to_string(), part }.into());
                }
                let size = whole(&(format!("{}.{name}", found.0), size))?;
                Mesh::parse(&format!("{name}={size}"))?;
                Ok(MeshAxis { name: name.clone(), size })
            };
            let axes: Result<Vec<MeshAxis>, JobError> = axes.iter().map(axis).collect();
            Ok(Mesh::new(axes?)?)
        }
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {
            Err(wrong(found, wanted))
        }
    }
}

fn sizes(found: &Found<'_>) -> Result<Mesh, JobError> {
    let wanted = "sizes like [4, 8]";
    let sizes = items(found, wanted)?;
    if sizes.is_empty() { Err(wrong(found, wanted)) } else { Ok(Mesh::of_sizes(&sizes)?) }
}

/// Three whole numbers.
pub(in crate::job) fn bounds(found: &Found<'_>) -> Result<[usize; 3], JobError> {
    let wanted = "three whole numbers like [2, 4, 1]";
    <[usize; 3]>::try_from(items(found, wanted)?).map_err(|_| wrong(found, wanted))
}
