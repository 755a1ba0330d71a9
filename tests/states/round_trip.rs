//! There and back: what a format can hold comes back bit for bit, the rest is refused.

use std::collections::BTreeMap;

use vqbit::states::convert::{self, Project};
use vqbit::states::file::{StateFile, write_arrays};
use vqbit::states::state::{Averages, Kind, Metric, State};
use vqbit::tensor::files::TensorFile;
use vqbit::tensor::stored::Stored;

use crate::{CASES, Case, floats, open};

/// A state written into a file of vqbit's and read back.
fn through_our_file(state: &State) -> State {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("state.safetensors");
    let arrays = convert::write(state, Project::Vqbit, None).expect("ours");
    write_arrays(&path, &arrays, &convert::metadata(state)).expect("written");
    let file = StateFile::read(&path).expect("a file");
    convert::read(&file, Project::Vqbit, None, None).expect("a state")
}

/// The arrays of the case's file that belong to the quantizer that is read.
fn own_arrays(case: &Case) -> BTreeMap<String, Stored> {
    let (file, state) = (open(case.file), case.read(case.file));
    let prefix = state.origin.expect("an origin").1;
    // Mimi's maps lie beside its `vq`.
    let prefix = prefix.strip_suffix(".vq").unwrap_or(&prefix);
    let own = |name: &&str| name.starts_with(prefix);
    file.names()
        .into_iter()
        .filter(own)
        .map(|name| (name.to_owned(), file.stored(name).expect("an array")))
        .collect()
}

#[test]
fn there_and_back_is_bit_for_bit() {
    for case in CASES.iter().filter(|case| case.project != Project::Uvim) {
        let state = through_our_file(&case.read(case.file));
        let back = convert::write(&state, case.project, None).expect("theirs");
        assert_eq!(back, own_arrays(case), "{} {:?}", case.file, case.prefix);
    }
}

#[test]
fn discounted_sums_come_back_to_their_last_digit() {
    let case = CASES.iter().find(|case| case.project == Project::Uvim).expect("a case");
    let state = through_our_file(&case.read(case.file));
    let back = convert::write(&state, Project::Uvim, None).expect("theirs");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("back.npz");
    write_arrays(&path, &back, &BTreeMap::new()).expect("written");
    let (back, file) = (StateFile::read(&path).expect("a file"), open(case.file));
    assert_eq!(back.names(), file.names());
    for name in file.names() {
        for (found, wanted) in floats(&back, name).iter().zip(floats(&file, name)) {
            let digit = f64::from(f32::EPSILON) * wanted.abs();
            assert!((found - wanted).abs() <= digit, "{name}: {found}, {wanted}");
        }
    }
}

#[test]
fn entries_are_the_stored_ones_or_follow_from_what_is_stored() {
    for case in &CASES {
        let (file, state) = (open(case.file), case.read(case.file));
        let part = &state.parts[0];
        let wide = |values: &[f32]| values.iter().map(|&v| f64::from(v)).collect::<Vec<_>>();
        match case.project {
            Project::Haiku | Project::Sonnet => {
                let end = if case.project == Project::Sonnet { ":0" } else { "" };
                let stored = floats(&file, &format!("vector_quantizer_ema/embeddings{end}"));
                let turned: Vec<f64> = (0..4)
                    .flat_map(|k| (0..3).map(move |d| (d, k)))
                    .map(|(d, k)| stored[d * 4 + k])
                    .collect();
                assert_eq!(wide(&part.codebook), turned);
            }
            Project::Lucidrains | Project::Encodec => {
                let names = file.names();
                let name = names.iter().find(|name| name.ends_with("embed")).expect("embed");
                assert_eq!(wide(&part.codebook), floats(&file, name)[..12]);
            }
            Project::Mimi | Project::Uvim | Project::Vqbit => {
                let quotient = part.embed_sum.chunks(3).zip(&part.cluster_size);
                let quotient: Vec<f32> =
                    quotient.flat_map(|(sums, n)| sums.iter().map(move |sum| sum / n)).collect();
                if case.project == Project::Mimi {
                    assert_eq!(part.codebook, quotient);
                } else {
                    let units =
                        wide(&quotient).chunks(3).flat_map(crate::rule::unit).collect::<Vec<_>>();
                    for (found, wanted) in wide(&part.codebook).iter().zip(units) {
                        assert!((found - wanted).abs() < 2e-7, "{found}, {wanted}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_converted_file_says_what_job_it_fits() {
    let keys = |at: usize| {
        let state = CASES[at].read(CASES[at].file);
        state.job_keys()["quantizer"].to_string()
    };
    assert_eq!(
        keys(0),
        r#"{"kind":"codebook","codebook_size":4,"embedding_dim":3,"ema":{"initial":"zero_debiased","decay":0.9}}"#
    );
    assert_eq!(
        keys(2),
        r#"{"kind":"residual","stages":2,"codebook_size":4,"embedding_dim":3,"ema":{"initial":"codebook","decay":0.8}}"#
    );
    assert_eq!(
        keys(3),
        r#"{"kind":"product","groups":2,"codebook_size":4,"embedding_dim":6,"ema":{"initial":"codebook","decay":0.8}}"#
    );
    assert_eq!(
        keys(8),
        r#"{"kind":"codebook","codebook_size":4,"embedding_dim":3,"metric":"cosine","ema":{"initial":"codebook","decay":0.9,"epsilon":1e-30}}"#
    );
    assert_eq!(
        keys(9),
        r#"{"kind":"residual","stages":2,"codebook_size":4,"embedding_dim":3,"input_dim":5,"ema":{"initial":"codebook","decay":0.8}}"#
    );
    let mimi = CASES[7].read(CASES[7].file);
    let said = convert::metadata(&mimi);
    assert_eq!(said["vqbit_state_source"], "mimi");
    assert_eq!(said["vqbit_state_prefix"], "quantizer.rvq_rest.vq");
    assert_eq!(said["vqbit_job_keys"], mimi.job_keys().to_string());
    assert!(said["vqbit_state_convention"].contains("max(count, 1e-5)"), "{said:?}");
    assert_eq!(State { notes: Vec::new(), ..mimi.clone() }, through_our_file(&mimi));
}

/// Why a project cannot hold a state.
fn refused(state: &State, project: Project) -> String {
    convert::write(state, project, None).expect_err("refused").to_string()
}

#[test]
fn what_a_format_cannot_hold_is_refused() {
    let state = |at: usize| CASES[at].read(CASES[at].file);
    let (haiku, residual, heads, cosine) = (state(0), state(2), state(3), state(4));
    let projected = state(9);
    assert_eq!(
        refused(&projected, Project::Encodec),
        "encodec: cannot hold this state: it has learned maps (project_in, project_out), which the \
         format has not"
    );
    let sums =
        projected.parts.iter().flat_map(|part| part.embed_sum.chunks(3).zip(&part.cluster_size));
    let entries: Vec<f32> =
        sums.flat_map(|(sums, n)| sums.iter().map(move |sum| sum / n.max(1e-5))).collect();
    let mut unsmoothed = projected;
    for (part, entries) in unsmoothed.parts.iter_mut().zip(entries.chunks(12)) {
        part.codebook = entries.to_vec();
    }
    assert_eq!(
        refused(&unsmoothed, Project::Mimi),
        "mimi: cannot hold this state: its maps have a bias, wanted maps without"
    );
    assert_eq!(
        refused(&residual, Project::Haiku),
        "haiku: cannot hold this state: it has 2 codebooks, wanted one"
    );
    assert_eq!(
        refused(&haiku, Project::Lucidrains),
        "lucidrains: cannot hold this state: its averages are zero-debiased, wanted plain ones"
    );
    assert_eq!(
        refused(&heads, Project::Encodec),
        "encodec: cannot hold this state: it has groups, wanted one codebook or stages"
    );
    assert_eq!(
        refused(&heads, Project::Mimi),
        "mimi: cannot hold this state: it has groups, wanted one codebook or stages"
    );
    assert_eq!(
        refused(&cosine, Project::Encodec),
        "encodec: cannot hold this state: its metric is cosine, wanted euclidean"
    );
    assert_eq!(
        refused(&residual, Project::Mimi),
        "mimi: cannot hold this state: it has no tensor of entries, they follow as embed_sum / \
         cluster_size, and entry 0 of stage 0 does not (smoothed counts made it)"
    );
    let mut plain = haiku.clone();
    plain.averages = Averages::Plain;
    assert_eq!(
        refused(&plain, Project::Sonnet),
        "sonnet: cannot hold this state: its averages are plain, wanted zero-debiased ones"
    );
    plain.metric = Metric::Cosine;
    assert_eq!(
        refused(&plain, Project::Uvim),
        "uvim: cannot hold this state: it has no tensor of entries, they follow as embed_sum / \
         cluster_size, and entry 0 does not"
    );
    let unknown = State { decay: None, ..haiku };
    assert_eq!(
        refused(&unknown, Project::Haiku),
        "haiku: wanted --decay, the decay it was trained with: it stores its averages divided by \
         1 - decay^steps, too"
    );
}

#[test]
fn states_go_from_one_project_to_another() {
    let (haiku, encodec) = (CASES[0].read(CASES[0].file), CASES[5].read(CASES[5].file));
    let sonnet = convert::write(&haiku, Project::Sonnet, Some("q/")).expect("sonnet's");
    assert!(sonnet.contains_key("q/ema_dw/hidden:0"), "{:?}", sonnet.keys());
    let lucidrains = convert::write(&encodec, Project::Lucidrains, None).expect("lucidrains'");
    assert_eq!(lucidrains["layers.1._codebook.embed"].dims, [1, 4, 3]);
    assert_eq!(encodec.kind, Kind::Residual);
}

#[test]
fn a_state_of_init_state_is_held_by_mimi() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("state.safetensors");
    let values: Vec<f32> = (0..6_u8).map(|value| f32::from(value) / 3.0).collect();
    let arrays = BTreeMap::from([
        ("codebook".to_owned(), Stored::of_f32(&[2, 3], &values)),
        ("cluster_size".to_owned(), Stored::of_f32(&[2], &[1.0, 1.0])),
        ("embed_sum".to_owned(), Stored::of_f32(&[2, 3], &values)),
    ]);
    write_arrays(&path, &arrays, &BTreeMap::new()).expect("written");
    let file = StateFile::read(&path).expect("a file");
    let state = convert::read(&file, Project::Vqbit, None, None).expect("a state");
    let mimi = convert::write(&state, Project::Mimi, Some("q")).expect("mimi's");
    assert_eq!(mimi["q.layers.0._codebook.embedding_sum"], arrays["embed_sum"]);
    assert!(TensorFile::read(&path).is_ok());
}
