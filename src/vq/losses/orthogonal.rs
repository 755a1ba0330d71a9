//! Entries at right angles: the mean squared cosine of all pairs, and its gradient.
//!
//! Source: Shin et al. (arXiv:2112.00384), in the form that public implementations give it. The K x K
//! cosines are never made: the sum of their squares is that of the d x d products of the directions.

use crate::ir::attr::{Direction, DotDimensions, Precision};
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::{BinaryOp, UnaryOp};
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::search::cosine::normalize;
use crate::vq::spec::{LEAST_NORM, Orthogonal};
use crate::vq::training::ema::State;

const F32: ElementType = ElementType::F32;

/// The directions of the entries of codebooks `f32[.., K, d]`, not rounded.
struct Directions {
    /// Unit vectors `[.., K, d]`; zero where an entry is shorter than 1e-6 and has none.
    units: Value,
    /// Lengths, infinite where there is no direction: `[.., K]`.
    norms: Value,
    /// Sums of products of elements over the entries `[.., d, d]`.
    products: Value,
}

impl Directions {
    fn of(b: &mut Builder, codebook: Value) -> Result<Self, IrError> {
        let last = b.shape(codebook).rank() - 1;
        let squares = b.multiply(codebook, codebook)?;
        let square = b.sum(squares, &[last])?;
        let least = b.splat(square, F32, LEAST_NORM * LEAST_NORM)?;
        let infinity = b.splat(square, F32, f64::INFINITY)?;
        let long = b.compare(Direction::Ge, square, least)?;
        let norm = b.unary(UnaryOp::Sqrt, square)?;
        let norms = b.select(long, norm, infinity)?;
        let divisor = b.spread_rows(norms, codebook)?;
        let units = b.divide(codebook, divisor)?;
        let over_entries = contracting(last - 1, [last - 1, last - 1]);
        let products = b.dot(units, units, over_entries, Precision::Highest, F32)?;
        Ok(Directions { units, norms, products })
    }
}

/// The sum of the squared cosines over K², minus 1/K; the mean over the codebooks: `f32[]`.
#[expect(clippy::cast_precision_loss, reason = "entries are far fewer than 2^53")]
pub(in crate::vq) fn loss(b: &mut Builder, codebook: Value) -> Result<Value, IrError> {
    let [books, entries] = sizes(b, codebook);
    let products = Directions::of(b, codebook)?.products;
    let squares = b.multiply(products, products)?;
    let all: Vec<usize> = (0..b.shape(squares).rank()).collect();
    let sum = b.sum(squares, &all)?;
    let scale = b.scalar(F32, (books * entries * entries) as f64)?;
    let mean = b.divide(sum, scale)?;
    let of_itself = b.scalar(F32, 1.0 / entries as f64)?;
    let loss = b.subtract(mean, of_itself)?;
    Ok(b.label(loss, "orthogonal_loss"))
}

/// `factor` times the gradient of [`loss`]: `codebook [.., K, d] -> f32[.., K, d]`; zero where an
/// entry has no direction.
#[expect(clippy::cast_precision_loss, reason = "entries are far fewer than 2^53")]
pub(in crate::vq) fn gradient(
    b: &mut Builder,
    codebook: Value,
    factor: f64,
) -> Result<Value, IrError> {
    let [books, entries] = sizes(b, codebook);
    let Directions { units, norms, products } = Directions::of(b, codebook)?;
    let last = b.shape(codebook).rank() - 1;
    let along_elements = contracting(last - 1, [last, last - 1]);
    let towards = b.dot(units, products, along_elements, Precision::Highest, F32)?;
    // What would only lengthen an entry turns nothing.
    let lengths = b.multiply(units, towards)?;
    let length = b.sum(lengths, &[last])?;
    let length = b.spread_rows(length, units)?;
    let lengthening = b.multiply(length, units)?;
    let turn = b.subtract(towards, lengthening)?;
    let norms = b.spread_rows(norms, turn)?;
    let turn = b.divide(turn, norms)?;
    let scale = b.splat(turn, F32, 4.0 * factor / (books * entries * entries) as f64)?;
    b.multiply(scale, turn)
}

/// The state of one EMA step, moved down the gradient; its sums over `divisor f32[.., K]` are its
/// entries.
///
/// The sums move with the entries: an entry is its sum over a count, and the next EMA step would make
/// it from a sum that knows of no move.
pub(in crate::vq) fn step(
    b: &mut Builder,
    term: Orthogonal,
    state: State,
    divisor: Value,
) -> Result<State, IrError> {
    let gradient = gradient(b, state.codebook, term.rate * term.weight)?;
    let codebook = b.subtract(state.codebook, gradient)?;
    let count = b.spread_rows(divisor, codebook)?;
    let moved = b.multiply(gradient, count)?;
    let embed_sum = b.subtract(state.embed_sum, moved)?;
    b.label(codebook, "turned_codebook");
    b.label(embed_sum, "turned_embed_sum");
    Ok(State { codebook, embed_sum, ..state })
}

/// As [`step`], of entries that are compared by their directions: each is turned and keeps its
/// length, and its sum is turned by the same angle.
pub(in crate::vq) fn turn(
    b: &mut Builder,
    term: Orthogonal,
    state: State,
) -> Result<State, IrError> {
    let gradient = gradient(b, state.codebook, term.rate * term.weight)?;
    let codebook = turned(b, state.codebook, state.codebook, gradient)?;
    let embed_sum = turned(b, state.embed_sum, state.codebook, gradient)?;
    b.label(codebook, "turned_codebook");
    b.label(embed_sum, "turned_embed_sum");
    Ok(State { codebook, embed_sum, ..state })
}

/// `vectors` of their length along `v/|v| - gradient / |entry|`.
fn turned(
    b: &mut Builder,
    vectors: Value,
    entries: Value,
    gradient: Value,
) -> Result<Value, IrError> {
    let (own, entry) = (normalize(b, vectors)?, normalize(b, entries)?);
    let least = b.splat(entry.norms, F32, LEAST_NORM)?;
    let norms = b.binary(BinaryOp::Maximum, entry.norms, least)?;
    let norms = b.spread_rows(norms, gradient)?;
    let turn = b.divide(gradient, norms)?;
    let moved = b.subtract(own.directions, turn)?;
    let direction = normalize(b, moved)?.directions;
    let length = b.spread_rows(own.norms, direction)?;
    b.multiply(length, direction)
}

/// How many codebooks, and entries of each.
fn sizes(b: &Builder, codebook: Value) -> [usize; 2] {
    let dims = &b.shape(codebook).dims;
    let lead = dims.len() - 2;
    [dims[..lead].iter().product(), dims[lead]]
}

/// One dimension of each, the codebooks in front side by side.
fn contracting(lead: usize, [lhs, rhs]: [usize; 2]) -> DotDimensions {
    DotDimensions {
        lhs_batch: (0..lead).collect(),
        rhs_batch: (0..lead).collect(),
        lhs_contracting: vec![lhs],
        rhs_contracting: vec![rhs],
    }
}
