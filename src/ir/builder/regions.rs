//! Manual regions: what each device does with its own shards, and what devices tell each other.

use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::op::{BinaryOp, Collective, Op};
use crate::ir::shape::ElementType;
use crate::ir::value::{ComputationId, Value};
use crate::sharding::spec::PartitionSpec;

impl Builder {
    /// Hands each device its shards of `operands`, each cut as said beside it, and puts what `body`
    /// makes of them together by `outputs`. A result that `outputs` does not cut over an axis must be
    /// the same on all devices along it: nobody checks that.
    ///
    /// The body sees its shards alone; constants apart, it cannot read values of the entry.
    ///
    /// # Errors
    /// Whatever the body does wrong, shardings that are not of these arrays, shards that are not even.
    pub fn manual_region<E: From<IrError>>(
        &mut self,
        name: &str,
        operands: &[(Value, PartitionSpec)],
        outputs: &[PartitionSpec],
        body: impl FnOnce(&mut Builder, &[Value]) -> Result<Vec<Value>, E>,
    ) -> Result<Vec<Value>, E> {
        let (values, inputs): (Vec<Value>, Vec<PartitionSpec>) = operands.iter().cloned().unzip();
        let mut shards = Vec::with_capacity(values.len());
        for (number, (&value, spec)) in values.iter().zip(&inputs).enumerate() {
            let whole = self.shape(value);
            let wrap = |source| {
                let what = format!("manual-region: operand {number}");
                E::from(IrError::Sharding { what, source })
            };
            shards.push(whole.with_dims(spec.shard_dims(self.mesh(), &whole.dims).map_err(wrap)?));
        }
        let body = self.nested(name, &shards, body)?;
        let outputs = outputs.to_vec();
        let count = outputs.len();
        let first = self.push(Op::ManualRegion { inputs, outputs, body }, &values)?;
        Ok((0..count).map(|result| Value { result, ..first }).collect())
    }
}

/// What devices tell each other, in a manual region. A *group* is the devices that differ in the mesh
/// axes `axes` alone, in an order in which the last of these axes varies fastest.
#[expect(clippy::missing_errors_doc, reason = "operands that do not fit, as of every op")]
impl Builder {
    /// The sum over the group. Compilers make several of the same group one collective.
    pub fn all_reduce(&mut self, x: Value, axes: &[usize]) -> Result<Value, IrError> {
        let body = self.sum_of_two(x)?;
        self.all_reduce_by(x, axes, body)
    }

    /// As [`Self::all_reduce`], folded by `body`.
    pub fn all_reduce_by(
        &mut self,
        x: Value,
        axes: &[usize],
        body: ComputationId,
    ) -> Result<Value, IrError> {
        self.collective(Collective::AllReduce { body }, axes, x)
    }

    /// The group's arrays side by side along a dimension.
    pub fn all_gather(
        &mut self,
        x: Value,
        dimension: usize,
        axes: &[usize],
    ) -> Result<Value, IrError> {
        self.collective(Collective::AllGather { dimension }, axes, x)
    }

    /// This device's part, along a dimension, of the sum over the group.
    pub fn reduce_scatter(
        &mut self,
        x: Value,
        dimension: usize,
        axes: &[usize],
    ) -> Result<Value, IrError> {
        let body = self.sum_of_two(x)?;
        self.collective(Collective::ReduceScatter { dimension, body }, axes, x)
    }

    /// Part `i` along a dimension goes to device `i` of the group; what comes from there takes its
    /// place.
    pub fn all_to_all(
        &mut self,
        x: Value,
        dimension: usize,
        axes: &[usize],
    ) -> Result<Value, IrError> {
        self.collective(Collective::AllToAll { dimension }, axes, x)
    }

    /// The array of the place in the group that sends to this one; zeros where none does.
    pub fn collective_permute(
        &mut self,
        x: Value,
        axes: &[usize],
        pairs: &[(usize, usize)],
    ) -> Result<Value, IrError> {
        self.collective(Collective::CollectivePermute { pairs: pairs.to_vec() }, axes, x)
    }

    /// The number of the device among the mesh's partitions, `u32[]`.
    pub fn partition_id(&mut self) -> Result<Value, IrError> {
        self.push(Op::PartitionId, &[])
    }

    /// The place of the device in its group, `s32[]`, from 0.
    pub fn place_in_group(&mut self, axes: &[usize]) -> Result<Value, IrError> {
        let s32 = ElementType::S32;
        let partition = self.partition_id()?;
        let partition = self.convert(partition, s32)?;
        let sizes: Vec<usize> = self.mesh().axes().iter().map(|axis| axis.size).collect();
        let mut place = None;
        for &axis in axes {
            let size = self.whole(sizes.get(axis).copied().unwrap_or(1))?;
            let mut passed = partition;
            if axis + 1 < sizes.len() {
                let stride = self.whole(sizes[axis + 1..].iter().product())?;
                passed = self.divide(partition, stride)?;
            }
            let along = self.binary(BinaryOp::Remainder, passed, size)?;
            place = Some(match place {
                None => along,
                Some(before) => {
                    let before = self.multiply(before, size)?;
                    self.add(before, along)?
                }
            });
        }
        place.map_or_else(|| self.whole(0), Ok)
    }

    fn collective(
        &mut self,
        function: Collective,
        axes: &[usize],
        x: Value,
    ) -> Result<Value, IrError> {
        self.push(Op::Collective { function, axes: axes.to_vec() }, &[x])
    }

    /// A constant `s32[]`; meshes are far smaller than that.
    #[expect(clippy::cast_precision_loss, reason = "a mesh has at most 65536 devices")]
    fn whole(&mut self, number: usize) -> Result<Value, IrError> {
        self.scalar(ElementType::S32, number as f64)
    }

    fn sum_of_two(&mut self, like: Value) -> Result<ComputationId, IrError> {
        let t = self.shape(like).element_type;
        self.computation(&format!("sum_{t}"), &[t, t], |b, p| Ok(vec![b.add(p[0], p[1])?]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::shape::Shape;
    use crate::ir::verify::verify;
    use crate::sharding::mesh::Mesh;

    #[test]
    fn a_place_counts_along_the_axes_as_they_are_named() {
        let mesh = Mesh::of_sizes(&[2, 4]).expect("a mesh");
        let mut b = Builder::new("places", mesh.clone());
        let cut = PartitionSpec::new(&mesh, vec![vec![0, 1]]).expect("a spec");
        let made = b.manual_region("places", &[], &[cut.clone(), cut.clone()], |b, _| {
            let places = [b.place_in_group(&[0, 1])?, b.place_in_group(&[1])?];
            places.into_iter().map(|place| b.reshape(place, &[1])).collect()
        });
        for (name, value) in ["all", "model"].into_iter().zip(made.expect("places")) {
            assert_eq!(b.shape(value), &Shape::new(ElementType::S32, &[8]));
            b.result(name, value, cut.clone());
        }
        verify(b.finish()).expect("a module that holds together");
    }
}
