//! Tensors that a subcommand reads from files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::Args;

use crate::cli::provenance;
use crate::ir::shape::Shape;
use crate::job::Job;
use crate::states::file::StateFile;
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::npy::read_npy;
use crate::vq::interface::{Interface, TensorSpec};

/// Which files.
#[derive(Debug, Args)]
pub(in crate::cli) struct InputArgs {
    /// Reads tensors by name from a safetensors or .npz file; repeatable, later files win
    #[arg(long, value_name = "FILE")]
    inputs: Vec<PathBuf>,
    /// Reads one tensor from a .npy file; repeatable
    #[arg(long = "input", value_name = "NAME=FILE.npy")]
    npy: Vec<String>,
    /// Rounds floats that are read to the step's types, as f32 to bf16 (numpy has no bf16)
    #[arg(long)]
    cast: bool,
    /// Takes tensors of files whose metadata says that another quantizer made them
    #[arg(long)]
    ignore_metadata: bool,
}

/// Tensors by name, each with the file that it was read from.
pub(in crate::cli) type Read = BTreeMap<String, (Tensor, PathBuf)>;

impl InputArgs {
    /// The tensors of the step that the files have, which must be as the step takes them.
    pub(in crate::cli) fn read(
        &self,
        job: &Job,
        interface: &Interface,
    ) -> anyhow::Result<BTreeMap<String, Tensor>> {
        self.fitted(interface, self.read_any(job, interface)?, |spec| spec.shape.clone())
    }

    /// Tensors that were read, as the step takes them in these shapes.
    pub(in crate::cli) fn fitted(
        &self,
        interface: &Interface,
        mut read: Read,
        shape: impl Fn(&TensorSpec) -> Shape,
    ) -> anyhow::Result<BTreeMap<String, Tensor>> {
        let mut given = BTreeMap::new();
        for spec in &interface.inputs {
            if let Some((tensor, path)) = read.remove(spec.name) {
                let tensor = fitted(tensor, spec.name, &shape(spec), &path, self.cast)?;
                given.insert(spec.name.to_owned(), tensor);
            }
        }
        Ok(given)
    }

    /// The tensors of the step that the files have, of whatever shape.
    pub(in crate::cli) fn read_any(
        &self,
        job: &Job,
        interface: &Interface,
    ) -> anyhow::Result<Read> {
        let mut read = Read::new();
        for path in &self.inputs {
            let file = read_file(path)?;
            let names = file.names();
            let taken: Vec<&str> = interface
                .inputs
                .iter()
                .map(|spec| spec.name)
                .filter(|n| names.contains(n))
                .collect();
            // A file of nothing but misspelt names would be drawn at random without a word.
            if taken.is_empty() {
                let wanted: Vec<&str> = interface.inputs.iter().map(|spec| spec.name).collect();
                return Err(anyhow!(
                    "{}: has no tensor that the step takes: found {}, wanted one of {}",
                    path.display(),
                    names.join(", "),
                    wanted.join(", ")
                ));
            }
            if !self.ignore_metadata {
                provenance::check(job, path, &file, &taken)?;
            }
            for name in taken {
                read.insert(name.to_owned(), (file.tensor(name)?, path.clone()));
            }
        }
        for pair in &self.npy {
            let (name, path) = named_path("--input", pair, "NAME=FILE.npy, as inputs=batch.npy")?;
            tensor_spec("--input", &interface.inputs, name)?;
            let tensor = read_npy(path)?;
            read.insert(name.to_owned(), (tensor, path.to_owned()));
        }
        Ok(read)
    }

    /// Whether no file is named.
    pub(in crate::cli) fn is_empty(&self) -> bool {
        self.inputs.is_empty() && self.npy.is_empty()
    }

    /// Whether floats are to be rounded to the step's types.
    pub(in crate::cli) fn casts(&self) -> bool {
        self.cast
    }
}

/// A file of named tensors; one of a single array has a flag of its own.
fn read_file(path: &Path) -> anyhow::Result<StateFile> {
    let is_npy = path.extension().is_some_and(|ending| ending == "npy");
    StateFile::read(path).map_err(|error| {
        if is_npy && matches!(error, TensorError::Format { .. }) {
            let path = path.display();
            return anyhow!("{error} (a single array is given with --input NAME={path})");
        }
        error.into()
    })
}

/// The two parts of `NAME=PATH`.
pub(in crate::cli) fn named_path<'a>(
    flag: &str,
    pair: &'a str,
    wanted: &str,
) -> anyhow::Result<(&'a str, &'a Path)> {
    pair.split_once('=')
        .filter(|(name, path)| !name.is_empty() && !path.is_empty())
        .map(|(name, path)| (name, Path::new(path)))
        .ok_or_else(|| anyhow!("{flag} {pair}: wanted {wanted}"))
}

/// A tensor of a file as the step takes it; floats of another type only where a cast is asked for.
fn fitted(
    tensor: Tensor,
    name: &str,
    wanted: &Shape,
    path: &Path,
    cast: bool,
) -> anyhow::Result<Tensor> {
    let both_float = tensor.shape().element_type.is_float() && wanted.element_type.is_float();
    let tensor = if cast && both_float { tensor.convert_to(wanted.element_type)? } else { tensor };
    tensor.expect_shape(name, wanted).map_err(|error| {
        let is_type = both_float && matches!(error, TensorError::WrongType { .. });
        let hint = if is_type { " (--cast does it)" } else { "" };
        anyhow!("{}: {error}{hint}", path.display())
    })?;
    Ok(tensor)
}

/// The tensor that a flag names.
pub(in crate::cli) fn tensor_spec<'a>(
    flag: &str,
    tensors: &'a [TensorSpec],
    name: &str,
) -> anyhow::Result<&'a TensorSpec> {
    tensors.iter().find(|spec| spec.name == name).ok_or_else(|| {
        let does = if flag == "--input" { "takes" } else { "gives" };
        let wanted: Vec<&str> = tensors.iter().map(|spec| spec.name).collect();
        anyhow!(
            "{flag} {name}: the step {does} no such tensor, wanted one of {}",
            wanted.join(", ")
        )
    })
}
