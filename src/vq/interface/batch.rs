//! Which arrays of a step have a place for each sequence of a batch, and what fills a place that none
//! has taken.

use crate::ir::shape::Shape;
use crate::vq::interface::TensorSpec;
use crate::vq::spec::{Step, StepSpec};

/// The arrays that a batch brings or gets, whose first dimension (behind that of stacked layers) is
/// the batch.
const OF_SEQUENCES: [&str; 9] = [
    "inputs",
    "mask",
    LENGTHS,
    "codes",
    "packed_codes",
    "given_codes",
    "quantized",
    "d_quantized",
    "d_inputs",
];

/// How many tokens of each sequence take part, `s32[B]`.
pub const LENGTHS: &str = "lengths";

impl StepSpec {
    /// The dimension along which the sequences of a batch lie in an array of this name; none where
    /// the array is of the whole batch, or of none.
    pub fn batch_dimension(&self, name: &str) -> Option<usize> {
        OF_SEQUENCES.contains(&name).then_some(usize::from(self.stacked_layers.is_some()))
    }

    /// The shape of an array with so many sequences in the place of those of the step.
    pub fn shape_of_batch(&self, tensor: &TensorSpec, sequences: usize) -> Shape {
        let mut shape = tensor.shape.clone();
        if let Some(dimension) = self.batch_dimension(tensor.name) {
            shape.dims[dimension] = sequences;
        }
        shape
    }

    /// Whether the step gives something of all tokens together, so that places without a sequence
    /// have to be masked: losses, metrics, statistics. The codes of one token, and what they decode
    /// to, depend on no other token.
    pub fn sums_over_tokens(&self) -> bool {
        match self.step {
            Step::Quantize | Step::Update | Step::Accumulate | Step::Vjp => true,
            Step::Encode | Step::Decode | Step::Apply => false,
        }
    }

    /// Whether a batch may be run as several without a trace: no sums over tokens, and no random
    /// numbers by a token's place in its batch.
    pub fn can_be_split(&self) -> bool {
        matches!(self.step, Step::Encode | Step::Decode) && !self.draws()
    }
}

/// The bytes of an element in the place of a sequence that is not there, where the step's mask
/// leaves it out: no code (-1, and all ones as packed), no length, zero.
pub fn filler(tensor: &TensorSpec) -> Vec<u8> {
    let is_code = ["codes", "packed_codes", "given_codes"].contains(&tensor.name);
    let byte = if is_code { u8::MAX } else { 0 };
    vec![byte; tensor.shape.element_type.byte_size()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sharding::mesh::Mesh;
    use crate::vq::interface::Interface;
    use crate::vq::spec::Mask;

    /// The interface of a step of three sequences, and that of five.
    fn both(spec: &StepSpec) -> [Vec<TensorSpec>; 2] {
        [3, 5].map(|batch| {
            let spec = StepSpec { batch, ..spec.clone() };
            let mesh = Mesh::parse("1x1").expect("a mesh");
            let interface = Interface::of(&spec, &mesh).expect("an interface");
            [interface.inputs, interface.outputs].concat()
        })
    }

    #[test]
    fn the_dimension_of_the_batch_is_where_two_batches_differ() {
        for step in Step::ALL {
            for mask in Mask::ALL {
                for stacked_layers in [None, Some(2)] {
                    let spec = StepSpec {
                        mask,
                        stacked_layers,
                        given_codes: [Step::Quantize, Step::Update].contains(&step),
                        ..StepSpec::plain(step, 8, 4)
                    };
                    let [three, five] = both(&spec);
                    for (three, five) in three.iter().zip(&five) {
                        let pairs = three.shape.dims.iter().zip(&five.shape.dims);
                        let differs = pairs.into_iter().position(|(a, b)| a != b);
                        assert_eq!(spec.batch_dimension(three.name), differs, "{}", three.name);
                        assert_eq!(spec.shape_of_batch(three, 5), five.shape);
                    }
                }
            }
        }
    }
}
