//! Finite scalar quantizer: an element at a time, a digit at a time.

use crate::reference::compute::{in_f32, whole};
use crate::reference::search::{NO_CODE, Regret};
use crate::reference::steps::{Answer, Arrays, Reference};
use crate::vq::spec::Step;
use crate::vq::spec::scalar::{Fsq, Offset};

/// An element's place among its levels, `0.0..=L-1`, before it is rounded, and the distance of the
/// outermost places.
fn place(x: f64, levels: usize, offset: Offset) -> (f64, f64) {
    let last = levels as f64 - 1.0;
    let half_width = (levels / 2) as f64;
    let moved = if levels.is_multiple_of(2) { 0.5 } else { 0.0 };
    let drawn = match offset {
        Offset::Tan => last / 2.0 * 0.999,
        Offset::Atanh => last / 2.0 * 1.001,
        Offset::Symmetric => return (last / 2.0 * (x.tanh() + 1.0), last),
    };
    let shift = match offset {
        Offset::Tan => (moved / drawn).tan(),
        Offset::Atanh | Offset::Symmetric => (moved / drawn).atanh(),
    };
    ((x + shift).tanh() * drawn - moved + half_width, last)
}

/// The nearest level to a place, the upper one of two.
fn nearest_level(place: f64, levels: usize) -> usize {
    let rounded = (place + 0.5).floor().clamp(0.0, levels as f64 - 1.0);
    usize::try_from(whole(rounded)).unwrap_or(0)
}

/// A level's value: whole numbers over a whole number, as the product with its inverse in f32.
fn value(digit: usize, levels: usize, offset: Offset) -> f64 {
    let (digit, below, last) = (digit as f32, (levels / 2) as f32, (levels - 1) as f32);
    let value = match offset {
        Offset::Tan | Offset::Atanh => (digit - below) * in_f32(1.0 / f64::from(below)),
        Offset::Symmetric => (2.0 * digit - last) * in_f32(1.0 / f64::from(last)),
    };
    f64::from(value)
}

/// The derivative of the value that an element would have if it were not rounded.
fn slope(x: f64, levels: usize, offset: Offset) -> f64 {
    let last = levels as f64 - 1.0;
    let moved = if levels.is_multiple_of(2) { 0.5 } else { 0.0 };
    let (drawn, shift) = match offset {
        Offset::Tan => (last / 2.0 * 0.999, (moved / (last / 2.0 * 0.999)).tan()),
        Offset::Atanh => (last / 2.0 * 1.001, (moved / (last / 2.0 * 1.001)).atanh()),
        Offset::Symmetric => return 1.0 - x.tanh().powi(2),
    };
    drawn / (levels / 2) as f64 * (1.0 - (x + shift).tanh().powi(2))
}

/// The digits of a code, the first level's first.
fn digits(mut code: usize, fsq: &Fsq) -> Vec<usize> {
    let mut digits = vec![];
    for &levels in &fsq.levels {
        digits.push(code % levels);
        code /= levels;
    }
    digits
}

/// The code of digits.
fn code(digits: &[usize], fsq: &Fsq) -> usize {
    let mut code = 0;
    for (digit, levels) in digits.iter().zip(&fsq.levels).rev() {
        code = code * levels + digit;
    }
    code
}

/// How much farther from a row's places the digits of a code are than the nearest levels: the
/// worst element's, in levels and over the width of all of them.
fn regret(row: &[f64], found: &[usize], fsq: &Fsq) -> Regret {
    let mut worst = Regret::NONE;
    for ((&x, &digit), &levels) in row.iter().zip(found).zip(&fsq.levels) {
        let (place, width) = place(x, levels, fsq.offset);
        let distance = |digit: usize| (place - digit as f64).abs();
        let best = distance(nearest_level(place, levels));
        let absolute = distance(digit) - best;
        if absolute > worst.absolute {
            worst = Regret { absolute, relative: absolute / best, scaled: absolute / width };
        }
    }
    worst
}

impl Reference<'_> {
    /// A step of a finite scalar quantizer.
    pub(in crate::reference) fn fsq(
        &self,
        fsq: &Fsq,
        given: &Arrays,
        codes: Option<&[i32]>,
    ) -> Answer {
        if self.spec.step == Step::Decode {
            let (codes, invalid) = self.decoded_codes(given);
            let values: Vec<f64> =
                codes.iter().flat_map(|&code| self.fsq_values(code, fsq)).collect();
            let has_code: Vec<bool> = codes.iter().map(Option::is_some).collect();
            let quantized = self.projected_out(given, &values, &has_code);
            let outputs = [("quantized", quantized), ("invalid_codes", vec![invalid])];
            return Answer { outputs: Arrays::from(outputs), regrets: vec![] };
        }
        if self.spec.step == Step::Vjp {
            return self.fsq_vjp(fsq, given);
        }
        let tokens = self.projected_in(given);
        let rows = tokens.chunks_exact(fsq.levels.len());
        let mut chosen = vec![];
        let mut regrets = vec![];
        for (token, (row, valid)) in rows.zip(self.valid(given)).enumerate() {
            let own: Vec<usize> = row
                .iter()
                .zip(&fsq.levels)
                .map(|(&x, &levels)| nearest_level(place(x, levels, fsq.offset).0, levels))
                .collect();
            let own =
                if valid { i32::try_from(code(&own, fsq)).unwrap_or(NO_CODE) } else { NO_CODE };
            let found = codes.map_or(own, |codes| codes[token]);
            let regret = match usize::try_from(found).ok().filter(|_| valid) {
                Some(code) => regret(row, &digits(code, fsq), fsq),
                None if found == own => Regret::NONE,
                None => Regret::INFINITE,
            };
            regrets.push(regret);
            chosen.push(if valid { found } else { NO_CODE });
        }
        let mut outputs = self.code_metrics(given, &chosen);
        let values: Vec<f64> = chosen
            .iter()
            .flat_map(|&code| self.fsq_values(usize::try_from(code).ok(), fsq))
            .collect();
        outputs.insert("quantized", self.projected_out(given, &values, &self.valid(given)));
        Answer { outputs, regrets }
    }

    fn fsq_vjp(&self, fsq: &Fsq, given: &Arrays) -> Answer {
        let (tokens, valid, dim) = (self.projected_in(given), self.valid(given), fsq.levels.len());
        let values = |(row, &valid): (&[f64], &bool)| {
            let nearest = |(&x, &l): (&f64, &usize)| nearest_level(place(x, l, fsq.offset).0, l);
            let digits: Vec<usize> = row.iter().zip(&fsq.levels).map(nearest).collect();
            self.fsq_values(valid.then(|| code(&digits, fsq)), fsq)
        };
        let quantized: Vec<f64> = tokens.chunks_exact(dim).zip(&valid).flat_map(values).collect();
        let mut outputs = Arrays::new();
        let rows = self.through_project_out(given, &quantized, &valid, &mut outputs);
        let gradient = |(place, (&x, &g)): (usize, (&f64, &f64))| {
            if !valid[place / dim] {
                return 0.0;
            }
            g * slope(x, fsq.levels[place % dim], fsq.offset)
        };
        let of_tokens = tokens.iter().zip(&rows).enumerate().map(gradient).collect();
        self.through_project_in(given, of_tokens, &valid, &mut outputs);
        Answer { outputs, regrets: vec![] }
    }

    /// The values `[D]` of a code, zeros where there is none.
    fn fsq_values(&self, code: Option<usize>, fsq: &Fsq) -> Vec<f64> {
        let Some(code) = code else { return vec![0.0; fsq.levels.len()] };
        let digits = digits(code, fsq);
        let elements = digits.iter().zip(&fsq.levels);
        elements.map(|(&d, &l)| self.compute().round(value(d, l, fsq.offset))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_values_are_the_papers() {
        // The paper's program for L = 8: half = 7 * 0.999 / 2 = 3.4965, shift = tan(0.5 / 3.4965).
        let shift = (0.5_f64 / 3.4965).tan();
        let found = place(0.3, 8, Offset::Tan).0;
        assert!((found - (4.0 + (0.3 + shift).tanh() * 3.4965 - 0.5)).abs() < 1e-12);
        // With the area tangent and in the symmetric form zero goes to a level, or between two.
        assert!((place(0.0, 8, Offset::Atanh).0 - 4.0).abs() < 1e-12);
        assert_eq!(place(0.0, 8, Offset::Symmetric).0, 3.5);
        for offset in [Offset::Tan, Offset::Atanh] {
            assert!((place(0.0, 5, offset).0 - 2.0).abs() < 1e-12);
            let ends = [-9.0, 9.0].map(|x| nearest_level(place(x, 8, offset).0, 8));
            assert_eq!(ends, [0, 7]);
        }
        assert_eq!([0, 4, 7].map(|digit| value(digit, 8, Offset::Tan)), [-1.0, 0.0, 0.75]);
        assert_eq!([0, 1].map(|digit| value(digit, 2, Offset::Symmetric)), [-1.0, 1.0]);
    }

    #[test]
    fn slopes_are_finite_differences_of_places() {
        for offset in [Offset::Tan, Offset::Atanh, Offset::Symmetric] {
            for levels in [2, 3, 5, 8] {
                for x in [-1.5, -0.2, 0.0, 0.7] {
                    let [above, below] = [1e-5, -1e-5].map(|d| place(x + d, levels, offset).0);
                    // From places to values.
                    let width = match offset {
                        Offset::Tan | Offset::Atanh => (levels / 2) as f64,
                        Offset::Symmetric => (levels as f64 - 1.0) / 2.0,
                    };
                    let wanted = (above - below) / 2e-5 / width;
                    let found = slope(x, levels, offset);
                    assert!((found - wanted).abs() < 1e-7, "{offset:?} {levels} at {x}");
                }
            }
        }
    }

    #[test]
    fn the_first_level_is_the_least_significant_digit() {
        let fsq = Fsq { levels: vec![8, 5, 5, 5], offset: Offset::Tan };
        assert_eq!(code(&[3, 4, 0, 2], &fsq), 3 + 4 * 8 + 2 * 200);
        for number in 0..fsq.codebook_size() {
            assert_eq!(code(&digits(number, &fsq), &fsq), number);
        }
    }
}
