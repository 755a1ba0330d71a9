//! What the tests share: the plugins, a process for each, and the jobs and tensors they are given.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use vqbit::emit::format::Format;
use vqbit::job::{Job, JobFile};
use vqbit::pipeline::Compiler;
use vqbit::tensor::array::Tensor;
use vqbit::tensor::random::{Family, random_words, seeds_of_draws};
use vqbit::vq::interface::Interface;
use vqbit::vq::storage::bf16::{CODEBOOK_BF16, HALF_NORMS, half_norms};
use vqbit::worker::parent::Worker;
use wait_timeout::ChildExt;

pub(crate) const CPU_081: &str = "VQBIT_TEST_CPU_081";
pub(crate) const CPU_106: &str = "VQBIT_TEST_CPU_106";
pub(crate) const CPU_115: &str = "VQBIT_TEST_CPU_115";
pub(crate) const LIBTPU: &str = "VQBIT_TEST_LIBTPU";

/// Names the plugin of a child process.
const SUBJECT: &str = "VQBIT_TEST_SUBJECT";
/// Longer than any child takes; older CPU plugins hang where newer ones fail.
const CHILD_LIMIT: Duration = Duration::from_secs(2 * 3600);

/// An addition of f32[8,2] whose first dimension is cut over four devices; `x` is donated.
pub(crate) const ADD: &str = r#"module @add {
  sdy.mesh @mesh = <["data"=4]>
  func.func public @main(
      %x: tensor<8x2xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>, tf.aliasing_output = 0 : i32},
      %y: tensor<8x2xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>})
      -> (tensor<8x2xf32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}, {}]>}) {
    %sum = stablehlo.add %x, %y : tensor<8x2xf32>
    return %sum : tensor<8x2xf32>
  }
}"#;

/// The sum of all elements of s32[8], cut over four devices: needs an all-reduce.
pub(crate) const TOTAL: &str = r#"module @total {
  sdy.mesh @mesh = <["data"=4]>
  func.func public @main(%x: tensor<8xi32> {sdy.sharding = #sdy.sharding<@mesh, [{"data"}]>}) -> tensor<i32> {
    %zero = stablehlo.constant dense<0> : tensor<i32>
    %sum = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [0]
        : (tensor<8xi32>, tensor<i32>) -> tensor<i32>
    return %sum : tensor<i32>
  }
}"#;

/// Whether every case runs on every plugin (`scripts/test --full`, which takes hours). Otherwise
/// what does not depend on each other takes turns: a size or a step meets every mesh, layout, format
/// and plugin somewhere, but not all of them at once.
pub(crate) fn full() -> bool {
    std::env::var_os("VQBIT_TEST_FULL").is_some()
}

/// The library that a variable names.
pub(crate) fn plugin(variable: &str) -> PathBuf {
    std::env::var_os(variable)
        .unwrap_or_else(|| panic!("{variable} is not set: run the tests with scripts/test"))
        .into()
}

/// In a process of [`in_a_process`] its plugin; the tests for such processes do nothing elsewhere.
pub(crate) fn subject() -> Option<PathBuf> {
    std::env::var_os(SUBJECT).map(PathBuf::from)
}

/// Runs one test of this binary in a process of its own, on one plugin, and gives what it said.
pub(crate) fn in_a_process(test: &str, variable: &str) -> String {
    let log = tempfile::NamedTempFile::new().expect("a file");
    let mut child = Command::new(std::env::current_exe().expect("this binary"))
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(SUBJECT, plugin(variable))
        .envs([
            ("TF_CPP_MIN_LOG_LEVEL", "2"),
            ("TPU_SKIP_MDS_QUERY", "1"),
            ("TPU_WORKER_HOSTNAMES", "localhost"),
            ("TPU_ACCELERATOR_TYPE", "v5litepod-4"),
            ("ALLOW_MULTIPLE_LIBTPU_LOAD", "1"),
            ("TPU_LOG_DIR", "disabled"),
        ])
        // One description for both: two would write over each other.
        .stdout(log.as_file().try_clone().expect("a file"))
        .stderr(log.as_file().try_clone().expect("a file"))
        .spawn()
        .expect("a process");
    let status = child.wait_timeout(CHILD_LIMIT).expect("an end");
    if status.is_none() {
        child.kill().expect("it is stopped");
    }
    let said = std::fs::read(log.path()).expect("a log");
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(status.is_some_and(|status| status.success()), "{status:?} (None: it hung)\n{said}");
    assert!(said.contains("1 passed"), "the process ran no test {test}:\n{said}");
    said
}

/// Workers of the `vqbit` binary.
pub(crate) fn worker() -> Worker {
    Worker { program: env!("CARGO_BIN_EXE_vqbit").into(), timeout: Duration::from_secs(300) }
}

/// Compiles with one plugin, in one format.
pub(crate) fn compiler(variable: &str, format: Format) -> Compiler {
    Compiler {
        plugin: plugin(variable),
        plugin_name: None,
        // The libraries are large, and their hashes are not the subject here.
        plugin_sha256: Some("not computed".to_owned()),
        worker: worker(),
        format,
        overrides: BTreeMap::new(),
        static_profile: false,
        cache: None,
    }
}

/// The resolved job of a text.
pub(crate) fn job(text: &str) -> Job {
    JobFile::parse(text).expect("a job file").resolve().expect("a job")
}

/// The families that rows of tests take turns with, inputs alone being of the family; the others,
/// whose entries are too, `verification` holds.
pub(crate) const IN_TURN: [Family; 5] =
    [Family::Normal, Family::Offset, Family::Clustered, Family::NonfiniteRows, Family::Duplicated];

/// Tensors for a step: inputs of a family, codes of which some are none, counts that differ.
pub(crate) fn inputs(interface: &Interface, family: Family) -> BTreeMap<String, Tensor> {
    let make = |name: &str, shape| match name {
        "inputs" => family.tensor(7, name, shape),
        "codes" => {
            let codes = (0..shape.element_count()).map(|i| i32::try_from(i % 7).unwrap() * 19 - 20);
            Tensor::from_s32(&shape.dims, &codes.collect::<Vec<_>>())
        }
        "given_codes" => {
            let codes = (0..shape.element_count()).map(|i| i32::try_from(i * 7 % 23).unwrap() - 1);
            Tensor::from_s32(&shape.dims, &codes.collect::<Vec<_>>())
        }
        "ema_steps" | "pending_steps" => {
            Tensor::from_s32(&shape.dims, &vec![1; shape.element_count()])
        }
        "update_weight" => {
            // Some beyond what a weight may be, which are held to it.
            let weights = (0..shape.element_count()).map(|i| [0.0, 0.5, 1.0, 1.5, -0.25][i % 5]);
            Tensor::from_f32(&shape.dims, &weights.collect::<Vec<f32>>())
        }
        "pending_counts" => {
            let counts = (0..shape.element_count()).map(|i| [3.0, 0.0, 1.0][i % 3]);
            Tensor::from_f32(&shape.dims, &counts.collect::<Vec<f32>>())
        }
        "mask" => {
            let flags = (0..shape.element_count()).map(|i| u8::from(i % 5 != 3));
            Tensor::new(shape.clone(), flags.collect())
        }
        "lengths" => {
            let lengths = (0..shape.element_count()).map(|i| i32::try_from(i % 4).unwrap());
            Tensor::from_s32(&shape.dims, &lengths.collect::<Vec<_>>())
        }
        // All but the last of two or three stages.
        "active_stages" => Tensor::from_s32(&shape.dims, &vec![2; shape.element_count()]),
        "d_loss" => Tensor::from_f32(&shape.dims, &vec![0.75; shape.element_count()]),
        "packed_codes" => random_words(5, shape),
        "codebook_int8" => {
            let numbers = (0..shape.element_count()).map(|i| i8::try_from(i % 251).unwrap_or(-3));
            Tensor::from_s8(&shape.dims, &numbers.collect::<Vec<_>>())
        }
        "seed" => seeds_of_draws(0xfeed_beef, shape),
        "steps" => Tensor::from_s32(&shape.dims, &vec![5; shape.element_count()]),
        "usage" => {
            let shares = (0..shape.element_count()).map(|i| [0.0, 0.25, 0.125][i % 3]);
            Tensor::from_f32(&shape.dims, &shares.collect::<Vec<f32>>())
        }
        "cluster_size" => {
            let counts = (0..shape.element_count()).map(|i| [1.0, 0.25, 7.5][i % 3]);
            Tensor::from_f32(&shape.dims, &counts.collect::<Vec<f32>>())
        }
        // Broken where the inputs are: what belongs to tokens without a part has none either.
        "d_quantized" if family == Family::NonfiniteRows => family.tensor(7, name, shape),
        // As large as keeps projected tokens of the size of entries.
        "project_in" | "project_out" | "sim_map" | "projection" => {
            let normal = Family::Normal.tensor(13, name, shape).expect("a map").widened();
            let scale = (shape.dims[0] as f64).sqrt();
            let values: Vec<f64> = normal.iter().map(|value| value / scale).collect();
            Tensor::from_f64(&shape.dims, &values).expect("a map").convert_to(shape.element_type)
        }
        "project_in_bias" | "project_out_bias" => Family::Normal.tensor(17, name, shape),
        // Duplicated entries make ties.
        _ if family == Family::Duplicated => family.tensor(11, name, shape),
        _ => Family::Normal.tensor(11, name, shape),
    };
    let tensor = |name: &str, shape| (name.to_owned(), make(name, shape).expect("a tensor"));
    let mut tensors: BTreeMap<_, _> =
        interface.inputs.iter().map(|t| tensor(t.name, &t.shape)).collect();
    if tensors.contains_key(HALF_NORMS) {
        // They are not drawn: entries have norms.
        let own = half_norms(&tensors[CODEBOOK_BF16]).expect("half norms");
        tensors.insert(HALF_NORMS.to_owned(), own);
    }
    tensors
}
