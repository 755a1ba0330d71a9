//! Renders a report as plain text; sizes are binary (KiB, MiB, GiB) and per device unless they say so.

use crate::report::estimate::Estimate;
use crate::report::memory::MemoryPerDevice;
use crate::report::{Collective, Counted, PluginReport, ProgramReport, Report, TargetReport};

/// Bytes in the largest binary unit that leaves at least 1: `17.32 MiB`.
pub fn human_bytes(bytes: u64) -> String {
    let mut value = bytes as f64;
    let mut unit = "B";
    for larger in ["KiB", "MiB", "GiB", "TiB", "PiB"] {
        // 1023.995 would be written as 1024.00.
        if value < 1023.995 {
            break;
        }
        value /= 1024.0;
        unit = larger;
    }
    if unit == "B" { format!("{bytes} B") } else { format!("{value:.2} {unit}") }
}

/// A count with a decimal prefix: `1.65 G`.
pub fn human_count(count: f64) -> String {
    let mut value = count;
    let mut prefix = "";
    for larger in ["k", "M", "G", "T", "P"] {
        if value.abs() < 999.995 {
            break;
        }
        value /= 1000.0;
        prefix = larger;
    }
    if prefix.is_empty() { format!("{value}") } else { format!("{value:.2} {prefix}") }
}

/// Columns padded to their widest cell, two spaces between, none at the end; the first row is the head.
pub fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// Bytes, or that nobody knows them.
fn told(bytes: Option<u64>) -> String {
    bytes.map_or_else(|| "not told by the plugin".to_owned(), human_bytes)
}

impl Report {
    /// The report as a table for people, several blocks of aligned text.
    pub fn to_table(&self) -> String {
        let (flops, accessed) = (&self.flops_per_device, &self.bytes_accessed_per_device);
        let device = device_rows(&self.memory_per_device, flops.as_ref(), accessed.as_ref());
        let mut blocks = vec![
            aligned(&self.head_rows()),
            format!("per device\n{}", indented(&aligned(&device))),
            format!("collectives\n{}", indented(&aligned(&collective_rows(&self.collectives)))),
        ];
        if let Some(overlap) = &self.overlap {
            let rows = indented(&aligned(&overlap.rows()));
            blocks.push(format!("{}\n{rows}", overlap.caption()));
        }
        blocks.extend([
            format!("contract\n{}", indented(&aligned(&self.contract.rows()))),
            format!("tensors\n{}", indented(&aligned(&self.tensor_rows()))),
        ]);
        blocks.join("\n")
    }

    fn head_rows(&self) -> Vec<Vec<String>> {
        let mut rows = compiled_rows(&self.target, &self.plugin, &self.program);
        rows.extend([
            row("compiled in", &format!("{:.2} s", self.compile_seconds)),
            row(
                "compression",
                &format!("{:.1} ({})", self.compression.ratio, self.compression.compares),
            ),
        ]);
        rows.extend(self.estimate.iter().flat_map(Estimate::rows));
        if let Some(layers) = &self.layers {
            let how = if layers.stacked { "stacked in one program" } else { "one executable" };
            let (state, total) = (human_bytes(layers.state_bytes), human_bytes(layers.total_bytes));
            let text = format!("{}, {how}; a device holds {total} (state {state})", layers.count);
            rows.push(row("layers", &text));
        }
        rows
    }

    fn tensor_rows(&self) -> Vec<Vec<String>> {
        let head =
            ["name", "role", "shape", "per device", "bytes", "sharding", "shares memory with"];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        rows.extend(self.tensors.iter().map(|tensor| {
            vec![
                tensor.name.clone(),
                tensor.role.name().to_owned(),
                tensor.shape.clone(),
                tensor.per_device_shape.clone(),
                human_bytes(tensor.per_device_bytes),
                tensor.sharding.clone(),
                tensor.aliased_to.clone().unwrap_or_default(),
            ]
        }));
        rows
    }
}

/// What was compiled, for what and by what.
pub(in crate::report) fn compiled_rows(
    target: &TargetReport,
    plugin: &PluginReport,
    program: &ProgramReport,
) -> Vec<Vec<String>> {
    let topology = target.topology.as_deref().map_or(String::new(), |name| format!(", {name}"));
    let chips = target.chips.map_or(String::new(), |chips| format!(" on {chips} chips"));
    let mesh: Vec<String> =
        target.mesh.iter().map(|axis| format!("{}={}", axis.name, axis.size)).collect();
    // The platform version of libtpu has several lines.
    let version = plugin.platform_version.lines().next().unwrap_or_default();
    let ProgramReport { name, format, partitioner, bytes } = program;
    vec![
        row("target", &format!("{} ({}{topology})", target.name, target.kind)),
        row("devices", &format!("{}{chips}, mesh {}", target.devices, mesh.join(","))),
        row("plugin", &format!("{} {version}, API {}", plugin.platform, plugin.api_version)),
        row("program", &format!("{name} {format}, {partitioner}, {}", human_bytes(*bytes))),
    ]
}

/// What one device holds and does.
pub(in crate::report) fn device_rows(
    memory: &MemoryPerDevice,
    flops: Option<&Counted>,
    accessed: Option<&Counted>,
) -> Vec<Vec<String>> {
    let summed = memory.peak_bytes.is_none() && memory.used_bytes().is_some();
    let used_name = if summed { "arguments + outputs + temporaries" } else { "peak" };
    let mut rows = vec![
        row("arguments", &told(memory.argument_bytes)),
        row("outputs", &told(memory.output_bytes)),
        row("aliased", &told(memory.alias_bytes)),
        row("temporaries", &told(memory.temp_bytes)),
        row(used_name, &told(memory.used_bytes())),
        row("code", &told(memory.code_bytes)),
    ];
    if let Some(limit) = memory.limit() {
        let bytes = limit.bytes_per_device;
        let share = memory.used_bytes().map_or("not checked".to_owned(), |used| {
            format!("{:.1}% used", 100.0 * used as f64 / bytes.max(1) as f64)
        });
        let limit_text = format!("{} ({}), {share}", human_bytes(bytes), limit.name);
        rows.push(row("limit", &limit_text));
    }
    if let Some(used) = memory.used_bytes_per_chip.filter(|_| memory.devices_per_chip > 1) {
        let devices = memory.devices_per_chip;
        let name = if summed { "the same of a chip" } else { "peak of a chip" };
        rows.push(row(name, &format!("{} ({devices} devices)", human_bytes(used))));
    }
    if let Some(flops) = flops {
        let text = format!("{}FLOP ({})", spaced(flops.value), flops.source);
        rows.push(row("operations", &text));
    }
    if let Some(accessed) = accessed {
        let text = format!("{}B ({})", spaced(accessed.value), accessed.source);
        rows.push(row("bytes accessed", &text));
    }
    rows
}

pub(in crate::report) fn collective_rows(collectives: &[Collective]) -> Vec<Vec<String>> {
    if collectives.is_empty() {
        return vec![vec!["none".to_owned()]];
    }
    let head = ["kind", "count", "bytes", "mesh axes", "devices of a group"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(collectives.iter().map(|collective| {
        let mut row = vec![
            collective.kind.clone(),
            collective.count.to_string(),
            human_bytes(collective.bytes),
            span(collective),
            collective.group_size.map_or("not known".to_owned(), |size| size.to_string()),
        ];
        if collective.in_loop {
            row.push("in a loop".to_owned());
        }
        row
    }));
    rows
}

/// The axes that a collective spans; groups that follow none are written out while they are short.
fn span(collective: &Collective) -> String {
    const WIDEST: usize = 40;
    match &collective.groups {
        _ if !collective.axes.is_empty() => collective.axes.join(","),
        Some(groups) if !groups.is_empty() && groups.len() <= WIDEST => groups.clone(),
        // Without groups the axes are known and none: each device is alone.
        None => "none".to_owned(),
        Some(_) => "other groups".to_owned(),
    }
}

/// `1.65 G` with its prefix at the unit, `12 ` without one.
fn spaced(value: f64) -> String {
    let text = human_count(value);
    if text.contains(' ') { text } else { format!("{text} ") }
}

/// A name and what it is.
pub(in crate::report) fn row(name: &str, value: &str) -> Vec<String> {
    vec![name.to_owned(), value.to_owned()]
}

pub(in crate::report) fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::budgets::Budgets;
    use crate::report::contract::{Addition, Contract, StoredArray, Sums};
    use crate::report::{
        Compression, MeshAxisReport, SCHEMA_VERSION, TensorReport, TensorRole, schema,
    };

    fn axis(name: &str, size: usize) -> MeshAxisReport {
        MeshAxisReport { name: name.to_owned(), size }
    }

    fn report() -> Report {
        Report {
            schema_version: SCHEMA_VERSION,
            vqbit_version: "0.1.0".to_owned(),
            job: serde_json::json!({ "step": "update" }),
            target: TargetReport {
                name: "v4-32".to_owned(),
                kind: "tpu".to_owned(),
                topology: Some("v4:2x2x4".to_owned()),
                devices: 32,
                chips: Some(16),
                mesh: vec![axis("data", 4), axis("model", 8)],
            },
            plugin: PluginReport {
                name: Some("tpu".to_owned()),
                api_version: "0.117".to_owned(),
                platform: "tpu".to_owned(),
                platform_version: "TFRT TPU v4\nBuilt on some day".to_owned(),
                sha256: "00".to_owned(),
            },
            program: ProgramReport {
                format: "mlir".to_owned(),
                partitioner: "shardy".to_owned(),
                name: "vq_update".to_owned(),
                bytes: 9_000,
            },
            memory_per_device: MemoryPerDevice {
                argument_bytes: Some(1 << 20),
                output_bytes: Some(1 << 20),
                alias_bytes: Some(393_472),
                temp_bytes: Some(2_000),
                peak_bytes: Some(2 << 20),
                code_bytes: Some(1_000_000),
                hbm_limit_bytes: Some(16_370_892_800),
                memory_limit_gb: Some(32.0),
                devices_per_chip: 2,
                used_bytes_per_chip: None,
            }
            .with_chip_totals(),
            flops_per_device: Some(Counted { value: 1.65e9, source: "the plugin".to_owned() }),
            bytes_accessed_per_device: None,
            collectives: vec![Collective {
                kind: "all-reduce".to_owned(),
                count: 1,
                bytes: 196_864,
                axes: vec!["data".to_owned(), "model".to_owned()],
                groups: None,
                group_size: Some(32),
                in_loop: false,
            }],
            estimate: Some(Estimate {
                cycles: 38_173.0,
                source: "estimated_cycles".to_owned(),
                note: "never measured".to_owned(),
                time: None,
            }),
            overlap: None,
            contract: Contract {
                stored_distances: vec![StoredArray {
                    instruction: "fusion.3".to_owned(),
                    shape: "f32[512,64]".to_owned(),
                    bytes: 131_072,
                    in_hbm: true,
                    in_loop: false,
                }],
                sums: vec![Sums {
                    tensor: "embed_sum".to_owned(),
                    additions: vec![Addition {
                        operation: "convolution".to_owned(),
                        element_type: "f32".to_owned(),
                        count: 1,
                    }],
                }],
                donated: vec!["codebook".to_owned()],
                not_donated: vec!["embed_sum".to_owned()],
            },
            compile_seconds: 0.6,
            layers: None,
            search: None,
            compression: Compression {
                ratio: 2048.0,
                input_bits_per_token: 12_288,
                code_bits: 6,
                compares: "12288 input bits of a token against a 6-bit code".to_owned(),
            },
            tensors: vec![TensorReport {
                name: "inputs".to_owned(),
                role: TensorRole::Parameter,
                shape: "bf16[32,512,768]".to_owned(),
                per_device_shape: "bf16[1,512,768]".to_owned(),
                per_device_bytes: 786_432,
                sharding: "[data,model],,".to_owned(),
                grows_with_batch: true,
                aliased_to: None,
            }],
        }
    }

    #[test]
    fn what_is_over_its_budget_is_named_with_its_offender() {
        let budgets = Budgets {
            hbm_bytes: Some(1 << 20),
            temp_bytes: Some(1_000),
            code_bytes: Some(1 << 10),
            collectives: Some(0),
            collective_bytes: Some(1_000),
            forbids_distances_in_hbm: true,
            requires_aliasing: true,
        };
        let wanted = [
            "--max-hbm: found 2.00 MiB, wanted at most 1.00 MiB (the largest tensor is inputs \
             bf16[1,512,768] of 768.00 KiB)",
            "--max-temp: found 1.95 KiB, wanted at most 1000 B (distances are stored: fusion.3 \
             f32[512,64] of 128.00 KiB)",
            "--max-code-bytes: found 976.56 KiB, wanted at most 1.00 KiB",
            "--max-collectives: found 1, wanted at most 0 (1 all-reduce over data,model of \
             192.25 KiB)",
            "--max-collective-bytes: found 192.25 KiB, wanted at most 1000 B (the largest are 1 \
             all-reduce over data,model of 192.25 KiB)",
            "--forbid-distances-in-hbm: found fusion.3 f32[512,64] of 128.00 KiB",
            "--require-aliasing: copied are embed_sum",
        ];
        let found = budgets.check(&report()).expect_err("over budget");
        assert_eq!(found.to_string(), format!("over budget: {}", wanted.join("; ")));
        assert_eq!(Budgets::default().check(&report()), Ok(()));
        let mut untold = report();
        untold.memory_per_device.temp_bytes = None;
        let budgets = Budgets { temp_bytes: Some(1 << 10), ..Budgets::default() };
        let found = budgets.check(&untold).expect_err("not told").to_string();
        let wanted = "over budget: --max-temp: the plugin does not tell, wanted at most 1.00 KiB";
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_report_is_a_table_for_people() {
        let wanted = "\
target       v4-32 (tpu, v4:2x2x4)
devices      32 on 16 chips, mesh data=4,model=8
plugin       tpu TFRT TPU v4, API 0.117
program      vq_update mlir, shardy, 8.79 KiB
compiled in  0.60 s
compression  2048.0 (12288 input bits of a token against a 6-bit code)
estimate     38.17 k cycles (estimated_cycles; never measured)

per device
  arguments       1.00 MiB
  outputs         1.00 MiB
  aliased         384.25 KiB
  temporaries     1.95 KiB
  peak            2.00 MiB
  code            976.56 KiB
  limit           15.25 GiB (the compiler's limit), 0.0% used
  peak of a chip  4.00 MiB (2 devices)
  operations      1.65 GFLOP (the plugin)

collectives
  kind        count  bytes       mesh axes   devices of a group
  all-reduce  1      192.25 KiB  data,model  32

contract
  distances    f32[512,64] of 128.00 KiB in HBM
  embed_sum    added up in f32 (convolution)
  donated      codebook
  not donated  embed_sum

tensors
  name    role       shape             per device       bytes       sharding        shares memory with
  inputs  parameter  bf16[32,512,768]  bf16[1,512,768]  768.00 KiB  [data,model],,
";
        assert_eq!(report().to_table(), wanted);
    }

    #[test]
    fn a_sum_is_not_called_a_peak_and_an_unknown_number_not_zero() {
        let mut report = report();
        report.memory_per_device.peak_bytes = None;
        let table = report.to_table();
        assert!(table.contains("  arguments + outputs + temporaries  1.63 MiB\n"), "{table}");
        assert!(!table.contains("peak"), "{table}");
        report.memory_per_device = MemoryPerDevice {
            memory_limit_gb: Some(2.0),
            devices_per_chip: 2,
            ..MemoryPerDevice::default()
        };
        let table = report.to_table();
        assert!(table.contains("  peak         not told by the plugin\n"), "{table}");
        let limit = "1.00 GiB (memory_limit_gb 2 of a chip with 2 devices), not checked\n";
        assert!(table.contains(limit), "{table}");
        assert!(!table.contains("0 B"), "{table}");
    }

    #[test]
    fn groups_off_the_axes_and_loops_are_shown() {
        let mut looped = report().collectives.remove(0);
        looped.axes.clear();
        looped.groups = Some("{0,3},{1,2}".to_owned());
        looped.group_size = Some(2);
        looped.in_loop = true;
        let long = Collective {
            groups: Some("{0,3},".repeat(20)),
            group_size: None,
            in_loop: false,
            ..looped.clone()
        };
        let wanted = "\
kind        count  bytes       mesh axes     devices of a group
all-reduce  1      192.25 KiB  {0,3},{1,2}   2                   in a loop
all-reduce  1      192.25 KiB  other groups  not known
";
        assert_eq!(aligned(&collective_rows(&[looped, long])), wanted);
    }

    #[test]
    fn a_report_survives_json_and_its_schema_names_its_keys() {
        let json = serde_json::to_value(report()).expect("JSON");
        let schema = schema();
        let described = schema["properties"].as_object().expect("properties");
        for key in json.as_object().expect("an object").keys() {
            assert!(described.contains_key(key), "{key}");
        }
        assert_eq!(serde_json::from_value::<Report>(json).expect("a report"), report());
    }

    #[test]
    fn bytes_are_written_in_binary_units() {
        assert_eq!(human_bytes(1023), "1023 B");
        assert_eq!(human_bytes(17_322_528), "16.52 MiB");
        assert_eq!(human_bytes((1 << 30) - 1), "1.00 GiB");
        assert_eq!(human_count(12.0), "12");
    }
}
