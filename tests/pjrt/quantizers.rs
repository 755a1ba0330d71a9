//! Every kind of quantizer and every option against the f64 reference, in every layout on real CPU
//! plugins with 1, 8 and 32 devices, and compiled for TPU.

mod rows;
mod side_by_side;

use std::path::Path;

use serde_json::{Value, json};

use vqbit::emit::format::Format;
use vqbit::job::JobFile;
use vqbit::pjrt::plugin::Plugin;
use vqbit::sharding::mesh::Mesh;
use vqbit::vq::spec::Layout;

use self::rows::{ROWS, Row};
use crate::held::Case;
use crate::subject::{
    CPU_081, CPU_106, CPU_115, IN_TURN, LIBTPU, compiler, full, in_a_process, job, subject,
};

const FORMATS: [Format; 3] = [Format::StableHlo, Format::HloProto, Format::StableHloGspmd];
const MESHES: [&str; 3] = ["1x1", "2x4", "4x8"];

/// The kinds without a codebook, which has its size from other keys.
const WITHOUT_CODEBOOK: [&str; 3] = ["fsq", "lfq", "bsq"];
/// The kinds with a codebook that nothing trains here.
const FROZEN: [&str; 2] = ["sim", "random_projection"];

/// A row's job, small where it runs and of the usual size where it is only compiled.
fn job_of(row: &Row, step: &str, layout: Layout, small: bool) -> JobFile {
    let own = (row.2)();
    let kind = own["quantizer"]["kind"].as_str().unwrap_or("codebook").to_owned();
    let mut sizes = json!({
        "quantizer": { "codebook_size": 20, "embedding_dim": 40 },
        "input": { "batch": 32, "seq": 3 },
    });
    if WITHOUT_CODEBOOK.contains(&kind.as_str()) {
        sizes["quantizer"] = json!({});
    } else if !FROZEN.contains(&kind.as_str()) {
        sizes["quantizer"]["codebook_weight"] = json!(0.5);
        sizes["quantizer"]["ema"] = json!({ "decay": 0.9 });
    }
    let base = JobFile::from_json(if small { sizes } else { json!({}) }).expect("a job");
    let own = JobFile::from_json(own).expect("a job");
    let place = JobFile::from_json(json!({ "step": step, "layout": layout.name() }));
    base.overlay(own).overlay(place.expect("a job"))
}

/// The layouts that mean something to a row's quantizer.
fn layouts_of(row: &Row) -> &'static [Layout] {
    let job = job_of(row, row.1[0], Layout::Tokens, true).resolve();
    job.unwrap_or_else(|error| panic!("{}: {error}", row.0)).spec.quantizer.layouts()
}

/// The types of inputs of a row: a codebook in bf16 is for inputs of that type.
fn dtypes_of(row: &Row) -> &'static [&'static str] {
    if (row.2)()["codebook_dtype"] == "bf16" { &["bf16"] } else { &["bf16", "f32"] }
}

/// The keys of `said` that `job` has not, as paths.
fn missing(said: &Value, job: &Value, path: &str) -> Vec<String> {
    match (said, job) {
        (_, Value::Null) => vec![path.to_owned()],
        (Value::Object(said), job) => {
            let below =
                said.iter().map(|(key, said)| missing(said, &job[key], &format!("{path}.{key}")));
            below.flatten().collect()
        }
        _ => vec![],
    }
}

/// A row whose keys are lost on the way would hold a plain program against the reference, and pass.
#[test]
fn every_row_is_of_what_it_says() {
    for row in ROWS {
        for step in row.1 {
            // A precision is only said where it is not the usual one of the inputs' type.
            let missing = dtypes_of(row).iter().map(|dtype| {
                let dtype = JobFile::from_json(json!({ "input": { "dtype": dtype } }));
                let file = job_of(row, step, Layout::Tokens, true).overlay(dtype.expect("a type"));
                let job = file.resolve().unwrap_or_else(|e| panic!("{} {step}: {e}", row.0));
                missing(&(row.2)(), &job.to_json(), "")
            });
            let missing: Vec<_> = missing.collect();
            assert!(missing.iter().any(Vec::is_empty), "{} {step}: {missing:?}", row.0);
        }
    }
}

/// Which cases of the rows run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All steps, in all layouts, on all meshes.
    Full,
    /// All steps; the last one, which holds the others, in all layouts. The rest takes turns.
    Steps,
    /// The last step; the rest takes turns.
    Last,
}

impl Extent {
    fn has(self, row: (usize, &Row), step: usize, layout: usize, mesh: usize) -> bool {
        let (number, row) = row;
        let is_last = step + 1 == row.1.len();
        let layout_in_turn = layout == (number + step) % layouts_of(row).len();
        let mesh_in_turn = mesh == (number / MESHES.len() + step + layout) % MESHES.len();
        match self {
            Extent::Full => true,
            Extent::Steps => mesh_in_turn && (is_last || layout_in_turn),
            Extent::Last => mesh_in_turn && is_last && layout_in_turn,
        }
    }
}

/// Rows, layouts and meshes as far as they run; types, formats and families take turns.
fn cases(extent: Extent) -> Vec<(String, Case)> {
    let mut cases = Vec::new();
    for (number, row) in ROWS.iter().enumerate() {
        for (s, step) in row.1.iter().enumerate() {
            for (m, mesh) in MESHES.into_iter().enumerate() {
                for (l, &layout) in layouts_of(row).iter().enumerate() {
                    if !extent.has((number, row), s, l, m) {
                        continue;
                    }
                    // Of the case and not of how many run, so that plugins get the same ones.
                    let turn = number + s + m + l;
                    let dtypes = dtypes_of(row);
                    let dtype = dtypes[turn / 2 % dtypes.len()];
                    let dtype = JobFile::from_json(json!({ "input": { "dtype": dtype } }));
                    let file = job_of(row, step, layout, true).overlay(dtype.expect("a type"));
                    let spec = file.resolve().unwrap_or_else(|e| panic!("{}: {e}", row.0)).spec;
                    let case = Case {
                        spec,
                        mesh: Mesh::parse(mesh).expect("a mesh"),
                        format: FORMATS[turn % FORMATS.len()],
                        family: IN_TURN[turn % IN_TURN.len()],
                    };
                    let (layout, dtype) = (layout.name(), case.spec.dtype);
                    let (format, family) = (case.format.name(), case.family.name());
                    let name = format!(
                        "{} {step} {layout} {dtype} on {mesh}, {family} as {format}",
                        row.0
                    );
                    cases.push((name, case));
                }
            }
        }
    }
    cases
}

/// Runs a child's part on a plugin, and gives what it said.
fn check(variable: &str, test: &str, extent: Extent) -> String {
    let said = in_a_process(&format!("quantizers::{test}"), variable);
    let wanted = format!("{} cases held against the reference", cases(extent).len());
    assert!(said.contains(&wanted), "it ran less:\n{said}");
    said
}

/// Older plugins compile the programs in which the newest one is held; all of them when asked to.
fn check_older(variable: &str) -> String {
    if full() {
        check(variable, "all_steps_on_one_plugin", Extent::Full)
    } else {
        check(variable, "the_last_steps_on_one_plugin", Extent::Last)
    }
}

/// Where they differ from each other is told in a table, which `scripts/test` shows.
#[test]
fn cpu_plugins_agree_with_the_reference() {
    let said = std::thread::scope(|scope| {
        let newest = scope.spawn(|| check(CPU_115, "all_steps_on_one_plugin", all_steps()));
        let older = [CPU_106, CPU_081].map(|variable| scope.spawn(move || check_older(variable)));
        let [middle, oldest] = older;
        [newest, middle, oldest].map(|child| child.join().expect("all cases are right"))
    });
    let table = side_by_side::table(&said);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("plugins.txt");
    std::fs::write(path, table).expect("the table");
}

fn all_steps() -> Extent {
    if full() { Extent::Full } else { Extent::Steps }
}

/// The child's part: all cases on the plugin that the parent names; nothing without one.
#[test]
fn all_steps_on_one_plugin() {
    hold(all_steps());
}

/// As [`all_steps_on_one_plugin`], for older plugins.
#[test]
fn the_last_steps_on_one_plugin() {
    hold(Extent::Last);
}

fn hold(extent: Extent) {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let cases = cases(extent);
    let mut wrong = 0;
    for (name, case) in &cases {
        let run = case.run(&plugin);
        side_by_side::tell(name, &run);
        let text = run.findings();
        if !text.is_empty() {
            wrong += 1;
            eprintln!("WRONG {name}:{text}");
        }
    }
    eprintln!("{} cases held against the reference, {wrong} wrong", cases.len());
    assert_eq!(wrong, 0, "cases differ from the reference");
}

/// The last step of each row, which holds the others: for v6e-32 in a layout in turn, or in each, and
/// for v4-32 in the first, since layouts differ in what they cut and not in what a generation can do.
#[test]
fn every_row_compiles_for_tpu() {
    for (number, row) in ROWS.iter().enumerate() {
        let layouts = layouts_of(row);
        let in_turn = number % layouts.len();
        let of_v6e = if full() { layouts } else { &layouts[in_turn..=in_turn] };
        for (target, layouts) in [("v4-32", &layouts[..1]), ("v6e-32", of_v6e)] {
            for &layout in layouts {
                let step = row.1.last().expect("a step");
                let mut text = job_of(row, step, layout, false).json().clone();
                text["target"] = json!(target);
                text["mesh"] = json!("4x8");
                let compiled = compiler(LIBTPU, Format::StableHlo).compile(&job(&text.to_string()));
                let case = format!("{} {step} {} for {target}", row.0, layout.name());
                let compiled = compiled.unwrap_or_else(|error| panic!("{case}: {error}"));
                assert_eq!(compiled.response.num_partitions, 32, "{case}");
            }
        }
    }
}
