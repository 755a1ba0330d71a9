//! Reads one JSON object of a file of cases, key by key.

use serde_json::{Map, Value};

use crate::cases::error::CaseError;

/// An object, its path, and the keys that were asked for.
pub(in crate::cases) struct Fields<'a> {
    path: String,
    entries: &'a Map<String, Value>,
    asked: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The object at `path`.
    pub(in crate::cases) fn of(path: String, value: &'a Value) -> Result<Self, CaseError> {
        match value.as_object() {
            Some(entries) => Ok(Fields { path, entries, asked: Vec::new() }),
            None => Err(CaseError::wrong(&path, shown(value), "an object")),
        }
    }

    /// The path of a key.
    pub(in crate::cases) fn path(&self, key: &str) -> String {
        format!("{}.{key}", self.path)
    }

    /// A key's value, if it stands there.
    pub(in crate::cases) fn get(&mut self, key: &'static str) -> Option<&'a Value> {
        self.asked.push(key);
        self.entries.get(key)
    }

    /// A key's value, which must stand there.
    pub(in crate::cases) fn need(
        &mut self,
        key: &'static str,
        wanted: &str,
    ) -> Result<&'a Value, CaseError> {
        self.get(key).ok_or_else(|| CaseError::wrong(&self.path(key), "nothing", wanted))
    }

    /// Text.
    pub(in crate::cases) fn text(
        &mut self,
        key: &'static str,
    ) -> Result<Option<&'a str>, CaseError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let text = value.as_str();
        text.map(Some).ok_or_else(|| CaseError::wrong(&self.path(key), shown(value), "a string"))
    }

    /// A number that is not below 0, or anything finite where `signed`.
    pub(in crate::cases) fn number(
        &mut self,
        key: &'static str,
        signed: bool,
    ) -> Result<Option<f64>, CaseError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let number = value.as_f64().filter(|number| signed || *number >= 0.0);
        let wanted = if signed { "a number" } else { "a number that is not negative" };
        number.map(Some).ok_or_else(|| CaseError::wrong(&self.path(key), shown(value), wanted))
    }

    /// Checks that there is no key but those asked for.
    pub(in crate::cases) fn finish(self) -> Result<(), CaseError> {
        let unknown = self.entries.keys().find(|key| !self.asked.contains(&key.as_str()));
        match unknown {
            None => Ok(()),
            Some(key) => {
                Err(CaseError::UnknownKey { path: self.path(key), wanted: self.asked.join(", ") })
            }
        }
    }
}

/// A value for messages: short ones as they are.
pub(in crate::cases) fn shown(value: &Value) -> String {
    let text = value.to_string();
    let is_long = text.len() > 40;
    match value.as_array().filter(|_| is_long) {
        Some(items) => format!("a list of {}", items.len()),
        None if is_long && value.is_object() => "an object".to_owned(),
        None => text,
    }
}
