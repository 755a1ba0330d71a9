//! A module line by line: its head, then computation after computation.

use std::collections::BTreeMap;

use crate::inspect::text::HloTextError;
use crate::inspect::text::head::read_head;
use crate::inspect::text::instruction::{Depth, Line, Names, Wrong, read_line};
use crate::inspect::text::scanner::without_comments;
use crate::inspect::text::string::unquoted;
use crate::wire::hlo::{
    HloComputationProto, HloInstructionProto, HloModuleProto, HloScheduleProto, InstructionSequence,
};

/// Headings of the lists of files and functions that instructions come from; their lines begin with
/// a number.
const TABLES: [&str; 4] = ["FileNames", "FunctionNames", "FileLocations", "StackFrames"];

/// The module of a text.
pub(super) fn read(text: &str, depth: Depth) -> Result<HloModuleProto, HloTextError> {
    let mut reading = Reading { depth, ..Reading::default() };
    for (number, line) in text.lines().enumerate() {
        reading.number = number + 1;
        reading.line(without_comments(line).trim())?;
    }
    reading.finish()
}

/// What is read so far.
#[derive(Default)]
struct Reading {
    depth: Depth,
    /// The line that is read, from 1 on.
    number: usize,
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
    fn line(&mut self, line: &str) -> Result<(), HloTextError> {
        if line.is_empty() || line.starts_with("//") {
            return Ok(());
        }
        if self.module.name.is_empty() {
            return self.head(line);
        }
        if self.open.is_none() {
            return self.between(line);
        }
        if let Some(rest) = line.strip_prefix('}') {
            return self.close(rest);
        }
        let read = read_line(line, self.depth).map_err(|error| match error {
            Wrong::Line => self.wrong(line, "NAME = SHAPE OPCODE(OPERANDS)"),
            Wrong::Attribute(found) => HloTextError::Attribute { line: self.number, found },
            Wrong::Twice(what) => HloTextError::Twice { line: self.number, what },
            Wrong::Missing(opcode, wanted) => {
                HloTextError::Missing { line: self.number, opcode, wanted }
            }
            Wrong::Constant => HloTextError::Constant { line: self.number },
        });
        self.instruction(read?)
    }

    fn head(&mut self, line: &str) -> Result<(), HloTextError> {
        let head = read_head(line, self.depth).map_err(|found| match found.is_empty() {
            true => self.wrong(line, "HloModule NAME"),
            false => HloTextError::Attribute { line: self.number, found },
        })?;
        (self.module, self.is_scheduled) = (head.module, head.is_scheduled);
        Ok(())
    }

    /// A line outside of computations.
    fn between(&mut self, line: &str) -> Result<(), HloTextError> {
        if line.ends_with('{') {
            return self.open_computation(line);
        }
        let is_of_table = TABLES.contains(&line) || line.starts_with(|c: char| c.is_ascii_digit());
        if self.depth == Depth::Whole && !is_of_table {
            return Err(self.wrong(line, "[ENTRY] NAME (PARAMETERS) -> SHAPE {"));
        }
        Ok(())
    }

    /// `[ENTRY] NAME (PARAMETERS) -> SHAPE {`.
    fn open_computation(&mut self, line: &str) -> Result<(), HloTextError> {
        let is_entry = line.starts_with("ENTRY ");
        let rest = line.strip_prefix("ENTRY ").unwrap_or(line).trim_start();
        let name = rest.split([' ', '(']).next().unwrap_or(rest).trim_start_matches('%').to_owned();
        let id = self.next_id();
        let known = self.computations.insert(name.clone(), id);
        self.once(known.is_none(), &name)?;
        if is_entry {
            self.once(self.module.entry_computation_id == 0, "ENTRY")?;
            self.module.entry_computation_name.clone_from(&name);
            self.module.entry_computation_id = id;
        }
        let computation = HloComputationProto { name, id, ..Default::default() };
        self.open = Some(Open { computation, ..Open::default() });
        Ok(())
    }

    fn instruction(&mut self, line: Line) -> Result<(), HloTextError> {
        let id = self.next_id();
        let Some(mut open) = self.open.take() else { return Ok(()) };
        let instruction = self.linked(&open, line.instruction, &line.names, id)?;
        let known = open.ids.insert(instruction.name.clone(), id);
        self.once(known.is_none(), &instruction.name)?;
        self.once(!(open.has_root && line.is_root), "ROOT")?;
        // Without a mark it is the last.
        if line.is_root || !open.has_root {
            open.computation.root_id = id;
        }
        open.has_root |= line.is_root;
        open.computation.instructions.push(instruction);
        self.open = Some(open);
        Ok(())
    }

    /// An instruction with the ids of what it names.
    fn linked(
        &mut self,
        open: &Open,
        mut instruction: HloInstructionProto,
        names: &Names,
        id: i64,
    ) -> Result<HloInstructionProto, HloTextError> {
        let line = self.number;
        let undefined = |name: &String| HloTextError::Undefined { line, name: name.clone() };
        instruction.id = id;
        for name in &names.operands {
            instruction.operand_ids.push(*open.ids.get(name).ok_or_else(|| undefined(name))?);
        }
        for name in &names.predecessors {
            match open.ids.get(name) {
                Some(id) => instruction.control_predecessor_ids.push(*id),
                None if self.depth == Depth::Whole => return Err(undefined(name)),
                None => {}
            }
        }
        for name in names.called() {
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
        Ok(instruction)
    }

    /// `}`, or `}, execution_thread="name"`.
    fn close(&mut self, rest: &str) -> Result<(), HloTextError> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        match rest.strip_prefix(", execution_thread=") {
            Some(thread) => open.computation.execution_thread = unquoted(thread),
            None if self.depth == Depth::Whole && !rest.is_empty() => {
                return Err(self.wrong(rest, "nothing behind the brace"));
            }
            None => {}
        }
        self.module.computations.push(open.computation);
        Ok(())
    }

    fn finish(mut self) -> Result<HloModuleProto, HloTextError> {
        if let Some(open) = self.open {
            return Err(HloTextError::NotClosed { name: open.computation.name });
        }
        if self.module.entry_computation_id == 0 {
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

    /// That something is not there twice, which only costs do not mind.
    fn once(&self, is_first: bool, what: &str) -> Result<(), HloTextError> {
        match is_first || self.depth == Depth::Costs {
            true => Ok(()),
            false => Err(HloTextError::Twice { line: self.number, what: what.to_owned() }),
        }
    }

    fn wrong(&self, found: &str, wanted: &'static str) -> HloTextError {
        let found = found.chars().take(60).collect();
        HloTextError::Line { line: self.number, found, wanted }
    }

    fn next_id(&mut self) -> i64 {
        self.last_id += 1;
        self.last_id
    }
}
