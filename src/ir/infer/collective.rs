//! Shapes of manual regions and of what devices tell each other inside of them.

use crate::ir::error::IrError;
use crate::ir::infer::calling::check_body;
use crate::ir::infer::{bad_dimensions, in_range};
use crate::ir::module::Computation;
use crate::ir::op::Collective;
use crate::ir::shape::Shape;
use crate::ir::value::ComputationId;
use crate::sharding::mesh::Mesh;
use crate::sharding::spec::PartitionSpec;

const REGION: &str = "manual-region";

/// Results of a region: what its computation makes of the operands' shards, times the devices that
/// each dimension is cut over.
pub(super) fn region(
    operands: &[&Shape],
    (inputs, outputs): (&[PartitionSpec], &[PartitionSpec]),
    body: ComputationId,
    computations: &[Computation],
    mesh: &Mesh,
) -> Result<Vec<Shape>, IrError> {
    let mut shards = Vec::with_capacity(operands.len());
    for (number, (&operand, spec)) in operands.iter().zip(inputs).enumerate() {
        let what = format!("{REGION}: operand {number}");
        check_spec(&what, spec, operand, mesh)?;
        let dims = spec.shard_dims(mesh, &operand.dims);
        let dims = dims.map_err(|source| IrError::Sharding { what, source })?;
        shards.push(operand.with_dims(dims));
    }
    let called = computations.get(body.index()).into_iter();
    let made: Vec<Shape> = called.flat_map(Computation::result_shapes).cloned().collect();
    check_body(REGION, body, computations, &shards, &made)?;
    if made.len() != outputs.len() {
        let (op, found, wanted) = ("return of a manual-region", made.len(), outputs.len());
        return Err(IrError::OperandCount { op, found, wanted });
    }
    let mut whole = Vec::with_capacity(made.len());
    for (number, (shard, spec)) in made.iter().zip(outputs).enumerate() {
        check_spec(&format!("{REGION}: result {number}"), spec, shard, mesh)?;
        let parts = spec.dimensions().iter().map(|axes| mesh.size_of(axes));
        let dims = shard.dims.iter().zip(parts).map(|(&dim, parts)| dim.saturating_mul(parts));
        whole.push(shard.with_dims(dims.collect()));
    }
    Ok(whole)
}

/// That a sharding is one of an array of so many dimensions on this mesh.
fn check_spec(what: &str, spec: &PartitionSpec, shape: &Shape, mesh: &Mesh) -> Result<(), IrError> {
    let (what, found, wanted) = (what.to_owned(), spec.dimensions().len(), shape.rank());
    if found != wanted {
        return Err(IrError::ShardingRank { what, found, wanted, shape: shape.clone() });
    }
    let known = PartitionSpec::new(mesh, spec.dimensions().to_vec());
    known.map(|_| ()).map_err(|source| IrError::Sharding { what, source })
}

/// How many devices differ in these axes alone.
pub(super) fn group_size(op: &'static str, axes: &[usize], mesh: &Mesh) -> Result<usize, IrError> {
    let wrong =
        |(place, axis): (usize, &usize)| *axis >= mesh.axes().len() || axes[..place].contains(axis);
    if axes.is_empty() || axes.iter().enumerate().any(wrong) {
        return Err(IrError::BadAxes { op, found: axes.to_vec(), mesh: mesh.to_string() });
    }
    Ok(mesh.size_of(axes))
}

pub(super) fn collective(
    op: &'static str,
    function: &Collective,
    x: &Shape,
    devices: usize,
    computations: &[Computation],
) -> Result<Shape, IrError> {
    let check_reducer = |body: ComputationId| {
        let scalar = Shape::scalar(x.element_type);
        check_body(op, body, computations, &[scalar.clone(), scalar.clone()], &[scalar])
    };
    match function {
        Collective::AllReduce { body } => {
            check_reducer(*body)?;
            Ok(x.clone())
        }
        Collective::AllGather { dimension } => {
            in_range(op, *dimension, x)?;
            Ok(scaled(x, *dimension, |dim| dim.saturating_mul(devices)))
        }
        Collective::ReduceScatter { dimension, body } => {
            check_reducer(*body)?;
            check_parts(op, *dimension, x, devices)?;
            Ok(scaled(x, *dimension, |dim| dim / devices))
        }
        Collective::AllToAll { dimension } => {
            check_parts(op, *dimension, x, devices)?;
            Ok(x.clone())
        }
        Collective::CollectivePermute { pairs } => {
            check_pairs(op, pairs, devices)?;
            Ok(x.clone())
        }
    }
}

fn scaled(x: &Shape, dimension: usize, to: impl Fn(usize) -> usize) -> Shape {
    let mut dims = x.dims.clone();
    dims[dimension] = to(dims[dimension]);
    x.with_dims(dims)
}

/// That a dimension has a part for each device.
fn check_parts(
    op: &'static str,
    dimension: usize,
    x: &Shape,
    devices: usize,
) -> Result<(), IrError> {
    in_range(op, dimension, x)?;
    if x.dims[dimension].is_multiple_of(devices) {
        return Ok(());
    }
    Err(bad_dimensions(op, &[dimension], "one that the devices of a group divide", x))
}

fn check_pairs(op: &'static str, pairs: &[(usize, usize)], devices: usize) -> Result<(), IrError> {
    let once = |side: fn(&(usize, usize)) -> usize| {
        let places: Vec<usize> = pairs.iter().map(side).collect();
        let earlier = |i: usize| places[..i].contains(&places[i]);
        (0..places.len()).all(|i| places[i] < devices && !earlier(i))
    };
    if once(|pair| pair.0) && once(|pair| pair.1) {
        return Ok(());
    }
    let last = devices.saturating_sub(1);
    Err(IrError::BadPairs { op, found: pairs.to_vec(), last })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::builder::Builder;
    use crate::ir::shape::ElementType;
    use crate::ir::value::Value;

    const F32: ElementType = ElementType::F32;

    /// What a region says of `f32[8,4]`, its rows cut over both axes of 2x4 devices, that `body` gets
    /// a shard `f32[1,4]` of.
    fn gives(body: impl FnOnce(&mut Builder, Value) -> Result<Value, IrError>) -> String {
        let mut b = Builder::new("region", Mesh::of_sizes(&[2, 4]).expect("a mesh"));
        let rows = PartitionSpec::new(b.mesh(), vec![vec![0, 1], vec![]]).expect("a spec");
        let x = b.parameter("x", Shape::new(F32, &[8, 4]), rows.clone()).expect("x");
        let given = [(x, rows.clone())];
        let made = b.manual_region("shard", &given, &[rows], |b, x| Ok(vec![body(b, x[0])?]));
        made.map_or_else(|error: IrError| error.to_string(), |made| b.shape(made[0]).to_string())
    }

    #[test]
    fn regions_see_shards_and_give_whole_arrays() {
        assert_eq!(gives(|_, x| Ok(x)), "f32[8,4]");
        assert_eq!(gives(|b, x| b.all_gather(x, 1, &[1])), "f32[8,16]");
        assert_eq!(gives(|b, x| b.all_gather(x, 0, &[0, 1])), "f32[64,4]");
        assert_eq!(gives(|b, x| b.reduce_scatter(x, 1, &[1])), "f32[8,1]");
        assert_eq!(gives(|b, x| b.all_to_all(x, 1, &[1])), "f32[8,4]");
        assert_eq!(gives(|b, x| b.all_reduce(x, &[0])), "f32[8,4]");
        assert_eq!(
            gives(|b, x| b.sum(x, &[0, 1])),
            "manual-region: result 0: sharding names 2 dimensions, wanted 0 for f32[]"
        );
    }

    #[test]
    fn collectives_say_what_does_not_fit() {
        assert_eq!(
            gives(|b, x| b.reduce_scatter(x, 0, &[1])),
            "reduce-scatter: found dimensions [0], wanted one that the devices of a group divide \
             for f32[1,4]"
        );
        assert_eq!(
            gives(|b, x| b.all_gather(x, 0, &[1, 1])),
            "all-gather: found mesh axes [1, 1], wanted at least one of mesh data=2,model=4, each \
             once"
        );
        assert_eq!(
            gives(|b, x| b.collective_permute(x, &[1], &[(0, 1), (1, 4)])),
            "collective-permute: found pairs [(0, 1), (1, 4)], wanted places 0 to 3, each once on \
             either side"
        );
        assert_eq!(
            gives(|b, x| {
                let body = b.computation("first", &[ElementType::S32; 2], |_, p| Ok(vec![p[0]]))?;
                b.all_reduce_by(x, &[0], body)
            }),
            "all-reduce: computation first is (s32[], s32[]) -> (s32[]), wanted (f32[], f32[]) -> \
             (f32[])"
        );
    }
}
