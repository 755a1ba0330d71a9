//! Chips on paper: a flat slice as a grid, one of three dimensions in oblique projection, so that no
//! link crosses a chip that is not its end.

use maud::{Markup, html};

use crate::estimate::machine::Machine;
use crate::page::axis::place;

/// More chips than these are not drawn.
pub(super) const MOST_CHIPS: usize = 1024;
const MARGIN: f64 = 26.0;

/// How a machine's chips lie on paper.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paper {
    chips: [usize; 3],
    /// Whether y goes to the right and x down, so that the drawing is wide and not high.
    flipped: bool,
    /// The side of a chip.
    pub(super) side: f64,
    /// From a chip to the next of the same x and y.
    depth: f64,
    /// From a chip to the next along x or y.
    step: f64,
    cores: usize,
}

impl Paper {
    /// `None` where there are too many chips to see any.
    pub(super) fn of(machine: &Machine) -> Option<Self> {
        let chips = machine.torus.chips;
        let count: usize = chips.iter().product();
        let side = match count {
            0..=64 => 38.0,
            65..=256 => 26.0,
            _ => 14.0,
        };
        let depth = if chips[2] > 1 { side + 10.0 } else { 0.0 };
        let run = depth * (chips[2] - 1) as f64;
        let (step, cores) = (run + side + 18.0, machine.devices_per_chip);
        let flipped = chips[1] > chips[0];
        (count <= MOST_CHIPS).then_some(Paper { chips, flipped, side, depth, step, cores })
    }

    /// Width and height.
    pub(super) fn size(&self) -> (f64, f64) {
        let [right, down] = self.flat(self.chips.map(|size| size - 1));
        let run = self.depth * (self.chips[2] - 1) as f64;
        let whole =
            |places: usize| place(self.step * places as f64 + run + self.side + 2.0 * MARGIN);
        (whole(right), whole(down))
    }

    fn flat(&self, [x, y, _]: [usize; 3]) -> [usize; 2] {
        if self.flipped { [y, x] } else { [x, y] }
    }

    /// The middle of a chip.
    pub(super) fn middle(&self, coords: [usize; 3]) -> (f64, f64) {
        let ([right, down], z) = (self.flat(coords), coords[2]);
        let behind = self.depth * z as f64;
        let run = self.depth * (self.chips[2] - 1) as f64;
        let half = MARGIN + self.side / 2.0;
        let x = half + self.step * right as f64 + behind;
        let y = half + self.step * down as f64 + run - behind;
        (place(x), place(y))
    }

    /// The left edge, top, width and height of a device on its chip.
    pub(super) fn device(&self, coords: [usize; 3], core: usize) -> [f64; 4] {
        let (x, y) = self.middle(coords);
        let width = self.side / self.cores.max(1) as f64;
        let left = x - self.side / 2.0 + width * core as f64;
        [left, y - self.side / 2.0, width, self.side].map(place)
    }

    /// The line of a link that leaves a chip: to its neighbour, or a short way off the paper's edge
    /// where the link closes a ring.
    pub(super) fn link(
        &self,
        from: [usize; 3],
        dimension: usize,
        forward: bool,
    ) -> [(f64, f64); 2] {
        let (x, y) = self.middle(from);
        let (dx, dy) = match (dimension, self.flipped) {
            (0, false) | (1, true) => (self.step, 0.0),
            (0, true) | (1, false) => (0.0, self.step),
            (_, _) => (self.depth, -self.depth),
        };
        let size = self.chips[dimension];
        let closes = if forward { from[dimension] + 1 == size } else { from[dimension] == 0 };
        let length = dx.abs().max(dy.abs()).max(1.0);
        let far = if closes { (self.side / 2.0 + 14.0) / length } else { 1.0 };
        let sign = if forward { far } else { -far };
        // The two directions lie beside each other.
        let (aside, turn) = (2.5, if forward { 1.0 } else { -1.0 });
        let norm = dx.hypot(dy).max(1.0);
        let (off_x, off_y) = (-dy / norm * aside * turn, dx / norm * aside * turn);
        let start = (place(x + off_x), place(y + off_y));
        [start, (place(x + dx * sign + off_x), place(y + dy * sign + off_y))]
    }

    /// The names of the directions, at the edges of the paper.
    pub(super) fn directions(&self) -> Markup {
        let (right, down) = if self.flipped { ("y", "x") } else { ("x", "y") };
        let (width, height) = self.size();
        html! {
            text.tick x=(width - 4.0) y=(height - 6.0) text-anchor="end" { (right) " \u{2192}" }
            text.tick x="4" y=(height - 6.0) { (down) " \u{2193}" }
            @if self.chips[2] > 1 { text.tick x="4" y="14" { "z \u{2197}" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sharding::mesh::Mesh;
    use crate::target::Target;

    fn paper(target: &str) -> Paper {
        let target = Target::parse(target, false).expect("a target");
        let mesh = target.default_mesh().expect("a mesh");
        let machine = Machine::laid_out(target.slice().expect("a slice"), &mesh);
        Paper::of(&machine.expect("a machine")).expect("few enough chips")
    }

    #[test]
    fn chips_do_not_lie_on_each_other_and_all_are_on_the_paper() {
        for target in ["v6e-32", "v4-32", "v5p-64", "v6e-256", "v4-1024", "v6e-1"] {
            let paper = paper(target);
            let [xs, ys, zs] = paper.chips;
            let all = (0..xs * ys * zs).map(|n| [n / (ys * zs), n / zs % ys, n % zs]);
            let middles: Vec<(f64, f64)> = all.map(|coords| paper.middle(coords)).collect();
            let (width, height) = paper.size();
            for (index, (x, y)) in middles.iter().enumerate() {
                let half = paper.side / 2.0;
                assert!(*x >= half && *y >= half && *x <= width - half && *y <= height - half);
                let apart = |other: &(f64, f64)| {
                    (other.0 - x).abs() >= paper.side || (other.1 - y).abs() >= paper.side
                };
                assert!(middles[..index].iter().all(apart), "{target} {index}");
            }
        }
    }

    #[test]
    fn links_end_at_the_neighbour_or_at_the_edge() {
        let paper = paper("v4-32");
        let ends = |from, to, dimension| {
            let [_, end] = paper.link(from, dimension, true);
            let wanted = paper.middle(to);
            (end.0 - wanted.0).hypot(end.1 - wanted.1) < 3.0
        };
        assert!(ends([0, 0, 0], [1, 0, 0], 0));
        assert!(ends([0, 0, 0], [0, 1, 0], 1));
        assert!(ends([0, 0, 0], [0, 0, 1], 2));
        let [start, end] = paper.link([1, 0, 0], 0, true);
        assert!((end.0 - start.0) < paper.step / 2.0);
    }

    #[test]
    fn more_chips_than_an_eye_sees_are_not_drawn() {
        let target = Target::parse("v4-4096", false).expect("a target");
        let mesh = Mesh::of_sizes(&[512, 8]).expect("a mesh");
        let machine = Machine::laid_out(target.slice().expect("a slice"), &mesh);
        assert!(Paper::of(&machine.expect("a machine")).is_none());
    }
}
