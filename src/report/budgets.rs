//! Budgets: what a compiled program may cost, held against its report.

use crate::report::contract::StoredArray;
use crate::report::memory::MemoryPerDevice;
use crate::report::table::human_bytes;
use crate::report::{Collective, Report};

/// The most that a program may cost; `None` is no limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Budgets {
    /// Bytes that one device holds at one time.
    pub hbm_bytes: Option<u64>,
    /// Bytes of temporaries of one device.
    pub temp_bytes: Option<u64>,
    /// Bytes of the program of one device.
    pub code_bytes: Option<u64>,
    /// Collectives, those inside of a loop counted once.
    pub collectives: Option<u64>,
    /// Bytes that one device gives into all collectives, those of a loop counted once.
    pub collective_bytes: Option<u64>,
    /// Whether distances may not be stored in the device's main memory.
    pub forbids_distances_in_hbm: bool,
    /// Whether every parameter that the job donates must really be.
    pub requires_aliasing: bool,
}

/// What of a report budgets are held against.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Costs<'a> {
    pub(in crate::report) memory: &'a MemoryPerDevice,
    pub(in crate::report) collectives: &'a [Collective],
    pub(in crate::report) stored_distances: &'a [StoredArray],
    /// Parameters that were to be donated and are copied; `None` where nobody knows.
    pub(in crate::report) not_donated: Option<&'a [String]>,
    /// The name, the shape and the bytes of the largest array on a device.
    pub(in crate::report) largest: Option<(&'a str, &'a str, u64)>,
}

/// What is over its budget, each with its budget and its offender.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("over budget: {}", .0.join("; "))]
pub struct OverBudget(pub Vec<String>);

impl Budgets {
    /// Whether a report keeps to the budgets. What the compiler does not tell is over each of them.
    ///
    /// # Errors
    /// It does not.
    pub fn check(&self, report: &Report) -> Result<(), OverBudget> {
        let largest = report.tensors.iter().max_by_key(|tensor| tensor.per_device_bytes);
        self.check_costs(Costs {
            memory: &report.memory_per_device,
            collectives: &report.collectives,
            stored_distances: &report.contract.stored_distances,
            not_donated: Some(&report.contract.not_donated),
            largest: largest.map(|t| (&*t.name, &*t.per_device_shape, t.per_device_bytes)),
        })
    }

    pub(in crate::report) fn check_costs(&self, costs: Costs<'_>) -> Result<(), OverBudget> {
        let memory = costs.memory;
        let found = [
            over("--max-hbm", memory.used_bytes(), self.hbm_bytes, || largest_tensor(costs)),
            over("--max-temp", memory.temp_bytes, self.temp_bytes, || largest_distances(costs)),
            over("--max-code-bytes", memory.code_bytes, self.code_bytes, || None),
            self.too_many_collectives(costs.collectives),
            self.too_large_collectives(costs.collectives),
            self.distances(costs.stored_distances),
            self.copies(costs.not_donated),
        ];
        let found: Vec<String> = found.into_iter().flatten().collect();
        if found.is_empty() { Ok(()) } else { Err(OverBudget(found)) }
    }

    fn too_many_collectives(&self, collectives: &[Collective]) -> Option<String> {
        let found: usize = collectives.iter().map(|row| row.count).sum();
        let most = self.collectives.filter(|&most| found as u64 > most)?;
        let rows: Vec<String> = collectives.iter().map(described).collect();
        Some(format!(
            "--max-collectives: found {found}, wanted at most {most} ({})",
            rows.join(", ")
        ))
    }

    fn too_large_collectives(&self, collectives: &[Collective]) -> Option<String> {
        let found = collectives.iter().map(|row| row.bytes).fold(0, u64::saturating_add);
        let largest = || {
            let row = collectives.iter().max_by_key(|row| row.bytes)?;
            Some(format!("the largest are {}", described(row)))
        };
        over("--max-collective-bytes", Some(found), self.collective_bytes, largest)
    }

    fn distances(&self, stored: &[StoredArray]) -> Option<String> {
        let stored: Vec<String> = stored.iter().filter(|a| a.in_hbm).map(shown).collect();
        let is_over = self.forbids_distances_in_hbm && !stored.is_empty();
        is_over.then(|| format!("--forbid-distances-in-hbm: found {}", stored.join(", ")))
    }

    fn copies(&self, copied: Option<&[String]>) -> Option<String> {
        let Some(copied) = copied else {
            let untold = "--require-aliasing: the module does not tell what it donates";
            return self.requires_aliasing.then(|| untold.to_owned());
        };
        let is_over = self.requires_aliasing && !copied.is_empty();
        is_over.then(|| format!("--require-aliasing: copied are {}", copied.join(", ")))
    }
}

fn over(
    flag: &str,
    found: Option<u64>,
    most: Option<u64>,
    offender: impl Fn() -> Option<String>,
) -> Option<String> {
    let most = most?;
    let Some(found) = found else {
        return Some(format!(
            "{flag}: the plugin does not tell, wanted at most {}",
            human_bytes(most)
        ));
    };
    let offender = offender().map_or(String::new(), |offender| format!(" ({offender})"));
    let (found_text, most_text) = (human_bytes(found), human_bytes(most));
    (found > most)
        .then(|| format!("{flag}: found {found_text}, wanted at most {most_text}{offender}"))
}

fn largest_tensor(costs: Costs<'_>) -> Option<String> {
    let (name, shape, bytes) = costs.largest?;
    Some(format!("the largest tensor is {name} {shape} of {}", human_bytes(bytes)))
}

fn largest_distances(costs: Costs<'_>) -> Option<String> {
    let array = costs.stored_distances.iter().max_by_key(|array| array.bytes)?;
    Some(format!("distances are stored: {}", shown(array)))
}

fn shown(array: &StoredArray) -> String {
    format!("{} {} of {}", array.instruction, array.shape, human_bytes(array.bytes))
}

fn described(row: &Collective) -> String {
    let axes = if row.axes.is_empty() { "other groups".to_owned() } else { row.axes.join(",") };
    format!("{} {} over {axes} of {}", row.count, row.kind, human_bytes(row.bytes))
}
