//! What a result is computed from by numbers alone: the way back through a program, across fusions,
//! calls and loops, that stops at indices and truth values.
//!
//! The sums of an update depend on the search through codes, which are indices; the way back from
//! the sums therefore meets their own additions and not those of the search.

use std::collections::{BTreeMap, BTreeSet};

use crate::inspect::arrays;
use crate::wire::hlo::{HloComputationProto, HloInstructionProto, HloModuleProto};
use crate::wire::xla_data::PrimitiveType;

/// A value: the id of its computation, the id of its instruction, and which element it is where the
/// instruction makes several.
type Place = (i64, i64, Option<usize>);

/// The computations of a module and who calls them.
pub(in crate::inspect) struct Flow<'a> {
    computations: BTreeMap<i64, (&'a HloComputationProto, Instructions<'a>)>,
    /// The instructions that run a computation on their own operands.
    callers: BTreeMap<i64, Vec<(i64, i64)>>,
    entry: Option<&'a HloComputationProto>,
}

type Instructions<'a> = BTreeMap<i64, &'a HloInstructionProto>;

impl<'a> Flow<'a> {
    pub(in crate::inspect) fn of(module: &'a HloModuleProto) -> Self {
        let computations = module.computations.iter();
        let computations = computations.map(|c| (c.id, (c, c.instructions_by_id()))).collect();
        let mut callers: BTreeMap<i64, Vec<(i64, i64)>> = BTreeMap::new();
        for computation in &module.computations {
            for caller in computation.instructions.iter().filter(|i| runs_on_operands(i)) {
                for &called in &caller.called_computation_ids {
                    callers.entry(called).or_default().push((computation.id, caller.id));
                }
            }
        }
        Flow { computations, callers, entry: module.entry() }
    }

    /// All that an element of the entry's result is computed from, itself included.
    pub(in crate::inspect) fn behind_result(&self, element: usize) -> Vec<&'a HloInstructionProto> {
        let root = self.entry.and_then(|entry| Some((entry.id, entry.root()?.id)));
        root.map_or(vec![], |(computation, id)| self.behind((computation, id, Some(element))))
    }

    /// All that an instruction of a computation is computed from, itself included.
    pub(in crate::inspect) fn behind_instruction(
        &self,
        computation: i64,
        id: i64,
    ) -> Vec<&'a HloInstructionProto> {
        self.behind((computation, id, None))
    }

    fn behind(&self, place: Place) -> Vec<&'a HloInstructionProto> {
        let (mut open, mut seen) = (vec![place], BTreeSet::new());
        let mut found = BTreeMap::new();
        while let Some(place) = open.pop() {
            let Some(instruction) = self.instruction(place).filter(|_| seen.insert(place)) else {
                continue;
            };
            if has_numbers(instruction, place.2) {
                found.insert((place.0, place.1), instruction);
                open.extend(self.before(place, instruction));
            }
        }
        found.into_values().collect()
    }

    fn instruction(&self, (computation, id, _): Place) -> Option<&'a HloInstructionProto> {
        self.computations.get(&computation)?.1.get(&id).copied()
    }

    /// What a value is made of at once.
    fn before(&self, place: Place, instruction: &HloInstructionProto) -> Vec<Place> {
        let (computation, _, element) = place;
        let operand = |number: usize| instruction.operand_ids.get(number);
        let all = || instruction.operand_ids.iter().map(|&id| (computation, id, None)).collect();
        match instruction.opcode.as_str() {
            "get-tuple-element" => {
                let element = usize::try_from(instruction.tuple_index).ok();
                operand(0).map(|&id| (computation, id, element)).into_iter().collect()
            }
            "tuple" => match element {
                Some(element) => {
                    operand(element).map(|&id| (computation, id, None)).into_iter().collect()
                }
                None => all(),
            },
            "parameter" => self.arguments(computation, instruction.parameter_number, element),
            "fusion" | "call" | "async-start" => self.roots(instruction, element),
            // What a loop gives is what its body made last, or what it was given.
            "while" => {
                let given = operand(0).map(|&id| (computation, id, element));
                self.roots(instruction, element).into_iter().chain(given).collect()
            }
            "conditional" => self.roots(instruction, element),
            // Each result of these has an operand of its own.
            "all-reduce" | "all-gather" | "reduce-scatter" | "optimization-barrier" => {
                match element.and_then(operand) {
                    Some(&id) if instruction.operand_ids.len() > 1 => vec![(computation, id, None)],
                    Some(_) | None => {
                        let same = |&id: &i64| (computation, id, element);
                        instruction.operand_ids.iter().map(same).collect()
                    }
                }
            }
            _ => all(),
        }
    }

    /// The roots of the computations that an instruction runs.
    fn roots(&self, instruction: &HloInstructionProto, element: Option<usize>) -> Vec<Place> {
        let called = instruction.called_computation_ids.iter();
        let root = |id: &i64| Some((*id, self.computations.get(id)?.0.root()?.id, element));
        called.filter_map(root).collect()
    }

    /// What a computation's parameter is given by those that run it.
    fn arguments(&self, computation: i64, number: i64, element: Option<usize>) -> Vec<Place> {
        let callers = self.callers.get(&computation).into_iter().flatten();
        let given = |&(outer, id): &(i64, i64)| -> Vec<Place> {
            let Some(caller) = self.instruction((outer, id, None)) else { return vec![] };
            let number = usize::try_from(number).unwrap_or(usize::MAX);
            let number = match caller.opcode.as_str() {
                // The first operand says which branch runs, each of which takes one operand.
                "conditional" => {
                    let mut branches = caller.called_computation_ids.iter();
                    branches.position(|&id| id == computation).map_or(usize::MAX, |n| n + 1)
                }
                _ => number,
            };
            let operand = caller.operand_ids.get(number).map(|&id| (outer, id, element));
            let turned =
                if caller.opcode == "while" { self.roots(caller, element) } else { vec![] };
            operand.into_iter().chain(turned).collect()
        };
        callers.flat_map(given).collect()
    }
}

/// Whether an instruction runs its computations on its operands, and not on pairs of elements.
fn runs_on_operands(instruction: &HloInstructionProto) -> bool {
    let runs = ["fusion", "call", "while", "conditional", "async-start"];
    runs.contains(&instruction.opcode.as_str())
}

/// Whether a value has elements that are rounded: floating point of more bits than none.
fn has_numbers(instruction: &HloInstructionProto, element: Option<usize>) -> bool {
    let Some(shape) = &instruction.shape else { return false };
    let parts = &shape.tuple_shapes;
    let part = element.and_then(|element| parts.get(element)).unwrap_or(shape);
    arrays(part).into_iter().any(|array| is_number(array.element_type))
}

/// Whether a type is one of floating point.
pub(in crate::inspect) fn is_number(element_type: i32) -> bool {
    use PrimitiveType::{Bf16, F16, F32, F64};
    [Bf16, F16, F32, F64].map(|number| number as i32).contains(&element_type)
}
