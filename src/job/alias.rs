//! Other names of a job's keys: the original configuration's, put in their place.

use serde_json::{Map, Value};

use crate::job::error::JobError;
use crate::job::reader::{Found, boolean, items, number, whole, wrong};
use crate::job::words;
use crate::sharding::mesh::Mesh;

/// Reads an alias's value and says it in the canonical key's words.
type Convert = fn(&Found<'_>) -> Result<Value, JobError>;

/// Another name of a key, both as paths from the job.
struct Alias {
    name: &'static str,
    canonical: &'static str,
    convert: Convert,
}

/// The names, those nearer to the canonical key first.
const ALIASES: [Alias; 16] = [
    Alias { name: "quantizer.vq_codes", canonical: "quantizer.codebook_size", convert: size },
    Alias { name: "vq_codes", canonical: "quantizer.codebook_size", convert: size },
    Alias {
        name: "quantizer.vq_embedding_dim",
        canonical: "quantizer.embedding_dim",
        convert: size,
    },
    Alias { name: "vq_embedding_dim", canonical: "quantizer.embedding_dim", convert: size },
    Alias { name: "use_bfloat16", canonical: "input.dtype", convert: dtype },
    Alias { name: "mesh_shape", canonical: "mesh", convert: mesh_shape },
    Alias {
        name: "quantizer.vq_commitment_weight",
        canonical: "quantizer.commitment_weight",
        convert: any_number,
    },
    Alias {
        name: "vq_commitment_weight",
        canonical: "quantizer.commitment_weight",
        convert: any_number,
    },
    Alias {
        name: "quantizer.vq_adaptive_threshold",
        canonical: "quantizer.restart.adaptive_threshold",
        convert: any_number,
    },
    Alias {
        name: "vq_adaptive_threshold",
        canonical: "quantizer.restart.adaptive_threshold",
        convert: any_number,
    },
    Alias {
        name: "quantizer.diversity_regularization",
        canonical: "quantizer.diversity.weight",
        convert: diversity_weight,
    },
    Alias {
        name: "quantizer.vq_diversity_regularization",
        canonical: "quantizer.diversity.weight",
        convert: diversity_weight,
    },
    Alias {
        name: "diversity_regularization",
        canonical: "quantizer.diversity.weight",
        convert: diversity_weight,
    },
    Alias {
        name: "vq_diversity_regularization",
        canonical: "quantizer.diversity.weight",
        convert: diversity_weight,
    },
    Alias { name: "quantizer.hidden_size", canonical: "quantizer.input_dim", convert: size },
    Alias { name: "hidden_size", canonical: "quantizer.input_dim", convert: size },
];

fn size(found: &Found<'_>) -> Result<Value, JobError> {
    whole(found).map(Value::from)
}

fn any_number(found: &Found<'_>) -> Result<Value, JobError> {
    number(found).map(|_| found.1.clone())
}

fn dtype(found: &Found<'_>) -> Result<Value, JobError> {
    Ok(if boolean(found)? { "bf16" } else { "f32" }.into())
}

/// The weight that published models with this loss use.
fn diversity_weight(found: &Found<'_>) -> Result<Value, JobError> {
    Ok(if boolean(found)? { 0.1 } else { 0.0 }.into())
}

fn mesh_shape(found: &Found<'_>) -> Result<Value, JobError> {
    let wanted = "sizes like [4, 8]";
    let sizes = items(found, wanted)?;
    let mesh =
        if sizes.is_empty() { Err(wrong(found, wanted)) } else { Ok(Mesh::of_sizes(&sizes)?) };
    Ok(words::mesh_json(&mesh?))
}

/// The aliases among the keys of the object at a path.
pub(in crate::job) fn names_in(path: &str) -> impl Iterator<Item = &'static str> {
    ALIASES.iter().filter_map(move |alias| {
        let (parent, key) = split(alias.name);
        (parent == path).then_some(key)
    })
}

/// `("quantizer", "vq_codes")` of `quantizer.vq_codes`.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('.').unwrap_or(("", path))
}

/// The job with every alias put in the place of its canonical key.
///
/// # Errors
/// An alias's value of another type, or two names of one thing with two values.
pub(in crate::job) fn put_in_place(mut job: Value) -> Result<Value, JobError> {
    // Where each canonical value was written, for the message when another name disagrees.
    let mut written: Vec<(&str, &str, Value)> = Vec::new();
    for alias in &ALIASES {
        let Some(found) = take(&mut job, alias.name) else { continue };
        let value = (alias.convert)(&(alias.name.to_owned(), &found))?;
        let other = written.iter().find(|(canonical, ..)| *canonical == alias.canonical);
        let (first, first_value) = match (other, at(&job, alias.canonical)) {
            (Some((_, name, value)), _) => (*name, Some(value.clone())),
            (None, canonical) => (alias.canonical, canonical.cloned()),
        };
        let Some(first_value) = first_value else {
            put(&mut job, alias.canonical, value)?;
            written.push((alias.canonical, alias.name, found));
            continue;
        };
        if at(&job, alias.canonical).map(in_one_form) != Some(in_one_form(&value)) {
            return Err(JobError::AliasConflict {
                first: first.to_owned(),
                first_value: first_value.to_string(),
                second: alias.name.to_owned(),
                second_value: found.to_string(),
            });
        }
    }
    Ok(job)
}

/// A value as it is compared: numbers as f64, meshes as axes.
fn in_one_form(value: &Value) -> Value {
    let mesh = words::mesh(&(String::new(), value)).map(|mesh| words::mesh_json(&mesh));
    value.as_f64().map(Value::from).or(mesh.ok()).unwrap_or_else(|| value.clone())
}

fn at<'a>(job: &'a Value, path: &str) -> Option<&'a Value> {
    let value = path.split('.').try_fold(job, |object, key| object.get(key))?;
    Some(value).filter(|value| !value.is_null())
}

/// Removes a key; nothing where it is not there or null.
fn take(job: &mut Value, path: &str) -> Option<Value> {
    let (parent, key) = split(path);
    let object = if parent.is_empty() { Some(job) } else { job.get_mut(parent) };
    object?.as_object_mut()?.shift_remove(key).filter(|value| !value.is_null())
}

fn put(job: &mut Value, path: &str, value: Value) -> Result<(), JobError> {
    let (parents, key) = split(path);
    let mut object = job;
    let mut so_far = String::new();
    for parent in parents.split('.').filter(|parent| !parent.is_empty()) {
        so_far = if so_far.is_empty() { parent.to_owned() } else { format!("{so_far}.{parent}") };
        let Value::Object(entries) = object else {
            return Err(wrong(&(so_far, object), "an object"));
        };
        object = entries.entry(parent).or_insert(Value::Null);
        if object.is_null() {
            *object = Value::Object(Map::new());
        }
    }
    match object.as_object_mut() {
        Some(entries) => entries.insert(key.to_owned(), value).map_or((), |_| ()),
        None => return Err(wrong(&(so_far, &*object), "an object")),
    }
    Ok(())
}
