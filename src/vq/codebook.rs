//! The steps of a plain codebook: encode, decode, quantize, update.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::module::Module;
use crate::ir::op::BinaryOp;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;
use crate::vq::ema::{self, State};
use crate::vq::error::VqError;
use crate::vq::interface::{Axes, Interface};
use crate::vq::lookup::{self, last_code};
use crate::vq::search::{self, Candidates, RoundedCodebook};
use crate::vq::spec::{Step, StepSpec};
use crate::vq::{losses, statistics};

/// The graph of a step on a mesh.
///
/// # Errors
/// A layout that does not fit the arrays and the mesh.
pub fn build(spec: &StepSpec, mesh: &Mesh) -> Result<Module, VqError> {
    let interface = Interface::of(spec, mesh)?;
    let mut b = Builder::new(&format!("vqbit_{}", spec.step.name()), mesh.clone());
    let mut inputs = Vec::with_capacity(interface.inputs.len());
    for input in &interface.inputs {
        inputs.push(b.parameter(input.name, input.shape.clone(), input.spec.clone())?);
    }
    let recipe = Recipe { spec, axes: Axes::of(spec, mesh)? };
    let outputs = match spec.step {
        Step::Encode => vec![recipe.encode(&mut b, inputs[0], inputs[1])?.codes],
        Step::Decode => recipe.decode(&mut b, inputs[0], inputs[1])?,
        Step::Quantize => recipe.quantize(&mut b, inputs[0], inputs[1])?.outputs,
        Step::Update => {
            let [inputs, codebook, cluster_size, embed_sum] = inputs[..] else {
                unreachable!("the interface of update has four inputs")
            };
            recipe.update(&mut b, inputs, State { codebook, cluster_size, embed_sum })?
        }
    };
    for (value, output) in outputs.into_iter().zip(&interface.outputs) {
        b.result(output.name, value, output.spec.clone());
    }
    for alias in interface.aliases {
        b.alias(alias.result, alias.parameter);
    }
    Ok(b.finish())
}

/// How many bits of inputs one bit of codes stands for: `D * bits(dtype) / ceil(log2 K)`.
///
/// The denominator is at least one bit, though a single entry needs none.
#[expect(clippy::cast_precision_loss, reason = "bit counts are far below 2^53")]
pub fn compression_ratio(spec: &StepSpec) -> f64 {
    let input_bits = spec.quantizer.embedding_dim * spec.dtype.byte_size() * 8;
    input_bits as f64 / f64::from(code_bits(spec.quantizer.codebook_size))
}

/// Bits of one code: `ceil(log2 K)`, at least 1.
pub fn code_bits(codebook_size: usize) -> u32 {
    codebook_size.saturating_sub(1).checked_ilog2().map_or(1, |bits| bits + 1)
}

struct Recipe<'a> {
    spec: &'a StepSpec,
    axes: Axes,
}

/// What the search leaves for the rest of a step.
struct Encoded {
    codebook: RoundedCodebook,
    valid: Value,
    codes: Value,
}

/// The outputs of `quantize`, and what `update` goes on from.
struct Quantized {
    outputs: Vec<Value>,
    counts: Value,
    assignments: Value,
    inputs: Value,
}

impl Recipe<'_> {
    fn encode(&self, b: &mut Builder, inputs: Value, codebook: Value) -> Result<Encoded, VqError> {
        let codebook = self.round(b, codebook)?;
        let candidates = self.candidates(b, codebook)?;
        let valid = search::finite_tokens(b, inputs)?;
        let nearest = search::nearest_codes(b, inputs, candidates)?;
        let none = b.splat(nearest, ElementType::S32, -1.0)?;
        let codes = b.select(valid, nearest, none)?;
        b.label(codes, "codes");
        Ok(Encoded { codebook, valid, codes })
    }

    fn decode(
        &self,
        b: &mut Builder,
        codes: Value,
        codebook: Value,
    ) -> Result<Vec<Value>, VqError> {
        let codebook = self.round(b, codebook)?;
        let first = b.splat(codes, ElementType::S32, 0.0)?;
        let last = b.splat(codes, ElementType::S32, last_code(self.codebook_size()))?;
        let from_first = b.compare(Direction::Ge, codes, first)?;
        let to_last = b.compare(Direction::Le, codes, last)?;
        let valid = b.binary(BinaryOp::And, from_first, to_last)?;
        let rows = self.rows(b, codebook, codes, valid)?;
        let none = b.splat(codes, ElementType::S32, -1.0)?;
        let missing = b.compare(Direction::Eq, codes, none)?;
        let known = b.binary(BinaryOp::Or, valid, missing)?;
        let invalid = b.unary(crate::ir::op::UnaryOp::Not, known)?;
        let ones = b.convert(invalid, ElementType::S32)?;
        let invalid_codes = b.sum(ones, &[0, 1])?;
        Ok(vec![rows, b.label(invalid_codes, "invalid_codes")])
    }

    fn quantize(
        &self,
        b: &mut Builder,
        inputs: Value,
        codebook: Value,
    ) -> Result<Quantized, VqError> {
        let encoded = self.encode(b, inputs, codebook)?;
        let quantized = self.rows(b, encoded.codebook, encoded.codes, encoded.valid)?;
        b.label(quantized, "quantized");
        let inputs = zero_where_invalid(b, inputs, encoded.valid)?;
        let assignments = statistics::assignments(b, encoded.codes, self.codebook_size())?;
        let counts = statistics::counts(b, assignments)?;
        let counts = self.constrain(b, counts, &[&self.axes.state])?;
        let tokens = b.sum(counts, &[0])?;
        let mse = losses::mean_squared_error(b, inputs, quantized, tokens)?;
        let q = &self.spec.quantizer;
        let terms = [(mse, q.commitment_weight), (mse, q.codebook_weight)];
        let loss = losses::weighted(b, terms)?;
        let perplexity = losses::perplexity(b, counts, tokens)?;
        let usage = losses::codebook_usage(b, counts)?;
        let ratio = b.scalar(ElementType::F32, compression_ratio(self.spec))?;
        let nonfinite = self.nonfinite_rows(b, tokens)?;
        let metrics = [mse, mse, loss, mse, perplexity, usage, ratio, nonfinite];
        let outputs = [&[quantized, encoded.codes][..], &metrics].concat();
        Ok(Quantized { outputs, counts, assignments, inputs })
    }

    fn update(&self, b: &mut Builder, inputs: Value, state: State) -> Result<Vec<Value>, VqError> {
        let quantized = self.quantize(b, inputs, state.codebook)?;
        let sums = statistics::sums(b, quantized.assignments, quantized.inputs)?;
        let sums = self.constrain(b, sums, &[&self.axes.state, &self.axes.dim])?;
        let new = ema::step(b, self.spec.quantizer.ema, state, quantized.counts, sums)?;
        let mut outputs = quantized.outputs;
        outputs.extend([new.codebook, new.cluster_size, new.embed_sum]);
        Ok(outputs)
    }

    /// The entries cut over their axes for the search, filled up to an even cut.
    fn candidates(
        &self,
        b: &mut Builder,
        codebook: RoundedCodebook,
    ) -> Result<Candidates, VqError> {
        let mut candidates = search::candidates(b, codebook)?;
        candidates.half_norms = self.constrain(b, candidates.half_norms, &[&self.axes.state])?;
        let even = self.codebook_size().next_multiple_of(b.mesh().size_of(&self.axes.entries));
        if even != self.codebook_size() {
            candidates = search::pad_candidates(b, candidates, even)?;
        }
        let cut = [&self.axes.entries[..], &self.axes.dim];
        let entries = self.constrain(b, candidates.entries, &cut)?;
        let half_norms = self.constrain(b, candidates.half_norms, &cut[..1])?;
        Ok(Candidates { entries, half_norms })
    }

    /// Rounds the codebook where the state lies, so that later cuts do not reach back to it.
    fn round(&self, b: &mut Builder, codebook: Value) -> Result<RoundedCodebook, VqError> {
        let rounded = search::round_codebook(b, codebook, self.spec.dtype)?;
        let compute = self.constrain(b, rounded.compute, &[&self.axes.state, &self.axes.dim])?;
        let exact = self.constrain(b, rounded.exact, &[&self.axes.state, &self.axes.dim])?;
        Ok(RoundedCodebook { compute, exact })
    }

    fn rows(
        &self,
        b: &mut Builder,
        codebook: RoundedCodebook,
        codes: Value,
        valid: Value,
    ) -> Result<Value, VqError> {
        let whole = self.constrain(b, codebook.compute, &[&[], &self.axes.dim])?;
        Ok(lookup::rows(b, whole, codes, valid)?)
    }

    /// States how entries lie, where the layout cuts them at all.
    fn constrain(&self, b: &mut Builder, x: Value, cut: &[&[usize]]) -> Result<Value, VqError> {
        if self.axes.entries.is_empty() {
            return Ok(x);
        }
        let cut = cut.iter().map(|axes| axes.to_vec()).collect();
        let spec = PartitionSpec::new(b.mesh(), cut)?;
        Ok(b.constrain(x, spec)?)
    }

    /// `tokens f32[] -> s32[]`: how many tokens of the batch are not among the valid ones.
    #[expect(clippy::cast_precision_loss, reason = "a batch has at most 2^24 tokens")]
    fn nonfinite_rows(&self, b: &mut Builder, tokens: Value) -> Result<Value, VqError> {
        let all = b.scalar(ElementType::F32, (self.spec.batch * self.spec.seq) as f64)?;
        let rest = b.subtract(all, tokens)?;
        let rows = b.convert(rest, ElementType::S32)?;
        Ok(b.label(rows, "nonfinite_rows"))
    }

    fn codebook_size(&self) -> usize {
        self.spec.quantizer.codebook_size
    }
}

/// Zero times NaN is NaN: a row that takes no part must be zero before any sum sees it.
fn zero_where_invalid(b: &mut Builder, inputs: Value, valid: Value) -> Result<Value, VqError> {
    let shape = b.shape(inputs).clone();
    let zero = b.splat(inputs, shape.element_type, 0.0)?;
    let keep = b.broadcast(valid, &shape.dims, &[0, 1])?;
    let clean = b.select(keep, inputs, zero)?;
    Ok(b.label(clean, "valid_inputs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_as_many_bits_as_count_the_entries() {
        let bits = [1, 2, 3, 64, 65, 128, 1000].map(code_bits);
        assert_eq!(bits, [1, 1, 2, 6, 7, 7, 10]);
    }
}
