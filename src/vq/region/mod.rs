//! Steps as one manual region: each device makes its own part, and vqbit says itself what devices
//! tell each other.
//!
//! The recipes are those of one device. Where they sum over tokens or need all entries they ask here:
//! nothing happens outside of a region. The state's entries are cut over some axes, tokens over all;
//! axes that cut no entries hold copies of them.

mod entries;
mod parts;

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::sharding::mesh::Mesh;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::formulation::{Sent, sums_of_parts};
use crate::vq::interface::Interface;
use crate::vq::interface::axes::Axes;
use crate::vq::recipe::Recipe;
use crate::vq::search;
use crate::vq::spec::StepSpec;
use crate::vq::steps;
use crate::vq::training::ema::Whole;

pub(in crate::vq) use parts::Part;

const F32: ElementType = ElementType::F32;
const S32: ElementType = ElementType::S32;

/// What a device knows of the mesh inside of a region. Axes of one device are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::vq) struct Region {
    /// The axes that cut tokens: all.
    all: Vec<usize>,
    /// The axes that cut the state's entries, slowest first.
    state: Vec<usize>,
    /// Along which devices search the entries in parts, where they do.
    search: Option<Along>,
}

/// An axis along which devices share a search, and how it cuts tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vq) struct Along {
    axis: usize,
    /// The dimension of tokens `[B, S, D]` that it cuts.
    dimension: usize,
}

impl Region {
    /// Of a step whose layout is a region; none on one device, which has nobody to tell anything and
    /// whose programs older compilers do not partition.
    pub(in crate::vq) fn of(spec: &StepSpec, mesh: &Mesh) -> Result<Option<Self>, VqError> {
        if !spec.is_manual() || mesh.device_count() == 1 {
            return Ok(None);
        }
        let axes = Axes::of(spec, mesh)?;
        let several = |axes: &[usize]| -> Vec<usize> {
            axes.iter().copied().filter(|&axis| mesh.axes()[axis].size > 1).collect()
        };
        let search = axes.search.map(|axis| {
            let dimension = usize::from(!axes.batch.contains(&axis));
            Along { axis, dimension }
        });
        let search = search.filter(|along| mesh.axes()[along.axis].size > 1);
        Ok(Some(Region { all: several(&axes.tokens()), state: several(&axes.state), search }))
    }

    /// The axes whose devices hold the parts of a search's entries, slowest first.
    fn within_search(&self) -> &[usize] {
        if self.search.is_some() { &self.state[1..] } else { &self.state }
    }

    /// The axes along which the state is copied.
    fn copies(&self) -> Vec<usize> {
        self.all.iter().copied().filter(|axis| !self.state.contains(axis)).collect()
    }
}

/// The step of `whole` as one region over the whole mesh: `given` whole arrays, and gives such.
pub(in crate::vq) fn step(
    b: &mut Builder,
    whole: &Recipe<'_>,
    region: Region,
    interface: &Interface,
    given: &Arrays,
) -> Result<Arrays, VqError> {
    let mut operands = Vec::with_capacity(interface.inputs.len());
    for input in &interface.inputs {
        operands.push((given.get(input.name)?, input.spec.clone()));
    }
    let cuts: Vec<_> = interface.outputs.iter().map(|output| output.spec.clone()).collect();
    let recipe = Recipe { axes: Axes::whole(), region: Some(region), ..*whole };
    let results = b.manual_region("device", &operands, &cuts, |b, shards| {
        let mut own = Arrays::default();
        for (input, &shard) in interface.inputs.iter().zip(shards) {
            own.set(input.name, shard);
        }
        let made = steps::step(&recipe, b, own)?;
        interface.outputs.iter().map(|output| made.get(output.name)).collect()
    })?;
    let mut made = Arrays::default();
    for (output, result) in interface.outputs.iter().zip(results) {
        made.set(output.name, result);
    }
    Ok(made)
}

impl Recipe<'_> {
    /// The sum over all devices of what each has of its own tokens.
    pub(in crate::vq) fn across(&self, b: &mut Builder, x: Value) -> Result<Value, VqError> {
        match &self.region {
            Some(region) => Ok(sum_over(b, x, &region.all)?),
            None => Ok(x),
        }
    }

    /// A device's part of `x [K ..]`, as the state is cut.
    pub(in crate::vq) fn own_entries(&self, b: &mut Builder, x: Value) -> Result<Value, VqError> {
        match &self.region {
            Some(region) => Ok(part_of(b, x, 0, &region.state)?),
            None => Ok(x),
        }
    }

    /// The sum over devices of what each device's own tokens say of all entries, `f32[K, d]`: a
    /// device's part, as the state is cut.
    ///
    /// [`sums_of_parts`] says how they travel.
    pub(in crate::vq) fn scattered(&self, b: &mut Builder, sums: Value) -> Result<Value, VqError> {
        let Some(region) = &self.region else { return Ok(sums) };
        if sums_of_parts(self.spec) == Sent::ReduceScatter {
            return self.scattered_part(b, sums);
        }
        self.sent(b, sums, |b, sums| {
            let whole = sum_over(b, sums, &region.all)?;
            part_of(b, whole, 0, &region.state)
        })
    }

    /// As [`Recipe::scattered`], of the entries that devices searched: a reduce-scatter over one axis
    /// after the other.
    pub(in crate::vq) fn scattered_part(
        &self,
        b: &mut Builder,
        sums: Value,
    ) -> Result<Value, VqError> {
        let Some(region) = &self.region else { return Ok(sums) };
        self.sent(b, sums, |b, mut sums| {
            for &axis in region.within_search() {
                sums = b.reduce_scatter(sums, 0, &[axis])?;
            }
            sum_over(b, sums, &region.copies())
        })
    }

    /// Sums that `reduce` makes of those of all devices, in the type in which these send them.
    fn sent(
        &self,
        b: &mut Builder,
        sums: Value,
        reduce: impl FnOnce(&mut Builder, Value) -> Result<Value, IrError>,
    ) -> Result<Value, VqError> {
        let payload = search::as_operand(b, sums, self.spec.collective_dtype)?;
        let sums = reduce(b, payload)?;
        let sums = b.convert(sums, F32)?;
        Ok(b.label(sums, "sums"))
    }

    /// What the averages of all entries are made of, where a device holds a part of them: `counts` is
    /// the sum of the batch's counts of all entries, where that is known.
    pub(in crate::vq) fn whole_state(
        &self,
        b: &mut Builder,
        cluster_size: Value,
        (counts, all_counts): (Value, Option<Value>),
    ) -> Result<Option<Whole>, VqError> {
        let Some(region) = &self.region else { return Ok(None) };
        let cluster_size = total_of_entries(b, cluster_size, region)?;
        let counts = match all_counts {
            Some(counts) => counts,
            None => total_of_entries(b, counts, region)?,
        };
        let entries = self.spec.quantizer.codebook_size();
        Ok(Some(Whole { entries, cluster_size, counts }))
    }
}

/// The sum of `x f32[k]` over all entries, each counted once.
fn total_of_entries(b: &mut Builder, x: Value, region: &Region) -> Result<Value, IrError> {
    let mut own = b.sum(x, &[0])?;
    let copies = region.copies();
    if !copies.is_empty() {
        let place = b.place_in_group(&copies)?;
        let zero = b.scalar(S32, 0.0)?;
        let first = b.compare(Direction::Eq, place, zero)?;
        let none = b.scalar(F32, 0.0)?;
        own = b.select(first, own, none)?;
    }
    sum_over(b, own, &region.all)
}

/// The sum over the devices of these axes.
fn sum_over(b: &mut Builder, x: Value, axes: &[usize]) -> Result<Value, IrError> {
    if axes.is_empty() { Ok(x) } else { b.all_reduce(x, axes) }
}

/// What devices of these axes have, side by side along the first dimension.
fn gather(b: &mut Builder, x: Value, axes: &[usize]) -> Result<Value, IrError> {
    if axes.is_empty() { Ok(x) } else { b.all_gather(x, 0, axes) }
}

/// This device's part of `x`, cut along a dimension over these axes.
fn part_of(b: &mut Builder, x: Value, dimension: usize, axes: &[usize]) -> Result<Value, IrError> {
    if axes.is_empty() {
        return Ok(x);
    }
    let mut dims = b.shape(x).dims.clone();
    dims[dimension] /= b.mesh().size_of(axes);
    let first = first_of_part(b, dims[dimension], axes)?;
    let zero = b.scalar(S32, 0.0)?;
    let mut starts = vec![zero; dims.len()];
    starts[dimension] = first;
    b.dynamic_slice(x, &starts, &dims)
}

/// Where this device's part of so many elements begins, `s32[]`.
#[expect(clippy::cast_precision_loss, reason = "dimensions are far below 2^53")]
fn first_of_part(b: &mut Builder, size: usize, axes: &[usize]) -> Result<Value, IrError> {
    let place = b.place_in_group(axes)?;
    let size = b.scalar(S32, size as f64)?;
    b.multiply(place, size)
}
