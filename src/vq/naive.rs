//! The naive formulation: the yardstick that ours is compared with.
//!
//! It is what the definition says, written down as it stands: all differences `x - c` as one array
//! `f32[B,S,K,D]`, squared and summed, then products of f32 one-hot rows for the lookup and the
//! sums. All else is the step's own, so that a comparison tells what the formulation costs.

use crate::ir::attr::DotDimensions;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::search::product_precision;

const F32: ElementType = ElementType::F32;

/// `tokens [.., B, S, d], codebook [.., K, d] -> f32[.., B, S, K]`: squared distances by way of
/// `f32[.., B, S, K, d]`, unless a compiler fuses it away.
pub(in crate::vq) fn scores(
    b: &mut Builder,
    tokens: Value,
    codebook: Value,
) -> Result<Value, IrError> {
    let x = b.convert(tokens, F32)?;
    let codebook = b.convert(codebook, F32)?;
    let (dims, entries) = (b.shape(x).dims.clone(), b.shape(codebook).dims.clone());
    let lead = dims.len() - 3;
    let all = [&dims[..lead + 2], &entries[lead..]].concat();
    let of_token: Vec<usize> = (0..lead + 2).chain([lead + 3]).collect();
    let of_entry: Vec<usize> = (0..lead).chain([lead + 2, lead + 3]).collect();
    let each_token = b.broadcast(x, &all, &of_token)?;
    let each_entry = b.broadcast(codebook, &all, &of_entry)?;
    let differences = b.subtract(each_token, each_entry)?;
    b.label(differences, "differences");
    let squares = b.multiply(differences, differences)?;
    let distances = b.sum(squares, &[lead + 3])?;
    Ok(b.label(distances, "distances"))
}

/// `assignments pred[.., B, S, K], codebook [.., K, d] -> [.., B, S, d]`: rows by a product with
/// f32 one-hot rows.
pub(in crate::vq) fn rows(
    b: &mut Builder,
    assignments: Value,
    codebook: Value,
) -> Result<Value, IrError> {
    let dtype = b.shape(codebook).element_type;
    let lead = b.shape(assignments).rank() - 3;
    let over_entries = DotDimensions {
        lhs_batch: (0..lead).collect(),
        rhs_batch: (0..lead).collect(),
        lhs_contracting: vec![lead + 2],
        rhs_contracting: vec![lead],
    };
    let one_hot = b.convert(assignments, F32)?;
    let exact = b.convert(codebook, F32)?;
    let rows = b.dot(one_hot, exact, over_entries, product_precision(dtype), F32)?;
    b.convert(rows, dtype)
}
