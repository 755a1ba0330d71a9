//! Tensors that a subcommand writes to files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::Args;

use crate::cli::inputs::{named_path, tensor_spec};
use crate::cli::{Failure, Outcome};
use crate::states::file::is_npz;
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::files::write_safetensors;
use crate::tensor::npy::write_npy;
use crate::tensor::npz::write_npz;
use crate::tensor::stored::Stored;
use crate::vq::interface::Interface;

/// Which files.
#[derive(Debug, Args)]
pub(in crate::cli) struct OutputArgs {
    /// Writes all outputs to a file: numpy's archive if it ends in .npz, else safetensors
    #[arg(long, value_name = "FILE")]
    outputs: Option<PathBuf>,
    /// Writes one output to a .npy file; repeatable
    #[arg(long = "output", value_name = "NAME=FILE.npy")]
    npy_outputs: Vec<String>,
}

impl OutputArgs {
    /// Whether the files can be written and hold what they are to; asked before the work and not
    /// after it.
    pub(in crate::cli) fn check(&self, interface: &Interface) -> Outcome {
        if let Some(path) = &self.outputs {
            if ends_in(path, "npy") {
                return Err(Failure::Call(anyhow!(
                    "--outputs {}: a .npy file holds one array, wanted a safetensors or .npz file \
                     (or --output NAME=FILE.npy)",
                    path.display()
                )));
            }
            check_folder(path)?;
        }
        for pair in &self.npy_outputs {
            let (name, path) = output(pair).map_err(Failure::Call)?;
            tensor_spec("--output", &interface.outputs, name).map_err(Failure::Call)?;
            if ["safetensors", "npz"].iter().any(|&other| ends_in(path, other)) {
                return Err(Failure::Call(anyhow!(
                    "--output {pair}: one output is written as a .npy file, wanted a name that ends \
                     so (or --outputs {})",
                    path.display()
                )));
            }
            check_folder(path)?;
        }
        Ok(())
    }

    /// The file of all outputs.
    pub(in crate::cli) fn file(&self) -> Option<&Path> {
        self.outputs.as_deref()
    }

    /// Writes the files.
    pub(in crate::cli) fn write(
        &self,
        outputs: &BTreeMap<String, Tensor>,
        metadata: &BTreeMap<String, String>,
    ) -> anyhow::Result<()> {
        if let Some(path) = &self.outputs {
            write_tensors(path, outputs, metadata)?;
        }
        for pair in &self.npy_outputs {
            let (name, path) = output(pair)?;
            if let Some(tensor) = outputs.get(name) {
                write_npy(path, tensor)?;
            }
        }
        Ok(())
    }
}

/// Writes tensors: as numpy's archive where the name ends in `.npz`, which has no metadata, else as
/// safetensors.
pub(in crate::cli) fn write_tensors(
    path: &Path,
    tensors: &BTreeMap<String, Tensor>,
    metadata: &BTreeMap<String, String>,
) -> Result<(), TensorError> {
    if !is_npz(path) {
        return write_safetensors(path, tensors, metadata);
    }
    let stored = |(name, tensor): (&String, &Tensor)| (name.clone(), Stored::of(tensor));
    write_npz(path, &tensors.iter().map(stored).collect())
}

/// Whether a file's name has this ending.
fn ends_in(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|ending| ending == wanted)
}

fn output(pair: &str) -> anyhow::Result<(&str, &Path)> {
    named_path("--output", pair, "NAME=FILE.npy, as codes=codes.npy")
}

/// Whether the folder of a file to be written is there; asked before the work and not after it.
pub(in crate::cli) fn check_folder(path: &Path) -> Outcome {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder.filter(|folder| !folder.is_dir()) {
        None => Ok(()),
        Some(folder) => Err(Failure::Call(anyhow!(
            "{}: its folder {} is not there; make it first",
            path.display(),
            folder.display()
        ))),
    }
}

/// Whether a state may be written there: replacing one has to be asked for.
pub(in crate::cli) fn check_free(path: &Path, force: bool) -> Outcome {
    if !path.is_file() || force {
        return Ok(());
    }
    Err(Failure::Call(anyhow!(
        "{}: is there already and may hold a trained state; --force replaces it",
        path.display()
    )))
}
