//! Statistics within devices: each adds up its own tokens, and what devices have to tell each other
//! waits until all stages are through.
//!
//! Where results are to be reproducible, blocks of tokens take the place of devices, see
//! [`crate::vq::training::reproducible`].
//!
//! The places of the devices are dimensions of their own, cut so that each device has one: a sum
//! over the rest needs nobody else. `P` and `Q` are the devices that share batch and sequence, `R`
//! those that share the embedding dimension.

use crate::ir::builder::Builder;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;
use crate::vq::error::VqError;
use crate::vq::formulation::{Counts, Sums};
use crate::vq::kinds::codebook::Nearest;
use crate::vq::kinds::product::group_codes;
use crate::vq::kinds::residual::{Choice, ChosenBy};
use crate::vq::losses::squared_differences;
use crate::vq::recipe::Recipe;
use crate::vq::training::reproducible::{Blocks, rounded_alone};
use crate::vq::training::statistics;

const F32: ElementType = ElementType::F32;

impl Recipe<'_> {
    /// The shapes of one stage's squares `[P, Q, R]`, counts `[(G,) P, Q, K]` and sums
    /// `[(G,) P, Q, K, d]`.
    pub(in crate::vq) fn partial_shapes(&self, mesh: &Mesh) -> [Shape; 3] {
        let [p, q, r] = self.parts(mesh);
        let quantizer = &self.spec.quantizer;
        let counts = [self.groups().as_slice(), &[p, q, quantizer.codebook_size()]].concat();
        let sums = [&counts[..], &[quantizer.entry_dim()]].concat();
        [&[p, q, r][..], &counts, &sums].map(|dims| Shape::new(F32, dims))
    }

    /// Squared differences of what was looked for and what was chosen: `f32[P, Q, R]`.
    pub(in crate::vq) fn partial_squares_of_stage(
        &self,
        b: &mut Builder,
        nearest: Nearest,
    ) -> Result<Value, VqError> {
        let squares = squared_differences(b, nearest.inputs, nearest.rows)?;
        self.partial_squares(b, squares)
    }

    /// The sum of `squares f32[B, S, D]` by device: `f32[P, Q, R]`.
    pub(in crate::vq) fn partial_squares(
        &self,
        b: &mut Builder,
        squares: Value,
    ) -> Result<Value, VqError> {
        let dims = &b.shape(squares).dims;
        let [p, q, r] = self.parts(b.mesh());
        let dims = [p, dims[0] / p, q, dims[1] / q, r, dims[2] / r];
        let parts = b.reshape(squares, &dims)?;
        let sums = if self.spec.reproducible {
            // Compilers would choose an order within blocks by how many of them a device has.
            let parts = rounded_alone(b, parts)?;
            let of_sequences = b.sum_pairwise(parts, 3)?;
            let of_blocks = b.sum_pairwise(of_sequences, 1)?;
            b.reshape(of_blocks, &[p, q, r])?
        } else {
            b.sum(parts, &[1, 3, 5])?
        };
        let cut = [&self.axes.batch, &self.axes.seq, &self.axes.dim].map(Vec::clone);
        let spec = PartitionSpec::new(b.mesh(), cut.to_vec())?;
        Ok(b.constrain(sums, spec)?)
    }

    /// Tokens of each entry by device: `f32[(L,) (G,) P, Q, K]`.
    pub(in crate::vq) fn counts_by_device(
        &self,
        b: &mut Builder,
        choice: &Choice,
    ) -> Result<Value, VqError> {
        match &choice.by {
            ChosenBy::Search(nearest) => self.partial_counts(b, *nearest),
            ChosenBy::Stages(staged) => Ok(staged.counts),
        }
    }

    /// The sum of the tokens of each entry by device: `f32[(L,) (G,) P, Q, K, d]`.
    pub(in crate::vq) fn sums_by_device(
        &self,
        b: &mut Builder,
        choice: &Choice,
    ) -> Result<Value, VqError> {
        match &choice.by {
            ChosenBy::Search(nearest) => self.partial_sums(b, *nearest),
            ChosenBy::Stages(staged) => Ok(staged.sums),
        }
    }

    /// Tokens of each entry on all devices that see each other's: `f32[(G,) K]`.
    pub(in crate::vq) fn counts_of(
        &self,
        b: &mut Builder,
        nearest: &Nearest,
    ) -> Result<Value, VqError> {
        match self.statistics.counts {
            Counts::OneHot => Ok(statistics::counts(b, nearest.assignments)?),
            Counts::Histogram => {
                let codes = group_codes(b, nearest.codes, self.groups())?;
                Ok(statistics::histogram(b, codes, self.spec.quantizer.codebook_size())?)
            }
            Counts::RowByRow => self.counts_by_row(b, nearest),
        }
    }

    /// Tokens of each entry: `f32[(G,) P, Q, K]`.
    pub(in crate::vq) fn partial_counts(
        &self,
        b: &mut Builder,
        nearest: Nearest,
    ) -> Result<Value, VqError> {
        let counts = match self.statistics.counts {
            Counts::OneHot => {
                let assignments = self.by_device(b, nearest.assignments)?;
                statistics::counts(b, assignments)?
            }
            Counts::Histogram => {
                let codes = group_codes(b, nearest.codes, self.groups())?;
                let codes = self.codes_by_device(b, codes)?;
                statistics::histogram(b, codes, self.spec.quantizer.codebook_size())?
            }
            Counts::RowByRow => {
                let counts = self.counts_by_row(b, &nearest)?;
                of_one_device(b, counts, 1)?
            }
        };
        self.constrain_partial(b, counts, &[&self.axes.state])
    }

    /// The sum of the tokens of each entry: `f32[(G,) P, Q, K, d]`.
    pub(in crate::vq) fn partial_sums(
        &self,
        b: &mut Builder,
        nearest: Nearest,
    ) -> Result<Value, VqError> {
        match self.statistics.sums {
            Sums::OneHot => self.partial_sums_of(b, nearest.assignments, nearest.grouped),
            Sums::RowByRow => {
                let sums = self.sums_by_row(b, &nearest)?;
                of_one_device(b, sums, 2)
            }
        }
    }

    /// The sum of `tokens [(G,) B, S, d]` of each entry: `f32[(G,) P, Q, K, d]`.
    pub(in crate::vq) fn partial_sums_of(
        &self,
        b: &mut Builder,
        assignments: Value,
        tokens: Value,
    ) -> Result<Value, VqError> {
        let (assignments, tokens) = self.by_block_of_elements(b, assignments, tokens)?;
        let assignments = self.by_device(b, assignments)?;
        let grouped = self.by_device(b, tokens)?;
        let sums = statistics::sums(b, assignments, grouped)?;
        let sums = self.of_blocks_of_elements(b, sums)?;
        self.constrain_partial(b, sums, &[&self.axes.state, &self.axes.entry_dim])
    }

    /// The sum of `tokens f32[(G,) B, S, d]` less `held f32[(G,) K', d]`, where it is given, by their
    /// weights for each entry `f32[(G,) B, S, K']`: `f32[(G,) P, Q, K', d]`, K' being K filled up to an
    /// even cut.
    pub(in crate::vq) fn partial_pulls(
        &self,
        b: &mut Builder,
        (weights, tokens): (Value, Value),
        held: Option<Value>,
    ) -> Result<Value, VqError> {
        let (weights, tokens) = (self.by_device(b, weights)?, self.by_device(b, tokens)?);
        let mut pulls = statistics::sums(b, weights, tokens)?;
        if let Some(held) = held {
            let totals = statistics::counts(b, weights)?;
            let totals = b.spread_rows(totals, pulls)?;
            let dims = b.shape(pulls).dims.clone();
            let last = dims.len() - 1;
            let kept: Vec<usize> = (0..last - 3).chain([last - 1, last]).collect();
            let held = b.broadcast(held, &dims, &kept)?;
            let held = b.multiply(totals, held)?;
            pulls = b.subtract(pulls, held)?;
        }
        self.constrain_partial(b, pulls, &[&self.axes.entries, &self.axes.entry_dim])
    }

    /// `f32[L, P, Q, R] -> f32[]`.
    pub(in crate::vq) fn total_squares(
        &self,
        b: &mut Builder,
        squares: Value,
    ) -> Result<Value, VqError> {
        if self.spec.reproducible {
            return self.squares_in_order(b, squares);
        }
        Ok(b.sum(squares, &[0, 1, 2, 3])?)
    }

    /// `f32[(L,) (G,) P, Q, K] -> f32[(L,) (G,) K]`.
    pub(in crate::vq) fn total_counts(
        &self,
        b: &mut Builder,
        counts: Value,
    ) -> Result<Value, VqError> {
        let total = self.total(b, counts, 1)?;
        let total = self.constrain_entries(b, total, &self.axes.state, false)?;
        Ok(b.label(total, "counts"))
    }

    /// `f32[(L,) (G,) P, Q, K, d] -> f32[(L,) (G,) K, d]`.
    pub(in crate::vq) fn total_sums(&self, b: &mut Builder, sums: Value) -> Result<Value, VqError> {
        if self.spec.reproducible {
            return self.total_in_order(b, sums);
        }
        let total = self.total(b, sums, 2)?;
        let total = self.constrain_entries(b, total, &self.axes.state, true)?;
        Ok(b.label(total, "sums"))
    }

    /// The sum over the devices, and where one codebook is shared, over all that share it; `rank` is
    /// that of one codebook's statistics.
    pub(in crate::vq) fn total(
        &self,
        b: &mut Builder,
        x: Value,
        rank: usize,
    ) -> Result<Value, VqError> {
        let devices = b.shape(x).rank() - rank - 2;
        let first = if self.is_shared() { 0 } else { devices };
        let over: Vec<usize> = (first..devices + 2).collect();
        Ok(b.sum(x, &over)?)
    }

    /// How many devices share batch, sequence and embedding dimension; where results are to be
    /// reproducible, the blocks of tokens, and each element by itself.
    fn parts(&self, mesh: &Mesh) -> [usize; 3] {
        if self.spec.reproducible {
            let Blocks { batch, seq } = Blocks::of(self.spec);
            return [batch, seq, self.spec.quantizer.embedding_dim];
        }
        [&self.axes.batch, &self.axes.seq, &self.axes.dim].map(|axes| mesh.size_of(axes))
    }

    /// `[(G,) B, S, n] -> [(G,) P, Q, B / P, S / Q, n]`.
    fn by_device(&self, b: &mut Builder, x: Value) -> Result<Value, VqError> {
        let dims = b.shape(x).dims.clone();
        let [p, q, _] = self.parts(b.mesh());
        let (lead, tokens) = dims.split_at(dims.len() - 3);
        let cut = [lead, &[p, tokens[0] / p, q, tokens[1] / q, tokens[2]]].concat();
        let parts = b.reshape(x, &cut)?;
        let mut order: Vec<usize> = (0..cut.len()).collect();
        order.swap(lead.len() + 1, lead.len() + 2);
        Ok(b.transpose(parts, &order)?)
    }

    /// `[(G,) B, S] -> [(G,) P, Q, B / P, S / Q]`.
    fn codes_by_device(&self, b: &mut Builder, codes: Value) -> Result<Value, VqError> {
        let of_one = [&b.shape(codes).dims[..], &[1]].concat();
        let column = b.reshape(codes, &of_one)?;
        let column = self.by_device(b, column)?;
        let mut dims = b.shape(column).dims.clone();
        dims.pop();
        Ok(b.reshape(column, &dims)?)
    }

    /// States that each device holds its own part of `x [(G,) P, Q, ..]`.
    fn constrain_partial(
        &self,
        b: &mut Builder,
        x: Value,
        rest: &[&Vec<usize>],
    ) -> Result<Value, VqError> {
        // In a region a device sees its own part only, and nobody is to be told.
        if self.region.is_some() {
            return Ok(x);
        }
        let groups = self.groups().map(|_| self.axes.groups.clone());
        let devices = [self.axes.batch.clone(), self.axes.seq.clone()];
        let rest = rest.iter().map(|axes| axes.to_vec());
        let cut = groups.into_iter().chain(devices).chain(rest).collect();
        let spec = PartitionSpec::new(b.mesh(), cut)?;
        Ok(b.constrain(x, spec)?)
    }
}

/// `[(G,) ..] -> [(G,) 1, 1, ..]`, where the rest has `rank` dimensions.
fn of_one_device(b: &mut Builder, x: Value, rank: usize) -> Result<Value, VqError> {
    let dims = b.shape(x).dims.clone();
    let (lead, rest) = dims.split_at(dims.len() - rank);
    Ok(b.reshape(x, &[lead, &[1, 1], rest].concat())?)
}
