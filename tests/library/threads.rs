//! What goes from thread to thread, and one session that several threads run.

use std::collections::BTreeMap;
use std::thread;

use vqbit::artifact::ArtifactError;
use vqbit::emit::format::Format;
use vqbit::ir::module::Module;
use vqbit::ir::verify::Verified;
use vqbit::job::builder::{JobBuilder, QuantizerBuilder};
use vqbit::job::error::JobError;
use vqbit::job::{Job, JobFile};
use vqbit::pipeline::{self, Compiled, Compiler, PipelineError};
use vqbit::pjrt::buffer::Buffer;
use vqbit::pjrt::client::Client;
use vqbit::pjrt::error::PjrtError;
use vqbit::pjrt::loaded::LoadedExecutable;
use vqbit::pjrt::plugin::Plugin;
use vqbit::session::{Session, SessionError};
use vqbit::sharding::mesh::Mesh;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::error::TensorError;
use vqbit::vq::interface::Interface;
use vqbit::vq::sample::Sample;
use vqbit::vq::spec::Step;
use vqbit::wire::program::Program;
use vqbit::worker::error::WorkerError;
use vqbit::worker::parent::Worker;

use crate::plugin;

/// Compiles for types that may be sent to other threads and looked at from them.
const fn is_for_threads<T: Send + Sync + 'static>() {}

const _: () = {
    is_for_threads::<Job>();
    is_for_threads::<JobFile>();
    is_for_threads::<JobBuilder>();
    is_for_threads::<Module>();
    is_for_threads::<Verified>();
    is_for_threads::<Program>();
    is_for_threads::<Interface>();
    is_for_threads::<Mesh>();
    is_for_threads::<Tensor>();
    is_for_threads::<Worker>();
    is_for_threads::<Compiler>();
    is_for_threads::<Compiled>();
    is_for_threads::<Plugin>();
    is_for_threads::<Client>();
    is_for_threads::<Buffer>();
    is_for_threads::<LoadedExecutable>();
    is_for_threads::<Session>();
    // Errors too: anyhow and `Box<dyn Error + Send + Sync>` take nothing else.
    is_for_threads::<JobError>();
    is_for_threads::<PipelineError>();
    is_for_threads::<SessionError>();
    is_for_threads::<TensorError>();
    is_for_threads::<PjrtError>();
    is_for_threads::<WorkerError>();
    is_for_threads::<ArtifactError>();
};

#[test]
fn threads_that_share_a_session_get_what_one_alone_gets() {
    let quantizer = QuantizerBuilder::codebook(16, 8);
    let job = Job::builder().step(Step::Update).quantizer(quantizer).input(8, 4).target("v4-8");
    let job = job.build().expect("a job");
    let library = plugin("VQBIT_TEST_CPU_115");
    let session = pipeline::session(&job, Format::StableHlo, &library).expect("a session");
    let run = |seed: u64| {
        let mut tensors = BTreeMap::new();
        let sample = Sample::normal(seed);
        sample.draw_missing(&job.spec, session.interface(), &mut tensors).expect("tensors");
        session.run(&tensors, 3, |_| ()).expect("outputs")
    };
    let alone: Vec<_> = (0..4).map(run).collect();
    assert_ne!(alone[0], alone[1], "other inputs give the same");
    let together: Vec<_> = thread::scope(|scope| {
        let run = &run;
        let threads: Vec<_> = (0..4).map(|seed| scope.spawn(move || run(seed))).collect();
        threads.into_iter().map(|thread| thread.join().expect("an end")).collect()
    });
    assert_eq!(together, alone);
}
