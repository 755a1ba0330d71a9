//! Bytes on the directed links of a torus.

use std::collections::BTreeMap;

use crate::target::device_order::Torus;

/// One direction of a link between neighbouring chips.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The chip that sends.
    pub from: [usize; 3],
    /// The dimension: 0, 1 or 2 of x, y and z.
    pub dimension: usize,
    /// Whether to the next place along it, else to the one before.
    pub forward: bool,
}

/// A link and what it carries.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinkLoad {
    /// The link.
    pub link: Link,
    /// Bytes over it.
    pub bytes: f64,
}

/// What links carry, and what stays on chips.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Loads {
    links: BTreeMap<Link, f64>,
    chips: BTreeMap<[usize; 3], f64>,
}

impl Loads {
    /// Puts bytes on each link of the way between two places of one dimension, `steps` places
    /// forward (or backward, when negative).
    pub(super) fn walk(
        &mut self,
        from: [usize; 3],
        dimension: usize,
        steps: isize,
        bytes: f64,
        torus: &Torus,
    ) {
        let size = torus.chips[dimension];
        let forward = steps > 0;
        let mut at = from;
        for _ in 0..steps.unsigned_abs() {
            *self.links.entry(Link { from: at, dimension, forward }).or_default() += bytes;
            at[dimension] = (at[dimension] + if forward { 1 } else { size - 1 }) % size;
        }
    }

    /// Sends bytes the shortest way, x first, then y and z; gives the hops.
    pub(super) fn route(
        &mut self,
        from: [usize; 3],
        to: [usize; 3],
        bytes: f64,
        torus: &Torus,
    ) -> usize {
        if from == to {
            self.on_chip(from, bytes);
        }
        let (mut at, mut hops) = (from, 0);
        for dimension in 0..3 {
            let steps = steps(at[dimension], to[dimension], dimension, torus);
            self.walk(at, dimension, steps, bytes, torus);
            at[dimension] = to[dimension];
            hops += steps.unsigned_abs();
        }
        hops
    }

    /// Bytes that devices of a chip hand each other.
    pub(super) fn on_chip(&mut self, chip: [usize; 3], bytes: f64) {
        *self.chips.entry(chip).or_default() += bytes;
    }

    pub(super) fn busiest_link(&self) -> f64 {
        self.links.values().copied().fold(0.0, f64::max)
    }

    pub(super) fn busiest_chip(&self) -> f64 {
        self.chips.values().copied().fold(0.0, f64::max)
    }

    pub(super) fn add(&mut self, other: &Loads) {
        other.links.iter().for_each(|(link, bytes)| *self.links.entry(*link).or_default() += bytes);
    }

    pub(super) fn links(&self, times: f64) -> Vec<LinkLoad> {
        let load = |(link, bytes): (&Link, &f64)| LinkLoad { link: *link, bytes: bytes * times };
        self.links.iter().map(load).collect()
    }
}

/// Places to go along a dimension, the shorter way around a ring; forward where both are as long.
pub(super) fn steps(from: usize, to: usize, dimension: usize, torus: &Torus) -> isize {
    let signed = |n: usize| isize::try_from(n).unwrap_or(0);
    let (size, ahead) = (signed(torus.chips[dimension]), signed(to) - signed(from));
    if !torus.wrap[dimension] {
        return ahead;
    }
    let forward = ahead.rem_euclid(size.max(1));
    if forward * 2 <= size { forward } else { forward - size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shorter_way_around_a_ring_is_taken() {
        let torus = Torus { chips: [4, 2, 1], wrap: [true, false, false] };
        assert_eq!(steps(0, 3, 0, &torus), -1);
        assert_eq!(steps(3, 0, 0, &torus), 1);
        assert_eq!(steps(0, 2, 0, &torus), 2);
        assert_eq!(steps(1, 0, 1, &torus), -1);
        let mut loads = Loads::default();
        assert_eq!(loads.route([0, 0, 0], [3, 1, 0], 5.0, &torus), 2);
        let link = |from, dimension, forward| Link { from, dimension, forward };
        let wanted = [link([0, 0, 0], 0, false), link([3, 0, 0], 1, true)];
        assert_eq!(loads.links(1.0).iter().map(|l| l.link).collect::<Vec<_>>(), wanted);
        assert_eq!((loads.busiest_link(), loads.busiest_chip()), (5.0, 0.0));
        assert_eq!(loads.route([1, 1, 0], [1, 1, 0], 7.0, &torus), 0);
        assert_eq!((loads.busiest_link(), loads.busiest_chip()), (5.0, 7.0));
    }
}
