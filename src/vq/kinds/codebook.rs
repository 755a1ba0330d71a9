//! Nearest entries of one codebook `[K, D]`, or of one for each group `[G, K, d]`.

use crate::ir::builder::Builder;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::error::VqError;
use crate::vq::formulation::multiplies_rows;
use crate::vq::kinds::product::{group_codes, group_tokens, ungroup_codes, ungroup_tokens};
use crate::vq::naive;
use crate::vq::recipe::{Formulation, Recipe, Tokens};
use crate::vq::region::Part;
use crate::vq::search::exact::ExactEntries;
use crate::vq::search::{self, Candidates, RoundedCodebook};
use crate::vq::search::{lookup, scores};
use crate::vq::spec::{Metric, SearchPrecision};
use crate::vq::training::statistics;

/// What one codebook, or one for each group, made of tokens. `(G,)` is there where the quantizer
/// has groups.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct Nearest {
    /// The tokens that the rows stand for, zero where not valid: `[B, S, D]`.
    pub inputs: Value,
    /// The tokens that were looked for by group, zero where not valid: `[(G,) B, S, d]`.
    pub grouped: Value,
    /// The same as they were given: anything, NaN too, where not valid.
    pub given: Value,
    /// Whether they take part: `pred[B, S]`.
    pub valid: Value,
    /// The chosen entries, -1 where none: `s32[B, S (,G)]`.
    pub codes: Value,
    /// Rows of the codebook, zero where not valid: `[B, S, D]`.
    pub rows: Value,
    /// Whether a token chose an entry: `pred[(G,) B, S, K]`.
    pub assignments: Value,
    /// What the tokens were compared with, K filled up to an even cut.
    pub candidates: Candidates,
    /// How they compared, `f32[(G,) B, S, K]`; anything where not valid.
    pub scores: Value,
    /// What the devices that share the search have of it, where they do.
    pub part: Option<Part>,
}

/// What a search reads.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct Searched {
    /// What tokens are compared with, cut as the layout cuts entries.
    pub candidates: Candidates,
    /// Entries `[.., K, d]` in the compute type that rows are looked up in: all of them, or where
    /// devices search in parts perhaps those of the part.
    pub whole: Value,
    /// What an exact search reads instead of the candidates.
    pub exact: Option<ExactEntries>,
}

impl Searched {
    /// Its arrays, each with the dimensions `[..]` of the codebooks first.
    pub(in crate::vq) fn arrays(self) -> Vec<Value> {
        let mut all = vec![self.candidates.entries, self.candidates.half_norms, self.whole];
        all.extend(self.exact.into_iter().flat_map(ExactEntries::arrays));
        all
    }

    /// The arrays of [`Searched::arrays`], or parts of them.
    pub(in crate::vq) fn of(arrays: &[Value]) -> Self {
        let candidates = Candidates { entries: arrays[0], half_norms: arrays[1] };
        let exact = arrays[3..].first_chunk().copied().map(ExactEntries::of);
        Searched { candidates, whole: arrays[2], exact }
    }
}

impl Recipe<'_> {
    /// The nearest entries of each valid token, or those that its codes name.
    pub(in crate::vq) fn nearest(
        &self,
        b: &mut Builder,
        tokens: Tokens,
        codebook: RoundedCodebook,
    ) -> Result<Nearest, VqError> {
        let candidates = match self.formulation {
            Formulation::Own => self.candidates(b, codebook)?,
            Formulation::Naive => self.whole_candidates(b, codebook)?,
        };
        let exact = self.exact(b, codebook)?;
        self.nearest_of(b, tokens, Searched { candidates, whole: codebook.rows(), exact })
    }

    /// As [`Recipe::nearest`], of entries that are prepared already.
    pub(in crate::vq) fn nearest_of(
        &self,
        b: &mut Builder,
        tokens: Tokens,
        searched: Searched,
    ) -> Result<Nearest, VqError> {
        if let Some(along) = self.along() {
            return self.nearest_in_parts(b, along, tokens, searched);
        }
        let Searched { candidates, whole, exact } = searched;
        let groups = self.groups();
        let directions = self.directions(b, tokens)?;
        let searched = match directions {
            Some(directions) => directions,
            None => group_tokens(b, tokens.inputs, groups)?,
        };
        let operand = b.shape(candidates.entries).element_type;
        let scores = match self.formulation {
            Formulation::Own => {
                let searched = search::as_operand(b, searched, operand)?;
                self.scores(b, searched, candidates)?
            }
            Formulation::Naive => naive::scores(b, searched, candidates.entries)?,
        };
        let nearest = match (tokens.codes, exact) {
            (Some(codes), _) => group_codes(b, codes, groups)?,
            (None, Some(entries)) => {
                let codes = self.exact_codes(b, searched, entries)?;
                b.label(codes, "nearest")
            }
            (None, None) => match self.block_of_search(b, searched, tokens.noise) {
                Some(block) => self.codes_by_block(b, searched, candidates, block)?,
                None => self.nearest_codes(b, scores, tokens.noise)?,
            },
        };
        let tokens = if self.scores_tell(b.mesh()) {
            Tokens { valid: self.valid_by_scores(b, nearest, tokens.valid)?, ..tokens }
        } else {
            tokens
        };
        let valid = by_group(b, tokens.valid, groups)?;
        let none = b.splat(nearest, ElementType::S32, -1.0)?;
        let codes = b.select(valid, nearest, none)?;
        b.label(codes, "codes");
        let entries = self.spec.quantizer.codebook_size();
        let assignments = statistics::assignments(b, codes, entries)?;
        let rows = match self.formulation {
            Formulation::Own if multiplies_rows(self.spec, b.mesh().device_count()) => {
                lookup::multiplied(b, whole, assignments)?
            }
            Formulation::Own => self.rows(b, whole, codes, valid)?,
            Formulation::Naive => naive::rows(b, assignments, whole)?,
        };
        b.label(rows, "quantized");
        let inputs = zero_where_invalid(b, tokens)?;
        let grouped = match directions {
            Some(directions) => directions,
            None => group_tokens(b, inputs, groups)?,
        };
        let inputs = self.compared(b, inputs, grouped)?;
        let codes = ungroup_codes(b, codes, groups)?;
        let rows = ungroup_tokens(b, rows, groups)?;
        Ok(Nearest {
            inputs,
            grouped,
            given: searched,
            valid: tokens.valid,
            codes,
            rows,
            assignments,
            candidates,
            scores,
            part: None,
        })
    }

    /// Codebooks `[.., K, d]` prepared for searches in each, once for all of them.
    pub(in crate::vq) fn searched(
        &self,
        b: &mut Builder,
        codebook: RoundedCodebook,
    ) -> Result<Searched, VqError> {
        let candidates = self.candidates(b, codebook)?;
        let whole = self.constrain_entries(b, codebook.rows(), &[], true)?;
        let exact = self.exact(b, codebook)?;
        Ok(Searched { candidates, whole, exact })
    }

    /// What an exact search reads, where the search is one.
    fn exact(
        &self,
        b: &mut Builder,
        codebook: RoundedCodebook,
    ) -> Result<Option<ExactEntries>, VqError> {
        match (self.formulation, self.spec.precision()) {
            (Formulation::Own, SearchPrecision::Exact) => {
                self.exact_entries(b, codebook.unrounded).map(Some)
            }
            (Formulation::Naive, _) | (_, SearchPrecision::Fast | SearchPrecision::F32) => Ok(None),
        }
    }

    /// `entries [(G,) K, d], codes [(G,) B, S], valid -> [(G,) B, S, d]`: rows, zero where not
    /// valid.
    pub(in crate::vq) fn rows(
        &self,
        b: &mut Builder,
        entries: Value,
        codes: Value,
        valid: Value,
    ) -> Result<Value, VqError> {
        let whole = self.constrain_entries(b, entries, &[], true)?;
        self.rows_of_parts(b, whole, (codes, None), valid)
    }

    /// Rounds the codebook where the state lies, so that later cuts do not reach back to it.
    pub(in crate::vq) fn round(
        &self,
        b: &mut Builder,
        codebook: Value,
    ) -> Result<RoundedCodebook, VqError> {
        if let Some(region) = &self.region {
            return self.gathered_codebook(b, codebook, region);
        }
        let rounded = match self.spec.quantizer.metric() {
            Metric::Euclidean => search::round_codebook(b, codebook, self.spec.dtype)?,
            Metric::Cosine(returned) => self.rounded_directions(b, codebook, returned)?,
        };
        let mut lie = |x| self.constrain_entries(b, x, &self.axes.state, true);
        Ok(RoundedCodebook {
            compute: lie(rounded.compute)?,
            exact: lie(rounded.exact)?,
            unrounded: lie(rounded.unrounded)?,
            whole: rounded.whole.map(&mut lie).transpose()?,
            searched: rounded.searched.map(lie).transpose()?,
            half_norms: rounded.half_norms,
        })
    }

    fn whole_candidates(
        &self,
        b: &mut Builder,
        codebook: RoundedCodebook,
    ) -> Result<Candidates, VqError> {
        Ok(match self.spec.quantizer.metric() {
            Metric::Euclidean => {
                if let Some(half_norms) = codebook.half_norms {
                    return Ok(Candidates { entries: codebook.compute, half_norms });
                }
                let entries = self.as_precise(b, codebook)?;
                let squares = b.multiply(entries.exact, entries.exact)?;
                let norms = self.over_elements(b, squares, &[], scores::sum)?;
                search::candidates(b, entries, norms)?
            }
            Metric::Cosine(_) => search::directions(b, codebook)?,
        })
    }

    /// The entries that the search's products see: of another type than the lookup's, where the
    /// precision says so.
    fn as_precise(
        &self,
        b: &mut Builder,
        codebook: RoundedCodebook,
    ) -> Result<RoundedCodebook, VqError> {
        let (precision, naive) = (self.spec.precision(), self.formulation == Formulation::Naive);
        let usual = precision == SearchPrecision::of_inputs(self.spec.dtype);
        let operand = match precision {
            SearchPrecision::Fast | SearchPrecision::F32 if usual => return Ok(codebook),
            // Its scores decide nothing, unless they are the definition's.
            SearchPrecision::Exact if !naive => return Ok(codebook),
            SearchPrecision::Exact => ElementType::F32,
            SearchPrecision::Fast | SearchPrecision::F32 => precision.operand(),
        };
        Ok(search::round_codebook(b, codebook.unrounded, operand)?)
    }

    /// The entries cut over their axes for the search, filled up to an even cut.
    fn candidates(
        &self,
        b: &mut Builder,
        codebook: RoundedCodebook,
    ) -> Result<Candidates, VqError> {
        let mut candidates = self.whole_candidates(b, codebook)?;
        candidates.half_norms =
            self.constrain_entries(b, candidates.half_norms, &self.axes.state, false)?;
        let size = self.spec.quantizer.codebook_size();
        let even = size.next_multiple_of(b.mesh().size_of(&self.axes.entries));
        if even != size {
            candidates = search::pad_candidates(b, candidates, even)?;
        }
        let cut = &self.axes.entries;
        let entries = self.constrain_entries(b, candidates.entries, cut, true)?;
        let half_norms = self.constrain_entries(b, candidates.half_norms, cut, false)?;
        Ok(Candidates { entries, half_norms })
    }

    /// How many groups a token is cut into, where it is.
    pub(in crate::vq) fn groups(&self) -> Option<usize> {
        self.spec.quantizer.codebook().and_then(|codebook| codebook.groups)
    }
}

/// The same for each group: `x [..] -> [(G,) ..]`.
pub(in crate::vq) fn by_group(
    b: &mut Builder,
    x: Value,
    groups: Option<usize>,
) -> Result<Value, VqError> {
    let Some(groups) = groups else { return Ok(x) };
    let dims = [&[groups], &b.shape(x).dims[..]].concat();
    let kept: Vec<usize> = (1..dims.len()).collect();
    Ok(b.broadcast(x, &dims, &kept)?)
}

/// Zero times NaN is NaN: a row that takes no part must be zero before any sum sees it.
pub(in crate::vq) fn zero_where_invalid(b: &mut Builder, tokens: Tokens) -> Result<Value, VqError> {
    let shape = b.shape(tokens.inputs).clone();
    let zero = b.splat(tokens.inputs, shape.element_type, 0.0)?;
    let keep = b.broadcast(tokens.valid, &shape.dims, &[0, 1])?;
    let clean = b.select(keep, tokens.inputs, zero)?;
    Ok(b.label(clean, "valid_inputs"))
}
