//! What a plan costs beside its compilations: all ways of a job, their graphs, and the price of a program.

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use prost::Message;
use vqbit::estimate::Estimate;
use vqbit::estimate::machine::Machine;
use vqbit::job::JobFile;
use vqbit::pipeline::build;
use vqbit::plan::ways::{Choices, Held, ways};
use vqbit::sharding::mesh::Mesh;
use vqbit::target::Target;
use vqbit::wire::hlo::HloModuleProto;

/// An update for v6e-32 as libtpu optimized it.
const OPTIMIZED: &str = "tests/data/v6e_update_codes.hlo.pb";

fn planning(c: &mut Criterion) {
    let job = JobFile::parse(r#"{ "target": "v4-32" }"#).and_then(|file| file.resolve());
    let job = job.expect("a job");
    let targets = ["v4-32", "v6e-16", "v6e-32", "v5p-32"].map(str::to_owned);
    let choices = Choices { targets: &targets, collective_dtypes: &[], formulations: true };
    let found = ways(&job, choices, &Held::default()).expect("ways");
    c.bench_function(&format!("find {} ways on four targets", found.len()), |b| {
        b.iter(|| ways(&job, choices, &Held::default()).expect("ways"));
    });
    let jobs: Vec<_> = found.iter().filter_map(|way| way.job.as_ref().ok()).collect();
    c.bench_function(&format!("build the graphs of {} of them", jobs.len()), |b| {
        b.iter(|| jobs.iter().for_each(|job| drop(black_box(build(job)))));
    });
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(OPTIMIZED);
    let bytes = std::fs::read(path).expect("a file of the repository");
    let module = HloModuleProto::decode(bytes.as_slice()).expect("a module");
    let (target, mesh) = (Target::parse("v6e-32", false), Mesh::parse("data=4,model=8"));
    let target = target.expect("a target");
    let slice = target.slice().expect("a slice");
    let machine = Machine::laid_out(slice, &mesh.expect("a mesh")).expect("a machine");
    c.bench_function("price an optimized module", |b| {
        b.iter(|| Estimate::of(&module, &machine, &BTreeMap::new()));
    });
}

criterion_group!(benches, planning);
criterion_main!(benches);
