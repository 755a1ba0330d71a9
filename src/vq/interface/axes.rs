//! Which mesh axes cut what, for a step's layout on a mesh.

use crate::sharding::mesh::Mesh;
use crate::vq::error::VqError;
use crate::vq::spec::{Layout, StepSpec};
use crate::vq::training::reproducible::{Blocks, blocks_of_elements};

/// Which mesh axes cut what, for a step on a mesh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axes {
    /// Axes that cut the batch.
    pub batch: Vec<usize>,
    /// Axes that cut the sequence.
    pub seq: Vec<usize>,
    /// Axes that cut the embedding dimension of tokens.
    pub dim: Vec<usize>,
    /// Axes that cut the groups of a product quantizer: those of the embedding dimension.
    pub groups: Vec<usize>,
    /// Axes that cut an entry's elements: those of the embedding dimension, unless groups take them.
    pub entry_dim: Vec<usize>,
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
    /// the batch by as many leading axes as divide it, and along the sequence by the rest. Where a
    /// quantizer has groups, `tokens+dim` gives whole groups to each device.
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
        let groups = spec.quantizer.codebook().and_then(|codebook| codebook.groups);
        let cut = match groups {
            Some(groups) => ("groups", groups),
            None => ("embedding_dim", spec.quantizer.embedding_dim),
        };
        check_divides(spec, mesh, cut, &dim)?;
        let even = spec.quantizer.codebook_size().is_multiple_of(mesh.size_of(&entries));
        let state = if even { entries.clone() } else { Vec::new() };
        let (groups, entry_dim) = match groups {
            Some(_) => (dim.clone(), vec![]),
            None => (vec![], dim.clone()),
        };
        if spec.reproducible {
            Blocks::of(spec).check(spec, [mesh.size_of(&batch), mesh.size_of(&seq)])?;
            let blocks = ("number of reproducible blocks of an entry", blocks_of_elements(spec));
            check_divides(spec, mesh, blocks, &entry_dim)?;
        }
        Ok(Axes { batch, seq, dim, groups, entry_dim, entries, state })
    }
}

impl Axes {
    /// The axes that cut the tokens: those of the batch, then those of the sequence.
    pub fn tokens(&self) -> Vec<usize> {
        [&self.batch[..], &self.seq].concat()
    }
}

fn check_divides(
    spec: &StepSpec,
    mesh: &Mesh,
    (what, size): (&'static str, usize),
    axes: &[usize],
) -> Result<(), VqError> {
    let devices = mesh.size_of(axes);
    if size.is_multiple_of(devices) {
        return Ok(());
    }
    let (layout, axis) = (spec.layout.name(), mesh.names_of(axes));
    Err(VqError::NotDivisible { layout, what, size, devices, axis })
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
