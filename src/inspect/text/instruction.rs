//! One instruction of HLO text: `ROOT %name = shape opcode(operands), key=value, ...`.

use crate::inspect::text::attributes::set_attribute;
use crate::inspect::text::scanner::{first_outside, name, parts};
use crate::inspect::text::shape::leading_shape;
use crate::wire::hlo::HloInstructionProto;
use crate::wire::xla_data::{LiteralProto, PrimitiveType};

/// An instruction and the names that it speaks of.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// All but the ids.
    pub instruction: HloInstructionProto,
    /// Whether its value is the computation's.
    pub is_root: bool,
    /// The names of its operands.
    pub operands: Vec<String>,
    /// The names of instructions that must run before.
    pub predecessors: Vec<String>,
    /// The names of the computations it calls.
    pub called: Vec<String>,
}

/// Reads a line; `None` where it is no instruction.
pub(super) fn read_line(text: &str) -> Option<Line> {
    let mut line = Line { is_root: text.starts_with("ROOT "), ..Default::default() };
    let text = text.strip_prefix("ROOT ").unwrap_or(text);
    let (before, text) = text.split_once(" = ")?;
    line.instruction.name = name(before);
    let (shape, text) = leading_shape(text.trim_start())?;
    let text = text.trim_start();
    let open = text.find('(')?;
    text[..open].clone_into(&mut line.instruction.opcode);
    let inner = &text[open + 1..];
    let close = first_outside(inner, &[')'])?;
    operands(&mut line, &inner[..close], shape.element_type);
    line.instruction.shape = Some(shape);
    let attributes = inner[close + 1..].trim_start().trim_start_matches(',');
    for attribute in parts(attributes) {
        if let Some((key, value)) = attribute.split_once('=') {
            set_attribute(&mut line, key, value);
        }
    }
    Some(line)
}

/// The operands by name; of a parameter it is its number, of a constant its value.
fn operands(line: &mut Line, text: &str, element_type: i32) {
    match line.instruction.opcode.as_str() {
        "parameter" => line.instruction.parameter_number = text.trim().parse().unwrap_or(-1),
        "constant" => {
            // Counts of turns are such numbers; other values say nothing here.
            let number = text.trim().parse().ok();
            let counts = element_type == PrimitiveType::S32 as i32;
            line.instruction.literal = number.filter(|_| counts).map(|number| {
                let shape = line.instruction.shape.clone();
                LiteralProto { shape, s32s: vec![number], ..Default::default() }
            });
        }
        _ => {
            let last = |operand: &str| operand.rsplit(' ').next().map(name);
            let names = parts(text).into_iter().filter_map(last);
            line.operands = names.filter(|name| !name.is_empty()).collect();
        }
    }
}
