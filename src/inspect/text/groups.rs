//! The device groups of a collective in each of the ways that compilers write them.

use crate::inspect::text::scanner::{braced, first_outside, numbers, parts};
use crate::wire::hlo::HloInstructionProto;
use crate::wire::xla_data::{
    AxisRefProto, IotaReplicaGroupListProto, IotaTransform, MeshAxesReplicaGroupListProto,
    MeshAxisProto, MeshProto, ReplicaGroup, SourceTarget, SubAxis,
};

/// Sets the groups: `{{0,1},{2,3}}`, `[4,8]<=[8,4]T(1,0)` or `mesh['a'=4,'b'=8] {'a'}`.
pub(super) fn replica_groups(instruction: &mut HloInstructionProto, value: &str) -> Option<()> {
    if let Some(rest) = value.strip_prefix("mesh") {
        instruction.mesh_axes_replica_group_list = Some(along_axes(rest)?);
    } else if value.starts_with('[') {
        instruction.iota_collective_device_list = Some(iota(value)?);
    } else {
        let groups = parts(braced(value)).into_iter().filter(|ids| !ids.is_empty());
        let group = |ids: &str| Some(ReplicaGroup { replica_ids: numbers(ids)? });
        instruction.replica_groups = groups.map(group).collect::<Option<_>>()?;
    }
    Some(())
}

/// `{{0,1},{1,2}}`: from one device to another.
pub(super) fn source_target_pairs(value: &str) -> Option<Vec<SourceTarget>> {
    let pair = |text: &str| match numbers(text)?[..] {
        [source, target] => Some(SourceTarget { source, target }),
        _ => None,
    };
    parts(braced(value)).into_iter().map(pair).collect()
}

/// `[4,8]<=[8,4]T(1,0)`.
fn iota(value: &str) -> Option<IotaReplicaGroupListProto> {
    let (groups, rest) = value.split_once("<=")?;
    let [num_replica_groups, num_devices_per_group] =
        numbers(groups.strip_prefix('[')?.strip_suffix(']')?)?[..]
    else {
        return None;
    };
    let (iota_reshape_dims, order) = turned(rest)?;
    let devices = iota_reshape_dims.iter().try_fold(1_i64, |all, dim| all.checked_mul(*dim));
    if devices != num_replica_groups.checked_mul(num_devices_per_group) {
        return None;
    }
    let iota_transpose_perm =
        order.into_iter().map(i32::try_from).collect::<Result<_, _>>().ok()?;
    Some(IotaReplicaGroupListProto {
        num_replica_groups,
        num_devices_per_group,
        iota_reshape_dims,
        iota_transpose_perm,
    })
}

/// The dimensions and the order `[8,4]T(1,0)`; without an order they stay as they are.
pub(super) fn turned(text: &str) -> Option<(Vec<i64>, Vec<i64>)> {
    let (dims, order) = text.strip_prefix('[')?.split_once(']')?;
    let dims = numbers(dims)?;
    let usual: Vec<i64> = (0..).take(dims.len()).collect();
    let order = match order {
        "" => usual,
        order => {
            let order = numbers(order.strip_prefix("T(")?.strip_suffix(')')?)?;
            let mut sorted = order.clone();
            sorted.sort_unstable();
            Some(order).filter(|_| sorted == usual)?
        }
    };
    Some((dims, order))
}

/// `['a'=4,'b'=8] {'a'}`.
fn along_axes(text: &str) -> Option<MeshAxesReplicaGroupListProto> {
    let (mesh, named) = mesh_with_rest(text)?;
    let named = named.trim_start();
    let named = named.starts_with('{').then(|| braced(named))?;
    Some(MeshAxesReplicaGroupListProto { axes: axes_in(&mesh, named)?, mesh: Some(mesh) })
}

/// The mesh `['a'=4,'b'=8]`, or with another order of devices `['a'=4,'b'=8], device_ids=([8,4]T(1,0))`,
/// and what follows it.
pub(super) fn mesh_with_rest(text: &str) -> Option<(MeshProto, &str)> {
    let text = text.trim_start().strip_prefix('[')?;
    let end = first_outside(text, &[']'])?;
    let axis = |part: &str| {
        let (name, size) = part.split_once('=')?;
        let name = name.trim_matches('\'').to_owned();
        Some(MeshAxisProto { name, size: size.parse().ok()? })
    };
    let axes = parts(&text[..end]).into_iter().map(axis).collect::<Option<_>>()?;
    let mut mesh = MeshProto { axes, ..MeshProto::default() };
    let rest = &text[end + 1..];
    let Some(ids) = rest.trim_start_matches([',', ' ']).strip_prefix("device_ids=(") else {
        return Some((mesh, rest));
    };
    let end = first_outside(ids, &[')'])?;
    match ids[..end].strip_prefix('[') {
        None => mesh.device_ids = numbers(&ids[..end])?,
        Some(_) => {
            let (reshape_dims, transpose_perm) = turned(&ids[..end])?;
            mesh.iota_transform = Some(IotaTransform { reshape_dims, transpose_perm });
        }
    }
    Some((mesh, &ids[end + 1..]))
}

/// `'a', 'b':(2)4`: axes of a mesh, or parts of them.
pub(super) fn axes_in(mesh: &MeshProto, text: &str) -> Option<Vec<AxisRefProto>> {
    let axis = |part: &str| {
        let (name, sub) =
            part.split_once(':').map_or((part, None), |(name, sub)| (name, Some(sub)));
        let place = mesh.axes.iter().position(|axis| axis.name == name.trim_matches('\''))?;
        let sub_axis_info = match sub {
            None => None,
            Some(sub) => {
                let (pre_size, size) = sub.strip_prefix('(')?.split_once(')')?;
                Some(SubAxis { pre_size: pre_size.parse().ok()?, size: size.parse().ok()? })
            }
        };
        Some(AxisRefProto { mesh_axis_index: i64::try_from(place).ok()?, sub_axis_info })
    };
    parts(text).into_iter().map(axis).collect()
}
