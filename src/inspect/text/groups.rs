//! The device groups of a collective in each of the ways that compilers write them.

use crate::inspect::text::scanner::{braced, first_outside, numbers, parts};
use crate::wire::hlo::HloInstructionProto;
use crate::wire::xla_data::{
    AxisRefProto, IotaReplicaGroupListProto, MeshAxesReplicaGroupListProto, MeshAxisProto,
    MeshProto, ReplicaGroup, SourceTarget, SubAxis,
};

/// Sets the groups: `{{0,1},{2,3}}`, `[4,8]<=[8,4]T(1,0)` or `mesh['a'=4,'b'=8] {'a'}`.
pub(super) fn replica_groups(instruction: &mut HloInstructionProto, value: &str) {
    if let Some(rest) = value.strip_prefix("mesh") {
        instruction.mesh_axes_replica_group_list = along_axes(rest);
    } else if value.starts_with('[') {
        instruction.iota_collective_device_list = iota(value);
    } else {
        let groups = parts(braced(value)).into_iter();
        let group = |ids: &str| ReplicaGroup { replica_ids: numbers(braced(ids)) };
        instruction.replica_groups = groups.filter(|ids| !ids.is_empty()).map(group).collect();
    }
}

/// `{{0,1},{1,2}}`: from one device to another.
pub(super) fn source_target_pairs(value: &str) -> Vec<SourceTarget> {
    let pair = |text: &str| match numbers(braced(text))[..] {
        [source, target] => Some(SourceTarget { source, target }),
        _ => None,
    };
    parts(braced(value)).into_iter().filter_map(pair).collect()
}

/// `[4,8]<=[8,4]T(1,0)`.
fn iota(value: &str) -> Option<IotaReplicaGroupListProto> {
    let (groups, rest) = value.split_once("<=")?;
    let (dims, order) = rest.split_once('T').unwrap_or((rest, ""));
    let list = |text: &str| numbers(text.trim_matches(['[', ']', '(', ')']));
    let [num_replica_groups, num_devices_per_group] = list(groups)[..] else { return None };
    Some(IotaReplicaGroupListProto {
        num_replica_groups,
        num_devices_per_group,
        iota_reshape_dims: list(dims),
        iota_transpose_perm: list(order).into_iter().filter_map(|d| d.try_into().ok()).collect(),
    })
}

/// `['a'=4,'b'=8] {'a'}`; a part of an axis is `'a':(2)4`.
fn along_axes(text: &str) -> Option<MeshAxesReplicaGroupListProto> {
    let text = text.trim_start();
    let end = first_outside(text.strip_prefix('[')?, &[']'])? + 1;
    let axis = |part: &str| {
        let (name, size) = part.split_once('=')?;
        let name = name.trim_matches('\'').to_owned();
        Some(MeshAxisProto { name, size: size.parse().ok()? })
    };
    let axes: Option<Vec<MeshAxisProto>> = parts(&text[1..end]).into_iter().map(axis).collect();
    let axes = axes?;
    // An order of device ids other than their own is not written in this form by what we know.
    let named = text[end + 1..].trim_start();
    let named = named.starts_with('{').then(|| braced(named))?;
    let chosen = parts(named).into_iter().map(|part| {
        let (name, sub) =
            part.split_once(':').map_or((part, None), |(name, sub)| (name, Some(sub)));
        let place = axes.iter().position(|axis| axis.name == name.trim_matches('\''))?;
        let sub_axis_info = match sub {
            None => None,
            Some(sub) => {
                let (pre_size, size) = sub.strip_prefix('(')?.split_once(')')?;
                Some(SubAxis { pre_size: pre_size.parse().ok()?, size: size.parse().ok()? })
            }
        };
        Some(AxisRefProto { mesh_axis_index: i64::try_from(place).ok()?, sub_axis_info })
    });
    let chosen = chosen.collect::<Option<Vec<AxisRefProto>>>()?;
    let mesh = MeshProto { axes, ..Default::default() };
    Some(MeshAxesReplicaGroupListProto { mesh: Some(mesh), axes: chosen })
}
