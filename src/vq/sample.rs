//! Tensors for a step, drawn at random: for trying it out, and for proving it.

use std::collections::BTreeMap;

use crate::ir::shape::{ElementType, Shape};
use crate::tensor::array::Tensor;
use crate::tensor::error::TensorError;
use crate::tensor::random::{
    Family, random_codes, random_inputs, random_weights, random_words, seeds_of_draws,
};
use crate::vq::interface::{ACTIVE_STAGES, Interface, SEED, TensorSpec};
use crate::vq::search::maps::initial_maps;
use crate::vq::spec::{Kind, StepSpec};
use crate::vq::state::{CODEBOOK, nothing_pending, random_codebook, stored_state};
use crate::vq::storage::bf16::{CODEBOOK_BF16, HALF_NORMS, half_norms};

/// Tensors by name.
pub type Tensors = BTreeMap<String, Tensor>;

/// The tokens.
const INPUTS: &str = "inputs";
/// Counts that are pending, entry by entry.
const PENDING_COUNTS: [f32; 3] = [3.0, 0.0, 1.0];

/// How tensors are drawn; the same sample draws the same on every mesh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// The seed.
    pub seed: u64,
    /// What inputs and entries look like.
    pub family: Family,
    /// Whether everything takes part: else every fifth token is masked, sequences have other
    /// lengths, some codes are none, and statistics are pending.
    pub everyone: bool,
}

impl Sample {
    /// Normal tensors in which everything takes part.
    pub fn normal(seed: u64) -> Self {
        Sample { seed, family: Family::Normal, everyone: true }
    }

    /// Draws the tensors that nobody gave: inputs and codebook of the family, normal gradients, the
    /// initial state, valid codes, weights from 0 to 1, a gradient of 1 of the loss, a seed for the
    /// step's own draws.
    ///
    /// # Errors
    /// A given codebook is not the quantizer's, or there is no memory.
    pub fn draw_missing(
        &self,
        spec: &StepSpec,
        interface: &Interface,
        given: &mut Tensors,
    ) -> Result<(), TensorError> {
        let mut state = match given.get(CODEBOOK) {
            _ if !spec.quantizer.has_entries() => Tensors::new(),
            Some(codebook) => stored_state(spec, codebook.clone())?,
            None => stored_state(spec, self.codebook(spec)?)?,
        };
        state.extend(nothing_pending(interface));
        state.extend(initial_maps(&spec.quantizer, spec.stacked_layers, self.seed)?);
        if let Some(entries) = given.get(CODEBOOK_BF16) {
            state.insert(HALF_NORMS.to_owned(), half_norms(entries)?);
        }
        for tensor in interface.inputs.iter().filter(|tensor| tensor.name != CODEBOOK) {
            if !given.contains_key(tensor.name) {
                let drawn = self.drawn(spec, tensor, &state)?;
                given.insert(tensor.name.to_owned(), drawn);
            }
        }
        if let Some(codebook) =
            state.remove(CODEBOOK).filter(|_| interface.input(CODEBOOK).is_some())
        {
            given.entry(CODEBOOK.to_owned()).or_insert(codebook);
        }
        Ok(())
    }

    /// The tokens of another turn, of the same family and seed.
    ///
    /// # Errors
    /// There is no memory for them.
    pub fn turn(&self, interface: &Interface, turn: usize) -> Result<Tensors, TensorError> {
        let tokens = interface.input(INPUTS).map(|tensor| {
            let name = format!("{INPUTS}/{turn}");
            Ok((INPUTS.to_owned(), self.family.tensor(self.seed, &name, &tensor.shape)?))
        });
        tokens.into_iter().collect()
    }

    /// Entries of the family. No entry is broken, and those behind a learned map have its size.
    fn codebook(&self, spec: &StepSpec) -> Result<Tensor, TensorError> {
        let normal = random_codebook(&spec.quantizer, spec.stacked_layers, self.seed)?;
        match (&spec.quantizer.kind, self.family) {
            (Kind::Sim(_), _) | (_, Family::Normal | Family::NonfiniteRows) => Ok(normal),
            (_, family) => family.tensor(self.seed, CODEBOOK, normal.shape()),
        }
    }

    fn drawn(
        &self,
        spec: &StepSpec,
        tensor: &TensorSpec,
        state: &Tensors,
    ) -> Result<Tensor, TensorError> {
        let (name, shape) = (tensor.name, &tensor.shape);
        if let Some(pending) = self.pending(name, shape, state, spec.stacked_layers) {
            return pending;
        }
        if let Some(tensor) = state.get(name) {
            return Ok(tensor.clone());
        }
        match name {
            SEED => seeds_of_draws(self.seed, shape),
            "mask" => Tensor::new(shape.clone(), self.mask(shape.element_count())),
            "lengths" => self.whole_numbers(shape, spec.seq, |i| i % (spec.seq + 1)),
            ACTIVE_STAGES => {
                let codebook = spec.quantizer.codebook();
                let stages = codebook.and_then(|codebook| codebook.stages).unwrap_or(1);
                self.whole_numbers(shape, stages, |_| stages.div_ceil(2))
            }
            "d_loss" => Tensor::from_f32(&shape.dims, &vec![1.0; shape.element_count()]),
            "d_quantized" if self.family == Family::NonfiniteRows => {
                self.family.tensor(self.seed, name, shape)
            }
            "d_quantized" => Family::Normal.tensor(self.seed, name, shape),
            "update_weight" => random_weights(self.seed, &shape.dims),
            _ if shape.element_type == ElementType::S32 => self.codes(spec, shape),
            _ if [ElementType::U8, ElementType::U32].contains(&shape.element_type) => {
                random_words(self.seed, shape)
            }
            _ if self.family == Family::Normal => random_inputs(self.seed, shape),
            _ => self.family.tensor(self.seed, name, shape),
        }
    }

    fn mask(&self, tokens: usize) -> Vec<u8> {
        (0..tokens).map(|token| u8::from(self.everyone || token % 5 != 3)).collect()
    }

    /// `most` everywhere, or what a place has where not everyone takes part.
    fn whole_numbers(
        &self,
        shape: &Shape,
        most: usize,
        of_place: impl Fn(usize) -> usize,
    ) -> Result<Tensor, TensorError> {
        let number = |place| if self.everyone { most } else { of_place(place) };
        let whole = |place| i32::try_from(number(place)).unwrap_or(i32::MAX);
        let numbers: Vec<i32> = (0..shape.element_count()).map(whole).collect();
        Tensor::from_s32(&shape.dims, &numbers)
    }

    /// Codes of which, where not everyone takes part, every seventh is -1 or above all codes.
    fn codes(&self, spec: &StepSpec, shape: &Shape) -> Result<Tensor, TensorError> {
        let size = spec.quantizer.codebook_size();
        let mut codes = random_codes(self.seed, &shape.dims, size)?.to_s32()?;
        if !self.everyone {
            let above = i32::try_from(size).unwrap_or(i32::MAX);
            let broken = codes.iter_mut().step_by(7).zip([-1, above].into_iter().cycle());
            broken.for_each(|(code, none)| *code = none);
        }
        Tensor::from_s32(&shape.dims, &codes)
    }

    /// Statistics that are pending where not everyone takes part; all of them on the first device,
    /// so that their sum is that of every mesh.
    fn pending(
        &self,
        name: &str,
        shape: &Shape,
        state: &Tensors,
        layers: Option<usize>,
    ) -> Option<Result<Tensor, TensorError>> {
        if self.everyone {
            return None;
        }
        let entries = state.get(CODEBOOK)?.shape();
        let values = match name {
            "pending_steps" => {
                let ones = vec![1; shape.element_count()];
                return Some(Tensor::from_s32(&shape.dims, &ones));
            }
            "pending_counts" => {
                let size: usize = entries.dims[..entries.rank() - 1].iter().product();
                Ok(PENDING_COUNTS.iter().copied().cycle().take(size).collect())
            }
            "pending_sums" => {
                Family::Normal.tensor(self.seed, name, entries).and_then(|sums| sums.to_f32())
            }
            _ => return None,
        };
        Some(values.and_then(|values: Vec<f32>| {
            let layers = layers.unwrap_or(1);
            let (size, of_devices) = (values.len() / layers, shape.element_count() / layers);
            let on_first = |layer: &[f32]| {
                let mut layer = layer.to_vec();
                layer.resize(of_devices, 0.0);
                layer
            };
            let values: Vec<f32> = values.chunks(size).flat_map(on_first).collect();
            Tensor::from_f32(&shape.dims, &values)
        }))
    }
}
