//! The tensors that a step keeps between its runs: the codebook's averages, and what is pending.

use crate::ir::shape::{ElementType, Shape};
use crate::vq::error::VqError;
use crate::vq::interface::{TensorSpec, Tensors, scalar};
use crate::vq::spec::{Codebook, Initial, Step};

const S32: ElementType = ElementType::S32;

impl Tensors<'_> {
    /// What a step reads and gives back: donated.
    pub(super) fn state(&self) -> Result<Vec<TensorSpec>, VqError> {
        match self.spec.step {
            Step::Update if self.spec.async_updates => {
                Ok([self.averages()?, self.counted()?, self.pending()?].concat())
            }
            Step::Update => Ok([self.averages()?, self.counted()?].concat()),
            Step::Accumulate => self.pending(),
            Step::Apply => Ok([self.averages()?, self.usage()?, self.pending()?].concat()),
            Step::Encode | Step::Decode | Step::Quantize | Step::Vjp => Ok(vec![]),
        }
    }

    /// How much of a step each entry takes, of steps that move entries: `f32[.., K]`.
    pub(super) fn update_weight(&self) -> Result<Option<TensorSpec>, VqError> {
        let moves = matches!(self.spec.step, Step::Update | Step::Apply);
        let codebook = self.spec.quantizer.codebook().filter(|_| moves);
        codebook
            .filter(|codebook| codebook.ema.update_weight)
            .map(|_| self.counts("update_weight"))
            .transpose()
    }

    /// The entries and the averages that they are made of.
    fn averages(&self) -> Result<Vec<TensorSpec>, VqError> {
        let mut state = vec![
            self.entries("codebook")?,
            self.counts("cluster_size")?,
            self.entries("embed_sum")?,
        ];
        let initial = self.spec.quantizer.codebook().map(|codebook| codebook.ema.initial);
        if initial == Some(Initial::ZeroDebiased) {
            state.push(scalar("ema_steps", S32));
        }
        Ok(state)
    }

    /// What an update counts beside the averages.
    fn counted(&self) -> Result<Vec<TensorSpec>, VqError> {
        let mut counted = self.usage()?;
        if self.spec.quantizer.codebook().is_some_and(Codebook::counts_steps) {
            counted.push(scalar("steps", S32));
        }
        Ok(counted)
    }

    /// The usage histogram, of steps that move it.
    fn usage(&self) -> Result<Vec<TensorSpec>, VqError> {
        let usage = self.spec.moved_usage().map(|_| self.counts("usage"));
        usage.into_iter().collect()
    }

    /// Statistics that no EMA step has seen yet: of all devices, or, where updates are
    /// asynchronous, of each device that has tokens of its own `[P, ..]`.
    fn pending(&self) -> Result<Vec<TensorSpec>, VqError> {
        let pending = [self.counts("pending_counts")?, self.entries("pending_sums")?];
        if !self.spec.async_updates {
            return Ok(pending.to_vec());
        }
        let axes = self.axes.tokens();
        let by_device = pending.map(|TensorSpec { name, shape, spec }| {
            let dims = [&[self.mesh.size_of(&axes)], &shape.dims[..]].concat();
            let cut: Vec<&[usize]> = spec.dimensions().iter().map(Vec::as_slice).collect();
            self.make(name, shape.with_dims(dims), &[&[&axes[..]], &cut[..]].concat())
        });
        let [counts, sums] = by_device;
        Ok(vec![counts?, sums?, scalar("pending_steps", S32)])
    }

    pub(super) fn entries(&self, name: &'static str) -> Result<TensorSpec, VqError> {
        self.of_state(name, Some((self.spec.quantizer.entry_dim(), &self.axes.entry_dim)))
    }

    pub(super) fn counts(&self, name: &'static str) -> Result<TensorSpec, VqError> {
        self.of_state(name, None)
    }

    /// Stages and groups, then `[K]`, then what an entry has.
    fn of_state(
        &self,
        name: &'static str,
        entry: Option<(usize, &[usize])>,
    ) -> Result<TensorSpec, VqError> {
        let quantizer = &self.spec.quantizer;
        let mut dims = quantizer.codebook().map(|codebook| codebook.lead()).unwrap_or_default();
        let mut cut = self.lead_cut(dims.len());
        dims.push(quantizer.codebook_size());
        cut.push(&self.axes.state);
        if let Some((size, axes)) = entry {
            dims.push(size);
            cut.push(axes);
        }
        self.make(name, Shape::new(ElementType::F32, &dims), &cut)
    }
}
