//! Loops: a state of arrays that a computation turns into the next.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::Op;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;

/// How often a loop turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turns {
    /// A number known to the compiler, at most `i32::MAX`.
    Fixed(usize),
    /// An s32 scalar of the program; none where it is not above 0.
    Given(Value),
}

impl From<usize> for Turns {
    fn from(count: usize) -> Self {
        Self::Fixed(count)
    }
}

impl From<Value> for Turns {
    fn from(count: Value) -> Self {
        Self::Given(count)
    }
}

impl Builder {
    /// Turns the state `initial` into `body` of it for as long as `condition`, a truth scalar, holds
    /// of it, and gives the last state. Of each turn only the state remains, in arrays of the
    /// shapes of `initial`.
    ///
    /// Condition and body see their state alone: whatever else they read, constants apart, must be
    /// part of it, and the body returns that part as it is. They may call, loop, sort and state
    /// shardings as the entry may.
    ///
    /// # Errors
    /// Whatever the two do wrong, a value of another computation in them, or a state that they do
    /// not keep in shape.
    pub fn while_loop(
        &mut self,
        name: &str,
        initial: &[Value],
        condition: impl FnOnce(&mut Builder, &[Value]) -> Result<Value, IrError>,
        body: impl FnOnce(&mut Builder, &[Value]) -> Result<Vec<Value>, IrError>,
    ) -> Result<Vec<Value>, IrError> {
        self.turns(name, initial, condition, body)
    }

    /// Turns the state `initial` into `body` of the turn's number (s32, from 0) and it, so many
    /// times, and gives the last state. See [`Self::while_loop`] for what `body` may do.
    ///
    /// # Errors
    /// As of [`Self::while_loop`], or a given number of turns that is no s32 scalar.
    pub fn repeat(
        &mut self,
        name: &str,
        turns: impl Into<Turns>,
        initial: &[Value],
        body: impl FnOnce(&mut Builder, Value, &[Value]) -> Result<Vec<Value>, IrError>,
    ) -> Result<Vec<Value>, IrError> {
        self.repeat_with(name, turns, initial, body)
    }

    /// As [`Self::repeat`], with a body whose errors are of a kind of its own.
    ///
    /// # Errors
    /// As of [`Self::repeat`].
    pub fn repeat_with<E: From<IrError>>(
        &mut self,
        name: &str,
        turns: impl Into<Turns>,
        initial: &[Value],
        body: impl FnOnce(&mut Builder, Value, &[Value]) -> Result<Vec<Value>, E>,
    ) -> Result<Vec<Value>, E> {
        let s32 = ElementType::S32;
        let mut counters = vec![self.scalar(s32, 0.0)?];
        let fixed = match turns.into() {
            Turns::Fixed(count) => Some(i32::try_from(count).unwrap_or(i32::MAX)),
            Turns::Given(count) => {
                counters.push(count);
                None
            }
        };
        let own = counters.len();
        let below = |b: &mut Builder, state: &[Value]| {
            let limit = match fixed {
                Some(count) => b.scalar(s32, f64::from(count))?,
                None => state[1],
            };
            b.compare(Direction::Lt, state[0], limit)
        };
        let turn = |b: &mut Builder, state: &[Value]| {
            let (counters, state) = state.split_at(own);
            let inner = body(b, counters[0], state)?;
            let one = b.scalar(s32, 1.0)?;
            let next = b.add(counters[0], one)?;
            Ok::<_, E>([&[next], &counters[1..], &inner].concat())
        };
        let last = self.turns(name, &[&counters, initial].concat(), below, turn)?;
        Ok(last[own..].to_vec())
    }

    fn turns<E: From<IrError>>(
        &mut self,
        name: &str,
        initial: &[Value],
        condition: impl FnOnce(&mut Builder, &[Value]) -> Result<Value, IrError>,
        body: impl FnOnce(&mut Builder, &[Value]) -> Result<Vec<Value>, E>,
    ) -> Result<Vec<Value>, E> {
        let shapes: Vec<Shape> = initial.iter().map(|&value| self.shape(value).clone()).collect();
        let condition = self.nested(&format!("{name}_condition"), &shapes, |b, state| {
            condition(b, state).map(|holds| vec![holds])
        })?;
        let body = self.nested(&format!("{name}_body"), &shapes, body)?;
        let first = self.push(Op::While { condition, body }, initial)?;
        Ok((0..initial.len()).map(|result| Value { result, ..first }).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::verify::verify;
    use crate::sharding::mesh::Mesh;
    use crate::sharding::spec::PartitionSpec;

    /// A builder and an f32[4] in it.
    fn builder() -> (Builder, Value) {
        let mut b = Builder::new("loops", Mesh::of_sizes(&[1]).expect("a mesh"));
        let shape = Shape::new(ElementType::F32, &[4]);
        let x = b.parameter("x", shape, PartitionSpec::replicated(1)).expect("a parameter");
        (b, x)
    }

    fn names(b: Builder) -> Vec<String> {
        let module = verify(b.finish()).expect("a module that verifies").module().clone();
        module.computations.into_iter().map(|c| c.name).collect()
    }

    #[test]
    fn a_loop_in_a_loop_calls_what_is_built_before_it() {
        let (mut b, x) = builder();
        let inner = |b: &mut Builder, _: Value, state: &[Value]| {
            let sum = b.sum(state[0], &[0])?;
            Ok(vec![b.spread(sum, state[0])?])
        };
        b.repeat("outer", 2, &[x], |b, _, state| b.repeat("inner", 3, state, inner))
            .expect("loops");
        assert_eq!(
            names(b),
            ["outer_condition", "inner_condition", "sum_f32", "inner_body", "outer_body"]
        );
    }

    #[test]
    fn loops_of_one_name_are_one_only_where_they_do_the_same() {
        let (mut b, x) = builder();
        let mut double = |name| {
            let body =
                |b: &mut Builder, _: Value, state: &[Value]| Ok(vec![b.add(state[0], state[0])?]);
            b.repeat(name, 2, &[x], body).expect("a loop")
        };
        assert_eq!(double("stage"), double("stage"));
        let square =
            |b: &mut Builder, _: Value, state: &[Value]| Ok(vec![b.multiply(state[0], state[0])?]);
        b.repeat("stage", 2, &[x], square).expect("a loop");
        assert_eq!(names(b), ["stage_condition", "stage_body", "stage_body_2"]);
    }

    #[test]
    fn bodies_read_their_state_alone() {
        let (mut b, x) = builder();
        let error = b.repeat("grow", 2, &[x], |b, _, state| Ok(vec![b.add(state[0], x)?]));
        assert_eq!(
            error.expect_err("x is the entry's").to_string(),
            "grow_body: add uses a value of another computation, wanted its own (a loop's state \
             carries what the body reads)"
        );
        let error = b.repeat("keep", 2, &[x], |_, _, _| Ok(vec![x]));
        assert!(matches!(error, Err(IrError::Captured { op: "return", .. })));
        // What failed leaves nothing behind.
        assert_eq!(b.shape(x).to_string(), "f32[4]");
        b.add(x, x).expect("the entry goes on");
    }

    #[test]
    fn bodies_keep_the_state_in_shape() {
        let (mut b, x) = builder();
        let error = b.repeat("shrink", 2, &[x], |b, _, state| Ok(vec![b.sum(state[0], &[0])?]));
        assert_eq!(
            error.expect_err("a scalar").to_string(),
            "while: computation shrink_body is (s32[], f32[4]) -> (s32[], f32[]), wanted (s32[], \
             f32[4]) -> (s32[], f32[4])"
        );
        let error = b.repeat("count", x, &[x], |_, _, state| Ok(state.to_vec()));
        assert_eq!(
            error.expect_err("no scalar").to_string(),
            "compare: operands s32[] and f32[4] must have the same shape"
        );
    }
}
