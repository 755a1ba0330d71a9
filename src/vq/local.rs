//! What each device's own tokens say of each entry, not yet reduced over devices.
//!
//! The tokens' cut dimensions are split so that the cut becomes a dimension of its own, `P` of them
//! in all, and a batch dimension of the products: no device needs another one's tokens.

use crate::ir::builder::Builder;
use crate::ir::value::Value;
use crate::sharding::spec::PartitionSpec;
use crate::vq::codebook::Nearest;
use crate::vq::error::VqError;
use crate::vq::recipe::Recipe;
use crate::vq::residual::Choice;
use crate::vq::statistics;

impl Recipe<'_> {
    /// Tokens of each entry by device, `f32[P, (L,) (G,) K]`.
    pub(in crate::vq) fn local_counts(
        &self,
        b: &mut Builder,
        choice: &Choice,
    ) -> Result<Value, VqError> {
        let of_stage = |b: &mut Builder, stage: &Nearest| {
            let hits = self.by_device(b, stage.assignments, &self.axes.state)?;
            let counts = statistics::counts(b, hits)?;
            self.one_device_dimension(b, counts, 1)
        };
        let stages: Result<Vec<Value>, VqError> =
            choice.stages.iter().map(|stage| of_stage(b, stage)).collect();
        let counts = self.by_stage(b, &stages?, 1)?;
        self.constrain_local(b, counts, false)
    }

    /// The sum of the tokens of each entry by device, `f32[P, (L,) (G,) K, d]`.
    pub(in crate::vq) fn local_sums(
        &self,
        b: &mut Builder,
        choice: &Choice,
    ) -> Result<Value, VqError> {
        let of_stage = |b: &mut Builder, stage: &Nearest| {
            let hits = self.by_device(b, stage.assignments, &self.axes.state)?;
            let tokens = self.by_device(b, stage.grouped, &self.axes.entry_dim)?;
            let sums = statistics::sums(b, hits, tokens)?;
            self.one_device_dimension(b, sums, 2)
        };
        let stages: Result<Vec<Value>, VqError> =
            choice.stages.iter().map(|stage| of_stage(b, stage)).collect();
        let sums = self.by_stage(b, &stages?, 1)?;
        self.constrain_local(b, sums, true)
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

    /// `[(G,) B, S, n] -> [b devices, s devices, (G,) B / b, S / s, n]`, the last dimension cut over
    /// `last`.
    fn by_device(&self, b: &mut Builder, x: Value, last: &[usize]) -> Result<Value, VqError> {
        let dims = b.shape(x).dims.clone();
        let lead = dims.len() - 3;
        let (batch, seq) = (&self.axes.batch, &self.axes.seq);
        let (rows, columns) = (b.mesh().size_of(batch), b.mesh().size_of(seq));
        let split = [rows, dims[lead] / rows, columns, dims[lead + 1] / columns, dims[lead + 2]];
        let split = b.reshape(x, &[&dims[..lead], &split].concat())?;
        let groups = (0..lead).map(|_| self.axes.groups.clone());
        let cut = groups.chain([batch.clone(), vec![], seq.clone(), vec![], last.to_vec()]);
        let spec = PartitionSpec::new(b.mesh(), cut.collect())?;
        let split = b.constrain(split, spec)?;
        let order = [lead, lead + 2].into_iter().chain(0..lead);
        let order: Vec<usize> = order.chain([lead + 1, lead + 3, lead + 4]).collect();
        Ok(b.transpose(split, &order)?)
    }

    /// `[b devices, s devices, (G,) ..] -> [P, (G,) ..]`, added up over groups that share a
    /// codebook; `rank` is that of one codebook's part.
    fn one_device_dimension(
        &self,
        b: &mut Builder,
        x: Value,
        rank: usize,
    ) -> Result<Value, VqError> {
        let dims = b.shape(x).dims.clone();
        let joined = b.reshape(x, &[&[dims[0] * dims[1]], &dims[2..]].concat())?;
        let has_groups = dims.len() - 2 > rank;
        self.of_codebooks(b, joined, (1, has_groups))
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
