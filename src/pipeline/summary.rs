//! Puts what the compiler says of a program into the words of the report.

use crate::estimate::Estimate;
use crate::inspect::collectives::{CollectiveRow, collective_rows as rows_of, collectives};
use crate::inspect::flops::flops;
use crate::ir::shape::ElementType;
use crate::job::Job;
use crate::pipeline::place::Place;
use crate::pipeline::{Compiler, contract, estimate, overlap};
use crate::report::layers::LayersReport;
use crate::report::memory::MemoryPerDevice;
use crate::report::search::SearchReport;
use crate::report::{
    Collective, Compression, Counted, MeshAxisReport, PluginReport, ProgramReport, Report,
    SCHEMA_VERSION, TargetReport, TensorReport, TensorRole,
};
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;
use crate::vq::interface::{Interface, TensorSpec};
use crate::vq::spec::{Metric, SearchPrecision, Step};
use crate::wire::hlo::HloModuleProto;
use crate::wire::program::Program;
use crate::worker::request::CompileResponse;

/// Who counted operations and bytes, where the plugin did.
pub(in crate::pipeline) const COST_ANALYSIS: &str = "the compiler's cost analysis";

/// All that a report is made of.
pub(in crate::pipeline) struct Facts<'a> {
    pub(in crate::pipeline) job: &'a Job,
    pub(in crate::pipeline) interface: &'a Interface,
    pub(in crate::pipeline) program: &'a Program,
    pub(in crate::pipeline) compiler: &'a Compiler,
    pub(in crate::pipeline) response: &'a CompileResponse,
    pub(in crate::pipeline) optimized: &'a HloModuleProto,
    pub(in crate::pipeline) collectives: &'a [CollectiveRow],
    pub(in crate::pipeline) estimate: Option<&'a Estimate>,
    pub(in crate::pipeline) plugin_sha256: String,
}

/// The report of a compiled job.
pub(in crate::pipeline) fn report(facts: &Facts<'_>) -> Report {
    let (job, response) = (facts.job, facts.response);
    let memory = memory(Place::of(job), response);
    let tensors = tensors(facts.interface, &job.mesh);
    let stacked = job.spec.stacked_layers.is_some();
    let model = (job.layers, job.model_name.as_deref(), stacked);
    let layers = (job.layers > 1 || stacked).then(|| LayersReport::of(model, &memory, &tensors));
    Report {
        schema_version: SCHEMA_VERSION,
        vqbit_version: env!("CARGO_PKG_VERSION").to_owned(),
        job: job.to_json(),
        target: target(job),
        plugin: plugin(facts.compiler, response, &facts.plugin_sha256),
        program: ProgramReport {
            format: facts.program.format.name().to_owned(),
            partitioner: facts.compiler.format.partitioner().name().to_owned(),
            name: response.name.clone(),
            bytes: facts.program.bytes.len() as u64,
        },
        memory_per_device: memory,
        flops_per_device: Some(flops_per_device(response, facts.optimized)),
        bytes_accessed_per_device: counted(response, "bytes accessed"),
        collectives: facts.collectives.iter().map(collective).collect(),
        overlap: overlap::told(job, facts.interface, facts.optimized),
        contract: contract::contract(job, facts.interface, facts.optimized),
        estimate: estimate::report(&job.target, facts.optimized, facts.estimate),
        compile_seconds: response.compile_seconds,
        search: search(job),
        compression: compression(job),
        layers,
        tensors,
    }
}

/// The collectives of an optimized program, equal ones together.
pub(in crate::pipeline) fn collective_rows(
    optimized: &HloModuleProto,
    mesh: &Mesh,
) -> Vec<CollectiveRow> {
    rows_of(&collectives(optimized, mesh))
}

/// What a job is compiled for.
pub(in crate::pipeline) fn target(job: &Job) -> TargetReport {
    target_of(Place::of(job))
}

/// What a program is compiled for.
pub(in crate::pipeline) fn target_of(place: Place<'_>) -> TargetReport {
    let Place { target, mesh, .. } = place;
    let axes = mesh.axes().iter();
    TargetReport {
        name: target.name.clone(),
        kind: target.kind_name().to_owned(),
        topology: target.topology().map(|topology| topology.name),
        devices: mesh.device_count(),
        chips: target.slice().map(|slice| slice.chip_count()),
        mesh: axes.map(|a| MeshAxisReport { name: a.name.clone(), size: a.size }).collect(),
    }
}

/// What compiled it.
pub(in crate::pipeline) fn plugin(
    compiler: &Compiler,
    response: &CompileResponse,
    sha256: &str,
) -> PluginReport {
    PluginReport {
        name: compiler.plugin_name.clone(),
        api_version: response.api_version.to_string(),
        platform: response.platform_name.clone(),
        platform_version: response.platform_version.clone(),
        sha256: sha256.to_owned(),
    }
}

/// Plugins write 0 where they do not know the peak or the code.
pub(in crate::pipeline) fn memory(place: Place<'_>, response: &CompileResponse) -> MemoryPerDevice {
    let stats = response.memory_stats.unwrap_or_default();
    let bytes = |number: Option<i64>| number.and_then(|n| u64::try_from(n).ok());
    let positive = |number: Option<i64>| bytes(number).filter(|&n| n > 0);
    MemoryPerDevice {
        argument_bytes: bytes(stats.argument_bytes),
        output_bytes: bytes(stats.output_bytes),
        alias_bytes: bytes(stats.alias_bytes),
        temp_bytes: bytes(stats.temp_bytes),
        peak_bytes: positive(stats.peak_bytes),
        code_bytes: positive(stats.generated_code_bytes).max(positive(response.code_bytes)),
        hbm_limit_bytes: place.target.hbm_limit_bytes(),
        memory_limit_gb: place.memory_limit_gb,
        devices_per_chip: place.target.devices_per_chip() as u64,
        used_bytes_per_chip: None,
    }
    .with_chip_totals()
}

/// A number of the plugin's cost analysis.
pub(in crate::pipeline) fn counted(response: &CompileResponse, property: &str) -> Option<Counted> {
    let value = response.cost_analysis.as_ref()?.get(property).copied()?;
    (value > 0.0).then(|| Counted { value, source: COST_ANALYSIS.to_owned() })
}

#[expect(clippy::cast_precision_loss, reason = "a report's number needs no more than 53 bits")]
pub(in crate::pipeline) fn flops_per_device(
    response: &CompileResponse,
    optimized: &HloModuleProto,
) -> Counted {
    let own = flops(optimized);
    let told = counted(response, "flops");
    // Compilers count one turn of a loop.
    if let Some(told) = told.filter(|_| own.looped_flops == 0) {
        return told;
    }
    let loops = if own.looped_flops > 0 { ", loops times their turns" } else { "" };
    Counted {
        value: own.flops as f64,
        source: format!("dots and convolutions of the optimized program{loops}"),
    }
}

/// A row of collectives in the report's words.
pub(in crate::pipeline) fn collective(row: &CollectiveRow) -> Collective {
    Collective {
        kind: row.kind.name().to_owned(),
        count: row.count,
        bytes: row.bytes(),
        axes: row.axes.clone().unwrap_or_default(),
        groups: row.groups.clone(),
        group_size: row.group_size,
        in_loop: row.in_loop,
    }
}

/// How a job's step searches, where it looks for the nearest entries of a codebook at all.
fn search(job: &Job) -> Option<SearchReport> {
    let spec = &job.spec;
    let searches = !matches!(spec.step, Step::Decode | Step::Apply) && !spec.given_codes;
    if !searches || !spec.quantizer.has_entries() {
        return None;
    }
    let precision = spec.precision();
    let method = match precision {
        SearchPrecision::Fast => "one product of bf16 operands",
        SearchPrecision::Exact => {
            "products of bf16 parts name four candidates, their distances in f32 decide"
        }
        SearchPrecision::F32 => "one product of f32 operands at the highest precision",
    };
    let rounded = precision.rounds_entries() || spec.quantizer.metric() != Metric::Euclidean;
    let entries = if rounded && precision.operand() == ElementType::Bf16 {
        "rounded to bf16"
    } else {
        "f32, not rounded"
    };
    Some(SearchReport {
        precision: precision.name().to_owned(),
        operand_type: precision.operand().name().to_owned(),
        accumulation_type: ElementType::F32.name().to_owned(),
        distance_type: ElementType::F32.name().to_owned(),
        index_type: ElementType::S32.name().to_owned(),
        codebook: entries.to_owned(),
        method: method.to_owned(),
    })
}

/// What the codes of a job save.
pub(in crate::pipeline) fn compression(job: &Job) -> Compression {
    let spec = &job.spec;
    let packed = spec.storage.packed_codes;
    let code_bits = if packed.is_some() {
        spec.codes_per_sequence() / spec.seq * spec.packed_code_bits()
    } else {
        spec.quantizer.token_code_bits()
    };
    let input_bits = spec.token_bits();
    let words = packed.map_or_else(String::new, |word| {
        let kind = word.element_type().name();
        format!(", {} tokens in {} {kind} words", spec.seq, spec.packed_words(word))
    });
    let codes = match spec.quantizer.code_dims().iter().product() {
        1 => "code".to_owned(),
        count => format!("{count} codes"),
    };
    Compression {
        ratio: spec.compression_ratio(),
        input_bits_per_token: input_bits as u64,
        code_bits: code_bits as u64,
        compares: format!(
            "a token of {} {} elements ({input_bits} bits) against its {codes} of {code_bits} bits{words}",
            spec.quantizer.token_dim(),
            spec.dtype
        ),
    }
}

/// The tensors of a step, as the report names them.
pub(in crate::pipeline) fn tensors(interface: &Interface, mesh: &Mesh) -> Vec<TensorReport> {
    let partner = |role: TensorRole, number: usize| {
        let alias = interface.aliases.iter().find(|alias| match role {
            TensorRole::Parameter => alias.parameter == number,
            TensorRole::Result => alias.result == number,
        })?;
        Some(match role {
            TensorRole::Parameter => interface.outputs[alias.result].name.to_owned(),
            TensorRole::Result => interface.inputs[alias.parameter].name.to_owned(),
        })
    };
    let row = |role, (number, spec): (usize, &TensorSpec)| {
        let shard = spec.shard_shape(mesh);
        TensorReport {
            name: spec.name.to_owned(),
            role,
            shape: spec.shape.to_string(),
            per_device_shape: shard.to_string(),
            per_device_bytes: shard.byte_size() as u64,
            sharding: sharding_text(&spec.spec, mesh),
            grows_with_batch: matches!(
                spec.name,
                "inputs" | "quantized" | "codes" | "packed_codes"
            ),
            aliased_to: partner(role, number),
        }
    };
    let inputs = interface.inputs.iter().enumerate().map(|t| row(TensorRole::Parameter, t));
    let outputs = interface.outputs.iter().enumerate().map(|t| row(TensorRole::Result, t));
    inputs.chain(outputs).collect()
}

/// `[data,model],-,-`: the axes that cut each dimension.
fn sharding_text(spec: &PartitionSpec, mesh: &Mesh) -> String {
    if spec.is_replicated() {
        return "replicated".to_owned();
    }
    let dimension = |axes: &Vec<usize>| match axes.len() {
        0 => "-".to_owned(),
        _ => format!("[{}]", mesh.names_of(axes)),
    };
    spec.dimensions().iter().map(dimension).collect::<Vec<_>>().join(",")
}
