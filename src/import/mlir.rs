//! Finds in MLIR the words that decide how a module is compiled.

use std::collections::BTreeSet;

use crate::emit::stablehlo::Partitioner;
use crate::import::error::ImportError;
use crate::import::{ImportedModule, Program, ProgramFormat};
use crate::sharding::mesh::{Mesh, MeshAxis};

/// Bytecode keeps names as they are and numbers not, so only the partitioner can be told.
pub(in crate::import) fn bytecode(bytes: Vec<u8>) -> ImportedModule {
    let speaks_shardy = bytes.windows(4).any(|window| window == b"sdy.");
    ImportedModule {
        partitioner: partitioner(speaks_shardy),
        program: Program { format: ProgramFormat::Mlir, bytes },
        partitions: None,
        mesh: None,
        donated: None,
    }
}

pub(in crate::import) fn text(bytes: Vec<u8>) -> Result<ImportedModule, ImportError> {
    let beginning = || String::from_utf8_lossy(&bytes).trim().chars().take(24).collect();
    let text = std::str::from_utf8(&bytes).map_err(|_| unknown(beginning()))?;
    let words = without_strings(text);
    let functions = functions(text, &words);
    if functions.is_empty() && !words.contains("module") {
        return Err(unknown(beginning()));
    }
    let open = open_brackets(&words);
    if open > 0 {
        return Err(ImportError::CutShort { open });
    }
    if !functions.contains(&"main") {
        return Err(ImportError::NoMain { found: listed(&functions) });
    }
    if let Some(found) = number_after(&words, "mhlo.num_replicas").filter(|&found| found != 1) {
        return Err(ImportError::Replicas { found });
    }
    let partitions = number_after(&words, "mhlo.num_partitions");
    Ok(ImportedModule {
        partitioner: partitioner(words.contains("sdy.")),
        mesh: mesh_in(text, partitions),
        donated: donated(&words),
        partitions,
        program: Program { format: ProgramFormat::Mlir, bytes },
    })
}

fn unknown(found: String) -> ImportError {
    ImportError::Unknown { found }
}

fn partitioner(speaks_shardy: bool) -> Partitioner {
    if speaks_shardy { Partitioner::Shardy } else { Partitioner::Gspmd }
}

fn listed(functions: &[&str]) -> String {
    let names: Vec<String> = functions.iter().take(4).map(|name| format!("@{name}")).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// The text without comments and without what stands between quotes.
fn without_strings(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                while let Some(inner) = characters.next().filter(|&inner| inner != '"') {
                    if inner == '\\' {
                        characters.next();
                    }
                }
                words.push_str("\"\"");
            }
            '/' if characters.peek() == Some(&'/') => {
                let _comment = characters.by_ref().find(|&inner| inner == '\n');
                words.push('\n');
            }
            _ => words.push(character),
        }
    }
    words
}

/// The names of the functions, in the pretty form `func.func public @main(` and in the generic one,
/// where they are strings.
fn functions<'a>(text: &'a str, words: &'a str) -> Vec<&'a str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$' | '-');
    let name = |rest: &'a str| rest.split(|c| !is_name(c)).next().filter(|name| !name.is_empty());
    let pretty = words.split("func.func").skip(1).filter_map(|rest| {
        let rest = rest.trim_start();
        let rest = ["public ", "private ", "nested "]
            .iter()
            .find_map(|v| rest.strip_prefix(v))
            .unwrap_or(rest);
        name(rest.strip_prefix('@')?)
    });
    let generic = text.split("\"func.func\"").skip(1);
    let generic = generic.filter_map(|rest| name(rest.split_once("sym_name = \"")?.1));
    pretty.chain(generic).collect()
}

/// How many brackets are opened and not closed.
fn open_brackets(words: &str) -> usize {
    words.chars().fold(0_usize, |open, character| match character {
        '(' | '[' | '{' => open + 1,
        ')' | ']' | '}' => open.saturating_sub(1),
        _ => open,
    })
}

/// The number of `name = 8 : i32`.
fn number_after(words: &str, name: &str) -> Option<usize> {
    let rest = words.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start();
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The mesh of `sdy.mesh @mesh = <["data"=4, "model"=8]>`, also where it stands in a string; of
/// several the first with as many devices as there are partitions, or else the largest.
pub(in crate::import) fn mesh_in(text: &str, partitions: Option<usize>) -> Option<Mesh> {
    let meshes = text.split("sdy.mesh").skip(1).filter_map(axes);
    let mut meshes: Vec<Mesh> = meshes.filter_map(|axes| Mesh::new(axes).ok()).collect();
    meshes.sort_by_key(|mesh| std::cmp::Reverse(mesh.device_count()));
    meshes.into_iter().find(|mesh| partitions.is_none_or(|count| count == mesh.device_count()))
}

/// The axes that follow a mesh's name; none where a mesh has none or another word follows.
fn axes(rest: &str) -> Option<Vec<MeshAxis>> {
    let (name, rest) = rest.split_once("<[")?;
    if name.contains(['\n', '{', '<']) {
        return None;
    }
    let (axes, _) = rest.split_once(']')?;
    let axes: Option<Vec<MeshAxis>> = axes
        .split(',')
        .map(|axis| {
            let (name, size) = axis.split_once('=')?;
            let name = name.trim().trim_matches(['"', '\\']).to_owned();
            Some(MeshAxis { name, size: size.trim().parse().ok()? })
        })
        .collect();
    axes.filter(|axes| !axes.is_empty())
}

/// The parameters of `@main` that JAX's `donate_argnums` gives to results, whether JAX has found the
/// result or leaves it to the compiler; `None` in the generic
/// form, which lists attributes apart from parameters.
fn donated(words: &str) -> Option<BTreeSet<usize>> {
    let (_, signature) = words.split_once("@main(")?;
    let end = signature.find("->").unwrap_or(signature.len());
    let arguments = signature[..end].split('%').skip(1).enumerate();
    let is_given = |argument: &str| {
        argument.contains("tf.aliasing_output") || argument.contains("jax.buffer_donor = true")
    };
    let given = arguments.filter(|(_, argument)| is_given(argument));
    Some(given.map(|(number, _)| number).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::error::ImportError;
    use crate::target::Target;

    const SDY: &str = include_str!("../../tests/data/jax_sdy.mlir");
    const GSPMD: &str = include_str!("../../tests/data/jax_gspmd.mlir");

    fn read(text: &str) -> Result<ImportedModule, ImportError> {
        ImportedModule::read(text.as_bytes().to_vec())
    }

    fn says(text: &str, wanted: &str) {
        assert_eq!(read(text).expect_err(text).to_string(), wanted);
    }

    #[test]
    fn the_two_forms_of_jax_say_how_they_are_cut() {
        let sdy = read(SDY).expect("a module");
        assert_eq!((sdy.partitioner, sdy.partitions), (Partitioner::Shardy, Some(32)));
        assert_eq!(sdy.mesh.as_ref().map(Mesh::to_string).as_deref(), Some("data=4,model=8"));
        assert_eq!(sdy.donated, Some(BTreeSet::from([0, 1])));
        let gspmd = read(GSPMD).expect("a module");
        assert_eq!((gspmd.partitioner, gspmd.partitions), (Partitioner::Gspmd, Some(32)));
        assert_eq!((gspmd.mesh.clone(), gspmd.donated.clone()), (None, sdy.donated));
        let cpu = Target::parse("cpu", false).expect("a target");
        let choice = gspmd.mesh_on(&cpu, None).expect("a mesh");
        assert_eq!(choice.source, "the module's number of partitions");
        assert_eq!(choice.mesh.to_string(), "data=4,model=8");
    }

    #[test]
    fn a_donor_whose_result_the_compiler_may_choose_is_donated() {
        let text = "module @m attributes {mhlo.num_partitions = 1 : i32} {\n  func.func public \
                    @main(%arg0: tensor<8xf32> {jax.buffer_donor = true}, %arg1: tensor<8xf32>) \
                    -> (tensor<8xf32>) {\n    return %arg1 : tensor<8xf32>\n  }\n}\n";
        assert_eq!(read(text).expect("a module").donated, Some(BTreeSet::from([0])));
    }

    #[test]
    fn words_in_strings_and_comments_are_not_the_modules() {
        let text = "// sdy.mesh mhlo.num_replicas = 2\nmodule @m {\n  func.func @main(%arg0: tensor<4xf32> \
                    {jax.result_info = \"sdy. \\\" {\"}) -> tensor<4xf32> {\n    return %arg0 : \
                    tensor<4xf32>\n  }\n}\n";
        let module = read(text).expect("a module");
        assert_eq!((module.partitioner, module.partitions), (Partitioner::Gspmd, None));
        assert_eq!(module.donated, Some(BTreeSet::new()));
    }

    #[test]
    fn the_mesh_of_an_exported_program_stands_in_a_string() {
        let text =
            r#"xla.sdy.meshes = "{mesh = #sdy.mesh<[\"x\"=2, \"y\"=4]>, empty = #sdy.mesh<[]>}""#;
        let mesh = mesh_in(text, None).map(|mesh| mesh.to_string());
        assert_eq!(mesh.as_deref(), Some("x=2,y=4"));
        assert_eq!(mesh_in(text, Some(4)), None);
        assert_eq!(mesh_in("sdy.mesh @empty_mesh = <[]>\nsdy.mesh", None), None);
    }

    #[test]
    fn what_is_no_module_is_told() {
        says(&SDY[..SDY.len() / 2], "ends with 2 brackets still open: is the text cut short?");
        says(
            "module @m {\n  func.func private @step() { return }\n}",
            "has no function @main, which is what plugins compile; found @step",
        );
        says("module @m {}", "has no function @main, which is what plugins compile; found none");
        says(
            &GSPMD.replace("num_replicas = 1", "num_replicas = 4"),
            "has 4 replicas, wanted 1: cut the program over partitions, as jax.jit does and \
             jax.pmap does not",
        );
        says(
            "{\"step\": \"update\"}",
            "found neither StableHLO, as text or bytecode, nor HLO, as text or a serialized \
             HloModuleProto; it begins with \"{\\\"step\\\": \\\"update\\\"}\"",
        );
    }

    #[test]
    fn the_generic_form_is_a_module_too() {
        let text = "\"builtin.module\"() ({\n  \"func.func\"() <{sym_name = \"main\"}> ({}) : () -> ()\n}) : () -> ()";
        assert_eq!(read(text).expect("a module").donated, None);
    }

    #[test]
    fn bytecode_says_its_partitioner_only() {
        let module = ImportedModule::read(b"ML\xefR\x0dMLIR\0sdy.sharding\0".to_vec());
        let module = module.expect("bytecode");
        assert_eq!((module.partitioner, module.partitions), (Partitioner::Shardy, None));
        let v6e = Target::parse("v6e-8", false).expect("a target");
        let error = module.mesh_on(&v6e, None).expect_err("no mesh").to_string();
        assert!(error.starts_with("does not say over how many devices it is cut"), "{error}");
        let asked = Mesh::parse("2x4").expect("a mesh");
        assert_eq!(module.mesh_on(&v6e, Some(asked)).expect("a mesh").source, "--mesh");
        let one = Target::parse("v6e-1", false).expect("a target");
        let choice = module.mesh_on(&one, None).expect("a mesh");
        assert_eq!((choice.mesh.device_count(), choice.source), (1, "the target's one device"));
    }
}
