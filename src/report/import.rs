//! The report of somebody else's module: what is known of a program without a job.

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::report::budgets::{Budgets, Costs, OverBudget};
use crate::report::estimate::Estimate;
use crate::report::memory::{MemoryError, MemoryPerDevice};
use crate::report::table::{
    aligned, collective_rows, compiled_rows, device_rows, human_bytes, indented, row,
};
use crate::report::{Collective, Counted, PluginReport, ProgramReport, TargetReport, TensorRole};

/// The JSON Schema of the `report.json` of an import.
pub fn schema() -> Value {
    schema_for!(ImportReport).to_value()
}

/// All that is known of one compiled module.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ImportReport {
    /// The version of this shape, which it shares with the report of a job.
    pub schema_version: u32,
    /// The version of vqbit that wrote it.
    pub vqbit_version: String,
    /// The name of the file that the module was read from.
    pub imported_from: String,
    /// Who says what the mesh is: `--mesh`, or the module's word.
    pub mesh_source: String,
    /// What it was compiled for.
    pub target: TargetReport,
    /// What compiled it.
    pub plugin: PluginReport,
    /// What was handed to the plugin.
    pub program: ProgramReport,
    /// Bytes of one device beside its limits.
    pub memory_per_device: MemoryPerDevice,
    /// Floating-point operations of one device.
    pub flops_per_device: Option<Counted>,
    /// Bytes that the operations of one device read and write, where the plugin counts them.
    pub bytes_accessed_per_device: Option<Counted>,
    /// The collectives of the optimized program, equal ones together.
    pub collectives: Vec<Collective>,
    /// How long one run would take, where the compiler counts cycles.
    pub estimate: Option<Estimate>,
    /// Seconds that the plugin took to compile.
    pub compile_seconds: f64,
    /// Parameters that the module gives to results and the program copies none the less; nothing
    /// where the module does not tell what it gives.
    pub not_donated: Option<Vec<String>>,
    /// What one device takes and gives: parameters first, then results.
    pub arrays: Vec<ArrayReport>,
}

/// One array of a program, on one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ArrayReport {
    /// The parameter's name in the program, or the result's number.
    pub name: String,
    /// Parameter or result.
    pub role: TensorRole,
    /// One device's shape.
    pub per_device_shape: String,
    /// Its bytes, before the device pads it.
    pub per_device_bytes: u64,
    /// How the whole is cut, in HLO's words, where the compiler says so.
    pub sharding: Option<String>,
    /// For a parameter the result that takes its memory, for a result the parameter it is in.
    pub aliased_to: Option<String>,
}

impl ImportReport {
    /// Whether one device can hold the program; passes where the plugin does not tell what it holds.
    ///
    /// # Errors
    /// It cannot.
    pub fn check_memory(&self) -> Result<(), MemoryError> {
        let memory = &self.memory_per_device;
        let Some(used) = memory.used_bytes() else { return Ok(()) };
        let Some(limit) = memory.limit().filter(|limit| used > limit.bytes_per_device) else {
            return Ok(());
        };
        let largest = self.largest().map_or("not known".to_owned(), |array| {
            let ArrayReport { name, per_device_shape, .. } = array;
            let bytes = human_bytes(array.per_device_bytes);
            format!("{name} with {per_device_shape} = {bytes} a device")
        });
        Err(MemoryError::OverLimit {
            used_bytes: used,
            limit_bytes: limit.bytes_per_device,
            limit_name: limit.name,
            largest,
            fits: "cut the module's arrays over more devices".to_owned(),
        })
    }

    /// Whether the program keeps to the budgets. What is not told is over each of them.
    ///
    /// # Errors
    /// It does not.
    pub fn check_budgets(&self, budgets: &Budgets) -> Result<(), OverBudget> {
        budgets.check_costs(Costs {
            memory: &self.memory_per_device,
            collectives: &self.collectives,
            stored_distances: &[],
            not_donated: self.not_donated.as_deref(),
            largest: self.largest().map(|a| (&*a.name, &*a.per_device_shape, a.per_device_bytes)),
        })
    }

    fn largest(&self) -> Option<&ArrayReport> {
        self.arrays.iter().max_by_key(|array| array.per_device_bytes)
    }

    /// The report as a table for people, several blocks of aligned text.
    pub fn to_table(&self) -> String {
        let mut head = compiled_rows(&self.target, &self.plugin, &self.program);
        head.insert(0, row("module", &self.imported_from));
        head.push(row("mesh from", &self.mesh_source));
        head.push(row("compiled in", &format!("{:.2} s", self.compile_seconds)));
        head.extend(self.estimate.iter().flat_map(Estimate::rows));
        let (flops, accessed) = (&self.flops_per_device, &self.bytes_accessed_per_device);
        let device = device_rows(&self.memory_per_device, flops.as_ref(), accessed.as_ref());
        [
            aligned(&head),
            format!("per device\n{}", indented(&aligned(&device))),
            format!("collectives\n{}", indented(&aligned(&collective_rows(&self.collectives)))),
            format!("arrays\n{}", indented(&aligned(&self.array_rows()))),
        ]
        .join("\n")
    }

    fn array_rows(&self) -> Vec<Vec<String>> {
        let head = ["name", "role", "per device", "bytes", "sharding", "shares memory with"];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        rows.extend(self.arrays.iter().map(|array| {
            vec![
                array.name.clone(),
                array.role.name().to_owned(),
                array.per_device_shape.clone(),
                human_bytes(array.per_device_bytes),
                array.sharding.clone().unwrap_or_default(),
                array.aliased_to.clone().unwrap_or_default(),
            ]
        }));
        rows
    }
}
