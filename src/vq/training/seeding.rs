//! k-means++: the first entries of a codebook are rows of the data that lie far apart, as a graph.
//!
//! Source: Arthur and Vassilvitskii 2007, "k-means++: the advantages of careful seeding", section
//! 2.2. Drawing in proportion to a weight is taking the largest of its logarithm plus Gumbel noise
//! (Maddison et al., arXiv:1411.0030, section 2), so that devices need to agree on one number only.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::module::Module;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;
use crate::vq::error::VqError;
use crate::vq::interface::{Interface, SEED, TensorSpec};
use crate::vq::random::generator::{self, fold_in};
use crate::vq::spec::Quantizer;
use crate::vq::state::CODEBOOK;

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;
const U32: ElementType = ElementType::U32;

/// The data `f32[N, D]`.
pub const ROWS: &str = "rows";
/// Which row each entry is, `s32[K]`.
pub const PICKS: &str = "picks";
/// The most that an entry is moved where the data has no further distinct row, of the row's largest
/// element.
const LARGEST_MOVE: f64 = 1.0 / 1024.0;

/// How much there is of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeding {
    /// Rows of the data, N: a multiple of the mesh's devices, at most 2^24.
    pub rows: usize,
    /// Entries K.
    pub entries: usize,
    /// Elements D of a row.
    pub dim: usize,
}

impl Seeding {
    /// The seeding of one codebook of a quantizer with `tokens` tokens: groups that share one have a row
    /// each of a token.
    pub fn of(quantizer: &Quantizer, tokens: usize) -> Self {
        let (entries, dim) = (quantizer.codebook_size(), quantizer.entry_dim());
        let shared = quantizer.codebook().is_some_and(|codebook| codebook.shared);
        let parts = if shared { quantizer.embedding_dim / dim } else { 1 };
        Seeding { rows: tokens * parts, entries, dim }
    }
}

/// What a turn carries to the next.
#[derive(Clone, Copy)]
struct Carried {
    /// The data `[N, D]`; zeros where it is not finite.
    rows: Value,
    /// Which rows are finite, `pred[N]`.
    valid: Value,
    /// The words that random numbers are drawn from, `u32[]`.
    key: [Value; 2],
    /// Squared distance of each row to the nearest entry so far, `f32[N]`; before the first turn 1,
    /// and 0 for rows that are not finite.
    weights: Value,
    /// The entries so far, `f32[K, D]`.
    codebook: Value,
    /// Their rows, `s32[K]`.
    picks: Value,
}

impl Carried {
    fn values(self) -> [Value; 7] {
        let [first, second] = self.key;
        [self.rows, self.valid, first, second, self.weights, self.codebook, self.picks]
    }

    fn of(values: &[Value]) -> Self {
        Carried {
            rows: values[0],
            valid: values[1],
            key: [values[2], values[3]],
            weights: values[4],
            codebook: values[5],
            picks: values[6],
        }
    }
}

impl Seeding {
    /// `rows f32[N,D], seed u32[] -> codebook f32[K,D], picks s32[K]`; the rows are cut over all
    /// axes of the mesh.
    ///
    /// # Errors
    /// A mesh whose axes cannot be named.
    pub fn interface(&self, mesh: &Mesh) -> Result<Interface, VqError> {
        let all: Vec<usize> = (0..mesh.axes().len()).collect();
        let whole = |name, shape: Shape| {
            let spec = PartitionSpec::replicated(shape.rank());
            TensorSpec { name, shape, spec }
        };
        let rows = TensorSpec {
            name: ROWS,
            shape: Shape::new(F32, &[self.rows, self.dim]),
            spec: PartitionSpec::new(mesh, vec![all, vec![]])?,
        };
        let codebook = whole(CODEBOOK, Shape::new(F32, &[self.entries, self.dim]));
        let picks = whole(PICKS, Shape::new(S32, &[self.entries]));
        Ok(Interface {
            inputs: vec![rows, whole(SEED, Shape::scalar(U32))],
            outputs: vec![codebook, picks],
            aliases: vec![],
        })
    }

    /// The graph: a loop of K turns, each of which draws a row in proportion to its squared distance
    /// to the nearest entry so far, the first among all.
    ///
    /// Rows that are not finite are never drawn; without a finite one all entries are near zero.
    /// Where each row is an entry already, one of them is drawn again and moved a little, so that no
    /// two entries are equal.
    ///
    /// # Errors
    /// As [`Seeding::interface`].
    pub fn build(&self, mesh: &Mesh) -> Result<Module, VqError> {
        let interface = self.interface(mesh)?;
        let mut b = Builder::new("vqbit_seeding", mesh.clone());
        let mut given = Vec::with_capacity(interface.inputs.len());
        for input in &interface.inputs {
            given.push(b.parameter(input.name, input.shape.clone(), input.spec.clone())?);
        }
        let cut = interface.inputs[0].spec.dimensions()[0].clone();
        let along_rows = PartitionSpec::new(mesh, vec![cut])?;
        let first = self.start(&mut b, given[0], given[1])?;
        let turns = b.repeat("seeding", self.entries, &first.values(), |b, turn, state| {
            let next = self.turn(b, turn, Carried::of(state), &along_rows)?;
            Ok(next.values().to_vec())
        })?;
        let last = Carried::of(&turns);
        for (output, value) in interface.outputs.iter().zip([last.codebook, last.picks]) {
            b.result(output.name, value, output.spec.clone());
        }
        Ok(b.finish())
    }

    fn start(&self, b: &mut Builder, rows: Value, seed: Value) -> Result<Carried, IrError> {
        let finite = b.unary(UnaryOp::IsFinite, rows)?;
        let valid = b.all(finite, &[1])?;
        let spread = b.broadcast(valid, &[self.rows, self.dim], &[0])?;
        let zeros = b.splat(rows, F32, 0.0)?;
        let rows = b.select(spread, rows, zeros)?;
        let weights = b.convert(valid, F32)?;
        let (zero, nowhere) = (b.scalar(F32, 0.0)?, b.scalar(S32, 0.0)?);
        let codebook = b.broadcast(zero, &[self.entries, self.dim], &[])?;
        let picks = b.broadcast(nowhere, &[self.entries], &[])?;
        let key = [seed, b.scalar(U32, 0.0)?];
        Ok(Carried { rows, valid, key, weights, codebook, picks })
    }

    fn turn(
        &self,
        b: &mut Builder,
        turn: Value,
        state: Carried,
        along_rows: &PartitionSpec,
    ) -> Result<Carried, IrError> {
        let Carried { rows, valid, weights, .. } = state;
        let (pick, is_new) = self.draw(b, turn, state)?;
        let row = self.row(b, rows, pick)?;
        let moved = self.moved(b, row, turn)?;
        let is_new = b.spread(is_new, row)?;
        let entry = b.select(is_new, row, moved)?;
        let distances = self.distances(b, rows, entry)?;
        let nearer = b.binary(BinaryOp::Minimum, weights, distances)?;
        let zero = b.scalar(S32, 0.0)?;
        let is_first = b.compare(Direction::Eq, turn, zero)?;
        let is_first = b.spread(is_first, distances)?;
        let nearest = b.select(is_first, distances, nearer)?;
        let none = b.splat(nearest, F32, 0.0)?;
        let weights = b.select(valid, nearest, none)?;
        let weights = b.constrain(weights, along_rows.clone())?;
        let entry = b.reshape(entry, &[1, self.dim])?;
        let codebook = b.dynamic_update_slice(state.codebook, entry, &[turn, zero])?;
        let pick = b.reshape(pick, &[1])?;
        let picks = b.dynamic_update_slice(state.picks, pick, &[turn])?;
        Ok(Carried { weights, codebook, picks, ..state })
    }

    /// The row that a turn draws, `s32[]`, and whether it is one that no entry is yet.
    fn draw(
        &self,
        b: &mut Builder,
        turn: Value,
        state: Carried,
    ) -> Result<(Value, Value), IrError> {
        let Carried { valid, weights, .. } = state;
        let number = b.convert(turn, U32)?;
        let key = fold_in(b, state.key, number)?;
        let noise = generator::gumbel(b, key, &[self.rows])?;
        let never = b.splat(noise, F32, f64::NEG_INFINITY)?;
        let logarithms = b.unary(UnaryOp::Log, weights)?;
        let scores = b.add(logarithms, noise)?;
        let zero = b.splat(weights, F32, 0.0)?;
        let is_new = b.compare(Direction::Gt, weights, zero)?;
        let scores = b.select(is_new, scores, never)?;
        let any_is_new = b.any(is_new, &[0])?;
        let among_all = b.select(valid, noise, never)?;
        let either = b.spread(any_is_new, scores)?;
        let scores = b.select(either, scores, among_all)?;
        let pick = b.argmax(scores, 0)?;
        Ok((b.label(pick, "drawn_row"), any_is_new))
    }

    /// The row of this number `s32[]`: a sum in which all others are zero, which needs no more than
    /// its own device to know it.
    fn row(&self, b: &mut Builder, rows: Value, number: Value) -> Result<Value, IrError> {
        let numbers = b.iota(Shape::new(S32, &[self.rows]), 0)?;
        let wanted = b.spread(number, numbers)?;
        let is_it = b.compare(Direction::Eq, numbers, wanted)?;
        let is_it = b.broadcast(is_it, &[self.rows, self.dim], &[0])?;
        let zeros = b.splat(rows, F32, 0.0)?;
        let alone = b.select(is_it, rows, zeros)?;
        b.sum(alone, &[0])
    }

    /// The row `[D]` moved by a part of its largest element that grows with the turns, even elements
    /// up and odd ones down; a row of zeros as if its largest element were 1.
    #[expect(clippy::cast_precision_loss, reason = "entries are far below 2^53")]
    fn moved(&self, b: &mut Builder, row: Value, turn: Value) -> Result<Value, IrError> {
        let sizes = b.unary(UnaryOp::Abs, row)?;
        let largest = b.largest(sizes, &[0])?;
        let (zero, one) = (b.scalar(F32, 0.0)?, b.scalar(F32, 1.0)?);
        let is_zero = b.compare(Direction::Eq, largest, zero)?;
        let scale = b.select(is_zero, one, largest)?;
        let turn = b.convert(turn, F32)?;
        let number = b.add(turn, one)?;
        let part = b.scalar(F32, LARGEST_MOVE / self.entries as f64)?;
        let part = b.multiply(number, part)?;
        let size = b.multiply(part, scale)?;
        let size = b.spread(size, row)?;
        let element = b.iota(Shape::new(S32, &[self.dim]), 0)?;
        let (none, two) = (b.splat(element, S32, 0.0)?, b.splat(element, S32, 2.0)?);
        let parity = b.binary(BinaryOp::Remainder, element, two)?;
        let is_even = b.compare(Direction::Eq, parity, none)?;
        let down = b.unary(UnaryOp::Negate, size)?;
        let change = b.select(is_even, size, down)?;
        b.add(row, change)
    }

    /// `|rows - entry|^2`, `f32[N]`: of differences, so that equal rows are exactly 0 apart.
    fn distances(&self, b: &mut Builder, rows: Value, entry: Value) -> Result<Value, IrError> {
        let entry = b.broadcast(entry, &[self.rows, self.dim], &[1])?;
        let difference = b.subtract(rows, entry)?;
        let squares = b.multiply(difference, difference)?;
        b.sum(squares, &[1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::verify::verify;

    #[test]
    fn the_graph_verifies_on_every_mesh_that_the_rows_divide_over() {
        let seeding = Seeding { rows: 64, entries: 5, dim: 3 };
        for mesh in ["1", "2x4", "4x8"] {
            let mesh = Mesh::parse(mesh).expect("a mesh");
            let module = seeding.build(&mesh).expect("a graph");
            verify(module).expect("verified");
        }
        let mesh = Mesh::parse("3").expect("a mesh");
        let error = verify(seeding.build(&mesh).expect("a graph")).expect_err("64 over 3");
        assert!(error.to_string().contains("64"), "{error}");
    }
}
