//! Which device holds which shard: the chips of a slice once for each way that tensors are cut.

use maud::{Markup, html};

use crate::page::Drawn;
use crate::page::axis::place;
use crate::page::torus::{MOST_CHIPS, Paper};
use crate::report::{MeshAxisReport, TensorReport};

/// Tensors that are cut in one way.
struct Cut<'a> {
    tensors: Vec<&'a str>,
    /// The mesh axes that cut them, major first.
    axes: Vec<usize>,
}

/// One drawing for each way that tensors are cut; those that are not are named.
pub(super) fn drawings(program: &Drawn<'_>) -> Markup {
    let mesh = &program.report.target.mesh;
    let (cut, whole): (Vec<_>, Vec<_>) =
        cuts(&program.report.tensors, mesh).into_iter().partition(|cut| shards(cut, mesh) > 1);
    let whole: Vec<&str> = whole.into_iter().flat_map(|cut| cut.tensors).collect();
    html! {
        h3 { "Shards" }
        @match Paper::of(program.machine) {
            None => p { "Slices of more than " (MOST_CHIPS) " chips are not drawn." },
            Some(paper) => div.drawings {
                @for cut in &cut { (drawing(program, &paper, cut)) }
            },
        }
        @if !whole.is_empty() { p { "Whole on every device: " (whole.join(", ")) "." } }
    }
}

fn cuts<'a>(tensors: &'a [TensorReport], mesh: &[MeshAxisReport]) -> Vec<Cut<'a>> {
    let mut cuts: Vec<Cut<'a>> = Vec::new();
    for tensor in tensors {
        let axes = axes_of(&tensor.sharding, mesh);
        let name = tensor.name.as_str();
        match cuts.iter_mut().find(|cut| cut.axes == axes) {
            Some(cut) if cut.tensors.contains(&name) => {}
            Some(cut) => cut.tensors.push(name),
            None => cuts.push(Cut { tensors: vec![name], axes }),
        }
    }
    cuts
}

/// The mesh axes that a sharding such as `[data,model],-,-` names, in its order.
fn axes_of(sharding: &str, mesh: &[MeshAxisReport]) -> Vec<usize> {
    let words = sharding.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words.filter_map(|word| mesh.iter().position(|axis| axis.name == word)).collect()
}

fn shards(cut: &Cut<'_>, mesh: &[MeshAxisReport]) -> usize {
    cut.axes.iter().map(|&axis| mesh[axis].size).product()
}

/// The shard of a partition: its places along the axes that cut, the first counting most.
fn shard(partition: usize, axes: &[usize], mesh: &[MeshAxisReport]) -> usize {
    let along = |axis: usize| {
        let stride: usize = mesh[axis + 1..].iter().map(|axis| axis.size).product();
        partition / stride % mesh[axis].size
    };
    axes.iter().fold(0, |number, &axis| number * mesh[axis].size + along(axis))
}

fn drawing(program: &Drawn<'_>, paper: &Paper, cut: &Cut<'_>) -> Markup {
    let mesh = &program.report.target.mesh;
    let (count, (width, height)) = (shards(cut, mesh), paper.size());
    let devices = program.machine.devices.len() / count.max(1);
    let names: Vec<&str> = cut.axes.iter().map(|&axis| mesh[axis].name.as_str()).collect();
    let noun = if devices == 1 { "device" } else { "devices" };
    html! {
        figure {
            svg.torus viewBox=(format!("0 0 {width} {height}")) style=(format!("width:{width}px"))
                role="img" aria-label=(format!("Shards of {}", cut.tensors.join(", "))) {
                (paper.directions())
                @for (partition, device) in program.machine.devices.iter().enumerate() {
                    @let number = shard(partition, &cut.axes, mesh);
                    @let [left, top, wide, high] = paper.device(device.coords, device.core);
                    rect.device x=(left) y=(top) width=(wide) height=(high) style=(hue(number, count)) {
                        title {
                            "partition " (partition) ", device " (device.id) ": shard " (number)
                        }
                    }
                    @if paper.side > 20.0 {
                        text.shard x=(place(left + wide / 2.0)) y=(place(top + high / 2.0 + 3.5))
                            text-anchor="middle" { (number) }
                    }
                }
            }
            figcaption {
                b { (cut.tensors.join(", ")) } br;
                (count) " shards along " (names.join(", ")) ", each on " (devices) " " (noun)
            }
        }
    }
}

/// Neighbouring shards have neighbouring colours.
fn hue(number: usize, count: usize) -> String {
    format!("fill:hsl({:.0} 55% 76%)", 330.0 * number as f64 / count.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_count_along_the_axes_that_cut() {
        let axis = |name: &str, size| MeshAxisReport { name: name.to_owned(), size };
        let mesh = [axis("data", 4), axis("model", 8)];
        assert_eq!(axes_of("[data,model],-,-", &mesh), [0, 1]);
        assert_eq!(axes_of("model,-", &mesh), [1]);
        assert_eq!(axes_of("[model,data],-", &mesh), [1, 0]);
        assert_eq!(axes_of("replicated", &mesh), [0_usize; 0]);
        // Partition 11 is at data 1, model 3.
        assert_eq!(shard(11, &[0, 1], &mesh), 11);
        assert_eq!(shard(11, &[1], &mesh), 3);
        assert_eq!(shard(11, &[1, 0], &mesh), 13);
        assert_eq!(shard(11, &[], &mesh), 0);
    }
}
