//! The same state under other names and other types gives the same values.

use std::collections::BTreeMap;

use half::{bf16, f16};
use vqbit::states::convert::{self, Project};
use vqbit::states::state::{Averages, State};
use vqbit::tensor::stored::{Stored, StoredType};

use crate::wrong_files::{arrays, read};

/// The values alone, without whose they were.
fn values(state: State) -> State {
    State { origin: None, notes: Vec::new(), ..state }
}

fn renamed(file: &str, rename: impl Fn(&str) -> String) -> BTreeMap<String, Stored> {
    arrays(file).into_iter().map(|(name, array)| (rename(&name), array)).collect()
}

#[test]
fn names_of_checkpoints_and_of_transformers_are_known() {
    let sonnet = |arrays| values(read(Project::Sonnet, &arrays, None).expect("a state"));
    let saved = renamed("sonnet.npz", |name| {
        let name = name.replace("hidden", "_hidden").replace("counter", "_counter");
        format!("model/{}/.ATTRIBUTES/VARIABLE_VALUE", name.trim_end_matches(":0"))
    });
    assert_eq!(sonnet(saved), sonnet(arrays("sonnet.npz")));
    let encodec = |arrays| values(read(Project::Encodec, &arrays, None).expect("a state"));
    let theirs = renamed("encodec.safetensors", |name| {
        name.replace("quantizer.vq", "quantizer").replace("_codebook", "codebook")
    });
    assert_eq!(encodec(theirs), encodec(arrays("encodec.safetensors")));
    let acoustic = |mut arrays: BTreeMap<String, Stored>| {
        arrays.retain(|name, _| name.contains("rest") || name.contains("acoustic"));
        values(read(Project::Mimi, &arrays, None).expect("a state"))
    };
    let theirs = renamed("mimi.safetensors", |name| {
        name.replace("rvq_rest.vq", "rvq_rest")
            .replace("rvq_rest", "acoustic_residual_vector_quantizer")
            .replace("_codebook", "codebook")
            .replace("_initialized", "initialized")
            .replace("embedding_sum", "embed_sum")
    });
    assert_eq!(acoustic(theirs), acoustic(arrays("mimi.safetensors")));
}

/// An f32 array with each element written as `bytes_of` says.
fn retyped(array: &Stored, stored_type: StoredType, bytes_of: impl Fn(f32) -> Vec<u8>) -> Stored {
    let values = array.bytes.as_chunks::<4>().0.iter().map(|&bytes| f32::from_le_bytes(bytes));
    Stored { stored_type, dims: array.dims.clone(), bytes: values.flat_map(bytes_of).collect() }
}

#[test]
fn every_floating_point_type_is_read() {
    let embed = "quantizer._codebook.embed";
    let wanted = read(Project::Lucidrains, &arrays("lucidrains_heads.safetensors"), None);
    let wanted = wanted.expect("a state").parts[0].codebook[0];
    type BytesOf = fn(f32) -> Vec<u8>;
    let types: [(StoredType, f32, BytesOf); 3] = [
        (StoredType::F16, 3e-4, |value| f16::from_f32(value).to_le_bytes().to_vec()),
        (StoredType::Bf16, 3e-3, |value| bf16::from_f32(value).to_le_bytes().to_vec()),
        (StoredType::F64, 0.0, |value| (f64::from(value) + 1e-12).to_le_bytes().to_vec()),
    ];
    for (stored_type, apart, bytes_of) in types {
        let mut arrays = arrays("lucidrains_heads.safetensors");
        let other = retyped(&arrays[embed], stored_type, bytes_of);
        arrays.insert(embed.to_owned(), other);
        let state = read(Project::Lucidrains, &arrays, None).expect("a state");
        let found = state.parts[0].codebook[0];
        assert!((found - wanted).abs() <= apart, "{stored_type:?}: {found}, {wanted}");
        let said = format!("tensor {embed} was f64 and is rounded to f32");
        assert_eq!(state.notes.contains(&said), stored_type == StoredType::F64, "{stored_type:?}");
    }
}

#[test]
fn counters_of_every_integer_type_are_read() {
    let integers = [
        (StoredType::U8, 1),
        (StoredType::I8, 1),
        (StoredType::U16, 2),
        (StoredType::I16, 2),
        (StoredType::U32, 4),
        (StoredType::I32, 4),
        (StoredType::U64, 8),
        (StoredType::I64, 8),
    ];
    for (stored_type, byte_size) in integers {
        let mut arrays = arrays("haiku.npz");
        for average in ["ema_cluster_size", "ema_dw"] {
            let bytes = 3_u64.to_le_bytes()[..byte_size].to_vec();
            let counter = Stored { stored_type, dims: vec![], bytes };
            arrays.insert(format!("vector_quantizer_ema/~/{average}/counter"), counter);
        }
        let state = read(Project::Haiku, &arrays, Some(0.9)).expect("a state");
        assert_eq!(state.averages, Averages::ZeroDebiased { steps: 3 }, "{stored_type:?}");
    }
}

#[test]
fn an_entry_that_mimi_never_used_is_divided_by_its_least_usage() {
    let mut arrays = arrays("mimi.safetensors");
    arrays.retain(|name, _| name.contains("rvq_first"));
    let codebook = "quantizer.rvq_first.vq.layers.0._codebook";
    let usage = Stored::of_f32(&[4], &[0.0, 2e-6, 1e-5, 3e-5]);
    arrays.insert(format!("{codebook}.cluster_usage"), usage);
    let sums = Stored::of_f32(&[4, 3], &[0.7e-5; 12]);
    arrays.insert(format!("{codebook}.embedding_sum"), sums);
    let state = read(Project::Mimi, &arrays, None).expect("a state");
    let least = 0.7e-5_f32 / 1e-5;
    let entries: Vec<f32> = state.parts[0].codebook.iter().copied().step_by(3).collect();
    assert_eq!(entries, [least, least, least, 0.7e-5 / 3e-5]);
}

#[test]
fn a_state_before_its_first_step_is_read() {
    let mut arrays = arrays("haiku.npz");
    for (name, array) in &mut arrays {
        if !name.ends_with("embeddings") {
            array.bytes.fill(0);
        }
    }
    let state = read(Project::Haiku, &arrays, Some(0.9)).expect("a state");
    assert_eq!(state.averages, Averages::ZeroDebiased { steps: 0 });
    let back = convert::write(&state, Project::Haiku, None).expect("haiku's");
    assert_eq!(back, arrays);
}

#[test]
fn what_is_left_behind_is_told() {
    let mut arrays = arrays("lucidrains_heads.safetensors");
    arrays.insert("quantizer.norm.weight".to_owned(), Stored::of_f32(&[1], &[1.0]));
    let state = read(Project::Lucidrains, &arrays, None).expect("a state");
    assert_eq!(state.notes, ["not converted: quantizer.norm.weight"]);
}
