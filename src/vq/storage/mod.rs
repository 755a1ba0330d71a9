//! Codes and codebooks in fewer bits.

pub mod bf16;
pub mod int8;
pub(in crate::vq) mod packing;

use crate::ir::builder::Builder;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::recipe::Recipe;
use crate::vq::spec::StoredCodebook;

impl Recipe<'_> {
    /// Adds `codebook f32[.., K, d]` where it is given in another form.
    pub(in crate::vq) fn widen_codebook(
        &self,
        b: &mut Builder,
        given: &mut Arrays,
    ) -> Result<(), VqError> {
        let codebook = match self.spec.storage.codebook {
            StoredCodebook::F32 => return Ok(()),
            StoredCodebook::Bf16 => bf16::widened(b, given)?,
            StoredCodebook::Int8 => int8::widened(b, given)?,
        };
        given.set("codebook", codebook);
        Ok(())
    }
}
