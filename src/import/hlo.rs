//! Reads an HLO module: a serialized `HloModuleProto`, or text.

use prost::Message;

use crate::emit::stablehlo::Partitioner;
use crate::import::error::ImportError;
use crate::import::mlir::mesh_in;
use crate::import::{ImportedModule, Program, ProgramFormat};
use crate::inspect::aliases::aliases;
use crate::inspect::text::parse_whole;
use crate::wire::hlo::HloModuleProto;
use crate::wire::xla_data::{OpSharding, OpShardingType};

/// What JAX calls Shardy's attributes where HLO has no words for them.
const SHARDY_ATTRIBUTE: &str = "xla.sdy.";

/// Where the meshes of those are.
const SHARDY_MESHES: &str = "xla.sdy.meshes";

pub(in crate::import) fn module(bytes: Vec<u8>) -> Result<ImportedModule, ImportError> {
    let Ok(module) = HloModuleProto::decode(bytes.as_slice()) else {
        let found = String::from_utf8_lossy(&bytes).chars().take(24).collect();
        return Err(ImportError::Unknown { found });
    };
    read(module, bytes)
}

/// A module that was printed: a plugin gets the message that says the same.
pub(in crate::import) fn text(bytes: &[u8]) -> Result<ImportedModule, ImportError> {
    let text = std::str::from_utf8(bytes).map_err(|_| ImportError::Bytes)?;
    let mut module = parse_whole(text)?;
    // The compiler's options have it, for the devices that there are.
    let device_assignment = module.device_assignment.take();
    let bytes = module.encode_to_vec();
    read(HloModuleProto { device_assignment, ..module }, bytes)
}

fn read(module: HloModuleProto, bytes: Vec<u8>) -> Result<ImportedModule, ImportError> {
    // Plugins take it for a new module: libtpu 0.0.52 aborts on its own copies between memories.
    if module.schedule.is_some() {
        return Err(ImportError::Optimized);
    }
    let replicas = module.device_assignment.as_ref().map_or(1, |found| found.replica_count);
    if replicas > 1 {
        return Err(ImportError::Replicas { found: usize::try_from(replicas).unwrap_or(0) });
    }
    let partitions = partitions(&module);
    let donors = module.buffer_donor.iter().flat_map(|donors| &donors.entries);
    let donors = donors.map(|donor| donor.parameter_number);
    let donated = aliases(&module).into_iter().map(|alias| alias.parameter).chain(donors);
    Ok(ImportedModule {
        partitioner: if speaks_shardy(&module) { Partitioner::Shardy } else { Partitioner::Gspmd },
        mesh: mesh_in(attribute(&module, SHARDY_MESHES).unwrap_or_default(), partitions),
        partitions,
        donated: Some(donated.filter_map(|number| usize::try_from(number).ok()).collect()),
        program: Program { format: ProgramFormat::Hlo, bytes },
    })
}

fn attribute<'a>(module: &'a HloModuleProto, name: &str) -> Option<&'a str> {
    module.frontend_attributes.as_ref()?.map.get(name).map(String::as_str)
}

fn speaks_shardy(module: &HloModuleProto) -> bool {
    let instructions = module.computations.iter().flat_map(|c| &c.instructions);
    let attributes = instructions.filter_map(|i| i.frontend_attributes.as_ref());
    let mut all = attributes.chain(&module.frontend_attributes);
    all.any(|found| found.map.keys().any(|name| name.starts_with(SHARDY_ATTRIBUTE)))
}

/// Over how many devices it is cut: a sharding names all of them, whether it cuts over them or not.
fn partitions(module: &HloModuleProto) -> Option<usize> {
    let assigned = module.device_assignment.as_ref().map(|found| found.computation_devices.len());
    let instructions = module.computations.iter().flat_map(|c| &c.instructions);
    let tiled = instructions.filter_map(|i| i.sharding.as_ref()).find_map(tiles);
    assigned.filter(|&count| count > 0).or(tiled)
}

fn tiles(sharding: &OpSharding) -> Option<usize> {
    if sharding.r#type() == OpShardingType::Tuple {
        return sharding.tuple_shardings.iter().find_map(tiles);
    }
    let dims = &sharding.tile_assignment_dimensions;
    let count = dims.iter().try_fold(1_usize, |count, &dim| {
        count.checked_mul(usize::try_from(dim).ok().filter(|&dim| dim > 0)?)
    })?;
    (!dims.is_empty()).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sharding::mesh::Mesh;
    use crate::wire::xla_data::FrontendAttributes;

    const OPTIMIZED: &[u8] = include_bytes!("../../tests/data/v6e_update_codes.hlo.pb");

    fn unscheduled() -> HloModuleProto {
        let module = HloModuleProto::decode(OPTIMIZED).expect("a module");
        HloModuleProto { schedule: None, device_assignment: None, ..module }
    }

    #[test]
    fn what_a_compiler_made_is_not_compiled_again() {
        let error = ImportedModule::read(OPTIMIZED.to_vec()).expect_err("optimized").to_string();
        assert!(error.starts_with("found an optimized program, which has a schedule"), "{error}");
    }

    #[test]
    fn a_sharding_names_all_devices() {
        let mut module = unscheduled();
        let instruction = &mut module.computations[0].instructions[0];
        let tiled = OpSharding {
            r#type: OpShardingType::Other as i32,
            tile_assignment_dimensions: vec![1, 8, 4],
            replicate_on_last_tile_dim: true,
            ..OpSharding::default()
        };
        instruction.sharding = Some(OpSharding {
            r#type: OpShardingType::Tuple as i32,
            tuple_shardings: vec![OpSharding::default(), tiled],
            ..OpSharding::default()
        });
        let found = super::module(module.encode_to_vec()).expect("a module");
        assert_eq!((found.partitions, found.partitioner), (Some(32), Partitioner::Gspmd));
        assert_eq!(tiles(&OpSharding::default()), None);
    }

    #[test]
    fn shardys_meshes_stand_in_an_attribute() {
        let meshes = "{mesh = #sdy.mesh<[\"data\"=4, \"model\"=8]>}".to_owned();
        let map = [(SHARDY_MESHES.to_owned(), meshes)].into();
        let module = HloModuleProto {
            frontend_attributes: Some(FrontendAttributes { map }),
            ..unscheduled()
        };
        let found = super::module(module.encode_to_vec()).expect("a module");
        assert_eq!(found.partitioner, Partitioner::Shardy);
        assert_eq!(found.mesh, Mesh::of_sizes(&[4, 8]).ok());
    }
}
