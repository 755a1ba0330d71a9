//! Whether outputs are what a case expects.

use std::collections::BTreeMap;

use crate::cases::Case;
use crate::cases::expect::{Expectation, Other, Property, Wanted, row_length};
use crate::report::cases::{CaseReport, ExpectationReport};
use crate::report::number::Number;
use crate::report::verification::Element;
use crate::tensor::array::Tensor;

/// Arrays by name.
type Tensors = BTreeMap<String, Tensor>;

impl Case {
    /// What the case says of its last step's outputs.
    pub fn report(&self, outputs: &Tensors) -> CaseReport {
        let all = self.expectations.iter();
        let expectations: Vec<_> =
            all.map(|expectation| expectation.report(&self.inputs, outputs)).collect();
        let passed = expectations.iter().all(|expectation| expectation.passed);
        CaseReport { name: self.name.clone(), passed, error: None, expectations }
    }

    /// A case that did not run.
    pub fn failed(&self, error: String) -> CaseReport {
        let name = self.name.clone();
        CaseReport { name, passed: false, error: Some(error), expectations: vec![] }
    }
}

impl Expectation {
    fn report(&self, inputs: &Tensors, outputs: &Tensors) -> ExpectationReport {
        let own = self.tensor.name;
        let found = outputs.get(own).map(Tensor::widened).unwrap_or_default();
        let of = |other: &Other| self.values_of(other, inputs, outputs);
        match &self.wanted {
            Wanted::Value(wanted) => self.compared("value".to_owned(), &found, wanted),
            Wanted::Property(Property::EqualTo(other)) => {
                self.compared(format!("equal_to {}", name_of(other)), &found, &of(other))
            }
            Wanted::Property(Property::AllFinite) => {
                let beyond = found.iter().filter(|x| !x.is_finite()).count();
                self.counted("all_finite".to_owned(), beyond, found.len())
            }
            Wanted::Property(Property::InRange(least, most)) => {
                let is_in = |x: &&f64| (*least - self.atol..=*most + self.atol).contains(*x);
                let beyond = found.len() - found.iter().filter(is_in).count();
                let name = format!("in_range {} to {}", Number(*least), Number(*most));
                self.counted(name, beyond, found.len())
            }
            Wanted::Property(Property::RowsOf(other)) => {
                let rows = of(other);
                self.rows(format!("rows_of {}", name_of(other)), &found, &rows, Rows::AnyOften)
            }
            Wanted::Property(Property::PermutationOfRows(other)) => {
                let rows = of(other);
                let name = format!("permutation_of_rows {}", name_of(other));
                self.rows(name, &found, &rows, Rows::AsOften)
            }
        }
    }

    /// What a property compares with: the output, or the input where there is none or it is the
    /// tensor itself.
    fn values_of(&self, other: &Other, inputs: &Tensors, outputs: &Tensors) -> Vec<f64> {
        match other {
            Other::Value(values) => values.clone(),
            Other::Tensor(name) => {
                let output = outputs.get(name).filter(|_| name != self.tensor.name);
                output.or(inputs.get(name)).map(Tensor::widened).unwrap_or_default()
            }
        }
    }

    fn is_near(&self, found: f64, wanted: f64) -> bool {
        let same = found == wanted || found.is_nan() && wanted.is_nan();
        same || (found - wanted).abs() <= self.atol + self.rtol * wanted.abs()
    }

    fn compared(&self, expected: String, found: &[f64], wanted: &[f64]) -> ExpectationReport {
        let pairs = || found.iter().copied().zip(wanted.iter().copied());
        let error = |(f, w): (f64, f64)| match f == w || f.is_nan() && w.is_nan() {
            true => 0.0,
            false if (f - w).is_nan() => f64::INFINITY,
            false => (f - w).abs(),
        };
        let missing = wanted.len().abs_diff(found.len());
        let beyond = pairs().filter(|&(f, w)| !self.is_near(f, w)).count() + missing;
        let rank = |pair: (f64, f64)| (!self.is_near(pair.0, pair.1), error(pair));
        let worst = pairs().enumerate().filter(|&(_, pair)| error(pair) > 0.0);
        let worst =
            worst.reduce(|one, other| if rank(other.1) > rank(one.1) { other } else { one });
        let largest = pairs().map(error).fold(0.0, f64::max);
        let finite = wanted.iter().filter(|w| w.is_finite());
        let scale = finite.fold(0.0_f64, |scale, w| scale.max(w.abs()));
        let relative = if largest == 0.0 { 0.0 } else { largest / scale };
        ExpectationReport {
            max_absolute_error: Some(Number(largest)),
            max_relative_error: Some(Number(relative)),
            worst: worst.map(|(place, (found, wanted))| Element {
                index: self.index(place),
                found: Number(found),
                wanted: Number(wanted),
            }),
            ..self.counted(expected, beyond, found.len().max(wanted.len()))
        }
    }

    /// How many rows of `found` are no rows of `others`.
    fn rows(
        &self,
        expected: String,
        found: &[f64],
        others: &[f64],
        how: Rows,
    ) -> ExpectationReport {
        let length = row_length(&self.tensor.shape.dims).max(1);
        let mut left: Vec<&[f64]> = others.chunks_exact(length).collect();
        let count = left.len();
        let mut beyond = 0;
        for row in found.chunks_exact(length) {
            let is_row = |other: &&[f64]| row.iter().zip(*other).all(|(f, w)| self.is_near(*f, *w));
            match left.iter().position(is_row) {
                None => beyond += 1,
                Some(place) if how == Rows::AsOften => _ = left.swap_remove(place),
                Some(_) => {}
            }
        }
        let rows = found.len() / length;
        let missing = if how == Rows::AsOften { count.saturating_sub(rows) } else { 0 };
        self.counted(expected, beyond + missing, rows)
    }

    fn counted(&self, expected: String, beyond: usize, elements: usize) -> ExpectationReport {
        ExpectationReport {
            tensor: self.tensor.name.to_owned(),
            expected,
            passed: beyond == 0,
            max_absolute_error: None,
            max_relative_error: None,
            atol: self.atol,
            rtol: self.rtol,
            beyond,
            elements,
            worst: None,
        }
    }

    fn index(&self, place: usize) -> Vec<usize> {
        let mut rest = place;
        let mut index = Vec::new();
        for &size in self.tensor.shape.dims.iter().rev() {
            index.insert(0, rest % size.max(1));
            rest /= size.max(1);
        }
        index
    }
}

/// How often each row may be there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    AsOften,
    AnyOften,
}

fn name_of(other: &Other) -> &str {
    match other {
        Other::Tensor(name) => name,
        Other::Value(_) => "value",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::cases::read::parse;

    /// What becomes of one expectation of the codebook `[[3, 4], [1, 2]]` that had its rows the
    /// other way round.
    fn report(expectation: Value) -> ExpectationReport {
        let file = json!([{
            "name": "rows",
            "job": { "step": "update", "quantizer": { "codebook_size": 2, "embedding_dim": 2 },
                     "input": { "batch": 1, "seq": 1, "dtype": "f32" } },
            "inputs": { "inputs": [[[0, 0]]], "codebook": [[1, 2], [3, 4]] },
            "expect": { "codebook": expectation },
        }]);
        let mut cases = parse(&file.to_string()).expect("cases");
        let case = cases.remove(0);
        let codebook = Tensor::from_f32(&[2, 2], &[3.0, 4.0, 1.0, 2.0]).expect("a codebook");
        case.report(&Tensors::from([("codebook".to_owned(), codebook)])).expectations.remove(0)
    }

    #[test]
    fn rows_may_come_in_another_order() {
        for property in [
            json!({ "property": "permutation_of_rows", "of": "codebook" }),
            json!({ "property": "permutation_of_rows: codebook" }),
            json!({ "property": { "permutation_of_rows": "codebook" } }),
            json!({ "property": "permutation_of_rows", "value": [[1, 2], [3, 4]] }),
            json!({ "property": "rows_of", "of": "codebook" }),
            json!({ "property": "in_range", "min": 1, "max": 4 }),
            json!({ "property": "all_finite" }),
        ] {
            assert!(report(property.clone()).passed, "{property}");
        }
        let twice = report(json!({ "property": "permutation_of_rows", "value": [[3, 4], [3, 4]] }));
        assert_eq!((twice.passed, twice.beyond, twice.elements), (false, 1, 2));
    }

    #[test]
    fn numbers_that_differ_are_told_with_their_place() {
        let found = report(json!({ "value": [[3, 4], [1, 2.5]], "atol": 0.1, "rtol": 0 }));
        assert_eq!((found.passed, found.beyond, found.elements), (false, 1, 4));
        assert_eq!(found.max_absolute_error, Some(Number(0.5)));
        let worst = found.worst.expect("a worst element").to_string();
        assert_eq!(worst, "[1, 1] is 2, wanted 2.5");
        assert!(report(json!({ "value": [[3, 4], [1, 2.5]], "atol": 0.5 })).passed);
        assert!(!report(json!({ "property": "equal_to", "of": "codebook" })).passed);
        assert_eq!(report(json!({ "property": "in_range", "max": 2 })).beyond, 2);
    }

    #[test]
    fn a_nan_is_expected_as_a_nan() {
        let found = report(json!({ "value": [["NaN", 4], [1, 2]] }));
        assert_eq!((found.beyond, found.max_absolute_error), (1, Some(Number(f64::INFINITY))));
    }
}
