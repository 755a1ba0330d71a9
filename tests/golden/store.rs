//! Reading, comparing and rewriting goldens.

use std::fs;
use std::path::{Path, PathBuf};

use prost::Message;
use similar::TextDiff;
use vqbit::emit::format::Format;
use vqbit::emit::hlo_proto::to_proto;
use vqbit::ir::module::Module;
use vqbit::ir::verify::verify;
use vqbit::wire::hlo::HloModuleProto;

/// The endings of one program's goldens, one a format.
pub(crate) const ENDINGS: [&str; 3] = ["hlo", "mlir", "gspmd.mlir"];

/// The folder of all goldens.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("hlo")
}

/// The module in each format of [`ENDINGS`].
pub(crate) fn emitted(module: Module) -> [String; 3] {
    let verified = verify(module).expect("a module that verifies");
    let proto = Format::HloProto.write(&verified);
    let decoded = HloModuleProto::decode(proto.as_slice()).expect("a message");
    assert_eq!(decoded, to_proto(&verified), "the message does not survive its bytes");
    [Format::HloText, Format::StableHlo, Format::StableHloGspmd]
        .map(|format| String::from_utf8(format.write(&verified)).expect("text"))
}

/// Holds a program in every format against its files `name.*`.
pub(crate) fn check(name: &str, build: impl Fn() -> Module) {
    let texts = emitted(build());
    assert_eq!(texts, emitted(build()), "{name}: two emissions differ");
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
