//! Manual regions: an op of Shardy's with a region, or in GSPMD's words custom calls around the
//! region's instructions; and the groups of devices that meet in them.

use std::fmt::Write as _;

use crate::emit::sharding::{gspmd_text, shardy_text};
use crate::emit::stablehlo::words::tensor;
use crate::emit::stablehlo::{Writer, indent};
use crate::ir::module::{Computation, Instruction};
use crate::ir::op::Op;
use crate::sharding::spec::PartitionSpec;

impl Writer<'_> {
    /// How a region's operands and results are cut, in Shardy's words; all axes are its own.
    pub(super) fn cuts(&self, inputs: &[PartitionSpec], outputs: &[PartitionSpec]) -> String {
        let mesh = &self.module.mesh;
        let each = |specs: &[PartitionSpec]| {
            let texts: Vec<String> = specs.iter().map(|spec| shardy_text(spec, mesh)).collect();
            format!("#sdy.sharding_per_value<[{}]>", texts.join(", "))
        };
        let axes: Vec<String> = mesh.axes().iter().map(|a| format!("{:?}", a.name)).collect();
        format!(
            "in_shardings = {}, manual_axes = #sdy<manual_axes{{{}}}>, out_shardings = {}",
            each(inputs),
            axes.join(", "),
            each(outputs)
        )
    }

    /// An SSA name for each instruction of a region, whose op has the name `region`: all that the
    /// module writes side by side must differ.
    pub(super) fn names_of_region(&self, called: &Computation, region: &str) -> Vec<String> {
        let name = |(index, instruction): (usize, &Instruction)| match (
            &instruction.op,
            instruction.label,
        ) {
            (Op::Parameter { number, .. }, _) => format!("{region}.shard{number}"),
            (_, Some(label)) => format!("{region}.{label}.{index}"),
            (_, None) => format!("{region}.r{index}"),
        };
        called.instructions.iter().enumerate().map(name).collect()
    }

    /// The groups of a collective as lists of partitions.
    pub(super) fn groups(&mut self, axes: &[usize], has_global_ids: bool) -> Vec<String> {
        let groups = self.module.mesh.groups(axes);
        let (count, size) = (groups.len(), groups.first().map_or(0, Vec::len));
        let groups = format!("replica_groups = dense<{groups:?}> : tensor<{count}x{size}xi64>");
        let global = has_global_ids.then(|| "use_global_device_ids".to_owned());
        [self.channel(), groups].into_iter().chain(global).collect()
    }

    /// The arrows of a collective-permute from partition to partition.
    pub(super) fn pairs(&mut self, axes: &[usize], pairs: &[(usize, usize)]) -> Vec<String> {
        let pairs = self.module.mesh.pairs(axes, pairs);
        let rows: Vec<[usize; 2]> =
            pairs.iter().map(|&(source, target)| [source, target]).collect();
        let value = if rows.is_empty() { String::new() } else { format!("{rows:?}") };
        let count = rows.len();
        let pairs = format!("source_target_pairs = dense<{value}> : tensor<{count}x2xi64>");
        vec![self.channel(), pairs]
    }

    /// Each collective has a channel of its own, which tells it from those of replicas.
    fn channel(&mut self) -> String {
        self.last_channel += 1;
        let handle = self.last_channel;
        format!("channel_handle = #stablehlo.channel_handle<handle = {handle}, type = 1>")
    }

    /// A region in GSPMD's words: shards are cut out of the operands `given`, and put together to the
    /// results.
    pub(super) fn region_in_place(
        &mut self,
        (instruction, name): (&Instruction, &str),
        (inputs, outputs): (&[PartitionSpec], &[PartitionSpec]),
        called: &Computation,
        given: &[String],
    ) {
        let mesh = &self.module.mesh;
        let manual = "{manual}".to_owned();
        let names = self.names_of_region(called, name);
        for ((parameter, spec), (shard, given)) in
            called.instructions.iter().zip(inputs).zip(names.iter().zip(given))
        {
            let spec_text = gspmd_text(spec, mesh);
            let local = &parameter.shapes[0];
            let whole = local.with_dims(
                local
                    .dims
                    .iter()
                    .zip(spec.dimensions())
                    .map(|(d, a)| d * mesh.size_of(a))
                    .collect(),
            );
            let cut = format!("{shard}.whole");
            self.partitioned("Sharding", (&cut, given), [&whole, &whole].map(tensor), &spec_text);
            let shapes = [&whole, local].map(tensor);
            self.partitioned("SPMDFullToShardShape", (shard, &cut), shapes, &manual);
        }
        self.instructions(called, &names, 0);
        let made = self.operand_names(called, &called.results, &names);
        for (number, (shard, spec)) in made.iter().zip(outputs).enumerate() {
            let (local, whole) =
                (called.shape(called.results[number]), &instruction.shapes[number]);
            let kept = format!("{name}.{number}.shard");
            self.partitioned("Sharding", (&kept, shard), [local, local].map(tensor), &manual);
            let spec = gspmd_text(spec, mesh);
            let shapes = [local, whole].map(tensor);
            self.partitioned(
                "SPMDShardToFullShape",
                (&format!("{name}.{number}"), &kept),
                shapes,
                &spec,
            );
        }
    }

    /// A custom call that the partitioner understands.
    fn partitioned(
        &mut self,
        target: &str,
        (name, operand): (&str, &str),
        [from, to]: [String; 2],
        sharding: &str,
    ) {
        let _ = writeln!(
            self.text,
            "{}{name} = \"stablehlo.custom_call\"({operand}) <{{call_target_name = {target:?}}}> \
             {{mhlo.sharding = {sharding:?}}} : ({from}) -> {to}",
            indent(0)
        );
    }
}
