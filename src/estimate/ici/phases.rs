//! How a collective goes through the dimensions of a torus, line by line.
//!
//! A group is a grid of chips: the product of places along x, y and z (and of the devices of a chip).
//! One phase serves one dimension. With several colors the data is cut into as many parts, and each
//! takes the dimensions in another order, so that all links work at once: the scheme that libtpu
//! names in its programs (`StrategyND{colors:3 phases:3 cores:{4 2 4},{4 4 2},{8 2 2}}`). The devices
//! of a chip are neighbours in the rings of a color's first phase.

use std::collections::BTreeSet;

use crate::estimate::ici::Transfer;
use crate::estimate::ici::links::{Loads, steps};
use crate::estimate::machine::Machine;
use crate::inspect::collectives::CollectiveKind;
use crate::target::device_order::{PhysicalDevice, Torus};

/// What the devices of a line do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exchange {
    /// Everybody gets everybody's part (and the same backwards: a reduce-scatter).
    Gather,
    /// Everybody has another part for each.
    Shuffle,
    /// One has something for all.
    Spread,
}

/// All phases, the one that moves most first.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    pub(super) phases: Vec<Loads>,
    /// Hops one after the other, of the color that has most.
    pub(super) hops: usize,
    pub(super) rings: Vec<usize>,
    pub(super) colors: usize,
}

/// The phases of a collective over groups; `None` where a partition is not on the machine.
pub(super) fn phases(transfer: &Transfer, exchange: Exchange, machine: &Machine) -> Option<Plan> {
    let mut plan = Plan { colors: 1, ..Plan::default() };
    for group in transfer.groups.iter().filter(|group| group.len() > 1) {
        let devices: Option<Vec<PhysicalDevice>> =
            group.iter().map(|&partition| machine.devices.get(partition).copied()).collect();
        let devices = devices?;
        let whole = whole_bytes(transfer, group.len());
        match Grid::of(&devices) {
            Some(grid) => grid.add_to(&mut plan, whole, exchange, (transfer.colors, machine)),
            None => ring_of(&devices, whole, exchange, &mut plan, &machine.torus),
        }
    }
    Some(plan)
}

/// The bytes that a device of the group has in the end (or in the beginning, of a reduction).
fn whole_bytes(transfer: &Transfer, members: usize) -> f64 {
    let bytes = transfer.operand_bytes as f64;
    if transfer.kind == CollectiveKind::AllGather { bytes * members as f64 } else { bytes }
}

/// The places of a group along x, y, z and of the devices of its chips.
struct Grid {
    places: [Vec<usize>; 3],
    cores: usize,
}

impl Grid {
    /// `None` where the group is not all of the product.
    fn of(devices: &[PhysicalDevice]) -> Option<Self> {
        let distinct = |place: &dyn Fn(&PhysicalDevice) -> usize| -> Vec<usize> {
            devices.iter().map(place).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let places = [0, 1, 2].map(|d| distinct(&move |device| device.coords[d]));
        let cores = distinct(&|device| device.core).len();
        let product = places.iter().map(Vec::len).product::<usize>() * cores;
        (product == devices.len()).then_some(Grid { places, cores })
    }

    fn add_to(
        &self,
        plan: &mut Plan,
        whole: f64,
        exchange: Exchange,
        (colors, machine): (Option<usize>, &Machine),
    ) {
        let used: Vec<usize> = (0..3).filter(|&d| self.places[d].len() > 1).collect();
        let colors = colors.unwrap_or(used.len()).clamp(1, used.len().max(1));
        let rings = if used.is_empty() { vec![self.cores] } else { self.rings(&used) };
        if rings.len() > plan.rings.len() {
            plan.rings = rings;
        }
        plan.colors = plan.colors.max(colors);
        for color in 0..colors {
            let mut order = used.clone();
            order.rotate_left(color.min(used.len().saturating_sub(1)));
            self.add_color(plan, (whole / colors as f64, exchange), &order, machine);
        }
    }

    /// Devices of the rings of the first color.
    fn rings(&self, used: &[usize]) -> Vec<usize> {
        let chips = used.iter().map(|&d| self.places[d].len()).enumerate();
        chips.map(|(phase, chips)| if phase == 0 { chips * self.cores } else { chips }).collect()
    }

    fn add_color(
        &self,
        plan: &mut Plan,
        (mut bytes, exchange): (f64, Exchange),
        order: &[usize],
        machine: &Machine,
    ) {
        let mut hops = 0;
        if order.is_empty() {
            // All on one chip.
            let chip = self.chip([0; 3]);
            phase(plan, 0).on_chip(chip, bytes * (self.cores as f64 - 1.0));
        }
        for (number, &dimension) in order.iter().enumerate() {
            let cores = if number == 0 { self.cores } else { 1 };
            let chips = self.places[dimension].len();
            let members = (chips * cores) as f64;
            // After the first phase each device of a chip has another part, on the same links.
            let lines = (self.cores / cores) as f64;
            let line = Line {
                places: &self.places[dimension],
                dimension,
                cores,
                bytes: bytes * lines,
                exchange,
            };
            let loads = phase(plan, number);
            self.starts(dimension).for_each(|chip| line.add_to(loads, chip, &machine.torus));
            hops += line.hops(&machine.torus);
            if exchange == Exchange::Gather {
                bytes /= members;
            }
        }
        plan.hops = plan.hops.max(hops);
    }

    fn chip(&self, index: [usize; 3]) -> [usize; 3] {
        [0, 1, 2].map(|d| self.places[d][index[d]])
    }

    /// A chip of each line along a dimension.
    fn starts(&self, dimension: usize) -> impl Iterator<Item = [usize; 3]> + '_ {
        let count = |d: usize| if d == dimension { 1 } else { self.places[d].len() };
        let sizes = [count(0), count(1), count(2)];
        (0..sizes.iter().product::<usize>()).map(move |number| {
            let [_, height, depth] = sizes;
            self.chip([number / (height * depth), number / depth % height, number % depth])
        })
    }
}

/// Devices of a group along one dimension.
struct Line<'a> {
    places: &'a [usize],
    dimension: usize,
    /// Devices of each chip in the line.
    cores: usize,
    /// What a device has in the end, or in the beginning.
    bytes: f64,
    exchange: Exchange,
}

impl Line<'_> {
    fn step(&self, from: usize, to: usize, torus: &Torus) -> isize {
        steps(self.places[from], self.places[to], self.dimension, torus)
    }

    /// Whether the way from the last to the first goes on around a ring.
    fn closes(&self, torus: &Torus) -> bool {
        torus.wrap[self.dimension] && self.step(self.places.len() - 1, 0, torus) > 0
    }

    /// Hops from one end to the other; half the way around a ring.
    fn hops(&self, torus: &Torus) -> usize {
        if self.closes(torus) {
            return torus.chips[self.dimension] / 2;
        }
        (1..self.places.len()).map(|to| self.step(to - 1, to, torus).unsigned_abs()).sum()
    }

    fn add_to(&self, loads: &mut Loads, chip: [usize; 3], torus: &Torus) {
        let (chips, closes) = (self.places.len(), self.closes(torus));
        let at = |index: usize| {
            let mut at = chip;
            at[self.dimension] = self.places[index];
            at
        };
        for index in 0..if closes { chips } else { chips - 1 } {
            let next = (index + 1) % chips;
            let bytes = self.bytes_over(index, closes);
            loads.walk(at(index), self.dimension, self.step(index, next, torus), bytes, torus);
            loads.walk(at(next), self.dimension, self.step(next, index, torus), bytes, torus);
        }
        if self.cores > 1 {
            (0..chips).for_each(|index| loads.on_chip(at(index), self.bytes));
        }
    }

    /// Bytes over the link behind chip `index` of the line, in each direction.
    fn bytes_over(&self, index: usize, closes: bool) -> f64 {
        let members = (self.places.len() * self.cores) as f64;
        let behind = ((index + 1) * self.cores) as f64;
        let each = self.bytes / members;
        match (self.exchange, closes) {
            // Two rings, one in each direction, with half of it each ...
            (Exchange::Gather, true) => each * (members - 1.0) / 2.0,
            // ... or two ways along a line, the return of each being the other's.
            (Exchange::Gather, false) => each * (members - 1.0),
            (Exchange::Shuffle, true) => each * members * members / 8.0,
            (Exchange::Shuffle, false) => each * behind * (members - behind),
            (Exchange::Spread, true) => self.bytes / 2.0,
            (Exchange::Spread, false) => self.bytes,
        }
    }
}

fn phase(plan: &mut Plan, number: usize) -> &mut Loads {
    if plan.phases.len() <= number {
        plan.phases.resize(number + 1, Loads::default());
    }
    &mut plan.phases[number]
}

/// A group that is no grid: a ring in the group's order, half of it in each direction.
fn ring_of(
    devices: &[PhysicalDevice],
    whole: f64,
    exchange: Exchange,
    plan: &mut Plan,
    torus: &Torus,
) {
    let members = devices.len() as f64;
    let bytes = match exchange {
        Exchange::Gather => whole * (members - 1.0) / members / 2.0,
        Exchange::Shuffle => whole * members / 8.0,
        Exchange::Spread => whole / 2.0,
    };
    plan.rings = vec![devices.len()];
    let (loads, mut hops) = (phase(plan, 0), 0);
    for (device, next) in devices.iter().zip(devices.iter().cycle().skip(1)) {
        hops += loads.route(device.coords, next.coords, bytes, torus);
        loads.route(next.coords, device.coords, bytes, torus);
    }
    plan.hops = plan.hops.max(hops / 2);
}
