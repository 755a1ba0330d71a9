//! A mesh: named axes whose sizes multiply to the number of devices.

use std::fmt;

/// Why a mesh or a sharding is not possible.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ShardingError {
    /// The text is neither `4x8` nor `data=4,model=8`.
    #[error(
        "mesh {text:?}: found {part:?}, wanted sizes like 4x8 or named axes like data=4,model=8"
    )]
    Syntax {
        /// The whole text.
        text: String,
        /// The part that could not be read.
        part: String,
    },
    /// An axis has no devices.
    #[error("mesh {mesh}: axis {axis} has size 0, wanted at least 1")]
    EmptyAxis {
        /// The mesh as written.
        mesh: String,
        /// The axis.
        axis: String,
    },
    /// Two axes share a name.
    #[error("mesh {mesh}: axis {axis} is named twice")]
    DuplicateAxis {
        /// The mesh as written.
        mesh: String,
        /// The axis.
        axis: String,
    },
    /// A mesh has more devices than any target.
    #[error("mesh {mesh}: its sizes multiply to more than {limit} devices")]
    TooLarge {
        /// The mesh as written.
        mesh: String,
        /// The largest device count.
        limit: usize,
    },
    /// A dimension is cut by an axis that the mesh does not have.
    #[error(
        "sharding: dimension {dimension} is cut by axis {axis}, mesh {mesh} has axes 0 to {}",
        mesh.matches('=').count().saturating_sub(1)
    )]
    UnknownAxis {
        /// The dimension.
        dimension: usize,
        /// The axis.
        axis: usize,
        /// The mesh.
        mesh: String,
    },
    /// A mesh axis cuts two dimensions, or one dimension twice.
    #[error("sharding: mesh axis {axis} is used for dimension {first} and for dimension {second}")]
    AxisReused {
        /// The axis.
        axis: String,
        /// The dimension that used it first.
        first: usize,
        /// The dimension that used it again.
        second: usize,
    },
    /// A dimension is not divisible by the devices that cut it.
    #[error(
        "sharding: dimension {dimension} of size {size} is not divisible by the {parts} devices of {axes}"
    )]
    NotDivisible {
        /// The dimension.
        dimension: usize,
        /// Its size.
        size: usize,
        /// Into how many parts it is cut.
        parts: usize,
        /// The axes that cut it.
        axes: String,
    },
}

/// The most devices a mesh may have (v4-4096 and its peers are the largest slices sold).
pub const MAX_DEVICES: usize = 1 << 16;

/// One named axis of a mesh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeshAxis {
    /// The name, as `data`.
    pub name: String,
    /// How many devices lie along it.
    pub size: usize,
}

/// Named axes over partitions `0..device_count`, the last axis varying fastest.
///
/// A mesh numbers *partitions* (logical devices); which physical device each one is, is the
/// device assignment's business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mesh {
    axes: Vec<MeshAxis>,
}

impl Mesh {
    /// A mesh of these axes.
    ///
    /// # Errors
    /// An axis of size 0, two axes of one name, or more than [`MAX_DEVICES`] devices.
    pub fn new(axes: Vec<MeshAxis>) -> Result<Self, ShardingError> {
        let mesh = Mesh { axes };
        let mut devices = 1_usize;
        for (index, axis) in mesh.axes.iter().enumerate() {
            if axis.size == 0 {
                return Err(ShardingError::EmptyAxis {
                    mesh: mesh.to_string(),
                    axis: axis.name.clone(),
                });
            }
            if mesh.axes[..index].iter().any(|earlier| earlier.name == axis.name) {
                return Err(ShardingError::DuplicateAxis {
                    mesh: mesh.to_string(),
                    axis: axis.name.clone(),
                });
            }
            devices = devices.saturating_mul(axis.size);
        }
        if devices > MAX_DEVICES {
            return Err(ShardingError::TooLarge { mesh: mesh.to_string(), limit: MAX_DEVICES });
        }
        Ok(mesh)
    }

    /// A mesh of these sizes with the customary names: `data`, `model` for up to two axes,
    /// `axis0`, `axis1`, ... beyond.
    ///
    /// # Errors
    /// As [`Mesh::new`].
    pub fn of_sizes(sizes: &[usize]) -> Result<Self, ShardingError> {
        let name = |index: usize| match (sizes.len(), index) {
            (1 | 2, 0) => "data".to_owned(),
            (2, _) => "model".to_owned(),
            _ => format!("axis{index}"),
        };
        Mesh::new(
            sizes.iter().enumerate().map(|(i, &size)| MeshAxis { name: name(i), size }).collect(),
        )
    }

    /// Reads `4x8` or `data=4,model=8`.
    ///
    /// # Errors
    /// Another syntax, or as [`Mesh::new`].
    pub fn parse(text: &str) -> Result<Self, ShardingError> {
        let syntax = |part: &str| ShardingError::Syntax { text: text.into(), part: part.into() };
        if !text.contains('=') {
            let sizes: Result<Vec<usize>, _> =
                text.split('x').map(|part| part.trim().parse().map_err(|_| syntax(part))).collect();
            return Mesh::of_sizes(&sizes?);
        }
        let axes: Result<Vec<MeshAxis>, _> = text
            .split(',')
            .map(|part| {
                let (name, size) = part.split_once('=').ok_or_else(|| syntax(part))?;
                let name = name.trim();
                if !is_axis_name(name) {
                    return Err(syntax(part));
                }
                let size = size.trim().parse().map_err(|_| syntax(part))?;
                Ok(MeshAxis { name: name.to_owned(), size })
            })
            .collect();
        Mesh::new(axes?)
    }

    /// The axes, slowest first.
    pub fn axes(&self) -> &[MeshAxis] {
        &self.axes
    }

    /// The product of the axis sizes.
    pub fn device_count(&self) -> usize {
        self.axes.iter().map(|axis| axis.size).product()
    }

    /// The index of the axis of this name.
    pub fn axis_index(&self, name: &str) -> Option<usize> {
        self.axes.iter().position(|axis| axis.name == name)
    }

    /// The product of the sizes of these axes.
    pub fn size_of(&self, axes: &[usize]) -> usize {
        axes.iter().map(|&axis| self.axes[axis].size).product()
    }

    /// Where partition `partition` lies: one coordinate an axis.
    pub fn coordinates(&self, partition: usize) -> Vec<usize> {
        let mut rest = partition;
        let mut coordinates = vec![0; self.axes.len()];
        for (coordinate, axis) in coordinates.iter_mut().zip(&self.axes).rev() {
            *coordinate = rest % axis.size;
            rest /= axis.size;
        }
        coordinates
    }

    /// The partitions in groups that differ in these axes alone, the last of them varying fastest in
    /// a group.
    pub fn groups(&self, axes: &[usize]) -> Vec<Vec<usize>> {
        let along = |order: &[usize], place: usize| {
            let mut rest = place;
            let mut partition = 0;
            for &axis in order.iter().rev() {
                let size = self.axes[axis].size;
                let stride: usize = self.axes[axis + 1..].iter().map(|axis| axis.size).product();
                partition += rest % size * stride;
                rest /= size;
            }
            partition
        };
        let others: Vec<usize> = (0..self.axes.len()).filter(|a| !axes.contains(a)).collect();
        let group = |number| {
            let first = along(&others, number);
            (0..self.size_of(axes)).map(|place| first + along(axes, place)).collect()
        };
        (0..self.size_of(&others)).map(group).collect()
    }

    /// Pairs of places in a group of [`Self::groups`] as pairs of partitions, for all groups.
    pub fn pairs(&self, axes: &[usize], places: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let groups = self.groups(axes).into_iter();
        groups.flat_map(|group| places.iter().map(move |&(s, t)| (group[s], group[t]))).collect()
    }

    /// The names of these axes joined as `data,model`.
    pub fn names_of(&self, axes: &[usize]) -> String {
        axes.iter().map(|&axis| self.axes[axis].name.as_str()).collect::<Vec<_>>().join(",")
    }
}

/// Whether a name can stand in every format: a letter, then letters, digits and underscores.
fn is_axis_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

impl fmt::Display for Mesh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, axis) in self.axes.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{}={}", axis.name, axis.size)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_names_read_as_the_same_mesh() {
        assert_eq!(Mesh::parse("4x8"), Mesh::parse("data=4,model=8"));
        assert_eq!(Mesh::parse("4x8").map(|m| m.device_count()), Ok(32));
        assert_eq!(
            Mesh::parse("2x2x2").map(|m| m.to_string()),
            Ok("axis0=2,axis1=2,axis2=2".into())
        );
    }

    #[test]
    fn coordinates_vary_fastest_along_the_last_axis() {
        let mesh = Mesh::of_sizes(&[4, 8]).expect("a mesh");
        assert_eq!(mesh.coordinates(0), [0, 0]);
        assert_eq!(mesh.coordinates(9), [1, 1]);
        assert_eq!(mesh.coordinates(31), [3, 7]);
    }

    #[test]
    fn groups_differ_in_their_axes_alone() {
        let mesh = Mesh::of_sizes(&[2, 3]).expect("a mesh");
        assert_eq!(mesh.groups(&[1]), [[0, 1, 2], [3, 4, 5]]);
        assert_eq!(mesh.groups(&[0]), [[0, 3], [1, 4], [2, 5]]);
        assert_eq!(mesh.groups(&[0, 1]), [[0, 1, 2, 3, 4, 5]]);
        assert_eq!(mesh.groups(&[1, 0]), [[0, 3, 1, 4, 2, 5]]);
    }

    #[test]
    fn each_wrong_mesh_has_its_message() {
        let message = |text| Mesh::parse(text).expect_err("a wrong mesh").to_string();
        assert_eq!(
            message("4xa"),
            r#"mesh "4xa": found "a", wanted sizes like 4x8 or named axes like data=4,model=8"#
        );
        assert_eq!(
            message("data=4,model=0"),
            "mesh data=4,model=0: axis model has size 0, wanted at least 1"
        );
        assert_eq!(message("data=4,data=8"), "mesh data=4,data=8: axis data is named twice");
        assert_eq!(
            message("99999x8"),
            "mesh data=99999,model=8: its sizes multiply to more than 65536 devices"
        );
    }
}
