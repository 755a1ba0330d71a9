//! All buckets of a job compiled beside each other, and their one artifact directory.
//!
//! The job, the plugin, the order of the devices and the state are the same for all; each bucket has
//! its program, in files that begin with `batch-8.` and the like.

use std::path::Path;

use serde_json::{Value, json};

use crate::artifact::{FileEntry, write as write_directory};
use crate::job::Job;
use crate::pipeline::artifact::{file, pretty, programs};
use crate::pipeline::beside::side_by_side;
use crate::pipeline::buckets::{Buckets, BucketsError};
use crate::pipeline::place::Place;
use crate::pipeline::{Compiled, Compiler, PipelineError, build, check_machine};
use crate::report::SCHEMA_VERSION;
use crate::report::buckets::{BucketReport, BucketsReport};

/// The executables of all buckets of a job.
#[derive(Debug)]
pub struct CompiledBuckets {
    /// The job as it was asked for.
    pub job: Job,
    /// Each bucket, by growing batch; never empty.
    pub buckets: Vec<Compiled>,
    /// What is known of them, in the words of `report.json`.
    pub report: BucketsReport,
}

/// What the files of a bucket's program begin with: `batch-8.`.
pub fn prefix(batch: usize) -> String {
    format!("batch-{batch}.")
}

impl Compiler {
    /// Compiles every bucket of a job, as many at a time as there are processors.
    ///
    /// # Errors
    /// As [`Compiler::compile`], of the smallest bucket that fails.
    pub fn compile_buckets(
        &self,
        job: &Job,
        buckets: &Buckets,
    ) -> Result<CompiledBuckets, PipelineError> {
        check_machine(job)?;
        let plugin_sha256 = self.library_sha256()?;
        let devices = self.asked(&plugin_sha256).layout_of(Place::of(buckets.largest()?))?;
        let hashed = Compiler { plugin_sha256: Some(plugin_sha256), ..self.clone() };
        let compiled = side_by_side(buckets.jobs(), |job| {
            let compiled =
                build(job).and_then(|graph| hashed.compile_on(job, graph, devices.clone()));
            let batch = job.spec.batch;
            compiled.map_err(|source| PipelineError::Batch { batch, source: Box::new(source) })
        });
        let buckets = compiled.into_iter().collect::<Result<Vec<Compiled>, _>>()?;
        let reports = buckets.iter().map(|compiled| BucketReport {
            batch: compiled.job.spec.batch,
            report: compiled.report.clone(),
        });
        let report = BucketsReport::of(job.to_json(), reports.collect());
        Ok(CompiledBuckets { job: job.clone(), buckets, report })
    }
}

impl CompiledBuckets {
    /// Writes the artifact directory, all or nothing.
    ///
    /// # Errors
    /// The place is taken, or the disk says no.
    pub fn write_artifact(&self, directory: &Path) -> Result<(), PipelineError> {
        let report = serde_json::to_value(&self.report).unwrap_or_default();
        let mut files = vec![file("job.json", pretty(&self.job.to_json()))];
        for compiled in &self.buckets {
            let prefix = prefix(compiled.job.spec.batch);
            let own = programs(compiled).into_iter();
            files.extend(own.map(|own| file(&format!("{prefix}{}", own.name), own.bytes)));
        }
        files.push(file("report.json", pretty(&report)));
        let first = self.buckets.first().ok_or(BucketsError::None)?;
        let manifest = |entries| self.manifest(first, &report, entries);
        Ok(write_directory(directory, &files, manifest)?)
    }

    fn manifest(&self, first: &Compiled, report: &Value, entries: Vec<FileEntry>) -> Value {
        let batches = self.buckets.iter().zip(&self.report.batches).map(|(compiled, bucket)| {
            let own = bucket.report.tensors.iter();
            let own = own.filter(|tensor| !self.report.shared_tensors.contains(tensor));
            json!({
                "batch": bucket.batch,
                "files": prefix(bucket.batch),
                "executable_fingerprint": compiled.response.fingerprint,
                "tensors": own.collect::<Vec<_>>(),
            })
        });
        let shared = &report["batches"][0]["report"];
        json!({
            "schema_version": SCHEMA_VERSION,
            "vqbit_version": env!("CARGO_PKG_VERSION"),
            "step": self.job.spec.step.name(),
            "target": shared["target"],
            "device_ids": first.devices.as_ref().map(|layout| &layout.ids),
            "plugin": shared["plugin"],
            "layers": shared["layers"]["names"],
            "tensors": report["shared_tensors"],
            "batches": batches.collect::<Vec<_>>(),
            "files": entries,
        })
    }
}
