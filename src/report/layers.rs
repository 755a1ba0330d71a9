//! What the layers of a model need together, when they share one executable.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::report::memory::MemoryPerDevice;
use crate::report::{TensorReport, TensorRole};

/// The layers that the executable serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LayersReport {
    /// How many.
    pub count: usize,
    /// What each is called.
    pub names: Vec<String>,
    /// Whether one run is all layers, stacked, or one of them.
    pub stacked: bool,
    /// Bytes of all layers' state on one device, before the device pads it.
    pub state_bytes: u64,
    /// Bytes of what one run takes and gives besides.
    pub batch_bytes: u64,
    /// Bytes that one run needs for itself, where the plugin says so; layers take turns in them.
    pub temp_bytes: Option<u64>,
    /// Bytes of the program, once for all layers, where the plugin says so.
    pub code_bytes: Option<u64>,
    /// All of these: what a device holds while one layer, or the stack, runs.
    pub total_bytes: u64,
}

impl LayersReport {
    /// What `count` layers of a model need. State is what a step takes that does not grow with the
    /// batch.
    pub fn of(
        (count, model, stacked): (usize, Option<&str>, bool),
        memory: &MemoryPerDevice,
        tensors: &[TensorReport],
    ) -> Self {
        let model = model.map_or(String::new(), |model| format!("{model}."));
        let bytes = |chosen: &dyn Fn(&TensorReport) -> bool| -> u64 {
            tensors.iter().filter(|t| chosen(t)).map(|t| t.per_device_bytes).sum()
        };
        let is_state = |t: &TensorReport| t.role == TensorRole::Parameter && !t.grows_with_batch;
        let is_batch = |t: &TensorReport| !is_state(t) && t.aliased_to.is_none();
        let turns = if stacked { 1 } else { count as u64 };
        let state_bytes = bytes(&is_state).saturating_mul(turns);
        let batch_bytes = bytes(&is_batch);
        let (temp_bytes, code_bytes) = (memory.temp_bytes, memory.code_bytes);
        let rest = [batch_bytes, temp_bytes.unwrap_or(0), code_bytes.unwrap_or(0)];
        LayersReport {
            count,
            names: (0..count).map(|layer| format!("{model}layer{layer}")).collect(),
            stacked,
            state_bytes,
            batch_bytes,
            temp_bytes,
            code_bytes,
            total_bytes: rest.into_iter().fold(state_bytes, u64::saturating_add),
        }
    }
}
