//! What a collective costs on the links of a torus: which it uses, how much each carries.
//!
//! A collective is phases. In each, the devices of a line along one dimension of the torus pass parts
//! around; parts of other groups and colors that are under way at the same time share the links.
//! A phase takes as long as its busiest link; latency is that of the hops from end to end.

mod links;
mod phases;

pub use links::{Link, LinkLoad};

use crate::estimate::ici::links::Loads;
use crate::estimate::ici::phases::{Exchange, Plan, phases};
use crate::estimate::machine::{HOP_SECONDS, Machine};
use crate::inspect::collectives::CollectiveKind;

/// A collective as one device runs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Transfer {
    /// What it does.
    pub kind: CollectiveKind,
    /// Partitions that take part together, groups beside each other.
    pub groups: Vec<Vec<usize>>,
    /// Of a permute, who sends to whom, in the place of groups.
    pub pairs: Vec<(usize, usize)>,
    /// Bytes that one device puts in.
    pub operand_bytes: u64,
    /// Into how many parts the compiler cuts it, each going another way through the dimensions;
    /// as many as there are dimensions where it does not say.
    pub colors: Option<usize>,
}

/// What it costs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IciCost {
    /// Seconds in all.
    pub seconds: f64,
    /// The part of them that hops take.
    pub latency_seconds: f64,
    /// Hops one after the other on the longest way.
    pub hops: usize,
    /// Bytes over the busiest link of each phase, added up.
    pub link_bytes: f64,
    /// Devices of the rings that it goes around, one a dimension.
    pub rings: Vec<usize>,
    /// Parts that go different ways at once.
    pub colors: usize,
    /// What each link carries, over all phases.
    pub links: Vec<LinkLoad>,
    /// Bytes that no arrangement of these groups saves a chip from sending.
    pub least_bytes_of_chip: f64,
}

/// Prices a collective; `None` where a partition of it is not on the machine.
pub fn price(transfer: &Transfer, machine: &Machine) -> Option<IciCost> {
    let bytes = transfer.operand_bytes as f64;
    let chip_rate = machine.chip_hbm_bytes_per_second();
    let plan = if transfer.kind == CollectiveKind::CollectivePermute {
        permute(transfer, bytes, machine)?
    } else {
        let exchange = match transfer.kind {
            CollectiveKind::AllToAll | CollectiveKind::RaggedAllToAll => Exchange::Shuffle,
            CollectiveKind::CollectiveBroadcast => Exchange::Spread,
            CollectiveKind::AllReduce
            | CollectiveKind::AllGather
            | CollectiveKind::ReduceScatter
            | CollectiveKind::CollectivePermute => Exchange::Gather,
        };
        phases(transfer, exchange, machine)?
    };
    // An all-reduce is a reduce-scatter and then an all-gather, which is the same backwards.
    let (passes, times) =
        if transfer.kind == CollectiveKind::AllReduce { (2.0, 2) } else { (1.0, 1) };
    let mut cost = IciCost {
        rings: plan.rings,
        colors: plan.colors,
        hops: plan.hops * times,
        ..IciCost::default()
    };
    let mut all = Loads::default();
    for loads in &plan.phases {
        let busiest = loads.busiest_link();
        let on_chip = loads.busiest_chip() / chip_rate;
        cost.seconds += passes * (busiest / machine.link_bytes_per_second).max(on_chip);
        cost.link_bytes += passes * busiest;
        all.add(loads);
    }
    cost.latency_seconds = cost.hops as f64 * HOP_SECONDS;
    cost.seconds += cost.latency_seconds;
    cost.links = all.links(passes);
    cost.least_bytes_of_chip = least_bytes_of_chip(transfer, machine);
    Some(cost)
}

fn permute(transfer: &Transfer, bytes: f64, machine: &Machine) -> Option<Plan> {
    let (mut loads, mut hops) = (Loads::default(), 0);
    for &(from, to) in &transfer.pairs {
        let (from, to) = (machine.devices.get(from)?, machine.devices.get(to)?);
        hops = hops.max(loads.route(from.coords, to.coords, bytes, &machine.torus));
    }
    Some(Plan { phases: vec![loads], hops, rings: Vec::new(), colors: 1 })
}

/// What one device cannot but send (as any algorithm must), for all devices of a chip; where these
/// are in one group, what they hold in common leaves the chip once.
fn least_bytes_of_chip(transfer: &Transfer, machine: &Machine) -> f64 {
    let bytes = transfer.operand_bytes as f64;
    let Some(group) = transfer.groups.iter().max_by_key(|group| group.len()) else {
        let leaves = |&&(from, to): &&(usize, usize)| {
            let coords = |p: usize| machine.devices.get(p).map(|d| d.coords);
            coords(from) != coords(to)
        };
        return if transfer.pairs.iter().any(|pair| leaves(&pair)) { bytes } else { 0.0 };
    };
    let chips: std::collections::BTreeSet<_> =
        group.iter().filter_map(|&p| machine.devices.get(p)).map(|d| d.coords).collect();
    let (members, chips) = (group.len() as f64, chips.len() as f64);
    if chips <= 1.0 {
        return 0.0;
    }
    let together = members / chips;
    let groups_of_chip = machine.devices_per_chip as f64 / together;
    let away = (chips - 1.0) / chips;
    groups_of_chip
        * match transfer.kind {
            CollectiveKind::AllReduce => 2.0 * away * bytes,
            CollectiveKind::ReduceScatter => away * bytes,
            // Everybody's parts but those of the chip come in, so on the average as many go out.
            CollectiveKind::AllGather => away * bytes * members,
            CollectiveKind::AllToAll | CollectiveKind::RaggedAllToAll => away * bytes * together,
            CollectiveKind::CollectivePermute | CollectiveKind::CollectiveBroadcast => bytes,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sharding::mesh::Mesh;
    use crate::target::Target;

    const MIB: f64 = 1024.0 * 1024.0;

    fn machine(target: &str, mesh: &str) -> Machine {
        let target = Target::parse(target, false).expect("a target");
        let mesh = Mesh::parse(mesh).expect("a mesh");
        Machine::laid_out(target.slice().expect("a slice"), &mesh).expect("a machine")
    }

    fn transfer(kind: CollectiveKind, groups: Vec<Vec<usize>>) -> Transfer {
        Transfer { kind, groups, pairs: vec![], operand_bytes: 1 << 20, colors: None }
    }

    /// The rows of a mesh of 4 x 8: groups along its last axis.
    fn rows() -> Vec<Vec<usize>> {
        (0..4).map(|row| (row * 8..row * 8 + 8).collect()).collect()
    }

    fn assert_near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() <= 1e-9 * wanted.abs(), "{found} is not {wanted}");
    }

    #[test]
    fn a_gather_along_a_line_sends_all_other_parts_over_its_links() {
        let machine = machine("v6e-32", "4x8");
        let cost = price(&transfer(CollectiveKind::AllGather, rows()), &machine).expect("a cost");
        assert_near(cost.link_bytes, 7.0 * MIB);
        assert_near(cost.seconds, 7.0 * MIB / 100e9 + 7e-6);
        assert_eq!((cost.hops, &cost.rings[..], cost.colors), (7, &[8][..], 1));
        // Four lines of seven links, each in two directions.
        assert_eq!(cost.links.len(), 4 * 7 * 2);
        assert_near(cost.least_bytes_of_chip, 7.0 * MIB);
    }

    #[test]
    fn an_all_reduce_of_one_color_goes_through_the_dimensions_one_by_one() {
        let machine = machine("v6e-32", "4x8");
        let all = vec![(0..32).collect()];
        let one = Transfer { colors: Some(1), ..transfer(CollectiveKind::AllReduce, all.clone()) };
        let cost = price(&one, &machine).expect("a cost");
        // 3/4 of it in rings of 4, then 7/8 of the quarter in rings of 8; and all of it back.
        let bytes = 2.0 * MIB * (3.0 / 4.0 + 7.0 / 32.0);
        assert_near(cost.link_bytes, bytes);
        assert_near(cost.seconds, bytes / 100e9 + 20e-6);
        // Two halves at once: 7/16 of it first, then 7/64, the other dimension having less to do.
        let cost = price(&transfer(CollectiveKind::AllReduce, all), &machine).expect("a cost");
        assert_near(cost.link_bytes, 2.0 * MIB * (7.0 / 16.0 + 7.0 / 64.0));
        assert_eq!((cost.colors, cost.hops), (2, 2 * (3 + 7)));
        assert_near(cost.least_bytes_of_chip, 2.0 * MIB * 31.0 / 32.0);
    }

    #[test]
    fn a_closed_ring_goes_both_ways() {
        let machine = machine("v6e-256", "16x16");
        let rows = (0..16).map(|row| (row * 16..row * 16 + 16).collect()).collect();
        let cost = price(&transfer(CollectiveKind::AllGather, rows), &machine).expect("a cost");
        assert_near(cost.link_bytes, 7.5 * MIB);
        assert_eq!((cost.hops, cost.links.len()), (8, 16 * 16 * 2));
    }

    #[test]
    fn the_devices_of_a_chip_share_its_links() {
        let machine = machine("v4-32", "4x8");
        let first_cores: Vec<usize> = (0..32).filter(|&p| machine.devices[p].core == 0).collect();
        let second_cores: Vec<usize> = (0..32).filter(|&p| machine.devices[p].core == 1).collect();
        let of = |groups| price(&transfer(CollectiveKind::AllReduce, groups), &machine);
        let alone = of(vec![first_cores.clone()]).expect("a cost");
        let both = of(vec![first_cores, second_cores]).expect("a cost");
        assert_near(both.link_bytes, 2.0 * alone.link_bytes);
        assert_near(both.least_bytes_of_chip, 2.0 * MIB * 2.0 * 15.0 / 16.0);
        // In one group they are neighbours in the rings of the first phase: as libtpu has it,
        // cores:{4 2 4},{4 4 2},{8 2 2} of dimensions {0 1 2},{1 2 0},{2 0 1}.
        let all = of(vec![(0..32).collect()]).expect("a cost");
        assert_eq!((&all.rings[..], all.colors), (&[4, 2, 4][..], 3));
        let third = MIB / 3.0;
        let first = third * 7.0 / 8.0;
        // Then both devices of a chip pass their quarter (of 4) or eighth (of 8) on.
        let second = f64::max(third / 4.0 / 2.0, third / 4.0 * 3.0 / 4.0) * 2.0;
        let last = f64::max(third / 8.0 * 3.0 / 4.0, third / 16.0 / 2.0) * 2.0;
        assert_near(all.link_bytes, 2.0 * (first + second + last));
        assert_eq!(all.hops, 2 * (1 + 1 + 3));
    }

    #[test]
    fn what_stays_on_a_chip_loads_no_link() {
        let machine = machine("v4-32", "16x2");
        let chips = (0..16).map(|chip| vec![chip * 2, chip * 2 + 1]).collect();
        let cost = price(&transfer(CollectiveKind::AllReduce, chips), &machine).expect("a cost");
        assert_eq!((cost.link_bytes, cost.hops, cost.least_bytes_of_chip), (0.0, 0, 0.0));
        assert_near(cost.seconds, 2.0 * MIB / 1200e9);
    }

    #[test]
    fn an_all_to_all_meets_in_the_middle_of_its_line() {
        let machine = machine("v6e-32", "4x8");
        let cost = price(&transfer(CollectiveKind::AllToAll, rows()), &machine).expect("a cost");
        assert_near(cost.link_bytes, 4.0 * 4.0 * MIB / 8.0);
    }

    #[test]
    fn a_permute_takes_the_shortest_way() {
        let machine = machine("v6e-32", "4x8");
        let shift = |row: usize| (0..8).map(move |i| (row * 8 + i, row * 8 + (i + 1) % 8));
        let pairs = (0..4).flat_map(shift).collect();
        let permute = Transfer { pairs, ..transfer(CollectiveKind::CollectivePermute, Vec::new()) };
        let cost = price(&permute, &machine).expect("a cost");
        // The last of a line that is no ring sends back over all of it.
        assert_near(cost.seconds, MIB / 100e9 + 7e-6);
        let unknown = Transfer { pairs: vec![(0, 99)], ..permute };
        assert_eq!(price(&unknown, &machine), None);
    }

    #[test]
    fn groups_that_are_no_grid_go_around_in_their_order() {
        let machine = machine("v6e-32", "4x8");
        let corner = |x: usize, y: usize| {
            machine.devices.iter().position(|d| d.coords == [x, y, 0]).expect("a device")
        };
        let corners = vec![vec![corner(0, 0), corner(0, 1), corner(1, 1)]];
        let cost = price(&transfer(CollectiveKind::AllGather, corners), &machine).expect("a cost");
        // Half of two thirds of 3 MiB each way; the way back over two links is shared.
        assert_eq!(cost.rings, [3]);
        assert_near(cost.link_bytes, 2.0 * MIB);
    }
}
