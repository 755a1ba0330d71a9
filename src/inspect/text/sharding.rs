//! Shardings as HLO text writes them: `{devices=[4,8]<=[32]}`, `{mesh['a'=4], [{'a'}, {}]}`.

use crate::inspect::text::groups::{axes_in, mesh_with_rest, turned};
use crate::inspect::text::scanner::{braced, first_outside, numbers, parts};
use crate::wire::xla_data::{
    DimensionSharding, MeshProto, NamedShardingProto, OpSharding, OpShardingType,
};

/// A sharding in its braces.
pub(super) fn sharding(text: &str) -> Option<OpSharding> {
    let inner = text.trim().strip_prefix('{')?.strip_suffix('}')?.trim();
    if inner.starts_with("mesh[") {
        let named_sharding = Some(named(inner)?);
        return Some(OpSharding { named_sharding, ..OpSharding::default() });
    }
    if inner.is_empty() || inner.starts_with('{') {
        let of_elements = parts(inner).into_iter().map(sharding);
        return Some(OpSharding {
            r#type: OpShardingType::Tuple as i32,
            tuple_shardings: of_elements.collect::<Option<_>>()?,
            ..OpSharding::default()
        });
    }
    let mut found = OpSharding::default();
    let mut words = words(inner).into_iter();
    let mut kinds = 0;
    while let Some(word) = words.next() {
        match word.split_once('=') {
            Some(("devices", tiles)) => {
                devices(&mut found, tiles)?;
                kinds += 1;
            }
            Some(("device", number)) => found.tile_assignment_devices = vec![number.parse().ok()?],
            Some(("last_tile_dims", kinds)) => {
                let kinds = parts(braced(kinds)).into_iter().map(kind);
                let kinds = kinds.map(|kind| kind.map(|kind| kind as i32));
                found.last_tile_dims = kinds.collect::<Option<_>>()?;
            }
            // Where it came from.
            Some(("metadata", _)) => {}
            Some(_) => return None,
            None if word == "last_tile_dim_replicate" => found.replicate_on_last_tile_dim = true,
            None if word == "shard_as" || word == "shard_like" => {
                found.is_shard_group = true;
                found.shard_group_type = i32::from(word == "shard_like");
                found.shard_group_id = words.next()?.parse().ok()?;
            }
            None => {
                found.r#type = kind(word)? as i32;
                kinds += 1;
            }
        }
    }
    (kinds == 1).then_some(found)
}

fn kind(word: &str) -> Option<OpShardingType> {
    Some(match word {
        "replicated" => OpShardingType::Replicated,
        "maximal" => OpShardingType::Maximal,
        "manual" => OpShardingType::Manual,
        "unknown" => OpShardingType::Unknown,
        "unreduced" => OpShardingType::Unreduced,
        _ => return None,
    })
}

/// The parts between spaces that are in no bracket and no string.
fn words(text: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(end) = first_outside(rest, &[' ']) {
        found.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    found.push(rest);
    found
}

/// `[4,8]0,1,2,...` or `[4,8]<=[8,4]T(1,0)`.
fn devices(found: &mut OpSharding, text: &str) -> Option<()> {
    let (tiles, devices) = text.strip_prefix('[')?.split_once(']')?;
    found.r#type = OpShardingType::Other as i32;
    found.tile_assignment_dimensions = numbers(tiles)?;
    match devices.strip_prefix("<=") {
        None => found.tile_assignment_devices = numbers(devices)?,
        Some(iota) => {
            let (dims, order) = turned(iota)?;
            found.iota_reshape_dims = dims;
            found.iota_transpose_perm =
                order.into_iter().map(i32::try_from).collect::<Result<_, _>>().ok()?;
        }
    }
    Some(())
}

/// `mesh['a'=4,'b'=8], [{'a'}, {?}], replicated={'b'}`.
fn named(text: &str) -> Option<NamedShardingProto> {
    let (mesh, rest) = mesh_with_rest(text.strip_prefix("mesh")?)?;
    let mut found = NamedShardingProto::default();
    for part in parts(rest.trim_start().trim_start_matches(',')) {
        if let Some(dims) = part.strip_prefix('[').and_then(|part| part.strip_suffix(']')) {
            let dims = parts(dims).into_iter().map(|dim| dimension(&mesh, dim));
            found.dim_shardings = dims.collect::<Option<_>>()?;
            continue;
        }
        let (word, axes) = part.split_once('=')?;
        let axes = axes_in(&mesh, braced(axes))?;
        match word {
            "replicated" => found.replicated_axes = axes,
            "unreduced" => found.unreduced_axes = axes,
            "manual" => found.manual_axes = axes,
            _ => return None,
        }
    }
    found.mesh = Some(mesh);
    Some(found)
}

/// `{'a', ?}`: an open dimension may be cut further.
fn dimension(mesh: &MeshProto, text: &str) -> Option<DimensionSharding> {
    let inner = braced(text).trim();
    let axes = inner.strip_suffix('?');
    let is_closed = axes.is_none();
    let axes = axes.unwrap_or(inner).trim().trim_end_matches(',');
    Some(DimensionSharding { axes: axes_in(mesh, axes)?, is_closed })
}
