//! How one array is cut over a mesh: for each dimension, the mesh axes that divide it.

use std::ops::Range;

use crate::sharding::mesh::{Mesh, ShardingError};

/// For each dimension of an array the mesh axes (by index, major first) that cut it.
///
/// Axes that no dimension names hold replicas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartitionSpec {
    dimensions: Vec<Vec<usize>>,
}

/// The tile assignment of a sharding as XLA's second form writes it:
/// `devices=[dimensions]<=[reshape]T(transpose)`, the last dimension replicated on demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileAssignment {
    /// Tiles along each array dimension, then (if `replicated_last`) the replicas.
    pub dimensions: Vec<usize>,
    /// Whether the last entry of `dimensions` counts replicas and not tiles.
    pub replicated_last: bool,
    /// The iota `0..devices` is shaped like this ...
    pub reshape: Vec<usize>,
    /// ... and its dimensions are then taken in this order.
    pub transpose: Vec<usize>,
}

impl PartitionSpec {
    /// Cuts dimension `i` along the mesh axes `dimensions[i]`.
    ///
    /// # Errors
    /// An axis that the mesh does not have, or that is named twice.
    pub fn new(mesh: &Mesh, dimensions: Vec<Vec<usize>>) -> Result<Self, ShardingError> {
        let mut users: Vec<Option<usize>> = vec![None; mesh.axes().len()];
        for (dimension, axes) in dimensions.iter().enumerate() {
            for &axis in axes {
                if axis >= users.len() {
                    let mesh = mesh.to_string();
                    return Err(ShardingError::UnknownAxis { dimension, axis, mesh });
                }
                if let Some(first) = users[axis].replace(dimension) {
                    let axis = mesh.axes()[axis].name.clone();
                    return Err(ShardingError::AxisReused { axis, first, second: dimension });
                }
            }
        }
        Ok(PartitionSpec { dimensions })
    }

    /// A full copy of an array of this rank on each device.
    pub fn replicated(rank: usize) -> Self {
        PartitionSpec { dimensions: vec![Vec::new(); rank] }
    }

    /// The mesh axes that cut each dimension.
    pub fn dimensions(&self) -> &[Vec<usize>] {
        &self.dimensions
    }

    /// Whether every device holds the whole array.
    pub fn is_replicated(&self) -> bool {
        self.dimensions.iter().all(Vec::is_empty)
    }

    /// The dimensions of one device's shard of an array of dimensions `dims`.
    ///
    /// # Errors
    /// A dimension that its devices do not divide.
    pub fn shard_dims(&self, mesh: &Mesh, dims: &[usize]) -> Result<Vec<usize>, ShardingError> {
        let shard = |(dimension, (&size, axes)): (usize, (&usize, &Vec<usize>))| {
            let parts = mesh.size_of(axes);
            if size % parts == 0 {
                return Ok(size / parts);
            }
            let axes = mesh.names_of(axes);
            Err(ShardingError::NotDivisible { dimension, size, parts, axes })
        };
        dims.iter().zip(&self.dimensions).enumerate().map(shard).collect()
    }

    /// The part of an array of dimensions `dims` that partition `partition` holds.
    ///
    /// # Errors
    /// As [`PartitionSpec::shard_dims`].
    pub fn shard_bounds(
        &self,
        mesh: &Mesh,
        dims: &[usize],
        partition: usize,
    ) -> Result<Vec<Range<usize>>, ShardingError> {
        let coordinates = mesh.coordinates(partition);
        let sizes = self.shard_dims(mesh, dims)?;
        let bounds = sizes.iter().zip(&self.dimensions).map(|(&size, axes)| {
            let tile = axes
                .iter()
                .fold(0, |tile, &axis| tile * mesh.axes()[axis].size + coordinates[axis]);
            tile * size..(tile + 1) * size
        });
        Ok(bounds.collect())
    }

    /// Whether `partition` is the first of the devices that hold the same shard.
    pub fn is_first_holder(&self, mesh: &Mesh, partition: usize) -> bool {
        let used: Vec<usize> = self.dimensions.concat();
        let coordinates = mesh.coordinates(partition);
        (0..mesh.axes().len()).all(|axis| used.contains(&axis) || coordinates[axis] == 0)
    }

    /// The same cut in XLA's words; `None` when replicated.
    pub fn tile_assignment(&self, mesh: &Mesh) -> Option<TileAssignment> {
        let used: Vec<usize> = self.dimensions.concat();
        let mut dimensions: Vec<usize> =
            self.dimensions.iter().map(|axes| mesh.size_of(axes)).collect();
        if dimensions.iter().all(|&tiles| tiles == 1) {
            return None;
        }
        let unused: Vec<usize> =
            (0..mesh.axes().len()).filter(|axis| !used.contains(axis)).collect();
        let replicas = mesh.size_of(&unused);
        if replicas > 1 {
            dimensions.push(replicas);
        }
        let order: Vec<usize> = used.into_iter().chain(unused).collect();
        let (reshape, transpose) = simplified(mesh, &order);
        Some(TileAssignment { dimensions, replicated_last: replicas > 1, reshape, transpose })
    }
}

/// Drops axes of size 1 and joins axes that stay neighbours, as XLA's canonical form does.
fn simplified(mesh: &Mesh, order: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let order: Vec<usize> =
        order.iter().copied().filter(|&axis| mesh.axes()[axis].size > 1).collect();
    let mut kept: Vec<usize> = order.clone();
    kept.sort_unstable();
    let rank = |axis: usize| kept.iter().position(|&k| k == axis).unwrap_or(0);
    let mut runs: Vec<(usize, usize)> = Vec::new(); // (rank of the first axis, devices)
    let mut previous = None;
    for axis in order {
        let size = mesh.axes()[axis].size;
        match (previous, runs.last_mut()) {
            (Some(p), Some(run)) if rank(axis) == p + 1 => run.1 *= size,
            _ => runs.push((rank(axis), size)),
        }
        previous = Some(rank(axis));
    }
    let mut sorted = runs.clone();
    sorted.sort_unstable();
    let transpose =
        runs.iter().map(|run| sorted.iter().position(|s| s == run).unwrap_or(0)).collect();
    (sorted.into_iter().map(|(_, size)| size).collect(), transpose)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mesh() -> Mesh {
        Mesh::of_sizes(&[4, 8]).expect("a mesh")
    }

    fn spec(dimensions: &[&[usize]]) -> PartitionSpec {
        let dimensions = dimensions.iter().map(|axes| axes.to_vec()).collect();
        PartitionSpec::new(&mesh(), dimensions).expect("a spec")
    }

    #[test]
    fn shards_tile_the_array_in_mesh_order() {
        let both = spec(&[&[0, 1], &[]]);
        assert_eq!(both.shard_dims(&mesh(), &[64, 3]), Ok(vec![2, 3]));
        assert_eq!(both.shard_bounds(&mesh(), &[64, 3], 9), Ok(vec![18..20, 0..3]));
        let model = spec(&[&[1], &[]]);
        assert_eq!(model.shard_bounds(&mesh(), &[16, 3], 9), Ok(vec![2..4, 0..3]));
        assert!(model.is_first_holder(&mesh(), 7) && !model.is_first_holder(&mesh(), 9));
    }

    #[test]
    fn tile_assignments_are_written_as_xla_writes_them() {
        let tiles = |spec: PartitionSpec| {
            spec.tile_assignment(&mesh())
                .map(|t| (t.dimensions, t.replicated_last, t.reshape, t.transpose))
        };
        assert_eq!(tiles(spec(&[&[0, 1], &[]])), Some((vec![32, 1], false, vec![32], vec![0])));
        assert_eq!(tiles(spec(&[&[0], &[]])), Some((vec![4, 1, 8], true, vec![32], vec![0])));
        assert_eq!(tiles(spec(&[&[1], &[]])), Some((vec![8, 1, 4], true, vec![4, 8], vec![1, 0])));
        assert_eq!(tiles(spec(&[&[0], &[1]])), Some((vec![4, 8], false, vec![32], vec![0])));
        assert_eq!(tiles(spec(&[&[], &[]])), None);
    }

    #[test]
    fn each_wrong_sharding_has_its_message() {
        assert_eq!(
            PartitionSpec::new(&mesh(), vec![vec![0], vec![0]]).expect_err("reused").to_string(),
            "sharding: mesh axis data is used for dimension 0 and for dimension 1"
        );
        assert_eq!(
            PartitionSpec::new(&mesh(), vec![vec![], vec![2]]).expect_err("unknown").to_string(),
            "sharding: dimension 1 is cut by axis 2, mesh data=4,model=8 has axes 0 to 1"
        );
        assert_eq!(
            spec(&[&[0, 1]]).shard_dims(&mesh(), &[33]).expect_err("uneven").to_string(),
            "sharding: dimension 0 of size 33 is not divisible by the 32 devices of data,model"
        );
    }
}
