//! Residual quantizer: each stage quantizes what the stages before it left over.
//!
//! Source: Zeghidour et al., "`SoundStream`" (arXiv:2107.03312), section III-C. The residual is taken
//! with the entry itself and not with a straight-through copy of it: with the copy, the later
//! stages' commitment gradients cancel to exactly zero.

use crate::ir::attr::SliceRange;
use crate::ir::builder::Builder;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::codebook::{Nearest, by_group, zero_where_invalid};
use crate::vq::error::VqError;
use crate::vq::product::{group_codes, ungroup_tokens};
use crate::vq::recipe::{Recipe, Tokens};
use crate::vq::search::RoundedCodebook;

const F32: ElementType = ElementType::F32;

/// What codebooks made of a batch.
pub(in crate::vq) struct Choice {
    /// `s32[B, S]`, then stages and groups; -1 where a token chose nothing.
    pub codes: Value,
    /// The sum of the stages' rows, `[B, S, D]` in the compute type.
    pub quantized: Value,
    /// One a stage; a quantizer without stages has one.
    pub stages: Vec<Nearest>,
}

impl Recipe<'_> {
    /// Codes and entries of a batch of tokens.
    pub(in crate::vq) fn choose(
        &self,
        b: &mut Builder,
        tokens: Tokens,
        codebook: Value,
    ) -> Result<Choice, VqError> {
        let codebook = self.round(b, codebook)?;
        let Some(count) = self.stages() else {
            let codebook = self.codebook_of(b, codebook, 0)?;
            let nearest = self.nearest(b, tokens, codebook)?;
            let (codes, quantized) = (nearest.codes, nearest.rows);
            return Ok(Choice { codes, quantized, stages: vec![nearest] });
        };
        let inputs = zero_where_invalid(b, tokens)?;
        let mut residual = b.convert(inputs, F32)?;
        let mut stages = Vec::with_capacity(count);
        for stage in 0..count {
            let inputs = self.rounded_residual(b, residual)?;
            let entries = self.codebook_of(b, codebook, stage)?;
            let nearest = self.nearest(b, Tokens { inputs, ..tokens }, entries)?;
            let rows = b.convert(nearest.rows, F32)?;
            residual = b.subtract(residual, rows)?;
            stages.push(nearest);
        }
        let codes: Vec<Value> = stages.iter().map(|stage| stage.codes).collect();
        let codes = stack(b, &codes, 2)?;
        let rows: Vec<Value> = stages.iter().map(|stage| stage.rows).collect();
        let quantized = self.sum_of_stages(b, &rows)?;
        Ok(Choice { codes, quantized, stages })
    }

    /// `codes [B, S (,L) (,G)], valid as codes, codebook -> [B, S, D]`.
    pub(in crate::vq) fn entries_of(
        &self,
        b: &mut Builder,
        codes: Value,
        valid: Value,
        codebook: Value,
    ) -> Result<Value, VqError> {
        let codebook = self.round(b, codebook)?;
        let mut rows = Vec::new();
        for stage in 0..self.stages().unwrap_or(1) {
            let [codes, valid] = [codes, valid].map(|x| self.of_stage(b, x, stage));
            let codes = group_codes(b, codes?, self.groups())?;
            let valid = group_codes(b, valid?, self.groups())?;
            let entries = self.codebook_of(b, codebook, stage)?;
            let grouped = self.rows(b, entries, codes, valid)?;
            rows.push(ungroup_tokens(b, grouped, self.groups())?);
        }
        match rows[..] {
            [rows] if self.stages().is_none() => Ok(rows),
            _ => self.sum_of_stages(b, &rows),
        }
    }

    /// The sum in f32 and in order, so that `decode` gives what `quantize` gave bit for bit.
    fn sum_of_stages(&self, b: &mut Builder, rows: &[Value]) -> Result<Value, VqError> {
        let mut sum = b.convert(rows[0], F32)?;
        for &row in &rows[1..] {
            let row = b.convert(row, F32)?;
            sum = b.add(sum, row)?;
        }
        self.in_compute_type(b, sum)
    }

    /// The f32 residual as the products see it.
    fn rounded_residual(&self, b: &mut Builder, residual: Value) -> Result<Value, VqError> {
        self.in_compute_type(b, residual)
    }

    /// Rounds explicitly: compilers remove a conversion there and back.
    pub(in crate::vq) fn in_compute_type(
        &self,
        b: &mut Builder,
        x: Value,
    ) -> Result<Value, VqError> {
        if self.spec.dtype == F32 {
            return Ok(x);
        }
        let rounded = b.reduce_precision(x, 8, 7)?;
        Ok(b.convert(rounded, self.spec.dtype)?)
    }

    /// The codebook of one stage, by group: `[(L,) (G,) K, d] -> [(G,) K, d]`.
    fn codebook_of(
        &self,
        b: &mut Builder,
        codebook: RoundedCodebook,
        stage: usize,
    ) -> Result<RoundedCodebook, VqError> {
        let of = |b: &mut Builder, x: Value| -> Result<Value, VqError> {
            let shared = self.spec.quantizer.codebook().is_some_and(|codebook| codebook.shared);
            if shared {
                return by_group(b, x, self.groups());
            }
            if self.stages().is_none() { Ok(x) } else { part(b, x, 0, stage) }
        };
        Ok(RoundedCodebook {
            compute: of(b, codebook.compute)?,
            exact: of(b, codebook.exact)?,
            searched: codebook.searched.map(|x| of(b, x)).transpose()?,
        })
    }

    /// What belongs to one stage: `[B, S (,L) ...] -> [B, S ...]`.
    fn of_stage(&self, b: &mut Builder, x: Value, stage: usize) -> Result<Value, VqError> {
        if self.stages().is_none() { Ok(x) } else { part(b, x, 2, stage) }
    }

    /// How many stages there are, where there are any.
    pub(in crate::vq) fn stages(&self) -> Option<usize> {
        self.spec.quantizer.codebook().and_then(|codebook| codebook.stages)
    }
}

/// Arrays side by side along a new dimension.
pub(in crate::vq) fn stack(
    b: &mut Builder,
    parts: &[Value],
    dimension: usize,
) -> Result<Value, VqError> {
    let mut dims = b.shape(parts[0]).dims.clone();
    dims.insert(dimension, 1);
    let parts: Result<Vec<Value>, _> = parts.iter().map(|&part| b.reshape(part, &dims)).collect();
    Ok(b.concatenate(&parts?, dimension)?)
}

/// Element `index` of a dimension, which goes away.
fn part(b: &mut Builder, x: Value, dimension: usize, index: usize) -> Result<Value, VqError> {
    let mut dims = b.shape(x).dims.clone();
    let whole = |&limit: &usize| SliceRange { start: 0, limit, stride: 1 };
    let mut ranges: Vec<SliceRange> = dims.iter().map(whole).collect();
    ranges[dimension] = SliceRange { start: index, limit: index + 1, stride: 1 };
    dims.remove(dimension);
    let slice = b.slice(x, &ranges)?;
    Ok(b.reshape(slice, &dims)?)
}
