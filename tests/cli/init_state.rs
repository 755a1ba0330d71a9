//! `vqbit init-state --data`: k-means on the CPU plugin, from files of data to a state.

use std::collections::BTreeMap;

use vqbit::ir::shape::ElementType;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::files::{TensorFile, write_safetensors};
use vqbit::tensor::npy::write_npy;
use vqbit::tensor::random::Draws;

use crate::Place;

const DIM: usize = 6;
const SIGMA: f64 = 0.1;

/// `count` rows around `centres`, and which of them each is around.
fn around(centres: &[Vec<f64>], count: usize, sigma: f64) -> (Vec<f64>, Vec<usize>) {
    let draws = Draws::new(8, "choice");
    let choice: Vec<usize> = (0..).take(count).map(|row| draws.place(row, centres.len())).collect();
    let mut normals = Draws::new(9, "noise").normals();
    let rows = choice.iter().flat_map(|&centre| centres[centre].clone());
    let rows = rows.map(|x| x + sigma * normals.next().unwrap_or(0.0)).collect();
    (rows, choice)
}

/// Points that lie far apart.
fn centres(count: usize) -> Vec<Vec<f64>> {
    let values: Vec<f64> = Draws::new(7, "centres").normals().take(count * DIM).collect();
    values.chunks(DIM).map(|centre| centre.iter().map(|x| 20.0 * x).collect()).collect()
}

fn f32s(dims: &[usize], values: &[f64]) -> Tensor {
    let wide = Tensor::from_f64(dims, values).expect("a tensor");
    wide.convert_to(ElementType::F32).expect("f32")
}

fn codebook(place: &Place, file: &str) -> Vec<f64> {
    let file = TensorFile::read(&place.path(file)).expect("a file");
    file.tensor("codebook").expect("a codebook").widened()
}

fn has_near(codebook: &[f64], wanted: &[f64], distance: f64) -> bool {
    let near = |entry: &[f64]| entry.iter().zip(wanted).all(|(a, b)| (a - b).abs() <= distance);
    codebook.chunks(DIM).any(near)
}

#[test]
fn all_clusters_are_found_where_random_rows_miss_some() {
    let place = Place::new();
    let centres = centres(8);
    let (rows, choice) = around(&centres, 1000, SIGMA);
    write_npy(&place.path("rows.npy"), &f32s(&[1000, DIM], &rows)).expect("written");
    for seed in 0..5_u64 {
        let arguments = "--embedding-dim 6 --codebook-size 8 --data rows.npy --force --json";
        let told = place.json(&format!("init-state {arguments} --random {seed} -o state"));
        let codebook = codebook(&place, "state");
        for centre in &centres {
            assert!(has_near(&codebook, centre, 3.0 * SIGMA), "seed {seed} misses {centre:?}");
        }
        let fit = &told["kmeans"]["codebooks"][0];
        let errors: Vec<f64> = fit["mse_by_iteration"]
            .as_array()
            .expect("errors")
            .iter()
            .map(|error| error.as_f64().expect("a number"))
            .collect();
        assert!(errors.len() > 1 && errors.windows(2).all(|pair| pair[1] <= pair[0]), "{errors:?}");
        assert!((fit["mse"].as_f64().expect("a number") / SIGMA.powi(2) - 1.0).abs() < 0.1);

        let draws = Draws::new(seed, "rows");
        let mut met: Vec<usize> = (0..8).map(|entry| choice[draws.place(entry, 1000)]).collect();
        met.sort_unstable();
        met.dedup();
        assert!(met.len() < 8, "seed {seed}: eight random rows are of eight clusters");
    }
}

#[test]
fn fewer_points_than_entries_are_all_entries_and_nothing_is_nan() {
    let place = Place::new();
    let points = centres(5);
    let (mut rows, _) = around(&points, 300, 0.0);
    rows[7 * DIM] = f64::NAN;
    let inputs = f32s(&[20, 15, DIM], &rows).convert_to(ElementType::Bf16).expect("bf16");
    let tensors = BTreeMap::from([("inputs".to_owned(), inputs)]);
    write_safetensors(&place.path("data"), &tensors, &BTreeMap::new()).expect("written");
    let arguments = "--embedding-dim 6 --codebook-size 16 --data data:inputs --json -o state";
    let told = &place.json(&format!("init-state {arguments}"))["kmeans"];
    let counts = ["rows", "nonfinite_rows", "fitted_to_rows"].map(|name| told[name].as_u64());
    assert_eq!(counts, [300, 1, 299].map(Some));
    assert_eq!(told["codebooks"][0]["mse"].as_f64(), Some(0.0));
    let codebook = codebook(&place, "state");
    assert!(codebook.iter().all(|x| x.is_finite()));
    for point in &points {
        let point = f32s(&[DIM], point).convert_to(ElementType::Bf16).expect("bf16").widened();
        assert!(has_near(&codebook, &point, 0.0), "{point:?} is no entry");
    }
    let single = "--embedding-dim 6 --codebook-size 16 --data data --sample 1 -o single";
    place.works(&format!("init-state {single}"));
    assert!(self::codebook(&place, "single").iter().all(|x| x.is_finite()));
}

#[test]
fn the_same_seed_fits_the_same_state_and_it_trains() {
    let place = Place::new();
    let (rows, _) = around(&centres(8), 1000, 1.0);
    write_npy(&place.path("rows.npy"), &f32s(&[1000, DIM], &rows)).expect("written");
    let job = "--embedding-dim 6 --codebook-size 32 --batch 4 --seq 8 --dtype f32";
    let fit = |seed: u64, file: &str| {
        let sample = "--data rows.npy --sample 400 --iterations 3";
        place.works(&format!("init-state {job} {sample} --random {seed} -o {file}"))
    };
    let said = fit(1, "one");
    assert!(said.starts_with("k-means on 400 of 1000 rows, 0 not finite\n"), "{said}");
    fit(1, "same");
    fit(2, "other");
    assert_eq!(place.read("one"), place.read("same"));
    assert_ne!(codebook(&place, "one"), codebook(&place, "other"));
    place.works(&format!("run {job} --inputs one --random 1 --steps 3"));
}

/// Clusters of directions in 24 dimensions, whatever the lengths, are directions behind the map.
#[test]
fn entries_are_fitted_behind_the_map_that_the_state_gets() {
    let place = Place::new();
    let (rows, _) = around(&centres(8), 1000, 1.0);
    write_npy(&place.path("rows.npy"), &f32s(&[250, 24], &rows)).expect("written");
    let spaces = "--set quantizer.metric=cosine --set quantizer.input_dim=24";
    let job =
        format!("--embedding-dim 6 --codebook-size 32 --batch 2 --seq 8 --dtype f32 {spaces}");
    let told = place.json(&format!("init-state {job} --data rows.npy --json -o state"));
    assert_eq!(told["tensors"]["project_in"], "f32[24,6]");
    assert!(told["kmeans"]["codebooks"][0]["mse"].as_f64().expect("a number") < 0.1, "{told}");
    for entry in codebook(&place, "state").chunks(DIM) {
        let length = entry.iter().map(|x| x * x).sum::<f64>().sqrt();
        assert!((length - 1.0).abs() < 1e-6, "{entry:?}");
    }
    place.works(&format!("run {job} --inputs state --random 1 --steps 3"));
}

/// Numpy's bf16, two opaque bytes an element, as data and as a codebook; and numpy's archive as a
/// state, out and in.
#[test]
fn arrays_of_bf16_are_widened_and_a_state_may_be_an_archive() {
    let place = Place::new();
    let (rows, _) = around(&centres(4), 100, SIGMA);
    let rounded = f32s(&[100, DIM], &rows).convert_to(ElementType::Bf16).expect("bf16");
    write_npy(&place.path("bf16.npy"), &rounded).expect("written");
    let widened = rounded.convert_to(ElementType::F32).expect("f32");
    write_npy(&place.path("f32.npy"), &widened).expect("written");
    let job = "--embedding-dim 6 --codebook-size 4 --batch 4 --seq 8 --dtype f32";
    for data in ["bf16", "f32"] {
        place.works(&format!("init-state {job} --data {data}.npy -o {data}.npz"));
    }
    assert_eq!(place.read("bf16.npz"), place.read("f32.npz"));
    assert!(place.read("f32.npz").starts_with(b"PK"), "it is no archive");
    place.works(&format!("run {job} --inputs f32.npz --random 1"));
    let four = Tensor::new(
        rounded.shape().with_dims(vec![4, DIM]),
        rounded.bytes()[..4 * DIM * 2].to_vec(),
    );
    let four = four.expect("a codebook");
    write_npy(&place.path("four.npy"), &four).expect("written");
    place.works(&format!("init-state {job} --codebook four.npy -o four.safetensors"));
    assert_eq!(codebook(&place, "four.safetensors"), four.widened());
    place.works(&format!("init-state {job} --codebook f32.npz -o again.npz"));
    assert_eq!(place.read("again.npz"), place.read("f32.npz"));
}

#[test]
fn an_error_of_nothing_is_0_and_one_beyond_f32_is_told() {
    let place = Place::new();
    write_npy(&place.path("same.npy"), &f32s(&[3, DIM], &[0.5; 18])).expect("written");
    let job = "--embedding-dim 6 --codebook-size 4";
    let told = place.works(&format!("init-state {job} --data same.npy -o same"));
    let row = told.lines().find(|line| line.starts_with("0 ")).expect("a codebook");
    assert_eq!(row.split_whitespace().collect::<Vec<_>>(), ["0", "0", "0", "0", "0"], "{told}");
    // Each squared norm is a number of f32, and the squared distance between two of them is none.
    let far: Vec<f64> = [7e18, -7e18, 7e18, -7e18].into_iter().flat_map(|x| [x; DIM]).collect();
    write_npy(&place.path("far.npy"), &f32s(&[4, DIM], &far)).expect("written");
    let one = "--embedding-dim 6 --codebook-size 1";
    let found = place.call(&format!("init-state {one} --data far.npy -o far"));
    assert_eq!((found.code, found.stdout.as_str()), (2, ""), "{}", found.stderr);
    let wanted = "--data far.npy: found an error of inf after the fit, wanted a finite f32: scale \
                  the data down";
    assert!(found.stderr.contains(wanted), "{}", found.stderr);
    assert!(!place.path("far").exists(), "a state of no use is written");
}

#[test]
fn a_uniform_codebook_is_within_one_over_its_size() {
    let place = Place::new();
    place.works("init-state --embedding-dim 6 --codebook-size 32 --init uniform --random 3");
    let codebook = codebook(&place, "state.safetensors");
    let largest = codebook.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    assert!((0.9 / 32.0..=1.0 / 32.0).contains(&largest), "{largest}");
}

/// What a fit runs, as files whose commands compile them for the job's slice.
#[test]
fn the_programs_of_a_fit_compile_for_a_target() {
    let place = Place::new();
    let spaces = "--set quantizer.metric=cosine --set quantizer.input_dim=24";
    let job = format!("--target v6e-32 --mesh 4x8 --embedding-dim 16 --codebook-size 32 {spaces}");
    let told = place.json(&format!("init-state {job} --sample 1000 --programs fit --json"));
    let programs = told["programs"].as_array().expect("programs");
    let files: Vec<&str> = programs.iter().filter_map(|made| made["file"].as_str()).collect();
    assert_eq!(files, ["fit/seeding.mlir", "fit/placement.mlir", "fit/iteration.json"]);
    for (number, made) in programs.iter().enumerate() {
        let command = made["compile"].as_str().and_then(|said| said.strip_prefix("vqbit "));
        let command = command.expect("a command");
        let report = place.json(&format!("{command} -o artifact-{number} --json"));
        assert_eq!(report["target"]["name"], "v6e-32", "{command}");
    }
    // 1000 rows are 1024 on 32 devices, each with as many of them.
    let seeding = std::fs::read_to_string(place.path("fit/seeding.mlir")).expect("a program");
    assert!(seeding.contains("tensor<1024x16xf32>"), "{seeding}");
}
