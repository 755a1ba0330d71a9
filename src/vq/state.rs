//! The training state: which tensors it has, and the values it starts with.

use std::collections::BTreeMap;

use crate::ir::shape::{ElementType, Shape};
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::random::{Family, random_weights};
use crate::vq::interface::Interface;
use crate::vq::search::maps::{averaged, scaled_normal};
use crate::vq::spec::{Initial, Kind, Quantizer, StepSpec, StoredCodebook};
use crate::vq::storage::bf16::in_bf16;
use crate::vq::storage::int8::in_eight_bits;

pub use crate::vq::search::projection::{
    IN as PROJECT_IN, IN_BIAS as PROJECT_IN_BIAS, OUT as PROJECT_OUT, OUT_BIAS as PROJECT_OUT_BIAS,
};

/// The entries `f32[.., K, D]`: stages and groups come first, where there are any.
pub const CODEBOOK: &str = "codebook";
/// Moving average of how often each entry was chosen, `f32[.., K]`.
pub const CLUSTER_SIZE: &str = "cluster_size";
/// Moving average of the sum of the rows that chose each entry, `f32[.., K, D]`.
pub const EMBED_SUM: &str = "embed_sum";

/// How many steps averages that started from zero have seen, `s32[]`.
pub const EMA_STEPS: &str = "ema_steps";
/// Moving average of each entry's share of the tokens, `f32[.., K]`.
pub const USAGE: &str = "usage";
/// How many steps were made, `s32[]`.
pub const STEPS: &str = "steps";
/// Statistics that no EMA step has seen: counts, sums, and whether there are any.
const PENDING: [&str; 3] = ["pending_counts", "pending_sums", "pending_steps"];

/// The names and shapes of the training state's tensors, in the order of `update`'s parameters;
/// layers come first, where they are stacked.
pub fn state_shapes(quantizer: &Quantizer, layers: Option<usize>) -> Vec<(&'static str, Shape)> {
    let entries = codebook_shape(quantizer, layers);
    let Some(codebook) = quantizer.codebook() else { return vec![(CODEBOOK, entries)] };
    let sizes = &entries.dims[..entries.rank() - 1];
    let count = Shape::new(ElementType::S32, &layers.into_iter().collect::<Vec<_>>());
    let mut state = vec![
        (CODEBOOK, entries.clone()),
        (CLUSTER_SIZE, Shape::new(ElementType::F32, sizes)),
        (EMBED_SUM, entries.clone()),
    ];
    if codebook.ema.initial == Initial::ZeroDebiased {
        state.push((EMA_STEPS, count.clone()));
    }
    if codebook.usage_decay.is_some() {
        state.push((USAGE, Shape::new(ElementType::F32, sizes)));
    }
    if codebook.counts_steps() {
        state.push((STEPS, count));
    }
    state
}

/// `f32[.., K, D]`.
fn codebook_shape(quantizer: &Quantizer, layers: Option<usize>) -> Shape {
    let mut dims: Vec<usize> = layers.into_iter().collect();
    dims.extend(quantizer.codebook().map(|codebook| codebook.lead()).unwrap_or_default());
    dims.extend([quantizer.codebook_size(), quantizer.entry_dim()]);
    Shape::new(ElementType::F32, &dims)
}

/// The state that training with this codebook `f32[K,D]` starts with, by name: cluster size 1 and
/// embed sum = codebook (its directions, with the cosine metric), so that an entry that nothing
/// chooses stays where it is; or zero averages of no steps, where the rule divides by what they have
/// seen. A usage histogram and a number of steps start from zero. A frozen codebook is all of its
/// state.
///
/// # Errors
/// The codebook is not `f32[K,D]` of this quantizer, or there is no memory for its copy.
pub fn initial_state(
    quantizer: &Quantizer,
    layers: Option<usize>,
    codebook: Tensor,
) -> Result<BTreeMap<String, Tensor>, TensorError> {
    let from_zero =
        quantizer.codebook().is_some_and(|codebook| codebook.ema.initial == Initial::ZeroDebiased);
    let mut state = BTreeMap::new();
    for (name, shape) in state_shapes(quantizer, layers) {
        let tensor = match name {
            CODEBOOK => {
                codebook.expect_shape(CODEBOOK, &shape)?;
                codebook.copied()?
            }
            EMBED_SUM if !from_zero => averaged(quantizer, &codebook)?,
            CLUSTER_SIZE if !from_zero => {
                Tensor::from_f32(&shape.dims, &vec![1.0; shape.element_count()])?
            }
            _ => Tensor::zeros(shape),
        };
        state.insert(name.to_owned(), tensor);
    }
    Ok(state)
}

/// The state as a step reads it, made from a codebook: [`initial_state`], or the entries in the form
/// that the step keeps them in.
///
/// # Errors
/// As [`initial_state`].
pub fn stored_state(
    spec: &StepSpec,
    codebook: Tensor,
) -> Result<BTreeMap<String, Tensor>, TensorError> {
    let state = initial_state(&spec.quantizer, spec.stacked_layers, codebook)?;
    let stored = match spec.storage.codebook {
        StoredCodebook::F32 => return Ok(state),
        StoredCodebook::Bf16 => in_bf16(&state[CODEBOOK])?,
        StoredCodebook::Int8 => in_eight_bits(&state[CODEBOOK])?,
    };
    Ok(stored.into_iter().map(|(name, tensor)| (name.to_owned(), tensor)).collect())
}

/// Nothing pending, by name: zeros for what a step takes of statistics that no EMA step has seen.
pub fn nothing_pending(interface: &Interface) -> BTreeMap<String, Tensor> {
    let pending = interface.inputs.iter().filter(|tensor| PENDING.contains(&tensor.name));
    pending.map(|tensor| (tensor.name.to_owned(), Tensor::zeros(tensor.shape.clone()))).collect()
}

/// A codebook `f32[K,D]` of standard normal elements, a function of the seed; behind a learned map
/// of variance 1 / D.
///
/// # Errors
/// There is no memory for it.
pub fn random_codebook(
    quantizer: &Quantizer,
    layers: Option<usize>,
    seed: u64,
) -> Result<Tensor, TensorError> {
    let shape = codebook_shape(quantizer, layers);
    match quantizer.kind {
        Kind::Codebook(_) | Kind::RandomProjection(_) | Kind::Fsq(_) | Kind::Binary(_) => {
            Family::Normal.tensor(seed, CODEBOOK, &shape)
        }
        Kind::Sim(_) => {
            let deviation = (quantizer.embedding_dim as f64).recip().sqrt();
            scaled_normal(seed, CODEBOOK, &shape.dims, deviation)
        }
    }
}

/// A codebook `f32[K,D]` uniform from `-1/K` to `1/K`, K being the entries of one codebook: small
/// beside inputs of size 1, so that the first batches choose by direction. A function of the seed.
///
/// # Errors
/// There is no memory for it.
#[expect(clippy::cast_precision_loss, reason = "the number of entries is far below 2^53")]
pub fn uniform_codebook(
    quantizer: &Quantizer,
    layers: Option<usize>,
    seed: u64,
) -> Result<Tensor, TensorError> {
    let shape = codebook_shape(quantizer, layers);
    let numbers = random_weights(seed, &shape.dims)?.to_f32()?;
    let bound = 1.0 / quantizer.codebook_size() as f32;
    let values: Vec<f32> = numbers.iter().map(|u| (2.0 * u - 1.0) * bound).collect();
    Tensor::from_f32(&shape.dims, &values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vq::spec::{Codebook, Gradient, Kind, Losses};

    const QUANTIZER: Quantizer = Quantizer {
        kind: Kind::Codebook(Codebook { codebook_size: 3, ..Codebook::DEFAULT }),
        embedding_dim: 2,
        losses: Losses::of_weights(0.25, 0.0),
        gradient: Gradient::StraightThrough,
        input_dim: None,
    };

    #[test]
    fn the_initial_state_counts_each_entry_once() {
        let codebook = random_codebook(&QUANTIZER, None, 1).expect("a codebook");
        let state = initial_state(&QUANTIZER, None, codebook.clone()).expect("a state");
        assert_eq!(state[CODEBOOK], codebook);
        assert_eq!(state[EMBED_SUM], codebook);
        assert_eq!(state[CLUSTER_SIZE].to_f32().expect("f32"), [1.0; 3]);
        for (name, shape) in state_shapes(&QUANTIZER, None) {
            assert_eq!(state[name].shape(), &shape);
        }
    }

    #[test]
    fn a_uniform_codebook_reaches_to_both_ends_of_its_interval() {
        let quantizer = Quantizer { embedding_dim: 1000, ..QUANTIZER };
        let values = uniform_codebook(&quantizer, None, 1).expect("a codebook").widened();
        let most = values.iter().fold(f64::NEG_INFINITY, |most, x| most.max(*x));
        let least = values.iter().fold(f64::INFINITY, |least, x| least.min(*x));
        let end = 1.0 / 3.0 + 1e-7;
        assert!((0.33..=end).contains(&most), "{most}");
        assert!((-end..=-0.33).contains(&least), "{least}");
        assert!(values.iter().sum::<f64>().abs() < 3000.0 * 0.02);
    }

    #[test]
    fn a_codebook_that_no_memory_holds_is_an_error() {
        let quantizer = Quantizer { embedding_dim: 1_000_000_000_000_000, ..QUANTIZER };
        assert_eq!(
            random_codebook(&quantizer, None, 1).expect_err("24 PB").to_string(),
            "tensor codebook f32[3,1000000000000000]: found no memory for the 24000000000000000 \
             bytes that making it takes"
        );
    }

    #[test]
    fn another_codebook_is_an_error() {
        let wrong = |dims: &[usize], element_type| {
            let codebook = Tensor::zeros(Shape::new(element_type, dims));
            initial_state(&QUANTIZER, None, codebook).expect_err("wrong").to_string()
        };
        assert_eq!(
            wrong(&[2, 3], ElementType::F32),
            "tensor codebook: found f32[2,3], wanted f32[3,2]"
        );
        assert_eq!(
            wrong(&[3, 2], ElementType::Bf16),
            "tensor codebook: found bf16[3,2], wanted f32[3,2]: convert it to f32 first"
        );
    }
}
