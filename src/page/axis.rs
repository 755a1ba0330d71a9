//! Scales of drawings: from a number to a place on paper, with ticks at round numbers.

/// Places on paper, rounded as far as an eye can tell.
pub(super) fn place(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// Round numbers from 0 to at least `most`, at most six of them.
pub(super) fn ticks(most: f64) -> Vec<f64> {
    if !(most.is_finite() && most > 0.0) {
        return vec![0.0];
    }
    let rough = most / 4.0;
    let power = 10.0_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|times| times * power);
    let step = step.into_iter().find(|&step| step >= rough * 0.999).unwrap_or(10.0 * power);
    let count = (0..=6).take_while(|&n| f64::from(n) * step <= most * 1.0001);
    count.map(|n| f64::from(n) * step).collect()
}

/// A logarithmic scale from `low` to `high` onto `from` to `to`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Log {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Log {
    /// The place of a number.
    pub(super) fn at(&self, number: f64) -> f64 {
        let share = (number / self.low).log10() / (self.high / self.low).log10();
        place(self.from + share * (self.to - self.from))
    }

    /// The powers of ten within the scale.
    pub(super) fn ticks(&self) -> Vec<f64> {
        let powers = -3..=18;
        let inside = |&tick: &f64| tick >= self.low * 0.999 && tick <= self.high * 1.001;
        powers.map(|power| 10.0_f64.powi(power)).filter(inside).collect()
    }
}

/// A power of ten without its zeros: `100 T`.
pub(super) fn power(tick: f64) -> String {
    let prefixes = ["", "k", "M", "G", "T", "P", "E"];
    let steps = prefixes.iter().zip(0..).find(|&(_, step)| tick < 999.5 * 1000_f64.powi(step));
    let (prefix, step) = steps.unwrap_or((&"E", 6));
    let number = tick / 1000_f64.powi(step);
    format!("{number} {prefix}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(35.9), [0.0, 10.0, 20.0, 30.0]);
        assert_eq!(ticks(4.0), [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(ticks(0.0), [0.0]);
        for most in [1e-9, 3.3e-5, 0.7, 99.0, 1e12] {
            assert!((3..=6).contains(&ticks(most).len()), "{most}: {:?}", ticks(most));
        }
    }

    #[test]
    fn a_decade_is_as_wide_as_another() {
        let scale = Log { low: 1.0, high: 1e4, from: 0.0, to: 400.0 };
        assert_eq!([1.0, 10.0, 1e4].map(|n| scale.at(n)), [0.0, 100.0, 400.0]);
        assert_eq!(scale.ticks(), [1.0, 10.0, 100.0, 1e3, 1e4]);
        assert_eq!([0.1, 1.0, 100.0, 1e4, 1e15].map(power), ["0.1", "1", "100", "10 k", "1 P"]);
    }
}
