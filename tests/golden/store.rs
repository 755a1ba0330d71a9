//! Reading, comparing and rewriting goldens.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use prost::Message;
use similar::TextDiff;
use vqbit::emit::format::Format;
use vqbit::emit::hlo_proto::to_proto;
use vqbit::inspect::text::parse_whole;
use vqbit::ir::module::Module;
use vqbit::ir::verify::verify;
use vqbit::wire::hlo::HloModuleProto;

/// The endings of one program's goldens, one a format.
pub(crate) const ENDINGS: [&str; 3] = ["hlo", "mlir", "gspmd.mlir"];

/// The folder of all goldens.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("hlo")
}

/// The module in each format of [`ENDINGS`], and its message.
pub(crate) fn emitted(module: Module) -> ([String; 3], HloModuleProto) {
    let verified = verify(module).expect("a module that verifies");
    let proto = Format::HloProto.write(&verified);
    let decoded = HloModuleProto::decode(proto.as_slice()).expect("a message");
    assert_eq!(decoded, to_proto(&verified), "the message does not survive its bytes");
    let texts = [Format::HloText, Format::StableHlo, Format::StableHloGspmd]
        .map(|format| String::from_utf8(format.write(&verified)).expect("text"));
    (texts, decoded)
}

/// Holds HLO text against the message of the same program: read back, it is that message.
fn check_read_back(name: &str, text: &str, wanted: HloModuleProto) {
    let mut read = parse_whole(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    // The text says how many partitions there are, the message nothing of devices.
    read.device_assignment = None;
    let (read, wanted) = (by_name(read), by_name(wanted));
    // Bytes know a NaN again.
    for (found, wanted) in read.computations.iter().zip(&wanted.computations) {
        for (found, wanted) in found.instructions.iter().zip(&wanted.instructions) {
            let same = found.encode_to_vec() == wanted.encode_to_vec();
            assert!(same, "{name}: found {found:?}\nwanted {wanted:?}");
        }
    }
    assert!(read.encode_to_vec() == wanted.encode_to_vec(), "{name}");
}

/// A module whose ids are places in the order of its names, computations first and in that order, so
/// that two of them can be compared.
fn by_name(mut module: HloModuleProto) -> HloModuleProto {
    let instructions = module.computations.iter().flat_map(|c| &c.instructions);
    let mut named: Vec<(bool, String, i64)> = instructions
        .map(|i| (true, i.name.clone(), i.id))
        .chain(module.computations.iter().map(|c| (false, c.name.clone(), c.id)))
        .collect();
    named.sort();
    let places: BTreeMap<i64, i64> = named.into_iter().map(|(.., id)| id).zip(0..).collect();
    let number = |id: &mut i64| *id = places[id];
    number(&mut module.entry_computation_id);
    for computation in &mut module.computations {
        number(&mut computation.id);
        number(&mut computation.root_id);
        for instruction in &mut computation.instructions {
            number(&mut instruction.id);
            instruction.operand_ids.iter_mut().for_each(number);
            instruction.control_predecessor_ids.iter_mut().for_each(number);
            instruction.called_computation_ids.iter_mut().for_each(number);
        }
    }
    module.computations.sort_by_key(|computation| computation.id);
    module
}

/// Holds a program in every format against its files `name.*`.
pub(crate) fn check(name: &str, build: impl Fn() -> Module) {
    let (texts, message) = emitted(build());
    assert_eq!(texts, emitted(build()).0, "{name}: two emissions differ");
    check_read_back(name, &texts[0], message);
    for (text, ending) in texts.iter().zip(ENDINGS) {
        compare(&format!("{name}.{ending}"), text);
    }
}

/// Holds a text against the file of this name.
pub(crate) fn compare(name: &str, text: &str) {
    let path = root().join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        fs::write(&path, text).expect("a rewritten golden");
        return;
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    if golden != text {
        let diff = TextDiff::from_lines(golden.as_str(), text);
        let diff = diff.unified_diff().header("golden", "emitted").to_string();
        panic!("{name} differs from its golden (BLESS=1 rewrites it):\n{diff}");
    }
}
