//! Drives a state along, step after step, and holds every step and the whole course.
//!
//! Each step is held on its own, against the reference for the state that the program had before it.
//! The state is also held against the course of a reference that goes its own way from the start,
//! given only the codes that the program found.

use crate::ir::shape::ElementType;
use crate::reference::steps::{Answer, Arrays};
use crate::report::number::Number;
use crate::report::verification::{CodesCheck, Drift, DriftPoint, TensorCheck};
use crate::session::Session;
use crate::verification::bounds::{Allowed, Bound, NEIGHBOUR, TOLERANCE, rounds_what_it_computes};
use crate::verification::differences::Pair;
use crate::verification::error::VerificationError;
use crate::verification::step::{Checks, Held, whole_of};
use crate::vq::sample::Tensors;
use crate::vq::spec::StepSpec;

/// How many wrong codes are told one by one.
const TOLD: usize = 16;

/// The first answer of the reference, which is the same on every mesh that finds the same codes.
#[derive(Debug, Clone, PartialEq)]
pub struct First {
    /// The codes found.
    pub codes: Option<Vec<i32>>,
    /// The inputs.
    pub given: Arrays,
    /// What the reference gives for them.
    pub answer: Answer,
}

/// What a course gave.
#[derive(Debug)]
pub struct Course {
    /// All steps: each tensor where it is worst.
    pub checks: Checks,
    /// The state beside the reference's own course; empty of a single step.
    pub drift: Vec<Drift>,
    /// The outputs of the first step.
    pub outputs: Tensors,
}

/// A program, loaded, and its step.
#[derive(Debug, Clone, Copy)]
pub struct Program<'a> {
    /// The step.
    pub spec: &'a StepSpec,
    /// The program on its mesh.
    pub session: &'a Session,
}

impl Program<'_> {
    fn held(&self) -> Held<'_> {
        Held { spec: self.spec, interface: self.session.interface() }
    }

    /// Runs `steps` steps from `given`, each with what `turn` gives for it, and holds them. The
    /// reference's first answer is taken from `first` where the codes are the same, and left there.
    ///
    /// # Errors
    /// The program does not run, or does not give what its step should.
    pub fn course(
        &self,
        mut given: Tensors,
        steps: usize,
        turn: impl Fn(usize) -> Result<Tensors, VerificationError>,
        first: &mut Option<First>,
    ) -> Result<Course, VerificationError> {
        let (checks, outputs) = self.first_step(&given, first)?;
        let mut course = Course { checks, drift: Vec::new(), outputs };
        let Some(first) = first.as_ref().filter(|_| steps > 1) else { return Ok(course) };
        let mut truth = first.given.clone();
        let mut drifts = self.drifts(&course.outputs, &first.answer.outputs, steps);
        self.carry_truth(&mut truth, &first.answer.outputs);
        given.extend(self.state_of(&course.outputs));
        for step in 2..=steps {
            let brought = turn(step)?;
            truth.extend(self.held().arrays(&brought));
            given.extend(brought);
            let outputs = self.session.run(&given, 1, |_| ())?;
            let (held, arrays) = (self.held(), self.held().arrays(&given));
            let codes = held.codes(&outputs)?;
            let answer = held.answer(&arrays, codes.as_deref());
            merge(&mut course.checks, held.checks(&arrays, &answer, &outputs)?, step);
            let wanted = held.answer(&truth, codes.as_deref()).outputs;
            for drift in &mut drifts {
                self.note(drift, (&outputs, &wanted), (step, steps));
            }
            self.carry_truth(&mut truth, &wanted);
            given.extend(self.state_of(&outputs));
        }
        course.drift = drifts;
        Ok(course)
    }

    fn first_step(
        &self,
        given: &Tensors,
        first: &mut Option<First>,
    ) -> Result<(Checks, Tensors), VerificationError> {
        let outputs = self.session.run(given, 1, |_| ())?;
        let held = self.held();
        let codes = held.codes(&outputs)?;
        let known = first.take().filter(|first| first.codes == codes);
        let known = known.unwrap_or_else(|| {
            let given = held.arrays(given);
            let answer = held.answer(&given, codes.as_deref());
            First { codes, given, answer }
        });
        let checks = held.checks(&known.given, &known.answer, &outputs)?;
        *first = Some(known);
        Ok((checks, outputs))
    }

    /// The names of the state that the step gives back.
    fn state(&self) -> impl Iterator<Item = &'static str> {
        let interface = self.session.interface();
        interface.aliases.iter().map(|alias| interface.outputs[alias.result].name)
    }

    fn state_of(&self, outputs: &Tensors) -> Tensors {
        let kept = self.state().filter_map(|name| Some((name, outputs.get(name)?)));
        kept.map(|(name, tensor)| (name.to_owned(), tensor.clone())).collect()
    }

    fn carry_truth(&self, truth: &mut Arrays, wanted: &Arrays) {
        truth.extend(self.state().filter_map(|name| Some((name, wanted.get(name)?.clone()))));
    }

    fn drifts(&self, outputs: &Tensors, wanted: &Arrays, steps: usize) -> Vec<Drift> {
        let begin = |name: &str| {
            let mut drift = Drift {
                tensor: name.to_owned(),
                course: Vec::new(),
                bound: self.drift_bound(steps),
                beyond: 0,
                worst: None,
            };
            self.note(&mut drift, (outputs, wanted), (1, steps));
            drift
        };
        self.state().map(begin).collect()
    }

    /// Notes how far a tensor is off after a step.
    fn note(&self, drift: &mut Drift, pair: (&Tensors, &Arrays), (step, steps): (usize, usize)) {
        let outputs = &self.session.interface().outputs;
        let spec = outputs.iter().find(|tensor| tensor.name == drift.tensor);
        let (found, wanted) = (pair.0.get(&drift.tensor), pair.1.get(&drift.tensor[..]));
        let Some(((spec, found), wanted)) = spec.zip(found).zip(wanted) else { return };
        let (found, dims) =
            whole_of(spec, found.widened(), wanted.len(), self.held().spec.stacked_layers);
        let allowed = Allowed { tolerance: self.drift_bound(step), ..Allowed::PLAIN };
        let bound = Bound::Within(allowed);
        let check = Pair { found: &found, wanted }.check(&drift.tensor, &dims, &bound);
        drift.beyond += usize::from(!check.passed());
        drift.worst = check.worst;
        if is_told(step, steps) {
            let max_relative_error = check.max_relative_error;
            drift.course.push(DriftPoint { step, max_relative_error });
        }
    }

    /// What a state may be off after `step` steps: as a sum of one step, and a rounding for each step
    /// that it was averaged in, of a product and a sum. Where averages take in what bf16 rounds anew
    /// from the state (residuals, directions, projected tokens), a rounding to the other neighbour
    /// besides.
    fn drift_bound(&self, step: usize) -> f64 {
        let staged = self.spec.quantizer.codebook().is_some_and(|book| book.stages.is_some());
        let rounds =
            rounds_what_it_computes(self.spec) || staged && self.spec.dtype == ElementType::Bf16;
        let neighbour = if rounds { NEIGHBOUR } else { 0.0 };
        TOLERANCE + neighbour + step.saturating_sub(1) as f64 * f64::from(f32::EPSILON)
    }
}

/// Whether a course tells of this step: 1, 2, 5, 10, 20, 50, ... and the last.
fn is_told(step: usize, last: usize) -> bool {
    let mut power = 1;
    while power * 10 <= step {
        power *= 10;
    }
    step == last || [1, 2, 5].iter().any(|&digit| digit * power == step)
}

/// Takes in another step.
fn merge(all: &mut Checks, mut own: Checks, step: usize) {
    let rank = |check: &TensorCheck| (check.beyond > 0, check.max_relative_error);
    for (worst, mut check) in all.tensors.iter_mut().zip(own.tensors) {
        if rank(&check) > rank(worst) {
            check.step = step;
            *worst = check;
        }
    }
    if let (Some(all), Some(own)) = (&mut all.codes, &mut own.codes) {
        own.worst.iter_mut().for_each(|wrong| wrong.step = step);
        add(all, own);
    }
}

fn add(all: &mut CodesCheck, own: &mut CodesCheck) {
    all.codes += own.codes;
    all.wrong += own.wrong;
    all.near_ties += own.near_ties;
    all.beyond += own.beyond;
    all.worst.append(&mut own.worst);
    all.worst.sort_by(|one, other| {
        let Number(one) = one.regret_scaled;
        other.regret_scaled.0.total_cmp(&one)
    });
    all.worst.truncate(TOLD);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_is_told_at_round_steps_and_at_its_end() {
        let told: Vec<usize> = (1..=120).filter(|&step| is_told(step, 120)).collect();
        assert_eq!(told, [1, 2, 5, 10, 20, 50, 100, 120]);
    }
}
