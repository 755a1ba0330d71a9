//! Strings and dictionaries of HLO text: what is quoted, its escapes undone, or bare in braces.

use std::collections::BTreeMap;

use crate::inspect::text::scanner::{braced, parts};

/// The bytes of a value that may stand in quotes.
pub(super) fn unquoted_bytes(value: &str) -> Vec<u8> {
    let Some(inner) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return value.as_bytes().to_vec();
    };
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.as_bytes();
    while let [first, more @ ..] = rest {
        rest = more;
        if *first != b'\\' {
            bytes.push(*first);
            continue;
        }
        let (byte, length) = escaped(rest);
        bytes.push(byte);
        rest = &rest[length..];
    }
    bytes
}

/// The byte behind a backslash, and how many characters name it.
fn escaped(text: &[u8]) -> (u8, usize) {
    match text {
        [] => (b'\\', 0),
        [b'n', ..] => (b'\n', 1),
        [b'r', ..] => (b'\r', 1),
        [b't', ..] => (b'\t', 1),
        [a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', ..] => {
            ((a - b'0') * 64 + (b - b'0') * 8 + (c - b'0'), 3)
        }
        [other, ..] => (*other, 1),
    }
}

/// As [`unquoted_bytes`], as text.
pub(super) fn unquoted(value: &str) -> String {
    String::from_utf8_lossy(&unquoted_bytes(value)).into_owned()
}

/// `{name="value",other={a,b}}`; `None` where a part is no pair.
pub(super) fn dictionary(value: &str) -> Option<BTreeMap<String, String>> {
    let pair = |part: &str| {
        let (name, value) = part.split_once('=')?;
        Some((unquoted(name.trim()), unquoted(value.trim())))
    };
    parts(braced(value)).into_iter().map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        assert_eq!(unquoted_bytes(r#""a\n\"\\\001\377\'""#), b"a\n\"\\\x01\xff'");
        assert_eq!(unquoted_bytes(r#"{"a":1}"#), br#"{"a":1}"#);
        assert_eq!(unquoted_bytes(r#""\"#), br#""\"#);
        let found = dictionary(r#"{a="b,c",d={e="f"}}"#).expect("a dictionary");
        assert_eq!(found["a"], "b,c");
        assert_eq!(found["d"], r#"{e="f"}"#);
    }
}
