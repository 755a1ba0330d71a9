//! The first line of a module: `HloModule NAME, key=value, ...`.

use crate::inspect::text::instruction::Depth;
use crate::inspect::text::scanner::{braced, numbers, parts};
use crate::inspect::text::shape::whole_shape;
use crate::inspect::text::string::dictionary;
use crate::wire::hlo::{
    AliasEntryProto, AliasKind, BufferDonorEntryProto, HloBufferDonorProto,
    HloInputOutputAliasProto, HloModuleProto,
};
use crate::wire::xla_data::{
    ComputationDevice, DeviceAssignmentProto, FrontendAttributes, ProgramShapeProto,
};

/// What the line says.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// All of the module but its computations.
    pub module: HloModuleProto,
    /// Whether instructions stand in the order in which they run.
    pub is_scheduled: bool,
    partitions: Option<u32>,
    replicas: Option<i32>,
}

/// Reads the line; `Err` has what is none of it, nothing where the name is missing.
pub(super) fn read_head(line: &str, depth: Depth) -> Result<Head, String> {
    let mut parts = parts(line.strip_prefix("HloModule ").unwrap_or_default()).into_iter();
    let mut head = Head::default();
    head.module.name = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let known = part.split_once('=').and_then(|(key, value)| head.set(key, value));
        if known.is_none() && depth == Depth::Whole {
            return Err(part.to_owned());
        }
    }
    if head.module.name.is_empty() {
        return Err(String::new());
    }
    head.module.device_assignment = head.assignment();
    Ok(head)
}

impl Head {
    fn set(&mut self, key: &str, value: &str) -> Option<()> {
        let module = &mut self.module;
        match key {
            "is_scheduled" => self.is_scheduled = value.parse().ok()?,
            "num_partitions" => self.partitions = Some(value.parse().ok()?),
            "replica_count" => self.replicas = Some(value.parse().ok()?),
            "input_output_alias" => {
                let entries = parts(braced(value)).into_iter().map(alias);
                let entries = entries.collect::<Option<_>>()?;
                module.input_output_alias = Some(HloInputOutputAliasProto { entries });
            }
            "buffer_donor" => {
                let entries = parts(braced(value)).into_iter().map(donor);
                let entries = entries.collect::<Option<_>>()?;
                module.buffer_donor = Some(HloBufferDonorProto { entries });
            }
            "entry_computation_layout" => module.host_program_shape = Some(program_shape(value)?),
            "frontend_attributes" => {
                module.frontend_attributes = Some(FrontendAttributes { map: dictionary(value)? });
            }
            // The compiler's options say these.
            "allow_spmd_sharding_propagation_to_parameters"
            | "allow_spmd_sharding_propagation_to_output"
            | "alias_passthrough_params" => {}
            _ => return None,
        }
        Some(())
    }

    /// One replica of each partition unless it says otherwise, each on the device of its number.
    fn assignment(&self) -> Option<DeviceAssignmentProto> {
        if self.partitions.is_none() && self.replicas.is_none() {
            return None;
        }
        let partitions = self.partitions.unwrap_or(1);
        let device = |id| ComputationDevice { replica_device_ids: vec![i64::from(id)] };
        Some(DeviceAssignmentProto {
            replica_count: self.replicas.unwrap_or(1),
            computation_count: i32::try_from(partitions).unwrap_or(i32::MAX),
            computation_devices: (0..partitions.min(1 << 20)).map(device).collect(),
        })
    }
}

/// `{14}: (1, {}, may-alias)`.
fn alias(text: &str) -> Option<AliasEntryProto> {
    let (output, parameter) = text.split_once(':')?;
    let fields = parts(parameter.trim().strip_prefix('(')?.strip_suffix(')')?);
    let (number, index, kind) = match fields[..] {
        [number, index] | [number, index, "may-alias"] => (number, index, AliasKind::MayAlias),
        [number, index, "must-alias"] => (number, index, AliasKind::MustAlias),
        _ => return None,
    };
    Some(AliasEntryProto {
        output_shape_index: numbers(output)?,
        parameter_number: number.parse().ok()?,
        parameter_shape_index: numbers(index)?,
        kind: kind as i32,
    })
}

/// `(1, {})`.
fn donor(text: &str) -> Option<BufferDonorEntryProto> {
    let [number, index] = parts(text.strip_prefix('(')?.strip_suffix(')')?)[..] else {
        return None;
    };
    Some(BufferDonorEntryProto {
        parameter_number: number.parse().ok()?,
        parameter_shape_index: numbers(index)?,
    })
}

/// `{(f32[2]{0}, s32[])->f32[2]{0}}`.
fn program_shape(text: &str) -> Option<ProgramShapeProto> {
    let (parameters, result) = braced(text).rsplit_once("->")?;
    let parameters = parameters.trim().strip_prefix('(')?.strip_suffix(')')?;
    let shape = |text: &str| whole_shape(text, Depth::Whole);
    Some(ProgramShapeProto {
        parameters: parts(parameters).into_iter().map(shape).collect::<Option<_>>()?,
        result: Some(shape(result.trim())?),
        parameter_names: Vec::new(),
    })
}
