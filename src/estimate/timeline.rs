//! Runs through a program's schedule and adds up what each operation takes.
//!
//! Operations run one after the other; only copies between memories run beside them. An operation
//! takes its cycles or its bytes over HBM's bandwidth, whichever is longer. Copies get what it leaves
//! of HBM; where one is waited for, the wait is its time. Collectives are counted in full even where
//! operations are scheduled beside them.

use std::collections::BTreeMap;

use crate::estimate::collective;
use crate::estimate::machine::Machine;
use crate::estimate::traffic::Program;
use crate::estimate::{Bound, Communication, CycleSource, Operation};
use crate::inspect::cycles::{estimated_cycles, profiled_cycles};
use crate::inspect::turns::turns;
use crate::wire::hlo::{HloComputationProto, HloInstructionProto, HloModuleProto};
use crate::wire::xla_data::ShapeProto;

/// How deep loops in loops are followed; a broken file may nest them in a circle.
const DEEPEST: usize = 16;

/// All operations of a module in the order in which they run; cycles come from `profile` where it has
/// an operation.
pub(super) fn operations(
    module: &HloModuleProto,
    machine: &Machine,
    profile: &BTreeMap<String, u64>,
) -> Vec<Operation> {
    let program = Program::of(module);
    let walk = Walk { program: &program, machine, profile, runs: &turns(module) };
    let mut timeline = Timeline::default();
    if let Some(entry) = module.entry() {
        walk.computation(entry, &mut timeline, Level { depth: 0, runs: 1 });
    }
    timeline.operations
}

struct Walk<'a, 'b> {
    program: &'b Program<'a>,
    machine: &'b Machine,
    profile: &'b BTreeMap<String, u64>,
    /// How often each computation inside of loops runs in all.
    runs: &'b BTreeMap<i64, Option<u64>>,
}

/// Where a walk is: how many calls deep, and how often the computation runs in all.
#[derive(Clone, Copy)]
struct Level {
    depth: usize,
    runs: u64,
}

impl<'a> Walk<'a, '_> {
    fn computation(&self, of: &'a HloComputationProto, time: &mut Timeline, level: Level) {
        if level.depth > DEEPEST {
            return;
        }
        let by_id = of.instructions_by_id();
        for instruction in self.program.scheduled(of, &by_id) {
            let opcode = instruction.opcode.as_str();
            match opcode {
                "while" | "call" | "conditional" => self.inner(instruction, time, level),
                _ if is_free(instruction) => {}
                _ if opcode.ends_with("-update") => time.go_on(instruction),
                _ if opcode.ends_with("-done") => time.finish(instruction),
                _ => self.operation(instruction, &by_id, time),
            }
        }
    }

    /// A loop, a call, or the dearest branch of a conditional.
    fn inner(&self, instruction: &'a HloInstructionProto, time: &mut Timeline, level: Level) {
        let looped = instruction.opcode == "while";
        let called = self.program.called(instruction).into_iter();
        let mut inner: Vec<(u64, bool, Timeline)> = called
            .map(|computation| {
                let all = self.runs.get(&computation.id).copied().flatten();
                let turns = all.filter(|_| looped).map(|all| all / level.runs.max(1));
                let (turns, told) = (turns.unwrap_or(1), turns.is_some() || !looped);
                let mut time = Timeline::default();
                let runs = level.runs.saturating_mul(turns);
                self.computation(computation, &mut time, Level { depth: level.depth + 1, runs });
                (turns, told, time)
            })
            .collect();
        if instruction.opcode == "conditional" {
            inner.sort_by(|(_, _, a), (_, _, b)| b.now.total_cmp(&a.now));
            inner.truncate(1);
        }
        for (turns, told, inner) in inner {
            time.now += inner.now * turns as f64;
            time.operations.extend(inner.operations.into_iter().map(|operation| {
                let runs_are_told = operation.runs_are_told && told;
                Operation { runs_are_told, ..operation.times(turns) }
            }));
        }
    }

    /// The cycles of an instruction: of its static profile, else of its windows.
    fn cycles(&self, instruction: &HloInstructionProto) -> Option<(u64, CycleSource)> {
        let profiled = self.profile.get(&instruction.name).copied();
        let profiled = profiled.or_else(|| profiled_cycles(instruction));
        let windows = || estimated_cycles(instruction).map(|c| (c, CycleSource::Window));
        profiled.map(|c| (c, CycleSource::StaticProfile)).or_else(windows)
    }

    /// Profiled cycles of a collective are not taken: in it the profile waits for devices that it
    /// knows nothing of.
    fn operation(
        &self,
        instruction: &'a HloInstructionProto,
        by_id: &BTreeMap<i64, &'a HloInstructionProto>,
        time: &mut Timeline,
    ) {
        let communication = collective::of(self.program, instruction, by_id, self.machine);
        let cycles = self
            .cycles(instruction)
            .filter(|(_, source)| communication.is_none() || *source == CycleSource::Window);
        let hbm_bytes = self.program.scope(by_id).hbm_bytes(instruction);
        let work = Work {
            cycle_seconds: cycles.map_or(0.0, |(cycles, _)| cycles as f64 / self.machine.clock_hz),
            hbm_seconds: hbm_bytes as f64 / self.machine.hbm_bytes_per_second,
            ici_seconds: communication.as_ref().map(Communication::seconds),
        };
        let operation = Operation {
            name: instruction.name.clone(),
            opcode: instruction.opcode.clone(),
            runs: 1,
            runs_are_told: true,
            cycles: cycles.map(|(cycles, _)| cycles),
            cycle_source: cycles.map(|(_, source)| source),
            hbm_bytes,
            on_scalars: instruction.shape.as_ref().is_some_and(are_scalars),
            seconds: 0.0,
            bound: Bound::Nothing,
            communication,
        };
        time.operations.push(operation);
        if instruction.opcode.ends_with("-start") {
            time.start(instruction.id, &work);
        } else {
            time.run(&work);
        }
    }
}

fn are_scalars(shape: &ShapeProto) -> bool {
    shape.dimensions.is_empty() && shape.tuple_shapes.iter().all(are_scalars)
}

/// What moves and computes nothing by itself.
fn is_free(instruction: &HloInstructionProto) -> bool {
    let custom = instruction.custom_call_target.as_str();
    matches!(custom, "ConcatBitcast" | "AllocateBuffer")
        || matches!(
            instruction.opcode.as_str(),
            "parameter"
                | "constant"
                | "tuple"
                | "get-tuple-element"
                | "bitcast"
                | "partition-id"
                | "replica-id"
                | "after-all"
                | "opt-barrier"
        )
}

/// Seconds that the parts of a device would take alone.
struct Work {
    cycle_seconds: f64,
    hbm_seconds: f64,
    ici_seconds: Option<f64>,
}

/// What happens in one run of a computation, in seconds from its beginning.
#[derive(Default)]
struct Timeline {
    now: f64,
    /// When HBM has served all copies that it was asked for.
    hbm_free: f64,
    operations: Vec<Operation>,
    /// What was started, by the ids of the instructions that started it or go on with it.
    flying: BTreeMap<i64, Flight>,
}

/// Something that was started.
#[derive(Clone, Copy)]
struct Flight {
    /// Its place among the operations.
    operation: usize,
    started: f64,
    /// When a copy has arrived.
    ready: f64,
    is_collective: bool,
}

impl Timeline {
    /// Asks HBM for a copy beside operations; when it has arrived if these leave it all of HBM.
    fn serve_beside(&mut self, seconds: f64) -> f64 {
        self.hbm_free = self.hbm_free.max(self.now) + seconds;
        self.hbm_free
    }

    /// Keeps HBM from copies while it serves an operation.
    fn hold_up_copies(&mut self, seconds: f64) {
        let now = self.now;
        let times = self.flying.values_mut().map(|flight| &mut flight.ready);
        times.chain([&mut self.hbm_free]).filter(|time| **time > now).for_each(|t| *t += seconds);
    }

    /// Runs the last operation while nothing else computes.
    fn run(&mut self, work: &Work) {
        self.hold_up_copies(work.hbm_seconds);
        let (computed, served) = (self.now + work.cycle_seconds, self.now + work.hbm_seconds);
        let told = self.now + work.ici_seconds.unwrap_or(0.0);
        let end = computed.max(served).max(told);
        let bound = match end - self.now {
            0.0 => Bound::Nothing,
            _ if work.ici_seconds.is_some() && told >= end => Bound::Ici,
            _ if computed >= end => Bound::Cycles,
            _ => Bound::Hbm,
        };
        if let Some(operation) = self.operations.last_mut() {
            (operation.seconds, operation.bound) = (end - self.now, bound);
        }
        self.now = end;
    }

    /// Starts the last operation: a copy goes on beside others, a collective too, but it is counted.
    fn start(&mut self, id: i64, work: &Work) {
        let started = self.now;
        let is_collective = work.ici_seconds.is_some();
        if is_collective {
            self.run(work);
        }
        let computed = started + work.cycle_seconds;
        let ready = match is_collective {
            true => self.now,
            false => self.serve_beside(work.hbm_seconds).max(computed),
        };
        let operation = self.operations.len().saturating_sub(1);
        let started = if is_collective { self.now } else { started };
        self.flying.insert(id, Flight { operation, started, ready, is_collective });
        if let Some(operation) = self.operations.last_mut().filter(|_| !is_collective) {
            operation.bound = Bound::Beside;
        }
    }

    fn flight(&self, instruction: &HloInstructionProto) -> Option<Flight> {
        self.flying.get(instruction.operand_ids.first()?).copied()
    }

    fn go_on(&mut self, instruction: &HloInstructionProto) {
        if let Some(flight) = self.flight(instruction) {
            self.flying.insert(instruction.id, flight);
        }
    }

    /// Waits for what was started.
    fn finish(&mut self, instruction: &HloInstructionProto) {
        let Some(flight) = self.flight(instruction) else { return };
        let beside = self.now - flight.started;
        let waited = (flight.ready - self.now).max(0.0);
        let Some(operation) = self.operations.get_mut(flight.operation) else { return };
        if flight.is_collective {
            let seconds = operation.seconds;
            if let Some(communication) = &mut operation.communication {
                communication.overlap_seconds = beside.min(seconds);
            }
            return;
        }
        if waited > 0.0 {
            operation.seconds += waited;
            operation.bound = Bound::Hbm;
        }
        self.now += waited;
    }
}
