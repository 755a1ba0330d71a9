//! Strings in HLO text: quoted, or bare where they are a dictionary that the parser reads whole.

use std::fmt::Write as _;

use crate::wire::xla_data::FrontendAttributes;

/// The text in double quotes, escaped as C does.
pub(super) fn quoted(text: &str) -> String {
    quoted_bytes(text.as_bytes())
}

/// The bytes in double quotes, escaped as C does.
pub(super) fn quoted_bytes(bytes: &[u8]) -> String {
    let mut quoted = String::with_capacity(bytes.len() + 2);
    quoted.push('"');
    for &byte in bytes {
        match byte {
            b'\n' => quoted.push_str("\\n"),
            b'\r' => quoted.push_str("\\r"),
            b'\t' => quoted.push_str("\\t"),
            b'"' => quoted.push_str("\\\""),
            b'\'' => quoted.push_str("\\'"),
            b'\\' => quoted.push_str("\\\\"),
            0x20..=0x7e => quoted.push(char::from(byte)),
            _ => {
                let _ = write!(quoted, "\\{byte:03o}");
            }
        }
    }
    quoted.push('"');
    quoted
}

/// Bare when the bytes are one dictionary in braces, quoted otherwise.
pub(super) fn dictionary_or_quoted(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) if is_dictionary(text) => text.to_owned(),
        _ => quoted_bytes(bytes),
    }
}

/// Whether the text is one pair of braces, balanced outside of quotes, and nothing behind.
fn is_dictionary(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut in_quotes = false;
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_quotes => escaped = true,
            b'"' => in_quotes = !in_quotes,
            b'{' if !in_quotes => depth += 1,
            b'}' if !in_quotes && depth > 0 => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return byte == b'}' && index + 1 == text.len();
        }
    }
    false
}

/// `frontend_attributes={name="value",...}`.
pub(super) fn frontend_attributes(attributes: &FrontendAttributes) -> String {
    let entry = |(name, value): (&String, &String)| {
        format!("{name}={}", dictionary_or_quoted(value.as_bytes()))
    };
    let entries: Vec<String> = attributes.map.iter().map(entry).collect();
    format!("frontend_attributes={{{}}}", entries.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dictionaries_are_bare_and_all_else_is_quoted() {
        assert_eq!(dictionary_or_quoted(br#"{"a":{"b":"}"}}"#), r#"{"a":{"b":"}"}}"#);
        assert_eq!(dictionary_or_quoted(b"{a}{b}"), r#""{a}{b}""#);
        assert_eq!(dictionary_or_quoted(b"{a"), r#""{a""#);
        assert_eq!(dictionary_or_quoted(b"a\n\"\x01\xff"), r#""a\n\"\001\377""#);
    }
}
