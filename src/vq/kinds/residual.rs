//! Residual quantizer: each stage quantizes what the stages before it left over.
//!
//! Source: Zeghidour et al., "`SoundStream`" (arXiv:2107.03312), section III-C. The residual is taken
//! with the entry itself and not with a straight-through copy of it: with the copy, the later
//! stages' commitment gradients cancel to exactly zero.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::BinaryOp;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::error::VqError;
use crate::vq::kinds::codebook::{Nearest, Searched, by_group, zero_where_invalid};
use crate::vq::kinds::product::{group_codes, ungroup_tokens};
use crate::vq::kinds::stages::{Passed, Stage, Stages, stage_number};
use crate::vq::random::draws::of_stage;
use crate::vq::random::noise::Noise;
use crate::vq::recipe::{Recipe, Tokens};
use crate::vq::search::RoundedCodebook;
use crate::vq::spec::Codebook;

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;

/// What codebooks made of a batch.
pub(in crate::vq) struct Choice {
    /// `s32[B, S]`, then stages and groups; -1 where a token chose nothing.
    pub codes: Value,
    /// Which tokens take part: `pred[B, S]`.
    pub valid: Value,
    /// The sum of the stages' rows, `[B, S, D]` in the compute type.
    pub quantized: Value,
    /// How it was chosen.
    pub by: ChosenBy,
}

impl Choice {
    /// The tokens, zero where not valid: `[B, S, D]` in the compute type.
    pub(in crate::vq) fn inputs(&self) -> Value {
        match &self.by {
            ChosenBy::Search(nearest) => nearest.inputs,
            ChosenBy::Stages(staged) => staged.inputs,
        }
    }
}

/// How codes were chosen.
pub(in crate::vq) enum ChosenBy {
    /// By one search.
    Search(Nearest),
    /// By one search a stage.
    Stages(Staged),
}

/// What stages leave besides codes and rows: nothing else sees the inside of their loop.
pub(in crate::vq) struct Staged {
    /// The tokens, zero where not valid: `[B, S, D]` in the compute type.
    pub inputs: Value,
    /// Tokens of each entry by device, `f32[L, (G,) P, Q, K]`.
    pub counts: Value,
    /// Sum of the tokens of each entry by device, `f32[L, (G,) P, Q, K, d]`.
    pub sums: Value,
    /// Squared differences of what was looked for and what was chosen, added up over tokens,
    /// elements and stages: `f32[]`.
    pub squares: Value,
}

impl Recipe<'_> {
    /// Codes and entries of a batch of tokens; only the first `active s32[]` stages choose, where
    /// it is given.
    pub(in crate::vq) fn choose(
        &self,
        b: &mut Builder,
        tokens: Tokens,
        (codebook, half_norms): (Value, Option<Value>),
        active: Option<Value>,
    ) -> Result<Choice, VqError> {
        let codebook = RoundedCodebook { half_norms, ..self.round(b, codebook)? };
        if let Some(count) = self.stages() {
            return self.choose_by_stages(b, (tokens, active), codebook, count);
        }
        let codebook = self.codebook_of_groups(b, codebook)?;
        let first = stage_number(b, 0)?;
        let noise = noise_of_stage(b, tokens.noise, first)?;
        let nearest = self.nearest(b, Tokens { noise, ..tokens }, codebook)?;
        let Nearest { codes, valid, rows: quantized, .. } = nearest;
        Ok(Choice { codes, valid, quantized, by: ChosenBy::Search(nearest) })
    }

    fn choose_by_stages(
        &self,
        b: &mut Builder,
        (tokens, active): (Tokens, Option<Value>),
        codebook: RoundedCodebook,
        count: usize,
    ) -> Result<Choice, VqError> {
        let inputs = zero_where_invalid(b, tokens)?;
        let residual = b.convert(inputs, F32)?;
        let sum = b.splat(residual, F32, 0.0)?;
        let entries = self.searched(b, codebook)?.arrays();
        let (mut own, of_all) = self.given_to_stages(&entries);
        own.extend(tokens.codes.map(|codes| (codes, 2)));
        let mut common = vec![tokens.valid];
        common.extend(tokens.noise.into_iter().flat_map(|noise| noise.key));
        common.extend(active);
        common.extend(of_all);
        let codes = [&b.shape(tokens.valid).dims[..], self.groups().as_slice()].concat();
        let [squares, counts, sums] = self.partial_shapes(b.mesh());
        let makes = [(Shape::new(S32, &codes), 2), (squares, 0), (counts, 0), (sums, 0)];
        let stages = Stages {
            name: "stages",
            count,
            looped: self.is_looped(),
            given: &own,
            common: &common,
            carried: &[residual, sum],
            makes: &makes,
        };
        let passed = stages.pass(b, |b, stage| self.stage(b, stage, (tokens, active)))?;
        let staged = Staged {
            inputs,
            squares: self.total_squares(b, passed.made[1])?,
            counts: passed.made[2],
            sums: passed.made[3],
        };
        let quantized = self.in_compute_type(b, passed.carried[1])?;
        let (codes, valid) = (passed.made[0], tokens.valid);
        Ok(Choice { codes, valid, quantized, by: ChosenBy::Stages(staged) })
    }

    /// One stage: the nearest entries of the residual, and what is left of it. Its statistics are
    /// added up within devices alone, so that devices meet once after all stages and not in each.
    fn stage(
        &self,
        b: &mut Builder,
        stage: &Stage<'_>,
        (tokens, active): (Tokens, Option<Value>),
    ) -> Result<Passed, VqError> {
        let (residual, sum) = (stage.carried[0], stage.carried[1]);
        let (mut valid, mut read) = (stage.common[0], &stage.common[1..]);
        let mut noise = tokens.noise;
        if let Some(noise) = &mut noise {
            noise.key = of_stage(b, [read[0], read[1]], stage.number)?;
            read = &read[2..];
        }
        if active.is_some() {
            let active = b.compare(Direction::Lt, stage.number, read[0])?;
            let active = b.spread(active, valid)?;
            valid = b.binary(BinaryOp::And, valid, active)?;
            read = &read[1..];
        }
        let searched =
            self.searched_of_stage(b, if self.is_shared() { read } else { stage.own })?;
        let inputs = self.in_compute_type(b, residual)?;
        let codes = stage.own.last().copied().filter(|_| self.spec.given_codes);
        let nearest = self.nearest_of(b, Tokens { inputs, valid, codes, noise }, searched)?;
        let rows = b.convert(nearest.rows, F32)?;
        let carried = vec![b.subtract(residual, rows)?, with_rows(b, stage, sum, rows)?];
        let made = vec![
            nearest.codes,
            self.partial_squares_of_stage(b, nearest)?,
            self.partial_counts(b, nearest)?,
            self.partial_sums(b, nearest)?,
        ];
        Ok(Passed { carried, made })
    }

    /// `codes [B, S (,L) (,G)], valid as codes, codebook -> [B, S, D]`.
    ///
    /// The sum is in f32 and in order, so that `decode` gives what `quantize` gave bit for bit (but -0).
    pub(in crate::vq) fn entries_of(
        &self,
        b: &mut Builder,
        codes: Value,
        valid: Value,
        codebook: Value,
    ) -> Result<Value, VqError> {
        let codebook = self.round(b, codebook)?;
        let Some(count) = self.stages() else {
            let entries = self.codebook_of_groups(b, codebook)?.rows();
            return self.entries_of_stage(b, codes, valid, entries);
        };
        let whole = self.constrain_entries(b, codebook.rows(), &[], true)?;
        let (mut own, of_all) = self.given_to_stages(&[whole]);
        own.extend([(codes, 2), (valid, 2)]);
        let dims = [self.spec.batch, self.spec.seq, self.spec.quantizer.embedding_dim];
        let zero = b.scalar(F32, 0.0)?;
        let sum = b.broadcast(zero, &dims, &[])?;
        let stages = Stages {
            name: "stages",
            count,
            looped: self.is_looped(),
            given: &own,
            common: &of_all,
            carried: &[sum],
            makes: &[],
        };
        let passed = stages.pass(b, |b, stage| {
            let read = [stage.common, stage.own].concat();
            let entries =
                if self.is_shared() { by_group(b, read[0], self.groups())? } else { read[0] };
            let rows = self.entries_of_stage(b, read[1], read[2], entries)?;
            let rows = b.convert(rows, F32)?;
            let sum = with_rows(b, stage, stage.carried[0], rows)?;
            Ok(Passed { carried: vec![sum], made: vec![] })
        })?;
        self.in_compute_type(b, passed.carried[0])
    }

    /// `codes [B, S (,G)], valid as codes, entries [(G,) K, d] -> [B, S, D]`.
    pub(in crate::vq) fn entries_of_stage(
        &self,
        b: &mut Builder,
        codes: Value,
        valid: Value,
        entries: Value,
    ) -> Result<Value, VqError> {
        let codes = group_codes(b, codes, self.groups())?;
        let valid = group_codes(b, valid, self.groups())?;
        let grouped = self.rows(b, entries, codes, valid)?;
        Ok(ungroup_tokens(b, grouped, self.groups())?)
    }

    /// Arrays of entries as stages are given them: those with a part for each, beside the dimension
    /// of the stages, and those that all share.
    pub(in crate::vq::kinds) fn given_to_stages(
        &self,
        entries: &[Value],
    ) -> (Vec<(Value, usize)>, Vec<Value>) {
        if self.is_shared() {
            return (vec![], entries.to_vec());
        }
        (entries.iter().map(|&x| (x, 0)).collect(), vec![])
    }

    /// What a stage searches, of its arrays or of those that all share.
    pub(in crate::vq::kinds) fn searched_of_stage(
        &self,
        b: &mut Builder,
        arrays: &[Value],
    ) -> Result<Searched, VqError> {
        let mut own = Vec::with_capacity(arrays.len());
        for &x in arrays {
            own.push(if self.is_shared() { by_group(b, x, self.groups())? } else { x });
        }
        Ok(Searched::of(&own))
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

    /// The codebooks of a quantizer without stages, one for each group where they share one.
    pub(in crate::vq) fn codebook_of_groups(
        &self,
        b: &mut Builder,
        codebook: RoundedCodebook,
    ) -> Result<RoundedCodebook, VqError> {
        if !self.is_shared() {
            return Ok(codebook);
        }
        let groups = self.groups();
        Ok(RoundedCodebook {
            compute: by_group(b, codebook.compute, groups)?,
            exact: by_group(b, codebook.exact, groups)?,
            unrounded: by_group(b, codebook.unrounded, groups)?,
            whole: codebook.whole.map(|x| by_group(b, x, groups)).transpose()?,
            searched: codebook.searched.map(|x| by_group(b, x, groups)).transpose()?,
            half_norms: codebook.half_norms.map(|x| by_group(b, x, groups)).transpose()?,
        })
    }

    /// How many stages there are, where there are any.
    pub(in crate::vq) fn stages(&self) -> Option<usize> {
        self.spec.quantizer.codebook().and_then(|codebook| codebook.stages)
    }

    pub(in crate::vq::kinds) fn is_looped(&self) -> bool {
        self.spec.quantizer.codebook().is_some_and(Codebook::is_looped)
    }

    /// Whether stages and groups share one codebook.
    pub(in crate::vq) fn is_shared(&self) -> bool {
        self.spec.quantizer.codebook().is_some_and(|codebook| codebook.shared)
    }
}

/// The noise of one stage, where there is any.
fn noise_of_stage(
    b: &mut Builder,
    noise: Option<Noise>,
    stage: Value,
) -> Result<Option<Noise>, VqError> {
    let Some(noise) = noise else { return Ok(None) };
    Ok(Some(Noise { key: of_stage(b, noise.key, stage)?, ..noise }))
}

/// The first stage's rows, or the sum of those before and these: a sum that began with 0 would turn
/// -0 into 0.
fn with_rows(
    b: &mut Builder,
    stage: &Stage<'_>,
    sum: Value,
    rows: Value,
) -> Result<Value, IrError> {
    let zero = b.scalar(S32, 0.0)?;
    let first = b.compare(Direction::Eq, stage.number, zero)?;
    let first = b.spread(first, sum)?;
    let added = b.add(sum, rows)?;
    b.select(first, rows, added)
}
