//! Whether a program has room on its chip, and what would fit where it has none.

use crate::job::Job;
use crate::pipeline::PipelineError;
use crate::pipeline::summary::tensors;
use crate::pjrt::error::ErrorCode;
use crate::report::Report;
use crate::report::memory::{
    BYTES_PER_GB, Batch, MemoryError, MemoryPerDevice, check_memory, what_fits,
};
use crate::report::table::human_bytes;
use crate::sharding::mesh::Mesh;
use crate::vq::interface::Interface;
use crate::worker::error::WorkerError;

/// One part in so many that a proposal leaves free: a refusal is written with two digits, and does not
/// count the code and what the chip reserves.
const NOT_COUNTED: u64 = 256;

/// Holds a compiled program against the limits of the job and the chip.
pub(in crate::pipeline) fn check(
    job: &Job,
    interface: &Interface,
    report: &Report,
) -> Result<(), MemoryError> {
    let memory = &report.memory_per_device;
    if let (None, Some(limit)) = (memory.used_bytes(), memory.limit()) {
        tracing::warn!(
            "memory: the plugin does not tell what a device holds, so the limit of {} ({}) is not \
             checked",
            human_bytes(limit.bytes_per_device),
            limit.name
        );
    }
    check_memory(memory, &report.tensors, batch(job, interface))
}

/// Whether virtual devices, which have this machine's memory, hold the inputs of a step.
///
/// # Errors
/// They do not: CPU plugins end the process then.
pub(in crate::pipeline) fn check_host(
    interface: &Interface,
    mesh: &Mesh,
) -> Result<(), PipelineError> {
    let devices = mesh.device_count();
    let shards = interface.inputs.iter().map(|tensor| tensor.shard_shape(mesh).byte_size());
    let found = shards.fold(0_usize, usize::saturating_add).saturating_mul(devices) as u64;
    let machine = rustix::system::sysinfo();
    let limit = machine.totalram.saturating_mul(machine.mem_unit.into());
    if found > limit {
        return Err(PipelineError::HostMemory { devices, found, limit });
    }
    Ok(())
}

fn batch(job: &Job, interface: &Interface) -> Batch {
    let tokens = interface.inputs.first();
    let cuts = tokens.and_then(|tokens| tokens.spec.dimensions().first());
    Batch {
        size: job.spec.batch as u64,
        multiple: cuts.map_or(1, |axes| job.mesh.size_of(axes)) as u64,
    }
}

/// A worker's error, or in the compiler's out-of-memory refusal what would fit.
pub(in crate::pipeline) fn compile_error(
    job: &Job,
    interface: &Interface,
    source: WorkerError,
) -> PipelineError {
    let WorkerError::Plugin { code: ErrorCode::ResourceExhausted, message, .. } = &source else {
        return PipelineError::Worker { target: job.target.name.clone(), source };
    };
    let (sizes, fits) = match refused_sizes(message) {
        Some((used, limit)) => {
            let found = format!(": found {} a device", human_bytes(used));
            let limits = MemoryPerDevice {
                hbm_limit_bytes: Some(limit),
                memory_limit_gb: job.memory_limit_gb,
                devices_per_chip: job.target.devices_per_chip() as u64,
                ..MemoryPerDevice::default()
            };
            let tightest = limits.limit().map_or(limit, |limit| limit.bytes_per_device);
            let tightest = tightest - tightest / NOT_COUNTED;
            let tensors = tensors(interface, &job.mesh);
            let fits = what_fits(used, tightest, &tensors, batch(job, interface));
            (format!("{found}, wanted at most {}", human_bytes(limit)), fits)
        }
        None => {
            let words = "try a smaller batch, more devices, or a layout that cuts it";
            (String::new(), words.to_owned())
        }
    };
    let (largest, source) = (largest_tensor(job, interface), Box::new(source));
    PipelineError::NoRoom { sizes, largest, fits, source }
}

/// The largest tensor and its bytes on a device.
fn largest_tensor(job: &Job, interface: &Interface) -> String {
    let all = interface.inputs.iter().chain(&interface.outputs);
    let largest = all.max_by_key(|tensor| tensor.shard_shape(&job.mesh).byte_size());
    largest.map_or_else(String::new, |tensor| {
        let shard = tensor.shard_shape(&job.mesh);
        let bytes = human_bytes(shard.byte_size() as u64);
        format!("{} {} ({bytes} of it on a device)", tensor.name, tensor.shape)
    })
}

/// What a device would hold and what it may hold, in bytes, out of libtpu's refusal: `required for
/// HLO temporaries (15.83G) exceeds available HBM (15.25G)`, or `Used 15.83G of 15.25G hbm`. The
/// first counts parameters and results among the temporaries. Sizes are binary.
fn refused_sizes(message: &str) -> Option<(u64, u64)> {
    let exceeding = || {
        let (before, after) = message.split_once(" exceeds available HBM (")?;
        let used = before.strip_suffix(')')?.rsplit_once('(')?.1;
        Some((used, after.split_once(')')?.0))
    };
    let used_of = || {
        let (used, rest) = message.split_once("Used ")?.1.split_once(" of ")?;
        Some((used, rest.split_whitespace().next()?))
    };
    let (used, limit) = exceeding().or_else(used_of)?;
    Some((size(used)?, size(limit)?)).filter(|(used, limit)| used > limit)
}

/// `15.83G` in bytes.
fn size(text: &str) -> Option<u64> {
    let unit = text.chars().next_back()?;
    let factor = match unit {
        'K' => BYTES_PER_GB / 1024.0 / 1024.0,
        'M' => BYTES_PER_GB / 1024.0,
        'G' => BYTES_PER_GB,
        'T' => BYTES_PER_GB * 1024.0,
        _ => return None,
    };
    let number: f64 = text.strip_suffix(unit)?.parse().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates, and sizes are positive"
    )]
    let bytes = (number * factor).round() as u64;
    (number.is_finite() && number > 0.0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_sizes_of_a_refusal_are_read() {
        let gib = |number: f64| size(&format!("{number}G")).expect("a size");
        let oom = "E1000: CompileTimeHbmOom: Ran out of memory on HBM, the total memory required for \
                   HLO temporaries (15.83G) exceeds available HBM (15.25G). HLO module: vqbit_update.";
        assert_eq!(refused_sizes(oom), Some((gib(15.83), gib(15.25))));
        let older = "Ran out of memory in memory space hbm. Used 48.14G of 31.24G hbm. Exceeded";
        assert_eq!(refused_sizes(older), Some((gib(48.14), gib(31.24))));
        assert_eq!(gib(1.0), 1 << 30);
        for other in ["", "out of memory", "Used up of them", "(x) exceeds available HBM (1.0G)"] {
            assert_eq!(refused_sizes(other), None, "{other}");
        }
    }
}
