//! Ops made of others.

use std::ops::Range;

use crate::ir::attr::{Direction, SliceRange};
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::literal::Literal;
use crate::ir::op::BinaryOp;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;

/// Ops made of others.
#[expect(clippy::missing_errors_doc, reason = "as of the ops they are made of")]
impl Builder {
    /// A scalar constant repeated into the dimensions of `like`.
    pub fn splat(
        &mut self,
        like: Value,
        element_type: ElementType,
        value: f64,
    ) -> Result<Value, IrError> {
        let dims = self.shape(like).dims.clone();
        let scalar = self.scalar(element_type, value)?;
        self.broadcast(scalar, &dims, &[])
    }

    /// A scalar repeated into the dimensions of `like`.
    pub fn spread(&mut self, scalar: Value, like: Value) -> Result<Value, IrError> {
        let dims = self.shape(like).dims.clone();
        self.broadcast(scalar, &dims, &[])
    }

    /// The elements of a range along `dimension`; nothing where that is all of them.
    pub fn range(
        &mut self,
        x: Value,
        dimension: usize,
        range: Range<usize>,
    ) -> Result<Value, IrError> {
        let dims = &self.shape(x).dims;
        if dims.get(dimension) == Some(&range.len()) {
            return Ok(x);
        }
        let whole = |&limit: &usize| SliceRange { start: 0, limit, stride: 1 };
        let mut ranges: Vec<SliceRange> = dims.iter().map(whole).collect();
        if let Some(cut) = ranges.get_mut(dimension) {
            (cut.start, cut.limit) = (range.start, range.end);
        }
        self.slice(x, &ranges)
    }

    /// A constant for each element of the last dimension, repeated into the dimensions of `like`.
    pub fn along_last(
        &mut self,
        like: Value,
        element_type: ElementType,
        values: &[f64],
    ) -> Result<Value, IrError> {
        let dims = self.shape(like).dims.clone();
        let vector = self.constant(Literal::vector(element_type, values))?;
        self.broadcast(vector, &dims, &[dims.len().saturating_sub(1)])
    }

    /// A value for each row, repeated over its elements: `[..] -> [.., d]` as in `like`.
    pub fn spread_rows(&mut self, x: Value, like: Value) -> Result<Value, IrError> {
        let dims = self.shape(like).dims.clone();
        let kept: Vec<usize> = (0..dims.len() - 1).collect();
        self.broadcast(x, &dims, &kept)
    }

    /// The sum over some dimensions, in the array's own type.
    pub fn sum(&mut self, x: Value, dimensions: &[usize]) -> Result<Value, IrError> {
        let t = self.shape(x).element_type;
        let name = format!("sum_{t}");
        self.fold(x, dimensions, &name, BinaryOp::Add, 0.0)
    }

    /// Whether all truth values along some dimensions hold.
    pub fn all(&mut self, x: Value, dimensions: &[usize]) -> Result<Value, IrError> {
        self.fold(x, dimensions, "all", BinaryOp::And, 1.0)
    }

    /// Whether any truth value along some dimensions holds.
    pub fn any(&mut self, x: Value, dimensions: &[usize]) -> Result<Value, IrError> {
        self.fold(x, dimensions, "any", BinaryOp::Or, 0.0)
    }

    /// The largest value along some dimensions; of none, the least that the type has. What a NaN
    /// does is the compiler's matter.
    pub fn largest(&mut self, x: Value, dimensions: &[usize]) -> Result<Value, IrError> {
        let name = format!("largest_{}", self.shape(x).element_type);
        self.fold(x, dimensions, &name, BinaryOp::Maximum, f64::NEG_INFINITY)
    }

    /// The smallest value along some dimensions; of none, the largest that the type has. What a
    /// NaN does is the compiler's matter.
    pub fn smallest(&mut self, x: Value, dimensions: &[usize]) -> Result<Value, IrError> {
        let name = format!("smallest_{}", self.shape(x).element_type);
        self.fold(x, dimensions, &name, BinaryOp::Minimum, f64::INFINITY)
    }

    fn fold(
        &mut self,
        x: Value,
        dimensions: &[usize],
        name: &str,
        op: BinaryOp,
        initial: f64,
    ) -> Result<Value, IrError> {
        let t = self.shape(x).element_type;
        let body = self.computation(name, &[t, t], |b, p| Ok(vec![b.binary(op, p[0], p[1])?]))?;
        let initial = self.scalar(t, initial)?;
        Ok(self.reduce(&[x], &[initial], dimensions, body)?[0])
    }

    /// The position of the smallest value along `dimension`, the first of equals, as s32; 0 where
    /// no value is below infinity. A NaN is never smaller than anything.
    pub fn argmin(&mut self, x: Value, dimension: usize) -> Result<Value, IrError> {
        self.arg_extreme(x, dimension, Direction::Lt)
    }

    /// As [`Self::argmin`], with values that are no number made infinite before they are compared: a
    /// pair of them takes fewer operations then, and one more for each value.
    pub fn argmin_of_cleaned(&mut self, x: Value, dimension: usize) -> Result<Value, IrError> {
        let shape = self.shape(x).clone();
        let (t, s32) = (shape.element_type, ElementType::S32);
        let no_number = self.compare(Direction::Ne, x, x)?;
        let infinite = self.splat(x, t, f64::INFINITY)?;
        let cleaned = self.select(no_number, infinite, x)?;
        let index = self.iota(shape.with_type(s32), dimension)?;
        let body =
            self.computation(&format!("argmin_cleaned_{t}"), &[t, s32, t, s32], |b, p| {
                let (lhs, lhs_index, rhs, rhs_index) = (p[0], p[1], p[2], p[3]);
                let less = b.compare(Direction::Lt, lhs, rhs)?;
                let more = b.compare(Direction::Lt, rhs, lhs)?;
                let earlier = b.binary(BinaryOp::Minimum, lhs_index, rhs_index)?;
                let first = b.select(less, lhs_index, earlier)?;
                let index = b.select(more, rhs_index, first)?;
                Ok(vec![b.binary(BinaryOp::Minimum, lhs, rhs)?, index])
            })?;
        let worst = self.scalar(t, f64::INFINITY)?;
        let last = self.scalar(s32, f64::from(i32::MAX))?;
        let folded = self.reduce(&[cleaned, index], &[worst, last], &[dimension], body)?;
        self.first_where_none((folded[0], folded[1]), worst, Direction::Lt)
    }

    /// The position of the largest value along `dimension`, the first of equals, as s32; 0 where
    /// no value is above minus infinity. A NaN is never larger than anything.
    pub fn argmax(&mut self, x: Value, dimension: usize) -> Result<Value, IrError> {
        self.arg_extreme(x, dimension, Direction::Gt)
    }

    /// The first position of the value that is `better` than all others.
    ///
    /// (value, index) pairs are folded together: comparing floats with a minimum found before
    /// goes wrong where the compiler keeps more precision in one place than in the other.
    fn arg_extreme(
        &mut self,
        x: Value,
        dimension: usize,
        better: Direction,
    ) -> Result<Value, IrError> {
        let shape = self.shape(x).clone();
        let index = self.iota(shape.with_type(ElementType::S32), dimension)?;
        self.place_of_extreme((x, index), &[dimension], better)
    }

    /// The place `places` names beside the smallest of `values` along some dimensions, the smallest
    /// place of equals; 0 where no value is below infinity. A NaN is never smaller than anything.
    pub fn place_of_smallest(
        &mut self,
        values: Value,
        places: Value,
        dimensions: &[usize],
    ) -> Result<Value, IrError> {
        self.place_of_extreme((values, places), dimensions, Direction::Lt)
    }

    fn place_of_extreme(
        &mut self,
        (x, index): (Value, Value),
        dimensions: &[usize],
        better: Direction,
    ) -> Result<Value, IrError> {
        let (t, s32) = (self.shape(x).element_type, ElementType::S32);
        let smallest = better == Direction::Lt;
        let (name, worst) =
            if smallest { ("argmin", f64::INFINITY) } else { ("argmax", f64::NEG_INFINITY) };
        let body = self.computation(&format!("{name}_{t}"), &[t, s32, t, s32], |b, p| {
            let (lhs, lhs_index, rhs, rhs_index) = (p[0], p[1], p[2], p[3]);
            let wins = b.compare(better, lhs, rhs)?;
            let no_number = b.compare(Direction::Ne, rhs, rhs)?;
            let equal = b.compare(Direction::Eq, lhs, rhs)?;
            let earlier = b.compare(Direction::Lt, lhs_index, rhs_index)?;
            let tie = b.binary(BinaryOp::And, equal, earlier)?;
            let wins = b.binary(BinaryOp::Or, wins, no_number)?;
            let keep = b.binary(BinaryOp::Or, wins, tie)?;
            Ok(vec![b.select(keep, lhs, rhs)?, b.select(keep, lhs_index, rhs_index)?])
        })?;
        let first = self.scalar(t, worst)?;
        let last = self.scalar(s32, f64::from(i32::MAX))?;
        let folded = self.reduce(&[x, index], &[first, last], dimensions, body)?;
        self.first_where_none((folded[0], folded[1]), first, better)
    }

    /// `position`, or 0 where what was found there is not `better` than the scalar `worst`.
    ///
    /// This must also read the best value: libtpu stores one that nobody reads as bf16, and a
    /// reduction in several windows would go on from that.
    fn first_where_none(
        &mut self,
        (best, position): (Value, Value),
        worst: Value,
        better: Direction,
    ) -> Result<Value, IrError> {
        let worst = self.spread(worst, best)?;
        let found = self.compare(better, best, worst)?;
        let first = self.splat(position, ElementType::S32, 0.0)?;
        self.select(found, position, first)
    }

    /// Orders `key` along a dimension, smallest first, and `payload` arrays of its dimensions with
    /// it. NaN comes last, and equal keys (0 and -0 are, all NaN are) keep their order.
    ///
    /// Positions take part in the comparison: the order is total, so that no two compilers differ.
    pub fn sort_by_key(
        &mut self,
        key: Value,
        payload: &[Value],
        dimension: usize,
    ) -> Result<Sorted, IrError> {
        let shape = self.shape(key).clone();
        let positions = self.iota(shape.with_type(ElementType::S32), dimension)?;
        let arrays = [&[key, positions], payload].concat();
        let types: Vec<_> = arrays.iter().map(|&array| self.shape(array).element_type).collect();
        let names: Vec<_> = types.iter().map(|t| t.name()).collect();
        let pairs: Vec<_> = types.iter().flat_map(|&t| [t, t]).collect();
        let name = format!("earlier_{}", names.join("_"));
        let comparator = self.computation(&name, &pairs, |b, p| {
            let (lhs, rhs, lhs_position, rhs_position) = (p[0], p[1], p[2], p[3]);
            let less = b.compare(Direction::Lt, lhs, rhs)?;
            let greater = b.compare(Direction::Gt, lhs, rhs)?;
            let (lhs_nan, rhs_nan) =
                (b.compare(Direction::Ne, lhs, lhs)?, b.compare(Direction::Ne, rhs, rhs)?);
            let before_nan = b.compare(Direction::Lt, lhs_nan, rhs_nan)?;
            let after_nan = b.compare(Direction::Gt, lhs_nan, rhs_nan)?;
            let before = b.binary(BinaryOp::Or, less, before_nan)?;
            let after = b.binary(BinaryOp::Or, greater, after_nan)?;
            let tie = b.compare(Direction::Eq, before, after)?;
            let earlier = b.compare(Direction::Lt, lhs_position, rhs_position)?;
            Ok(vec![b.select(tie, earlier, before)?])
        })?;
        let sorted = self.sort(&arrays, dimension, false, comparator)?;
        let (key, positions) = (sorted[0], sorted[1]);
        Ok(Sorted { key, positions, payload: sorted[2..].to_vec() })
    }
}

/// What [`Builder::sort_by_key`] gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sorted {
    /// The keys in order.
    pub key: Value,
    /// Where along the dimension each stood before, as s32.
    pub positions: Value,
    /// The other arrays in the order of the keys.
    pub payload: Vec<Value>,
}
