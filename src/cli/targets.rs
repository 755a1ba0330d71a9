//! `vqbit targets`: what can be compiled for, and how devices lie on a mesh.

use anyhow::anyhow;
use clap::Args;
use serde_json::{Value, json};

use crate::cli::args::{PluginArgs, WorkerArgs};
use crate::cli::compile::wrong_call_or_failed;
use crate::cli::{Failure, Outcome, terminal};
use crate::job::{JobFile, words};
use crate::pipeline::{DeviceLayout, device_layout};
use crate::report::table::{aligned, human_bytes};
use crate::sharding::mesh::Mesh;
use crate::target::generation::{GENERATIONS, Generation};
use crate::target::slice::{Slice, slices};

/// Flags of `vqbit targets`.
#[derive(Debug, Args)]
pub(in crate::cli) struct TargetsArgs {
    /// Shows how the devices of this target lie on its mesh [default: list all targets]
    #[arg(value_name = "TARGET")]
    target: Option<String>,
    /// The mesh, as 4x8 or data=4,model=8 [default: by target]
    #[arg(long, requires = "target")]
    mesh: Option<String>,
    /// Joins the two TensorCores of a v4 chip into one device
    #[arg(long, requires = "target")]
    megacore: bool,
    #[command(flatten)]
    plugin: PluginArgs,
    #[command(flatten)]
    worker: WorkerArgs,
}

/// Lists targets, or shows one on a mesh.
pub(in crate::cli) fn targets(args: &TargetsArgs, json: bool) -> Outcome {
    match &args.target {
        None => list(json),
        Some(target) => on_mesh(args, target, json),
    }
}

fn list(json: bool) -> Outcome {
    if json {
        let generations: Vec<Value> = GENERATIONS.iter().map(generation_json).collect();
        let hosts = json!([
            { "name": "cpu", "codebook_size": 64 },
            { "name": "axion", "architecture": "aarch64", "codebook_size": 64 },
        ]);
        let all = json!({ "generations": generations, "hosts": hosts });
        return terminal::print(&format!("{all:#}\n"));
    }
    let head = ["target", "chips", "cores", "devices", "HBM/device", "TFLOP/s", "HBM GB/s"];
    let mut rows: Vec<Vec<String>> =
        vec![head.into_iter().chain(["topology", "mesh"]).map(str::to_owned).collect()];
    for generation in &GENERATIONS {
        rows.extend(slices(generation).iter().map(slice_row));
    }
    let mut text = aligned(&rows);
    text.push_str("cpu    any number of virtual devices of this machine's processor\n");
    text.push_str("axion  the same on an ARM Axion machine\n\n");
    text.push_str(
        "TFLOP/s (bf16) and HBM GB/s are peaks of all chips together; HBM/device is what the \
         compiler lets one device use. The sources:\n",
    );
    for generation in &GENERATIONS {
        let Generation { name, name_counts, .. } = generation;
        let aliases = generation.aliases.iter().map(|alias| format!(" (also {alias}-N)"));
        let aliases: String = aliases.collect();
        text.push_str(&format!("  {name}-N{aliases} counts {}\n", name_counts.word()));
        for (source, numbers) in sources(generation) {
            text.push_str(&format!("    {}: {source}\n", numbers.join(", ")));
        }
    }
    text.push_str("A libtpu topology such as v6e:4x8 works too.\n");
    terminal::print(&text)
}

/// Each source of a generation's numbers beside the columns that it gives.
fn sources(generation: &'static Generation) -> Vec<(&'static str, Vec<&'static str>)> {
    let columns = [
        ("TFLOP/s", generation.peak_bf16_flops_per_chip.source),
        ("HBM GB/s", generation.hbm_bytes_per_second_per_chip.source),
        ("HBM/device", generation.default_config.hbm_limit_source),
    ];
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for (column, source) in columns {
        match found.iter_mut().find(|(other, _)| *other == source) {
            Some((_, columns)) => columns.push(column),
            None => found.push((source, vec![column])),
        }
    }
    found
}

fn slice_row(slice: &Slice) -> Vec<String> {
    let generation = slice.generation;
    #[expect(clippy::cast_precision_loss, reason = "slices have some thousand chips")]
    let chips = slice.chip_count() as f64;
    let mesh = crate::target::default_mesh(slice.device_count());
    vec![
        format!("{}-{}", generation.name, slice.name_number()),
        slice.chip_count().to_string(),
        slice.tensor_core_count().to_string(),
        slice.device_count().to_string(),
        human_bytes(slice.hbm_limit_bytes()),
        format!("{:.0}", chips * generation.peak_bf16_flops_per_chip.value / 1e12),
        format!("{:.0}", chips * generation.hbm_bytes_per_second_per_chip.value / 1e9),
        slice.topology().name,
        mesh.map_or_else(|_| String::new(), |mesh| mesh.to_string()),
    ]
}

fn generation_json(generation: &'static Generation) -> Value {
    let sourced = |number: crate::target::generation::Sourced| json!({ "value": number.value, "source": number.source });
    let slice = |slice: &Slice| {
        json!({
            "name": format!("{}-{}", generation.name, slice.name_number()),
            "chips": slice.chip_count(),
            "tensor_cores": slice.tensor_core_count(),
            "devices": slice.device_count(),
            "hbm_limit_bytes_per_device": slice.hbm_limit_bytes(),
            "hbm_limit_source": slice.hbm_limit_source(),
            "topology": slice.topology().name,
        })
    };
    json!({
        "name": generation.name,
        "aliases": generation.aliases,
        "name_counts": generation.name_counts.word(),
        "hbm_bytes_per_chip": sourced(generation.hbm_bytes_per_chip),
        "peak_bf16_flops_per_chip": sourced(generation.peak_bf16_flops_per_chip),
        "hbm_bytes_per_second_per_chip": sourced(generation.hbm_bytes_per_second_per_chip),
        "codebook_size": generation.default_codebook_size,
        "slices": slices(generation).iter().map(slice).collect::<Vec<_>>(),
    })
}

fn on_mesh(args: &TargetsArgs, target: &str, json: bool) -> Outcome {
    let mesh = args.mesh.as_deref().map(Mesh::parse).transpose().map_err(Failure::call)?;
    let megacore = args.megacore.then_some(true);
    let mesh = mesh.as_ref().map(words::mesh_json);
    let file = json!({ "target": target, "mesh": mesh, "megacore": megacore });
    let job = JobFile::from_json(file).and_then(|file| file.resolve()).map_err(Failure::call)?;
    if job.target.slice().is_none() {
        return Err(Failure::Call(anyhow!(
            "target {target}: its devices are virtual and lie nowhere; partition i is device i"
        )));
    }
    let plugin = args.plugin.find("tpu")?;
    let layout = device_layout(&job, &plugin.path, &args.worker.worker()?)
        .map_err(wrong_call_or_failed)?
        .ok_or_else(|| anyhow!("target {target}: has no topology"))?;
    if json {
        return terminal::print(&format!("{:#}\n", layout_json(&layout, &job.mesh)));
    }
    terminal::print(&layout_text(&layout, &job.mesh))
}

fn layout_text(layout: &DeviceLayout, mesh: &Mesh) -> String {
    let head = ["partition", "mesh", "device id", "chip x,y,z", "core"];
    let mut rows: Vec<Vec<String>> = vec![head.map(str::to_owned).to_vec()];
    for (partition, device) in layout.devices.iter().enumerate() {
        let [x, y, z] = device.coords;
        let place: Vec<String> = mesh.coordinates(partition).iter().map(usize::to_string).collect();
        rows.push(vec![
            partition.to_string(),
            place.join(","),
            device.id.to_string(),
            format!("{x},{y},{z}"),
            device.core.to_string(),
        ]);
    }
    let head =
        ["axis", "hops between neighbours (mean)", "(most)", "round the ring (mean)", "(most)"];
    let mut hops: Vec<Vec<String>> = vec![head.map(str::to_owned).to_vec()];
    for axis in &layout.hops {
        hops.push(vec![
            axis.axis.clone(),
            format!("{:.2}", axis.mean),
            axis.max.to_string(),
            format!("{:.2}", axis.ring_mean),
            axis.ring_max.to_string(),
        ]);
    }
    format!("mesh {mesh}\n{}\n{}", aligned(&rows), aligned(&hops))
}

fn layout_json(layout: &DeviceLayout, mesh: &Mesh) -> Value {
    let device = |(partition, d): (usize, &crate::target::device_order::PhysicalDevice)| {
        json!({ "partition": partition, "mesh": mesh.coordinates(partition), "device_id": d.id,
                "chip": d.coords, "core": d.core })
    };
    let axis = |hops: &crate::target::device_order::AxisHops| {
        json!({ "axis": hops.axis, "mean_hops": hops.mean, "max_hops": hops.max,
                "ring_mean_hops": hops.ring_mean, "ring_max_hops": hops.ring_max })
    };
    json!({
        "mesh": mesh.to_string(),
        "devices": layout.devices.iter().enumerate().map(device).collect::<Vec<_>>(),
        "axes": layout.hops.iter().map(axis).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_a_generation_has_its_source() {
        for generation in &GENERATIONS {
            let columns: Vec<&str> =
                sources(generation).into_iter().flat_map(|(_, columns)| columns).collect();
            assert_eq!(columns, ["TFLOP/s", "HBM GB/s", "HBM/device"], "{}", generation.name);
        }
        // The v6e page does not tell the bandwidth.
        let v6e = Generation::named("v6e").expect("a generation");
        let pages: Vec<&str> = sources(v6e).into_iter().map(|(source, _)| source).collect();
        assert_eq!(pages.len(), 3);
        assert!(pages[1].contains("tpu7x"), "{pages:?}");
    }
}
