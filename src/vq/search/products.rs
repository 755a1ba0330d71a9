//! Scores that have the same bits on any number of devices.
//!
//! Two things would tell how many there are. Where devices share an entry's elements, an all-reduce
//! adds in an order of its own: here elements are cut into blocks whose number the mesh has no part
//! in, each has a product of one shape, and additions written out in the graph make one score of
//! them. For that each device takes all blocks of some tokens, which is half of what an all-reduce
//! moves, and devices tell each other the codes that they found. And where devices share the entries,
//! few may be left to each: of products of at most 8 columns compilers for CPU add in another order.

use crate::ir::builder::Builder;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;
use crate::vq::error::VqError;
use crate::vq::recipe::{Formulation, Recipe};
use crate::vq::search::{self, Candidates};
use crate::vq::training::reproducible::blocks_of_elements;

/// From so many columns on the f32 products of CPU compilers have the bits of wider ones.
const LEAST_COLUMNS: usize = 16;

impl Recipe<'_> {
    /// `tokens [(G,) B, S, d] x candidates [(G,) K, d] -> f32[(G,) B, S, K]`: `|c|^2 / 2 - x.c`.
    pub(in crate::vq) fn scores(
        &self,
        b: &mut Builder,
        tokens: Value,
        candidates: Candidates,
    ) -> Result<Value, VqError> {
        let entries = candidates.entries;
        let products = match self.blocks_of_devices(b.mesh()) {
            Some(blocks) => self.products_of_blocks(b, tokens, entries, blocks)?,
            None => self.products_of_parts(b, tokens, entries)?,
        };
        b.label(products, "products");
        Ok(search::scores(b, products, candidates.half_norms)?)
    }

    /// `x f32[.., d] -> f32[..]`: the sum of all elements, where devices share them block by block;
    /// `cut` are the axes that cut the last of the dimensions before them.
    pub(in crate::vq) fn over_elements(
        &self,
        b: &mut Builder,
        x: Value,
        cut: &[Vec<usize>],
    ) -> Result<Value, VqError> {
        let last = b.shape(x).rank() - 1;
        let Some(blocks) = self.blocks_of_devices(b.mesh()) else { return Ok(b.sum(x, &[last])?) };
        let parts = in_blocks(b, x, blocks)?;
        let sums = b.sum(parts, &[last + 1])?;
        self.add_blocks(b, sums, last, cut)
    }

    /// The sum over dimension `over` of blocks `f32[.., R ..]`, which every device needs all of;
    /// `cut` are the axes that cut the last of the other dimensions.
    pub(in crate::vq) fn add_blocks(
        &self,
        b: &mut Builder,
        blocks: Value,
        over: usize,
        cut: &[Vec<usize>],
    ) -> Result<Value, VqError> {
        let mut lies = vec![vec![]; b.shape(blocks).rank() - 1 - cut.len()];
        lies.extend_from_slice(cut);
        lies.insert(over, vec![]);
        let spec = PartitionSpec::new(b.mesh(), lies)?;
        let blocks = b.constrain(blocks, spec)?;
        Ok(b.sum_pairwise(blocks, over)?)
    }

    /// How many blocks of elements there are, where devices share these and each has whole blocks.
    pub(in crate::vq) fn blocks_of_devices(&self, mesh: &Mesh) -> Option<usize> {
        let axes = &self.axes.entry_dim;
        let blocks = blocks_of_elements(self.spec);
        let is_even = blocks.is_multiple_of(mesh.size_of(axes));
        (self.is_own() && is_even && !axes.is_empty()).then_some(blocks)
    }

    /// The axes that cut batch and sequence where devices that share elements take all those of some
    /// tokens: theirs too, where they divide the one or the other.
    pub(in crate::vq) fn finer_tokens(&self, mesh: &Mesh) -> [Vec<usize>; 2] {
        let (batch, seq) = (&self.axes.batch, &self.axes.seq);
        let finer = |axes: &[usize]| [axes, &self.axes.entry_dim].concat();
        if self.spec.batch.is_multiple_of(mesh.size_of(&finer(batch))) {
            [finer(batch), seq.clone()]
        } else if self.spec.seq.is_multiple_of(mesh.size_of(&finer(seq))) {
            [batch.clone(), finer(seq)]
        } else {
            [batch.clone(), seq.clone()]
        }
    }

    /// Codes `s32[(G,) B, S]` as tokens lie, wherever they were found.
    pub(in crate::vq) fn as_tokens_lie(
        &self,
        b: &mut Builder,
        codes: Value,
    ) -> Result<Value, VqError> {
        if self.blocks_of_devices(b.mesh()).is_none() {
            return Ok(codes);
        }
        let lies = vec![self.axes.batch.clone(), self.axes.seq.clone()];
        let spec = PartitionSpec::new(b.mesh(), lies)?;
        Ok(b.constrain(codes, spec)?)
    }

    /// `tokens [B, S, D] x entries [K, D] -> f32[B, S, K]`, by blocks of elements.
    fn products_of_blocks(
        &self,
        b: &mut Builder,
        tokens: Value,
        entries: Value,
        blocks: usize,
    ) -> Result<Value, VqError> {
        let (batch, seq, dim) = (&self.axes.batch, &self.axes.seq, &self.axes.entry_dim);
        let lies = [dim, batch, seq, &vec![]].map(Clone::clone).to_vec();
        let of_tokens = PartitionSpec::new(b.mesh(), lies)?;
        let of_entries = PartitionSpec::new(b.mesh(), vec![dim.clone(), vec![], vec![]])?;
        let tokens = in_blocks(b, tokens, blocks)?;
        let tokens = b.transpose(tokens, &[2, 0, 1, 3])?;
        let tokens = b.constrain(tokens, of_tokens.clone())?;
        let entries = in_blocks(b, entries, blocks)?;
        let entries = b.transpose(entries, &[1, 0, 2])?;
        let entries = b.constrain(entries, of_entries)?;
        let products = search::products(b, tokens, entries)?;
        let products = b.constrain(products, of_tokens)?;
        b.label(products, "products_of_blocks");
        let [batch, seq] = self.finer_tokens(b.mesh());
        self.add_blocks(b, products, 0, &[batch, seq, vec![]])
    }

    /// As [`search::products`], of at least [`LEAST_COLUMNS`] on a device where the layout lets
    /// devices share the entries.
    fn products_of_parts(
        &self,
        b: &mut Builder,
        tokens: Value,
        entries: Value,
    ) -> Result<Value, VqError> {
        let shape = b.shape(entries).clone();
        let (lead, dim) = (shape.rank() - 2, shape.dims[shape.rank() - 1]);
        let parts = b.mesh().size_of(&self.axes.entries);
        let of_part = shape.dims[lead] / parts;
        let is_shared = !self.axes.entries.is_empty() || self.along().is_some();
        let is_narrow = of_part < LEAST_COLUMNS && shape.element_type == ElementType::F32;
        if !(is_shared && is_narrow) {
            return Ok(search::products(b, tokens, entries)?);
        }
        let before = &shape.dims[..lead];
        let cut = b.reshape(entries, &[before, &[parts, of_part, dim]].concat())?;
        let zero = b.scalar(ElementType::F32, 0.0)?;
        let filling = [before, &[parts, LEAST_COLUMNS - of_part, dim]].concat();
        let filling = b.broadcast(zero, &filling, &[])?;
        let filled = b.concatenate(&[cut, filling], lead + 1)?;
        let filled = b.reshape(filled, &[before, &[parts * LEAST_COLUMNS, dim]].concat())?;
        let filled = self.constrain_entries(b, filled, &self.axes.entries, true)?;
        let products = search::products(b, tokens, filled)?;
        let dims = b.shape(products).dims.clone();
        let rows = &dims[..dims.len() - 1];
        let cut = b.reshape(products, &[rows, &[parts, LEAST_COLUMNS]].concat())?;
        let real = b.range(cut, dims.len(), 0..of_part)?;
        Ok(b.reshape(real, &[rows, &[parts * of_part]].concat())?)
    }

    fn is_own(&self) -> bool {
        self.formulation == Formulation::Own
    }
}

/// `x [.., d] -> [.., R, d / R]`.
pub(in crate::vq) fn in_blocks(b: &mut Builder, x: Value, blocks: usize) -> Result<Value, VqError> {
    let mut dims = b.shape(x).dims.clone();
    let elements = dims.pop().unwrap_or(1);
    dims.extend([blocks, elements / blocks]);
    Ok(b.reshape(x, &dims)?)
}
