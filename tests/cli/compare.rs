//! `vqbit compare` and `vqbit init-state --tpu-layout`: codebook sizes side by side, and in tiles.

use std::fs;

use serde_json::{Value, json};

use crate::compile::fits;
use crate::{Place, SMALL, called};

const TARGETS: &str = "--targets cpu,axion --codes 4,9";

#[test]
fn cpu_cells_are_compiled_and_told_as_json_and_as_a_table() {
    let place = Place::new();
    let found = place.json(&format!("compare {SMALL} {TARGETS} --mesh 2x2 --json"));
    fits(&place.json("schema comparison"), &found);
    assert_eq!(found["schema_version"], json!(1));
    let cells = found["cells"].as_array().expect("cells");
    let place_of = |cell: &Value| (cell["target"].clone(), cell["codebook_size"].clone());
    let wanted = [("cpu", 4), ("cpu", 9), ("axion", 4), ("axion", 9)];
    let wanted = wanted.map(|(target, codes)| (json!(target), json!(codes)));
    assert_eq!(cells.iter().map(place_of).collect::<Vec<_>>(), wanted);
    for cell in cells {
        let codes = cell["codebook_size"].as_u64().expect("a number");
        // 8 elements of 32 bits against 2 bits, and against 4.
        let bits = if codes == 4 { 2 } else { 4 };
        assert_eq!(cell["compression"]["code_bits"], json!(bits));
        assert_eq!(cell["compression"]["ratio"], json!(256.0 / bits as f64));
        assert_eq!(cell["compiled_for"]["devices"], json!(4));
        assert_eq!(cell["job"]["quantizer"]["codebook_size"], json!(codes));
        let (own, naive) = (&cell["step"]["compiled"], &cell["naive"]["compiled"]);
        assert_eq!(naive["largest_array"]["shape"], json!(format!("f32[4,2,{codes},8]")));
        // All-reduce of counts and sums, and of the loss with its count.
        assert!(own["collective_bytes_per_device"].as_u64() >= Some(codes * (8 + 1) * 4), "{own}");
        assert!(own["memory_bytes_per_device"].as_u64() > Some(0), "{own}");
        // A CPU plugin estimates no cycles, and its count leaves out what the naive form adds.
        assert_eq!(own["estimate"], Value::Null);
        let ratios = &cell["naive_over_step"];
        assert_eq!((&ratios["estimated_cycles"], &ratios["flops"]), (&Value::Null, &Value::Null));
        let on_its_machine = cell["target"] == "cpu" || std::env::consts::ARCH == "aarch64";
        assert_eq!(cell["stand_in"].is_null(), on_its_machine, "{cell}");
    }
    let table = place.works(&format!("compare {SMALL} {TARGETS} --mesh 2x2"));
    assert!(table.starts_with("cpu: 4 devices, mesh data=2,model=2\n"), "{table}");
    assert!(table.contains("\naxion: 4 devices, mesh data=2,model=2\n"), "{table}");
    let line = |name: &str| {
        let line = table.lines().find_map(|line| line.trim_start().strip_prefix(name));
        line.unwrap_or_else(|| panic!("no {name}\n{table}")).split_whitespace().collect::<Vec<_>>()
    };
    assert_eq!(line("bits of a code"), ["2", "4", "2.00x"]);
    assert_eq!(line("estimated cycles"), ["not", "told", "not", "told"]);
    assert!(place.snapshot().is_empty(), "a comparison writes files");
}

#[test]
fn a_cell_that_fails_is_told_beside_the_others_and_ends_with_1() {
    let place = Place::new();
    // 32 KiB of inputs fit in what is allowed, 2 MiB of entries do not.
    let job = "--batch 8 --seq 32 --embedding-dim 32 --dtype f32 --memory-limit-gb 0.001";
    let arguments = format!("compare {job} --targets cpu --codes 8,16384");
    let found = place.call(&arguments);
    assert_eq!((found.code, found.stderr.as_str()), (1, "error: 1 of 2 cells failed\n"));
    assert!(found.stdout.contains("\n  16384 codes failed: memory: found "), "{}", found.stdout);
    let found = place.call(&format!("{arguments} --json"));
    let all: Value = serde_json::from_str(&found.stdout).expect("one JSON value");
    assert_eq!(found.code, 1);
    assert!(all["cells"][0]["step"]["compiled"].is_object(), "{}", all["cells"][0]);
    let failure = all["cells"][1]["step"]["failed"].as_str().expect("a failure");
    assert!(failure.contains("memory_limit_gb 0.001"), "{failure}");
}

#[test]
fn a_plugin_that_is_not_there_is_told_in_its_cells() {
    let place = Place::new();
    let mut command = place.bare();
    command.env("VQBIT_CPU_PLUGIN", crate::plugin("VQBIT_TEST_CPU_115"));
    let arguments = "compare --offline --json --targets v4-8,cpu --codes 4 --batch 8 --seq 2";
    let found = called(command.args(arguments.split_whitespace()), "");
    let all: Value = serde_json::from_str(&found.stdout).expect("one JSON value");
    let failure = all["cells"][0]["step"]["failed"].as_str().expect("a failure");
    assert!(failure.starts_with("plugin tpu: not found, and --offline forbids"), "{failure}");
    assert!(all["cells"][1]["step"]["compiled"].is_object(), "{}", all["cells"][1]);
    assert_eq!(found.code, 1);
}

#[test]
fn tiles_are_reckoned_without_a_plugin() {
    let place = Place::new();
    let bare = |arguments: &str| {
        let found = called(place.bare().args(arguments.split_whitespace()), "");
        assert_eq!(found.code, 0, "{}", found.stderr);
        found.stdout
    };
    let text = bare("init-state --tpu-layout --target v4-32");
    assert!(text.contains("\npadding of a device: 256 B\n"), "{text}");
    let object =
        bare("init-state --tpu-layout --target v6e-32 --vq-codes 60 --embedding-dim 700 --json");
    let object: Value = serde_json::from_str(&object).expect("JSON");
    let tensor = |name: &str| {
        let tensors = object["tensors"].as_array().expect("tensors");
        tensors.iter().find(|tensor| tensor["name"] == name).expect("a tensor").clone()
    };
    assert_eq!(tensor("codebook")["layout"], "{1,0:T(8,128)}");
    assert_eq!(tensor("codebook")["padding_bytes"], json!((64 * 768 - 60 * 700) * 4));
    assert_eq!(tensor("cluster_size")["padding_bytes"], json!((128 - 60) * 4));
    assert_eq!(tensor("inputs")["padding_bytes"], json!(512 * 4 * 2));
    assert_eq!(tensor("products")["padding_bytes"], json!(512 * 4 * 4));
    let offers = json!([
        { "codebook_size": 64, "embedding_dim": 640, "padding_bytes_per_device": 256 },
        { "codebook_size": 64, "embedding_dim": 768, "padding_bytes_per_device": 256 },
        { "codebook_size": 128, "embedding_dim": 768, "padding_bytes_per_device": 0 },
    ]);
    assert_eq!(object["offers"], offers);
    // A share of 64 entries on 8 devices is a tile high, its counts are a row of 128 mostly empty.
    let cut =
        bare("init-state --tpu-layout --target v4-32 --layout tokens+codes --vq-codes 100 --json");
    let cut: Value = serde_json::from_str(&cut).expect("JSON");
    assert_eq!(cut["offers"][0]["codebook_size"], json!(128));
    assert!(place.snapshot().is_empty(), "it writes files");
}

/// The lines of an output but those that depend on what the processor at hand can do.
fn of_any_processor(text: &str) -> Vec<&str> {
    let host = text.find("\naxion: ").unwrap_or(text.len());
    let (tpu, host) = text.split_at(host);
    let is_memory = |line: &&str| line.contains(": memory") || line.contains("memory of a device");
    tpu.lines().chain(host.lines().filter(|line| !is_memory(line))).collect()
}

/// The README shows what both print on an x86-64 machine; `BLESS=1` writes it there.
#[cfg(target_arch = "x86_64")]
#[test]
fn the_readme_shows_a_comparison_and_tiles() {
    let place = Place::new();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    for (open, arguments) in [
        ("```text\nv4-32: ", "compare --targets v4-32,v6e-32,axion"),
        ("```text\nv4-32, ", "init-state --tpu-layout --target v4-32 --codebook-size 60"),
    ] {
        let readme = fs::read_to_string(path).expect("a README");
        let start = readme.find(open).expect("a place in the README") + "```text\n".len();
        let end = start + readme[start..].find("```").expect("the end of it");
        let printed = place.works(arguments);
        let (found, shown) = (of_any_processor(&printed), of_any_processor(&readme[start..end]));
        if found != shown && std::env::var_os("BLESS").is_some_and(|b| b == "1") {
            let blessed = format!("{}{printed}{}", &readme[..start], &readme[end..]);
            fs::write(path, blessed).expect("a README");
        } else {
            assert_eq!(found, shown, "vqbit {arguments} in README.md: BLESS=1");
        }
    }
}
