//! Data in the space of the entries: projected and made directions, as a batch is before its search,
//! so that what is fitted there is near to what a search will compare.

use crate::ir::attr::Direction;
use crate::ir::builder::Builder;
use crate::ir::module::Module;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::sharding::mesh::Mesh;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::formulation::statistics;
use crate::vq::interface::axes::Axes;
use crate::vq::interface::{Interface, TensorSpec};
use crate::vq::kinds::product::{group_tokens, ungroup_tokens};
use crate::vq::recipe::{Formulation, Recipe};
use crate::vq::search::cosine::{LEAST_NORM, Normalized, normalize};
use crate::vq::search::projection::{IN, IN_BIAS};
use crate::vq::spec::{Metric, Projection, Quantizer, Step, StepSpec};
use crate::vq::training::seeding::ROWS;

const F32: ElementType = ElementType::F32;
/// The data as it is given.
const INPUTS: &str = "inputs";

/// So much data for a quantizer of codebooks.
#[derive(Debug, Clone, Copy)]
pub struct Placement<'a> {
    /// Where it goes.
    pub quantizer: &'a Quantizer,
    /// Sequences B.
    pub batch: usize,
    /// Rows of each, S.
    pub seq: usize,
}

impl Placement<'_> {
    /// Whether data lies there already: nothing projects it, and lengths count.
    pub fn is_done(&self) -> bool {
        let quantizer = self.quantizer;
        quantizer.projection() == Projection::None && quantizer.metric() == Metric::Euclidean
    }

    /// `inputs f32[B,S,I] (, project_in f32[I,D], project_in_bias f32[D]) -> rows f32[B,S,D]`, cut as
    /// the tokens of a step are.
    ///
    /// # Errors
    /// As [`Interface::of`].
    pub fn interface(&self, mesh: &Mesh) -> Result<Interface, VqError> {
        let mut interface = Interface::of(&self.spec(), mesh)?;
        interface.inputs.retain(|input| [INPUTS, IN, IN_BIAS].contains(&input.name));
        let dims = [self.batch, self.seq, self.quantizer.embedding_dim];
        let spec = interface.inputs[0].spec.clone();
        let rows = TensorSpec { name: ROWS, shape: Shape::new(F32, &dims), spec };
        Ok(Interface { outputs: vec![rows], aliases: vec![], ..interface })
    }

    /// The graph. Rows that have no direction, where only that counts, are NaN: they take no part
    /// in what follows, as rows that are not finite do not.
    ///
    /// # Errors
    /// As [`Placement::interface`].
    pub fn build(&self, mesh: &Mesh) -> Result<Module, VqError> {
        let (interface, spec) = (self.interface(mesh)?, self.spec());
        let mut b = Builder::new("vqbit_placement", mesh.clone());
        let mut given = Arrays::default();
        for input in &interface.inputs {
            let parameter = b.parameter(input.name, input.shape.clone(), input.spec.clone())?;
            given.set(input.name, parameter);
        }
        let axes = Axes::of(&spec, mesh)?;
        let statistics = statistics(&spec, mesh.device_count());
        let formulation = Formulation::Own;
        let recipe = Recipe { spec: &spec, axes, formulation, statistics, region: None };
        let tokens = recipe.projected_in(&mut b, &given)?;
        let rows = match self.quantizer.metric() {
            Metric::Euclidean => tokens,
            Metric::Cosine(_) => {
                let grouped = group_tokens(&mut b, tokens, self.quantizer.groups())?;
                let directions = directions(&mut b, grouped)?;
                ungroup_tokens(&mut b, directions, self.quantizer.groups())?
            }
        };
        b.result(ROWS, rows, interface.outputs[0].spec.clone());
        Ok(b.finish())
    }

    fn spec(&self) -> StepSpec {
        let quantizer = self.quantizer.clone();
        let plain = StepSpec::plain(Step::Encode, 1, quantizer.embedding_dim);
        StepSpec { quantizer, batch: self.batch, seq: self.seq, dtype: F32, ..plain }
    }
}

/// `x [.., d]` of length 1, NaN where it is too short to have a direction.
fn directions(b: &mut Builder, x: Value) -> Result<Value, VqError> {
    let Normalized { directions, norms } = normalize(b, x)?;
    let least = b.splat(norms, F32, LEAST_NORM)?;
    let long_enough = b.compare(Direction::Ge, norms, least)?;
    let dims = b.shape(directions).dims.clone();
    let lead: Vec<usize> = (0..dims.len() - 1).collect();
    let keep = b.broadcast(long_enough, &dims, &lead)?;
    let none = b.splat(directions, F32, f64::NAN)?;
    Ok(b.select(keep, directions, none)?)
}
