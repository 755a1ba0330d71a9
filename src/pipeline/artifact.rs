//! What an artifact directory holds.

use std::path::Path;

use serde_json::{Value, json};

use crate::artifact::{ArtifactError, ArtifactFile, FileEntry, write as write_directory};
use crate::emit::format::Format;
use crate::emit::hlo_text;
use crate::pipeline::Compiled;
use crate::report::SCHEMA_VERSION;

/// Writes all files of a compiled job.
pub(in crate::pipeline) fn write(
    compiled: &Compiled,
    directory: &Path,
) -> Result<(), ArtifactError> {
    let report = serde_json::to_value(&compiled.report).unwrap_or_default();
    let mut files = vec![file("job.json", pretty(&compiled.job.to_json()))];
    files.extend(programs(compiled));
    files.push(file("report.json", pretty(&report)));
    write_directory(directory, &files, |entries| manifest(compiled, &report, entries))
}

/// The program of a compiled job, before and after the compiler, in all its forms.
pub(in crate::pipeline) fn programs(compiled: &Compiled) -> Vec<ArtifactFile> {
    let written = |format: Format| format.write(&compiled.verified);
    let mut files = vec![
        file("module.hlo.txt", written(Format::HloText)),
        file("module.hlo.pb", written(Format::HloProto)),
        file("module.mlir", written(Format::StableHlo)),
        file("optimized.hlo.txt", hlo_text::print(&compiled.optimized).into_bytes()),
        file("optimized.hlo.pb", compiled.response.optimized_module.clone()),
    ];
    if let Some(executable) = &compiled.response.executable {
        files.push(file("executable.bin", executable.clone()));
    }
    files
}

pub(in crate::pipeline) fn file(name: &str, bytes: Vec<u8>) -> ArtifactFile {
    ArtifactFile { name: name.to_owned(), bytes }
}

/// A JSON value as a file holds it.
pub(in crate::pipeline) fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

fn manifest(compiled: &Compiled, report: &Value, entries: Vec<FileEntry>) -> Value {
    json!({
        "schema_version": SCHEMA_VERSION,
        "vqbit_version": env!("CARGO_PKG_VERSION"),
        "step": compiled.job.spec.step.name(),
        "target": report["target"],
        "device_ids": compiled.devices.as_ref().map(|layout| &layout.ids),
        "plugin": report["plugin"],
        "executable_fingerprint": compiled.response.fingerprint,
        "layers": report["layers"]["names"],
        "tensors": report["tensors"],
        "files": entries,
    })
}
