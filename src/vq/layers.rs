//! Layers of equal shape in one program: a loop over arrays that have the layers first, so that the
//! code is that of one layer.

use crate::ir::builder::Builder;
use crate::vq::arrays::Arrays;
use crate::vq::error::VqError;
use crate::vq::interface::Interface;
use crate::vq::kinds::stages::{Passed, Stages};
use crate::vq::recipe::Recipe;
use crate::vq::steps;

/// The step of each layer; `one` is the interface of a layer alone.
pub(in crate::vq) fn step(
    recipe: &Recipe<'_>,
    b: &mut Builder,
    given: &Arrays,
    one: &Interface,
    layers: usize,
) -> Result<Arrays, VqError> {
    let mut own = Vec::with_capacity(one.inputs.len());
    for input in &one.inputs {
        own.push((given.get(input.name)?, 0));
    }
    let makes: Vec<_> = one.outputs.iter().map(|output| (output.shape.clone(), 0)).collect();
    let stack = Stages {
        name: "layers",
        count: layers,
        looped: true,
        given: &own,
        common: &[],
        carried: &[],
        makes: &makes,
    };
    let passed = stack.pass(b, |b, layer| {
        let mut given = Arrays::default();
        for (input, &x) in one.inputs.iter().zip(layer.own) {
            let x =
                if input.spec.is_replicated() { x } else { b.constrain(x, input.spec.clone())? };
            given.set(input.name, x);
        }
        let made = steps::step(recipe, b, given)?;
        let made = one.outputs.iter().map(|output| {
            let x = made.get(output.name)?;
            let cut = !output.spec.is_replicated();
            if cut { Ok(b.constrain(x, output.spec.clone())?) } else { Ok(x) }
        });
        Ok(Passed { carried: vec![], made: made.collect::<Result<_, VqError>>()? })
    })?;
    let mut made = Arrays::default();
    for (output, x) in one.outputs.iter().zip(passed.made) {
        made.set(output.name, x);
    }
    Ok(made)
}
