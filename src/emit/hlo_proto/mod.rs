//! Writes a module as `HloModuleProto`, sharded in GSPMD's words.
//!
//! HLO has one result an instruction, so several become a tuple and its elements here.

mod region;

use crate::emit::sharding::{op_sharding, tuple_sharding};
use crate::ir::attr::{Attribute, Precision};
use crate::ir::literal::Literal;
use crate::ir::module::{Computation, Instruction, Module, Role};
use crate::ir::op::Op;
use crate::ir::shape::{ElementType, Shape};
use crate::ir::value::{ComputationId, Value};
use crate::ir::verify::Verified;
use crate::wire::hlo::{
    AliasEntryProto, AliasKind, HloComputationProto, HloInputOutputAliasProto, HloInstructionProto,
    HloModuleProto, SliceDimensions,
};
use crate::wire::xla_data::{
    DotDimensionNumbers, GatherDimensionNumbers, LayoutProto, LiteralProto, PrecisionConfig,
    PrimitiveType, ProgramShapeProto, ShapeProto,
};

/// The module as XLA's message.
pub fn to_proto(verified: &Verified) -> HloModuleProto {
    let module = verified.module();
    let mut writer = Writer { module, next_id: 0, last_channel: 0, computation_ids: Vec::new() };
    let mut computations = Vec::with_capacity(module.computations.len() + 1);
    let mut forms = vec![Form::Called(Role::Scalars); module.computations.len()];
    for (id, role) in module.calls() {
        forms[id.index()] = Form::Called(role);
    }
    for (computation, form) in module.computations.iter().zip(forms) {
        if form == Form::Called(Role::Region) {
            // It is written where it is called.
            writer.computation_ids.push(0);
            continue;
        }
        let written = writer.computation(computation, form);
        writer.computation_ids.push(written.id);
        computations.push(written);
    }
    let entry = writer.computation(&module.entry, Form::Entry);
    let (entry_id, program_shape) = (entry.id, entry.program_shape.clone());
    computations.push(entry);
    HloModuleProto {
        name: module.name.clone(),
        entry_computation_name: module.entry.name.clone(),
        computations,
        host_program_shape: program_shape,
        entry_computation_id: entry_id,
        input_output_alias: aliases(module),
        ..HloModuleProto::default()
    }
}

fn aliases(module: &Module) -> Option<HloInputOutputAliasProto> {
    let entry = |alias: &crate::ir::module::Alias| AliasEntryProto {
        output_shape_index: vec![alias.result as i64],
        parameter_number: alias.parameter as i64,
        kind: AliasKind::MayAlias.into(),
        ..AliasEntryProto::default()
    };
    let entries: Vec<_> = module.aliases.iter().map(entry).collect();
    (!entries.is_empty()).then_some(HloInputOutputAliasProto { entries })
}

struct Writer<'a> {
    module: &'a Module,
    next_id: i64,
    /// The channel of the last collective written.
    last_channel: i64,
    /// The message id of each of the module's computations written so far.
    computation_ids: Vec<i64>,
}

/// What a computation takes and gives: the entry has named parameters and a tuple of results, and
/// those that a while calls take its state as one tuple.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Entry,
    Called(Role),
}

impl Form {
    fn takes_tuple(self) -> bool {
        matches!(self, Self::Called(Role::Condition | Role::Body))
    }

    fn gives_tuple(self) -> bool {
        matches!(self, Self::Entry | Self::Called(Role::Body))
    }
}

/// The instructions of one computation written so far.
struct Body {
    instructions: Vec<HloInstructionProto>,
    /// For each instruction of the graph the message id of each of its results.
    result_ids: Vec<Vec<i64>>,
}

impl Body {
    fn id(&self, value: Value) -> i64 {
        self.result_ids[value.instruction()][value.result()]
    }
}

impl Writer<'_> {
    fn computation(&mut self, computation: &Computation, form: Form) -> HloComputationProto {
        let mut body = Body { instructions: Vec::new(), result_ids: Vec::new() };
        if form.takes_tuple() {
            self.state_parameter(computation, &mut body);
        }
        // Parameters come first; those of a state are written already.
        for instruction in &computation.instructions[body.result_ids.len()..] {
            let ids = self.instruction(instruction, &mut body, form);
            body.result_ids.push(ids);
        }
        let shapes: Vec<ShapeProto> = computation.result_shapes().map(shape_proto).collect();
        let (root_id, result) = match (computation.results.as_slice(), shapes.as_slice()) {
            ([value], [shape]) if !form.gives_tuple() => (body.id(*value), shape.clone()),
            _ => {
                let ids = computation.results.iter().map(|&value| body.id(value)).collect();
                let root = self.tuple(&mut body, "results", ids, shapes.clone());
                (root, tuple_proto(shapes))
            }
        };
        if let (Form::Entry, Some(root)) = (form, body.instructions.last_mut()) {
            let specs = self.module.results.iter().map(|port| &port.spec);
            root.sharding = Some(tuple_sharding(specs, &self.module.mesh));
        }
        let parameters: Vec<&HloInstructionProto> =
            body.instructions.iter().filter(|i| i.opcode == "parameter").collect();
        let program_shape = ProgramShapeProto {
            parameters: parameters.iter().filter_map(|p| p.shape.clone()).collect(),
            result: Some(result),
            parameter_names: parameters.iter().map(|p| p.name.clone()).collect(),
        };
        HloComputationProto {
            name: computation.name.clone(),
            instructions: body.instructions,
            program_shape: Some(program_shape),
            id: self.fresh_id(),
            root_id,
            ..HloComputationProto::default()
        }
    }

    /// Writes a while's state as one parameter, and takes its arrays out of it.
    fn state_parameter(&mut self, computation: &Computation, body: &mut Body) {
        let id = self.fresh_id();
        let name = format!("state.{id}");
        let shapes: Vec<ShapeProto> = computation.parameter_shapes().map(shape_proto).collect();
        body.instructions.push(HloInstructionProto {
            name: name.clone(),
            opcode: "parameter".to_owned(),
            shape: Some(tuple_proto(shapes.clone())),
            id,
            ..HloInstructionProto::default()
        });
        for element in self.elements(body, (&name, id), shapes) {
            body.result_ids.push(vec![element]);
        }
    }

    fn fresh_id(&mut self) -> i64 {
        self.next_id += 1;
        self.next_id
    }

    /// Writes one instruction and gives the ids of its results.
    fn instruction(&mut self, instruction: &Instruction, body: &mut Body, form: Form) -> Vec<i64> {
        if let Op::ManualRegion { inputs, outputs, body: called } = &instruction.op {
            let called = &self.module.computations[called.index()];
            return self.region(instruction, (inputs, outputs), called, body);
        }
        let mut operand_ids: Vec<i64> =
            instruction.operands.iter().map(|&value| body.id(value)).collect();
        let is_loop = matches!(instruction.op, Op::While { .. });
        if is_loop {
            let state = instruction.shapes.iter().map(shape_proto).collect();
            operand_ids = vec![self.tuple(body, "initial", operand_ids, state)];
        }
        let id = self.fresh_id();
        let opcode = instruction.op.hlo_name();
        let shapes: Vec<ShapeProto> = instruction.shapes.iter().map(shape_proto).collect();
        let mut written = HloInstructionProto {
            name: format!("{}.{id}", instruction.label.unwrap_or(opcode)),
            opcode: opcode.to_owned(),
            id,
            operand_ids,
            ..HloInstructionProto::default()
        };
        for attribute in instruction.op.attributes() {
            self.attribute(&mut written, attribute, &instruction.op);
        }
        if let (Op::Parameter { number, .. }, Form::Entry) = (&instruction.op, form) {
            let port = &self.module.parameters[*number];
            written.name.clone_from(&port.name);
            written.sharding = Some(op_sharding(&port.spec, &self.module.mesh));
        }
        if let Op::Compare(_) = instruction.op {
            // The operands' type decides how they compare.
            written.comparison_type = body.comparison_type(written.operand_ids[0]).to_owned();
        }
        if let ([shape], false) = (shapes.as_slice(), is_loop) {
            written.shape = Some(shape.clone());
            body.instructions.push(written);
            return vec![id];
        }
        written.shape = Some(tuple_proto(shapes.clone()));
        let name = written.name.clone();
        body.instructions.push(written);
        self.elements(body, (&name, id), shapes)
    }

    /// Puts values into a tuple.
    fn tuple(
        &mut self,
        body: &mut Body,
        name: &str,
        operand_ids: Vec<i64>,
        shapes: Vec<ShapeProto>,
    ) -> i64 {
        let id = self.fresh_id();
        body.instructions.push(HloInstructionProto {
            name: format!("{name}.{id}"),
            opcode: "tuple".to_owned(),
            shape: Some(tuple_proto(shapes)),
            id,
            operand_ids,
            ..HloInstructionProto::default()
        });
        id
    }

    /// Takes all elements out of a tuple.
    fn elements(
        &mut self,
        body: &mut Body,
        tuple: (&str, i64),
        shapes: Vec<ShapeProto>,
    ) -> Vec<i64> {
        let elements = shapes.into_iter().enumerate();
        elements.map(|(index, shape)| self.element(body, tuple, index, shape)).collect()
    }

    /// Takes one element out of a tuple.
    fn element(
        &mut self,
        body: &mut Body,
        (tuple_name, tuple_id): (&str, i64),
        index: usize,
        shape: ShapeProto,
    ) -> i64 {
        let id = self.fresh_id();
        body.instructions.push(HloInstructionProto {
            name: format!("{tuple_name}.element{index}.{id}"),
            opcode: "get-tuple-element".to_owned(),
            shape: Some(shape),
            tuple_index: index as i64,
            id,
            operand_ids: vec![tuple_id],
            ..HloInstructionProto::default()
        });
        id
    }

    fn callee(&self, id: ComputationId) -> i64 {
        self.computation_ids[id.index()]
    }

    fn attribute(&mut self, to: &mut HloInstructionProto, attribute: Attribute<'_>, op: &Op) {
        match attribute {
            Attribute::ParameterNumber(number) => to.parameter_number = number as i64,
            Attribute::Value(literal) => to.literal = Some(literal_proto(literal)),
            Attribute::Dimension { number, .. } => to.dimensions = vec![number as i64],
            Attribute::Dimensions { numbers, .. } => to.dimensions = i64s(numbers),
            Attribute::Direction(direction) => {
                direction.name().clone_into(&mut to.comparison_direction)
            }
            Attribute::FloatFormat { exponent_bits, mantissa_bits } => {
                to.exponent_bits = i32::try_from(exponent_bits).unwrap_or(i32::MAX);
                to.mantissa_bits = i32::try_from(mantissa_bits).unwrap_or(i32::MAX);
            }
            Attribute::Slice(ranges) => {
                let range = |r: &crate::ir::attr::SliceRange| SliceDimensions {
                    start: r.start as i64,
                    limit: r.limit as i64,
                    stride: r.stride as i64,
                };
                to.slice_dimensions = ranges.iter().map(range).collect();
            }
            Attribute::Dot(dot) => {
                to.dot_dimension_numbers = Some(DotDimensionNumbers {
                    lhs_contracting_dimensions: i64s(&dot.lhs_contracting),
                    rhs_contracting_dimensions: i64s(&dot.rhs_contracting),
                    lhs_batch_dimensions: i64s(&dot.lhs_batch),
                    rhs_batch_dimensions: i64s(&dot.rhs_batch),
                });
            }
            Attribute::Precision(precision) => {
                to.precision_config = Some(PrecisionConfig {
                    operand_precision: vec![precision_number(precision); to.operand_ids.len()],
                    ..PrecisionConfig::default()
                });
            }
            Attribute::Gather { dimensions, slice_sizes } => {
                to.gather_slice_sizes = i64s(slice_sizes);
                to.gather_dimension_numbers = Some(GatherDimensionNumbers {
                    offset_dims: i64s(&dimensions.offset),
                    collapsed_slice_dims: i64s(&dimensions.collapsed_slice),
                    start_index_map: i64s(&dimensions.start_index_map),
                    index_vector_dim: dimensions.index_vector as i64,
                    operand_batching_dims: i64s(&dimensions.operand_batch),
                    start_indices_batching_dims: i64s(&dimensions.indices_batch),
                });
            }
            Attribute::SliceSizes(sizes) => to.dynamic_slice_sizes = i64s(sizes),
            Attribute::Stable(stable) => to.is_stable = stable,
            Attribute::Body(id) => {
                to.called_computation_ids = vec![self.callee(id)];
            }
            Attribute::Loop { condition, body } => {
                to.called_computation_ids = [body, condition].map(|id| self.callee(id)).to_vec();
            }
            Attribute::Sharding(spec) => {
                debug_assert!(matches!(op, Op::ShardingConstraint(_)));
                "Sharding".clone_into(&mut to.custom_call_target);
                to.sharding = Some(op_sharding(spec, &self.module.mesh));
            }
            Attribute::Groups { axes, has_global_ids } => self.groups(to, axes, has_global_ids),
            Attribute::Pairs { axes, pairs } => self.pairs(to, axes, pairs),
            // The groups say it.
            Attribute::SplitCount { .. } => {}
            Attribute::Region { .. } => debug_assert!(false, "regions are written in place"),
        }
    }
}

impl Body {
    /// The shape of an instruction that is written already.
    fn shape(&self, id: i64) -> ShapeProto {
        let written = self.instructions.iter().rfind(|i| i.id == id);
        written.and_then(|i| i.shape.clone()).unwrap_or_default()
    }

    fn comparison_type(&self, operand_id: i64) -> &'static str {
        let operand = self.instructions.iter().find(|i| i.id == operand_id);
        let shape = operand.and_then(|i| i.shape.as_ref());
        match shape.map(ShapeProto::element_type) {
            Some(PrimitiveType::S32) => "SIGNED",
            Some(PrimitiveType::Pred | PrimitiveType::U8 | PrimitiveType::U32) => "UNSIGNED",
            _ => "FLOAT",
        }
    }
}

fn precision_number(precision: Precision) -> i32 {
    match precision {
        Precision::Default => crate::wire::xla_data::Precision::Default.into(),
        Precision::Highest => crate::wire::xla_data::Precision::Highest.into(),
    }
}

fn i64s(numbers: &[usize]) -> Vec<i64> {
    numbers.iter().map(|&n| n as i64).collect()
}

fn primitive_type(element_type: ElementType) -> PrimitiveType {
    match element_type {
        ElementType::Pred => PrimitiveType::Pred,
        ElementType::S8 => PrimitiveType::S8,
        ElementType::S32 => PrimitiveType::S32,
        ElementType::U8 => PrimitiveType::U8,
        ElementType::U32 => PrimitiveType::U32,
        ElementType::Bf16 => PrimitiveType::Bf16,
        ElementType::F32 => PrimitiveType::F32,
        ElementType::F64 => PrimitiveType::F64,
    }
}

/// Row-major; plugins abort on shapes without a layout.
fn shape_proto(shape: &Shape) -> ShapeProto {
    let minor_to_major = (0..shape.rank() as i64).rev().collect();
    ShapeProto {
        element_type: primitive_type(shape.element_type).into(),
        dimensions: i64s(&shape.dims),
        layout: Some(LayoutProto { minor_to_major, ..LayoutProto::default() }),
        is_dynamic_dimension: vec![false; shape.rank()],
        ..ShapeProto::default()
    }
}

fn tuple_proto(elements: Vec<ShapeProto>) -> ShapeProto {
    ShapeProto {
        element_type: PrimitiveType::Tuple.into(),
        tuple_shapes: elements,
        ..ShapeProto::default()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a literal's values are exact in its type")]
#[expect(clippy::cast_sign_loss, reason = "a literal's values are exact in its type")]
fn literal_proto(literal: &Literal) -> LiteralProto {
    let mut proto = LiteralProto { shape: Some(shape_proto(&literal.shape)), ..Default::default() };
    let values = literal.values().iter().copied();
    match literal.shape.element_type {
        ElementType::Pred => proto.preds = values.map(|v| v != 0.0).collect(),
        ElementType::S8 => proto.s8s = values.flat_map(|v| (v as i8).to_le_bytes()).collect(),
        ElementType::S32 => proto.s32s = values.map(|v| v as i32).collect(),
        ElementType::U8 => proto.u8s = values.map(|v| v as u8).collect(),
        ElementType::U32 => proto.u32s = values.map(|v| v as u32).collect(),
        ElementType::Bf16 => {
            proto.bf16s = values.flat_map(|v| half::bf16::from_f64(v).to_le_bytes()).collect();
        }
        ElementType::F32 => proto.f32s = values.map(|v| v as f32).collect(),
        ElementType::F64 => proto.f64s = values.collect(),
    }
    proto
}
