//! How a device comes by entries that others hold: those it searches, and the rows of its codes.

use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::value::Value;
use crate::sharding::mesh::Mesh;
use crate::vq::error::VqError;
use crate::vq::formulation::{Lookup, lookup_of_parts, tokens_together};
use crate::vq::recipe::Recipe;
use crate::vq::region::{Along, F32, Region, first_of_part, gather, part_of};
use crate::vq::search::lookup::{are_codes, gathered, rows};
use crate::vq::search::{self, RoundedCodebook};
use crate::vq::spec::{SearchPrecision, Step};

/// Entries that came to a device.
struct Gathered {
    /// Those that it searches.
    searched: Value,
    /// All, where these are a part of them and the others came too.
    whole: Option<Value>,
}

impl Recipe<'_> {
    /// All entries that a device searches, of the part `codebook f32[k, d]` that it holds: rounded
    /// where they lie, and sent in the compute type unless the search needs them as they are.
    pub(in crate::vq) fn gathered_codebook(
        &self,
        b: &mut Builder,
        codebook: Value,
        region: &Region,
    ) -> Result<RoundedCodebook, VqError> {
        let dtype = self.spec.dtype;
        let usual = self.spec.precision() == SearchPrecision::of_inputs(dtype);
        if dtype == F32 || !usual {
            let Gathered { searched, whole } = self.gathered(b, codebook, region)?;
            let searched = search::round_codebook(b, searched, dtype)?;
            let whole = match whole {
                Some(whole) => Some(search::round_codebook(b, whole, dtype)?.compute),
                None => None,
            };
            return Ok(RoundedCodebook { whole, ..searched });
        }
        let own = search::round_codebook(b, codebook, dtype)?;
        let Gathered { searched: compute, whole } = self.gathered(b, own.compute, region)?;
        if compute == own.compute {
            return Ok(RoundedCodebook { unrounded: own.exact, ..own });
        }
        let exact = b.convert(compute, F32)?;
        // Changes no number, but the norms are of f32 numbers then, as on one device: compilers for CPU
        // add squares of bf16 ones in another order.
        let exact = b.reduce_precision(exact, 8, 7)?;
        Ok(RoundedCodebook { compute, exact, unrounded: exact, whole, ..own })
    }

    /// `entries [k, d]` of all devices that a device needs.
    fn gathered(
        &self,
        b: &mut Builder,
        entries: Value,
        region: &Region,
    ) -> Result<Gathered, IrError> {
        match region.search.filter(|&along| self.takes_all_entries(b.mesh(), along)) {
            Some(along) => {
                let whole = gather(b, entries, &region.state)?;
                let searched = part_of(b, whole, 0, &[along.axis])?;
                Ok(Gathered { searched, whole: Some(whole) })
            }
            None => {
                Ok(Gathered { searched: gather(b, entries, region.within_search())?, whole: None })
            }
        }
    }

    /// Whether devices that search a part of the entries take all of them, for the rows of their codes.
    fn takes_all_entries(&self, mesh: &Mesh, along: Along) -> bool {
        let tokens = tokens_together(self.spec, mesh, along.axis);
        self.spec.step != Step::Encode && lookup_of_parts(self.spec, tokens) == Lookup::Entries
    }

    /// Rows of this device's codes, zero where not valid: `entries [k, d]` are all, or its part of
    /// them, and beside its own codes may stand those of all devices that share the search.
    ///
    /// Where it has a part, each row is added to -0 of the other devices, which changes no number; -0
    /// itself becomes 0 where a plugin begins its sums with 0.
    pub(in crate::vq) fn rows_of_parts(
        &self,
        b: &mut Builder,
        entries: Value,
        (own, of_all): (Value, Option<Value>),
        valid: Value,
    ) -> Result<Value, VqError> {
        let whole = b.shape(entries).dims[0] == self.spec.quantizer.codebook_size();
        let Some(along) = self.along().filter(|_| !whole) else {
            return Ok(rows(b, entries, own, valid)?);
        };
        let axis = [along.axis];
        let codes = match of_all {
            Some(codes) => codes,
            None => b.all_gather(own, along.dimension, &axis)?,
        };
        let size = b.shape(entries).dims[0];
        let first = first_of_part(b, size, &axis)?;
        let first = b.spread(first, codes)?;
        let places = b.subtract(codes, first)?;
        let here = are_codes(b, places, size)?;
        let rows = gathered(b, entries, places)?;
        let nothing = b.splat(rows, b.shape(rows).element_type, -0.0)?;
        let here = b.spread_rows(here, rows)?;
        let rows = b.select(here, rows, nothing)?;
        let rows = b.reduce_scatter(rows, along.dimension, &axis)?;
        let zero = b.splat(rows, b.shape(rows).element_type, 0.0)?;
        let valid = b.spread_rows(valid, rows)?;
        Ok(b.select(valid, rows, zero)?)
    }
}
