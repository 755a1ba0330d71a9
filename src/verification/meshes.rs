//! The meshes that a program is held on: the job's own, and the same axes over fewer or more devices.

use crate::sharding::mesh::{Mesh, MeshAxis};

/// The mesh's axes over `devices` devices, the likeliest first: sizes that all divide the mesh's own
/// come before others, even sizes before uneven ones (8 of 4x8 are 2x4), and the last axis is the larger.
/// Of its own number of devices it is the mesh itself.
pub fn scaled(mesh: &Mesh, devices: usize) -> Vec<Mesh> {
    if devices == mesh.device_count() {
        return vec![mesh.clone()];
    }
    let own: Vec<usize> = mesh.axes().iter().map(|axis| axis.size).collect();
    let mut all = factorisations(devices, own.len());
    all.sort_by_key(|sizes| {
        let divides = own.iter().zip(sizes).all(|(own, size)| own.is_multiple_of(*size));
        let (most, least) = (sizes.iter().max(), sizes.iter().min());
        let spread = most.zip(least).map(|(most, least)| most / least);
        (!divides, spread, sizes.clone())
    });
    let named = |sizes: Vec<usize>| {
        let axes = mesh.axes().iter().zip(sizes);
        Mesh::new(axes.map(|(axis, size)| MeshAxis { name: axis.name.clone(), size }).collect())
    };
    all.into_iter().filter_map(|sizes| named(sizes).ok()).collect()
}

/// Every way to write a number as a product of `count` sizes.
fn factorisations(number: usize, count: usize) -> Vec<Vec<usize>> {
    match count {
        0 => vec![],
        1 => vec![vec![number]],
        _ => {
            let firsts = (1..=number).filter(|first| number.is_multiple_of(*first));
            let with_rest = |first: usize| {
                let rests = factorisations(number / first, count - 1);
                rests.into_iter().map(move |rest| [vec![first], rest].concat())
            };
            firsts.flat_map(with_rest).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(mesh: &str, devices: usize) -> String {
        let meshes = scaled(&Mesh::parse(mesh).expect("a mesh"), devices);
        meshes.first().expect("a mesh").to_string()
    }

    #[test]
    fn a_mesh_of_32_is_held_on_1_8_and_32_devices() {
        let meshes = [1, 8, 32].map(|devices| first("4x8", devices));
        assert_eq!(meshes, ["data=1,model=1", "data=2,model=4", "data=4,model=8"]);
    }

    #[test]
    fn axes_keep_their_names_and_divide_the_meshs_own_where_they_can() {
        assert_eq!(first("a=8,b=2", 8), "a=4,b=2");
        assert_eq!(first("a=8,b=2", 16), "a=8,b=2");
        assert_eq!(first("4", 8), "data=8");
        assert_eq!(first("1x1", 8), "data=2,model=4");
        assert_eq!(first("2x2x2", 4), "axis0=1,axis1=2,axis2=2");
    }

    #[test]
    fn every_factorisation_is_tried() {
        let all = scaled(&Mesh::parse("4x8").expect("a mesh"), 8);
        let texts: Vec<String> = all.iter().map(ToString::to_string).collect();
        let wanted = ["data=2,model=4", "data=4,model=2", "data=1,model=8", "data=8,model=1"];
        assert_eq!(texts, wanted);
    }
}
