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
    /// The axis along which devices search parts of the entries for the tokens of all of them.
    pub search: Option<usize>,
}

/// A device's part of the entries has at least so many rows, as many as a tile of f32 has: TPU
/// compilers make a reduce-scatter of fewer an all-reduce.
const LEAST_ENTRIES: usize = 8;

impl Axes {
    /// The axes of a step's layout on a mesh.
    ///
    /// `tokens+dim` and `tokens+codes` give the axis named `model` (else the last one) to the
    /// embedding dimension or the entries, and the others to the tokens. Tokens are cut along
    /// the batch by as many leading axes as divide it, and along the sequence by the rest. Where a
    /// quantizer has groups, `tokens+dim` gives whole groups to each device.
    ///
    /// `state-sharded` and `codes+tokens` cut tokens over all axes, and the state's entries over as
    /// many as leave each device at least 8.
    ///
    /// # Errors
    /// Tokens, entries or dimensions that the axes do not divide; a mesh with too few axes.
    pub fn of(spec: &StepSpec, mesh: &Mesh) -> Result<Self, VqError> {
        let all: Vec<usize> = (0..mesh.axes().len()).collect();
        let search = match spec.layout {
            Layout::CodesTokens => Some(model_axis(spec, mesh, "entries")?),
            Layout::Tokens | Layout::TokensDim | Layout::TokensCodes | Layout::StateSharded => None,
        };
        let (dim, entries) = match spec.layout {
            Layout::Tokens | Layout::StateSharded | Layout::CodesTokens => (vec![], vec![]),
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
        let state = if spec.layout.is_manual() {
            state_axes(spec, mesh, search)?
        } else if even {
            entries.clone()
        } else {
            Vec::new()
        };
        let (groups, entry_dim) = match groups {
            Some(_) => (dim.clone(), vec![]),
            None => (vec![], dim.clone()),
        };
        if spec.reproducible {
            Blocks::of(spec).check(spec, [mesh.size_of(&batch), mesh.size_of(&seq)])?;
            let blocks = ("number of reproducible blocks of an entry", blocks_of_elements(spec));
            check_divides(spec, mesh, blocks, &entry_dim)?;
        }
        Ok(Axes { batch, seq, dim, groups, entry_dim, entries, state, search })
    }

    /// No axes: of what a device has for itself.
    pub(in crate::vq) fn whole() -> Self {
        Axes {
            batch: vec![],
            seq: vec![],
            dim: vec![],
            groups: vec![],
            entry_dim: vec![],
            entries: vec![],
            state: vec![],
            search: None,
        }
    }
}

/// The axes that cut the state's entries of a region, slowest first: that of the search, and of the
/// others, the larger ones first, those that leave a device enough entries.
fn state_axes(spec: &StepSpec, mesh: &Mesh, search: Option<usize>) -> Result<Vec<usize>, VqError> {
    let size = spec.quantizer.codebook_size();
    let mut rest = size;
    if let Some(axis) = search {
        check_divides(spec, mesh, ("codebook_size", size), &[axis])?;
        rest /= mesh.size_of(&[axis]);
    }
    let mut others: Vec<usize> =
        (0..mesh.axes().len()).filter(|&axis| search != Some(axis)).collect();
    others.sort_by_key(|&axis| std::cmp::Reverse(mesh.size_of(&[axis])));
    others.retain(|&axis| {
        let devices = mesh.size_of(&[axis]);
        let is_enough =
            rest.is_multiple_of(devices) && (devices == 1 || rest / devices >= LEAST_ENTRIES);
        rest /= if is_enough { devices } else { 1 };
        is_enough
    });
    others.sort_unstable();
    let state: Vec<usize> = search.into_iter().chain(others).collect();
    if mesh.size_of(&state) == 1 && mesh.device_count() > 1 {
        let (layout, mesh) = (spec.layout.name(), mesh.to_string());
        return Err(VqError::TooFewEntries { layout, size, mesh, least: LEAST_ENTRIES });
    }
    Ok(state)
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
    let mut ways: Vec<String> = Vec::new();
    for taken in (0..=tokens.len()).rev() {
        let (batch, seq) = tokens.split_at(taken);
        let way = match (mesh.size_of(batch), mesh.size_of(seq)) {
            (b, 1) => format!("batch divisible by {b}"),
            (1, s) => format!("seq divisible by {s}"),
            (b, s) => format!("batch by {b} and seq by {s}"),
        };
        // An axis of one device makes two ways the same.
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    Err(VqError::TokensNotDivisible {
        layout: spec.layout.name(),
        batch: spec.batch,
        seq: spec.seq,
        devices: mesh.size_of(tokens),
        axes: mesh.names_of(tokens),
        wanted: ways.join(", or "),
    })
}
