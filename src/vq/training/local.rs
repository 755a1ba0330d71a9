//! What each device's own tokens say of each entry, not yet reduced over devices: what stays pending
//! where updates are asynchronous.

use crate::ir::builder::Builder;
use crate::ir::value::Value;
use crate::sharding::spec::PartitionSpec;
use crate::vq::error::VqError;
use crate::vq::kinds::residual::Choice;
use crate::vq::recipe::Recipe;

impl Recipe<'_> {
    /// Tokens of each entry by device, `f32[P, (L,) (G,) K]`.
    pub(in crate::vq) fn local_counts(
        &self,
        b: &mut Builder,
        choice: &Choice,
    ) -> Result<Value, VqError> {
        let counts = self.counts_by_device(b, choice)?;
        self.devices_first(b, counts, 1)
    }

    /// The sum of the tokens of each entry by device, `f32[P, (L,) (G,) K, d]`.
    pub(in crate::vq) fn local_sums(
        &self,
        b: &mut Builder,
        choice: &Choice,
    ) -> Result<Value, VqError> {
        let sums = self.sums_by_device(b, choice)?;
        self.devices_first(b, sums, 2)
    }

    /// The sum over devices of what each holds, `f32[P, ..] -> f32[..]` as the state lies.
    pub(in crate::vq) fn over_devices(
        &self,
        b: &mut Builder,
        local: Value,
        has_elements: bool,
    ) -> Result<Value, VqError> {
        let sum = b.sum(local, &[0])?;
        self.constrain_entries(b, sum, &self.axes.state, has_elements)
    }

    /// `[(L,) (G,) B devices, S devices, ..] -> [P, (L,) (G,) ..]`, added up over all that share a
    /// codebook; `rank` is that of one codebook's part.
    fn devices_first(&self, b: &mut Builder, x: Value, rank: usize) -> Result<Value, VqError> {
        let dims = b.shape(x).dims.clone();
        let lead = dims.len() - rank - 2;
        let order = [lead, lead + 1].into_iter().chain(0..lead).chain(lead + 2..dims.len());
        let moved = b.transpose(x, &order.collect::<Vec<_>>())?;
        let devices = [dims[lead] * dims[lead + 1]];
        let mut local = b.reshape(moved, &[&devices, &dims[..lead], &dims[lead + 2..]].concat())?;
        if self.is_shared() && lead > 0 {
            local = b.sum(local, &(1..=lead).collect::<Vec<_>>())?;
        }
        self.constrain_local(b, local, rank == 2)
    }

    fn constrain_local(
        &self,
        b: &mut Builder,
        x: Value,
        has_elements: bool,
    ) -> Result<Value, VqError> {
        let mut entry = vec![self.axes.state.clone()];
        if has_elements {
            entry.push(self.axes.entry_dim.clone());
        }
        let lead = b.shape(x).rank() - entry.len() - 1;
        let groups =
            (0..lead).map(|d| if d + 1 == lead { self.axes.groups.clone() } else { vec![] });
        let cut = [self.axes.tokens()].into_iter().chain(groups).chain(entry).collect();
        let spec = PartitionSpec::new(b.mesh(), cut)?;
        Ok(b.constrain(x, spec)?)
    }
}
