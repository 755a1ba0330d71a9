//! Named values: the options that plugins take and the attributes that they give.
#![allow(unsafe_code, reason = "reads the C arrays that plugins give")]

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::sys::{Header, NamedPayload, NamedValueC};
use super::table::{copy_of, text_of};

/// A value of an option or attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NamedValue {
    /// Text.
    String(String),
    /// An integer.
    Int64(i64),
    /// A list of integers.
    Int64List(Vec<i64>),
    /// A number.
    Float(f32),
    /// A truth value.
    Bool(bool),
}

/// Named values, sorted by name.
pub type NamedValues = BTreeMap<String, NamedValue>;

impl NamedValue {
    /// The number, of an integer or a float.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            #[allow(clippy::cast_precision_loss, reason = "attributes are read as measures")]
            Self::Int64(value) => Some(*value as f64),
            Self::Float(value) => Some(f64::from(*value)),
            Self::String(_) | Self::Int64List(_) | Self::Bool(_) => None,
        }
    }

    /// The integer.
    pub fn as_i64(&self) -> Option<i64> {
        if let Self::Int64(value) = self { Some(*value) } else { None }
    }

    /// The list of integers.
    pub fn as_list(&self) -> Option<&[i64]> {
        if let Self::Int64List(list) = self { Some(list) } else { None }
    }
}

impl fmt::Display for NamedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(text) => f.write_str(text),
            Self::Int64(value) => write!(f, "{value}"),
            Self::Int64List(list) => {
                let items: Vec<String> = list.iter().map(i64::to_string).collect();
                f.write_str(&items.join("."))
            }
            Self::Float(value) => write!(f, "{value}"),
            Self::Bool(value) => write!(f, "{value}"),
        }
    }
}

const STRING: i32 = 0;
const INT64: i32 = 1;
const INT64_LIST: i32 = 2;
const FLOAT: i32 = 3;
const BOOL: i32 = 4;

/// The C array of these values; it points into `values`, which must outlive it.
pub(super) fn to_c(values: &NamedValues) -> Vec<NamedValueC> {
    let entry = |(name, value): (&String, &NamedValue)| {
        let (kind, payload, value_size) = match value {
            NamedValue::String(text) => {
                (STRING, NamedPayload { string: text.as_ptr() }, text.len())
            }
            NamedValue::Int64(value) => (INT64, NamedPayload { int64: *value }, 1),
            NamedValue::Int64List(list) => {
                (INT64_LIST, NamedPayload { int64_list: list.as_ptr() }, list.len())
            }
            NamedValue::Float(value) => {
                let mut payload = NamedPayload { int64: 0 };
                payload.float = *value;
                (FLOAT, payload, 1)
            }
            NamedValue::Bool(value) => {
                let mut payload = NamedPayload { int64: 0 };
                payload.boolean = *value;
                (BOOL, payload, 1)
            }
        };
        NamedValueC {
            header: Header::new(size_of::<NamedValueC>()),
            name: name.as_ptr(),
            name_size: name.len(),
            kind,
            payload,
            value_size,
        }
    };
    values.iter().map(entry).collect()
}

/// A copy of a C array of values; entries of a kind that vqbit does not know are left out.
///
/// # Safety
/// `pointer` is null or points to `count` live `PJRT_NamedValue`s.
pub(super) unsafe fn from_c(pointer: *const NamedValueC, count: usize) -> NamedValues {
    let mut values = BTreeMap::new();
    if pointer.is_null() {
        return values;
    }
    for index in 0..count {
        // SAFETY: the caller vouches for `count` live entries of this fixed size.
        let entry = unsafe { &*pointer.add(index) };
        // SAFETY: the entry's name is `name_size` bytes.
        let name = unsafe { text_of(entry.name, entry.name_size) };
        // SAFETY: the entry is live.
        if let Some(value) = unsafe { value_of(entry) } {
            values.insert(name, value);
        }
    }
    values
}

/// # Safety
/// The entry's payload is of its `kind` and its pointer is live.
unsafe fn value_of(entry: &NamedValueC) -> Option<NamedValue> {
    Some(match entry.kind {
        STRING => {
            // SAFETY: the kind says that the payload is a string.
            let string = unsafe { entry.payload.string };
            // SAFETY: a string payload is `value_size` bytes.
            NamedValue::String(unsafe { text_of(string, entry.value_size) })
        }
        // SAFETY: the kind says that the payload is an integer.
        INT64 => NamedValue::Int64(unsafe { entry.payload.int64 }),
        INT64_LIST => {
            // SAFETY: the kind says that the payload is a list.
            let list = unsafe { entry.payload.int64_list };
            // SAFETY: a list payload is `value_size` integers.
            NamedValue::Int64List(unsafe { copy_of(list, entry.value_size) })
        }
        // SAFETY: the kind says that the payload is a float.
        FLOAT => NamedValue::Float(unsafe { entry.payload.float }),
        BOOL => {
            let byte = (&raw const entry.payload).cast::<u8>();
            // SAFETY: a bool payload is a byte; reading it as one holds for any value.
            NamedValue::Bool(unsafe { byte.read() } != 0)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_survive_the_way_to_c_and_back() {
        let values = NamedValues::from([
            ("a".to_owned(), NamedValue::String("megacore".into())),
            ("b".to_owned(), NamedValue::Int64(-4)),
            ("c".to_owned(), NamedValue::Int64List(vec![2, 4, 1])),
            ("d".to_owned(), NamedValue::Float(1.5)),
            ("e".to_owned(), NamedValue::Bool(true)),
        ]);
        let c = to_c(&values);
        // SAFETY: `c` is a live array that points into `values`.
        assert_eq!(unsafe { from_c(c.as_ptr(), c.len()) }, values);
        // SAFETY: null is allowed.
        assert_eq!(unsafe { from_c(std::ptr::null(), 3) }, NamedValues::new());
    }

    #[test]
    fn a_kind_of_tomorrow_is_left_out() {
        let values = NamedValues::from([("a".to_owned(), NamedValue::Int64(1))]);
        let mut c = to_c(&values);
        c[0].kind = 9;
        // SAFETY: `c` is a live array that points into `values`.
        assert_eq!(unsafe { from_c(c.as_ptr(), c.len()) }, NamedValues::new());
    }
}
