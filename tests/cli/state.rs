//! `vqbit state convert` as a user calls it.

use std::path::Path;

use serde_json::{Value, json};
use vqbit::tensor::files::TensorFile;

use crate::{Called, Place, called};

/// The path of a state that another project trained.
fn data(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/states");
    folder.join(file).display().to_string()
}

/// A call of `state convert` without any plugin.
fn convert(place: &Place, arguments: &str) -> Called {
    called(place.bare().args(["state", "convert"]).args(arguments.split_whitespace()), "")
}

fn message(place: &Place, arguments: &str) -> String {
    let found = convert(place, arguments);
    assert_eq!(found.code, 2, "{arguments}: {}", found.stderr);
    found.stderr
}

#[test]
fn a_state_of_haiku_becomes_ours_and_haikus_again() {
    let place = Place::new();
    let input = data("haiku.npz");
    let found = convert(&place, &format!("{input} -o state --from haiku --decay 0.9 --json"));
    assert_eq!(found.code, 0, "{}", found.stderr);
    let printed: Value = serde_json::from_str(&found.stdout).expect("JSON");
    let shapes = json!({
        "cluster_size": "f32[4]", "codebook": "f32[4,3]", "ema_steps": "s32[]", "embed_sum": "f32[4,3]"
    });
    assert_eq!(printed["tensors"], shapes);
    let ema = json!({ "initial": "zero_debiased", "decay": 0.9 });
    assert_eq!(printed["job_keys"]["quantizer"]["ema"], ema);
    let file = TensorFile::read(&place.path("state")).expect("a file");
    let steps = file.tensor("ema_steps").and_then(|steps| steps.to_s32());
    assert_eq!(steps.expect("steps"), [3]);
    assert_eq!(file.metadata()["vqbit_job_keys"], printed["job_keys"].to_string());
    let back = convert(&place, "state -o back.npz --to haiku");
    assert_eq!(back.code, 0, "{}", back.stderr);
    assert!(back.stdout.contains("vector_quantizer_ema/~/ema_dw/counter"), "{}", back.stdout);
    assert!(!back.stdout.contains("job:"), "{}", back.stdout);
    let again = convert(&place, "back.npz -o again --from haiku --decay 0.9");
    assert_eq!(again.code, 0, "{}", again.stderr);
    assert_eq!(place.read("again"), place.read("state"));
}

#[test]
fn a_prefix_picks_a_quantizer_and_names_one() {
    let place = Place::new();
    let input = data("mimi.safetensors");
    assert_eq!(
        message(&place, &format!("{input} -o state --from mimi")),
        "error: mimi: found quantizers at quantizer.rvq_first.vq, quantizer.rvq_rest.vq; say with \
         --prefix which one\n"
    );
    let found =
        convert(&place, &format!("{input} -o state --from mimi --prefix quantizer.rvq_rest"));
    assert_eq!(found.code, 0, "{}", found.stderr);
    assert_eq!(
        found.stdout,
        "cluster_size      f32[2,4]\ncodebook          f32[2,4,3]\nembed_sum         f32[2,4,3]\n\
         project_in        f32[3,3]\nproject_in_bias   f32[3]\n\
         project_out       f32[3,3]\nproject_out_bias  f32[3]\n\
         mimi: moving averages of counts and sums; entry = sum / max(count, 1e-5)\n\
         job: {\"quantizer\":{\"kind\":\"residual\",\"stages\":2,\"codebook_size\":4,\
         \"embedding_dim\":3,\"input_dim\":3,\"ema\":{\"initial\":\"codebook\",\
         \"epsilon\":1e-30}}}\n\
         state: state\n"
    );
    let named = convert(&place, "state -o lucid --to lucidrains --prefix rvq");
    for tensor in ["rvq.layers.1._codebook.embed ", "rvq.project_in.weight "] {
        assert!(named.stdout.contains(tensor), "{}", named.stdout);
    }
}

#[test]
fn a_converted_state_runs() {
    let place = Place::new();
    let input = data("lucidrains_cosine.safetensors");
    let found = convert(&place, &format!("{input} -o state --from lucidrains"));
    assert_eq!(found.code, 0, "{}", found.stderr);
    assert_eq!(found.stderr, "note: every entry has length 1: taken for use_cosine_sim\n");
    let job = "--batch 4 --seq 2 --embedding-dim 3 --codebook-size 4 --dtype f32 \
               --set quantizer.metric=cosine";
    place.works(&format!("run {job} --inputs state --random 1 --outputs out"));
}

#[test]
fn a_wrong_call_leaves_the_folder_as_it_was() {
    let place = Place::new();
    place.write("state", "trained");
    let (input, before) = (data("uvim.npz"), place.snapshot());
    for (arguments, said) in [
        (
            "-o state --from uvim --decay 0.9",
            "state: is there already and may hold a trained state; --force replaces it",
        ),
        ("-o gone/state --from uvim", "gone/state: its folder gone is not there; make it first"),
        (
            "-o x.npz --from uvim",
            "x.npz: wanted another ending: vqbit's own state is a safetensors file",
        ),
        ("-o x --from uvim --to uvim", "--from uvim, --to uvim: wanted two projects"),
        ("-o x --from uvim", "uvim: wanted --decay, the decay it was trained with"),
        ("-o x --from uvim --decay 1", "--decay 1: wanted at least 0 and less than 1"),
        (
            "-o x --from haiku",
            "haiku: found no quantizer, wanted tensors that end in ema_cluster_size/hidden",
        ),
        ("-o x --from uvim --prefix q", "uvim: found no quantizer at --prefix q, wanted state"),
        ("-o x", "the following required arguments were not provided"),
        ("-o x --from torch", "invalid value 'torch'"),
    ] {
        let found = message(&place, &format!("{input} {arguments}"));
        assert!(found.contains(said), "{arguments}: {found}");
    }
    let help = place.works("state convert --help");
    assert!(help.contains("Whose state IN is [default: vqbit, if --to is given]"), "{help}");
    // The one of --to, which is true of every call.
    assert_eq!(help.matches("[default: vqbit]").count(), 1, "{help}");
    let missing = message(&place, "nothing -o x --from mimi");
    assert_eq!(missing, "error: nothing: no such file\n");
    assert!(place.snapshot() == before, "a wrong call wrote something");
    let forced = convert(&place, &format!("{input} -o state --from uvim --decay 0.9 --force"));
    assert_eq!(forced.code, 0, "{}", forced.stderr);
    assert!(TensorFile::read(&place.path("state")).is_ok());
}
