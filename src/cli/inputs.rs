//! Tensors that a subcommand reads from files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::Args;

use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::files::TensorFile;
use crate::tensor::npy::read_npy;
use crate::vq::interface::{Interface, TensorSpec};

/// Which files.
#[derive(Debug, Args)]
pub(in crate::cli) struct InputArgs {
    /// Reads tensors by name from a safetensors file; repeatable, later files win
    #[arg(long, value_name = "FILE")]
    inputs: Vec<PathBuf>,
    /// Reads one tensor from a .npy file; repeatable
    #[arg(long = "input", value_name = "NAME=FILE.npy")]
    npy: Vec<String>,
    /// Rounds floats that are read to the step's types, as f32 to bf16 (numpy has no bf16)
    #[arg(long)]
    cast: bool,
}

impl InputArgs {
    /// The tensors of the step that the files have.
    pub(in crate::cli) fn read(
        &self,
        interface: &Interface,
    ) -> anyhow::Result<BTreeMap<String, Tensor>> {
        let mut given = BTreeMap::new();
        for path in &self.inputs {
            let file = TensorFile::read(path)?;
            // A file of nothing but misspelt names would be drawn at random without a word.
            if !interface.inputs.iter().any(|spec| file.names().any(|name| name == spec.name)) {
                let wanted: Vec<&str> = interface.inputs.iter().map(|spec| spec.name).collect();
                let found: Vec<&str> = file.names().collect();
                return Err(anyhow!(
                    "{}: has no tensor that the step takes: found {}, wanted one of {}",
                    path.display(),
                    found.join(", "),
                    wanted.join(", ")
                ));
            }
            for spec in &interface.inputs {
                if file.names().any(|name| name == spec.name) {
                    let tensor = fitted(file.tensor(spec.name)?, spec, path, self.cast)?;
                    given.insert(spec.name.to_owned(), tensor);
                }
            }
        }
        for pair in &self.npy {
            let (name, path) = pair
                .split_once('=')
                .filter(|(name, path)| !name.is_empty() && !path.is_empty())
                .ok_or_else(|| {
                    anyhow!("--input {pair}: wanted NAME=FILE.npy, as inputs=batch.npy")
                })?;
            let spec = tensor_spec(interface, name)?;
            let tensor = read_npy(Path::new(path), spec.shape.element_type)?;
            given.insert(name.to_owned(), fitted(tensor, spec, Path::new(path), self.cast)?);
        }
        Ok(given)
    }

    /// Whether no file is named.
    pub(in crate::cli) fn is_empty(&self) -> bool {
        self.inputs.is_empty() && self.npy.is_empty()
    }
}

/// A tensor of a file as the step takes it; floats of another type only where a cast is asked for.
fn fitted(tensor: Tensor, spec: &TensorSpec, path: &Path, cast: bool) -> anyhow::Result<Tensor> {
    let wanted = spec.shape.element_type;
    let both_float = tensor.shape().element_type.is_float() && wanted.is_float();
    let tensor = if cast && both_float { tensor.convert_to(wanted)? } else { tensor };
    tensor.expect_shape(spec.name, &spec.shape).map_err(|error| {
        let is_type = both_float && matches!(error, TensorError::WrongType { .. });
        let hint = if is_type { " (--cast does it)" } else { "" };
        anyhow!("{}: {error}{hint}", path.display())
    })?;
    Ok(tensor)
}

fn tensor_spec<'a>(interface: &'a Interface, name: &str) -> anyhow::Result<&'a TensorSpec> {
    interface.inputs.iter().find(|spec| spec.name == name).ok_or_else(|| {
        let wanted: Vec<&str> = interface.inputs.iter().map(|spec| spec.name).collect();
        anyhow!(
            "--input {name}: the step takes no such tensor, wanted one of {}",
            wanted.join(", ")
        )
    })
}
