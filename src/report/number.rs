//! Numbers of a report that may be no finite ones, which JSON has no words for.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// A number; in JSON `"NaN"`, `"Infinity"` and `"-Infinity"` are strings.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Number(pub f64);

/// What is not finite, by name.
const NAMES: [(&str, f64); 3] =
    [("NaN", f64::NAN), ("Infinity", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY)];

impl Number {
    /// The number of this name.
    pub fn from_name(name: &str) -> Option<f64> {
        NAMES.iter().find(|(own, _)| *own == name).map(|(_, number)| *number)
    }

    fn name(self) -> Option<&'static str> {
        let same = |number: f64| number == self.0 || number.is_nan() && self.0.is_nan();
        NAMES.iter().find(|(_, number)| same(*number)).map(|(name, _)| *name)
    }
}

impl fmt::Display for Number {
    /// Few digits: `0`, `0.25`, `1.2e-7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.abs();
        match self.name() {
            Some(name) => f.write_str(name),
            None if size == 0.0 => f.write_str("0"),
            None if size == self.0.trunc().abs() && size < 1e6 => write!(f, "{}", self.0),
            None if (1e-3..1e4).contains(&size) => {
                let text = format!("{:.6}", self.0);
                f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
            }
            None => write!(f, "{:.1e}", self.0),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.name() {
            Some(name) => serializer.serialize_str(name),
            None => serializer.serialize_f64(self.0),
        }
    }
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names = NAMES.map(|(name, _)| name);
        json_schema!({ "anyOf": [{ "type": "number" }, { "enum": names }] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_not_finite_have_names() {
        let numbers = [0.5, f64::NAN, f64::INFINITY, f64::NEG_INFINITY].map(Number);
        let text = serde_json::to_string(&numbers).expect("JSON");
        assert_eq!(text, r#"[0.5,"NaN","Infinity","-Infinity"]"#);
        assert_eq!(Number::from_name("-Infinity"), Some(f64::NEG_INFINITY));
        assert_eq!(Number::from_name("inf"), None);
    }

    #[test]
    fn people_read_few_digits() {
        let texts = [0.0, 3.0, 0.25, 1.23e-7, 1e9, 12.345_678_9].map(|x| Number(x).to_string());
        assert_eq!(texts, ["0", "3", "0.25", "1.2e-7", "1.0e9", "12.345679"]);
    }
}
