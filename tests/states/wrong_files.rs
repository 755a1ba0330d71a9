//! Files that hold no state that can be converted: each has its message.

use std::collections::BTreeMap;

use vqbit::states::convert::{self, Project};
use vqbit::states::file::{StateFile, write_arrays};
use vqbit::tensor::stored::{Stored, StoredType};

use crate::open;

/// The arrays of a file of `tests/data/states`, to be spoilt.
pub(crate) fn arrays(file: &str) -> BTreeMap<String, Stored> {
    let file = open(file);
    let names = file.names().into_iter().map(str::to_owned);
    names.map(|name| (name.clone(), file.stored(&name).expect("an array"))).collect()
}

/// What reading these arrays gives.
pub(crate) fn read(
    project: Project,
    arrays: &BTreeMap<String, Stored>,
    decay: Option<f64>,
) -> Result<vqbit::states::state::State, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.safetensors");
    write_arrays(&path, arrays, &BTreeMap::new()).expect("written");
    let file = StateFile::read(&path).expect("a file");
    convert::read(&file, project, None, decay).map_err(|error| error.to_string())
}

/// An array of one 64-bit integer.
fn whole(value: i64) -> Stored {
    Stored { stored_type: StoredType::I64, dims: vec![], bytes: value.to_le_bytes().to_vec() }
}

/// The message after one array of a file has been replaced.
fn spoilt(project: Project, file: &str, name: &str, array: Stored) -> String {
    let mut arrays = arrays(file);
    arrays.insert(name.to_owned(), array);
    read(project, &arrays, Some(0.9)).expect_err("an error")
}

#[test]
fn arrays_that_do_not_fit_are_named() {
    let haiku = |name: &str, array| {
        spoilt(Project::Haiku, "haiku.npz", &format!("vector_quantizer_ema/{name}"), array)
    };
    assert_eq!(
        haiku("embeddings", Stored::of_f32(&[12], &[0.0; 12])),
        "tensor vector_quantizer_ema/embeddings: found [12], wanted [D, K]"
    );
    assert_eq!(
        haiku("~/ema_dw/hidden", Stored::of_f32(&[4, 3], &[0.0; 12])),
        "tensor vector_quantizer_ema/~/ema_dw/hidden: found [4, 3], wanted [3, 4]"
    );
    assert_eq!(
        haiku("~/ema_dw/hidden", whole(1)),
        "tensor vector_quantizer_ema/~/ema_dw/hidden: its elements are s64, wanted floating-point \
         ones"
    );
    assert_eq!(
        haiku("~/ema_cluster_size/hidden", Stored::of_f32(&[4], &[1.0, f32::NAN, 1.0, 1.0])),
        "tensor vector_quantizer_ema/~/ema_cluster_size/hidden: has NaN at element 1, wanted finite \
         values of f32"
    );
    assert_eq!(
        spoilt(
            Project::Lucidrains,
            "lucidrains_cosine.safetensors",
            "quantizer._codebook.embed",
            Stored::of_f32(&[12], &[0.0; 12])
        ),
        "tensor quantizer._codebook.embed: found [12], wanted [K, D] or [H, K, D]"
    );
}

#[test]
fn counters_that_are_none_are_named() {
    let counter = "vector_quantizer_ema/~/ema_dw/counter";
    let haiku = |array| spoilt(Project::Haiku, "haiku.npz", counter, array);
    assert_eq!(
        haiku(Stored::of_f32(&[], &[3.0])),
        format!("tensor {counter}: its elements are f32[], wanted one integer")
    );
    assert_eq!(
        haiku(whole(-1)),
        format!("tensor {counter}: has -1, wanted a number of steps from 0 to 2147483647")
    );
    assert_eq!(
        haiku(whole(4)),
        format!(
            "tensor vector_quantizer_ema/~/ema_cluster_size/counter has 3 steps and {counter} has \
             4, wanted one number"
        )
    );
}

#[test]
fn a_decay_is_checked() {
    let haiku = |decay| read(Project::Haiku, &arrays("haiku.npz"), Some(decay));
    assert_eq!(
        haiku(0.99).expect_err("wrong"),
        "tensor vector_quantizer_ema/~/ema_cluster_size/average: found 5.2952027 at element 0 after \
         3 steps, where --decay 0.99 gives 48.314896: it was trained with another decay"
    );
    assert_eq!(haiku(1.0).expect_err("none"), "--decay 1: wanted at least 0 and less than 1");
    assert!(haiku(f64::NAN).is_err() && haiku(-0.1).is_err() && haiku(0.9).is_ok());
    assert_eq!(
        read(Project::Uvim, &arrays("uvim.npz"), None).expect_err("none"),
        "uvim: wanted --decay, the decay it was trained with: its sums and counts lack the factor \
         1 - decay of a moving average"
    );
}

#[test]
fn quantizers_that_no_state_holds_are_named() {
    let lucidrains = |name: &str, array| {
        spoilt(Project::Lucidrains, "lucidrains_residual.safetensors", name, array)
    };
    let no = Stored { stored_type: StoredType::Bool, dims: vec![], bytes: vec![0] };
    assert_eq!(
        lucidrains("quantizer.layers.1._codebook.initted", no),
        "tensor quantizer.layers.1._codebook.initted: says that the codebook is not initialized \
         yet, wanted a trained one"
    );
    assert_eq!(
        lucidrains("quantizer.layers.0._codebook.codebook_mean", whole(0)),
        "lucidrains: quantizer has entries moved to the batch's mean and variance (affine_param), \
         which no vqbit state holds"
    );
    let heads: BTreeMap<String, Stored> = arrays("lucidrains_heads.safetensors")
        .into_iter()
        .map(|(name, array)| (name.replace("quantizer.", "layers.0."), array))
        .collect();
    assert_eq!(
        read(Project::Lucidrains, &heads, None).expect_err("heads"),
        "lucidrains: the top level has stages of 2 heads, which no vqbit state holds"
    );
    let zeros = Stored::of_f32(&[4, 3], &[0.0; 12]);
    assert_eq!(
        spoilt(Project::Uvim, "uvim.npz", "state/dictionary", zeros),
        "tensor state/dictionary / state/counts: has NaN at element 0, wanted finite values of f32"
    );
}

#[test]
fn a_stack_that_does_not_say_its_kind_is_an_error() {
    let stack = Stored::of_f32(&[2, 4, 3], &[1.0; 24]);
    let arrays = BTreeMap::from([
        ("codebook".to_owned(), stack.clone()),
        ("embed_sum".to_owned(), stack),
        ("cluster_size".to_owned(), Stored::of_f32(&[2, 4], &[1.0; 8])),
    ]);
    assert_eq!(
        read(Project::Vqbit, &arrays, None).expect_err("no kind"),
        "tensor codebook: found [2, 4, 3] and no word of its kind in the file's metadata, wanted \
         vqbit's own file"
    );
}

#[test]
fn maps_that_do_not_fit_are_named() {
    let file = "lucidrains_projected.safetensors";
    let spoilt = |name: &str, array| spoilt(Project::Lucidrains, file, name, array);
    assert_eq!(
        spoilt("quantizer.project_in.weight", Stored::of_f32(&[5, 4], &[0.0; 20])),
        "tensor quantizer.project_in.weight: found [5, 4], wanted [3, 4]"
    );
    assert_eq!(
        spoilt("quantizer.project_out.bias", Stored::of_f32(&[3], &[0.0; 3])),
        "tensor quantizer.project_out.bias: found [3], wanted [5]"
    );
    let mut one_way = arrays(file);
    one_way.retain(|name, _| !name.contains("project_out"));
    assert_eq!(
        read(Project::Lucidrains, &one_way, None).expect_err("one map"),
        "lucidrains: the quantizer at quantizer has no quantizer.project_out.weight"
    );
}
