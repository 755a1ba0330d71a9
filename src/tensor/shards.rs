//! An array cut over a mesh and put together again, by contiguous runs.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::ir::shape::Shape;
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;
use crate::tensor::array::{Tensor, element_text};
use crate::tensor::error::TensorError;

impl Tensor {
    /// The bytes that each partition holds, by partition.
    ///
    /// # Errors
    /// A sharding of another rank, or one that does not divide the array.
    pub fn split(&self, mesh: &Mesh, spec: &PartitionSpec) -> Result<Vec<Vec<u8>>, TensorError> {
        let shard = |partition| {
            let part = Part::of(self.shape(), mesh, spec, partition)?;
            let mut shard = Vec::with_capacity(part.byte_size());
            part.for_each_run(|run| shard.extend_from_slice(&self.bytes()[run]));
            Ok(shard)
        };
        (0..mesh.device_count()).map(shard).collect()
    }

    /// The array whose parts the partitions hold, after a check that replicas agree bit for bit.
    ///
    /// # Errors
    /// Not one shard a partition, shards of a wrong size, replicas that differ, or as
    /// [`Tensor::split`].
    pub fn gather<S: AsRef<[u8]>>(
        name: &str,
        shards: &[S],
        mesh: &Mesh,
        spec: &PartitionSpec,
        shape: &Shape,
    ) -> Result<Tensor, TensorError> {
        let (found, wanted) = (shards.len(), mesh.device_count());
        if found != wanted {
            return Err(TensorError::ShardCount { name: name.to_owned(), found, wanted });
        }
        let mut bytes = vec![0; shape.byte_size()];
        let mut holders: BTreeMap<Vec<usize>, usize> = BTreeMap::new(); // by where the part starts
        for (partition, shard) in shards.iter().enumerate() {
            let shard = shard.as_ref();
            let part = Part::of(shape, mesh, spec, partition)?;
            let (found, wanted) = (shard.len(), part.byte_size());
            if found != wanted {
                let name = name.to_owned();
                return Err(TensorError::ShardSize { name, partition, found, wanted });
            }
            if let Some(&first) = holders.get(&part.start()) {
                let same = (name, first, shards[first].as_ref());
                part.check_replica(same, (partition, shard))?;
                continue;
            }
            holders.insert(part.start(), partition);
            let mut rest = shard;
            part.for_each_run(|run| {
                let (head, tail) = rest.split_at(run.len());
                bytes[run].copy_from_slice(head);
                rest = tail;
            });
        }
        Tensor::new(shape.clone(), bytes)
    }
}

/// The part of an array that one partition holds.
struct Part<'a> {
    shape: &'a Shape,
    bounds: Vec<Range<usize>>,
}

impl<'a> Part<'a> {
    fn of(
        shape: &'a Shape,
        mesh: &Mesh,
        spec: &PartitionSpec,
        partition: usize,
    ) -> Result<Self, TensorError> {
        let rank = spec.dimensions().len();
        if rank != shape.rank() {
            return Err(TensorError::Rank { shape: shape.clone(), found: rank });
        }
        let bounds = spec
            .shard_bounds(mesh, &shape.dims, partition)
            .map_err(|source| TensorError::Sharding { shape: shape.clone(), source })?;
        Ok(Part { shape, bounds })
    }

    fn start(&self) -> Vec<usize> {
        self.bounds.iter().map(|bound| bound.start).collect()
    }

    fn dims(&self) -> Vec<usize> {
        self.bounds.iter().map(Range::len).collect()
    }

    fn byte_size(&self) -> usize {
        self.shape.with_dims(self.dims()).byte_size()
    }

    /// Visits the part's bytes in the array, in row-major order, in as few runs as there are: the
    /// trailing dimensions that are held whole, times the range of the one before them.
    fn for_each_run(&self, mut visit: impl FnMut(Range<usize>)) {
        let dims = &self.shape.dims;
        if self.byte_size() == 0 {
            return;
        }
        let is_cut = |&d: &usize| self.bounds[d].len() < dims[d];
        let last_cut = (0..dims.len()).rev().find(is_cut).unwrap_or(0);
        let stride = |d: usize| -> usize {
            dims[d + 1..].iter().product::<usize>() * self.shape.element_type.byte_size()
        };
        let run_bytes = match self.bounds.get(last_cut) {
            Some(bound) => bound.len() * stride(last_cut),
            None => self.byte_size(), // a scalar
        };
        let strides: Vec<usize> = (0..dims.len()).map(stride).collect();
        let start = self.start();
        let mut index = start.clone();
        loop {
            let offset: usize = index.iter().zip(&strides).map(|(i, stride)| i * stride).sum();
            visit(offset..offset + run_bytes);
            // The next index of the dimensions before the run's, last one fastest.
            let next = (0..last_cut).rev().find(|&d| index[d] + 1 < self.bounds[d].end);
            let Some(next) = next else { return };
            index[next] += 1;
            index[next + 1..last_cut].copy_from_slice(&start[next + 1..last_cut]);
        }
    }

    /// Checks that a second holder of this part has the bits of the first.
    fn check_replica(
        &self,
        (name, first, wanted): (&str, usize, &[u8]),
        (second, found): (usize, &[u8]),
    ) -> Result<(), TensorError> {
        if wanted == found {
            return Ok(());
        }
        let element_type = self.shape.element_type;
        let size = element_type.byte_size();
        let pairs = wanted.chunks_exact(size).zip(found.chunks_exact(size)).enumerate();
        for (position, (a, b)) in pairs {
            if a != b {
                return Err(TensorError::ReplicasDiffer {
                    name: name.to_owned(),
                    first,
                    second,
                    index: self.index_of(position),
                    first_value: element_text(element_type, a),
                    second_value: element_text(element_type, b),
                });
            }
        }
        Ok(())
    }

    /// The place in the whole array of the part's element `position`, counted row-major.
    fn index_of(&self, position: usize) -> Vec<usize> {
        let mut rest = position;
        let mut index = self.start();
        for (i, size) in index.iter_mut().zip(self.dims()).rev() {
            *i += rest % size;
            rest /= size;
        }
        index
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ir::shape::ElementType;

    fn mesh() -> Mesh {
        Mesh::of_sizes(&[2, 2]).expect("a mesh")
    }

    fn spec(dimensions: &[&[usize]]) -> PartitionSpec {
        let dimensions = dimensions.iter().map(|axes| axes.to_vec()).collect();
        PartitionSpec::new(&mesh(), dimensions).expect("a spec")
    }

    /// `u8[dims]` counting up from 0.
    fn counting(dims: &[usize]) -> Tensor {
        let shape = Shape::new(ElementType::U8, dims);
        let bytes = (0..=u8::MAX).cycle().take(shape.byte_size()).collect();
        Tensor::new(shape, bytes).expect("a tensor")
    }

    #[test]
    fn shards_hold_the_rows_and_columns_of_their_partition() {
        let array = counting(&[4, 4]);
        let tiles = array.split(&mesh(), &spec(&[&[0], &[1]])).expect("shards");
        assert_eq!(tiles, [[0, 1, 4, 5], [2, 3, 6, 7], [8, 9, 12, 13], [10, 11, 14, 15]]);
        let columns = array.split(&mesh(), &spec(&[&[], &[0, 1]])).expect("shards");
        assert_eq!(columns[1], [1, 5, 9, 13]);
        let rows = array.split(&mesh(), &spec(&[&[1], &[]])).expect("shards");
        assert_eq!((&rows[0], &rows[1][0]), (&rows[2], &8));
        let scalar = counting(&[]).split(&mesh(), &PartitionSpec::replicated(0));
        assert_eq!(scalar.expect("shards"), [[0]; 4]);
    }

    #[test]
    fn rows_are_copied_in_one_run() {
        let shape = Shape::new(ElementType::F32, &[8, 6, 5]);
        let runs = |dimensions: &[&[usize]]| {
            let part = Part::of(&shape, &mesh(), &spec(dimensions), 1).expect("a part");
            let mut runs = Vec::new();
            part.for_each_run(|run| runs.push((run.start, run.end)));
            runs
        };
        assert_eq!(runs(&[&[0, 1], &[], &[]]), [(240, 480)]);
        assert_eq!(runs(&[&[], &[1], &[]]).len(), 8);
        assert_eq!(runs(&[&[], &[], &[]]), [(0, 960)]);
    }

    #[test]
    fn each_wrong_gathering_has_its_message() {
        let array = counting(&[4, 2]);
        let spec = spec(&[&[1], &[]]);
        let mut shards = array.split(&mesh(), &spec).expect("shards");
        let gather = |shards: &[Vec<u8>]| {
            let shape = array.shape();
            Tensor::gather("codes", shards, &mesh(), &spec, shape).expect_err("wrong").to_string()
        };
        assert_eq!(gather(&shards[..3]), "tensor codes: found 3 shards, wanted 4, one a partition");
        shards[3][1] = 99;
        assert_eq!(
            gather(&shards),
            "tensor codes: the replicas of partitions 1 and 3 differ, first at [2, 1]: \
             found 5 (0x05) and 99 (0x63)"
        );
        shards[2].pop();
        assert_eq!(gather(&shards), "tensor codes: the shard of partition 2 has 3 bytes, wanted 4");
    }

    #[test]
    fn each_wrong_cut_has_its_message() {
        let rank = counting(&[4]).split(&mesh(), &PartitionSpec::replicated(2));
        assert_eq!(
            rank.expect_err("wrong").to_string(),
            "u8[4]: found a sharding of 2 dimensions, wanted 1"
        );
        let uneven = counting(&[3]).split(&mesh(), &spec(&[&[0]])).expect_err("wrong");
        assert_eq!(uneven.to_string(), "u8[3] does not divide over the mesh");
        assert_eq!(
            std::error::Error::source(&uneven).map(ToString::to_string),
            Some(
                "sharding: dimension 0 of size 3 is not divisible by the 2 devices of data".into()
            )
        );
    }

    /// A mesh of up to three axes, a sharding over it, and a shape that it divides.
    fn cuts() -> impl Strategy<Value = (Mesh, PartitionSpec, Shape)> {
        let axes = proptest::collection::vec(1..4_usize, 1..4);
        let types = proptest::sample::select(ElementType::ALL.to_vec());
        (axes, 0..4_usize, types).prop_flat_map(|(sizes, rank, element_type)| {
            // Each axis, in a random order, goes to one of the dimensions or (at `rank`) to none.
            let order = Just((0..sizes.len()).collect::<Vec<_>>()).prop_shuffle();
            let homes = proptest::collection::vec(0..=rank, sizes.len());
            let shard = proptest::collection::vec(0..4_usize, rank);
            (order, homes, shard).prop_map(move |(order, homes, shard)| {
                let mesh = Mesh::of_sizes(&sizes).expect("a mesh");
                let mut dimensions = vec![Vec::new(); rank];
                for axis in order {
                    if let Some(axes) = dimensions.get_mut(homes[axis]) {
                        axes.push(axis);
                    }
                }
                let dims: Vec<usize> =
                    shard.iter().zip(&dimensions).map(|(n, axes)| n * mesh.size_of(axes)).collect();
                let spec = PartitionSpec::new(&mesh, dimensions).expect("a spec");
                (mesh, spec, Shape::new(element_type, &dims))
            })
        })
    }

    proptest! {
        #[test]
        fn gathering_undoes_splitting((mesh, spec, shape) in cuts(), seed in any::<u8>()) {
            let bytes = (0..251).cycle().map(|b| b ^ seed).take(shape.byte_size()).collect();
            let array = Tensor::new(shape.clone(), bytes).expect("a tensor");
            let shards = array.split(&mesh, &spec).expect("shards");
            let part = shape.with_dims(spec.shard_dims(&mesh, &shape.dims).expect("dims"));
            prop_assert!(shards.iter().all(|shard| shard.len() == part.byte_size()));
            let gathered = Tensor::gather("x", &shards, &mesh, &spec, &shape).expect("an array");
            prop_assert_eq!(gathered, array);
        }
    }
}
