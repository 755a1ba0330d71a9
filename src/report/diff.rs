//! Two compiled programs side by side: what was asked, what it costs, what it keeps to.

use std::collections::{BTreeMap, BTreeSet};

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::report::contract::Contract;
use crate::report::estimate::{Estimate, human_seconds};
use crate::report::import::ImportReport;
use crate::report::memory::MemoryPerDevice;
use crate::report::table::{aligned, human_bytes, human_count, indented};
use crate::report::{Collective, Counted, Report};

/// The version of a difference's shape; it grows when a key changes its meaning or goes away.
pub const DIFF_SCHEMA_VERSION: u32 = 1;

/// The JSON Schema of a difference.
pub fn schema() -> Value {
    schema_for!(Diff).to_value()
}

/// Two programs, `a` and `b`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Diff {
    /// The version of this shape.
    pub schema_version: u32,
    /// The version of vqbit that wrote it.
    pub vqbit_version: String,
    /// What differs in the resolved jobs (or in what was imported), the target, plugin and program.
    pub asked: Vec<Difference>,
    /// Numbers of both, the equal ones too.
    pub numbers: Vec<Numbers>,
    /// What differs in the collectives: kind and mesh axes, then how many and bytes.
    pub collectives: Vec<Difference>,
    /// What differs in the contract.
    pub contract: Vec<Difference>,
}

/// Something that is not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// What it is; of a job the key.
    pub what: String,
    /// What `a` has, nothing where it has none.
    pub a: Option<String>,
    /// What `b` has.
    pub b: Option<String>,
}

/// A number of both programs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Numbers {
    /// What it is.
    pub what: String,
    /// Its unit: `s`, `B`, `FLOP` or `cycles`.
    pub unit: String,
    /// Of `a`, where it is told.
    pub a: Option<f64>,
    /// Of `b`, where it is told.
    pub b: Option<f64>,
    /// `b` over `a`.
    pub b_over_a: Option<f64>,
}

/// One program as its artifact reports it.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    asked: Value,
    memory: MemoryPerDevice,
    flops: Option<Counted>,
    estimate: Option<Estimate>,
    collectives: Vec<Collective>,
    contract: Contract,
}

impl From<Report> for Side {
    fn from(report: Report) -> Self {
        let asked = serde_json::json!({
            "job": report.job,
            "target": report.target,
            "plugin": report.plugin,
            "program": report.program,
        });
        Side {
            asked,
            memory: report.memory_per_device,
            flops: report.flops_per_device,
            estimate: report.estimate,
            collectives: report.collectives,
            contract: report.contract,
        }
    }
}

impl From<ImportReport> for Side {
    fn from(report: ImportReport) -> Self {
        let asked = serde_json::json!({
            "imported_from": report.imported_from,
            "target": report.target,
            "plugin": report.plugin,
            "program": report.program,
        });
        Side {
            asked,
            memory: report.memory_per_device,
            flops: report.flops_per_device,
            estimate: report.estimate,
            collectives: report.collectives,
            contract: Contract::default(),
        }
    }
}

impl Diff {
    /// What two programs have in common and what not.
    pub fn of(a: &Side, b: &Side) -> Self {
        let texts = |side: &Side| {
            let mut leaves = BTreeMap::new();
            collect_leaves(&side.asked, "", &mut leaves);
            leaves
        };
        Diff {
            schema_version: DIFF_SCHEMA_VERSION,
            vqbit_version: env!("CARGO_PKG_VERSION").to_owned(),
            asked: differences(&texts(a), &texts(b)),
            numbers: numbers(a, b),
            collectives: differences(&collectives(a), &collectives(b)),
            contract: differences(&rows(&a.contract), &rows(&b.contract)),
        }
    }

    /// Both programs as a table for people.
    pub fn to_table(&self) -> String {
        let words = |rows: &[Difference]| {
            let none = || "-".to_owned();
            let cell = |text: &Option<String>| text.clone().unwrap_or_else(none);
            let rows = rows.iter().map(|row| vec![row.what.clone(), cell(&row.a), cell(&row.b)]);
            let rows: Vec<_> = rows.collect();
            if rows.is_empty() { "  no difference\n".to_owned() } else { indented(&aligned(&rows)) }
        };
        let head = ["", "a", "b", "b / a"].map(str::to_owned).to_vec();
        let numbers = self.numbers.iter().map(Numbers::row);
        let numbers: Vec<_> = std::iter::once(head).chain(numbers).collect();
        format!(
            "asked\n{}\nnumbers of a device\n{}\ncollectives (count, bytes)\n{}\ncontract\n{}",
            words(&self.asked),
            indented(&aligned(&numbers)),
            words(&self.collectives),
            words(&self.contract),
        )
    }
}

impl Numbers {
    fn row(&self) -> Vec<String> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "these were whole bytes before"
        )]
        let bytes = |number: f64| human_bytes(number as u64);
        let text = |number: Option<f64>| match (number, self.unit.as_str()) {
            (None, _) => "not told".to_owned(),
            (Some(number), "s") => human_seconds(number),
            (Some(number), "B") => bytes(number),
            (Some(number), unit) => format!("{} {unit}", human_count(number)),
        };
        let ratio = self.b_over_a.map_or(String::new(), |ratio| format!("{ratio:.2}x"));
        vec![self.what.clone(), text(self.a), text(self.b), ratio]
    }
}

/// The leaves of a JSON value by their paths, as text: `quantizer.ema.decay` is `0.99`.
pub fn leaves(value: &Value) -> BTreeMap<String, String> {
    let mut leaves = BTreeMap::new();
    collect_leaves(value, "", &mut leaves);
    leaves
}

fn collect_leaves(value: &Value, path: &str, leaves: &mut BTreeMap<String, String>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| collect_leaves(value, &below(key), leaves));
        }
        Value::Null => {}
        Value::String(text) => {
            leaves.insert(path.to_owned(), text.lines().next().unwrap_or_default().to_owned());
        }
        Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
            leaves.insert(path.to_owned(), value.to_string());
        }
    }
}

fn differences(a: &BTreeMap<String, String>, b: &BTreeMap<String, String>) -> Vec<Difference> {
    let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let different = keys.into_iter().filter(|key| a.get(*key) != b.get(*key));
    different
        .map(|key| Difference { what: key.clone(), a: a.get(key).cloned(), b: b.get(key).cloned() })
        .collect()
}

fn collectives(side: &Side) -> BTreeMap<String, String> {
    let row = |collective: &Collective| {
        let place = match &collective.groups {
            Some(groups) => groups.clone(),
            None => collective.axes.join(","),
        };
        let looped = if collective.in_loop { " in a loop" } else { "" };
        let what = format!("{} over {place}{looped}", collective.kind);
        (what, format!("{}, {}", collective.count, human_bytes(collective.bytes)))
    };
    side.collectives.iter().map(row).collect()
}

fn rows(contract: &Contract) -> BTreeMap<String, String> {
    let row = |row: Vec<String>| {
        let mut cells = row.into_iter();
        Some((cells.next()?, cells.next()?))
    };
    contract.rows().into_iter().filter_map(row).collect()
}

/// What a number is called, its unit, and where a side has it.
type Line = (&'static str, &'static str, fn(&Side) -> Option<f64>);

const LINES: [Line; 15] = [
    ("estimated time (never measured)", "s", |s| s.estimate.as_ref()?.seconds()),
    ("  of cores", "s", |s| Some(s.estimate.as_ref()?.time.as_ref()?.cycle_seconds)),
    ("  of HBM", "s", |s| Some(s.estimate.as_ref()?.time.as_ref()?.hbm_seconds)),
    ("  of collectives", "s", |s| Some(s.estimate.as_ref()?.time.as_ref()?.collective_seconds)),
    ("  that may overlap", "s", |s| Some(s.estimate.as_ref()?.time.as_ref()?.overlap_seconds)),
    ("floor", "s", |s| Some(s.estimate.as_ref()?.time.as_ref()?.floor.seconds)),
    ("libtpu's cycles", "cycles", |s| Some(s.estimate.as_ref()?.cycles)),
    ("operations", "FLOP", |s| Some(s.flops.as_ref()?.value)),
    ("arguments", "B", |s| bytes(s.memory.argument_bytes)),
    ("outputs", "B", |s| bytes(s.memory.output_bytes)),
    ("aliased", "B", |s| bytes(s.memory.alias_bytes)),
    ("temporaries", "B", |s| bytes(s.memory.temp_bytes)),
    ("peak", "B", |s| bytes(s.memory.peak_bytes)),
    ("code", "B", |s| bytes(s.memory.code_bytes)),
    ("collectives", "B", |s| bytes(Some(s.collectives.iter().map(|c| c.bytes).sum()))),
];

fn bytes(number: Option<u64>) -> Option<f64> {
    number.map(|bytes| bytes as f64)
}

fn numbers(a: &Side, b: &Side) -> Vec<Numbers> {
    let row = |(what, unit, number): &Line| {
        let (a, b) = (number(a), number(b));
        let b_over_a = a.zip(b).filter(|(a, _)| *a > 0.0).map(|(a, b)| b / a);
        Numbers { what: (*what).to_owned(), unit: (*unit).to_owned(), a, b, b_over_a }
    };
    LINES.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(layout: &str, peak_bytes: u64, bytes: u64) -> Side {
        let collective = Collective {
            kind: "all-reduce".to_owned(),
            count: 1,
            bytes,
            axes: vec!["data".to_owned()],
            groups: None,
            group_size: Some(4),
            in_loop: false,
        };
        Side {
            asked: serde_json::json!({ "job": { "layout": layout, "step": "update" } }),
            memory: MemoryPerDevice { peak_bytes: Some(peak_bytes), ..Default::default() },
            flops: None,
            estimate: None,
            collectives: vec![collective],
            contract: Contract::default(),
        }
    }

    #[test]
    fn what_differs_is_told_and_numbers_have_their_ratio() {
        let diff = Diff::of(&side("tokens", 1 << 20, 512), &side("tokens+dim", 3 << 20, 1024));
        let text = diff.to_table();
        for line in [
            "  job.layout  tokens  tokens+dim\n",
            "  peak                             1.00 MiB  3.00 MiB  3.00x\n",
            "  estimated time (never measured)  not told  not told\n",
            "  all-reduce over data  1, 512 B  1, 1.00 KiB\n",
            "contract\n  no difference\n",
        ] {
            assert!(text.contains(line), "no {line}{text}");
        }
        assert!(!text.contains("job.step"), "{text}");
        let same = side("tokens", 1, 1);
        let none = Diff::of(&same, &same);
        assert!(none.asked.is_empty() && none.collectives.is_empty(), "{none:?}");
    }

    #[test]
    fn a_difference_survives_json_and_its_schema_names_its_keys() {
        let diff = Diff::of(&side("tokens", 1, 1), &side("tokens+dim", 2, 2));
        let json = serde_json::to_value(&diff).expect("JSON");
        for key in json.as_object().expect("an object").keys() {
            assert!(schema()["properties"].get(key).is_some(), "{key}");
        }
        assert_eq!(serde_json::from_value::<Diff>(json).expect("a difference"), diff);
    }
}
