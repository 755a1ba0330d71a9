//! The collectives of an optimized program: how many, how large, along which mesh axes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::sharding::mesh::Mesh;
use crate::wire::hlo::{HloInstructionProto, HloModuleProto};
use crate::wire::xla_data::{PrimitiveType, ShapeProto};

use super::groups::{axes_of_groups, axes_of_pairs, groups_text, partition_groups};
use super::{byte_size, looped_computations};

/// What a collective does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CollectiveKind {
    /// Everybody gets the sum (or another reduction) over the group.
    AllReduce,
    /// Everybody gets everybody's part.
    AllGather,
    /// Everybody gets their part of the sum.
    ReduceScatter,
    /// Everybody gets a part of everybody's.
    AllToAll,
    /// The same with parts of different sizes.
    RaggedAllToAll,
    /// One device sends to one other.
    CollectivePermute,
    /// One device sends to its group.
    CollectiveBroadcast,
}

impl CollectiveKind {
    /// Every kind, for tables.
    pub const ALL: [CollectiveKind; 7] = [
        Self::AllReduce,
        Self::AllGather,
        Self::ReduceScatter,
        Self::AllToAll,
        Self::RaggedAllToAll,
        Self::CollectivePermute,
        Self::CollectiveBroadcast,
    ];

    /// HLO's opcode: `all-reduce`.
    pub fn name(self) -> &'static str {
        match self {
            Self::AllReduce => "all-reduce",
            Self::AllGather => "all-gather",
            Self::ReduceScatter => "reduce-scatter",
            Self::AllToAll => "all-to-all",
            Self::RaggedAllToAll => "ragged-all-to-all",
            Self::CollectivePermute => "collective-permute",
            Self::CollectiveBroadcast => "collective-broadcast",
        }
    }

    /// The kind of this opcode or of its `-start` form; `-done` forms are none.
    pub fn from_opcode(opcode: &str) -> Option<Self> {
        let opcode = opcode.strip_suffix("-start").unwrap_or(opcode);
        Self::ALL.into_iter().find(|kind| kind.name() == opcode)
    }
}

impl fmt::Display for CollectiveKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One static instruction; inside of a loop it runs once a turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collective {
    /// The instruction's name.
    pub name: String,
    /// What it does.
    pub kind: CollectiveKind,
    /// The names of the mesh axes its groups lie along; `None` when no set of axes fits.
    pub axes: Option<Vec<String>>,
    /// The groups (or the pairs of a permute) written out, where no axes fit.
    pub groups: Option<String>,
    /// Devices of its largest group; `None` when the instruction does not say so in a form we read.
    pub group_size: Option<usize>,
    /// Whether it is inside of a while loop.
    pub in_loop: bool,
    /// Bytes that one device puts in.
    pub operand_bytes: u64,
    /// Bytes that one device gets out.
    pub result_bytes: u64,
}

/// Collectives of one kind along the same axes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectiveRow {
    /// What they do.
    pub kind: CollectiveKind,
    /// The names of the mesh axes their groups lie along; `None` when no set of axes fits.
    pub axes: Option<Vec<String>>,
    /// The groups (or the pairs of a permute) written out, where no axes fit.
    pub groups: Option<String>,
    /// Devices of their largest group; `None` when they do not say so in a form we read.
    pub group_size: Option<usize>,
    /// Whether they are inside of a while loop.
    pub in_loop: bool,
    /// How many instructions.
    pub count: usize,
    /// Bytes that one device puts in, over all of them.
    pub operand_bytes: u64,
    /// Bytes that one device gets out, over all of them.
    pub result_bytes: u64,
}

impl CollectiveRow {
    /// The larger of what a device puts in and gets out: the size of the whole array that an
    /// all-gather builds or a reduce-scatter takes apart.
    pub fn bytes(&self) -> u64 {
        self.operand_bytes.max(self.result_bytes)
    }
}

/// Every collective of the module, in the order of its computations: in the entry, in fusions, in
/// async and other called computations.
///
/// Group ids are read as partitions `0..mesh.device_count()`: the module must run one replica.
pub fn collectives(module: &HloModuleProto, mesh: &Mesh) -> Vec<Collective> {
    let looped = looped_computations(module);
    let mut found = Vec::new();
    for computation in &module.computations {
        let by_id = computation.instructions_by_id();
        for instruction in &computation.instructions {
            let Some(kind) = CollectiveKind::from_opcode(&instruction.opcode) else { continue };
            let (axes, group_size) = span(kind, instruction, mesh);
            let name = |axis: usize| mesh.axes()[axis].name.clone();
            let operands = instruction.operand_ids.iter().filter_map(|id| by_id.get(id));
            found.push(Collective {
                name: instruction.name.clone(),
                kind,
                groups: axes.is_none().then(|| groups_text(instruction)),
                axes: axes.map(|axes| axes.into_iter().map(name).collect()),
                group_size,
                in_loop: looped.contains(&computation.id),
                operand_bytes: operands
                    .filter_map(|operand| operand.shape.as_ref())
                    .map(byte_size)
                    .fold(0, u64::saturating_add),
                result_bytes: result_shape(instruction).map_or(0, byte_size),
            });
        }
    }
    found
}

/// The mesh axes that a collective's groups lie along, and the devices of the largest group.
///
/// The pairs of a permute are no groups; its devices pass on along their axes, or two by two.
fn span(
    kind: CollectiveKind,
    instruction: &HloInstructionProto,
    mesh: &Mesh,
) -> (Option<Vec<usize>>, Option<usize>) {
    match kind {
        CollectiveKind::CollectivePermute => {
            let axes = axes_of_pairs(instruction, mesh);
            let size = axes.as_ref().map_or(2, |axes| mesh.size_of(axes));
            (axes, Some(size))
        }
        CollectiveKind::AllReduce
        | CollectiveKind::AllGather
        | CollectiveKind::ReduceScatter
        | CollectiveKind::AllToAll
        | CollectiveKind::RaggedAllToAll
        | CollectiveKind::CollectiveBroadcast => {
            let groups = partition_groups(instruction, mesh.device_count());
            let axes = groups.as_ref().and_then(|groups| axes_of_groups(groups, mesh));
            let size = groups.and_then(|groups| groups.iter().map(BTreeSet::len).max());
            (axes, size)
        }
    }
}

/// The shape that a collective gives; a `-start` form holds operands beside it.
fn result_shape(instruction: &HloInstructionProto) -> Option<&ShapeProto> {
    let shape = instruction.shape.as_ref()?;
    let holds_operands = instruction.opcode.ends_with("-start")
        && instruction.opcode != "all-reduce-start"
        && shape.element_type == PrimitiveType::Tuple as i32;
    if holds_operands { shape.tuple_shapes.get(1) } else { Some(shape) }
}

/// The collectives merged by kind, axes (or groups) and being in a loop, in that order.
pub fn collective_rows(collectives: &[Collective]) -> Vec<CollectiveRow> {
    let mut rows = BTreeMap::new();
    for one in collectives {
        let key = (one.kind, one.axes.clone(), one.groups.clone(), one.in_loop);
        let row = rows.entry(key).or_insert(CollectiveRow {
            kind: one.kind,
            axes: one.axes.clone(),
            groups: one.groups.clone(),
            group_size: one.group_size,
            in_loop: one.in_loop,
            count: 0,
            operand_bytes: 0,
            result_bytes: 0,
        });
        row.count += 1;
        row.operand_bytes = row.operand_bytes.saturating_add(one.operand_bytes);
        row.result_bytes = row.result_bytes.saturating_add(one.result_bytes);
    }
    rows.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::hlo::HloComputationProto;
    use crate::wire::xla_data::ReplicaGroup;
    use prost::Message;

    fn rows(bytes: &[u8]) -> Vec<String> {
        let module = HloModuleProto::decode(bytes).expect("a module");
        let mesh = Mesh::of_sizes(&[4, 8]).expect("a mesh");
        let row = |r: &CollectiveRow| {
            let axes = r.axes.as_ref().map_or("?".to_owned(), |axes| axes.join(","));
            let looped = if r.in_loop { " looped" } else { "" };
            let (bytes, out) = (r.operand_bytes, r.result_bytes);
            format!("{} {axes} x{} {bytes} -> {out}{looped}", r.kind, r.count)
        };
        collective_rows(&collectives(&module, &mesh)).iter().map(row).collect()
    }

    #[test]
    fn each_kind_is_found_with_its_axes_and_bytes() {
        let found = rows(include_bytes!("../../tests/data/v6e_collectives.hlo.pb"));
        let expected = [
            "all-reduce data x1 32768 -> 32768",
            "all-reduce data,model x1 32768 -> 32768",
            "all-reduce model x1 32768 -> 32768",
            "all-gather data x1 32768 -> 131072",
            "reduce-scatter data x1 131072 -> 32768",
            "all-to-all model x1 32768 -> 32768",
            "collective-permute model x1 32768 -> 32768",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn groups_named_by_axes_and_by_iota_fall_into_the_same_rows() {
        let tpu = rows(include_bytes!("../../tests/data/v6e_update_codes.hlo.pb"));
        let expected = [
            "all-reduce data x1 24612 -> 24612",
            "all-reduce model x2 6291460 -> 6291460",
            "all-gather model x2 32768 -> 262144",
        ];
        assert_eq!(tpu, expected);
        let cpu = rows(include_bytes!("../../tests/data/cpu_update_codes.hlo.pb"));
        // API 0.81 writes its iotas where later ones have only listed groups.
        let older = rows(include_bytes!("../../tests/data/cpu081_update_codes.hlo.pb"));
        let expected = [
            "all-reduce data x2 24612 -> 24612",
            "all-reduce model x1 12582916 -> 12582916",
            "all-gather model x2 32768 -> 262144",
        ];
        assert_eq!(cpu, expected);
        assert_eq!(older, expected);
        let tokens = rows(include_bytes!("../../tests/data/v4_update_tokens.hlo.pb"));
        assert_eq!(tokens, ["all-reduce data,model x1 196868 -> 196868"]);
    }

    #[test]
    fn a_collective_in_a_loop_is_marked_and_groups_that_fit_no_axes_are_written_out() {
        let shape = ShapeProto {
            element_type: PrimitiveType::F32 as i32,
            dimensions: vec![4],
            ..ShapeProto::default()
        };
        let tuple = ShapeProto {
            element_type: PrimitiveType::Tuple as i32,
            tuple_shapes: vec![shape.clone(), shape.clone()],
            ..ShapeProto::default()
        };
        let group = |ids: &[i64]| ReplicaGroup { replica_ids: ids.to_vec() };
        let gather = HloInstructionProto {
            opcode: "all-gather-start".to_owned(),
            shape: Some(tuple),
            channel_id: 1,
            use_global_device_ids: true,
            replica_groups: vec![group(&[0, 3]), group(&[1, 2])],
            ..HloInstructionProto::default()
        };
        let done =
            HloInstructionProto { opcode: "all-gather-done".to_owned(), ..Default::default() };
        let turns = HloInstructionProto {
            opcode: "while".to_owned(),
            called_computation_ids: vec![1, 2],
            ..HloInstructionProto::default()
        };
        let computation = |id, instructions| HloComputationProto {
            id,
            instructions,
            ..HloComputationProto::default()
        };
        let module = HloModuleProto {
            computations: vec![computation(1, vec![gather, done]), computation(3, vec![turns])],
            ..HloModuleProto::default()
        };
        let mesh = Mesh::of_sizes(&[2, 2]).expect("a mesh");
        let found = collective_rows(&collectives(&module, &mesh));
        let [row] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((row.count, row.result_bytes, row.in_loop), (1, 16, true));
        assert_eq!((&row.axes, row.groups.as_deref()), (&None, Some("{0,3},{1,2}")));
        assert_eq!(row.group_size, Some(2));
    }
}
