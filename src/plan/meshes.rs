//! The meshes that a number of devices can be seen as.

use crate::sharding::mesh::{Mesh, ShardingError};
use crate::target::default_mesh;

/// Every mesh of two axes over so many devices: the usual one first, then from all devices along
/// `data` to all along `model`.
///
/// # Errors
/// As [`Mesh::new`]: 0 devices, or more than a mesh may have.
pub fn meshes(devices: usize) -> Result<Vec<Mesh>, ShardingError> {
    let usual = default_mesh(devices)?;
    let mut all = vec![usual.clone()];
    for model in (1..=devices).filter(|&model| devices.is_multiple_of(model)) {
        let mesh = Mesh::of_sizes(&[devices / model, model])?;
        if mesh != usual {
            all.push(mesh);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_factorisation_is_there_once_and_the_usual_one_first() {
        let named = |devices| -> Vec<String> {
            let meshes = meshes(devices).expect("meshes");
            let sizes = |mesh: &Mesh| {
                mesh.axes().iter().map(|axis| axis.size.to_string()).collect::<Vec<_>>().join("x")
            };
            meshes.iter().map(sizes).collect()
        };
        assert_eq!(named(32), ["4x8", "32x1", "16x2", "8x4", "2x16", "1x32"]);
        assert_eq!(named(12), ["3x4", "12x1", "6x2", "4x3", "2x6", "1x12"]);
        assert_eq!(named(1), ["1x1"]);
        assert_eq!(named(2048).len(), 12);
    }
}
