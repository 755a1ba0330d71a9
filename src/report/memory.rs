//! Holds the memory of a program against the limits of its chip.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::report::table::human_bytes;
use crate::report::{TensorReport, TensorRole};

/// Bytes in the `gb` of `memory_limit_gb`: a v4 chip has 32 GiB.
pub const BYTES_PER_GB: f64 = 1024.0 * 1024.0 * 1024.0;

/// What one device holds, as the plugin counts it, and what it may hold; `None` is a number that the
/// plugin does not tell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MemoryPerDevice {
    /// Parameters.
    pub argument_bytes: Option<u64>,
    /// Results, the aliased ones included.
    pub output_bytes: Option<u64>,
    /// Results that lie in parameters.
    pub alias_bytes: Option<u64>,
    /// Everything between.
    pub temp_bytes: Option<u64>,
    /// The most at one time.
    pub peak_bytes: Option<u64>,
    /// The program itself.
    pub code_bytes: Option<u64>,
    /// What the compiler lets one device use; none on a host.
    pub hbm_limit_bytes: Option<u64>,
    /// What the job lets the program use of one chip, in GiB.
    pub memory_limit_gb: Option<f64>,
    /// Devices that share a chip.
    pub devices_per_chip: u64,
    /// [`MemoryPerDevice::used_bytes`] of all devices of a chip.
    pub used_bytes_per_chip: Option<u64>,
}

impl MemoryPerDevice {
    /// The plugin's peak; where it gives none, arguments, results and temporaries, the aliased bytes
    /// counted once. `None` where one of these is not told either.
    pub fn used_bytes(&self) -> Option<u64> {
        let held = || {
            let both = self.argument_bytes?.saturating_add(self.output_bytes?);
            let alias = self.alias_bytes.unwrap_or(0);
            Some(both.saturating_add(self.temp_bytes?).saturating_sub(alias))
        };
        self.peak_bytes.or_else(held)
    }

    /// Fills in the numbers of the chip.
    #[must_use]
    pub fn with_chip_totals(mut self) -> Self {
        let all = |used: u64| used.saturating_mul(self.devices_per_chip);
        self.used_bytes_per_chip = self.used_bytes().map(all);
        self
    }

    /// The bytes one device may hold and who says so, the tighter of the two limits.
    pub fn limit(&self) -> Option<MemoryLimit> {
        let compiler = self.hbm_limit_bytes.map(|bytes| MemoryLimit {
            bytes_per_device: bytes,
            name: "the compiler's limit".to_owned(),
        });
        let shared = match self.devices_per_chip {
            0 | 1 => String::new(),
            devices => format!(" with {devices} devices"),
        };
        let job = self.memory_limit_gb.map(|gb| MemoryLimit {
            bytes_per_device: whole_bytes(gb * BYTES_PER_GB) / self.devices_per_chip.max(1),
            name: format!("memory_limit_gb {gb} of a chip{shared}"),
        });
        match (job, compiler) {
            (Some(job), Some(compiler)) if compiler.bytes_per_device < job.bytes_per_device => {
                Some(compiler)
            }
            (Some(job), _) => Some(job),
            (None, compiler) => compiler,
        }
    }
}

/// A limit and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoryLimit {
    /// What one device may hold.
    pub bytes_per_device: u64,
    /// Who says so.
    pub name: String,
}

/// A program needs more memory than there is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MemoryError {
    /// The most that one device holds is over its limit.
    #[error(
        "memory: found {} a device, wanted at most {} ({limit_name}); the largest tensor is \
         {largest}; {fits}",
        human_bytes(*.used_bytes),
        human_bytes(*.limit_bytes)
    )]
    OverLimit {
        /// What one device would hold.
        used_bytes: u64,
        /// What it may hold.
        limit_bytes: u64,
        /// Who says so.
        limit_name: String,
        /// The largest tensor, its shape and its bytes on a device.
        largest: String,
        /// What would fit.
        fits: String,
    },
}

/// The batch of a job, from which a smaller one can be proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// Sequences.
    pub size: u64,
    /// A batch must be a multiple of this to be cut over the mesh.
    pub multiple: u64,
}

/// Whether one device can hold the program; passes where the plugin does not tell what it holds.
///
/// # Errors
/// It cannot; the message names the limit, the largest tensor and what would fit.
pub fn check_memory(
    memory: &MemoryPerDevice,
    tensors: &[TensorReport],
    batch: Batch,
) -> Result<(), MemoryError> {
    let Some(used) = memory.used_bytes() else { return Ok(()) };
    let Some(limit) = memory.limit().filter(|limit| used > limit.bytes_per_device) else {
        return Ok(());
    };
    let largest = tensors.iter().max_by_key(|tensor| tensor.per_device_bytes);
    let largest = largest.map_or_else(|| "not known".to_owned(), named);
    Err(MemoryError::OverLimit {
        used_bytes: used,
        limit_bytes: limit.bytes_per_device,
        limit_name: limit.name,
        largest,
        fits: what_fits(used, limit.bytes_per_device, tensors, batch),
    })
}

fn named(tensor: &TensorReport) -> String {
    let TensorReport { name, role, shape, per_device_shape, .. } = tensor;
    let bytes = human_bytes(tensor.per_device_bytes);
    format!("{} {name} {shape} with {per_device_shape} = {bytes} a device", role.name())
}

/// What would fit in `limit` bytes of a device in place of a program that needs `used`, in words.
///
/// It is an estimate: temporaries and the tensors that grow with the batch are taken to shrink with
/// it, and with more devices all but the tensors that every device holds whole.
pub fn what_fits(used: u64, limit: u64, tensors: &[TensorReport], batch: Batch) -> String {
    let fixed = bytes_of(tensors, |tensor| !tensor.grows_with_batch).min(used);
    let growing = used - fixed;
    let multiple = batch.multiple.max(1);
    let room = u128::from(limit.saturating_sub(fixed));
    let fitting = room * u128::from(batch.size) / u128::from(growing.max(1));
    let fitting =
        u64::try_from(fitting).unwrap_or(batch.size).min(batch.size) / multiple * multiple;
    if fitting > 0 {
        let size = batch.size;
        return format!("a batch of about {fitting} instead of {size} would fit");
    }
    let whole = bytes_of(tensors, is_whole).min(used);
    let layouts = "a layout that cuts the codebook (tokens+codes, tokens+dim)";
    if whole >= limit {
        let bytes = human_bytes(whole);
        return format!(
            "neither a smaller batch nor more devices would fit, since each holds {bytes} whole; \
             try {layouts} or a smaller codebook"
        );
    }
    let times = (used - whole).div_ceil(limit - whole);
    let devices = format!("no smaller batch would fit: try about {times} times the devices");
    let is_whole_codebook =
        |tensor: &TensorReport| tensor.name.starts_with("codebook") && is_whole(tensor);
    if tensors.iter().any(is_whole_codebook) { format!("{devices}, or {layouts}") } else { devices }
}

/// Whether every device holds all of a tensor, however many devices there are.
fn is_whole(tensor: &TensorReport) -> bool {
    !tensor.grows_with_batch && tensor.sharding == "replicated"
}

/// The bytes of some tensors on a device; results that lie in parameters are not counted again.
fn bytes_of(tensors: &[TensorReport], counts: impl Fn(&TensorReport) -> bool) -> u64 {
    let is_alias =
        |tensor: &TensorReport| tensor.role == TensorRole::Result && tensor.aliased_to.is_some();
    let counted = tensors.iter().filter(|tensor| !is_alias(tensor) && counts(tensor));
    counted.map(|tensor| tensor.per_device_bytes).fold(0, u64::saturating_add)
}

/// Whole bytes of a positive size.
fn whole_bytes(bytes: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates, and limits are positive"
    )]
    let whole = bytes as u64;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIB: u64 = 1 << 30;

    fn tensor(name: &str, per_device_bytes: u64, grows_with_batch: bool) -> TensorReport {
        TensorReport {
            name: name.to_owned(),
            role: TensorRole::Parameter,
            shape: "bf16[64,64]".to_owned(),
            per_device_shape: "bf16[8,64]".to_owned(),
            per_device_bytes,
            sharding: "[data],".to_owned(),
            grows_with_batch,
            aliased_to: None,
        }
    }

    fn memory(peak_bytes: u64, memory_limit_gb: Option<f64>) -> MemoryPerDevice {
        MemoryPerDevice {
            peak_bytes: Some(peak_bytes),
            hbm_limit_bytes: Some(15 * GIB),
            memory_limit_gb,
            devices_per_chip: 2,
            ..MemoryPerDevice::default()
        }
    }

    #[test]
    fn a_chip_is_shared_by_its_devices() {
        let batch = Batch { size: 32, multiple: 4 };
        assert_eq!(check_memory(&memory(14 * GIB, Some(32.0)), &[], batch), Ok(()));
        assert_eq!(memory(14 * GIB, None).with_chip_totals().used_bytes_per_chip, Some(28 * GIB));
        let error = check_memory(&memory(14 * GIB, Some(24.0)), &[], batch);
        assert_eq!(
            error.expect_err("over the limit").to_string(),
            "memory: found 14.00 GiB a device, wanted at most 12.00 GiB (memory_limit_gb 24 of a \
             chip with 2 devices); the largest tensor is not known; a batch of about 24 instead of \
             32 would fit"
        );
        let alone = MemoryPerDevice { devices_per_chip: 1, ..memory(14 * GIB, Some(12.0)) };
        let name = alone.limit().map(|limit| limit.name);
        assert_eq!(name.as_deref(), Some("memory_limit_gb 12 of a chip"));
    }

    #[test]
    fn the_largest_tensor_and_what_would_fit_are_named() {
        let batch = Batch { size: 32, multiple: 4 };
        let tensors = [tensor("inputs", 16 * GIB, true), tensor("codebook", 2 * GIB, false)];
        let error = check_memory(&memory(20 * GIB, None), &tensors, batch);
        assert_eq!(
            error.expect_err("over the limit").to_string(),
            "memory: found 20.00 GiB a device, wanted at most 15.00 GiB (the compiler's limit); the \
             largest tensor is parameter inputs bf16[64,64] with bf16[8,64] = 16.00 GiB a device; a \
             batch of about 20 instead of 32 would fit"
        );
        let tensors = [tensor("codebook", 20 * GIB, false), tensor("inputs", GIB, true)];
        let error = check_memory(&memory(21 * GIB, None), &tensors, batch);
        assert_eq!(
            error.expect_err("over the limit").to_string(),
            "memory: found 21.00 GiB a device, wanted at most 15.00 GiB (the compiler's limit); the \
             largest tensor is parameter codebook bf16[64,64] with bf16[8,64] = 20.00 GiB a device; \
             no smaller batch would fit: try about 2 times the devices"
        );
    }

    #[test]
    fn without_a_peak_the_parts_are_added_up() {
        let memory = MemoryPerDevice {
            argument_bytes: Some(100),
            output_bytes: Some(60),
            alias_bytes: Some(50),
            temp_bytes: Some(7),
            ..MemoryPerDevice::default()
        };
        assert_eq!((memory.used_bytes(), memory.limit()), (Some(117), None));
    }

    #[test]
    fn what_is_not_told_is_unknown_and_not_zero() {
        let batch = Batch { size: 32, multiple: 4 };
        let told = MemoryPerDevice { peak_bytes: None, ..memory(0, Some(1.0)) };
        assert_eq!(told.used_bytes(), None);
        assert_eq!(told.clone().with_chip_totals().used_bytes_per_chip, None);
        assert_eq!(check_memory(&told, &[], batch), Ok(()));
        let partly = MemoryPerDevice { argument_bytes: Some(9 * GIB), ..told };
        assert_eq!(partly.used_bytes(), None);
    }

    #[test]
    fn more_devices_are_proposed_only_where_what_they_hold_whole_fits() {
        let batch = Batch { size: 4, multiple: 4 };
        let whole = |bytes| TensorReport {
            sharding: "replicated".to_owned(),
            ..tensor("codebook", bytes, false)
        };
        let fits = |tensors: &[TensorReport]| what_fits(24 * GIB, 15 * GIB, tensors, batch);
        assert_eq!(
            fits(&[whole(20 * GIB), tensor("inputs", GIB, true)]),
            "neither a smaller batch nor more devices would fit, since each holds 20.00 GiB whole; \
             try a layout that cuts the codebook (tokens+codes, tokens+dim) or a smaller codebook"
        );
        assert_eq!(
            fits(&[whole(12 * GIB), tensor("inputs", 12 * GIB, true)]),
            "no smaller batch would fit: try about 4 times the devices, or a layout that cuts the \
             codebook (tokens+codes, tokens+dim)"
        );
        assert_eq!(
            fits(&[tensor("codebook", 20 * GIB, false)]),
            "no smaller batch would fit: try about 2 times the devices"
        );
    }
}
