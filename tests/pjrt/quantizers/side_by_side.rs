//! Where three CPU plugins give other bits for the same program and inputs, and how far each is from
//! the f64 reference: told, and not hidden in a tolerance.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::held::Run;

/// Stands before what a child tells its parent of one output.
const MARK: &str = "GIVEN\t";
/// The plugins, as the table heads them.
const PLUGINS: [&str; 3] = ["0.115", "0.106", "0.81"];

/// An output of a case: the case, the output.
type Output = (String, String);

/// What a plugin gave for an output.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Given {
    /// A hash of its bytes.
    bits: String,
    /// How far it is from the reference's.
    error: String,
}

/// Tells the parent what a plugin gave for a case.
pub(super) fn tell(case: &str, run: &Run) {
    for (name, tensor) in &run.outputs {
        let mut hasher = DefaultHasher::new();
        tensor.bytes().hash(&mut hasher);
        let check = run.checks.tensors.iter().find(|check| check.tensor == *name);
        let error = match (check, &run.checks.codes) {
            (Some(check), _) => check.max_relative_error.to_string(),
            (None, Some(codes)) => format!("{} others", codes.wrong),
            (None, None) => "unchecked".to_owned(),
        };
        eprintln!("{MARK}{case}\t{name}\t{:x}\t{error}", hasher.finish());
    }
}

/// What a child said it was given.
fn heard(said: &str) -> BTreeMap<Output, Given> {
    let mut all = BTreeMap::new();
    for line in said.lines().filter_map(|line| line.strip_prefix(MARK)) {
        let words: Vec<&str> = line.split('\t').collect();
        let [case, name, bits, error] = words[..] else { panic!("no output: {line}") };
        let given = Given { bits: bits.to_owned(), error: error.to_owned() };
        assert!(all.insert((case.to_owned(), name.to_owned()), given).is_none(), "twice: {line}");
    }
    all
}

/// The table of what the three children said, of the cases that all of them ran.
pub(super) fn table(said: &[String; 3]) -> String {
    let all = said.each_ref().map(|said| heard(said));
    let [newest, older @ ..] = &all;
    let mut rows = String::new();
    let (mut shared, mut differing) = (0, BTreeMap::<&str, usize>::new());
    let mut cases = BTreeSet::new();
    for (output @ (case, name), given) in newest {
        let Some(others) = older.iter().map(|of| of.get(output)).collect::<Option<Vec<_>>>() else {
            continue;
        };
        shared += 1;
        cases.insert(case);
        if others.iter().any(|other| other.bits != given.bits) {
            *differing.entry(name).or_default() += 1;
            let [middle, oldest] = others[..] else { unreachable!("two others") };
            let errors = [given, middle, oldest].map(|of| format!("{:>12}", of.error)).concat();
            let _ = writeln!(rows, "{name:<20}{errors}  {case}");
        }
    }
    let codes = ["codes", "packed_codes"].map(|name| differing.contains_key(name));
    assert_eq!(codes, [false; 2], "plugins find other codes:\n{rows}");
    assert!(cases.len() > 100, "only {} cases ran on all plugins", cases.len());
    let count: usize = differing.values().sum();
    let by_name = differing.iter().map(|(name, count)| format!("{name} {count}"));
    format!(
        "{} cases ran on all plugins; of their {shared} outputs {count} are not the same bits on all\n\
         ({}).\nEach with its worst relative error against the f64 reference on every plugin:\n\n\
         {:<20}{}  case\n{rows}",
        cases.len(),
        by_name.collect::<Vec<_>>().join(", "),
        "output",
        PLUGINS.map(|name| format!("{name:>12}")).concat(),
    )
}
