//! Manual regions, written where they are called, in GSPMD's words: a shard is cut out of each operand,
//! and the shards of each result are put together. Between the two, instructions are one device's.

use crate::emit::hlo_proto::{Body, Form, Writer, i64s, shape_proto};
use crate::emit::sharding::op_sharding;
use crate::ir::module::{Computation, Instruction, Role};
use crate::sharding::spec::PartitionSpec;
use crate::wire::hlo::HloInstructionProto;
use crate::wire::xla_data::{OpSharding, OpShardingType, ReplicaGroup, ShapeProto, SourceTarget};

impl Writer<'_> {
    /// The groups of a collective as lists of partitions.
    pub(super) fn groups(
        &mut self,
        to: &mut HloInstructionProto,
        axes: &[usize],
        has_global_ids: bool,
    ) {
        to.channel_id = self.fresh_channel();
        to.use_global_device_ids = has_global_ids;
        let group = |ids: Vec<usize>| ReplicaGroup { replica_ids: i64s(&ids) };
        to.replica_groups = self.module.mesh.groups(axes).into_iter().map(group).collect();
    }

    /// The arrows of a collective-permute from partition to partition.
    pub(super) fn pairs(
        &mut self,
        to: &mut HloInstructionProto,
        axes: &[usize],
        pairs: &[(usize, usize)],
    ) {
        to.channel_id = self.fresh_channel();
        let pair = |(source, target): (usize, usize)| SourceTarget {
            source: source as i64,
            target: target as i64,
        };
        let pairs = self.module.mesh.pairs(axes, pairs);
        to.source_target_pairs = pairs.into_iter().map(pair).collect();
    }

    /// Each collective has a channel of its own, which tells it from those of replicas.
    fn fresh_channel(&mut self) -> i64 {
        self.last_channel += 1;
        self.last_channel
    }

    /// Writes a region where it is called, in GSPMD's words: shards are cut out of the operands, and
    /// put together to the results.
    pub(super) fn region(
        &mut self,
        instruction: &Instruction,
        (inputs, outputs): (&[PartitionSpec], &[PartitionSpec]),
        called: &Computation,
        body: &mut Body,
    ) -> Vec<i64> {
        let mut shards = Vec::with_capacity(inputs.len());
        for (parameter, (&operand, spec)) in
            called.instructions.iter().zip(instruction.operands.iter().zip(inputs))
        {
            let id = body.id(operand);
            let whole = op_sharding(spec, &self.module.mesh);
            let shape = body.shape(id);
            let cut = self.partitioned(body, "Sharding", (id, shape), whole);
            let shape = shape_proto(&parameter.shapes[0]);
            let shard = self.partitioned(body, "SPMDFullToShardShape", (cut, shape), manual());
            shards.push(vec![shard]);
        }
        let first = shards.len();
        let outer = std::mem::replace(&mut body.result_ids, shards);
        for inner in &called.instructions[first..] {
            let ids = self.instruction(inner, body, Form::Called(Role::Region));
            body.result_ids.push(ids);
        }
        let made: Vec<i64> = called.results.iter().map(|&value| body.id(value)).collect();
        body.result_ids = outer;
        let mut whole = Vec::with_capacity(made.len());
        for ((id, spec), shape) in made.into_iter().zip(outputs).zip(&instruction.shapes) {
            let shape_of_shard = body.shape(id);
            let shard = self.partitioned(body, "Sharding", (id, shape_of_shard), manual());
            let cut = op_sharding(spec, &self.module.mesh);
            let shape = shape_proto(shape);
            whole.push(self.partitioned(body, "SPMDShardToFullShape", (shard, shape), cut));
        }
        whole
    }

    /// Writes a custom call that the partitioner understands.
    fn partitioned(
        &mut self,
        body: &mut Body,
        target: &str,
        (operand, shape): (i64, ShapeProto),
        sharding: OpSharding,
    ) -> i64 {
        let id = self.fresh_id();
        body.instructions.push(HloInstructionProto {
            name: format!("custom-call.{id}"),
            opcode: "custom-call".to_owned(),
            shape: Some(shape),
            id,
            operand_ids: vec![operand],
            custom_call_target: target.to_owned(),
            sharding: Some(sharding),
            ..HloInstructionProto::default()
        });
        id
    }
}

/// Of what each device has for itself.
fn manual() -> OpSharding {
    OpSharding { r#type: OpShardingType::Manual.into(), ..OpSharding::default() }
}
