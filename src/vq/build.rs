//! From a step's specification to its module: parameters in, the recipe's values out, by name.

use crate::ir::builder::Builder;
use crate::ir::module::Module;
use crate::ir::prune::prune;
use crate::sharding::mesh::Mesh;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::formulation::{Statistics, statistics};
use crate::vq::interface::Interface;
use crate::vq::interface::axes::Axes;
use crate::vq::layers;
use crate::vq::recipe::{Formulation, Recipe};
use crate::vq::region::{self, Region};
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
    build_as(spec, mesh, Formulation::Own)
}

/// The same step in the naive formulation, to compare with: all differences of tokens and entries
/// are written down as one array, `B * S * K * D * 4` bytes over all devices, unless a compiler
/// fuses it away.
///
/// # Errors
/// As [`build`].
pub fn build_naive(spec: &StepSpec, mesh: &Mesh) -> Result<Module, VqError> {
    build_as(spec, mesh, Formulation::Naive)
}

fn build_as(spec: &StepSpec, mesh: &Mesh, formulation: Formulation) -> Result<Module, VqError> {
    let interface = Interface::of(spec, mesh)?;
    let name = match formulation {
        Formulation::Own => format!("vqbit_{}", spec.step.name()),
        Formulation::Naive => format!("vqbit_naive_{}", spec.step.name()),
    };
    let mut b = Builder::new(&name, mesh.clone());
    if spec.reproducible {
        b.fix_order();
    }
    let mut given = Arrays::default();
    for input in &interface.inputs {
        given.set(input.name, b.parameter(input.name, input.shape.clone(), input.spec.clone())?);
    }
    let statistics = match formulation {
        Formulation::Own => statistics(spec, mesh.device_count()),
        Formulation::Naive => Statistics::ONE_HOT,
    };
    let axes = Axes::of(spec, mesh)?;
    let recipe = Recipe { spec, axes, formulation, statistics, region: None };
    let made = match (Region::of(spec, mesh)?, spec.stacked_layers) {
        (Some(region), _) => region::step(&mut b, &recipe, region, &interface, &given)?,
        (None, None) => steps::step(&recipe, &mut b, given)?,
        (None, Some(layers)) => {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::shape::{ElementType, Shape};
    use crate::ir::verify::verify;
    use crate::vq::spec::{Layout, Step};

    #[test]
    fn the_naive_form_has_the_interface_of_the_step_and_writes_all_differences_down() {
        let mut spec = StepSpec::plain(Step::Update, 16, 8);
        (spec.batch, spec.seq, spec.layout) = (4, 6, Layout::TokensCodes);
        let mesh = Mesh::parse("2x2").expect("a mesh");
        let naive = verify(build_naive(&spec, &mesh).expect("a graph")).expect("verified");
        let own = build(&spec, &mesh).expect("a graph");
        let naive = naive.module();
        assert_eq!((&naive.parameters, &naive.results), (&own.parameters, &own.results));
        assert_eq!(naive.aliases, own.aliases);
        let all = Shape::new(ElementType::F32, &[4, 6, 16, 8]);
        let writes = |module: &Module| module.entry.instructions.iter().any(|i| i.shapes[0] == all);
        assert_eq!((writes(naive), writes(&own)), (true, false));
    }
}
