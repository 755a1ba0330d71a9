//! Finds a quantizer in a file by the endings of its tensors' names.

use std::collections::{BTreeMap, BTreeSet};

use crate::states::convert::Project;
use crate::states::error::StatesError;

/// What joins the parts of a name: haiku, torch, TensorFlow.
const SEPARATORS: [char; 3] = ['/', '.', ':'];
/// Where haiku puts what a module's constructor makes.
const CONSTRUCTOR: &str = "/~";
/// What stages are numbered below.
const LAYERS: &str = "layers/";
/// How many names a message lists.
const LISTED: usize = 8;

/// A tensor of a project's quantizer.
pub(super) struct Field {
    /// What the reader calls it.
    pub key: &'static str,
    /// The endings that its name may have, with slashes between their parts.
    pub endings: &'static [&'static str],
    /// Whether there is no quantizer without it.
    pub is_required: bool,
}

/// The names of one codebook's tensors, by [`Field::key`].
pub(super) type Names = BTreeMap<&'static str, String>;

/// A quantizer of a file.
#[derive(Debug)]
pub(super) struct Quantizer {
    /// What the names of all its tensors begin with.
    pub prefix: String,
    /// Its codebooks in order: one, or one a numbered layer.
    pub stages: Vec<Names>,
    /// Whether its codebooks are numbered layers.
    pub is_residual: bool,
    /// Names below the prefix that no field claims.
    pub others: Vec<String>,
}

/// Prefix and whether it has layers; then layer; then the names.
type Groups = BTreeMap<(String, bool), BTreeMap<usize, Names>>;

/// The one quantizer of these fields, or the one at `prefix`.
pub(super) fn find(
    project: Project,
    names: &[&str],
    fields: &[Field],
    prefix: Option<&str>,
) -> Result<Quantizer, StatesError> {
    let mut groups = grouped(names, fields);
    let first = fields.first().map_or("", |field| field.key);
    groups.retain(|_, stages| stages.values().all(|names| names.contains_key(first)));
    let missing = |names: &Names| {
        fields.iter().find(|field| field.is_required && !names.contains_key(field.key))
    };
    if groups.is_empty() {
        return Err(StatesError::NotFound {
            project,
            wanted: wanted(fields),
            found: listed(names.iter().copied()),
        });
    }
    let key = chosen(project, &groups, prefix)?;
    let stages = groups.remove(&key).unwrap_or_default();
    let (prefix, is_residual) = key;
    if let Some(field) = stages.values().find_map(missing) {
        let wanted = field.endings.first().map_or("", |ending| ending).to_owned();
        return Err(StatesError::Missing { project, prefix: shown(&prefix), wanted });
    }
    if !stages.keys().copied().eq(0..stages.len()) {
        let found = listed(stages.keys().map(usize::to_string));
        return Err(StatesError::Stages { project, prefix: shown(&prefix), found });
    }
    let stages: Vec<Names> = stages.into_values().collect();
    let claimed: BTreeSet<&str> =
        stages.iter().flat_map(Names::values).map(String::as_str).collect();
    let is_other = |name: &&&str| is_below(name, &prefix) && !claimed.contains(**name);
    let others = names.iter().filter(is_other).map(|&name| name.to_owned()).collect();
    Ok(Quantizer { prefix, stages, is_residual, others })
}

/// Every group of names that share a prefix, and below it a layer.
fn grouped(names: &[&str], fields: &[Field]) -> Groups {
    let mut groups = Groups::new();
    for &name in names {
        for field in fields {
            let Some(head) = field.endings.iter().find_map(|end| head(name, end)) else { continue };
            let layer = layer(head);
            let (head, number) = layer.unwrap_or((head, 0));
            let stages = groups.entry((head.to_owned(), layer.is_some())).or_default();
            stages.entry(number).or_default().insert(field.key, name.to_owned());
        }
    }
    groups
}

/// What comes before an ending; none where the name does not end so.
fn head<'a>(name: &'a str, ending: &str) -> Option<&'a str> {
    // TensorFlow's names of variables, and of variables in a checkpoint, say so at their end.
    let bare = name.strip_suffix(":0").unwrap_or(name);
    let bare = bare.strip_suffix("/.ATTRIBUTES/VARIABLE_VALUE").unwrap_or(bare);
    let plain = bare.replace(SEPARATORS, "/");
    let head = plain.strip_suffix(ending)?;
    if !head.is_empty() && !head.ends_with('/') {
        return None;
    }
    let head = name[..head.len()].trim_end_matches(SEPARATORS);
    Some(head.strip_suffix(CONSTRUCTOR).unwrap_or(head))
}

/// The prefix and the number of `PREFIX.layers.NUMBER`.
fn layer(head: &str) -> Option<(&str, usize)> {
    let (front, number) = head.rsplit_once(SEPARATORS)?;
    let plain = format!("/{}/", front.replace(SEPARATORS, "/"));
    let outer = plain.strip_suffix(LAYERS).filter(|outer| outer.ends_with('/'))?;
    let number = number.parse().ok()?;
    Some((head[..outer.len() - 1].trim_end_matches(SEPARATORS), number))
}

/// The only group, or the one that the caller means.
fn chosen(
    project: Project,
    groups: &Groups,
    prefix: Option<&str>,
) -> Result<(String, bool), StatesError> {
    let prefixes = |keys: &[&(String, bool)]| listed(keys.iter().map(|(prefix, _)| shown(prefix)));
    let all: Vec<&(String, bool)> = groups.keys().collect();
    let meant = prefix.map(|prefix| prefix.trim_end_matches(SEPARATORS));
    let fits = |key: &&&(String, bool)| meant.is_none_or(|meant| is_below(&key.0, meant));
    let fitting: Vec<&(String, bool)> = all.iter().filter(fits).copied().collect();
    let exact = fitting.iter().find(|key| meant == Some(key.0.as_str()));
    match (exact, fitting.as_slice()) {
        (Some(&exact), _) => Ok(exact.clone()),
        (None, [only]) => Ok((*only).clone()),
        (None, []) => Err(StatesError::NoSuchPrefix {
            project,
            prefix: prefix.unwrap_or_default().to_owned(),
            prefixes: prefixes(&all),
        }),
        (None, _) => Err(StatesError::Ambiguous { project, prefixes: prefixes(&fitting) }),
    }
}

/// Whether a name is a prefix or lies below it.
fn is_below(name: &str, prefix: &str) -> bool {
    let rest = name.strip_prefix(prefix);
    rest.is_some_and(|rest| prefix.is_empty() || rest.is_empty() || rest.starts_with(SEPARATORS))
}

/// A prefix for messages.
pub(super) fn shown(prefix: &str) -> String {
    if prefix.is_empty() { "the top level".to_owned() } else { prefix.to_owned() }
}

/// The first ending of each tensor that has to be there.
fn wanted(fields: &[Field]) -> String {
    let required = fields.iter().filter(|field| field.is_required);
    listed(required.filter_map(|field| field.endings.first().copied()))
}

/// The first names, and how many more there are.
pub(super) fn listed<S: AsRef<str>>(names: impl Iterator<Item = S>) -> String {
    let names: Vec<S> = names.collect();
    let first: Vec<&str> = names.iter().take(LISTED).map(S::as_ref).collect();
    match names.len() {
        0 => "none".to_owned(),
        count if count > LISTED => format!("{} and {} more", first.join(", "), count - LISTED),
        _ => first.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [Field; 2] = [
        Field { key: "embed", endings: &["_codebook/embed", "codebook/embed"], is_required: true },
        Field { key: "size", endings: &["_codebook/cluster_size"], is_required: true },
    ];

    fn found(names: &[&str], prefix: Option<&str>) -> Result<Quantizer, StatesError> {
        find(Project::Lucidrains, names, &FIELDS, prefix)
    }

    fn message(names: &[&str], prefix: Option<&str>) -> String {
        found(names, prefix).expect_err("wrong").to_string()
    }

    #[test]
    fn endings_are_whole_parts_of_a_name() {
        assert_eq!(head("a.b._codebook.embed", "_codebook/embed"), Some("a.b"));
        assert_eq!(head("_codebook.embed", "_codebook/embed"), Some(""));
        assert_eq!(head("a_codebook.embed", "_codebook/embed"), None);
        assert_eq!(head("v/~/ema_dw/hidden", "ema_dw/hidden"), Some("v"));
        assert_eq!(head("v/ema_dw/counter:0", "ema_dw/counter"), Some("v"));
        let saved = "m/q/ema_dw/_hidden/.ATTRIBUTES/VARIABLE_VALUE";
        assert_eq!(head(saved, "ema_dw/_hidden"), Some("m/q"));
    }

    #[test]
    fn numbered_layers_are_stages() {
        assert_eq!(layer("rvqs.0.layers.12"), Some(("rvqs.0", 12)));
        assert_eq!(layer("layers.1"), Some(("", 1)));
        assert_eq!(layer("rvqs.1"), None);
        assert_eq!(layer("players.1"), None);
        assert_eq!(layer("layers.x"), None);
        let names = ["1", "0"].map(|n| {
            ["embed", "cluster_size"].map(|tensor| format!("vq.layers.{n}._codebook.{tensor}"))
        });
        let mut names: Vec<&str> = names.iter().flatten().map(String::as_str).collect();
        names.extend(["vq.project_in.weight", "vqs.other"]);
        let quantizer = found(&names, None).expect("a quantizer");
        assert_eq!((quantizer.prefix.as_str(), quantizer.is_residual), ("vq", true));
        assert_eq!(quantizer.stages[1]["embed"], "vq.layers.1._codebook.embed");
        assert_eq!(quantizer.others, ["vq.project_in.weight"]);
    }

    #[test]
    fn a_prefix_picks_one_of_many() {
        let names = [
            "a._codebook.embed",
            "a._codebook.cluster_size",
            "a.b._codebook.embed",
            "a.b._codebook.cluster_size",
            "c._codebook.embed",
            "c._codebook.cluster_size",
        ];
        for (prefix, wanted) in [("a", "a"), ("a.", "a"), ("a.b", "a.b"), ("c", "c")] {
            assert_eq!(found(&names, Some(prefix)).expect("a quantizer").prefix, wanted);
        }
        assert_eq!(
            message(&names, None),
            "lucidrains: found quantizers at a, a.b, c; say with --prefix which one"
        );
        assert_eq!(
            message(&names, Some("b")),
            "lucidrains: found no quantizer at --prefix b, wanted a, a.b, c"
        );
    }

    #[test]
    fn each_wrong_set_of_names_has_its_message() {
        assert_eq!(
            message(&["a", "b"], None),
            "lucidrains: found no quantizer, wanted tensors that end in _codebook/embed, \
             _codebook/cluster_size; the file has a, b"
        );
        assert_eq!(
            message(&["_codebook.embed"], None),
            "lucidrains: the quantizer at the top level has no _codebook/cluster_size"
        );
        assert_eq!(
            message(&["q.layers.2._codebook.embed", "q.layers.2._codebook.cluster_size"], None),
            "lucidrains: q has the layers 2, wanted all from 0 on"
        );
        let many: Vec<String> = (0..10).map(|i| i.to_string()).collect();
        assert_eq!(listed(many.iter()), "0, 1, 2, 3, 4, 5, 6, 7 and 2 more");
    }
}
