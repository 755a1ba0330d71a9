//! Tells what a file is by its bytes: an executable, an HLO module, or neither.

use prost::Message;

use crate::inspect::text::is_module_text;
use crate::wire::executable::{CpuExecutableProto, ExecutableAndOptionsProto, RIEGELI_MAGIC};
use crate::wire::hlo::HloModuleProto;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A serialized executable of libtpu. Told by the first bytes alone, which every file of
    /// Riegeli records shares; only libtpu can read further.
    TpuExecutable,
    /// A serialized executable of a CPU plugin.
    CpuExecutable,
    /// A serialized `HloModuleProto`.
    HloModuleProto,
    /// The text of a module, told by its first word alone.
    HloText,
    /// Something else, or one of the above cut short or broken.
    Unknown,
}

/// What a file with these bytes is.
///
/// Protobuf decodes much that was never meant, so a message counts only when it holds a module
/// whose computations all have instructions, and those opcodes.
pub fn file_kind(bytes: &[u8]) -> FileKind {
    if bytes.starts_with(&RIEGELI_MAGIC) {
        FileKind::TpuExecutable
    } else if is_cpu_executable(bytes) {
        FileKind::CpuExecutable
    } else if HloModuleProto::decode(bytes).is_ok_and(|module| is_module(&module)) {
        FileKind::HloModuleProto
    } else if is_module_text(bytes) {
        FileKind::HloText
    } else {
        FileKind::Unknown
    }
}

fn is_cpu_executable(bytes: &[u8]) -> bool {
    let Ok(outer) = ExecutableAndOptionsProto::decode(bytes) else { return false };
    let client = outer.pjrt_client_name.to_ascii_lowercase();
    let of_cpu = client.is_empty() || client.contains("cpu");
    if !of_cpu || outer.device_count().is_none() {
        return false;
    }
    let inner = CpuExecutableProto::decode(outer.serialized_executable.as_slice());
    let module = inner.ok().and_then(|inner| inner.module).and_then(|module| module.hlo_module);
    module.is_some_and(|module| is_module(&module))
}

fn is_module(module: &HloModuleProto) -> bool {
    let mut instructions = module.computations.iter().flat_map(|c| &c.instructions);
    !module.name.is_empty()
        && !module.computations.is_empty()
        && module.computations.iter().all(|c| !c.instructions.is_empty())
        && instructions.all(|i| !i.opcode.is_empty() && i.shape.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::compile_options::{CompileOptions, CompileOptionsProto};
    use crate::wire::hlo::HloModuleProtoWithConfig;

    const MODULE: &[u8] = include_bytes!("../../tests/data/cpu_update_codes.hlo.pb");

    fn cpu_executable(client: &str) -> Vec<u8> {
        let module = HloModuleProtoWithConfig {
            hlo_module: HloModuleProto::decode(MODULE).ok(),
            config: None,
        };
        let options = CompileOptions::new(4, true).to_bytes();
        ExecutableAndOptionsProto {
            serialized_executable: CpuExecutableProto { module: Some(module) }.encode_to_vec(),
            compile_options: CompileOptionsProto::decode(options.as_slice()).ok(),
            pjrt_client_name: client.into(),
        }
        .encode_to_vec()
    }

    #[test]
    fn each_kind_is_told() {
        let mut riegeli = RIEGELI_MAGIC.to_vec();
        riegeli.extend([0; 56]);
        assert_eq!(file_kind(&riegeli), FileKind::TpuExecutable);
        assert_eq!(file_kind(&cpu_executable("")), FileKind::CpuExecutable);
        assert_eq!(file_kind(&cpu_executable("TfrtCpuClient")), FileKind::CpuExecutable);
        assert_eq!(file_kind(MODULE), FileKind::HloModuleProto);
    }

    #[test]
    fn what_only_looks_alike_is_unknown() {
        let other = cpu_executable("PjRtStreamExecutorClient");
        let unnamed = HloModuleProto {
            name: String::new(),
            ..HloModuleProto::decode(MODULE).expect("a module")
        };
        let text = b"HloModule add\n\nENTRY main { ROOT x = f32[] parameter(0) }\n";
        assert_eq!(file_kind(text), FileKind::HloText);
        let unknown = [
            &[][..],
            &RIEGELI_MAGIC[..7],
            &other,
            &MODULE[..MODULE.len() - 1],
            &unnamed.encode_to_vec(),
            b"HloModules are read",
            b"\x7fELF",
            b"{\"step\": \"update\"}",
        ];
        for bytes in unknown {
            assert_eq!(file_kind(bytes), FileKind::Unknown, "{} bytes", bytes.len());
        }
    }
}
