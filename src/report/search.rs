//! How a step searches: the types of its numbers, and over which codebook.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The search for the nearest entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SearchReport {
    /// `fast`, `exact` or `f32`, as the job says it.
    pub precision: String,
    /// The type of the operands of its products.
    pub operand_type: String,
    /// The type that products are summed in.
    pub accumulation_type: String,
    /// The type of the distances that are compared.
    pub distance_type: String,
    /// The type of the codes.
    pub index_type: String,
    /// The codebook that a code is the nearest entry of; `quantized`, losses and statistics have the
    /// entries in the type of the inputs.
    pub codebook: String,
    /// How codes are found.
    pub method: String,
}
