//! Compiles many jobs beside each other, each in the step's own form and in the naive one.

use crate::ir::op::Op;
use crate::ir::shape::Shape;
use crate::ir::verify::Verified;
use crate::job::error::JobError;
use crate::job::{Job, JobFile};
use crate::pipeline::beside::{Compilers, chain, compile_with, side_by_side};
use crate::pipeline::summary::{COST_ANALYSIS, compression, target};
use crate::pipeline::{Compiled, PipelineError, build, build_naive, check_machine};
use crate::report::comparison::{
    COMPARISON_SCHEMA_VERSION, Cell, Comparison, LargestArray, Measures, NOTES, Outcome, Ratios,
    memory_bytes,
};

/// A cell to be compiled.
#[derive(Debug, Clone, PartialEq)]
pub struct CellJob {
    /// The target as it was asked for.
    pub target: String,
    /// The job that is compiled.
    pub job: Job,
    /// Why the job has another target, where it has.
    pub stand_in: Option<String>,
}

impl CellJob {
    /// The cell of a job; a job for a host of another kind is compiled for this machine's
    /// processor in its place, and says so.
    ///
    /// # Errors
    /// The job does not fit this machine.
    pub fn of(job: Job) -> Result<Self, JobError> {
        let target = job.target.name.clone();
        let Err(PipelineError::OtherMachine { found, wanted, .. }) = check_machine(&job) else {
            return Ok(CellJob { target, job, stand_in: None });
        };
        let mut json = job.to_json();
        json["target"] = "cpu".into();
        let stand_in = format!(
            "compiled for {found}, this machine, since no plugin here compiles for {wanted}; memory \
             may differ"
        );
        let job = JobFile::parse(&json.to_string())?.resolve()?;
        Ok(CellJob { target, job, stand_in: Some(stand_in) })
    }
}

/// Makes a graph of a job.
type Graph = fn(&Job) -> Result<Verified, PipelineError>;

/// Compiles every cell in both forms, as many at a time as there are processors.
///
/// A compilation that fails is the content of its cell.
pub fn compare(cells: &[CellJob], compilers: &Compilers) -> Comparison {
    let graphs: [Graph; 2] = [build, build_naive];
    let tasks: Vec<_> =
        cells.iter().flat_map(|cell| graphs.map(|graph| (&cell.job, graph))).collect();
    let mut outcomes =
        side_by_side(&tasks, |(job, graph)| outcome(job, *graph, compilers)).into_iter();
    let mut compared = Vec::with_capacity(cells.len());
    for cell in cells {
        let (Some(step), Some(naive)) = (outcomes.next(), outcomes.next()) else { break };
        compared.push(Cell {
            target: cell.target.clone(),
            codebook_size: cell.job.spec.quantizer.codebook_size(),
            stand_in: cell.stand_in.clone(),
            compiled_for: target(&cell.job),
            job: cell.job.to_json(),
            compression: compression(&cell.job),
            naive_over_step: Ratios::of(&naive, &step, COST_ANALYSIS),
            step,
            naive,
        });
    }
    Comparison {
        schema_version: COMPARISON_SCHEMA_VERSION,
        vqbit_version: env!("CARGO_PKG_VERSION").to_owned(),
        notes: NOTES.map(str::to_owned).to_vec(),
        cells: compared,
    }
}

fn outcome(job: &Job, graph: Graph, compilers: &Compilers) -> Outcome {
    let compiled = graph(job).map_err(|error| chain(&error));
    match compiled.and_then(|graph| compile_with(compilers, job, graph)) {
        Ok(compiled) => Outcome::Compiled(Box::new(measures(compiled))),
        Err(message) => Outcome::Failed(message),
    }
}

fn measures(compiled: Compiled) -> Measures {
    let largest_array = largest_array(&compiled.verified);
    let (report, from_cache) = (compiled.report, compiled.from_cache);
    Measures {
        memory_bytes_per_device: memory_bytes(&report.memory_per_device),
        memory_per_device: report.memory_per_device,
        flops_per_device: report.flops_per_device,
        estimate: report.estimate,
        collective_bytes_per_device: report.collectives.iter().map(|c| c.bytes).sum(),
        largest_array,
        compile_seconds: report.compile_seconds,
        from_cache,
    }
}

/// The largest array that a graph writes down; in a manual region each device has one of it.
fn largest_array(graph: &Verified) -> LargestArray {
    let module = graph.module();
    let own = module.entry.instructions.iter();
    let regions = own.clone().filter_map(|instruction| {
        let Op::ManualRegion { body, .. } = instruction.op else { return None };
        module.computations.get(body.index())
    });
    let of_devices = regions.flat_map(|body| &body.instructions);
    let whole = own.flat_map(|i| &i.shapes).map(|shape| (shape, 1));
    let devices = module.mesh.device_count();
    let parts = of_devices.flat_map(|i| &i.shapes).map(|shape| (shape, devices));
    let bytes = |(shape, times): &(&Shape, usize)| shape.byte_size() * times;
    let largest = whole.chain(parts).max_by_key(bytes);
    LargestArray {
        shape: largest.map_or_else(String::new, |(shape, _)| shape.to_string()),
        bytes: largest.map_or(0, |largest| bytes(&largest) as u64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(text: &str) -> Job {
        JobFile::parse(text).and_then(|file| file.resolve()).expect("a job")
    }

    #[test]
    fn the_largest_array_of_a_region_counts_on_every_device() {
        let of = |layout: &str| {
            let text = format!(r#"{{"target": "v4-32", "layout": "{layout}"}}"#);
            largest_array(&build_naive(&job(&text)).expect("a graph")).bytes
        };
        // [B,S,K,D] in f32.
        assert_eq!(of("tokens"), 32 * 512 * 64 * 768 * 4);
        assert_eq!(of("state-sharded"), of("tokens"));
    }

    #[test]
    fn a_host_of_another_kind_has_this_machine_stand_in_and_says_so() {
        let own = CellJob::of(job(r#"{"target": "v4-32"}"#)).expect("a cell");
        assert_eq!((own.target.as_str(), own.stand_in), ("v4-32", None));
        let axion = CellJob::of(job(r#"{"target": "axion", "mesh": "2x4"}"#)).expect("a cell");
        assert_eq!(axion.target, "axion");
        assert_eq!(axion.job.mesh.device_count(), 8);
        if std::env::consts::ARCH == "aarch64" {
            assert_eq!((axion.job.target.name.as_str(), axion.stand_in), ("axion", None));
        } else {
            let arch = std::env::consts::ARCH;
            assert_eq!(axion.job.target.name, "cpu");
            let wanted = format!(
                "compiled for {arch}, this machine, since no plugin here compiles for aarch64; \
                 memory may differ"
            );
            assert_eq!(axion.stand_in, Some(wanted));
        }
    }

    #[test]
    fn a_cell_without_a_compiler_says_why_and_the_others_go_on() {
        let cells = ["cpu", "v4-32"].map(|name| {
            CellJob::of(job(&format!(r#"{{"target": "{name}", "vq_codes": 128}}"#)))
                .expect("a cell")
        });
        let compilers = Compilers::from([("tpu", Err("plugin tpu: not found".to_owned()))]);
        let comparison = compare(&cells, &compilers);
        let failures: Vec<_> = comparison.cells.iter().map(|cell| cell.step.failure()).collect();
        assert_eq!(failures, [Some("no plugin for cpu"), Some("plugin tpu: not found")]);
        let cell = &comparison.cells[1];
        assert_eq!((cell.codebook_size, cell.compression.code_bits), (128, 7));
        assert_eq!(cell.naive_over_step, Ratios::default());
    }

    #[test]
    fn the_naive_graph_writes_down_what_ours_does_not() {
        let job = job(r#"{"target": "v4-32"}"#);
        let naive = largest_array(&build_naive(&job).expect("a graph"));
        assert_eq!((naive.shape.as_str(), naive.bytes), ("f32[32,512,64,768]", 3 << 30));
        let own = largest_array(&build(&job).expect("a graph"));
        assert_eq!((own.shape.as_str(), own.bytes), ("f32[32,512,768]", 48 << 20));
    }
}
