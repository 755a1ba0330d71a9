//! Compares two arrays element by element.

use crate::report::number::Number;
use crate::report::verification::{Element, TensorCheck};
use crate::verification::bounds::{Allowed, Bound};

/// Two arrays of as many elements.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// What a program gives.
    pub found: &'a [f64],
    /// What it should give.
    pub wanted: &'a [f64],
}

impl Pair<'_> {
    /// The first element past the bound: its place, found, wanted.
    pub fn first_beyond(&self, bound: &Bound) -> Option<(usize, f64, f64)> {
        let is_beyond = self.past(bound);
        let pairs = self.found.iter().zip(self.wanted).enumerate();
        pairs.map(|(index, (&f, &w))| (index, f, w)).find(|&(_, f, w)| is_beyond(f, w))
    }

    /// How far an output called `tensor` is off, of which the last dimensions are `dims`.
    pub fn check(&self, tensor: &str, dims: &[usize], bound: &Bound) -> TensorCheck {
        let is_beyond = self.past(bound);
        let (mut beyond, mut worst, mut largest) = (0, None, 0.0);
        for (place, (&f, &w)) in self.found.iter().zip(self.wanted).enumerate() {
            let (error, past) = (distance(f, w), is_beyond(f, w));
            beyond += usize::from(past);
            largest = f64::max(largest, error);
            let rank = (past, error);
            if error > 0.0 && worst.is_none_or(|(_, highest)| rank > highest) {
                worst = Some((place, rank));
            }
        }
        let element = |(place, _): (usize, (bool, f64))| Element {
            index: index_of(place, dims),
            found: Number(self.found[place]),
            wanted: Number(self.wanted[place]),
        };
        TensorCheck {
            tensor: tensor.to_owned(),
            step: 1,
            elements: self.found.len(),
            max_absolute_error: Number(largest),
            max_relative_error: Number(relative(largest, self.scale(bound))),
            bound: match bound {
                Bound::Exact | Bound::Equal => 0.0,
                Bound::Within(allowed) => allowed.relative(),
            },
            beyond,
            worst: worst.map(element),
        }
    }

    /// Whether an element is past the bound.
    fn past(&self, bound: &Bound) -> impl Fn(f64, f64) -> bool + use<> {
        let scale = self.scale(bound).max(1e-30);
        let bound = *bound;
        move |f, w| match bound {
            Bound::Exact => f.to_bits() != w.to_bits(),
            Bound::Equal => f.to_bits() != w.to_bits() && f != w,
            Bound::Within(Allowed { tolerance, rounding, keeps_zeros, .. }) => {
                let most = tolerance * scale + rounding * w.abs();
                let zero = keeps_zeros && w == 0.0;
                (f - w).is_nan() || (f - w).abs() > if zero { 0.0 } else { most }
            }
        }
    }

    /// The largest element that should be, or the size of what it is a difference of.
    fn scale(&self, bound: &Bound) -> f64 {
        let least = match bound {
            Bound::Exact | Bound::Equal => 0.0,
            Bound::Within(allowed) => allowed.scale,
        };
        self.wanted.iter().fold(least, |scale, w| scale.max(w.abs()))
    }
}

/// How far two numbers are apart: infinitely, where only one of them is a number, and not at all
/// where they are the same bits.
fn distance(found: f64, wanted: f64) -> f64 {
    if found.to_bits() == wanted.to_bits() || found.is_nan() && wanted.is_nan() {
        return 0.0;
    }
    let distance = (found - wanted).abs();
    // 0 and -0 are apart where bits count.
    if distance.is_nan() { f64::INFINITY } else { distance.max(f64::MIN_POSITIVE) }
}

/// A part of a whole; 0 of nothing.
fn relative(part: f64, whole: f64) -> f64 {
    if part == 0.0 { 0.0 } else { part / whole }
}

/// The sum of arrays of `size` elements that follow each other.
pub fn total(parts: &[f64], size: usize) -> Vec<f64> {
    (0..size).map(|place| parts[place..].iter().step_by(size).sum()).collect()
}

/// Where element `place` of a row-major array is, whose last dimensions are `dims`.
pub fn index_of(place: usize, dims: &[usize]) -> Vec<usize> {
    let mut rest = place;
    let mut index: Vec<usize> = Vec::with_capacity(dims.len());
    for &size in dims.iter().rev() {
        index.push(rest % size.max(1));
        rest /= size.max(1);
    }
    index.reverse();
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: &[f64], wanted: &[f64], bound: Bound) -> TensorCheck {
        Pair { found, wanted }.check("codebook", &[2, 2], &bound)
    }

    #[test]
    fn the_worst_element_is_named_with_its_place() {
        let plain = Bound::Within(Allowed::PLAIN);
        let found = check(&[1.0, 2.0, 4.5, 8.0], &[1.0, 2.0, 4.0, 8.0], plain);
        assert_eq!((found.beyond, found.elements, found.bound), (1, 4, 1e-5));
        assert_eq!(found.max_absolute_error, Number(0.5));
        assert_eq!(found.max_relative_error, Number(0.0625));
        let worst = found.worst.expect("a worst element");
        assert_eq!(worst.to_string(), "[1, 0] is 4.5, wanted 4");
    }

    #[test]
    fn a_nan_is_infinitely_far_from_a_number() {
        let plain = Bound::Within(Allowed::PLAIN);
        let found = check(&[f64::NAN, 0.0, 0.0, 1.0], &[0.0, 0.0, 0.0, 1.0], plain);
        assert_eq!((found.beyond, found.max_absolute_error), (1, Number(f64::INFINITY)));
    }

    #[test]
    fn exact_outputs_may_not_even_change_the_sign_of_zero() {
        let found = check(&[0.0, 1.0, 2.0, 3.0], &[-0.0, 1.0, 2.0, 3.0], Bound::Exact);
        assert_eq!((found.beyond, found.bound), (1, 0.0));
        assert_eq!(found.worst.map(|worst| worst.index), Some(vec![0, 0]));
    }

    #[test]
    fn what_is_past_its_bound_is_worse_than_what_is_farther_and_within() {
        let allowed = Allowed { keeps_zeros: true, ..Allowed::PLAIN };
        let found =
            check(&[1e-9, 1.0, 1.0, 1.000_001], &[0.0, 1.0, 1.0, 1.0], Bound::Within(allowed));
        assert_eq!((found.beyond, found.worst.map(|worst| worst.index)), (1, Some(vec![0, 0])));
    }

    #[test]
    fn parts_of_devices_are_added_up() {
        assert_eq!(total(&[1.0, 2.0, 10.0, 20.0], 2), [11.0, 22.0]);
    }
}
