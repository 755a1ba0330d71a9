//! Holds all outputs of one step against the reference.

use crate::reference::search::Regret;
use crate::reference::steps::{Answer, Arrays, Reference};
use crate::report::number::Number;
use crate::report::verification::{CodesCheck, TensorCheck, WrongCode};
use crate::tensor::error::TensorError;
use crate::verification::bounds::{Bounds, is_by_device};
use crate::verification::differences::{Pair, index_of, total};
use crate::verification::error::VerificationError;
use crate::vq::interface::{Interface, TensorSpec};
use crate::vq::sample::Tensors;
use crate::vq::spec::StepSpec;

/// How many wrong codes are told one by one.
const TOLD: usize = 16;

/// A step with its tensors.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// The step.
    pub spec: &'a StepSpec,
    /// Its tensors on a mesh.
    pub interface: &'a Interface,
}

/// One step's outputs beside the reference's.
#[derive(Debug, Clone, PartialEq)]
pub struct Checks {
    /// Its codes, where it gives any.
    pub codes: Option<CodesCheck>,
    /// Its other outputs, in the order of the program's results.
    pub tensors: Vec<TensorCheck>,
}

impl Checks {
    /// Whether nothing is past its bound.
    pub fn passed(&self) -> bool {
        self.codes.as_ref().is_none_or(|codes| codes.beyond == 0)
            && self.tensors.iter().all(TensorCheck::passed)
    }
}

impl Held<'_> {
    /// The inputs as the reference takes them.
    pub fn arrays(&self, given: &Tensors) -> Arrays {
        let inputs = self.interface.inputs.iter();
        inputs.filter_map(|t| Some((t.name, given.get(t.name)?.widened()))).collect()
    }

    /// The codes that a program found, packed or not; none where the step gives none.
    ///
    /// # Errors
    /// They are no integers.
    pub fn codes(&self, outputs: &Tensors) -> Result<Option<Vec<i32>>, TensorError> {
        if let Some(codes) = outputs.get("codes") {
            return codes.to_s32().map(Some);
        }
        let packed = outputs.get("packed_codes").map(|packed| packed.widened());
        Ok(packed.map(|packed| Reference { spec: self.spec }.unpacked(&packed)))
    }

    /// What the reference gives for these inputs and the codes that a program found.
    pub fn answer(&self, given: &Arrays, codes: Option<&[i32]>) -> Answer {
        Reference { spec: self.spec }.answer_with_codes(given, codes)
    }

    /// All outputs of a step beside `answer`, the reference's for the codes found.
    ///
    /// # Errors
    /// An output that the program or the reference does not give.
    pub fn checks(
        &self,
        given: &Arrays,
        answer: &Answer,
        outputs: &Tensors,
    ) -> Result<Checks, VerificationError> {
        let bounds = Bounds { spec: self.spec, given, wanted: &answer.outputs };
        let codes = self.codes(outputs)?;
        let codes = codes.map(|codes| self.codes_check(given, &codes, &answer.regrets, &bounds));
        let others = self.interface.outputs.iter().filter(|tensor| tensor.name != "codes");
        let tensors: Result<_, _> =
            others.map(|tensor| tensor_check(tensor, &bounds, outputs)).collect();
        Ok(Checks { codes, tensors: tensors? })
    }

    fn codes_check(
        &self,
        given: &Arrays,
        codes: &[i32],
        regrets: &[Regret],
        bounds: &Bounds<'_>,
    ) -> CodesCheck {
        let bound = bounds.regret();
        let mut wrong: Vec<(usize, &Regret)> =
            regrets.iter().enumerate().filter(|(_, regret)| regret.absolute != 0.0).collect();
        // A NaN is no near-tie either.
        let near = |regret: &Regret| regret.scaled <= bound;
        let near_ties = wrong.iter().filter(|(_, regret)| near(regret)).count();
        wrong.sort_by(|(_, one), (_, other)| other.scaled.total_cmp(&one.scaled));
        let count = wrong.len();
        wrong.truncate(TOLD);
        // Stages choose by what the ones before left over, so that only the first is comparable.
        let staged = self.spec.quantizer.codebook().is_some_and(|book| book.stages.is_some());
        let own = (count > 0 && !staged).then(|| self.answer(given, None).outputs);
        let own = own.as_ref().and_then(|outputs| outputs.get("codes"));
        let spec = self.interface.outputs.iter().find(|tensor| tensor.name == "codes");
        let dims = spec.map_or_else(|| vec![codes.len()], |tensor| tensor.shape.dims.clone());
        let told = |(place, regret): (usize, &Regret)| WrongCode {
            step: 1,
            index: index_of(place, &dims),
            found: codes[place],
            wanted: own.map(|own| whole(own[place])),
            regret: Number(regret.relative),
            regret_scaled: Number(regret.scaled),
            near_tie: near(regret),
        };
        CodesCheck {
            codes: codes.len(),
            wrong: count,
            near_ties,
            beyond: count - near_ties,
            bound,
            worst: wrong.into_iter().map(told).collect(),
        }
    }
}

/// An output of `size` elements with its dimensions: the sum of the devices' parts where each has one;
/// stacked layers come before the devices.
pub(in crate::verification) fn whole_of(
    tensor: &TensorSpec,
    found: Vec<f64>,
    size: usize,
    layers: Option<usize>,
) -> (Vec<f64>, Vec<usize>) {
    let mut dims = tensor.shape.dims.clone();
    if !is_by_device(tensor.name) || found.len() == size {
        return (found, dims);
    }
    dims.remove(usize::from(layers.is_some()));
    let layers = layers.unwrap_or(1);
    let of_layer = found.chunks(found.len() / layers);
    (of_layer.flat_map(|layer| total(layer, size / layers)).collect(), dims)
}

fn tensor_check(
    tensor: &TensorSpec,
    bounds: &Bounds<'_>,
    outputs: &Tensors,
) -> Result<TensorCheck, VerificationError> {
    let name = || tensor.name.to_owned();
    let found = outputs.get(tensor.name);
    let found = found.ok_or_else(|| VerificationError::MissingOutput { name: name() })?.widened();
    let wanted = bounds.wanted.get(tensor.name);
    let wanted = wanted.ok_or_else(|| VerificationError::NoReference { name: name() })?;
    let (found, dims) = whole_of(tensor, found, wanted.len(), bounds.spec.stacked_layers);
    if found.len() != wanted.len() {
        let (found, wanted) = (found.len(), wanted.len());
        return Err(VerificationError::Elements { name: name(), found, wanted });
    }
    let bound = bounds.of(tensor, &found, wanted);
    Ok(Pair { found: &found, wanted }.check(tensor.name, &dims, &bound))
}

/// A code of the reference.
#[expect(clippy::cast_possible_truncation, reason = "codes are whole numbers of s32")]
fn whole(code: f64) -> i32 {
    code as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::verification::{Run, TensorCheck};
    use crate::sharding::mesh::Mesh;
    use crate::tensor::array::Tensor;
    use crate::tensor::random::Family;
    use crate::vq::sample::Sample;
    use crate::vq::spec::Step;

    /// A small step that a program gets right, but for what `spoil` does to its outputs.
    fn run(spoil: impl Fn(&mut Tensors)) -> Run {
        let mut spec = StepSpec::plain(Step::Update, 4, 3);
        (spec.batch, spec.seq) = (2, 4);
        let mesh = Mesh::parse("1x1").expect("a mesh");
        let interface = Interface::of(&spec, &mesh).expect("an interface");
        let mut given = Tensors::new();
        let sample = Sample { seed: 1, family: Family::Offset, everyone: false };
        sample.draw_missing(&spec, &interface, &mut given).expect("inputs");
        let held = Held { spec: &spec, interface: &interface };
        let arrays = held.arrays(&given);
        let right = held.answer(&arrays, None).outputs;
        let tensor = |spec: &TensorSpec| {
            let values = &right[spec.name];
            if spec.shape.element_type.is_float() {
                let wide = Tensor::from_f64(&spec.shape.dims, values).expect("a tensor");
                return wide.convert_to(spec.shape.element_type).expect("rounded");
            }
            let whole: Vec<i32> = values.iter().map(|&value| whole(value)).collect();
            Tensor::from_s32(&spec.shape.dims, &whole).expect("a tensor")
        };
        let outputs = interface.outputs.iter();
        let mut outputs: Tensors = outputs.map(|t| (t.name.to_owned(), tensor(t))).collect();
        spoil(&mut outputs);
        let codes = held.codes(&outputs).expect("codes");
        let answer = held.answer(&arrays, codes.as_deref());
        let Checks { codes, tensors } = held.checks(&arrays, &answer, &outputs).expect("checks");
        let (mesh, family) = (mesh.to_string(), "offset".to_owned());
        Run { mesh, devices: 1, family, codes, tensors, drift: vec![] }
    }

    #[test]
    fn a_program_that_is_right_passes() {
        let run = run(|_| ());
        assert_eq!(run.failures(), Vec::<String>::new());
        assert_eq!(run.codes.map(|codes| (codes.codes, codes.wrong)), Some((8, 0)));
    }

    #[test]
    fn one_wrong_element_is_named_with_tensor_mesh_family_and_place() {
        let run = run(|outputs| {
            let mut sums = outputs["embed_sum"].to_f32().expect("f32");
            sums[7] = 512.0;
            let spoilt = Tensor::from_f32(&[4, 3], &sums).expect("sums");
            outputs.insert("embed_sum".to_owned(), spoilt);
        });
        let [failure] = &run.failures()[..] else { panic!("{:?}", run.failures()) };
        let start = "embed_sum on mesh data=1,model=1, family offset, step 1: 1 of 12 elements past \
                     1.0e-5: [2, 1] is 512, wanted ";
        assert!(failure.starts_with(start), "{failure}");
        let passed = run.tensors.iter().filter(|check| TensorCheck::passed(check)).count();
        assert_eq!(passed, run.tensors.len() - 1);
    }

    #[test]
    fn a_wrong_code_is_no_near_tie() {
        let run = run(|outputs| {
            let mut codes = outputs["codes"].to_s32().expect("codes");
            codes[5] = (codes[5] + 1) % 4;
            outputs.insert("codes".to_owned(), Tensor::from_s32(&[2, 4], &codes).expect("codes"));
        });
        let codes = run.codes.as_ref().expect("codes");
        assert_eq!((codes.wrong, codes.near_ties, codes.beyond), (1, 0, 1));
        let worst = &codes.worst[0];
        assert_eq!((&worst.index[..], worst.near_tie), (&[1, 1][..], false));
        assert_eq!(worst.wanted.map(|wanted| (wanted + 1) % 4), Some(worst.found));
        assert!(worst.regret.0 > 0.0 && worst.regret_scaled.0 > 1e-6, "{worst:?}");
        let failure = &run.failures()[0];
        let start =
            "codes on mesh data=1,model=1, family offset: 1 wrong beyond near-ties: [1, 1] is ";
        assert!(failure.starts_with(start), "{failure}");
    }
}
