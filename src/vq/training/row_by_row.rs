//! Statistics token by token: each is added to the row of the entry it chose.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::error::VqError;
use crate::vq::kinds::codebook::Nearest;
use crate::vq::kinds::product::group_codes;
use crate::vq::recipe::Recipe;

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;

impl Recipe<'_> {
    /// Tokens of each entry: `f32[(G,) K]`.
    pub(in crate::vq) fn counts_by_row(
        &self,
        b: &mut Builder,
        nearest: &Nearest,
    ) -> Result<Value, VqError> {
        let codes = group_codes(b, nearest.codes, self.groups())?;
        Ok(counts(b, codes, self.spec.quantizer.codebook_size())?)
    }

    /// The sum of the tokens of each entry: `f32[(G,) K, d]`.
    pub(in crate::vq) fn sums_by_row(
        &self,
        b: &mut Builder,
        nearest: &Nearest,
    ) -> Result<Value, VqError> {
        let codes = group_codes(b, nearest.codes, self.groups())?;
        // Tokens without an entry are left out, whatever they are.
        Ok(sums(b, codes, nearest.given, self.spec.quantizer.codebook_size())?)
    }
}

/// `codes s32[.., B, S] -> f32[.., K]`: tokens of each entry, exact up to 2^24 tokens; code -1 counts
/// nowhere.
fn counts(b: &mut Builder, codes: Value, codebook_size: usize) -> Result<Value, IrError> {
    let dims = b.shape(codes).dims.clone();
    let one = b.scalar(F32, 1.0)?;
    let ones = b.broadcast(one, &[&dims[..], &[1]].concat(), &[])?;
    let sums = added(b, "count_token", (codes, ones), codebook_size)?;
    let counts = b.reshape(sums, &[&dims[..dims.len() - 2], &[codebook_size]].concat())?;
    Ok(b.label(counts, "counts"))
}

/// `codes s32[.., B, S], tokens [.., B, S, d] -> f32[.., K, d]`: sum of the tokens of each entry, in
/// the order of the batch; code -1 adds nothing.
fn sums(
    b: &mut Builder,
    codes: Value,
    tokens: Value,
    codebook_size: usize,
) -> Result<Value, IrError> {
    let sums = added(b, "add_token", (codes, tokens), codebook_size)?;
    let shape = b.shape(tokens);
    let (lead, dim) = (shape.rank() - 3, shape.dims[shape.rank() - 1]);
    let dims = [&shape.dims[..lead], &[codebook_size, dim]].concat();
    let sums = b.reshape(sums, &dims)?;
    Ok(b.label(sums, "sums"))
}

/// The sums as `f32[.. K, d]` with one dimension for all codebooks and their entries.
fn added(
    b: &mut Builder,
    name: &str,
    (codes, tokens): (Value, Value),
    codebook_size: usize,
) -> Result<Value, IrError> {
    let dims = b.shape(tokens).dims.clone();
    let (lead, dim) = (dims.len() - 3, dims[dims.len() - 1]);
    let codebooks: usize = dims[..lead].iter().product();
    let count = codebooks * dims[lead] * dims[lead + 1];
    let codes = b.reshape(codes, &[codebooks, count / codebooks])?;
    let rows = rows_of_codes(b, codes, codebook_size)?;
    let rows = b.reshape(rows, &[count])?;
    let tokens = b.reshape(tokens, &[count, dim])?;
    let zero = b.scalar(F32, 0.0)?;
    let sums = b.broadcast(zero, &[codebooks * codebook_size, dim], &[])?;
    let last = b.repeat(name, count, &[rows, tokens, sums], |b, turn, state| {
        let (rows, tokens, sums) = (state[0], state[1], state[2]);
        let first = b.scalar(S32, 0.0)?;
        let row = b.dynamic_slice(rows, &[turn], &[1])?;
        let row = b.reshape(row, &[])?;
        let token = b.dynamic_slice(tokens, &[turn, first], &[1, dim])?;
        let token = b.convert(token, F32)?;
        let zero = b.splat(token, F32, 0.0)?;
        let chose = b.compare(Direction::Ge, row, first)?;
        let chose = b.spread(chose, token)?;
        let token = b.select(chose, token, zero)?;
        // Of a row below 0 the first is read and written as it is.
        let sum = b.dynamic_slice(sums, &[row, first], &[1, dim])?;
        let sum = b.add(sum, token)?;
        Ok(vec![rows, tokens, b.dynamic_update_slice(sums, sum, &[row, first])?])
    })?;
    Ok(last[2])
}

/// `codes [C, n]` of C codebooks as rows of all their entries, -1 where there is none.
fn rows_of_codes(b: &mut Builder, codes: Value, codebook_size: usize) -> Result<Value, IrError> {
    let dims = b.shape(codes).dims.clone();
    if dims[0] == 1 {
        return Ok(codes);
    }
    let codebook = b.iota(Shape::new(S32, &dims), 0)?;
    #[expect(clippy::cast_precision_loss, reason = "codebooks are far smaller than 2^53")]
    let size = b.splat(codes, S32, codebook_size as f64)?;
    let first = b.multiply(codebook, size)?;
    let row = b.add(codes, first)?;
    let none = b.splat(codes, S32, 0.0)?;
    let chose = b.compare(Direction::Ge, codes, none)?;
    b.select(chose, row, codes)
}
