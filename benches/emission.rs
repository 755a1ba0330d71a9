//! How long the reference job takes from its specification to a program in each format.

use criterion::{Criterion, criterion_group, criterion_main};
use vqbit::emit::format::Format;
use vqbit::job::{Job, JobFile};
use vqbit::pipeline::build;

fn reference_job() -> Job {
    JobFile::parse(r#"{ "target": "v4-32" }"#).and_then(|file| file.resolve()).expect("a job")
}

fn emission(c: &mut Criterion) {
    let job = reference_job();
    c.bench_function("build and verify", |b| b.iter(|| build(&job).expect("a graph")));
    let verified = build(&job).expect("a graph");
    for format in Format::ALL {
        c.bench_function(&format!("write {}", format.name()), |b| {
            b.iter(|| format.write(&verified))
        });
    }
    c.bench_function("build, verify and write stablehlo", |b| {
        b.iter(|| Format::StableHlo.write(&build(&job).expect("a graph")));
    });
}

criterion_group!(benches, emission);
criterion_main!(benches);
