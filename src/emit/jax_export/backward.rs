//! The graph that gives a function's gradients, held against the function by the names of arrays.

use crate::emit::jax_export::JaxExportError;
use crate::emit::jax_export::function::{Array, parameters, results};
use crate::ir::verify::Verified;

/// What stands before an array's name where its gradient is meant.
const GRADIENT: &str = "d_";

/// The graph of a backward function.
#[derive(Debug, Clone, Copy)]
pub struct Backward<'a> {
    pub(super) graph: &'a Verified,
    pub(super) unreached: &'a [&'a str],
}

impl<'a> Backward<'a> {
    /// A graph that takes arrays of `forward` by their names and `d_NAME` for results NAME, and gives
    /// `d_NAME` for arrays NAME that `forward` takes. The gradients of all other arrays are zero, as
    /// is that of a result that `forward` does not give.
    ///
    /// `unreached` names results that have a gradient of which the graph knows nothing: where JAX
    /// asks for it, all gradients are NaN, since zero would be wrong without a word.
    ///
    /// # Errors
    /// The graph takes or gives something else.
    pub fn new(
        forward: &Verified,
        graph: &'a Verified,
        unreached: &'a [&'a str],
    ) -> Result<Self, JaxExportError> {
        let (taken, given) = (parameters(forward), results(forward));
        for array in parameters(graph) {
            let own = taken.iter().any(|input| same(input, &array.name, &array));
            let gradient = array.name.strip_prefix(GRADIENT);
            let pulled = gradient.is_some_and(|name| {
                given
                    .iter()
                    .find(|result| result.name == name)
                    .is_none_or(|r| r.shape == array.shape)
            });
            if !own && !pulled {
                let (name, found) = (array.name, array.shape.to_string());
                return Err(JaxExportError::ForeignParameter { name, found });
            }
        }
        for array in results(graph) {
            let gradient = array.name.strip_prefix(GRADIENT);
            if !gradient.is_some_and(|name| taken.iter().any(|input| same(input, name, &array))) {
                let (name, found) = (array.name, array.shape.to_string());
                return Err(JaxExportError::ForeignResult { name, found });
            }
        }
        Ok(Backward { graph, unreached })
    }

    /// Whether the array is the gradient of a result that the graph knows nothing of.
    pub(super) fn watches(&self, array: &Array) -> bool {
        let of = array.name.strip_prefix(GRADIENT);
        of.is_some_and(|name| self.unreached.contains(&name))
    }

    /// Whether the program takes the array at all.
    pub(super) fn needs(&self, array: &Array) -> bool {
        let taken = &self.graph.module().parameters;
        self.watches(array) || taken.iter().any(|port| port.name == array.name)
    }
}

/// The name of an array's gradient.
pub(super) fn gradient_of(name: &str) -> String {
    format!("{GRADIENT}{name}")
}

fn same(array: &Array, name: &str, other: &Array) -> bool {
    array.name == name && array.shape == other.shape
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::builder::Builder;
    use crate::ir::shape::{ElementType, Shape};
    use crate::ir::verify::verify;
    use crate::sharding::mesh::Mesh;
    use crate::sharding::spec::PartitionSpec;

    /// A graph that passes one array on under another name.
    fn passing(taken: &str, given: &str, size: usize) -> Verified {
        let mut b = Builder::new("pass", Mesh::of_sizes(&[1]).expect("a mesh"));
        let (shape, whole) = (Shape::new(ElementType::F32, &[size]), PartitionSpec::replicated(1));
        let x = b.parameter(taken, shape, whole.clone()).expect("a parameter");
        b.result(given, x, whole);
        verify(b.finish()).expect("a graph")
    }

    #[test]
    fn what_is_no_gradient_of_the_function_is_named() {
        let forward = passing("x", "y", 4);
        let message = |graph: &Verified| {
            Backward::new(&forward, graph, &[]).expect_err("a foreign array").to_string()
        };
        assert!(Backward::new(&forward, &passing("d_y", "d_x", 4), &[]).is_ok());
        assert_eq!(
            message(&passing("z", "d_x", 4)),
            "backward function: takes z f32[4], wanted an array that the function takes, or d_ \
             and the name of one that it gives, of the same shape"
        );
        assert_eq!(
            message(&passing("x", "d_y", 4)),
            "backward function: gives d_y f32[4], wanted d_ and the name of an array that the \
             function takes, of the same shape"
        );
        assert!(
            message(&passing("d_y", "d_x", 5)).starts_with("backward function: takes d_y f32[5]")
        );
    }
}
