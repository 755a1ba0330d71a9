//! Cuts a line of HLO text into its parts, minding brackets and strings.

/// A line without its `/*...*/` comments; those in strings stay.
pub(super) fn without_comments(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let (mut in_string, mut rest) = (false, line);
    while let Some(character) = rest.chars().next() {
        if !in_string && rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
            continue;
        }
        in_string ^= character == '"';
        kept.push(character);
        rest = &rest[character.len_utf8()..];
        if in_string && character == '\\' {
            let escaped = rest.chars().next();
            kept.extend(escaped);
            rest = &rest[escaped.map_or(0, char::len_utf8)..];
        }
    }
    kept
}

/// Where the first character of `ends` stands that is in no bracket and no string.
pub(super) fn first_outside(text: &str, ends: &[char]) -> Option<usize> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (place, character) in text.char_indices() {
        if in_string {
            in_string = escaped || character != '"';
            escaped = !escaped && character == '\\';
            continue;
        }
        if depth == 0 && ends.contains(&character) {
            return Some(place);
        }
        match character {
            '"' => in_string = true,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The parts between commas that are in no bracket and no string.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(end) = first_outside(rest, &[',']) {
        found.push(rest[..end].trim());
        rest = &rest[end + 1..];
    }
    let last = rest.trim();
    if !last.is_empty() || !found.is_empty() {
        found.push(last);
    }
    found
}

/// What braces hold: `{1,2}` is `1,2`; without braces the text itself.
pub(super) fn braced(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(text)
}

/// Whole numbers between commas, with or without braces around them; `None` where one is none.
pub(super) fn numbers(text: &str) -> Option<Vec<i64>> {
    let inner = braced(text).trim();
    if inner.is_empty() {
        return Some(Vec::new());
    }
    inner.split(',').map(|number| number.trim().parse().ok()).collect()
}

/// A name without its mark.
pub(super) fn name(text: &str) -> String {
    text.trim().trim_start_matches('%').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_mind_brackets_and_strings() {
        let text = r#"a, b={1,2}, c="x, \"y", d=(e, [f,g])"#;
        assert_eq!(parts(text), ["a", "b={1,2}", r#"c="x, \"y""#, "d=(e, [f,g])"]);
        assert_eq!(parts(""), [""; 0]);
    }

    #[test]
    fn comments_go_and_strings_stay() {
        let text = r#"(f32[], /*index=5*/f32[2]) x("/*no*/")"#;
        assert_eq!(without_comments(text), r#"(f32[], f32[2]) x("/*no*/")"#);
    }
}
