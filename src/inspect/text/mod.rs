//! Reads programs as compilers print them, into the message that the rest of this room reads.
//!
//! [`parse`] reads what a contract needs of an optimized program, and passes over what it does not
//! know, so that a newer printer's words do no harm. [`parse_whole`] reads all of a program that is to
//! be compiled: there, what is not known is an error.

mod attributes;
mod groups;
mod index;
mod instruction;
mod literal;
mod scanner;
mod shape;
mod sharding;
mod string;
mod whole;

use std::collections::BTreeMap;

use crate::inspect::text::instruction::{Depth, Line, Wrong, read_line};
use crate::inspect::text::scanner::{braced, numbers, parts, without_comments};
use crate::wire::hlo::{
    AliasEntryProto, AliasKind, HloComputationProto, HloInputOutputAliasProto, HloModuleProto,
    HloScheduleProto, InstructionSequence,
};
use crate::wire::xla_data::{ComputationDevice, DeviceAssignmentProto};

/// Why a text is no program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HloTextError {
    /// A line that is none of a module.
    #[error("line {line}: found {found:?}, wanted {wanted}")]
    Line {
        /// Counted from 1.
        line: usize,
        /// Its beginning.
        found: String,
        /// What belongs there.
        wanted: &'static str,
    },
    /// An instruction or a computation that is used and nowhere.
    #[error("line {line}: {name} is used and was not defined before")]
    Undefined {
        /// Counted from 1.
        line: usize,
        /// Its name.
        name: String,
    },
    /// What an instruction says and this does not read.
    #[error("line {line}: found {found}, which is not known here or has no such value")]
    Attribute {
        /// Counted from 1.
        line: usize,
        /// Name and value.
        found: String,
    },
    /// The values of a constant are not all there.
    #[error(
        "line {line}: the values of this constant are left out or cannot be read: print it whole \
         (JAX: as_serialized_hlo_module_proto(), or xla_dump_large_constants)"
    )]
    Constant {
        /// Counted from 1.
        line: usize,
    },
    /// The module has no entry.
    #[error("found no computation marked ENTRY")]
    NoEntry,
}

/// Whether a text may be a module: its first word says so.
pub fn is_module_text(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"HloModule ")
}

/// The module of a text, with its schedule where it says that it has one.
///
/// # Errors
/// A line that is none, a name that is nowhere, or no entry.
pub fn parse(text: &str) -> Result<HloModuleProto, HloTextError> {
    read(text, Depth::Costs)
}

/// The module of a text that is to be compiled, all of it: with constants, shardings and layouts, and
/// groups of devices written out, which every compiler reads. Of its metadata the tables of files and
/// stack frames are left.
///
/// # Errors
/// As [`parse`], an attribute that is not known, or a constant that was printed in part.
pub fn parse_whole(text: &str) -> Result<HloModuleProto, HloTextError> {
    let mut module = read(text, Depth::Whole)?;
    whole::complete(&mut module);
    Ok(module)
}

fn read(text: &str, depth: Depth) -> Result<HloModuleProto, HloTextError> {
    let mut reading = Reading { depth, ..Reading::default() };
    for (number, line) in text.lines().enumerate() {
        reading.line(number + 1, &without_comments(line))?;
    }
    reading.finish()
}

/// What is read so far.
#[derive(Default)]
struct Reading {
    depth: Depth,
    module: HloModuleProto,
    is_scheduled: bool,
    /// Computations by name.
    computations: BTreeMap<String, i64>,
    open: Option<Open>,
    last_id: i64,
}

/// A computation whose end is not read yet.
#[derive(Default)]
struct Open {
    computation: HloComputationProto,
    has_root: bool,
    ids: BTreeMap<String, i64>,
}

impl Reading {
    fn line(&mut self, number: usize, line: &str) -> Result<(), HloTextError> {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with("//") {
            return Ok(());
        }
        let wrong = |wanted| HloTextError::Line { line: number, found: start_of(trimmed), wanted };
        match &mut self.open {
            _ if self.module.name.is_empty() => self.head(trimmed).ok_or(wrong("HloModule NAME")),
            Some(_) if trimmed.starts_with('}') => {
                self.close();
                Ok(())
            }
            Some(_) => {
                let read = read_line(trimmed, self.depth).map_err(|error| match error {
                    Wrong::Line => wrong("NAME = SHAPE OPCODE(OPERANDS)"),
                    Wrong::Attribute(found) => HloTextError::Attribute { line: number, found },
                    Wrong::Constant => HloTextError::Constant { line: number },
                });
                self.instruction(number, read?)
            }
            None if trimmed.ends_with('{') => {
                self.open_computation(trimmed);
                Ok(())
            }
            // Lists of files and functions that instructions come from.
            None => Ok(()),
        }
    }

    /// `HloModule NAME, key=value, ...`.
    fn head(&mut self, line: &str) -> Option<()> {
        let rest = line.strip_prefix("HloModule ")?;
        let mut parts = parts(rest).into_iter();
        self.module.name = parts.next().filter(|name| !name.is_empty())?.to_owned();
        for part in parts {
            match part.split_once('=') {
                Some(("is_scheduled", "true")) => self.is_scheduled = true,
                Some(("input_output_alias", value)) => {
                    let entries = scanner::parts(braced(value)).into_iter();
                    let entries = entries.filter_map(alias).collect();
                    self.module.input_output_alias = Some(HloInputOutputAliasProto { entries });
                }
                Some(("num_partitions", value)) => {
                    let replica_count = self.module.device_assignment.take();
                    let replica_count = replica_count.map_or(1, |found| found.replica_count);
                    self.module.device_assignment = value
                        .parse()
                        .ok()
                        .map(|count| DeviceAssignmentProto { replica_count, ..partitions(count) });
                }
                Some((key, value)) if self.depth == Depth::Whole => {
                    whole::set_head(&mut self.module, key, value)?;
                }
                _ => {}
            }
        }
        Some(())
    }

    /// `[ENTRY] NAME (PARAMETERS) -> SHAPE {`.
    fn open_computation(&mut self, line: &str) {
        let is_entry = line.starts_with("ENTRY ");
        let rest = line.strip_prefix("ENTRY ").unwrap_or(line).trim_start();
        let name = rest.split([' ', '(']).next().unwrap_or(rest).trim_start_matches('%').to_owned();
        let id = self.next_id();
        self.computations.insert(name.clone(), id);
        if is_entry {
            self.module.entry_computation_name.clone_from(&name);
            self.module.entry_computation_id = id;
        }
        let computation = HloComputationProto { name, id, ..Default::default() };
        self.open = Some(Open { computation, ..Open::default() });
    }

    fn instruction(&mut self, number: usize, line: Line) -> Result<(), HloTextError> {
        let id = self.next_id();
        let undefined =
            |name: &str| HloTextError::Undefined { line: number, name: name.to_owned() };
        let Some(open) = &mut self.open else { return Ok(()) };
        let mut instruction = line.instruction;
        instruction.id = id;
        for name in &line.operands {
            let id = open.ids.get(name).ok_or_else(|| undefined(name))?;
            instruction.operand_ids.push(*id);
        }
        let before = line.predecessors.iter().filter_map(|name| open.ids.get(name));
        instruction.control_predecessor_ids.extend(before);
        for name in &line.called {
            let id = *self.computations.get(name).ok_or_else(|| undefined(name))?;
            instruction.called_computation_ids.push(id);
            if instruction.opcode == "fusion" {
                let mut all = self.module.computations.iter_mut();
                if let Some(called) = all.find(|computation| computation.id == id) {
                    called.is_fusion_computation = true;
                }
            }
        }
        // Its computation is the start's, which the text does not repeat.
        if matches!(instruction.opcode.as_str(), "async-update" | "async-done") {
            let start = instruction.operand_ids.first();
            let start = open.computation.instructions.iter().find(|i| Some(&i.id) == start);
            instruction.called_computation_ids =
                start.map(|start| start.called_computation_ids.clone()).unwrap_or_default();
        }
        // Without a mark it is the last.
        if line.is_root || !open.has_root {
            open.computation.root_id = id;
        }
        open.has_root |= line.is_root;
        open.ids.insert(instruction.name.clone(), id);
        open.computation.instructions.push(instruction);
        Ok(())
    }

    fn close(&mut self) {
        self.module.computations.extend(self.open.take().map(|open| open.computation));
    }

    fn next_id(&mut self) -> i64 {
        self.last_id += 1;
        self.last_id
    }

    fn finish(mut self) -> Result<HloModuleProto, HloTextError> {
        if self.module.entry_computation_id == 0 || self.open.is_some() {
            return Err(HloTextError::NoEntry);
        }
        if self.is_scheduled {
            // A scheduled module is printed in the order in which it runs.
            let sequence = |c: &HloComputationProto| {
                let instruction_ids = c.instructions.iter().map(|i| i.id).collect();
                (c.id, InstructionSequence { instruction_ids })
            };
            let sequences = self.module.computations.iter().map(sequence).collect();
            self.module.schedule = Some(HloScheduleProto { sequences });
        }
        Ok(self.module)
    }
}

fn start_of(line: &str) -> String {
    line.chars().take(60).collect()
}

/// `{14}: (1, {}, may-alias)`.
fn alias(text: &str) -> Option<AliasEntryProto> {
    let (output, parameter) = text.split_once(':')?;
    let inner = parameter.trim().strip_prefix('(')?.strip_suffix(')')?;
    let fields = parts(inner);
    let [number, index, kind @ ..] = &fields[..] else { return None };
    let must = kind.first().is_some_and(|kind| *kind == "must-alias");
    Some(AliasEntryProto {
        output_shape_index: numbers(output)?,
        parameter_number: number.parse().ok()?,
        parameter_shape_index: numbers(index)?,
        kind: if must { AliasKind::MustAlias } else { AliasKind::MayAlias } as i32,
    })
}

/// One replica of each partition, on the device of its number.
fn partitions(count: u32) -> DeviceAssignmentProto {
    let device = |id| ComputationDevice { replica_device_ids: vec![i64::from(id)] };
    DeviceAssignmentProto {
        replica_count: 1,
        computation_count: i32::try_from(count).unwrap_or(i32::MAX),
        computation_devices: (0..count.min(1 << 20)).map(device).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::hlo_text::{HloTextOptions, print, print_with};
    use crate::inspect::aliases::aliases;
    use crate::inspect::collectives::collectives;
    use crate::inspect::contract::additions;
    use crate::inspect::cycles::cycles;
    use crate::inspect::flops::flops;
    use crate::inspect::overlap::{flights, products};
    use crate::sharding::mesh::Mesh;
    use proptest::prelude::*;
    use prost::Message;

    const MODULES: [&[u8]; 5] = [
        include_bytes!("../../../tests/data/v4_update_tokens.hlo.pb"),
        include_bytes!("../../../tests/data/v6e_update_codes.hlo.pb"),
        include_bytes!("../../../tests/data/v6e_collectives.hlo.pb"),
        include_bytes!("../../../tests/data/cpu_update_codes.hlo.pb"),
        include_bytes!("../../../tests/data/cpu081_update_codes.hlo.pb"),
    ];

    #[test]
    fn a_printed_program_says_what_its_message_says() {
        let mesh = Mesh::of_sizes(&[4, 8]).expect("a mesh");
        for (number, bytes) in MODULES.into_iter().enumerate() {
            let message = HloModuleProto::decode(bytes).expect("a module");
            let text = print(&message);
            let read = parse(&text).unwrap_or_else(|error| panic!("module {number}: {error}"));
            // A scheduled module is printed in the order in which it runs, by ids it is in another.
            let rows = |module| {
                let mut rows = collectives(module, &mesh);
                rows.sort_by(|a, b| a.name.cmp(&b.name));
                rows
            };
            assert_eq!(rows(&read), rows(&message), "{number}");
            assert_eq!(aliases(&read), aliases(&message), "{number}");
            assert_eq!(flops(&read), flops(&message), "{number}");
            assert_eq!(cycles(&read), cycles(&message), "{number}");
            assert_eq!(flights(&read), flights(&message), "{number}");
            assert_eq!(products(&read), products(&message), "{number}");
            for result in 0..6 {
                assert_eq!(additions(&read, result), additions(&message, result), "{number}");
            }
            assert_eq!(print(&read).lines().count(), text.lines().count(), "{number}");
        }
    }

    /// All that a text says, constants too.
    fn printed(module: &HloModuleProto) -> String {
        let options = HloTextOptions {
            largest_constant: usize::MAX,
            metadata: true,
            ..HloTextOptions::default()
        };
        print_with(module, &options)
    }

    #[test]
    fn a_whole_program_is_printed_again_as_it_was() {
        let opcodes = &include_bytes!("../../../tests/data/opcodes.hlo.pb")[..];
        for (number, bytes) in MODULES.into_iter().chain([opcodes]).enumerate() {
            let mut message = HloModuleProto::decode(bytes).expect("a module");
            // Here groups of devices are always written out.
            whole::complete(&mut message);
            let text = printed(&message);
            let read = parse_whole(&text).unwrap_or_else(|error| panic!("{number}: {error}"));
            for (found, wanted) in printed(&read).lines().zip(text.lines()) {
                assert_eq!(found, wanted, "{number}");
            }
        }
    }

    #[test]
    fn what_a_whole_program_says_and_nobody_knows_is_an_error() {
        let told = |line: &str| {
            let text =
                format!("HloModule m\nENTRY e {{\n  a = f32[2] parameter(0)\n  {line}\n}}\n");
            parse_whole(&text).expect_err("no program").to_string()
        };
        assert_eq!(
            told("ROOT b = f32[2] negate(a), mystery={1,2}"),
            "line 4: found mystery={1,2}, which is not known here or has no such value"
        );
        for wrong in [
            "sharding={devices=2}",
            "dimensions={0,x}",
            "channel_id=one",
            "replica_groups={{0,1},{2,}}",
            "is_stable=yes",
            "window={stride=2 size=2}",
            "padding=0_1_2_3",
            "direction",
        ] {
            assert_eq!(
                told(&format!("ROOT b = f32[2] negate(a), {wrong}")),
                format!("line 4: found {wrong}, which is not known here or has no such value")
            );
        }
        for wrong in ["f32[2,x]{1,0}", "f32[2]{a}", "f32[2]{0:T(8)(x)}"] {
            let told = told(&format!("ROOT b = {wrong} negate(a)"));
            assert!(told.contains("wanted NAME = SHAPE OPCODE(OPERANDS)"), "{told}");
        }
        for values in ["{...}", "{1}", "{1, x}"] {
            let told = told(&format!("b = f32[2] constant({values})"));
            assert!(told.starts_with("line 4: the values of this constant"), "{told}");
        }
    }

    #[test]
    fn wrong_lines_are_told_with_their_number() {
        let told = |text: &str| parse(text).expect_err("no module").to_string();
        assert_eq!(told("module { }"), "line 1: found \"module { }\", wanted HloModule NAME");
        let text = "HloModule m\n\nENTRY e {\n  x = f32[2] add(a, b)\n}\n";
        assert_eq!(told(text), "line 4: a is used and was not defined before");
        let text = "HloModule m\n\nENTRY e {\n  no instruction\n}\n";
        let wanted = "line 4: found \"no instruction\", wanted NAME = SHAPE OPCODE(OPERANDS)";
        assert_eq!(told(text), wanted);
        assert_eq!(told("HloModule m\n"), "found no computation marked ENTRY");
    }

    proptest! {
        #[test]
        fn broken_texts_are_an_error_and_never_a_panic(
            cut in any::<prop::sample::Index>(), changes in "\\PC{0,6}", module in 0..5_usize,
        ) {
            let message = HloModuleProto::decode(MODULES[module]).expect("a module");
            let mut text = print(&message);
            let mut place = cut.index(text.len());
            while !text.is_char_boundary(place) {
                place -= 1;
            }
            text.insert_str(place, &changes);
            let _ = parse(&text);
            text.truncate(place);
            let _ = parse(&text);
        }
    }
}
