//! The training state: which tensors it has, and the values it starts with.

use std::collections::BTreeMap;

use crate::ir::shape::{ElementType, Shape};
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::random::Family;
use crate::vq::spec::Quantizer;

/// The entries `f32[.., K, D]`: stages and groups come first, where there are any.
pub const CODEBOOK: &str = "codebook";
/// Moving average of how often each entry was chosen, `f32[.., K]`.
pub const CLUSTER_SIZE: &str = "cluster_size";
/// Moving average of the sum of the rows that chose each entry, `f32[.., K, D]`.
pub const EMBED_SUM: &str = "embed_sum";

/// Moving average of each entry's share of the tokens, `f32[.., K]`.
pub const USAGE: &str = "usage";
/// How many steps were made, `s32[]`.
pub const STEPS: &str = "steps";

/// The names and shapes of the state's tensors, in the order of `update`'s parameters.
pub fn state_shapes(quantizer: &Quantizer) -> Vec<(&'static str, Shape)> {
    let entries = codebook_shape(quantizer);
    let sizes = &entries.dims[..entries.rank() - 1];
    let mut state = vec![
        (CODEBOOK, entries.clone()),
        (CLUSTER_SIZE, Shape::new(ElementType::F32, sizes)),
        (EMBED_SUM, entries.clone()),
    ];
    if quantizer.codebook().is_some_and(|codebook| codebook.usage_decay.is_some()) {
        state.push((USAGE, Shape::new(ElementType::F32, sizes)));
    }
    if quantizer.codebook().is_some_and(|codebook| codebook.counts_steps()) {
        state.push((STEPS, Shape::scalar(ElementType::S32)));
    }
    state
}

/// `f32[.., K, D]`.
fn codebook_shape(quantizer: &Quantizer) -> Shape {
    let lead = quantizer.codebook().map(|codebook| codebook.lead()).unwrap_or_default();
    let entry = [quantizer.codebook_size(), quantizer.entry_dim()];
    Shape::new(ElementType::F32, &[&lead[..], &entry].concat())
}

/// The state that training with this codebook `f32[K,D]` starts with, by name: cluster size 1 and
/// embed sum = codebook, so that an entry that nothing chooses stays where it is; a usage histogram
/// and a number of steps start from zero.
///
/// # Errors
/// The codebook is not `f32[K,D]` of this quantizer, or there is no memory for its copy.
pub fn initial_state(
    quantizer: &Quantizer,
    codebook: Tensor,
) -> Result<BTreeMap<String, Tensor>, TensorError> {
    let mut state = BTreeMap::new();
    for (name, shape) in state_shapes(quantizer) {
        let tensor = match name {
            CODEBOOK | EMBED_SUM => {
                codebook.expect_shape(CODEBOOK, &shape)?;
                codebook.copied()?
            }
            CLUSTER_SIZE => Tensor::from_f32(&shape.dims, &vec![1.0; shape.element_count()])?,
            _ => Tensor::zeros(shape),
        };
        state.insert(name.to_owned(), tensor);
    }
    Ok(state)
}

/// A codebook `f32[K,D]` of standard normal elements, a function of the seed.
///
/// # Errors
/// There is no memory for it.
pub fn random_codebook(quantizer: &Quantizer, seed: u64) -> Result<Tensor, TensorError> {
    Family::Normal.tensor(seed, CODEBOOK, &codebook_shape(quantizer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vq::spec::{Codebook, Ema, Kind, Losses};

    const QUANTIZER: Quantizer = Quantizer {
        kind: Kind::Codebook(Codebook {
            codebook_size: 3,
            groups: None,
            stages: None,
            shared: false,
            ema: Ema { decay: 0.99, epsilon: 1e-5 },
            usage_decay: None,
            restart: None,
            stochastic: None,
        }),
        embedding_dim: 2,
        losses: Losses { commitment_weight: 0.25, codebook_weight: 0.0 },
    };

    #[test]
    fn the_initial_state_counts_each_entry_once() {
        let codebook = random_codebook(&QUANTIZER, 1).expect("a codebook");
        let state = initial_state(&QUANTIZER, codebook.clone()).expect("a state");
        assert_eq!(state[CODEBOOK], codebook);
        assert_eq!(state[EMBED_SUM], codebook);
        assert_eq!(state[CLUSTER_SIZE].to_f32().expect("f32"), [1.0; 3]);
        for (name, shape) in state_shapes(&QUANTIZER) {
            assert_eq!(state[name].shape(), &shape);
        }
    }

    #[test]
    fn a_codebook_that_no_memory_holds_is_an_error() {
        let quantizer = Quantizer { embedding_dim: 1_000_000_000_000_000, ..QUANTIZER };
        assert_eq!(
            random_codebook(&quantizer, 1).expect_err("24 PB").to_string(),
            "tensor codebook f32[3,1000000000000000]: found no memory for the 24000000000000000 \
             bytes that making it takes"
        );
    }

    #[test]
    fn another_codebook_is_an_error() {
        let wrong = |dims: &[usize], element_type| {
            let codebook = Tensor::zeros(Shape::new(element_type, dims));
            initial_state(&QUANTIZER, codebook).expect_err("wrong").to_string()
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
