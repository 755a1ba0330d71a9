//! When a program's collectives run: their places in the entry's schedule, what may run beside
//! them, and what waits for what.

use std::collections::{BTreeMap, BTreeSet};

use crate::inspect::byte_size;
use crate::inspect::collectives::CollectiveKind;
use crate::inspect::cycles::estimated_cycles;
use crate::wire::hlo::{HloComputationProto, HloInstructionProto, HloModuleProto};

/// One collective of the entry from its start to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flight {
    /// The name of the instruction that starts it.
    pub name: String,
    /// What it does.
    pub kind: CollectiveKind,
    /// Bytes that one device puts in.
    pub operand_bytes: u64,
    /// Where in the schedule it gets its operand: an asynchronous call may be made ready before ...
    pub start: usize,
    /// ... and ends; the same place where nothing runs beside it.
    pub end: usize,
    /// The cycles that the compiler estimates for what is scheduled between the two.
    pub cycles_beside: u64,
    /// The parameters that it needs.
    pub parameters: BTreeSet<i64>,
    /// The results that need it, as elements of the result tuple.
    pub results: BTreeSet<usize>,
    /// Whether it needs a product of matrices.
    pub needs_product: bool,
    /// Whether a product of matrices needs it.
    pub feeds_product: bool,
}

/// How many instructions the entry's schedule has.
pub fn scheduled(module: &HloModuleProto) -> usize {
    Entry::of(module).map_or(0, |entry| entry.order.len())
}

/// The places of products of matrices in the schedule of the entry.
pub fn products(module: &HloModuleProto) -> Vec<usize> {
    let Some(entry) = Entry::of(module) else { return vec![] };
    let is_product = |(place, _): &(usize, _)| entry.is_product(entry.order[*place]);
    entry.order.iter().enumerate().filter(is_product).map(|(place, _)| place).collect()
}

/// The collectives that the entry starts, in the order of its schedule.
pub fn flights(module: &HloModuleProto) -> Vec<Flight> {
    let Some(entry) = Entry::of(module) else { return vec![] };
    let started = entry.order.iter().enumerate().filter(|(_, i)| !is_later_part(&i.opcode));
    started.filter_map(|(place, instruction)| entry.flight(place, instruction)).collect()
}

/// Whether an instruction goes on with what another one started.
fn is_later_part(opcode: &str) -> bool {
    opcode.ends_with("-done") || opcode.ends_with("-update")
}

/// The entry computation in the order of its schedule.
struct Entry<'a> {
    order: Vec<&'a HloInstructionProto>,
    root: &'a HloInstructionProto,
    by_id: BTreeMap<i64, &'a HloInstructionProto>,
    computations: BTreeMap<i64, &'a HloComputationProto>,
}

impl<'a> Entry<'a> {
    fn of(module: &'a HloModuleProto) -> Option<Self> {
        let entry = module.entry()?;
        let by_id = entry.instructions_by_id();
        let sequence = module.schedule.as_ref().and_then(|s| s.sequences.get(&entry.id));
        let order = match sequence {
            Some(ids) => {
                ids.instruction_ids.iter().filter_map(|id| by_id.get(id).copied()).collect()
            }
            None => entry.instructions.iter().collect(),
        };
        let computations = module.computations.iter().map(|c| (c.id, c)).collect();
        Some(Entry { order, root: entry.root()?, by_id, computations })
    }

    fn flight(&self, place: usize, first: &HloInstructionProto) -> Option<Flight> {
        let (kind, operand_bytes) = self.collective_in(first)?;
        let parts = self.parts(first);
        let is_part = |(_, i): &(usize, &&HloInstructionProto)| parts.contains(&i.id);
        let places = || self.order.iter().enumerate().filter(is_part);
        let end = places().map(|(place, _)| place).max().unwrap_or(place);
        let takes = |i: &HloInstructionProto| i.operand_ids.iter().any(|id| !parts.contains(id));
        let start = places().find(|(_, i)| takes(i)).map_or(place, |(place, _)| place);
        let beside = self.order.get(start + 1..end).unwrap_or_default();
        let needed = self.ancestors(parts.iter().copied());
        let needs = |instruction: &HloInstructionProto| {
            !self.ancestors([instruction.id]).is_disjoint(&parts)
        };
        let needed: Vec<_> = needed.iter().filter_map(|id| self.by_id.get(id).copied()).collect();
        let parameters = needed.iter().filter(|i| i.opcode == "parameter");
        let elements = self.root.operand_ids.iter().enumerate();
        let waits = |id: &i64| self.by_id.get(id).is_some_and(|i| needs(i));
        Some(Flight {
            name: first.name.clone(),
            kind,
            operand_bytes,
            start,
            end,
            cycles_beside: beside.iter().filter_map(|i| estimated_cycles(i)).sum(),
            parameters: parameters.map(|i| i.parameter_number).collect(),
            results: elements.filter(|(_, id)| waits(id)).map(|(index, _)| index).collect(),
            needs_product: needed.iter().any(|i| self.is_product(i)),
            feeds_product: self.order.iter().any(|i| self.is_product(i) && needs(i)),
        })
    }

    /// The instruction and those that go on with what it starts, by id.
    fn parts(&self, first: &HloInstructionProto) -> BTreeSet<i64> {
        let mut parts = BTreeSet::from([first.id]);
        for instruction in &self.order {
            let goes_on = instruction.operand_ids.first().is_some_and(|id| parts.contains(id));
            if is_later_part(&instruction.opcode) && goes_on {
                parts.insert(instruction.id);
            }
        }
        parts
    }

    /// The instructions and all that they need, ordering constraints included.
    fn ancestors(&self, ids: impl IntoIterator<Item = i64>) -> BTreeSet<i64> {
        let mut open: Vec<i64> = ids.into_iter().collect();
        let mut found = BTreeSet::new();
        while let Some(id) = open.pop() {
            if let Some(instruction) = self.by_id.get(&id).filter(|_| found.insert(id)) {
                open.extend(&instruction.operand_ids);
                open.extend(&instruction.control_predecessor_ids);
            }
        }
        found
    }

    /// The instructions inside of one, and itself.
    fn inside(&self, instruction: &'a HloInstructionProto) -> Vec<&'a HloInstructionProto> {
        let mut found = vec![instruction];
        let mut open = instruction.called_computation_ids.clone();
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            let Some(computation) = self.computations.get(&id).filter(|_| seen.insert(id)) else {
                continue;
            };
            for inner in &computation.instructions {
                open.extend(&inner.called_computation_ids);
                found.push(inner);
            }
        }
        found
    }

    fn collective_in(&self, instruction: &HloInstructionProto) -> Option<(CollectiveKind, u64)> {
        let instruction = self.by_id.get(&instruction.id)?;
        let inner = self.inside(instruction);
        let collective = inner.iter().find(|i| CollectiveKind::from_opcode(&i.opcode).is_some())?;
        let by_id: BTreeMap<i64, _> = inner.iter().map(|i| (i.id, *i)).collect();
        let operand = |id: &i64| by_id.get(id).or(self.by_id.get(id))?.shape.as_ref();
        let bytes = collective.operand_ids.iter().filter_map(operand).map(byte_size);
        let bytes = bytes.fold(0, u64::saturating_add);
        Some((CollectiveKind::from_opcode(&collective.opcode)?, bytes))
    }

    fn is_product(&self, instruction: &HloInstructionProto) -> bool {
        let Some(instruction) = self.by_id.get(&instruction.id) else { return false };
        self.inside(instruction).iter().any(|i| matches!(i.opcode.as_str(), "dot" | "convolution"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use prost::Message;

    #[test]
    fn a_synchronous_all_reduce_after_the_search_feeds_no_product() {
        let bytes = include_bytes!("../../tests/data/v4_update_tokens.hlo.pb");
        let module = HloModuleProto::decode(&bytes[..]).expect("a module");
        let flights = flights(&module);
        let [flight] = &flights[..] else { panic!("{flights:?}") };
        assert_eq!((flight.kind, flight.operand_bytes), (CollectiveKind::AllReduce, 196_868));
        assert_eq!((flight.start, flight.cycles_beside), (flight.end, 0));
        assert!(flight.needs_product && !flight.feeds_product, "{flight:?}");
        assert!(products(&module).iter().all(|&place| place < flight.start), "{flight:?}");
    }

    #[test]
    fn gathers_of_a_search_feed_the_product_of_sums() {
        let bytes = include_bytes!("../../tests/data/v6e_update_codes.hlo.pb");
        let module = HloModuleProto::decode(&bytes[..]).expect("a module");
        let gathers = flights(&module);
        let gathers = gathers.iter().filter(|f| f.kind == CollectiveKind::AllGather);
        let found: Vec<_> = gathers.map(|f| (f.needs_product, f.feeds_product)).collect();
        assert!(found.contains(&(true, true)), "{found:?}");
    }
}
