//! Rows of data `f32[N, D]` on the host: those that are finite, some of them, parts of each.

use std::ops::Range;

use crate::ir::shape::ElementType;
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::random::Draws;

/// Rows of one width, one after another.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    width: usize,
    values: Vec<f32>,
}

impl Rows {
    /// The vectors along the last dimension of floats of any type, rounded to f32.
    ///
    /// # Errors
    /// An array that does not hold floats.
    pub fn of(tensor: &Tensor) -> Result<Self, TensorError> {
        let width = tensor.shape().dims.last().copied().unwrap_or(1);
        Ok(Rows { width, values: tensor.convert_to(ElementType::F32)?.to_f32()? })
    }

    /// Elements of a row, D.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Number of rows, N.
    pub fn count(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// All elements, row by row.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    fn each(&self) -> impl Iterator<Item = &[f32]> {
        self.values.chunks_exact(self.width.max(1))
    }

    /// Those without a NaN or an infinity.
    #[must_use]
    pub fn finite(&self) -> Self {
        let finite = self.each().filter(|row| row.iter().all(|x| x.is_finite()));
        Rows { width: self.width, values: finite.flatten().copied().collect() }
    }

    /// How many are without a NaN or an infinity.
    pub fn finite_count(&self) -> usize {
        self.each().filter(|row| row.iter().all(|x| x.is_finite())).count()
    }

    /// The first finite row whose squared norm is no f32, with that norm.
    pub fn first_of_no_norm(&self) -> Option<(usize, f64)> {
        let norms = self.each().map(|row| row.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>());
        norms.enumerate().find(|(_, norm)| norm.is_finite() && *norm > f64::from(f32::MAX))
    }

    /// So many distinct rows, or all where there are no more: one of each of as many stretches of
    /// equal length, which are as even as a stride and follow no period of the data.
    #[must_use]
    pub fn sampled(self, count: usize, seed: u64) -> Self {
        let all = self.count();
        if all <= count {
            return self;
        }
        let draws = Draws::new(seed, "sample");
        let mut values = Vec::with_capacity(count * self.width);
        for (index, stretch) in (0..).zip(0..count) {
            let (start, end) = (stretch * all / count, (stretch + 1) * all / count);
            let row = start + draws.place(index, end - start);
            values.extend_from_slice(&self.values[row * self.width..(row + 1) * self.width]);
        }
        Rows { width: self.width, values }
    }

    /// The same elements of every row.
    #[must_use]
    pub fn columns(&self, range: Range<usize>) -> Self {
        let values = self.each().flat_map(|row| &row[range.clone()]).copied().collect();
        Rows { width: range.len(), values }
    }

    /// Each row cut into rows of this width, which divides theirs.
    #[must_use]
    pub fn cut(self, width: usize) -> Self {
        Rows { width, values: self.values }
    }

    /// Takes `part` off the elements of every row that begin at `start`.
    pub fn subtract(&mut self, start: usize, part: &Rows) {
        for (row, part) in self.values.chunks_exact_mut(self.width.max(1)).zip(part.each()) {
            for (x, q) in row[start..].iter_mut().zip(part) {
                *x -= q;
            }
        }
    }

    /// The rows as an array of these dimensions.
    ///
    /// # Errors
    /// Dimensions of another number of elements, or no memory for it.
    pub fn tensor(&self, dims: &[usize]) -> Result<Tensor, TensorError> {
        Tensor::from_f32(dims, &self.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(width: usize, values: &[f32]) -> Rows {
        Rows { width, values: values.to_vec() }
    }

    #[test]
    fn rows_with_a_nan_or_an_infinity_are_left_out() {
        let all = Tensor::from_f32(&[2, 2, 2], &[1., f32::NAN, 2., 3., f32::INFINITY, 4., 5., 6.]);
        let all = Rows::of(&all.expect("a tensor")).expect("rows");
        assert_eq!((all.width(), all.count()), (2, 4));
        assert_eq!(all.finite(), rows(2, &[2., 3., 5., 6.]));
    }

    #[test]
    fn the_first_row_too_long_for_f32_is_found() {
        let nan = [f32::NAN, 1.0, f32::INFINITY, 1.0, 1e19, 1e19];
        assert_eq!(rows(2, &nan).first_of_no_norm(), None);
        let long = [1e19, 0.0, 0.0, -2e19, 1e30, 0.0];
        let (row, norm) = rows(2, &long).first_of_no_norm().expect("a row");
        assert!(row == 1 && (norm / 4e38 - 1.0).abs() < 1e-6, "{row} {norm}");
    }

    #[test]
    fn a_sample_has_distinct_rows_in_their_order_and_depends_on_the_seed() {
        let values: Vec<f32> = (0..1000_u16).map(f32::from).collect();
        let all = rows(1, &values);
        let sample = all.clone().sampled(700, 1);
        assert_eq!(sample.count(), 700);
        assert!(sample.values().windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(all.clone().sampled(700, 1), sample);
        assert_ne!(all.clone().sampled(700, 2), sample);
        assert_eq!(all.clone().sampled(1000, 1), all);
    }

    #[test]
    fn groups_are_columns_and_what_is_left_is_the_difference() {
        let mut all = rows(4, &[1., 2., 3., 4., 5., 6., 7., 8.]);
        let second = all.columns(2..4);
        assert_eq!(second, rows(2, &[3., 4., 7., 8.]));
        all.subtract(2, &rows(2, &[3., 3., 3., 3.]));
        assert_eq!(all, rows(4, &[1., 2., 0., 1., 5., 6., 4., 5.]));
        assert_eq!(all.cut(2).count(), 4);
    }
}
