//! What each stage saw and chose, made again from the codes: the stages' loop keeps no tokens.

use crate::ir::builder::Builder;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::codebook::by_group;
use crate::vq::error::VqError;
use crate::vq::product::group_tokens;
use crate::vq::recipe::Recipe;
use crate::vq::residual::{Choice, ChosenBy};
use crate::vq::stages::part;

const F32: ElementType = ElementType::F32;

/// One stage's tokens and what it chose for them.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct Seen {
    /// The tokens by group, zero where not valid: `[(G,) B, S, d]`.
    pub grouped: Value,
    /// The rows of the codebook, zero where not valid: `[B, S, D]`.
    pub rows: Value,
}

impl Recipe<'_> {
    /// One a stage; one in all of a quantizer without stages.
    pub(in crate::vq) fn seen_by_stages(
        &self,
        b: &mut Builder,
        choice: &Choice,
        valid: Value,
        codebook: Value,
    ) -> Result<Vec<Seen>, VqError> {
        if let ChosenBy::Search(nearest) = &choice.by {
            return Ok(vec![Seen { grouped: nearest.grouped, rows: nearest.rows }]);
        }
        let whole = self.round(b, codebook)?.compute;
        let dims = b.shape(valid).dims.clone();
        let wide = [&dims[..], self.groups().as_slice()].concat();
        let valid = b.broadcast(valid, &wide, &[0, 1])?;
        let mut residual = b.convert(choice.inputs(), F32)?;
        let mut seen = Vec::new();
        for stage in 0..self.stages().unwrap_or(1) {
            let inputs = self.in_compute_type(b, residual)?;
            let codes = part(b, choice.codes, 2, stage)?;
            let entries = if self.is_shared() {
                by_group(b, whole, self.groups())?
            } else {
                part(b, whole, 0, stage)?
            };
            let rows = self.entries_of_stage(b, codes, valid, entries)?;
            seen.push(Seen { grouped: group_tokens(b, inputs, self.groups())?, rows });
            let rows = b.convert(rows, F32)?;
            residual = b.subtract(residual, rows)?;
        }
        Ok(seen)
    }
}
