//! The naive formulation of `update`: the yardstick that ours is held against.
//!
//! It is what the definition says, written down as it stands: all differences `x - c` as one array
//! `f32[B,S,K,D]`, squared and summed, then products of f32 one-hot rows for the lookup and the
//! sums. Tensors, shardings, losses, metrics and the training rule are those of the step itself, so
//! that a comparison tells what the formulation costs and nothing else. Products have the step's
//! precision. Tokens that are not finite are counted and not left out.

use std::collections::BTreeMap;

use crate::ir::attr::DotDimensions;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::module::Module;
use crate::ir::op::UnaryOp;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::sharding::mesh::Mesh;
use crate::vq::codebook::compression_ratio;
use crate::vq::ema::{self, State};
use crate::vq::error::VqError;
use crate::vq::interface::Interface;
use crate::vq::search::{finite_tokens, product_precision};
use crate::vq::spec::StepSpec;
use crate::vq::{losses, statistics};

const F32: ElementType = ElementType::F32;

/// Values by their names in the interface.
type Named = BTreeMap<&'static str, Value>;

/// The naive graph of `update` on a mesh, with the interface of the step.
///
/// Differences take `B * S * K * D * 4` bytes over all devices, unless a compiler fuses them away.
///
/// # Errors
/// A layout that does not fit, or a step with other tensors than those of a plain codebook's
/// `update`.
pub fn build(spec: &StepSpec, mesh: &Mesh) -> Result<Module, VqError> {
    let interface = Interface::of(spec, mesh)?;
    let mut b = Builder::new(&format!("vqbit_naive_{}", spec.step.name()), mesh.clone());
    let mut parameters = Named::new();
    for input in &interface.inputs {
        let value = b.parameter(input.name, input.shape.clone(), input.spec.clone())?;
        parameters.insert(input.name, value);
    }
    let results = update(&mut b, spec, &parameters)?;
    for output in &interface.outputs {
        b.result(output.name, named(spec, &results, output.name)?, output.spec.clone());
    }
    for alias in interface.aliases {
        b.alias(alias.result, alias.parameter);
    }
    Ok(b.finish())
}

fn named(spec: &StepSpec, values: &Named, name: &'static str) -> Result<Value, VqError> {
    let missing = || VqError::NotInNaive { step: spec.step.name(), tensor: name };
    values.get(name).copied().ok_or_else(missing)
}

fn update(b: &mut Builder, spec: &StepSpec, parameters: &Named) -> Result<Named, VqError> {
    let parameter = |name| named(spec, parameters, name);
    let (inputs, codebook) = (parameter("inputs")?, parameter("codebook")?);
    let (cluster_size, embed_sum) = (parameter("cluster_size")?, parameter("embed_sum")?);
    let x = b.convert(inputs, F32)?;
    let distances = distances(b, x, codebook)?;
    let codes = b.argmin(distances, 2)?;
    b.label(codes, "codes");
    let chosen = statistics::assignments(b, codes, spec.quantizer.codebook_size)?;
    let one_hot = b.convert(chosen, F32)?;
    let quantized = product(b, spec, [one_hot, codebook], [&[2], &[0]])?;
    let sums = product(b, spec, [one_hot, x], [&[0, 1], &[0, 1]])?;
    let counts = b.sum(one_hot, &[0, 1])?;
    let mut results = metrics(b, spec, [inputs, quantized, counts])?;
    let state = State { codebook, cluster_size, embed_sum };
    let state = ema::step(b, spec.quantizer.ema, state, counts, sums)?;
    results.insert("quantized", b.convert(quantized, spec.dtype)?);
    results.extend([("codes", codes), ("codebook", state.codebook)]);
    results.extend([("cluster_size", state.cluster_size), ("embed_sum", state.embed_sum)]);
    Ok(results)
}

/// `x f32[B,S,D], codebook f32[K,D] -> f32[B,S,K]`: squared distances by way of `f32[B,S,K,D]`.
fn distances(b: &mut Builder, x: Value, codebook: Value) -> Result<Value, IrError> {
    let (tokens, entries) = (b.shape(x).dims.clone(), b.shape(codebook).dims.clone());
    let all = [tokens[0], tokens[1], entries[0], entries[1]];
    let each_token = b.broadcast(x, &all, &[0, 1, 3])?;
    let each_entry = b.broadcast(codebook, &all, &[2, 3])?;
    let differences = b.subtract(each_token, each_entry)?;
    b.label(differences, "differences");
    let squares = b.multiply(differences, differences)?;
    let distances = b.sum(squares, &[3])?;
    Ok(b.label(distances, "distances"))
}

/// A product over the given dimensions of two f32 arrays, as precise as the step's own products.
fn product(
    b: &mut Builder,
    spec: &StepSpec,
    [lhs, rhs]: [Value; 2],
    [over_lhs, over_rhs]: [&[usize]; 2],
) -> Result<Value, IrError> {
    let dimensions = DotDimensions {
        lhs_contracting: over_lhs.to_vec(),
        rhs_contracting: over_rhs.to_vec(),
        ..DotDimensions::default()
    };
    b.dot(lhs, rhs, dimensions, product_precision(spec.dtype), F32)
}

/// The losses and metrics of `update` by name, from `inputs`, the f32 rows and the counts.
fn metrics(
    b: &mut Builder,
    spec: &StepSpec,
    [inputs, quantized, counts]: [Value; 3],
) -> Result<Named, IrError> {
    let quantizer = &spec.quantizer;
    let tokens = b.sum(counts, &[0])?;
    let mse = losses::mean_squared_error(b, inputs, quantized, tokens)?;
    let terms = [(mse, quantizer.commitment_weight), (mse, quantizer.codebook_weight)];
    let loss = losses::weighted(b, terms)?;
    let finite = finite_tokens(b, inputs)?;
    let nonfinite = b.unary(UnaryOp::Not, finite)?;
    let nonfinite = b.convert(nonfinite, ElementType::S32)?;
    Ok(Named::from([
        ("commitment_loss", mse),
        ("codebook_loss", mse),
        ("loss", loss),
        ("mse", mse),
        ("perplexity", losses::perplexity(b, counts, tokens)?),
        ("codebook_usage", losses::codebook_usage(b, counts)?),
        ("compression_ratio", b.scalar(F32, compression_ratio(spec))?),
        ("nonfinite_rows", b.sum(nonfinite, &[0, 1])?),
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::shape::Shape;
    use crate::ir::verify::verify;
    use crate::vq::codebook;
    use crate::vq::spec::{Codebook, Ema, Layout, Step};

    fn spec(step: Step) -> StepSpec {
        let quantizer = Codebook {
            codebook_size: 16,
            embedding_dim: 8,
            commitment_weight: 0.25,
            codebook_weight: 0.5,
            ema: Ema { decay: 0.99, epsilon: 1e-5 },
        };
        let layout = Layout::TokensCodes;
        StepSpec { step, quantizer, batch: 4, seq: 6, dtype: ElementType::Bf16, layout }
    }

    fn mesh() -> Mesh {
        Mesh::parse("2x2").expect("a mesh")
    }

    #[test]
    fn it_has_the_interface_of_the_step_and_writes_all_differences_down() {
        let spec = spec(Step::Update);
        let naive = verify(build(&spec, &mesh()).expect("a graph")).expect("a verified graph");
        let own = codebook::build(&spec, &mesh()).expect("a graph");
        let naive = naive.module();
        assert_eq!((&naive.parameters, &naive.results), (&own.parameters, &own.results));
        assert_eq!(naive.aliases, own.aliases);
        let shapes = |module: &Module| module.entry.result_shapes().cloned().collect::<Vec<_>>();
        assert_eq!(shapes(naive), shapes(&own));
        let all = Shape::new(F32, &[4, 6, 16, 8]);
        let writes = |module: &Module| module.entry.instructions.iter().any(|i| i.shapes[0] == all);
        assert_eq!((writes(naive), writes(&own)), (true, false));
    }

    #[test]
    fn another_step_than_update_is_an_error() {
        let message = |step| build(&spec(step), &mesh()).expect_err("no state").to_string();
        assert_eq!(
            message(Step::Quantize),
            "naive formulation: has no match for tensor cluster_size in step quantize, wanted the \
             update of a plain codebook"
        );
    }
}
