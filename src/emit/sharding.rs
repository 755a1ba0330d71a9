//! Shardings in each format's words: `OpSharding`, GSPMD text and Shardy text.

use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;
use crate::wire::xla_data::{OpSharding, OpShardingType};

/// A sharding as the HLO message has it, in the iota form.
pub(in crate::emit) fn op_sharding(spec: &PartitionSpec, mesh: &Mesh) -> OpSharding {
    let Some(tiles) = spec.tile_assignment(mesh) else {
        return OpSharding { r#type: OpShardingType::Replicated.into(), ..OpSharding::default() };
    };
    let i64s = |numbers: &[usize]| numbers.iter().map(|&n| n as i64).collect();
    OpSharding {
        r#type: OpShardingType::Other.into(),
        tile_assignment_dimensions: i64s(&tiles.dimensions),
        replicate_on_last_tile_dim: tiles.replicated_last,
        iota_reshape_dims: i64s(&tiles.reshape),
        iota_transpose_perm: tiles
            .transpose
            .iter()
            .map(|&n| i32::try_from(n).unwrap_or(0))
            .collect(),
        ..OpSharding::default()
    }
}

/// A sharding of a tuple of results.
pub(in crate::emit) fn tuple_sharding<'a>(
    specs: impl Iterator<Item = &'a PartitionSpec>,
    mesh: &Mesh,
) -> OpSharding {
    OpSharding {
        r#type: OpShardingType::Tuple.into(),
        tuple_shardings: specs.map(|spec| op_sharding(spec, mesh)).collect(),
        ..OpSharding::default()
    }
}

/// GSPMD's text: `{devices=[8,1,4]<=[4,8]T(1,0) last_tile_dim_replicate}`.
pub fn gspmd_text(spec: &PartitionSpec, mesh: &Mesh) -> String {
    let Some(tiles) = spec.tile_assignment(mesh) else {
        return "{replicated}".to_owned();
    };
    let transposed = tiles.transpose.iter().enumerate().any(|(i, &p)| i != p);
    let transpose =
        if transposed { format!("T({})", joined(&tiles.transpose)) } else { String::new() };
    let replicated = if tiles.replicated_last { " last_tile_dim_replicate" } else { "" };
    let (devices, reshape) = (joined(&tiles.dimensions), joined(&tiles.reshape));
    format!("{{devices=[{devices}]<=[{reshape}]{transpose}{replicated}}}")
}

/// Shardy's text: `<@mesh, [{"data", "model"}, {}]>`.
pub fn shardy_text(spec: &PartitionSpec, mesh: &Mesh) -> String {
    let dimension = |axes: &Vec<usize>| {
        let names: Vec<String> =
            axes.iter().map(|&axis| format!("{:?}", mesh.axes()[axis].name)).collect();
        format!("{{{}}}", names.join(", "))
    };
    let dimensions: Vec<String> = spec.dimensions().iter().map(dimension).collect();
    format!("<@mesh, [{}]>", dimensions.join(", "))
}

fn joined(numbers: &[usize]) -> String {
    numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sharding_in_each_formats_words() {
        let mesh = Mesh::of_sizes(&[4, 8]).expect("a mesh");
        let words = |dimensions: Vec<Vec<usize>>| {
            let spec = PartitionSpec::new(&mesh, dimensions).expect("a spec");
            (gspmd_text(&spec, &mesh), shardy_text(&spec, &mesh))
        };
        assert_eq!(
            words(vec![vec![1], vec![]]),
            (
                "{devices=[8,1,4]<=[4,8]T(1,0) last_tile_dim_replicate}".to_owned(),
                r#"<@mesh, [{"model"}, {}]>"#.to_owned()
            )
        );
        assert_eq!(
            words(vec![vec![0, 1]]),
            ("{devices=[32]<=[32]}".to_owned(), r#"<@mesh, [{"data", "model"}]>"#.to_owned())
        );
        assert_eq!(words(vec![]), ("{replicated}".to_owned(), "<@mesh, []>".to_owned()));
    }
}
