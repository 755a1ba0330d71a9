//! What can be wrong with an array or a file of arrays.

use std::io;
use std::path::{Path, PathBuf};

use crate::ir::shape::{ElementType, Shape};
use crate::sharding::mesh::ShardingError;

/// Why an array could not be made, read, written, cut or put together.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TensorError {
    /// No memory for an array.
    #[error("{}{shape}: found no memory for the {bytes} bytes that making it takes", named(name))]
    NoMemory {
        /// The array's name, where it has one.
        name: Option<String>,
        /// Its shape.
        shape: Shape,
        /// The bytes that were asked for.
        bytes: u64,
    },
    /// Not as many elements as the dimensions say.
    #[error("{shape}: found {found} elements, wanted {}", shape.element_count())]
    ElementCount {
        /// The wanted shape.
        shape: Shape,
        /// How many elements came.
        found: usize,
    },
    /// Not as many bytes as the shape says.
    #[error("{shape}: found {found} bytes, wanted {}", shape.byte_size())]
    ByteCount {
        /// The wanted shape.
        shape: Shape,
        /// How many bytes came.
        found: usize,
    },
    /// Values were asked for in another type than the array has.
    #[error("{found}: its elements are {}, wanted {wanted}", found.element_type)]
    Elements {
        /// The array.
        found: Shape,
        /// The type that was asked for.
        wanted: ElementType,
    },
    /// A conversion that would do more than round.
    #[error("{found}: cannot be converted to {wanted}, only floating-point types convert")]
    NotConvertible {
        /// The array.
        found: Shape,
        /// The type that was asked for.
        wanted: ElementType,
    },
    /// A named array has other dimensions than wanted.
    #[error("tensor {name}: found {found}, wanted {wanted}")]
    WrongShape {
        /// The array's name.
        name: String,
        /// What it is.
        found: Shape,
        /// What it should be.
        wanted: Shape,
    },
    /// A named array has the wanted dimensions and another element type.
    #[error("tensor {name}: found {found}, wanted {wanted}: convert it to {} first", wanted.element_type)]
    WrongType {
        /// The array's name.
        name: String,
        /// What it is.
        found: Shape,
        /// What it should be.
        wanted: Shape,
    },
    /// A tensor of a file does not fit.
    #[error("{}: {reason}", path.display())]
    InFile {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        reason: Box<TensorError>,
    },
    /// A sharding for arrays of another rank.
    #[error("{shape}: found a sharding of {found} dimensions, wanted {}", shape.rank())]
    Rank {
        /// The array.
        shape: Shape,
        /// The rank of the sharding.
        found: usize,
    },
    /// The mesh does not divide the array.
    #[error("{shape} does not divide over the mesh")]
    Sharding {
        /// The array.
        shape: Shape,
        /// What does not divide.
        source: ShardingError,
    },
    /// Not one shard for each partition.
    #[error("tensor {name}: found {found} shards, wanted {wanted}, one a partition")]
    ShardCount {
        /// The array's name.
        name: String,
        /// How many shards came.
        found: usize,
        /// How many partitions there are.
        wanted: usize,
    },
    /// A shard of another size than the sharding says.
    #[error("tensor {name}: the shard of partition {partition} has {found} bytes, wanted {wanted}")]
    ShardSize {
        /// The array's name.
        name: String,
        /// Whose shard.
        partition: usize,
        /// Its bytes.
        found: usize,
        /// The bytes of the part it stands for.
        wanted: usize,
    },
    /// Two partitions that should hold the same bits do not.
    #[error(
        "tensor {name}: the replicas of partitions {first} and {second} differ, first at {index:?}: \
         found {first_value} and {second_value}"
    )]
    ReplicasDiffer {
        /// The array's name.
        name: String,
        /// The first partition that holds the part.
        first: usize,
        /// The partition that disagrees.
        second: usize,
        /// The first element that differs, by its place in the whole array.
        index: Vec<usize>,
        /// The element on `first`, with its bits.
        first_value: String,
        /// The element on `second`, with its bits.
        second_value: String,
    },
    /// There is no such file.
    #[error("{}: no such file", path.display())]
    FileNotFound {
        /// The file.
        path: PathBuf,
    },
    /// The file is there and cannot be read.
    #[error("{}: cannot be read", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's word.
        source: io::Error,
    },
    /// The file cannot be written.
    #[error("{}: cannot be written", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's word.
        source: io::Error,
    },
    /// The file is of another format or broken.
    #[error("{}: not a {format} file: {reason}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// The format that was wanted: `safetensors` or `npy`.
        format: &'static str,
        /// What does not fit.
        reason: String,
    },
    /// The file is shorter than its header says.
    #[error("{}: the file is cut short: found {found} bytes, wanted {wanted}", path.display())]
    Truncated {
        /// The file.
        path: PathBuf,
        /// Its bytes.
        found: usize,
        /// The bytes its header speaks of.
        wanted: usize,
    },
    /// The file ends before what its format ends with.
    #[error("{}: the file is cut short: found {found} bytes, wanted {wanted}", path.display())]
    NoEnd {
        /// The file.
        path: PathBuf,
        /// Its bytes.
        found: usize,
        /// What its format ends with.
        wanted: &'static str,
    },
    /// The file has no tensor of this name.
    #[error("{}: has no tensor {name}{}; it has {available}", path.display(), did_you_mean(.suggestion))]
    Missing {
        /// The file.
        path: PathBuf,
        /// The wanted name.
        name: String,
        /// A name of the file that is close to it.
        suggestion: Option<String>,
        /// All names of the file.
        available: String,
    },
    /// The file's tensor is of a type that no step has.
    #[error("{}: {what} has elements of {found}, wanted {wanted}", path.display())]
    UnknownType {
        /// The file.
        path: PathBuf,
        /// The tensor or, where the file holds one array, `the array`.
        what: String,
        /// The file's name of its type.
        found: String,
        /// The types that can be read.
        wanted: String,
    },
    /// A 64-bit integer that is none of 32 bits.
    #[error("{}: {what} has {value} at element {index}, wanted values of s32", path.display())]
    OutOfRange {
        /// The file.
        path: PathBuf,
        /// The tensor or, where the file holds one array, `the array`.
        what: String,
        /// Which element, counted row-major.
        index: usize,
        /// The value.
        value: i64,
    },
    /// A tensor of a name that the format keeps for itself.
    #[error("tensor {name}: safetensors keeps this name for itself")]
    ReservedName {
        /// The name.
        name: String,
    },
}

impl TensorError {
    /// The error of a file that could not be read.
    pub(crate) fn read(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        if source.kind() == io::ErrorKind::NotFound {
            return Self::FileNotFound { path };
        }
        Self::Read { path, source }
    }
}

/// `, did you mean NAME?` or nothing.
fn did_you_mean(suggestion: &Option<String>) -> String {
    suggestion.as_ref().map_or_else(String::new, |name| format!(", did you mean {name}?"))
}

/// `tensor NAME ` or nothing.
fn named(name: &Option<String>) -> String {
    name.as_ref().map_or_else(String::new, |name| format!("tensor {name} "))
}
