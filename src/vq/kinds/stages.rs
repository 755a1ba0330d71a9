//! Goes through the stages of a residual quantizer: written out one by one, or as turns of one loop
//! whose code does not grow with them. What a stage does is said once for both.

use crate::ir::attr::SliceRange;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::vq::error::VqError;

const S32: ElementType = ElementType::S32;

/// A way through the stages.
pub(in crate::vq) struct Stages<'a> {
    /// What the loop is called.
    pub name: &'a str,
    /// How many stages there are.
    pub count: usize,
    /// Whether they are turns of one loop.
    pub looped: bool,
    /// Arrays that have a part for each stage, and the dimension of the stages.
    pub given: &'a [(Value, usize)],
    /// Arrays that every stage reads.
    pub common: &'a [Value],
    /// What the first stage takes from the one before it.
    pub carried: &'a [Value],
    /// The shapes of what each stage makes, and the dimension along which they are put side by side.
    pub makes: &'a [(Shape, usize)],
}

/// What one stage sees.
pub(in crate::vq) struct Stage<'a> {
    /// Its number, `s32[]`, from 0.
    pub number: Value,
    /// Its parts of the arrays that have one for each.
    pub own: &'a [Value],
    /// What every stage reads.
    pub common: &'a [Value],
    /// What the stage before passed on.
    pub carried: &'a [Value],
}

/// What a stage, or all of them, leave.
pub(in crate::vq) struct Passed {
    /// What goes on to the next stage.
    pub carried: Vec<Value>,
    /// What was made.
    pub made: Vec<Value>,
}

impl Stages<'_> {
    /// Does `stage` for one after the other. What each made comes back side by side.
    pub(in crate::vq) fn pass(
        &self,
        b: &mut Builder,
        stage: impl FnMut(&mut Builder, &Stage<'_>) -> Result<Passed, VqError>,
    ) -> Result<Passed, VqError> {
        if self.looped { self.turn(b, stage) } else { self.write_out(b, stage) }
    }

    fn write_out(
        &self,
        b: &mut Builder,
        mut stage: impl FnMut(&mut Builder, &Stage<'_>) -> Result<Passed, VqError>,
    ) -> Result<Passed, VqError> {
        let mut carried = self.carried.to_vec();
        let mut made = vec![Vec::with_capacity(self.count); self.makes.len()];
        for number in 0..self.count {
            let own = self.given.iter().map(|&(x, dimension)| part(b, x, dimension, number));
            let own: Vec<Value> = own.collect::<Result<_, _>>()?;
            let number = stage_number(b, number)?;
            let seen = Stage { number, own: &own, common: self.common, carried: &carried };
            let passed = stage(b, &seen)?;
            carried = passed.carried;
            for (all, one) in made.iter_mut().zip(passed.made) {
                all.push(one);
            }
        }
        let stacked = made.iter().zip(self.makes);
        let made = stacked.map(|(parts, (_, dimension))| stack(b, parts, *dimension));
        Ok(Passed { carried, made: made.collect::<Result<_, _>>()? })
    }

    /// The loop's state: all that the stages read, once each, then what they pass on, then the
    /// places of what they make.
    fn turn(
        &self,
        b: &mut Builder,
        mut stage: impl FnMut(&mut Builder, &Stage<'_>) -> Result<Passed, VqError>,
    ) -> Result<Passed, VqError> {
        let mut state: Vec<Value> = Vec::new();
        let mut places = |x: Value| {
            state.iter().position(|&other| other == x).unwrap_or_else(|| {
                state.push(x);
                state.len() - 1
            })
        };
        let given: Vec<usize> = self.given.iter().map(|&(x, _)| places(x)).collect();
        let common: Vec<usize> = self.common.iter().map(|&x| places(x)).collect();
        let read = state.len();
        state.extend(self.carried);
        for (shape, dimension) in self.makes {
            state.push(self.empty(b, shape, *dimension)?);
        }
        let last = b.repeat_with(self.name, self.count, &state, |b, number, state| {
            let (inputs, rest) = state.split_at(read);
            let (carried, places) = rest.split_at(self.carried.len());
            let own = given.iter().zip(self.given);
            let own = own.map(|(&place, &(_, d))| part_at(b, inputs[place], d, number));
            let own: Vec<Value> = own.collect::<Result<_, _>>()?;
            let common: Vec<Value> = common.iter().map(|&place| inputs[place]).collect();
            let passed = stage(b, &Stage { number, own: &own, common: &common, carried })?;
            let mut next = [inputs, &passed.carried].concat();
            for ((&all, one), (_, d)) in places.iter().zip(passed.made).zip(self.makes) {
                next.push(put_at(b, all, one, *d, number)?);
            }
            Ok::<_, VqError>(next)
        })?;
        let (carried, made) = last[read..].split_at(self.carried.len());
        Ok(Passed { carried: carried.to_vec(), made: made.to_vec() })
    }

    /// The place of what all stages make.
    fn empty(&self, b: &mut Builder, shape: &Shape, dimension: usize) -> Result<Value, IrError> {
        let mut dims = shape.dims.clone();
        dims.insert(dimension, self.count);
        let zero = b.scalar(shape.element_type, 0.0)?;
        b.broadcast(zero, &dims, &[])
    }
}

#[expect(clippy::cast_precision_loss, reason = "stages are far fewer than 2^53")]
pub(in crate::vq) fn stage_number(b: &mut Builder, number: usize) -> Result<Value, IrError> {
    b.scalar(S32, number as f64)
}

/// Arrays side by side along a new dimension.
fn stack(b: &mut Builder, parts: &[Value], dimension: usize) -> Result<Value, IrError> {
    let mut dims = b.shape(parts[0]).dims.clone();
    dims.insert(dimension, 1);
    let parts: Result<Vec<Value>, _> = parts.iter().map(|&part| b.reshape(part, &dims)).collect();
    b.concatenate(&parts?, dimension)
}

/// Element `index` of a dimension, which goes away.
fn part(b: &mut Builder, x: Value, dimension: usize, index: usize) -> Result<Value, IrError> {
    let mut dims = b.shape(x).dims.clone();
    let whole = |&limit: &usize| SliceRange { start: 0, limit, stride: 1 };
    let mut ranges: Vec<SliceRange> = dims.iter().map(whole).collect();
    ranges[dimension] = SliceRange { start: index, limit: index + 1, stride: 1 };
    dims.remove(dimension);
    let slice = b.slice(x, &ranges)?;
    b.reshape(slice, &dims)
}

/// As [`part`], with an index that the program computes.
fn part_at(b: &mut Builder, x: Value, dimension: usize, index: Value) -> Result<Value, IrError> {
    let mut dims = b.shape(x).dims.clone();
    let starts = starts(b, dims.len(), dimension, index)?;
    dims[dimension] = 1;
    let slice = b.dynamic_slice(x, &starts, &dims)?;
    dims.remove(dimension);
    b.reshape(slice, &dims)
}

/// `all` with `one` at an index of a dimension that `one` does not have.
fn put_at(
    b: &mut Builder,
    all: Value,
    one: Value,
    dimension: usize,
    index: Value,
) -> Result<Value, IrError> {
    let mut dims = b.shape(all).dims.clone();
    let starts = starts(b, dims.len(), dimension, index)?;
    dims[dimension] = 1;
    let one = b.reshape(one, &dims)?;
    b.dynamic_update_slice(all, one, &starts)
}

fn starts(
    b: &mut Builder,
    rank: usize,
    dimension: usize,
    index: Value,
) -> Result<Vec<Value>, IrError> {
    let zero = b.scalar(S32, 0.0)?;
    let mut starts = vec![zero; rank];
    starts[dimension] = index;
    Ok(starts)
}
