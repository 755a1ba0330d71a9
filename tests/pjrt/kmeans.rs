//! Codebooks from data: the seeding's picks against the f64 reference, Lloyd's iteration, the first
//! steps of training after it, and both programs compiled for TPU slices.

use std::collections::BTreeMap;
use std::path::Path;

use prost::Message;

use vqbit::emit::format::Format;
use vqbit::ir::module::Module;
use vqbit::ir::shape::{ElementType, Shape};
use vqbit::ir::verify::verify;
use vqbit::job::Job;
use vqbit::pipeline::kmeans::{Fitted, KMeans, iteration, seeding_session};
use vqbit::pipeline::{device_layout, session};
use vqbit::pjrt::named_value::NamedValues;
use vqbit::pjrt::plugin::Plugin;
use vqbit::reference::seeding::seeded;
use vqbit::session::check_shards;
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::{Draws, Family, seed_of_draws};
use vqbit::tensor::rows::Rows;
use vqbit::vq::interface::Interface;
use vqbit::vq::spec::{Metric, Quantizer};
use vqbit::vq::state::initial_state;
use vqbit::vq::training::seeding::Seeding;
use vqbit::wire::compile_options::CompileOptions;
use vqbit::wire::hlo::HloModuleProto;
use vqbit::worker::request::{CompileFor, CompileRequest};

use crate::subject::{
    CPU_081, CPU_106, CPU_115, IN_TURN, LIBTPU, compiler, in_a_process, job, plugin, subject,
    worker,
};

const SIZE: Seeding = Seeding { rows: 64, entries: 40, dim: 5 };
const SEEDS: [u64; 3] = [1, 2, 0xffff_ffff];

/// The quantizer of a job with these keys.
fn quantizer(keys: &str) -> Quantizer {
    job(&format!(r#"{{ "quantizer": {{ {keys} }} }}"#)).spec.quantizer
}

#[test]
fn every_plugin_draws_the_rows_that_the_reference_draws() {
    for variable in [CPU_081, CPU_106, CPU_115] {
        let said = in_a_process("kmeans::the_picks_on_one_plugin", variable);
        assert!(said.contains("45 seedings held against the reference"), "it ran less:\n{said}");
    }
}

/// The child's part; nothing without a plugin. Of duplicated rows 32 differ, so that 8 entries are
/// moved ones; of broken ones every fifth is never drawn.
#[test]
fn the_picks_on_one_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let mut held = 0;
    for mesh in ["1x1", "2x4", "4x8"] {
        let mesh = Mesh::parse(mesh).expect("a mesh");
        let session = seeding_session(SIZE, &mesh, &plugin).expect("a session");
        for family in IN_TURN {
            for seed in SEEDS {
                let shape = Shape::new(ElementType::F32, &[SIZE.rows, SIZE.dim]);
                let rows = family.tensor(seed, "rows", &shape).expect("rows");
                let given = BTreeMap::from([
                    ("rows".to_owned(), rows.copied().expect("a copy")),
                    ("seed".to_owned(), seed_of_draws(seed).expect("a seed")),
                ]);
                let made = session.run(&given, 1, |_| ()).expect("it runs");
                let case = format!("{} seed {seed} on {mesh}", family.name());
                check_picks(&case, (&rows, seed), (&made["picks"], &made["codebook"]));
                held += 1;
            }
        }
    }
    eprintln!("{held} seedings held against the reference");
}

fn check_picks(case: &str, (rows, seed): (&Tensor, u64), (picks, codebook): (&Tensor, &Tensor)) {
    let picks = picks.to_s32().expect("picks");
    let picks: Vec<usize> = picks.iter().map(|&row| row.try_into().expect("a row")).collect();
    let rows = rows.widened();
    let seed = u32::try_from(seed).expect("a seed");
    let wanted = seeded((&rows, SIZE.dim), SIZE.entries, seed, Some(&picks));
    let worst = wanted.regrets.iter().copied().fold(0.0, f64::max);
    assert!(worst < 1e-5, "{case}: a pick's score is {worst:e} below the best");
    for (found, wanted) in codebook.widened().iter().zip(&wanted.codebook) {
        assert!(
            (found - wanted).abs() <= 1e-6 * wanted.abs().max(1.0),
            "{case}: {found}, {wanted}"
        );
    }
    let mut entries: Vec<Vec<u64>> = codebook
        .widened()
        .chunks(SIZE.dim)
        .map(|entry| entry.iter().map(|x| x.to_bits()).collect())
        .collect();
    entries.sort_unstable();
    entries.dedup();
    assert_eq!(entries.len(), SIZE.entries, "{case}: two entries are equal");
}

#[test]
fn fits_are_right_on_a_real_plugin() {
    let said = in_a_process("kmeans::the_fits_on_one_plugin", CPU_115);
    assert!(said.contains("all fits are right"), "it ran less:\n{said}");
}

/// The child's part; nothing without a plugin.
#[test]
fn the_fits_on_one_plugin() {
    let Some(path) = subject() else { return };
    empty_entries_are_split(&path);
    training_does_not_undo_a_fit(&path);
    stages_are_fitted_to_what_is_left(&path);
    eprintln!("all fits are right");
}

/// Two clusters, and a codebook of which all entries but one lie where nothing is.
fn empty_entries_are_split(path: &Path) {
    let size = Seeding { rows: 96, entries: 8, dim: 4 };
    let job =
        iteration(size, Metric::Euclidean, 1, serde_json::json!({ "target": "cpu", "mesh": "1" }))
            .expect("a job");
    let session = session(&job, Format::StableHlo, path).expect("a session");
    let shape = Shape::new(ElementType::F32, &[1, 96, 4]);
    let rows = Family::Normal.tensor(3, "rows", &shape).expect("rows");
    let far: Vec<f32> = (0..32_u8).map(|i| if i < 4 { 0.1 } else { 1e6 + f32::from(i) }).collect();
    let codebook = Tensor::from_f32(&[8, 4], &far).expect("a codebook");
    let mut given = initial_state(&job.spec.quantizer, None, codebook).expect("a state");
    given.insert("inputs".to_owned(), rows);
    let (mut errors, mut splits) = (Vec::new(), Vec::new());
    for _ in 0..12 {
        let made = session.run(&given, 1, |_| ()).expect("it runs");
        errors.push(made["mse"].widened()[0]);
        splits.push(made["restarted_entries"].widened()[0]);
        for name in ["codebook", "cluster_size", "embed_sum"] {
            let tensor = made[name].copied().expect("a copy");
            assert!(tensor.widened().iter().all(|x| x.is_finite()), "{name}: {tensor:?}");
            given.insert(name.to_owned(), tensor);
        }
    }
    assert_eq!(splits[..4], [1.0, 2.0, 4.0, 0.0], "each entry in use is split in two");
    assert!(errors[11] < 0.6 * errors[0], "{errors:?}");
    assert!(given["cluster_size"].widened().iter().all(|&size| size > 0.0));
}

fn fit(path: &Path, quantizer: &Quantizer, rows: Rows) -> Fitted {
    let kmeans = KMeans { plugin: path, iterations: 25, seed: 4 };
    kmeans.fit(quantizer, &BTreeMap::new(), rows).expect("a fit")
}

/// Rows around 3 in each element, far from zero, where a wrong state draws entries to.
fn training_does_not_undo_a_fit(path: &Path) {
    let own = r#"{ "quantizer": { "codebook_size": 16, "embedding_dim": 8 },
                   "input": { "batch": 8, "seq": 512, "dtype": "f32" } }"#;
    let job = job(own);
    let normals: Vec<f64> =
        Draws::new(1, "rows").normals().take(8 * 512 * 8).map(|x| x + 3.0).collect();
    let rows = Tensor::from_f64(&[8, 512, 8], &normals).expect("rows");
    let rows = rows.convert_to(ElementType::F32).expect("f32");
    let fitted = fit(path, &job.spec.quantizer, Rows::of(&rows).expect("rows"));
    let mean_norm = |codebook: &Tensor| {
        let norm = |entry: &[f64]| entry.iter().map(|x| x * x).sum::<f64>().sqrt();
        codebook.widened().chunks(8).map(norm).sum::<f64>() / 16.0
    };
    let before = mean_norm(&fitted.codebook);
    assert!((before - 8.6).abs() < 0.5, "{before}");
    let mut given = initial_state(&job.spec.quantizer, None, fitted.codebook).expect("a state");
    given.insert("inputs".to_owned(), rows);
    let session = session(&job, Format::StableHlo, path).expect("a session");
    for steps in [1, 50] {
        let after = mean_norm(&session.run(&given, steps, |_| ()).expect("it runs")["codebook"]);
        assert!((after / before - 1.0).abs() < 0.05, "{before}, then {after} after {steps} steps");
    }
}

/// Each stage's error is less than the one before; groups are fitted to their own elements.
fn stages_are_fitted_to_what_is_left(path: &Path) {
    let keys = r#""kind": "residual", "stages": 3, "groups": 2, "codebook_size": 16,
                  "embedding_dim": 6"#;
    let shape = Shape::new(ElementType::F32, &[500, 6]);
    let tensor = Family::Normal.tensor(2, "rows", &shape).expect("rows");
    let mut values = tensor.to_f32().expect("f32");
    values.chunks_exact_mut(6).for_each(|row| row[3..].iter_mut().for_each(|x| *x += 100.0));
    let tensor = Tensor::from_f32(&[500, 6], &values).expect("rows");
    let fitted = fit(path, &quantizer(keys), Rows::of(&tensor).expect("rows"));
    assert_eq!(fitted.codebook.shape().to_string(), "f32[3,2,16,3]");
    let errors: Vec<f64> = fitted.fits.iter().map(|fit| fit.least_mse()).collect();
    for group in 0..2 {
        let [a, b, c] = [0, 2, 4].map(|stage| errors[stage + group]);
        assert!(a < 0.5 && b < 0.5 * a && c < 0.5 * b, "group {group}: {errors:?}");
    }
    let entries = fitted.codebook.widened();
    let first_stage_is_far = |group: usize| entries[group * 48..][..48].iter().all(|&x| x > 90.0);
    assert!(!first_stage_is_far(0) && first_stage_is_far(1));
    assert!(entries[96..].iter().all(|x| x.abs() < 5.0), "later stages lie around zero");

    let shared = quantizer(
        r#""kind": "product", "groups": 2, "shared": true, "codebook_size": 16,
                              "embedding_dim": 6"#,
    );
    let fitted = fit(path, &shared, Rows::of(&tensor).expect("rows"));
    assert_eq!(fitted.codebook.shape().to_string(), "f32[16,3]");
    let far = fitted.codebook.widened().chunks(3).filter(|entry| entry[0] > 50.0).count();
    assert!((1..16).contains(&far), "{far} of 16 entries serve the second group");
}

#[test]
fn both_programs_compile_for_tpu_slices() {
    let size = Seeding { rows: 32 * 1024, entries: 64, dim: 768 };
    for target in ["v4-32", "v6e-32"] {
        let place = serde_json::json!({ "target": target, "mesh": "4x8" });
        let job = iteration(size, Metric::Euclidean, 32, place).expect("a job");
        let compiled = compiler(LIBTPU, Format::StableHlo).compile(&job).expect("it compiles");
        let sums = compiled.report.collectives.iter().any(|row| row.kind == "all-reduce");
        assert!(sums, "{target}: one device's rows alone");

        let graph = size.build(&job.mesh).expect("a graph");
        compile_for_tpu(&job, graph, &size.interface(&job.mesh).expect("an interface"));
    }
}

/// Compiles a graph for a job's slice, and checks that it is cut as its interface says.
pub(crate) fn compile_for_tpu(job: &Job, graph: Module, interface: &Interface) {
    let verified = verify(graph).expect("verified");
    let layout = device_layout(job, &plugin(LIBTPU), &worker()).expect("a layout");
    let options = CompileOptions {
        device_assignment: layout.map(|layout| layout.ids),
        ..CompileOptions::new(32, true)
    };
    let topology = job.target.topology().expect("a TPU");
    let request = CompileRequest {
        plugin: plugin(LIBTPU),
        compile_for: CompileFor::Topology { name: topology.name, options: NamedValues::new() },
        program: Format::StableHlo.program(&verified).expect("a program"),
        options: options.to_bytes(),
    };
    let response = worker().compile(&request).expect("it compiles");
    let optimized = HloModuleProto::decode(response.optimized_module.as_slice());
    let (partitions, outputs) = (response.num_partitions, &response.outputs);
    let optimized = optimized.expect("a module");
    check_shards(interface, &job.mesh, partitions, outputs, &optimized).expect("as asked");
}
