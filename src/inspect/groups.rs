//! The device groups of a collective, and the mesh axes that they lie along.

use std::collections::{BTreeMap, BTreeSet};

use crate::sharding::mesh::Mesh;
use crate::wire::hlo::HloInstructionProto;
use crate::wire::xla_data::{AxisRefProto, IotaReplicaGroupListProto, MeshProto};

/// Devices that take part together: one sorted set a group.
pub(crate) type Groups = BTreeSet<BTreeSet<usize>>;

/// The partitions that take part together when there is one replica; `None` when the instruction
/// does not say so in a form we read.
///
/// Without a channel the ids are replicas, so each partition is alone; with one but without global
/// ids, a reduction or gather spans all partitions of its replicas. An empty list is everybody.
pub(crate) fn partition_groups(
    instruction: &HloInstructionProto,
    partition_count: usize,
) -> Option<Groups> {
    let everybody = || BTreeSet::from([(0..partition_count).collect()]);
    let opcode = instruction.opcode.strip_suffix("-start").unwrap_or(&instruction.opcode);
    let by_partition = instruction.use_global_device_ids
        || matches!(opcode, "all-to-all" | "ragged-all-to-all" | "collective-broadcast");
    match (instruction.channel_id > 0, by_partition) {
        (false, _) => return Some((0..partition_count).map(|p| BTreeSet::from([p])).collect()),
        (true, false) => return Some(everybody()),
        (true, true) => {}
    }
    let listed = listed_groups(instruction)?;
    if listed.is_empty() {
        return Some(everybody());
    }
    let within = |group: Vec<i64>| -> Option<BTreeSet<usize>> {
        let ids = group.into_iter().map(|id| usize::try_from(id).ok());
        ids.map(|id| id.filter(|&id| id < partition_count)).collect()
    };
    listed.into_iter().map(within).collect()
}

/// The groups in whichever form the instruction carries them.
pub(super) fn listed_groups(instruction: &HloInstructionProto) -> Option<Vec<Vec<i64>>> {
    if let Some(list) = &instruction.mesh_axes_replica_group_list {
        return axes_groups(list.mesh.as_ref()?, &list.axes);
    }
    let devices = instruction.collective_device_list.as_ref();
    let older = || devices.and_then(|list| list.iota_replica_group_list.as_ref());
    if let Some(iota) = instruction.iota_collective_device_list.as_ref().or_else(older) {
        return iota_groups(iota);
    }
    let listed = devices.map(|list| &list.replica_groups).filter(|groups| !groups.is_empty());
    let groups = listed.unwrap_or(&instruction.replica_groups);
    Some(groups.iter().map(|group| group.replica_ids.clone()).collect())
}

/// The groups, or the pairs of a permute, written out: `{0,1},{2,3}`.
pub(super) fn groups_text(instruction: &HloInstructionProto) -> String {
    let pairs = instruction.source_target_pairs.iter().map(|p| vec![p.source, p.target]);
    let mut groups = listed_groups(instruction).unwrap_or_default();
    groups.extend(pairs);
    let group = |ids: &Vec<i64>| {
        let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
        format!("{{{}}}", ids.join(","))
    };
    groups.iter().map(group).collect::<Vec<_>>().join(",")
}

fn iota_groups(list: &IotaReplicaGroupListProto) -> Option<Vec<Vec<i64>>> {
    let order: Vec<i64> = list.iota_transpose_perm.iter().map(|&d| i64::from(d)).collect();
    let ids = transposed_iota(&list.iota_reshape_dims, &order)?;
    let each = usize::try_from(list.num_devices_per_group).ok().filter(|&each| each > 0)?;
    let groups = usize::try_from(list.num_replica_groups).ok()?;
    if ids.is_empty() || groups.checked_mul(each) != Some(ids.len()) {
        return None;
    }
    Some(ids.chunks(each).map(<[i64]>::to_vec).collect())
}

/// The ids `0..n` shaped as `dims`, its dimensions taken in this order (as they are when empty).
fn transposed_iota(dims: &[i64], order: &[i64]) -> Option<Vec<i64>> {
    let sizes: Option<Vec<usize>> = dims.iter().map(|&d| usize::try_from(d).ok()).collect();
    let sizes = sizes?;
    let order: Option<Vec<usize>> = order.iter().map(|&d| usize::try_from(d).ok()).collect();
    let order = order.filter(|o| !o.is_empty()).unwrap_or_else(|| (0..sizes.len()).collect());
    let mut sorted = order.clone();
    sorted.sort_unstable();
    let count = sizes.iter().try_fold(1_usize, |n, &size| n.checked_mul(size));
    let count = count.filter(|&n| n <= crate::sharding::mesh::MAX_DEVICES)?;
    if !sorted.into_iter().eq(0..sizes.len()) {
        return None;
    }
    let stride = |dimension: usize| sizes[dimension + 1..].iter().product::<usize>();
    let place = |index: usize| {
        let start = (index, 0);
        let step = |(rest, place): (usize, usize), &dimension: &usize| {
            let size = sizes[dimension];
            (rest / size, place + rest % size * stride(dimension))
        };
        order.iter().rev().fold(start, step).1
    };
    (0..count).map(|index| i64::try_from(place(index)).ok()).collect()
}

/// Groups along axes of a mesh: devices whose other coordinates agree.
fn axes_groups(mesh: &MeshProto, axes: &[AxisRefProto]) -> Option<Vec<Vec<i64>>> {
    let sizes: Vec<i64> = mesh.axes.iter().map(|axis| axis.size.max(1)).collect();
    let count = sizes.iter().try_fold(1_i64, |n, &size| n.checked_mul(size));
    let limit = i64::try_from(crate::sharding::mesh::MAX_DEVICES).unwrap_or(i64::MAX);
    let count = count.filter(|&n| n <= limit)?;
    let ids = match &mesh.iota_transform {
        Some(iota) => transposed_iota(&iota.reshape_dims, &iota.transpose_perm)?,
        None if mesh.device_ids.is_empty() => (0..count).collect(),
        None => mesh.device_ids.clone(),
    };
    let mut groups: BTreeMap<Vec<i64>, Vec<i64>> = BTreeMap::new();
    for (place, id) in (0..count).zip(ids) {
        groups.entry(other_coordinates(place, &sizes, axes)?).or_default().push(id);
    }
    Some(groups.into_values().collect())
}

/// The coordinates of a place in a mesh without those along the axes.
fn other_coordinates(place: i64, sizes: &[i64], axes: &[AxisRefProto]) -> Option<Vec<i64>> {
    let mut rest = place;
    let mut coordinates = vec![0; sizes.len()];
    for (coordinate, size) in coordinates.iter_mut().zip(sizes).rev() {
        *coordinate = rest % size;
        rest /= size;
    }
    for axis in axes {
        let index = usize::try_from(axis.mesh_axis_index).ok()?;
        let size = *sizes.get(index)?;
        let coordinate = coordinates.get_mut(index)?;
        match axis.sub_axis_info {
            None => *coordinate = 0,
            Some(part) => {
                // The axis is [pre_size, size, minor]; the part's digit is taken out in its place.
                let minor = size.checked_div(part.pre_size.checked_mul(part.size)?)?.max(1);
                let digit = *coordinate / minor % part.size.max(1);
                *coordinate -= digit * minor;
            }
        }
    }
    Some(coordinates)
}

/// The mesh axes that these groups lie along, fewest first; `None` when no set of axes fits.
pub(super) fn axes_of_groups(groups: &Groups, mesh: &Mesh) -> Option<Vec<usize>> {
    let used: Vec<usize> = (0..mesh.axes().len()).filter(|&a| mesh.axes()[a].size > 1).collect();
    // The axes that differ inside of a group are the only set that can fit.
    let first = groups.first()?;
    let origin = mesh.coordinates(*first.first()?);
    let differs = |&axis: &usize| first.iter().any(|&p| mesh.coordinates(p)[axis] != origin[axis]);
    let axes: Vec<usize> = used.into_iter().filter(differs).collect();
    (groups_along(mesh, &axes) == *groups).then_some(axes)
}

fn groups_along(mesh: &Mesh, axes: &[usize]) -> Groups {
    let mut groups: BTreeMap<Vec<usize>, BTreeSet<usize>> = BTreeMap::new();
    for partition in 0..mesh.device_count() {
        let mut key = mesh.coordinates(partition);
        axes.iter().for_each(|&axis| key[axis] = 0);
        groups.entry(key).or_default().insert(partition);
    }
    groups.into_values().collect()
}

/// The mesh axes along which a permutation moves data; `None` for ids outside of the mesh.
pub(super) fn axes_of_pairs(instruction: &HloInstructionProto, mesh: &Mesh) -> Option<Vec<usize>> {
    if instruction.channel_id <= 0 {
        return Some(Vec::new());
    }
    let place = |id: i64| usize::try_from(id).ok().filter(|&id| id < mesh.device_count());
    let mut moved = BTreeSet::new();
    for pair in &instruction.source_target_pairs {
        let (from, to) =
            (mesh.coordinates(place(pair.source)?), mesh.coordinates(place(pair.target)?));
        moved.extend((0..from.len()).filter(|&axis| from[axis] != to[axis]));
    }
    Some(moved.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::xla_data::{
        IotaTransform, MeshAxesReplicaGroupListProto, MeshAxisProto, ReplicaGroup, SubAxis,
    };

    fn mesh() -> Mesh {
        Mesh::of_sizes(&[4, 8]).expect("a mesh")
    }

    fn axes_of(instruction: HloInstructionProto) -> Option<Vec<usize>> {
        let instruction = HloInstructionProto {
            opcode: "all-reduce".to_owned(),
            channel_id: 1,
            use_global_device_ids: true,
            ..instruction
        };
        axes_of_groups(&partition_groups(&instruction, 32)?, &mesh())
    }

    fn iota(groups: i64, each: i64, reshape: &[i64], order: &[i32]) -> HloInstructionProto {
        HloInstructionProto {
            iota_collective_device_list: Some(IotaReplicaGroupListProto {
                num_replica_groups: groups,
                num_devices_per_group: each,
                iota_reshape_dims: reshape.to_vec(),
                iota_transpose_perm: order.to_vec(),
            }),
            ..HloInstructionProto::default()
        }
    }

    fn along(axes: Vec<AxisRefProto>, iota: Option<IotaTransform>) -> HloInstructionProto {
        let axis = |name: &str, size| MeshAxisProto { name: name.to_owned(), size };
        HloInstructionProto {
            mesh_axes_replica_group_list: Some(MeshAxesReplicaGroupListProto {
                mesh: Some(MeshProto {
                    axes: vec![axis("a", 4), axis("b", 8)],
                    device_ids: Vec::new(),
                    iota_transform: iota,
                }),
                axes,
            }),
            ..HloInstructionProto::default()
        }
    }

    fn axis(mesh_axis_index: i64) -> AxisRefProto {
        AxisRefProto { mesh_axis_index, sub_axis_info: None }
    }

    #[test]
    fn iota_groups_lie_along_axes() {
        assert_eq!(axes_of(iota(4, 8, &[32], &[0])), Some(vec![1]));
        assert_eq!(axes_of(iota(8, 4, &[4, 8], &[1, 0])), Some(vec![0]));
        assert_eq!(axes_of(iota(1, 32, &[32], &[0])), Some(vec![0, 1]));
        assert_eq!(axes_of(iota(2, 16, &[32], &[0])), None);
        assert_eq!(axes_of(iota(8, 4, &[0, 8], &[1, 0])), None);
        assert_eq!(axes_of(HloInstructionProto::default()), Some(vec![0, 1]));
    }

    #[test]
    fn listed_groups_are_sets_in_any_order() {
        let group = |data: i64| ReplicaGroup {
            replica_ids: (0..8).rev().map(|model| data * 8 + model).collect(),
        };
        let mut listed = HloInstructionProto {
            replica_groups: (0..4).rev().map(group).collect(),
            ..HloInstructionProto::default()
        };
        assert_eq!(axes_of(listed.clone()), Some(vec![1]));
        listed.replica_groups.pop();
        assert_eq!(axes_of(listed), None);
    }

    #[test]
    fn groups_named_by_axes_need_not_use_our_mesh() {
        assert_eq!(axes_of(along(vec![axis(0)], None)), Some(vec![0]));
        assert_eq!(axes_of(along(vec![axis(0), axis(1)], None)), Some(vec![0, 1]));
        let turned = IotaTransform { reshape_dims: vec![8, 4], transpose_perm: vec![1, 0] };
        assert_eq!(axes_of(along(vec![axis(0)], Some(turned))), None);
        let part = |pre_size, size| AxisRefProto {
            mesh_axis_index: 1,
            sub_axis_info: Some(SubAxis { pre_size, size }),
        };
        assert_eq!(axes_of(along(vec![part(1, 2), part(2, 4)], None)), Some(vec![1]));
        assert_eq!(axes_of(along(vec![part(1, 2)], None)), None);
    }

    #[test]
    fn without_a_channel_each_partition_is_alone() {
        let alone = HloInstructionProto { opcode: "all-reduce".into(), ..Default::default() };
        let groups = partition_groups(&alone, 32).expect("groups");
        assert_eq!(axes_of_groups(&groups, &mesh()), Some(Vec::new()));
    }
}
