//! The linear maps that a step reads beside its codebook: their shapes, and the values they start
//! with.

use std::collections::BTreeMap;

use crate::ir::shape::{ElementType, Shape};
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::random::Family;
use crate::vq::kinds::random_projection::PROJECTION;
use crate::vq::kinds::sim::MAP;
use crate::vq::search::cosine::LEAST_NORM;
use crate::vq::search::projection::{IN, IN_BIAS, OUT, OUT_BIAS};
use crate::vq::spec::{Kind, Metric, Projection, Quantizer};

/// The maps of a quantizer, f32 and functions of the seed, layers first where they are stacked: normal elements of variance
/// 1 / fan-in, as for layers without an activation, and biases of zero; the frozen `projection`
/// after Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
/// networks" (2010), equation 12: variance 2 / (fan-in + fan-out).
///
/// # Errors
/// There is no memory for them.
pub fn initial_maps(
    quantizer: &Quantizer,
    layers: Option<usize>,
    seed: u64,
) -> Result<BTreeMap<String, Tensor>, TensorError> {
    let (input_dim, dim) = (quantizer.token_dim(), quantizer.embedding_dim);
    let stacked = |dims: &[usize]| [layers.as_slice(), dims].concat();
    let normal = |name: &'static str, dims: [usize; 2], fan: f64| {
        let map = scaled_normal(seed, name, &stacked(&dims), fan.recip().sqrt())?;
        Ok::<_, TensorError>((name.to_owned(), map))
    };
    let zeros = |name: &str, size: usize| {
        (name.to_owned(), Tensor::zeros(Shape::new(ElementType::F32, &stacked(&[size]))))
    };
    let mut maps = BTreeMap::new();
    if let Kind::Sim(_) = quantizer.kind {
        maps.extend([normal(MAP, [dim, dim], dim as f64)?]);
    }
    match quantizer.projection() {
        Projection::None => {}
        Projection::Learned => maps.extend([
            normal(IN, [input_dim, dim], input_dim as f64)?,
            zeros(IN_BIAS, dim),
            normal(OUT, [dim, input_dim], dim as f64)?,
            zeros(OUT_BIAS, input_dim),
        ]),
        Projection::Frozen => {
            let fan = (input_dim as f64 + dim as f64) / 2.0;
            maps.extend([normal(PROJECTION, [input_dim, dim], fan)?]);
        }
    }
    Ok(maps)
}

/// f32 of these dimensions, normal with this deviation, a function of the seed and the name.
pub(in crate::vq) fn scaled_normal(
    seed: u64,
    name: &str,
    dims: &[usize],
    deviation: f64,
) -> Result<Tensor, TensorError> {
    let normal = Family::Normal.tensor(seed, name, &Shape::new(ElementType::F32, dims))?;
    let values: Vec<f64> = normal.widened().iter().map(|value| value * deviation).collect();
    Tensor::from_f64(dims, &values)?.convert_to(ElementType::F32)
}

/// What an EMA starts to average: the entries, or where tokens are normalised their directions.
///
/// # Errors
/// There is no memory for them.
pub fn averaged(quantizer: &Quantizer, codebook: &Tensor) -> Result<Tensor, TensorError> {
    match quantizer.metric() {
        Metric::Euclidean => codebook.copied(),
        Metric::Cosine(_) => {
            let mut values = codebook.widened();
            for entry in values.chunks_exact_mut(quantizer.entry_dim()) {
                let norm = entry.iter().map(|value| value * value).sum::<f64>().sqrt();
                entry.iter_mut().for_each(|value| *value /= norm.max(LEAST_NORM));
            }
            Tensor::from_f64(&codebook.shape().dims, &values)?.convert_to(ElementType::F32)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vq::spec::{Codebook, Frozen, Gradient, Losses, RandomProjection, Returned};

    fn quantizer(kind: Kind, input_dim: Option<usize>) -> Quantizer {
        let losses = Losses::of_weights(0.25, 0.0);
        let gradient = Gradient::StraightThrough;
        Quantizer { kind, embedding_dim: 16, losses, gradient, input_dim }
    }

    fn deviation(map: &Tensor) -> f64 {
        let values = map.widened();
        (values.iter().map(|value| value * value).sum::<f64>() / values.len() as f64).sqrt()
    }

    #[test]
    fn maps_start_with_the_variance_of_their_fan() {
        let frozen = Frozen { codebook_size: 4 };
        let maps = initial_maps(&quantizer(Kind::Sim(frozen), Some(64)), None, 3).expect("maps");
        let names: Vec<&str> = maps.keys().map(String::as_str).collect();
        assert_eq!(names, [IN, IN_BIAS, OUT, OUT_BIAS, MAP]);
        for (name, dims, wanted) in
            [(IN, [64, 16], 0.125), (OUT, [16, 64], 0.25), (MAP, [16, 16], 0.25)]
        {
            assert_eq!(maps[name].shape().dims, dims, "{name}");
            let found = deviation(&maps[name]);
            assert!((found / wanted - 1.0).abs() < 0.2, "{name}: {found}, wanted {wanted}");
        }
        assert_eq!(maps[IN_BIAS].to_f32().expect("f32"), [0.0; 16]);
        let codebook = RandomProjection { codebook: frozen, layer_norm: false };
        let maps = initial_maps(&quantizer(Kind::RandomProjection(codebook), Some(84)), None, 3);
        let maps = maps.expect("maps");
        assert_eq!(maps.keys().collect::<Vec<_>>(), [PROJECTION]);
        // sqrt(2 / (84 + 16))
        assert!((deviation(&maps[PROJECTION]) / 0.02_f64.sqrt() - 1.0).abs() < 0.1);
    }

    #[test]
    fn directions_are_what_a_cosine_codebook_averages() {
        let metric = Metric::Cosine(Returned::Normalized);
        let codebook = Codebook { codebook_size: 2, metric, ..Codebook::DEFAULT };
        let quantizer = Quantizer { embedding_dim: 2, ..quantizer(Kind::Codebook(codebook), None) };
        let entries = Tensor::from_f32(&[2, 2], &[3.0, -4.0, 0.0, 0.0]).expect("a codebook");
        let averaged = averaged(&quantizer, &entries).expect("directions");
        assert_eq!(averaged.to_f32().expect("f32"), [0.6, -0.8, 0.0, 0.0]);
    }
}
