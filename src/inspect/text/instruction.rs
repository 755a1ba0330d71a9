//! One instruction of HLO text: `ROOT %name = shape opcode(operands), key=value, ...`.

use crate::inspect::text::attributes::set_attribute;
use crate::inspect::text::literal::literal;
use crate::inspect::text::scanner::{first_outside, name, parts};
use crate::inspect::text::shape::leading_shape;
use crate::wire::hlo::HloInstructionProto;
use crate::wire::xla_data::{PrimitiveType, ShapeProto};

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

/// How much of a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Depth {
    /// What it costs; what is not known is passed over.
    #[default]
    Costs,
    /// All that it computes; what is not known is an error.
    Whole,
}

/// Why a line is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It is no instruction.
    Line,
    /// This attribute is not known, or its value is none.
    Attribute(String),
    /// Its values are left out, or no text says such.
    Constant,
}

/// Reads a line.
pub(super) fn read_line(text: &str, depth: Depth) -> Result<Line, Wrong> {
    let mut line = Line { is_root: text.starts_with("ROOT "), ..Default::default() };
    let text = text.strip_prefix("ROOT ").unwrap_or(text);
    let (before, text) = text.split_once(" = ").ok_or(Wrong::Line)?;
    line.instruction.name = name(before);
    let (shape, text) = leading_shape(text.trim_start()).ok_or(Wrong::Line)?;
    let text = text.trim_start();
    let open = text.find('(').ok_or(Wrong::Line)?;
    text[..open].clone_into(&mut line.instruction.opcode);
    let inner = &text[open + 1..];
    let close = first_outside(inner, &[')']).ok_or(Wrong::Line)?;
    line.instruction.shape = Some(shape);
    operands(&mut line, &inner[..close], depth)?;
    let attributes = inner[close + 1..].trim_start().trim_start_matches(',');
    for attribute in parts(attributes) {
        let known =
            attribute.split_once('=').and_then(|(key, value)| set_attribute(&mut line, key, value));
        if known.is_none() && depth == Depth::Whole {
            return Err(Wrong::Attribute(attribute.to_owned()));
        }
    }
    Ok(line)
}

/// The operands by name; of a parameter it is its number, of a constant its value.
fn operands(line: &mut Line, text: &str, depth: Depth) -> Result<(), Wrong> {
    match line.instruction.opcode.as_str() {
        "parameter" => {
            line.instruction.parameter_number = text.trim().parse().map_err(|_| Wrong::Line)?;
        }
        "constant" => {
            let shape = line.instruction.shape.as_ref();
            // Counts of turns are such numbers; other values cost nothing.
            let is_count = |shape: &&ShapeProto| {
                shape.element_type == PrimitiveType::S32 as i32 && shape.dimensions.is_empty()
            };
            let shape = shape.filter(|shape| depth == Depth::Whole || is_count(shape));
            line.instruction.literal = shape.and_then(|shape| literal(text, shape));
            if depth == Depth::Whole && line.instruction.literal.is_none() {
                return Err(Wrong::Constant);
            }
        }
        _ => {
            let last = |operand: &str| operand.rsplit(' ').next().map(name);
            let names = parts(text).into_iter().filter_map(last);
            line.operands = names.filter(|name| !name.is_empty()).collect();
        }
    }
    Ok(())
}
