//! Sums over tokens that have the same bits on any number of devices.
//!
//! Tokens are cut into blocks whose number the mesh has no part in. Each block is summed by itself,
//! by one product of one shape; the blocks' sums are then added in one order that the graph writes
//! out (see [`Builder::sum_pairwise`]). For that each device takes the part of some entries from all
//! blocks, adds, and gives the result to all: as many bytes as an all-reduce moves.
//!
//! Counts are whole numbers below 2^24, whose sums are exact in any order, and need none of this.

use std::ops::Range;

use crate::ir::builder::Builder;
use crate::ir::op::BinaryOp;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;
use crate::vq::error::VqError;
use crate::vq::recipe::Recipe;
use crate::vq::spec::StepSpec;

const F32: ElementType = ElementType::F32;
/// Sequences are cut where the batch alone makes fewer blocks than this.
const ENOUGH_BLOCKS: usize = 32;
/// As many blocks as a batch makes, at most: powers of two, so that usual meshes share them evenly.
const MOST_OF_BATCH: usize = 64;
/// As many as there are at most where sequences are cut, too.
const MOST_BLOCKS: usize = 128;

/// Blocks of an entry's elements where the layout cuts these.
const MOST_OF_ELEMENTS: usize = 8;

/// How many blocks of tokens there are along batch and sequence, whatever the mesh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vq) struct Blocks {
    /// Along the batch.
    pub batch: usize,
    /// Along the sequence.
    pub seq: usize,
}

impl Blocks {
    /// Those of a step's tokens: the largest power of two that divides the batch, up to 64; where
    /// that is below 32, times the largest one that divides the sequence, up to 128 in all.
    pub(in crate::vq) fn of(spec: &StepSpec) -> Self {
        let batch = power_of_two_in(spec.batch).min(MOST_OF_BATCH);
        let cut = batch < ENOUGH_BLOCKS;
        let seq = if cut { power_of_two_in(spec.seq).min(MOST_BLOCKS / batch) } else { 1 };
        Blocks { batch, seq }
    }

    /// That devices along batch and sequence take whole blocks.
    pub(in crate::vq) fn check(
        self,
        spec: &StepSpec,
        [along_batch, along_seq]: [usize; 2],
    ) -> Result<(), VqError> {
        if self.batch.is_multiple_of(along_batch) && self.seq.is_multiple_of(along_seq) {
            return Ok(());
        }
        Err(VqError::BlocksNotDivisible {
            batch: spec.batch,
            seq: spec.seq,
            blocks: format!("{} x {}", self.batch, self.seq),
            devices: format!("{along_batch} x {along_seq}"),
            wanted: format!("divisors of {} and {}", self.batch, self.seq),
        })
    }
}

/// How many blocks of an entry's elements there are, where the layout cuts these.
pub(in crate::vq) fn blocks_of_elements(spec: &StepSpec) -> usize {
    power_of_two_in(spec.quantizer.entry_dim()).min(MOST_OF_ELEMENTS)
}

/// `x [.., d] -> [.., R, d / R]`.
pub(in crate::vq) fn in_blocks(b: &mut Builder, x: Value, blocks: usize) -> Result<Value, VqError> {
    let mut dims = b.shape(x).dims.clone();
    let elements = dims.pop().unwrap_or(1);
    dims.extend([blocks, elements / blocks]);
    Ok(b.reshape(x, &dims)?)
}

/// Squares, each rounded before anything is added to it: compilers for CPU make one operation of a
/// product and an addition, but not in every loop. The bound that keeps the two apart is the largest
/// f32, which no other square reaches.
pub(in crate::vq) fn rounded_alone(b: &mut Builder, squares: Value) -> Result<Value, VqError> {
    let largest = b.splat(squares, F32, f64::from(f32::MAX))?;
    Ok(b.binary(BinaryOp::Minimum, squares, largest)?)
}

/// The largest power of two that divides a number above 0.
fn power_of_two_in(n: usize) -> usize {
    1 << n.trailing_zeros()
}

impl Recipe<'_> {
    /// `f32[(L,) P, Q, D] -> f32[]`: over the blocks, which leaves a sum of each element, and then
    /// over these.
    pub(in crate::vq) fn squares_in_order(
        &self,
        b: &mut Builder,
        blocks: Value,
    ) -> Result<Value, VqError> {
        let last = b.shape(blocks).rank() - 1;
        let of_elements = self.over_blocks(
            b,
            blocks,
            0..last,
            std::slice::from_ref(&self.axes.dim),
            &self.axes.tokens(),
        )?;
        Ok(b.sum_in_order(of_elements, &[0])?)
    }

    /// `assignments pred[(G,) B, S, K], tokens [(G,) B, S, d] -> f32[(G,) K, d]`: the sum of the
    /// tokens of each entry, over all groups where these share a codebook.
    pub(in crate::vq) fn sums_in_order(
        &self,
        b: &mut Builder,
        assignments: Value,
        tokens: Value,
    ) -> Result<Value, VqError> {
        let blocks = self.partial_sums_of(b, assignments, tokens)?;
        self.total_in_order(b, blocks)
    }

    /// `assignments [B, S, K], tokens [B, S, d] -> [R, B, S, K], [R, B, S, d / R]` where the layout
    /// cuts elements and results are to be reproducible, so that products have one shape on any
    /// number of devices; as they are elsewhere.
    pub(in crate::vq) fn by_block_of_elements(
        &self,
        b: &mut Builder,
        assignments: Value,
        tokens: Value,
    ) -> Result<(Value, Value), VqError> {
        if !self.has_blocks_of_elements() {
            return Ok((assignments, tokens));
        }
        let blocks = blocks_of_elements(self.spec);
        let chosen = b.shape(assignments).dims.clone();
        let assignments =
            b.broadcast(assignments, &[&[blocks], &chosen[..]].concat(), &[1, 2, 3])?;
        let parts = in_blocks(b, tokens, blocks)?;
        Ok((assignments, b.transpose(parts, &[2, 0, 1, 3])?))
    }

    /// Sums of such blocks, `f32[R, P, Q, K, d / R] -> f32[P, Q, K, d]`.
    pub(in crate::vq) fn of_blocks_of_elements(
        &self,
        b: &mut Builder,
        sums: Value,
    ) -> Result<Value, VqError> {
        if !self.has_blocks_of_elements() {
            return Ok(sums);
        }
        let dims = b.shape(sums).dims.clone();
        let axes = [&self.axes.entry_dim, &self.axes.batch, &self.axes.seq].map(Clone::clone);
        let cut = [&axes[..], &[self.axes.state.clone(), vec![]]].concat();
        let spec = PartitionSpec::new(b.mesh(), cut)?;
        let sums = b.constrain(sums, spec)?;
        let elements_last = b.transpose(sums, &[1, 2, 3, 0, 4])?;
        Ok(b.reshape(elements_last, &[dims[1], dims[2], dims[3], dims[0] * dims[4]])?)
    }

    fn has_blocks_of_elements(&self) -> bool {
        self.spec.reproducible && !self.axes.entry_dim.is_empty()
    }

    /// `f32[(L,) (G,) P, Q, K, d] -> f32[(L,) (G,) K, d]`, over all that share a codebook.
    pub(in crate::vq) fn total_in_order(
        &self,
        b: &mut Builder,
        blocks: Value,
    ) -> Result<Value, VqError> {
        let end = b.shape(blocks).rank() - 2;
        let first = if self.is_shared() { 0 } else { end - 2 };
        let entry = [self.axes.state.clone(), self.axes.entry_dim.clone()];
        let total = self.over_blocks(b, blocks, first..end, &entry, &self.axes.tokens())?;
        Ok(b.label(total, "sums"))
    }

    /// The sum over the dimensions `over`, the last of them those of the blocks, which lie over the axes
    /// `devices`; `cut` is how the dimensions after them lie before and after.
    ///
    /// Each device takes a part of what comes out from all blocks, adds, and gives it to all.
    pub(in crate::vq) fn over_blocks(
        &self,
        b: &mut Builder,
        blocks: Value,
        over: Range<usize>,
        cut: &[Vec<usize>],
        devices: &[usize],
    ) -> Result<Value, VqError> {
        let lead = |end: usize| {
            (0..end).map(move |d| if d + 1 == end { self.axes.groups.clone() } else { vec![] })
        };
        let sizes = &b.shape(blocks).dims[over.end..];
        let shares = shared_out(b.mesh(), cut, sizes, devices);
        let whole = over.clone().map(|_| vec![]);
        let spec = lead(over.start).chain(whole).chain(shares).collect();
        let spec = PartitionSpec::new(b.mesh(), spec)?;
        let mut sum = b.constrain(blocks, spec)?;
        for dimension in over.clone().rev() {
            sum = b.sum_pairwise(sum, dimension)?;
        }
        let spec = lead(over.start).chain(cut.iter().cloned()).collect();
        let spec = PartitionSpec::new(b.mesh(), spec)?;
        Ok(b.constrain(sum, spec)?)
    }
}

/// `cut`, and over the axes `devices` too along the first dimension that these divide.
pub(in crate::vq) fn shared_out(
    mesh: &Mesh,
    cut: &[Vec<usize>],
    sizes: &[usize],
    devices: &[usize],
) -> Vec<Vec<usize>> {
    let mut shares = cut.to_vec();
    for (share, size) in shares.iter_mut().zip(sizes) {
        let finer = [&share[..], devices].concat();
        if size.is_multiple_of(mesh.size_of(&finer)) {
            *share = finer;
            break;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vq::build::build;
    use crate::vq::spec::{Layout, Step};

    fn spec(batch: usize, seq: usize) -> StepSpec {
        let plain = StepSpec::plain(Step::Update, 16, 8);
        StepSpec { batch, seq, reproducible: true, ..plain }
    }

    #[test]
    fn blocks_are_cut_from_batch_and_sequence_by_powers_of_two() {
        let blocks = |batch, seq| {
            let Blocks { batch, seq } = Blocks::of(&spec(batch, seq));
            (batch, seq)
        };
        assert_eq!([blocks(32, 512), blocks(96, 512), blocks(256, 1)], [(32, 1), (32, 1), (64, 1)]);
        assert_eq!([blocks(1, 512), blocks(16, 96), blocks(6, 5)], [(1, 128), (16, 8), (2, 1)]);
    }

    #[test]
    fn devices_that_would_share_a_block_are_told() {
        let mesh = Mesh::parse("2x3").expect("a mesh");
        let error = build(&spec(6, 8), &mesh).expect_err("6 devices along 2 blocks of the batch");
        assert_eq!(
            error.to_string(),
            "reproducible: batch 6 x seq 8 is 2 x 8 blocks of tokens, which the 6 x 1 devices that \
             share the tokens cannot take whole: wanted divisors of 2 and 8"
        );
    }

    #[test]
    fn devices_that_would_share_a_block_of_elements_are_told() {
        let mut spec = spec(8, 8);
        (spec.quantizer.embedding_dim, spec.layout) = (12, Layout::TokensDim);
        let mesh = Mesh::parse("2x6").expect("a mesh");
        let error = build(&spec, &mesh).expect_err("6 devices along 4 blocks");
        assert_eq!(
            error.to_string(),
            "layout tokens+dim: number of reproducible blocks of an entry 4 is not divisible by \
             the 6 devices of mesh axis model"
        );
    }

    #[test]
    fn no_sum_over_tokens_is_left_to_the_compiler() {
        let mesh = Mesh::parse("2x4").expect("a mesh");
        let module = build(&spec(8, 8), &mesh).expect("a graph");
        let mut products = module.entry.instructions.iter().filter(|i| i.op.hlo_name() == "dot");
        // The search, and the sums: 8 x 8 blocks of 16 entries of 8 elements.
        let last = products.next_back().expect("a product");
        assert_eq!(last.shapes[0].dims, [8, 8, 16, 8]);
    }
}
