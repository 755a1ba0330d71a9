//! From a step's specification to its module: parameters in, the recipe's values out, by name.

use crate::ir::builder::Builder;
use crate::ir::module::Module;
use crate::ir::prune::prune;
use crate::sharding::mesh::Mesh;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::interface::Interface;
use crate::vq::interface::axes::Axes;
use crate::vq::layers;
use crate::vq::recipe::Recipe;
use crate::vq::spec::StepSpec;
use crate::vq::steps;

/// The graph of a step on a mesh.
///
/// Its parameters and results are those of [`Interface::of`]. A recipe makes all that its quantizer
/// can tell; what the step does not give is left out again.
///
/// # Errors
/// A layout that does not fit the arrays and the mesh, or a step that the quantizer does not have.
pub fn build(spec: &StepSpec, mesh: &Mesh) -> Result<Module, VqError> {
    let interface = Interface::of(spec, mesh)?;
    let mut b = Builder::new(&format!("vqbit_{}", spec.step.name()), mesh.clone());
    let mut given = Arrays::default();
    for input in &interface.inputs {
        given.set(input.name, b.parameter(input.name, input.shape.clone(), input.spec.clone())?);
    }
    let recipe = Recipe { spec, axes: Axes::of(spec, mesh)? };
    let made = match spec.stacked_layers {
        None => steps::step(&recipe, &mut b, &given)?,
        Some(layers) => {
            let one = Interface::of(&StepSpec { stacked_layers: None, ..spec.clone() }, mesh)?;
            layers::step(&recipe, &mut b, &given, &one, layers)?
        }
    };
    for output in &interface.outputs {
        b.result(output.name, made.get(output.name)?, output.spec.clone());
    }
    for alias in interface.aliases {
        b.alias(alias.result, alias.parameter);
    }
    Ok(prune(b.finish()))
}
