//! The tensors of a step: names, shapes, and how each lies on the mesh.
//!
//! Names are the interface: the same in programs, artifacts, files and reports.

pub mod axes;
pub mod batch;
mod spaces;
mod state;

use crate::ir::module::Alias;
use crate::ir::shape::{ElementType, Shape};
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;
use crate::vq::error::VqError;
use crate::vq::interface::axes::Axes;
use crate::vq::spec::{Kind, Mask, Step, StepSpec, StoredCodebook};
use crate::vq::storage::bf16::{CODEBOOK_BF16, HALF_NORMS};
use crate::vq::storage::int8::{CODEBOOK_INT8, CODEBOOK_SCALE};

/// One array that goes into a step or comes out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TensorSpec {
    /// Its name.
    pub name: &'static str,
    /// Its shape over the whole mesh.
    pub shape: Shape,
    /// How it is cut.
    pub spec: PartitionSpec,
}

impl TensorSpec {
    /// The same of so many layers, which come first and are not cut.
    fn stacked(&self, mesh: &Mesh, layers: usize) -> Result<Self, VqError> {
        let dims = [&[layers], &self.shape.dims[..]].concat();
        let cut = [&[vec![]], self.spec.dimensions()].concat();
        let spec = PartitionSpec::new(mesh, cut)?;
        Ok(TensorSpec { name: self.name, shape: self.shape.with_dims(dims), spec })
    }

    /// The shape of one device's part. Interfaces are cut evenly; a cut that is not leaves the
    /// array whole here and is refused by the graph's verifier.
    pub fn shard_shape(&self, mesh: &Mesh) -> Shape {
        let dims = self.spec.shard_dims(mesh, &self.shape.dims);
        self.shape.with_dims(dims.unwrap_or_else(|_| self.shape.dims.clone()))
    }
}

/// All arrays of a step in the order of the program's parameters and results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// Parameters.
    pub inputs: Vec<TensorSpec>,
    /// Results.
    pub outputs: Vec<TensorSpec>,
    /// Results that reuse (are donated) a parameter's buffer.
    pub aliases: Vec<Alias>,
}

/// The input that tells how many of the stages choose: `s32[]`, held to `0..=L`.
pub const ACTIVE_STAGES: &str = "active_stages";
/// The scalar `u32[]` that random numbers are drawn from.
pub const SEED: &str = "seed";

/// Names of the scalar results of steps that quantize, in order, with their types.
const METRICS: [(&str, ElementType); 12] = [
    ("commitment_loss", ElementType::F32),
    ("codebook_loss", ElementType::F32),
    ("loss", ElementType::F32),
    ("mse", ElementType::F32),
    ("perplexity", ElementType::F32),
    ("codebook_usage", ElementType::F32),
    ("compression_ratio", ElementType::F32),
    ("nonfinite_rows", ElementType::S32),
    ("dead_entries", ElementType::S32),
    ("max_share", ElementType::F32),
    ("relative_error", ElementType::F32),
    ("entropy", ElementType::F32),
];

/// Those of kinds without a codebook: what a code's values cost is not a loss, and they are no
/// approximation of the inputs (FSQ's are of bounded ones, binary codes are signs), so that there is
/// no error relative to them.
const CODE_METRICS: [(&str, ElementType); 7] = [
    ("perplexity", ElementType::F32),
    ("codebook_usage", ElementType::F32),
    ("compression_ratio", ElementType::F32),
    ("nonfinite_rows", ElementType::S32),
    ("dead_entries", ElementType::S32),
    ("max_share", ElementType::F32),
    ("entropy", ElementType::F32),
];

/// Losses of binary codes with and without entropy terms.
const BINARY_LOSSES: [(&str, ElementType); 5] = [
    ("commitment_loss", ElementType::F32),
    ("sample_entropy", ElementType::F32),
    ("batch_entropy", ElementType::F32),
    ("entropy_loss", ElementType::F32),
    ("loss", ElementType::F32),
];

/// The scalar results of a kind of quantizer, in order.
fn scalars(kind: &Kind) -> Vec<(&'static str, ElementType)> {
    match kind {
        Kind::Codebook(_) | Kind::Sim(_) | Kind::RandomProjection(_) => METRICS.to_vec(),
        Kind::Fsq(_) => CODE_METRICS.to_vec(),
        Kind::Binary(binary) if binary.entropy.weight > 0.0 => {
            [&BINARY_LOSSES[..], &CODE_METRICS].concat()
        }
        Kind::Binary(_) => [&[BINARY_LOSSES[0], BINARY_LOSSES[4]][..], &CODE_METRICS].concat(),
    }
}

impl Interface {
    /// The tensors of a step on a mesh.
    ///
    /// # Errors
    /// As [`Axes::of`].
    pub fn of(spec: &StepSpec, mesh: &Mesh) -> Result<Self, VqError> {
        let tensors = Tensors { spec, mesh, axes: Axes::of(spec, mesh)? };
        let mut inputs = tensors.batch()?;
        let mut outputs = tensors.answers()?;
        let mut aliases = Vec::new();
        inputs.extend(tensors.parameters()?);
        for state in tensors.state()? {
            let given = inputs.iter().position(|input| input.name == state.name);
            let parameter = given.unwrap_or(inputs.len());
            if given.is_none() {
                inputs.push(state.clone());
            }
            aliases.push(Alias { result: outputs.len(), parameter });
            outputs.push(state);
        }
        let mut interface = Interface { inputs, outputs, aliases };
        if let Some(layers) = spec.stacked_layers {
            for tensor in interface.inputs.iter_mut().chain(&mut interface.outputs) {
                *tensor = tensor.stacked(mesh, layers)?;
            }
        }
        Ok(interface)
    }

    /// Whether the output of this name is state: the successor of an input, whose buffer it takes.
    pub fn is_state(&self, output: &str) -> bool {
        self.aliases.iter().any(|alias| self.outputs[alias.result].name == output)
    }

    /// The input of this name.
    pub fn input(&self, name: &str) -> Option<&TensorSpec> {
        self.inputs.iter().find(|tensor| tensor.name == name)
    }
}

/// Makes the tensor specs of one step.
struct Tensors<'a> {
    spec: &'a StepSpec,
    mesh: &'a Mesh,
    axes: Axes,
}

impl Tensors<'_> {
    /// What a batch brings.
    fn batch(&self) -> Result<Vec<TensorSpec>, VqError> {
        match self.spec.step {
            Step::Apply => Ok(vec![]),
            Step::Decode => Ok([vec![self.codes("codes")?], self.active_stages()].concat()),
            Step::Encode | Step::Quantize | Step::Update | Step::Accumulate => {
                let mut batch = vec![self.inputs("inputs")?];
                batch.extend(self.mask()?);
                batch.extend(self.active_stages());
                batch.extend(self.spec.draws().then(|| scalar(SEED, ElementType::U32)));
                if self.spec.given_codes {
                    batch.push(self.codes("given_codes")?);
                }
                Ok(batch)
            }
            Step::Vjp => {
                let mut batch = vec![self.inputs("inputs")?];
                batch.extend(self.mask()?);
                batch.extend(self.active_stages());
                batch.extend(self.spec.draws().then(|| scalar(SEED, ElementType::U32)));
                batch.extend([self.quantized("d_quantized")?, scalar("d_loss", ElementType::F32)]);
                Ok(batch)
            }
        }
    }

    /// What a step gives besides its state.
    fn answers(&self) -> Result<Vec<TensorSpec>, VqError> {
        match self.spec.step {
            Step::Apply => Ok(self.training_metrics()),
            Step::Encode => Ok(vec![self.codes("codes")?]),
            Step::Decode => {
                Ok(vec![self.quantized("quantized")?, scalar("invalid_codes", ElementType::S32)])
            }
            Step::Quantize | Step::Update | Step::Accumulate => {
                let mut answers = vec![self.quantized("quantized")?, self.codes("codes")?];
                let scalars = scalars(&self.spec.quantizer.kind);
                answers.extend(scalars.into_iter().map(|(name, t)| scalar(name, t)));
                let losses = self.spec.quantizer.losses;
                let diversity = losses.diversity.map(|_| "diversity_loss");
                let orthogonal = losses.orthogonal.map(|_| "orthogonal_loss");
                let named = diversity.into_iter().chain(orthogonal);
                answers.extend(named.map(|name| scalar(name, ElementType::F32)));
                answers.extend(self.training_metrics());
                Ok(answers)
            }
            Step::Vjp => {
                let mut answers = vec![self.inputs("d_inputs")?];
                if self.spec.quantizer.codebook().is_some() {
                    answers.push(self.entries("d_codebook")?);
                }
                answers.extend(self.map_gradients()?);
                Ok(answers)
            }
        }
    }

    /// What an update tells of its state.
    fn training_metrics(&self) -> Vec<TensorSpec> {
        let codebook = self.spec.quantizer.codebook().filter(|_| self.spec.step == Step::Update);
        let mut metrics = Vec::new();
        if codebook.is_some_and(|codebook| codebook.restart.is_some()) {
            metrics.push(scalar("restarted_entries", ElementType::S32));
        }
        if self.spec.moved_usage().is_some() {
            metrics.push(scalar("usage_perplexity", ElementType::F32));
            metrics.push(scalar("usage_entropy", ElementType::F32));
        }
        metrics
    }

    /// What a step reads and leaves as it is.
    fn parameters(&self) -> Result<Vec<TensorSpec>, VqError> {
        if !self.spec.quantizer.has_entries() {
            return self.maps();
        }
        let mut parameters = self.stored_codebook()?;
        parameters.extend(self.update_weight()?);
        parameters.extend(self.maps()?);
        Ok(parameters)
    }

    /// The codebook in the form that it is kept in.
    fn stored_codebook(&self) -> Result<Vec<TensorSpec>, VqError> {
        let of_type = |name, element_type| {
            let entries = self.entries(name)?;
            let shape = entries.shape.with_type(element_type);
            Ok::<_, VqError>(TensorSpec { shape, ..entries })
        };
        match self.spec.storage.codebook {
            StoredCodebook::F32 => Ok(vec![self.entries("codebook")?]),
            StoredCodebook::Int8 => {
                Ok(vec![of_type(CODEBOOK_INT8, ElementType::S8)?, self.counts(CODEBOOK_SCALE)?])
            }
            StoredCodebook::Bf16 => {
                let mut stored = vec![of_type(CODEBOOK_BF16, ElementType::Bf16)?];
                if self.spec.step != Step::Decode {
                    stored.push(self.counts(HALF_NORMS)?);
                }
                Ok(stored)
            }
        }
    }

    fn make(
        &self,
        name: &'static str,
        shape: Shape,
        cut: &[&[usize]],
    ) -> Result<TensorSpec, VqError> {
        let spec = PartitionSpec::new(self.mesh, cut.iter().map(|axes| axes.to_vec()).collect())?;
        Ok(TensorSpec { name, shape, spec })
    }

    fn mask(&self) -> Result<Option<TensorSpec>, VqError> {
        let (batch, seq) = (self.spec.batch, self.spec.seq);
        let cut: [&[usize]; 2] = [&self.axes.batch, &self.axes.seq];
        let pred = Shape::new(ElementType::Pred, &[batch, seq]);
        match self.spec.mask {
            Mask::None => Ok(None),
            Mask::Tokens => self.make("mask", pred, &cut).map(Some),
            Mask::Lengths => {
                let lengths = Shape::new(ElementType::S32, &[batch]);
                self.make("lengths", lengths, &cut[..1]).map(Some)
            }
        }
    }

    /// How many of the stages choose, where the program is told.
    fn active_stages(&self) -> Vec<TensorSpec> {
        let told = self.spec.quantizer.codebook().is_some_and(|codebook| codebook.active_stages);
        if told { vec![scalar(ACTIVE_STAGES, ElementType::S32)] } else { vec![] }
    }

    /// `[B, S]`, then stages and groups.
    fn codes(&self, name: &'static str) -> Result<TensorSpec, VqError> {
        if let (Some(word), "codes") = (self.spec.storage.packed_codes, name) {
            // Words do not end where tokens do: a sequence's stay together.
            let dims = [self.spec.batch, self.spec.packed_words(word)];
            let words = Shape::new(word.element_type(), &dims);
            return self.make("packed_codes", words, &[&self.axes.batch, &[]]);
        }
        let quantizer = &self.spec.quantizer;
        let dims = [vec![self.spec.batch, self.spec.seq], quantizer.code_dims()].concat();
        let mut cut: Vec<&[usize]> = vec![&self.axes.batch, &self.axes.seq];
        cut.extend(self.lead_cut(dims.len() - 2));
        self.make(name, Shape::new(ElementType::S32, &dims), &cut)
    }

    /// Stages are never cut, groups by their axes; `rank` says how many of them there are.
    fn lead_cut(&self, rank: usize) -> Vec<&[usize]> {
        let has_groups = self.spec.quantizer.codebook().is_some_and(|c| c.groups.is_some());
        let groups: &[usize] = if has_groups { &self.axes.groups } else { &[] };
        let last = |dimension: usize| if dimension + 1 == rank { groups } else { &[] };
        (0..rank).map(last).collect()
    }
}

fn scalar(name: &'static str, element_type: ElementType) -> TensorSpec {
    TensorSpec { name, shape: Shape::scalar(element_type), spec: PartitionSpec::replicated(0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vq::spec::Layout;

    fn step(batch: usize, seq: usize, dim: usize, layout: Layout) -> StepSpec {
        StepSpec { batch, seq, layout, ..StepSpec::plain(Step::Update, 64, dim) }
    }

    fn mesh(text: &str) -> Mesh {
        Mesh::parse(text).expect("a mesh")
    }

    fn message(spec: &StepSpec, on: &str) -> String {
        Interface::of(spec, &mesh(on)).expect_err("a wrong layout").to_string()
    }

    #[test]
    fn tokens_are_cut_along_the_batch_first_and_then_along_the_sequence() {
        let axes = |batch| Axes::of(&step(batch, 512, 768, Layout::Tokens), &mesh("4x8"));
        assert_eq!(axes(32).map(|a| (a.batch, a.seq)), Ok((vec![0, 1], vec![])));
        assert_eq!(axes(4).map(|a| (a.batch, a.seq)), Ok((vec![0], vec![1])));
        assert_eq!(axes(3).map(|a| (a.batch, a.seq)), Ok((vec![], vec![0, 1])));
    }

    #[test]
    fn regions_cut_the_state_over_as_many_axes_as_leave_eight_entries_a_device() {
        let state = |size, layout| {
            let spec = StepSpec { layout, ..StepSpec::plain(Step::Update, size, 768) };
            Axes::of(&spec, &mesh("4x8")).map(|axes| axes.state)
        };
        assert_eq!(state(1024, Layout::StateSharded), Ok(vec![0, 1]));
        assert_eq!(state(64, Layout::StateSharded), Ok(vec![1]));
        assert_eq!(state(36, Layout::StateSharded), Ok(vec![0]));
        assert_eq!(state(8192, Layout::CodesTokens), Ok(vec![1, 0]));
        assert_eq!(state(16, Layout::CodesTokens), Ok(vec![1]));
    }

    #[test]
    fn update_donates_its_state() {
        let interface = Interface::of(&step(32, 512, 768, Layout::TokensCodes), &mesh("4x8"));
        let interface = interface.expect("an interface");
        let names: Vec<_> = interface.inputs.iter().map(|t| t.name).collect();
        assert_eq!(names, ["inputs", "codebook", "cluster_size", "embed_sum"]);
        for alias in interface.aliases {
            assert_eq!(interface.outputs[alias.result], interface.inputs[alias.parameter]);
        }
    }

    #[test]
    fn what_does_not_divide_is_named_with_both_sides() {
        assert_eq!(
            message(&step(3, 5, 768, Layout::Tokens), "4x8"),
            "layout tokens: batch 3 x seq 5 cannot be split over the 32 devices of data,model: \
             wanted batch divisible by 32, or batch by 4 and seq by 8, or seq divisible by 32"
        );
        assert_eq!(
            message(&step(4, 5, 100, Layout::TokensDim), "4x8"),
            "layout tokens+dim: embedding_dim 100 is not divisible by the 8 devices of mesh axis \
             model"
        );
        assert_eq!(
            message(&step(4, 5, 768, Layout::TokensCodes), "4"),
            "layout tokens+codes: mesh data=4 has one axis, wanted one for tokens and one for the \
             entries"
        );
        let of_size = |codebook_size, layout| StepSpec {
            layout,
            ..StepSpec::plain(Step::Update, codebook_size, 768)
        };
        assert_eq!(
            message(&of_size(101, Layout::StateSharded), "2x8"),
            "layout state-sharded: codebook_size 101 cannot be cut over any axis of mesh \
             data=2,model=8: wanted parts of at least 8 entries, all equal"
        );
        assert_eq!(
            message(&of_size(100, Layout::CodesTokens), "4x8"),
            "layout codes+tokens: codebook_size 100 is not divisible by the 8 devices of mesh axis \
             model"
        );
    }
}
