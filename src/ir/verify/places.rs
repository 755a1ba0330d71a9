//! What stands inside of manual regions, and what outside.

use crate::ir::error::IrError;
use crate::ir::module::{Computation, Module, Role};
use crate::ir::op::Op;
use crate::ir::value::ComputationId;

/// Where a computation runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Inside,
    Outside,
}

impl Place {
    fn name(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Outside => "outside",
        }
    }
}

/// That single devices are spoken of inside of manual regions alone, and the mesh outside of them
/// alone; that no computation is run in both; that regions do not hold others.
pub(super) fn verify_places(module: &Module) -> Result<(), IrError> {
    let mut places = vec![None; module.computations.len()];
    check(&module.entry, Place::Outside, &mut places, module)?;
    // Callers come after what they call; what nobody calls runs nowhere.
    for (index, computation) in module.computations.iter().enumerate().rev() {
        if let Some(place) = places[index] {
            check(computation, place, &mut places, module)?;
        }
    }
    Ok(())
}

/// Checks a computation that runs in `place`, and says where those run that it calls.
fn check(
    computation: &Computation,
    place: Place,
    places: &mut [Option<Place>],
    module: &Module,
) -> Result<(), IrError> {
    for instruction in &computation.instructions {
        let of_devices = matches!(instruction.op, Op::Collective { .. } | Op::PartitionId);
        let of_mesh = matches!(instruction.op, Op::ShardingConstraint(_) | Op::ManualRegion { .. });
        let is_wrong = match place {
            Place::Inside => of_mesh,
            Place::Outside => of_devices,
        };
        if is_wrong {
            let (computation, op) = (computation.name.clone(), instruction.op.hlo_name());
            return Err(IrError::WrongPlace { computation, op, place: place.name() });
        }
        for (id, role) in instruction.op.calls() {
            let runs = match role {
                // Functions of scalars run anywhere, and speak of neither.
                Role::Scalars => continue,
                Role::Condition | Role::Body => place,
                Role::Region => Place::Inside,
            };
            enter(id, runs, places, module)?;
        }
    }
    Ok(())
}

fn enter(
    id: ComputationId,
    place: Place,
    places: &mut [Option<Place>],
    module: &Module,
) -> Result<(), IrError> {
    let known = *places[id.index()].get_or_insert(place);
    if known != place {
        let computation = module.computations[id.index()].name.clone();
        let (first, second) = ("part of a manual region", "part of the entry");
        return Err(IrError::CalledTwoWays { computation, first, second });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::builder::Builder;
    use crate::ir::shape::{ElementType, Shape};
    use crate::ir::value::Value;
    use crate::ir::verify::verify;
    use crate::sharding::mesh::Mesh;
    use crate::sharding::spec::PartitionSpec;

    /// What is wrong with a module whose entry or region does something to `f32[4]` of each device.
    fn message(
        entry: impl FnOnce(&mut Builder, Value) -> Result<Value, IrError>,
        region: impl FnOnce(&mut Builder, Value) -> Result<Value, IrError>,
    ) -> String {
        let mut b = Builder::new("places", Mesh::of_sizes(&[2, 4]).expect("a mesh"));
        let cut = PartitionSpec::new(b.mesh(), vec![vec![0, 1]]).expect("a spec");
        let x = b.parameter("x", Shape::new(ElementType::F32, &[32]), cut.clone()).expect("x");
        let x = entry(&mut b, x).expect("an entry");
        let given = [(x, cut.clone())];
        let made = b.manual_region("shard", &given, std::slice::from_ref(&cut), |b, x| {
            Ok::<_, IrError>(vec![region(b, x[0])?])
        });
        b.result("y", made.expect("a region")[0], cut);
        verify(b.finish()).map_or_else(|error| error.to_string(), |_| "fine".to_owned())
    }

    #[test]
    fn devices_are_spoken_of_inside_of_regions_and_the_mesh_outside() {
        let nothing = |_: &mut Builder, x| Ok(x);
        let sum = |b: &mut Builder, x| b.all_reduce(x, &[1]);
        let cut = |b: &mut Builder, x| {
            let spec = PartitionSpec::new(b.mesh(), vec![vec![0]]).expect("a spec");
            b.constrain(x, spec)
        };
        let in_loop = |b: &mut Builder, x| {
            let turned =
                b.repeat("turn", 2, &[x], |b, _, x| Ok(vec![b.all_reduce(x[0], &[0])?]))?;
            Ok(turned[0])
        };
        assert_eq!(message(cut, sum), "fine");
        assert_eq!(message(nothing, in_loop), "fine");
        assert_eq!(message(sum, nothing), "main: all-reduce stands outside of a manual region");
        assert_eq!(message(nothing, cut), "shard: custom-call stands inside of a manual region");
        assert_eq!(
            message(in_loop, nothing),
            "turn_body: all-reduce stands outside of a manual region"
        );
        let plain =
            |b: &mut Builder, x| Ok(b.repeat("turn", 2, &[x], |_, _, x| Ok(x.to_vec()))?[0]);
        let shard_shaped = |b: &mut Builder, x| {
            let first = b.range(x, 0, 0..4)?;
            let turned = plain(b, first)?;
            b.concatenate(&[turned; 8], 0)
        };
        assert_eq!(
            message(shard_shaped, plain),
            "computation turn_condition is called as part of a manual region and as part of the \
             entry, wanted one of them"
        );
    }
}
