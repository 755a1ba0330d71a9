//! Vector quantization steps as XLA programs: built, cut over a TPU mesh, compiled and proven.
//!
//! A [`Job`](job::Job) names one step of a quantizer (nearest code, straight-through, losses, EMA
//! update, metrics), the tensors it sees, and the mesh that it runs on. Each function of [`pipeline`]
//! takes it one room further:
//!
//! ```
//! use vqbit::emit::format::Format;
//! use vqbit::job::Job;
//! use vqbit::job::builder::QuantizerBuilder;
//! use vqbit::pipeline;
//! use vqbit::vq::spec::Step;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let job = Job::builder()
//!     .step(Step::Update)
//!     .quantizer(QuantizerBuilder::residual(4, 256, 128).ema(0.99, 1e-5))
//!     .input(32, 512)
//!     .target("v6e-32")
//!     .build()?;
//! let inputs = pipeline::interface(&job)?.inputs; // names, shapes and shardings
//! assert_eq!(inputs[0].shape.to_string(), "bf16[32,512,128]");
//! let program = pipeline::emit(&job, Format::StableHlo)?; // no plugin is needed to here
//! assert!(program.starts_with(b"module "));
//! # Ok(())
//! # }
//! ```
//!
//! | to | use |
//! |---|---|
//! | describe a step | [`job`]: builder, JSON file, what each key means |
//! | build its graph, or one of your own | [`vq`], and [`ir::builder`] under it |
//! | write a graph for XLA, StableHLO or JAX | [`emit`], [`pipeline::emit`], [`pipeline::jax_export`] |
//! | compile it for a TPU slice, without a TPU | [`pipeline::compile`], [`pipeline::Compiler`], [`plan`] |
//! | run it on virtual CPU devices | [`pipeline::run`], [`session`], [`pipeline::stream`] |
//! | hold it against the f64 reference | [`pipeline::verify`], [`verification`], [`mod@reference`] |
//! | read what a compiler made of it | [`inspect`], [`report`], [`estimate`], [`artifact`] |
//! | take over a state or a module | [`states`], [`mod@import`] |
//! | find and install plugins | [`plugins`], [`pjrt`] below it |
//!
//! Errors are enums, one a room. Nothing is global but the plugins that a process has loaded; jobs,
//! compilers and sessions are `Send` and `Sync`. Compilers run in a child process
//! ([`worker::parent::Worker`]), since plugins end theirs on some inputs.
//!
//! The [README](https://docs.rs/crate/vqbit/latest) is the guide: what each step computes, layouts,
//! every key of a job, the command line, and what does not work. `examples/` has four programs.

pub mod artifact;
pub mod cache;
pub mod cases;
pub mod cli;
pub mod emit;
pub mod estimate;
pub mod files;
pub mod import;
pub mod inspect;
pub mod ir;
pub mod job;
pub mod page;
pub mod pipeline;
pub mod pjrt;
pub mod plan;
pub mod plugins;
pub mod reference;
pub mod report;
pub mod session;
pub mod sharding;
pub mod states;
pub mod stream;
pub mod target;
pub mod tensor;
pub mod verification;
pub mod vq;
pub mod wire;
pub mod worker;
#[cfg(feature = "xla")]
pub mod xla_bridge;

/// The README's programs, compiled as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
