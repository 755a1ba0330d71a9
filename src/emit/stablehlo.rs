//! Writes a module as StableHLO text, sharded in Shardy's or GSPMD's words.
//!
//! Ops are written in MLIR's generic form, one rule for all of them; every StableHLO version
//! reads it.

use std::fmt::Write;

use crate::emit::sharding::{gspmd_text, shardy_text};
use crate::ir::attr::{Attribute, Direction, DotDimensions, GatherDimensions, SliceRange};
use crate::ir::literal::Literal;
use crate::ir::module::{Computation, Instruction, Module};
use crate::ir::op::Op;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::Value;
use crate::ir::verify::Verified;
use crate::sharding::spec::PartitionSpec;

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
    let mut writer = Writer { module, partitioner, text: String::with_capacity(1 << 14) };
    writer.module();
    writer.text
}

struct Writer<'a> {
    module: &'a Module,
    partitioner: Partitioner,
    text: String,
}

/// Writing to a `String` cannot fail, so the result of `write!` says nothing.
macro_rules! put {
    ($writer:expr, $($arguments:tt)*) => {{
        let _ = write!($writer.text, $($arguments)*);
    }};
}

impl Writer<'_> {
    fn module(&mut self) {
        let module = self.module;
        put!(self, "module @{} attributes {{mhlo.num_partitions = ", module.name);
        put!(self, "{} : i32, mhlo.num_replicas = 1 : i32}} {{\n", module.mesh.device_count());
        if self.partitioner == Partitioner::Shardy {
            let axes: Vec<String> =
                module.mesh.axes().iter().map(|a| format!("{:?}={}", a.name, a.size)).collect();
            put!(self, "  sdy.mesh @mesh = <[{}]>\n", axes.join(", "));
        }
        put!(self, "  func.func public @main(");
        for (number, (port, shape)) in
            module.parameters.iter().zip(module.entry.parameter_shapes()).enumerate()
        {
            let comma = if number == 0 { "" } else { "," };
            let sharding = self.sharding(&port.spec);
            let alias = module.aliases.iter().find(|alias| alias.parameter == number);
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
        let names = self.names(&module.entry, Scope::Entry);
        self.instructions(&module.entry, &names, "    ");
        self.terminator("func.return", &module.entry, &names, "    ");
        put!(self, "  }}\n}}\n");
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

    /// An SSA name for each instruction of a computation: a port's own, else one with a point,
    /// which no port's name has.
    fn names(&self, computation: &Computation, scope: Scope) -> Vec<String> {
        let name = |(index, instruction): (usize, &Instruction)| match (&instruction.op, scope) {
            (Op::Parameter { number, .. }, Scope::Entry) => {
                format!("%{}", self.module.parameters[*number].name)
            }
            (Op::Parameter { number, .. }, Scope::Region) => format!("%arg.{number}"),
            (_, Scope::Region) => format!("%r.{index}"),
            (_, Scope::Entry) => match instruction.label {
                Some(label) => format!("%{label}.{index}"),
                None => format!("%{index}"),
            },
        };
        computation.instructions.iter().enumerate().map(name).collect()
    }

    fn instructions(&mut self, computation: &Computation, names: &[String], indent: &str) {
        for (instruction, name) in computation.instructions.iter().zip(names) {
            if matches!(instruction.op, Op::Parameter { .. }) {
                continue;
            }
            put!(self, "{indent}{name}");
            if instruction.shapes.len() > 1 {
                put!(self, ":{}", instruction.shapes.len());
            }
            let op = self.op_name(&instruction.op);
            put!(self, " = \"{op}\"({})", operands(computation, &instruction.operands, names));
            self.attributes(instruction, computation, indent);
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
            _ => format!("stablehlo.{}", op.stablehlo_name()),
        }
    }

    fn attributes(&mut self, instruction: &Instruction, computation: &Computation, indent: &str) {
        let mut properties = Vec::new();
        let mut discardable = String::new();
        let mut region = None;
        let compared = |index: usize| computation.shape(instruction.operands[index]).element_type;
        for attribute in instruction.op.attributes() {
            match attribute {
                Attribute::ParameterNumber(_) => {}
                Attribute::Body(id) => region = Some(id),
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
        if let Some(id) = region {
            let body = &self.module.computations[id.index()];
            self.region(body, indent);
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

    fn region(&mut self, body: &Computation, indent: &str) {
        let names = self.names(body, Scope::Region);
        let inner = format!("{indent}  ");
        let arguments: Vec<String> = names
            .iter()
            .zip(body.parameter_shapes())
            .map(|(name, shape)| format!("{name}: {}", tensor(shape)))
            .collect();
        put!(self, " ({{\n{indent}^bb0({}):\n", arguments.join(", "));
        self.instructions(body, &names, &inner);
        self.terminator("stablehlo.return", body, &names, &inner);
        put!(self, "{indent}}})");
    }

    fn terminator(&mut self, op: &str, computation: &Computation, names: &[String], indent: &str) {
        let values = operands(computation, &computation.results, names);
        let types = tensors(computation.result_shapes());
        put!(self, "{indent}\"{op}\"({values}) : ({types}) -> ()\n");
    }
}

#[derive(Debug, Clone, Copy)]
enum Scope {
    Entry,
    Region,
}

fn operands(computation: &Computation, values: &[Value], names: &[String]) -> String {
    let name = |value: &Value| {
        let of = &names[value.instruction()];
        match computation.instructions[value.instruction()].shapes.len() {
            1 => of.clone(),
            _ => format!("{of}#{}", value.result()),
        }
    };
    values.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// `tensor<32x512x768xbf16>`.
fn tensor(shape: &Shape) -> String {
    let dims: String = shape.dims.iter().map(|dim| format!("{dim}x")).collect();
    format!("tensor<{dims}{}>", element(shape.element_type))
}

fn tensors<'a>(shapes: impl Iterator<Item = &'a Shape>) -> String {
    shapes.map(tensor).collect::<Vec<_>>().join(", ")
}

fn element(element_type: ElementType) -> &'static str {
    match element_type {
        ElementType::Pred => "i1",
        ElementType::S32 => "i32",
        ElementType::U8 => "ui8",
        ElementType::U32 => "ui32",
        ElementType::Bf16 => "bf16",
        ElementType::F32 => "f32",
        ElementType::F64 => "f64",
    }
}

fn comparison(direction: Direction, compared: ElementType) -> String {
    let compare_type = match compared {
        ElementType::S32 => "SIGNED",
        ElementType::Pred | ElementType::U8 | ElementType::U32 => "UNSIGNED",
        ElementType::Bf16 | ElementType::F32 | ElementType::F64 => "FLOAT",
    };
    format!(
        "comparison_direction = #stablehlo<comparison_direction {}>, \
         compare_type = #stablehlo<comparison_type {compare_type}>",
        direction.name()
    )
}

fn slice(ranges: &[SliceRange]) -> String {
    let each = |pick: fn(&SliceRange) -> usize| array(&ranges.iter().map(pick).collect::<Vec<_>>());
    let (start, limit, stride) = (each(|r| r.start), each(|r| r.limit), each(|r| r.stride));
    format!("limit_indices = {limit}, start_indices = {start}, strides = {stride}")
}

fn dot(dot: &DotDimensions) -> String {
    format!(
        "dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = {:?}, \
         rhs_batching_dimensions = {:?}, lhs_contracting_dimensions = {:?}, \
         rhs_contracting_dimensions = {:?}>",
        dot.lhs_batch, dot.rhs_batch, dot.lhs_contracting, dot.rhs_contracting
    )
}

fn gather(dimensions: &GatherDimensions, slice_sizes: &[usize]) -> String {
    format!(
        "dimension_numbers = #stablehlo.gather<offset_dims = {:?}, collapsed_slice_dims = {:?}, \
         start_index_map = {:?}, index_vector_dim = {}>, indices_are_sorted = false, \
         slice_sizes = {}",
        dimensions.offset,
        dimensions.collapsed_slice,
        dimensions.start_index_map,
        dimensions.index_vector,
        array(slice_sizes)
    )
}

/// `array<i64: 0, 2>`.
fn array(numbers: &[usize]) -> String {
    if numbers.is_empty() {
        return "array<i64>".to_owned();
    }
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    format!("array<i64: {}>", numbers.join(", "))
}

/// `dense<0.25> : tensor<f32>`.
fn dense(literal: &Literal) -> String {
    let t = literal.shape.element_type;
    let values: Vec<String> = literal.values().iter().map(|&value| number(t, value)).collect();
    match (values.as_slice(), literal.shape.rank()) {
        ([one], 0) => format!("dense<{one}> : {}", tensor(&literal.shape)),
        (all, _) => format!("dense<[{}]> : {}", all.join(", "), tensor(&literal.shape)),
    }
}

/// A number as MLIR reads it back exactly: all digits of an f64, bits where there are no digits.
fn number(element_type: ElementType, value: f64) -> String {
    if element_type == ElementType::Pred {
        return (value != 0.0).to_string();
    }
    if !element_type.is_float() {
        return format!("{value}");
    }
    if value.is_finite() {
        let digits = format!("{value:e}");
        let (mantissa, exponent) = digits.split_once('e').unwrap_or((&digits, "0"));
        let point = if mantissa.contains('.') { "" } else { ".0" };
        let exponent = if exponent == "0" { String::new() } else { format!("e{exponent}") };
        return format!("{mantissa}{point}{exponent}");
    }
    bits(element_type, value)
}

#[expect(clippy::cast_possible_truncation, reason = "infinities and NaN exist in every float type")]
fn bits(element_type: ElementType, value: f64) -> String {
    match element_type {
        ElementType::Bf16 => format!("0x{:04X}", half::bf16::from_f64(value).to_bits()),
        ElementType::F64 => format!("0x{:016X}", value.to_bits()),
        ElementType::F32 => format!("0x{:08X}", (value as f32).to_bits()),
        ElementType::Pred | ElementType::S32 | ElementType::U8 | ElementType::U32 => {
            unreachable!("integers have no infinities")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_so_that_mlir_reads_them_back() {
        assert_eq!(number(ElementType::F32, 0.25), "2.5e-1");
        assert_eq!(number(ElementType::F32, 1.0), "1.0");
        assert_eq!(number(ElementType::F32, f64::from(1e-5_f32)), "9.999999747378752e-6");
        assert_eq!(number(ElementType::F32, f64::INFINITY), "0x7F800000");
        assert_eq!(number(ElementType::Bf16, f64::INFINITY), "0x7F80");
        assert_eq!(number(ElementType::S32, -1.0), "-1");
        assert_eq!(number(ElementType::Pred, 1.0), "true");
    }
}
