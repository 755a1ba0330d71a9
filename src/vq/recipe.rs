//! What every recipe is given: the specification, and how arrays lie on the mesh.

use crate::ir::builder::Builder;
use crate::ir::value::Value;
use crate::sharding::spec::PartitionSpec;
use crate::vq::error::VqError;
use crate::vq::formulation::Statistics;
use crate::vq::interface::axes::Axes;
use crate::vq::random::noise::Noise;
use crate::vq::region::Region;
use crate::vq::spec::StepSpec;

/// How search, lookup and sums are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vq) enum Formulation {
    /// As compilers like it.
    Own,
    /// As the definition says.
    Naive,
}

/// A step on its mesh.
pub(in crate::vq) struct Recipe<'a> {
    /// What the step is.
    pub spec: &'a StepSpec,
    /// Which mesh axes cut what.
    pub axes: Axes,
    /// How it is written down.
    pub formulation: Formulation,
    /// How counts and sums are made.
    pub statistics: Statistics,
    /// What a device knows of the mesh, where the step is one region.
    pub region: Option<Region>,
}

/// Tokens of a batch and whether each takes part.
#[derive(Debug, Clone, Copy)]
pub(in crate::vq) struct Tokens {
    /// The vectors `[B, S, D]` in the compute type, as given.
    pub inputs: Value,
    /// `pred[B, S]`: not masked, and finite where the search is not to tell
    /// ([`Recipe::scores_tell`]).
    pub valid: Value,
    /// The codes `s32[B, S ..]` of the tokens that take part, where no search is to find them.
    pub codes: Option<Value>,
    /// What codes are drawn with, where they are.
    pub noise: Option<Noise>,
}

impl Recipe<'_> {
    /// States how entries lie, where the layout cuts them at all: `x` is `[(G,) K]` or
    /// `[(G,) K, d]`, its entries cut over `entries`.
    pub(in crate::vq) fn constrain_entries(
        &self,
        b: &mut Builder,
        x: Value,
        entries: &[usize],
        has_elements: bool,
    ) -> Result<Value, VqError> {
        if self.axes.entries.is_empty() {
            return Ok(x);
        }
        let mut cut = vec![entries.to_vec()];
        if has_elements {
            cut.push(self.axes.entry_dim.clone());
        }
        let lead = b.shape(x).rank() - cut.len();
        // Stages come before groups, and only the latter may be cut.
        let groups =
            (0..lead).map(|d| if d + 1 == lead { self.axes.groups.clone() } else { vec![] });
        let cut: Vec<Vec<usize>> = groups.chain(cut).collect();
        let spec = PartitionSpec::new(b.mesh(), cut)?;
        Ok(b.constrain(x, spec)?)
    }
}
