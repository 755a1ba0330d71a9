//! The same step on several meshes: the same codes, the same counts, sums that differ by rounding.

use crate::report::number::Number;
use crate::report::verification::{Differing, Independence, TensorCheck};
use crate::verification::bounds::{Bound, Bounds};
use crate::verification::differences::Pair;
use crate::verification::error::VerificationError;
use crate::verification::step::whole_of;
use crate::vq::interface::{Interface, TensorSpec};
use crate::vq::sample::Tensors;

/// Counts of rows that are no integers: averages of whole numbers, which f32 sums exactly.
const COUNTS: [&str; 2] = ["cluster_size", "pending_counts"];
/// Codes as they are given, or packed.
const CODES: [&str; 2] = ["codes", "packed_codes"];

/// One mesh's outputs.
#[derive(Debug)]
pub struct OnMesh {
    /// The mesh.
    pub mesh: String,
    /// The step's tensors there.
    pub interface: Interface,
    /// What the program gave.
    pub outputs: Tensors,
}

/// How the meshes' outputs differ from the first one's. Where codes differ nothing else is compared,
/// since it follows from them.
///
/// # Errors
/// An output that a program does not give.
pub fn independence(
    family: &str,
    meshes: &[OnMesh],
    bounds: &Bounds<'_>,
) -> Result<Independence, VerificationError> {
    let mut found = Independence {
        family: family.to_owned(),
        meshes: meshes.iter().map(|mesh| mesh.mesh.clone()).collect(),
        codes: None,
        counts: None,
        sums: Number(0.0),
        bound: 0.0,
        beyond: None,
    };
    let Some((first, others)) = meshes.split_first() else { return Ok(found) };
    for other in others {
        let codes = of_kind(&other.interface, |tensor| CODES.contains(&tensor.name));
        for tensor in codes {
            let check = compared(tensor, (first, other), bounds, Some(Bound::Exact))?;
            found.codes = found.codes.or(differing(other, check));
        }
    }
    if found.codes.is_some() {
        return Ok(found);
    }
    for other in others {
        for tensor in of_kind(&other.interface, is_count) {
            let check = compared(tensor, (first, other), bounds, Some(Bound::Exact))?;
            found.counts = found.counts.or(differing(other, check));
        }
        for tensor in of_kind(&other.interface, |t| !is_count(t) && !CODES.contains(&t.name)) {
            let check = compared(tensor, (first, other), bounds, None)?;
            if tensor.shape.element_type.byte_size() > 2 {
                found.bound = found.bound.max(check.bound);
                let Number(sums) = found.sums;
                found.sums = Number(sums.max(check.max_relative_error.0));
            }
            found.beyond = found.beyond.or(differing(other, check));
        }
    }
    Ok(found)
}

fn is_count(tensor: &TensorSpec) -> bool {
    let whole = !tensor.shape.element_type.is_float() && !CODES.contains(&tensor.name);
    whole || COUNTS.contains(&tensor.name)
}

fn of_kind(interface: &Interface, is_kind: impl Fn(&TensorSpec) -> bool) -> Vec<&TensorSpec> {
    interface.outputs.iter().filter(|tensor| is_kind(tensor)).collect()
}

/// An output of two meshes, within a bound or within its own.
fn compared(
    tensor: &TensorSpec,
    (first, other): (&OnMesh, &OnMesh),
    bounds: &Bounds<'_>,
    bound: Option<Bound>,
) -> Result<TensorCheck, VerificationError> {
    let size = bounds.wanted.get(tensor.name).map_or(tensor.shape.element_count(), Vec::len);
    let whole = |mesh: &OnMesh| {
        let found = mesh.outputs.get(tensor.name);
        let missing = || VerificationError::MissingOutput { name: tensor.name.to_owned() };
        let found = found.ok_or_else(missing)?.widened();
        Ok::<_, VerificationError>(whole_of(tensor, found, size, bounds.spec.stacked_layers))
    };
    let ((found, dims), (wanted, _)) = (whole(other)?, whole(first)?);
    let bound = bound.unwrap_or_else(|| bounds.between(tensor, &found, &wanted));
    Ok(Pair { found: &found, wanted: &wanted }.check(tensor.name, &dims, &bound))
}

fn differing(mesh: &OnMesh, check: TensorCheck) -> Option<Differing> {
    let worst = check.worst.filter(|_| check.beyond > 0)?;
    let (mesh, tensor) = (mesh.mesh.clone(), check.tensor);
    Some(Differing { mesh, tensor, elements: check.beyond, worst })
}
