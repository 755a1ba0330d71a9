//! Ops made of others.

use std::ops::Range;

use crate::ir::attr::{Direction, SliceRange};
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::literal::Literal;
use crate::ir::op::{BinaryOp, UnaryOp};
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

    /// As [`Self::place_of_smallest`], with the smallest itself before it, infinity where no value is
    /// below that.
    pub fn smallest_and_place(
        &mut self,
        values: Value,
        places: Value,
        dimensions: &[usize],
    ) -> Result<(Value, Value), IrError> {
        self.extreme_and_place((values, places), dimensions, Direction::Lt)
    }

    /// The place `places` names beside the smallest of `values` along some dimensions, the smallest
    /// place of equals; -1 where the smallest is no finite number, or none is below infinity.
    pub fn place_of_smallest_finite(
        &mut self,
        values: Value,
        places: Value,
        dimensions: &[usize],
    ) -> Result<Value, IrError> {
        let (best, place) = self.extreme((values, places), dimensions, Direction::Lt)?;
        let finite = self.unary(UnaryOp::IsFinite, best)?;
        let nowhere = self.splat(place, ElementType::S32, -1.0)?;
        self.select(finite, place, nowhere)
    }

    fn place_of_extreme(
        &mut self,
        pair: (Value, Value),
        dimensions: &[usize],
        better: Direction,
    ) -> Result<Value, IrError> {
        Ok(self.extreme_and_place(pair, dimensions, better)?.1)
    }

    fn extreme_and_place(
        &mut self,
        pair: (Value, Value),
        dimensions: &[usize],
        better: Direction,
    ) -> Result<(Value, Value), IrError> {
        let (best, position) = self.extreme(pair, dimensions, better)?;
        let worst = self.splat(best, self.shape(best).element_type, worst(better))?;
        let found = self.compare(better, best, worst)?;
        let first = self.splat(position, ElementType::S32, 0.0)?;
        Ok((best, self.select(found, position, first)?))
    }

    /// The value that is `better` than all others and the first of its places, any where no value is
    /// better than infinity of the other sign.
    ///
    /// Who takes the place must read the value too: libtpu stores one that nobody reads as bf16, and a
    /// reduction in several windows would go on from that.
    fn extreme(
        &mut self,
        (x, index): (Value, Value),
        dimensions: &[usize],
        better: Direction,
    ) -> Result<(Value, Value), IrError> {
        let (t, s32) = (self.shape(x).element_type, ElementType::S32);
        let name = if better == Direction::Lt { "argmin" } else { "argmax" };
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
        let first = self.scalar(t, worst(better))?;
        let last = self.scalar(s32, f64::from(i32::MAX))?;
        let folded = self.reduce(&[x, index], &[first, last], dimensions, body)?;
        Ok((folded[0], folded[1]))
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

/// What no value is better than.
fn worst(better: Direction) -> f64 {
    if better == Direction::Lt { f64::INFINITY } else { f64::NEG_INFINITY }
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
