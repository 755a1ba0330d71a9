//! Codebooks from data that a quantizer projects first, or takes only the directions of: the data's
//! placement against the f64 reference, and what spherical k-means leaves, by its definition.

use std::collections::BTreeMap;
use std::path::Path;

use vqbit::ir::shape::{ElementType, Shape};
use vqbit::pipeline::kmeans::{Fitted, KMeans, placement_session};
use vqbit::pjrt::plugin::Plugin;
use vqbit::reference::compute::Compute;
use vqbit::reference::spaces::{mapped, norm, normalized};
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::Family;
use vqbit::tensor::rows::Rows;
use vqbit::vq::search::maps::initial_maps;
use vqbit::vq::spec::{Metric, Quantizer};
use vqbit::vq::training::placement::Placement;

use crate::kmeans::compile_for_tpu;
use crate::subject::{CPU_081, CPU_106, CPU_115, in_a_process, inputs, job, subject};

const COSINE: &str = r#""metric": "cosine""#;
const PROJECTED: &str = r#""input_dim": 12"#;
const HEADS: &str = r#""input_dim": 12, "heads": 2, "metric": "cosine", "embedding_dim": 3"#;
const GROUPS: &str = r#""kind": "product", "groups": 2, "metric": "cosine", "return": "raw""#;
const STAGES: &str = r#""kind": "residual", "stages": 2, "input_dim": 12"#;
const SPACES: [&str; 5] = [COSINE, PROJECTED, HEADS, GROUPS, STAGES];

/// The quantizer of a job with these keys, of 8 entries of 6 elements in all.
fn quantizer(keys: &str) -> Quantizer {
    let dim = if keys.contains("heads") { "" } else { r#", "embedding_dim": 6"# };
    job(&format!(r#"{{ "quantizer": {{ {keys}{dim}, "codebook_size": 8 }} }}"#)).spec.quantizer
}

/// `rows [N, I]` in the space of the entries, in f64; NaN where there is no direction.
fn placed(quantizer: &Quantizer, rows: &[f64], maps: &BTreeMap<String, Tensor>) -> Vec<f64> {
    let rows = match maps.get("project_in") {
        Some(map) => mapped(Compute::F32, rows, &map.widened(), &maps["project_in_bias"].widened()),
        None => rows.to_vec(),
    };
    let dim = quantizer.entry_dim();
    if quantizer.metric() == Metric::Euclidean {
        return rows;
    }
    let of_row = |row: &[f64]| match norm(row) > 0.0 {
        true => normalized(row, dim),
        false => vec![f64::NAN; dim],
    };
    rows.chunks_exact(dim).flat_map(of_row).collect()
}

#[test]
fn every_plugin_places_data_as_the_reference_does() {
    for variable in [CPU_081, CPU_106, CPU_115] {
        let said = in_a_process("placement::the_places_on_one_plugin", variable);
        assert!(said.contains("15 placements held against the reference"), "it ran less:\n{said}");
    }
}

/// The child's part; nothing without a plugin. A row of zeros and one of NaN are among the data.
#[test]
fn the_places_on_one_plugin() {
    let Some(path) = subject() else { return };
    let plugin = Plugin::load(&path).expect("the plugin");
    let mut held = 0;
    for (keys, mesh) in SPACES.iter().flat_map(|keys| ["1x1", "2x4", "4x8"].map(|m| (keys, m))) {
        let (quantizer, mesh) = (quantizer(keys), Mesh::parse(mesh).expect("a mesh"));
        let placement = Placement { quantizer: &quantizer, batch: 32, seq: 3 };
        let session = placement_session(placement, &mesh, &plugin).expect("a session");
        let mut given = inputs(session.interface(), Family::Normal);
        let width = quantizer.token_dim();
        let mut rows = given["inputs"].to_f32().expect("f32");
        rows[5 * width..6 * width].fill(0.0);
        rows[7 * width] = f32::NAN;
        given.insert("inputs".into(), Tensor::from_f32(&[32, 3, width], &rows).expect("rows"));
        let wanted = placed(&quantizer, &given["inputs"].widened(), &given);
        let found = session.run(&given, 1, |_| ()).expect("it runs")["rows"].widened();
        assert_eq!(found.len(), wanted.len());
        for (place, (found, wanted)) in found.iter().zip(&wanted).enumerate() {
            let near = (found - wanted).abs() <= 1e-5 || (found.is_nan() && wanted.is_nan());
            assert!(near, "{keys} on {mesh}: {found} at {place}, wanted {wanted}");
        }
        held += 1;
    }
    eprintln!("{held} placements held against the reference");
}

#[test]
fn fits_in_other_spaces_are_right_on_a_real_plugin() {
    let said = in_a_process("placement::the_fits_on_one_plugin", CPU_115);
    assert!(said.contains("all fits are right"), "it ran less:\n{said}");
}

/// The child's part; nothing without a plugin.
#[test]
fn the_fits_on_one_plugin() {
    let Some(path) = subject() else { return };
    for keys in SPACES {
        entries_are_the_centres_of_their_tokens(&path, keys);
        fewer_rows_than_entries_are_all_entries(&path, keys);
    }
    rows_without_a_direction_are_no_entries(&path);
    eprintln!("all fits are right");
}

/// A fit with its maps, of so many normal rows that `change` has seen.
fn fit(
    path: &Path,
    quantizer: &Quantizer,
    count: usize,
    change: impl Fn(&mut [f32]),
) -> (Fitted, Vec<f64>) {
    let shape = Shape::new(ElementType::F32, &[count, quantizer.token_dim()]);
    let rows = Family::Normal.tensor(2, "rows", &shape).expect("rows");
    let mut values = rows.to_f32().expect("f32");
    change(&mut values);
    let rows = Tensor::from_f32(&shape.dims, &values).expect("rows");
    let maps = initial_maps(quantizer, None, 3).expect("maps");
    let kmeans = KMeans { plugin: path, iterations: 100, seed: 4 };
    let fitted = kmeans.fit(quantizer, &maps, Rows::of(&rows).expect("rows")).expect("a fit");
    check_lengths(quantizer, &fitted.codebook);
    (fitted, placed(quantizer, &rows.widened(), &maps))
}

/// Finite, and where only directions count of length 1.
fn check_lengths(quantizer: &Quantizer, codebook: &Tensor) {
    for entry in codebook.widened().chunks(quantizer.entry_dim()) {
        let length = norm(entry);
        assert!(length.is_finite(), "{entry:?}");
        let is_direction = quantizer.metric() == Metric::Euclidean || (length - 1.0).abs() < 1e-6;
        assert!(is_direction, "an entry has length {length}");
    }
}

/// Which entry is nearest to a row, and how far it is.
fn nearest<'a>(codebook: &'a [f64], row: &[f64]) -> (&'a [f64], f64) {
    let distance =
        |entry: &[f64]| entry.iter().zip(row).map(|(e, x)| (e - x) * (e - x)).sum::<f64>();
    let entries = codebook.chunks(row.len()).map(|entry| (entry, distance(entry)));
    entries.min_by(|a, b| a.1.total_cmp(&b.1)).expect("an entry")
}

/// Lloyd's iteration ends where each entry is the mean of the rows nearest to it, or its direction;
/// until then the error falls.
fn entries_are_the_centres_of_their_tokens(path: &Path, keys: &str) {
    let quantizer = quantizer(keys);
    let (dim, whole) = (quantizer.entry_dim(), quantizer.embedding_dim);
    let (fitted, mut left) = fit(path, &quantizer, 500, |_| ());
    let entries = fitted.codebook.widened();
    let parts = whole / dim;
    for (number, fit) in fitted.fits.iter().enumerate() {
        assert!(fit.iterations() < 100, "{keys}: it has not ended");
        assert_eq!(fit.split_entries, 0, "{keys}");
        let falling = fit.mse[..fit.mse.len() - 1].windows(2);
        for pair in falling {
            assert!(pair[1] < pair[0], "{keys}: the error rises: {:?}", fit.mse);
        }
        let book = if fitted.fits.len() == 1 { &entries[..] } else { &entries[number * 8 * dim..] };
        let book = &book[..8 * dim];
        let mut sums = BTreeMap::<usize, (Vec<f64>, f64)>::new();
        let mut error = 0.0;
        let shared = fitted.fits.len() == 1;
        let mut count = 0.0;
        for row in left.chunks_exact_mut(whole) {
            for (part, x) in row.chunks_exact_mut(dim).enumerate() {
                if !shared && part != number % parts {
                    continue;
                }
                let (entry, distance) = nearest(book, x);
                let place = (entry.as_ptr() as usize - book.as_ptr() as usize) / 8 / dim;
                let (sum, tokens) = sums.entry(place).or_insert((vec![0.0; dim], 0.0));
                sum.iter_mut().zip(&*x).for_each(|(sum, x)| *sum += x);
                *tokens += 1.0;
                (error, count) = (error + distance, count + dim as f64);
                x.iter_mut().zip(entry).for_each(|(x, e)| *x -= e);
            }
        }
        let least = fit.least_mse();
        assert!((error / count / least - 1.0).abs() < 1e-4, "{keys}: {error} {least}");
        assert_eq!(sums.len(), 8, "{keys}: an entry has no tokens");
        for (place, (sum, tokens)) in sums {
            let centre = match quantizer.metric() {
                Metric::Euclidean => sum.iter().map(|x| x / tokens).collect(),
                Metric::Cosine(_) => normalized(&sum, dim),
            };
            for (found, wanted) in book[place * dim..].iter().zip(&centre) {
                assert!((found - wanted).abs() < 1e-4, "{keys}: entry {place} is no centre");
            }
        }
    }
}

/// Five rows and eight entries: nothing is left over but what f32 rounds.
fn fewer_rows_than_entries_are_all_entries(path: &Path, keys: &str) {
    let quantizer = quantizer(keys);
    let (fitted, rows) = fit(path, &quantizer, 5, |_| ());
    for fit in &fitted.fits {
        // Shared by two heads, it has ten rows.
        let most = if keys == HEADS { 0.1 } else { 1e-6 };
        assert!(fit.least_mse() < most, "{keys}: {:?}", fit.mse);
    }
    if [COSINE, PROJECTED].contains(&keys) {
        for row in rows.chunks(6) {
            let (_, distance) = nearest(&fitted.codebook.widened(), row);
            assert!(distance < 1e-6, "{keys}: {row:?} is {distance} from its entry");
        }
    }
}

/// Every second row is zero, then all: the first are left out, of the second come entries that are
/// directions still.
fn rows_without_a_direction_are_no_entries(path: &Path) {
    let (quantizer, whole) = (quantizer(COSINE), quantizer(COSINE).embedding_dim);
    let (fitted, rows) = fit(path, &quantizer, 60, |values| {
        values.chunks_mut(2 * whole).for_each(|rows| rows[..whole].fill(0.0));
    });
    let directions = rows.chunks(whole).filter(|row| !row[0].is_nan());
    let codebook = fitted.codebook.widened();
    let errors: Vec<f64> = directions.map(|row| nearest(&codebook, row).1).collect();
    let error = errors.iter().sum::<f64>() / (errors.len() * whole) as f64;
    assert_eq!(errors.len(), 30);
    assert!((error / fitted.fits[0].least_mse() - 1.0).abs() < 1e-4, "{error}");
    let (none, _) = fit(path, &quantizer, 4, |values| values.fill(0.0));
    assert_eq!(none.fits.len(), 1);
}

#[test]
fn placements_compile_for_tpu_slices() {
    for target in ["v4-32", "v6e-32"] {
        let keys = r#""input_dim": 1024, "embedding_dim": 256, "metric": "cosine""#;
        let text =
            format!(r#"{{ "target": "{target}", "mesh": "4x8", "quantizer": {{ {keys} }} }}"#);
        let job = job(&text);
        let quantizer = &job.spec.quantizer;
        let placement = Placement { quantizer, batch: 32, seq: 1024 };
        let interface = placement.interface(&job.mesh).expect("an interface");
        compile_for_tpu(&job, placement.build(&job.mesh).expect("a graph"), &interface);
    }
}
