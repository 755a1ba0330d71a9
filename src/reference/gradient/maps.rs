//! The step `vjp` by the names of its tensors: past the maps, the search, and what is behind entries.

use crate::reference::chain::{MapGradients, through_map};
use crate::reference::gradient::Backward;
use crate::reference::steps::{Answer, Arrays, Quantized, Reference, of};
use crate::vq::spec::{Kind, Projection};

impl Reference<'_> {
    /// The gradients of all that goes into `quantize` and is learned, and of the inputs.
    pub(in crate::reference) fn vjp(&self, given: &Arrays, codes: Option<&[i32]>) -> Answer {
        let Quantized { books, choice, valid, .. } = self.quantize(given, codes);
        let mut outputs = Arrays::new();
        let rows = self.through_project_out(given, &choice.quantized, &valid, &mut outputs);
        let tokens = clean(&self.projected_in(given), &valid);
        let entries = self.entries(given);
        let backward = Backward {
            quantizer: &self.spec.quantizer,
            books: &books,
            entries: &entries,
            tokens: &tokens,
            choice: &choice,
            valid: &valid,
            active: self.active_stages(given),
        };
        let found = backward.gradients(&rows, of(given, "d_loss")[0]);
        if let Kind::Sim(_) = self.spec.quantizer.kind {
            let (codebook, map) = (of(given, "codebook"), of(given, "sim_map"));
            let behind = through_map(codebook, map, &found.entries, books.entry_dim);
            outputs.insert("d_sim_map", behind.map);
        } else {
            outputs.insert("d_codebook", found.entries);
        }
        self.through_project_in(given, found.inputs, &valid, &mut outputs);
        Answer { outputs, regrets: choice.regrets }
    }

    /// From the gradient of what the step gives to that of the rows `quantized [N, D]`.
    pub(in crate::reference) fn through_project_out(
        &self,
        given: &Arrays,
        quantized: &[f64],
        valid: &[bool],
        outputs: &mut Arrays,
    ) -> Vec<f64> {
        let d_quantized = clean(of(given, "d_quantized"), valid);
        if self.spec.quantizer.projection() != Projection::Learned {
            return d_quantized;
        }
        let found = self.through(quantized, of(given, "project_out"), &d_quantized);
        outputs.extend([("d_project_out", found.map), ("d_project_out_bias", found.bias)]);
        found.x
    }

    /// From the gradient of the tokens in the space of the codes to `d_inputs`.
    pub(in crate::reference) fn through_project_in(
        &self,
        given: &Arrays,
        gradient: Vec<f64>,
        valid: &[bool],
        outputs: &mut Arrays,
    ) {
        let mut d_inputs = gradient;
        if self.spec.quantizer.projection() == Projection::Learned {
            let inputs = clean(of(given, "inputs"), valid);
            let found = self.through(&inputs, of(given, "project_in"), &d_inputs);
            outputs.extend([("d_project_in", found.map), ("d_project_in_bias", found.bias)]);
            d_inputs = found.x;
        }
        outputs.insert("d_inputs", d_inputs);
    }

    /// The backward of a map of the step, of its elements as they were multiplied.
    fn through(&self, x: &[f64], map: &[f64], gradient: &[f64]) -> MapGradients {
        let (map, tokens) = (self.compute().rounded(map), self.spec.batch * self.spec.seq);
        through_map(x, &map, gradient, x.len() / tokens)
    }
}

/// Rows of tokens, zeros for those that take no part.
fn clean(x: &[f64], valid: &[bool]) -> Vec<f64> {
    let width = x.len() / valid.len();
    let row = |(row, &valid): (&[f64], &bool)| {
        if valid { row.to_vec() } else { vec![0.0; width] }
    };
    x.chunks_exact(width).zip(valid).flat_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::shape::ElementType;
    use crate::vq::spec::{
        Codebook, Diversity, Frozen, Losses, Mask, Metric, Orthogonal, Quantizer, Returned, Step,
        StepSpec,
    };

    /// As far as makes little of what f32 rounds away, and of the third derivative.
    const STEP: f64 = 1.0 / 128.0;

    /// Five elements of inputs, four of six entries, six tokens of which one takes no part.
    fn spec(step: Step, kind: Kind, losses: Losses) -> StepSpec {
        let plain = StepSpec::plain(step, 6, 4);
        let quantizer = Quantizer { kind, losses, input_dim: Some(5), ..plain.quantizer.clone() };
        let (mask, dtype) = (Mask::Tokens, ElementType::F32);
        StepSpec { quantizer, mask, dtype, batch: 2, seq: 3, ..plain }
    }

    fn given() -> Arrays {
        let numbers = |count: usize, seed: f64| {
            let of = |i: usize| ((i as f64 + 1.0) * seed).sin();
            (0..count).map(of).collect::<Vec<f64>>()
        };
        Arrays::from([
            ("inputs", numbers(30, 78.233)),
            ("mask", vec![1.0, 1.0, 1.0, 0.0, 1.0, 1.0]),
            ("codebook", numbers(24, 12.9898)),
            ("sim_map", numbers(16, 4.1414)),
            ("project_in", numbers(20, 37.719)),
            ("project_in_bias", numbers(4, 93.9)),
            ("project_out", numbers(20, 61.7)),
            ("project_out_bias", numbers(5, 27.3)),
            ("d_quantized", numbers(30, 51.1)),
        ])
    }

    fn kinds() -> Vec<Kind> {
        let of =
            |metric| Kind::Codebook(Codebook { codebook_size: 6, metric, ..Codebook::DEFAULT });
        vec![
            of(Metric::Euclidean),
            of(Metric::Cosine(Returned::Normalized)),
            of(Metric::Cosine(Returned::Raw)),
            Kind::Sim(Frozen { codebook_size: 6 }),
        ]
    }

    /// That the gradients by these arrays are the differences of `<d_quantized, quantized> + d_loss *
    /// loss` of the step `quantize` with its codes held.
    fn are_the_differences(kind: Kind, losses: Losses, [g, d_loss]: [f64; 2], by: &[&'static str]) {
        let mut given = given();
        given.insert("d_loss", vec![d_loss]);
        given.entry("d_quantized").and_modify(|all| all.iter_mut().for_each(|one| *one *= g));
        let quantize = spec(Step::Quantize, kind.clone(), losses);
        let forward = Reference { spec: &quantize };
        let codes = forward.quantize(&given, None).choice.codes;
        let value = |given: &Arrays| {
            let made = forward.quantize(given, Some(&codes)).outputs;
            let along: f64 =
                made["quantized"].iter().zip(&given["d_quantized"]).map(|(y, g)| y * g).sum();
            along + d_loss * made["loss"][0]
        };
        let backward = spec(Step::Vjp, kind, losses);
        let found = Reference { spec: &backward }.vjp(&given, Some(&codes)).outputs;
        for name in by {
            let gradient = found.iter().find(|(d, _)| d.strip_prefix("d_") == Some(name));
            let gradient = gradient.unwrap_or_else(|| panic!("no gradient of {name}")).1;
            let largest = gradient.iter().fold(0.0_f64, |largest, g| largest.max(g.abs()));
            assert!(largest > 1e-3, "{name} has no gradient: {gradient:?}");
            for (place, found) in gradient.iter().enumerate() {
                let at = |step: f64| {
                    let mut moved = given.clone();
                    moved.entry(name).and_modify(|x| x[place] += step);
                    value(&moved)
                };
                let wanted = (at(STEP) - at(-STEP)) / (2.0 * STEP);
                let far = (found - wanted).abs() > 2e-3 * largest;
                assert!(!far, "{name}[{place}] is {found}, wanted {wanted} of {quantize:?}");
            }
        }
    }

    fn regularized(losses: Losses, kind: &Kind) -> Losses {
        let of_codebooks = matches!(kind, Kind::Codebook(_));
        Losses {
            diversity: of_codebooks.then_some(Diversity { weight: 0.3, temperature: 1.3 }),
            orthogonal: of_codebooks.then_some(Orthogonal { weight: 2.0, rate: 0.0 }),
            ..losses
        }
    }

    #[test]
    fn the_map_back_has_the_gradient_of_what_it_gives() {
        for kind in kinds() {
            let by = ["project_out", "project_out_bias"];
            are_the_differences(kind, Losses::of_weights(0.25, 0.0), [1.0, 0.0], &by);
        }
    }

    #[test]
    fn commitment_and_diversity_reach_inputs_and_the_map_before_the_search() {
        for kind in kinds() {
            let losses = regularized(Losses::of_weights(0.7, 0.0), &kind);
            let by = ["inputs", "project_in", "project_in_bias"];
            are_the_differences(kind, losses, [0.0, 1.5], &by);
        }
    }

    #[test]
    fn the_codebook_loss_and_the_regularizers_reach_entries_or_the_map_behind_them() {
        for kind in kinds() {
            let losses = regularized(Losses::of_weights(0.0, 0.7), &kind);
            let by = if matches!(kind, Kind::Sim(_)) { "sim_map" } else { "codebook" };
            are_the_differences(kind, losses, [0.0, 1.5], &[by]);
        }
    }
}
