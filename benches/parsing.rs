//! How long the text of an optimized program takes to be read and looked into.

use criterion::{Criterion, criterion_group, criterion_main};
use prost::Message;
use vqbit::emit::hlo_text;
use vqbit::inspect::collectives::collectives;
use vqbit::inspect::text::parse;
use vqbit::sharding::mesh::Mesh;
use vqbit::wire::hlo::HloModuleProto;

/// An update for v6e-32 as libtpu optimized it.
const OPTIMIZED: &str = "tests/data/v6e_update_codes.hlo.pb";

fn parsing(c: &mut Criterion) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(OPTIMIZED);
    let bytes = std::fs::read(path).expect("a file of the repository");
    let module = HloModuleProto::decode(bytes.as_slice()).expect("a module");
    let text = hlo_text::print(&module);
    let mesh = Mesh::parse("data=4,model=8").expect("a mesh");
    c.bench_function("decode an optimized module", |b| {
        b.iter(|| HloModuleProto::decode(bytes.as_slice()));
    });
    c.bench_function(&format!("parse its text of {} KiB", text.len() >> 10), |b| {
        b.iter(|| parse(&text).expect("a module"));
    });
    c.bench_function("find its collectives", |b| b.iter(|| collectives(&module, &mesh)));
}

criterion_group!(benches, parsing);
criterion_main!(benches);
