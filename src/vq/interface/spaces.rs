//! Tokens of a step, and the maps that bring them into the space of the entries and back.

use crate::ir::shape::{ElementType, Shape};
use crate::vq::error::VqError;
use crate::vq::gradient::maps::GRADIENTS;
use crate::vq::interface::{TensorSpec, Tensors};
use crate::vq::kinds::random_projection;
use crate::vq::kinds::sim;
use crate::vq::search::projection;
use crate::vq::spec::{Kind, Projection, Step};

const WHOLE: &[usize] = &[];

impl Tensors<'_> {
    /// Tokens as a batch gives them. Those that are projected are whole on each device of the axis that
    /// cuts the embedding dimension: the projection cuts them, without a word between devices.
    pub(super) fn inputs(&self, name: &'static str) -> Result<TensorSpec, VqError> {
        let cut = match self.spec.quantizer.projection() {
            Projection::None => &self.axes.dim[..],
            Projection::Learned | Projection::Frozen => WHOLE,
        };
        self.tokens(name, self.spec.quantizer.token_dim(), cut)
    }

    /// Tokens as they come out quantized, whole where they are projected back: a sum over that axis's devices.
    pub(super) fn quantized(&self, name: &'static str) -> Result<TensorSpec, VqError> {
        let cut = match self.spec.quantizer.projection() {
            Projection::None | Projection::Frozen => &self.axes.dim[..],
            Projection::Learned => WHOLE,
        };
        self.tokens(name, self.spec.quantizer.quantized_dim(), cut)
    }

    fn tokens(&self, name: &'static str, dim: usize, cut: &[usize]) -> Result<TensorSpec, VqError> {
        let shape = Shape::new(self.spec.dtype, &[self.spec.batch, self.spec.seq, dim]);
        self.make(name, shape, &[&self.axes.batch, &self.axes.seq, cut])
    }

    /// The maps that a step reads, in the order of their use.
    pub(super) fn maps(&self) -> Result<Vec<TensorSpec>, VqError> {
        let step = self.spec.step;
        let reads_inputs = step != Step::Decode;
        let gives_rows = step != Step::Encode;
        let mut maps = self.all_maps()?;
        maps.retain(|map| match map.name {
            projection::IN | projection::IN_BIAS | random_projection::PROJECTION => reads_inputs,
            projection::OUT => gives_rows,
            // What is added at the end has no part in any gradient.
            projection::OUT_BIAS => gives_rows && step != Step::Vjp,
            _ => true,
        });
        Ok(maps)
    }

    /// The gradients of the maps that are learned, each as its map lies.
    pub(super) fn map_gradients(&self) -> Result<Vec<TensorSpec>, VqError> {
        let gradient = |map: TensorSpec| {
            let (_, name) = GRADIENTS.into_iter().find(|(learned, _)| *learned == map.name)?;
            Some(TensorSpec { name, ..map })
        };
        Ok(self.all_maps()?.into_iter().filter_map(gradient).collect())
    }

    fn all_maps(&self) -> Result<Vec<TensorSpec>, VqError> {
        let dim = self.spec.quantizer.embedding_dim;
        let input_dim = self.spec.quantizer.token_dim();
        let cut = &self.axes.dim[..];
        let mut maps = Vec::new();
        if let Kind::Sim(_) = self.spec.quantizer.kind {
            maps.push(self.map(sim::MAP, &[dim, dim], &[WHOLE, cut])?);
        }
        let frozen = random_projection::PROJECTION;
        match self.spec.quantizer.projection() {
            Projection::None => {}
            Projection::Frozen => maps.push(self.map(frozen, &[input_dim, dim], &[WHOLE, cut])?),
            Projection::Learned => maps.extend([
                self.map(projection::IN, &[input_dim, dim], &[WHOLE, cut])?,
                self.map(projection::IN_BIAS, &[dim], &[cut])?,
                self.map(projection::OUT, &[dim, input_dim], &[cut, WHOLE])?,
                self.map(projection::OUT_BIAS, &[input_dim], &[WHOLE])?,
            ]),
        }
        Ok(maps)
    }

    fn map(
        &self,
        name: &'static str,
        dims: &[usize],
        cut: &[&[usize]],
    ) -> Result<TensorSpec, VqError> {
        self.make(name, Shape::new(ElementType::F32, dims), cut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sharding::mesh::Mesh;
    use crate::vq::interface::Interface;
    use crate::vq::spec::{Frozen, Layout, StepSpec};

    #[test]
    fn vjp_gives_a_gradient_of_all_that_is_learned_where_it_lies() {
        let mut spec = StepSpec::plain(Step::Vjp, 16, 8);
        (spec.quantizer.input_dim, spec.layout) = (Some(6), Layout::TokensDim);
        let mesh = Mesh::parse("4x2").expect("a mesh");
        let given = |spec: &StepSpec| Interface::of(spec, &mesh).expect("an interface");
        let names = |tensors: &[TensorSpec]| tensors.iter().map(|t| t.name).collect::<Vec<_>>();
        let maps = ["d_project_in", "d_project_in_bias", "d_project_out", "d_project_out_bias"];
        let found = given(&spec);
        assert_eq!(names(&found.outputs), [&["d_inputs", "d_codebook"], &maps[..]].concat());
        let read = ["codebook", "project_in", "project_in_bias", "project_out"];
        assert_eq!(names(&found.inputs)[3..], read);
        for gradient in &found.outputs {
            let of = gradient.name.strip_prefix("d_").and_then(|name| found.input(name));
            let Some(of) = of else { continue };
            assert_eq!((&gradient.shape, &gradient.spec), (&of.shape, &of.spec));
        }
        spec.quantizer.kind = Kind::Sim(Frozen { codebook_size: 16 });
        let found = given(&spec);
        assert_eq!(names(&found.outputs), [&["d_inputs", "d_sim_map"], &maps[..]].concat());
    }
}
