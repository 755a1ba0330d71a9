//! The backward of the learned maps of a step, and the names of their gradients.

use crate::ir::builder::Builder;
use crate::ir::error::IrError;
use crate::ir::shape::ElementType;
use crate::ir::value::Value;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::gradient::chain::through_map;
use crate::vq::kinds::sim;
use crate::vq::recipe::Recipe;
use crate::vq::search::projection;
use crate::vq::spec::{Kind, Projection};

const F32: ElementType = ElementType::F32;

const D_IN: &str = "d_project_in";
const D_IN_BIAS: &str = "d_project_in_bias";
const D_OUT: &str = "d_project_out";
const D_OUT_BIAS: &str = "d_project_out_bias";
const D_SIM_MAP: &str = "d_sim_map";

/// Learned maps beside their gradients.
pub(in crate::vq) const GRADIENTS: [(&str, &str); 5] = [
    (projection::IN, D_IN),
    (projection::IN_BIAS, D_IN_BIAS),
    (projection::OUT, D_OUT),
    (projection::OUT_BIAS, D_OUT_BIAS),
    (sim::MAP, D_SIM_MAP),
];

impl Recipe<'_> {
    /// From the gradient of what a step gives to that of the rows `quantized [B, S, D]`, f32, past
    /// `project_out` where there is one; what tokens without a part are told must not reach the map.
    pub(in crate::vq) fn through_project_out(
        &self,
        b: &mut Builder,
        given: &Arrays,
        (quantized, valid): (Value, Value),
        made: &mut Arrays,
    ) -> Result<Value, VqError> {
        let gradient = b.convert(given.get("d_quantized")?, F32)?;
        if self.spec.quantizer.projection() != Projection::Learned {
            return Ok(gradient);
        }
        let gradient = where_valid(b, gradient, valid)?;
        let map = self.in_compute_type(b, given.get(projection::OUT)?)?;
        let found = through_map(b, quantized, map, gradient)?;
        made.extend([(D_OUT, b.label(found.map, D_OUT)), (D_OUT_BIAS, found.bias)]);
        Ok(found.x)
    }

    /// From the gradient of the tokens in the space of the entries, zero where they take no part, to
    /// `d_inputs`, past `project_in` where there is one.
    pub(in crate::vq) fn through_project_in(
        &self,
        b: &mut Builder,
        given: &Arrays,
        (gradient, valid): (Value, Value),
        made: &mut Arrays,
    ) -> Result<(), VqError> {
        let mut of_inputs = gradient;
        if self.spec.quantizer.projection() == Projection::Learned {
            let inputs = where_valid(b, given.get("inputs")?, valid)?;
            let map = self.in_compute_type(b, given.get(projection::IN)?)?;
            let found = through_map(b, inputs, map, gradient)?;
            made.extend([(D_IN, b.label(found.map, D_IN)), (D_IN_BIAS, found.bias)]);
            of_inputs = found.x;
        }
        let of_inputs = b.convert(of_inputs, self.spec.dtype)?;
        made.set("d_inputs", b.label(of_inputs, "d_inputs"));
        Ok(())
    }

    /// From the gradient of the entries `f32[.., K, d]`, zero where no term reaches them, to
    /// `d_codebook`, or of a frozen codebook to that of the map behind it.
    pub(in crate::vq) fn through_entries(
        &self,
        b: &mut Builder,
        given: &Arrays,
        (entries, gradient): (Value, Option<Value>),
        made: &mut Arrays,
    ) -> Result<(), VqError> {
        let gradient = match gradient {
            Some(pulled) => self.constrain_entries(b, pulled, &self.axes.state, true)?,
            None => b.splat(entries, F32, 0.0)?,
        };
        match self.spec.quantizer.kind {
            Kind::Codebook(_) => made.set("d_codebook", b.label(gradient, "d_codebook")),
            Kind::Sim(_) => {
                let (codebook, map) = (given.get("codebook")?, given.get(sim::MAP)?);
                let found = through_map(b, codebook, map, gradient)?;
                made.set(D_SIM_MAP, b.label(found.map, D_SIM_MAP));
            }
            Kind::Fsq(_) | Kind::Binary(_) | Kind::RandomProjection(_) => {}
        }
        Ok(())
    }
}

/// `x [B, S, ..]` where `valid pred[B, S]`, zero elsewhere.
pub(in crate::vq) fn where_valid(
    b: &mut Builder,
    x: Value,
    valid: Value,
) -> Result<Value, IrError> {
    let shape = b.shape(x).clone();
    let zero = b.splat(x, shape.element_type, 0.0)?;
    let keep = b.broadcast(valid, &shape.dims, &[0, 1])?;
    b.select(keep, x, zero)
}
