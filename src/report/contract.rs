//! What a compiled program keeps to: no stored distances, sums in f32, donated state.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::report::table::{human_bytes, row};

/// The properties of a compiled step that decide its cost and its precision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contract {
    /// Distances of all tokens and entries of a device that the program stores on its way; none where
    /// the search is fused.
    pub stored_distances: Vec<StoredArray>,
    /// How each tensor of the state is added up.
    pub sums: Vec<Sums>,
    /// Parameters whose memory a result takes, as the compiler says.
    pub donated: Vec<String>,
    /// Parameters that the job donates and the program copies none the less.
    pub not_donated: Vec<String>,
}

/// An array that one device stores between operations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StoredArray {
    /// The instruction that makes it.
    pub instruction: String,
    /// Its type and sizes.
    pub shape: String,
    /// Its bytes, without the padding of tiles.
    pub bytes: u64,
    /// Whether it lies in the device's main memory, and not on the chip.
    pub in_hbm: bool,
    /// Whether it is made once a turn of a loop.
    pub in_loop: bool,
}

/// The additions behind one tensor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sums {
    /// The result.
    pub tensor: String,
    /// Its additions, over tokens and over devices.
    pub additions: Vec<Addition>,
}

/// Additions of one kind and type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Addition {
    /// HLO's opcode.
    pub operation: String,
    /// The type that it adds up in.
    #[serde(rename = "type")]
    pub element_type: String,
    /// How many there are.
    pub count: usize,
}

impl Contract {
    pub(in crate::report) fn rows(&self) -> Vec<Vec<String>> {
        let stored = |array: &StoredArray| {
            let place = if array.in_hbm { "in HBM" } else { "on the chip" };
            format!("{} of {} {place}", array.shape, human_bytes(array.bytes))
        };
        let mut rows = vec![row(
            "distances",
            &match &self.stored_distances[..] {
                [] => "never stored".to_owned(),
                arrays => arrays.iter().map(stored).collect::<Vec<_>>().join(", "),
            },
        )];
        let sums = self.sums.iter();
        rows.extend(sums.map(|sums| row(&sums.tensor, &format!("added up in {}", sums.types()))));
        let listed = |name: &str, tensors: &[String]| row(name, &tensors.join(", "));
        if !self.donated.is_empty() {
            rows.push(listed("donated", &self.donated));
        }
        if !self.not_donated.is_empty() {
            rows.push(listed("not donated", &self.not_donated));
        }
        rows
    }
}

impl Sums {
    /// `f32 (all-reduce, convolution)`, by type.
    fn types(&self) -> String {
        let mut types: Vec<&str> = self.additions.iter().map(|a| a.element_type.as_str()).collect();
        types.sort_unstable();
        types.dedup();
        let of = |wanted: &str| {
            let same = self.additions.iter().filter(|a| a.element_type == wanted);
            let operations: Vec<&str> = same.map(|a| a.operation.as_str()).collect();
            format!("{wanted} ({})", operations.join(", "))
        };
        types.into_iter().map(of).collect::<Vec<_>>().join(", ")
    }
}
