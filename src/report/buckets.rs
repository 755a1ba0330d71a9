//! The report of a job that was compiled for several sizes of batches.

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::report::table::{aligned, compiled_rows, human_bytes, human_count};
use crate::report::{Report, TensorReport};

/// The version of this shape; it grows when a key changes its meaning or goes away.
pub const BUCKETS_SCHEMA_VERSION: u32 = 1;

/// The JSON Schema of `report.json` in an artifact of several batches.
pub fn schema() -> Value {
    schema_for!(BucketsReport).to_value()
}

/// What is known of the programs of all buckets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BucketsReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// The version of vqbit that wrote it.
    pub vqbit_version: String,
    /// The resolved job, whose own batch is none of the buckets'.
    pub job: Value,
    /// The tensors that are the same in all buckets: the state, and what no batch brings.
    pub shared_tensors: Vec<TensorReport>,
    /// The buckets, by growing batch.
    pub batches: Vec<BucketReport>,
}

/// What is known of one bucket's program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BucketReport {
    /// Sequences in a batch.
    pub batch: usize,
    /// Its program.
    pub report: Report,
}

impl BucketsReport {
    /// The report of these buckets, by growing batch.
    pub fn of(job: Value, batches: Vec<BucketReport>) -> Self {
        let first = batches.first().map(|bucket| bucket.report.tensors.clone());
        let is_shared = |tensor: &TensorReport| {
            !tensor.grows_with_batch
                && batches.iter().all(|bucket| bucket.report.tensors.contains(tensor))
        };
        BucketsReport {
            schema_version: BUCKETS_SCHEMA_VERSION,
            vqbit_version: env!("CARGO_PKG_VERSION").to_owned(),
            job,
            shared_tensors: first.into_iter().flatten().filter(is_shared).collect(),
            batches,
        }
    }

    /// The report as a table for people.
    pub fn to_table(&self) -> String {
        let head = ["batch", "peak", "temporaries", "code", "collectives", "cycles", "compiled in"];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        rows.extend(self.batches.iter().map(|BucketReport { batch, report }| {
            let told =
                |bytes: Option<u64>| bytes.map_or_else(|| "not told".to_owned(), human_bytes);
            let memory = &report.memory_per_device;
            let cycles = report.estimate.as_ref().map(|estimate| human_count(estimate.cycles));
            vec![
                batch.to_string(),
                told(memory.used_bytes()),
                told(memory.temp_bytes),
                told(memory.code_bytes),
                human_bytes(report.collectives.iter().map(|c| c.bytes).sum()),
                cycles.unwrap_or_else(|| "not told".to_owned()),
                format!("{:.2} s", report.compile_seconds),
            ]
        }));
        let head = self.batches.first().map(|bucket| {
            let Report { target, plugin, program, .. } = &bucket.report;
            aligned(&compiled_rows(target, plugin, program)[..3])
        });
        let mut shared = vec![];
        for tensor in &self.shared_tensors {
            let role = tensor.role.name().to_owned();
            shared.push(vec![tensor.name.clone(), role, tensor.shape.clone()]);
        }
        format!(
            "{}\nbatches: bytes and cycles of one device\n{}\nthe same for every batch\n{}",
            head.unwrap_or_default(),
            aligned(&rows),
            aligned(&shared)
        )
    }
}
