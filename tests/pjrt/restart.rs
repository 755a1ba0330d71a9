//! Restarts and random codes over many steps: the same on every mesh, with an effect that lasts, and
//! cheap on TPU.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use vqbit::emit::format::Format;
use vqbit::job::JobFile;
use vqbit::pjrt::plugin::Plugin;
use vqbit::session::Session;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;
use vqbit::vq::spec::Layout;
use vqbit::vq::state::initial_state;

use crate::held::Case;
use crate::subject::{CPU_081, CPU_106, CPU_115, in_a_process, subject};
use crate::tpu::{compiled, row_text, score_buffers};

const MESHES: [&str; 3] = ["1x1", "2x4", "4x8"];
const SOURCES: [&str; 3] = ["batch", "split", "farthest"];
const STEPS: u64 = 30;
const DECAY: f64 = 0.8;
/// A batch of 16 clusters.
const CLUSTERED: (Family, u64) = (Family::Clustered, 1);
/// Entries, and elements of each.
const SIZE: [usize; 2] = [16, 16];

type Tensors = BTreeMap<String, Tensor>;
/// A step's restarts: the entries whose state was reset, and the token that each became.
type Restarts = Vec<(usize, Option<usize>)>;

/// A small training job on a mesh; `restart` is the object under that key, or null.
fn case(restart: &Value, layout: Layout, mesh: &str, family: Family) -> Case {
    let job = json!({
        "step": "update",
        "quantizer": { "codebook_size": SIZE[0], "embedding_dim": SIZE[1], "restart": restart,
                       "ema": { "decay": DECAY } },
        "input": { "batch": 32, "seq": 3, "dtype": "f32" },
        "layout": layout.name(),
    });
    let spec = JobFile::from_json(job).and_then(|file| file.resolve()).expect("a job").spec;
    let mesh = Mesh::parse(mesh).expect("a mesh");
    Case { spec, mesh, format: Format::StableHlo, family }
}

/// The initial state around a codebook, a seed, and no inputs yet.
fn start(case: &Case, session: &Session, codebook: Family) -> Tensors {
    let shape = &session.interface().input("codebook").expect("a codebook").shape;
    let codebook = codebook.tensor(3, "codebook", shape).expect("a codebook");
    let mut given = initial_state(&case.spec.quantizer, None, codebook).expect("a state");
    if let Some(seed) = session.interface().input("seed") {
        let words = 77_u32.to_le_bytes().to_vec();
        given.insert("seed".to_owned(), Tensor::new(seed.shape.clone(), words).expect("a seed"));
    }
    given
}

/// One step with the batch of this number; `given` has the new state afterwards.
fn step(session: &Session, given: &mut Tensors, (family, batch): (Family, u64)) -> Tensors {
    let shape = &session.interface().input("inputs").expect("inputs").shape;
    let inputs = family.tensor(batch, "inputs", shape).expect("a batch");
    given.insert("inputs".to_owned(), inputs);
    let outputs = session.run(given, 1, |_| ()).expect("a step");
    for (name, tensor) in &outputs {
        if given.contains_key(name) {
            given.insert(name.clone(), tensor.clone());
        }
    }
    outputs
}

/// What a step restarted: entries whose count is not the moving average of their tokens.
fn restarts(before: &Tensors, outputs: &Tensors) -> Restarts {
    let mut counts = [0.0; SIZE[0]];
    for code in outputs["codes"].to_s32().expect("codes") {
        counts[usize::try_from(code).expect("a valid token")] += 1.0;
    }
    let sizes = |tensors: &Tensors| tensors["cluster_size"].widened();
    let moved = |(k, (old, new)): (usize, (f64, f64))| {
        let average = DECAY * old + (1.0 - DECAY) * counts[k];
        (average - new).abs() > 1e-3 * new.max(average)
    };
    let both = sizes(before).into_iter().zip(sizes(outputs)).enumerate();
    let entries = both.filter(|&pair| moved(pair)).map(|(k, _)| k);
    let (inputs, codebook) = (before["inputs"].widened(), outputs["codebook"].widened());
    let token_of = |k: usize| {
        let entry = &codebook[k * SIZE[1]..(k + 1) * SIZE[1]];
        inputs.chunks(SIZE[1]).position(|token| token == entry)
    };
    entries.map(|k| (k, token_of(k))).collect()
}

/// All restarts of 30 steps with a new batch each, every step held against the reference.
fn trajectory(plugin: &Plugin, case: &Case) -> Vec<Restarts> {
    let session = case.session(plugin);
    let mut given = start(case, &session, Family::Normal);
    let mut all = Vec::new();
    for number in 0..STEPS {
        let mut before = given.clone();
        let outputs = step(&session, &mut given, (case.family, number / 3));
        before.insert("inputs".to_owned(), given["inputs"].clone());
        let text = case.differences(session.interface(), &before, &outputs);
        assert!(text.is_empty(), "step {number} of {case:?}:{text}");
        all.push(restarts(&before, &outputs));
    }
    all
}

/// No count is at the threshold here, and no token nearly as close to two entries: where one is, as
/// in clusters, layouts that add up in another order may choose another, and restart another.
fn check_meshes_and_layouts(plugin: &Plugin) {
    for source in SOURCES {
        let every = if source == "split" { 2 } else { 1 };
        let restart = json!({ "source": source, "every": every, "adaptive_threshold": 0.7317 });
        let mut first = None;
        for mesh in MESHES {
            for layout in Layout::PARTITIONED {
                let found = trajectory(plugin, &case(&restart, layout, mesh, Family::Normal));
                let steps = found.iter().filter(|step| !step.is_empty()).count();
                assert!(steps >= 5, "{source}: only {steps} steps restarted anything");
                let tokens = found.iter().flatten().all(|(_, token)| token.is_some());
                assert_eq!(tokens, source != "split", "{source}: {found:?}");
                let wanted = first.get_or_insert_with(|| found.clone());
                assert_eq!(&found, wanted, "{source} {} on {mesh}", layout.name());
            }
        }
    }
}

/// Clustered data and a codebook far from it: without restart few entries are ever chosen.
fn check_perplexity(plugin: &Plugin) {
    let last = |restart: &Value| {
        let case = case(restart, Layout::Tokens, "2x4", CLUSTERED.0);
        let session = case.session(plugin);
        let mut given = start(&case, &session, Family::Offset);
        let run =
            (0..STEPS).map(|_| step(&session, &mut given, CLUSTERED)["perplexity"].widened()[0]);
        run.last().expect("a step")
    };
    let without = last(&Value::Null);
    for source in SOURCES {
        let with = last(&json!({ "source": source }));
        assert!(with > 2.0 * without, "{source}: perplexity {with}, {without} without restart");
    }
}

/// In the step after its restart an entry is still by the token that it became: its averages were
/// reset with it and do not draw it back.
fn check_effect(plugin: &Plugin) {
    for source in ["batch", "farthest"] {
        let restart = json!({ "source": source });
        let case = case(&restart, Layout::TokensCodes, "2x4", CLUSTERED.0);
        let session = case.session(plugin);
        let mut given = start(&case, &session, Family::Offset);
        let mut before = given.clone();
        let outputs = step(&session, &mut given, CLUSTERED);
        before.insert("inputs".to_owned(), given["inputs"].clone());
        let restarted = restarts(&before, &outputs);
        assert!(restarted.len() >= 3, "{source}: {restarted:?}");
        let next = step(&session, &mut given, CLUSTERED);
        let row = |tensors: &Tensors, name: &str, k: usize| {
            tensors[name].widened()[k * SIZE[1]..(k + 1) * SIZE[1]].to_vec()
        };
        for (k, token) in restarted {
            let now = row(&next, "codebook", k);
            let token = row(&before, "inputs", token.expect("a token"));
            let off = |from: &[f64]| -> f64 {
                now.iter().zip(from).map(|(a, b)| (a - b) * (a - b)).sum()
            };
            let (to_token, to_old) = (off(&token), off(&row(&before, "codebook", k)));
            assert!(to_token < 0.25 * to_old, "{source}: entry {k} is drawn back");
        }
    }
}

fn check(variable: &str) {
    in_a_process("restart::restarts_on_one_plugin", variable);
}

#[test]
fn restarts_do_not_depend_on_the_mesh_on_cpu_0_81() {
    check(CPU_081);
}

#[test]
fn restarts_do_not_depend_on_the_mesh_on_cpu_0_106() {
    check(CPU_106);
}

#[test]
fn restarts_do_not_depend_on_the_mesh_on_cpu_0_115() {
    check(CPU_115);
}

/// The child's part; nothing without a plugin.
#[test]
fn restarts_on_one_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    check_meshes_and_layouts(&plugin);
    check_perplexity(&plugin);
    check_effect(&plugin);
}

/// What restarts add to the collectives of an update: the best keys and places of each sequence
/// (32 x 64 of 4 bytes each), and the 64 rows in bf16; never the inputs.
#[test]
fn restarts_move_rows_and_not_inputs() {
    for (layout, source, wanted) in [
        (
            "tokens",
            "batch",
            &["all-reduce data,model x2 of 295180 B", "all-gather data,model x2 of 16384 B"][..],
        ),
        (
            "tokens",
            "farthest",
            &["all-reduce data,model x2 of 295180 B", "all-gather data,model x2 of 16384 B"],
        ),
        ("tokens", "split", &["all-reduce data,model x1 of 196876 B"]),
        (
            "tokens+dim",
            "batch",
            &[
                "all-reduce data x2 of 37124 B",
                "all-reduce data,model x1 of 8 B",
                "all-gather data x2 of 16384 B",
                "all-gather model x3 of 22528 B",
                "all-to-all model x1 of 1048576 B",
            ],
        ),
        (
            "tokens+codes",
            "farthest",
            &[
                "all-reduce data x2 of 122920 B",
                "all-reduce model x3 of 276 B",
                "all-gather data x2 of 16384 B",
                "all-gather model x3 of 360448 B",
            ],
        ),
    ] {
        let compiled = compiled(&format!(
            r#"{{"target": "v4-32", "mesh": "4x8", "layout": "{layout}",
                "quantizer": {{"restart": {{"source": "{source}"}}}}}}"#
        ));
        let found: Vec<String> = compiled.collectives.iter().map(row_text).collect();
        assert_eq!(found, wanted, "{layout} {source}");
    }
}

#[test]
fn the_noise_of_random_codes_is_never_stored() {
    for target in ["v4-32", "v6e-32"] {
        for layout in ["tokens", "tokens+codes"] {
            let compiled = compiled(&format!(
                r#"{{"target": "{target}", "mesh": "4x8", "layout": "{layout}", "step": "encode",
                    "quantizer": {{"stochastic": {{"temperature": 1.0}}}}}}"#
            ));
            let stored = score_buffers(&compiled);
            assert!(stored.is_empty(), "{target} {layout}: {stored:?}");
        }
    }
}
