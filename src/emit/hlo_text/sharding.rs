//! Shardings and replica groups as HLO text writes them: `{devices=[4,8]<=[32]}`, `[4,8]<=[32]`.

use crate::wire::hlo::HloInstructionProto;
use crate::wire::xla_data::{
    AxisRefProto, IotaReplicaGroupListProto, MeshProto, NamedShardingProto, OpSharding,
    OpShardingType, ReplicaGroup,
};

use super::shape::{comma_separated, index_comment, list};

/// The text of a sharding, in its braces.
pub fn op_sharding_text(sharding: &OpSharding) -> String {
    if let Some(named) = &sharding.named_sharding {
        return named_sharding_text(named);
    }
    let tiles = &sharding.tile_assignment_dimensions;
    let body = match OpShardingType::try_from(sharding.r#type) {
        Ok(OpShardingType::Tuple) => {
            let element = |(i, s)| format!("{}{}", index_comment(i), op_sharding_text(s));
            let elements: Vec<String> =
                sharding.tuple_shardings.iter().enumerate().map(element).collect();
            return format!("{{{}}}", elements.join(", "));
        }
        Ok(OpShardingType::Replicated) => "replicated".to_owned(),
        Ok(OpShardingType::Manual) => "manual".to_owned(),
        Ok(OpShardingType::Unknown) => "unknown".to_owned(),
        Ok(OpShardingType::Unreduced) => "unreduced".to_owned(),
        Ok(OpShardingType::Maximal) => {
            let device = sharding.tile_assignment_devices.first().copied().unwrap_or(0);
            format!("maximal device={device}")
        }
        Ok(OpShardingType::Other) => format!("devices=[{}]{}", comma_separated(tiles), {
            let devices = devices_text(sharding);
            devices + &last_tile_dims_text(sharding)
        }),
        Err(_) => format!("type={}", sharding.r#type),
    };
    let group = match (sharding.is_shard_group, sharding.shard_group_type) {
        (false, _) => String::new(),
        (true, 0) => format!(" shard_as {}", sharding.shard_group_id),
        (true, _) => format!(" shard_like {}", sharding.shard_group_id),
    };
    format!("{{{body}{group}}}")
}

fn devices_text(sharding: &OpSharding) -> String {
    if sharding.iota_reshape_dims.is_empty() {
        return comma_separated(&sharding.tile_assignment_devices);
    }
    iota_text(&sharding.iota_reshape_dims, &sharding.iota_transpose_perm)
}

/// `<=[4,8]T(1,0)`, the transpose only where it moves something.
fn iota_text(reshape: &[i64], transpose: &[i32]) -> String {
    let order = if transpose.is_sorted() {
        String::new()
    } else {
        format!("T({})", comma_separated(transpose))
    };
    format!("<=[{}]{order}", comma_separated(reshape))
}

fn last_tile_dims_text(sharding: &OpSharding) -> String {
    if sharding.replicate_on_last_tile_dim {
        return " last_tile_dim_replicate".to_owned();
    }
    if sharding.last_tile_dims.is_empty() {
        return String::new();
    }
    let word = |&kind: &i32| match OpShardingType::try_from(kind) {
        Ok(OpShardingType::Replicated) => "replicated".to_owned(),
        Ok(OpShardingType::Manual) => "manual".to_owned(),
        Ok(OpShardingType::Unreduced) => "unreduced".to_owned(),
        Ok(OpShardingType::Maximal) => "maximal".to_owned(),
        Ok(OpShardingType::Unknown) => "unknown".to_owned(),
        Ok(OpShardingType::Tuple | OpShardingType::Other) | Err(_) => format!("type={kind}"),
    };
    let words: Vec<String> = sharding.last_tile_dims.iter().map(word).collect();
    format!(" last_tile_dims={{{}}}", words.join(", "))
}

fn named_sharding_text(named: &NamedShardingProto) -> String {
    let mesh = named.mesh.as_ref();
    let dimension = |d: &crate::wire::xla_data::DimensionSharding| {
        let mut axes: Vec<String> = d.axes.iter().map(|a| axis_text(mesh, a)).collect();
        if !d.is_closed {
            axes.push("?".to_owned());
        }
        format!("{{{}}}", axes.join(", "))
    };
    let dimensions: Vec<String> = named.dim_shardings.iter().map(dimension).collect();
    let mut text = format!("{{{}, [{}]", mesh_text(mesh), dimensions.join(", "));
    let rest = [
        ("replicated", &named.replicated_axes),
        ("unreduced", &named.unreduced_axes),
        ("manual", &named.manual_axes),
    ];
    for (word, axes) in rest {
        if !axes.is_empty() {
            text.push_str(&format!(", {word}={}", axes_text(mesh, axes, ", ")));
        }
    }
    text + "}"
}

fn mesh_text(mesh: Option<&MeshProto>) -> String {
    let Some(mesh) = mesh else { return "mesh[]".to_owned() };
    let axes: Vec<String> =
        mesh.axes.iter().map(|axis| format!("'{}'={}", axis.name, axis.size)).collect();
    let devices = match &mesh.iota_transform {
        Some(iota) if iota.transpose_perm.is_sorted() => {
            format!(", device_ids=([{}])", comma_separated(&iota.reshape_dims))
        }
        Some(iota) => format!(
            ", device_ids=([{}]T({}))",
            comma_separated(&iota.reshape_dims),
            comma_separated(&iota.transpose_perm)
        ),
        None if mesh.device_ids.is_empty() => String::new(),
        None => format!(", device_ids=({})", comma_separated(&mesh.device_ids)),
    };
    format!("mesh[{}]{devices}", axes.join(","))
}

fn axes_text(mesh: Option<&MeshProto>, axes: &[AxisRefProto], between: &str) -> String {
    let axes: Vec<String> = axes.iter().map(|axis| axis_text(mesh, axis)).collect();
    format!("{{{}}}", axes.join(between))
}

fn axis_text(mesh: Option<&MeshProto>, axis: &AxisRefProto) -> String {
    let index = usize::try_from(axis.mesh_axis_index).ok();
    let named = mesh.zip(index).and_then(|(mesh, index)| mesh.axes.get(index));
    let name = named.map_or_else(|| axis.mesh_axis_index.to_string(), |a| a.name.clone());
    let part = axis.sub_axis_info.as_ref().map(|part| format!(":({}){}", part.pre_size, part.size));
    format!("'{name}'{}", part.unwrap_or_default())
}

/// The text of a collective's replica groups, in whichever form it carries them.
pub fn replica_groups_text(instruction: &HloInstructionProto) -> String {
    if let Some(axes) = &instruction.mesh_axes_replica_group_list {
        let mesh = axes.mesh.as_ref();
        return format!("{} {}", mesh_text(mesh), axes_text(mesh, &axes.axes, ","));
    }
    let devices = instruction.collective_device_list.as_ref();
    let older = || devices.and_then(|list| list.iota_replica_group_list.as_ref());
    if let Some(iota) = instruction.iota_collective_device_list.as_ref().or_else(older) {
        return iota_groups_text(iota);
    }
    match devices {
        Some(listed) if !listed.replica_groups.is_empty() => groups_text(&listed.replica_groups),
        Some(_) | None => groups_text(&instruction.replica_groups),
    }
}

fn iota_groups_text(iota: &IotaReplicaGroupListProto) -> String {
    let sizes = [iota.num_replica_groups, iota.num_devices_per_group];
    let devices = iota_text(&iota.iota_reshape_dims, &iota.iota_transpose_perm);
    format!("[{}]{devices}", comma_separated(&sizes))
}

fn groups_text(groups: &[ReplicaGroup]) -> String {
    let groups: Vec<String> = groups.iter().map(|group| list(&group.replica_ids)).collect();
    format!("{{{}}}", groups.join(","))
}
