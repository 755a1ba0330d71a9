//! Reads a job from JSON: every key known, every value of its type, every alias in its place.

use serde_json::{Map, Value};

use crate::ir::shape::ElementType;
use crate::job::error::JobError;
use crate::job::{InputFile, JobFile, QuantizerFile, json};
use crate::sharding::mesh::{Mesh, MeshAxis, ShardingError};
use crate::vq::spec::{Layout, Step};

/// The keys of a job; the last four are the original configuration's names.
pub const JOB_KEYS: [&str; 13] = [
    "step",
    "quantizer",
    "input",
    "target",
    "mesh",
    "layout",
    "memory_limit_gb",
    "megacore",
    "chips_per_host_bounds",
    "use_bfloat16",
    "mesh_shape",
    "vq_codes",
    "vq_embedding_dim",
];
/// The keys of `quantizer`; the last two are the original configuration's names.
pub const QUANTIZER_KEYS: [&str; 8] = [
    "kind",
    "codebook_size",
    "embedding_dim",
    "commitment_weight",
    "codebook_weight",
    "ema",
    "vq_codes",
    "vq_embedding_dim",
];
/// The keys of `quantizer.ema`.
pub const EMA_KEYS: [&str; 2] = ["decay", "epsilon"];
/// The keys of `input`.
pub const INPUT_KEYS: [&str; 3] = ["batch", "seq", "dtype"];

impl JobFile {
    /// Reads a job from JSON text.
    ///
    /// # Errors
    /// The text is not JSON, or as [`JobFile::from_json`].
    pub fn parse(text: &str) -> Result<Self, JobError> {
        JobFile::from_json(&json::parse(text)?)
    }

    /// Reads a job from a JSON value; `null` is the same as leaving the key out.
    ///
    /// # Errors
    /// An unknown key, a value of another type, or two names of one thing with two values.
    pub fn from_json(value: &Value) -> Result<Self, JobError> {
        let job = Object::of(value, "", &JOB_KEYS)?;
        let empty = Value::Object(Map::new());
        let part =
            |key| job.get(key).map_or((&empty, key.to_owned()), |(_, value)| (value, key.into()));
        let (value, path) = part("quantizer");
        let quantizer = Object::of(value, &path, &QUANTIZER_KEYS)?;
        let (value, path) = part("input");
        let input = Object::of(value, &path, &INPUT_KEYS)?;
        let dtype = input.get("dtype").map(|found| read_dtype(&found).map(|dtype| (found, dtype)));
        let flag = job.get("use_bfloat16").map(|found| {
            let wide = if boolean(&found)? { ElementType::Bf16 } else { ElementType::F32 };
            Ok((found, wide))
        });
        let mesh = job.get("mesh").map(|found| mesh(&found).map(|mesh| (found, mesh)));
        let shape = job.get("mesh_shape").map(|found| sizes(&found).map(|mesh| (found, mesh)));
        Ok(JobFile {
            step: job.get("step").map(|found| step(&found.0, text(&found)?)).transpose()?,
            quantizer: read_quantizer(&job, &quantizer)?,
            input: InputFile {
                batch: input.get("batch").map(|found| whole(&found)).transpose()?,
                seq: input.get("seq").map(|found| whole(&found)).transpose()?,
                dtype: one_value([dtype, flag])?,
            },
            target: job.get("target").map(|found| text(&found).map(str::to_owned)).transpose()?,
            mesh: one_value([mesh, shape])?,
            layout: job.get("layout").map(|found| layout(&found.0, text(&found)?)).transpose()?,
            memory_limit_gb: job.get("memory_limit_gb").map(|found| number(&found)).transpose()?,
            megacore: job.get("megacore").map(|found| boolean(&found)).transpose()?,
            chips_per_host_bounds: job
                .get("chips_per_host_bounds")
                .map(|found| bounds(&found))
                .transpose()?,
        })
    }
}

fn read_quantizer(job: &Object<'_>, quantizer: &Object<'_>) -> Result<QuantizerFile, JobError> {
    if let Some(found) = quantizer.get("kind") {
        word(&found.0, text(&found)?, &[("codebook", ())])?;
    }
    let empty = Value::Object(Map::new());
    let (path, value) = quantizer.get("ema").unwrap_or(("quantizer.ema".to_owned(), &empty));
    let ema = Object::of(value, &path, &EMA_KEYS)?;
    let size = |canonical, alias| {
        let names = [quantizer.get(canonical), quantizer.get(alias), job.get(alias)];
        one_value(names.map(|name| name.map(|found| whole(&found).map(|size| (found, size)))))
    };
    let weight = |object: &Object<'_>, key| object.get(key).map(|found| number(&found)).transpose();
    Ok(QuantizerFile {
        codebook_size: size("codebook_size", "vq_codes")?,
        embedding_dim: size("embedding_dim", "vq_embedding_dim")?,
        commitment_weight: weight(quantizer, "commitment_weight")?,
        codebook_weight: weight(quantizer, "codebook_weight")?,
        ema_decay: weight(&ema, "decay")?,
        ema_epsilon: weight(&ema, "epsilon")?,
    })
}

/// A value beside its path.
type Found<'a> = (String, &'a Value);

/// A JSON object all of whose keys are known.
struct Object<'a> {
    path: &'a str,
    entries: &'a Map<String, Value>,
}

impl<'a> Object<'a> {
    fn of(value: &'a Value, path: &'a str, keys: &[&str]) -> Result<Self, JobError> {
        let name = if path.is_empty() { "job" } else { path };
        let entries =
            value.as_object().ok_or_else(|| wrong(&(name.to_owned(), value), "an object"))?;
        let object = Object { path, entries };
        match entries.keys().find(|key| !keys.contains(&key.as_str())) {
            None => Ok(object),
            Some(key) => Err(JobError::UnknownKey {
                path: object.path_of(key),
                wanted: keys.join(", "),
                suggestion: nearest(key, keys),
            }),
        }
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn get(&self, key: &str) -> Option<Found<'a>> {
        let value = self.entries.get(key).filter(|value| !value.is_null())?;
        Some((self.path_of(key), value))
    }
}

/// The one value of all the names of a thing, the canonical name first.
fn one_value<T: PartialEq, const N: usize>(
    names: [Option<Result<(Found<'_>, T), JobError>>; N],
) -> Result<Option<T>, JobError> {
    let mut kept: Option<(Found<'_>, T)> = None;
    for name in names.into_iter().flatten() {
        let (found, value) = name?;
        match &kept {
            None => kept = Some((found, value)),
            Some((_, first)) if *first == value => {}
            Some(((first, first_value), _)) => {
                return Err(JobError::AliasConflict {
                    first: first.clone(),
                    first_value: first_value.to_string(),
                    second: found.0,
                    second_value: found.1.to_string(),
                });
            }
        }
    }
    Ok(kept.map(|(_, value)| value))
}

fn wrong(found: &Found<'_>, wanted: &'static str) -> JobError {
    let (path, value) = found;
    let json = value.to_string();
    let found = match value {
        Value::Array(_) if json.len() > 40 => "an array".to_owned(),
        Value::Object(_) if json.len() > 40 => "an object".to_owned(),
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => json,
    };
    JobError::WrongType { path: path.clone(), found, wanted }
}

fn whole(found: &Found<'_>) -> Result<usize, JobError> {
    let number = found.1.as_u64().and_then(|number| usize::try_from(number).ok());
    number.ok_or_else(|| wrong(found, "a whole number"))
}

fn number(found: &Found<'_>) -> Result<f64, JobError> {
    found.1.as_f64().ok_or_else(|| wrong(found, "a number"))
}

fn boolean(found: &Found<'_>) -> Result<bool, JobError> {
    found.1.as_bool().ok_or_else(|| wrong(found, "true or false"))
}

fn text<'a>(found: &Found<'a>) -> Result<&'a str, JobError> {
    found.1.as_str().ok_or_else(|| wrong(found, "a string"))
}

fn items(found: &Found<'_>, wanted: &'static str) -> Result<Vec<usize>, JobError> {
    let array = found.1.as_array().ok_or_else(|| wrong(found, wanted))?;
    let item = |(index, value)| whole(&(format!("{}[{index}]", found.0), value));
    array.iter().enumerate().map(item).collect()
}

fn bounds(found: &Found<'_>) -> Result<[usize; 3], JobError> {
    let wanted = "three whole numbers like [2, 4, 1]";
    <[usize; 3]>::try_from(items(found, wanted)?).map_err(|_| wrong(found, wanted))
}

fn sizes(found: &Found<'_>) -> Result<Mesh, JobError> {
    let wanted = "sizes like [4, 8]";
    let sizes = items(found, wanted)?;
    if sizes.is_empty() { Err(wrong(found, wanted)) } else { Ok(Mesh::of_sizes(&sizes)?) }
}

fn mesh(found: &Found<'_>) -> Result<Mesh, JobError> {
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

fn read_dtype(found: &Found<'_>) -> Result<ElementType, JobError> {
    dtype(&found.0, text(found)?)
}

/// The step of this name; `path` is what the message calls the place where it was written.
///
/// # Errors
/// There is no such step.
pub fn step(path: &str, text: &str) -> Result<Step, JobError> {
    word(path, text, &Step::ALL.map(|step| (step.name(), step)))
}

/// The layout of this name; `path` as for [`step`].
///
/// # Errors
/// There is no such layout.
pub fn layout(path: &str, text: &str) -> Result<Layout, JobError> {
    word(path, text, &Layout::ALL.map(|layout| (layout.name(), layout)))
}

/// The compute type of this name, `bf16` or `f32`; `path` as for [`step`].
///
/// # Errors
/// Steps do not compute in this type.
pub fn dtype(path: &str, text: &str) -> Result<ElementType, JobError> {
    let types = [ElementType::Bf16, ElementType::F32];
    word(path, text, &types.map(|dtype| (dtype.name(), dtype)))
}

fn word<T: Copy>(path: &str, text: &str, words: &[(&'static str, T)]) -> Result<T, JobError> {
    let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
    let found = words.iter().find(|(name, _)| *name == text);
    found.map(|(_, value)| *value).ok_or_else(|| JobError::UnknownWord {
        path: path.to_owned(),
        found: text.to_owned(),
        wanted: names.join(", "),
        suggestion: nearest(text, &names),
    })
}

/// The most similar name, if any is similar.
fn nearest(text: &str, names: &[&str]) -> Option<String> {
    let mut near: Option<(f64, &str)> = None;
    for name in names {
        let score = strsim::jaro_winkler(&text.to_lowercase(), name);
        if score > near.map_or(0.75, |(best, _)| best) {
            near = Some((score, name));
        }
    }
    near.map(|(_, name)| name.to_owned())
}
