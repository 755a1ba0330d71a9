//! The training state: which tensors it has, and the values it starts with.

use std::collections::BTreeMap;

use crate::ir::shape::{ElementType, Shape};
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::random::Family;
use crate::vq::maps::{averaged, scaled_normal};
use crate::vq::spec::{Kind, Quantizer};

/// The entries `f32[.., K, D]`: stages and groups come first, where there are any.
pub const CODEBOOK: &str = "codebook";
/// Moving average of how often each entry was chosen, `f32[.., K]`.
pub const CLUSTER_SIZE: &str = "cluster_size";
/// Moving average of the sum of the rows that chose each entry, `f32[.., K, D]`.
pub const EMBED_SUM: &str = "embed_sum";

/// The names and shapes of the state's tensors, in the order of `update`'s parameters.
pub fn state_shapes(quantizer: &Quantizer) -> [(&'static str, Shape); 3] {
    let mut sizes = quantizer.codebook().map(|codebook| codebook.lead()).unwrap_or_default();
    sizes.push(quantizer.codebook_size());
    let entries = [&sizes[..], &[quantizer.entry_dim()]].concat();
    [
        (CODEBOOK, Shape::new(ElementType::F32, &entries)),
        (CLUSTER_SIZE, Shape::new(ElementType::F32, &sizes)),
        (EMBED_SUM, Shape::new(ElementType::F32, &entries)),
    ]
}

/// The state that training with this codebook `f32[K,D]` starts with, by name: cluster size 1 and
/// embed sum = codebook (its directions, with the cosine metric), so that an entry that nothing
/// chooses stays where it is. A frozen codebook is all of its state.
///
/// # Errors
/// The codebook is not `f32[K,D]` of this quantizer, or there is no memory for its copy.
pub fn initial_state(
    quantizer: &Quantizer,
    codebook: Tensor,
) -> Result<BTreeMap<String, Tensor>, TensorError> {
    let [(_, wanted), (_, sizes), _] = state_shapes(quantizer);
    codebook.expect_shape(CODEBOOK, &wanted)?;
    if quantizer.codebook().is_none() {
        return Ok(BTreeMap::from([(CODEBOOK.to_owned(), codebook)]));
    }
    let ones = vec![1.0; sizes.element_count()];
    Ok(BTreeMap::from([
        (CLUSTER_SIZE.to_owned(), Tensor::from_f32(&sizes.dims, &ones)?),
        (EMBED_SUM.to_owned(), averaged(quantizer, &codebook)?),
        (CODEBOOK.to_owned(), codebook),
    ]))
}

/// A codebook `f32[K,D]` of standard normal elements, a function of the seed; behind a learned map
/// of variance 1 / D.
///
/// # Errors
/// There is no memory for it.
pub fn random_codebook(quantizer: &Quantizer, seed: u64) -> Result<Tensor, TensorError> {
    let [(name, shape), _, _] = state_shapes(quantizer);
    match quantizer.kind {
        Kind::Codebook(_) | Kind::RandomProjection(_) => Family::Normal.tensor(seed, name, &shape),
        Kind::Sim(_) => {
            let deviation = (quantizer.embedding_dim as f64).recip().sqrt();
            scaled_normal(seed, name, &shape.dims, deviation)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vq::spec::{Codebook, Ema, Losses, Metric};

    const QUANTIZER: Quantizer = Quantizer {
        kind: Kind::Codebook(Codebook {
            codebook_size: 3,
            groups: None,
            stages: None,
            shared: false,
            ema: Ema { decay: 0.99, epsilon: 1e-5 },
            metric: Metric::Euclidean,
        }),
        embedding_dim: 2,
        losses: Losses { commitment_weight: 0.25, codebook_weight: 0.0 },
        input_dim: None,
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
