//! Writes a module as StableHLO text, sharded in Shardy's or GSPMD's words.
//!
//! Ops are written in MLIR's generic form, one rule for all of them; every StableHLO version
//! reads it.

mod regions;
pub(in crate::emit) mod words;

use std::fmt::Write;

use crate::emit::sharding::{gspmd_text, shardy_text};
use crate::ir::attr::Attribute;
use crate::ir::module::{Computation, Instruction, Module};
use crate::ir::op::Op;
use crate::ir::value::Value;
use crate::ir::verify::Verified;
use crate::sharding::spec::PartitionSpec;

use words::{array, comparison, dense, dot, gather, slice, tensor, tensors};

/// Whose words shardings are written in; the compiler's partitioner must be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partitioner {
    /// `sdy.sharding` over a named mesh.
    Shardy,
    /// `mhlo.sharding` strings.
    Gspmd,
}

impl Partitioner {
    /// The name in jobs and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shardy => "shardy",
            Self::Gspmd => "gspmd",
        }
    }
}

/// The module as StableHLO text.
pub fn to_text(verified: &Verified, partitioner: Partitioner) -> String {
    let module = verified.module();
    let mut writer = Writer::new(module, partitioner);
    writer.module();
    writer.text
}

/// The name of the step where it is called by another function.
pub(in crate::emit) const STEP: &str = "step";

/// The module in Shardy's words with its entry as the private function [`STEP`], and before it a
/// function that calls it.
pub(in crate::emit) fn to_text_around(verified: &Verified, main: &str) -> String {
    let module = verified.module();
    let partitioner = Partitioner::Shardy;
    let mut writer = Writer::new(module, partitioner);
    writer.head();
    writer.text.push_str(main);
    writer.function(&format!("private @{STEP}"), false);
    writer.text.push_str("}\n");
    writer.text
}

struct Writer<'a> {
    module: &'a Module,
    partitioner: Partitioner,
    text: String,
    /// The channel of the last collective written.
    last_channel: usize,
}

/// Writing to a `String` cannot fail, so the result of `write!` says nothing.
macro_rules! put {
    ($writer:expr, $($arguments:tt)*) => {{
        let _ = write!($writer.text, $($arguments)*);
    }};
}

impl<'a> Writer<'a> {
    fn new(module: &'a Module, partitioner: Partitioner) -> Self {
        Writer { module, partitioner, text: String::with_capacity(1 << 14), last_channel: 0 }
    }
}

impl Writer<'_> {
    fn module(&mut self) {
        self.head();
        self.function("public @main", true);
        put!(self, "}}\n");
    }

    fn head(&mut self) {
        let module = self.module;
        put!(self, "module @{} attributes {{mhlo.num_partitions = ", module.name);
        put!(self, "{} : i32, mhlo.num_replicas = 1 : i32}} {{\n", module.mesh.device_count());
        if self.partitioner == Partitioner::Shardy {
            let axes: Vec<String> =
                module.mesh.axes().iter().map(|a| format!("{:?}={}", a.name, a.size)).collect();
            put!(self, "  sdy.mesh @mesh = <[{}]>\n", axes.join(", "));
        }
    }

    /// The entry as a function, which donates what it may where it is called from outside.
    fn function(&mut self, name: &str, donates: bool) {
        let module = self.module;
        put!(self, "  func.func {name}(");
        for (number, (port, shape)) in
            module.parameters.iter().zip(module.entry.parameter_shapes()).enumerate()
        {
            let comma = if number == 0 { "" } else { "," };
            let sharding = self.sharding(&port.spec);
            let mut aliases = module.aliases.iter().filter(|_| donates);
            let alias = aliases.find(|alias| alias.parameter == number);
            let alias = alias.map_or_else(String::new, |alias| {
                format!(", tf.aliasing_output = {} : i32", alias.result)
            });
            put!(self, "{comma}\n      %{}: {} {{{sharding}{alias}}}", port.name, tensor(shape));
        }
        put!(self, ") -> (");
        for (number, (port, shape)) in
            module.results.iter().zip(module.entry.result_shapes()).enumerate()
        {
            let comma = if number == 0 { "" } else { "," };
            let sharding = self.sharding(&port.spec);
            let name = &port.name;
            put!(
                self,
                "{comma}\n      {} {{jax.result_info = {name:?}, {sharding}}}",
                tensor(shape)
            );
        }
        put!(self, ") {{\n");
        let names = self.names(&module.entry, 0);
        self.instructions(&module.entry, &names, 0);
        self.terminator("func.return", &module.entry, &names, 0);
        put!(self, "  }}\n");
    }

    /// The attribute that says how an array lies on the mesh.
    fn sharding(&self, spec: &PartitionSpec) -> String {
        match self.partitioner {
            Partitioner::Shardy => {
                format!("sdy.sharding = #sdy.sharding{}", shardy_text(spec, &self.module.mesh))
            }
            Partitioner::Gspmd => {
                format!("mhlo.sharding = {:?}", gspmd_text(spec, &self.module.mesh))
            }
        }
    }

    /// An SSA name for each instruction of a computation that is written inside of `depth` regions:
    /// a port's own, else one with a point, which no port's name has. Names of a region differ from
    /// those of the regions around it, which MLIR sees there too.
    fn names(&self, computation: &Computation, depth: usize) -> Vec<String> {
        let level = if depth < 2 { String::new() } else { depth.to_string() };
        let name = |(index, instruction): (usize, &Instruction)| match (&instruction.op, depth) {
            (Op::Parameter { number, .. }, 0) => {
                format!("%{}", self.module.parameters[*number].name)
            }
            (Op::Parameter { number, .. }, _) => format!("%arg{level}.{number}"),
            (Op::ManualRegion { .. }, 0) => format!("%device.{index}"),
            (_, 0) => match instruction.label {
                Some(label) => format!("%{label}.{index}"),
                None => format!("%{index}"),
            },
            _ => format!("%r{level}.{index}"),
        };
        computation.instructions.iter().enumerate().map(name).collect()
    }

    fn instructions(&mut self, computation: &Computation, names: &[String], depth: usize) {
        let indent = indent(depth);
        for (instruction, name) in computation.instructions.iter().zip(names) {
            if matches!(instruction.op, Op::Parameter { .. }) {
                continue;
            }
            if let (Op::ManualRegion { inputs, outputs, body }, Partitioner::Gspmd) =
                (&instruction.op, self.partitioner)
            {
                let called = &self.module.computations[body.index()];
                let given = self.operand_names(computation, &instruction.operands, names);
                self.region_in_place((instruction, name), (inputs, outputs), called, &given);
                continue;
            }
            put!(self, "{indent}{name}");
            if instruction.shapes.len() > 1 {
                put!(self, ":{}", instruction.shapes.len());
            }
            let op = self.op_name(&instruction.op);
            put!(self, " = \"{op}\"({})", self.operands(computation, &instruction.operands, names));
            self.attributes((instruction, name), computation, depth);
            let inputs = instruction.operands.iter().map(|&value| computation.shape(value));
            put!(self, " : ({}) -> ", tensors(inputs));
            match instruction.shapes.as_slice() {
                [shape] => put!(self, "{}\n", tensor(shape)),
                shapes => put!(self, "({})\n", tensors(shapes.iter())),
            }
        }
    }

    fn op_name(&self, op: &Op) -> String {
        match (op, self.partitioner) {
            (Op::ShardingConstraint(_), Partitioner::Shardy) => {
                "sdy.sharding_constraint".to_owned()
            }
            (Op::ManualRegion { .. }, _) => "sdy.manual_computation".to_owned(),
            _ => format!("stablehlo.{}", op.stablehlo_name()),
        }
    }

    fn attributes(
        &mut self,
        (instruction, name): (&Instruction, &str),
        computation: &Computation,
        depth: usize,
    ) {
        let mut properties = Vec::new();
        let mut discardable = String::new();
        let mut regions = Vec::new();
        let compared = |index: usize| computation.shape(instruction.operands[index]).element_type;
        for attribute in instruction.op.attributes() {
            match attribute {
                Attribute::ParameterNumber(_) => {}
                Attribute::Body(id) => regions = vec![id],
                Attribute::Loop { condition, body } => regions = vec![condition, body],
                Attribute::Region { inputs, outputs, body } => {
                    properties.push(self.cuts(inputs, outputs));
                    regions = vec![body];
                }
                Attribute::Groups { axes, has_global_ids } => {
                    properties.extend(self.groups(axes, has_global_ids));
                }
                Attribute::SplitCount { axes } => {
                    let parts = self.module.mesh.size_of(axes);
                    properties.push(format!("split_count = {parts} : i64"));
                }
                Attribute::Pairs { axes, pairs } => properties.extend(self.pairs(axes, pairs)),
                Attribute::Sharding(spec) => {
                    let (property, attribute) = self.constraint(spec);
                    properties.push(property);
                    discardable = attribute;
                }
                Attribute::Value(literal) => properties.push(format!("value = {}", dense(literal))),
                Attribute::Dimension { name, number } => {
                    properties.push(format!("{name} = {number} : i64"));
                }
                Attribute::Dimensions { name, numbers } => {
                    properties.push(format!("{name} = {}", array(numbers)));
                }
                Attribute::Direction(direction) => {
                    properties.push(comparison(direction, compared(0)));
                }
                Attribute::FloatFormat { exponent_bits, mantissa_bits } => {
                    properties.push(format!("exponent_bits = {exponent_bits} : i32"));
                    properties.push(format!("mantissa_bits = {mantissa_bits} : i32"));
                }
                Attribute::Slice(ranges) => properties.push(slice(ranges)),
                Attribute::Dot(dimensions) => properties.push(dot(dimensions)),
                Attribute::Precision(precision) => {
                    let word = format!("#stablehlo<precision {}>", precision.name());
                    properties.push(format!("precision_config = [{word}, {word}]"));
                }
                Attribute::SliceSizes(sizes) => {
                    properties.push(format!("slice_sizes = {}", array(sizes)));
                }
                Attribute::Stable(stable) => properties.push(format!("is_stable = {stable}")),
                Attribute::Gather { dimensions, slice_sizes } => {
                    properties.push(gather(dimensions, slice_sizes));
                }
            }
        }
        if !properties.is_empty() {
            put!(self, " <{{{}}}>{discardable}", properties.join(", "));
        }
        for (index, &id) in regions.iter().enumerate() {
            put!(self, "{}", if index == 0 { " (" } else { ", " });
            let body = &self.module.computations[id.index()];
            let is_manual = matches!(instruction.op, Op::ManualRegion { .. });
            let (names, terminator) = if is_manual {
                (self.names_of_region(body, name), "sdy.return")
            } else {
                (self.names(body, depth + 1), "stablehlo.return")
            };
            self.region((body, &names), depth, terminator);
        }
        if !regions.is_empty() {
            put!(self, ")");
        }
    }

    /// A constraint's property and its discardable attribute.
    fn constraint(&self, spec: &PartitionSpec) -> (String, String) {
        match self.partitioner {
            Partitioner::Shardy => {
                let text = shardy_text(spec, &self.module.mesh);
                (format!("sharding = #sdy.sharding{text}"), String::new())
            }
            Partitioner::Gspmd => {
                let attribute = format!(" {{{}}}", self.sharding(spec));
                ("call_target_name = \"Sharding\"".to_owned(), attribute)
            }
        }
    }

    /// A computation as a region of an op that is written inside of `depth` regions.
    fn region(&mut self, (body, names): (&Computation, &[String]), depth: usize, terminator: &str) {
        let arguments: Vec<String> = names
            .iter()
            .zip(body.parameter_shapes())
            .map(|(name, shape)| format!("{name}: {}", tensor(shape)))
            .collect();
        let indent = indent(depth);
        put!(self, "{{\n{indent}^bb0({}):\n", arguments.join(", "));
        self.instructions(body, names, depth + 1);
        self.terminator(terminator, body, names, depth + 1);
        put!(self, "{indent}}}");
    }

    fn operands(&self, computation: &Computation, values: &[Value], names: &[String]) -> String {
        self.operand_names(computation, values, names).join(", ")
    }

    fn operand_names(
        &self,
        computation: &Computation,
        values: &[Value],
        names: &[String],
    ) -> Vec<String> {
        let name = |value: &Value| {
            let of = &names[value.instruction()];
            let instruction = &computation.instructions[value.instruction()];
            let is_manual = matches!(instruction.op, Op::ManualRegion { .. });
            match (self.partitioner, instruction.shapes.len()) {
                // Each result of a region is put together by itself.
                (Partitioner::Gspmd, _) if is_manual => format!("{of}.{}", value.result()),
                (_, 1) => of.clone(),
                _ => format!("{of}#{}", value.result()),
            }
        };
        values.iter().map(name).collect()
    }

    fn terminator(&mut self, op: &str, computation: &Computation, names: &[String], depth: usize) {
        let values = self.operands(computation, &computation.results, names);
        let types = tensors(computation.result_shapes());
        put!(self, "{}\"{op}\"({values}) : ({types}) -> ()\n", indent(depth));
    }
}

/// What stands before an instruction inside of `depth` regions.
fn indent(depth: usize) -> String {
    "  ".repeat(depth + 2)
}
