//! The tensors of a step: names, shapes, and how each lies on the mesh.
//!
//! Names are the interface: the same in programs, artifacts, files and reports.

use crate::ir::module::Alias;
use crate::ir::shape::{ElementType, Shape};
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;
use crate::vq::error::VqError;
use crate::vq::spec::{Layout, Step, StepSpec};

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

/// Which mesh axes cut what, for a step on a mesh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axes {
    /// Axes that cut the batch.
    pub batch: Vec<usize>,
    /// Axes that cut the sequence.
    pub seq: Vec<usize>,
    /// Axes that cut the embedding dimension.
    pub dim: Vec<usize>,
    /// Axes that cut the entries in the search.
    pub entries: Vec<usize>,
    /// Axes that cut the entries of the state: those of the search where they cut evenly, else
    /// none, since arrays that cross the boundary have even shards.
    pub state: Vec<usize>,
}

impl Axes {
    /// The axes of a step's layout on a mesh.
    ///
    /// `tokens+dim` and `tokens+codes` give the axis named `model` (else the last one) to the
    /// embedding dimension or the entries, and the others to the tokens. Tokens are cut along
    /// the batch by as many leading axes as divide it, and along the sequence by the rest.
    ///
    /// # Errors
    /// Tokens or dimensions that the axes do not divide; a mesh with too few axes.
    pub fn of(spec: &StepSpec, mesh: &Mesh) -> Result<Self, VqError> {
        let all: Vec<usize> = (0..mesh.axes().len()).collect();
        let (dim, entries) = match spec.layout {
            Layout::Tokens => (vec![], vec![]),
            Layout::TokensDim => (vec![model_axis(spec, mesh, "embedding dimension")?], vec![]),
            Layout::TokensCodes => (vec![], vec![model_axis(spec, mesh, "entries")?]),
        };
        let tokens: Vec<usize> =
            all.into_iter().filter(|a| !dim.contains(a) && !entries.contains(a)).collect();
        let (batch, seq) = token_axes(spec, mesh, &tokens)?;
        let embedding_dim = spec.quantizer.embedding_dim;
        if !embedding_dim.is_multiple_of(mesh.size_of(&dim)) {
            return Err(VqError::DimensionNotDivisible {
                layout: spec.layout.name(),
                embedding_dim,
                devices: mesh.size_of(&dim),
                axis: mesh.names_of(&dim),
            });
        }
        let even = spec.quantizer.codebook_size.is_multiple_of(mesh.size_of(&entries));
        let state = if even { entries.clone() } else { Vec::new() };
        Ok(Axes { batch, seq, dim, entries, state })
    }
}

fn model_axis(spec: &StepSpec, mesh: &Mesh, cut: &'static str) -> Result<usize, VqError> {
    let count = mesh.axes().len();
    if count < 2 {
        let (layout, mesh) = (spec.layout.name(), mesh.to_string());
        return Err(VqError::TooFewAxes { layout, mesh, cut });
    }
    Ok(mesh.axis_index("model").unwrap_or(count - 1))
}

/// Splits the token axes into those of the batch and those of the sequence.
fn token_axes(
    spec: &StepSpec,
    mesh: &Mesh,
    tokens: &[usize],
) -> Result<(Vec<usize>, Vec<usize>), VqError> {
    for taken in (0..=tokens.len()).rev() {
        let (batch, seq) = tokens.split_at(taken);
        if spec.batch.is_multiple_of(mesh.size_of(batch))
            && spec.seq.is_multiple_of(mesh.size_of(seq))
        {
            return Ok((batch.to_vec(), seq.to_vec()));
        }
    }
    let ways = (0..=tokens.len()).rev().map(|taken| {
        let (batch, seq) = tokens.split_at(taken);
        match (mesh.size_of(batch), mesh.size_of(seq)) {
            (b, 1) => format!("batch divisible by {b}"),
            (1, s) => format!("seq divisible by {s}"),
            (b, s) => format!("batch by {b} and seq by {s}"),
        }
    });
    Err(VqError::TokensNotDivisible {
        layout: spec.layout.name(),
        batch: spec.batch,
        seq: spec.seq,
        devices: mesh.size_of(tokens),
        axes: mesh.names_of(tokens),
        wanted: ways.collect::<Vec<_>>().join(", or "),
    })
}

/// Names of the scalar results of `quantize` and `update`, in order, with their types.
const METRICS: [(&str, ElementType); 8] = [
    ("commitment_loss", ElementType::F32),
    ("codebook_loss", ElementType::F32),
    ("loss", ElementType::F32),
    ("mse", ElementType::F32),
    ("perplexity", ElementType::F32),
    ("codebook_usage", ElementType::F32),
    ("compression_ratio", ElementType::F32),
    ("nonfinite_rows", ElementType::S32),
];

impl Interface {
    /// The tensors of a step on a mesh.
    ///
    /// # Errors
    /// As [`Axes::of`].
    pub fn of(spec: &StepSpec, mesh: &Mesh) -> Result<Self, VqError> {
        let tensors = Tensors { spec, mesh, axes: Axes::of(spec, mesh)? };
        let scalar = |(name, t)| TensorSpec {
            name,
            shape: Shape::scalar(t),
            spec: PartitionSpec::replicated(0),
        };
        let (mut inputs, mut outputs) = match spec.step {
            Step::Encode => (vec![tensors.tokens("inputs")?], vec![tensors.codes()?]),
            Step::Decode => (
                vec![tensors.codes()?],
                vec![tensors.tokens("quantized")?, scalar(("invalid_codes", ElementType::S32))],
            ),
            Step::Quantize | Step::Update => {
                let mut outputs = vec![tensors.tokens("quantized")?, tensors.codes()?];
                outputs.extend(METRICS.map(scalar));
                (vec![tensors.tokens("inputs")?], outputs)
            }
        };
        inputs.push(tensors.entries("codebook")?);
        let mut aliases = Vec::new();
        if spec.step == Step::Update {
            inputs.extend([tensors.counts("cluster_size")?, tensors.entries("embed_sum")?]);
            for (parameter, state) in inputs.iter().enumerate().skip(1) {
                aliases.push(Alias { result: outputs.len(), parameter });
                outputs.push(state.clone());
            }
        }
        Ok(Interface { inputs, outputs, aliases })
    }
}

/// Makes the tensor specs of one step.
struct Tensors<'a> {
    spec: &'a StepSpec,
    mesh: &'a Mesh,
    axes: Axes,
}

impl Tensors<'_> {
    fn make(
        &self,
        name: &'static str,
        shape: Shape,
        cut: &[&[usize]],
    ) -> Result<TensorSpec, VqError> {
        let spec = PartitionSpec::new(self.mesh, cut.iter().map(|axes| axes.to_vec()).collect())?;
        Ok(TensorSpec { name, shape, spec })
    }

    fn tokens(&self, name: &'static str) -> Result<TensorSpec, VqError> {
        let dims = [self.spec.batch, self.spec.seq, self.spec.quantizer.embedding_dim];
        let cut: [&[usize]; 3] = [&self.axes.batch, &self.axes.seq, &self.axes.dim];
        self.make(name, Shape::new(self.spec.dtype, &dims), &cut)
    }

    fn codes(&self) -> Result<TensorSpec, VqError> {
        let shape = Shape::new(ElementType::S32, &[self.spec.batch, self.spec.seq]);
        self.make("codes", shape, &[&self.axes.batch, &self.axes.seq])
    }

    fn entries(&self, name: &'static str) -> Result<TensorSpec, VqError> {
        let q = &self.spec.quantizer;
        let shape = Shape::new(ElementType::F32, &[q.codebook_size, q.embedding_dim]);
        self.make(name, shape, &[&self.axes.state, &self.axes.dim])
    }

    fn counts(&self, name: &'static str) -> Result<TensorSpec, VqError> {
        let q = &self.spec.quantizer;
        self.make(name, Shape::new(ElementType::F32, &[q.codebook_size]), &[&self.axes.state])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vq::spec::{Codebook, Ema};

    fn step(batch: usize, seq: usize, dim: usize, layout: Layout) -> StepSpec {
        let ema = Ema { decay: 0.99, epsilon: 1e-5 };
        let quantizer = Codebook {
            codebook_size: 64,
            embedding_dim: dim,
            commitment_weight: 0.25,
            codebook_weight: 0.0,
            ema,
        };
        StepSpec { step: Step::Update, quantizer, batch, seq, dtype: ElementType::Bf16, layout }
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
    }
}
