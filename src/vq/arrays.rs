//! Values of a step's graph by the names of its interface.

use std::collections::BTreeMap;

use crate::ir::value::Value;
use crate::vq::error::VqError;

/// What a step is given, or what it makes, by name.
#[derive(Debug, Default)]
pub(in crate::vq) struct Arrays(BTreeMap<&'static str, Value>);

impl Arrays {
    /// Adds a value.
    pub(in crate::vq) fn set(&mut self, name: &'static str, value: Value) {
        self.0.insert(name, value);
    }

    /// Adds several.
    pub(in crate::vq) fn extend<const N: usize>(&mut self, values: [(&'static str, Value); N]) {
        self.0.extend(values);
    }

    /// The value of this name, if there is one.
    pub(in crate::vq) fn find(&self, name: &'static str) -> Option<Value> {
        self.0.get(name).copied()
    }

    /// The value of this name.
    ///
    /// # Errors
    /// There is none: the recipe and the interface tell different stories.
    pub(in crate::vq) fn get(&self, name: &'static str) -> Result<Value, VqError> {
        self.find(name).ok_or(VqError::NoSuchArray { name })
    }
}
