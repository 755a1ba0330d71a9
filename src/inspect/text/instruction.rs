//! One instruction of HLO text: `ROOT %name = shape opcode(operands), key=value, ...`.

use std::collections::BTreeSet;

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
    /// What it names.
    pub names: Names,
}

/// What an instruction names, in place of ids.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Its operands.
    pub operands: Vec<String>,
    /// Instructions that must run before.
    pub predecessors: Vec<String>,
    /// The computations that it calls, by the attribute that says so.
    pub by_attribute: Vec<(&'static str, Vec<String>)>,
}

/// Attributes that name computations, in the order in which a message has what they name.
const CALLS: [&str; 10] = [
    "calls",
    "to_apply",
    "called_computations",
    "branch_computations",
    "true_computation",
    "false_computation",
    "body",
    "condition",
    "select",
    "scatter",
];

impl Names {
    /// Takes the computations that an attribute names; `None` where it is another attribute.
    pub(super) fn call(&mut self, key: &str, names: Vec<String>) -> Option<()> {
        let key = CALLS.into_iter().find(|known| *known == key)?;
        self.by_attribute.push((key, names));
        Some(())
    }

    /// The computations in the order of a message, whatever the order of the text.
    pub(super) fn called(&self) -> impl Iterator<Item = &String> {
        let of = |key: &'static str| self.by_attribute.iter().filter(move |(name, _)| *name == key);
        CALLS.into_iter().flat_map(of).flat_map(|(_, names)| names)
    }
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
    /// This attribute is there twice.
    Twice(String),
    /// Such an instruction has to have this attribute.
    Missing(String, &'static str),
    /// Its values are left out, or are not read here.
    Constant,
}

/// What instructions have to say, since a message would have a zero in its place.
const REQUIRED: [(&str, &str); 17] = [
    ("get-tuple-element", "index"),
    ("rng-bit-generator", "algorithm"),
    ("iota", "iota_dimension"),
    ("broadcast", "dimensions"),
    ("reduce", "dimensions"),
    ("transpose", "dimensions"),
    ("concatenate", "dimensions"),
    ("reverse", "dimensions"),
    ("sort", "dimensions"),
    ("compare", "direction"),
    ("slice", "slice"),
    ("dynamic-slice", "dynamic_slice_sizes"),
    ("pad", "padding"),
    ("gather", "slice_sizes"),
    ("scatter", "index_vector_dim"),
    ("while", "body"),
    ("while", "condition"),
];

/// Reads a line.
pub(super) fn read_line(text: &str, depth: Depth) -> Result<Line, Wrong> {
    let mut line = Line { is_root: text.starts_with("ROOT "), ..Default::default() };
    let text = text.strip_prefix("ROOT ").unwrap_or(text);
    let (before, text) = text.split_once(" = ").ok_or(Wrong::Line)?;
    line.instruction.name = name(before);
    let (shape, text) = leading_shape(text.trim_start(), depth).ok_or(Wrong::Line)?;
    let text = text.trim_start();
    let open = text.find('(').ok_or(Wrong::Line)?;
    text[..open].clone_into(&mut line.instruction.opcode);
    let inner = &text[open + 1..];
    let close = first_outside(inner, &[')']).ok_or(Wrong::Line)?;
    line.instruction.shape = Some(shape);
    operands(&mut line, &inner[..close], depth)?;
    let rest = inner[close + 1..].trim_start();
    let attributes = rest.strip_prefix(',').unwrap_or(rest);
    attributes_of(&mut line, attributes, depth)?;
    Ok(line)
}

fn attributes_of(line: &mut Line, text: &str, depth: Depth) -> Result<(), Wrong> {
    let mut keys = BTreeSet::new();
    for attribute in parts(text) {
        let pair = attribute.split_once('=');
        let known = pair.and_then(|(key, value)| set_attribute(line, key, value));
        let key = pair.map_or(attribute, |(key, _)| key);
        if known.is_none() && depth == Depth::Whole {
            return Err(Wrong::Attribute(attribute.to_owned()));
        }
        if !keys.insert(key) && depth == Depth::Whole {
            return Err(Wrong::Twice(key.to_owned()));
        }
    }
    let opcode = &line.instruction.opcode;
    let missing = REQUIRED.iter().find(|(of, key)| of == opcode && !keys.contains(key));
    match missing.filter(|_| depth == Depth::Whole) {
        Some((_, key)) => Err(Wrong::Missing(opcode.clone(), key)),
        None => Ok(()),
    }
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
            // A name may follow the operand's shape.
            let last = |operand: &str| operand.rsplit(' ').next().map(name);
            line.names.operands = parts(text).into_iter().filter_map(last).collect();
            if line.names.operands.iter().any(String::is_empty) {
                return Err(Wrong::Line);
            }
        }
    }
    Ok(())
}
