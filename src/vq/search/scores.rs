//! Scores that have the same bits on any number of devices.
//!
//! Two things would tell how many there are. Where devices share an entry's elements, an all-reduce
//! adds in an order of its own: here elements are cut into blocks whose number the mesh has no part
//! in, each has a product of one shape, and additions written out in the graph make one score of
//! them. For that each device takes all blocks of some tokens, which is half of what an all-reduce
//! moves, and tells the others the codes that it found. And where devices share the entries, few may
//! be left to each, or an uneven number: compilers for CPU add products of these in another order
//! (see `COLUMNS`).

use crate::ir::attr::DotDimensions;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;
use crate::vq::error::VqError;
use crate::vq::random::noise::{Noise, with_noise};
use crate::vq::recipe::{Formulation, Recipe};
use crate::vq::search::{Candidates, product_precision};
use crate::vq::spec::Layout;
use crate::vq::training::reproducible::{blocks_of_elements, in_blocks, shared_out};

/// F32 products of CPU compilers have the same bits whatever number of times so many columns they have;
/// of other numbers of columns some add up in another order (below 16 for AVX2, 48 and less, 80 or 96 for
/// AVX-512). TPUs have them too, so that a host runs their programs with the codes of any mesh; there they
/// cost what is left of a tile (v4-32, f32, K = 1000 in `tokens+codes`: 142 us, 131 at 1024).
const COLUMNS: usize = 64;

impl Recipe<'_> {
    /// `tokens [(G,) B, S, d] x candidates [(G,) K, d] -> f32[(G,) B, S, K]`: `|c|^2 / 2 - x.c`, half of
    /// the squared distance but for `|x|^2`, which is the same for all entries.
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
        let dims = b.shape(products).dims.clone();
        let lead = dims.len() - 3;
        let mapping: Vec<usize> = (0..lead).chain([lead + 2]).collect();
        let half_norms = b.broadcast(candidates.half_norms, &dims, &mapping)?;
        let scores = b.subtract(half_norms, products)?;
        Ok(b.label(scores, "scores"))
    }

    /// `x f32[.., d] -> f32[..]`: the sum of all elements, by `sum`, where devices share them block by
    /// block; `cut` are the axes that cut the last of the dimensions before them.
    pub(in crate::vq) fn over_elements(
        &self,
        b: &mut Builder,
        x: Value,
        cut: &[Vec<usize>],
        sum: fn(&mut Builder, Value) -> Result<Value, IrError>,
    ) -> Result<Value, VqError> {
        let last = b.shape(x).rank() - 1;
        let Some(blocks) = self.blocks_of_devices(b.mesh()) else { return Ok(sum(b, x)?) };
        let parts = in_blocks(b, x, blocks)?;
        let sums = sum(b, parts)?;
        let blocks_first: Vec<usize> = [last].into_iter().chain(0..last).collect();
        let sums = b.transpose(sums, &blocks_first)?;
        let cut = [&vec![vec![]; last - cut.len()][..], cut].concat();
        // So little that one collective which gives each device all blocks is the fastest.
        self.over_blocks(b, sums, 0..1, &cut, &[])
    }

    /// How many blocks of elements there are, where devices share these and each has whole blocks.
    pub(in crate::vq) fn blocks_of_devices(&self, mesh: &Mesh) -> Option<usize> {
        let axes = &self.axes.entry_dim;
        let blocks = blocks_of_elements(self.spec);
        let is_even = blocks.is_multiple_of(mesh.size_of(axes));
        (self.is_own() && is_even && !axes.is_empty()).then_some(blocks)
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
        let products = products(b, tokens, entries)?;
        let products = b.constrain(products, of_tokens)?;
        b.label(products, "products_of_blocks");
        let sizes = [self.spec.batch, self.spec.seq];
        let shares = shared_out(b.mesh(), &[batch.clone(), seq.clone()], &sizes, dim);
        let shares = PartitionSpec::new(b.mesh(), [&[vec![]], &shares[..], &[vec![]]].concat())?;
        let products = b.constrain(products, shares)?;
        Ok(b.sum_pairwise(products, 0)?)
    }

    /// `scores f32[(G,) B, S, K] -> codes s32[(G,) B, S]`: one (value, index) reduction, so that the
    /// scores need never be stored; ties go to the smallest code. With noise it is the code that the
    /// noise draws. Scores of blocks have each device find the codes of some tokens, and tell them.
    ///
    /// Where the scores tell which tokens are finite ([`Recipe::scores_tell`]), -1 of those that are not.
    pub(in crate::vq) fn nearest_codes(
        &self,
        b: &mut Builder,
        scores: Value,
        noise: Option<Noise>,
    ) -> Result<Value, VqError> {
        let scores = match noise {
            Some(noise) => with_noise(b, scores, noise)?,
            None => scores,
        };
        let dims = b.shape(scores).dims.clone();
        let last = dims.len() - 1;
        let by_blocks = self.blocks_of_devices(b.mesh()).is_some();
        let entries = if by_blocks {
            // Numbers of their own: those of one-hot rows would lie as the scores do, too.
            let entries = b.iota(Shape::new(ElementType::S32, &dims[last..]), 0)?;
            b.broadcast(entries, &dims, &[last])?
        } else {
            b.iota(Shape::new(ElementType::S32, &dims), last)?
        };
        let mut codes = if self.scores_tell(b.mesh()) {
            b.place_of_smallest_finite(scores, entries, &[last])?
        } else {
            b.place_of_smallest(scores, entries, &[last])?
        };
        if by_blocks {
            let tokens = vec![self.axes.batch.clone(), self.axes.seq.clone()];
            let tokens = PartitionSpec::new(b.mesh(), tokens)?;
            codes = b.constrain(codes, tokens)?;
        }
        Ok(b.label(codes, "nearest"))
    }

    /// As [`products`], of a number of times [`COLUMNS`] on a device where the layout lets devices
    /// share the entries.
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
        // On one device too, whose codes are those of several.
        let is_shared = matches!(self.spec.layout, Layout::TokensCodes | Layout::CodesTokens);
        let columns = of_part.next_multiple_of(COLUMNS);
        let is_uneven = of_part < columns && shape.element_type == ElementType::F32;
        if !(is_shared && is_uneven) {
            return Ok(products(b, tokens, entries)?);
        }
        let before = &shape.dims[..lead];
        let cut = b.reshape(entries, &[before, &[parts, of_part, dim]].concat())?;
        let zero = b.scalar(ElementType::F32, 0.0)?;
        let filling = [before, &[parts, columns - of_part, dim]].concat();
        let filling = b.broadcast(zero, &filling, &[])?;
        let filled = b.concatenate(&[cut, filling], lead + 1)?;
        let filled = b.reshape(filled, &[before, &[parts * columns, dim]].concat())?;
        let filled = self.constrain_entries(b, filled, &self.axes.entries, true)?;
        let products = products(b, tokens, filled)?;
        let dims = b.shape(products).dims.clone();
        let rows = &dims[..dims.len() - 1];
        let cut = b.reshape(products, &[rows, &[parts, columns]].concat())?;
        let real = b.range(cut, dims.len(), 0..of_part)?;
        Ok(b.reshape(real, &[rows, &[parts * of_part]].concat())?)
    }

    fn is_own(&self) -> bool {
        self.formulation == Formulation::Own
    }
}

/// `inputs [.., B, S, D] x entries [.., K, D] -> f32[.., B, S, K]`.
fn products(b: &mut Builder, inputs: Value, entries: Value) -> Result<Value, IrError> {
    let lead = b.shape(inputs).rank() - 3;
    let along_dim = DotDimensions {
        lhs_batch: (0..lead).collect(),
        rhs_batch: (0..lead).collect(),
        lhs_contracting: vec![lead + 2],
        rhs_contracting: vec![lead + 1],
    };
    let precision = product_precision(b.shape(inputs).element_type);
    b.dot(inputs, entries, along_dim, precision, ElementType::F32)
}

/// `x f32[.., d] -> f32[..]`: the sum in an order that is the compiler's.
pub(in crate::vq) fn sum(b: &mut Builder, x: Value) -> Result<Value, IrError> {
    let last = b.shape(x).rank() - 1;
    b.sum(x, &[last])
}
