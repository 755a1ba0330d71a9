//! Shares the factors of the physical axes out among the mesh axes, and finds the best walk of each.

use std::collections::BTreeMap;

use crate::sharding::mesh::Mesh;
use crate::target::device_order::{Place, Torus};

/// The places of an axis, one for each of its steps, relative to the places of the other axes.
pub(crate) type Walk = Vec<Place>;

/// A part of a physical axis that belongs to one mesh axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Factor {
    /// Index of the physical axis: x, y, z, device of the chip.
    physical: usize,
    /// Steps along it.
    size: usize,
    /// Places that one step skips.
    stride: usize,
}

/// What a walk costs; smaller is better, earlier fields first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    max: usize,
    sum: usize,
    ring_max: usize,
    ring_sum: usize,
}

/// A mesh of many small axes has more ways than are worth trying; the first ones are as good as any.
const MOST_WAYS: usize = 20_000;

/// For each mesh axis its walk; the places of all axes added up are the place of a partition.
pub(crate) fn best_walks(torus: &Torus, cores: usize, mesh: &Mesh) -> Vec<Walk> {
    let [x, y, z] = torus.chips;
    let sizes: Vec<usize> = mesh.axes().iter().map(|axis| axis.size).collect();
    let mut search = Search {
        torus,
        sizes: &sizes,
        chosen: vec![Vec::new(); sizes.len()],
        ways: 0,
        known: BTreeMap::new(),
        best: None,
    };
    search.share(sizes.len(), [x, y, z, cores], [1; 4]);
    search.best.map(|(_, walks)| walks).unwrap_or_default()
}

/// The worst steps of all axes together, then the axes' own costs, the last axis first.
type Rank = (usize, Vec<Cost>);

struct Search<'a> {
    torus: &'a Torus,
    sizes: &'a [usize],
    chosen: Vec<Vec<Factor>>,
    ways: usize,
    known: BTreeMap<Vec<Factor>, (Cost, Walk)>,
    best: Option<(Rank, Vec<Walk>)>,
}

impl Search<'_> {
    /// Chooses the factors of the axes before `axis`, the last of them first: it gets the nearest places.
    fn share(&mut self, axis: usize, left: [usize; 4], strides: [usize; 4]) {
        if axis == 0 {
            return self.weigh();
        }
        for sizes in factorings(self.sizes[axis - 1], left) {
            if self.ways >= MOST_WAYS {
                return;
            }
            let factor = |physical: usize| Factor {
                physical,
                size: sizes[physical],
                stride: strides[physical],
            };
            self.chosen[axis - 1] = (0..4).map(factor).filter(|f| f.size > 1).collect();
            let next = |of: [usize; 4], by: fn(usize, usize) -> usize| {
                std::array::from_fn(|i| by(of[i], sizes[i]))
            };
            self.share(axis - 1, next(left, |a, b| a / b), next(strides, |a, b| a * b));
        }
    }

    fn weigh(&mut self) {
        self.ways += 1;
        for factors in &self.chosen {
            if !self.known.contains_key(factors) {
                self.known.insert(factors.clone(), best_walk(self.torus, factors));
            }
        }
        let walks: Vec<&(Cost, Walk)> =
            self.chosen.iter().filter_map(|factors| self.known.get(factors)).collect();
        let worst = walks.iter().map(|(cost, _)| cost.max).sum();
        let rank: Rank = (worst, walks.iter().rev().map(|(cost, _)| *cost).collect());
        if self.best.as_ref().is_none_or(|(best, _)| rank < *best) {
            let walks = walks.into_iter().map(|(_, walk)| walk.clone()).collect();
            self.best = Some((rank, walks));
        }
    }
}

/// Every way to write `size` as a product of divisors of `left`.
fn factorings(size: usize, left: [usize; 4]) -> Vec<[usize; 4]> {
    let divisors = |n: usize| (1..=n).filter(move |d| n.is_multiple_of(*d));
    let mut all = Vec::new();
    for core in divisors(left[3]).filter(|d| size.is_multiple_of(*d)) {
        for z in divisors(left[2]).filter(|d| (size / core).is_multiple_of(*d)) {
            for y in divisors(left[1]).filter(|d| (size / core / z).is_multiple_of(*d)) {
                let x = size / core / z / y;
                if left[0].is_multiple_of(x) {
                    all.push([x, y, z, core]);
                }
            }
        }
    }
    all
}

/// The cheapest walk over these factors: each order of them, back and forth or around.
fn best_walk(torus: &Torus, factors: &[Factor]) -> (Cost, Walk) {
    let mut best: Option<(Cost, Walk)> = None;
    for order in orders(factors) {
        for walk in [Some(back_and_forth(&order)), around(&order)].into_iter().flatten() {
            let cost = cost(torus, &walk);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, walk));
            }
        }
    }
    best.unwrap_or_else(|| (cost(torus, &[[0; 4]]), vec![[0; 4]]))
}

/// All orders of at most four factors, the innermost first.
fn orders(factors: &[Factor]) -> Vec<Vec<Factor>> {
    if factors.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (index, &first) in factors.iter().enumerate() {
        let rest = [&factors[..index], &factors[index + 1..]].concat();
        for mut order in orders(&rest) {
            order.insert(0, first);
            all.push(order);
        }
    }
    all
}

/// Walks the innermost factor up and down again and again, and so on outwards.
fn back_and_forth(factors: &[Factor]) -> Walk {
    let mut walk = vec![[0; 4]];
    for factor in factors {
        let rows = (0..factor.size).flat_map(|step| {
            let mut row: Vec<Place> =
                walk.iter().map(|&place| moved(place, factor, step)).collect();
            if step % 2 == 1 {
                row.reverse();
            }
            row
        });
        walk = rows.collect();
    }
    walk
}

/// Walks back and forth beside the first column, and comes home along it; the outermost factor must
/// be even for the way to end beside the start.
fn around(factors: &[Factor]) -> Option<Walk> {
    let (outer, inner) = factors.split_last()?;
    let row = back_and_forth(inner);
    if outer.size % 2 != 0 || row.len() < 2 {
        return None;
    }
    let mut walk = vec![row[0]];
    for step in 0..outer.size {
        let mut part: Vec<Place> = row[1..].iter().map(|&p| moved(p, outer, step)).collect();
        if step % 2 == 1 {
            part.reverse();
        }
        walk.extend(part);
    }
    walk.extend((1..outer.size).rev().map(|step| moved(row[0], outer, step)));
    Some(walk)
}

fn moved(mut place: Place, factor: &Factor, step: usize) -> Place {
    place[factor.physical] += step * factor.stride;
    place
}

fn cost(torus: &Torus, walk: &[Place]) -> Cost {
    let hops = |(from, to): (&Place, &Place)| torus.hops(*from, *to);
    let steps: Vec<usize> = walk.iter().zip(walk.iter().skip(1)).map(hops).collect();
    let max = steps.iter().copied().max().unwrap_or(0);
    let sum = steps.iter().sum();
    let closing = match (walk.first(), walk.last()) {
        (Some(first), Some(last)) => torus.hops(*last, *first),
        (_, _) => 0,
    };
    Cost { max, sum, ring_max: max.max(closing), ring_sum: sum + closing }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(physical: usize, size: usize) -> Factor {
        Factor { physical, size, stride: 1 }
    }

    #[test]
    fn walks_visit_every_place_once_in_steps_of_one() {
        let torus = Torus { chips: [4, 4, 4], wrap: [false; 3] };
        let factors = [factor(0, 3), factor(1, 4), factor(2, 2)];
        let ring = around(&factors).expect("a ring");
        for walk in [back_and_forth(&factors), ring.clone()] {
            let mut places = walk.clone();
            places.sort_unstable();
            places.dedup();
            assert_eq!((places.len(), cost(&torus, &walk).max), (24, 1));
        }
        assert_eq!(cost(&torus, &ring).ring_max, 1);
        assert_eq!(around(&[factor(0, 2), factor(1, 3)]), None);
    }

    #[test]
    fn factorings_multiply_to_the_axis() {
        assert_eq!(factorings(8, [2, 2, 4, 2]).len(), 7);
        assert!(factorings(8, [2, 2, 4, 2]).iter().all(|f| f.iter().product::<usize>() == 8));
        assert_eq!(factorings(3, [2, 2, 4, 2]), Vec::<[usize; 4]>::new());
    }
}
