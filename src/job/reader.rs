//! Reads one JSON object key by key, and writes down its canonical form as it goes.
//!
//! Each key is told once, with its type and default: what was asked for is what may stand there,
//! and what was answered is what a complete job says.

use serde_json::{Map, Value};

use crate::job::alias;
use crate::job::error::JobError;
use crate::job::resolve::MAX_COUNT;

/// A value beside its path.
pub(in crate::job) type Found<'a> = (String, &'a Value);

/// A JSON object that is being read.
pub(in crate::job) struct Reader<'a> {
    path: String,
    entries: Option<&'a Map<String, Value>>,
    asked: Vec<&'static str>,
    canonical: Map<String, Value>,
}

impl<'a> Reader<'a> {
    /// The whole job.
    ///
    /// # Errors
    /// It is no object.
    pub(in crate::job) fn of(job: &'a Value) -> Result<Self, JobError> {
        Reader::at(String::new(), Some(job))
    }

    fn at(path: String, value: Option<&'a Value>) -> Result<Self, JobError> {
        let entries = value.map(|value| {
            let name = if path.is_empty() { "job" } else { &path };
            value.as_object().ok_or_else(|| wrong(&(name.to_owned(), value), "an object"))
        });
        let entries = entries.transpose()?;
        Ok(Reader { path, entries, asked: Vec::new(), canonical: Map::new() })
    }

    /// The path of a key.
    pub(in crate::job) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// A key's value, if it stands there and is not null.
    pub(in crate::job) fn get(&mut self, key: &'static str) -> Option<Found<'a>> {
        self.asked.push(key);
        let value = self.entries?.get(key).filter(|value| !value.is_null())?;
        Some((self.path_of(key), value))
    }

    /// The object under a key, empty if there is none.
    ///
    /// # Errors
    /// It is no object.
    pub(in crate::job) fn object(&mut self, key: &'static str) -> Result<Reader<'a>, JobError> {
        let value = self.get(key).map(|(_, value)| value);
        Reader::at(self.path_of(key), value)
    }

    /// Whether the job has this object.
    pub(in crate::job) fn is_there(&self) -> bool {
        self.entries.is_some()
    }

    /// What the complete job says under a key.
    pub(in crate::job) fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.canonical.insert(key.to_owned(), value.into());
    }

    /// A key that is read and checked by `read`, or has its default; the complete job says it.
    ///
    /// # Errors
    /// As `read`.
    pub(in crate::job) fn or<T: Clone + Into<Value>>(
        &mut self,
        key: &'static str,
        default: T,
        read: impl FnOnce(&Found<'a>) -> Result<T, JobError>,
    ) -> Result<T, JobError> {
        let value = self.get(key).map(|found| read(&found)).transpose()?.unwrap_or(default);
        self.put(key, value.clone());
        Ok(value)
    }

    /// As [`Reader::or`], but the complete job is silent about the default.
    ///
    /// # Errors
    /// As `read`.
    pub(in crate::job) fn unless<T: Clone + PartialEq + Into<Value>>(
        &mut self,
        key: &'static str,
        default: T,
        read: impl FnOnce(&Found<'a>) -> Result<T, JobError>,
    ) -> Result<T, JobError> {
        let value = self.get(key).map(|found| read(&found)).transpose()?;
        let value = value.filter(|value| *value != default);
        let Some(value) = value else { return Ok(default) };
        self.put(key, value.clone());
        Ok(value)
    }

    /// One of a few words; the complete job says it.
    ///
    /// # Errors
    /// Another word, or no word.
    pub(in crate::job) fn word<T: Copy + PartialEq>(
        &mut self,
        key: &'static str,
        default: T,
        words: &[(&'static str, T)],
    ) -> Result<T, JobError> {
        let value = self.word_or_none(key, words)?.unwrap_or(default);
        self.put_word(key, value, words);
        Ok(value)
    }

    /// As [`Reader::word`], but the complete job is silent about the default.
    ///
    /// # Errors
    /// Another word, or no word.
    pub(in crate::job) fn word_unless<T: Copy + PartialEq>(
        &mut self,
        key: &'static str,
        default: T,
        words: &[(&'static str, T)],
    ) -> Result<T, JobError> {
        let value = self.word_or_none(key, words)?.unwrap_or(default);
        if value != default {
            self.put_word(key, value, words);
        }
        Ok(value)
    }

    /// One of a few words, `None` where none stands there; the complete job is silent about it.
    ///
    /// # Errors
    /// Another word, or no word.
    pub(in crate::job) fn word_or_none<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Result<Option<T>, JobError> {
        self.get(key).map(|found| word(&found.0, text(&found)?, words)).transpose()
    }

    fn put_word<T: PartialEq>(&mut self, key: &str, value: T, words: &[(&'static str, T)]) {
        self.put(key, word_of(value, words));
    }

    /// The canonical form, once nothing is left unread.
    ///
    /// # Errors
    /// A key that nobody asked for.
    pub(in crate::job) fn finish(self) -> Result<Map<String, Value>, JobError> {
        let asked = |key: &&String| !self.asked.contains(&key.as_str());
        let Some(key) = self.entries.and_then(|entries| entries.keys().find(asked)) else {
            return Ok(self.canonical);
        };
        let mut wanted = self.asked.clone();
        wanted.extend(alias::names_in(&self.path));
        Err(JobError::UnknownKey {
            path: self.path_of(key),
            wanted: wanted.join(", "),
            suggestion: nearest(key, &wanted),
        })
    }
}

/// The word that stands for a value.
pub(in crate::job) fn word_of<T: PartialEq>(value: T, words: &[(&'static str, T)]) -> &'static str {
    words.iter().find(|(_, other)| *other == value).map_or("", |(name, _)| name)
}

/// That a value is of another type.
pub(in crate::job) fn wrong(found: &Found<'_>, wanted: &'static str) -> JobError {
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

/// That a number is out of its range.
pub(in crate::job) fn out_of_range(
    path: &str,
    found: impl ToString,
    wanted: &'static str,
) -> JobError {
    JobError::OutOfRange { path: path.to_owned(), found: found.to_string(), wanted }
}

/// A whole number.
pub(in crate::job) fn whole(found: &Found<'_>) -> Result<usize, JobError> {
    let number = found.1.as_u64().and_then(|number| usize::try_from(number).ok());
    number.ok_or_else(|| wrong(found, "a whole number"))
}

/// A whole number from 1 on.
pub(in crate::job) fn at_least_1(found: &Found<'_>) -> Result<usize, JobError> {
    let size = whole(found)?;
    if size == 0 { Err(out_of_range(&found.0, size, "at least 1")) } else { Ok(size) }
}

/// A whole number from 1 on that s32 and f32 count up to.
pub(in crate::job) fn count(found: &Found<'_>) -> Result<usize, JobError> {
    let count = whole(found)?;
    let fits = (1..=MAX_COUNT).contains(&count);
    if fits { Ok(count) } else { Err(out_of_range(&found.0, count, "1 to 16777216")) }
}

/// A number.
pub(in crate::job) fn number(found: &Found<'_>) -> Result<f64, JobError> {
    found.1.as_f64().ok_or_else(|| wrong(found, "a number"))
}

/// A number from 0 to 1.
pub(in crate::job) fn share(found: &Found<'_>) -> Result<f64, JobError> {
    let share = number(found)?;
    let fits = (0.0..=1.0).contains(&share);
    if fits { Ok(share) } else { Err(out_of_range(&found.0, shown(share), "0 to 1")) }
}

/// A number from 0 on that f32 holds.
pub(in crate::job) fn weight(found: &Found<'_>) -> Result<f64, JobError> {
    let weight = number(found)?;
    let fits = rounded(weight).is_finite() && weight >= 0.0;
    let wanted = "0 to 3.4028235e38 (the largest f32)";
    if fits { Ok(weight) } else { Err(out_of_range(&found.0, shown(weight), wanted)) }
}

/// The value that the graph computes with.
#[expect(clippy::cast_possible_truncation, reason = "the cast is the rounding")]
pub(in crate::job) fn rounded(value: f64) -> f32 {
    value as f32
}

/// A number as people write it: `1e300` and not its 301 digits.
pub(in crate::job) fn shown(value: f64) -> String {
    let plain = value == 0.0 || (1e-6..1e15).contains(&value.abs());
    if plain { value.to_string() } else { format!("{value:e}") }
}

/// True or false.
pub(in crate::job) fn boolean(found: &Found<'_>) -> Result<bool, JobError> {
    found.1.as_bool().ok_or_else(|| wrong(found, "true or false"))
}

/// A string.
pub(in crate::job) fn text<'a>(found: &Found<'a>) -> Result<&'a str, JobError> {
    found.1.as_str().ok_or_else(|| wrong(found, "a string"))
}

/// An array of whole numbers.
pub(in crate::job) fn items(
    found: &Found<'_>,
    wanted: &'static str,
) -> Result<Vec<usize>, JobError> {
    let array = found.1.as_array().ok_or_else(|| wrong(found, wanted))?;
    let item = |(index, value)| whole(&(format!("{}[{index}]", found.0), value));
    array.iter().enumerate().map(item).collect()
}

/// The value that a word stands for.
///
/// # Errors
/// Another word.
pub(in crate::job) fn word<T: Copy>(
    path: &str,
    text: &str,
    words: &[(&'static str, T)],
) -> Result<T, JobError> {
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
